/* iso-curve-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-search.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* Limits nearer to each other than this are one. */
#define FLATTEST_SPAN 1e-9

/* A G that is neither 1 nor 0. */
#define ON_WAY 1e-6

void
iso_curve_settings_init (IsoCurveSettings *settings, const IsoCurveModel *model)
{
  settings->model = model;
  settings->se = ISO_SE_OBSERVED;
  settings->level = 0.95;
  for (gsize p = 0; p < N; p++)
    {
      settings->fixed[p] = NAN;
      settings->low[p] = -INFINITY;
      settings->high[p] = INFINITY;
    }
}

static void
begin (const IsoCurveSettings *settings, gsize n, IsoCurveFit *fit)
{
  memset (fit, 0, sizeof *fit);
  fit->model = settings->model;
  fit->shape = settings->model->shape;
  fit->n = n;
  fit->level = settings->level;
  fit->rss = fit->df = fit->aicc = NAN;
  fit->lack_of_fit_f = fit->lack_of_fit_p = fit->lack_of_fit_df1 = fit->lack_of_fit_df2 = NAN;
  fit->lowest_dose = fit->highest_dose = NAN;
  for (gsize p = 0; p < N; p++)
    {
      fit->parameters[p] = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
      fit->values[p] = fit->se[p] = fit->se_gauss_newton[p] = fit->se_observed[p] = NAN;
    }
}

/* Pure error of the replicates at equal doses against what the curve leaves. */
static void
test_lack_of_fit (IsoCurveFit *fit, const IsoCurveData *data)
{
  if (data->n >= fit->n || data->n <= fit->n_free || !(data->pure > 0))
    return;
  fit->lack_of_fit_df1 = (double) data->n - fit->n_free;
  fit->lack_of_fit_df2 = (double) (fit->n - data->n);
  fit->lack_of_fit_f = MAX (0, (fit->rss - data->pure) / fit->lack_of_fit_df1) / (data->pure / fit->lack_of_fit_df2);
  fit->lack_of_fit_p = gsl_cdf_fdist_Q (fit->lack_of_fit_f, fit->lack_of_fit_df1, fit->lack_of_fit_df2);
}

static void
set_interval (IsoCurveFit *fit, IsoParameter parameter, double t)
{
  IsoEstimate *estimate = &fit->parameters[parameter];
  double half = t * fit->se[parameter] / iso_curve_stretch (fit->model, parameter, estimate->value);
  double inside = iso_curve_to_inside (fit->model, parameter, estimate->value);

  estimate->lower = estimate->upper = NAN;
  estimate->method = NULL;
  if (!isfinite (estimate->value))
    return;
  if (fit->fixed[parameter])
    {
      estimate->interval_status = ISO_STATUS_OK;
      return;
    }
  if (estimate->status == ISO_STATUS_NOT_IDENTIFIED)
    half = NAN;
  if (!isfinite (half))
    {
      estimate->interval_status = fit->df > 0 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_TOO_FEW_POINTS;
      if (estimate->status == ISO_STATUS_AT_BOUND)
        estimate->interval_status = ISO_STATUS_AT_BOUND;
      return;
    }
  estimate->lower = iso_curve_from_inside (fit->model, parameter, inside - half);
  estimate->upper = iso_curve_from_inside (fit->model, parameter, inside + half);
  estimate->interval_status = ISO_STATUS_OK;
  estimate->method = "wald";
}

static void
set_intervals (IsoCurveFit *fit)
{
  double t = iso_t_quantile (fit->level, fit->df);

  for (IsoParameter p = 0; p < N; p++)
    set_interval (fit, p, t);
}

