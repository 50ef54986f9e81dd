/* iso-app-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-app-test.h"

#include "iso-figure-view.h"

#include <glib/gstdio.h>

void
app_test_spin (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

void
app_test_wait_for_figures (gpointer window)
{
  while (iso_figure_view_any_pending () || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (window);
}

/* The first widget of a type below another, in the order of the tree. */
static GtkWidget *
find (GtkWidget *widget, GType type, gboolean mapped)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (!mapped || gtk_widget_get_mapped (widget)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, mapped);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
app_test_find (GtkWidget *widget, GType type)
{
  GtkWidget *shown = find (widget, type, TRUE);

  return shown != NULL ? shown : find (widget, type, FALSE);
}

guint
app_test_count_class (GtkWidget *widget, const char *name)
{
  guint n = gtk_widget_has_css_class (widget, name);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += app_test_count_class (child, name);
  return n;
}

gpointer
app_test_find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

static GskRenderNode *
snapshot (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *picture = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, picture, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  return gtk_snapshot_free_to_node (picture);
}

/* There is no picture while sizes are being given out. On a busy machine that takes as long as it takes: whoever waits in vain is ended by
 * the limit of the test. */
static GdkTexture *
draw (GtkWidget *widget)
{
  g_autoptr (GskRenderNode) node = snapshot (widget);

  while (node == NULL)
    {
      app_test_spin (10);
      node = snapshot (widget);
    }
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, NULL);
}

/* Mean of the colours, 0 to 255, and how many different ones there are, up to 1000. */
double
app_test_measure (GtkWidget *widget, guint *n_colors)
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

/* GTK 4.8 says both one after the other: "Replicate Replicate"; later ones say the other widget's, and give widgets of theirs both. A
 * button's icon counts as its label, and says nothing. */
static void
check_one_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (gtk_get_minor_version () >= 10)
    return;
  if (!is_ours (widget) || !gtk_widget_get_mapped (widget) || (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL)
      || !gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
      || !gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
    return;
  g_test_message ("A %s %s in a %s has a label of its own and another widget for a label", G_OBJECT_TYPE_NAME (widget),
                  gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  g_test_fail ();
}

guint
app_test_check_names (GtkWidget *widget)
{
  guint n = 0;

  check_one_name (widget);

  if (gtk_widget_get_focusable (widget) && gtk_widget_get_mapped (widget) && is_ours (widget) && !GTK_IS_WINDOW (widget)
      && !GTK_IS_LABEL (widget))
    {
      n++;
      if (!has_name (widget))
        g_error ("A %s in a %s can be focused and has no name", G_OBJECT_TYPE_NAME (widget),
                 G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += app_test_check_names (child);
  return n;
}

/* A picture to look at, in the folder of the built tests. */
void
app_test_save (GtkWidget *widget, const char *name)
{
  g_autoptr (GdkTexture) texture = draw (widget);
  g_autofree char *file = g_strdup_printf ("%s.png", name);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, file, NULL);

  g_assert_true (gdk_texture_save_to_png (texture, path));
}

IsoApplication *
app_test_begin (void)
{
  IsoApplication *application = iso_application_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_application_hold (G_APPLICATION (application));
  /* GTK 4.8 leaks a time whenever it looks for recent files that have become too old. */
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-max-age", -1, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return application;
}

/* A minute later each time. */
static gint64
read_clock (gpointer data)
{
  static gint64 minutes;

  return G_GINT64_CONSTANT (1772442000000) + ++minutes * 60000;
}

static char *
make_id (gpointer data)
{
  return g_uuid_string_random ();
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

IsoProject *
app_test_project (void)
{
  g_autofree char *folder = g_dir_make_tmp ("isobole-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "test.isobole", NULL);
  g_autofree char *root = g_build_filename (folder, "work", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  IsoProject *project = iso_project_new (&(IsoProjectHost) { .root = root, .who = "Ada", .zone = "Europe/Berlin", .now = read_clock, .new_id = make_id });

  iso_project_create_async (project, file, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_create_finish (project, result, &error));
  g_object_set_data_full (G_OBJECT (project), "folder", g_steal_pointer (&folder), g_free);
  return project;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
app_test_project_end (IsoProject *project)
{
  g_autofree char *folder = g_strdup (g_object_get_data (G_OBJECT (project), "folder"));

  iso_project_close (project, TRUE);
  while (iso_project_get_busy (project))
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (project);
  remove_tree (folder);
}

GtkWindow *
app_test_present (GtkWidget *widget, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), widget);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return GTK_WINDOW (window);
}
