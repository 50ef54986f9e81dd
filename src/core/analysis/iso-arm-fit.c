/* iso-arm-fit.c - curve, effect doses and median effect of an arm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points of which a bootstrap has too few. */
#define FEW_TO_DRAW 10

IsoEstimate
iso_estimate_between_runs (const double *values, guint n, gboolean logarithm, double level, IsoStatus status)
{
  IsoEstimate estimate = iso_estimate_none (status);
  g_autofree double *scaled = g_new (double, n + 1);
  double mean, half;

  if (n == 0)
    return estimate;
  for (guint i = 0; i < n; i++)
    scaled[i] = logarithm ? log (values[i]) : values[i];
  mean = iso_mean (scaled, n);
  half = iso_t_quantile (level, (double) n - 1) * iso_sd (scaled, n) / sqrt (n);
  estimate.value = logarithm ? exp (mean) : mean;
  estimate.interval_status = ISO_STATUS_TOO_FEW_POINTS;
  if (isfinite (half))
    {
      estimate.lower = logarithm ? exp (mean - half) : mean - half;
      estimate.upper = logarithm ? exp (mean + half) : mean + half;
      estimate.interval_status = ISO_STATUS_OK;
      estimate.method = "experiments";
    }
  return estimate;
}

static void
set_curve_rules (const IsoAnalysisSettings *settings, gboolean raw, IsoCurveSettings *curve)
{
  curve->se = settings->se;
  curve->level = settings->level;
  if (!raw)
    {
      curve->low[ISO_PARAMETER_LOWER] = 0;
      curve->high[ISO_PARAMETER_LOWER] = 1;
      if (!settings->free_upper && (settings->shared & ISO_SHARE (ISO_PARAMETER_UPPER)) == 0)
        curve->fixed[ISO_PARAMETER_UPPER] = 1;
    }
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      gboolean bounded = isfinite (settings->low[p]) || isfinite (settings->high[p]);

      if (!isnan (settings->fixed[p]))
        curve->fixed[p] = settings->fixed[p];
      else if (bounded && isnan (curve->model->fixed[p]))
        curve->fixed[p] = NAN;
      if (bounded)
        {
          curve->low[p] = settings->low[p];
          curve->high[p] = settings->high[p];
        }
    }
}

static void
make_curve_settings (const IsoAnalysisSettings *settings, gboolean raw, const IsoCurveModel *model, IsoCurveSettings *curve)
{
  iso_curve_settings_init (curve, model);
  set_curve_rules (settings, raw, curve);
}

/* The points of a fit. */
typedef struct
{
  gsize   n;
  double *doses;
  double *responses;
  double *weights;
  guint   distrusted;   /* by the loss */
} Points;

static void
fit_model (const IsoAnalysisSettings *settings, gboolean raw, const IsoCurveModel *model, Points *points, IsoCurveFit *fit)
{
  IsoCurveSettings curve;

  make_curve_settings (settings, raw, model, &curve);
  points->distrusted = iso_curve_fit_robust (&curve, settings->loss, points->doses, points->responses, points->weights, points->n, fit);
}

static int
compare_candidates_cb (gconstpointer a, gconstpointer b)
{
  const IsoCurveCandidate *one = a, *two = b;

  return (one->weight < two->weight) - (one->weight > two->weight);
}

static void
weigh_candidates (IsoCurveCandidate *candidates, guint n)
{
  double least = INFINITY, sum = 0;

  for (guint i = 0; i < n; i++)
    least = MIN (least, isnan (candidates[i].aicc) ? INFINITY : candidates[i].aicc);
  for (guint i = 0; i < n; i++)
    {
      candidates[i].weight = isnan (candidates[i].aicc) ? 0 : candidates[i].aicc == least ? 1 : exp (-0.5 * (candidates[i].aicc - least));
      sum += candidates[i].weight;
    }
  for (guint i = 0; i < n; i++)
    candidates[i].weight = sum > 0 ? candidates[i].weight / sum : NAN;
  qsort (candidates, n, sizeof *candidates, compare_candidates_cb);
}

/* Without a model asked for, the smallest AICc wins, of least squares whatever the loss; a model it cannot be computed for only if there
 * is no other. "No effect" is always among them. */
