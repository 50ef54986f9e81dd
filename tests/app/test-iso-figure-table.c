/* test-iso-figure-table.c - the numbers of a figure, and that their rows are one with its marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-list-row.h"
#include "iso-synergy-page.h"
#include "iso-window.h"

#include <string.h>

static IsoApplication *application;

typedef struct
{
  IsoWindow         *window;
  IsoView           *view;
  GtkWidget         *page;
  IsoFigureTable    *table;
  GtkColumnView     *columns;
  GtkSelectionModel *rows;
} Fixture;

static void
wait_until_idle (Fixture *fixture)
{
  while (iso_window_is_busy (fixture->window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

/* The example's dose-response figure as a table. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fixture->view = iso_window_get_view (fixture->window);
  iso_window_open_example (fixture->window);
  wait_until_idle (fixture);
  iso_view_set_page (fixture->view, "dose-response");
  wait_until_idle (fixture);
  app_test_wait_for_figures (fixture->window);
  g_object_set (fixture->view, "show-table", TRUE, NULL);
  wait_until_idle (fixture);
  fixture->table = ISO_FIGURE_TABLE (app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_FIGURE_TABLE));
  fixture->columns = GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (fixture->table), GTK_TYPE_COLUMN_VIEW));
  fixture->rows = gtk_column_view_get_model (fixture->columns);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  iso_window_close_now (fixture->window, TRUE);
  app_test_spin (20);
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));
}

static guint
count_selected (Fixture *fixture)
{
  g_autoptr (GtkBitset) rows = gtk_selection_model_get_selection (fixture->rows);

  return (guint) gtk_bitset_get_size (rows);
}

/* The wells of the mark of the first selected row. */
static void
assert_selected (Fixture *fixture, guint n_more)
{
  const IsoFigureMark *mark = iso_figure_table_get_asked (fixture->table);
  guint n, found = 0;
  const guint *selected = iso_view_get_selection (fixture->view, &n);

  g_assert_nonnull (mark);
  g_assert_cmpuint (mark->n_observations, >, 0);
  g_assert_cmpuint (n, ==, mark->n_observations + n_more);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < mark->n_observations; k++)
      found += selected[i] == mark->observations[k];
  g_assert_cmpuint (found, ==, mark->n_observations);
}

/* Of a row that has a mark of few wells: a point, not a curve. */
static guint
find_point (Fixture *fixture, guint from)
{
  for (guint i = from; i < count_rows (fixture); i++)
    {
      const IsoFigureMark *mark;

      gtk_selection_model_select_item (fixture->rows, i, TRUE);
      mark = iso_figure_table_get_asked (fixture->table);
      if (mark != NULL && mark->n_observations > 0 && mark->n_observations <= 12)
        return i;
    }
  g_assert_not_reached ();
}

/* Nothing is selected by itself; a row selects its wells, two rows those of both, none none. */
static void
test_rows_select_wells (Fixture *fixture, gconstpointer data)
{
  guint n, first, second;

  g_assert_cmpuint (count_rows (fixture), >, 10);
  g_assert_cmpuint (count_selected (fixture), ==, 0);
  g_assert_null (iso_figure_table_get_asked (fixture->table));
  first = find_point (fixture, 0);
  g_assert_nonnull (strstr (iso_figure_table_get_asked (fixture->table)->label, ", Experiment 1"));   /* not "run Experiment 1" */
  assert_selected (fixture, 0);
  g_assert_cmpuint (count_selected (fixture), ==, 1);
  iso_view_get_selection (fixture->view, &n);

  second = find_point (fixture, first + 1);
  gtk_selection_model_select_item (fixture->rows, first, FALSE);
  assert_selected (fixture, n);
  gtk_selection_model_select_item (fixture->rows, second, TRUE);
  assert_selected (fixture, 0);

  gtk_selection_model_unselect_all (fixture->rows);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* What is selected in another view is selected here. */
static void
test_wells_select_rows (Fixture *fixture, gconstpointer data)
{
  guint row = find_point (fixture, 2);
  guint well = iso_figure_table_get_asked (fixture->table)->observations[0];

  iso_view_select (fixture->view, NULL, 0);
  g_assert_cmpuint (count_selected (fixture), ==, 0);
  iso_view_select (fixture->view, &well, 1);
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, row));
  g_assert_cmpuint (count_selected (fixture), <, 5);
}

