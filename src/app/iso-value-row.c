/* iso-value-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-value-row.h"

#include "iso-user-text.h"

#include <string.h>

#define WIDTH_CHARS 12

struct _IsoValueRow
{
  AdwActionRow parent_instance;

  GtkEntry     *entry;
  char         *key;     /* (owned) */
  char         *hint;    /* (owned) */
  char         *kept;    /* (owned) what was shown last */
  IsoValueFunc  take;
  gpointer      owner;
};

G_DEFINE_FINAL_TYPE (IsoValueRow, iso_value_row, ADW_TYPE_ACTION_ROW)

/* NULL: the hint again. */
static void
show_problem (IsoValueRow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? iso_error_to_user_text (error) : g_strdup (self->hint);
  g_autofree char *markup = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* The owner may show another text while it takes this one. */
static gboolean
commit (IsoValueRow *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  g_autoptr (GError) error = NULL;

  if (self->take == NULL || strcmp (typed, self->kept) == 0)
    {
      show_problem (self, NULL);
      return TRUE;
    }
  if (!self->take (self->owner, self->key, typed, &error))
    {
      show_problem (self, error);
      return FALSE;
    }
  show_problem (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->kept);
  return TRUE;
}

static void
activated_cb (IsoValueRow *self)
{
  g_object_ref (self);
  commit (self);
  g_object_unref (self);
}

static void
left_cb (IsoValueRow *self)
{
  g_object_ref (self);
  if (!commit (self))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->entry), self->kept);
      show_problem (self, NULL);
    }
  g_object_unref (self);
}

static gboolean
key_pressed_cb (IsoValueRow *self, guint key)
{
  if (key != GDK_KEY_Escape || strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->kept) == 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->kept);
  show_problem (self, NULL);
  return TRUE;
}

static void
iso_value_row_dispose (GObject *object)
{
  ISO_VALUE_ROW (object)->take = NULL;
  G_OBJECT_CLASS (iso_value_row_parent_class)->dispose (object);
}

static void
iso_value_row_finalize (GObject *object)
{
  IsoValueRow *self = ISO_VALUE_ROW (object);

  g_free (self->key);
  g_free (self->hint);
  g_free (self->kept);
  G_OBJECT_CLASS (iso_value_row_parent_class)->finalize (object);
}

static void
iso_value_row_class_init (IsoValueRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_value_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = iso_value_row_finalize;
}

static void
iso_value_row_init (IsoValueRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->kept = g_strdup ("");
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), WIDTH_CHARS);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->entry));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
iso_value_row_new (const char *title, const char *hint, const char *key, IsoValueFunc take, gpointer owner)
{
  IsoValueRow *self = g_object_new (ISO_TYPE_VALUE_ROW, "title", title, NULL);

  self->hint = g_strdup (hint != NULL ? hint : "");
  self->key = g_strdup (key);
  self->take = take;
  self->owner = owner;

  /* The row names the entry, and nobody the text in it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  show_problem (self, NULL);
  return GTK_WIDGET (self);
}

void
iso_value_row_show (IsoValueRow *self, const char *text)
{
  gboolean typing;

  g_return_if_fail (ISO_IS_VALUE_ROW (self));

  typing = strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), self->kept) != 0;
  if (strcmp (text, self->kept) == 0)
    return;
  g_free (self->kept);
  self->kept = g_strdup (text);
  if (!typing)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

void
iso_value_row_set_wide (IsoValueRow *self)
{
  g_return_if_fail (ISO_IS_VALUE_ROW (self));
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 2 * WIDTH_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
}

const char *
iso_value_row_get_key (IsoValueRow *self)
{
  g_return_val_if_fail (ISO_IS_VALUE_ROW (self), NULL);
  return self->key;
}

void
iso_value_row_type (IsoValueRow *self, const char *text)
{
  g_return_if_fail (ISO_IS_VALUE_ROW (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  activated_cb (self);
}
