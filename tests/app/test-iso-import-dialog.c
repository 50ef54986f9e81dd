/* test-iso-import-dialog.c - the assistant for imports: what it shows, what it corrects, and that closing it changes nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-figure-view.h"
#include "iso-import-dialog.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide/"

static IsoApplication *application;

static void
add_example (GListStore *files, const char *name)
{
  g_autofree char *relative = g_strconcat (EXAMPLE, name, NULL);
  g_autofree char *path = iso_test_source (relative);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
}

static IsoWindow *
create_window (void)
{
  IsoWindow *window = iso_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 640);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

/* The assistant of this window; NULL if there is none. */
static IsoImportDialog *
find_dialog (IsoWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) item = g_list_model_get_item (windows, i);

      if (ISO_IS_IMPORT_DIALOG (item) && gtk_window_get_transient_for (item) == GTK_WINDOW (window))
        return ISO_IMPORT_DIALOG (item);
    }
  return NULL;
}

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_window_is_busy (window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
}

static IsoImportDialog *
import_files (IsoWindow *window, GListStore *files)
{
  IsoImportDialog *dialog;

  iso_window_import (window, G_LIST_MODEL (files));
  wait_until_idle (window);
  dialog = find_dialog (window);
  if (dialog != NULL)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return dialog;
}

static IsoImportDialog *
import_example (IsoWindow *window, gboolean with_layout)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  add_example (files, "plate-1.txt");
  add_example (files, "plate-2.txt");
  add_example (files, "plate-3.txt");
  if (with_layout)
    add_example (files, "layout.csv");
  return import_files (window, files);
}

/* Read, and looked at. */
static void
wait_for_plan (IsoImportDialog *dialog)
{
  IsoImportPlan *plan = iso_import_dialog_get_plan (dialog);

  while (iso_import_plan_get_busy (plan) || iso_import_plan_get_noticing (plan))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
get_child (IsoImportDialog *dialog, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), ISO_TYPE_IMPORT_DIALOG, name));
}

static const char *
get_text (IsoImportDialog *dialog, const char *name)
{
  return gtk_label_get_text (GTK_LABEL (get_child (dialog, name)));
}

static guint
count_plates (IsoWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (iso_window_get_project (window), ISO_ENTITY_PLATE)));
}

static void
select_row (IsoImportDialog *dialog, guint index)
{
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (get_child (dialog, "list")));

  gtk_selection_model_select_item (model, index, TRUE);
}

/* Files dropped on an empty window: looked at, then taken as one edit, and the work goes on. */
static void
test_take (void)
{
  IsoWindow *window = create_window ();
  IsoImportDialog *dialog = import_example (window, TRUE);
  IsoProject *project = iso_window_get_project (window);

  g_assert_nonnull (dialog);
  g_assert_cmpuint (count_plates (window), ==, 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (dialog, "take"))), ==, "_Import 3 Plates");
  g_assert_cmpstr (get_text (dialog, "outcome"), ==, "288 readings are taken. 3 plates are new.");
  g_assert_nonnull (strstr (get_text (dialog, "reasons"), "tabs separate its cells"));
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "problem")));
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "reference")));
  g_assert_nonnull (iso_figure_view_get_figure (ISO_FIGURE_VIEW (get_child (dialog, "preview"))));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (dialog)), >, 6);
  app_test_save (GTK_WIDGET (dialog), "import-dialog");

  /* The layout is a line without a plate. */
  select_row (dialog, 3);
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "preview")));
  g_assert_cmpstr (get_text (dialog, "reasons"), ==, "A table: what stood in the wells.");
  select_row (dialog, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child (dialog, "target")), 0);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (dialog, "take"))), ==, "_Import 2 Plates");
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "run")));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.take", NULL);
  wait_until_idle (window);
  g_assert_null (find_dialog (window));
  g_assert_cmpuint (count_plates (window), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, 1);
  g_assert_cmpstr (iso_view_get_page (iso_window_get_view (window)), ==, "dose-response");
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

static void
drop_layout (IsoImportDialog *dialog)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (dialog));
  g_autofree char *path = iso_test_source (EXAMPLE "layout.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSList files = { file, NULL };
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (&files));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_assert_true (taken);
  while (iso_import_plan_get_busy (iso_import_dialog_get_plan (dialog)))
    g_main_context_iteration (NULL, TRUE);
}

/* Closing it leaves everything as it was, also that there was no project. */
static void
test_cancel (void)
{
  IsoWindow *window = create_window ();
  IsoImportDialog *dialog = import_example (window, FALSE);

  g_assert_nonnull (dialog);
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "problem")));
  g_assert_false (gtk_widget_is_sensitive (get_child (dialog, "take")));
  app_test_save (GTK_WIDGET (dialog), "import-dialog-problem");
  drop_layout (dialog);
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "problem")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (dialog, "take"))), ==, "_Import 3 Plates");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  g_assert_true (iso_window_is_empty (window));

  /* Into a project that is there: it stays as it is. */
  iso_window_open_template (window, "fixed-ratio");
  wait_until_idle (window);
  dialog = import_example (window, FALSE);
  g_assert_nonnull (dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  g_assert_false (iso_project_get_modified (iso_window_get_project (window)));
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* As many notices as that, each as high as its text. */
static void
check_notices (IsoImportDialog *dialog, guint n)
{
  GtkWidget *box = get_child (dialog, "notices");
  int height = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (box); row != NULL; row = gtk_widget_get_next_sibling (row), n--)
    {
      int minimum;

      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (box), &minimum, NULL, NULL, NULL);
      height += minimum;
    }
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (gtk_widget_get_height (box), ==, height);
}

