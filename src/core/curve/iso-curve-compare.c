/* iso-curve-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-compare.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-ratio.h"
#include "curve/iso-curve-shape.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define N ISO_CURVE_N_PARAMETERS

#define GOLDEN 0.6180339887498949
#define INNER_STEPS 24        /* 1e-5 of the way, and the sum of squares is flat at its end */
#define MOST_STEPS 60
#define CLOSE_ENOUGH 1e-6     /* of the logarithm of a ratio */

/* --- the variance of both ------------------------------------------------------------------------------------------------- */

typedef struct
{
  double rss;
  double df;
  double variance;
  double t;
} Both;

/* Fits of one family: what they share moves both, and their variance is already that of all. */
static gboolean
are_together (const IsoCurveFit *one, const IsoCurveFit *two)
{
  return one->shared != 0 && one->shared == two->shared && one->variance_df == two->variance_df && one->variance == two->variance;
}

static IsoParameter
find_shared (const IsoCurveFit *fit)
{
  IsoParameter p = 0;

  while ((fit->shared & ISO_SHARE (p)) == 0)
    p++;
  return p;
}

static Both
take_both (const IsoComparedCurve curves[2])
{
  const IsoCurveFit *one = curves[0].fit, *two = curves[1].fit;
  Both both = { one->rss + two->rss, one->df + two->df, NAN, NAN };

  both.variance = both.rss / both.df;
  if (are_together (one, two))
    {
      both.df = one->variance_df;
      both.variance = one->variance;
    }
  both.t = iso_t_quantile (curves[0].settings.level, both.df);
  return both;
}

/* The variance with that of the residuals in common; what the controls brought stays. */
static double
rescale (const Both *both, const IsoCurveFit *fit, double variance, double control)
{
  double own = fit->shared != 0 ? both->variance : fit->rss / fit->df;

  if (!(control > 0))
    control = 0;
  return (variance - control) * (own > 0 ? both->variance / own : 1) + control;
}

static double
find_p (double t, double df)
{
  return df > 0 && isfinite (t) ? 2 * gsl_cdf_tdist_Q (fabs (t), df) : NAN;
}

/* --- ratios --------------------------------------------------------------------------------------------------------------- */

/* What a dose may be: a number, or what lies beyond the doses tested. */
static void
find_range (const IsoEstimate *dose, const IsoCurveFit *fit, double *least, double *most)
{
  *least = 0;
  *most = INFINITY;
  if (isfinite (dose->value))
    *least = *most = dose->value;
  else if ((dose->status == ISO_STATUS_ABOVE_RANGE || dose->status == ISO_STATUS_NOT_REACHED) && isfinite (fit->highest_dose))
    *least = fit->highest_dose;
  else if (dose->status == ISO_STATUS_BELOW_RANGE && isfinite (fit->lowest_dose))
    *most = fit->lowest_dose;
}

void
iso_dose_ratio_bounds (const IsoEstimate doses[2], const IsoCurveFit *const fits[2], double *at_least, double *at_most)
{
  double least[2], most[2];

  for (guint i = 0; i < 2; i++)
    find_range (&doses[i], fits[i], &least[i], &most[i]);
  *at_least = least[0] / most[1];
  *at_most = isinf (most[0]) || !(least[1] > 0) ? INFINITY : most[0] / least[1];
}

static void
clear_ratio (IsoDoseRatio *ratio, IsoStatus status)
{
  ratio->delta = ratio->fieller = ratio->wald = ratio->profile = iso_estimate_none (status);
  ratio->se = ratio->p = NAN;
}

static void
set_limits (IsoEstimate *estimate, double lower, double upper, const char *method)
{
  estimate->lower = lower;
  estimate->upper = upper;
  estimate->interval_status = isfinite (lower) && isfinite (upper) ? ISO_STATUS_OK
                              : isfinite (lower)                   ? ISO_STATUS_ABOVE_RANGE
                              : isfinite (upper)                   ? ISO_STATUS_BELOW_RANGE
                                                                   : ISO_STATUS_NOT_IDENTIFIED;
  estimate->method = isfinite (lower) || isfinite (upper) ? method : NULL;
}

/* What two numbers vary together by a parameter that their curves share: for any value of it they are independent. `links` are their
 * covariances with it. */
