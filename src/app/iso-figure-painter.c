/* iso-figure-painter.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-figure-painter.h"

/* Held by who asked for it, until it comes or is cancelled, and by the thread that makes it. */
struct _IsoFigurePainting
{
  IsoFigureOrder   *order;       /* (owned) */
  IsoFigureStyle    style;
  IsoFigureSheet    sheet;
  IsoFigurePainted  painted;
  gpointer          data;
  int               cancelled;   /* atomic */

  IsoFigure       *figure;       /* (owned) (nullable) what was made */
  cairo_surface_t *pixels;       /* (owned) (nullable) */
};

static guint n_waiting;   /* of the main thread */

static void
clear_painting (gpointer data)
{
  IsoFigurePainting *painting = data;

  g_clear_pointer (&painting->order, iso_figure_order_unref);
  g_clear_pointer (&painting->figure, iso_figure_unref);
  g_clear_pointer (&painting->pixels, cairo_surface_destroy);
}

static void
release (gpointer painting)
{
  g_atomic_rc_box_release_full (painting, clear_painting);
}

static gboolean
is_cancelled (IsoFigurePainting *painting)
{
  return g_atomic_int_get (&painting->cancelled) != 0;
}

static gboolean
deliver_cb (gpointer data)
{
  IsoFigurePainting *painting = data;

  if (is_cancelled (painting))
    return G_SOURCE_REMOVE;
  n_waiting--;
  painting->painted (g_steal_pointer (&painting->figure), g_steal_pointer (&painting->pixels), &painting->sheet, painting->data);
  release (painting);
  return G_SOURCE_REMOVE;
}

static void
paint_cb (gpointer data, gpointer unused)
{
  IsoFigurePainting *painting = data;
  const IsoFigureSheet *sheet = &painting->sheet;

  if (!is_cancelled (painting))
    painting->figure = iso_figure_order_build (painting->order, &painting->style, sheet->width_pt, sheet->height_pt);
  if (!is_cancelled (painting))
    painting->pixels = iso_figure_paint (painting->figure, sheet);
  if (is_cancelled (painting))
    release (painting);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, painting, release);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (pool == NULL)
    {
      pool = g_thread_pool_new (paint_cb, NULL, (int) CLAMP (g_get_num_processors (), 1, 8), TRUE, NULL);
      if (pool == NULL)
        pool = g_thread_pool_new (paint_cb, NULL, 1, FALSE, NULL);
    }
  return pool;
}

IsoFigurePainting *
iso_figure_painter_begin (IsoFigureOrder *order, const IsoFigureStyle *style, const IsoFigureSheet *sheet, IsoFigurePainted painted,
                          gpointer data)
{
  IsoFigurePainting *painting = g_atomic_rc_box_new0 (IsoFigurePainting);

  painting->order = order;
  painting->style = *style;
  painting->sheet = *sheet;
  painting->painted = painted;
  painting->data = data;
  n_waiting++;
  g_thread_pool_push (get_pool (), g_atomic_rc_box_acquire (painting), NULL);
  return painting;
}

void
iso_figure_painting_cancel (IsoFigurePainting *painting)
{
  n_waiting--;
  g_atomic_int_set (&painting->cancelled, 1);
  release (painting);
}

gboolean
iso_figure_painter_is_busy (void)
{
  return n_waiting > 0;
}

cairo_surface_t *
iso_figure_paint (const IsoFigure *figure, const IsoFigureSheet *sheet)
{
  cairo_surface_t *pixels = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sheet->width * sheet->factor, sheet->height * sheet->factor);
  cairo_t *cr = cairo_create (pixels);

  cairo_scale (cr, sheet->factor * sheet->scale, sheet->factor * sheet->scale);
  iso_figure_draw (figure, cr);
  cairo_destroy (cr);
  cairo_surface_set_device_scale (pixels, sheet->factor, sheet->factor);
  return pixels;
}
