/* iso-window-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-compat.h"

#include <glib/gi18n.h>

#define MAX_RECENT 5

/* The same in every language: what other programs know this one by in the list of recent files. */
#define RECENT_NAME "isobole"

static const char *const example_files[] = { "layout.csv", "plate-1.txt", "plate-2.txt", "plate-3.txt" };

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) data = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (data, _("Tables and Plate Readers’ Files"));
  gtk_file_filter_add_suffix (data, "csv");
  gtk_file_filter_add_suffix (data, "tsv");
  gtk_file_filter_add_suffix (data, "txt");
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, data);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

/* Our own files, the latest first. */
static int
compare_recent (gconstpointer one, gconstpointer other)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) other),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) one));
}

static void
fill_recent (IsoWindow *self)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_recent);
  guint n = 0;

  gtk_string_list_splice (self->recent, 0, g_list_model_get_n_items (G_LIST_MODEL (self->recent)), NULL);
  g_menu_remove_all (self->recent_menu);
  for (GList *item = items; item != NULL && n < MAX_RECENT; item = item->next)
    {
      GtkRecentInfo *info = item->data;
      g_autoptr (GMenuItem) entry = NULL;

      if (!gtk_recent_info_has_application (info, RECENT_NAME) || !gtk_recent_info_exists (info))
        continue;
      gtk_string_list_append (self->recent, gtk_recent_info_get_uri (info));
      entry = g_menu_item_new (gtk_recent_info_get_display_name (info), NULL);
      g_menu_item_set_action_and_target (entry, "win.open-uri", "s", gtk_recent_info_get_uri (info));
      g_menu_append_item (self->recent_menu, entry);
      n++;
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  iso_start_page_set_recent (self->start, G_LIST_MODEL (self->recent));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoWindow *self = ISO_WINDOW (source);
  g_autoptr (GListModel) files = iso_compat_open_finish (GTK_WINDOW (self), result);

  if (files != NULL && g_list_model_get_n_items (files) > 0)
    iso_window_open (self, files);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GListModel) filters = create_filters ();
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);

  iso_compat_open_async (GTK_WINDOW (self), filters, folder, opened_cb, NULL);
}

static void
open_uri_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  g_list_store_append (files, file);
  iso_window_open (ISO_WINDOW (widget), G_LIST_MODEL (files));
}

static void
open_example_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_window_open_example (ISO_WINDOW (widget));
}

static gboolean
drop_cb (IsoWindow *self, const GValue *value)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *item = dropped; item != NULL; item = item->next)
    g_list_store_append (files, item->data);
  if (dropped == NULL)
    return FALSE;
  iso_window_open (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
open_files (IsoWindow *self, GListModel *files, gboolean example)
{
  g_autoptr (GPtrArray) array = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (array, g_list_model_get_item (files, i));
  if (array->len == 0)
    return;
  self->example = example;
  if (!example)
    iso_window_set_last_folder (self, g_ptr_array_index (array, 0));
  iso_session_open (self->session, (GFile *const *) array->pdata, array->len);
}

void
iso_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "win.open-example", NULL, open_example_cb);
}

void
iso_window_init_files (IsoWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  self->recent = gtk_string_list_new (NULL);
  self->recent_menu = g_menu_new ();
  adw_split_button_set_menu_model (self->open, G_MENU_MODEL (self->recent_menu));
  fill_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill_recent), self, G_CONNECT_SWAPPED);
}

void
iso_window_remember_files (IsoWindow *self)
{
  GListModel *files = iso_session_get_files (self->session);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *uri = NULL;
  GtkRecentData data = { NULL };

  /* A reader's file without its layout is no use, so that only what opens alone is remembered. */
  if (g_list_model_get_n_items (files) != 1 || self->example)
    return;
  uri = g_file_get_uri (file);
  data.mime_type = (char *) "text/csv";
  data.app_name = (char *) RECENT_NAME;
  data.app_exec = (char *) "isobole %u";
  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

GFile *
iso_window_dup_last_folder (IsoWindow *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "last-folder");
  g_autoptr (GFile) folder = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;

  return folder != NULL && g_file_query_exists (folder, NULL) ? g_steal_pointer (&folder) : NULL;
}

void
iso_window_set_last_folder (IsoWindow *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (uri != NULL)
    g_settings_set_string (self->settings, "last-folder", uri);
}

void
iso_window_open (IsoWindow *self, GListModel *files)
{
  g_return_if_fail (ISO_IS_WINDOW (self));

  open_files (self, files, FALSE);
}

void
iso_window_open_example (IsoWindow *self)
{
  const char *folder = g_getenv ("ISOBOLE_EXAMPLE_DIR");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_return_if_fail (ISO_IS_WINDOW (self));

  for (guint i = 0; i < G_N_ELEMENTS (example_files); i++)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (folder != NULL ? folder : ISO_EXAMPLE_DIR, "ixazomib-lenalidomide",
                                                          example_files[i], NULL);

      g_list_store_append (files, file);
    }
  open_files (self, G_LIST_MODEL (files), TRUE);
}
