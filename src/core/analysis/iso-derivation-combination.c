/* iso-derivation-combination.c - where a combination index and a score come from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-derivation-steps.h"
#include "synergy/iso-index-note.h"

#include <math.h>
#include <string.h>

static const IsoDrug *
get_drug (const IsoAnalysis *analysis, const IsoCombination *combination, guint i)
{
  return iso_experiment_drug (analysis->dataset->experiment, combination->drugs[i]);
}

static void
add_arm_readings (GArray *steps, const IsoAnalysis *analysis, const char *heading, int index)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));
  const IsoArm *arm;

  if (index < 0)
    return;
  arm = iso_analysis_arm (analysis, (guint) index);
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      g_array_append_vals (wells, point->observations, point->n);
    }
  iso_steps_readings (steps, analysis, heading, (const guint *) (gpointer) wells->data, wells->len);
}

/* --- the index ---------------------------------------------------------------------------------------------------------------------- */

/* "50 nM / 90 nM + 2 µM / 8 µM = 0.8" */
static void
add_sum (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCombinationIndex *index, const char *run)
{
  static const char *const sums[][2] = {
    { N_("{1} / {2} + {3} / {4} = {5}"), N_("{1} / {2} + {3} / {4} + {5} / {6} = {7}") },
    { N_("{1}: {2} / {3} + {4} / {5} = {6}"), N_("{1}: {2} / {3} + {4} / {5} + {6} / {7} = {8}") },
  };
  double sum = 0;
  IsoStep *step;

  for (guint i = 0; i < combination->n_drugs; i++)
    sum += index->doses[i] / index->dx[i];
  if (!isfinite (sum))
    return;
  step = iso_steps_add (steps, ISO_STEP_FORMULA, sums[run != NULL][combination->n_drugs > 2]);
  if (run != NULL)
    iso_step_text (step, run);
  for (guint i = 0; i < combination->n_drugs; i++)
    {
      iso_step_number (step, index->doses[i], get_drug (analysis, combination, i)->unit);
      iso_step_number (step, index->dx[i], get_drug (analysis, combination, i)->unit);
    }
  iso_step_number (step, sum, NULL);
}

static guint
add_run_sums (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const GArray *runs, guint level)
{
  guint n = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const IsoRunIndex *own = &g_array_index (runs, IsoRunIndex, i);

      if (own->level != level)
        continue;
      if (n++ == 0)
        iso_steps_add (steps, ISO_STEP_FACT, N_("In each experiment; the value is their geometric mean:"));
      add_sum (steps, analysis, combination, &own->index, iso_experiment_run (analysis->dataset->experiment, own->run));
    }
  return n;
}

/* The line that a drug's Dx is read from. */
static void
add_dx (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCombinationIndex *index, guint i)
{
  const IsoArm *arm = combination->singles[i] >= 0 ? iso_analysis_arm (analysis, (guint) combination->singles[i]) : NULL;
  const IsoDrug *drug = get_drug (analysis, combination, i);
  const IsoMedianEffect *effect;
  IsoStep *step;

  if (arm == NULL)
    {
      iso_step_text (iso_steps_add (steps, ISO_STEP_FACT, N_("{1} was not tested alone.")), drug->name);
      return;
    }
  effect = &arm->median_effect;
  iso_step_text (iso_steps_add (steps, ISO_STEP_HEADING, N_("{1} alone")), drug->name);
  if (effect->status == ISO_STATUS_OK)
    {
      double fa = index->fa;

      step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("Dx = Dm · (fa / (1 − fa))^(1 / m) = {1} · ({2} / {3})^(1 / {4}) = {5}"));
      iso_step_number (step, effect->dm.value, drug->unit);
      iso_step_number (step, fa, NULL);
      iso_step_number (step, 1 - fa, NULL);
      iso_step_number (step, effect->m.value, NULL);
      iso_step_number (step, iso_median_effect_dose (effect, fa), drug->unit);
      step = iso_steps_add (steps, ISO_STEP_FACT,
                            effect->of_effect ? N_("The line was fitted to the effects of all {1} points; where they have a logarithm, r is {2}.")
                                              : N_("The line goes through {1} points, r {2}; {3} had no logarithm."));
      iso_step_count (step, (guint) effect->n);
      iso_step_number (step, effect->r, NULL);
      if (!effect->of_effect)
        iso_step_count (step, effect->excluded);
    }
  step = iso_steps_add (steps, ISO_STEP_FACT, N_("Tested from {1} to {2}. {3}"));
  iso_step_number (step, arm->lowest_dose, drug->unit);
  iso_step_number (step, arm->highest_dose, drug->unit);
  iso_step_sentence (step, index->dx_status[i] == ISO_STATUS_OK ? N_("The effect lies within.") : iso_status_explanation (index->dx_status[i]));
}

