/* test-iso-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"
#include "iso-test.h"

#include "iso-application.h"
#include "iso-bench-page.h"
#include "iso-bench-result.h"
#include "iso-compounds-page.h"
#include "iso-curve-rules.h"
#include "iso-curve-view.h"
#include "iso-curves-page.h"
#include "iso-data-page.h"
#include "iso-design-page.h"
#include "iso-details-dialog.h"
#include "iso-excluded-list.h"
#include "iso-export-dialog.h"
#include "iso-figure-host.h"
#include "iso-figure-page.h"
#include "iso-figure-pane.h"
#include "iso-figure-table.h"
#include "iso-figures-page.h"
#include "iso-figure-view.h"
#include "iso-history-page.h"
#include "iso-import-dialog.h"
#include "iso-inspector.h"
#include "iso-name-row.h"
#include "iso-name-table.h"
#include "iso-preferences.h"
#include "iso-print-dialog.h"
#include "iso-question-page.h"
#include "iso-reason-popover.h"
#include "iso-resources.h"
#include "iso-sidebar.h"
#include "iso-start-page.h"
#include "iso-status-line.h"
#include "iso-synergy-page.h"
#include "iso-well-inspector.h"
#include "iso-why-view.h"
#include "iso-window.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_OPENINGS 20

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
}

static IsoWindow *
create_window (void)
{
  IsoWindow *window = iso_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 640);
  gtk_window_present (GTK_WINDOW (window));
  app_test_wait_for_figures (window);
  return window;
}

static IsoWindow *
create_example (void)
{
  IsoWindow *window = create_window ();

  iso_window_open_example (window);
  wait_until_idle (window);
  g_assert_nonnull (iso_analyser_get_analysis (get_analyser (window)));
  app_test_wait_for_figures (window);
  return window;
}

static void
open_path (IsoWindow *window, const char *path, gboolean import)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  if (import)
    iso_window_import (window, G_LIST_MODEL (files));
  else
    iso_window_open (window, G_LIST_MODEL (files));
  wait_until_idle (window);
}

static const char *
visible_page (IsoWindow *window)
{
  GtkWidget *start = app_test_find (GTK_WIDGET (window), ISO_TYPE_START_PAGE);

  return gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (start, GTK_TYPE_STACK)));
}

static IsoFigureView *
get_figure_view (IsoWindow *window)
{
  return ISO_FIGURE_VIEW (app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURE_VIEW));
}

static void
close_window (IsoWindow *window)
{
  iso_window_close_now (window, TRUE);
  app_test_spin (20);
}

/* Every class with a template. */
static const GType *
list_templates (guint *n)
{
  static GType types[32];
  const GType all[] = {
    ISO_TYPE_DESIGN_PAGE, ISO_TYPE_DETAILS_DIALOG, ISO_TYPE_FIGURES_PAGE, ISO_TYPE_WELL_INSPECTOR, ISO_TYPE_COMPOUNDS_PAGE,
    ISO_TYPE_CURVES_PAGE, ISO_TYPE_CURVE_RULES, ISO_TYPE_CURVE_VIEW, ISO_TYPE_DATA_PAGE, ISO_TYPE_EXCLUDED_LIST, ISO_TYPE_SYNERGY_PAGE, ISO_TYPE_FIGURE_PANE, ISO_TYPE_NAME_ROW,
    ISO_TYPE_NAME_TABLE, ISO_TYPE_PREFERENCES, ISO_TYPE_FIGURE_PAGE, ISO_TYPE_FIGURE_TABLE, ISO_TYPE_FIGURE_VIEW, ISO_TYPE_HISTORY_PAGE,
    ISO_TYPE_INSPECTOR, ISO_TYPE_BENCH_PAGE, ISO_TYPE_BENCH_RESULT,
    ISO_TYPE_QUESTION_PAGE, ISO_TYPE_REASON_POPOVER, ISO_TYPE_SIDEBAR, ISO_TYPE_START_PAGE, ISO_TYPE_STATUS_LINE, ISO_TYPE_EXPORT_DIALOG,
    ISO_TYPE_IMPORT_DIALOG, ISO_TYPE_PRINT_DIALOG, ISO_TYPE_WHY_VIEW, ISO_TYPE_WINDOW,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) <= G_N_ELEMENTS (types));
  memcpy (types, all, sizeof all);
  *n = G_N_ELEMENTS (all);
  return types;
}

