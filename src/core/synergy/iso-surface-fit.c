/* iso-surface-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-fit.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-fit.h"
#include "synergy/iso-surface-descent.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define MAX_P ISO_SURFACE_MAX
#define FIRST_STEPS 25
#define FIRST_GAIN 1e-6   /* of the sum of squares: which of the starts come to much is soon seen */
#define LAST_STEPS 1000
#define LIMIT_STEPS 200
#define FINALISTS 8
#define SAME_SUM 1e-3
#define FARTHEST_SCALE 1e4   /* beyond the doses */
#define FIRST_SCATTERED 9

/* The single agents, from which all starts are made. */
typedef struct
{
  double ends[4];
  double log_hill[2];
  double log_scale[2];
} Singles;

void
iso_surface_settings_init (IsoSurfaceSettings *settings, const IsoSurfaceModel *model)
{
  *settings = (IsoSurfaceSettings) { .model = model, .end_low = -INFINITY, .end_high = INFINITY, .n_starts = ISO_SURFACE_STARTS,
                                     .seed = 1, .level = 0.95, .profile = TRUE,
                                     .n_draws = model->n_draws };
  for (guint p = 0; p < MAX_P; p++)
    settings->fixed[p] = NAN;
}

/* --- the problem ------------------------------------------------------------------------------------------------------------ */

static void
find_doses (const double *doses, gsize n, double *low, double *high)
{
  *low = INFINITY;
  *high = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!(doses[i] > 0))
        continue;
      *low = MIN (*low, doses[i]);
      *high = MAX (*high, doses[i]);
    }
}

static gboolean
is_end (const IsoSurfaceModel *model, guint p)
{
  return p <= ISO_SURFACE_E3 && isinf (model->parameters[p]->low);
}

/* FALSE without two doses of each drug. */
gboolean
iso_surface_begin (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, IsoSurfaceProblem *problem, double *theta)
{
  const IsoSurfaceModel *model = settings->model;
  double lows[2], highs[2];

  *problem = (IsoSurfaceProblem) { .model = model, .data = data, .tie = ISO_SURFACE_UNTIED };
  find_doses (data->d1, data->n, &lows[0], &highs[0]);
  find_doses (data->d2, data->n, &lows[1], &highs[1]);
  for (guint p = 0; p < model->n; p++)
    {
      const IsoSurfaceParameter *parameter = model->parameters[p];
      double low = parameter->low, high = parameter->high;

      if (isnan (low))
        {
          low = lows[p - ISO_SURFACE_C1] / FARTHEST_SCALE;
          high = highs[p - ISO_SURFACE_C1] * FARTHEST_SCALE;
        }
      else if (is_end (model, p))
        {
          low = settings->end_low;
          high = settings->end_high;
        }
      problem->low[p] = parameter->logarithmic ? log (low) : low;
      problem->high[p] = parameter->logarithmic ? log (high) : high;
      problem->held[p] = !isnan (model->fixed[p]) || !isnan (settings->fixed[p]);
      theta[p] = model->fixed[p];
      if (!isnan (settings->fixed[p]) && isnan (model->fixed[p]))
        theta[p] = iso_surface_to_inside (model, settings->fixed, p);
    }
  return lows[0] < highs[0] && lows[1] < highs[1];
}

static guint
count_free (const IsoSurfaceProblem *problem)
{
  guint n = 0;

  for (guint p = 0; p < problem->model->n; p++)
    n += !problem->held[p];
  return n;
}

/* --- starts ----------------------------------------------------------------------------------------------------------------- */

static void
fit_single (const IsoSurfaceData *data, guint drug, Singles *singles)
{
  const double *own = drug == 0 ? data->d1 : data->d2, *other = drug == 0 ? data->d2 : data->d1;
  g_autofree double *doses = g_new (double, 2 * data->n + 1);
  double *responses = doses + data->n, low, high;
  IsoCurveSettings settings;
  IsoCurveFit fit;
  gsize n = 0;

  find_doses (own, data->n, &low, &high);
  singles->log_scale[drug] = 0.5 * (log (low) + log (high));
  singles->log_hill[drug] = 0;
  for (gsize i = 0; i < data->n; i++)
    {
      if (other[i] > 0)
        continue;
      doses[n] = own[i];
      responses[n++] = data->responses[i];
    }
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  iso_curve_fit (&settings, doses, responses, NULL, n, &fit);
  if (!isfinite (fit.rss))
    return;
  singles->log_hill[drug] = CLAMP (log (fit.values[ISO_PARAMETER_HILL]), log (0.2), log (8));
  singles->log_scale[drug] = CLAMP (log (fit.values[ISO_PARAMETER_SCALE]), log (low) - 1, log (high) + 1);
  if (isnan (singles->log_hill[drug]) || isnan (singles->log_scale[drug]))
    singles->log_hill[drug] = 0;
  if (isnan (singles->log_scale[drug]))
    singles->log_scale[drug] = 0.5 * (log (low) + log (high));
}

