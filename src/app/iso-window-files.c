/* iso-window-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-compat.h"
#include "iso-template.h"

#include <glib/gi18n.h>

#define MAX_RECENT 5

/* The same in every language: what other programs know this one by in the list of recent files. */
#define RECENT_NAME "isobole"

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  static const char *const endings[] = { "isobole", "csv", "tsv", "txt", "xlsx", "xls", "xml", "asc", "dat", "pzfx", "tdd", "htm", "html" };
  g_autoptr (GtkFileFilter) data = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (data, _("Projects, Tables and Plate Readers’ Files"));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (data, endings[i]);
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

/* A project is a file of its own; everything else is something to import. */
static gboolean
is_project (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_str_has_suffix (folded, ".isobole");
}

static IsoWindow *
find_empty (IsoWindow *self)
{
  IsoWindow *window;

  if (iso_window_is_empty (self))
    return self;
  window = iso_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* Another window in which this file is open. */
static IsoWindow *
find_window (IsoWindow *self, GFile *file)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *item = application != NULL ? gtk_application_get_windows (application) : NULL; item != NULL; item = item->next)
    {
      GFile *own = ISO_IS_WINDOW (item->data) ? iso_project_get_file (ISO_WINDOW (item->data)->project) : NULL;

      if (own != NULL && g_file_equal (own, file))
        return item->data;
    }
  return NULL;
}

gboolean
iso_window_is_gone (IsoWindow *self)
{
  return self->closing || self->project == NULL;
}

/* Where the work goes on: at the curves if there are any to come, at the plates that are planned, or at the compounds. */
void
iso_window_begin_work (IsoWindow *self)
{
  gboolean measured = g_list_model_get_n_items (iso_project_get_sources (self->project)) > 0;
  gboolean planned = g_list_model_get_n_items (G_LIST_MODEL (iso_project_get_list (self->project, ISO_ENTITY_PLATE))) > 0;

  self->state_dismissed = FALSE;
  iso_view_set_page (self->view, measured ? "dose-response" : planned ? "design" : "compounds");
  iso_window_show_page (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->flap));
}

static void
end_opening (IsoWindow *self, gboolean done, const GError *error)
{
  iso_window_end_wait (self);
  if (done)
    iso_window_begin_work (self);
  iso_window_set_error (self, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_open_finish (ISO_PROJECT (source), result, &error);

  if (iso_window_is_gone (self))
    return;
  end_opening (self, done, error);
  if (done)
    iso_window_remember_file (self, iso_project_get_file (self->project));
}

static void
open_project (IsoWindow *self, GFile *file)
{
  IsoWindow *window = find_window (self, file);

  if (window != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  window = find_empty (self);
  iso_window_set_last_folder (window, file);
  iso_window_begin_wait (window);
  iso_project_open_async (window->project, file, window->cancellable, opened_cb, g_object_ref (window));
}

/* What is here is let go of, and what stands in the file is opened in its place. */
static void
reload (IsoWindow *self)
{
  g_autoptr (GFile) file = g_object_ref (iso_project_get_file (self->project));

  iso_analyser_cancel (self->analyser);
  iso_project_close (self->project, TRUE);
  iso_window_begin_wait (self);
  iso_project_open_async (self->project, file, self->cancellable, opened_cb, g_object_ref (self));
}

static void
reload_answered_cb (AdwMessageDialog *dialog, const char *response, IsoWindow *self)
{
  if (g_str_equal (response, "reload") && iso_project_is_open (self->project) && !iso_project_get_busy (self->project))
    reload (self);
}

/* What was not saved would be lost, and so it is asked. */
static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  GtkWidget *dialog;

  if (!iso_project_get_modified (self->project))
    {
      reload (self);
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Reload What Others Wrote?"),
                                   _("What you changed here since it was saved last is lost. Save it under another name first to keep both."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "reload", _("_Reload"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reload", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (reload_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_create_from_text_finish (ISO_PROJECT (source), result, &error);

  if (!iso_window_is_gone (self))
    end_opening (self, done, error);
}

static void
make_project (IsoWindow *self, GBytes *text)
{
  iso_window_begin_wait (self);
  iso_project_create_from_text_async (self->project, NULL, text, self->cancellable, made_cb, g_object_ref (self));
}

/* Opens each project, and gives the rest together to the window that it belongs to. */
static void
take_files (IsoWindow *self, GListModel *files, gboolean into_this)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (!is_project (file))
        g_ptr_array_add (others, g_steal_pointer (&file));
    }
  if (others->len > 0 && (into_this || iso_window_is_empty (self)) && self->cancellable == NULL)
    iso_window_begin_import (self, others);
  else if (others->len > 0)
    iso_window_begin_import (find_empty (self), others);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (is_project (file))
        open_project (self, file);
    }
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoWindow *self = ISO_WINDOW (source);
  g_autoptr (GListModel) files = iso_compat_open_finish (GTK_WINDOW (self), result);

  if (files != NULL && g_list_model_get_n_items (files) > 0)
    take_files (self, files, GPOINTER_TO_INT (data));
}

static void
choose_files (IsoWindow *self, gboolean into_this)
{
  g_autoptr (GListModel) filters = create_filters ();
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);

  iso_compat_open_async (GTK_WINDOW (self), filters, folder, chosen_cb, GINT_TO_POINTER (into_this));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_files (ISO_WINDOW (widget), FALSE);
}

