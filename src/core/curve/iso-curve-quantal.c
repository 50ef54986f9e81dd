/* iso-curve-quantal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-quantal.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-problem.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

/* The starts. */
#define HILLS 8
#define SCALES 16
#define FLATTEST_START 0.2
#define STEEPEST_START 25.0
#define BEST_STARTS 3

/* Beyond these nothing is known. */
#define STEEPEST 200.0
#define FLATTEST 0.01
#define FARTHEST 1e6
#define VAGUEST 10.0   /* standard error of the logarithm of a slope: where counts jump from none to all */

typedef struct
{
  const IsoCurveShape *shape;
  gboolean             mirrored;
  gsize                n;
  const double        *doses;
  const double        *affected;
  const double        *totals;
  double               low[N];
  double               high[N];
} Counts;

/* y ln (y / e), which is 0 for y = 0. */
static double
entropy (double y, double e)
{
  return y > 0 ? y * log (y / e) : 0;
}

/* Value, gradient and second derivatives of the probability at one dose. */
static double
find_probability (const Counts *counts, const double *theta, double dose, double gradient[N], double second[N][N])
{
  double hill = exp (theta[HILL]), span = theta[UPPER] - theta[LOWER], z;
  IsoShare s;

  iso_curve_share (counts->shape, counts->mirrored, hill, theta[SCALE], 0, log (dose), &z, &s);
  gradient[HILL] = span * s.gz * z;
  gradient[LOWER] = 1 - s.g;
  gradient[UPPER] = s.g;
  gradient[SCALE] = -span * s.gz * hill;
  second[HILL][HILL] = span * (s.gzz * z * z + s.gz * z);
  second[LOWER][HILL] = -s.gz * z;
  second[LOWER][LOWER] = second[UPPER][LOWER] = second[UPPER][UPPER] = 0;
  second[UPPER][HILL] = s.gz * z;
  second[SCALE][HILL] = -hill * span * (s.gzz * z + s.gz);
  second[SCALE][LOWER] = s.gz * hill;
  second[SCALE][UPPER] = -s.gz * hill;
  second[SCALE][SCALE] = span * s.gzz * hill * hill;
  return theta[LOWER] + span * s.g;
}

/* The deviance in the place of the sum of squares: what the solver makes smaller. */
static void
evaluate_cb (gconstpointer data, const double *theta, IsoNormalEquations *e)
{
  const Counts *counts = data;

  memset (e, 0, sizeof *e);
  for (gsize i = 0; i < counts->n; i++)
    {
      double gradient[N] = { 0 }, second[N][N] = { { 0 } }, y = counts->affected[i], rest = counts->totals[i] - y, total = counts->totals[i];
      double p = find_probability (counts, theta, counts->doses[i], gradient, second), slope, observed, expected;

      if ((p <= 0 && y > 0) || (p >= 1 && rest > 0) || isnan (p))
        {
          e->rss = INFINITY;
          return;
        }
      if (p <= 0 || p >= 1)
        continue;
      e->rss += 2 * (entropy (y, total * p) + entropy (rest, total * (1 - p)));
      slope = y / p - rest / (1 - p);
      observed = y / (p * p) + rest / ((1 - p) * (1 - p));
      expected = total / (p * (1 - p));
      for (IsoParameter a = 0; a < ISO_PARAMETER_EXTRA; a++)
        {
          e->gradient[a] += slope * gradient[a];
          for (IsoParameter b = 0; b <= a; b++)
            {
              e->gauss_newton[a][b] += expected * gradient[a] * gradient[b];
              e->observed[a][b] += observed * gradient[a] * gradient[b] - slope * second[a][b];
            }
        }
    }
}

static double
share_of (const double *affected, const double *totals, gsize n, const double *doses, double dose)
{
  double y = 0, total = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (doses[i] != dose)
        continue;
      y += affected[i];
      total += totals[i];
    }
  return y / total;
}

static void
find_range (const double *doses, gsize n, double *lowest, double *highest)
{
  *lowest = *highest = NAN;
  for (gsize i = 0; i < n; i++)
    {
      if (!(doses[i] > 0))
        continue;
      *lowest = isnan (*lowest) ? doses[i] : MIN (*lowest, doses[i]);
      *highest = isnan (*highest) ? doses[i] : MAX (*highest, doses[i]);
    }
}

