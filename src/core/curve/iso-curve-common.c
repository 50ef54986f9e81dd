/* iso-curve-common.c
 *
 * The sum of squares of each curve over the common parameter is a table of its best fits with that parameter held: value, slope and second
 * derivative at each stop, and between two stops the polynomial of degree five that has them all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-common.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-controls.h"
#include "curve/iso-curve-search.h"
#include "curve/iso-curve-share.h"
#include "curve/iso-curve-trail.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

#define SMALLEST_SCATTER 1e-9   /* of the range of the responses: below, they are exact */
#define FIRST_REACH 1e-3        /* of the range of the parameter: where the search for the end of its interval begins */
#define FARTHEST_Q 10.0
#define MOST_CUTS 40
#define MOST_SEARCHES 3
#define SAME 1e-10              /* of the sum of squares */
#define CLOSE_ENOUGH 4e-6       /* of the root of the loss */
#define CLOSEST 1e-9
#define FARTHEST_LIMIT 10.0     /* ranges of the responses from the best value */
#define MOST_LEAPS 6
#define STOPS_WITHIN 4          /* of the table, from the best value to where its interval ends on one side */
#define STOPS_BEYOND 5
#define FARTHEST 3.0            /* half widths: the last stop */
#define STOPS (STOPS_WITHIN + STOPS_BEYOND)

/* A function of the common parameter at one value, with its derivatives. */
typedef struct
{
  double value, slope, bend;
} Stop;

struct _IsoCommonCurves
{
  IsoComparedCurve *curves;
  guint             n;
  IsoParameter      parameter;
  IsoCommonTest     test;
  IsoCurveFit      *fits;
  IsoCurveTrail   **trails;      /* of each curve, until the table stands */
  double            inside;      /* the common value */
  double            low;         /* how far it was looked for, inside */
  double            high;
  double            reach[2];    /* from the common value to the ends of its interval, below and above */
  gboolean          open[2];     /* which the data do not end */
  double            variance;
  double            df;
  guint             n_threads;
  gsize             n_stops;     /* of the table */
  double            at[2 * STOPS + 1];
  Stop             *losses;      /* n rows of n_stops: what the other curves lose there */
};

/* --- one value ------------------------------------------------------------------------------------------------------------ */

/* All curves with the parameter held there. */
static double
hold_at (const IsoCommonCurves *common, double inside)
{
  double sum = 0;

  for (guint c = 0; c < common->n; c++)
    sum += iso_curve_trail_follow (common->trails[c], inside);
  return isfinite (sum) ? sum : INFINITY;
}

/* Each searched for there. */
static double
search_at (const IsoCommonCurves *common, double inside)
{
  iso_curve_trails_visit (common->trails, common->n, &inside, 1, TRUE, common->n_threads);
  return hold_at (common, inside);
}

static double
find_fits (IsoCommonCurves *common)
{
  double sum = 0;

  for (guint c = 0; c < common->n; c++)
    sum += iso_curve_trail_search (common->trails[c], common->inside, &common->fits[c]);
  return isfinite (sum) ? sum : INFINITY;
}

/* --- the table ------------------------------------------------------------------------------------------------------------ */

/* How far the curves are from losing so much at a distance from the best value: -1 at the best, 0 where they do. */
static double
find_distance (const IsoCommonCurves *common, double inside, double loss)
{
  return MIN (sqrt (MAX (hold_at (common, inside) - common->test.rss, 0) / loss), FARTHEST_Q) - 1;
}

/* The distance where the curves would lose so much, were they the parabola that they are at one from the best value; NaN if they never do. */
static double
aim (const IsoCommonCurves *common, double direction, double distance, double loss)
{
  double inside = common->inside + direction * distance, slope = 0, bend = 0, lacking, root;

  lacking = loss - (hold_at (common, inside) - common->test.rss);
  for (guint c = 0; c < common->n; c++)
    {
      double own, own_bend;

      iso_curve_trail_slope (common->trails[c], inside, &own, &own_bend);
      slope += direction * own;
      bend += own_bend;
    }
  if (distance == 0)
    slope = 0;
  root = sqrt (slope * slope + 2 * bend * lacking);
  return slope + root > 0 ? distance + 2 * lacking / (slope + root) : NAN;
}

/* To the limit in leaps that aim at it. FALSE where they do not arrive. */
static gboolean
leap_out (const IsoCommonCurves *common, double direction, double loss, double end, double *reach)
{
  double near = 0, far = end;

  *reach = 0;
  for (guint i = 0; i < MOST_LEAPS; i++)
    {
      double next = aim (common, direction, *reach, loss), f;

      if (!(next > near && next < far))
        return FALSE;
      *reach = next;
      f = find_distance (common, common->inside + direction * next, loss);
      if (fabs (f) < CLOSE_ENOUGH)
        return TRUE;
      *(f > 0 ? &far : &near) = next;
    }
  return FALSE;
}

