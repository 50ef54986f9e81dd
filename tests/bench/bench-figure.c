/* bench-figure.c - drawing a figure of 10,000 points against drawing as many bare circles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-test.h"

#define N 10000
#define ROUNDS 5

static cairo_t *
new_context (cairo_surface_t **surface)
{
  *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1200, 900);
  return cairo_create (*surface);
}

static double
draw_figure (const IsoFigure *figure)
{
  cairo_surface_t *surface;
  cairo_t *cr = new_context (&surface);
  g_autoptr(GTimer) timer = g_timer_new ();
  double elapsed;

  iso_figure_draw (figure, cr);
  cairo_surface_flush (surface);
  elapsed = g_timer_elapsed (timer, NULL);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return elapsed;
}

static double
draw_circles (const IsoFigure *figure)
{
  const IsoPanel *panel = figure->panels->pdata[0];
  cairo_surface_t *surface;
  cairo_t *cr = new_context (&surface);
  g_autoptr(GTimer) timer = g_timer_new ();
  double elapsed;

  for (guint i = 0; i < panel->points->len; i++)
    {
      const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, i);

      cairo_new_path (cr);
      cairo_arc (cr, iso_axis_place (&panel->x, point->x), iso_axis_place (&panel->y, point->y), point->size / 2, 0,
                 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_surface_flush (surface);
  elapsed = g_timer_elapsed (timer, NULL);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return elapsed;
}

static IsoFigure *
build (void)
{
  IsoFigure *figure = iso_figure_new (iso_figure_style_find ("screen"), 1200, 900, "10,000 points", "");
  IsoPanel *panel = iso_figure_add_panel (figure);

  iso_axis_set_log (&panel->x, 1, 1e4, g_strdup ("x"));
  iso_axis_set_linear (&panel->y, -1, 1, g_strdup ("y"));
  for (guint i = 0; i < N; i++)
    {
      int mark = iso_figure_add_mark (figure, g_strdup (""), NULL, 0);

      iso_panel_add_point (panel, pow (10, 4.0 * i / N), sin (i), ISO_SYMBOL_CIRCLE, figure->style.palette[0], 5, mark);
    }
  return iso_figure_finish (figure);
}

int
main (int argc, char **argv)
{
  g_autoptr(GTimer) timer = g_timer_new ();
  g_autoptr(IsoFigure) first = build ();
  double built = g_timer_elapsed (timer, NULL);
  double figure = INFINITY, circles = INFINITY, hit;

  for (guint i = 0; i < ROUNDS; i++)
    {
      figure = MIN (figure, draw_figure (first));
      circles = MIN (circles, draw_circles (first));
    }
  g_timer_start (timer);
  for (guint i = 0; i < 1000; i++)
    iso_figure_hit (first, i, i * 0.7, 3);
  hit = g_timer_elapsed (timer, NULL) / 1000;
  g_print ("figure of %d points: built in %.1f ms (first fonts included), drawn in %.1f ms\n", N, 1e3 * built,
           1e3 * figure);
  g_print ("as many bare circles: %.1f ms; ratio %.2f; a hit test %.1f us\n", 1e3 * circles, figure / circles,
           1e6 * hit);
  return 0;
}
