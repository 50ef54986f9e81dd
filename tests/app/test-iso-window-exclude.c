/* test-iso-window-exclude.c - wells excluded and restored where they are seen, by the keyboard alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-exclusion.h"
#include "iso-figure-view.h"
#include "iso-inspector.h"
#include "iso-reason-popover.h"
#include "iso-tooltip.h"
#include "iso-window.h"
#include "writer/iso-analysis-json.h"

#include <glib/gstdio.h>
#include <string.h>

static IsoApplication *application;

static IsoAnalyser *
get_analyser (IsoWindow *window)
{
  return iso_view_get_analyser (iso_window_get_view (window));
}

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_window_is_busy (window))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
}

static IsoWindow *
create_example (const char *page)
{
  IsoWindow *window = iso_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  iso_window_open_example (window);
  wait_until_idle (window);
  iso_view_set_page (iso_window_get_view (window), page);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  gtk_widget_grab_focus (app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURE_VIEW));
  return window;
}

static void
close_window (IsoWindow *window)
{
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* What is bound to a key here; NULL if nothing is. */
static GtkShortcut *
find_shortcut (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint k = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return g_steal_pointer (&shortcut);
        }
    }
  return NULL;
}

/* As the key does: at the focus, and if nothing there takes it, outwards. */
static gboolean
press (IsoWindow *window, guint key, GdkModifierType modifiers)
{
  for (GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (window)); widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_autoptr (GtkShortcut) shortcut = find_shortcut (widget, key, modifiers);

      if (shortcut != NULL && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut)))
        return TRUE;
    }
  return FALSE;
}

/* The button of the inspector with this action. */
static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_BUTTON (child) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (child)), action) == 0
                           ? child : find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static IsoReasonPopover *
find_popover (IsoWindow *window)
{
  return ISO_REASON_POPOVER (app_test_find (GTK_WIDGET (window), ISO_TYPE_REASON_POPOVER));
}

static void
answer (IsoWindow *window, const char *reason)
{
  GtkWidget *entry = app_test_find (GTK_WIDGET (find_popover (window)), GTK_TYPE_ENTRY);

  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), reason);
  g_signal_emit_by_name (entry, "activate");
  wait_until_idle (window);
}

/* Every number of the analysis that the window shows. */
static char *
list_numbers (IsoWindow *window, const char *program)
{
  return iso_analysis_json (iso_analyser_get_analysis (get_analyser (window)), program);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The same by the other program, from the file. */
static char *
list_numbers_of_file (IsoWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { g_getenv ("ISOBOLE_CLI"), "analyze", path, "--format", "json", NULL };
  char *text = NULL;
  int status;

  iso_project_save_as_async (iso_window_get_project (window), file, TRUE, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_save_as_finish (iso_window_get_project (window), result, &error));
  g_assert_no_error (error);
  wait_until_idle (window);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  return text;
}

static char *
read_program (const char *json)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"program\": \"([^\"]+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, json, 0, &match));
  return g_match_info_fetch (match, 1);
}

static void
assert_same_as_file (IsoWindow *window, const char *path)
{
  g_autofree char *theirs = list_numbers_of_file (window, path);
  g_autofree char *program = read_program (theirs);
  g_autofree char *ours = list_numbers (window, program);

  g_assert_cmpstr (ours, ==, theirs);
}

/* A point of a curve, which is made of wells of three plates: asked, excluded in one edit, undone, redone, restored. After each step the
 * numbers in the window are those that the other program finds in the file. */
