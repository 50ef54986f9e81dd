/* iso-window-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-details-dialog.h"
#include "iso-tooltip.h"

#include <glib/gi18n.h>

/* Edits whose outcome is not under the hands of the person, or takes something away, are said in words. The Design page speaks for
 * itself. */
static gboolean
is_worth_a_toast (const char *verb)
{
  static const char *const verbs[] = {
    "paste", "import", "import-again", "add-experiment", "add-layout", "exclude", "include", "exclude-wells", "include-wells", NULL,
  };

  return g_str_has_prefix (verb, "remove-") || g_strv_contains (verbs, verb);
}

/* What a step did, short enough for a toast. */
static char *
describe_step (IsoProjectStep *step)
{
  const char *verb = iso_project_step_get_verb (step);
  const char *const *args = iso_project_step_get_args (step);
  guint n_args = args != NULL ? g_strv_length ((char **) args) : 0;
  gboolean several = g_str_has_suffix (verb, "-wells");
  guint n;

  if (iso_project_step_get_kind (step) != ISO_HISTORY_DO || n_args < 2
      || (!g_str_has_prefix (verb, "exclude") && !g_str_has_prefix (verb, "include")))
    return g_strdup (iso_project_step_get_label (step));
  n = (guint) g_ascii_strtoull (args[several ? 0 : 1], NULL, 10);
  if (g_str_has_prefix (verb, "exclude"))
    return g_strdup_printf (ngettext ("%u well excluded", "%u wells excluded", n), n);
  return g_strdup_printf (ngettext ("%u well restored", "%u wells restored", n), n);
}

static void
history_changed_cb (IsoWindow *self, guint position, guint removed, guint added, GListModel *history)
{
  g_autoptr (IsoProjectStep) step = NULL;

  /* Everything that was there when the project was opened is no news. */
  if (added != 1 || position == 0 || removed > 0 || self->cancellable != NULL)
    return;
  step = g_list_model_get_item (history, position);
  iso_window_hide_toast (self);
  if (iso_project_step_get_kind (step) == ISO_HISTORY_RESTORE
      || (iso_project_step_get_kind (step) == ISO_HISTORY_DO && is_worth_a_toast (iso_project_step_get_verb (step))))
    {
      g_autofree char *text = describe_step (step);

      iso_window_show_toast (self, text, TRUE);
    }
}

/* Takes the text of what was done. */
static void
end_step (IsoWindow *self, gboolean done, const GError *error, char *text)
{
  if (done)
    iso_window_show_toast (self, text, FALSE);
  else if (g_error_matches (error, ISO_ERROR, ISO_ERROR_CANCELLED))
    iso_window_show_toast (self, _("Cancelled: nothing was changed"), FALSE);
  else
    iso_window_set_error (self, error);
  g_free (text);
}

static void
stepped_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = iso_project_step_finish (ISO_PROJECT (source), result, &error);
  char *text = g_steal_pointer (&self->step);

  if (!iso_window_is_gone (self))
    {
      gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
      end_step (self, done, error, text);
    }
  else
    g_free (text);
}

/* A large step is made by a worker, and nothing else can be changed until it is done. Takes the text of what was done. */
static void
begin_step (IsoWindow *self, IsoHistoryKind kind, char *done, const char *doing)
{
  self->step = done;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "progress");
  iso_window_show_toast (self, doing, FALSE);
  iso_project_step_async (self->project, kind, 0, stepped_cb, g_object_ref (self));
}

static void
undo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  const char *label = iso_project_get_undo_label (self->project);
  char *done = g_strdup_printf (_("Undone: %s"), label != NULL ? label : "");
  g_autofree char *doing = g_strdup_printf (_("Undoing: %s"), label != NULL ? label : "");
  g_autoptr (GError) error = NULL;

  if (self->step != NULL)
    g_free (done);
  else if (iso_project_is_large_step (self->project, ISO_HISTORY_UNDO, 0))
    begin_step (self, ISO_HISTORY_UNDO, done, doing);
  else
    {
      gboolean stands = iso_project_undo (self->project, &error);

      end_step (self, stands, error, done);
    }
}

static void
redo_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  const char *label = iso_project_get_redo_label (self->project);
  char *done = g_strdup_printf (_("Done again: %s"), label != NULL ? label : "");
  g_autofree char *doing = g_strdup_printf (_("Doing again: %s"), label != NULL ? label : "");
  g_autoptr (GError) error = NULL;

  if (self->step != NULL)
    g_free (done);
  else if (iso_project_is_large_step (self->project, ISO_HISTORY_REDO, 0))
    begin_step (self, ISO_HISTORY_REDO, done, doing);
  else
    {
      gboolean stands = iso_project_redo (self->project, &error);

      end_step (self, stands, error, done);
    }
}

static void
edit_details_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (iso_details_dialog_new (GTK_WINDOW (widget), ISO_WINDOW (widget)->project)));
}

/* A page says what was done: the text, and whether it can be taken back. */
static void
tell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text;
  gboolean undo;

  g_variant_get (parameter, "(&sb)", &text, &undo);
  iso_window_show_toast (ISO_WINDOW (widget), text, undo);
}

void
iso_window_install_edit_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "win.edit-details", NULL, edit_details_cb);
  gtk_widget_class_install_action (widget_class, "win.tell", "(sb)", tell_cb);
}

void
iso_window_init_edit (IsoWindow *self)
{
  g_signal_connect_object (iso_project_get_history (self->project), "items-changed", G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* What would be taken back stands in the tooltip, and is what those who listen hear. */
static void
update_button (IsoWindow *self, GtkButton *button, const char *action, gboolean possible, const char *text)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, possible);
  iso_tooltip_set (GTK_WIDGET (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void
iso_window_update_edit_actions (IsoWindow *self)
{
  gboolean possible = iso_project_is_open (self->project) && !self->fresh && !iso_project_get_read_only (self->project);
  const char *undo = possible ? iso_project_get_undo_label (self->project) : NULL;
  const char *redo = possible ? iso_project_get_redo_label (self->project) : NULL;
  g_autofree char *undo_text = undo != NULL ? g_strdup_printf (_("Undo: %s"), undo) : g_strdup (_("Undo"));
  g_autofree char *redo_text = redo != NULL ? g_strdup_printf (_("Redo: %s"), redo) : g_strdup (_("Redo"));

  update_button (self, self->undo, "win.undo", undo != NULL && iso_project_get_can_undo (self->project), undo_text);
  update_button (self, self->redo, "win.redo", redo != NULL && iso_project_get_can_redo (self->project), redo_text);
}
