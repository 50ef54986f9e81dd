/* iso-fact.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-fact.h"

#include "iso-fact-private.h"
#include "iso-user-text.h"

#include "base/iso-number.h"

#include <glib/gi18n.h>
#include <math.h>

struct _IsoFact
{
  GObject parent_instance;

  char *section;    /* (owned) */
  char *name;       /* (owned) */
  char *value;      /* (owned) */
  char *interval;   /* (owned) (nullable) */
  char *note;       /* (owned) (nullable) */
  char *exact;      /* (owned) value, lower, upper between tabs */
  IsoTopic topic;
};

G_DEFINE_FINAL_TYPE (IsoFact, iso_fact, G_TYPE_OBJECT)

static const IsoUnit percent = { .symbol = "%", .ascii = "%", .dimension = ISO_DIMENSION_UNKNOWN, .factor = 1, .per = 1 };

/* Takes the last four. */
static void
add (GListStore *store, const char *section, const char *name, char *value, char *interval, char *note, char *exact)
{
  g_autoptr (IsoFact) fact = g_object_new (ISO_TYPE_FACT, NULL);

  fact->section = g_strdup (section);
  fact->name = g_strdup (name);
  fact->value = value;
  fact->interval = interval;
  fact->note = note;
  fact->exact = exact;
  g_list_store_append (store, fact);
}

void
iso_facts_set_topic (GListStore *store, IsoTopic topic)
{
  g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (store), g_list_model_get_n_items (G_LIST_MODEL (store)) - 1);

  fact->topic = topic;
}

void
iso_facts_add_text (GListStore *store, const char *section, const char *name, char *value, char *note)
{
  add (store, section, name, value, NULL, note, g_strdup_printf ("%s\t\t", value));
}

void
iso_facts_add_estimate (GListStore *store, const char *section, const char *name, const IsoEstimate *estimate, const IsoUnit *unit,
                        char *note)
{
  IsoEstimateText text;

  iso_estimate_text_init (&text, estimate, unit);
  if (text.note != NULL)
    g_clear_pointer (&note, g_free);
  add (store, section, name, text.value, text.interval, text.note != NULL ? text.note : note, text.exact);
}

void
iso_facts_add_number (GListStore *store, const char *section, const char *name, double value, const IsoUnit *unit, char *note)
{
  g_autofree char *exact = iso_number_format_exact (unit != NULL ? iso_unit_from_inside (unit, value) : value);

  if (isnan (value) && note == NULL)
    note = g_strdup (gettext (iso_status_explanation (ISO_STATUS_UNDEFINED)));
  add (store, section, name, iso_user_dose (value, unit), NULL, note, g_strdup_printf ("%s\t\t", exact));
}

static IsoEstimate
to_percent (IsoEstimate estimate)
{
  estimate.value *= 100;
  estimate.lower *= 100;
  estimate.upper *= 100;
  return estimate;
}

static char *
format_level (const char *drug, double fa)
{
  g_autofree char *number = iso_user_number (100 * fa);

  if (drug == NULL)
    return g_strdup_printf (_("At %s\u00a0%% effect"), number);
  return g_strdup_printf (_("%s at %s\u00a0%% effect"), drug, number);
}

char *
iso_facts_name_effect_dose (const IsoEffectDose *dose)
{
  g_autofree char *number = iso_user_number (100 * dose->level);

  if (dose->kind == ISO_EFFECT_RELATIVE)
    /* Translators: the dose half way between the curve's two plateaus; the number is 50. */
    return g_strdup_printf (_("EC%s, relative"), number);
  /* Translators: the dose that takes away so many percent of the control; the number is 50, 75, ... */
  return g_strdup_printf (_("IC%s"), number);
}

