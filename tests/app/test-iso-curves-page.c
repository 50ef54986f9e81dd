/* test-iso-curves-page.c - the table of curves in the window, and the results in files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-curve-item.h"
#include "iso-curve-rules.h"
#include "iso-curve-view.h"
#include "iso-curves-page.h"
#include "iso-figure-view.h"
#include "iso-user-text.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

/* Reached at 10 nM; never reached; at the lowest dose below half already; a name as long as they come. */
#define TABLE                                                                                                                   \
  "sample,drug1,dose1,unit1,viability fraction,experiment\n"                                                                              \
  "MM.1S,Reached,1,nM,0.99,1\nMM.1S,Reached,3,nM,0.91,1\nMM.1S,Reached,10,nM,0.5,1\nMM.1S,Reached,30,nM,0.1,1\n"                 \
  "MM.1S,Reached,100,nM,0.011,1\n"                                                                                              \
  "MM.1S,Inert,1,nM,1.01,1\nMM.1S,Inert,3,nM,0.99,1\nMM.1S,Inert,10,nM,1.0,1\nMM.1S,Inert,30,nM,0.99,1\n"                        \
  "MM.1S,Inert,100,nM,1.01,1\n"                                                                                                 \
  "MM.1S,Half,1,nM,0.99,1\nMM.1S,Half,3,nM,0.9,1\nMM.1S,Half,10,nM,0.81,1\nMM.1S,Half,30,nM,0.72,1\nMM.1S,Half,100,nM,0.7,1\n"   \
  "RPMI 8226 resistant,2-(4-methoxyphenyl)-N-{(1R)-3-methyl-1-boronobutyl}acetamide,1,µM,0.98,1\n"                               \
  "RPMI 8226 resistant,2-(4-methoxyphenyl)-N-{(1R)-3-methyl-1-boronobutyl}acetamide,3,µM,0.8,1\n"                                \
  "RPMI 8226 resistant,2-(4-methoxyphenyl)-N-{(1R)-3-methyl-1-boronobutyl}acetamide,10,µM,0.52,1\n"                              \
  "RPMI 8226 resistant,2-(4-methoxyphenyl)-N-{(1R)-3-methyl-1-boronobutyl}acetamide,30,µM,0.21,1\n"                              \
  "RPMI 8226 resistant,2-(4-methoxyphenyl)-N-{(1R)-3-methyl-1-boronobutyl}acetamide,100,µM,0.04,1\n"

/* More curves of one sample than there is room for. */
#define MANY_OF(drug, at) "S," drug ",1,nM,0.98," "1\nS," drug ",10,nM," at ",1\nS," drug ",30,nM,0.3,1\nS," drug ",100,nM,0.05,1\n"
#define MANY                                                                                                                    \
  "sample,drug1,dose1,unit1,viability fraction,experiment\n" MANY_OF ("A", "0.7") MANY_OF ("B", "0.6") MANY_OF ("C", "0.8")       \
  MANY_OF ("D", "0.5") MANY_OF ("E", "0.75") MANY_OF ("F", "0.65")

/* From 1000 cells to 4000 without the drug. */
#define GROWTH                                                                                                                  \
  "sample,drug,dose,unit,signal,role,plate\n"                                                                                   \
  "MM.1S,Slow,0,nM,4000,vehicle,1\nMM.1S,Slow,0,nM,4040,vehicle,1\nMM.1S,Slow,0,nM,3960,vehicle,1\n"                             \
  "MM.1S,Slow,0,nM,1000,time zero,1\nMM.1S,Slow,0,nM,990,time zero,1\nMM.1S,Slow,0,nM,1010,time zero,1\n"                        \
  "MM.1S,Slow,1,nM,3950,treated,1\nMM.1S,Slow,3,nM,3300,treated,1\nMM.1S,Slow,10,nM,2300,treated,1\n"                            \
  "MM.1S,Slow,30,nM,1400,treated,1\nMM.1S,Slow,100,nM,1050,treated,1\nMM.1S,Slow,300,nM,980,treated,1\n"

/* Flat, and half of it above the control: more than one remark. */
#define FLAT                                                                                                                    \
  "sample,drug1,dose1,unit1,viability fraction,experiment\n" FLAT_OF ("Inert", "1.02", "0.98")