/* What the lowest and the highest doses leave. */
static void
find_singles (const IsoSurfaceData *data, Singles *singles)
{
  double tops[4] = { -1, -1, -1, -1 }, least = INFINITY, most = -INFINITY;

  fit_single (data, 0, singles);
  fit_single (data, 1, singles);
  for (gsize i = 0; i < data->n; i++)
    {
      guint place = (data->d1[i] > 0) + 2 * (data->d2[i] > 0);
      double size = log1p (data->d1[i] * exp (-singles->log_scale[0])) + log1p (data->d2[i] * exp (-singles->log_scale[1]));

      least = MIN (least, data->responses[i]);
      most = MAX (most, data->responses[i]);
      if (size <= tops[place])
        continue;
      tops[place] = size;
      singles->ends[place] = data->responses[i];
    }
  for (guint e = 0; e < 4; e++)
    {
      if (tops[e] < 0)
        singles->ends[e] = e == 0 ? most : least;
    }
  singles->ends[0] = MAX (singles->ends[0], most);
}

/* None, above and below, in turn for each of the model's own parameters, and by as much and more by chance. */
static double
start_interaction (const IsoSurfaceModel *model, guint p, guint turn, double jitter)
{
  static const double steps[] = { 0, 1.5, -1 };
  const IsoSurfaceParameter *parameter = model->parameters[p];

  for (guint k = ISO_SURFACE_INTERACTION; k < p; k++)
    turn /= G_N_ELEMENTS (steps);
  if (parameter->logarithmic)
    return steps[turn % G_N_ELEMENTS (steps)] + 1.5 * jitter;
  return MAX (parameter->low / 2, steps[turn % G_N_ELEMENTS (steps)] + jitter);
}

static void
make_start (const IsoSurfaceProblem *problem, const Singles *singles, guint turn, IsoRandom *random, double *theta)
{
  const IsoSurfaceModel *model = problem->model;
  gboolean scatter = turn >= FIRST_SCATTERED;
  double span = singles->ends[0] - singles->ends[3];

  for (guint p = 0; p < model->n; p++)
    {
      double value, jitter = scatter ? iso_random_normal (random) : 0;

      if (problem->held[p])
        continue;
      if (is_end (model, p))
        value = singles->ends[p] + 0.15 * fabs (span) * jitter;
      else if (p <= ISO_SURFACE_E3)
        value = CLAMP ((singles->ends[0] - singles->ends[p]) / span + 0.2 * jitter, 0.2, 0.95);
      else if (p <= ISO_SURFACE_H2)
        value = singles->log_hill[p - ISO_SURFACE_H1] + 0.4 * jitter;
      else if (p <= ISO_SURFACE_C2)
        value = singles->log_scale[p - ISO_SURFACE_C1] + 0.7 * jitter;
      else
        value = start_interaction (model, p, scatter ? iso_random_below (random, 81) : turn, turn % 2 == 0 ? jitter : 0);
      theta[p] = CLAMP (isfinite (value) ? value : 0.5, problem->low[p], problem->high[p]);
    }
}

static void
keep_finalist (IsoSurfacePoint *best, guint *n_best, const IsoSurfacePoint *point)
{
  guint at = *n_best;

  if (!isfinite (point->rss))
    return;
  while (at > 0 && best[at - 1].rss > point->rss)
    at--;
  if (at == FINALISTS)
    return;
  *n_best = MIN (*n_best + 1, FINALISTS);
  memmove (best + at + 1, best + at, (*n_best - at - 1) * sizeof *best);
  best[at] = *point;
}

