/* test-iso-window-project.c - a project in its window: made, edited, saved, closed, recovered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-page.h"
#include "iso-start-page.h"
#include "iso-template.h"
#include "iso-tooltip.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

/* Fifty openings and closings of a project, in windows of their own. */
#define N_OPENINGS 50

static IsoApplication *application;

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_window_is_busy (window) || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
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

static IsoWindow *
create_template (const char *id)
{
  IsoWindow *window = create_window ();

  iso_window_open_template (window, id);
  wait_until_idle (window);
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  return window;
}

static void
close_window (IsoWindow *window)
{
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

static guint
count (IsoWindow *window, IsoEntity entity)
{
  return g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (iso_window_get_project (window), entity)));
}

static void
add_drug (IsoWindow *window, const char *name)
{
  g_autofree char *id = iso_project_add_drug (iso_window_get_project (window), name, "nM", NULL);

  g_assert_nonnull (id);
}

static gboolean
title_begins_with_bullet (IsoWindow *window)
{
  return g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "• ");
}

/* The button with this action and whether it can be pressed. */
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

static gboolean
can_press (IsoWindow *window, const char *action)
{
  GtkWidget *button = find_button (GTK_WIDGET (window), action);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button);
}

/* Each template is a sound project with nothing to undo, and each of its pages can be shown and has names for everything. */
static void
test_templates (void)
{
  static const guint treated[] = { 0, 48, 48, 47 };
  const IsoTemplate *template;
  guint i;

  for (i = 0; (template = iso_template_nth (i)) != NULL; i++)
    {
      IsoWindow *window = create_template (template->id);
      IsoProject *project = iso_window_get_project (window);
      g_autoptr (IsoProjectPlate) plate = NULL;
      const IsoPage *page;
      guint n_treated = 0;

      g_assert_cmpuint (count (window, ISO_ENTITY_PLATE), ==, 1);
      g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, treated[i] > 0 ? 2 : 0);
      g_assert_false (iso_project_get_can_undo (project));
      g_assert_false (iso_project_get_modified (project));
      plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
      g_assert_cmpuint (iso_project_plate_get_n_wells (plate), ==, 96);
      for (guint well = 0; well < 96; well++)
        n_treated += iso_project_plate_get_role (plate, well) == ISO_ROLE_TREATED;
      g_assert_cmpuint (n_treated, ==, treated[i]);
      for (guint k = 0; (page = iso_page_nth (k)) != NULL; k++)
        if (page->type != NULL || page->waiting != NULL)
          {
            iso_view_set_page (iso_window_get_view (window), page->id);
            gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
            g_assert_cmpuint (app_test_check_names (GTK_WIDGET (window)), >, 8);
          }
      close_window (window);
    }
  g_assert_cmpuint (i, ==, G_N_ELEMENTS (treated));
}