/* Typing errors in templates and properties that came after GTK 4.8 are criticals, which are fatal. */
static void
test_templates (void)
{
  guint n;
  const GType *types = list_templates (&n);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (ISO_RESOURCES "gtk/help-overlay.ui");
  GObject *overlay = gtk_builder_get_object (builder, "help_overlay");

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *widget = g_object_new (types[i], NULL);

      g_object_ref_sink (widget);
      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      g_object_unref (widget);
    }
  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (overlay));
  gtk_window_destroy (GTK_WINDOW (overlay));
}

static gboolean
class_has_action (GType type, const char *name)
{
  GtkWidgetClass *klass = g_type_class_ref (type);
  const char *action, *property;
  const GVariantType *parameter;
  GType owner;
  gboolean found = FALSE;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &action, &parameter, &property); i++)
    found = found || g_str_equal (action, name);
  g_type_class_unref (klass);
  return found;
}

static gboolean
any_class_has_action (const char *name)
{
  guint n;
  const GType *types = list_templates (&n);

  for (guint i = 0; i < n; i++)
    if (class_has_action (types[i], name))
      return TRUE;
  return FALSE;
}

/* "win.why", "win.go-to-page(3)", or "action(win.why)" of a shortcut. */
static void
assert_action (IsoWindow *window, const char *detailed)
{
  const char *begin = g_str_has_prefix (detailed, "action(") ? detailed + strlen ("action(") : detailed;
  g_autofree char *name = g_strndup (begin, strcspn (begin, "()"));
  const char *point = strchr (name, '.');

  g_assert_nonnull (point);
  if (g_str_has_prefix (name, "app."))
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), point + 1));
  else if (!any_class_has_action (name)
           && !g_action_group_has_action (G_ACTION_GROUP (window), point + 1))
    g_error ("There is no action %s", name);
}

static guint
check_actions_of (IsoWindow *window, const char *resource)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, 0, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("name=\"(?:action|action-name)\">([^<]+)<", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  guint n = 0;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL), n++)
    {
      g_autofree char *action = g_match_info_fetch (match, 1);

      assert_action (window, action);
    }
  return n;
}

static void
test_actions (void)
{
  IsoWindow *window = create_window ();
  g_auto (GStrv) accelerated = gtk_application_list_action_descriptions (GTK_APPLICATION (application));
  g_auto (GStrv) names = g_resources_enumerate_children ("/io/github/isobole/Isobole", 0, NULL);
  guint n = check_actions_of (window, ISO_RESOURCES "gtk/help-overlay.ui");

  g_assert_cmpuint (n, >, 5);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".ui"))
      {
        g_autofree char *resource = g_strconcat (ISO_RESOURCES, names[i], NULL);

        n += check_actions_of (window, resource);
      }
  g_assert_cmpuint (n, >, 20);
  for (guint i = 0; accelerated[i] != NULL; i++)
    assert_action (window, accelerated[i]);
  close_window (window);
}