#define FLAT_OF(drug, up, down)                                                                                                 \
  "S," drug ",1,nM," up ",1\nS," drug ",1,nM," up ",1\nS," drug ",3,nM," down ",1\nS," drug ",3,nM," down ",1\n"                 \
  "S," drug ",10,nM," up ",1\nS," drug ",10,nM," up ",1\nS," drug ",30,nM," down ",1\nS," drug ",30,nM," down ",1\n"

static IsoApplication *application;

typedef struct
{
  IsoWindow         *window;
  IsoView           *view;
  IsoCurvesPage     *page;
  GtkColumnView     *table;
  GtkSelectionModel *rows;
  char              *folder;
} Fixture;

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_window_is_busy (window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer table)
{
  fixture->folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  fixture->window = iso_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 640);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  if (table != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "table.csv", NULL);
      g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_assert_true (g_file_set_contents (path, table, -1, NULL));
      g_list_store_append (files, file);
      iso_window_open (fixture->window, G_LIST_MODEL (files));
    }
  else
    iso_window_open_example (fixture->window);
  wait_until_idle (fixture->window);
  fixture->view = iso_window_get_view (fixture->window);
  iso_view_set_page (fixture->view, "curves");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  fixture->page = ISO_CURVES_PAGE (app_test_find (GTK_WIDGET (fixture->window), ISO_TYPE_CURVES_PAGE));
  fixture->table = GTK_COLUMN_VIEW (app_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_COLUMN_VIEW));
  fixture->rows = gtk_column_view_get_model (fixture->table);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  iso_window_close_now (fixture->window, TRUE);
  app_test_spin (20);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static const IsoAnalysis *
get_analysis (Fixture *fixture)
{
  return iso_analyser_get_analysis (iso_view_get_analyser (fixture->view));
}

static IsoCurveItem *
get_row (Fixture *fixture, guint position)
{
  g_autoptr (IsoCurveItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->rows), position);

  g_assert_nonnull (item);
  return item;   /* the list holds it */
}

static guint
count_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));
}

/* The compounds from above, each by its first word. */
static char *
list_compounds (Fixture *fixture)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < count_rows (fixture); i++)
    {
      const char *name = iso_curve_item_get_text (get_row (fixture, i), ISO_CURVE_COLUMN_COMPOUND);

      g_string_append_len (names, name, (gssize) strcspn (name, " -"));
      g_string_append_c (names, ' ');
    }
  return g_string_free (names, FALSE);
}

static void
assert_compounds (Fixture *fixture, const char *expected)
{
  g_autofree char *names = list_compounds (fixture);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  const IsoAnalysis *analysis = get_analysis (fixture);
  g_autofree char *text = iso_curves_page_dup_text (fixture->page);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (count_rows (fixture), ==, analysis->arms->len);
  g_assert_cmpuint (g_strv_length (lines), ==, analysis->arms->len + 2);
  for (guint i = 0; i < analysis->arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, i);
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, 1);
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], "\t", -1);
      g_autofree char *name = iso_arm_name (analysis, arm);

      /* All digits, in the unit of the drug. */
      g_assert_cmpuint (g_strv_length (cells), ==, 22);
      g_assert_cmpstr (cells[1], ==, name);
      g_assert_cmpstr (cells[2], ==, "IC50");
      g_assert_cmpfloat (g_ascii_strtod (cells[4], NULL), ==, iso_unit_from_inside (arm->unit, dose->dose.value));
      g_assert_cmpfloat (g_ascii_strtod (cells[5], NULL), ==, iso_unit_from_inside (arm->unit, dose->dose.lower));
      g_assert_cmpfloat (g_ascii_strtod (cells[9], NULL), ==, arm->fit.parameters[ISO_PARAMETER_HILL].value);
      g_assert_cmpint (atoi (cells[19]), ==, (int) arm->n_runs);
    }
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (fixture->window)), >, 10);
  app_test_save (GTK_WIDGET (fixture->window), "curves");
}

