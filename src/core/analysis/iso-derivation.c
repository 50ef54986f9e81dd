/* iso-derivation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-derivation-steps.h"

#include <math.h>

#define MEDIAN_FROM 5   /* control wells: see IsoLocation */

static void
clear_step (gpointer data)
{
  IsoStep *step = data;

  for (guint i = 0; i < step->n_values; i++)
    g_free (step->values[i].text);
}

IsoStep *
iso_steps_add (GArray *steps, IsoStepKind kind, const char *sentence)
{
  IsoStep step = { .kind = kind, .sentence = sentence, .observation = -1 };

  g_array_append_val (steps, step);
  return &g_array_index (steps, IsoStep, steps->len - 1);
}

void
iso_step_text (IsoStep *step, const char *text)
{
  step->values[step->n_values++] = (IsoStepValue) { .text = g_strdup (text), .number = NAN };
}

void
iso_step_sentence (IsoStep *step, const char *sentence)
{
  step->values[step->n_values++] = (IsoStepValue) { .text = g_strdup (sentence), .translate = TRUE, .number = NAN };
}

void
iso_step_number (IsoStep *step, double number, const IsoUnit *unit)
{
  step->values[step->n_values++] = (IsoStepValue) { .number = number, .unit = unit };
}

void
iso_step_count (IsoStep *step, guint count)
{
  step->values[step->n_values++] = (IsoStepValue) { .text = g_strdup_printf ("%u", count), .number = count };
}

void
iso_step_percent (IsoStep *step, double fraction)
{
  iso_step_number (step, 100 * fraction, NULL);
}

void
iso_steps_estimate (GArray *steps, const IsoEstimate *estimate, const IsoUnit *unit)
{
  IsoStep *step;

  if (isfinite (estimate->lower) && isfinite (estimate->upper))
    {
      step = iso_steps_add (steps, ISO_STEP_FACT, N_("Its interval goes from {1} to {2}."));
      iso_step_number (step, estimate->lower, unit);
      iso_step_number (step, estimate->upper, unit);
    }
  else if (isfinite (estimate->lower))
    iso_step_number (iso_steps_add (steps, ISO_STEP_FACT, N_("All that is known is that it lies above {1}.")), estimate->lower, unit);
  else if (isfinite (estimate->upper))
    iso_step_number (iso_steps_add (steps, ISO_STEP_FACT, N_("All that is known is that it lies below {1}.")), estimate->upper, unit);
  if (estimate->status != ISO_STATUS_OK)
    iso_step_sentence (iso_steps_add (steps, ISO_STEP_FACT, N_("{1}")), iso_status_explanation (estimate->status));
}

static void
add_reading (GArray *steps, const IsoAnalysis *analysis, guint index)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoObservation *observation = iso_dataset_observation (analysis->dataset, index);
  const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, observation->record);
  const char *file = record->source < experiment->sources->len ? g_ptr_array_index (experiment->sources, record->source) : "";
  const IsoPlate *plate = iso_experiment_plate (experiment, record->plate);
  char well[ISO_WELL_NAME_SIZE];
  IsoStep *step;

  if (record->well >= 0 && plate != NULL)
    {
      step = iso_steps_add (steps, ISO_STEP_READING, record->line > 0 ? N_("{1}, {2}: {3}, in “{4}”, line {5}.")
                                                     : *file != '\0' ? N_("{1}, {2}: {3}, in “{4}”.") : N_("{1}, {2}: {3}."));
      iso_step_text (step, iso_record_well_name (record->well, well));
      iso_step_text (step, plate->name);
    }
  else
    {
      step = iso_steps_add (steps, ISO_STEP_READING, record->line > 0 ? N_("{1}: {2}, in “{3}”, line {4}.")
                                                     : *file != '\0' ? N_("{1}: {2}, in “{3}”.") : N_("{1}: {2}."));
      iso_step_text (step, record->well >= 0 ? iso_record_well_name (record->well, well)
                                             : iso_experiment_run (experiment, observation->run));
    }
  iso_step_number (step, observation->raw, NULL);
  if (*file != '\0' || record->line > 0)
    iso_step_text (step, file);
  if (record->line > 0)
    iso_step_count (step, record->line);
  step->observation = (int) index;
}