static const IsoCurveModel *
choose_model (const IsoAnalysisSettings *settings, gboolean raw, const Points *points, IsoArm *arm)
{
  const IsoCurveModel *best = NULL;
  double least = NAN;

  for (guint i = 0; iso_curve_model_nth (i) != NULL; i++)
    {
      const IsoCurveModel *model = iso_curve_model_nth (i);
      IsoCurveSettings curve;
      IsoCurveFit fit;

      if (!model->automatic || arm->n_candidates == ISO_MAX_CANDIDATES)
        continue;
      make_curve_settings (settings, raw, model, &curve);
      iso_curve_fit (&curve, points->doses, points->responses, points->weights, points->n, &fit);
      if (!isfinite (fit.rss))
        continue;
      arm->candidates[arm->n_candidates++] = (IsoCurveCandidate) { model, fit.aicc, NAN };
      if (best == NULL || fit.aicc < least || (isnan (least) && isfinite (fit.aicc)))
        {
          best = model;
          least = fit.aicc;
        }
    }
  weigh_candidates (arm->candidates, arm->n_candidates);
  return best != NULL ? best : iso_curve_model_nth (0);
}

/* A point's control group, for the uncertainty that its controls bring. */
static guint
get_group (const IsoDataset *dataset, const IsoPoint *point)
{
  int group = iso_dataset_observation (dataset, point->observations[0])->group;

  return group >= 0 ? (guint) group : G_MAXUINT;
}

/* What a robust fit leaves aside is told, and so is that its intervals are approximate. */
static void
tell_loss (IsoArm *arm, const IsoAnalysisSettings *settings, guint distrusted)
{
  g_autofree char *count = g_strdup_printf ("%u", distrusted);

  if (settings->loss != ISO_LOSS_SQUARES)
    g_ptr_array_add (arm->messages,
                     iso_message_new ("robust-fit", NULL,
                                      N_("The curve was fitted with a robust loss: {1} points count less than half, and the intervals, "
                                         "which take that as given, are approximate."), count, NULL));
}

static gboolean
is_bootstrap (IsoIntervalKind interval, IsoBootstrapKind *kind)
{
  *kind = interval == ISO_INTERVAL_BOOTSTRAP_CASES  ? ISO_BOOTSTRAP_CASES
          : interval == ISO_INTERVAL_BOOTSTRAP_WILD ? ISO_BOOTSTRAP_WILD
                                                    : ISO_BOOTSTRAP_RESIDUALS;
  return interval != ISO_INTERVAL_PROFILE && interval != ISO_INTERVAL_WALD;
}

/* Percentiles of few points are too narrow, as everybody who uses them should know. */
static void
tell_few (IsoArm *arm, const IsoAnalysisSettings *settings, const Points *points)
{
  g_autofree char *count = g_strdup_printf ("%" G_GSIZE_FORMAT, points->n);
  IsoBootstrapKind kind;

  if (is_bootstrap (settings->interval, &kind) && points->n < FEW_TO_DRAW && settings->shared == 0)
    g_ptr_array_add (arm->messages,
                     iso_message_new ("bootstrap-few", NULL,
                                      N_("The bootstrap has only {1} points to draw from (wells of one dose and experiment count as one), "
                                         "and its intervals are then too narrow. Those by profile are to be preferred."), count, NULL));
}

static void
clear_points (Points *points)
{
  g_free (points->doses);
  g_free (points->responses);
  g_free (points->weights);
}

/* Replicates of raw responses are points of their own: what they differ by stands in the others of their dose and run. */
static void
find_spread (const IsoArm *arm, guint first, guint n, guint k, double *sd, guint *count)
{
  const IsoPoint *own = &g_array_index (arm->points, IsoPoint, first + k);
  g_autofree double *values = g_new (double, n + 1);
  guint same = 0;

  *sd = own->sd;
  *count = own->n;
  for (guint i = 0; i < n; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, first + i);

      if (point->run == own->run && point->dose == own->dose)
        values[same++] = point->viability;
    }
  if (same > 1)
    *sd = iso_sd (values, same);
}