static void
ask_about_level (GArray *steps, const IsoAnalysis *analysis, const IsoRay *ray, const IsoCombinationIndex *index)
{
  g_autofree char *name = iso_arm_name (analysis, iso_analysis_arm (analysis, ray->arm));
  IsoStep *step = iso_steps_add (steps, ISO_STEP_QUESTION, isfinite (index->ci.value)
                                                             ? N_("Why is the combination index of {1} at {2} % effect {3}?")
                                                             : N_("Why has {1} no combination index at {2} % effect?"));

  iso_step_text (step, name);
  iso_step_percent (step, index->fa);
  iso_step_number (step, index->ci.value, NULL);
}

static void
ask_about_cell (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCell *cell, const char *known,
                const char *unknown, double value)
{
  g_autoptr (GString) doses = g_string_new (NULL);
  IsoStep *step = iso_steps_add (steps, ISO_STEP_QUESTION, isfinite (value) ? known : unknown);

  for (guint i = 0; i < combination->n_drugs; i++)
    g_string_append_printf (doses, "%s%s", i > 0 ? " + " : "", get_drug (analysis, combination, i)->name);
  iso_step_text (step, doses->str);
  iso_step_number (step, cell->doses[0], get_drug (analysis, combination, 0)->unit);
  iso_step_number (step, cell->doses[1], get_drug (analysis, combination, 1)->unit);
  iso_step_number (step, value, NULL);
}

void
iso_derive_index (GArray *steps, const IsoAnalysis *analysis, const IsoTopic *topic)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, topic->combination);
  gboolean level = topic->kind == ISO_TOPIC_LEVEL_INDEX;
  const IsoRay *ray = level ? &g_array_index (combination->rays, IsoRay, topic->ray) : NULL;
  const IsoCell *cell = level ? NULL : &g_array_index (combination->cells, IsoCell, topic->item);
  const IsoCombinationIndex *index = level ? &g_array_index (ray->levels, IsoCombinationIndex, topic->item) : &cell->index;
  guint runs;

  if (level)
    ask_about_level (steps, analysis, ray, index);
  else
    ask_about_cell (steps, analysis, combination, cell, N_("Why is the combination index of {1} at {2} and {3} {4}?"),
                    N_("Why has {1} at {2} and {3} no combination index?"), index->ci.value);
  iso_steps_estimate (steps, &index->ci, NULL);
  if (iso_index_note (&index->ci) != NULL)
    iso_steps_add (steps, ISO_STEP_FACT, iso_index_note (&index->ci));
  iso_steps_add (steps, ISO_STEP_FORMULA, combination->n_drugs > 2 ? N_("CI = D₁ / Dx₁ + D₂ / Dx₂ + D₃ / Dx₃") : N_("CI = D₁ / Dx₁ + D₂ / Dx₂"));
  runs = add_run_sums (steps, analysis, combination, level ? ray->run_indices : cell->run_indices, level ? topic->item : 0);
  if (runs == 0)
    add_sum (steps, analysis, combination, index, NULL);
  iso_steps_add (steps, ISO_STEP_FACT,
                 level ? N_("D is what of each drug the combination needs for this effect, by its own median-effect line; Dx is what it takes alone.")
                       : N_("D is what was given; Dx is what each drug takes alone for the effect that was measured."));
  for (guint i = 0; i < combination->n_drugs; i++)
    add_dx (steps, analysis, combination, index, i);
  if (level)
    add_arm_readings (steps, analysis, N_("Readings of the combination"), (int) ray->arm);
  else
    iso_steps_readings (steps, analysis, N_("Readings of the combination"), cell->observations, cell->n);
  for (guint i = 0; i < combination->n_drugs; i++)
    add_arm_readings (steps, analysis, N_("Readings of a drug alone"), combination->singles[i]);
}

