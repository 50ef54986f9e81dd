/* iso-curve-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-problem.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* The grid that looks for basins. */
#define HILLS 10
#define SCALES 21
#define LOWEST_HILL 0.1
#define HIGHEST_HILL 30.0
#define DECADES_AROUND 2.0
#define BEST_BASINS 4

/* Beyond these the data no longer tell one value from another. */
#define FLATTEST_HILL 0.01
#define STEEPEST_HILL 200.0
#define FARTHEST_SCALE 1e6
#define FLATTEST_SPAN 1e-9

/* A dose this far outside the tested ones is no longer an estimate. */
#define FARTHEST_EXTRAPOLATION 100.0

typedef struct
{
  const IsoCurveSettings *settings;
  IsoCurveData            data;
  double                  low[N];
  double                  high[N];
  double                  fixed[N];       /* inside units; NaN where free */
  double                  first_log_dose; /* of the doses above zero */
  double                  last_log_dose;
} Search;

static double
to_inside (IsoParameter parameter, double value)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? log (value) : value;
}

static double
from_inside (IsoParameter parameter, double value)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? exp (value) : value;
}

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
  fit->n = n;
  fit->level = settings->level;
  fit->rss = fit->df = fit->aicc = NAN;
  fit->lack_of_fit_f = fit->lack_of_fit_p = fit->lack_of_fit_df1 = fit->lack_of_fit_df2 = NAN;
  fit->lowest_dose = fit->highest_dose = NAN;
  for (gsize p = 0; p < N; p++)
    {
      fit->parameters[p] = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
      fit->se[p] = fit->se_gauss_newton[p] = fit->se_observed[p] = NAN;
    }
}

/* A grid along hill or scale; one value where it is fixed. */
static guint
make_axis (double fixed, double first, double last, guint n, double *values)
{
  if (!isnan (fixed))
    {
      values[0] = fixed;
      return 1;
    }
  for (guint i = 0; i < n; i++)
    values[i] = first + (last - first) * i / (n - 1);
  return n;
}

static void
begin_point (const Search *search, IsoCurvePoint *point)
{
  for (gsize p = 0; p < N; p++)
    {
      point->held[p] = !isnan (search->fixed[p]);
      point->theta[p] = point->held[p] ? search->fixed[p] : 0;
    }
}

/* A local minimum of the grid that is among the best so far goes into `basins`, sorted. */
static void
keep_basin (IsoCurvePoint *basins, guint *n_basins, const IsoCurvePoint *point)
{
  guint at = *n_basins;

  while (at > 0 && basins[at - 1].rss > point->rss)
    at--;
  if (at == BEST_BASINS)
    return;
  if (*n_basins < BEST_BASINS)
    (*n_basins)++;
  memmove (basins + at + 1, basins + at, (*n_basins - at - 1) * sizeof *basins);
  basins[at] = *point;
}

static gboolean
is_minimum (const IsoCurvePoint *grid, guint n_hills, guint n_scales, guint hill, guint scale)
{
  double rss = grid[hill * n_scales + scale].rss;

  for (guint h = hill > 0 ? hill - 1 : 0; h <= MIN (hill + 1, n_hills - 1); h++)
    for (guint s = scale > 0 ? scale - 1 : 0; s <= MIN (scale + 1, n_scales - 1); s++)
      if (grid[h * n_scales + s].rss < rss)
        return FALSE;
  return isfinite (rss);
}

static guint
find_basins (const Search *search, IsoCurvePoint *basins)
{
  IsoCurvePoint grid[HILLS * SCALES];
  double hills[HILLS], scales[SCALES];
  double around = DECADES_AROUND * M_LN10;
  guint n_hills = make_axis (search->fixed[ISO_PARAMETER_HILL], log (LOWEST_HILL), log (HIGHEST_HILL), HILLS, hills);
  guint n_scales = make_axis (search->fixed[ISO_PARAMETER_SCALE], search->first_log_dose - around,
                              search->last_log_dose + around, SCALES, scales);
  guint n_basins = 0;

  for (guint h = 0; h < n_hills; h++)
    for (guint s = 0; s < n_scales; s++)
      {
        IsoCurvePoint *point = &grid[h * n_scales + s];

        begin_point (search, point);
        point->theta[ISO_PARAMETER_HILL] = hills[h];
        point->theta[ISO_PARAMETER_SCALE] = scales[s];
        point->rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, point);
      }
  for (guint h = 0; h < n_hills; h++)
    for (guint s = 0; s < n_scales; s++)
      if (is_minimum (grid, n_hills, n_scales, h, s))
        keep_basin (basins, &n_basins, &grid[h * n_scales + s]);
  return n_basins;
}

static gboolean
is_outside (const Search *search, const IsoCurvePoint *point, IsoParameter parameter)
{
  return point->theta[parameter] < search->low[parameter] || point->theta[parameter] > search->high[parameter];
}

