/* iso-curve-ends.c - the best curves at the ends of the parameter space
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-search.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* A curve that comes this near to one that goes on for ever is taken for it. */
#define SAME_AS_ENDLESS 1e-9
#define FLATTEST_POWER 1e-3
#define STEEPEST_POWER 100.0

/* A hill that leaves this little room between two doses for more than a step. */
#define STEEP 6.0

/* Of the curves beside them. */
#define ENDLESS_GROWTH 1000.0
#define LEAST_GROWTH 2.0     /* with less the power is as good as straight */
#define FLATTEST_HILL 0.02

/* Squares of a step with the level `middle` (data->n: none) at `share` of the way. `shares` is room for one value a level. */
static double
try_step (const IsoCurveSearch *search, gsize first_low, gsize middle, double *shares, IsoCurvePoint *point, double *share)
{
  const IsoCurveData *data = &search->data;
  double weight = middle < data->n ? data->weights[middle] : 0, rss;

  for (gsize i = 0; i < data->n; i++)
    shares[i] = i < first_low ? 1 : 0;
  /* The level in the middle has a value of its own; it weighs nothing while the two limits are found. */
  if (middle < data->n)
    data->weights[middle] = 0;
  rss = iso_curve_problem_solve_shares (data, shares, search->low, search->high, point);
  if (middle < data->n)
    {
      data->weights[middle] = weight;
      *share = (data->responses[middle] - point->theta[ISO_PARAMETER_LOWER])
               / (point->theta[ISO_PARAMETER_UPPER] - point->theta[ISO_PARAMETER_LOWER]);
      if (!(*share > 0 && *share < 1))
        return INFINITY;
    }
  return rss;
}

/* A hill that is fixed makes steps only where it is one between the two nearest doses. */
static gboolean
makes_steps (const IsoCurveSearch *search, double hill)
{
  const IsoCurveData *data = &search->data;
  double gap = INFINITY;

  if (!search->is_fixed[ISO_PARAMETER_HILL])
    return isfinite (hill);
  for (gsize i = 1; i < data->n; i++)
    gap = MIN (gap, data->log_doses[i] - data->log_doses[i - 1]);
  return exp (hill) * gap > STEEP && !data->shape->asymmetry;
}

gboolean
iso_curve_search_steps (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  const IsoCurveData *data = &search->data;
  gboolean fixed = search->is_fixed[ISO_PARAMETER_HILL];
  double hill = fixed ? search->fixed[ISO_PARAMETER_HILL] : search->high[ISO_PARAMETER_HILL], share, shares_few[64];
  g_autofree double *shares_many = data->n > G_N_ELEMENTS (shares_few) ? g_new (double, data->n) : NULL;
  double *shares = shares_many != NULL ? shares_many : shares_few;
  gsize zero = isinf (data->log_doses[0]) ? 1 : 0;
  IsoCurvePoint step = *best, found = { .rss = INFINITY };

  if (data->shape->boost != NULL || !makes_steps (search, hill) || !isnan (search->fixed[ISO_PARAMETER_SCALE]))
    return FALSE;
  for (IsoParameter p = 0; p < N; p++)
    step.held[p] = !isnan (search->fixed[p]);
  step.theta[ISO_PARAMETER_HILL] = hill;
  if (!step.held[ISO_PARAMETER_EXTRA])
    step.theta[ISO_PARAMETER_EXTRA] = 0;
  for (gsize i = zero; i < data->n; i++)
    {
      step.rss = try_step (search, i, i, shares, &step, &share);
      if (step.rss < found.rss && iso_curve_search_is_in_order (search, &step))
        {
          step.theta[ISO_PARAMETER_SCALE] =
            data->log_doses[i]
            - iso_curve_share_inverse (data->shape, data->mirrored, share, step.theta[ISO_PARAMETER_EXTRA]) / exp (hill);
          found = step;
        }
      if (i == zero)
        continue;
      step.rss = try_step (search, i, data->n, shares, &step, &share);
      if (step.rss < found.rss && iso_curve_search_is_in_order (search, &step))
        {
          step.theta[ISO_PARAMETER_SCALE] = 0.5 * (data->log_doses[i - 1] + data->log_doses[i]);
          found = step;
        }
    }
  if (!(found.rss < best->rss))
    return FALSE;
  if (fixed)
    found.rss = iso_curve_problem_solve_limits (data, search->low, search->high, &found);
  iso_curve_search_descend (search, &found);
  if (!(found.rss < best->rss) || !iso_curve_search_is_in_order (search, &found))
    return FALSE;
  *best = found;
  return TRUE;
}

/* Whether the limits that a person set let the end go to infinity on the side where this curve wants it. */
static gboolean
may_be_endless (const IsoCurveSearch *search, const IsoCurvePoint *point)
{
  IsoParameter end = point->mirrored ? ISO_PARAMETER_UPPER : ISO_PARAMETER_LOWER;
  double span = point->theta[ISO_PARAMETER_UPPER] - point->theta[ISO_PARAMETER_LOWER];
  gboolean down = (span > 0) != point->mirrored;

  return span != 0 && isinf (down ? search->low[end] : search->high[end]);
}

