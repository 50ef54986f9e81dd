/* iso-power.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-power.h"

#include "analysis/iso-arm.h"
#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "synergy/iso-combination-index.h"

#include <math.h>

#define MOST ISO_POWER_MOST_DOSES
#define Z95 1.959963984540054

/* Means over the wells of a dose set, of one run. */
typedef struct
{
  double single[2][MOST];
  double pair[MOST][MOST];   /* of a ray the diagonal */
  double squares;            /* within dose sets, */
  double df;                 /* and their degrees of freedom */
} Run;

void
iso_power_design_init (IsoPowerDesign *design)
{
  *design = (IsoPowerDesign) { .n_doses = 6, .step = 2, .middle = 1, .n_wells = 3, .n_runs = 3, .slope = 1, .noise = 0.05, .spread = 0.1, .ci = 0.7,
                               .excess = 0.1, .level = 0.95, .n_simulations = 500, .seed = 1 };
}

static double
get_dose (const IsoPowerDesign *design, guint i)
{
  return design->middle * pow (design->step, i - 0.5 * (design->n_doses - 1.0));
}

static double
get_viability (const IsoPowerDesign *design, double dose)
{
  return 1 / (1 + pow (dose, design->slope));
}

/* --- one run ---------------------------------------------------------------------------------------------------------------- */

static double
draw_mean (const IsoPowerDesign *design, double truth, IsoRandom *random, Run *run)
{
  double wells[ISO_POWER_MOST_WELLS], mean;

  for (guint k = 0; k < design->n_wells; k++)
    wells[k] = truth + design->noise * iso_random_normal (random);
  mean = iso_mean (wells, design->n_wells);
  for (guint k = 0; k < design->n_wells; k++)
    run->squares += (wells[k] - mean) * (wells[k] - mean);
  run->df += design->n_wells - 1.0;
  return mean;
}

/* What each pair has over independence: the mean is 1, and the most is where half would live. */
static void
shape_excess (const IsoPowerDesign *design, const double alone[2][MOST], double shape[MOST][MOST])
{
  double sum = 0;

  for (guint i = 0; i < design->n_doses; i++)
    for (guint j = 0; j < design->n_doses; j++)
      {
        double both = alone[0][i] * alone[1][j];

        shape[i][j] = both * (1 - both);
        sum += shape[i][j];
      }
  for (guint i = 0; i < design->n_doses; i++)
    for (guint j = 0; j < design->n_doses; j++)
      shape[i][j] *= design->n_doses * design->n_doses / sum;
}

static void
draw_run (const IsoPowerDesign *design, IsoRandom *random, Run *run)
{
  double alone[2][MOST], shape[MOST][MOST], potency[3];

  run->squares = run->df = 0;
  for (guint k = 0; k < 3; k++)
    potency[k] = exp (design->spread * iso_random_normal (random));
  for (guint drug = 0; drug < 2; drug++)
    for (guint i = 0; i < design->n_doses; i++)
      {
        alone[drug][i] = get_viability (design, get_dose (design, i) * potency[drug]);
        run->single[drug][i] = draw_mean (design, alone[drug][i], random, run);
      }
  if (design->matrix)
    shape_excess (design, (const double (*)[MOST]) alone, shape);
  for (guint i = 0; i < design->n_doses; i++)
    for (guint j = 0; j < design->n_doses; j++)
      {
        if (design->matrix)
          run->pair[i][j] = draw_mean (design, MAX (0, alone[0][i] * alone[1][j] - design->excess * shape[i][j]), random, run);
        else if (i == j)
          run->pair[i][i] = draw_mean (design, get_viability (design, 2 * get_dose (design, i) * potency[2] / design->ci), random, run);
      }
}

/* --- as it is judged ---------------------------------------------------------------------------------------------------------- */

static void
fit_arm (const IsoPowerDesign *design, const Run *run, guint arm, IsoMedianEffect *effect, IsoSingleAgent *agent)
{
  double doses[MOST], affected[MOST];

  for (guint i = 0; i < design->n_doses; i++)
    {
      doses[i] = get_dose (design, i) * (arm == 2 ? 2 : 1);
      affected[i] = 1 - (arm == 2 ? run->pair[i][i] : run->single[arm][i]);
    }
  iso_median_effect_fit_effect (doses, affected, design->n_doses, design->level, effect);
  *agent = (IsoSingleAgent) { effect, 1, doses[0], doses[design->n_doses - 1] };
}

