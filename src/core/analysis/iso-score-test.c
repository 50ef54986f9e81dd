/* iso-score-test.c - how sure the scores of a combination are, within one run and between runs
 *
 * Between two or more runs: Student's t over the runs, for each cell and for the mean of all; the largest score is held against all
 * cells by Bonferroni's bound. Within one run the noise of a well is taken from replicate wells where there are enough, else from the
 * control wells, else from the single agents' residuals, and carried to every score by resampling; that says nothing about repeating
 * the experiment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-score.h"

#include "analysis/iso-arm.h"
#include "base/iso-statistics.h"
#include "synergy/iso-resample.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* With fewer degrees of freedom a noise is not worth the name. */
#define LEAST_DF 3

typedef struct
{
  double      sd;
  double      df;
  const char *method;   /* NULL without any */
} Noise;

static double
two_sided_p (double t, double df)
{
  return isfinite (t) && df > 0 ? 2 * gsl_cdf_tdist_Q (fabs (t), df) : NAN;
}

/* --- noise within one run --------------------------------------------------------------------------------------------------- */

static gboolean
from_replicates (const IsoScoring *scoring, guint run, Noise *noise)
{
  double squares = 0, df = 0;

  for (gsize c = 0; c < scoring->grid.n_cells; c++)
    {
      gsize i = run * scoring->grid.n_cells + c;

      if (scoring->wells[i] < 2)
        continue;
      df += scoring->wells[i] - 1.0;
      squares += (scoring->wells[i] - 1.0) * scoring->spreads[i] * scoring->spreads[i];
    }
  *noise = (Noise) { sqrt (squares / df), df, "replicates" };
  return df >= LEAST_DF && noise->sd > 0;
}

/* The vehicle wells on the scale of viability. */
static gboolean
from_controls (const IsoScoring *scoring, guint run, Noise *noise)
{
  double squares = 0, df = 0;

  for (guint g = 0; g < scoring->dataset->groups->len; g++)
    {
      const IsoControlGroup *group = &g_array_index (scoring->dataset->groups, IsoControlGroup, g);
      const IsoControl *vehicle = &group->quality.vehicle;
      double blank = group->quality.blank.n > 0 ? group->quality.blank.location : 0;
      double sd = vehicle->sd / (vehicle->location - blank);

      if (group->run != run || group->status != ISO_STATUS_OK || vehicle->n < 2 || !isfinite (sd)
          || (group->sample >= 0 && group->sample != scoring->combination->sample))
        continue;
      df += (double) vehicle->n - 1;
      squares += ((double) vehicle->n - 1) * sd * sd;
    }
  *noise = (Noise) { sqrt (squares / df), df, "controls" };
  return df >= LEAST_DF && noise->sd > 0;
}

/* A parameter that ended at its limit has fitted nothing away: its degree of freedom is left to the residuals. */
static double
count_at_limits (const IsoScoring *scoring, const IsoCurveFit *fit)
{
  IsoCurveSettings curve;
  double n = 0;

  iso_arm_curve_settings (scoring->settings, fit->model, &curve);
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    n += isnan (curve.fixed[p]) && isnan (fit->model->fixed[p]) && (fit->values[p] <= curve.low[p] || fit->values[p] >= curve.high[p]);
  return n;
}

static gboolean
from_residuals (const IsoScoring *scoring, guint run, Noise *noise)
{
  double squares = 0, df = 0;

  for (guint j = 0; j < scoring->combination->n_drugs; j++)
    {
      int index = scoring->combination->singles[j];
      const IsoArm *arm = index >= 0 ? &g_array_index (scoring->arms, IsoArm, index) : NULL;

      for (guint r = 0; arm != NULL && r < arm->n_runs; r++)
        {
          if (arm->runs[r] != run || !(arm->run_fits[r].df > 0))
            continue;
          squares += arm->run_fits[r].rss;
          df += arm->run_fits[r].df + count_at_limits (scoring, &arm->run_fits[r]);
        }
    }
  *noise = (Noise) { sqrt (squares / df), df, "residuals" };
  return df >= LEAST_DF && noise->sd > 0;
}

static void
find_noise (const IsoScoring *scoring, guint run, Noise *noise)
{
  if (!from_replicates (scoring, run, noise) && !from_controls (scoring, run, noise) && !from_residuals (scoring, run, noise))
    *noise = (Noise) { NAN, 0, NULL };
}

/* --- one run ---------------------------------------------------------------------------------------------------------------- */

/* Around the value, less the bias that resampling found. */
static void
set_interval (IsoEstimate *estimate, double bias, double se, const Noise *noise, double level)
{
  double half = iso_t_quantile (level, noise->df) * se;

  if (isnan (estimate->value))
    return;
  estimate->interval_status = isfinite (half) ? ISO_STATUS_OK : noise->method != NULL ? ISO_STATUS_NOT_IDENTIFIED
                                                                                       : ISO_STATUS_TOO_FEW_POINTS;
  if (!isfinite (half))
    return;
  estimate->lower = estimate->value - bias - half;
  estimate->upper = estimate->value - bias + half;
  estimate->method = noise->method;
}

