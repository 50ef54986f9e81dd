/* iso-derivation-growth.c - where growth rates and their GR50 come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-derivation-steps.h"

#include <math.h>

static void
add_definition (GArray *steps)
{
  iso_steps_add (steps, ISO_STEP_FORMULA, N_("GR = 2^(log2 (signal / time zero) / log2 (vehicle / time zero)) − 1"));
  iso_steps_add (steps, ISO_STEP_FACT, N_("A blank is taken off all of them. 1: no effect, 0: no growth, below 0: cells die."));
}

static void
add_controls (GArray *steps, const IsoAnalysis *analysis, guint observation)
{
  static const struct
  {
    IsoRole     role;
    const char *heading;
  } kinds[] = {
    { ISO_ROLE_TIME_ZERO, N_("Read at time zero") },
    { ISO_ROLE_VEHICLE, N_("Read in the vehicle wells") },
    { ISO_ROLE_BLANK, N_("Read in the blank wells") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GArray) wells = iso_growth_list_controls (analysis->dataset, observation, kinds[i].role);

      iso_steps_readings (steps, analysis, kinds[i].heading, (const guint *) (gpointer) wells->data, wells->len);
    }
}

static void
add_solution (GArray *steps, const IsoGrowthMetrics *metrics, const IsoUnit *unit)
{
  const double *values = metrics->fit.values;
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FACT, N_("Fitted: GRinf {1}, GEC50 {2}, slope {3}."));

  iso_step_number (step, values[ISO_PARAMETER_LOWER], NULL);
  iso_step_number (step, values[ISO_PARAMETER_SCALE], unit);
  iso_step_number (step, values[ISO_PARAMETER_HILL], NULL);
  if (!isfinite (metrics->gr50.value))
    return;
  iso_steps_add (steps, ISO_STEP_FORMULA, N_("GR50 = GEC50 · ((1 − GRinf) / (0.5 − GRinf) − 1)^(1 / slope)"));
  step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("{1} · ((1 − {2}) / ({3} − {2}) − 1)^(1 / {4}) = {5}"));
  iso_step_number (step, values[ISO_PARAMETER_SCALE], unit);
  iso_step_number (step, values[ISO_PARAMETER_LOWER], NULL);
  iso_step_number (step, 0.5, NULL);
  iso_step_number (step, values[ISO_PARAMETER_HILL], NULL);
  iso_step_number (step, metrics->gr50.value, unit);
}

static void
add_curve (GArray *steps, const IsoGrowthMetrics *metrics, const IsoUnit *unit)
{
  IsoStep *step;

  iso_steps_add (steps, ISO_STEP_HEADING, N_("The curve"));
  iso_steps_add (steps, ISO_STEP_FORMULA, N_("GR = GRinf + (1 − GRinf) / (1 + (dose / GEC50)^slope)"));
  if (isfinite (metrics->flat_p))
    {
      step = iso_steps_add (steps, ISO_STEP_FACT, metrics->flat ? N_("It is no better than the mean of all rates, {1} (F test, p {2}).")
                                                                : N_("It is better than the mean of all rates, {1} (F test, p {2})."));
      iso_step_number (step, metrics->mean, NULL);
      iso_step_number (step, metrics->flat_p, NULL);
    }
  if (!metrics->flat && isfinite (metrics->fit.rss))
    add_solution (steps, metrics, unit);
  if (!isfinite (metrics->gr_max) || !isfinite (metrics->aoc))
    return;
  step = iso_steps_add (steps, ISO_STEP_FACT, N_("GRmax, {1}, is the smaller mean of the two highest doses; GR_AOC, {2}, is the mean of "
                                                 "1 − GR over the tested range of log dose."));
  iso_step_number (step, metrics->gr_max, NULL);
  iso_step_number (step, metrics->aoc, NULL);
}

void
iso_derive_growth (GArray *steps, const IsoAnalysis *analysis, guint index)
{
  const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, index);
  const IsoGrowthMetrics *metrics = &curve->metrics;
  const IsoDrug *drug = iso_experiment_drug (analysis->dataset->experiment, curve->drug);
  gboolean known = isfinite (metrics->gr50.value);
  IsoStep *step = iso_steps_add (steps, ISO_STEP_QUESTION, known ? N_("Why is the GR50 of {1} {2}?") : N_("Why has {1} no GR50?"));

  iso_step_text (step, drug->name);
  if (known)
    iso_step_number (step, metrics->gr50.value, drug->unit);
  iso_steps_estimate (steps, &metrics->gr50, drug->unit);
  iso_steps_add (steps, ISO_STEP_HEADING, N_("The growth rate of a well"));
  add_definition (steps);
  if (isfinite (curve->doublings))
    iso_step_number (iso_steps_add (steps, ISO_STEP_FACT, N_("Without drug, the cells doubled {1} times.")), curve->doublings, NULL);
  add_curve (steps, metrics, drug->unit);
  iso_steps_readings (steps, analysis, N_("Readings that the curve goes through"), (const guint *) (gpointer) curve->wells->data,
                      curve->wells->len);
  if (curve->wells->len > 0)
    add_controls (steps, analysis, g_array_index (curve->wells, guint, 0));
}

/* The wells of the curve that this one is of, at its dose; this one alone where it is excluded. */
static GArray *
list_replicates (const IsoAnalysis *analysis, guint observation)
{
  const IsoObservation *asked = iso_dataset_observation (analysis->dataset, observation);
  GArray *wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < analysis->growth->len && asked->status == ISO_STATUS_OK; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, i);

      if (curve->sample != asked->sample || curve->run != asked->run || curve->drug != asked->doses[0].drug)
        continue;
      for (guint k = 0; k < curve->wells->len; k++)
        if (g_array_index (curve->doses, double, k) == asked->doses[0].dose)
          g_array_append_val (wells, g_array_index (curve->wells, guint, k));
    }
  if (wells->len == 0)
    g_array_append_val (wells, observation);
  return wells;
}

void
iso_derive_growth_point (GArray *steps, const IsoAnalysis *analysis, guint observation)
{
  g_autoptr (GArray) wells = list_replicates (analysis, observation);
  double sum = 0;
  guint n = 0;
  IsoStep *step = iso_steps_add (steps, ISO_STEP_QUESTION, wells->len > 1 ? N_("Where does the mean growth rate of {1} wells come from?")
                                                                          : N_("Where does the growth rate come from?"));

  if (wells->len > 1)
    iso_step_count (step, wells->len);
  if (iso_dataset_observation (analysis->dataset, observation)->status == ISO_STATUS_EXCLUDED)
    iso_steps_add (steps, ISO_STEP_FACT, N_("The well is excluded from every result; this is what it would be."));
  add_definition (steps);
  for (guint i = 0; i < wells->len; i++)
    {
      IsoGrowthWell growth;

      iso_growth_well_init (&growth, analysis->dataset, g_array_index (wells, guint, i));
      if (!isfinite (growth.rate))
        continue;
      step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("2^(log2 ({1} / {2}) / log2 ({3} / {2})) − 1 = {4}"));
      iso_step_number (step, growth.count, NULL);
      iso_step_number (step, growth.start, NULL);
      iso_step_number (step, growth.control, NULL);
      iso_step_number (step, growth.rate, NULL);
      sum += growth.rate;
      n++;
    }
  if (n > 1)
    iso_step_number (iso_steps_add (steps, ISO_STEP_FACT, N_("Their mean is {1}.")), sum / n, NULL);
  iso_steps_readings (steps, analysis, N_("Read in the wells"), (const guint *) (gpointer) wells->data, wells->len);
  add_controls (steps, analysis, observation);
}