/* A row lights up its wells in all figures, and wells that are selected elsewhere light up their rows. */
static void
test_linked (Fixture *fixture, gconstpointer data)
{
  const guint *selected;
  guint n, expected, one;

  gtk_selection_model_select_item (fixture->rows, 1, TRUE);
  iso_curve_item_get_observations (get_row (fixture, 1), &expected);
  selected = iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, expected);
  g_assert_cmpuint (n, >, 10);
  one = selected[0];
  g_signal_emit_by_name (fixture->table, "activate", 1);
  g_assert_cmpstr (iso_view_get_page (fixture->view), ==, "dose-response");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  app_test_save (GTK_WIDGET (fixture->window), "curves-linked");

  iso_view_select (fixture->view, NULL, 0);
  g_assert_true (gtk_bitset_is_empty (gtk_selection_model_get_selection (fixture->rows)));
  iso_view_select (fixture->view, &one, 1);
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, 1));
  g_assert_false (gtk_selection_model_is_selected (fixture->rows, 0));
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 1);

  gtk_selection_model_select_item (fixture->rows, 0, FALSE);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, >, expected);
}

/* Copied are the selected rows; the next analysis finds them again. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_selection_model_select_item (fixture->rows, 2, TRUE);
  text = iso_curves_page_dup_text (fixture->page);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_nonnull (strstr (lines[1], iso_curve_item_get_text (get_row (fixture, 2), ISO_CURVE_COLUMN_COMPOUND)));

  {
    g_autofree char *drug = iso_project_add_drug (project, "One more", "nM", NULL);

    g_assert_nonnull (drug);
  }
  wait_until_idle (fixture->window);
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, 2));
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (fixture->window);
  g_assert_true (gtk_selection_model_is_selected (fixture->rows, 2));
}

static GtkColumnViewColumn *
get_column (Fixture *fixture, IsoCurveColumn column)
{
  g_autoptr (GtkColumnViewColumn) found = g_list_model_get_item (gtk_column_view_get_columns (fixture->table), column);

  return found;   /* the list holds it */
}

/* A number comes before "more than the highest dose", and nothing reached is no number. */
static void
test_sort (Fixture *fixture, gconstpointer data)
{
  assert_compounds (fixture, "Reached Inert Half 2 ");
  gtk_column_view_sort_by_column (fixture->table, get_column (fixture, ISO_CURVE_COLUMN_DOSE), GTK_SORT_ASCENDING);
  app_test_save (GTK_WIDGET (fixture->window), "curves-censored");
  assert_compounds (fixture, "Reached 2 Inert Half ");
  g_assert_cmpstr (iso_curve_item_get_text (get_row (fixture, 0), ISO_CURVE_COLUMN_DOSE), ==, "9.96\u00a0nM");
  g_assert_cmpstr (iso_curve_item_get_text (get_row (fixture, 2), ISO_CURVE_COLUMN_DOSE), ==, ">\u00a0100\u00a0nM");
  g_assert_cmpstr (iso_curve_item_get_text (get_row (fixture, 3), ISO_CURVE_COLUMN_DOSE), ==, ">\u00a0100\u00a0nM");
  gtk_column_view_sort_by_column (fixture->table, get_column (fixture, ISO_CURVE_COLUMN_COMPOUND), GTK_SORT_DESCENDING);
  assert_compounds (fixture, "Reached Inert Half 2 ");
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkEditable *search = GTK_EDITABLE (app_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY));
  GtkWidget *stack = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (fixture->page), ISO_TYPE_CURVES_PAGE, "stack"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (search))));
  gtk_editable_set_text (search, "rpmi");
  g_signal_emit_by_name (search, "search-changed");
  assert_compounds (fixture, "2 ");
  gtk_editable_set_text (search, "no such thing");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "nothing");
  g_signal_emit_by_name (search, "stop-search");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_cmpuint (count_rows (fixture), ==, 4);
}