/* How far from the best value, in one direction, the curves lose so much; the end of the range, with *open set, where they never do. Where
 * aiming does not arrive, by doubling, then false position with the Illinois rule (Dowell & Jarratt 1971, BIT 11:168): the root of the loss is
 * almost straight. */
static double
find_reach (const IsoCommonCurves *common, double direction, double loss, gboolean *open)
{
  double end = direction > 0 ? common->high - common->inside : common->inside - common->low;
  double near = 0, far = MIN (FIRST_REACH * (common->high - common->low), end), f_near = -1, f_far, reach = end;

  *open = !(loss > 0) || !(end > 0);
  if (*open || leap_out (common, direction, loss, end, &reach))
    return *open ? end : reach;
  while ((f_far = find_distance (common, common->inside + direction * far, loss)) < 0)
    {
      *open = far >= end;
      if (*open)
        return end;
      near = far;
      f_near = f_far;
      far = MIN (2 * far, end);
    }
  for (guint i = 0; i < MOST_CUTS && far - near > CLOSEST * far; i++)
    {
      double f;

      reach = near + CLAMP (f_near / (f_near - f_far), 1e-3, 1 - 1e-3) * (far - near);
      f = find_distance (common, common->inside + direction * reach, loss);
      if (fabs (f) < CLOSE_ENOUGH)
        return reach;
      if (f > 0)
        {
          far = reach;
          f_far = f;
          f_near /= 2;
        }
      else
        {
          near = reach;
          f_near = f;
          f_far /= 2;
        }
    }
  return 0.5 * (near + far);
}

/* The same, where each curve was searched for at that end: with another basin there the end is nearer. */
static double
settle_reach (const IsoCommonCurves *common, double direction, double loss, gboolean *open)
{
  double reach = NAN;

  for (guint i = 0; i < MOST_SEARCHES; i++)
    {
      double before;

      reach = find_reach (common, direction, loss, open);
      before = hold_at (common, common->inside + direction * reach);
      if (!(search_at (common, common->inside + direction * reach) < before * (1 - SAME)))
        break;
    }
  return reach;
}

/* Stops on one side, outward: even within the interval, then further apart. */
static guint
place_stops (const IsoCommonCurves *common, double direction, double reach, double *stops)
{
  double end = direction > 0 ? common->high - common->inside : common->inside - common->low;
  guint n = 0;

  for (guint i = 1; i <= STOPS && reach > 0; i++)
    {
      double share = i <= STOPS_WITHIN ? (double) i / STOPS_WITHIN
                                       : 1 + (FARTHEST - 1) * (double) (i - STOPS_WITHIN) / STOPS_BEYOND;
      double distance = reach * share;

      if (distance > end * (1 + 1e-9))
        break;
      stops[n++] = common->inside + direction * MIN (distance, end);
    }
  return n;
}

/* Where a curve has no second derivative of its own, that of the parabola through it and its neighbours. */
static void
mend_bends (const IsoCommonCurves *common, Stop *row)
{
  for (gsize k = 0; k < common->n_stops; k++)
    {
      gsize left = k > 0 ? k - 1 : 0, right = MIN (k + 1, common->n_stops - 1);

      if (!isfinite (row[k].slope))
        row[k].slope = right > left ? (row[right].value - row[left].value) / (common->at[right] - common->at[left]) : 0;
      if (!isfinite (row[k].bend))
        row[k].bend = right > left && isfinite (row[right].slope) && isfinite (row[left].slope)
                        ? (row[right].slope - row[left].slope) / (common->at[right] - common->at[left]) : 0;
    }
}

/* What all curves lose at every stop, and for each of them what the others do. */
static void
fill_losses (IsoCommonCurves *common)
{
  g_autofree Stop *all = g_new0 (Stop, common->n_stops);

  common->losses = g_new0 (Stop, common->n * common->n_stops);
  for (guint c = 0; c < common->n; c++)
    {
      Stop *row = common->losses + c * common->n_stops;

      for (gsize k = 0; k < common->n_stops; k++)
        {
          row[k].value = iso_curve_trail_follow (common->trails[c], common->at[k]) - common->fits[c].rss;
          iso_curve_trail_slope (common->trails[c], common->at[k], &row[k].slope, &row[k].bend);
        }
      mend_bends (common, row);
      for (gsize k = 0; k < common->n_stops; k++)
        {
          all[k].value += row[k].value;
          all[k].slope += row[k].slope;
          all[k].bend += row[k].bend;
        }
    }
  for (guint c = 0; c < common->n; c++)
    for (gsize k = 0; k < common->n_stops; k++)
      {
        Stop *own = common->losses + c * common->n_stops + k;

        *own = (Stop) { all[k].value - own->value, all[k].slope - own->slope, all[k].bend - own->bend };
      }
}

