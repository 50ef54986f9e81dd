/* iso-figure-zoom.h - a part of a plot, shown as large as all of it: for screens
 *
 * A figure is zoomed by being built anew in a style that has the part (IsoFigureStyle.zoom). Axes get the ticks of the part; lines are cut
 * at its edges, points beside it are left out and their marks have no place. The table twin keeps every row. Heat maps and plates have
 * no part: their axes are bands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"
#include "iso-figure-style.h"

G_BEGIN_DECLS

/* The part of a panel within a rectangle, points of the figure; where the rectangle is lower or narrower than `least`, all that the panel
 * shows in that direction. FALSE if the rectangle does not begin in a plot that can be zoomed, or nothing of it lies within. */
gboolean iso_figure_zoom_to_rect (const IsoFigure *figure, double x1, double y1, double x2, double y2, double least, IsoFigureZoom *zoom);

/* What the panel at a place shows, made smaller about that place by `factor` (0.5: twice as large), or larger by one above 1. `zoom` is off
 * where that is all of the plot. FALSE if there is no plot that can be zoomed. */
gboolean iso_figure_zoom_about   (const IsoFigure *figure, double x, double y, double factor, IsoFigureZoom *zoom);

/* For builders: before layout. */
void     iso_figure_apply_zoom   (IsoFigure *figure);

G_END_DECLS
