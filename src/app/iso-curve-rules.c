/* iso-curve-rules.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-curve-rules.h"

#include "iso-drop-down.h"
#include "iso-resources.h"
#include "iso-wrap-box.h"

#include "analysis/iso-analysis-settings.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define FREE_BELOW -1000.0   /* a limit that no response reaches: the end is free, and says so in the words of the settings */
#define NAME_CHARS 32

/* The end at endless dose, in the order of the choice. */
enum { BOTTOM_BOUNDED, BOTTOM_ZERO, BOTTOM_FREE };

/* The end without drug. */
enum { TOP_HUNDRED, TOP_FREE, TOP_SHARED };

struct _IsoCurveRules
{
  AdwBin parent_instance;

  IsoProject  *project;    /* (owned) (nullable) */
  GtkDropDown *models;
  GtkDropDown *bottoms;
  GtkDropDown *tops;
  gboolean     filling;    /* the choices are being set from the project */
};

G_DEFINE_FINAL_TYPE (IsoCurveRules, iso_curve_rules, ADW_TYPE_BIN)

static const char *const names[] = { "model", "fixed", "bounds", "free_upper", "share" };

/* As the project has them. */
static void
read_settings (IsoCurveRules *self, IsoAnalysisSettings *settings)
{
  iso_analysis_settings_init (settings);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    iso_analysis_settings_set (settings, names[i], iso_project_get_setting (self->project, names[i]), NULL, NULL);
}

static guint
get_bottom (const IsoAnalysisSettings *settings)
{
  if (settings->fixed[ISO_PARAMETER_LOWER] == 0)
    return BOTTOM_ZERO;
  return isfinite (settings->low[ISO_PARAMETER_LOWER]) && settings->low[ISO_PARAMETER_LOWER] <= FREE_BELOW ? BOTTOM_FREE : BOTTOM_BOUNDED;
}

static gboolean
shares_top (const IsoAnalysisSettings *settings)
{
  return (settings->shared & ISO_SHARE (ISO_PARAMETER_UPPER)) != 0;
}

static guint
get_model (const IsoAnalysisSettings *settings)
{
  const IsoCurveModel *model;

  for (guint i = 0; (model = iso_curve_model_nth (i)) != NULL; i++)
    if (model == settings->model)
      return i + 1;
  return 0;
}

static void
update (IsoCurveRules *self)
{
  IsoAnalysisSettings settings;

  read_settings (self, &settings);
  self->filling = TRUE;
  gtk_drop_down_set_selected (self->models, get_model (&settings));
  gtk_drop_down_set_selected (self->bottoms, get_bottom (&settings));
  gtk_drop_down_set_selected (self->tops, shares_top (&settings) ? TOP_SHARED : settings.free_upper ? TOP_FREE : TOP_HUNDRED);
  self->filling = FALSE;
}

/* What differs from before becomes one edit; what is the program's own again is no setting any more. */
static void
write_settings (IsoCurveRules *self, const IsoAnalysisSettings *wanted)
{
  IsoAnalysisSettings before, own;
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean done = TRUE;

  read_settings (self, &before);
  iso_analysis_settings_init (&own);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *old = iso_analysis_settings_get (&before, names[i]), *new = iso_analysis_settings_get (wanted, names[i]);

      if (strcmp (old, new) != 0)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", names[i]);
    }
  if (list->len == 0 || !iso_project_begin_edit (self->project, "set-settings", (const char *const[]) { list->str, NULL }, NULL))
    return;
  for (guint i = 0; done && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *old = iso_analysis_settings_get (&before, names[i]), *new = iso_analysis_settings_get (wanted, names[i]);
      g_autofree char *plain = iso_analysis_settings_get (&own, names[i]);

      if (strcmp (old, new) != 0)
        done = iso_project_set_setting (self->project, names[i], strcmp (new, plain) != 0 ? new : NULL, NULL);
    }
  iso_project_end_edit (self->project, done, NULL);
}

static void
model_chosen_cb (IsoCurveRules *self)
{
  guint chosen = gtk_drop_down_get_selected (self->models);
  IsoAnalysisSettings settings;

  if (self->filling || self->project == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  read_settings (self, &settings);
  settings.model = chosen > 0 ? iso_curve_model_nth (chosen - 1) : NULL;
  write_settings (self, &settings);
}

static void
bottom_chosen_cb (IsoCurveRules *self)
{
  guint chosen = gtk_drop_down_get_selected (self->bottoms);
  IsoAnalysisSettings settings;

  if (self->filling || self->project == NULL)
    return;
  read_settings (self, &settings);
  settings.fixed[ISO_PARAMETER_LOWER] = chosen == BOTTOM_ZERO ? 0 : NAN;
  settings.low[ISO_PARAMETER_LOWER] = chosen == BOTTOM_FREE ? FREE_BELOW : -INFINITY;
  settings.high[ISO_PARAMETER_LOWER] = INFINITY;
  write_settings (self, &settings);
}

static void
top_chosen_cb (IsoCurveRules *self)
{
  guint chosen = gtk_drop_down_get_selected (self->tops);
  IsoAnalysisSettings settings;

  if (self->filling || self->project == NULL)
    return;
  read_settings (self, &settings);
  settings.free_upper = chosen == TOP_FREE;
  if (chosen == TOP_SHARED)
    settings.shared = ISO_SHARE (ISO_PARAMETER_UPPER);
  else if (shares_top (&settings))
    settings.shared = 0;
  write_settings (self, &settings);
}

static void
fill_models (IsoCurveRules *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *[]) { _("Best model by AICc"), NULL });
  const IsoCurveModel *model;

  for (guint i = 0; (model = iso_curve_model_nth (i)) != NULL; i++)
    gtk_string_list_append (list, gettext (model->name));
  gtk_drop_down_set_model (self->models, G_LIST_MODEL (list));
}

static void
iso_curve_rules_dispose (GObject *object)
{
  g_clear_object (&ISO_CURVE_RULES (object)->project);
  G_OBJECT_CLASS (iso_curve_rules_parent_class)->dispose (object);
}

static void
iso_curve_rules_class_init (IsoCurveRulesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = iso_curve_rules_dispose;
  g_type_ensure (ISO_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, ISO_RESOURCES "iso-curve-rules.ui");
  gtk_widget_class_bind_template_child (widget_class, IsoCurveRules, models);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveRules, bottoms);
  gtk_widget_class_bind_template_child (widget_class, IsoCurveRules, tops);
  gtk_widget_class_bind_template_callback (widget_class, model_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, bottom_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, top_chosen_cb);
}

static void
iso_curve_rules_init (IsoCurveRules *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_models (self);
  iso_drop_down_shorten (self->models, NAME_CHARS);
  self->filling = FALSE;
}

void
iso_curve_rules_set_project (IsoCurveRules *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_CURVE_RULES (self));
  g_return_if_fail (self->project == NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "setting-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::open", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
