/* iso-curve-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "curve/iso-curve-controls.h"
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
  fit->rss = fit->df = fit->variance = fit->variance_df = fit->aicc = NAN;
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
  fit->df = fit->variance_df = n - fit->n_free;
  fit->variance = fit->rss / fit->df;
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
      iso_curve_fit_set_errors (fit, &search.data, settings->se, &best, NULL);
      test_lack_of_fit (fit, &search.data);
    }
  iso_curve_data_clear (&search.data);
}