void
iso_quantal_settings_init (IsoCurveSettings *settings, const IsoCurveModel *model, const double *doses, const double *affected,
                           const double *totals, gsize n)
{
  double lowest, highest, none = share_of (affected, totals, n, doses, 0), first;

  iso_curve_settings_init (settings, model);
  find_range (doses, n, &lowest, &highest);
  first = isnan (none) ? share_of (affected, totals, n, doses, lowest) : none;
  settings->low[LOWER] = settings->low[UPPER] = 0;
  settings->high[LOWER] = settings->high[UPPER] = 1;
  if (share_of (affected, totals, n, doses, highest) >= first)
    {
      settings->fixed[LOWER] = 1;
      settings->fixed[UPPER] = none > 0 ? NAN : 0;
    }
  else
    {
      settings->fixed[LOWER] = 0;
    }
}

/* A start: what is fixed, and limits of which none is impossible. */
static void
begin_point (const IsoCurveSettings *settings, const Counts *counts, double hill, double scale, IsoCurvePoint *point)
{
  gboolean rising = isnan (settings->fixed[LOWER]) || settings->fixed[LOWER] > 0.5;
  const double guess[N] = { log (hill), rising ? 0.95 : 0.05, rising ? 0.05 : 0.9, log (scale), 0 };

  for (IsoParameter p = 0; p < N; p++)
    {
      double fixed = p >= ISO_PARAMETER_EXTRA ? 1 : settings->fixed[p];

      point->held[p] = !isnan (fixed);
      point->theta[p] = point->held[p] ? iso_curve_to_inside (settings->model, p, fixed) : guess[p];
    }
}

/* Free first; what leaves its limits is held on them and the rest goes on. */
static void
descend (const Counts *counts, IsoCurvePoint *point, IsoCurveEffort *effort)
{
  for (guint round = 0; round < N; round++)
    {
      IsoCurvePoint start = *point;
      IsoLeastSquares problem = { .n = ISO_PARAMETER_EXTRA, .evaluate = evaluate_cb, .user_data = counts, .held = start.held };
      IsoLeastSquaresEnd end = iso_least_squares_descend (&problem, point->theta);
      gboolean inside = TRUE;

      effort->evaluations += end.evaluations;
      point->rss = end.rss;
      point->converged = end.converged;
      for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
        {
          if (point->held[p] || (point->theta[p] >= counts->low[p] && point->theta[p] <= counts->high[p]))
            continue;
          inside = FALSE;
          start.theta[p] = CLAMP (point->theta[p], counts->low[p], counts->high[p]);
          start.held[p] = TRUE;
        }
      if (inside)
        return;
      *point = start;
    }
}

static void
search (const IsoCurveSettings *settings, const Counts *counts, double lowest, double highest, IsoCurveEffort *effort,
        IsoCurvePoint *best)
{
  IsoCurvePoint starts[BEST_STARTS + 1];
  guint n = 0;

  for (guint h = 0; h < HILLS; h++)
    for (guint s = 0; s < SCALES; s++)
      {
        IsoCurvePoint point = { 0 };
        IsoNormalEquations equations;
        guint at = n;

        begin_point (settings, counts, FLATTEST_START * pow (STEEPEST_START / FLATTEST_START, (double) h / (HILLS - 1)),
                     lowest / 3 * pow (9 * highest / lowest, (double) s / (SCALES - 1)), &point);
        evaluate_cb (counts, point.theta, &equations);
        effort->grid++;
        point.rss = equations.rss;
        while (at > 0 && starts[at - 1].rss > point.rss)
          at--;
        memmove (starts + at + 1, starts + at, (MIN (n, BEST_STARTS) - MIN (at, BEST_STARTS)) * sizeof *starts);
        starts[at] = point;
        n = MIN (n + 1, BEST_STARTS);
      }
  best->rss = INFINITY;
  for (guint i = 0; i < n; i++)
    {
      if (!isfinite (starts[i].rss))
        continue;
      effort->starts++;
      descend (counts, &starts[i], effort);
      if (starts[i].rss < best->rss)
        *best = starts[i];
    }
}