/* upper - b dose^hill, or mirrored lower + b dose^-hill, which no dose 0 can have. */
static gboolean
find_endless (const IsoCurveSearch *search, gboolean mirrored, IsoCurvePoint *point)
{
  IsoCurveSearch own = *search;
  IsoParameter end = mirrored ? ISO_PARAMETER_UPPER : ISO_PARAMETER_LOWER;

  if (mirrored && isinf (search->data.log_doses[0]))
    return FALSE;
  if (!isnan (search->fixed[end]) || !isnan (search->fixed[ISO_PARAMETER_SCALE]))
    return FALSE;
  own.ordered = FALSE;
  own.data.shape = &iso_shape_power;
  own.data.mirrored = mirrored;
  own.fixed[ISO_PARAMETER_SCALE] = mirrored ? search->first_log_dose : search->last_log_dose;
  own.fixed[ISO_PARAMETER_EXTRA] = 0;
  own.low[ISO_PARAMETER_SCALE] = own.low[ISO_PARAMETER_EXTRA] = own.low[end] = -INFINITY;
  own.high[ISO_PARAMETER_SCALE] = own.high[ISO_PARAMETER_EXTRA] = own.high[end] = INFINITY;
  if (isnan (search->fixed[ISO_PARAMETER_HILL]))
    {
      own.low[ISO_PARAMETER_HILL] = log (FLATTEST_POWER);
      own.high[ISO_PARAMETER_HILL] = log (STEEPEST_POWER);
    }
  iso_curve_search_basins (&own, point);
  return isfinite (point->rss) && may_be_endless (search, point);
}

gboolean
iso_curve_search_endless (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  const IsoCurveShape *shape = search->data.shape;
  gboolean found = FALSE;

  /* Where the midpoint lies among the doses, nothing is drawn to infinity. */
  if (best->converged && best->theta[ISO_PARAMETER_SCALE] > search->first_log_dose
      && best->theta[ISO_PARAMETER_SCALE] < search->last_log_dose && !best->held[ISO_PARAMETER_HILL])
    return FALSE;
  /* With a hill of its own each log-logistic curve ends as a power; the others only as their hill goes to 0. */
  if (shape->boost != NULL || search->bounded_hill || (!isnan (search->fixed[ISO_PARAMETER_HILL]) && !shape->logistic) || shape == &iso_shape_flat)
    return FALSE;
  for (guint mirrored = 0; mirrored < 2; mirrored++)
    {
      IsoCurvePoint point;

      if (!find_endless (search, mirrored != 0, &point) || !(point.rss < best->rss * (1 + SAME_AS_ENDLESS)))
        continue;
      *best = point;
      found = TRUE;
    }
  return found;
}

static void
make_straight (const IsoCurveSearch *search, const IsoCurveFit *fit, double theta[N])
{
  double gradient[N], middle = 0.5 * (search->first_log_dose + search->last_log_dose);
  double value = iso_curve_problem_gradient (fit->shape, fit->mirrored, theta, middle, 0, gradient);
  double half = 2 * gradient[ISO_PARAMETER_SCALE] / FLATTEST_HILL;   /* a log-logistic curve falls by a quarter of span * hill there */

  theta[ISO_PARAMETER_HILL] = log (FLATTEST_HILL);
  theta[ISO_PARAMETER_SCALE] = middle;
  theta[ISO_PARAMETER_LOWER] = value - half;
  theta[ISO_PARAMETER_UPPER] = value + half;
}

void
iso_curve_search_leave_end (const IsoCurveSearch *search, const IsoCurveFit *fit, double theta[N])
{
  double span = theta[ISO_PARAMETER_UPPER] - theta[ISO_PARAMETER_LOWER], hill = exp (theta[ISO_PARAMETER_HILL]), growth;
  double scale = theta[ISO_PARAMETER_SCALE] + (fit->mirrored ? -1 : 1) * log (ENDLESS_GROWTH) / hill;
  gboolean free = !fit->fixed[ISO_PARAMETER_HILL] && !fit->fixed[ISO_PARAMETER_LOWER] && !fit->fixed[ISO_PARAMETER_UPPER];

  if (free)
    scale = CLAMP (scale, search->low[ISO_PARAMETER_SCALE], search->high[ISO_PARAMETER_SCALE]);
  growth = exp (hill * fabs (scale - theta[ISO_PARAMETER_SCALE]));
  if (growth < LEAST_GROWTH)
    {
      make_straight (search, fit, theta);
      return;
    }
  theta[ISO_PARAMETER_SCALE] = scale;
  if (fit->mirrored)
    theta[ISO_PARAMETER_UPPER] = theta[ISO_PARAMETER_LOWER] + growth * span;
  else
    theta[ISO_PARAMETER_LOWER] = theta[ISO_PARAMETER_UPPER] - growth * span;
}
