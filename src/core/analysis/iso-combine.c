/* iso-combine.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-combine.h"

#include "analysis/iso-arm.h"
#include "base/iso-statistics.h"
#include "synergy/iso-index-draws.h"

#include <math.h>
#include <string.h>

static void
clear_cell (gpointer data)
{
  g_free (((IsoCell *) data)->observations);
  g_array_unref (((IsoCell *) data)->run_indices);
}

static void
clear_ray (gpointer data)
{
  g_array_unref (((IsoRay *) data)->levels);
  g_array_unref (((IsoRay *) data)->run_indices);
  g_array_unref (((IsoRay *) data)->additivity);
}

static void
clear_isobole (gpointer data)
{
  g_array_unref (((IsoIsobole *) data)->points);
  g_array_unref (((IsoIsobole *) data)->measured);
}

static void
clear_combination (gpointer data)
{
  IsoCombination *combination = data;

  g_array_unref (combination->rays);
  g_array_unref (combination->cells);
  g_array_unref (combination->isoboles);
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    g_clear_pointer (&combination->consensus[k].note, iso_message_free);
  g_array_unref (combination->surfaces);
  iso_parity_clear (&combination->parity);
  iso_compusyn_clear (&combination->compusyn);
  g_clear_pointer (&combination->verdict.reason, iso_message_free);
  g_ptr_array_unref (combination->messages);
}

/* --- single agents and runs ---------------------------------------------------------------------------------------------- */

gboolean
iso_arm_as_agent (const IsoArm *arm, int run, IsoSingleAgent *agent)
{
  *agent = (IsoSingleAgent) { &arm->median_effect, arm->max_effect, arm->lowest_dose, arm->highest_dose };
  if (run < 0)
    return TRUE;
  for (guint r = 0; r < arm->n_runs; r++)
    {
      if (arm->runs[r] == (guint) run)
        {
          agent->effect = &arm->run_median_effects[r];
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
iso_combination_get_singles (const IsoCombination *combination, const GArray *arms, int run,
                             IsoSingleAgent singles[ISO_MAX_DRUGS])
{
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] < 0
          || !iso_arm_as_agent (&g_array_index (arms, IsoArm, combination->singles[j]), run, &singles[j]))
        return FALSE;
    }
  return TRUE;
}

static IsoEstimate
between_runs (const IsoRunIndex *runs, guint n_runs, int drug, const IsoEstimate *pooled, double level)
{
  g_autofree double *values = g_new (double, n_runs + 1);
  IsoStatus status = pooled->status;

  for (guint r = 0; r < n_runs; r++)
    {
      const IsoEstimate *estimate = drug < 0 ? &runs[r].index.ci : &runs[r].index.dri[drug];

      if (!(estimate->value > 0))
        return *pooled;
      if (status == ISO_STATUS_OK)
        status = estimate->status;
      values[r] = estimate->value;
    }
  return iso_estimate_between_runs (values, n_runs, TRUE, level, status);
}

void
iso_index_between_runs (IsoCombinationIndex *pooled, const IsoRunIndex *runs, guint n_runs, double level)
{
  if (n_runs < 2)
    return;
  if (isfinite (pooled->ci.value))
    pooled->ci = between_runs (runs, n_runs, -1, &pooled->ci, level);
  for (guint j = 0; j < pooled->n_drugs; j++)
    {
      if (isfinite (pooled->dri[j].value))
        pooled->dri[j] = between_runs (runs, n_runs, (int) j, &pooled->dri[j], level);
    }
  for (guint r = 0; r < n_runs; r++)
    pooled->factor = MAX (pooled->factor, runs[r].index.factor);
}

/* --- cells ---------------------------------------------------------------------------------------------------------------- */

static gboolean
belongs (const IsoObservation *observation, const IsoCombination *combination)
{
  return iso_observation_holds (observation, combination->sample, combination->drugs, combination->n_drugs);
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const IsoCell *one = a;
  const IsoCell *two = b;

  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      if (one->levels[j] != two->levels[j])
        return one->levels[j] < two->levels[j] ? -1 : 1;
    }
  return 0;
}