static void
set_errors (const Counts *counts, const IsoCurvePoint *best, IsoSeKind kind, IsoCurveFit *fit)
{
  IsoNormalEquations equations;
  IsoSquareMatrix expected, observed;
  gboolean held[N], good;
  double z = iso_t_quantile (fit->level, INFINITY);

  memcpy (held, best->held, sizeof held);
  evaluate_cb (counts, best->theta, &equations);
  good = iso_square_matrix_invert (equations.gauss_newton, ISO_PARAMETER_EXTRA, held, expected)
         && iso_square_matrix_invert (equations.observed, ISO_PARAMETER_EXTRA, held, observed);
  for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
    {
      IsoEstimate *estimate = &fit->parameters[p];
      double stretch = iso_curve_stretch (fit->model, p, fit->values[p]), half;

      for (IsoParameter q = 0; q < ISO_PARAMETER_EXTRA; q++)
        fit->covariance[p][q] = good ? (kind == ISO_SE_OBSERVED ? observed : expected)[p][q] * stretch
                                         * iso_curve_stretch (fit->model, q, fit->values[q]) : NAN;
      if (held[p] || !good)
        {
          estimate->interval_status = fit->fixed[p] ? ISO_STATUS_OK : held[p] ? ISO_STATUS_AT_BOUND : ISO_STATUS_NOT_IDENTIFIED;
          continue;
        }
      fit->se_gauss_newton[p] = stretch * sqrt (expected[p][p]);
      fit->se_observed[p] = stretch * sqrt (observed[p][p]);
      fit->se[p] = kind == ISO_SE_OBSERVED ? fit->se_observed[p] : fit->se_gauss_newton[p];
      half = z * fit->se[p] / stretch;
      estimate->lower = iso_curve_from_inside (fit->model, p, best->theta[p] - half);
      estimate->upper = iso_curve_from_inside (fit->model, p, best->theta[p] + half);
      estimate->method = "wald";
    }
}

static void
fill_curve (const IsoCurveSettings *settings, const Counts *counts, const IsoCurvePoint *best, IsoCurveFit *fit)
{
  fit->status = best->converged ? ISO_STATUS_OK : ISO_STATUS_NOT_CONVERGED;
  fit->mirrored = counts->mirrored;
  fit->rss = MAX (best->rss, 0);
  fit->df = fit->variance_df = INFINITY;
  fit->variance = 1;
  for (IsoParameter p = 0; p < N; p++)
    {
      fit->fixed[p] = p >= ISO_PARAMETER_EXTRA || !isnan (settings->fixed[p]);
      fit->held[p] = best->held[p];
      fit->values[p] = iso_curve_from_inside (fit->model, p, best->theta[p]);
      fit->parameters[p] = iso_estimate_none (ISO_STATUS_OK);
      fit->parameters[p].value = fit->values[p];
      if (best->held[p] && !fit->fixed[p])
        fit->parameters[p].status = ISO_STATUS_AT_BOUND;
    }
  set_errors (counts, best, settings->se, fit);
  if (fit->parameters[HILL].status == ISO_STATUS_AT_BOUND || fit->parameters[SCALE].status == ISO_STATUS_AT_BOUND
      || !(fit->held[HILL] || fit->se_gauss_newton[HILL] < VAGUEST * fit->values[HILL]))
    fit->status = fit->parameters[HILL].status = fit->parameters[SCALE].status = ISO_STATUS_NOT_IDENTIFIED;
}

