/* iso-figure.h - a finished figure: drawn, written, asked what is where, and read as a table, all from one value
 *
 * A figure is built by a function of iso-figure-kind.h and does not change afterwards. It is counted by reference, so
 * that a widget and a writer may hold the same one, and keeps nothing of the analysis it was made from. Lengths are
 * points (1/72 inch), x to the right and y down from the top left corner.
 *
 * What cannot be drawn is a figure too: it says why in a sentence (iso_figure_get_empty_reason).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "analysis/iso-derivation.h"
#include "iso-figure-style.h"

G_BEGIN_DECLS

#define ISO_POINTS_PER_MM (72.0 / 25.4)

typedef struct _IsoFigure IsoFigure;

/* Something in a figure that stands for data: a point, a cell of a heat map, a well. */
typedef struct
{
  double       x;               /* bounds */
  double       y;
  double       width;
  double       height;
  const char  *label;           /* what it is, its value and interval,
    n: "Ixazomib 30 nM, run 2: viability 41.3 %, ..." */
  const guint *observations;    /* indices into the analysis' dataset; NULL for figures made without one */
  guint        n_observations;
  int          well;            /* row * ISO_MAX_COLUMNS + column for a well of a plate figure; -1 otherwise */
  int          row;             /* of the table; -1 for none */
  IsoTopic     topic;           /* what "Why?" asks about it; NONE for nothing */
} IsoFigureMark;

IsoFigure *iso_figure_ref   (IsoFigure *figure);
void       iso_figure_unref (IsoFigure *figure);

void        iso_figure_get_size  (const IsoFigure *figure, double *width_pt, double *height_pt);

/* Its height in points if the plots are just high enough to be read, so that with less of it something would give way; else 0. */
double iso_figure_get_least_height (const IsoFigure *figure);

const char *iso_figure_get_title (const IsoFigure *figure);

/* Why there is nothing to draw, as a sentence; NULL if there is something. */
const char *iso_figure_get_empty_reason (const IsoFigure *figure);

/* One for the reader of the screen: "Dose-response, 3 curves; IC50 of A 12.3 nM (9.8 to 15.1)". */
const char *iso_figure_describe (const IsoFigure *figure);

/* The sentences below the figure, also where its style leaves them out. */
const char *iso_figure_get_caption (const IsoFigure *figure);

/* Draws the figure with its top left corner at the origin of `cr`, one unit a point. Screen, file and print differ
 * only in the surface and its scale. */
void iso_figure_draw (const IsoFigure *figure, cairo_t *cr);

/* Marks in drawing order. */
guint                iso_figure_get_n_marks (const IsoFigure *figure);
const IsoFigureMark *iso_figure_get_mark    (const IsoFigure *figure, guint index);

/* The mark at a place: the one nearest by its middle among those whose bounds, widened by `tolerance`, hold the place.
 * */
const IsoFigureMark *iso_figure_hit (const IsoFigure *figure, double x, double y, double tolerance);

/* The table twin: every number of the figure. A cell has a text to show and, if it is a number, its exact value. */
guint       iso_figure_get_n_columns (const IsoFigure *figure);
guint       iso_figure_get_n_rows    (const IsoFigure *figure);
const char *iso_figure_get_column    (const IsoFigure *figure, guint column);   /* header with unit: "Dose (nM)" */
const char *iso_figure_get_cell      (const IsoFigure *figure, guint row, guint column,
                                      double *exact);   /* NaN if no number */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoFigure, iso_figure_unref)

G_END_DECLS
