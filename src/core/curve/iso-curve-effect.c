/* iso-curve-effect.c - what a fitted curve tells: responses, effect doses, the mean effect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-sites.h"

#include <gsl/gsl_sort_double.h>
#include <math.h>

#define N ISO_CURVE_N_PARAMETERS

#define CROSSING_STEPS 400
#define MEAN_PARTS 8
#define ROUNDING   1e-12   /* a mean effect of less is what is left of adding up a flat curve */

/* Abramowitz & Stegun 1964, table 25.4, n = 10 */
static const double gauss_nodes[] = { 0.148874338981631, 0.433395394129247, 0.679409568299024, 0.865063366688985, 0.973906528517172 };
static const double gauss_weights[] = { 0.295524224714753, 0.269266719309996, 0.219086362515982, 0.149451349150581, 0.066671344308688 };

/* g' V g for a gradient by inside parameters. */
static double
propagate (const IsoCurveFit *fit, const double covariance[N][N], const double gradient[N])
{
  double variance = 0;

  for (IsoParameter p = 0; p < N; p++)
    for (IsoParameter q = 0; q < N; q++)
      variance += gradient[p] * gradient[q] * covariance[p][q]
                  / (iso_curve_stretch (fit->model, p, fit->values[p]) * iso_curve_stretch (fit->model, q, fit->values[q]));
  return variance;
}

static double
value_and_gradient (const IsoCurveFit *fit, const double theta[N], double log_dose, double gradient[N])
{
  const IsoCurveShape *shape = fit->shape;
  double boost = shape->boost != NULL && !isinf (log_dose) ? shape->boost (exp (log_dose)) : 0;

  return iso_curve_problem_gradient (shape, fit->mirrored, theta, log_dose, boost, gradient);
}

double
iso_curve_fit_value (const IsoCurveFit *fit, double dose)
{
  double theta[N], gradient[N];

  if (fit->model == NULL)
    return NAN;
  iso_curve_get_inside (fit, theta);
  return value_and_gradient (fit, theta, log (dose), gradient);
}

double
iso_curve_fit_value_se (const IsoCurveFit *fit, double dose)
{
  double theta[N], gradient[N];

  if (fit->model == NULL)
    return NAN;
  iso_curve_get_inside (fit, theta);
  value_and_gradient (fit, theta, log (dose), gradient);
  return sqrt (propagate (fit, fit->covariance, gradient));
}

static IsoEstimate
wald_on_logarithm (const IsoCurveFit *fit, double log_value, const double gradient[N])
{
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_OK);
  double half = iso_t_quantile (fit->level, fit->variance_df) * sqrt (propagate (fit, fit->covariance, gradient));

  estimate.value = exp (log_value);
  if (estimate.value > ISO_CURVE_FARTHEST * fit->highest_dose)
    return iso_estimate_none (ISO_STATUS_ABOVE_RANGE);
  if (estimate.value < fit->lowest_dose / ISO_CURVE_FARTHEST)
    return iso_estimate_none (ISO_STATUS_BELOW_RANGE);
  if (estimate.value > fit->highest_dose || estimate.value < fit->lowest_dose)
    estimate.status = ISO_STATUS_EXTRAPOLATED;
  if (isfinite (half))
    {
      estimate.lower = exp (log_value - half);
      estimate.upper = exp (log_value + half);
      estimate.method = "wald";
    }
  else
    {
      estimate.interval_status = fit->variance_df > 0 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_TOO_FEW_POINTS;
    }
  return estimate;
}

/* Where a curve with hormesis has come down to a response: beyond its peak, between the last log dose at which it is still on the
 * side of no effect and the first from there on. NaN if it never does. */