static void
test_example (void)
{
  IsoWindow *window = create_example ();
  IsoView *view = iso_window_get_view (window);
  const char *const pages[] = { "plate", "dose-response", "median-effect", "fa-ci", "isobologram" };
  g_autofree char *title = g_strdup (gtk_window_get_title (GTK_WINDOW (window)));

  g_assert_cmpstr (visible_page (window), ==, "work");
  g_assert_nonnull (strstr (title, "MM.1S"));
  for (int i = 0; i < (int) G_N_ELEMENTS (pages); i++)
    {
      const IsoFigure *figure;
      guint n_colors;

      /* The desks of curves and combinations stand between them. */
      gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-page", "i", i == 0 ? 4 : i + 6);
      g_assert_cmpstr (iso_view_get_page (view), ==, pages[i]);
      app_test_wait_for_figures (window);
      app_test_measure (GTK_WIDGET (get_figure_view (window)), &n_colors);
      g_assert_cmpuint (n_colors, >, 20);
      figure = iso_figure_view_get_figure (get_figure_view (window));
      g_assert_null (iso_figure_get_empty_reason (figure));
      g_assert_cmpuint (iso_figure_get_n_marks (figure), >, 0);
      gtk_test_accessible_assert_role (get_figure_view (window), GTK_ACCESSIBLE_ROLE_IMG);
      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (get_figure_view (window)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
    }
  close_window (window);
}

static void
test_selection (void)
{
  IsoWindow *window = create_example ();
  IsoView *view = iso_window_get_view (window);
  IsoFigureView *figure = get_figure_view (window);
  g_autofree char *current = NULL;
  guint n;

  gtk_widget_grab_focus (GTK_WIDGET (figure));
  g_signal_emit_by_name (figure, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, 1);
  g_object_get (figure, "current", &current, NULL);
  g_assert_nonnull (current);
  g_signal_emit_by_name (figure, "move-cursor", GTK_MOVEMENT_BUFFER_ENDS, -1);
  g_signal_emit_by_name (figure, "move-cursor", GTK_MOVEMENT_VISUAL_POSITIONS, 1);
  g_signal_emit_by_name (figure, "select-cursor");
  iso_view_get_selection (view, &n);
  g_assert_cmpuint (n, >, 0);
  g_signal_emit_by_name (figure, "select-none");
  iso_view_get_selection (view, &n);
  g_assert_cmpuint (n, ==, 0);
  close_window (window);
}

static void
test_table (void)
{
  IsoWindow *window = create_example ();
  GtkWidget *view;
  const IsoFigure *figure = iso_figure_view_get_figure (get_figure_view (window));
  g_autofree char *text = iso_figure_to_tsv (figure);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, iso_figure_get_n_rows (figure) + 2);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-table", NULL);
  g_assert_true (iso_view_get_show_table (iso_window_get_view (window)));
  view = app_test_find (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))), >, 10);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view))), >, 3);
  close_window (window);
}

static void
test_names (void)
{
  IsoWindow *window = create_window ();

  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (window)), >=, 2);
  iso_window_open_example (window);
  wait_until_idle (window);
  for (int i = 1; i <= 9; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-page", "i", i);
      app_test_wait_for_figures (window);
      g_assert_cmpuint (app_test_check_names (GTK_WIDGET (window)), >, 10);
    }
  close_window (window);
}

static void
test_question (void)
{
  IsoWindow *window = create_window ();
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("isobole-XXXXXX.csv", &path, NULL);
  GtkWidget *page, *list;

  g_close (fd, NULL);
  g_file_set_contents (path, "drug1,dose1,unit1,response\nA,0,nM,0.98\nA,10,nM,0.8\nA,30,nM,0.5\nA,100,nM,0.2\n", -1, NULL);
  open_path (window, path, FALSE);
  g_assert_cmpstr (visible_page (window), ==, "question");
  page = app_test_find (GTK_WIDGET (window), ISO_TYPE_QUESTION_PAGE);
  app_test_check_names (GTK_WIDGET (window));

  list = app_test_find (page, GTK_TYPE_LIST_BOX);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  wait_until_idle (window);
  g_assert_cmpstr (visible_page (window), ==, "work");
  g_unlink (path);
  close_window (window);
}

static void
test_problem (void)
{
  IsoWindow *window = create_window ();
  GtkRevealer *banner;

  open_path (window, "/nowhere/at/all.csv", FALSE);
  g_assert_cmpstr (visible_page (window), ==, "problem");
  app_test_check_names (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  g_assert_cmpstr (visible_page (window), ==, "start");

  /* With something open it is a banner, and what is open stays. */
  iso_window_open_example (window);
  wait_until_idle (window);
  open_path (window, "/nowhere/at/all.csv", TRUE);
  banner = GTK_REVEALER (app_test_find (GTK_WIDGET (window), GTK_TYPE_REVEALER));
  g_assert_cmpstr (visible_page (window), ==, "work");
  g_assert_true (gtk_revealer_get_reveal_child (banner));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  g_assert_false (gtk_revealer_get_reveal_child (banner));
  close_window (window);
}

static void
test_dark (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  IsoWindow *window = create_example ();
  GtkWidget *figure = GTK_WIDGET (get_figure_view (window));
  GtkWidget *page = gtk_widget_get_ancestor (figure, ISO_TYPE_FIGURE_HOST);
  const IsoFigure *before = iso_figure_view_get_figure (ISO_FIGURE_VIEW (figure));
  guint n_colors;
  double light, dark;

  g_assert_nonnull (before);
  light = app_test_measure (page, &n_colors);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  app_test_wait_for_figures (window);
  app_test_spin (400);
  dark = app_test_measure (page, &n_colors);
  g_assert_cmpfloat (light, >, 200);
  g_assert_cmpfloat (dark, <, 80);
  g_assert_cmpuint (n_colors, >, 20);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
  close_window (window);
}

static void
test_sizes (void)
{
  const int sizes[][2] = { { 360, 400 }, { 700, 500 }, { 1024, 640 }, { 1600, 1000 } };
  IsoWindow *window = create_example ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (window), sizes[i][0], sizes[i][1]);
      app_test_spin (100);
      app_test_wait_for_figures (window);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_figure_view (window))), >, 200);
    }
  close_window (window);
}