/* From one start to the best point within the limits: free first; what leaves its limits is held on them and the rest goes on. */
static void
descend_within (const Search *search, IsoCurvePoint *point)
{
  IsoCurvePoint start = *point;

  for (guint round = 0; round <= N; round++)
    {
      gboolean inside = TRUE;

      iso_curve_problem_descend (&search->data, point);
      for (IsoParameter p = 0; p < N; p++)
        {
          if (point->held[p] || !is_outside (search, point, p))
            continue;
          inside = FALSE;
          start.held[p] = TRUE;
          start.theta[p] = CLAMP (point->theta[p], search->low[p], search->high[p]);
        }
      if (inside)
        return;
      iso_curve_problem_solve_limits (&search->data, search->low, search->high, &start);
      *point = start;
    }
}

/* Two minima that fit alike and disagree. */
static gboolean
is_rival (const IsoCurvePoint *best, const IsoCurvePoint *other)
{
  return other->rss <= best->rss * (1 + 1e-3) && fabs (other->theta[ISO_PARAMETER_SCALE] - best->theta[ISO_PARAMETER_SCALE]) > 0.1;
}

static IsoStatus
find_best (const Search *search, IsoCurvePoint *best)
{
  IsoCurvePoint basins[BEST_BASINS + 1];
  guint n = find_basins (search, basins);
  IsoStatus status = ISO_STATUS_OK;

  g_return_val_if_fail (n > 0, ISO_STATUS_NOT_CONVERGED);
  for (guint i = 0; i < n; i++)
    {
      descend_within (search, &basins[i]);
      if (i == 0 || basins[i].rss < best->rss)
        *best = basins[i];
    }
  if (!best->converged)
    iso_curve_problem_search (&search->data, search->low, search->high, best);
  for (guint i = 0; i < n; i++)
    {
      if (basins[i].converged && is_rival (best, &basins[i]))
        status = ISO_STATUS_AMBIGUOUS;
    }
  return best->converged ? status : ISO_STATUS_NOT_CONVERGED;
}

/* Pure error of the replicates at equal doses against what the curve leaves. */
static void
test_lack_of_fit (IsoCurveFit *fit, const double *doses, const double *responses, const double *weights)
{
  g_autofree gboolean *done = g_new0 (gboolean, fit->n);
  double pure = 0;
  gsize groups = 0;

  for (gsize i = 0; i < fit->n; i++)
    {
      double sum = 0, weight_sum = 0;

      if (done[i])
        continue;
      groups++;
      for (gsize j = i; j < fit->n; j++)
        {
          if (doses[j] == doses[i])
            {
              double w = weights != NULL ? weights[j] : 1;

              sum += w * responses[j];
              weight_sum += w;
            }
        }
      for (gsize j = i; j < fit->n; j++)
        {
          if (doses[j] == doses[i])
            {
              double distance = responses[j] - sum / weight_sum;

              pure += (weights != NULL ? weights[j] : 1) * distance * distance;
              done[j] = TRUE;
            }
        }
    }

  if (groups >= fit->n || groups <= fit->n_free || !(pure > 0))
    return;
  fit->lack_of_fit_df1 = (double) groups - fit->n_free;
  fit->lack_of_fit_df2 = (double) (fit->n - groups);
  fit->lack_of_fit_f = MAX (0, (fit->rss - pure) / fit->lack_of_fit_df1) / (pure / fit->lack_of_fit_df2);
  fit->lack_of_fit_p = gsl_cdf_fdist_Q (fit->lack_of_fit_f, fit->lack_of_fit_df1, fit->lack_of_fit_df2);
}

/* d natural / d inside, to carry a covariance from one to the other. */
static double
stretch (IsoParameter parameter, double natural)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? natural : 1;
}

static void
set_interval (IsoCurveFit *fit, IsoParameter parameter)
{
  IsoEstimate *estimate = &fit->parameters[parameter];
  double se = fit->se[parameter] / stretch (parameter, estimate->value);
  double half = iso_t_quantile (fit->level, fit->df) * se;
  double inside = to_inside (parameter, estimate->value);

  estimate->lower = estimate->upper = NAN;
  estimate->method = NULL;
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
  estimate->lower = from_inside (parameter, inside - half);
  estimate->upper = from_inside (parameter, inside + half);
  estimate->interval_status = ISO_STATUS_OK;
  estimate->method = "wald";
}

static void
set_intervals (IsoCurveFit *fit)
{
  for (IsoParameter p = 0; p < N; p++)
    set_interval (fit, p);
}