static void
test_undo (void)
{
  IsoWindow *window = create_template ("empty");
  GtkWidget *undo = find_button (GTK_WIDGET (window), "win.undo");

  g_assert_false (can_press (window, "win.undo"));
  g_assert_false (title_begins_with_bullet (window));
  add_drug (window, "Ixazomib");
  add_drug (window, "Lenalidomide");
  g_assert_true (title_begins_with_bullet (window));
  g_assert_true (can_press (window, "win.undo"));
  g_assert_nonnull (strstr (iso_tooltip_get (undo), "Lenalidomide"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  g_assert_nonnull (strstr (iso_tooltip_get (find_button (GTK_WIDGET (window), "win.redo")), "Lenalidomide"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_false (can_press (window, "win.undo"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 2);
  close_window (window);
}

/* Undone and done again faster than the words about it rise, which libadwaita 1.2 does not survive by itself. */
static void
test_fast_undo (void)
{
  IsoWindow *window = create_template ("empty");

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  add_drug (window, "Ixazomib");
  for (guint i = 0; i < 20; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), i % 2 == 0 ? "win.undo" : "win.redo", NULL);
      app_test_spin (50);
    }
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  close_window (window);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* As the person does who chose a name. */
static void
save_as (IsoWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iso_project_save_as_async (iso_window_get_project (window), file, TRUE, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_save_as_finish (iso_window_get_project (window), result, &error));
  g_assert_no_error (error);
  wait_until_idle (window);
}

static void
open_path (IsoWindow *window, const char *path)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  iso_window_open (window, G_LIST_MODEL (files));
  wait_until_idle (window);
}

static void
test_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.isobole", NULL);
  IsoWindow *window = create_template ("matrix");
  IsoWindow *other;

  add_drug (window, "Dexamethasone");
  save_as (window, path);
  g_assert_false (title_begins_with_bullet (window));
  add_drug (window, "Carfilzomib");
  g_assert_true (title_begins_with_bullet (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  wait_until_idle (window);
  g_assert_false (title_begins_with_bullet (window));

  /* What is open is not opened twice. */
  other = create_window ();
  open_path (other, path);
  g_assert_false (iso_project_is_open (iso_window_get_project (other)));
  close_window (window);
  open_path (other, path);
  g_assert_true (iso_project_is_open (iso_window_get_project (other)));
  g_assert_cmpuint (count (other, ISO_ENTITY_DRUG), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (iso_window_get_project (other))), ==, 2);
  close_window (other);
  g_unlink (path);
  g_rmdir (folder);
}

/* The file is looked at beside the window, so what it finds comes when it comes. */
static void
expect_overwrite (IsoWindow *window, gboolean offered)
{
  for (guint wait = 0; wait < 500 && can_press (window, "win.overwrite") != offered; wait++)
    app_test_spin (10);
  g_assert_cmpint (can_press (window, "win.overwrite"), ==, offered);
}

/* Somebody else writes into the file: a banner, and a way out. */
static void
test_changed_by_others (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.isobole", NULL);
  IsoWindow *window = create_template ("empty");

  save_as (window, path);
  g_assert_false (can_press (window, "win.overwrite"));
  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
  iso_project_look (iso_window_get_project (window));
  expect_overwrite (window, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.overwrite", NULL);
  wait_until_idle (window);
  expect_overwrite (window, FALSE);
  close_window (window);
  g_unlink (path);
  g_rmdir (folder);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

#define FATAL (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL)

/* A question is to come. Newer libadwaita measures its message dialog narrower than the heading, of which GTK warns. */
static void
expect_question (void)
{
  g_log_set_always_fatal (FATAL);
}

static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (dialog)), >=, 2);
  adw_message_dialog_response (dialog, response);
  gtk_window_destroy (GTK_WINDOW (dialog));   /* as a click on a button does */
  app_test_spin (50);
  g_log_set_always_fatal (FATAL | G_LOG_LEVEL_WARNING);
}

/* The question of the bar, answered. */
static void
answer_reload (IsoWindow *window, const char *response)
{
  expect_question ();
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL);
  g_assert_nonnull (find_dialog ());
  g_assert_cmpstr (adw_message_dialog_get_heading (find_dialog ()), ==, "Reload What Others Wrote?");
  g_assert_cmpstr (adw_message_dialog_get_default_response (find_dialog ()), ==, "cancel");
  answer (response);
  wait_until_idle (window);
}

/* What was changed here would be lost: that is asked, and whoever thinks better of it keeps it. */
static void
test_reload_asks (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.isobole", NULL), *theirs = g_build_filename (folder, "theirs.isobole", NULL);
  IsoWindow *window = create_template ("empty"), *other = create_template ("empty");
  g_autofree char *bytes = NULL;
  gsize length;

  save_as (window, path);
  add_drug (other, "Carfilzomib");
  save_as (other, theirs);
  close_window (other);
  add_drug (window, "Bortezomib");
  add_drug (window, "Ixazomib");
  g_assert_true (g_file_get_contents (theirs, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  iso_project_look (iso_window_get_project (window));
  expect_overwrite (window, TRUE);
  answer_reload (window, "cancel");
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 2);
  g_assert_true (can_press (window, "win.reload"));
  answer_reload (window, "reload");
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  expect_overwrite (window, FALSE);
  close_window (window);
  g_unlink (path);
  g_unlink (theirs);
  g_rmdir (folder);
}

/* What somebody else wrote can be gone on with: nothing is asked where nothing is lost. */
static void
test_reload (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.isobole", NULL), *theirs = g_build_filename (folder, "theirs.isobole", NULL);
  IsoWindow *window = create_template ("empty"), *other = create_template ("empty");
  g_autofree char *bytes = NULL;
  gsize length;

  save_as (window, path);
  add_drug (other, "Carfilzomib");
  save_as (other, theirs);
  close_window (other);
  g_assert_false (can_press (window, "win.reload"));
  g_assert_true (g_file_get_contents (theirs, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  iso_project_look (iso_window_get_project (window));
  expect_overwrite (window, TRUE);
  g_assert_true (can_press (window, "win.reload"));
  app_test_save (GTK_WIDGET (window), "window-changed-by-others");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL);
  wait_until_idle (window);
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  expect_overwrite (window, FALSE);
  app_test_save (GTK_WIDGET (window), "window-reloaded");
  close_window (window);
  g_unlink (path);
  g_unlink (theirs);
  g_rmdir (folder);
}

static void
assert_gone (gpointer *weak)
{
  for (guint wait = 0; wait < 300 && *weak != NULL; wait++)
    app_test_spin (10);
  g_assert_null (*weak);
}

static void
test_close (void)
{
  IsoWindow *window = create_template ("empty");
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (GTK_WINDOW (window));
  assert_gone (&weak);   /* nothing was touched, nothing is asked */

  window = create_template ("empty");
  weak = window;
  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  add_drug (window, "Ixazomib");
  expect_question ();
  gtk_window_close (GTK_WINDOW (window));
  answer ("cancel");
  g_assert_nonnull (weak);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  expect_question ();
  gtk_window_close (GTK_WINDOW (window));
  answer ("discard");
  assert_gone (&weak);
}

/* Saving before closing: the file has what was done last. */
static void
test_close_and_save (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "plan.isobole", NULL);
  IsoWindow *window = create_template ("empty");
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  save_as (window, path);
  add_drug (window, "Ixazomib");
  expect_question ();
  gtk_window_close (GTK_WINDOW (window));
  answer ("save");
  assert_gone (&weak);
  window = create_window ();
  open_path (window, path);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  g_assert_false (iso_project_get_recovered (iso_window_get_project (window)));
  close_window (window);
  g_unlink (path);
  g_rmdir (folder);
}

/* Leaving the program asks once, about all windows. */
static void
test_quit (void)
{
  IsoWindow *first = create_template ("empty"), *second = create_template ("empty");

  add_drug (first, "Ixazomib");
  add_drug (second, "Lenalidomide");
  expect_question ();
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  app_test_spin (50);
  g_assert_nonnull (app_test_find (GTK_WIDGET (find_dialog ()), GTK_TYPE_CHECK_BUTTON));
  answer ("cancel");
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (application))), ==, 2);
  expect_question ();
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  app_test_spin (50);
  answer ("discard");
  app_test_spin (100);
  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
}