static void
add_arm (GListStore *store, const IsoAnalysis *analysis, guint index)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  g_autofree char *section = iso_arm_name (analysis, arm);
  gboolean raw = analysis->dataset->experiment->response == ISO_RESPONSE_RAW;

  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);
      g_autofree char *name = iso_facts_name_effect_dose (dose);

      iso_facts_add_estimate (store, section, name, &dose->dose, arm->unit, NULL);
      iso_facts_set_topic (store, (IsoTopic) { .kind = ISO_TOPIC_EFFECT_DOSE, .arm = index, .item = i });
    }
  for (int i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      gboolean response = i == ISO_PARAMETER_LOWER || i == ISO_PARAMETER_UPPER;
      const char *name;

      if (arm->fit.model == NULL || !iso_curve_model_uses (arm->fit.model, (IsoParameter) i))
        continue;
      /* The EC50 stands above as an effect dose, but where there are two. */
      if (i == ISO_PARAMETER_SCALE && !iso_curve_model_uses (arm->fit.model, ISO_PARAMETER_SECOND_SCALE))
        continue;
      name = gettext (iso_curve_model_parameter_name (arm->fit.model, (IsoParameter) i));
      if (arm->fit.fixed[i])
        iso_facts_add_number (store, section, name, arm->fit.parameters[i].value * (response && !raw ? 100 : 1),
                    response && !raw ? &percent : NULL, g_strdup (_("Held at this value.")));
      else
        {
          IsoEstimate shown = response && !raw ? to_percent (arm->fit.parameters[i]) : arm->fit.parameters[i];

          iso_facts_add_estimate (store, section, name, &shown,
                                  response && !raw ? &percent : iso_parameter_is_dose ((IsoParameter) i) ? arm->unit : NULL,
                                  (arm->fit.shared & ISO_SHARE (i)) != 0 ? iso_sharing_to_user_text (&arm->common) : NULL);
        }
    }
  if (raw)
    return;
  iso_facts_add_estimate (store, section, _("Median-effect dose Dm"), &arm->median_effect.dm, arm->unit, NULL);
  iso_facts_add_estimate (store, section, _("Median-effect slope m"), &arm->median_effect.m, NULL, NULL);
  iso_facts_add_number (store, section, _("Correlation r"), arm->median_effect.r, NULL, NULL);
}

static void
add_verdict (GListStore *store, const IsoCombination *combination)
{
  const char *section = _("Verdict");
  char *reason = combination->verdict.reason != NULL ? iso_message_to_user_text (combination->verdict.reason) : NULL;

  iso_facts_add_text (store, section, _("Judged"), g_strdup (gettext (iso_verdict_name (combination->verdict.kind))), reason);
  iso_facts_add_text (store, section, _("Independent experiments"), g_strdup_printf ("%u", combination->n_runs),
            g_strdup (combination->n_runs > 1 ? _("Values are means of the experiments, intervals those between them.")
                                 : _("Intervals come from within one experiment and say nothing about repeating it.")));
}

static const char *
drug_name (const IsoAnalysis *analysis, guint drug)
{
  return iso_experiment_drug (analysis->dataset->experiment, drug)->name;
}

static void
add_index (GListStore *store, const IsoAnalysis *analysis, guint number, guint place)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  const IsoRay *ray = &g_array_index (combination->rays, IsoRay, place);
  g_autofree char *arm = iso_arm_name (analysis, iso_analysis_arm (analysis, ray->arm));
  g_autofree char *index = g_strdup_printf (_("Combination index, %s"), arm);
  g_autofree char *historical = g_strdup_printf (_("Mutually non-exclusive index (historical), %s"), arm);
  g_autofree char *reduction = g_strdup_printf (_("Dose reduction, %s"), arm);

  for (guint i = 0; i < ray->levels->len; i++)
    {
      const IsoCombinationIndex *level = &g_array_index (ray->levels, IsoCombinationIndex, i);
      g_autofree char *name = format_level (NULL, level->fa);

      iso_facts_add_estimate (store, index, name, &level->ci, NULL, NULL);
      iso_facts_set_topic (store, (IsoTopic) { .kind = ISO_TOPIC_LEVEL_INDEX, .combination = number, .ray = place, .item = i });
    }
  for (guint i = 0; i < ray->levels->len; i++)
    {
      const IsoCombinationIndex *level = &g_array_index (ray->levels, IsoCombinationIndex, i);

      for (guint k = 0; k < level->n_drugs; k++)
        {
          g_autofree char *name = format_level (drug_name (analysis, combination->drugs[k]), level->fa);

          iso_facts_add_estimate (store, reduction, name, &level->dri[k], NULL, NULL);
          iso_facts_set_topic (store, (IsoTopic) { .kind = ISO_TOPIC_LEVEL_INDEX, .combination = number, .ray = place, .item = i });
        }
    }
  for (guint i = 0; i < ray->levels->len; i++)
    {
      const IsoCombinationIndex *level = &g_array_index (ray->levels, IsoCombinationIndex, i);
      g_autofree char *name = format_level (NULL, level->fa);

      if (!isnan (level->ci_nonexclusive))
        iso_facts_add_number (store, historical, name, level->ci_nonexclusive, NULL, g_strdup (_("Never part of the verdict.")));
    }
}

