/* iso-setting-choice.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-setting-choice.h"

#include "analysis/iso-analysis-settings.h"
#include "iso-drop-down.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define CHARACTERS 22
#define PAUSE_MS  400   /* as long as a person may take from one step to the next */

enum { SPIN_LOW, SPIN_HIGH, SPIN_SCORE, N_SPINS };

/* What a setting looks like, how it is shown, and how it is taken from what was chosen. */
typedef struct
{
  const char *setting;
  void (*build) (IsoSettingChoice *self);
  void (*show)  (IsoSettingChoice *self, const IsoAnalysisSettings *settings);
  void (*take)  (IsoSettingChoice *self, IsoAnalysisSettings *settings);
} Kind;

struct _IsoSettingChoice
{
  AdwBin parent_instance;

  const Kind  *kind;
  IsoProject  *project;                    /* (owned) (nullable) */
  GtkWidget   *checks[ISO_N_SURFACES];     /* of "surfaces" */
  GtkDropDown *choice;                     /* of "median_effect" and "measure" */
  GtkWidget   *spins[N_SPINS];             /* of "ci_band" and "score_band" */
  guint        pause;                      /* while a number is being stepped */
  gboolean     filling;                    /* they are being set from the project */
};

enum { PROP_SETTING = 1 };

G_DEFINE_FINAL_TYPE (IsoSettingChoice, iso_setting_choice, ADW_TYPE_BIN)

/* What is the program's own again is no setting any more. */
static void
chosen_cb (IsoSettingChoice *self)
{
  IsoAnalysisSettings settings;
  g_autofree char *text = NULL, *plain = NULL;

  if (self->filling || self->project == NULL)
    return;
  iso_analysis_settings_init (&settings);
  plain = iso_analysis_settings_get (&settings, self->kind->setting);
  self->kind->take (self, &settings);
  text = iso_analysis_settings_get (&settings, self->kind->setting);
  iso_project_set_setting (self->project, self->kind->setting, strcmp (text, plain) != 0 ? text : NULL, NULL);
}

static void
update (IsoSettingChoice *self)
{
  const char *setting = self->kind->setting;
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  iso_analysis_settings_set (&settings, setting, iso_project_get_setting (self->project, setting), NULL, NULL);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->filling = TRUE;
  self->kind->show (self, &settings);
  self->filling = FALSE;
}

/* Many steps are one edit. */
static void
end_pause (IsoSettingChoice *self)
{
  if (self->pause == 0)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  chosen_cb (self);
}

static gboolean
pause_over_cb (gpointer self)
{
  end_pause (self);
  return G_SOURCE_REMOVE;
}

static void
stepped_cb (IsoSettingChoice *self)
{
  if (self->filling || self->project == NULL)
    return;
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MS, pause_over_cb, self);
}

static void
add_spin (IsoSettingChoice *self, GtkWidget *grid, guint index, const char *title, double low, double high, double step, guint digits)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (low, high, step);
  GtkWidget *label = gtk_label_new_with_mnemonic (title);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), digits);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), spin);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL, -1);
  gtk_grid_attach (GTK_GRID (grid), label, 0, (int) index, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), spin, 1, (int) index, 1, 1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (stepped_cb), self);
  self->spins[index] = spin;
}

static GtkWidget *
build_grid (IsoSettingChoice *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  g_signal_connect_swapped (grid, "unmap", G_CALLBACK (end_pause), self);
  adw_bin_set_child (ADW_BIN (self), grid);
  return grid;
}

static void
build_ci_band (IsoSettingChoice *self)
{
  GtkWidget *grid = build_grid (self);

  add_spin (self, grid, SPIN_LOW, _("Combination index _from"), 0.01, 0.99, 0.05, 2);
  add_spin (self, grid, SPIN_HIGH, _("Combination index _up to"), 1.01, 100, 0.05, 2);
}

static void
show_ci_band (IsoSettingChoice *self, const IsoAnalysisSettings *settings)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[SPIN_LOW]), settings->ci_low);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[SPIN_HIGH]), settings->ci_high);
}

/* Without what steps of 0.05 leave in the last digits. */
static double
get_spin (IsoSettingChoice *self, guint index)
{
  return round (1e6 * gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->spins[index]))) / 1e6;
}

static void
take_ci_band (IsoSettingChoice *self, IsoAnalysisSettings *settings)
{
  settings->ci_low = get_spin (self, SPIN_LOW);
  settings->ci_high = get_spin (self, SPIN_HIGH);
}

static void
build_score_band (IsoSettingChoice *self)
{
  add_spin (self, build_grid (self), SPIN_SCORE, _("Mean Bliss _score on either side of 0 (%)"), 0, 100, 1, 1);
}