static IsoCell *
find_cell (GArray *cells, const IsoObservation *observation)
{
  IsoCell cell = { .ray = -1 };

  for (guint j = 0; j < observation->n_doses; j++)
    {
      cell.doses[j] = observation->doses[j].dose;
      cell.levels[j] = observation->doses[j].level;
    }
  for (guint i = 0; i < cells->len; i++)
    {
      if (compare_cells (&cell, &g_array_index (cells, IsoCell, i)) == 0)
        return &g_array_index (cells, IsoCell, i);
    }
  cell.run_indices = g_array_new (FALSE, FALSE, sizeof (IsoRunIndex));
  g_array_append_val (cells, cell);
  return &g_array_index (cells, IsoCell, cells->len - 1);
}

static void
collect_cells (IsoCombination *combination, const IsoDataset *dataset)
{
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      IsoCell *cell;

      if (!belongs (observation, combination))
        continue;
      cell = find_cell (combination->cells, observation);
      cell->observations = g_renew (guint, cell->observations, cell->n + 1);
      cell->observations[cell->n++] = i;
    }
  g_array_sort (combination->cells, compare_cells);
}

static void
average_cell (IsoCell *cell, const IsoDataset *dataset)
{
  guint n_runs = dataset->experiment->runs->len, found = 0;
  g_autofree double *means = g_new (double, n_runs + 1);
  g_autofree double *wells = g_new (double, cell->n + 1);

  for (guint run = 0; run < n_runs; run++)
    {
      guint n = 0;

      for (guint k = 0; k < cell->n; k++)
        {
          const IsoObservation *observation = iso_dataset_observation (dataset, cell->observations[k]);

          if (observation->run == run)
            wells[n++] = 1 - observation->viability;
        }
      if (n > 0)
        means[found++] = iso_mean (wells, n);
    }
  cell->n_runs = found;
  cell->fa = iso_mean (means, found);
  cell->fa_sd = found > 1 ? iso_sd (means, found) : iso_sd (wells, cell->n);
}