/* Light, dark, with large text and from right to left: to be looked at. */
static void
test_looks (Fixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  AdwStyleManager *style = adw_style_manager_get_default ();
  guint n;

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_selection_model_select_item (fixture->rows, 1, TRUE);
  app_test_spin (50);
  app_test_save (GTK_WIDGET (fixture->window), "curves-dark");
  g_assert_cmpfloat (app_test_measure (GTK_WIDGET (fixture->page), &n), <, 100);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  app_test_spin (100);
  app_test_save (GTK_WIDGET (fixture->window), "curves-large-text");
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  app_test_spin (100);
  app_test_save (GTK_WIDGET (fixture->window), "curves-rtl");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static char *
in_folder (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
export (Fixture *fixture, const char *name)
{
  g_autofree char *path = in_folder (fixture, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  iso_window_export_results (fixture->window, file);
  wait_until_idle (fixture->window);
  app_test_spin (300);
}

static void
save_project (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iso_project_save_as_async (iso_window_get_project (fixture->window), file, TRUE, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_save_as_finish (iso_window_get_project (fixture->window), result, &error));
}

static void
run_cli (const char *verb, const char *project, const char *format, const char *output)
{
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GError) error = NULL;

  program = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("ISOBOLE_CLI"), verb, project, "--format", format, "--output", output,
                              NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (program, NULL, &error));
  g_assert_no_error (error);
}

static void
assert_same_files (const char *one, const char *other)
{
  g_autofree char *bytes = NULL, *expected = NULL;
  gsize length, expected_length;

  g_assert_true (g_file_get_contents (one, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents (other, &expected, &expected_length, NULL));
  g_assert_cmpuint (length, >, 100);
  g_assert_cmpmem (bytes, length, expected, expected_length);
}

/* The window and the command line write the same bytes. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *project = in_folder (fixture, "project.isobole");
  g_autofree char *workbook = in_folder (fixture, "window.xlsx"), *expected = in_folder (fixture, "program.xlsx");
  g_autofree char *numbers = in_folder (fixture, "window.JSON"), *expected_numbers = in_folder (fixture, "program.json");
  g_autofree char *table = in_folder (fixture, "window.csv"), *expected_table = in_folder (fixture, "program.csv");
  g_autofree char *wells = in_folder (fixture, "window-wells.csv"), *pairs = in_folder (fixture, "window-combinations.csv");

  if (g_getenv ("ISOBOLE_CLI") == NULL)
    {
      g_test_skip ("The program for the command line was not built");
      return;
    }
  save_project (fixture, project);
  export (fixture, "window.xlsx");
  app_test_save (GTK_WIDGET (fixture->window), "curves-exported");
  run_cli ("analyze", project, "xlsx", expected);
  assert_same_files (workbook, expected);

  export (fixture, "window.JSON");
  run_cli ("analyze", project, "json", expected_numbers);
  assert_same_files (numbers, expected_numbers);

  export (fixture, "window.csv");
  run_cli ("fit", project, "csv", expected_table);
  assert_same_files (table, expected_table);
  g_assert_true (g_file_test (wells, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (pairs, G_FILE_TEST_EXISTS));

  /* Another file is in the way: nothing is written at all. */
  g_remove (table);
  export (fixture, "window.csv");
  g_assert_false (g_file_test (table, G_FILE_TEST_EXISTS));
  app_test_save (GTK_WIDGET (fixture->window), "curves-not-exported");
}

/* The sheet of growth rates beside the curves is what "fit --gr" writes of the same project. */
static void
test_export_growth (Fixture *fixture, gconstpointer data)
{
  g_autofree char *project = in_folder (fixture, "project.isobole"), *expected = in_folder (fixture, "program.csv");
  g_autofree char *growth = in_folder (fixture, "window-growth.csv");
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("ISOBOLE_CLI") == NULL)
    {
      g_test_skip ("The program for the command line was not built");
      return;
    }
  save_project (fixture, project);
  export (fixture, "window.csv");
  program = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("ISOBOLE_CLI"), "fit", project, "--gr", "--output", expected, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (program, NULL, &error));
  assert_same_files (growth, expected);
}

static GtkWidget *
get_part (Fixture *fixture, GType type, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (app_test_find (GTK_WIDGET (fixture->page), type), type, name));
}

static const IsoFigure *
get_figure (Fixture *fixture)
{
  app_test_wait_for_figures (fixture->window);
  return iso_figure_view_get_figure (ISO_FIGURE_VIEW (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_FIGURE_VIEW)));
}