static void
set_standard_errors (IsoCurveFit *fit, const IsoCurveData *data, IsoSeKind kind, const IsoCurvePoint *best)
{
  IsoNormalEquations equations;
  IsoSquareMatrix inverse[2];
  gboolean good[2];
  double variance = fit->rss / fit->df;

  iso_curve_problem_evaluate (data, best->theta, &equations);
  good[ISO_SE_GAUSS_NEWTON] = iso_square_matrix_invert (equations.gauss_newton, N, best->held, inverse[ISO_SE_GAUSS_NEWTON]);
  /* Where J'J is singular the residuals alone would make the Hessian regular: no ground for an interval. */
  good[ISO_SE_OBSERVED] = iso_square_matrix_invert (equations.observed, N, best->held, inverse[ISO_SE_OBSERVED])
                          && good[ISO_SE_GAUSS_NEWTON];

  for (IsoParameter p = 0; p < N; p++)
    {
      double sp = iso_curve_stretch (fit->model, p, fit->values[p]);

      for (IsoParameter q = 0; q < N; q++)
        fit->covariance[p][q] =
          good[kind] && fit->df > 0
            ? variance * inverse[kind][p][q] * sp * iso_curve_stretch (fit->model, q, fit->values[q]) : NAN;
      if (best->held[p] || !(fit->df > 0) || !isfinite (fit->parameters[p].value))
        continue;
      if (good[ISO_SE_OBSERVED])
        fit->se_observed[p] = sp * sqrt (variance * inverse[ISO_SE_OBSERVED][p][p]);
      if (good[ISO_SE_GAUSS_NEWTON])
        fit->se_gauss_newton[p] = sp * sqrt (variance * inverse[ISO_SE_GAUSS_NEWTON][p][p]);
      fit->se[p] = kind == ISO_SE_OBSERVED ? fit->se_observed[p] : fit->se_gauss_newton[p];
    }
  /* A step has its midpoint between two doses, and no curvature that tells where. */
  if (fit->status == ISO_STATUS_NOT_IDENTIFIED && fit->parameters[ISO_PARAMETER_HILL].status == ISO_STATUS_AT_BOUND)
    {
      fit->se[ISO_PARAMETER_SCALE] = fit->se_observed[ISO_PARAMETER_SCALE] = fit->se_gauss_newton[ISO_PARAMETER_SCALE] = NAN;
      for (IsoParameter p = 0; p < N; p++)
        fit->covariance[ISO_PARAMETER_SCALE][p] = fit->covariance[p][ISO_PARAMETER_SCALE] = NAN;
    }
  if (!good[kind] && fit->df > 0 && (fit->status == ISO_STATUS_OK || fit->status == ISO_STATUS_AMBIGUOUS))
    fit->status = ISO_STATUS_NOT_IDENTIFIED;
}

/* Of a curve that ends at infinity only the other end is a parameter of the model; the rest went there too. */
static void
judge_endless (IsoCurveFit *fit)
{
  IsoParameter known = fit->mirrored ? ISO_PARAMETER_LOWER : ISO_PARAMETER_UPPER;

  for (IsoParameter p = 0; p < N; p++)
    {
      if (p == known || fit->fixed[p])
        continue;
      fit->parameters[p] = iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
    }
  if (!fit->fixed[ISO_PARAMETER_SCALE])
    fit->parameters[ISO_PARAMETER_SCALE] = iso_estimate_none (fit->mirrored ? ISO_STATUS_BELOW_RANGE : ISO_STATUS_ABOVE_RANGE);
  fit->status = ISO_STATUS_NOT_IDENTIFIED;
}

/* With hardly any steepness left Gompertz' curve is exponential, and its midpoint as good as ever. */
static gboolean
is_exponential (const IsoCurveFit *fit)
{
  return fit->shape == &iso_shape_gompertz && fit->parameters[ISO_PARAMETER_EXTRA].value < 1;
}

/* All or nothing: one dose at most is on the way down. Any steeper curve does as well, and its midpoint lies between the two doses. */
static gboolean
is_step (const IsoCurveFit *fit, const IsoCurveData *data, const double theta[N], gboolean bounded_hill)
{
  guint on_way = 0;

  if (fit->fixed[ISO_PARAMETER_HILL] || bounded_hill || fit->shape->asymmetry || fit->shape->boost != NULL
      || fit->shape == &iso_shape_two_sites
      || exp (theta[ISO_PARAMETER_HILL]) * log (fit->highest_dose / fit->lowest_dose) < -log (ON_WAY))
    return FALSE;
  for (gsize i = 0; i < data->n; i++)
    {
      double gradient[N];

      iso_curve_problem_gradient (fit->shape, fit->mirrored, theta, data->log_doses[i], 0, gradient);
      on_way += gradient[ISO_PARAMETER_UPPER] > ON_WAY && gradient[ISO_PARAMETER_UPPER] < 1 - ON_WAY;
    }
  return on_way <= 1 && theta[ISO_PARAMETER_SCALE] > log (fit->lowest_dose) && theta[ISO_PARAMETER_SCALE] < log (fit->highest_dose);
}