static double
find_crossing (const IsoCurveFit *fit, const double theta[N], double response)
{
  double side = theta[ISO_PARAMETER_UPPER] > theta[ISO_PARAMETER_LOWER] ? 1 : -1, unused[N];
  double near = NAN, far = log (fit->highest_dose * ISO_CURVE_FARTHEST) + 1;
  double first = log (fit->lowest_dose / ISO_CURVE_FARTHEST) - 1, step = (far - first) / CROSSING_STEPS;

  for (guint i = 0; i < CROSSING_STEPS && isnan (near); i++)
    {
      if (side * (value_and_gradient (fit, theta, far - step, unused) - response) > 0)
        near = far - step;
      else
        far -= step;
    }
  if (side * (value_and_gradient (fit, theta, far, unused) - response) > 0)
    return NAN;
  for (guint i = 0; i < 100 && far - near > 1e-13 * (1 + fabs (far)); i++)
    {
      double middle = 0.5 * (near + far);

      if (side * (value_and_gradient (fit, theta, middle, unused) - response) > 0)
        near = middle;
      else
        far = middle;
    }
  return 0.5 * (near + far);
}

static double
find_log_dose (const IsoCurveFit *fit, const double theta[N], double response)
{
  double share = (response - theta[ISO_PARAMETER_LOWER]) / (theta[ISO_PARAMETER_UPPER] - theta[ISO_PARAMETER_LOWER]);
  double f = fit->shape->asymmetry ? theta[ISO_PARAMETER_EXTRA] : 0;

  if (fit->shape->boost != NULL)
    return find_crossing (fit, theta, response);
  if (fit->shape == &iso_shape_two_sites)
    return iso_sites_inverse (theta, share);
  return theta[ISO_PARAMETER_SCALE]
         + iso_curve_share_inverse (fit->shape, fit->mirrored, share, f) / exp (theta[ISO_PARAMETER_HILL]);
}

/* The dose solves value (dose, parameters) = response (parameters), so by the implicit function theorem
 * d ln dose = (d response - d value) / (d value / d ln dose), and ln dose enters the value only less ln scale, but for the boost. */
static void
find_dose_gradient (const IsoCurveFit *fit, const double theta[N], double log_dose, double level, IsoEffectKind kind,
                    double gradient[N])
{
  double value[N], above[N], step = 1e-5, slope;

  value_and_gradient (fit, theta, log_dose, value);
  slope = -value[ISO_PARAMETER_SCALE] - value[ISO_PARAMETER_SECOND_SCALE];
  if (fit->shape->boost != NULL)
    slope = (value_and_gradient (fit, theta, log_dose + step, above) - value_and_gradient (fit, theta, log_dose - step, above))
            / (2 * step);
  for (IsoParameter p = 0; p < N; p++)
    gradient[p] = -value[p] / slope;
  if (kind == ISO_EFFECT_RELATIVE)
    {
      gradient[ISO_PARAMETER_UPPER] += (1 - level) / slope;
      gradient[ISO_PARAMETER_LOWER] += level / slope;
    }
}

IsoEstimate
iso_curve_fit_effect_dose (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control)
{
  double theta[N], gradient[N], log_dose, response;
  double lower = fit->values[ISO_PARAMETER_LOWER], upper = fit->values[ISO_PARAMETER_UPPER];
  gboolean endless = fit->shape == &iso_shape_power;

  if (!isfinite (fit->rss))
    return iso_estimate_none (fit->status);
  if (!iso_curve_model_uses (fit->model, ISO_PARAMETER_LOWER))
    return iso_estimate_none (ISO_STATUS_NOT_REACHED);
  if (fit->parameters[ISO_PARAMETER_SCALE].status == ISO_STATUS_NOT_IDENTIFIED)
    return iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
  if (endless && kind == ISO_EFFECT_RELATIVE)
    return iso_estimate_none (fit->parameters[ISO_PARAMETER_SCALE].status);
  if (kind == ISO_EFFECT_ABSOLUTE && !isfinite (control))
    return iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
  if (!(level > 0 && level < 1) || upper == lower)
    return iso_estimate_none (ISO_STATUS_UNDEFINED);

  response = kind == ISO_EFFECT_RELATIVE ? upper - level * (upper - lower) : control * (1 - level);
  if ((upper - response) * (response - lower) <= 0)
    return iso_estimate_none ((upper > lower) != (response <= lower) ? ISO_STATUS_BELOW_RANGE
                              : endless && !fit->mirrored            ? ISO_STATUS_ABOVE_RANGE
                                                                     : ISO_STATUS_NOT_REACHED);
  iso_curve_get_inside (fit, theta);
  log_dose = find_log_dose (fit, theta, response);
  if (!isfinite (log_dose))
    return iso_estimate_none (ISO_STATUS_NOT_REACHED);
  find_dose_gradient (fit, theta, log_dose, level, kind, gradient);
  return wald_on_logarithm (fit, log_dose, gradient);
}