/* The points of a run (-1: all). They stand by run. */
static guint
find_run (const IsoArm *arm, int run, guint *first)
{
  guint n = 0;

  *first = 0;
  if (run < 0)
    return arm->points->len;
  while (*first < arm->points->len && g_array_index (arm->points, IsoPoint, *first).run != arm->runs[run])
    (*first)++;
  while (*first + n < arm->points->len && g_array_index (arm->points, IsoPoint, *first + n).run == arm->runs[run])
    n++;
  return n;
}

static void
take_points (const IsoArm *arm, const IsoAnalysisSettings *settings, guint first, guint n, Points *points)
{
  g_autofree double *sds = g_new (double, n + 1);
  g_autofree guint *counts = g_new (guint, n + 1);

  *points = (Points) { n, g_new (double, n + 1), g_new (double, n + 1), g_new (double, n + 1), 0 };
  for (guint i = 0; i < n; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, first + i);

      points->doses[i] = point->dose;
      points->responses[i] = point->viability;
      find_spread (arm, first, n, i, &sds[i], &counts[i]);
    }
  iso_curve_weights (settings->weighting, points->responses, sds, counts, n, points->weights);
}

/* Where the intervals of a fit come from; only what is asked for is there. */
typedef struct
{
  IsoCurveProfile   *profile;
  IsoCurveBootstrap *bootstrap;
} Intervals;

static void
clear_intervals (Intervals *intervals)
{
  g_clear_pointer (&intervals->profile, iso_curve_profile_free);
  g_clear_pointer (&intervals->bootstrap, iso_curve_bootstrap_free);
}

/* Puts the intervals that were asked for into the parameters of the fit of a run (-1: of all). A curve that shares is never drawn by
 * itself. */
static void
take_intervals (const IsoArm *arm, const IsoAnalysisSettings *settings, const IsoSharing *sharing, int run, const IsoComparedCurve *curve,
                IsoCurveFit *fit, Intervals *intervals)
{
  gboolean shares = fit->shared != 0;
  IsoBootstrapKind kind;

  *intervals = (Intervals) { NULL, NULL };
  if (is_bootstrap (settings->interval, &kind) && !shares)
    intervals->bootstrap = iso_curve_bootstrap_new (&curve->settings, curve->doses, curve->responses, curve->weights, curve->n, fit, kind,
                                                    ISO_BOOTSTRAP_DRAWS, settings->seed);
  else if (settings->interval != ISO_INTERVAL_WALD)
    intervals->profile = iso_curve_profile_new (&curve->settings, curve->doses, curve->responses, curve->weights, curve->n, fit);
  if (shares && intervals->profile != NULL)
    iso_sharing_join (sharing, arm, run, intervals->profile);
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      if (intervals->profile != NULL)
        fit->parameters[p] = iso_curve_profile_parameter (intervals->profile, p);
      else if (intervals->bootstrap != NULL)
        fit->parameters[p] = iso_curve_bootstrap_parameter (intervals->bootstrap, p);
    }
}

/* Fits points of the arm. What tells of the fit of all goes into the arm. */
static void
fit_stretch (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, const IsoCurveModel *model, guint first,
             guint n, IsoCurveFit *fit, IsoMedianEffect *effect)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  g_autofree double *affected = g_new (double, n + 1);
  g_autofree guint *groups = g_new (guint, n + 1);
  g_autofree double *relative_se = iso_arm_control_errors (dataset);
  Points points;

  take_points (arm, settings, first, n, &points);
  for (guint i = 0; i < n; i++)
    {
      affected[i] = raw ? NAN : 1 - points.responses[i];
      groups[i] = get_group (dataset, &g_array_index (arm->points, IsoPoint, first + i));
    }
  if (model == NULL)
    model = choose_model (settings, raw, &points, arm);
  fit_model (settings, raw, model, &points, fit);
  iso_curve_fit_add_control_uncertainty (fit, points.doses, points.responses, points.weights, groups, n, relative_se,
                                         dataset->groups->len);
  if (settings->linear_median_effect)
    iso_median_effect_fit (points.doses, affected, n, settings->level, effect);
  else
    iso_median_effect_fit_effect (points.doses, affected, n, settings->level, effect);
  if (raw)
    effect->status = ISO_STATUS_UNDEFINED;
  if (fit == &arm->fit)
    {
      arm->runs_p = iso_curve_fit_runs_test (fit, points.doses, points.responses, n, &arm->residual_runs);
      tell_loss (arm, settings, points.distrusted);
      tell_few (arm, settings, &points);
    }
  clear_points (&points);
}