static void
fill_table (IsoCommonCurves *common)
{
  double t = iso_t_quantile (common->curves[0].settings.level, common->df), stops[2][STOPS], ends[2];
  double loss = isfinite (t) ? t * t * common->variance : 0;
  guint below, above;

  for (guint side = 0; side < 2; side++)
    common->reach[side] = settle_reach (common, side == 0 ? -1 : 1, loss, &common->open[side]);
  below = place_stops (common, -1, common->reach[0], stops[0]);
  above = place_stops (common, 1, common->reach[1], stops[1]);
  for (guint i = below; i-- > 0;)
    common->at[common->n_stops++] = stops[0][i];
  common->at[common->n_stops++] = common->inside;
  for (guint i = 0; i < above; i++)
    common->at[common->n_stops++] = stops[1][i];
  ends[0] = common->at[0];
  ends[1] = common->at[common->n_stops - 1];
  iso_curve_trails_visit (common->trails, common->n, ends, 2, TRUE, common->n_threads);
  iso_curve_trails_visit (common->trails, common->n, common->at, (guint) common->n_stops, FALSE, common->n_threads);
  fill_losses (common);
}

/* Between two stops, by the polynomial of degree five that has their values and both derivatives (Hermite's). */
static Stop
interpolate (const IsoCommonCurves *common, const Stop *row, double at)
{
  gsize k = 0;
  double h, x, a, b, c, first, second, c3, c4, c5;

  while (k + 2 < common->n_stops && at > common->at[k + 1])
    k++;
  h = common->at[k + 1] - common->at[k];
  x = (at - common->at[k]) / h;
  first = h * row[k].slope;
  second = 0.5 * h * h * row[k].bend;
  a = row[k + 1].value - row[k].value - first - second;
  b = h * row[k + 1].slope - first - 2 * second;
  c = h * h * row[k + 1].bend - 2 * second;
  c3 = 10 * a - 4 * b + 0.5 * c;
  c4 = -15 * a + 7 * b - c;
  c5 = 6 * a - 3 * b + 0.5 * c;
  return (Stop) { row[k].value + x * (first + x * (second + x * (c3 + x * (c4 + x * c5)))),
                  (first + x * (2 * second + x * (3 * c3 + x * (4 * c4 + x * 5 * c5)))) / h,
                  (2 * second + x * (6 * c3 + x * (12 * c4 + x * 20 * c5))) / (h * h) };
}

double
iso_common_curves_get_loss (const IsoCommonCurves *common, guint index, double inside, double *slope, double *curvature)
{
  double at, beyond;
  Stop stop;

  *slope = *curvature = 0;
  if (common->n_stops < 2 || !isfinite (inside))
    return 0;
  /* Beyond the table as at its end. */
  at = CLAMP (inside, common->at[0], common->at[common->n_stops - 1]);
  beyond = inside - at;
  stop = interpolate (common, common->losses + index * common->n_stops, at);
  *curvature = beyond == 0 ? stop.bend : MAX (stop.bend, 0);
  *slope = stop.slope + *curvature * beyond;
  return stop.value + stop.slope * beyond + 0.5 * *curvature * beyond * beyond;
}

/* The row of a curve has all but its own. */
double
iso_common_curves_get_pair_loss (const IsoCommonCurves *common, const guint indices[2], double inside, double *slope, double *curvature)
{
  double loss = 0;

  *slope = *curvature = 0;
  for (guint c = 0; c < common->n && common->n > 2; c++)
    {
      double share = (c == indices[0] || c == indices[1] ? 1 : 0) - 1 / (common->n - 1.0), by, bend;

      loss += share * iso_common_curves_get_loss (common, c, inside, &by, &bend);
      *slope += share * by;
      *curvature += share * bend;
    }
  return loss;
}

void
iso_common_problem_evaluate (gconstpointer user_data, const double *theta, IsoNormalEquations *equations)
{
  const IsoCommonProblem *problem = user_data;
  IsoParameter p = problem->common->parameter;
  double slope, curvature;

  problem->evaluate (problem->user_data, theta, equations);
  equations->rss += iso_common_curves_get_loss (problem->common, problem->index, theta[p], &slope, &curvature);
  equations->gradient[p] -= 0.5 * slope;
  equations->observed[p][p] += 0.5 * curvature;
  equations->gauss_newton[p][p] += MAX (0.5 * curvature, 0);
}

