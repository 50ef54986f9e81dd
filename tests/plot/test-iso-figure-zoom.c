/* test-iso-figure-zoom.c - a part of a plot, shown as large as all of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-figure-zoom.h"
#include "iso-plot-fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  Fixture      fixture;
  IsoAnalysis *analysis;
} Data;

static void
set_up (Data *data, gconstpointer matrix)
{
  fixture_init (&data->fixture);
  if (matrix != NULL)
    {
      data->fixture.matrix = TRUE;
      data->fixture.doses = 4;
    }
  data->analysis = fixture_analyse (&data->fixture);
}

static void
tear_down (Data *data, gconstpointer matrix)
{
  iso_analysis_unref (data->analysis);
}

static IsoFigure *
build (Data *data, const char *kind, const IsoFigureZoom *zoom)
{
  IsoFigureStyle style = *iso_figure_style_find ("screen");
  IsoFigureSubject subject;
  IsoFigure *figure;

  iso_figure_subject_init (&subject);
  if (zoom != NULL)
    style.zoom = *zoom;
  figure = iso_figure_kind_find (kind)->build (data->analysis, &subject, &style, 480, 320);
  if (zoom == NULL)
    fixture_check (figure);
  return figure;
}

static const IsoPanel *
get_panel (const IsoFigure *figure)
{
  return figure->panels->pdata[0];
}

static guint
count_drawn (const IsoFigure *figure)
{
  guint n = 0;

  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    n += !isnan (iso_figure_get_mark (figure, i)->x);
  return n;
}

/* What lay at the corners of the rectangle lies at the corners of the plot; what lay within is drawn, and nothing else. The numbers are
 * all there. */
static void
test_rect (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) whole = build (data, "dose-response", NULL), part = NULL;
  const IsoRect *plot = &get_panel (whole)->plot;
  double left = plot->x + 0.5 * plot->width, right = plot->x + 0.9 * plot->width;
  double top = plot->y + 0.2 * plot->height, bottom = plot->y + 0.7 * plot->height;
  guint within = 0;
  IsoFigureZoom zoom;

  g_assert_true (iso_figure_zoom_to_rect (whole, right, bottom, left, top, 8, &zoom));
  part = build (data, "dose-response", &zoom);
  iso_assert_close (iso_axis_place (&get_panel (whole)->x, get_panel (part)->x.low), left, 1e-9);
  iso_assert_close (iso_axis_place (&get_panel (whole)->x, get_panel (part)->x.high), right, 1e-9);
  iso_assert_close (iso_axis_place (&get_panel (whole)->y, get_panel (part)->y.low), bottom, 1e-9);
  iso_assert_close (iso_axis_place (&get_panel (whole)->y, get_panel (part)->y.high), top, 1e-9);
  g_assert_false (get_panel (part)->x.has_zero);

  g_assert_cmpuint (iso_figure_get_n_marks (part), ==, iso_figure_get_n_marks (whole));
  for (guint i = 0; i < iso_figure_get_n_marks (whole); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (whole, i), *shown = iso_figure_get_mark (part, i);
      double x = mark->x + mark->width / 2, y = mark->y + mark->height / 2;
      gboolean inside = x >= left && x <= right && y >= top && y <= bottom;

      within += inside;
      g_assert_true (inside == !isnan (shown->x));
      g_assert_cmpstr (shown->label, ==, mark->label);
      if (inside)
        iso_assert_close (shown->x + shown->width / 2,
                          get_panel (part)->plot.x + (x - left) / (right - left) * get_panel (part)->plot.width, 1e-6);
    }
  g_assert_cmpuint (within, >, 2);
  g_assert_cmpuint (within, <, count_drawn (whole));
  g_assert_cmpuint (iso_figure_get_n_rows (part), ==, iso_figure_get_n_rows (whole));
  g_assert_nonnull (strstr (iso_figure_describe (part), "part"));
  g_assert_null (strstr (iso_figure_describe (whole), "part of it"));
  fixture_save (part, "screen", "zoom-dose-response");
}

/* A flat rectangle takes all of the height, a slim one all of the width; a dot is none. */
static void
test_flat (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) whole = build (data, "dose-response", NULL);
  const IsoPanel *panel = get_panel (whole);
  double x = panel->plot.x + panel->plot.width / 2, y = panel->plot.y + panel->plot.height / 2;
  IsoFigureZoom zoom;

  g_assert_true (iso_figure_zoom_to_rect (whole, x, y, x + 50, y + 3, 8, &zoom));
  iso_assert_close (zoom.y.low, panel->y.low, 1e-9);
  iso_assert_close (zoom.y.high, panel->y.high, 1e-9);
  g_assert_cmpfloat (zoom.x.low, >, panel->x.low);
  g_assert_true (iso_figure_zoom_to_rect (whole, x, y, x + 3, y + 50, 8, &zoom));
  iso_assert_close (zoom.x.low, panel->x.low, 1e-9);
  g_assert_true (zoom.x.zero);
  g_assert_cmpfloat (zoom.y.high, <, panel->y.high);
  g_assert_false (iso_figure_zoom_to_rect (whole, x, y, x + 3, y + 3, 8, &zoom));
  g_assert_false (iso_figure_zoom_to_rect (whole, 1, 1, x, y, 8, &zoom));
}