/* One site is enough: of the other nothing is known. */
static void
judge_second_site (IsoCurveFit *fit)
{
  IsoEstimate *second = &fit->parameters[ISO_PARAMETER_SECOND_SCALE], *hill = &fit->parameters[ISO_PARAMETER_SECOND_HILL];

  if (fit->shape != &iso_shape_two_sites)
    return;
  if (fit->parameters[ISO_PARAMETER_EXTRA].status == ISO_STATUS_AT_BOUND)
    {
      *second = iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
      if (!fit->fixed[ISO_PARAMETER_SECOND_HILL])
        *hill = *second;
      fit->status = ISO_STATUS_NOT_IDENTIFIED;
    }
  else if (second->status == ISO_STATUS_AT_BOUND || hill->status == ISO_STATUS_AT_BOUND)
    {
      second->status = hill->status = ISO_STATUS_NOT_IDENTIFIED;
      fit->status = ISO_STATUS_NOT_IDENTIFIED;
    }
  else if (!fit->fixed[ISO_PARAMETER_SECOND_SCALE] && (second->value > fit->highest_dose || second->value < fit->lowest_dose))
    {
      second->status = ISO_STATUS_EXTRAPOLATED;
    }
}

/* An asymmetry at its limit leaves hill and scale without a meaning. */
static gboolean
is_lopsided (const IsoCurveFit *fit)
{
  return fit->shape != &iso_shape_two_sites && fit->parameters[ISO_PARAMETER_EXTRA].status == ISO_STATUS_AT_BOUND && !is_exponential (fit);
}

/* Hill and scale mean nothing on a flat curve, nor at the limits beyond which nothing is known. */
static void
judge_shape (IsoCurveFit *fit, gboolean flat, gboolean bounded_hill, gboolean step)
{
  IsoEstimate *hill = &fit->parameters[ISO_PARAMETER_HILL], *scale = &fit->parameters[ISO_PARAMETER_SCALE];

  if (step && !flat)
    {
      hill->status = ISO_STATUS_AT_BOUND;
      fit->status = ISO_STATUS_NOT_IDENTIFIED;
    }
  else if (flat || (hill->status == ISO_STATUS_AT_BOUND && !bounded_hill) || scale->status == ISO_STATUS_AT_BOUND
      || is_lopsided (fit))
    {
      hill->status = scale->status = ISO_STATUS_NOT_IDENTIFIED;
      fit->status = ISO_STATUS_NOT_IDENTIFIED;
    }
  else if (!fit->fixed[ISO_PARAMETER_SCALE] && (scale->value > fit->highest_dose || scale->value < fit->lowest_dose))
    {
      scale->status = ISO_STATUS_EXTRAPOLATED;
    }
}