static double
get_control (const IsoDataset *dataset, const IsoCurveFit *fit)
{
  return dataset->experiment->response == ISO_RESPONSE_RAW ? fit->parameters[ISO_PARAMETER_UPPER].value : 1;
}

static IsoEstimate
find_effect_dose (const Intervals *intervals, const IsoCurveFit *fit, double level, IsoEffectKind kind, double control, gboolean raw)
{
  return intervals->profile != NULL     ? iso_curve_profile_effect_dose (intervals->profile, level, kind, control)
         : intervals->bootstrap != NULL ? iso_curve_bootstrap_effect_dose (intervals->bootstrap, level, kind, raw ? NAN : control)
                                        : iso_curve_fit_effect_dose (fit, level, kind, control);
}

/* `intervals` are those of the whole, then of each run. */
static void
add_effect_dose (IsoArm *arm, const IsoDataset *dataset, const Intervals *intervals, double level, IsoEffectKind kind)
{
  g_autofree double *values = g_new (double, arm->n_runs + 1);
  IsoEffectDose effect = { .level = level, .kind = kind };
  IsoStatus status = ISO_STATUS_OK;
  double control = get_control (dataset, &arm->fit);
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;

  effect.run_doses = g_new (IsoEstimate, arm->n_runs + 1);
  effect.pooled = find_effect_dose (&intervals[0], &arm->fit, level, kind, control, raw);
  effect.wald = iso_curve_fit_effect_dose (&arm->fit, level, kind, control);
  for (guint r = 0; r < arm->n_runs; r++)
    {
      const IsoCurveFit *fit = &arm->run_fits[r];
      IsoEstimate dose = find_effect_dose (&intervals[r + 1], fit, level, kind, get_control (dataset, fit), raw);

      effect.run_doses[r] = dose;
      if (isfinite (dose.value))
        values[effect.n_runs++] = dose.value;
      if (status == ISO_STATUS_OK || !isfinite (dose.value))
        status = dose.status;
    }
  effect.dose = effect.pooled;
  if (arm->n_runs > 1)
    effect.dose = effect.n_runs == arm->n_runs
                    ? iso_estimate_between_runs (values, effect.n_runs, TRUE, arm->fit.level, status)
                    : iso_estimate_none (status);
  g_array_append_val (arm->effect_doses, effect);
}

static void
tell_exclusions (IsoArm *arm)
{
  g_autofree char *count = NULL;

  if (arm->median_effect.excluded == 0)
    return;
  count = g_strdup_printf ("%u", arm->median_effect.excluded);
  g_ptr_array_add (arm->messages,
                   iso_message_new ("median-effect-excluded", NULL,
                                    N_("Points left out of the median-effect line because the fraction affected was not between "
                                       "0 and 1: {1}."), count, NULL));
}

void
iso_arm_curve_settings (const IsoAnalysisSettings *settings, const IsoCurveModel *model, IsoCurveSettings *curve)
{
  iso_curve_settings_init (curve, model);
  set_curve_rules (settings, FALSE, curve);
}

void
iso_arm_fit (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  fit_stretch (arm, dataset, settings, settings->model, 0, arm->points->len, &arm->fit, &arm->median_effect);
  for (guint r = 0; r < arm->n_runs; r++)
    {
      guint first, n = find_run (arm, (int) r, &first);

      fit_stretch (arm, dataset, settings, arm->fit.model, first, n, &arm->run_fits[r], &arm->run_median_effects[r]);
    }
}

