/* iso-close.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-close.h"

#include <glib/gi18n.h>

typedef struct
{
  GPtrArray   *windows;   /* of IsoWindow (owned) */
  GPtrArray   *checks;    /* of GtkCheckButton: those to save; empty for a single window */
  guint        next;
  IsoCloseFunc done;
  gpointer     data;
} Closing;

static void
finish (Closing *closing, gboolean closed)
{
  if (closing->done != NULL)
    closing->done (closed, closing->data);
  g_ptr_array_unref (closing->windows);
  g_ptr_array_unref (closing->checks);
  g_free (closing);
}

/* Once the dialog is gone, which stands on one of the windows. */
static void
close_all_cb (gpointer data)
{
  Closing *closing = data;

  for (guint i = 0; i < closing->windows->len; i++)
    {
      IsoWindow *window = g_ptr_array_index (closing->windows, i);

      /* What was just saved has nothing left to discard. */
      iso_window_close_now (window, TRUE);
    }
  finish (closing, TRUE);
}

static void save_next (Closing *closing);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Closing *closing = data;

  if (!iso_window_save_finish (ISO_WINDOW (source), result))
    {
      finish (closing, FALSE);
      return;
    }
  closing->next++;
  save_next (closing);
}

/* Nothing is closed before everything is saved. */
static void
save_next (Closing *closing)
{
  while (closing->next < closing->checks->len
         && !gtk_check_button_get_active (g_ptr_array_index (closing->checks, closing->next)))
    closing->next++;
  if (closing->next < closing->windows->len)
    iso_window_save_async (g_ptr_array_index (closing->windows, closing->next), saved_cb, closing);
  else
    g_idle_add_once (close_all_cb, closing);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  Closing *closing = data;

  /* The dialog goes with the window below it, and would answer once more. */
  g_signal_handlers_disconnect_by_data (dialog, closing);
  if (g_str_equal (response, "save"))
    save_next (closing);
  else if (g_str_equal (response, "discard"))
    g_idle_add_once (close_all_cb, closing);
  else
    finish (closing, FALSE);
}

static GtkWidget *
create_list (Closing *closing)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Projects to save"), -1);
  for (guint i = 0; i < closing->windows->len; i++)
    {
      IsoProject *project = iso_window_get_project (g_ptr_array_index (closing->windows, i));
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), iso_project_get_title (project));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), iso_project_get_subtitle (project));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      g_ptr_array_add (closing->checks, g_object_ref (check));
    }
  return list;
}

AdwMessageDialog *
iso_close_windows (GtkWindow *parent, GPtrArray *windows, IsoCloseFunc done, gpointer data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _("Save Changes?"), NULL));
  Closing *closing = g_new0 (Closing, 1);

  closing->windows = g_ptr_array_new_with_free_func (g_object_unref);
  closing->checks = g_ptr_array_new_with_free_func (g_object_unref);
  closing->done = done;
  closing->data = data;
  for (guint i = 0; i < windows->len; i++)
    g_ptr_array_add (closing->windows, g_object_ref (g_ptr_array_index (windows, i)));

  if (windows->len == 1)
    adw_message_dialog_format_body (dialog, _("“%s” has changes that are not saved. What is not saved is lost."),
                                    iso_project_get_title (iso_window_get_project (g_ptr_array_index (windows, 0))));
  else
    {
      adw_message_dialog_set_body (dialog, _("These projects have changes that are not saved. What is not saved is lost."));
      adw_message_dialog_set_extra_child (dialog, create_list (closing));
    }
  adw_message_dialog_add_responses (dialog, "cancel", _("_Cancel"), "discard", windows->len == 1 ? _("_Discard") : _("_Discard All"),
                                    "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), closing);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
