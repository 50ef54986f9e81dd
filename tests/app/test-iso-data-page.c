/* test-iso-data-page.c - plates and experiments, their layers, and what was excluded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-data-page.h"
#include "iso-excluded-list.h"
#include "iso-exclusion.h"
#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

/* Nothing but treated wells. */
#define READ                                                                                                                    \
  "plate,well,sample,drug,dose,unit,signal,role\n1,B2,MM.1S,A,1,nM,4000,treated\n1,B3,MM.1S,A,3,nM,3500,treated\n"               \
  "1,B4,MM.1S,A,10,nM,2500,treated\n1,B5,MM.1S,A,30,nM,1500,treated\n1,B6,MM.1S,A,100,nM,900,treated\n"                         \
  "1,B7,MM.1S,A,300,nM,700,treated\n"

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

static void
set_up (Fixture *fixture, gconstpointer table)
{
  fixture->window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fixture->view = iso_window_get_view (fixture->window);
  if (table != NULL)
    open_table (fixture, table);
  else
    iso_window_open_example (fixture->window);
  wait_until_idle (fixture);
  iso_view_set_page (fixture->view, "plate");
  wait_until_idle (fixture);
  fixture->page = app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_DATA_PAGE);
  g_assert_nonnull (fixture->page);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  iso_window_close_now (fixture->window, TRUE);
  app_test_spin (20);
}

static GtkListBox *
get_plates (Fixture *fixture)
{
  return GTK_LIST_BOX (app_test_find (fixture->page, GTK_TYPE_LIST_BOX));
}

static const IsoFigure *
get_figure (Fixture *fixture)
{
  app_test_wait_for_figures (fixture->window);
  return iso_figure_view_get_figure (ISO_FIGURE_VIEW (app_test_find (fixture->page, ISO_TYPE_FIGURE_VIEW)));
}

static void
test_plates (Fixture *fixture, gconstpointer data)
{
  GtkListBox *plates = get_plates (fixture);

  for (int i = 0; i < 3; i++)
    g_assert_nonnull (gtk_list_box_get_row_at_index (plates, i));
  g_assert_null (gtk_list_box_get_row_at_index (plates, 3));
  g_assert_cmpstr (iso_figure_get_title (get_figure (fixture)), ==, "Plate 1");

  /* As the arrow keys do. */
  gtk_list_box_select_row (plates, gtk_list_box_get_row_at_index (plates, 2));
  g_assert_cmpuint (iso_view_get_plate (fixture->view), ==, 2);
  g_assert_cmpstr (iso_figure_get_title (get_figure (fixture)), ==, "Plate 3");
  iso_view_set_plate (fixture->view, 1);
  g_assert_true (gtk_list_box_get_selected_row (plates) == gtk_list_box_get_row_at_index (plates, 1));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->window)), >, 15);
  app_test_save (GTK_WIDGET (fixture->window), "data-page");
}

/* Each layer says something else of the same wells, and has its table. */
static void
test_layers (Fixture *fixture, gconstpointer data)
{
  static const char *const said[] = { "Viability (%)", "Signal", "Residual (%)", "Replicates beside each other" };
  GtkDropDown *layers = GTK_DROP_DOWN (app_test_find (fixture->page, GTK_TYPE_DROP_DOWN));

  for (guint i = 0; i < ISO_N_DATA_LAYERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("data-layer-%u", i);
      const IsoFigure *figure;

      gtk_drop_down_set_selected (layers, i);
      g_assert_cmpint (iso_view_get_layer (fixture->view), ==, (int) i);
      figure = get_figure (fixture);
      g_assert_null (iso_figure_get_empty_reason (figure));
      g_assert_nonnull (strstr (iso_figure_describe (figure), said[i]));
      g_assert_cmpuint (iso_figure_get_n_rows (figure), >, 10);
      app_test_save (GTK_WIDGET (fixture->window), name);
    }
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.toggle-table", NULL);
  g_assert_true (gtk_widget_get_mapped (app_test_find (fixture->page, ISO_TYPE_FIGURE_TABLE)));
}