static double
find_covariance (const IsoCurveFit *const fits[2], const double links[2])
{
  IsoParameter p;
  double variance;

  if (!are_together (fits[0], fits[1]))
    return 0;
  p = find_shared (fits[0]);
  variance = fits[0]->covariance[p][p] - fits[0]->control_covariance[p][p];
  return variance > 0 ? links[0] * links[1] / variance : 0;
}

static double
find_dose_covariance (const IsoCurveFit *const fits[2], const double levels[2], IsoEffectKind kind, const double controls[2])
{
  double links[2];
  IsoParameter p = are_together (fits[0], fits[1]) ? find_shared (fits[0]) : 0;

  for (guint i = 0; i < 2; i++)
    links[i] = iso_curve_fit_effect_dose_link (fits[i], levels[i], kind, controls[i], p);
  return find_covariance (fits, links);
}

/* Fieller's limits of a / b are the roots of (a - ratio b)^2 = t^2 (Va - 2 ratio Vab + ratio^2 Vb). Where b may be 0 there is no upper one, and
 * where a may be as well, none at all. */
static void
set_fieller (IsoEstimate *estimate, double t, const double values[2], const double variances[2], double covariance)
{
  double a = values[1] * values[1] - t * t * variances[1], b = values[0] * values[1] - t * t * covariance;
  double c = values[0] * values[0] - t * t * variances[0], root = sqrt (b * b - a * c);

  if (a > 0)
    set_limits (estimate, (b - root) / a, (b + root) / a, "fieller");
  else
    set_limits (estimate, c > 0 ? c / (b + root) : NAN, NAN, "fieller");
}

/* A way along the logarithm of the ratio. */
typedef struct
{
  const IsoCurveProfile *profiles[2];
  const double          *levels;
  const double          *controls;
  IsoEffectKind          kind;
  double                 best[2];   /* ln dose of each curve alone */
  double                 most;      /* the sum of squares at the limits */
} Way;

static double
sum_at (const Way *way, double log_ratio, double log_dose)
{
  double sum = 0;
  double doses[2] = { log_dose + log_ratio, log_dose };

  for (guint i = 0; i < 2; i++)
    sum += iso_curve_profile_rss_at (way->profiles[i], way->levels[i], way->kind, way->controls[i], doses[i]);
  return sum;
}

/* The least sum of squares of two curves with this ratio: the second dose lies between what each curve would have alone. */
static double
excess_at (const Way *way, double log_ratio)
{
  double from = way->best[1], to = way->best[0] - log_ratio;
  double one = to - GOLDEN * (to - from), two = from + GOLDEN * (to - from);
  double f_one = sum_at (way, log_ratio, one), f_two = sum_at (way, log_ratio, two);

  for (guint i = 0; i < INNER_STEPS && MIN (f_one, f_two) > 0; i++)
    {
      if (f_one < f_two)
        {
          to = two;
          two = one;
          f_two = f_one;
          one = to - GOLDEN * (to - from);
          f_one = sum_at (way, log_ratio, one);
        }
      else
        {
          from = one;
          one = two;
          f_one = f_two;
          two = from + GOLDEN * (to - from);
          f_two = sum_at (way, log_ratio, two);
        }
    }
  return MIN (f_one, f_two) - way->most;
}

/* The distance of the limit on one side; INFINITY where the data do not rule that side out. From where the curves are far enough off, by
 * false position with the Illinois rule (Dowell & Jarratt 1971, BIT 11:168). */
static double
find_side (const Way *way, double half, double direction)
{
  double best = way->best[0] - way->best[1], farthest = 2 * log (ISO_CURVE_FARTHEST) + fabs (best);
  double near = 0, far = MIN (half, farthest), f_near = excess_at (way, best), f_far;

  while (!((f_far = excess_at (way, best + direction * far)) > 0))
    {
      if (far >= farthest)
        return INFINITY;
      near = far;
      f_near = f_far;
      far = MIN (farthest, 1.5 * far);
    }
  for (guint i = 0; i < MOST_STEPS && far - near > CLOSE_ENOUGH; i++)
    {
      double share = isfinite (f_far) ? f_near / (f_near - f_far) : 0.5;
      double x = near + CLAMP (share, 1e-3, 1 - 1e-3) * (far - near), f = excess_at (way, best + direction * x);
      gboolean beyond = f > 0;

      if (fabs (f) <= CLOSE_ENOUGH * way->most)
        return x;
      if (beyond)
        {
          far = x;
          f_far = f;
          f_near /= 2;
        }
      else
        {
          near = x;
          f_near = f;
          f_far /= 2;
        }
    }
  return 0.5 * (near + far);
}

