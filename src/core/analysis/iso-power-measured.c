/* iso-power-measured.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-power-measured.h"

#include "base/iso-error.h"
#include "base/iso-statistics.h"

#include <math.h>

#define LEAST_DF 4.0
#define SAME_DOSE 1e-9
#define LEAST_NOISE 1e-3
#define MOST_NOISE 0.5

/* Sums of squares with their degrees of freedom. */
typedef struct
{
  double squares;
  double df;
} Pool;

/* --- noise ---------------------------------------------------------------------------------------------------------------------- */

static void
add_points (const IsoArm *arm, Pool *pool)
{
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      if (point->n < 2 || !isfinite (point->sd))
        continue;
      pool->squares += (point->n - 1) * point->sd * point->sd;
      pool->df += point->n - 1;
    }
}

/* Wells of a cell, run by run. */
static void
add_cell (const IsoCell *cell, const IsoDataset *dataset, Pool *pool)
{
  g_autofree double *wells = g_new (double, cell->n + 1);

  for (guint run = 0; run < dataset->experiment->runs->len; run++)
    {
      guint n = 0;

      for (guint k = 0; k < cell->n; k++)
        {
          const IsoObservation *observation = iso_dataset_observation (dataset, cell->observations[k]);

          if (observation->run == run)
            wells[n++] = observation->viability;
        }
      if (n < 2)
        continue;
      pool->squares += (n - 1) * iso_sd (wells, n) * iso_sd (wells, n);
      pool->df += n - 1;
    }
}

static void
find_noise (const IsoAnalysis *analysis, const IsoCombination *combination, IsoPowerDesign *design, IsoPowerSource *source)
{
  Pool pool = { 0 };

  for (guint j = 0; j < combination->n_drugs; j++)
    add_points (iso_analysis_arm (analysis, (guint) combination->singles[j]), &pool);
  for (guint i = 0; i < combination->cells->len; i++)
    add_cell (&g_array_index (combination->cells, IsoCell, i), analysis->dataset, &pool);
  if (pool.df >= LEAST_DF && pool.squares > 0)
    {
      *source = (IsoPowerSource) { "replicates", pool.df, 0 };
      design->noise = sqrt (pool.squares / pool.df);
    }
  else if (isfinite (combination->noise_sd) && combination->noise_sd > 0 && combination->noise_method != NULL
           && !g_str_equal (combination->noise_method, "experiments"))
    {
      *source = (IsoPowerSource) { combination->noise_method, combination->noise_df, 0 };
      design->noise = combination->noise_sd;
    }
  else
    *source = (IsoPowerSource) { NULL, NAN, 0 };
  design->noise = CLAMP (design->noise, LEAST_NOISE, MOST_NOISE);
}

/* --- spread between runs ------------------------------------------------------------------------------------------------------------- */

static void
add_arm_spread (const IsoArm *arm, Pool *between, Pool *within)
{
  g_autofree double *logs = g_new (double, arm->n_runs + 1);
  guint n = 0;

  for (guint r = 0; r < arm->n_runs; r++)
    {
      const IsoMedianEffect *effect = &arm->run_median_effects[r];
      double variance = iso_median_effect_var_ln_dose (effect, 0.5);

      if (effect->status != ISO_STATUS_OK)
        continue;
      logs[n++] = log (effect->dm.value);
      if (!isfinite (variance))
        continue;
      within->squares += variance;
      within->df += 1;
    }
  if (n < 2)
    return;
  between->squares += (n - 1) * iso_sd (logs, n) * iso_sd (logs, n);
  between->df += n - 1;
}

static void
find_spread (const IsoAnalysis *analysis, const IsoCombination *combination, IsoPowerDesign *design, IsoPowerSource *source)
{
  Pool between = { 0 }, within = { 0 };
  double variance;

  for (guint j = 0; j < combination->n_drugs; j++)
    add_arm_spread (iso_analysis_arm (analysis, (guint) combination->singles[j]), &between, &within);
  for (guint i = 0; i < combination->rays->len; i++)
    add_arm_spread (iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, i).arm), &between, &within);
  source->spread_df = between.df;
  if (!(between.df > 0))
    return;
  variance = between.squares / between.df - (within.df > 0 ? within.squares / within.df : 0);
  design->spread = sqrt (MAX (0, variance));
}

/* --- doses --------------------------------------------------------------------------------------------------------------------------- */

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *one = a, *two = b;

  return (*one > *two) - (*one < *two);
}

/* The doses of an arm's points above zero, each once; array of double. */
static GArray *
list_doses (const IsoArm *arm)
{
  GArray *doses = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = 0;

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      if (point->dose > 0)
        g_array_append_val (doses, point->dose);
    }
  g_array_sort (doses, compare_doubles);
  for (guint i = 0; i < doses->len; i++)
    {
      double dose = g_array_index (doses, double, i);

      if (n == 0 || dose > g_array_index (doses, double, n - 1) * (1 + SAME_DOSE))
        g_array_index (doses, double, n++) = dose;
    }
  g_array_set_size (doses, n);
  return doses;
}

static guint
find_wells (const IsoArm *arm)
{
  g_autofree double *wells = g_new (double, arm->points->len + 1);

  for (guint i = 0; i < arm->points->len; i++)
    wells[i] = g_array_index (arm->points, IsoPoint, i).n;
  return (guint) MAX (1, floor (iso_median (wells, arm->points->len)));
}

/* What the drugs have on the average: doses, their step and middle, wells, slope, runs. */
static gboolean
find_layout (const IsoAnalysis *analysis, const IsoCombination *combination, IsoPowerDesign *design)
{
  double n_doses = 0, log_step = 0, log_middle = 0, log_slope = 0, n_wells = 0, n = combination->n_drugs;

  design->n_runs = ISO_POWER_MOST_RUNS;
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, (guint) combination->singles[j]);
      g_autoptr (GArray) doses = list_doses (arm);
      double low, high;

      if (doses->len < 3 || arm->median_effect.status != ISO_STATUS_OK)
        return FALSE;
      low = g_array_index (doses, double, 0);
      high = g_array_index (doses, double, doses->len - 1);
      n_doses += doses->len / n;
      log_step += log (high / low) / (doses->len - 1.0) / n;
      log_middle += (0.5 * log (low * high) - log (arm->median_effect.dm.value)) / n;
      log_slope += log (arm->median_effect.m.value) / n;
      n_wells += find_wells (arm) / n;
      design->n_runs = MIN (design->n_runs, arm->n_runs);
    }
  design->matrix = combination->is_matrix || combination->rays->len == 0;
  design->n_doses = (guint) CLAMP (round (n_doses), 3, ISO_POWER_MOST_DOSES);
  design->n_wells = (guint) CLAMP (round (n_wells), 1, ISO_POWER_MOST_WELLS);
  design->step = exp (log_step);
  design->middle = exp (log_middle);
  design->slope = exp (log_slope);
  return TRUE;
}

gboolean
iso_power_design_measured (const IsoAnalysis *analysis, guint number, IsoPowerDesign *design, IsoPowerSource *source, GError **error)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  gboolean known = combination->n_drugs == 2;

  iso_power_design_init (design);
  design->level = analysis->settings.level;
  for (guint j = 0; j < combination->n_drugs; j++)
    known &= combination->singles[j] >= 0;
  if (!known || !find_layout (analysis, combination, design))
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                     N_("What this study can see is not known: it takes two drugs, each tested alone at three doses or more, with an effect "
                        "that rises. Give the design by options instead."),
                     NULL);
      return FALSE;
    }
  find_noise (analysis, combination, design, source);
  find_spread (analysis, combination, design, source);
  return TRUE;
}
