/* test-iso-figure-view.c - figures that other threads paint: the same ones, the newest, and never of data that are gone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figure-painter.h"
#include "iso-figure-view.h"
#include "iso-user-text.h"
#include "iso-window.h"

#include <math.h>
#include <string.h>

static IsoApplication *application;
static IsoAnalysis *analysis;   /* of the example */

typedef struct
{
  GtkWindow     *window;
  IsoFigureView *view;
  const char    *kind;   /* what the view draws; NULL for nothing */
  guint          asked;
  guint          ready;
} Fixture;

static IsoFigureOrder *
make_order (const char *kind)
{
  IsoFigureSubject subject;

  iso_figure_subject_init (&subject);
  return iso_figure_order_new (analysis, iso_figure_kind_find (kind), &subject, FALSE);
}

static IsoFigureOrder *
ask_cb (gpointer data)
{
  Fixture *fixture = data;

  fixture->asked++;
  return fixture->kind != NULL ? make_order (fixture->kind) : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->kind = "dose-response";
  fixture->view = g_object_new (ISO_TYPE_FIGURE_VIEW, NULL);
  iso_figure_view_set_ask (fixture->view, ask_cb, fixture);
  fixture->window = app_test_present (GTK_WIDGET (fixture->view), 640, 480);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  app_test_spin (20);
}

static const char *
get_title (Fixture *fixture)
{
  const IsoFigure *figure = iso_figure_view_get_figure (fixture->view);

  return figure != NULL ? iso_figure_get_title (figure) : NULL;
}

/* --- the painter ------------------------------------------------------------------------------------------------------------------ */

typedef struct
{
  guint            left;
  IsoFigure       *figures[64];
  cairo_surface_t *pictures[64];
} Painted;

typedef struct { Painted *painted; guint index; } Place;

static void
painted_cb (IsoFigure *figure, cairo_surface_t *pixels, const IsoFigureSheet *sheet, gpointer data)
{
  Place *place = data;

  place->painted->figures[place->index] = figure;
  place->painted->pictures[place->index] = pixels;
  place->painted->left--;
  g_free (place);
}

static void
assert_same_picture (cairo_surface_t *one, cairo_surface_t *other)
{
  gsize size = (gsize) cairo_image_surface_get_stride (one) * (gsize) cairo_image_surface_get_height (one);

  cairo_surface_flush (one);
  cairo_surface_flush (other);
  g_assert_cmpint (cairo_image_surface_get_stride (one), ==, cairo_image_surface_get_stride (other));
  g_assert_cmpint (cairo_image_surface_get_height (one), ==, cairo_image_surface_get_height (other));
  g_assert_true (memcmp (cairo_image_surface_get_data (one), cairo_image_surface_get_data (other), size) == 0);
}

static void
assert_same_marks (const IsoFigure *one, const IsoFigure *other)
{
  g_assert_cmpstr (iso_figure_describe (one), ==, iso_figure_describe (other));
  g_assert_cmpuint (iso_figure_get_n_marks (one), ==, iso_figure_get_n_marks (other));
  for (guint i = 0; i < iso_figure_get_n_marks (one); i++)
    {
      const IsoFigureMark *mark = iso_figure_get_mark (one, i), *twin = iso_figure_get_mark (other, i);

      g_assert_cmpstr (mark->label, ==, twin->label);
      g_assert_true (memcmp (&mark->x, &twin->x, 4 * sizeof (double)) == 0);
    }
}