/* The fraction affected of a cell in one run; NaN if it has no well there. */
static double
get_run_fa (const IsoCell *cell, const IsoDataset *dataset, guint run)
{
  double sum = 0;
  guint n = 0;

  for (guint k = 0; k < cell->n; k++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, cell->observations[k]);

      if (observation->run == run)
        {
          sum += 1 - observation->viability;
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}

static void
index_cell (IsoCell *cell, const IsoCombination *combination, const IsoDataset *dataset, const GArray *arms, double level)
{
  IsoSingleAgent singles[ISO_MAX_DRUGS];

  if (!iso_combination_get_singles (combination, arms, -1, singles))
    {
      iso_combination_index_begin (&cell->index, combination->n_drugs, cell->fa);
      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        cell->index.doses[j] = cell->doses[j];
      return;
    }
  iso_combination_index_at_point (singles, combination->n_drugs, cell->doses, cell->fa, level, &cell->index);
  for (guint run = 0; run < dataset->experiment->runs->len; run++)
    {
      double fa = get_run_fa (cell, dataset, run);
      IsoRunIndex own = { .run = run };

      if (isnan (fa) || !iso_combination_get_singles (combination, arms, (int) run, singles))
        continue;
      iso_combination_index_at_point (singles, combination->n_drugs, cell->doses, fa, level, &own.index);
      g_array_append_val (cell->run_indices, own);
    }
  if (cell->run_indices->len == cell->n_runs)
    iso_index_between_runs (&cell->index, &g_array_index (cell->run_indices, IsoRunIndex, 0), cell->n_runs, level);
}

/* --- rays ----------------------------------------------------------------------------------------------------------------- */

static gboolean
is_arm_of (const IsoArm *arm, const IsoCombination *combination)
{
  return arm->sample == combination->sample && arm->n_drugs == combination->n_drugs
         && memcmp (arm->drugs, combination->drugs, arm->n_drugs * sizeof *arm->drugs) == 0;
}

static void
index_ray (IsoRay *ray, const IsoCombination *combination, const GArray *arms, double fa, double level)
{
  const IsoArm *arm = &g_array_index (arms, IsoArm, ray->arm);
  IsoSingleAgent singles[ISO_MAX_DRUGS], mixture;
  IsoCombinationIndex index;
  guint first = ray->run_indices->len;

  if (!iso_combination_get_singles (combination, arms, -1, singles))
    return;
  iso_arm_as_agent (arm, -1, &mixture);
  iso_combination_index_at_level (singles, combination->n_drugs, &mixture, arm->shares, fa, level, &index);
  for (guint r = 0; r < arm->n_runs; r++)
    {
      IsoRunIndex own = { .run = arm->runs[r], .level = ray->levels->len };

      if (!iso_combination_get_singles (combination, arms, (int) own.run, singles)
          || !iso_arm_as_agent (arm, (int) own.run, &mixture))
        continue;
      iso_combination_index_at_level (singles, combination->n_drugs, &mixture, arm->shares, fa, level, &own.index);
      g_array_append_val (ray->run_indices, own);
    }
  if (ray->run_indices->len - first == arm->n_runs)
    iso_index_between_runs (&index, &g_array_index (ray->run_indices, IsoRunIndex, first), arm->n_runs, level);
  g_array_append_val (ray->levels, index);
}

/* Doses of different dimensions cannot be added up, nor wells of several runs for a test. */
static void
test_additivity (IsoRay *ray, const IsoCombination *combination, const GArray *arms, double fa)
{
  const IsoArm *arm = &g_array_index (arms, IsoArm, ray->arm);
  IsoSingleAgent singles[ISO_MAX_DRUGS];
  IsoAdditivityTest test;

  if (combination->n_drugs != 2 || arm->first_dose_only || arm->n_runs != 1 || !iso_combination_get_singles (combination, arms, -1, singles))
    return;
  iso_additivity_test (singles[0].effect, singles[1].effect, &arm->median_effect, arm->shares, fa, &test);
  for (guint j = 0; j < 2; j++)
    {
      if (test.status == ISO_STATUS_OK && fa >= singles[j].max_effect)
        test = (IsoAdditivityTest) { ISO_STATUS_NOT_REACHED, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
    }
  g_array_append_val (ray->additivity, test);
}

static gboolean
is_on_ray (const IsoArm *arm, guint observation)
{
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      for (guint k = 0; k < point->n; k++)
        {
          if (point->observations[k] == observation)
            return TRUE;
        }
    }
  return FALSE;
}

static void
collect_rays (IsoCombination *combination, const GArray *arms, const IsoAnalysisSettings *settings)
{
  for (guint a = 0; a < arms->len; a++)
    {
      const IsoArm *arm = &g_array_index (arms, IsoArm, a);
      IsoRay ray = { .arm = a };

      if (!is_arm_of (arm, combination))
        continue;
      ray.levels = g_array_new (FALSE, FALSE, sizeof (IsoCombinationIndex));
      ray.run_indices = g_array_new (FALSE, FALSE, sizeof (IsoRunIndex));
      ray.additivity = g_array_new (FALSE, FALSE, sizeof (IsoAdditivityTest));
      for (guint i = 0; i < settings->n_effect_levels; i++)
        {
          index_ray (&ray, combination, arms, settings->effect_levels[i], settings->level);
          test_additivity (&ray, combination, arms, settings->effect_levels[i]);
        }
      for (guint i = 0; i < combination->cells->len; i++)
        {
          IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

          if (is_on_ray (arm, cell->observations[0]))
            cell->ray = (int) combination->rays->len;
        }
      g_array_append_val (combination->rays, ray);
    }
}

/* --- resampling within one run ------------------------------------------------------------------------------------------- */

static gboolean
has_one_run (const IsoCombination *combination, const GArray *arms)
{
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] < 0 || g_array_index (arms, IsoArm, combination->singles[j]).n_runs != 1)
        return FALSE;
    }
  return TRUE;
}

static void
draw_rays (IsoCombination *combination, const IsoSingleAgent *singles, const GArray *arms, const IsoAnalysisSettings *settings)
{
  for (guint i = 0; i < combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (combination->rays, IsoRay, i);
      const IsoArm *arm = &g_array_index (arms, IsoArm, ray->arm);
      g_autoptr (IsoIndexDraws) draws = NULL;
      IsoSingleAgent mixture;

      iso_arm_as_agent (arm, -1, &mixture);
      if (arm->n_runs == 1)
        draws = iso_index_draws_new (singles, combination->n_drugs, &mixture, settings->n_resamples, settings->seed);
      for (guint k = 0; k < ray->levels->len && draws != NULL; k++)
        iso_index_draws_at_level (draws, arm->shares, settings->level, &g_array_index (ray->levels, IsoCombinationIndex, k));
    }
}