static void
test_right_to_left (void)
{
  IsoWindow *window;
  GtkWidget *sidebar;
  graphene_rect_t pages, figure;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = create_example ();
  sidebar = app_test_find (GTK_WIDGET (window), ISO_TYPE_SIDEBAR);
  app_test_spin (400);
  g_assert_true (gtk_widget_compute_bounds (sidebar, GTK_WIDGET (window), &pages));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (get_figure_view (window)), GTK_WIDGET (window), &figure));
  g_assert_cmpfloat (pages.origin.x, >, figure.origin.x);
  app_test_save (GTK_WIDGET (window), "window-right-to-left");
  close_window (window);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* With text twice as large the figure's text is, too, and everything is still there. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  IsoWindow *window = create_example ();
  double usual, large, height;
  int dpi;

  iso_figure_get_size (iso_figure_view_get_figure (get_figure_view (window)), &usual, &height);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  app_test_spin (300);
  app_test_wait_for_figures (window);
  iso_figure_get_size (iso_figure_view_get_figure (get_figure_view (window)), &large, &height);
  g_assert_cmpfloat (large, <, usual);
  app_test_save (GTK_WIDGET (window), "window-large-text");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  close_window (window);
}

static void
test_export (void)
{
  const struct { const char *ending; const char *magic; } formats[] = { { "pdf", "%PDF-" }, { "svg", "<?xml" }, { "png", "\x89PNG" } };
  IsoWindow *window = create_example ();
  IsoFigurePane *pane = ISO_FIGURE_PANE (app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURE_PANE));
  IsoExportDialog *dialog = iso_export_dialog_new (GTK_WINDOW (window), pane, NULL);
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (dialog)), >, 3);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("figure.%s", formats[i].ending);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      g_assert_true (iso_export_dialog_write (dialog, file, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_true (g_str_has_prefix (content, formats[i].magic));
      g_unlink (path);
    }
  g_rmdir (folder);
  gtk_window_destroy (GTK_WINDOW (dialog));
  close_window (window);
}

static void
test_copy (void)
{
  IsoWindow *window = create_example ();
  GdkContentFormats *formats;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy", NULL);
  formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.toggle-table", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy", NULL);
  formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (window)));
  g_assert_true (gdk_content_formats_contain_gtype (formats, G_TYPE_STRING));
  close_window (window);
}

