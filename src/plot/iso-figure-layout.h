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

/* Makes an axis' ticks for its start and end, so that no two labels touch. */
void iso_layout_ticks (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoAxis *axis, gboolean horizontal);

/* Sets every key entry with a path beside its curve. Returns FALSE, and changes nothing, if there is no room for all
 * of them. */
gboolean iso_layout_direct_labels (IsoFigure *figure, IsoTextRuler *ruler);

/* Adds a text to the figure; takes `text`. Width 0: no limit. */
IsoText *iso_layout_add_text (IsoFigure *figure, char *text, double x, double y, double size, double width,
                              guint lines);

G_END_DECLS