/* The button of a row. */
static GtkWidget *
find_button (GtkWidget *row)
{
  return app_test_find (row, GTK_TYPE_BUTTON);
}

/* An excluded well stands in the list with its reason, and goes by its button. */
static void
test_excluded (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = app_test_find (fixture->page, ISO_TYPE_EXCLUDED_LIST);
  const IsoFigureMark *mark = iso_figure_get_mark (get_figure (fixture), 12 + 1);
  g_autoptr (GError) error = NULL;
  GtkWidget *row;

  g_assert_false (gtk_widget_get_visible (list));
  iso_view_select (fixture->view, mark->observations, mark->n_observations);
  g_assert_true (iso_exclusion_exclude (fixture->view, "Air bubble", &error));
  wait_until_idle (fixture);
  g_assert_true (gtk_widget_get_mapped (list));
  row = app_test_find (list, GTK_TYPE_LIST_BOX_ROW);
  g_assert_nonnull (row);
  app_test_save (GTK_WIDGET (fixture->window), "data-excluded");

  /* It is the other plate's no concern. */
  iso_view_set_plate (fixture->view, 1);
  g_assert_false (gtk_widget_get_visible (list));
  iso_view_set_plate (fixture->view, 0);
  g_assert_true (gtk_widget_get_visible (list));

  iso_view_select (fixture->view, NULL, 0);
  g_signal_emit_by_name (find_button (app_test_find (list, GTK_TYPE_LIST_BOX_ROW)), "clicked");
  wait_until_idle (fixture);
  g_assert_false (gtk_widget_get_visible (list));
  g_assert_true (iso_project_get_can_undo (iso_window_get_project (fixture->window)));
}

/* Rows of a table have no places: their replicates stand beside each other. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *layers = app_test_find (fixture->page, GTK_TYPE_DROP_DOWN);
  const IsoFigure *figure = get_figure (fixture);

  g_assert_null (iso_figure_get_empty_reason (figure));
  g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, 4);
  g_assert_false (gtk_widget_get_sensitive (layers));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->window)), >, 10);
  app_test_save (GTK_WIDGET (fixture->window), "data-list");
}

/* A narrow window hides the list behind a button. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int least;

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1024, 640);
  app_test_spin (300);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 1024);
  app_test_save (GTK_WIDGET (fixture->window), "data-1024");
  gtk_widget_measure (fixture->page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

/* Signals without a vehicle well make no viability, but can be looked at, with the reason; the pages of results say it too. */
static void
test_as_read (Fixture *fixture, gconstpointer table)
{
  const IsoFigure *figure = get_figure (fixture);

  g_assert_nonnull (strstr (iso_figure_describe (figure), "6 with a value: Signal"));
  g_assert_nonnull (strstr (iso_figure_describe (figure), "nothing says what 100\u00a0% is"));
  g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, 48);
  app_test_save (GTK_WIDGET (fixture->window), "data-as-read");
  iso_view_set_page (fixture->view, "curves");
  wait_until_idle (fixture);
  g_assert_cmpstr (iso_analyser_get_error (iso_view_get_analyser (fixture->view))->message, !=, NULL);
  app_test_save (GTK_WIDGET (fixture->window), "curves-as-read");
  iso_view_set_page (fixture->view, "plate");
  wait_until_idle (fixture);
}

int
main (int argc, char **argv)
{
  int status;
  static const char *const table = "drug1,dose1,unit1,viability fraction\nA,1,nM,0.99\nA,1,nM,0.95\nA,3,nM,0.8\nA,10,nM,0.5\nA,100,nM,0.1\n";

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/data-page/plates", Fixture, NULL, set_up, test_plates, tear_down);
  g_test_add ("/data-page/layers", Fixture, NULL, set_up, test_layers, tear_down);
  g_test_add ("/data-page/excluded", Fixture, NULL, set_up, test_excluded, tear_down);
  g_test_add ("/data-page/list", Fixture, table, set_up, test_list, tear_down);
  g_test_add ("/data-page/as-read", Fixture, READ, set_up, test_as_read, tear_down);
  g_test_add ("/data-page/narrow", Fixture, NULL, set_up, test_narrow, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