/* What holds the curves is a setting in the words of the command line, one edit each, and undone as one. */
static void
test_rules (Fixture *fixture, gconstpointer data)
{
  gboolean reason;

  static const struct { const char *choice; guint selected; const char *setting; const char *value; } cases[] = {
    { "bottoms", 1, "fixed", "lower=0" }, { "bottoms", 2, "bounds", "lower=-1000:" }, { "tops", 1, "free_upper", "yes" },
    { "tops", 2, "share", "upper" },
  };
  IsoProject *project = iso_window_get_project (fixture->window);
  double before = iso_analysis_arm (get_analysis (fixture), 1)->fit.parameters[ISO_PARAMETER_LOWER].value;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkDropDown *choice = GTK_DROP_DOWN (get_part (fixture, ISO_TYPE_CURVE_RULES, cases[i].choice));
      guint steps = g_list_model_get_n_items (iso_project_get_history (project)), was = gtk_drop_down_get_selected (choice);

      g_assert_cmpuint (was, ==, 0);
      gtk_drop_down_set_selected (choice, cases[i].selected);
      wait_until_idle (fixture->window);
      g_assert_cmpstr (iso_project_get_setting (project, cases[i].setting), ==, cases[i].value);
      g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, steps + 1);
      if (i == 0)
        g_assert_cmpfloat (iso_analysis_arm (get_analysis (fixture), 1)->fit.parameters[ISO_PARAMETER_LOWER].value, ==, 0);
      if (i == 3)
        {
          const IsoCurveFit *one = &iso_analysis_arm (get_analysis (fixture), 0)->fit, *other = &iso_analysis_arm (get_analysis (fixture), 3)->fit;

          g_assert_cmpfloat (one->parameters[ISO_PARAMETER_UPPER].value, ==, other->parameters[ISO_PARAMETER_UPPER].value);
          g_assert_nonnull (iso_curve_item_get_detail (get_row (fixture, 0), ISO_CURVE_COLUMN_UPPER, &reason));
          g_assert_cmpstr (iso_curve_item_get_note (get_row (fixture, 0), ISO_CURVE_COLUMN_UPPER), ==, "One value for 4 curves.");
          gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
          app_test_save (GTK_WIDGET (fixture->window), "curves-shared-top");
        }
      g_assert_true (iso_project_undo (project, NULL));
      wait_until_idle (fixture->window);
      g_assert_null (iso_project_get_setting (project, cases[i].setting));
      g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, 0);
    }
  g_assert_cmpfloat (iso_analysis_arm (get_analysis (fixture), 1)->fit.parameters[ISO_PARAMETER_LOWER].value, ==, before);
}

/* Selected rows are the curves of the figure; two are compared. */
static void
test_desk (Fixture *fixture, gconstpointer data)
{
  GtkWidget *choice = get_part (fixture, ISO_TYPE_CURVE_VIEW, "choice"), *list = get_part (fixture, ISO_TYPE_CURVE_VIEW, "list");

  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "with 1 curves"));
  gtk_selection_model_select_item (fixture->rows, 2, FALSE);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "with 2 curves"));
  app_test_save (GTK_WIDGET (fixture->window), "curves-desk");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "Residuals of 2 curves"));
  app_test_save (GTK_WIDGET (fixture->window), "curves-residuals");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.compare", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5));
  app_test_save (GTK_WIDGET (fixture->window), "curves-comparison");
  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_true (gtk_widget_get_visible (get_part (fixture, ISO_TYPE_CURVE_VIEW, "hint")));
}

