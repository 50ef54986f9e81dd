/* test-iso-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-application.h"
#include "iso-export-dialog.h"
#include "iso-figure-table.h"
#include "iso-figure-view.h"
#include "iso-inspector.h"
#include "iso-question-page.h"
#include "iso-resources.h"
#include "iso-sidebar.h"
#include "iso-start-page.h"
#include "iso-status-line.h"
#include "iso-window.h"

#include <glib/gstdio.h>

#define N_OPENINGS 20

static IsoApplication *application;

static void
spin (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static IsoSession *
get_session (IsoWindow *window)
{
  return iso_view_get_session (iso_window_get_view (window));
}

static void
wait_until_idle (IsoWindow *window)
{
  while (iso_session_get_busy (get_session (window)))
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
create_example (void)
{
  IsoWindow *window = create_window ();

  iso_window_open_example (window);
  wait_until_idle (window);
  g_assert_nonnull (iso_session_get_analysis (get_session (window)));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
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

/* The first widget of a type below another, in the order of the tree. */
static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
visible_page (IsoWindow *window)
{
  GtkWidget *start = find_widget (GTK_WIDGET (window), ISO_TYPE_START_PAGE);

  return gtk_stack_get_visible_child_name (GTK_STACK (gtk_widget_get_ancestor (start, GTK_TYPE_STACK)));
}

static IsoFigureView *
get_figure_view (IsoWindow *window)
{
  return ISO_FIGURE_VIEW (find_widget (GTK_WIDGET (window), ISO_TYPE_FIGURE_VIEW));
}

static GdkTexture *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
}

/* Mean of the colours, 0 to 255, and how many different ones there are, up to 1000. */
static double
measure_picture (GtkWidget *widget, guint *n_colors)
{
  g_autoptr (GdkTexture) texture = draw (widget);
  gsize n = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, n);
  g_autoptr (GHashTable) colors = g_hash_table_new (NULL, NULL);
  double sum = 0;

  gdk_texture_download (texture, (guchar *) pixels, (gsize) gdk_texture_get_width (texture) * 4);
  for (gsize i = 0; i < n; i++)
    {
      sum += ((pixels[i] & 0xff) + (pixels[i] >> 8 & 0xff) + (pixels[i] >> 16 & 0xff)) / 3.0;
      if (g_hash_table_size (colors) < 1000)
        g_hash_table_add (colors, GUINT_TO_POINTER (pixels[i]));
    }
  *n_colors = g_hash_table_size (colors);
  return sum / (double) n;
}

static void
close_window (IsoWindow *window)
{
  gtk_window_destroy (GTK_WINDOW (window));
  spin (20);
}

/* Typing errors in templates and properties that came after GTK 4.8 are criticals, which are fatal. */
static void
test_templates (void)
{
  const GType types[] = {
    ISO_TYPE_FIGURE_PAGE, ISO_TYPE_FIGURE_TABLE, ISO_TYPE_FIGURE_VIEW, ISO_TYPE_INSPECTOR, ISO_TYPE_QUESTION_PAGE, ISO_TYPE_SIDEBAR,
    ISO_TYPE_START_PAGE, ISO_TYPE_STATUS_LINE, ISO_TYPE_EXPORT_DIALOG, ISO_TYPE_WINDOW,
  };
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (ISO_RESOURCES "gtk/help-overlay.ui");
  GObject *overlay = gtk_builder_get_object (builder, "help_overlay");

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
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

static void
assert_action (IsoWindow *window, const char *detailed)
{
  g_autofree char *name = g_strndup (detailed, strcspn (detailed, "("));
  const char *point = strchr (name, '.');

  g_assert_nonnull (point);
  if (g_str_has_prefix (name, "app."))
    g_assert_true (g_action_group_has_action (G_ACTION_GROUP (application), point + 1));
  else if (!class_has_action (ISO_TYPE_WINDOW, name) && !class_has_action (ISO_TYPE_INSPECTOR, name)
           && !class_has_action (ISO_TYPE_EXPORT_DIALOG, name)
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
  const char *const pages[] = { "dose-response", "median-effect", "fa-ci", "isobologram", "plate" };
  g_autofree char *title = g_strdup (gtk_window_get_title (GTK_WINDOW (window)));

  g_assert_cmpstr (visible_page (window), ==, "work");
  g_assert_nonnull (strstr (title, "MM.1S"));
  for (int i = 0; i < (int) G_N_ELEMENTS (pages); i++)
    {
      const IsoFigure *figure;
      guint n_colors;

      gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-page", "i", i + 1);
      g_assert_cmpstr (iso_view_get_page (view), ==, pages[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      measure_picture (GTK_WIDGET (get_figure_view (window)), &n_colors);
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
  view = find_widget (GTK_WIDGET (window), GTK_TYPE_COLUMN_VIEW);
  g_assert_true (gtk_widget_get_mapped (view));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))), >, 10);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view))), >, 3);
  close_window (window);
}

/* What GTK and libadwaita build themselves is theirs to name. */
static gboolean
is_ours (GtkWidget *widget)
{
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL; parent = gtk_widget_get_parent (parent))
    if (GTK_IS_DROP_DOWN (parent) || ADW_IS_COMBO_ROW (parent) || GTK_IS_COLUMN_VIEW (parent) || GTK_IS_SPIN_BUTTON (parent)
        || ADW_IS_SPLIT_BUTTON (parent) || GTK_IS_MENU_BUTTON (parent) || GTK_IS_WINDOW_CONTROLS (parent)
        || GTK_IS_POPOVER_MENU (parent) || GTK_IS_SCROLLBAR (parent)
        || (ADW_IS_STATUS_PAGE (parent) && GTK_IS_SCROLLED_WINDOW (widget)))
      return FALSE;
  return TRUE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return TRUE;
  if (GTK_IS_BUTTON (widget))
    return gtk_button_get_label (GTK_BUTTON (widget)) != NULL;
  if (ADW_IS_SPLIT_BUTTON (widget))
    return adw_split_button_get_label (ADW_SPLIT_BUTTON (widget)) != NULL;
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)) != NULL;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return *adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)) != '\0';
  return FALSE;
}