/* Between runs there is nothing to draw: the interval is theirs. */
static void
draw_indices (IsoCombination *combination, const GArray *arms, const IsoAnalysisSettings *settings)
{
  IsoSingleAgent singles[ISO_MAX_DRUGS];
  g_autoptr (IsoIndexDraws) draws = NULL;

  if (settings->n_resamples == 0 || !has_one_run (combination, arms) || !iso_combination_get_singles (combination, arms, -1, singles))
    return;
  draws = iso_index_draws_new (singles, combination->n_drugs, NULL, settings->n_resamples, settings->seed);
  for (guint i = 0; i < combination->cells->len && draws != NULL; i++)
    {
      IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      if (cell->n_runs == 1)
        iso_index_draws_at_point (draws, settings->level, &cell->index);
    }
  draw_rays (combination, singles, arms, settings);
}

/* --- isoboles ------------------------------------------------------------------------------------------------------------- */

/* Dx of an arm over the runs, or within the one it has. */
static IsoEstimate
get_arm_dx (const IsoArm *arm, double fa, double level)
{
  g_autofree double *values = g_new (double, arm->n_runs + 1);
  IsoSingleAgent agent;
  IsoEstimate estimate;
  IsoStatus status;
  double factor, half;

  iso_arm_as_agent (arm, -1, &agent);
  estimate = iso_estimate_none (ISO_STATUS_UNDEFINED);
  estimate.value = iso_single_agent_dose (&agent, fa, &status, &factor);
  estimate.status = estimate.interval_status = status;
  if (isnan (estimate.value))
    return estimate;
  for (guint r = 0; r < arm->n_runs; r++)
    values[r] = iso_median_effect_dose (&arm->run_median_effects[r], fa);
  for (guint r = 0; r < arm->n_runs && arm->n_runs > 1; r++)
    {
      if (isnan (values[r]))
        break;
      if (r == arm->n_runs - 1)
        return iso_estimate_between_runs (values, arm->n_runs, TRUE, level, status);
    }
  half = iso_t_quantile (level, (double) agent.effect->n - 2) * sqrt (iso_median_effect_var_ln_dose (agent.effect, fa));
  estimate.interval_status = isfinite (half) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS;
  if (isfinite (half))
    {
      estimate.lower = estimate.value * exp (-half);
      estimate.upper = estimate.value * exp (half);
      estimate.method = agent.effect->of_effect ? "nonlinear" : "regression";
    }
  return estimate;
}