/* As many curves as there is room for, and a word that there are more; those that are selected, wherever they stand. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  GtkLabel *note = GTK_LABEL (get_part (fixture, ISO_TYPE_CURVE_VIEW, "note"));

  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "with 4 curves"));
  g_assert_cmpstr (gtk_label_get_text (note), ==, "4 of 6 curves. Select others in the table.");
  app_test_save (GTK_WIDGET (fixture->window), "curves-many");
  gtk_selection_model_select_item (fixture->rows, 5, TRUE);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "with 1 curves"));
  g_assert_cmpstr (gtk_label_get_text (note), ==, "");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->table), "page.select-all", NULL));
  for (guint i = 0; i < count_rows (fixture); i++)
    g_assert_true (gtk_selection_model_is_selected (fixture->rows, i));
  g_assert_cmpstr (gtk_label_get_text (note), ==, "4 of 6 curves. Select others in the table.");
}

/* Where cells were read when the drug was added, the desk says how much it slows their growth; elsewhere why it cannot. */
static void
test_growth (Fixture *fixture, gconstpointer data)
{
  GtkWidget *choice = get_part (fixture, ISO_TYPE_CURVE_VIEW, "choice"), *list = get_part (fixture, ISO_TYPE_CURVE_VIEW, "list");
  GtkWidget *hint = get_part (fixture, ISO_TYPE_CURVE_VIEW, "hint");
  gboolean known = strstr (data, "time zero") != NULL;

  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 3);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (list));
  g_assert_cmpint (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5) != NULL, ==, known);
  g_assert_cmpint (gtk_widget_get_visible (hint), !=, known);
  if (!known)
    g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (hint)), "signal"));
  app_test_save (GTK_WIDGET (fixture->window), known ? "curves-growth" : "curves-growth-none");
}

/* Viability or growth rate is one choice, remembered and undone; rows, titles and figure follow, and the numbers are the analysis'. */
static void
test_measure (Fixture *fixture, gconstpointer data)
{
  IsoProject *project = iso_window_get_project (fixture->window);
  GtkWidget *measure = get_part (fixture, ISO_TYPE_CURVES_PAGE, "measure"), *rules = get_part (fixture, ISO_TYPE_CURVES_PAGE, "rules");
  GtkDropDown *choice = GTK_DROP_DOWN (adw_bin_get_child (ADW_BIN (measure)));
  const IsoGrowthCurve *curve;
  g_autofree char *dose = NULL, *text = NULL;

  g_assert_true (gtk_widget_get_visible (measure) && gtk_widget_get_visible (rules));
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (fixture, ISO_CURVE_COLUMN_DOSE)), ==, "IC50");
  gtk_drop_down_set_selected (choice, 1);
  wait_until_idle (fixture->window);
  g_assert_cmpstr (iso_project_get_setting (project, "measure"), ==, "growth-rate");
  g_assert_false (gtk_widget_get_visible (rules));
  g_assert_cmpstr (gtk_column_view_column_get_title (get_column (fixture, ISO_CURVE_COLUMN_DOSE)), ==, "GR50");
  g_assert_true (gtk_column_view_column_get_visible (get_column (fixture, ISO_CURVE_COLUMN_GR_AOC)));
  curve = g_ptr_array_index (get_analysis (fixture)->growth, 0);
  dose = iso_user_dose (curve->metrics.gr50.value, iso_unit_find ("nM"));
  g_assert_cmpstr (iso_curve_item_get_text (get_row (fixture, 0), ISO_CURVE_COLUMN_DOSE), ==, dose);
  gtk_selection_model_select_item (fixture->rows, 0, TRUE);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "Growth rates of 1 drugs"));
  app_test_save (GTK_WIDGET (fixture->window), "curves-measure");
  text = iso_curves_page_dup_text (fixture->page);
  g_assert_nonnull (strstr (text, "\tGR50\t=\t"));

  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (fixture->window);
  g_assert_cmpuint (gtk_drop_down_get_selected (choice), ==, 0);
  g_assert_nonnull (strstr (iso_figure_describe (get_figure (fixture)), "Dose-response figure"));
}

/* Where nothing was read at the beginning there is nothing to choose. */
static void
test_no_measure (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (get_part (fixture, ISO_TYPE_CURVES_PAGE, "measure")));
  g_assert_true (gtk_widget_get_visible (get_part (fixture, ISO_TYPE_CURVES_PAGE, "rules")));
}

/* As the pointer moves over the table, or leaves it. */
static void
move_pointer (GtkWidget *widget, const char *what, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller) && g_str_equal (what, "leave"))
        g_signal_emit_by_name (controller, "leave");
      else if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, what, x, y);
    }
}