/* Corrections, each shown at once. */
static void
test_correct (void)
{
  IsoWindow *window = create_window ();
  IsoImportDialog *dialog = import_example (window, TRUE);
  IsoImportPlan *plan = iso_import_dialog_get_plan (dialog);

  /* The experiment is chosen from those that there are, or typed. */
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (get_child (dialog, "runs")))), ==, 3);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.choose-run", "s", "Day 2");
  g_assert_cmpstr (iso_import_plan_get_plate (plan, 0)->run, ==, "Day 2");
  wait_for_plan (dialog);

  gtk_switch_set_active (GTK_SWITCH (get_child (dialog, "turned")), TRUE);
  g_assert_true (iso_import_plan_get_busy (plan));
  wait_for_plan (dialog);
  g_assert_nonnull (strstr (get_text (dialog, "outcome"), "1 plate has a warning: look at it first."));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  check_notices (dialog, 2);
  app_test_save (GTK_WIDGET (dialog), "import-dialog-turned");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child (dialog, "separator")), 2);
  wait_for_plan (dialog);
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "file_problem")));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (get_child (dialog, "take"))), ==, "_Import 2 Plates");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  app_test_save (GTK_WIDGET (dialog), "import-dialog-error");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* Narrow, in the dark, and from right to left: as pictures, and nothing is said on the way (a widget that is too narrow would warn). */
static void
test_looks (void)
{
  static const char *const names[] = { "import-dialog-narrow", "import-dialog-dark", "import-dialog-rtl" };
  AdwStyleManager *style = adw_style_manager_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      IsoWindow *window;
      IsoImportDialog *dialog;

      gtk_widget_set_default_direction (i == 2 ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
      adw_style_manager_set_color_scheme (style, i == 1 ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_DEFAULT);
      window = create_window ();
      dialog = import_example (window, TRUE);
      if (i == 0)
        {
          gtk_window_set_default_size (GTK_WINDOW (dialog), 360, 720);
          app_test_spin (20);
          adw_leaflet_navigate (ADW_LEAFLET (get_child (dialog, "leaflet")), ADW_NAVIGATION_DIRECTION_FORWARD);
        }
      wait_for_plan (dialog);
      app_test_spin (20);
      app_test_save (GTK_WIDGET (dialog), names[i]);
      gtk_window_close (GTK_WINDOW (dialog));
      wait_until_idle (window);
      iso_window_close_now (window, TRUE);
      app_test_spin (20);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

/* A table says by itself what it is. */
static void
test_table (void)
{
  IsoWindow *window = create_window ();
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  g_assert_null (import_files (window, files));
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* Whether a table pasted from a spreadsheet arrives; the file it was written to goes when the assistant does. */
static void
test_paste (void)
{
  IsoWindow *window = create_window ();
  IsoImportDialog *dialog = import_example (window, FALSE);
  IsoImportPlan *plan = iso_import_dialog_get_plan (dialog);
  g_autoptr (GPtrArray) files = NULL;
  GString *layout = g_string_new ("well\trole\r\n");
  guint before = iso_import_plan_get_n_files (plan);

  for (guint i = 1; i <= 12; i++)
    g_string_append_printf (layout, "A%u\t%s\r\n", i, i < 7 ? "vehicle" : "blank");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), layout->str);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.paste", NULL);
  while (iso_import_plan_get_n_files (plan) == before)
    g_main_context_iteration (NULL, TRUE);
  wait_for_plan (dialog);
  g_assert_true (iso_import_plan_get_file (plan, before)->table);
  g_assert_null (iso_import_plan_get_layout_error (plan));
  files = iso_import_plan_list_files (plan);
  g_assert_true (g_file_query_exists (g_ptr_array_index (files, before), NULL));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  g_assert_false (g_file_query_exists (g_ptr_array_index (files, before), NULL));
  g_assert_true (g_file_query_exists (g_ptr_array_index (files, 0), NULL));
  g_string_free (layout, TRUE);
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* A table is pasted into an empty window, and becomes an experiment. */
static void
test_paste_window (void)
{
  IsoWindow *window = create_window ();

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)),
                          "drug\tdose (nM)\tviability (%)\r\np\t0\t100\r\np\t1\t90\r\np\t10\t50\r\np\t100\t9\r\n");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.paste-data", NULL);
  while (!iso_project_is_open (iso_window_get_project (window)) || iso_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (iso_window_get_project (window), ISO_ENTITY_DRUG))), ==, 1);
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