static void
add_scores (GListStore *store, const IsoCombination *combination)
{
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      guint n = combination->score_cells[i];

      if (n > 0)
        iso_facts_add_estimate (store, _("Effect above the expected, mean score"), gettext (iso_reference_nth (i)->name),
                      &combination->score_means[i], &percent,
                      g_strdup_printf (ngettext ("Mean of %u combination of doses; above zero is synergy.",
                                                 "Mean of %u combinations of doses; above zero is synergy.", n), n));
    }
}

static void
add_control (GListStore *store, const char *section, const char *name, const IsoControl *control)
{
  g_autofree char *mean = NULL;
  g_autofree char *cv = NULL;

  if (control->n == 0)
    return;
  mean = iso_user_measured (control->mean);
  if (isnan (control->cv))
    {
      iso_facts_add_text (store, section, name, g_steal_pointer (&mean),
                g_strdup_printf (ngettext ("Mean of %u well.", "Mean of %u wells.", (guint) control->n), (guint) control->n));
      return;
    }
  cv = iso_user_measured (control->cv);
  iso_facts_add_text (store, section, name, g_steal_pointer (&mean),
            g_strdup_printf (ngettext ("Mean of %u well; coefficient of variation %s\u00a0%%.",
                                       "Mean of %u wells; coefficient of variation %s\u00a0%%.", (guint) control->n),
                             (guint) control->n, cv));
}

/* Why there is no Z′, or no signal to background. */
static const char *
explain_missing (const IsoPlateQuality *quality, gboolean of_spread)
{
  const IsoControl *low = quality->against_blank ? &quality->blank : &quality->positive;

  if (quality->vehicle.n == 0)
    return _("There are no vehicle wells.");
  if (low->n == 0)
    return _("There are neither positive controls nor blank wells.");
  if (quality->against_blank && !(quality->vehicle.mean > quality->blank.mean))
    return _("The vehicle wells are not above the blank wells.");
  return of_spread ? _("It takes two or more wells of both.") : _("The background is not above zero.");
}

static void
add_quality (GListStore *store, const char *section, const char *name, const IsoPlateQuality *quality, double value, gboolean of_spread)
{
  const char *note = isnan (value)            ? explain_missing (quality, of_spread)
                     : quality->against_blank ? _("Vehicle against blank wells, for want of a positive control.")
                                              : _("Vehicle against positive control.");

  iso_facts_add_number (store, section, name, value, NULL, g_strdup (note));
}

static void
add_group (GListStore *store, const IsoAnalysis *analysis, const IsoControlGroup *group)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoPlate *plate = iso_experiment_plate (experiment, group->plate);
  const IsoPlateQuality *quality = &group->quality;
  g_autofree char *section = plate != NULL ? g_strdup (plate->name)
                                           : g_strdup_printf (_("Controls of %s"), iso_experiment_run (experiment, group->run));

  add_quality (store, section, _("Z′"), quality, quality->z_prime, TRUE);
  add_quality (store, section, _("Signal to background"), quality, quality->signal_to_background, FALSE);
  add_control (store, section, _("Vehicle"), &quality->vehicle);
  add_control (store, section, _("Untreated"), &quality->untreated);
  add_control (store, section, _("Blank"), &quality->blank);
  add_control (store, section, _("Positive control"), &quality->positive);
}