/* A descent never arrives where a logarithm goes to the end of its range: each is tried there. */
guint
iso_surface_try_limits (const IsoSurfaceProblem *problem, guint most_steps, IsoSurfacePoint *best)
{
  guint n = 0;

  for (guint p = ISO_SURFACE_INTERACTION; p < problem->model->n; p++)
    {
      for (guint side = 0; side < 2 && !problem->held[p]; side++)
        {
          IsoSurfacePoint point = *best;

          point.theta[p] = side == 0 ? problem->low[p] : problem->high[p];
          iso_surface_descend (problem, most_steps, &point);
          n++;
          if (point.rss < best->rss)
            *best = point;
        }
    }
  return n;
}

static gboolean
find_best (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, const Singles *singles, const double *fixed,
           IsoSurfacePoint *best, guint *n_same)
{
  g_autofree double *sums = g_new (double, settings->n_starts + 1);
  IsoSurfaceProblem first = *problem;
  IsoSurfacePoint finalists[FINALISTS];
  guint n_finalists = 0;
  IsoRandom random;

  first.gain = FIRST_GAIN;
  iso_random_init (&random, settings->seed, 1);
  for (guint turn = 0; turn < settings->n_starts; turn++)
    {
      IsoSurfacePoint point;

      memcpy (point.theta, fixed, sizeof point.theta);
      make_start (problem, singles, turn, &random, point.theta);
      iso_surface_descend (&first, FIRST_STEPS, &point);
      keep_finalist (finalists, &n_finalists, &point);
      sums[turn] = point.rss;
    }
  best->rss = INFINITY;
  for (guint i = 0; i < n_finalists; i++)
    {
      iso_surface_descend (problem, LAST_STEPS, &finalists[i]);
      if (finalists[i].rss < best->rss)
        *best = finalists[i];
    }
  if (isfinite (best->rss))
    iso_surface_try_limits (problem, LIMIT_STEPS, best);
  *n_same = 0;
  for (guint turn = 0; turn < settings->n_starts; turn++)
    *n_same += sums[turn] <= best->rss * (1 + SAME_SUM);
  return isfinite (best->rss);
}

/* Once, or where ends hang together once with drug 1 and once with drug 2: of BRAID the stronger one's share is 1, of MuSyC without
 * interaction E3 is the stronger one's end. The problem becomes that of the best. */
static gboolean
find_best_variant (IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, const Singles *singles, const double *fixed,
                   gboolean tied, IsoSurfacePoint *best, guint *n_same)
{
  const IsoSurfaceProblem asked = *problem;

  if (asked.model->equal_ends != 2 && !tied)
    return find_best (problem, settings, singles, fixed, best, n_same);
  best->rss = INFINITY;
  for (guint which = ISO_SURFACE_E1; which <= ISO_SURFACE_E2; which++)
    {
      IsoSurfaceProblem tried = asked;
      IsoSurfacePoint point;
      double theta[MAX_P];
      guint same;

      memcpy (theta, fixed, sizeof theta);
      if (tied)
        {
          tried.tie = which;
          tried.tie_share = 1;
          tried.held[ISO_SURFACE_E3] = TRUE;
        }
      else
        {
          tried.held[which] = TRUE;
          theta[which] = 1;
        }
      if (!find_best (&tried, settings, singles, theta, &point, &same) || point.rss >= best->rss)
        continue;
      *best = point;
      *n_same = same;
      *problem = tried;
    }
  return isfinite (best->rss);
}

/* --- what the best one says ----------------------------------------------------------------------------------------------------- */

/* d natural / d inside: BRAID's ends hang on three of them. */
static void
get_stretch (const IsoSurfaceFit *fit, guint p, double *by)
{
  const IsoSurfaceParameter *parameter = fit->model->parameters[p];

  memset (by, 0, MAX_P * sizeof *by);
  by[p] = 1;
  if (!iso_surface_is_share (fit->model, p))
    return;
  g_assert (!parameter->logarithmic);
  by[p] = fit->inside[ISO_SURFACE_E3] - fit->inside[ISO_SURFACE_E0];
  by[ISO_SURFACE_E0] = 1 - fit->inside[p];
  by[ISO_SURFACE_E3] = fit->inside[p];
}

