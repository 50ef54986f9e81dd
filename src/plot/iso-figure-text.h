/* iso-figure-text.h - measuring and drawing words, in points, the same on every surface
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-parts.h"

G_BEGIN_DECLS

/* Measures many texts with one Pango context. */
typedef struct _IsoTextRuler IsoTextRuler;

IsoTextRuler *iso_text_ruler_new  (const IsoFigureStyle *style);
void          iso_text_ruler_free (IsoTextRuler *ruler);

/* Width and height of a text as it will be drawn (wrapped and ended as it says), not turned. */
void iso_text_ruler_measure (IsoTextRuler *ruler, const IsoText *text, double *width, double *height);

/* The same for one line without limits. */
double iso_text_ruler_width (IsoTextRuler *ruler, const char *text, double size);

/* "Name (unit)" that fits into so many lines of a width: a long name is shortened, never the unit. */
char *iso_text_ruler_shorten (IsoTextRuler *ruler, const char *name, const char *unit, double size, double width,
                              guint lines);

/* The rectangle that a placed text covers. */
void iso_text_ruler_place (IsoTextRuler *ruler, const IsoText *text, IsoRect *rect);

void iso_text_draw (const GArray *texts, const IsoFigureStyle *style, cairo_t *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTextRuler, iso_text_ruler_free)

G_END_DECLS
