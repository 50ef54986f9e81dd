/* reference-table.h - a reference file as rows of text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char     **header;
  GPtrArray *rows;     /* of char ** */
} ReferenceTable;

/* NULL, and the test marked as skipped, where the reference folder is not there. */
ReferenceTable *reference_table_load (const char *relative);
void            reference_table_free (ReferenceTable *table);

/* The cell of a column, or a failed assertion. */
const char     *reference_table_get    (const ReferenceTable *table, guint row, const char *column);
double          reference_table_number (const ReferenceTable *table, guint row, const char *column);

/* The first row from `from` on whose column has this text; -1 without one. */
int             reference_table_find   (const ReferenceTable *table, guint from, const char *column, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReferenceTable, reference_table_free)

G_END_DECLS
