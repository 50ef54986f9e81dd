/* iso-figure-painter.h - builds and paints figures in threads of their own, so that the window goes on meanwhile
 *
 * As many threads as there are processors, each with fonts of its own, so that the figures of one page are painted side by side.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-order.h"

G_BEGIN_DECLS

/* The place on the screen. */
typedef struct
{
  int    width;        /* logical pixels */
  int    height;
  int    factor;       /* pixels of the screen a logical one */
  double scale;        /* logical pixels a point */
  double width_pt;     /* of the figure */
  double height_pt;    /* 0: what suits it */
} IsoFigureSheet;

typedef struct _IsoFigurePainting IsoFigurePainting;

/* In the main thread; takes figure and pixels. */
typedef void (*IsoFigurePainted) (IsoFigure *figure, cairo_surface_t *pixels, const IsoFigureSheet *sheet, gpointer data);

/* Takes the order. `painted` is called once, unless it is cancelled before. */
IsoFigurePainting *iso_figure_painter_begin   (IsoFigureOrder *order, const IsoFigureStyle *style, const IsoFigureSheet *sheet,
                                               IsoFigurePainted painted, gpointer data);

/* From the main thread. Ends what can be ended, and what is made all the same is thrown away. */
void               iso_figure_painting_cancel (IsoFigurePainting *painting);

/* Whether any figure is being painted that was not cancelled. */
gboolean           iso_figure_painter_is_busy (void);

/* At once, in the thread that asks. The caller destroys it. */
cairo_surface_t   *iso_figure_paint           (const IsoFigure *figure, const IsoFigureSheet *sheet);

G_END_DECLS
