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

/* g' V g for a gradient by inside parameters. */
static double
propagate (const IsoCurveFit *fit, const double gradient[N])
{
  double variance = 0;

  for (IsoParameter p = 0; p < N; p++)
    for (IsoParameter q = 0; q < N; q++)
      variance += gradient[p] * gradient[q] * fit->covariance[p][q]
                  / (iso_curve_stretch (p, fit->parameters[p].value) * iso_curve_stretch (q, fit->parameters[q].value));
  return variance;
}

double
iso_curve_fit_value (const IsoCurveFit *fit, double dose)
{
  double theta[N];

  iso_curve_get_inside (fit, theta);
  return iso_curve_problem_value (theta, log (dose));
}

double
iso_curve_fit_value_se (const IsoCurveFit *fit, double dose)
{
  double theta[N], gradient[N];

  iso_curve_get_inside (fit, theta);
  iso_curve_problem_gradient (theta, log (dose), gradient);
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

IsoEstimate
iso_curve_fit_effect_dose (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control)
{
  double theta[N], gradient[N] = { 0 }, log_odds, hill;
  double lower = fit->parameters[ISO_PARAMETER_LOWER].value, upper = fit->parameters[ISO_PARAMETER_UPPER].value;

  if (!isfinite (fit->rss))
    return iso_estimate_none (fit->status);
  if (fit->parameters[ISO_PARAMETER_HILL].status == ISO_STATUS_NOT_IDENTIFIED)
    return iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
  if (!(level > 0 && level < 1) || upper == lower)
    return iso_estimate_none (ISO_STATUS_UNDEFINED);

  iso_curve_get_inside (fit, theta);
  hill = fit->parameters[ISO_PARAMETER_HILL].value;
  if (kind == ISO_EFFECT_RELATIVE)
    {
      log_odds = log (level / (1 - level));
    }
  else
    {
      double response = control * (1 - level);

      if ((upper - response) * (response - lower) <= 0)
        return iso_estimate_none ((upper > lower) == (response <= lower) ? ISO_STATUS_NOT_REACHED : ISO_STATUS_BELOW_RANGE);
      log_odds = log ((upper - response) / (response - lower));
      gradient[ISO_PARAMETER_LOWER] = 1 / (hill * (response - lower));
      gradient[ISO_PARAMETER_UPPER] = 1 / (hill * (upper - response));
    }
  gradient[ISO_PARAMETER_HILL] = -log_odds / hill;
  gradient[ISO_PARAMETER_SCALE] = 1;
  return wald_on_logarithm (fit, theta[ISO_PARAMETER_SCALE] + log_odds / hill, gradient);
}

/* ln (1 + e^z) without overflow. */
static double
softplus (double z)
{
  return z > 0 ? z + log1p (exp (-z)) : log1p (exp (z));
}

/* The integral of 1 / (1 + e^z) over z is z - ln (1 + e^z). */
double
iso_curve_fit_mean_effect (const IsoCurveFit *fit, double control)
{
  double theta[N], hill, first, last, mean_share;

  if (!isfinite (fit->rss) || !(fit->highest_dose > fit->lowest_dose))
    return NAN;
  iso_curve_get_inside (fit, theta);
  hill = fit->parameters[ISO_PARAMETER_HILL].value;
  first = hill * (log (fit->lowest_dose) - theta[ISO_PARAMETER_SCALE]);
  last = hill * (log (fit->highest_dose) - theta[ISO_PARAMETER_SCALE]);
  mean_share = (last - softplus (last) - first + softplus (first)) / (last - first);
  return 1 - (theta[ISO_PARAMETER_LOWER] + (theta[ISO_PARAMETER_UPPER] - theta[ISO_PARAMETER_LOWER]) * mean_share) / control;
}