static char *
describe_doses (const IsoExperiment *experiment, const IsoObservation *observation)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < observation->n_doses; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (experiment, observation->doses[i].drug);
      g_autofree char *dose = iso_user_dose (observation->doses[i].dose, drug->unit);

      g_ptr_array_add (parts, g_strdup_printf ("%s %s", drug->name, dose));
    }
  if (parts->len == 0)
    return g_strdup (gettext (iso_role_name (observation->role)));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" + ", (char **) parts->pdata);
}

static char *
name_well (const IsoExperiment *experiment, const IsoRecord *record)
{
  const IsoPlate *plate = iso_experiment_plate (experiment, record->plate);
  char name[ISO_WELL_NAME_SIZE];

  if (record->well >= 0 && plate != NULL)
    /* Translators: a well and the name of its plate: "C5, Plate 2". */
    return g_strdup_printf (_("%s, %s"), iso_record_well_name (record->well, name), plate->name);
  if (record->well >= 0)
    return g_strdup (iso_record_well_name (record->well, name));
  if (record->line > 0)
    return g_strdup_printf (_("Line %u"), record->line);
  return g_strdup (_("Well of unknown place"));
}

/* What was read, and where that stands: the file is what everything goes back to. */
static char *
describe_reading (const IsoExperiment *experiment, const IsoRecord *record, const char *raw)
{
  const char *file = record->source < experiment->sources->len ? g_ptr_array_index (experiment->sources, record->source) : "";

  if (*file == '\0')
    return g_strdup_printf (_("Read: %s."), raw);
  if (record->line == 0)
    return g_strdup_printf (_("Read: %s, in “%s”."), raw, file);
  return g_strdup_printf (_("Read: %s, in “%s”, line %u."), raw, file, record->line);
}

static void
add_observation (GListStore *store, const char *section, const IsoAnalysis *analysis, guint index, const char *reason)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoObservation *observation = iso_dataset_observation (analysis->dataset, index);
  double viability = iso_dataset_shown_viability (analysis->dataset, index);
  const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, observation->record);
  g_autofree char *name = name_well (experiment, record);
  g_autofree char *doses = describe_doses (experiment, observation);
  g_autofree char *raw = iso_user_number (observation->raw);
  const char *run = iso_experiment_run (experiment, observation->run);
  g_autofree char *reading = describe_reading (experiment, record, raw);
  g_autofree char *what = g_strdup_printf (_("%s; %s."), doses, run);
  g_autofree char *why = NULL;
  char *note;

  if (reason != NULL)
    why = g_strdup_printf (_("Excluded: %s."), reason);
  else if (observation->status != ISO_STATUS_OK)
    why = g_strdup (gettext (iso_status_explanation (observation->status)));
  note = why != NULL ? g_strdup_printf ("%s %s %s", what, reading, why) : g_strdup_printf ("%s %s", what, reading);

  if (experiment->response == ISO_RESPONSE_RAW)
    iso_facts_add_number (store, section, name, viability, NULL, note);
  else
    iso_facts_add_number (store, section, name, 100 * viability, &percent, note);
  iso_facts_set_topic (store, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = index });
}

static void
iso_fact_finalize (GObject *object)
{
  IsoFact *self = ISO_FACT (object);

  g_free (self->section);
  g_free (self->name);
  g_free (self->value);
  g_free (self->interval);
  g_free (self->note);
  g_free (self->exact);
  G_OBJECT_CLASS (iso_fact_parent_class)->finalize (object);
}

static void
iso_fact_class_init (IsoFactClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_fact_finalize;
}

static void
iso_fact_init (IsoFact *self)
{
}

const char *
iso_fact_get_section (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return self->section;
}

const char *
iso_fact_get_name (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return self->name;
}

const char *
iso_fact_get_value (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return self->value;
}

const char *
iso_fact_get_interval (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return self->interval;
}

const char *
iso_fact_get_note (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return self->note;
}

const IsoTopic *
iso_fact_get_topic (IsoFact *self)
{
  g_return_val_if_fail (ISO_IS_FACT (self), NULL);
  return &self->topic;
}

