/* iso-curve-bootstrap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-bootstrap.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>

/* Of the draws. */
#define MOST_FAILED 0.1

struct _IsoCurveBootstrap
{
  const IsoCurveFit *fit;
  guint              n;
  IsoCurveFit       *fits;
};

/* The points of one draw. */
typedef struct
{
  double *doses;
  double *responses;
  double *weights;
} Draw;

static void
draw_points (const double *doses, const double *fitted, const double *residuals, const double *weights, gsize n, IsoBootstrapKind kind,
             IsoRandom *random, Draw *draw)
{
  for (gsize i = 0; i < n; i++)
    {
      gsize from = kind == ISO_BOOTSTRAP_WILD ? i : iso_random_below (random, (guint32) n);
      gsize at = kind == ISO_BOOTSTRAP_CASES ? from : i;
      double sign = kind == ISO_BOOTSTRAP_WILD && iso_random_below (random, 2) == 0 ? -1 : 1;

      draw->doses[i] = doses[at];
      draw->weights[i] = weights[at];
      /* A residual has the scatter of its own weight, and comes to a point with another. */
      draw->responses[i] = fitted[at] + sign * residuals[from] * sqrt (weights[from] / weights[at]);
    }
}

/* Residuals with the spread of the errors, which the fit has made smaller; cases keep theirs. */
static void
find_residuals (const IsoCurveFit *fit, const double *doses, const double *responses, const double *weights, gsize n, IsoBootstrapKind kind,
                double *fitted, double *residuals)
{
  double mean = 0, more = kind == ISO_BOOTSTRAP_CASES ? 1 : sqrt ((double) n / MAX ((double) n - fit->n_free, 1));

  for (gsize i = 0; i < n; i++)
    {
      fitted[i] = iso_curve_fit_value (fit, doses[i]);
      residuals[i] = responses[i] - fitted[i];
      mean += sqrt (weights[i]) * residuals[i] / (double) n;
    }
  for (gsize i = 0; i < n; i++)
    residuals[i] = (residuals[i] - (kind == ISO_BOOTSTRAP_RESIDUALS ? mean / sqrt (weights[i]) : 0)) * more;
}

IsoCurveBootstrap *
iso_curve_bootstrap_new (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
                         const IsoCurveFit *fit, IsoBootstrapKind kind, guint draws, guint64 seed)
{
  IsoCurveBootstrap *bootstrap = g_new0 (IsoCurveBootstrap, 1);
  g_autofree double *room = g_new (double, 7 * n + 1);
  double *used_doses = room, *used = room + n, *w = room + 2 * n, *residuals = room + 3 * n;
  Draw draw = { room + 4 * n, room + 5 * n, room + 6 * n };
  g_autofree double *fitted = g_new (double, n + 1);
  gsize k = 0;

  bootstrap->fit = fit;
  if (!isfinite (fit->rss) || !(fit->df > 0))
    return bootstrap;
  for (gsize i = 0; i < n; i++)
    {
      if (weights != NULL && !(weights[i] > 0))
        continue;
      used_doses[k] = doses[i];
      used[k] = responses[i];
      w[k++] = weights != NULL ? weights[i] : 1;
    }
  find_residuals (fit, used_doses, used, w, k, kind, fitted, residuals);
  bootstrap->n = draws;
  bootstrap->fits = g_new (IsoCurveFit, draws + 1);
  for (guint i = 0; i < draws; i++)
    {
      IsoRandom random;

      iso_random_init (&random, seed, i);
      draw_points (used_doses, fitted, residuals, w, k, kind, &random, &draw);
      iso_curve_fit (settings, draw.doses, draw.responses, draw.weights, k, &bootstrap->fits[i]);
    }
  return bootstrap;
}

void
iso_curve_bootstrap_free (IsoCurveBootstrap *bootstrap)
{
  g_free (bootstrap->fits);
  g_free (bootstrap);
}

/* Sorted values of the draws, INFINITY and -INFINITY among them; those that are no number are left out. */
static guint
sort_draws (double *values, guint n)
{
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        values[kept++] = values[i];
    }
  gsl_sort (values, 1, kept);
  return kept;
}

/* The k-th of n draws for a share: exact where (n + 1) share is whole. */
static double
find_percentile (const double *sorted, guint n, double share)
{
  double place = share * (n + 1);
  int at = (int) floor (place + 1e-9) - 1;
  double rest = CLAMP (place - (at + 1), 0, 1), low, high;

  low = sorted[CLAMP (at, 0, (int) n - 1)];
  high = sorted[CLAMP (at + 1, 0, (int) n - 1)];
  return rest < 1e-9 || !isfinite (low) || !isfinite (high) ? low : low + rest * (high - low);
}