/* Fonts of another thread measure and draw texts alike, to the last pixel, also where all threads work at the same time. */
static void
test_same (void)
{
  const IsoFigureSheet sheet = { .width = 700, .height = 500, .factor = 2, .scale = 4.0 / 3, .width_pt = 525, .height_pt = 375 };
  const IsoFigureStyle *style = iso_figure_style_find ("screen");
  const IsoFigureKind *kind;
  Painted painted = { 0 };
  guint n = 0;

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; (kind = iso_figure_kind_nth (i)) != NULL; i++, n++)
      {
        Place *place = g_new (Place, 1);

        *place = (Place) { &painted, n };
        painted.left++;
        iso_figure_painter_begin (make_order (kind->id), style, &sheet, painted_cb, place);
      }
  g_assert_true (iso_figure_view_any_pending ());
  while (painted.left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (iso_figure_view_any_pending ());

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoFigureOrder) order = make_order (iso_figure_kind_nth (i % (n / 3))->id);
      g_autoptr (IsoFigure) figure = iso_figure_order_build (order, style, sheet.width_pt, sheet.height_pt);
      cairo_surface_t *picture = iso_figure_paint (figure, &sheet);

      assert_same_marks (figure, painted.figures[i]);
      assert_same_picture (picture, painted.pictures[i]);
      cairo_surface_destroy (picture);
      cairo_surface_destroy (painted.pictures[i]);
      iso_figure_unref (painted.figures[i]);
    }
}

static void
never_cb (IsoFigure *figure, cairo_surface_t *pixels, const IsoFigureSheet *sheet, gpointer data)
{
  g_assert_not_reached ();
}

static void
test_cancelled (void)
{
  const IsoFigureSheet sheet = { .width = 300, .height = 200, .factor = 1, .scale = 1, .width_pt = 300, .height_pt = 200 };

  for (guint i = 0; i < 50; i++)
    {
      IsoFigurePainting *painting = iso_figure_painter_begin (make_order ("fa-ci"), iso_figure_style_find ("screen"), &sheet, never_cb, NULL);

      if (i % 3 == 1)
        g_usleep (200 * i);
      iso_figure_painting_cancel (painting);
    }
  g_assert_false (iso_figure_view_any_pending ());
  app_test_spin (200);
}

/* --- the view --------------------------------------------------------------------------------------------------------------------- */

/* The first picture is there with the first frame. The next one comes later, and until then the old one is seen and not asked. */
static void
test_next (Fixture *fixture, gconstpointer data)
{
  guint n_colors, asked = fixture->asked;
  g_autofree char *first = g_strdup (get_title (fixture));

  g_assert_nonnull (first);
  g_assert_cmpuint (asked, ==, 1);
  iso_figure_view_set_cursor (fixture->view, 0);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  g_assert_nonnull (iso_figure_view_get_asked (fixture->view));

  fixture->kind = "isobologram";
  iso_figure_view_invalidate (fixture->view);
  g_assert_null (get_title (fixture));
  g_assert_null (iso_figure_view_get_asked (fixture->view));
  while (!iso_figure_view_any_pending ())
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->asked, ==, asked + 1);
  g_assert_null (get_title (fixture));
  app_test_measure (GTK_WIDGET (fixture->view), &n_colors);
  g_assert_cmpuint (n_colors, >, 20);

  app_test_wait_for_figures (fixture->window);
  g_assert_nonnull (strstr (iso_figure_describe (iso_figure_view_get_figure (fixture->view)), "Isobologram"));
}

/* Many changes in a row give one picture, that of the last. */
static void
test_newest (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "median-effect", "fa-ci", "isobologram", "dose-response", "plate" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      fixture->kind = kinds[i];
      iso_figure_view_invalidate (fixture->view);
      while (i + 1 < G_N_ELEMENTS (kinds) && !iso_figure_view_any_pending ())
        g_main_context_iteration (NULL, TRUE);
    }
  app_test_wait_for_figures (fixture->window);
  g_assert_cmpstr (get_title (fixture), ==, "Plate 1");
}

static void
ready_cb (gpointer data)
{
  ((Fixture *) data)->ready++;
}

/* What was painted before it was ordered is there as soon as it is ordered, also where it was still being painted, and until then what was
 * shown is asked; where something else is ordered, that is shown. */