/* The row of this title. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_COMBO_ROW (widget) && strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

/* A table that nothing knows: the person says what its columns are, once, and it is read; the next one of its kind is read at once. */
static void
test_columns (void)
{
  static const char unknown[] = "Ort;Messung;Notiz\nA1;0,5;x\nA2;0,75;y\nB1;1,5;z\n";
  g_autofree char *folder = g_dir_make_tmp ("isobole-own-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "unknown.csv", NULL);
  g_autofree char *formats = g_build_filename (g_get_user_config_dir (), "isobole", "formats", NULL);
  IsoWindow *window = create_window ();
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  IsoImportDialog *dialog;
  IsoImportPlan *plan;
  GtkWidget *rows[3];

  g_assert_true (g_file_set_contents (path, unknown, -1, NULL));
  g_list_store_append (files, file);
  dialog = import_files (window, files);
  g_assert_nonnull (dialog);
  plan = iso_import_dialog_get_plan (dialog);
  g_assert_cmpuint (iso_import_plan_get_file (plan, 0)->columns->len, ==, 3);
  g_assert_true (gtk_widget_get_visible (get_child (dialog, "column_group")));
  app_test_save (GTK_WIDGET (dialog), "import-dialog-columns");
  rows[0] = find_row (get_child (dialog, "column_group"), "Ort");
  rows[1] = find_row (get_child (dialog, "column_group"), "Messung");
  rows[2] = find_row (get_child (dialog, "column_group"), "Notiz");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (rows[2])), ==, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (rows[0]), 1);
  for (guint i = 0; iso_import_meaning_word (i) != NULL; i++)
    if (strcmp (iso_import_meaning_word (i), "value") == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (rows[1]), i + 1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.remember", NULL);
  wait_for_plan (dialog);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 1);
  g_assert_cmpfloat (iso_read_get (iso_import_plan_get_plate (plan, 0)->read, (IsoWell) { 1, 0 })->value, ==, 1.5);
  g_assert_false (gtk_widget_get_visible (get_child (dialog, "column_group")));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);

  dialog = import_files (window, files);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (iso_import_plan_get_n_plates (iso_import_dialog_get_plan (dialog)), ==, 1);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  remove_folder (formats);
  remove_folder (folder);
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* --- many files ------------------------------------------------------------------------------------------------------------------- */

#define N_FILES 2000

static char *
make_folder (guint n)
{
  char *folder = g_dir_make_tmp ("isobole-many-XXXXXX", NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("plate-%04u.csv", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = g_strdup_printf (",1,2,3\nA,%u.5,2,3\nB,4,5,6\n", i);

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }
  return folder;
}

/* One turn of the main loop; the longest is what a person would feel. */
static void
turn (gint64 *longest)
{
  gint64 begin;

  while (!g_main_context_pending (NULL))
    g_usleep (500);
  begin = g_get_monotonic_time ();
  g_main_context_iteration (NULL, FALSE);
  *longest = MAX (*longest, g_get_monotonic_time () - begin);
}

/* A folder of 2,000 files: the assistant comes early with its progress, the window answers throughout, and leaving it leaves nothing. */
static void
test_many (void)
{
  IsoWindow *window = create_window ();
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *path = make_folder (N_FILES);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  IsoImportDialog *dialog = NULL;
  IsoImportPlan *plan;
  gint64 longest = 0;
  guint waited = 0, shown = 0;

  g_list_store_append (files, folder);
  iso_window_import (window, G_LIST_MODEL (files));
  while (dialog == NULL)
    {
      turn (&longest);
      dialog = find_dialog (window);
    }
  plan = iso_import_dialog_get_plan (dialog);
  while (iso_import_plan_get_busy (plan) || iso_import_plan_get_noticing (plan))
    {
      turn (&longest);
      waited += iso_import_plan_get_busy (plan);
      shown += gtk_widget_get_visible (get_child (dialog, "progress"));
    }
  while (g_main_context_pending (NULL))
    turn (&longest);
  g_test_message ("Longest turn of the main loop: %.0f ms", (double) longest / 1000);
  if (waited > 0)   /* a quick machine has read all of them before the assistant is there */
    g_assert_cmpuint (shown, >, 0);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, N_FILES);
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_idle (window);
  g_assert_true (iso_window_is_empty (window));
  remove_folder (path);
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();

  g_test_add_func ("/import-dialog/take", test_take);
  g_test_add_func ("/import-dialog/cancel", test_cancel);
  g_test_add_func ("/import-dialog/correct", test_correct);
  g_test_add_func ("/import-dialog/looks", test_looks);
  g_test_add_func ("/import-dialog/table", test_table);
  g_test_add_func ("/import-dialog/paste", test_paste);
  g_test_add_func ("/import-dialog/paste-window", test_paste_window);
  g_test_add_func ("/import-dialog/columns", test_columns);
  g_test_add_func ("/import-dialog/many", test_many);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