static guint
check_names (GtkWidget *widget)
{
  guint n = 0;

  if (gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget) && is_ours (widget) && !GTK_IS_WINDOW (widget)
      && !GTK_IS_LABEL (widget))
    {
      n++;
      if (!has_name (widget))
        g_error ("A %s in a %s can be focused and has no name", G_OBJECT_TYPE_NAME (widget),
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += check_names (child);
  return n;
}

static void
test_names (void)
{
  IsoWindow *window = create_window ();

  g_assert_cmpuint (check_names (GTK_WIDGET (window)), >=, 2);
  iso_window_open_example (window);
  wait_until_idle (window);
  for (int i = 1; i <= 5; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.go-to-page", "i", i);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      g_assert_cmpuint (check_names (GTK_WIDGET (window)), >, 10);
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
  open_path (window, path);
  g_assert_cmpstr (visible_page (window), ==, "question");
  page = find_widget (GTK_WIDGET (window), ISO_TYPE_QUESTION_PAGE);
  check_names (GTK_WIDGET (window));

  list = find_widget (page, GTK_TYPE_LIST_BOX);
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

  open_path (window, "/nowhere/at/all.csv");
  g_assert_cmpstr (visible_page (window), ==, "problem");
  check_names (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.dismiss", NULL);
  g_assert_cmpstr (visible_page (window), ==, "start");

  /* With something open it is a banner, and what is open stays. */
  iso_window_open_example (window);
  wait_until_idle (window);
  open_path (window, "/nowhere/at/all.csv");
  banner = GTK_REVEALER (find_widget (GTK_WIDGET (window), GTK_TYPE_REVEALER));
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
  GtkWidget *page = gtk_widget_get_ancestor (figure, ISO_TYPE_FIGURE_PAGE);
  const IsoFigure *before = iso_figure_view_get_figure (ISO_FIGURE_VIEW (figure));
  guint n_colors;
  double light, dark;

  g_assert_nonnull (before);
  light = measure_picture (page, &n_colors);
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  spin (400);
  dark = measure_picture (page, &n_colors);
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
      spin (100);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_figure_view (window))), >, 200);
    }
  close_window (window);
}

/* A picture to look at, in the folder of the built tests. */
static void
save_picture (IsoWindow *window, const char *name)
{
  g_autoptr (GdkTexture) texture = draw (GTK_WIDGET (window));
  g_autofree char *file = g_strdup_printf ("window-%s.png", name);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);

  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
test_right_to_left (void)
{
  IsoWindow *window;
  GtkWidget *sidebar;
  graphene_rect_t pages, figure;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = create_example ();
  sidebar = find_widget (GTK_WIDGET (window), ISO_TYPE_SIDEBAR);
  spin (400);
  g_assert_true (gtk_widget_compute_bounds (sidebar, GTK_WIDGET (window), &pages));
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (get_figure_view (window)), GTK_WIDGET (window), &figure));
  g_assert_cmpfloat (pages.origin.x, >, figure.origin.x);
  save_picture (window, "right-to-left");
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
  spin (300);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  iso_figure_get_size (iso_figure_view_get_figure (get_figure_view (window)), &large, &height);
  g_assert_cmpfloat (large, <, usual);
  save_picture (window, "large-text");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  close_window (window);
}

static void
test_export (void)
{
  const struct { const char *ending; const char *magic; } formats[] = { { "pdf", "%PDF-" }, { "svg", "<?xml" }, { "png", "\x89PNG" } };
  IsoWindow *window = create_example ();
  IsoFigurePage *page = ISO_FIGURE_PAGE (find_widget (GTK_WIDGET (window), ISO_TYPE_FIGURE_PAGE));
  IsoExportDialog *dialog = iso_export_dialog_new (GTK_WINDOW (window), page, NULL);
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  g_assert_cmpuint (check_names (GTK_WIDGET (dialog)), >, 3);
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

static void
test_leaks (void)
{
  for (guint i = 0; i < N_OPENINGS; i++)
    {
      IsoWindow *window = create_example ();
      gpointer weak_window = window, weak_view = iso_window_get_view (window), weak_session = get_session (window),
               weak_figure = get_figure_view (window);

      g_object_add_weak_pointer (G_OBJECT (window), &weak_window);
      g_object_add_weak_pointer (weak_view, &weak_view);
      g_object_add_weak_pointer (weak_session, &weak_session);
      g_object_add_weak_pointer (weak_figure, &weak_figure);
      gtk_window_destroy (GTK_WINDOW (window));
      for (guint wait = 0; wait < 100 && weak_window != NULL; wait++)
        spin (10);
      g_assert_null (weak_window);
      g_assert_null (weak_view);
      g_assert_null (weak_session);
      g_assert_null (weak_figure);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  iso_test_init (&argc, &argv);
  application = iso_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_application_hold (G_APPLICATION (application));
  /* GTK 4.8 leaks a time whenever it looks for recent files that have become too old. */
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-max-age", -1, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

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
  g_test_add_func ("/window/leaks", test_leaks);

  status = g_test_run ();
  g_object_unref (application);
  return status;
}