/* From the place of 0 on, vehicle wells are shown with the doses; beside it they are not. */
static void
test_zero (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) whole = build (data, "dose-response", NULL), with = NULL;
  const IsoPanel *panel = get_panel (whole);
  double y = panel->plot.y + 1, bottom = panel->plot.y + panel->plot.height - 1;
  IsoFigureZoom zoom;

  g_assert_true (panel->x.has_zero);
  g_assert_true (iso_figure_zoom_to_rect (whole, panel->x.zero - 2, y, panel->x.start + 60, bottom, 8, &zoom));
  with = build (data, "dose-response", &zoom);
  g_assert_true (get_panel (with)->x.has_zero);
  iso_assert_close (get_panel (with)->x.low, panel->x.low, 1e-9);
  g_assert_cmpuint (count_drawn (with), <, count_drawn (whole));
}

/* What is under the pointer stays there; the same way back shows all. */
static void
test_about (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) whole = build (data, "median-effect", NULL), nearer = NULL;
  const IsoPanel *panel = get_panel (whole);
  double x = panel->plot.x + 0.25 * panel->plot.width, y = panel->plot.y + 0.75 * panel->plot.height;
  IsoFigureZoom zoom;

  g_assert_true (iso_figure_zoom_about (whole, x, y, 0.5, &zoom));
  g_assert_true (zoom.on);
  nearer = build (data, "median-effect", &zoom);
  iso_assert_close (log (get_panel (nearer)->x.high / get_panel (nearer)->x.low), log (panel->x.high / panel->x.low) / 2, 1e-9);
  iso_assert_close (get_panel (nearer)->y.high - get_panel (nearer)->y.low, (panel->y.high - panel->y.low) / 2, 1e-9);

  panel = get_panel (nearer);
  g_assert_true (iso_figure_zoom_about (nearer, panel->plot.x + 0.25 * panel->plot.width, panel->plot.y + 0.75 * panel->plot.height, 2,
                                        &zoom));
  g_assert_false (zoom.on);
  g_assert_true (iso_figure_zoom_about (whole, x, y, 2, &zoom));
  g_assert_false (zoom.on);
  g_assert_false (iso_figure_zoom_about (whole, -5, y, 0.5, &zoom));
}

/* A part that the data do not have any more, or that is next to nothing, is all of it. */
static void
test_elsewhere (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) whole = build (data, "dose-response", NULL), far = NULL, nothing = NULL, other = NULL;
  double beyond = get_panel (whole)->x.high;
  IsoFigureZoom zoom = { .on = TRUE, .x = { 2 * beyond, 5 * beyond, FALSE }, .y = { 20, 60, FALSE } };

  far = build (data, "dose-response", &zoom);
  g_assert_cmpuint (count_drawn (far), ==, count_drawn (whole));
  g_assert_cmpstr (iso_figure_describe (far), ==, iso_figure_describe (whole));
  zoom.x = (IsoFigureRange) { get_panel (whole)->x.low, get_panel (whole)->x.high, TRUE };
  zoom.y = (IsoFigureRange) { 50, 50.001, FALSE };
  nothing = build (data, "dose-response", &zoom);
  g_assert_cmpuint (count_drawn (nothing), ==, count_drawn (whole));
  zoom.panel = 7;
  other = build (data, "dose-response", &zoom);
  g_assert_cmpuint (count_drawn (other), ==, count_drawn (whole));
}

/* Cells of a heat map have no part. */
static void
test_cells (Data *data, gconstpointer matrix)
{
  g_autoptr (IsoFigure) heat = build (data, "matrix", NULL), same = NULL;
  const IsoPanel *panel = get_panel (heat);
  IsoFigureZoom zoom = { .on = TRUE, .x = { 0, 1, FALSE }, .y = { 0, 1, FALSE } };

  g_assert_cmpuint (panel->cells->len, >, 4);
  g_assert_false (iso_figure_zoom_about (heat, panel->plot.x + 20, panel->plot.y + 20, 0.5, &zoom));
  zoom = (IsoFigureZoom) { .on = TRUE, .x = { 0, 1, FALSE }, .y = { 0, 1, FALSE } };
  same = build (data, "matrix", &zoom);
  g_assert_cmpuint (count_drawn (same), ==, count_drawn (heat));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add ("/figure-zoom/rect", Data, NULL, set_up, test_rect, tear_down);
  g_test_add ("/figure-zoom/flat", Data, NULL, set_up, test_flat, tear_down);
  g_test_add ("/figure-zoom/zero", Data, NULL, set_up, test_zero, tear_down);
  g_test_add ("/figure-zoom/about", Data, NULL, set_up, test_about, tear_down);
  g_test_add ("/figure-zoom/elsewhere", Data, NULL, set_up, test_elsewhere, tear_down);
  g_test_add ("/figure-zoom/cells", Data, "matrix", set_up, test_cells, tear_down);
  return g_test_run ();
}