/* An edit of the project is seen in its figures, and what is selected stays so. */
static void
test_edits (void)
{
  IsoWindow *window = create_example ();
  IsoProject *project = iso_window_get_project (window);
  g_autofree char *all = iso_analyser_dup_summary (get_analyser (window));
  g_autofree char *fewer = NULL, *again = NULL;
  g_autoptr (IsoProjectItem) plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
  IsoWellSelection *wells;
  IsoDesignPage *page;
  const IsoFigure *before;
  guint n;

  before = iso_figure_view_get_figure (get_figure_view (window));
  g_assert_nonnull (before);
  iso_view_select (iso_window_get_view (window), (const guint[]) { 0 }, 1);
  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &(IsoWellPlace) { 1, 1 }, 1, "bubble", NULL));
  g_assert_true (iso_figure_view_get_figure (get_figure_view (window)) == before);
  wait_until_idle (window);
  app_test_wait_for_figures (window);
  fewer = iso_analyser_dup_summary (get_analyser (window));
  g_assert_cmpstr (all, ==, "180 of 180 wells used");
  g_assert_cmpstr (fewer, ==, "179 of 180 wells used");
  g_assert_nonnull (iso_figure_view_get_figure (get_figure_view (window)));
  iso_view_get_selection (iso_window_get_view (window), &n);
  g_assert_cmpuint (n, ==, 1);

  /* A point lights up with one of its wells, the rest of the figure does not. */
  iso_view_set_page (iso_window_get_view (window), "plate");
  app_test_wait_for_figures (window);
  g_assert_cmpuint (iso_figure_view_count_lit (get_figure_view (window)), ==, 1);
  app_test_save (GTK_WIDGET (window), "window-edits-plate");

  g_assert_true (iso_project_undo (project, NULL));
  wait_until_idle (window);
  again = iso_analyser_dup_summary (get_analyser (window));
  g_assert_cmpstr (again, ==, all);
  iso_view_set_page (iso_window_get_view (window), "dose-response");
  app_test_wait_for_figures (window);
  g_assert_cmpuint (iso_figure_view_count_lit (get_figure_view (window)), >, 0);
  g_assert_cmpuint (iso_figure_view_count_lit (get_figure_view (window)), <, 4);
  app_test_save (GTK_WIDGET (window), "window-edits-curve");

  /* Wells of the Design page are points of the curve, and the other way round. */
  iso_view_set_page (iso_window_get_view (window), "design");
  page = ISO_DESIGN_PAGE (app_test_find (GTK_WIDGET (window), ISO_TYPE_DESIGN_PAGE));
  wells = iso_design_page_get_selection (page);
  g_assert_true (iso_view_get_wells (iso_window_get_view (window)) == wells);
  g_assert_true (iso_well_selection_is_selected (wells, 12 + 1));
  iso_well_selection_select (wells, (const guint[]) { 12 + 1, 12 + 2 }, 2, ISO_SELECT_ONLY);
  iso_view_get_selection (iso_window_get_view (window), &n);
  g_assert_cmpuint (n, ==, 2);
  iso_view_select (iso_window_get_view (window), (const guint[]) { 179 }, 1);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (iso_well_selection_get_plate (wells))), ==, "Plate 3");
  g_assert_cmpuint (iso_well_selection_get_n (wells), ==, 1);
  app_test_save (GTK_WIDGET (window), "window-edits-design");
  close_window (window);
}

/* The title in the header, and the way back from it. */
static void
test_details (void)
{
  IsoWindow *window = create_example ();
  IsoProject *project = iso_window_get_project (window);
  g_autofree char *before = g_strdup (iso_project_get_title (project));
  IsoDetailsDialog *dialog;
  GtkWidget *title, *note;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-details", NULL);
  app_test_spin (100);
  dialog = app_test_find_window (ISO_TYPE_DETAILS_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_cmpuint (app_test_check_names (GTK_WIDGET (dialog)), >=, 4);
  app_test_save (GTK_WIDGET (dialog), "window-details");
  title = app_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  note = app_test_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (title)), ==, before);
  gtk_editable_set_text (GTK_EDITABLE (title), " A better title ");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), "Passage 12.\n", -1);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "details.save", NULL);
  app_test_spin (50);
  g_assert_null (app_test_find_window (ISO_TYPE_DETAILS_DIALOG));
  g_assert_cmpstr (iso_project_get_title (project), ==, "A better title");
  g_assert_cmpstr (iso_project_get_note (project), ==, "Passage 12.");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  g_assert_cmpstr (iso_project_get_title (project), ==, before);
  g_assert_false (iso_project_get_can_undo (project));

  /* Nothing that differs is no step. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-details", NULL);
  app_test_spin (50);
  gtk_widget_activate_action (GTK_WIDGET (app_test_find_window (ISO_TYPE_DETAILS_DIALOG)), "details.save", NULL);
  g_assert_false (iso_project_get_can_undo (project));
  close_window (window);
}

/* The Tab key stops once at the pages and once at the treatments, forwards and back. */
static void
test_tab_stops (void)
{
  IsoWindow *window = create_example ();
  GtkWidget *sidebar = app_test_find (GTK_WIDGET (window), ISO_TYPE_SIDEBAR);
  GtkWidget *list = GTK_WIDGET (gtk_widget_get_template_child (sidebar, ISO_TYPE_SIDEBAR, "pages"));

  g_assert_true (gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), list));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (list))));
  g_assert_true (gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD));
  g_assert_false (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), list));
  g_assert_false (gtk_widget_child_focus (sidebar, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_widget_child_focus (sidebar, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), list));
  g_assert_false (gtk_widget_child_focus (sidebar, GTK_DIR_TAB_BACKWARD));
  close_window (window);
}

