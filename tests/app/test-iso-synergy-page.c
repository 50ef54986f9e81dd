/* test-iso-synergy-page.c - the desk for combinations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figure-host.h"
#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-synergy-page.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

static IsoApplication *application;

typedef struct
{
  IsoWindow *window;
  IsoView   *view;
  GtkWidget *page;
} Fixture;

static void
wait_until_idle (Fixture *fixture)
{
  while (iso_window_is_busy (fixture->window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

/* Two drugs as a matrix of three doses by three, each alone, Bliss-independent but for one pair. */
static char *
make_matrix (void)
{
  GString *table = g_string_new ("drug1,dose1,unit1,drug2,dose2,unit2,viability fraction,experiment\n");
  static const double one[] = { 0.9, 0.6, 0.2 }, two[] = { 0.95, 0.7, 0.4 };

  for (int run = 1; run <= 3; run++)
    for (int i = 0; i < 3; i++)
      {
        g_string_append_printf (table, "A,%d,nM,,,,%.3f,%d\n", 1 << (2 * i), one[i] + 0.01 * run, run);
        g_string_append_printf (table, ",,,B,%d,nM,%.3f,%d\n", 1 << (2 * i), two[i] - 0.01 * run, run);
        for (int k = 0; k < 3; k++)
          g_string_append_printf (table, "A,%d,nM,B,%d,nM,%.3f,%d\n", 1 << (2 * i), 1 << (2 * k),
                                  one[i] * two[k] - (i == 1 && k == 1 ? 0.2 : 0) + 0.01 * run, run);
      }
  return g_string_free (table, FALSE);
}

static void
open_table (Fixture *fixture, const char *table)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  g_list_store_append (files, file);
  iso_window_open (fixture->window, G_LIST_MODEL (files));
  wait_until_idle (fixture);
  g_remove (path);
  g_rmdir (folder);
}

/* `what`: "matrix", "single", or NULL for the example. */
static void
set_up (Fixture *fixture, gconstpointer what)
{
  g_autofree char *matrix = make_matrix ();

  fixture->window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fixture->view = iso_window_get_view (fixture->window);
  if (g_strcmp0 (what, "matrix") == 0)
    open_table (fixture, matrix);
  else if (what != NULL)
    open_table (fixture, "drug1,dose1,unit1,viability fraction\nA,1,nM,0.99\nA,3,nM,0.8\nA,10,nM,0.5\nA,100,nM,0.1\n");
  else
    iso_window_open_example (fixture->window);
  wait_until_idle (fixture);
  iso_view_set_page (fixture->view, "synergy");
  wait_until_idle (fixture);
  fixture->page = app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_SYNERGY_PAGE);
  g_assert_nonnull (fixture->page);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  iso_window_close_now (fixture->window, TRUE);
  app_test_spin (20);
}

static GtkWidget *
get_child (Fixture *fixture, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (fixture->page, ISO_TYPE_SYNERGY_PAGE, name));
}

static const IsoFigure *
get_figure (Fixture *fixture, const char *pane)
{
  app_test_wait_for_figures (fixture->window);
  return iso_figure_view_get_figure (ISO_FIGURE_VIEW (app_test_find (get_child (fixture, pane), ISO_TYPE_FIGURE_VIEW)));
}

static void
test_ray (Fixture *fixture, gconstpointer data)
{
  static const char *const said[] = { "Dose-response", "Isobologram", "Mean scores", "Median-effect", "ombination index" };
  GtkDropDown *below = GTK_DROP_DOWN (get_child (fixture, "below_choice"));
  GtkListBox *list = GTK_LIST_BOX (get_child (fixture, "list"));

  g_assert_nonnull (gtk_list_box_get_selected_row (list));
  g_assert_cmpstr (iso_figure_pane_get_kind (ISO_FIGURE_PANE (get_child (fixture, "main_pane"))), ==, "fa-ci");
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "scores")));
  g_assert_false (gtk_widget_get_visible (get_child (fixture, "sparks")));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *name = g_strdup_printf ("synergy-below-%u", i);

      gtk_drop_down_set_selected (below, i);
      g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "below_pane")), said[i]));
      app_test_save (GTK_WIDGET (fixture->window), name);
    }
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->window)), >, 15);
}