/* Draws know the scatter of the residuals as if it were that of the errors: percentiles are taken as far out as Student's t lies beyond the
 * normal quantile. */
static double
find_tail (const IsoCurveFit *fit, gboolean one_sided)
{
  return gsl_cdf_ugaussian_P (-iso_t_quantile (one_sided ? 2 * fit->level - 1 : fit->level, fit->df));
}

static void
set_limits (const IsoCurveBootstrap *bootstrap, double *values, IsoEstimate *estimate)
{
  guint kept = sort_draws (values, bootstrap->n);
  double tail = find_tail (bootstrap->fit, !isfinite (estimate->value));

  estimate->lower = estimate->upper = NAN;
  estimate->method = NULL;
  estimate->interval_status = ISO_STATUS_NOT_IDENTIFIED;
  if (bootstrap->n == 0 || bootstrap->n - kept > MOST_FAILED * bootstrap->n)
    return;
  estimate->method = "bootstrap";
  estimate->interval_status = ISO_STATUS_OK;
  estimate->lower = find_percentile (values, kept, tail);
  estimate->upper = find_percentile (values, kept, 1 - tail);
  if (isinf (estimate->upper))
    estimate->interval_status = ISO_STATUS_ABOVE_RANGE;
  else if (isinf (estimate->lower))
    estimate->interval_status = ISO_STATUS_BELOW_RANGE;
  if (isinf (estimate->upper))
    estimate->upper = NAN;
  if (isinf (estimate->lower))
    estimate->lower = NAN;
  if (isnan (estimate->lower) && isnan (estimate->upper))
    estimate->interval_status = ISO_STATUS_NOT_IDENTIFIED;
}

IsoEstimate
iso_curve_bootstrap_parameter (const IsoCurveBootstrap *bootstrap, IsoParameter parameter)
{
  IsoEstimate estimate = bootstrap->fit->parameters[parameter];
  g_autofree double *values = g_new (double, bootstrap->n + 1);

  if (bootstrap->fit->fixed[parameter] || !isfinite (estimate.value))
    return estimate;
  for (guint i = 0; i < bootstrap->n; i++)
    {
      const IsoCurveFit *fit = &bootstrap->fits[i];
      const IsoEstimate *drawn = &fit->parameters[parameter];

      values[i] = !isfinite (fit->rss)                        ? NAN
                  : drawn->status == ISO_STATUS_ABOVE_RANGE   ? INFINITY
                  : drawn->status == ISO_STATUS_BELOW_RANGE   ? -INFINITY
                                                              : drawn->value;
    }
  set_limits (bootstrap, values, &estimate);
  return estimate;
}

/* The controls are not drawn: what they bring is added on the logarithm, as independent of the rest. */
static void
widen (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control, IsoEstimate *estimate)
{
  double extra = iso_t_quantile (fit->level, fit->df) * iso_curve_fit_effect_dose_control_se (fit, level, kind, control);

  if (!(extra > 0))
    return;
  estimate->lower = estimate->value * exp (-hypot (log (estimate->lower / estimate->value), extra));
  estimate->upper = estimate->value * exp (hypot (log (estimate->upper / estimate->value), extra));
}

IsoEstimate
iso_curve_bootstrap_effect_dose (const IsoCurveBootstrap *bootstrap, double level, IsoEffectKind kind, double control)
{
  gboolean own = isnan (control);
  IsoEstimate estimate = iso_curve_fit_effect_dose (bootstrap->fit, level, kind,
                                                    own ? bootstrap->fit->values[ISO_PARAMETER_UPPER] : control);
  g_autofree double *values = g_new (double, bootstrap->n + 1);

  for (guint i = 0; i < bootstrap->n; i++)
    {
      const IsoCurveFit *fit = &bootstrap->fits[i];
      IsoEstimate dose = iso_curve_fit_effect_dose (fit, level, kind, own ? fit->values[ISO_PARAMETER_UPPER] : control);

      values[i] = isfinite (dose.value)                                                                  ? dose.value
                  : dose.status == ISO_STATUS_ABOVE_RANGE || dose.status == ISO_STATUS_NOT_REACHED       ? INFINITY
                  : dose.status == ISO_STATUS_BELOW_RANGE                                                ? -INFINITY
                                                                                                         : NAN;
    }
  set_limits (bootstrap, values, &estimate);
  widen (bootstrap->fit, level, kind, own ? bootstrap->fit->values[ISO_PARAMETER_UPPER] : control, &estimate);
  /* Of a dose that is not known, the tested ones bound what can be said. */
  if (!isfinite (estimate.value) && isfinite (estimate.lower))
    estimate.lower = MIN (estimate.lower, bootstrap->fit->highest_dose);
  return estimate;
}