void
iso_steps_readings (GArray *steps, const IsoAnalysis *analysis, const char *heading, const guint *observations, guint n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  if (n > 0)
    iso_steps_add (steps, ISO_STEP_HEADING, heading);
  for (guint i = 0; i < n; i++)
    {
      if (g_hash_table_add (seen, GUINT_TO_POINTER (observations[i] + 1)))
        add_reading (steps, analysis, observations[i]);
    }
}

/* --- the viability of a well -------------------------------------------------------------------------------------------------------- */

static const IsoControlGroup *
find_group (const IsoDataset *dataset, const IsoObservation *observation)
{
  if (observation->group >= 0)
    return &g_array_index (dataset->groups, IsoControlGroup, observation->group);
  for (guint i = 0; i < dataset->groups->len; i++)
    {
      const IsoControlGroup *group = &g_array_index (dataset->groups, IsoControlGroup, i);

      if (group->plate >= 0 ? group->plate == observation->plate : group->run == observation->run)
        return group;
    }
  return NULL;
}

static void
add_control (GArray *steps, const IsoAnalysis *analysis, const IsoControl *control, const char *median, const char *mean)
{
  IsoLocation location = analysis->settings.location;
  gboolean is_median = location == ISO_LOCATION_MEDIAN || (location == ISO_LOCATION_AUTO && control->n >= MEDIAN_FROM);
  IsoStep *step;

  if (control->n == 0)
    return;
  step = iso_steps_add (steps, ISO_STEP_FACT, is_median ? median : mean);
  iso_step_number (step, control->location, NULL);
  iso_step_count (step, (guint) control->n);
}

static void
add_control_wells (GArray *steps, const IsoAnalysis *analysis, const IsoControlGroup *group, IsoRole role, const char *heading)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);

      if (observation->role == role && observation->status != ISO_STATUS_EXCLUDED && isfinite (observation->raw)
          && (group->plate >= 0 ? observation->plate == group->plate : observation->run == group->run)
          && (role == ISO_ROLE_BLANK || observation->sample < 0 || observation->sample == group->sample))
        g_array_append_val (wells, i);
    }
  iso_steps_readings (steps, analysis, heading, (const guint *) (gpointer) wells->data, wells->len);
}

static void
derive_from_controls (GArray *steps, const IsoAnalysis *analysis, guint index, const IsoControlGroup *group)
{
  const IsoObservation *observation = iso_dataset_observation (analysis->dataset, index);
  const IsoPlateQuality *quality = &group->quality;
  double viability = iso_dataset_shown_viability (analysis->dataset, index);
  double blank = quality->blank.n > 0 ? quality->blank.location : 0;
  double own = observation->raw - viability * (quality->vehicle.location - blank);
  gboolean coloured = isfinite (own) && fabs (own - blank) > 1e-9 * fabs (quality->vehicle.location);
  IsoStep *step;

  iso_steps_add (steps, ISO_STEP_FORMULA, coloured ? N_("viability = (signal − compound blank) / (vehicle − blank)")
                                                   : N_("viability = (signal − blank) / (vehicle − blank)"));
  step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("({1} − {2}) / ({3} − {4}) = {5} %"));
  iso_step_number (step, observation->raw, NULL);
  iso_step_number (step, coloured ? own : blank, NULL);
  iso_step_number (step, quality->vehicle.location, NULL);
  iso_step_number (step, blank, NULL);
  iso_step_percent (step, viability);
  add_control (steps, analysis, &quality->vehicle, N_("Vehicle, {1}, is the median of {2} wells."), N_("Vehicle, {1}, is the mean of {2} wells."));
  add_control (steps, analysis, &quality->blank, N_("Blank, {1}, is the median of {2} wells."), N_("Blank, {1}, is the mean of {2} wells."));
  if (quality->blank.n == 0)
    iso_steps_add (steps, ISO_STEP_FACT, N_("There are no blank wells, so that nothing is subtracted."));
  iso_steps_readings (steps, analysis, N_("Read in the well"), &index, 1);
  add_control_wells (steps, analysis, group, ISO_ROLE_VEHICLE, N_("Read in the vehicle wells"));
  add_control_wells (steps, analysis, group, ISO_ROLE_BLANK, N_("Read in the blank wells"));
}