/* Levels and tested points, each measured, extrapolated or not reached, with what the doses are reduced to. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table;
  g_autofree char *text = NULL;
  IsoFigurePane *pane = ISO_FIGURE_PANE (get_child (fixture, "main_pane"));
  g_autoptr (IsoFigure) figure = iso_figure_pane_build (pane, iso_figure_style_find ("default"), 400, 300);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "below_choice")), 5);
  wait_until_idle (fixture);
  table = GTK_COLUMN_VIEW (app_test_find (get_child (fixture, "index_table"), GTK_TYPE_COLUMN_VIEW));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))), ==, 9);
  text = iso_figure_to_tsv (figure);
  g_assert_nonnull (strstr (text, "Dose reduction of Ixazomib"));
  g_assert_nonnull (strstr (text, "measured"));
  g_assert_nonnull (strstr (text, "not reached"));
  app_test_save (GTK_WIDGET (fixture->window), "synergy-table");
}

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  GtkDropDown *scores = GTK_DROP_DOWN (get_child (fixture, "scores"));

  g_assert_cmpstr (iso_figure_pane_get_kind (ISO_FIGURE_PANE (get_child (fixture, "main_pane"))), ==, "matrix");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (scores)));
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "main_pane")), "Viability matrix"));
  gtk_drop_down_set_selected (scores, 1);
  g_assert_true (iso_view_get_score (fixture->view));
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "main_pane")), "Score matrix"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "below_choice")), 2);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "below_pane")), "Bliss"));
  app_test_save (GTK_WIDGET (fixture->window), "synergy-matrix");
}

/* The button of a small heat map. */
static GtkWidget *
get_spark (Fixture *fixture, guint index)
{
  GtkWidget *button = app_test_find (get_child (fixture, "sparks"), GTK_TYPE_TOGGLE_BUTTON);

  for (guint i = 0; i < index; i++)
    button = gtk_widget_get_next_sibling (button);
  g_assert_true (GTK_IS_TOGGLE_BUTTON (button));
  return button;
}

/* Everything a matrix can show stands small above it, and is shown large when it is pressed; there is none for a ray. */
static void
test_sparks (Fixture *fixture, gconstpointer data)
{
  guint n;

  g_assert_true (gtk_widget_get_mapped (get_child (fixture, "sparks")));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_spark (fixture, 0))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_spark (fixture, 2)), TRUE);
  g_assert_true (iso_view_get_score (fixture->view));
  g_assert_cmpuint (iso_view_get_reference (fixture->view), ==, 1);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "main_pane")), "Score matrix"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "scores")), 0);
  wait_until_idle (fixture);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_spark (fixture, 0))));
  app_test_measure (get_spark (fixture, 1), &n);
  g_assert_cmpuint (n, >, 10);
  g_assert_cmpuint (app_test_check_names (fixture->page), >, 12);
  app_test_save (GTK_WIDGET (fixture->window), "synergy-sparks");
}

/* A surface is fitted when it is asked for, with the figure and its numbers; undo takes it away. */
static void
test_surface (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  GtkWidget *choice = get_child (fixture, "surfaces");
  GtkWidget *check;

  g_assert_false (gtk_widget_get_visible (choice));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "below_choice")), 6);
  g_assert_true (gtk_widget_get_visible (choice));
  g_assert_nonnull (iso_figure_get_empty_reason (get_figure (fixture, "below_pane")));
  check = app_test_find (choice, GTK_TYPE_CHECK_BUTTON);
  while (strstr (gtk_check_button_get_label (GTK_CHECK_BUTTON (check)), "Greco") == NULL)
    check = gtk_widget_get_next_sibling (check);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  wait_until_idle (fixture);
  g_assert_cmpstr (iso_project_get_setting (project, "surfaces"), ==, "ursa");
  g_assert_null (iso_figure_get_empty_reason (get_figure (fixture, "below_pane")));
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture, "below_pane")), "Greco"));
  app_test_save (GTK_WIDGET (fixture->window), "synergy-surface");
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (fixture);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

/* A cell of the matrix lights up below, and the figure that was used last is the one that is exported. */
static void
test_linked (Fixture *fixture, gconstpointer data)
{
  GtkWidget *main_view = app_test_find (get_child (fixture, "main_pane"), ISO_TYPE_FIGURE_VIEW);
  GtkWidget *below_view = app_test_find (get_child (fixture, "below_pane"), ISO_TYPE_FIGURE_VIEW);
  IsoFigureHost *host = ISO_FIGURE_HOST (fixture->page);
  guint n;

  gtk_widget_grab_focus (below_view);
  app_test_spin (50);
  g_assert_true (GTK_WIDGET (iso_figure_host_get_pane (host)) == get_child (fixture, "below_pane"));
  gtk_widget_grab_focus (main_view);
  app_test_spin (50);
  g_assert_true (GTK_WIDGET (iso_figure_host_get_pane (host)) == get_child (fixture, "main_pane"));
  g_signal_emit_by_name (main_view, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1);
  g_signal_emit_by_name (main_view, "select-cursor");
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, >, 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpuint (iso_figure_view_count_lit (ISO_FIGURE_VIEW (below_view)), >, 0);
  app_test_save (GTK_WIDGET (fixture->window), "synergy-linked");
}