/* --- the curves ----------------------------------------------------------------------------------------------------------- */

static double
find_range (const IsoCommonCurves *common)
{
  double least = INFINITY, most = -INFINITY;

  for (guint c = 0; c < common->n; c++)
    for (gsize k = 0; k < common->curves[c].n; k++)
      {
        least = MIN (least, common->curves[c].responses[k]);
        most = MAX (most, common->curves[c].responses[k]);
      }
  return most - least;
}

/* An end of the response may lie far beyond what was measured, unless a person said how far. */
static void
widen_range (IsoCommonCurves *common)
{
  IsoParameter p = common->parameter;
  const IsoCurveSettings *settings = &common->curves[0].settings;
  double reach = FARTHEST_LIMIT * find_range (common);

  if (p != ISO_PARAMETER_LOWER && p != ISO_PARAMETER_UPPER)
    return;
  common->low = MAX (settings->low[p], MIN (common->low, common->inside - reach));
  common->high = MIN (settings->high[p], MAX (common->high, common->inside + reach));
}

static void
set_test (IsoCommonCurves *common, double rss)
{
  IsoCommonTest *test = &common->test;
  double n = 0, n_free = 0;

  *test = (IsoCommonTest) { .status = ISO_STATUS_OK, .parameter = common->parameter, .n_curves = common->n, .rss = rss, .f = NAN,
                            .df1 = common->n - 1.0, .p = NAN };
  test->value = iso_curve_from_inside (common->curves[0].settings.model, common->parameter, common->inside);
  for (guint c = 0; c < common->n; c++)
    {
      n += (double) common->curves[c].n;
      n_free += common->curves[c].fit->n_free;
      test->separate_rss += common->curves[c].fit->rss;
    }
  test->df2 = n - n_free;
  test->n = (gsize) n;
  common->df = test->df2 + test->df1;
  common->variance = MAX (rss / common->df, pow (SMALLEST_SCATTER * find_range (common), 2));
  if (!(test->df2 > 0) || !(test->separate_rss > 0))
    return;
  test->f = MAX (0, (rss - test->separate_rss) / test->df1) / (test->separate_rss / test->df2);
  test->p = gsl_cdf_fdist_Q (test->f, test->df1, test->df2);
}

/* The parameter that was held to find the curve is free again, and what the others say of it is in its errors. */
static void
finish_fit (IsoCommonCurves *common, guint c)
{
  const IsoComparedCurve *curve = &common->curves[c];
  IsoCurveFit *fit = &common->fits[c];
  IsoParameter p = common->parameter;
  double n = (double) curve->n, k = iso_curve_count_free (&curve->settings) + 1.0, slope, curvature;
  gboolean at_limit = common->inside <= common->low || common->inside >= common->high;
  IsoOtherCurves others = { .parameter = p };
  IsoCurvePoint best = { .shape = fit->shape, .mirrored = fit->mirrored };
  IsoCurveData data;

  fit->shared = ISO_SHARE (p);
  fit->fixed[p] = FALSE;
  fit->held[p] = at_limit;
  fit->parameters[p].status = at_limit ? ISO_STATUS_AT_BOUND : ISO_STATUS_OK;
  fit->n_free = (guint) k - 1;
  fit->df = n - fit->n_free;
  fit->aicc = n > k + 1 ? n * log (fit->rss / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1) : NAN;
  fit->variance = common->variance;
  fit->variance_df = common->df;
  iso_curve_get_inside (fit, best.theta);
  memcpy (best.held, fit->held, sizeof best.held);
  iso_common_curves_get_loss (common, c, common->inside, &slope, &curvature);
  others.curvature = 0.5 * MAX (curvature, 0);
  iso_curve_data_init (&data, fit->shape, curve->doses, curve->responses, curve->weights, curve->n);
  data.mirrored = fit->mirrored;
  iso_curve_fit_set_errors (fit, &data, curve->settings.se, &best, &others);
  iso_curve_data_clear (&data);
}

static void
free_trails (IsoCommonCurves *common)
{
  for (guint c = 0; common->trails != NULL && c < common->n; c++)
    iso_curve_trail_free (common->trails[c]);
  g_clear_pointer (&common->trails, g_free);
}

