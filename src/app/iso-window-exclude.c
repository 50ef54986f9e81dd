/* iso-window-exclude.c - leaving the selected wells out of every result, and taking them in again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include "iso-exclusion.h"

#define N_REASONS 5

static void
chosen_cb (IsoWindow *self, const char *reason)
{
  g_autoptr (GError) error = NULL;

  if (!iso_exclusion_exclude (self->view, reason, &error))
    iso_window_set_error (self, error);
}

/* Back to where the keys came from, as after every popover; one that was attached late does not remember. */
static void
closed_cb (IsoWindow *self)
{
  GtkWidget *pane = gtk_widget_get_parent (GTK_WIDGET (self->reason_popover));

  iso_figure_pane_grab_focus (ISO_FIGURE_PANE (pane));
}

static void
ensure_popover (IsoWindow *self, IsoFigurePane *pane)
{
  if (self->reason_popover != NULL && gtk_widget_get_parent (GTK_WIDGET (self->reason_popover)) == GTK_WIDGET (pane))
    return;
  if (self->reason_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->reason_popover));
  self->reason_popover = ISO_REASON_POPOVER (iso_reason_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->reason_popover), GTK_WIDGET (pane));
  g_signal_connect_object (self->reason_popover, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason_popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
}

static void
exclude_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  IsoFigurePane *pane = iso_window_get_pane (self);
  g_auto (GStrv) reasons = iso_exclusion_list_reasons (self->project, N_REASONS);
  GdkRectangle place;

  ensure_popover (self, pane);
  iso_figure_pane_get_place (pane, &place);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->reason_popover), &place);
  iso_reason_popover_ask (self->reason_popover, iso_exclusion_count_included (self->view), (const char *const *) reasons);
}

static void
restore_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  IsoWindow *self = ISO_WINDOW (widget);
  g_autoptr (GError) error = NULL;

  if (!iso_exclusion_restore (self->view, &error))
    iso_window_set_error (self, error);
}

void
iso_window_install_exclude_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.exclude", NULL, exclude_cb);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore_cb);
}

void
iso_window_update_exclude_actions (IsoWindow *self)
{
  gboolean figure = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "work") == 0
                    && iso_window_get_pane (self) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.exclude", figure && iso_exclusion_refuse_exclude (self->view) == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.restore", figure && iso_exclusion_refuse_restore (self->view) == NULL);
}

void
iso_window_init_exclude (IsoWindow *self)
{
  g_signal_connect_object (self->view, "selection-changed", G_CALLBACK (iso_window_update_exclude_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "changed", G_CALLBACK (iso_window_update_exclude_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
