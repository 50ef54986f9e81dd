/* iso-window-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-compat.h"

#include <glib/gi18n.h>

#define ENDING ".isobole"

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) projects = gtk_file_filter_new ();

  gtk_file_filter_set_name (projects, _("Isobole Projects"));
  gtk_file_filter_add_suffix (projects, "isobole");
  g_list_store_append (filters, projects);
  return G_LIST_MODEL (filters);
}

/* What the file of this project would be called: its title, without what file names cannot have. */
static char *
make_name (IsoWindow *self)
{
  GFile *file = iso_project_get_file (self->project);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : g_strdup (iso_project_get_title (self->project));

  g_strdelimit (name, "/\\:*?\"<>|", '-');
  return g_str_has_suffix (name, ENDING) ? g_steal_pointer (&name) : g_strconcat (name, ENDING, NULL);
}

static GFile *
add_ending (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *full = g_strconcat (name, ENDING, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  return g_str_has_suffix (name, ENDING) || folder == NULL ? g_object_ref (file) : g_file_get_child (folder, full);
}

static void
choose_file (IsoWindow *self, const char *title, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GListModel) filters = create_filters ();
  g_autoptr (GFile) folder = iso_window_dup_last_folder (self);
  g_autofree char *name = make_name (self);

  iso_compat_save_async (GTK_WINDOW (self), title, name, filters, folder, callback, data);
}

static GFile *
take_choice (IsoWindow *self, GAsyncResult *result)
{
  g_autoptr (GFile) chosen = iso_compat_save_finish (GTK_WINDOW (self), result);

  if (chosen == NULL)
    return NULL;
  iso_window_set_last_folder (self, chosen);
  return add_ending (chosen);
}

static void
end_save (GTask *task, gboolean done, const GError *error)
{
  IsoWindow *self = g_task_get_source_object (task);

  iso_window_set_error (self, error);
  if (done && iso_project_get_file (self->project) != NULL)
    {
      iso_window_remember_file (self, iso_project_get_file (self->project));
      iso_window_show_toast (self, _("Saved"), FALSE);
    }
  g_task_return_boolean (task, done);
  g_object_unref (task);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_save_finish (ISO_PROJECT (source), result, &error);

  end_save (data, done, error);
}

static void
saved_as_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_save_as_finish (ISO_PROJECT (source), result, &error);

  end_save (data, done, error);
}

/* The person who chose the name of a file that is there said that it may be replaced. */
static void
name_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoWindow *self = ISO_WINDOW (source);
  g_autoptr (GFile) file = take_choice (self, result);
  GFile *now = iso_project_get_file (self->project);

  if (file == NULL)
    end_save (data, FALSE, NULL);
  else if (now != NULL && g_file_equal (file, now))
    iso_project_save_async (self->project, TRUE, NULL, saved_cb, data);
  else
    iso_project_save_as_async (self->project, file, TRUE, NULL, saved_as_cb, data);
}

static GTask *
begin_save (IsoWindow *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, begin_save);
  return task;
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  iso_window_save_async (ISO_WINDOW (widget), NULL, NULL);
}

static void
save_as_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (ISO_WINDOW (widget), _("Save As"), name_chosen_cb, begin_save (ISO_WINDOW (widget), NULL, NULL));
}

/* What others wrote is replaced by what is here. */
static void
overwrite_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  iso_project_save_async (self->project, TRUE, NULL, saved_cb, begin_save (self, NULL, NULL));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (iso_project_export_finish (ISO_PROJECT (source), result, &error))
    iso_window_show_toast (self, _("Copy saved"), FALSE);
  iso_window_set_error (self, error);
}

static void
copy_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoWindow *self = ISO_WINDOW (source);
  g_autoptr (GFile) file = take_choice (self, result);

  if (file != NULL)
    iso_project_export_async (self->project, file, FALSE, NULL, exported_cb, g_object_ref (self));
}

static void
save_copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (ISO_WINDOW (widget), _("Save a Copy Without History"), copy_chosen_cb, NULL);
}

static void
dismiss_state_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);

  self->state_dismissed = TRUE;
  iso_window_update_state_banner (self);
}

void
iso_window_install_save_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as_cb);
  gtk_widget_class_install_action (widget_class, "win.save-copy", NULL, save_copy_cb);
  gtk_widget_class_install_action (widget_class, "win.overwrite", NULL, overwrite_cb);
  gtk_widget_class_install_action (widget_class, "win.dismiss-state", NULL, dismiss_state_cb);
}

void
iso_window_update_save_actions (IsoWindow *self)
{
  gboolean open = iso_project_is_open (self->project) && !self->fresh;
  gboolean free = open && !iso_project_get_busy (self->project);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save",
                                 free && (iso_project_get_modified (self->project) || iso_project_get_file (self->project) == NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-as", free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-copy", free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.overwrite", free && iso_project_get_changed_by_others (self->project));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", free && iso_project_get_changed_by_others (self->project));
}

static void
set_button (GtkButton *button, const char *label, const char *action)
{
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

void
iso_window_update_state_banner (IsoWindow *self)
{
  gboolean open = iso_project_is_open (self->project) && !self->fresh;
  const char *text = NULL;

  set_button (self->state_third, NULL, NULL);
  if (open && (self->failure != NULL || iso_project_get_read_only (self->project)))
    {
      text = self->failure;
      if (text == NULL)
        text = _("Nothing can be changed any more, since what stands in the file could not be read again. Close the window and open the "
                 "project once more.");
      set_button (self->state_first, NULL, NULL);
      set_button (self->state_second, NULL, NULL);
    }
  else if (open && iso_project_get_changed_by_others (self->project))
    {
      text = _("The file was changed by somebody else since it was opened here. Reload it to go on with what they wrote, save yours under "
               "another name to keep both, or overwrite theirs with yours.");
      set_button (self->state_first, _("_Reload"), "win.reload");
      set_button (self->state_second, _("Save _As…"), "win.save-as");
      set_button (self->state_third, _("_Overwrite"), "win.overwrite");
    }
  else if (open && iso_project_get_recovered (self->project) && iso_project_get_modified (self->project) && !self->state_dismissed)
    {
      text = _("This was opened with changes that were not saved last time.");
      set_button (self->state_first, _("_Save"), "win.save");
      set_button (self->state_second, _("_Dismiss"), "win.dismiss-state");
    }
  else if (open && iso_project_get_damaged (self->project) && !self->state_dismissed)
    {
      text = _("There were changes that were not saved last time, and they could not be read. The project is as it was saved.");
      set_button (self->state_first, NULL, NULL);
      set_button (self->state_second, _("_Dismiss"), "win.dismiss-state");
    }
  if (text != NULL)
    gtk_label_set_text (self->state_text, text);
  gtk_revealer_set_reveal_child (self->state_banner, text != NULL);
}

void
iso_window_save_async (IsoWindow *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (ISO_IS_WINDOW (self));
  g_return_if_fail (iso_project_is_open (self->project));

  task = begin_save (self, callback, data);
  if (iso_project_get_file (self->project) == NULL)
    choose_file (self, _("Save"), name_chosen_cb, task);
  else
    iso_project_save_async (self->project, FALSE, NULL, saved_cb, task);
}

gboolean
iso_window_save_finish (IsoWindow *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