IsoCommonCurves *
iso_common_curves_new (const IsoComparedCurve *curves, guint n, IsoParameter parameter, guint n_threads)
{
  IsoCommonCurves *common = g_new0 (IsoCommonCurves, 1);
  double range[2], rss;

  common->curves = g_memdup2 (curves, n * sizeof *curves);
  common->n = n;
  common->parameter = parameter;
  common->n_threads = n_threads;
  common->fits = g_new0 (IsoCurveFit, n);
  common->trails = g_new (IsoCurveTrail *, n);
  for (guint c = 0; c < n; c++)
    common->trails[c] = iso_curve_trail_new (&common->curves[c], parameter);
  common->inside = iso_curves_search_common (curves, common->trails, n, parameter, n_threads, range, &rss);
  common->low = range[0];
  common->high = range[1];
  if (!isfinite (rss) || !isfinite (common->inside))
    {
      iso_common_curves_free (common);
      return NULL;
    }
  widen_range (common);
  set_test (common, find_fits (common));
  fill_table (common);
  free_trails (common);
  for (guint c = 0; c < n; c++)
    finish_fit (common, c);
  return common;
}

void
iso_common_curves_free (IsoCommonCurves *common)
{
  free_trails (common);
  g_free (common->losses);
  g_free (common->fits);
  g_free (common->curves);
  g_free (common);
}

const IsoCommonTest *
iso_common_curves_get_test (const IsoCommonCurves *common)
{
  return &common->test;
}

void
iso_common_curves_get_ends (const IsoCommonCurves *common, double ends[2], gboolean open[2])
{
  ends[0] = common->inside - common->reach[0];
  ends[1] = common->inside + common->reach[1];
  memcpy (open, common->open, sizeof common->open);
}

const IsoCurveFit *
iso_common_curves_get_fit (const IsoCommonCurves *common, guint index)
{
  return &common->fits[index];
}

/* --- controls ------------------------------------------------------------------------------------------------------------- */

/* What is left of the pulls of a curve for the common parameter, once its own parameters have followed. */
static void
reduce_pulls (const IsoCurveFit *fit, IsoParameter shared, const IsoSquareMatrix curvature, const IsoControlPull *pulls, guint n_groups,
              double *reduced)
{
  IsoSquareMatrix inverse;
  gboolean held[N];

  memcpy (held, fit->held, sizeof held);
  held[shared] = TRUE;
  if (!iso_square_matrix_invert (curvature, N, held, inverse))
    memset (inverse, 0, sizeof inverse);
  for (guint g = 0; g < n_groups; g++)
    {
      reduced[g] = pulls[g][shared];
      for (IsoParameter p = 0; p < N; p++)
        for (IsoParameter q = 0; q < N; q++)
          reduced[g] -= p != shared && !held[p] && !held[q] ? curvature[shared][p] * inverse[p][q] * pulls[g][q] : 0;
    }
}

void
iso_common_curves_add_control_uncertainty (IsoCommonCurves *common, const guint *const *groups, const double *relative_se, guint n_groups)
{
  IsoParameter shared = common->parameter;
  g_autofree IsoControlPull *pulls = g_new0 (IsoControlPull, common->n * n_groups + 1);
  g_autofree double *reduced = g_new0 (double, common->n * n_groups + 1);

  for (guint c = 0; c < common->n; c++)
    {
      const IsoComparedCurve *curve = &common->curves[c];
      IsoSquareMatrix curvature = { { 0 } };

      iso_curve_fit_find_curvature (&common->fits[c], curve->doses, curve->responses, curve->weights, curve->n, curvature);
      iso_curve_fit_find_pulls (&common->fits[c], curve->doses, curve->responses, curve->weights, groups[c], curve->n, n_groups,
                                pulls + c * n_groups);
      reduce_pulls (&common->fits[c], shared, curvature, (const IsoControlPull *) pulls + c * n_groups, n_groups, reduced + c * n_groups);
    }
  for (guint c = 0; c < common->n; c++)
    {
      const IsoComparedCurve *curve = &common->curves[c];
      IsoSquareMatrix curvature = { { 0 } };
      double slope, second;

      iso_curve_fit_find_curvature (&common->fits[c], curve->doses, curve->responses, curve->weights, curve->n, curvature);
      iso_common_curves_get_loss (common, c, common->inside, &slope, &second);
      curvature[shared][shared] += 0.5 * MAX (second, 0);
      for (guint g = 0; g < n_groups; g++)
        for (guint o = 0; o < common->n; o++)
          pulls[c * n_groups + g][shared] += o != c ? reduced[o * n_groups + g] : 0;
      iso_curve_fit_add_pulls (&common->fits[c], curvature, (const IsoControlPull *) pulls + c * n_groups, relative_se, n_groups);
    }
}