/* The rows of what the pointer is on elsewhere are lit, and not selected. */
static void
test_pointed (Fixture *fixture, gconstpointer data)
{
  guint row = find_point (fixture, 0), well = iso_figure_table_get_asked (fixture->table)->observations[0];

  gtk_selection_model_unselect_all (fixture->rows);
  iso_view_point (fixture->view, &well, 1);
  g_assert_cmpuint (app_test_count_class (GTK_WIDGET (fixture->columns), "pointed"), >, 0);
  g_assert_false (gtk_selection_model_is_selected (fixture->rows, row));
  iso_view_point (fixture->view, NULL, 0);
  g_assert_cmpuint (app_test_count_class (GTK_WIDGET (fixture->columns), "pointed"), ==, 0);
}

/* A table that is read while wells are excluded stays where it is: same rows, same columns, same selection, new numbers. */
static void
test_stays (Fixture *fixture, gconstpointer data)
{
  guint row = find_point (fixture, 3), n_rows = count_rows (fixture);
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (fixture->rows), row), again = NULL;
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (gtk_column_view_get_columns (fixture->columns), 0), same = NULL;
  IsoProjectPlate *plate = iso_well_selection_get_plate (iso_view_get_wells (fixture->view));
  g_autofree char *before = g_strdup (iso_figure_table_get_asked (fixture->table)->label);
  g_autofree guint *wells = NULL;
  guint n;

  wells = iso_well_selection_get_wells (iso_view_get_wells (fixture->view), &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (iso_project_exclude (iso_window_get_project (fixture->window), iso_project_item_get_id (ISO_PROJECT_ITEM (plate)),
                                      &(IsoWellPlace) { wells[0] / 12, wells[0] % 12 }, 1, "bubble", NULL));
  wait_until_idle (fixture);
  app_test_wait_for_figures (fixture->window);
  g_assert_cmpuint (count_rows (fixture), >=, n_rows - 1);
  again = g_list_model_get_item (G_LIST_MODEL (fixture->rows), row);
  same = g_list_model_get_item (gtk_column_view_get_columns (fixture->columns), 0);
  g_assert_true (again == item);
  g_assert_true (same == column);
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, row));
  g_assert_cmpstr (iso_figure_table_get_asked (fixture->table)->label, !=, before);
  app_test_save (GTK_WIDGET (fixture->window), "figure-table");
}

/* The menu comes by key, its actions are there; and which row the pointer is on is known. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  guint first = find_point (fixture, 0), x = 40;

  gtk_widget_grab_focus (GTK_WIDGET (fixture->columns));
  gtk_selection_model_select_item (fixture->rows, first, TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "table.menu", NULL));
  app_test_spin (50);
  g_assert_nonnull (app_test_find (GTK_WIDGET (fixture->table), GTK_TYPE_POPOVER_MENU));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "win.exclude", NULL));
  app_test_spin (50);

  /* Below the header, a row after the other. */
  for (double y = 0, last = -1; y < gtk_widget_get_height (GTK_WIDGET (fixture->columns)); y++)
    {
      guint row = iso_list_row_at (GTK_WIDGET (fixture->columns), x, y);

      if (row == GTK_INVALID_LIST_POSITION)
        continue;
      g_assert_cmpfloat (row, >=, last);
      g_assert_cmpfloat (row, <=, last + 1);
      last = row;
    }
  g_assert_cmpuint (iso_list_row_at (GTK_WIDGET (fixture->columns), x, 3), ==, GTK_INVALID_LIST_POSITION);
}

/* The table of the indices is one of them. */
static void
test_indices (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page;

  iso_view_set_page (fixture->view, "synergy");
  wait_until_idle (fixture);
  page = app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_SYNERGY_PAGE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (gtk_widget_get_template_child (page, ISO_TYPE_SYNERGY_PAGE, "below_choice")), 5);
  wait_until_idle (fixture);
  fixture->table = ISO_FIGURE_TABLE (gtk_widget_get_template_child (page, ISO_TYPE_SYNERGY_PAGE, "index_table"));
  fixture->columns = GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (fixture->table), GTK_TYPE_COLUMN_VIEW));
  fixture->rows = gtk_column_view_get_model (fixture->columns);
  g_assert_cmpuint (count_rows (fixture), >, 4);
  find_point (fixture, 0);
  assert_selected (fixture, 0);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/figure-table/rows-select-wells", Fixture, NULL, set_up, test_rows_select_wells, tear_down);
  g_test_add ("/figure-table/wells-select-rows", Fixture, NULL, set_up, test_wells_select_rows, tear_down);
  g_test_add ("/figure-table/pointed", Fixture, NULL, set_up, test_pointed, tear_down);
  g_test_add ("/figure-table/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/figure-table/menu", Fixture, NULL, set_up, test_menu, tear_down);
  g_test_add ("/figure-table/indices", Fixture, NULL, set_up, test_indices, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
