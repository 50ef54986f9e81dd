/* iso-figure-layout.h - the steps of giving a figure's parts their places
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-text.h"

G_BEGIN_DECLS

#define ISO_TICK_LENGTH   2.6
#define ISO_LAYOUT_GAP    2.5
#define ISO_SAMPLE_WIDTH 14.0   /* of a line with its symbol in the key */
#define ISO_BAR_WIDTH     7.0   /* of a colour scale */

/* Makes an axis' ticks for its start and end, so that no two labels touch. */
void iso_layout_ticks (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoAxis *axis, gboolean horizontal);

/* Sets every key entry with a path beside its curve. Returns FALSE, and changes nothing, if there is no room for all
 * of them. */
gboolean iso_layout_direct_labels (IsoFigure *figure, IsoTextRuler *ruler);

/* Of words within a width, 0: any, in so many lines; 0 without words. */
double iso_layout_height (IsoTextRuler *ruler, const char *words, double size, double width, guint lines, gboolean bold);

/* Width of the widest label of an axis. */
double iso_layout_widest (IsoTextRuler *ruler, const GArray *ticks, double size);

/* After the plots of all panels have their places. */
void iso_layout_place_panels (IsoFigure *figure, IsoTextRuler *ruler);

/* Adds a text to the figure; takes `text`. Width 0: no limit. */
IsoText *iso_layout_add_text (IsoFigure *figure, char *text, double x, double y, double size, double width,
                              guint lines);

G_END_DECLS