/* --- the score ---------------------------------------------------------------------------------------------------------------------- */

/* Mean effect of the wells of one run with this drug alone at this level; NaN without any. Adds the wells. */
static double
find_single (const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCell *cell, guint i, guint run, GArray *wells)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < analysis->dataset->observations->len; k++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, k);

      if (observation->status != ISO_STATUS_OK || observation->run != run || observation->n_doses != 1
          || observation->sample != combination->sample || observation->role != ISO_ROLE_TREATED
          || observation->doses[0].drug != combination->drugs[i] || observation->doses[0].level != cell->levels[i])
        continue;
      sum += 1 - observation->viability;
      n++;
      g_array_append_val (wells, k);
    }
  return n > 0 ? sum / n : NAN;
}

static double
find_together (const IsoAnalysis *analysis, const IsoCell *cell, guint run)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < cell->n; k++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, cell->observations[k]);

      if (observation->run != run || observation->status != ISO_STATUS_OK)
        continue;
      sum += 1 - observation->viability;
      n++;
    }
  return n > 0 ? sum / n : NAN;
}

static void
add_bliss (GArray *steps, const char *run, const double *fa, double together)
{
  double expected = 1 - (1 - fa[0]) * (1 - fa[1]);
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("{1}: 1 − (1 − {2}) (1 − {3}) = {4}, measured {5}, score {6}"));

  iso_step_text (step, run);
  iso_step_number (step, fa[0], NULL);
  iso_step_number (step, fa[1], NULL);
  iso_step_number (step, expected, NULL);
  iso_step_number (step, together, NULL);
  iso_step_number (step, 100 * (together - expected), NULL);
}

static void
add_highest (GArray *steps, const char *run, const double *fa, double together)
{
  double expected = MAX (fa[0], fa[1]);
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("{1}: max ({2}, {3}) = {4}, measured {5}, score {6}"));

  iso_step_text (step, run);
  iso_step_number (step, fa[0], NULL);
  iso_step_number (step, fa[1], NULL);
  iso_step_number (step, expected, NULL);
  iso_step_number (step, together, NULL);
  iso_step_number (step, 100 * (together - expected), NULL);
}

/* What models expect that look at the wells of the single agents, run by run. */
static void
add_expectations (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCell *cell, gboolean bliss,
                  GArray *wells)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;

  iso_steps_add (steps, ISO_STEP_FORMULA, bliss ? N_("expected = 1 − (1 − fa₁) (1 − fa₂)") : N_("expected = max (fa₁, fa₂)"));
  for (guint run = 0; run < experiment->runs->len; run++)
    {
      const double fa[2] = { find_single (analysis, combination, cell, 0, run, wells), find_single (analysis, combination, cell, 1, run, wells) };
      double together = find_together (analysis, cell, run);

      if (!isfinite (fa[0]) || !isfinite (fa[1]) || !isfinite (together))
        continue;
      if (bliss)
        add_bliss (steps, iso_experiment_run (experiment, run), fa, together);
      else
        add_highest (steps, iso_experiment_run (experiment, run), fa, together);
    }
}