static void
test_loop (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "loop.isobole", NULL);
  IsoWindow *window = create_example ("dose-response");
  IsoView *view = iso_window_get_view (window);
  IsoProject *project = iso_window_get_project (window);
  guint steps = g_list_model_get_n_items (iso_project_get_history (project));
  g_autofree char *all = list_numbers (window, "test");
  g_autofree char *fewer = NULL, *undone = NULL, *redone = NULL, *restored = NULL;
  guint n;

  g_assert_true (press (window, GDK_KEY_Home, 0));
  g_assert_true (press (window, GDK_KEY_Right, 0));
  g_assert_true (press (window, GDK_KEY_Return, 0));
  iso_view_get_selection (view, &n);
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (iso_exclusion_count_included (view), ==, n);

  g_assert_true (press (window, GDK_KEY_Delete, 0));
  app_test_spin (50);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_popover (window))));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (window)), >, 10);
  app_test_save (GTK_WIDGET (find_popover (window)), "window-exclude-reason");
  answer (window, "  bubbles ");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (find_popover (window))));
  g_assert_true (GTK_IS_WIDGET (gtk_root_get_focus (GTK_ROOT (window))));
  g_assert_true (ISO_IS_FIGURE_VIEW (gtk_root_get_focus (GTK_ROOT (window))));
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, steps + 1);
  g_assert_cmpuint (iso_exclusion_count_excluded (view), ==, n);
  iso_view_get_selection (view, &n);
  g_assert_cmpstr (iso_exclusion_reason (view, iso_view_get_selection (view, &n)[0]), ==, "bubbles");
  fewer = list_numbers (window, "test");
  g_assert_cmpstr (fewer, !=, all);
  assert_same_as_file (window, path);
  /* What was excluded is still to be seen, each well by itself. */
  g_assert_cmpuint (iso_figure_view_count_lit (ISO_FIGURE_VIEW (app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURE_VIEW))), ==, n);
  app_test_save (GTK_WIDGET (window), "window-exclude-curve");

  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until_idle (window);
  undone = list_numbers (window, "test");
  g_assert_cmpstr (undone, ==, all);
  assert_same_as_file (window, path);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  wait_until_idle (window);
  redone = list_numbers (window, "test");
  g_assert_cmpstr (redone, ==, fewer);
  assert_same_as_file (window, path);

  /* What was excluded is still selected, and comes back. */
  g_assert_true (press (window, GDK_KEY_Delete, GDK_SHIFT_MASK));
  wait_until_idle (window);
  restored = list_numbers (window, "test");
  g_assert_cmpstr (restored, ==, all);
  assert_same_as_file (window, path);
  close_window (window);
  g_unlink (path);
  g_rmdir (folder);
}

/* Leaving the question changes nothing; a reason that was given is offered; what cannot be done cannot be pressed, and says why. */
static void
test_question (void)
{
  IsoWindow *window = create_example ("plate");
  IsoView *view = iso_window_get_view (window);
  IsoProject *project = iso_window_get_project (window);
  guint steps = g_list_model_get_n_items (iso_project_get_history (project));
  GtkWidget *list;
  g_auto (GStrv) reasons = NULL;

  g_assert_false (press (window, GDK_KEY_Delete, 0));
  g_assert_nonnull (iso_exclusion_refuse_exclude (view));
  iso_view_select (view, (const guint[]) { 4, 5 }, 2);
  g_assert_null (iso_exclusion_refuse_exclude (view));
  g_assert_nonnull (iso_exclusion_refuse_restore (view));
  g_assert_false (press (window, GDK_KEY_Delete, GDK_SHIFT_MASK));

  g_assert_true (press (window, GDK_KEY_Delete, 0));
  app_test_spin (50);
  answer (window, "   ");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (find_popover (window))));
  gtk_popover_popdown (GTK_POPOVER (find_popover (window)));
  app_test_spin (50);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, steps);

  g_assert_true (press (window, GDK_KEY_Delete, 0));
  app_test_spin (50);
  answer (window, "dry well");
  g_assert_cmpuint (iso_exclusion_count_excluded (view), ==, 2);
  g_assert_nonnull (iso_exclusion_refuse_exclude (view));
  g_assert_false (press (window, GDK_KEY_Delete, 0));
  app_test_save (GTK_WIDGET (window), "window-exclude-plate");

  /* The first to choose is the one that was given last. */
  iso_view_select (view, (const guint[]) { 4, 7 }, 2);
  g_assert_cmpuint (iso_exclusion_count_included (view), ==, 1);
  g_assert_cmpuint (iso_exclusion_count_excluded (view), ==, 1);
  reasons = iso_exclusion_list_reasons (project, 3);
  g_assert_cmpuint (g_strv_length (reasons), ==, 3);
  g_assert_cmpstr (reasons[0], ==, "dry well");
  g_assert_true (press (window, GDK_KEY_Delete, 0));
  app_test_spin (50);
  list = app_test_find (GTK_WIDGET (find_popover (window)), GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  wait_until_idle (window);
  g_assert_cmpuint (iso_exclusion_count_excluded (view), ==, 2);
  g_assert_cmpstr (iso_exclusion_reason (view, 7), ==, "dry well");

  /* A button that cannot be pressed says why. */
  g_assert_false (gtk_widget_is_sensitive (find_button (GTK_WIDGET (window), "win.exclude")));
  g_assert_cmpstr (iso_tooltip_get (find_button (GTK_WIDGET (window), "win.exclude")), ==, iso_exclusion_refuse_exclude (view));
  g_assert_true (gtk_widget_is_sensitive (find_button (GTK_WIDGET (window), "win.restore")));

  /* Where there is no figure there is nothing to exclude. */
  iso_view_set_page (view, "history");
  app_test_spin (50);
  g_assert_false (gtk_widget_is_sensitive (find_button (GTK_WIDGET (window), "win.restore")));
  close_window (window);
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();

  g_test_add_func ("/window-exclude/loop", test_loop);
  g_test_add_func ("/window-exclude/question", test_question);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