/* The pointer on a row lights up its points; on a point, its row. Nothing is selected by that, and it goes with the pointer. */
static void
test_pointed (Fixture *fixture, gconstpointer data)
{
  IsoFigureView *figure = ISO_FIGURE_VIEW (app_test_find (GTK_WIDGET (fixture->page), ISO_TYPE_FIGURE_VIEW));
  GtkWidget *table = GTK_WIDGET (fixture->table);
  g_autoptr (IsoCurveItem) last = NULL;
  const guint *wells;
  guint n = 0, row = GTK_INVALID_LIST_POSITION;

  app_test_wait_for_figures (fixture->window);
  g_assert_cmpuint (iso_figure_view_count_pointed (figure), ==, 0);
  for (double y = 0; y < gtk_widget_get_height (table) && n == 0; y += 4)
    {
      move_pointer (table, "motion", 40, y);
      iso_view_get_pointed (fixture->view, &n);
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (iso_figure_view_count_pointed (figure), >, 4);
  g_assert_cmpuint (app_test_count_class (table, "pointed"), ==, 1);
  app_test_save (GTK_WIDGET (fixture->window), "curves-page-pointed");
  move_pointer (table, "leave", 0, 0);
  g_assert_cmpuint (iso_figure_view_count_pointed (figure), ==, 0);
  g_assert_cmpuint (app_test_count_class (table, "pointed"), ==, 0);

  row = g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)) - 1;
  last = g_list_model_get_item (G_LIST_MODEL (fixture->rows), row);
  wells = iso_curve_item_get_observations (last, &n);
  iso_view_point (fixture->view, wells, 1);
  g_assert_cmpuint (app_test_count_class (table, "pointed"), ==, 1);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Of labels with more than two lines, which only remarks have; how many there are that say something. */
static guint
count_remarks (GtkWidget *widget, guint *n_cut)
{
  guint n = 0;

  if (GTK_IS_LABEL (widget) && gtk_label_get_lines (GTK_LABEL (widget)) > 2 && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    {
      *n_cut += pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_remarks (child, n_cut);
  return n;
}

/* Why a curve is not to be trusted is read to its end, also in a window of 1280 pixels beside the inspector. */
static void
test_remarks (Fixture *fixture, gconstpointer data)
{
  guint n_cut = 0;

  app_test_spin (50);
  g_assert_cmpuint (gtk_widget_get_width (GTK_WIDGET (fixture->table)), <, 800);
  g_assert_cmpuint (strlen (iso_curve_item_get_text (get_row (fixture, 0), ISO_CURVE_COLUMN_REMARKS)), >, 80);
  g_assert_cmpuint (count_remarks (GTK_WIDGET (fixture->table), &n_cut), ==, 1);
  app_test_save (GTK_WIDGET (fixture->window), "curves-remarks");
  g_assert_cmpuint (n_cut, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();
  g_test_add ("/curves-page/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/curves-page/linked", Fixture, NULL, set_up, test_linked, tear_down);
  g_test_add ("/curves-page/pointed", Fixture, NULL, set_up, test_pointed, tear_down);
  g_test_add ("/curves-page/follow", Fixture, NULL, set_up, test_follow, tear_down);
  g_test_add ("/curves-page/sort", Fixture, TABLE, set_up, test_sort, tear_down);
  g_test_add ("/curves-page/search", Fixture, TABLE, set_up, test_search, tear_down);
  g_test_add ("/curves-page/looks", Fixture, TABLE, set_up, test_looks, tear_down);
  g_test_add ("/curves-page/rules", Fixture, TABLE, set_up, test_rules, tear_down);
  g_test_add ("/curves-page/desk", Fixture, TABLE, set_up, test_desk, tear_down);
  g_test_add ("/curves-page/remarks", Fixture, FLAT, set_up, test_remarks, tear_down);
  g_test_add ("/curves-page/many", Fixture, MANY, set_up, test_many, tear_down);
  g_test_add ("/curves-page/growth", Fixture, GROWTH, set_up, test_growth, tear_down);
  g_test_add ("/curves-page/export-growth", Fixture, GROWTH, set_up, test_export_growth, tear_down);
  g_test_add ("/curves-page/measure", Fixture, GROWTH, set_up, test_measure, tear_down);
  g_test_add ("/curves-page/no-measure", Fixture, TABLE, set_up, test_no_measure, tear_down);
  g_test_add ("/curves-page/no-growth", Fixture, TABLE, set_up, test_growth, tear_down);
  g_test_add ("/curves-page/export", Fixture, NULL, set_up, test_export, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