/* The keyboard goes from a figure to its table and back, and stays where the figure is. */
static void
test_table_focus (Fixture *fixture, gconstpointer data)
{
  GtkWidget *main_view = app_test_find (get_child (fixture, "main_pane"), ISO_TYPE_FIGURE_VIEW);

  gtk_widget_grab_focus (main_view);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *focus;

      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-table", NULL);
      wait_until_idle (fixture);
      focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
      g_assert_nonnull (focus);
      g_assert_true (gtk_widget_get_mapped (focus));
      g_assert_true (gtk_widget_is_ancestor (focus, get_child (fixture, "main_pane")));
      g_assert_true ((focus == main_view) == (i == 1));
    }
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (get_child (fixture, "stack"))), ==, "empty");
  g_assert_null (iso_figure_host_get_pane (ISO_FIGURE_HOST (fixture->page)));
  app_test_save (GTK_WIDGET (fixture->window), "synergy-none");
}

/* Chou's lines are a choice away, with their index; undo leads back. */
static void
test_lines (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  GtkWidget *choice = get_child (fixture, "lines");
  GtkDropDown *drop_down = GTK_DROP_DOWN (app_test_find (choice, GTK_TYPE_DROP_DOWN));

  g_assert_false (gtk_widget_get_visible (choice));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_child (fixture, "below_choice")), 3);
  g_assert_true (gtk_widget_get_visible (choice));
  g_assert_nonnull (strstr (iso_figure_get_caption (get_figure (fixture, "below_pane")), "of fa itself"));
  gtk_drop_down_set_selected (drop_down, 1);
  wait_until_idle (fixture);
  g_assert_cmpstr (iso_project_get_setting (project, "median_effect"), ==, "linear");
  g_assert_null (strstr (iso_figure_get_caption (get_figure (fixture, "below_pane")), "of fa itself"));
  app_test_save (GTK_WIDGET (fixture->window), "synergy-lines");
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (fixture);
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
}

static void
assert_setting (Fixture *fixture, const char *name, const char *value)
{
  /* Steps are taken together once nobody stepped for a moment. */
  while (g_strcmp0 (iso_project_get_setting (iso_window_get_project (fixture->window), name), value) != 0)
    g_main_context_iteration (NULL, TRUE);
  wait_until_idle (fixture);
}

/* What counts as additive: several steps are one edit, the analysis and the verdict follow, undo leads back. */
static void
test_bands (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  GtkWidget *low = app_test_find (get_child (fixture, "ci_band"), GTK_TYPE_SPIN_BUTTON);
  GtkWidget *score = app_test_find (get_child (fixture, "score_band"), GTK_TYPE_SPIN_BUTTON);
  const IsoAnalysisSettings *settings;
  guint steps;

  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_ancestor (get_child (fixture, "ci_band"), GTK_TYPE_MENU_BUTTON)));
  app_test_spin (300);
  app_test_save (GTK_WIDGET (fixture->window), "synergy-bands");
  steps = g_list_model_get_n_items (iso_project_get_history (project));
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (low)), ==, 0.8);
  gtk_spin_button_spin (GTK_SPIN_BUTTON (low), GTK_SPIN_STEP_BACKWARD, 0);
  gtk_spin_button_spin (GTK_SPIN_BUTTON (low), GTK_SPIN_STEP_BACKWARD, 0);
  assert_setting (fixture, "ci_band", "0.7,1.25");
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, steps + 1);
  settings = &iso_analyser_get_analysis (iso_view_get_analyser (iso_window_get_view (fixture->window)))->settings;
  g_assert_cmpfloat (settings->ci_low, ==, 0.7);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (score), 7.5);
  assert_setting (fixture, "score_band", "7.5");
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (fixture);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (low)), ==, 0.8);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (score)), ==, 5);

  /* Back where it was, it is no setting of the project. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (score), 6);
  assert_setting (fixture, "score_band", "6");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (score), 5);
  assert_setting (fixture, "score_band", NULL);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/synergy-page/ray", Fixture, NULL, set_up, test_ray, tear_down);
  g_test_add ("/synergy-page/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/synergy-page/matrix", Fixture, "matrix", set_up, test_matrix, tear_down);
  g_test_add ("/synergy-page/sparks", Fixture, "matrix", set_up, test_sparks, tear_down);
  g_test_add ("/synergy-page/surface", Fixture, "matrix", set_up, test_surface, tear_down);
  g_test_add ("/synergy-page/lines", Fixture, NULL, set_up, test_lines, tear_down);
  g_test_add ("/synergy-page/bands", Fixture, NULL, set_up, test_bands, tear_down);
  g_test_add ("/synergy-page/linked", Fixture, NULL, set_up, test_linked, tear_down);
  g_test_add ("/synergy-page/table focus", Fixture, NULL, set_up, test_table_focus, tear_down);
  g_test_add ("/synergy-page/none", Fixture, "single", set_up, test_none, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