static void
derive_from_response (GArray *steps, const IsoAnalysis *analysis, guint index)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  double raw = iso_dataset_observation (analysis->dataset, index)->raw, viability = iso_dataset_shown_viability (analysis->dataset, index);
  IsoStep *step;

  if (experiment->response == ISO_RESPONSE_VIABILITY || experiment->response == ISO_RESPONSE_RAW)
    iso_steps_add (steps, ISO_STEP_FACT, N_("The number stands in the file as it is."));
  else
    {
      gboolean percent = experiment->scale == ISO_SCALE_PERCENT;

      iso_steps_add (steps, ISO_STEP_FORMULA, N_("viability = 100 % − inhibition"));
      step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("100 − {1} = {2} %"));
      iso_step_number (step, percent ? raw : 100 * raw, NULL);
      iso_step_percent (step, viability);
    }
  iso_steps_readings (steps, analysis, N_("Read in the well"), &index, 1);
}

static void
derive_well (GArray *steps, const IsoAnalysis *analysis, guint index)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoObservation *observation = iso_dataset_observation (analysis->dataset, index);
  const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, observation->record);
  double viability = iso_dataset_shown_viability (analysis->dataset, index);
  const IsoControlGroup *group = experiment->response == ISO_RESPONSE_SIGNAL ? find_group (analysis->dataset, observation) : NULL;
  char well[ISO_WELL_NAME_SIZE];
  IsoStep *step;

  step = iso_steps_add (steps, ISO_STEP_QUESTION, isnan (viability) ? N_("Why has {1} no viability?")
                                                  : experiment->response == ISO_RESPONSE_RAW ? N_("Why is the response of {1} {2}?")
                                                                                             : N_("Why is the viability of {1} {2} %?"));
  if (record->well >= 0)
    iso_step_text (step, iso_record_well_name (record->well, well));
  else
    iso_step_sentence (step, N_("this row"));
  if (!isnan (viability))
    iso_step_number (step, (experiment->response == ISO_RESPONSE_RAW ? 1 : 100) * viability, NULL);
  if (observation->status == ISO_STATUS_EXCLUDED)
    iso_steps_add (steps, ISO_STEP_FACT, N_("The well is excluded from every result; this is what it would be."));
  if (isnan (viability))
    {
      iso_step_sentence (iso_steps_add (steps, ISO_STEP_FACT, N_("{1}")), iso_status_explanation (observation->status));
      iso_steps_readings (steps, analysis, N_("Read in the well"), &index, 1);
    }
  else if (group != NULL)
    derive_from_controls (steps, analysis, index, group);
  else
    derive_from_response (steps, analysis, index);
}

/* --- all -------------------------------------------------------------------------------------------------------------------------- */

static gboolean
is_there (const IsoAnalysis *analysis, const IsoTopic *topic)
{
  const IsoCombination *combination;

  if (topic->kind == ISO_TOPIC_GROWTH)
    return analysis->growth != NULL && topic->item < analysis->growth->len;
  if (topic->kind == ISO_TOPIC_GROWTH_POINT)
    return analysis->growth != NULL && topic->item < analysis->dataset->observations->len
           && iso_dataset_observation (analysis->dataset, topic->item)->n_doses == 1;
  if (topic->kind == ISO_TOPIC_WELL)
    return topic->item < analysis->dataset->observations->len;
  if (topic->kind == ISO_TOPIC_EFFECT_DOSE)
    return topic->arm < analysis->arms->len && topic->item < iso_analysis_arm (analysis, topic->arm)->effect_doses->len;
  if (topic->kind == ISO_TOPIC_NONE || topic->combination >= analysis->combinations->len)
    return FALSE;
  combination = iso_analysis_combination (analysis, topic->combination);
  if (topic->kind == ISO_TOPIC_LEVEL_INDEX)
    return topic->ray < combination->rays->len && topic->item < g_array_index (combination->rays, IsoRay, topic->ray).levels->len;
  return topic->item < combination->cells->len && topic->reference < ISO_N_REFERENCES;
}

static GArray *
make_steps (void)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (IsoStep));

  g_array_set_clear_func (steps, clear_step);
  return steps;
}