/* Loewe: what share of its own dose for this effect each drug brings. */
static void
add_additivity (GArray *steps, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCell *cell, double expected)
{
  IsoStep *step;

  iso_steps_add (steps, ISO_STEP_FORMULA, N_("d₁ / f₁⁻¹ (y) + d₂ / f₂⁻¹ (y) = 1, and y is the effect that is expected"));
  for (guint i = 0; i < 2; i++)
    {
      const IsoArm *arm = combination->singles[i] >= 0 ? iso_analysis_arm (analysis, (guint) combination->singles[i]) : NULL;
      IsoEstimate alone = arm != NULL ? iso_curve_fit_effect_dose (&arm->fit, expected, ISO_EFFECT_ABSOLUTE, 1)
                                      : iso_estimate_none (ISO_STATUS_UNDEFINED);

      if (!isfinite (alone.value))
        continue;
      step = iso_steps_add (steps, ISO_STEP_FACT, N_("{1}: {2} of the {3} that its curve through all experiments needs alone for {4} % effect."));
      iso_step_text (step, get_drug (analysis, combination, i)->name);
      iso_step_number (step, cell->doses[i], arm->unit);
      iso_step_number (step, alone.value, arm->unit);
      iso_step_percent (step, expected);
    }
}

void
iso_derive_score (GArray *steps, const IsoAnalysis *analysis, const IsoTopic *topic)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, topic->combination);
  const IsoCell *cell = &g_array_index (combination->cells, IsoCell, topic->item);
  const IsoCellScore *score = &cell->scores[topic->reference];
  const IsoReference *reference = iso_reference_nth (topic->reference);
  gboolean wells_alone = combination->n_drugs == 2 && !analysis->settings.fitted_singles;
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));
  IsoStep *step;

  ask_about_cell (steps, analysis, combination, cell, N_("Why is the score of {1} at {2} and {3} {4}?"),
                  N_("Why has {1} at {2} and {3} no score?"), score->score.value);
  iso_steps_estimate (steps, &score->score, NULL);
  iso_step_sentence (iso_steps_add (steps, ISO_STEP_HEADING, N_("{1}")), reference->name);
  iso_step_sentence (iso_steps_add (steps, ISO_STEP_FACT, N_("{1}")), reference->null);
  iso_steps_add (steps, ISO_STEP_FORMULA, N_("score = 100 (effect measured − effect expected)"));
  if (isfinite (score->expected))
    {
      step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("100 ({1} − {2}) = {3}"));
      iso_step_number (step, score->observed, NULL);
      iso_step_number (step, score->expected, NULL);
      iso_step_number (step, 100 * (score->observed - score->expected), NULL);
    }
  if (wells_alone && strcmp (reference->id, "bliss") == 0)
    add_expectations (steps, analysis, combination, cell, TRUE, wells);
  else if (wells_alone && strcmp (reference->id, "hsa") == 0)
    add_expectations (steps, analysis, combination, cell, FALSE, wells);
  else if (combination->n_drugs == 2 && strcmp (reference->id, "loewe") == 0 && isfinite (score->expected))
    add_additivity (steps, analysis, combination, cell, score->expected);
  if (isfinite (score->p))
    {
      step = iso_steps_add (steps, ISO_STEP_FACT,
                            N_("Chance of a score as far from 0 if there is no interaction: {1}; held against all cells: {2}."));
      iso_step_number (step, score->p, NULL);
      iso_step_number (step, score->p_family, NULL);
    }
  iso_steps_readings (steps, analysis, N_("Readings of the combination"), cell->observations, cell->n);
  if (wells->len > 0)
    iso_steps_readings (steps, analysis, N_("Readings of the drugs alone"), (const guint *) (gpointer) wells->data, wells->len);
  for (guint i = 0; i < combination->n_drugs && wells->len == 0; i++)
    add_arm_readings (steps, analysis, N_("Readings of a drug alone"), combination->singles[i]);
}
