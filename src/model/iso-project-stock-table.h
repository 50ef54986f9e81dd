/* iso-project-stock-table.h - the bottles of a project as a table, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* Brings the bottles of a table into the project, as one edit; `text` is CSV, TSV or a workbook, `name` what it is called: its file, or
 * where it was pasted from. What was left out is added to the findings. See iso_edit_import_stocks () and iso_stock_table_read () for errors,
 * which name line and column. */
gboolean iso_project_import_stocks (IsoProject *self, const char *name, GBytes *text, GError **error);

/* As comma-separated values, which can be imported again; to be freed. Errors: CORRUPT. */
char    *iso_project_export_stocks (IsoProject *self, GError **error);

G_END_DECLS