static void
test_ahead (Fixture *fixture, gconstpointer data)
{
  guint asked = fixture->asked;

  g_assert_true (iso_figure_view_paint_ahead (fixture->view, make_order ("isobologram"), ready_cb));
  while (fixture->ready == 0)
    {
      g_assert_nonnull (strstr (iso_figure_describe (iso_figure_view_get_figure (fixture->view)), "Dose-response"));
      g_main_context_iteration (NULL, TRUE);
    }
  fixture->kind = "isobologram";
  iso_figure_view_invalidate (fixture->view);
  while (fixture->asked == asked)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (iso_figure_view_any_pending ());
  g_assert_nonnull (strstr (iso_figure_describe (iso_figure_view_get_figure (fixture->view)), "Isobologram"));

  g_assert_true (iso_figure_view_paint_ahead (fixture->view, make_order ("fa-ci"), ready_cb));
  fixture->kind = "plate";
  iso_figure_view_invalidate (fixture->view);
  app_test_wait_for_figures (fixture->window);
  g_assert_cmpstr (get_title (fixture), ==, "Plate 1");

  g_assert_true (iso_figure_view_paint_ahead (fixture->view, make_order ("isobologram"), ready_cb));
  fixture->kind = "isobologram";
  iso_figure_view_invalidate (fixture->view);
  app_test_wait_for_figures (fixture->window);
  g_assert_nonnull (strstr (iso_figure_describe (iso_figure_view_get_figure (fixture->view)), "Isobologram"));
  g_assert_cmpuint (fixture->ready, ==, 1);

  gtk_widget_set_visible (GTK_WIDGET (fixture->view), FALSE);
  g_assert_false (iso_figure_view_paint_ahead (fixture->view, make_order ("plate"), ready_cb));
}

/* A screen has the decimal sign of the person, what is exported has a point: the same order gives both. */
static void
test_decimal_sign (Fixture *fixture, gconstpointer data)
{
  g_autoptr (IsoFigureOrder) order = make_order ("dose-response");
  g_autoptr (IsoFigure) exported = iso_figure_order_build (order, iso_figure_style_find ("default"), 400, 0);
  const char *shown;

  app_test_wait_for_figures (fixture->window);
  shown = iso_figure_describe (iso_figure_view_get_figure (fixture->view));
  g_assert_true (g_regex_match_simple ("[0-9],[0-9]", shown, 0, 0) == (iso_user_decimal () == ISO_DECIMAL_COMMA));
  g_assert_true (g_regex_match_simple ("[0-9]\\.[0-9]", shown, 0, 0) == (iso_user_decimal () == ISO_DECIMAL_POINT));
  g_assert_true (g_regex_match_simple ("[0-9]\\.[0-9]", iso_figure_describe (exported), 0, 0));
  g_assert_false (g_regex_match_simple ("[0-9],[0-9]", iso_figure_describe (exported), 0, 0));
}

