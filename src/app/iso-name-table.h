/* iso-name-table.h - the things of one kind as an editable table: compounds, samples or experiments
 *
 * Names are typed or pasted below the last one. Rows go to a spreadsheet and come from it as text, a line each, tabs between cells.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_NAME_TABLE (iso_name_table_get_type ())
G_DECLARE_FINAL_TYPE (IsoNameTable, iso_name_table, ISO, NAME_TABLE, AdwBin)

/* `entity`: a drug, sample or run. NULL project: the table is empty. May be called again with another project. */
void     iso_name_table_set_project (IsoNameTable *self, IsoProject *project, IsoEntity entity);

/* The table as text, with its names of columns. The caller frees it. */
char    *iso_name_table_dup_text    (IsoNameTable *self);

/* Adds a name a line, as one edit; what is there already stays, or gets the unit of the text. */
gboolean iso_name_table_paste_text  (IsoNameTable *self, const char *text, GError **error);

/* To where the next name is typed. */
void     iso_name_table_begin_add   (IsoNameTable *self);

G_END_DECLS