static void
add_isobole (IsoCombination *combination, const GArray *arms, double fa, double level)
{
  IsoIsobole isobole = { .fa = fa };
  const IsoArm *singles[2];
  double df[2];

  for (guint j = 0; j < 2; j++)
    {
      singles[j] = &g_array_index (arms, IsoArm, combination->singles[j]);
      df[j] = singles[j]->n_runs > 1 ? singles[j]->n_runs - 1.0 : (double) singles[j]->median_effect.n - 2;
      isobole.dx[j] = get_arm_dx (singles[j], fa, level);
    }
  isobole.n_line = iso_isobole_line (isobole.dx[0].value, isobole.dx[1].value, singles[0]->highest_dose, singles[1]->highest_dose,
                                     isobole.line);
  iso_isobole_band (&isobole.dx[0], &isobole.dx[1], df, level, isobole.line, isobole.n_line, isobole.lower, isobole.upper);
  isobole.measured = g_array_new (FALSE, FALSE, sizeof (IsoIsoboleCrossing));
  isobole.points = g_array_new (FALSE, FALSE, sizeof (IsoIsobolePoint));
  for (guint r = 0; r < combination->rays->len; r++)
    {
      const IsoArm *arm = &g_array_index (arms, IsoArm, g_array_index (combination->rays, IsoRay, r).arm);
      IsoIsobolePoint point = { .ray = r, .total = get_arm_dx (arm, fa, level) };

      point.doses.d1 = point.total.value * arm->shares[0];
      point.doses.d2 = point.total.value * arm->shares[1];
      g_array_append_val (isobole.points, point);
    }
  g_array_append_val (combination->isoboles, isobole);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static int
find_single (const GArray *arms, int sample, guint drug)
{
  for (guint a = 0; a < arms->len; a++)
    {
      const IsoArm *arm = &g_array_index (arms, IsoArm, a);

      if (arm->sample == sample && arm->n_drugs == 1 && arm->drugs[0] == drug)
        return (int) a;
    }
  return -1;
}

static void
begin_combination (IsoCombination *combination, const IsoDataset *dataset, const GArray *arms, const IsoObservation *observation)
{
  *combination = (IsoCombination) { .sample = observation->sample, .n_drugs = observation->n_doses };
  combination->messages = iso_message_list_new ();
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    combination->singles[j] = -1;
  for (guint j = 0; j < observation->n_doses; j++)
    {
      combination->drugs[j] = observation->doses[j].drug;
      combination->singles[j] = find_single (arms, combination->sample, combination->drugs[j]);
      if (combination->singles[j] < 0)
        g_ptr_array_add (combination->messages,
                         iso_message_new ("single-missing", NULL,
                                          N_("“{1}” was not tested alone on this sample, so there is no combination index."),
                                          iso_experiment_drug (dataset->experiment, combination->drugs[j])->name, NULL));
    }
  combination->cells = g_array_new (FALSE, FALSE, sizeof (IsoCell));
  g_array_set_clear_func (combination->cells, clear_cell);
  combination->rays = g_array_new (FALSE, FALSE, sizeof (IsoRay));
  g_array_set_clear_func (combination->rays, clear_ray);
  combination->surfaces = g_array_new (FALSE, FALSE, sizeof (IsoSurfaceResult));
  combination->isoboles = g_array_new (FALSE, FALSE, sizeof (IsoIsobole));
  g_array_set_clear_func (combination->isoboles, clear_isobole);
}

static void
fill_combination (IsoCombination *combination, const IsoDataset *dataset, const GArray *arms, const IsoAnalysisSettings *settings,
                  const int *cancel)
{
  collect_cells (combination, dataset);
  combination->is_matrix = iso_dataset_has_matrix (dataset, combination->sample, combination->drugs, combination->n_drugs);
  for (guint i = 0; i < combination->cells->len; i++)
    {
      IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      average_cell (cell, dataset);
      index_cell (cell, combination, dataset, arms, settings->level);
      combination->n_runs = MAX (combination->n_runs, cell->n_runs);
    }
  collect_rays (combination, arms, settings);
  draw_indices (combination, arms, settings);
  iso_combination_compusyn (combination, arms, settings->level);
  if (combination->n_drugs == 2 && combination->singles[0] >= 0 && combination->singles[1] >= 0)
    {
      for (guint i = 0; i < settings->n_effect_levels; i++)
        add_isobole (combination, arms, settings->effect_levels[i], settings->level);
    }
  iso_combination_score (combination, dataset, arms, settings, cancel);
  iso_combination_judge (combination, settings);
}

static int
compare_combinations (gconstpointer a, gconstpointer b)
{
  const IsoCombination *one = a;
  const IsoCombination *two = b;

  if (one->sample != two->sample)
    return one->sample < two->sample ? -1 : 1;
  if (one->n_drugs != two->n_drugs)
    return one->n_drugs < two->n_drugs ? -1 : 1;
  for (guint j = 0; j < one->n_drugs; j++)
    {
      if (one->drugs[j] != two->drugs[j])
        return one->drugs[j] < two->drugs[j] ? -1 : 1;
    }
  return 0;
}

GArray *
iso_combinations_make (const IsoDataset *dataset, const GArray *arms, const IsoAnalysisSettings *settings, const int *cancel)
{
  GArray *combinations = g_array_new (FALSE, FALSE, sizeof (IsoCombination));

  g_array_set_clear_func (combinations, clear_combination);
  if (dataset->experiment->response == ISO_RESPONSE_RAW)
    return combinations;
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      IsoCombination combination;
      gboolean known = FALSE;

      if (!iso_observation_counts (observation) || observation->n_doses < 2)
        continue;
      for (guint c = 0; c < combinations->len && !known; c++)
        known = belongs (observation, &g_array_index (combinations, IsoCombination, c));
      if (known)
        continue;
      begin_combination (&combination, dataset, arms, observation);
      g_array_append_val (combinations, combination);
    }
  g_array_sort (combinations, compare_combinations);
  for (guint c = 0; c < combinations->len; c++)
    fill_combination (&g_array_index (combinations, IsoCombination, c), dataset, arms, settings, cancel);
  return combinations;
}