static void
set_profile (const IsoComparedCurve curves[2], const Both *both, const double levels[2], IsoEffectKind kind, const double controls[2],
             const IsoEstimate doses[2], double half, double control_half, IsoEstimate *estimate)
{
  Way way = { .levels = levels, .controls = controls, .kind = kind, .most = both->rss + both->t * both->t * both->variance };
  IsoCurveProfile *profiles[2];
  double sides[2] = { NAN, NAN };

  for (guint i = 0; i < 2; i++)
    {
      const IsoComparedCurve *curve = &curves[i];

      way.best[i] = log (doses[i].value);
      way.profiles[i] = profiles[i] =
        iso_curve_profile_new (&curve->settings, curve->doses, curve->responses, curve->weights, curve->n, curve->fit);
    }
  if (isfinite (half) && half > 0 && isfinite (sum_at (&way, way.best[0] - way.best[1], way.best[1])))
    {
      for (guint i = 0; i < 2; i++)
        sides[i] = hypot (find_side (&way, half, i == 0 ? -1 : 1), control_half);
      set_limits (estimate, isfinite (sides[0]) ? estimate->value * exp (-sides[0]) : NAN, estimate->value * exp (sides[1]), "profile");
    }
  for (guint i = 0; i < 2; i++)
    iso_curve_profile_free (profiles[i]);
}

/* The same of two curves among others that share a parameter; Wald's limits stay where there is no profile. */
static void
set_common_profile (const IsoComparedCurve curves[2], const IsoCommonCurves *common, const guint indices[2], const double levels[2],
                    IsoEffectKind kind, const double controls[2], const IsoEstimate doses[2], double half, double control_half,
                    IsoEstimate *estimate)
{
  const double best[2] = { log (doses[0].value), log (doses[1].value) };
  double sides[2];

  if (common == NULL || !iso_common_curves_profile_ratio (common, indices, curves, levels, kind, controls, best, half, sides))
    return;
  for (guint i = 0; i < 2; i++)
    sides[i] = hypot (sides[i], control_half);
  set_limits (estimate, isfinite (sides[0]) ? estimate->value * exp (-sides[0]) : NAN, estimate->value * exp (sides[1]), "profile");
}

void
iso_curves_compare_doses (const IsoComparedCurve curves[2], const double levels[2], IsoEffectKind kind, const double controls[2],
                          IsoDoseRatio *ratio)
{
  iso_common_curves_compare_doses (NULL, NULL, curves, levels, kind, controls, ratio);
}

void
iso_common_curves_compare_doses (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2],
                                 const double levels[2], IsoEffectKind kind, const double controls[2], IsoDoseRatio *ratio)
{
  const IsoCurveFit *const fits[2] = { curves[0].fit, curves[1].fit };
  Both both = take_both (curves);
  IsoEstimate doses[2];
  double values[2], variances[2], covariance = find_dose_covariance (fits, levels, kind, controls), relative = 0, from_controls = 0, half;

  for (guint i = 0; i < 2; i++)
    {
      double t = iso_t_quantile (fits[i]->level, fits[i]->variance_df), control, se;

      doses[i] = iso_curve_fit_effect_dose (fits[i], levels[i], kind, controls[i]);
      values[i] = doses[i].value;
      se = log (doses[i].upper / doses[i].lower) / (2 * t);
      control = iso_curve_fit_effect_dose_control_se (fits[i], levels[i], kind, controls[i]);
      control = control > 0 ? control * control : 0;
      variances[i] = rescale (&both, fits[i], se * se, control);
      relative += variances[i];
      from_controls += control;
      variances[i] *= values[i] * values[i];
    }
  iso_dose_ratio_bounds (doses, fits, &ratio->at_least, &ratio->at_most);
  clear_ratio (ratio, isfinite (values[0]) ? doses[1].status : doses[0].status);
  if (!isfinite (values[0]) || !isfinite (values[1]))
    {
      if (ratio->at_least > 0 || isfinite (ratio->at_most))
        clear_ratio (ratio, ratio->at_least > 0 ? ISO_STATUS_ABOVE_RANGE : ISO_STATUS_BELOW_RANGE);
      return;
    }
  ratio->delta = iso_estimate_none (doses[0].status != ISO_STATUS_OK ? doses[0].status : doses[1].status);
  ratio->delta.value = values[0] / values[1];
  ratio->delta.interval_status = both.df > 0 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_TOO_FEW_POINTS;
  ratio->fieller = ratio->wald = ratio->profile = ratio->delta;
  relative -= 2 * covariance;
  covariance *= values[0] * values[1];
  half = both.t * sqrt (relative);
  if (!isfinite (half))
    return;
  ratio->se = ratio->delta.value * sqrt (relative);
  ratio->p = find_p ((ratio->delta.value - 1) / ratio->se, both.df);
  set_limits (&ratio->delta, ratio->delta.value - both.t * ratio->se, ratio->delta.value + both.t * ratio->se, "delta");
  set_limits (&ratio->wald, ratio->wald.value * exp (-half), ratio->wald.value * exp (half), "wald");
  set_fieller (&ratio->fieller, both.t, values, variances, covariance);
  ratio->profile = ratio->wald;
  if (are_together (fits[0], fits[1]))
    set_common_profile (curves, common, indices, levels, kind, controls, doses, half, both.t * sqrt (from_controls), &ratio->profile);
  else
    set_profile (curves, &both, levels, kind, controls, doses, half, both.t * sqrt (from_controls), &ratio->profile);
}