static void
show_score_band (IsoSettingChoice *self, const IsoAnalysisSettings *settings)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spins[SPIN_SCORE]), settings->score_band);
}

static void
take_score_band (IsoSettingChoice *self, IsoAnalysisSettings *settings)
{
  settings->score_band = get_spin (self, SPIN_SCORE);
}

static void
build_surfaces (IsoSettingChoice *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  for (guint i = 0; i < ISO_N_SURFACES; i++)
    {
      self->checks[i] = gtk_check_button_new_with_label (gettext (iso_surface_nth (i)->name));
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (chosen_cb), self);
      gtk_box_append (GTK_BOX (box), self->checks[i]);
    }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _("Surfaces to Fit"));
  gtk_widget_set_tooltip_text (button, _("Which surfaces are fitted to the combinations of this project"));
  adw_bin_set_child (ADW_BIN (self), button);
}

static void
show_surfaces (IsoSettingChoice *self, const IsoAnalysisSettings *settings)
{
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), (settings->surfaces & (1u << i)) != 0);
}

static void
take_surfaces (IsoSettingChoice *self, IsoAnalysisSettings *settings)
{
  settings->surfaces = 0;
  for (guint i = 0; i < ISO_N_SURFACES; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      settings->surfaces |= 1u << i;
}

static void
build_choice (IsoSettingChoice *self, const char *const *choices, const char *name, const char *tooltip)
{
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (choices));
  iso_drop_down_shorten (self->choice, CHARACTERS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->choice), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (chosen_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
}

static void
build_lines (IsoSettingChoice *self)
{
  const char *const choices[] = { _("Lines through effects"), _("Lines through logarithms, as Chou and CompuSyn"), NULL };

  build_choice (self, choices, _("Lines of Median Effect"), _("How the lines of median effect are fitted, and with them the combination index"));
}

static void
show_lines (IsoSettingChoice *self, const IsoAnalysisSettings *settings)
{
  gtk_drop_down_set_selected (self->choice, settings->linear_median_effect ? 1 : 0);
}

static void
take_lines (IsoSettingChoice *self, IsoAnalysisSettings *settings)
{
  settings->linear_median_effect = gtk_drop_down_get_selected (self->choice) == 1;
}

static void
build_measure (IsoSettingChoice *self)
{
  const char *const choices[] = { _("Viability"), _("Growth Rate"), NULL };

  build_choice (self, choices, _("What Curves Show"), _("Viability, or by how much growth is slowed since the drugs were added"));
}

static void
show_measure (IsoSettingChoice *self, const IsoAnalysisSettings *settings)
{
  gtk_drop_down_set_selected (self->choice, settings->measure);
}

static void
take_measure (IsoSettingChoice *self, IsoAnalysisSettings *settings)
{
  settings->measure = (IsoMeasure) gtk_drop_down_get_selected (self->choice);
}

static const Kind kinds[] = {
  { "surfaces", build_surfaces, show_surfaces, take_surfaces },
  { "median_effect", build_lines, show_lines, take_lines },
  { "measure", build_measure, show_measure, take_measure },
  { "ci_band", build_ci_band, show_ci_band, take_ci_band },
  { "score_band", build_score_band, show_score_band, take_score_band },
};

static void
iso_setting_choice_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  IsoSettingChoice *self = ISO_SETTING_CHOICE (object);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].setting, g_value_get_string (value)) == 0)
      self->kind = &kinds[i];
  g_return_if_fail (self->kind != NULL);
  self->kind->build (self);
  gtk_widget_set_valign (adw_bin_get_child (ADW_BIN (self)), GTK_ALIGN_CENTER);
}

static void
iso_setting_choice_dispose (GObject *object)
{
  g_clear_handle_id (&ISO_SETTING_CHOICE (object)->pause, g_source_remove);
  g_clear_object (&ISO_SETTING_CHOICE (object)->project);
  G_OBJECT_CLASS (iso_setting_choice_parent_class)->dispose (object);
}

static void
iso_setting_choice_class_init (IsoSettingChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = iso_setting_choice_set_property;
  object_class->dispose = iso_setting_choice_dispose;
  g_object_class_install_property (object_class, PROP_SETTING,
                                   g_param_spec_string ("setting", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
iso_setting_choice_init (IsoSettingChoice *self)
{
}

void
iso_setting_choice_set_project (IsoSettingChoice *self, IsoProject *project)
{
  g_return_if_fail (ISO_IS_SETTING_CHOICE (self) && self->project == NULL);

  self->project = g_object_ref (project);
  g_signal_connect_object (project, "setting-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (project, "notify::open", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