/* What a model's resamples say of its scores, and what they say where there is no interaction: the same but for ZIP. */
static void
describe (const IsoScoring *scoring, guint which, guint slot, const double *scores, const double *centre, const gboolean *used,
          const Noise *noise, IsoResampled *resampled)
{
  gsize n_cells = scoring->grid.n_cells;

  iso_resampled_init (resampled, scores + slot * n_cells, ISO_RESAMPLE_SLOTS * n_cells, scoring->settings->n_resamples, n_cells,
                      slot == which ? centre : NULL, used, noise->df, scoring->settings->seed);
}

static void
test_in_run (const IsoScoring *scoring, guint which, const double *scores, const Noise *noise)
{
  IsoCombination *combination = scoring->combination;
  gsize n_cells = scoring->grid.n_cells;
  g_autofree gboolean *used = g_new0 (gboolean, n_cells + 1);
  g_autofree double *centre = g_new0 (double, n_cells + 1);
  gboolean own_null = iso_reference_nth (which) == iso_reference_find ("zip");
  IsoScoreTest *test = &combination->score_tests[which];
  IsoEstimate *mean = &combination->score_means[which];
  IsoResampled resampled, null;
  double largest = NAN;

  for (guint c = 0; c < combination->cells->len; c++)
    {
      centre[scoring->places[c]] = g_array_index (combination->cells, IsoCell, c).scores[which].score.value;
      used[scoring->places[c]] = isfinite (centre[scoring->places[c]]);
    }
  describe (scoring, which, which, scores, centre, used, noise, &resampled);
  describe (scoring, which, own_null ? ISO_RESAMPLE_ZIP_NULL : which, scores, centre, used, noise, &null);
  for (guint c = 0; c < combination->cells->len; c++)
    {
      IsoCellScore *score = &g_array_index (combination->cells, IsoCell, c).scores[which];
      gsize place = scoring->places[c];
      double t = (score->score.value - null.bias[place]) / null.se[place];

      set_interval (&score->score, resampled.bias[place], resampled.se[place], noise, scoring->settings->level);
      score->p = two_sided_p (t, noise->df);
      score->p_family = iso_resampled_family_p (&null, t);
      if (isfinite (t))
        largest = fmax (largest, fabs (t));
    }
  test->mean_p = two_sided_p ((mean->value - null.mean_bias) / null.mean_se, noise->df);
  test->largest_p = iso_resampled_family_p (&null, largest);
  set_interval (mean, resampled.mean_bias, resampled.mean_se, noise, scoring->settings->level);
  iso_resampled_clear (&resampled);
  iso_resampled_clear (&null);
}

/* The controls of each cell's first well. */
static void
find_groups (const IsoScoring *scoring, guint run, guint *groups)
{
  guint levels[ISO_MAX_DRUGS];

  for (gsize c = 0; c < scoring->grid.n_cells; c++)
    groups[c] = G_MAXUINT;
  for (guint i = 0; i < scoring->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (scoring->dataset, i);

      if (observation->run == run && observation->group >= 0 && iso_scoring_get_levels (scoring, observation, levels))
        groups[iso_dose_grid_find (&scoring->grid, levels)] = (guint) observation->group;
    }
}

/* The error of a control's location, known with few degrees of freedom, as wide as Student's t makes it. */
static double
widen_control (const IsoControl *control, double se)
{
  double df = (double) control->n - 1;

  return df > 0 ? se * iso_t_quantile (0.95, df) / iso_t_quantile (0.95, INFINITY) : se;
}

static void
resample_run (const IsoScoring *scoring, guint run, const Noise *noise, const int *cancel)
{
  const GArray *controls = scoring->dataset->groups;
  g_autofree guint *groups = g_new (guint, scoring->grid.n_cells + 1);
  g_autofree double *vehicle_se = g_new (double, controls->len + 1);
  g_autofree double *blank_se = g_new (double, controls->len + 1);
  g_autofree double *scores = NULL;
  IsoResampling resampling = { .wells = scoring->wells + run * scoring->grid.n_cells, .groups = groups, .n_groups = controls->len,
                               .vehicle_se = vehicle_se, .blank_se = blank_se, .sd = noise->sd, .weighting = scoring->settings->weighting,
                               .loss = scoring->settings->loss, .spreads = scoring->spreads + run * scoring->grid.n_cells,
                               .n_resamples = scoring->settings->n_resamples,
                               .seed = scoring->settings->seed, .n_threads = scoring->settings->n_threads, .cancel = cancel };

  for (guint g = 0; g < controls->len; g++)
    {
      const IsoControlGroup *group = &g_array_index (controls, IsoControlGroup, g);

      vehicle_se[g] = widen_control (&group->quality.vehicle, group->vehicle_se);
      blank_se[g] = widen_control (&group->quality.blank, group->blank_se);
    }
  find_groups (scoring, run, groups);
  iso_scoring_get_input (scoring, run, &resampling.input);
  for (guint j = 0; j < scoring->grid.n_drugs; j++)
    {
      int arm = scoring->combination->singles[j];

      if (resampling.input.agents[j].status == ISO_STATUS_OK)
        iso_arm_curve_settings (scoring->settings, g_array_index (scoring->arms, IsoArm, arm).fit.model, &resampling.curves[j]);
    }
  scores = iso_resample_scores (&resampling);
  for (guint which = 0; which < ISO_N_REFERENCES && scores != NULL; which++)
    test_in_run (scoring, which, scores, noise);
}