char *
iso_fact_describe (IsoFact *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (ISO_IS_FACT (self), g_string_free (text, FALSE));
  g_string_append_printf (text, "%s, %s: %s", self->section, self->name, self->value);
  if (self->interval != NULL)
    g_string_append_printf (text, " (%s)", self->interval);
  if (self->note != NULL)
    g_string_append_printf (text, ". %s", self->note);
  return g_string_free (text, FALSE);
}

static gboolean
is_same (const IsoFact *one, const IsoFact *other)
{
  return g_strcmp0 (one->section, other->section) == 0 && g_strcmp0 (one->name, other->name) == 0
         && g_strcmp0 (one->value, other->value) == 0 && g_strcmp0 (one->interval, other->interval) == 0
         && g_strcmp0 (one->note, other->note) == 0 && g_strcmp0 (one->exact, other->exact) == 0
         && one->topic.kind == other->topic.kind && one->topic.arm == other->topic.arm
         && one->topic.combination == other->topic.combination && one->topic.ray == other->topic.ray
         && one->topic.reference == other->topic.reference && one->topic.item == other->topic.item;
}

void
iso_facts_replace (GListStore *list, GListStore *facts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (facts));
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);
      g_autoptr (IsoFact) old = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_ptr_array_add (items, g_object_ref (old != NULL && is_same (old, fact) ? old : fact));
    }
  g_list_store_splice (list, 0, g_list_model_get_n_items (G_LIST_MODEL (list)), items->pdata, n);
}

void
iso_facts_of_combination (GListStore *list, const IsoAnalysis *analysis, guint index)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);
  const IsoCombination *combination = iso_analysis_combination (analysis, index);

  add_verdict (store, combination);
  for (guint i = 0; i < combination->rays->len; i++)
    add_index (store, analysis, index, i);
  add_scores (store, combination);
  for (guint i = 0; i < combination->n_drugs; i++)
    if (combination->singles[i] >= 0)
      iso_facts_add_growth (store, analysis, (guint) combination->singles[i]);
  for (guint i = 0; i < combination->n_drugs; i++)
    if (combination->singles[i] >= 0)
      add_arm (store, analysis, (guint) combination->singles[i]);
  for (guint i = 0; i < combination->rays->len; i++)
    add_arm (store, analysis, g_array_index (combination->rays, IsoRay, i).arm);
  iso_facts_replace (list, store);
}

void
iso_facts_of_sample (GListStore *list, const IsoAnalysis *analysis, int sample)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);

  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_analysis_arm (analysis, i)->sample == sample)
      iso_facts_add_growth (store, analysis, i);
  for (guint i = 0; i < analysis->arms->len; i++)
    if (iso_analysis_arm (analysis, i)->sample == sample)
      add_arm (store, analysis, i);
  iso_facts_replace (list, store);
}

void
iso_facts_of_plate (GListStore *list, const IsoAnalysis *analysis, int plate)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);

  for (guint i = 0; i < analysis->dataset->groups->len; i++)
    {
      const IsoControlGroup *group = &g_array_index (analysis->dataset->groups, IsoControlGroup, i);

      if (group->plate == plate || plate < 0)
        add_group (store, analysis, group);
    }
  iso_facts_replace (list, store);
}

void
iso_facts_of_observations (GListStore *list, const IsoAnalysis *analysis, const guint *observations, guint n,
                           const char *const *reasons)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);
  g_autofree char *section = g_strdup_printf (ngettext ("%u selected well", "%u selected wells", n), n);

  for (guint i = 0; i < n; i++)
    if (observations[i] < analysis->dataset->observations->len)
      add_observation (store, section, analysis, observations[i], reasons != NULL ? reasons[i] : NULL);
  iso_facts_replace (list, store);
}

char *
iso_facts_to_tsv (GListModel *facts)
{
  GString *text = g_string_new ("section\tname\tvalue\tlower\tupper\tnote\n");

  for (guint i = 0; i < g_list_model_get_n_items (facts); i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (facts, i);

      g_string_append_printf (text, "%s\t%s\t%s\t%s\n", fact->section, fact->name, fact->exact,
                              fact->note != NULL ? fact->note : "");
    }
  return g_string_free (text, FALSE);
}