static void
fill_result (IsoCurveFit *fit, const IsoCurveSearch *search, const IsoCurvePoint *best)
{
  double n = (double) fit->n, k = fit->n_free + 1.0;
  double lower = best->theta[ISO_PARAMETER_LOWER], upper = best->theta[ISO_PARAMETER_UPPER];
  gboolean endless = best->shape == &iso_shape_power;
  gboolean flat = iso_curve_model_uses (fit->model, ISO_PARAMETER_LOWER)
                  && fabs (upper - lower) <= FLATTEST_SPAN * MAX (fabs (upper), fabs (lower));

  fit->rss = best->rss;
  fit->shape = best->shape;
  fit->mirrored = best->mirrored;
  fit->df = n - fit->n_free;
  if (n > k + 1)
    fit->aicc = n * log (fit->rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
  for (IsoParameter p = 0; p < N; p++)
    {
      fit->fixed[p] = !isnan (search->fixed[p]);
      fit->held[p] = best->held[p];
      fit->parameters[p].value = fit->values[p] = iso_curve_from_inside (fit->model, p, best->theta[p]);
      fit->parameters[p].status = best->held[p] && !fit->fixed[p] ? ISO_STATUS_AT_BOUND : ISO_STATUS_OK;
    }
  if (endless)
    judge_endless (fit);
  else
    judge_shape (fit, flat, search->bounded_hill, is_step (fit, &search->data, best->theta, search->bounded_hill));
  judge_second_site (fit);
}

static void
find_dose_range (const double *doses, gsize n, IsoCurveFit *fit)
{
  for (gsize i = 0; i < n; i++)
    {
      if (!(doses[i] > 0))
        continue;
      fit->lowest_dose = isnan (fit->lowest_dose) ? doses[i] : MIN (fit->lowest_dose, doses[i]);
      fit->highest_dose = isnan (fit->highest_dose) ? doses[i] : MAX (fit->highest_dose, doses[i]);
    }
}

void
iso_curve_fit (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
               IsoCurveFit *fit)
{
  IsoCurveSearch search;
  IsoCurvePoint best = { 0 };

  begin (settings, n, fit);
  fit->n_free = iso_curve_count_free (settings);
  fit->status = ISO_STATUS_TOO_FEW_POINTS;
  find_dose_range (doses, n, fit);
  if (isnan (fit->lowest_dose))
    return;
  iso_curve_search_init (&search, settings, doses, responses, weights, n, fit);
  search.effort = &fit->effort;
  if (search.data.n >= MAX (fit->n_free, 2))
    {
      fit->status = iso_curve_search_best (&search, &best);
      search.data.shape = best.shape;
      search.data.mirrored = best.mirrored;
      fill_result (fit, &search, &best);
      set_standard_errors (fit, &search.data, settings->se, &best);
      set_intervals (fit);
      test_lack_of_fit (fit, &search.data);
    }
  iso_curve_data_clear (&search.data);
}

void
iso_curve_fit_add_control_uncertainty (IsoCurveFit *fit, const double *doses, const double *responses, const double *weights,
                                       const guint *group, gsize n, const double *relative_se, guint n_groups)
{
  const IsoCurveShape *shape = fit->shape;
  IsoCurveData data;
  IsoNormalEquations equations;
  IsoSquareMatrix inverse;
  double theta[N];
  gboolean good;

  if (!isfinite (fit->rss))
    return;
  iso_curve_get_inside (fit, theta);
  iso_curve_data_init (&data, shape, doses, responses, weights, n);
  data.mirrored = fit->mirrored;
  iso_curve_problem_evaluate (&data, theta, &equations);
  good = iso_square_matrix_invert (equations.observed, N, fit->held, inverse);
  iso_curve_data_clear (&data);
  if (!good)
    return;

  for (guint g = 0; g < n_groups; g++)
    {
      double pull[N] = { 0 }, shift[N] = { 0 };

      if (!(relative_se[g] > 0))
        continue;
      for (gsize i = 0; i < n; i++)
        {
          double gradient[N];

          if (group[i] != g)
            continue;
          iso_curve_problem_gradient (shape, fit->mirrored, theta, log (doses[i]),
                                      shape->boost != NULL && doses[i] > 0 ? shape->boost (doses[i]) : 0, gradient);
          for (IsoParameter p = 0; p < N; p++)
            pull[p] += gradient[p] * responses[i] * (weights != NULL ? weights[i] : 1);
        }
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          shift[p] += inverse[p][q] * pull[q] * iso_curve_stretch (fit->model, p, fit->values[p]);
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          fit->control_covariance[p][q] += relative_se[g] * relative_se[g] * shift[p] * shift[q];
    }
  for (IsoParameter p = 0; p < N; p++)
    {
      for (IsoParameter q = 0; q < N; q++)
        fit->covariance[p][q] += fit->control_covariance[p][q];
      if (!fit->held[p] && isfinite (fit->se[p]))
        fit->se[p] = sqrt (fit->covariance[p][p]);
    }
  set_intervals (fit);
}