/* --- between runs ----------------------------------------------------------------------------------------------------------- */

/* From an interval between runs back to its p. */
static double
get_p (const IsoEstimate *estimate, guint n_runs, double level)
{
  double df = n_runs - 1.0;
  double se = (estimate->upper - estimate->lower) / (2 * iso_t_quantile (level, df));

  return g_strcmp0 (estimate->method, "experiments") == 0 && se > 0 ? two_sided_p (estimate->value / se, df) : NAN;
}

static void
test_between_runs (const IsoScoring *scoring, guint which)
{
  IsoCombination *combination = scoring->combination;
  IsoScoreTest *test = &combination->score_tests[which];
  double least = NAN;
  guint found = 0;

  for (guint c = 0; c < combination->cells->len; c++)
    {
      IsoCell *cell = &g_array_index (combination->cells, IsoCell, c);
      IsoCellScore *score = &cell->scores[which];

      score->p = get_p (&score->score, score->n_runs, scoring->settings->level);
      if (isnan (score->p))
        continue;
      found++;
      least = fmin (least, score->p);
    }
  for (guint c = 0; c < combination->cells->len; c++)
    {
      IsoCellScore *score = &g_array_index (combination->cells, IsoCell, c).scores[which];

      score->p_family = fmin (1, found * score->p);
      if (isnan (score->p))
        score->p_family = NAN;
    }
  test->mean_p = get_p (&combination->score_means[which], combination->score_runs[which], scoring->settings->level);
  test->largest_p = found > 0 ? fmin (1, found * least) : NAN;
}

/* --- all -------------------------------------------------------------------------------------------------------------------- */

static void
control_discoveries (IsoCombination *combination, guint which)
{
  g_autofree double *p = g_new (double, combination->cells->len + 1);
  g_autofree double *q = g_new (double, combination->cells->len + 1);

  for (guint c = 0; c < combination->cells->len; c++)
    p[c] = g_array_index (combination->cells, IsoCell, c).scores[which].p;
  iso_false_discovery (p, combination->cells->len, q);
  for (guint c = 0; c < combination->cells->len; c++)
    g_array_index (combination->cells, IsoCell, c).scores[which].q = q[c];
}

/* The only run that has wells of this combination; -1 if there are several. */
static int
find_only_run (const IsoScoring *scoring)
{
  int only = -1;

  for (guint run = 0; run < scoring->n_runs; run++)
    {
      for (guint c = 0; c < scoring->combination->cells->len; c++)
        {
          if (scoring->wells[run * scoring->grid.n_cells + scoring->places[c]] == 0)
            continue;
          if (only >= 0 && only != (int) run)
            return -1;
          only = (int) run;
        }
    }
  return only;
}

void
iso_combination_test (const IsoScoring *scoring, const int *cancel)
{
  IsoCombination *combination = scoring->combination;
  int only = find_only_run (scoring);
  Noise noise = { NAN, 0, "experiments" };

  for (guint which = 0; which < ISO_N_REFERENCES; which++)
    {
      combination->score_tests[which] = (IsoScoreTest) { NAN, NAN };
      for (guint c = 0; c < combination->cells->len; c++)
        {
          IsoCellScore *score = &g_array_index (combination->cells, IsoCell, c).scores[which];

          score->p = score->p_family = score->q = NAN;
        }
      if (only < 0)
        test_between_runs (scoring, which);
    }
  if (only >= 0)
    {
      find_noise (scoring, (guint) only, &noise);
      if (noise.method != NULL && scoring->settings->n_resamples > 0)
        resample_run (scoring, (guint) only, &noise, cancel);
    }
  combination->noise_method = noise.method;
  combination->noise_sd = noise.sd;
  combination->noise_df = noise.df;
  for (guint which = 0; which < ISO_N_REFERENCES; which++)
    control_discoveries (combination, which);
}