static GtkWidget *
find_left (GtkWidget *widget)
{
  if (g_object_get_data (G_OBJECT (widget), "left") != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_left (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A window goes without being asked, as in a crash; the next one offers what was not saved, and goes on with it. */
static void
test_recover (void)
{
  IsoWindow *window = create_template ("fixed-ratio");
  GtkWidget *start, *row;

  add_drug (window, "Dexamethasone");
  iso_window_close_now (window, FALSE);
  app_test_spin (50);

  window = create_window ();
  iso_window_offer_left (window);
  start = app_test_find (GTK_WIDGET (window), ISO_TYPE_START_PAGE);
  for (guint wait = 0; wait < 500 && find_left (start) == NULL; wait++)
    app_test_spin (10);
  row = find_left (start);
  g_assert_nonnull (row);
  app_test_save (GTK_WIDGET (window), "window-left");
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (window)), >, 6);
  g_signal_emit_by_name (start, "recover", g_object_get_data (G_OBJECT (row), "left"));
  wait_until_idle (window);
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  g_assert_true (iso_project_get_recovered (iso_window_get_project (window)));
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 3);
  app_test_spin (50);
  app_test_save (GTK_WIDGET (window), "window-recovered");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 2);
  close_window (window);
}

/* A table becomes a new project; one more goes into the project that is open. */
static void
test_import (void)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  IsoWindow *window = create_window ();

  open_path (window, path);
  g_assert_true (iso_project_is_open (iso_window_get_project (window)));
  g_assert_null (iso_project_get_file (iso_window_get_project (window)));
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_sources (iso_window_get_project (window))), ==, 1);
  g_assert_true (title_begins_with_bullet (window));
  g_assert_cmpstr (iso_view_get_page (iso_window_get_view (window)), ==, "dose-response");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until_idle (window);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.redo", NULL);
  wait_until_idle (window);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), >=, 2);
  close_window (window);
}