static IsoEstimate
index_run (const IsoPowerDesign *design, const Run *run)
{
  const double shares[] = { 0.5, 0.5 };
  IsoMedianEffect effects[3];
  IsoSingleAgent agents[3];
  IsoCombinationIndex index;

  for (guint arm = 0; arm < 3; arm++)
    fit_arm (design, run, arm, &effects[arm], &agents[arm]);
  iso_combination_index_at_level (agents, 2, &agents[2], shares, 0.5, design->level, &index);
  return index.ci;
}

/* The mean excess over Bliss, and within a run its interval: each single agent's mean stands in a whole row or column. */
static IsoEstimate
score_run (const IsoPowerDesign *design, const Run *run)
{
  IsoEstimate mean = iso_estimate_none (ISO_STATUS_OK);
  double n = design->n_doses, sum = 0, variance = 1 / (n * n), totals[2] = { 0 }, half;

  for (guint i = 0; i < design->n_doses; i++)
    {
      totals[0] += run->single[0][i];
      totals[1] += run->single[1][i];
      for (guint j = 0; j < design->n_doses; j++)
        sum += run->single[0][i] * run->single[1][j] - run->pair[i][j];
    }
  for (guint drug = 0; drug < 2; drug++)
    variance += totals[drug] * totals[drug] / (n * n * n);
  mean.value = sum / (n * n);
  half = iso_t_quantile (design->level, run->df) * sqrt (run->squares / run->df / design->n_wells * variance);
  if (isfinite (half))
    {
      mean.lower = mean.value - half;
      mean.upper = mean.value + half;
    }
  return mean;
}

static IsoEstimate
simulate (const IsoPowerDesign *design, guint index)
{
  double values[ISO_POWER_MOST_RUNS];
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_UNDEFINED);
  IsoRandom random;
  Run run;

  iso_random_init (&random, design->seed, index);
  for (guint r = 0; r < design->n_runs; r++)
    {
      draw_run (design, &random, &run);
      estimate = design->matrix ? score_run (design, &run) : index_run (design, &run);
      values[r] = estimate.value;
      if (isnan (estimate.value))
        return iso_estimate_none (ISO_STATUS_UNDEFINED);
    }
  return design->n_runs < 2 ? estimate
                            : iso_estimate_between_runs (values, design->n_runs, !design->matrix, design->level, ISO_STATUS_OK);
}

static gboolean
is_seen (const IsoPowerDesign *design, const IsoEstimate *estimate)
{
  if (design->matrix)
    return design->excess < 0 ? estimate->upper < 0 : estimate->lower > 0;
  return design->ci > 1 ? estimate->lower > 1 : estimate->upper < 1;
}

/* Wilson 1927, J Am Stat Assoc 22:209. */
static void
set_interval (IsoPower *power, double n)
{
  double p = power->power, z2 = Z95 * Z95, middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  double half = Z95 / (1 + z2 / n) * sqrt (p * (1 - p) / n + z2 / (4 * n * n));

  power->lower = middle - half;
  power->upper = middle + half;
}

void
iso_power_compute (const IsoPowerDesign *design, IsoPower *power)
{
  *power = (IsoPower) { 0 };
  for (guint i = 0; i < design->n_simulations; i++)
    {
      IsoEstimate estimate = simulate (design, i);

      if (!isfinite (estimate.lower) || !isfinite (estimate.upper))
        continue;
      power->n++;
      power->seen += is_seen (design, &estimate);
      power->estimate += design->matrix ? estimate.value : log (estimate.value);
      power->width += design->matrix ? estimate.upper - estimate.lower : log (estimate.upper / estimate.lower);
    }
  power->power = (double) power->seen / design->n_simulations;
  power->estimate /= power->n;
  power->width /= power->n;
  if (!design->matrix)
    {
      power->estimate = exp (power->estimate);
      power->width = exp (power->width);
    }
  set_interval (power, design->n_simulations);
}

static guint
find_least (const IsoPowerDesign *design, double goal, gsize field, guint least, guint most)
{
  IsoPowerDesign tried = *design;

  for (guint n = least; n <= most; n++)
    {
      IsoPower power;

      G_STRUCT_MEMBER (guint, &tried, field) = n;
      iso_power_compute (&tried, &power);
      if (power.power >= goal)
        return n;
    }
  return 0;
}

guint
iso_power_runs_needed (const IsoPowerDesign *design, double goal)
{
  return find_least (design, goal, G_STRUCT_OFFSET (IsoPowerDesign, n_runs), 2, ISO_POWER_MOST_RUNS);
}

guint
iso_power_wells_needed (const IsoPowerDesign *design, double goal)
{
  return find_least (design, goal, G_STRUCT_OFFSET (IsoPowerDesign, n_wells), 1, ISO_POWER_MOST_WELLS);
}
