/* iso-line-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-line-choice.h"

#include "analysis/iso-analysis-settings.h"
#include "iso-drop-down.h"

#include <glib/gi18n.h>

#define SETTING "median_effect"
#define CHARACTERS 22

struct _IsoLineChoice
{
  AdwBin parent_instance;

  IsoProject  *project;    /* (owned) (nullable) */
  GtkDropDown *choice;
  gboolean     filling;    /* the choice is being set from the project */
};

G_DEFINE_FINAL_TYPE (IsoLineChoice, iso_line_choice, ADW_TYPE_BIN)

static void
update (IsoLineChoice *self)
{
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  iso_analysis_settings_set (&settings, SETTING, iso_project_get_setting (self->project, SETTING), NULL, NULL);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->choice, settings.linear_median_effect ? 1 : 0);
  self->filling = FALSE;
}

static void
chosen_cb (IsoLineChoice *self)
{
  IsoAnalysisSettings settings;
  g_autofree char *text = NULL;

  if (self->filling || self->project == NULL)
    return;
  iso_analysis_settings_init (&settings);
  settings.linear_median_effect = gtk_drop_down_get_selected (self->choice) == 1;
  text = iso_analysis_settings_get (&settings, SETTING);
  iso_project_set_setting (self->project, SETTING, settings.linear_median_effect ? text : NULL, NULL);
}

static void
iso_line_choice_dispose (GObject *object)
{
  g_clear_object (&ISO_LINE_CHOICE (object)->project);
  G_OBJECT_CLASS (iso_line_choice_parent_class)->dispose (object);
}

static void
iso_line_choice_class_init (IsoLineChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = iso_line_choice_dispose;
}

static void
iso_line_choice_init (IsoLineChoice *self)
{
  const char *const choices[] = { _("Lines through effects"), _("Lines through logarithms, as Chou and CompuSyn"), NULL };

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (choices));
  iso_drop_down_shorten (self->choice, CHARACTERS);
  gtk_widget_set_valign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->choice), _("How the lines of median effect are fitted, and with them the combination index"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Lines of Median Effect"), -1);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
}

void
iso_line_choice_set_project (IsoLineChoice *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_LINE_CHOICE (self) && self->project == NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "setting-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::open", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
