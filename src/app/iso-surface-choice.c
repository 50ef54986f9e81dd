/* iso-surface-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-surface-choice.h"

#include "analysis/iso-analysis-settings.h"

#include <glib/gi18n.h>

#define SETTING "surfaces"

struct _IsoSurfaceChoice
{
  AdwBin parent_instance;

  IsoProject *project;                    /* (owned) (nullable) */
  GtkWidget  *checks[ISO_N_SURFACES];
  gboolean    filling;                    /* the checks are being set from the project */
};

G_DEFINE_FINAL_TYPE (IsoSurfaceChoice, iso_surface_choice, ADW_TYPE_BIN)

static void
update (IsoSurfaceChoice *self)
{
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  iso_analysis_settings_set (&settings, SETTING, iso_project_get_setting (self->project, SETTING), NULL, NULL);
  self->filling = TRUE;
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), (settings.surfaces & (1u << i)) != 0);
  self->filling = FALSE;
}

static void
toggled_cb (IsoSurfaceChoice *self)
{
  IsoAnalysisSettings settings;
  g_autofree char *text = NULL;

  if (self->filling || self->project == NULL)
    return;
  iso_analysis_settings_init (&settings);
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      settings.surfaces |= 1u << i;
  text = iso_analysis_settings_get (&settings, SETTING);
  iso_project_set_setting (self->project, SETTING, settings.surfaces != 0 ? text : NULL, NULL);
}

static void
iso_surface_choice_dispose (GObject *object)
{
  g_clear_object (&ISO_SURFACE_CHOICE (object)->project);
  G_OBJECT_CLASS (iso_surface_choice_parent_class)->dispose (object);
}

static void
iso_surface_choice_class_init (IsoSurfaceChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_surface_choice_dispose;
}

static void
iso_surface_choice_init (IsoSurfaceChoice *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->filling = TRUE;
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    {
      self->checks[i] = gtk_check_button_new_with_label (gettext (iso_surface_nth (i)->name));
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (box), self->checks[i]);
    }
  self->filling = FALSE;
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Surfaces to Fit"));
  gtk_widget_set_tooltip_text (button, _("Which surfaces are fitted to the combinations of this project"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), button);
}

void
iso_surface_choice_set_project (IsoSurfaceChoice *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_SURFACE_CHOICE (self) && self->project == NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "setting-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::open", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
