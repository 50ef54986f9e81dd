/* iso-preferences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-preferences.h"

#include "iso-accessible.h"
#include "iso-resources.h"

#include <glib/gi18n.h>

struct _IsoPreferences
{
  AdwPreferencesWindow parent_instance;

  GSettings   *settings;   /* (owned) */
  AdwComboRow *color_scheme;
  AdwEntryRow *person;
};

G_DEFINE_FINAL_TYPE (IsoPreferences, iso_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
color_scheme_chosen_cb (IsoPreferences *self)
{
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "color-scheme", (int) adw_combo_row_get_selected (self->color_scheme));
}

static void
person_applied_cb (IsoPreferences *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->person))));

  g_settings_set_string (self->settings, "person", name);
}

static void
iso_preferences_dispose (GObject *object)
{
  g_clear_object (&ISO_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (iso_preferences_parent_class)->dispose (object);
}

static void
iso_preferences_class_init (IsoPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoPreferences, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, IsoPreferences, person);
  gtk_widget_class_bind_template_callback (widget_class, color_scheme_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_applied_cb);
}

static void
iso_preferences_init (IsoPreferences *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ISO_APP_ID);
  g_autofree char *person = g_settings_get_string (settings, "person");

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_selected (self->color_scheme, (guint) g_settings_get_enum (settings, "color-scheme"));
  gtk_editable_set_text (GTK_EDITABLE (self->person), *person != '\0' ? person : g_get_real_name ());
  iso_accessible_name_editable (GTK_EDITABLE (self->person), _("Your name in the history of new projects"));
  self->settings = g_steal_pointer (&settings);
}

IsoPreferences *
iso_preferences_new (GtkWindow *parent)
{
  return g_object_new (ISO_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