static double
get_variance (const IsoSurfaceFit *fit, const double *by)
{
  double sum = 0;

  for (guint p = 0; p < fit->model->n; p++)
    for (guint q = 0; q < fit->model->n; q++)
      sum += by[p] * fit->covariance[p][q] * by[q];
  return sum;
}

static void
set_interval (IsoEstimate *estimate, double middle, double variance, double t, double (*back) (double))
{
  double half = t * sqrt (variance);

  estimate->interval_status = isfinite (half) ? ISO_STATUS_OK : ISO_STATUS_NOT_IDENTIFIED;
  if (!isfinite (half))
    return;
  estimate->lower = back != NULL ? back (middle - half) : middle - half;
  estimate->upper = back != NULL ? back (middle + half) : middle + half;
  estimate->method = "wald";
}

static double
exp_less_one (double x)
{
  return exp (x) - 1;
}

static void
set_parameter (IsoSurfaceFit *fit, guint p, gboolean at_limit, double t)
{
  IsoEstimate *estimate = &fit->parameters[p];
  gboolean shifted = fit->model->parameters[p]->logarithmic && fit->model->parameters[p]->null == 0;
  double by[MAX_P];

  *estimate = iso_estimate_none (ISO_STATUS_OK);
  estimate->value = fit->values[p];
  estimate->interval_status = ISO_STATUS_OK;
  get_stretch (fit, p, by);
  if (fit->held[p] && !at_limit && by[p] == 1)
    return;
  if (at_limit)
    estimate->status = estimate->interval_status = ISO_STATUS_AT_BOUND;
  else if (fit->model->parameters[p]->logarithmic)
    set_interval (estimate, fit->inside[p], get_variance (fit, by), t, shifted ? exp_less_one : exp);
  else
    set_interval (estimate, fit->values[p], get_variance (fit, by), t, NULL);
  if (estimate->interval_status == ISO_STATUS_NOT_IDENTIFIED)
    fit->status = ISO_STATUS_NOT_IDENTIFIED;
}

/* beta = (E - E3) / (E0 - E), E the end of the stronger drug. */
double
iso_surface_fit_beta (const IsoSurfaceFit *fit)
{
  double e = MIN (fit->values[ISO_SURFACE_E1], fit->values[ISO_SURFACE_E2]), e0 = fit->values[ISO_SURFACE_E0];

  return fit->model->value == iso_surface_find ("musyc")->value && e0 > e ? (e - fit->values[ISO_SURFACE_E3]) / (e0 - e) : NAN;
}

static void
set_beta (IsoSurfaceFit *fit, double t)
{
  guint strong = fit->values[ISO_SURFACE_E1] < fit->values[ISO_SURFACE_E2] ? ISO_SURFACE_E1 : ISO_SURFACE_E2;
  double e0 = fit->values[ISO_SURFACE_E0], e = fit->values[strong], e3 = fit->values[ISO_SURFACE_E3], by[MAX_P] = { 0 };

  fit->beta = iso_estimate_none (ISO_STATUS_UNDEFINED);
  fit->beta.value = iso_surface_fit_beta (fit);
  if (isnan (fit->beta.value))
    return;
  fit->beta.status = ISO_STATUS_OK;
  by[strong] = (e0 - e3) / ((e0 - e) * (e0 - e));
  by[ISO_SURFACE_E3] = -1 / (e0 - e);
  by[ISO_SURFACE_E0] = -(e - e3) / ((e0 - e) * (e0 - e));
  set_interval (&fit->beta, fit->beta.value, get_variance (fit, by), t, NULL);
}

static void
set_intervals (const IsoSurfaceProblem *problem, double level, IsoSurfaceFit *fit)
{
  gboolean at_limit[MAX_P], held[MAX_P];
  IsoSurfaceMatrix matrix, inverse;
  double variance = fit->rss / fit->df, t = iso_t_quantile (level, fit->df);
  gboolean good;

  iso_surface_normal_matrix (problem, fit->inside, matrix, at_limit);
  for (guint p = 0; p < fit->model->n; p++)
    held[p] = fit->held[p] = problem->held[p] || at_limit[p];
  good = fit->df > 0 && iso_surface_invert (matrix, fit->model->n, held, inverse);
  for (guint p = 0; p < fit->model->n; p++)
    for (guint q = 0; q < fit->model->n; q++)
      fit->covariance[p][q] = good ? variance * inverse[p][q] : held[p] || held[q] ? 0 : NAN;
  for (guint p = 0; p < fit->model->n; p++)
    set_parameter (fit, p, at_limit[p], t);
  set_beta (fit, t);
}

