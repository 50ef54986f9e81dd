/* iso-window-toast.c - one toast at a time, that of the last edit
 *
 * libadwaita 1.2 crashes when a toast is dismissed while it still rises. So one that has just come changes its words instead, or
 * goes a little later. All of it waits until the figures had time to follow the edit: with a toast that rises, frames take longer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-window-private.h"

#include <glib/gi18n.h>

#define FOLLOW_MS 150
#define RISE_MS 1000   /* with the one before it going down first */

static gint64
time_to_rise (IsoWindow *self)
{
  gboolean animated;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animated, NULL);
  return animated ? MAX (0, RISE_MS - (g_get_monotonic_time () - self->toast_at) / 1000) : 0;
}

static void
toast_gone_cb (IsoWindow *self)
{
  self->toast = NULL;
}

static void
offer_undo (AdwToast *toast, gboolean undo)
{
  adw_toast_set_button_label (toast, undo ? _("_Undo") : NULL);
  adw_toast_set_action_name (toast, undo ? "win.undo" : NULL);
}

static void
say (IsoWindow *self, const char *text, gboolean undo)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  if (self->toast != NULL)
    {
      adw_toast_set_title (self->toast, markup);
      offer_undo (self->toast, undo);
      return;
    }
  self->toast = adw_toast_new (markup);
  self->toast_at = g_get_monotonic_time ();
  offer_undo (self->toast, undo);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (toast_gone_cb), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->toasts, self->toast);
}

static void wait_for_turn (IsoWindow *self, guint ms);

static void
take_away (IsoWindow *self)
{
  gint64 wait = time_to_rise (self);

  if (wait == 0)
    {
      adw_toast_dismiss (self->toast);
      return;
    }
  offer_undo (self->toast, FALSE);
  wait_for_turn (self, (guint) wait);
}

static gboolean
turn_cb (gpointer data)
{
  IsoWindow *self = data;
  g_autofree char *text = g_steal_pointer (&self->toast_text);

  self->toast_timer = 0;
  if (text != NULL)
    say (self, text, self->toast_undo);
  else if (self->toast != NULL)
    take_away (self);
  return G_SOURCE_REMOVE;
}

/* A frame that is due comes first. */
static void
wait_for_turn (IsoWindow *self, guint ms)
{
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  self->toast_timer = g_timeout_add_full (G_PRIORITY_LOW, ms, turn_cb, self, NULL);
}

/* Each edit makes the one before it old news. */
void
iso_window_hide_toast (IsoWindow *self)
{
  g_clear_pointer (&self->toast_text, g_free);
  g_clear_handle_id (&self->toast_timer, g_source_remove);
  if (self->toast != NULL)
    wait_for_turn (self, FOLLOW_MS);
}

void
iso_window_show_toast (IsoWindow *self, const char *text, gboolean undo)
{
  g_free (self->toast_text);
  self->toast_text = g_strdup (text);
  self->toast_undo = undo;
  wait_for_turn (self, FOLLOW_MS);
}