/* A calculation that was stopped: the status line says that the results are old, and begins it again. */
static void
test_stale (void)
{
  IsoWindow *window = create_example ();
  IsoProject *project = iso_window_get_project (window);
  g_autoptr (IsoProjectItem) plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
  GtkWidget *line = app_test_find (GTK_WIDGET (window), ISO_TYPE_STATUS_LINE);
  GtkWidget *stale = GTK_WIDGET (gtk_widget_get_template_child (line, ISO_TYPE_STATUS_LINE, "stale"));

  g_assert_false (gtk_widget_get_visible (stale));
  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &(IsoWellPlace) { 1, 1 }, 1, "bubble", NULL));
  g_assert_false (gtk_widget_get_visible (stale));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel", NULL);
  wait_until_idle (window);
  g_assert_true (gtk_widget_get_visible (stale));
  app_test_spin (50);
  app_test_save (GTK_WIDGET (window), "window-stale");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.calculate", NULL);
  wait_until_idle (window);
  g_assert_false (gtk_widget_get_visible (stale));
  g_assert_false (iso_analyser_get_stale (get_analyser (window)));
  close_window (window);
}

/* Five plates of 1536 wells, as one step: so much that a worker undoes it. */
static void
add_plates (IsoProject *project)
{
  g_autofree char *run = iso_project_add_run (project, "Large", NULL);
  g_autofree char *drug = iso_project_add_drug (project, "Large", "nM", NULL);
  g_autofree IsoWellEdit *wells = g_new0 (IsoWellEdit, 1536);

  for (guint i = 0; i < 1536; i++)
    wells[i] = (IsoWellEdit) { .row = i / 48, .column = i % 48, .role = ISO_ROLE_TREATED, .replicate = 1, .n_doses = 1,
                               .doses = { { drug, 1e-9 * i, 1e-9 * i, 1e-9 * i } } };
  g_assert_true (iso_project_begin_edit (project, "import", (const char *const[]) { "five plates", NULL }, NULL));
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("Large %u", i);
      g_autofree char *plate = iso_project_add_plate (project, name, run, 1536, NULL);

      g_assert_true (iso_project_set_wells (project, plate, wells, 1536, NULL));
    }
  g_assert_true (iso_project_end_edit (project, TRUE, NULL));
}

/* A large undo: the status line says that the experiment is being changed, and how far; given up, it changes nothing. */
static void
test_large_undo (void)
{
  IsoWindow *window = create_example ();
  IsoProject *project = iso_window_get_project (window);
  GListModel *plates = G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
  guint before = g_list_model_get_n_items (plates);
  GtkWidget *line = app_test_find (GTK_WIDGET (window), ISO_TYPE_STATUS_LINE);
  GtkWidget *work = GTK_WIDGET (gtk_widget_get_template_child (line, ISO_TYPE_STATUS_LINE, "work"));
  GtkWidget *doing = GTK_WIDGET (gtk_widget_get_template_child (line, ISO_TYPE_STATUS_LINE, "doing"));

  add_plates (project);
  wait_until_idle (window);
  for (guint pass = 0; pass < 2; pass++)
    {
      g_assert_true (iso_project_is_large_step (project, ISO_HISTORY_UNDO, 0));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL));
      g_assert_cmpfloat (iso_project_get_progress (project), >=, 0);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (doing)), ==, "Changing the experiment");
      g_assert_false (gtk_widget_get_visible (work));
      /* Given up before the worker can be done; not given up, it is shown to who has waited for half a second, which it does not take here. */
      if (pass == 0)
        gtk_widget_activate_action (GTK_WIDGET (window), "win.cancel", NULL);
      gtk_widget_set_visible (work, TRUE);
      app_test_save (GTK_WIDGET (window), "window-large-undo");
      wait_until_idle (window);
      while (iso_project_get_progress (project) >= 0 || gtk_widget_get_visible (work) || g_main_context_pending (NULL))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (g_list_model_get_n_items (plates), ==, pass == 0 ? before + 5 : before);
    }
  close_window (window);
}