/* F test of the best surface without interaction against the best with. */
static void
test_null (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, const Singles *singles, const double *fixed,
           IsoSurfaceFit *fit)
{
  const IsoSurfaceModel *model = problem->model;
  gboolean musyc = model->value == iso_surface_find ("musyc")->value && !problem->held[ISO_SURFACE_E3];
  IsoSurfaceProblem null = *problem;
  double theta[MAX_P];
  IsoSurfacePoint best;
  guint same;

  memcpy (theta, fixed, sizeof theta);
  fit->null_df = musyc;
  for (guint p = ISO_SURFACE_INTERACTION; p < model->n; p++)
    {
      if (null.held[p])
        continue;
      null.held[p] = TRUE;
      theta[p] = model->parameters[p]->logarithmic ? 0 : model->parameters[p]->null;
      fit->null_df++;
    }
  if (!find_best_variant (&null, settings, singles, theta, musyc, &best, &same))
    return;
  fit->null_rss = best.rss;
  if (!(fit->df > 0) || !(fit->rss > 0) || fit->null_df == 0)
    return;
  fit->null_f = MAX (0, (fit->null_rss - fit->rss) / fit->null_df) / (fit->rss / fit->df);
  fit->null_p = gsl_cdf_fdist_Q (fit->null_f, fit->null_df, fit->df);
}

static void
begin_fit (const IsoSurfaceSettings *settings, gsize n, IsoSurfaceFit *fit)
{
  memset (fit, 0, sizeof *fit);
  fit->model = settings->model;
  fit->status = ISO_STATUS_TOO_FEW_POINTS;
  fit->n = n;
  fit->rss = fit->df = fit->aicc = fit->null_rss = fit->null_f = fit->null_p = NAN;
  fit->beta = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
  for (guint p = 0; p < MAX_P; p++)
    {
      fit->inside[p] = fit->values[p] = NAN;
      fit->parameters[p] = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
    }
}

static void
take_point (const IsoSurfaceProblem *problem, const IsoSurfacePoint *point, IsoSurfaceFit *fit)
{
  double n = (double) fit->n, k = count_free (problem) + 1.0;

  fit->status = point->converged ? ISO_STATUS_OK : ISO_STATUS_NOT_CONVERGED;
  fit->rss = point->rss;
  fit->n_free = count_free (problem);
  fit->df = n - fit->n_free;
  if (n > k + 1)
    fit->aicc = n * log (fit->rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
  memcpy (fit->inside, point->theta, sizeof fit->inside);
  iso_surface_to_natural (fit->model, fit->inside, fit->values);
}

void
iso_surface_fit (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, IsoSurfaceFit *fit)
{
  IsoSurfaceProblem problem, asked;
  IsoSurfacePoint best;
  double fixed[MAX_P];
  Singles singles;
  IsoSurfaceDoses doses;

  begin_fit (settings, data->n, fit);
  if (!iso_surface_begin (settings, data, &problem, fixed) || data->n <= count_free (&problem))
    return;
  iso_surface_doses_init (&doses, data);
  problem.doses = &doses;
  asked = problem;
  find_singles (data, &singles);
  fit->n_starts = settings->n_starts;
  fit->status = ISO_STATUS_NOT_CONVERGED;
  if (find_best_variant (&problem, settings, &singles, fixed, FALSE, &best, &fit->n_best))
    {
      take_point (&problem, &best, fit);
      set_intervals (&problem, settings->level, fit);
      if (settings->profile)
        iso_surface_profile (&problem, settings, fit);
      test_null (&asked, settings, &singles, fixed, fit);
    }
  iso_surface_doses_clear (&doses);
}

double
iso_surface_fit_value (const IsoSurfaceFit *fit, double d1, double d2)
{
  return isfinite (fit->rss) ? fit->model->value (fit->inside, d1, d2, NULL) : NAN;
}

double
iso_surface_fit_se (const IsoSurfaceFit *fit, double d1, double d2)
{
  double by[MAX_P];

  if (!isfinite (fit->rss))
    return NAN;
  fit->model->value (fit->inside, d1, d2, by);
  return sqrt (get_variance (fit, by));
}
