/* iso-project-stock-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-stock-table.h"

#include "iso-finding.h"
#include "iso-project-private.h"

#include "reader/iso-stock-table.h"
#include "writer/iso-stock-sheet.h"

gboolean
iso_project_import_stocks (IsoProject *self, const char *name, GBytes *text, GError **error)
{
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autoptr (IsoSource) source = iso_source_new (name, text, error);
  g_autoptr (GPtrArray) rows = source != NULL ? iso_stock_table_read (source, messages, error) : NULL;

  if (rows == NULL || !iso_project_add_stock_rows (self, name, rows, error))
    return FALSE;
  iso_findings_add (self->findings, messages);
  return TRUE;
}

char *
iso_project_export_stocks (IsoProject *self, GError **error)
{
  g_autoptr (IsoContent) content = iso_project_get_planned (self, error);
  g_autoptr (IsoSheet) sheet = content != NULL ? iso_stock_sheet (content) : NULL;

  return sheet != NULL ? iso_sheet_to_csv (sheet) : NULL;
}