/* Data that are gone are not looked at a frame longer. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  guint n_colors;

  fixture->kind = NULL;
  iso_figure_view_invalidate (fixture->view);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_false (iso_figure_view_any_pending ());
  g_assert_null (get_title (fixture));
  app_test_measure (GTK_WIDGET (fixture->window), &n_colors);
  g_assert_cmpuint (n_colors, <, 20);

  fixture->kind = "dose-response";
  iso_figure_view_invalidate (fixture->view);
  app_test_wait_for_figures (fixture->window);
  g_assert_nonnull (get_title (fixture));
}

/* While nobody sees it nothing is made, and what comes back is not the old one. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  guint asked = fixture->asked;

  gtk_widget_set_visible (GTK_WIDGET (fixture->view), FALSE);
  fixture->kind = "plate";
  iso_figure_view_invalidate (fixture->view);
  app_test_spin (50);
  g_assert_cmpuint (fixture->asked, ==, asked);
  gtk_widget_set_visible (GTK_WIDGET (fixture->view), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpstr (get_title (fixture), ==, "Plate 1");
}

/* With less room the figure is asked all the time: stretched at first, then made anew. */
static void
test_size (Fixture *fixture, gconstpointer data)
{
  double width, height, narrower, same;
  int room = gtk_widget_get_width (GTK_WIDGET (fixture->view));

  iso_figure_get_size (iso_figure_view_get_figure (fixture->view), &width, &height);
  gtk_widget_set_margin_start (GTK_WIDGET (fixture->view), room / 4);
  for (guint i = 0; i < 1000 && gtk_widget_get_width (GTK_WIDGET (fixture->view)) == room; i++)
    {
      g_assert_nonnull (get_title (fixture));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_nonnull (get_title (fixture));
  app_test_wait_for_figures (fixture->window);
  iso_figure_get_size (iso_figure_view_get_figure (fixture->view), &narrower, &same);
  g_assert_cmpfloat_with_epsilon (narrower, width * (room - room / 4) / room, 1e-9);
  g_assert_cmpfloat_with_epsilon (same, height, 1e-9);
}

/* Until nothing is being made any more; a size that does not settle is made again and again. */
static int
settle (Fixture *fixture)
{
  guint asked;

  app_test_wait_for_figures (fixture->window);
  app_test_spin (100);
  asked = fixture->asked;
  app_test_spin (200);
  g_assert_cmpuint (fixture->asked, ==, asked);
  return gtk_widget_get_height (GTK_WIDGET (fixture->view));
}

/* A figure of four plots that is given the height of one is scrolled, and the next takes no more than it needs. */
static void
test_grows (void)
{
  Fixture fixture = { .kind = "isobologram", .view = g_object_new (ISO_TYPE_FIGURE_VIEW, NULL) };
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  int room;

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (fixture.view));
  iso_figure_view_set_ask (fixture.view, ask_cb, &fixture);
  fixture.window = app_test_present (scrolled, 240, 200);
  room = gtk_widget_get_height (scrolled);
  g_assert_cmpint (settle (&fixture), >, room);
  fixture.kind = "fa-ci";
  iso_figure_view_invalidate (fixture.view);
  g_assert_cmpint (settle (&fixture), ==, room);
  tear_down (&fixture, NULL);
}

/* One drug in ten doses, 401 times each. */
static IsoAnalysis *
analyse_many_wells (void)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_analysis_settings_init (&settings);
  experiment->response = ISO_RESPONSE_VIABILITY;
  experiment->scale = ISO_SCALE_FRACTION;
  g_ptr_array_add (experiment->sources, g_strdup ("many.csv"));
  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_run (experiment, "1");
  iso_experiment_add_drug (experiment, "A", iso_unit_find ("nM"));
  for (guint i = 0; i < 4010; i++)
    {
      double dose = ldexp (1e-9, (int) (i % 10));
      IsoRecord record = { .role = ISO_ROLE_TREATED, .sample = 0, .n_doses = 1, .doses = { { 0, dose, dose, dose } }, .plate = -1, .well = -1,
                           .response = 1 / (1 + dose / 3e-8) + 0.01 * (i % 7), .flag = ISO_FLAG_NONE, .line = i + 1 };

      g_array_append_val (experiment->records, record);
    }
  dataset = iso_dataset_new (experiment, settings.location, NULL);
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

/* So many that they keep the window longer than a frame are not painted by it, even if there is nothing to look at meanwhile. */
static void
test_large (void)
{
  Fixture fixture = { .kind = "dose-response", .view = g_object_new (ISO_TYPE_FIGURE_VIEW, NULL) };
  IsoAnalysis *small = analysis;

  analysis = analyse_many_wells ();
  iso_figure_view_set_ask (fixture.view, ask_cb, &fixture);
  fixture.window = app_test_present (GTK_WIDGET (fixture.view), 640, 480);
  g_assert_true (iso_figure_view_any_pending ());
  g_assert_null (get_title (&fixture));
  app_test_wait_for_figures (fixture.window);
  g_assert_nonnull (get_title (&fixture));
  tear_down (&fixture, NULL);
  iso_analysis_unref (analysis);
  analysis = small;
}

