/* iso-arm-fit.c - curve, effect doses and median effect of an arm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"

#include "base/iso-statistics.h"

#include <math.h>

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
      if (!settings->free_upper)
        curve->fixed[ISO_PARAMETER_UPPER] = 1;
    }
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      if (!isnan (settings->fixed[p]))
        curve->fixed[p] = settings->fixed[p];
    }
}

static void
make_curve_settings (const IsoAnalysisSettings *settings, gboolean raw, const IsoCurveModel *model, IsoCurveSettings *curve)
{
  iso_curve_settings_init (curve, model);
  set_curve_rules (settings, raw, curve);
}

static void
fit_model (const IsoAnalysisSettings *settings, gboolean raw, const IsoCurveModel *model, const double *doses,
           const double *responses, gsize n, IsoCurveFit *fit)
{
  IsoCurveSettings curve;

  make_curve_settings (settings, raw, model, &curve);
  iso_curve_fit (&curve, doses, responses, NULL, n, fit);
}

/* Without a model asked for, the smallest AICc wins; a model it cannot be computed for only if there is no other. */
static void
fit_points (const IsoAnalysisSettings *settings, gboolean raw, const IsoCurveModel *model, const double *doses,
            const double *responses, gsize n, IsoCurveFit *fit)
{
  fit_model (settings, raw, model != NULL ? model : iso_curve_model_nth (0), doses, responses, n, fit);
  if (model != NULL)
    return;
  for (guint i = 1; iso_curve_model_nth (i) != NULL; i++)
    {
      IsoCurveFit other;

      if (!iso_curve_model_nth (i)->automatic)
        continue;
      fit_model (settings, raw, iso_curve_model_nth (i), doses, responses, n, &other);
      if (isfinite (other.rss) && (!isfinite (fit->rss) || other.aicc < fit->aicc || (isnan (fit->aicc) && isfinite (other.aicc))))
        *fit = other;
    }
}

/* A point's control group, for the uncertainty that its controls bring. */
static guint
get_group (const IsoDataset *dataset, const IsoPoint *point)
{
  int group = iso_dataset_observation (dataset, point->observations[0])->group;

  return group >= 0 ? (guint) group : G_MAXUINT;
}

/* Fits points of the arm; `wald` (nullable) gets the parameters with Wald's intervals, the fit those that were asked for. The profile
 * is for effect doses. */
static IsoCurveProfile *
fit_stretch (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, const IsoCurveModel *model, guint first,
             guint n, IsoCurveFit *fit, IsoEstimate *wald, IsoMedianEffect *effect)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  g_autofree double *doses = g_new (double, n + 1);
  g_autofree double *responses = g_new (double, n + 1);
  g_autofree double *affected = g_new (double, n + 1);
  g_autofree guint *groups = g_new (guint, n + 1);
  g_autofree double *relative_se = g_new (double, dataset->groups->len + 1);
  IsoCurveSettings curve;
  IsoCurveProfile *profile;

  for (guint i = 0; i < n; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, first + i);

      doses[i] = point->dose;
      responses[i] = point->viability;
      affected[i] = raw ? NAN : 1 - point->viability;
      groups[i] = get_group (dataset, point);
    }
  for (guint g = 0; g < dataset->groups->len; g++)
    relative_se[g] = g_array_index (dataset->groups, IsoControlGroup, g).relative_se;

  fit_points (settings, raw, model, doses, responses, n, fit);
  iso_curve_fit_add_control_uncertainty (fit, doses, responses, groups, n, relative_se, dataset->groups->len);
  iso_median_effect_fit (doses, affected, n, settings->level, effect);
  if (raw)
    effect->status = ISO_STATUS_UNDEFINED;

  make_curve_settings (settings, raw, fit->model, &curve);
  profile = iso_curve_profile_new (&curve, doses, responses, NULL, n, fit);
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      IsoEstimate estimate = fit->parameters[p];

      if (wald != NULL)
        wald[p] = estimate;
      if (settings->interval == ISO_INTERVAL_PROFILE)
        fit->parameters[p] = iso_curve_profile_parameter (profile, p);
    }
  return profile;
}

static double
get_control (const IsoDataset *dataset, const IsoCurveFit *fit)
{
  return dataset->experiment->response == ISO_RESPONSE_RAW ? fit->parameters[ISO_PARAMETER_UPPER].value : 1;
}

static IsoEstimate
find_effect_dose (const IsoAnalysisSettings *settings, const IsoCurveProfile *profile, const IsoCurveFit *fit, double level,
                  IsoEffectKind kind, double control)
{
  return settings->interval == ISO_INTERVAL_PROFILE ? iso_curve_profile_effect_dose (profile, level, kind, control)
                                                    : iso_curve_fit_effect_dose (fit, level, kind, control);
}

/* `profiles` are those of the whole, then of each run. */
static void
add_effect_dose (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, IsoCurveProfile **profiles, double level,
                 IsoEffectKind kind)
{
  g_autofree double *values = g_new (double, arm->n_runs + 1);
  IsoEffectDose effect = { .level = level, .kind = kind };
  IsoStatus status = ISO_STATUS_OK;
  double control = get_control (dataset, &arm->fit);

  effect.run_doses = g_new (IsoEstimate, arm->n_runs + 1);
  effect.pooled = find_effect_dose (settings, profiles[0], &arm->fit, level, kind, control);
  effect.wald = iso_curve_fit_effect_dose (&arm->fit, level, kind, control);
  for (guint r = 0; r < arm->n_runs; r++)
    {
      const IsoCurveFit *fit = &arm->run_fits[r];
      IsoEstimate dose = find_effect_dose (settings, profiles[r + 1], fit, level, kind, get_control (dataset, fit));

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
iso_arm_fit (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  gboolean raw = dataset->experiment->response == ISO_RESPONSE_RAW;
  g_autofree IsoCurveProfile **profiles = g_new (IsoCurveProfile *, arm->n_runs + 1);
  guint first = 0;
  IsoEstimate lower;

  profiles[0] = fit_stretch (arm, dataset, settings, settings->model, 0, arm->points->len, &arm->fit, arm->wald, &arm->median_effect);
  for (guint r = 0; r < arm->n_runs; r++)
    {
      guint n = 0;

      while (first + n < arm->points->len && g_array_index (arm->points, IsoPoint, first + n).run == arm->runs[r])
        n++;
      profiles[r + 1] = fit_stretch (arm, dataset, settings, arm->fit.model, first, n, &arm->run_fits[r], NULL,
                                     &arm->run_median_effects[r]);
      first += n;
    }

  add_effect_dose (arm, dataset, settings, profiles, 0.5, ISO_EFFECT_RELATIVE);
  for (guint i = 0; i < settings->n_effect_levels; i++)
    add_effect_dose (arm, dataset, settings, profiles, settings->effect_levels[i], ISO_EFFECT_ABSOLUTE);
  for (guint r = 0; r <= arm->n_runs; r++)
    iso_curve_profile_free (profiles[r]);
  if (raw)
    return;

  arm->mean_effect = iso_curve_fit_mean_effect (&arm->fit, 1);
  lower = arm->fit.parameters[ISO_PARAMETER_LOWER];
  if (lower.status == ISO_STATUS_OK && isfinite (lower.lower))
    arm->max_effect = 1 - CLAMP (lower.lower, 0, 1);
  tell_exclusions (arm);
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
