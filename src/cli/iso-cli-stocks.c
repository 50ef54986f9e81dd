/* iso-cli-stocks.c - "isobole-cli stocks": the bottles of a project as a table, and a table's into a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-output.h"
#include "iso-cli-project.h"
#include "iso-cli-text.h"
#include "iso-cli.h"
#include "iso-content-store.h"
#include "iso-edit.h"
#include "reader/iso-stock-table.h"
#include "writer/iso-stock-sheet.h"

static char *
stocks_text (const IsoContent *content)
{
  IsoCliTable *table = iso_cli_table_new (_("Compound"), _("Stock"), _("Solvent"), _("Lot"), _("Supplier"), _("Expiry"), _("Thawed"),
                                          _("In use"), NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < content->stocks->len; i++)
    {
      const IsoContentStock *stock = &g_array_index (content->stocks, IsoContentStock, i);
      const IsoBottle *bottle = &stock->bottle;

      iso_cli_table_add (table, g_array_index (content->drugs, IsoContentEntity, stock->drug).name);
      iso_cli_table_take (table, iso_cli_dose (bottle->concentration, bottle->unit));
      iso_cli_table_add (table, bottle->solvent);
      iso_cli_table_add (table, bottle->lot);
      iso_cli_table_add (table, bottle->supplier);
      iso_cli_table_add (table, bottle->expiry);
      iso_cli_table_take (table, g_strdup_printf ("%u", bottle->thaws));
      iso_cli_table_add (table, stock->used ? _("yes") : "");
    }
  iso_cli_table_print (table, text);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

static int
list_stocks (const IsoCliOptions *options, const char *path, GError **error)
{
  static const char *const formats[] = { "text", "csv", NULL };
  int format = iso_cli_find_format (options, formats, error);
  g_autoptr (IsoCliProject) project = format >= 0 ? iso_cli_project_read (path, error) : NULL;
  g_autoptr (IsoContent) content = project != NULL ? iso_content_load_planned (iso_cli_project_store (project), error) : NULL;
  g_autoptr (IsoSheet) sheet = NULL;
  g_autofree char *text = NULL;

  if (content == NULL)
    return iso_cli_tell_error (*error);
  sheet = iso_stock_sheet (content);
  text = format == 1 ? iso_sheet_to_csv (sheet) : stocks_text (content);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

/* The table is read, and refused, before the project is opened. */
static int
import_stocks (const IsoCliOptions *options, const char *path, GError **error)
{
  g_autoptr (IsoSource) source = iso_source_load (options->values[ISO_CLI_TABLE], error);
  g_autoptr (GPtrArray) messages = iso_message_list_new ();
  g_autoptr (GPtrArray) rows = source != NULL ? iso_stock_table_read (source, messages, error) : NULL;
  g_autoptr (IsoCliProject) project = rows != NULL ? iso_cli_project_edit (options, path, error) : NULL;
  g_autofree char *count = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *text = NULL;

  if (project == NULL
      || !iso_edit_import_stocks (iso_cli_project_store (project), iso_cli_project_stamp (project), iso_source_name (source), rows,
                                  iso_cli_new_id, NULL, error)
      || !iso_cli_project_save (project, error))
    return iso_cli_tell_error (*error);
  iso_cli_tell_messages (messages);
  count = g_strdup_printf ("%u", rows->len);
  sentence = iso_sentence_fill (_("Bottles read: {1}."), (const char *const[]) { count, NULL });
  text = g_strdup_printf ("%s\n", sentence);
  return iso_cli_write (options, text) ? ISO_CLI_DONE : ISO_CLI_CANNOT;
}

int
iso_cli_run_stocks (const IsoCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  const char *path = iso_cli_get_project (options, TRUE, &error);

  if (path == NULL)
    return iso_cli_tell_error (error);
  return options->values[ISO_CLI_TABLE] != NULL ? import_stocks (options, path, &error) : list_stocks (options, path, &error);
}
