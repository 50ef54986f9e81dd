/* iso-curve-controls.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-controls.h"

#include "base/iso-statistics.h"

#include <math.h>

#define N ISO_CURVE_N_PARAMETERS

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
      estimate->interval_status = fit->variance_df > 0 ? ISO_STATUS_NOT_IDENTIFIED : ISO_STATUS_TOO_FEW_POINTS;
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
  double t = iso_t_quantile (fit->level, fit->variance_df);

  for (IsoParameter p = 0; p < N; p++)
    set_interval (fit, p, t);
}

static void
set_standard_errors (IsoCurveFit *fit, const IsoCurveData *data, IsoSeKind kind, const IsoCurvePoint *best, const IsoOtherCurves *others)
{
  IsoNormalEquations equations;
  IsoSquareMatrix inverse[2];
  gboolean good[2];
  double variance = fit->variance;

  iso_curve_problem_evaluate (data, best->theta, &equations);
  if (others != NULL)
    {
      equations.gauss_newton[others->parameter][others->parameter] += others->curvature;
      equations.observed[others->parameter][others->parameter] += others->curvature;
    }
  good[ISO_SE_GAUSS_NEWTON] = iso_square_matrix_invert (equations.gauss_newton, N, best->held, inverse[ISO_SE_GAUSS_NEWTON]);
  /* Where J'J is singular the residuals alone would make the Hessian regular: no ground for an interval. */
  good[ISO_SE_OBSERVED] = iso_square_matrix_invert (equations.observed, N, best->held, inverse[ISO_SE_OBSERVED])
                          && good[ISO_SE_GAUSS_NEWTON];

  for (IsoParameter p = 0; p < N; p++)
    {
      double sp = iso_curve_stretch (fit->model, p, fit->values[p]);

      for (IsoParameter q = 0; q < N; q++)
        fit->covariance[p][q] =
          good[kind] && fit->variance_df > 0
            ? variance * inverse[kind][p][q] * sp * iso_curve_stretch (fit->model, q, fit->values[q]) : NAN;
      if (best->held[p] || !(fit->variance_df > 0) || !isfinite (fit->parameters[p].value))
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
  if (!good[kind] && fit->variance_df > 0 && (fit->status == ISO_STATUS_OK || fit->status == ISO_STATUS_AMBIGUOUS))
    fit->status = ISO_STATUS_NOT_IDENTIFIED;
}

void
iso_curve_fit_set_errors (IsoCurveFit *fit, const IsoCurveData *data, IsoSeKind kind, const IsoCurvePoint *best, const IsoOtherCurves *others)
{
  set_standard_errors (fit, data, kind, best, others);
  set_intervals (fit);
}

void
iso_curve_fit_find_pulls (const IsoCurveFit *fit, const double *doses, const double *responses, const double *weights, const guint *group,
                          gsize n, guint n_groups, IsoControlPull *pulls)
{
  const IsoCurveShape *shape = fit->shape;
  double theta[N];

  iso_curve_get_inside (fit, theta);
  for (guint g = 0; g < n_groups; g++)
    for (IsoParameter p = 0; p < N; p++)
      pulls[g][p] = 0;
  for (gsize i = 0; i < n; i++)
    {
      double gradient[N];

      if (group[i] >= n_groups)
        continue;
      iso_curve_problem_gradient (shape, fit->mirrored, theta, log (doses[i]),
                                  shape->boost != NULL && doses[i] > 0 ? shape->boost (doses[i]) : 0, gradient);
      for (IsoParameter p = 0; p < N; p++)
        pulls[group[i]][p] += gradient[p] * responses[i] * (weights != NULL ? weights[i] : 1);
    }
}

void
iso_curve_fit_find_curvature (const IsoCurveFit *fit, const double *doses, const double *responses, const double *weights, gsize n,
                              IsoSquareMatrix curvature)
{
  IsoCurveData data;
  IsoNormalEquations equations;
  double theta[N];

  iso_curve_get_inside (fit, theta);
  iso_curve_data_init (&data, fit->shape, doses, responses, weights, n);
  data.mirrored = fit->mirrored;
  iso_curve_problem_evaluate (&data, theta, &equations);
  iso_curve_data_clear (&data);
  for (IsoParameter p = 0; p < N; p++)
    for (IsoParameter q = 0; q < N; q++)
      curvature[p][q] = equations.observed[MAX (p, q)][MIN (p, q)];
}

void
iso_curve_fit_add_pulls (IsoCurveFit *fit, const IsoSquareMatrix curvature, const IsoControlPull *pulls, const double *relative_se,
                         guint n_groups)
{
  IsoSquareMatrix inverse;

  if (!iso_square_matrix_invert (curvature, N, fit->held, inverse))
    return;
  for (guint g = 0; g < n_groups; g++)
    {
      double shift[N] = { 0 };

      if (!(relative_se[g] > 0))
        continue;
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          shift[p] += inverse[p][q] * pulls[g][q] * iso_curve_stretch (fit->model, p, fit->values[p]);
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

void
iso_curve_fit_add_control_uncertainty (IsoCurveFit *fit, const double *doses, const double *responses, const double *weights,
                                       const guint *group, gsize n, const double *relative_se, guint n_groups)
{
  g_autofree IsoControlPull *pulls = g_new (IsoControlPull, n_groups + 1);
  IsoSquareMatrix curvature = { { 0 } };

  if (!isfinite (fit->rss))
    return;
  iso_curve_fit_find_curvature (fit, doses, responses, weights, n, curvature);
  iso_curve_fit_find_pulls (fit, doses, responses, weights, group, n, n_groups, pulls);
  iso_curve_fit_add_pulls (fit, curvature, pulls, relative_se, n_groups);
}
