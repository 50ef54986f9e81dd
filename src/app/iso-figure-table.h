/* iso-figure-table.h - the numbers of a figure as a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_TABLE (iso_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigureTable, iso_figure_table, ISO, FIGURE_TABLE, AdwBin)

/* Keeps a reference. NULL shows an empty table. */
void  iso_figure_table_set_figure (IsoFigureTable *self, const IsoFigure *figure);

/* The table for a spreadsheet, with all digits: a header, tabs between. The caller frees it. */
char *iso_figure_to_tsv (const IsoFigure *figure);

G_END_DECLS