void
iso_arm_finish (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, const IsoSharing *sharing)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  g_autofree Intervals *intervals = g_new (Intervals, arm->n_runs + 1);
  IsoEstimate lower;

  memcpy (arm->wald, arm->fit.parameters, sizeof arm->wald);
  for (int r = -1; r < (int) arm->n_runs; r++)
    {
      IsoComparedCurve curve;

      iso_arm_take_stretch (arm, dataset, settings, r, &curve, NULL);
      take_intervals (arm, settings, sharing, r, &curve, r < 0 ? &arm->fit : &arm->run_fits[r], &intervals[r + 1]);
      iso_arm_clear_curve (&curve);
    }
  add_effect_dose (arm, dataset, intervals, 0.5, ISO_EFFECT_RELATIVE);
  for (guint i = 0; i < settings->n_effect_levels; i++)
    add_effect_dose (arm, dataset, intervals, settings->effect_levels[i], ISO_EFFECT_ABSOLUTE);
  for (guint r = 0; r <= arm->n_runs; r++)
    clear_intervals (&intervals[r]);
  if (raw)
    return;

  arm->mean_effect = iso_curve_fit_mean_effect (&arm->fit, 1);
  lower = arm->fit.parameters[ISO_PARAMETER_LOWER];
  if (lower.status == ISO_STATUS_OK && isfinite (lower.lower))
    arm->max_effect = 1 - CLAMP (lower.lower, 0, 1);
  tell_exclusions (arm);
}

void
iso_arm_take_stretch (const IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, int run, IsoComparedCurve *curve,
                      guint **groups)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  const IsoCurveFit *fit = run < 0 ? &arm->fit : &arm->run_fits[run];
  guint first, n = find_run (arm, run, &first);
  Points points;
  IsoCurveFit again;

  take_points (arm, settings, first, n, &points);
  make_curve_settings (settings, raw, fit->model != NULL ? fit->model : iso_curve_model_nth (0), &curve->settings);
  /* The weights are those that a robust loss ended with. */
  if (settings->loss != ISO_LOSS_SQUARES)
    fit_model (settings, raw, curve->settings.model, &points, &again);
  curve->doses = points.doses;
  curve->responses = points.responses;
  curve->weights = points.weights;
  curve->n = points.n;
  curve->fit = fit;
  if (groups == NULL)
    return;
  *groups = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    (*groups)[i] = get_group (dataset, &g_array_index (arm->points, IsoPoint, first + i));
}

void
iso_arm_take_curve (const IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, IsoComparedCurve *curve)
{
  iso_arm_take_stretch (arm, dataset, settings, -1, curve, NULL);
}

double *
iso_arm_control_errors (const IsoDataset *dataset)
{
  double *relative_se = g_new (double, dataset->groups->len + 1);

  for (guint g = 0; g < dataset->groups->len; g++)
    relative_se[g] = g_array_index (dataset->groups, IsoControlGroup, g).relative_se;
  return relative_se;
}

void
iso_arm_hold_shared (const IsoArm *arm, const IsoDataset *dataset, IsoComparedCurve *curve, IsoCurveFit *fit)
{
  g_autofree double *relative_se = iso_arm_control_errors (dataset);
  g_autofree guint *groups = g_new (guint, curve->n + 1);

  if (arm->fit.shared == 0)
    return;
  curve->settings.fixed[arm->common.parameter] = arm->common.value;
  for (guint i = 0; i < curve->n; i++)
    groups[i] = get_group (dataset, &g_array_index (arm->points, IsoPoint, i));
  iso_curve_fit (&curve->settings, curve->doses, curve->responses, curve->weights, curve->n, fit);
  iso_curve_fit_add_control_uncertainty (fit, curve->doses, curve->responses, curve->weights, groups, curve->n, relative_se,
                                         dataset->groups->len);
  curve->fit = fit;
}

void
iso_arm_clear_curve (IsoComparedCurve *curve)
{
  g_free ((double *) curve->doses);
  g_free ((double *) curve->responses);
  g_free ((double *) curve->weights);
}

void
iso_arm_cancel (IsoArm *arm)
{
  arm->fit.status = ISO_STATUS_CANCELLED;
  arm->fit.rss = NAN;
  arm->median_effect.status = ISO_STATUS_CANCELLED;
  for (guint r = 0; r < arm->n_runs; r++)
    {
      arm->run_fits[r] = arm->fit;
      arm->run_median_effects[r] = arm->median_effect;
    }
}