static void
set_standard_errors (IsoCurveFit *fit, const Search *search, const IsoCurvePoint *best)
{
  double gauss_newton[N][N], observed[N][N], gradient[N], inverse[2][N][N];
  gboolean good[2];
  double variance = fit->rss / fit->df;
  IsoSeKind kind = search->settings->se;

  iso_curve_problem_hessians (&search->data, best->theta, gauss_newton, observed, gradient);
  good[ISO_SE_GAUSS_NEWTON] = iso_curve_problem_invert (gauss_newton, best->held, inverse[ISO_SE_GAUSS_NEWTON]);
  /* Where J'J is singular the residuals alone would make the Hessian regular: no ground for an interval. */
  good[ISO_SE_OBSERVED] = iso_curve_problem_invert (observed, best->held, inverse[ISO_SE_OBSERVED]) && good[ISO_SE_GAUSS_NEWTON];

  for (IsoParameter p = 0; p < N; p++)
    {
      double sp = stretch (p, fit->parameters[p].value);

      for (IsoParameter q = 0; q < N; q++)
        fit->covariance[p][q] = good[kind] && fit->df > 0
                                  ? variance * inverse[kind][p][q] * sp * stretch (q, fit->parameters[q].value) : NAN;
      if (best->held[p] || !(fit->df > 0))
        continue;
      if (good[ISO_SE_OBSERVED])
        fit->se_observed[p] = sp * sqrt (variance * inverse[ISO_SE_OBSERVED][p][p]);
      if (good[ISO_SE_GAUSS_NEWTON])
        fit->se_gauss_newton[p] = sp * sqrt (variance * inverse[ISO_SE_GAUSS_NEWTON][p][p]);
      fit->se[p] = kind == ISO_SE_OBSERVED ? fit->se_observed[p] : fit->se_gauss_newton[p];
    }
  if (!good[kind] && fit->df > 0 && fit->status == ISO_STATUS_OK)
    fit->status = ISO_STATUS_NOT_IDENTIFIED;
}