/* --- parameters ----------------------------------------------------------------------------------------------------------- */

static double
find_parameter_covariance (const IsoCurveFit *one, const IsoCurveFit *two, IsoParameter parameter)
{
  const IsoCurveFit *const fits[2] = { one, two };
  double links[2];
  IsoParameter p = are_together (one, two) ? find_shared (one) : 0;

  for (guint i = 0; i < 2; i++)
    links[i] = fits[i]->covariance[parameter][p] - fits[i]->control_covariance[parameter][p];
  return find_covariance (fits, links);
}

void
iso_curves_compare_parameter (const IsoComparedCurve curves[2], IsoParameter parameter, IsoParameterComparison *comparison)
{
  Both both = take_both (curves);
  double values[2], variances[2], covariance, ratio;

  *comparison = (IsoParameterComparison) { .p = NAN, .ratio_se = NAN, .ratio_p = NAN, .difference_se = NAN };
  comparison->difference = comparison->ratio = iso_estimate_none (ISO_STATUS_UNDEFINED);
  for (guint i = 0; i < 2; i++)
    {
      const IsoCurveFit *fit = curves[i].fit;
      const IsoEstimate *estimate = &fit->parameters[parameter];
      double se = fit->se[parameter];

      if (!isfinite (estimate->value))
        comparison->difference = comparison->ratio = iso_estimate_none (estimate->status);
      values[i] = fit->model != NULL && iso_curve_model_uses (fit->model, parameter) ? estimate->value : NAN;
      variances[i] = fit->fixed[parameter] ? 0 : rescale (&both, fit, se * se, fit->control_covariance[parameter][parameter]);
    }
  covariance = find_parameter_covariance (curves[0].fit, curves[1].fit, parameter);
  if (!isfinite (values[0]) || !isfinite (values[1]))
    return;
  ratio = values[0] / values[1];
  comparison->difference.value = values[0] - values[1];
  comparison->difference.status = comparison->ratio.status = ISO_STATUS_OK;
  comparison->difference.interval_status = comparison->ratio.interval_status = ISO_STATUS_NOT_IDENTIFIED;
  comparison->difference_se = sqrt (MAX (variances[0] + variances[1] - 2 * covariance, 0));
  comparison->p = find_p (comparison->difference.value / comparison->difference_se, both.df);
  if (isfinite (both.t * comparison->difference_se))
    set_limits (&comparison->difference, comparison->difference.value - both.t * comparison->difference_se,
                comparison->difference.value + both.t * comparison->difference_se, "wald");
  if (!isfinite (ratio))
    {
      comparison->ratio.status = ISO_STATUS_UNDEFINED;
      return;
    }
  comparison->ratio.value = ratio;
  comparison->ratio_se = sqrt (MAX (variances[0] - 2 * ratio * covariance + ratio * ratio * variances[1], 0)) / fabs (values[1]);
  comparison->ratio_p = find_p ((ratio - 1) / comparison->ratio_se, both.df);
  if (isfinite (both.t * comparison->ratio_se))
    set_limits (&comparison->ratio, ratio - both.t * comparison->ratio_se, ratio + both.t * comparison->ratio_se, "delta");
}