double
iso_curve_fit_effect_dose_control_se (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control)
{
  double theta[N], gradient[N], dose = iso_curve_fit_effect_dose (fit, level, kind, control).value;

  if (!isfinite (dose))
    return NAN;
  iso_curve_get_inside (fit, theta);
  find_dose_gradient (fit, theta, log (dose), level, kind, gradient);
  return sqrt (propagate (fit, fit->control_covariance, gradient));
}

double
iso_curve_fit_effect_dose_link (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control, IsoParameter parameter)
{
  double theta[N], gradient[N], link = 0, dose = iso_curve_fit_effect_dose (fit, level, kind, control).value;

  if (!isfinite (dose))
    return NAN;
  iso_curve_get_inside (fit, theta);
  find_dose_gradient (fit, theta, log (dose), level, kind, gradient);
  for (IsoParameter p = 0; p < N; p++)
    link += gradient[p] * (fit->covariance[p][parameter] - fit->control_covariance[p][parameter])
            / iso_curve_stretch (fit->model, p, fit->values[p]);
  return link;
}

/* The integral of the fitted response over log doses, by Gauss and Legendre's rule of ten points in eight parts. */
static double
integrate (const IsoCurveFit *fit, const double theta[N], double from, double to)
{
  double sum = 0, width = (to - from) / MEAN_PARTS, unused[N];

  for (guint part = 0; part < MEAN_PARTS; part++)
    for (guint i = 0; i < G_N_ELEMENTS (gauss_nodes); i++)
      {
        double middle = from + width * (part + 0.5), away = 0.5 * width * gauss_nodes[i];

        sum += 0.5 * width * gauss_weights[i]
               * (value_and_gradient (fit, theta, middle - away, unused) + value_and_gradient (fit, theta, middle + away, unused));
      }
  return sum;
}

double
iso_curve_fit_mean_effect (const IsoCurveFit *fit, double control)
{
  /* In units of the curve's own width: within them, however steep, it is smooth. */
  static const double breaks[] = { -60, -20, -6, 0, 6, 20, 60 };
  double theta[N], first, last, from, sum = 0, ends[2 * G_N_ELEMENTS (breaks)];
  guint n_ends = fit->shape == &iso_shape_two_sites ? G_N_ELEMENTS (ends) : G_N_ELEMENTS (breaks);

  if (!isfinite (fit->rss) || !(fit->highest_dose > fit->lowest_dose))
    return NAN;
  iso_curve_get_inside (fit, theta);
  first = from = log (fit->lowest_dose);
  last = log (fit->highest_dose);
  for (guint i = 0; i < n_ends; i++)
    ends[i] = i < G_N_ELEMENTS (breaks)
                ? theta[ISO_PARAMETER_SCALE] + breaks[i] / exp (theta[ISO_PARAMETER_HILL])
                : theta[ISO_PARAMETER_SECOND_SCALE] + breaks[i - G_N_ELEMENTS (breaks)] / exp (theta[ISO_PARAMETER_SECOND_HILL]);
  gsl_sort (ends, 1, n_ends);
  for (guint i = 0; i < n_ends; i++)
    {
      double to = ends[i];

      if (to <= from || to >= last)
        continue;
      sum += integrate (fit, theta, from, to);
      from = to;
    }
  sum += integrate (fit, theta, from, last);
  sum = 1 - sum / (last - first) / control;
  return fabs (sum) < ROUNDING ? 0 : sum;
}