static void
import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_files (ISO_WINDOW (widget), TRUE);
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

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_window_open_template (ISO_WINDOW (widget), g_variant_get_string (parameter, NULL));
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
  iso_window_import (self, G_LIST_MODEL (files));
  return TRUE;
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_open_left_finish (ISO_PROJECT (source), result, &error);

  if (!iso_window_is_gone (self))
    end_opening (self, done, error);
}

static void
recover_cb (IsoWindow *self, IsoProjectLeft *left)
{
  iso_window_begin_wait (self);
  iso_project_open_left_async (self->project, left, self->cancellable, recovered_cb, g_object_ref (self));
}

static void
discarded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_discard_left_finish (ISO_PROJECT (source), result, &error);

  if (iso_window_is_gone (self))
    return;
  iso_window_set_error (self, error);
  if (done)
    iso_window_offer_left (self);
}

static void
throw_away_cb (AdwMessageDialog *dialog, const char *response, IsoWindow *self)
{
  IsoProjectLeft *left = g_object_get_data (G_OBJECT (dialog), "left");

  if (g_str_equal (response, "discard"))
    iso_project_discard_left_async (self->project, left, NULL, discarded_cb, g_object_ref (self));
}

/* It cannot be undone, and so it is asked. */
static void
discard_cb (IsoWindow *self, IsoProjectLeft *left)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Throw Away Unsaved Work?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("What was not saved of “%s” is lost. Its file stays as it is."),
                                  iso_project_left_get_title (left));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Throw Away"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "left", g_object_ref (left), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (throw_away_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
left_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GListModel) left = iso_project_list_left_finish (ISO_PROJECT (source), result, NULL);

  if (left != NULL && !iso_window_is_gone (self))
    iso_start_page_set_left (self->start, left);
}

void
iso_window_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "win.open-example", NULL, open_example_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "win.new", "s", new_cb);
}

static void
fill_new_menu (IsoWindow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  const IsoTemplate *template;

  for (guint i = 0; (template = iso_template_nth (i)) != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (gettext (template->title), NULL);

      g_menu_item_set_action_and_target (item, "win.new", "s", template->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (menu));
}

void
iso_window_init_files (IsoWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  g_signal_connect_object (self->start, "recover", G_CALLBACK (recover_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "discard", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);

  fill_new_menu (self);
  self->recent = gtk_string_list_new (NULL);
  self->recent_menu = g_menu_new ();
  adw_split_button_set_menu_model (self->open, G_MENU_MODEL (self->recent_menu));
  fill_recent (self);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill_recent), self, G_CONNECT_SWAPPED);
}

/* A reader's file without its layout is no use, so that only what opens alone is remembered. */
void
iso_window_remember_file (IsoWindow *self, GFile *file)
{
  g_autofree char *uri = NULL;
  GtkRecentData data = { NULL };

  if (file == NULL)
    return;
  uri = g_file_get_uri (file);
  data.mime_type = is_project (file) ? (char *) "application/x-isobole" : (char *) "text/csv";
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

  take_files (self, files, FALSE);
}

void
iso_window_import (IsoWindow *self, GListModel *files)
{
  g_return_if_fail (ISO_IS_WINDOW (self));

  take_files (self, files, TRUE);
}

void
iso_window_open_example (IsoWindow *self)
{
  const char *folder = g_getenv ("ISOBOLE_EXAMPLE_DIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : ISO_EXAMPLE_DIR, "ixazomib-lenalidomide.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_return_if_fail (ISO_IS_WINDOW (self));

  self = find_empty (self);
  if (!g_file_get_contents (path, &text, &size, &error))
    {
      iso_window_set_error (self, error);
      return;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&text), size);
  make_project (self, bytes);
}

void
iso_window_open_template (IsoWindow *self, const char *id)
{
  const IsoTemplate *template = iso_template_find (id);
  g_autoptr (GBytes) text = NULL;

  g_return_if_fail (ISO_IS_WINDOW (self));
  g_return_if_fail (template != NULL);

  text = iso_template_load (template);
  make_project (find_empty (self), text);
}

void
iso_window_offer_left (IsoWindow *self)
{
  g_return_if_fail (ISO_IS_WINDOW (self));

  iso_project_list_left_async (self->project, NULL, left_found_cb, g_object_ref (self));
}