/* "run 1: mean of 3 wells 41.3 %"; NaN without a well that counts. */
static double
add_run_mean (GArray *steps, const IsoAnalysis *analysis, guint run, const guint *observations, guint n)
{
  double scale = analysis->dataset->experiment->response == ISO_RESPONSE_RAW ? 1 : 100, sum = 0;
  guint used = 0;
  IsoStep *step;

  for (guint i = 0; i < n; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, observations[i]);

      if (observation->run != run || observation->status != ISO_STATUS_OK)
        continue;
      sum += observation->viability;
      used++;
    }
  if (used == 0)
    return NAN;
  step = iso_steps_add (steps, ISO_STEP_FORMULA, scale == 1 ? N_("{1}: mean of {2} wells {3}") : N_("{1}: mean of {2} wells {3} %"));
  iso_step_text (step, iso_experiment_run (analysis->dataset->experiment, run));
  iso_step_count (step, used);
  iso_step_number (step, scale * sum / used, NULL);
  return sum / used;
}

GArray *
iso_derivation_of_wells (const IsoAnalysis *analysis, const guint *observations, guint n)
{
  double scale = analysis->dataset->experiment->response == ISO_RESPONSE_RAW ? 1 : 100, sum = 0;
  GArray *steps;
  guint runs = 0;

  for (guint i = 0; i < n; i++)
    g_return_val_if_fail (observations[i] < analysis->dataset->observations->len, NULL);
  if (n == 0)
    return NULL;
  if (n == 1)
    return iso_derivation_new (analysis, &(IsoTopic) { .kind = ISO_TOPIC_WELL, .item = observations[0] });
  steps = make_steps ();
  iso_step_count (iso_steps_add (steps, ISO_STEP_QUESTION, N_("Where does the mean of {1} wells come from?")), n);
  for (guint run = 0; run < analysis->dataset->experiment->runs->len; run++)
    {
      double mean = add_run_mean (steps, analysis, run, observations, n);

      sum += isfinite (mean) ? mean : 0;
      runs += isfinite (mean);
    }
  if (runs > 1)
    {
      IsoStep *step = iso_steps_add (steps, ISO_STEP_FORMULA, scale == 1 ? N_("mean of {1} experiments {2}") : N_("mean of {1} experiments {2} %"));

      iso_step_count (step, runs);
      iso_step_number (step, scale * sum / runs, NULL);
    }
  iso_steps_readings (steps, analysis, N_("Read in the wells"), observations, n);
  return steps;
}

GArray *
iso_derivation_new (const IsoAnalysis *analysis, const IsoTopic *topic)
{
  GArray *steps;

  if (!is_there (analysis, topic))
    return NULL;
  steps = make_steps ();
  switch (topic->kind)
    {
    case ISO_TOPIC_WELL:
      derive_well (steps, analysis, topic->item);
      break;
    case ISO_TOPIC_EFFECT_DOSE:
      iso_derive_effect_dose (steps, analysis, topic->arm, topic->item);
      break;
    case ISO_TOPIC_LEVEL_INDEX:
    case ISO_TOPIC_CELL_INDEX:
      iso_derive_index (steps, analysis, topic);
      break;
    case ISO_TOPIC_GROWTH:
      iso_derive_growth (steps, analysis, topic->item);
      break;
    case ISO_TOPIC_GROWTH_POINT:
      iso_derive_growth_point (steps, analysis, topic->item);
      break;
    case ISO_TOPIC_SCORE:
      iso_derive_score (steps, analysis, topic);
      break;
    case ISO_TOPIC_NONE:
      break;
    }
  return steps;
}

char *
iso_step_fill (const IsoStep *step, const IsoStepVoice *voice)
{
  char *arguments[ISO_STEP_VALUES + 1] = { NULL };
  char *filled;

  for (guint i = 0; i < step->n_values; i++)
    {
      const IsoStepValue *value = &step->values[i];

      if (value->text != NULL)
        arguments[i] = g_strdup (value->translate ? voice->translate (value->text) : value->text);
      else
        arguments[i] = voice->format (value->number, value->unit);
    }
  filled = iso_sentence_fill (voice->translate (step->sentence), (const char *const *) arguments);
  for (guint i = 0; i < step->n_values; i++)
    g_free (arguments[i]);
  return filled;
}
