/* iso-figure-table.h - the numbers of a figure as a table
 *
 * A row stands for a mark of the figure, and is one with it: who selects rows selects their wells everywhere, what is selected elsewhere is
 * selected here, and the pointer on a row lights up its relatives.
 *
 * # Shortcuts and Gestures
 * The arrows select a row, with Shift several; Space asks why, Delete excludes the wells and Shift+Delete restores them. The other button, a
 * long press, Menu and Shift+F10 show the menu.
 *
 * # Accessibility
 * The description is the figure's sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_FIGURE_TABLE (iso_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (IsoFigureTable, iso_figure_table, ISO, FIGURE_TABLE, AdwBin)

/* Once. */
void iso_figure_table_set_view   (IsoFigureTable *self, IsoView *view);

/* Of the analysis that the view has now. Keeps a reference. NULL shows an empty table. Where the columns are the same, the rows stay in
 * their places. */
void iso_figure_table_set_figure (IsoFigureTable *self, IsoFigure *figure);

/* What "Why?" is about: the mark of the first selected row; NULL for none. */
const IsoFigureMark *iso_figure_table_get_asked (IsoFigureTable *self);

/* The table for a spreadsheet, with all digits: a header, tabs between. The caller frees it. */
char *iso_figure_to_tsv (const IsoFigure *figure);

G_END_DECLS