static void
judge_scatter (const Counts *counts, const IsoCurvePoint *best, IsoQuantalFit *fit)
{
  fit->log_likelihood = fit->chi_squared = 0;
  for (gsize i = 0; i < counts->n; i++)
    {
      double gradient[N], second[N][N], y = counts->affected[i], total = counts->totals[i];
      double p = find_probability (counts, best->theta, counts->doses[i], gradient, second), distance = y - total * p;

      fit->log_likelihood += gsl_sf_lngamma (total + 1) - gsl_sf_lngamma (y + 1) - gsl_sf_lngamma (total - y + 1);
      if (p <= 0 || p >= 1)
        continue;
      fit->log_likelihood += y * log (p) + (total - y) * log1p (-p);
      fit->chi_squared += distance * distance / (total * p * (1 - p));
    }
  fit->aic = 2 * fit->curve.n_free - 2 * fit->log_likelihood;
  fit->df = (double) counts->n - fit->curve.n_free;
  if (fit->df > 0)
    fit->p = gsl_cdf_chisq_Q (fit->chi_squared, fit->df);
}

static void
begin_fit (const IsoCurveSettings *settings, gsize n, IsoQuantalFit *fit)
{
  memset (fit, 0, sizeof *fit);
  fit->log_likelihood = fit->aic = fit->chi_squared = fit->df = fit->p = NAN;
  fit->curve.model = settings->model;
  fit->curve.shape = settings->model->shape;
  fit->curve.n = n;
  fit->curve.level = settings->level;
  fit->curve.status = ISO_STATUS_TOO_FEW_POINTS;
  fit->curve.rss = fit->curve.df = fit->curve.variance = fit->curve.variance_df = fit->curve.aicc = NAN;
  fit->curve.lack_of_fit_f = fit->curve.lack_of_fit_p = fit->curve.lack_of_fit_df1 = fit->curve.lack_of_fit_df2 = NAN;
  for (IsoParameter p = 0; p < N; p++)
    {
      fit->curve.parameters[p] = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
      fit->curve.values[p] = fit->curve.se[p] = fit->curve.se_gauss_newton[p] = fit->curve.se_observed[p] = NAN;
      fit->curve.n_free += p < ISO_PARAMETER_EXTRA && isnan (settings->fixed[p]);
    }
}

/* Counts whose share is everywhere the same tell of no dose. */
static gboolean
changes (const Counts *counts)
{
  for (gsize i = 1; i < counts->n; i++)
    {
      if (counts->affected[i] * counts->totals[0] != counts->affected[0] * counts->totals[i])
        return TRUE;
    }
  return FALSE;
}

void
iso_quantal_fit (const IsoCurveSettings *settings, const double *doses, const double *affected, const double *totals, gsize n,
                 IsoQuantalFit *fit)
{
  Counts counts = { .shape = settings->model->shape, .n = n, .doses = doses, .affected = affected, .totals = totals };
  IsoCurvePoint best = { 0 };

  begin_fit (settings, n, fit);
  find_range (doses, n, &fit->curve.lowest_dose, &fit->curve.highest_dose);
  if (n < MAX (2, fit->curve.n_free) || !(fit->curve.highest_dose > fit->curve.lowest_dose))
    return;
  if (!changes (&counts))
    {
      fit->curve.status = affected[0] < totals[0] ? ISO_STATUS_ABOVE_RANGE : ISO_STATUS_BELOW_RANGE;
      return;
    }
  memcpy (counts.low, settings->low, sizeof counts.low);
  memcpy (counts.high, settings->high, sizeof counts.high);
  counts.low[HILL] = log (FLATTEST);
  counts.high[HILL] = log (STEEPEST);
  counts.low[SCALE] = log (fit->curve.lowest_dose / FARTHEST);
  counts.high[SCALE] = log (fit->curve.highest_dose * FARTHEST);
  /* As in drc, a Weibull curve that rises is read from the other side. */
  counts.mirrored = settings->model->ordered && (isnan (settings->fixed[LOWER]) || settings->fixed[LOWER] > 0.5);
  search (settings, &counts, fit->curve.lowest_dose, fit->curve.highest_dose, &fit->curve.effort, &best);
  if (!isfinite (best.rss))
    {
      fit->curve.status = ISO_STATUS_NOT_CONVERGED;
      return;
    }
  fill_curve (settings, &counts, &best, &fit->curve);
  judge_scatter (&counts, &best, fit);
}

IsoEstimate
iso_quantal_effect_dose (const IsoQuantalFit *fit, double level)
{
  return iso_curve_fit_effect_dose (&fit->curve, level, ISO_EFFECT_RELATIVE, 1);
}