static void
keep_analysis (void)
{
  IsoWindow *window = iso_window_new (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  iso_window_open_example (window);
  while (iso_window_is_busy (window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  analysis = iso_analysis_ref (iso_analyser_get_analysis (iso_view_get_analyser (iso_window_get_view (window))));
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* --- a part of it ----------------------------------------------------------------------------------------------------------------- */

static guint
count_drawn (Fixture *fixture)
{
  const IsoFigure *figure;
  guint n = 0;

  app_test_wait_for_figures (fixture->window);
  figure = iso_figure_view_get_figure (fixture->view);
  for (guint i = 0; i < iso_figure_get_n_marks (figure); i++)
    n += !isnan (iso_figure_get_mark (figure, i)->x);
  return n;
}

/* By keys; it stays while the same figure is drawn anew and goes with another one. The cursor keeps to what is shown. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  GtkWidget *widget = GTK_WIDGET (fixture->view);
  guint all = count_drawn (fixture);

  g_assert_false (iso_figure_view_is_zoomed (fixture->view));
  g_signal_emit_by_name (widget, "zoom", TRUE);
  g_signal_emit_by_name (widget, "zoom", TRUE);
  g_assert_true (iso_figure_view_is_zoomed (fixture->view));
  g_assert_cmpuint (count_drawn (fixture), <, all);
  gtk_widget_grab_focus (widget);
  for (guint i = 0; i < 3; i++)
    {
      g_signal_emit_by_name (widget, "move-cursor", i == 0 ? GTK_MOVEMENT_BUFFER_ENDS : GTK_MOVEMENT_VISUAL_POSITIONS, i == 0 ? -1 : 1);
      g_assert_false (isnan (iso_figure_view_get_current (fixture->view)->x));
    }
  app_test_save (widget, "figure-view-zoomed");

  iso_figure_view_invalidate (fixture->view);
  g_assert_cmpuint (count_drawn (fixture), <, all);
  g_assert_true (iso_figure_view_is_zoomed (fixture->view));
  g_assert_true (gtk_widget_activate_action (widget, "figure.show-all", NULL));
  g_assert_cmpuint (count_drawn (fixture), ==, all);

  g_signal_emit_by_name (widget, "zoom", TRUE);
  g_assert_cmpuint (count_drawn (fixture), <=, all);
  fixture->kind = "median-effect";
  iso_figure_view_invalidate (fixture->view);
  count_drawn (fixture);
  g_assert_false (iso_figure_view_is_zoomed (fixture->view));
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  keep_analysis ();
  g_test_add_func ("/figure-painter/same", test_same);
  g_test_add_func ("/figure-painter/cancelled", test_cancelled);
  g_test_add ("/figure-view/zoom", Fixture, NULL, set_up, test_zoom, tear_down);
  g_test_add ("/figure-view/next", Fixture, NULL, set_up, test_next, tear_down);
  g_test_add ("/figure-view/newest", Fixture, NULL, set_up, test_newest, tear_down);
  g_test_add ("/figure-view/ahead", Fixture, NULL, set_up, test_ahead, tear_down);
  g_test_add ("/figure-view/decimal-sign", Fixture, NULL, set_up, test_decimal_sign, tear_down);
  g_test_add ("/figure-view/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/figure-view/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/figure-view/size", Fixture, NULL, set_up, test_size, tear_down);
  g_test_add_func ("/figure-view/grows", test_grows);
  g_test_add_func ("/figure-view/large", test_large);
  status = g_test_run ();
  iso_analysis_unref (analysis);
  g_object_unref (application);
  return status;
}
