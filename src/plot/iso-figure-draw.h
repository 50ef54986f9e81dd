/* iso-figure-draw.h - drawing the parts of a figure, each in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-parts.h"

G_BEGIN_DECLS

/* Symbol around a place; filled, or hollow with the background inside. */
void iso_draw_symbol (cairo_t *cr, const IsoFigureStyle *style, IsoSymbol symbol, double x, double y, double size,
                      IsoColour colour, gboolean hollow);

/* A cell of a heat map with all its looks. `at_edge`: signs stand around it, because its middle is for a number. */
void iso_draw_cell (cairo_t *cr, const IsoFigureStyle *style, const IsoRect *rect, IsoColour colour, guint look,
                    gboolean round,
                    gboolean at_edge);

void iso_draw_set_dash   (cairo_t *cr, IsoDash dash, double width);
void iso_draw_set_colour (cairo_t *cr, IsoColour colour);

G_END_DECLS
