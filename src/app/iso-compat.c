/* iso-compat.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-compat.h"

#include <glib/gi18n.h>

static void
add_filters (GtkFileChooser *chooser, GListModel *filters)
{
  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
response_cb (GtkNativeDialog *dialog, int response, GTask *task)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  if (response != GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, NULL, NULL);
  else if (gtk_file_chooser_get_action (chooser) != GTK_FILE_CHOOSER_ACTION_OPEN)
    g_task_return_pointer (task, gtk_file_chooser_get_file (chooser), g_object_unref);
  else
    g_task_return_pointer (task, gtk_file_chooser_get_files (chooser), g_object_unref);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  g_object_unref (task);
}

static void
choose (GtkWindow *parent, GtkFileChooserNative *dialog, GListModel *filters, GFile *folder, GAsyncReadyCallback callback,
        gpointer data)
{
  GTask *task = g_task_new (parent, NULL, callback, data);

  g_task_set_source_tag (task, choose);
  add_filters (GTK_FILE_CHOOSER (dialog), filters);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
iso_compat_get_named_color (GtkWidget *widget, const char *name, GdkRGBA *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, color))
    gtk_style_context_get_color (context, color);
}

static void
forget_label_cb (GtkWidget *widget)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
map_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  gpointer widget = g_value_get_object (values);

  if ((GTK_IS_BUTTON (widget) && gtk_button_get_label (widget) != NULL)
      || (GTK_IS_CHECK_BUTTON (widget) && gtk_check_button_get_label (widget) != NULL))
    {
      g_signal_handlers_disconnect_by_func (widget, forget_label_cb, NULL);
      g_signal_connect (widget, "notify::label", G_CALLBACK (forget_label_cb), NULL);
      forget_label_cb (widget);
    }
  return TRUE;
}

void
iso_compat_say_once (void)
{
  static gsize done;
  GTypeClass *klass;

  if (gtk_get_minor_version () >= 10 || !g_once_init_enter (&done))
    return;
  klass = g_type_class_ref (GTK_TYPE_WIDGET);   /* it makes the signals */
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, map_cb, NULL, NULL);
  g_type_class_unref (klass);
  g_once_init_leave (&done, 1);
}

void
iso_compat_open_async (GtkWindow *parent, GListModel *filters, GFile *folder, GAsyncReadyCallback callback, gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open Files"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"),
                                                              _("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  choose (parent, dialog, filters, folder, callback, data);
}

GListModel *
iso_compat_open_finish (GtkWindow *parent, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
iso_compat_save_async (GtkWindow *parent, const char *title, const char *name, GListModel *filters, GFile *folder,
                       GAsyncReadyCallback callback, gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  choose (parent, dialog, filters, folder, callback, data);
}

GFile *
iso_compat_save_finish (GtkWindow *parent, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
iso_compat_choose_folder_async (GtkWindow *parent, const char *title, GAsyncReadyCallback callback, gpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _("_Export"),
                                                              _("_Cancel"));

  choose (parent, dialog, NULL, NULL, callback, data);
}

GFile *
iso_compat_choose_folder_finish (GtkWindow *parent, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