/* Hill and scale mean nothing on a flat curve, nor at the limits beyond which nothing is known. */
static void
judge_shape (IsoCurveFit *fit, gboolean flat)
{
  IsoEstimate *hill = &fit->parameters[ISO_PARAMETER_HILL], *scale = &fit->parameters[ISO_PARAMETER_SCALE];

  if (flat || hill->status == ISO_STATUS_AT_BOUND || scale->status == ISO_STATUS_AT_BOUND)
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
fill_result (IsoCurveFit *fit, const Search *search, const IsoCurvePoint *best)
{
  double n = (double) fit->n, k = fit->n_free + 1.0;
  double lower = best->theta[ISO_PARAMETER_LOWER], upper = best->theta[ISO_PARAMETER_UPPER];
  gboolean flat = fabs (upper - lower) <= FLATTEST_SPAN * MAX (fabs (upper), fabs (lower));

  fit->rss = best->rss;
  fit->df = n - fit->n_free;
  if (n > k + 1)
    fit->aicc = n * log (fit->rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
  for (IsoParameter p = 0; p < N; p++)
    {
      fit->fixed[p] = !isnan (search->fixed[p]);
      fit->parameters[p].value = from_inside (p, best->theta[p]);
      fit->parameters[p].status = best->held[p] && !fit->fixed[p] ? ISO_STATUS_AT_BOUND : ISO_STATUS_OK;
    }
  judge_shape (fit, flat);
}

/* What is fixed, in inside units, and how many parameters are left. */
static guint
set_fixed (const IsoCurveSettings *settings, double fixed[N])
{
  guint n_free = 0;

  for (IsoParameter p = 0; p < N; p++)
    {
      double value = isnan (settings->fixed[p]) ? settings->model->fixed[p] : settings->fixed[p];

      fixed[p] = isnan (value) ? NAN : to_inside (p, value);
      n_free += isnan (value);
    }
  return n_free;
}

/* Lower and upper have the limits that a person set; hill and scale those beyond which nothing is known. */
static void
set_limits (Search *search)
{
  double reach = log (FARTHEST_SCALE);

  memcpy (search->low, search->settings->low, sizeof search->low);
  memcpy (search->high, search->settings->high, sizeof search->high);
  search->low[ISO_PARAMETER_HILL] = log (FLATTEST_HILL);
  search->high[ISO_PARAMETER_HILL] = log (STEEPEST_HILL);
  search->low[ISO_PARAMETER_SCALE] = search->first_log_dose - reach;
  search->high[ISO_PARAMETER_SCALE] = search->last_log_dose + reach;
  for (IsoParameter p = 0; p < N; p++)
    {
      if (isnan (search->fixed[p]))
        continue;
      search->low[p] = -INFINITY;
      search->high[p] = INFINITY;
    }
}

static gsize
count_doses (const double *doses, gsize n, IsoCurveFit *fit)
{
  gsize distinct = 0;

  for (gsize i = 0; i < n; i++)
    {
      gboolean seen = FALSE;

      for (gsize j = 0; j < i && !seen; j++)
        seen = doses[j] == doses[i];
      distinct += !seen;
      if (doses[i] > 0)
        {
          fit->lowest_dose = isnan (fit->lowest_dose) ? doses[i] : MIN (fit->lowest_dose, doses[i]);
          fit->highest_dose = isnan (fit->highest_dose) ? doses[i] : MAX (fit->highest_dose, doses[i]);
        }
    }
  return distinct;
}

void
iso_curve_fit (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
               IsoCurveFit *fit)
{
  g_autofree double *log_doses = g_new (double, n + 1);
  Search search = { .settings = settings, .data = { n, log_doses, responses, weights } };
  IsoCurvePoint best = { 0 };

  begin (settings, n, fit);
  fit->n_free = set_fixed (settings, search.fixed);
  fit->status = ISO_STATUS_TOO_FEW_POINTS;
  if (count_doses (doses, n, fit) < MAX (fit->n_free, 2) || isnan (fit->lowest_dose))
    return;

  for (gsize i = 0; i < n; i++)
    log_doses[i] = log (doses[i]);
  search.first_log_dose = log (fit->lowest_dose);
  search.last_log_dose = log (fit->highest_dose);
  set_limits (&search);

  fit->status = find_best (&search, &best);
  fill_result (fit, &search, &best);
  set_standard_errors (fit, &search, &best);
  set_intervals (fit);
  test_lack_of_fit (fit, doses, responses, weights);
}

/* --- what a fitted curve tells ------------------------------------------------------------------------------------------- */

static void
get_inside (const IsoCurveFit *fit, double theta[N])
{
  for (IsoParameter p = 0; p < N; p++)
    theta[p] = to_inside (p, fit->parameters[p].value);
}

/* g' V g for a gradient by inside parameters. */
static double
propagate (const IsoCurveFit *fit, const double gradient[N])
{
  double variance = 0;

  for (IsoParameter p = 0; p < N; p++)
    for (IsoParameter q = 0; q < N; q++)
      variance += gradient[p] * gradient[q] * fit->covariance[p][q]
                  / (stretch (p, fit->parameters[p].value) * stretch (q, fit->parameters[q].value));
  return variance;
}

double
iso_curve_fit_value (const IsoCurveFit *fit, double dose)
{
  double theta[N];

  get_inside (fit, theta);
  return iso_curve_problem_value (theta, log (dose));
}

double
iso_curve_fit_value_se (const IsoCurveFit *fit, double dose)
{
  double theta[N], gradient[N];

  get_inside (fit, theta);
  iso_curve_problem_gradient (theta, log (dose), gradient);
  return sqrt (propagate (fit, gradient));
}

void
iso_curve_fit_add_control_uncertainty (IsoCurveFit *fit, const double *doses, const double *responses, const guint *group,
                                       gsize n, const double *relative_se, guint n_groups)
{
  g_autofree double *log_doses = g_new (double, n + 1);
  IsoCurveData data = { n, log_doses, responses, NULL };
  double theta[N], gauss_newton[N][N], observed[N][N], unused[N], inverse[N][N];
  gboolean held[N];

  if (!isfinite (fit->rss))
    return;
  for (gsize i = 0; i < n; i++)
    log_doses[i] = log (doses[i]);
  get_inside (fit, theta);
  for (IsoParameter p = 0; p < N; p++)
    held[p] = fit->fixed[p] || fit->parameters[p].status == ISO_STATUS_AT_BOUND;
  iso_curve_problem_hessians (&data, theta, gauss_newton, observed, unused);
  if (!iso_curve_problem_invert (observed, held, inverse))
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
          iso_curve_problem_gradient (theta, log_doses[i], gradient);
          for (IsoParameter p = 0; p < N; p++)
            pull[p] += gradient[p] * responses[i];
        }
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          shift[p] += inverse[p][q] * pull[q] * stretch (p, fit->parameters[p].value);
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          fit->covariance[p][q] += relative_se[g] * relative_se[g] * shift[p] * shift[q];
    }
  for (IsoParameter p = 0; p < N; p++)
    {
      if (!held[p] && isfinite (fit->se[p]))
        fit->se[p] = sqrt (fit->covariance[p][p]);
    }
  set_intervals (fit);
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

  get_inside (fit, theta);
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
  get_inside (fit, theta);
  hill = fit->parameters[ISO_PARAMETER_HILL].value;
  first = hill * (log (fit->lowest_dose) - theta[ISO_PARAMETER_SCALE]);
  last = hill * (log (fit->highest_dose) - theta[ISO_PARAMETER_SCALE]);
  mean_share = (last - softplus (last) - first + softplus (first)) / (last - first);
  return 1 - (theta[ISO_PARAMETER_LOWER] + (theta[ISO_PARAMETER_UPPER] - theta[ISO_PARAMETER_LOWER]) * mean_share) / control;
}