static gboolean
shows_text (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child) && shows_text (child, words))
      return TRUE;
  return FALSE;
}

static void
import_path (IsoWindow *window, const char *path)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  iso_window_import (window, G_LIST_MODEL (files));
  wait_until_idle (window);
}

/* A table into a project that is open: what came in is told, with a way back; what is of another kind can become a project of its own. */
static void
test_import_more (void)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autofree char *more = NULL;
  IsoWindow *window = create_template ("empty");
  IsoWindow *other;
  GtkWidget *apart;
  int fd = g_file_open_tmp ("isobole-XXXXXX.csv", &more, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (more, "drug,dose,unit,viability (%)\nA,0,nM,99\nA,1,nM,90\nA,10,nM,40\n", -1, NULL));
  import_path (window, more);
  app_test_spin (400);
  g_assert_true (shows_text (GTK_WIDGET (window), "brought 3 values"));
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  g_assert_true (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "win.dismiss")));

  import_path (window, path);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 1);
  apart = find_button (GTK_WIDGET (window), "win.import-apart");
  g_assert_true (gtk_widget_get_visible (apart));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-apart", NULL);
  g_assert_false (gtk_widget_get_visible (apart));
  other = app_test_find_window (ISO_TYPE_WINDOW);
  g_assert_true (other != window);
  wait_until_idle (other);
  g_assert_cmpuint (count (other, ISO_ENTITY_DRUG), >=, 2);
  close_window (other);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until_idle (window);
  g_assert_cmpuint (count (window, ISO_ENTITY_DRUG), ==, 0);
  g_unlink (more);
  close_window (window);
}

/* Nothing is drawn, which takes most of the time and keeps nothing. */
static void
test_leaks (void)
{
  static const char *const pages[] = { "compounds", "design", "history" };

  for (guint i = 0; i < N_OPENINGS; i++)
    {
      IsoWindow *window = iso_window_new (GTK_APPLICATION (application));
      gpointer weak_window = window, weak_project = iso_window_get_project (window), weak_view = iso_window_get_view (window);

      iso_window_open_template (window, iso_template_nth (i % 4)->id);
      wait_until_idle (window);
      for (guint k = 0; k < G_N_ELEMENTS (pages); k++)
        iso_view_set_page (iso_window_get_view (window), pages[k]);
      add_drug (window, "One more");
      g_object_add_weak_pointer (G_OBJECT (window), &weak_window);
      g_object_add_weak_pointer (weak_project, &weak_project);
      g_object_add_weak_pointer (weak_view, &weak_view);
      iso_window_close_now (window, TRUE);
      for (guint wait = 0; wait < 200 && (weak_window != NULL || weak_project != NULL); wait++)
        app_test_spin (10);
      g_assert_null (weak_window);
      g_assert_null (weak_project);
      g_assert_null (weak_view);
    }
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();

  g_test_add_func ("/window-project/templates", test_templates);
  g_test_add_func ("/window-project/undo", test_undo);
  g_test_add_func ("/window-project/fast undo", test_fast_undo);
  g_test_add_func ("/window-project/save", test_save);
  g_test_add_func ("/window-project/changed by others", test_changed_by_others);
  g_test_add_func ("/window-project/reload", test_reload);
  g_test_add_func ("/window-project/reload-asks", test_reload_asks);
  g_test_add_func ("/window-project/close", test_close);
  g_test_add_func ("/window-project/close and save", test_close_and_save);
  g_test_add_func ("/window-project/quit", test_quit);
  g_test_add_func ("/window-project/recover", test_recover);
  g_test_add_func ("/window-project/import", test_import);
  g_test_add_func ("/window-project/import more", test_import_more);
  g_test_add_func ("/window-project/leaks", test_leaks);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