/* What the project could not read any more is said above the pages. */
static void
test_failed (void)
{
  IsoWindow *window = create_example ();
  GtkWidget *text = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), ISO_TYPE_WINDOW, "state_text"));

  g_signal_emit_by_name (iso_window_get_project (window), "failed", "The plate P cannot be read any more.");
  app_test_spin (50);
  g_assert_true (gtk_widget_get_mapped (text));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (text)), ==, "The plate P cannot be read any more.");
  app_test_save (GTK_WIDGET (window), "window-failed");
  close_window (window);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *content = NULL;

      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_assert_true (g_str_has_prefix (content, "%PDF-"));
      n++;
    }
  return n;
}

/* Every figure of the example but the matrix, which it has not; one leads to its page, all go to a folder, twice beside each other. */
static void
test_figures (void)
{
  IsoWindow *window = create_example ();
  IsoView *view = iso_window_get_view (window);
  g_autofree char *path = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  GtkWidget *page, *box;
  GError *error = NULL;

  iso_view_set_page (view, "figures");
  app_test_wait_for_figures (window);
  app_test_spin (100);
  page = app_test_find (GTK_WIDGET (window), ISO_TYPE_FIGURES_PAGE);
  box = app_test_find (page, GTK_TYPE_FLOW_BOX);
  g_assert_nonnull (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (box), 4));
  g_assert_null (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (box), 5));
  g_assert_nonnull (iso_figure_view_get_figure (ISO_FIGURE_VIEW (app_test_find (box, ISO_TYPE_FIGURE_VIEW))));
  g_assert_cmpuint (app_test_check_names (page), >=, 6);
  app_test_save (GTK_WIDGET (window), "window-figures");

  g_assert_cmpuint (iso_figures_page_write (ISO_FIGURES_PAGE (page), folder, &error), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (path), ==, 5);
  g_assert_cmpuint (iso_figures_page_write (ISO_FIGURES_PAGE (page), folder, &error), ==, 5);
  g_assert_cmpuint (count_files (path), ==, 10);

  g_signal_emit_by_name (box, "child-activated", gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (box), 4));
  g_assert_cmpstr (iso_view_get_page (view), ==, "isobologram");
  close_window (window);
}

static void
test_leaks (void)
{
  for (guint i = 0; i < N_OPENINGS; i++)
    {
      IsoWindow *window = create_example ();
      gpointer weak_window = window, weak_view = iso_window_get_view (window), weak_analyser = get_analyser (window),
               weak_figure = get_figure_view (window);

      g_object_add_weak_pointer (G_OBJECT (window), &weak_window);
      g_object_add_weak_pointer (weak_view, &weak_view);
      g_object_add_weak_pointer (weak_analyser, &weak_analyser);
      g_object_add_weak_pointer (weak_figure, &weak_figure);
      iso_window_close_now (window, TRUE);
      for (guint wait = 0; wait < 100 && weak_window != NULL; wait++)
        app_test_spin (10);
      g_assert_null (weak_window);
      g_assert_null (weak_view);
      g_assert_null (weak_analyser);
      g_assert_null (weak_figure);
    }
}

int
main (int argc, char **argv)
{
  int status;

  iso_test_init (&argc, &argv);
  application = app_test_begin ();

  g_test_add_func ("/window/templates", test_templates);
  g_test_add_func ("/window/actions", test_actions);
  g_test_add_func ("/window/example", test_example);
  g_test_add_func ("/window/selection", test_selection);
  g_test_add_func ("/window/table", test_table);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/question", test_question);
  g_test_add_func ("/window/problem", test_problem);
  g_test_add_func ("/window/dark", test_dark);
  g_test_add_func ("/window/sizes", test_sizes);
  g_test_add_func ("/window/right to left", test_right_to_left);
  g_test_add_func ("/window/large text", test_large_text);
  g_test_add_func ("/window/export", test_export);
  g_test_add_func ("/window/copy", test_copy);
  g_test_add_func ("/window/edits", test_edits);
  g_test_add_func ("/window/details", test_details);
  g_test_add_func ("/window/figures", test_figures);
  g_test_add_func ("/window/tab stops", test_tab_stops);
  g_test_add_func ("/window/stale", test_stale);
  g_test_add_func ("/window/large-undo", test_large_undo);
  g_test_add_func ("/window/failed", test_failed);
  g_test_add_func ("/window/leaks", test_leaks);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
