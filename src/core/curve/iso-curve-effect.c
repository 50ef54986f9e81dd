/* iso-curve-effect.c - what a fitted curve tells: responses, effect doses, the mean effect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-problem.h"

#include <math.h>

#define N ISO_CURVE_N_PARAMETERS

/* A dose this far outside the tested ones is no longer an estimate. */
#define FARTHEST_EXTRAPOLATION 100.0

#define CROSSING_STEPS 400
#define MEAN_STEPS 2000

/* g' V g for a gradient by inside parameters. */
static double
propagate (const IsoCurveFit *fit, const double gradient[N])
{
  double variance = 0;

  for (IsoParameter p = 0; p < N; p++)
    for (IsoParameter q = 0; q < N; q++)
      variance += gradient[p] * gradient[q] * fit->covariance[p][q]
                  / (iso_curve_stretch (fit->model, p, fit->parameters[p].value)
                     * iso_curve_stretch (fit->model, q, fit->parameters[q].value));
  return variance;
}

static double
value_and_gradient (const IsoCurveFit *fit, const double theta[N], double log_dose, double gradient[N])
{
  const IsoCurveShape *shape = fit->model->shape;
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
  return sqrt (propagate (fit, gradient));
}

static IsoEstimate
wald_on_logarithm (const IsoCurveFit *fit, double log_value, const double gradient[N])
{
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_OK);
  double half = iso_t_quantile (fit->level, fit->df) * sqrt (propagate (fit, gradient));

  estimate.value = exp (log_value);
  if (estimate.value > FARTHEST_EXTRAPOLATION * fit->highest_dose)
    return iso_estimate_none (ISO_STATUS_ABOVE_RANGE);
  if (estimate.value < fit->lowest_dose / FARTHEST_EXTRAPOLATION)
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
      estimate.interval_status = fit->df > 0 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_TOO_FEW_POINTS;
    }
  return estimate;
}

/* Where a curve with hormesis has come down to a response: beyond its peak, between the last log dose at which it is still on the
 * side of no effect and the first from there on. NaN if it never does. */
static double
find_crossing (const IsoCurveFit *fit, const double theta[N], double response)
{
  double side = theta[ISO_PARAMETER_UPPER] > theta[ISO_PARAMETER_LOWER] ? 1 : -1, unused[N];
  double near = NAN, far = log (fit->highest_dose * FARTHEST_EXTRAPOLATION) + 1;
  double first = log (fit->lowest_dose / FARTHEST_EXTRAPOLATION) - 1, step = (far - first) / CROSSING_STEPS;

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
  double f = fit->model->shape->asymmetry ? theta[ISO_PARAMETER_EXTRA] : 0;

  if (fit->model->shape->boost != NULL)
    return find_crossing (fit, theta, response);
  return theta[ISO_PARAMETER_SCALE]
         + iso_curve_share_inverse (fit->model->shape, fit->mirrored, share, f) / exp (theta[ISO_PARAMETER_HILL]);
}

/* The dose solves value (dose, parameters) = response (parameters), so by the implicit function theorem
 * d ln dose = (d response - d value) / (d value / d ln dose), and ln dose enters the value only less ln scale, but for the boost. */
static void
find_dose_gradient (const IsoCurveFit *fit, const double theta[N], double log_dose, double level, IsoEffectKind kind,
                    double gradient[N])
{
  double value[N], above[N], step = 1e-5, slope;

  value_and_gradient (fit, theta, log_dose, value);
  slope = -value[ISO_PARAMETER_SCALE];
  if (fit->model->shape->boost != NULL)
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
  double lower = fit->parameters[ISO_PARAMETER_LOWER].value, upper = fit->parameters[ISO_PARAMETER_UPPER].value;

  if (!isfinite (fit->rss))
    return iso_estimate_none (fit->status);
  if (!iso_curve_model_uses (fit->model, ISO_PARAMETER_LOWER))
    return iso_estimate_none (ISO_STATUS_NOT_REACHED);
  if (fit->parameters[ISO_PARAMETER_SCALE].status == ISO_STATUS_NOT_IDENTIFIED)
    return iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
  if (!(level > 0 && level < 1) || upper == lower)
    return iso_estimate_none (ISO_STATUS_UNDEFINED);

  response = kind == ISO_EFFECT_RELATIVE ? upper - level * (upper - lower) : control * (1 - level);
  if ((upper - response) * (response - lower) <= 0)
    return iso_estimate_none ((upper > lower) == (response <= lower) ? ISO_STATUS_NOT_REACHED : ISO_STATUS_BELOW_RANGE);
  iso_curve_get_inside (fit, theta);
  log_dose = find_log_dose (fit, theta, response);
  if (!isfinite (log_dose))
    return iso_estimate_none (ISO_STATUS_NOT_REACHED);
  find_dose_gradient (fit, theta, log_dose, level, kind, gradient);
  return wald_on_logarithm (fit, log_dose, gradient);
}

/* Simpson's rule; a curve is smooth over the logarithm of the dose, but for the steepest. */
double
iso_curve_fit_mean_effect (const IsoCurveFit *fit, double control)
{
  double theta[N], unused[N], first, width, sum = 0;

  if (!isfinite (fit->rss) || !(fit->highest_dose > fit->lowest_dose))
    return NAN;
  iso_curve_get_inside (fit, theta);
  first = log (fit->lowest_dose);
  width = (log (fit->highest_dose) - first) / MEAN_STEPS;
  for (guint i = 0; i <= MEAN_STEPS; i++)
    sum += (i == 0 || i == MEAN_STEPS ? 1 : i % 2 == 1 ? 4 : 2) * value_and_gradient (fit, theta, first + width * i, unused);
  return 1 - sum / (3 * MEAN_STEPS) / control;
}
