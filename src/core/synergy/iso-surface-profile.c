/* iso-surface-profile.c - intervals of a surface's parameters by profile likelihood
 *
 * A limit lies where the sum of squares, with the parameter held there and all others fitted anew, is more than the least one by
 * t^2 RSS / df, t being the quantile of Student's or what draws say is needed instead (iso-surface-calibrate.c). Percentiles of refits to
 * resampled responses are what others give; where MuSyC simulated itself they held the truth in 86 % instead of 95
 * (tests/slow/test-surface-nulls.c). E0 to E3, which enter linearly, keep Wald's intervals where they have one: there it is these that
 * hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-descent.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

#define STEPS 250
#define GAIN 1e-9        /* of the sum of squares, in a descent */
#define MOST_WAYPOINTS 60
#define MOST_HALVINGS 6
#define MOST_CUTS 12
#define SAME 0.005
#define FIRST_STEP 0.5   /* where there is no standard error */
#define STRIDE 3.0       /* waypoints from the best to a limit, where the profile is a parabola */
#define MOST_SHARE 50.0  /* 1 + beta */

/* The best surface with the parameter held at `value`, as far as known. The distance is that of the profile, as a t variable. */
typedef struct
{
  double value;
  double distance;
  double theta[ISO_SURFACE_MAX];
} Waypoint;

typedef struct
{
  IsoSurfaceProblem   problem;
  const IsoSurfaceFit *fit;
  guint               parameter;  /* or beta's place */
  double              t;
  double              end;        /* the parameter's own limit on this side */
  gboolean            calibrated; /* t is that of draws */
} Way;

double
iso_surface_tie_share (const double *theta)
{
  double e0 = theta[ISO_SURFACE_E0], e = MIN (theta[ISO_SURFACE_E1], theta[ISO_SURFACE_E2]);

  return (theta[ISO_SURFACE_E3] - e0) / (e - e0);
}

/* E3 hangs on the end of the stronger drug, whichever that then is. */
static double
hold_beta (const IsoSurfaceProblem *problem, double share, guint most_steps, double *theta)
{
  IsoSurfacePoint best = { .rss = INFINITY };
  gboolean best_fits = FALSE;

  for (guint tie = ISO_SURFACE_E1; tie <= ISO_SURFACE_E2; tie++)
    {
      guint other = tie == ISO_SURFACE_E1 ? ISO_SURFACE_E2 : ISO_SURFACE_E1;
      IsoSurfaceProblem held = *problem;
      IsoSurfacePoint point;
      gboolean fits;

      held.tie = tie;
      held.tie_share = share;
      held.held[ISO_SURFACE_E3] = TRUE;
      if (share > 0)
        {
          held.low[tie] = MAX (held.low[tie], theta[ISO_SURFACE_E0] + (held.low[ISO_SURFACE_E3] - theta[ISO_SURFACE_E0]) / share);
          held.high[tie] = MIN (held.high[tie], theta[ISO_SURFACE_E0] + (held.high[ISO_SURFACE_E3] - theta[ISO_SURFACE_E0]) / share);
        }
      memcpy (point.theta, theta, sizeof point.theta);
      point.theta[tie] = CLAMP (point.theta[tie], held.low[tie], held.high[tie]);
      iso_surface_descend (&held, most_steps, &point);
      fits = point.theta[tie] <= point.theta[other];
      if ((fits && !best_fits) || (fits == best_fits && point.rss < best.rss))
        best = point;
      best_fits = best_fits || fits;
    }
  memcpy (theta, best.theta, sizeof best.theta);
  return best.rss;
}

double
iso_surface_hold (const IsoSurfaceProblem *problem, guint place, double value, guint most_steps, double *theta)
{
  IsoSurfaceProblem held = *problem;
  IsoSurfacePoint point;

  if (place == ISO_SURFACE_BETA (problem->model))
    return hold_beta (problem, value, most_steps, theta);
  held.held[place] = TRUE;
  memcpy (point.theta, theta, sizeof point.theta);
  point.theta[place] = value;
  iso_surface_descend (&held, most_steps, &point);
  memcpy (theta, point.theta, sizeof point.theta);
  return point.rss;
}

/* Downhill from `theta` with the parameter at the waypoint's value; what lies lower than what is known is kept. */
static void
improve (const Way *way, const double *theta, Waypoint *point)
{
  double moved[ISO_SURFACE_MAX], distance;

  for (guint q = 0; q < way->fit->model->n; q++)
    moved[q] = way->problem.held[q] ? theta[q] : CLAMP (theta[q], way->problem.low[q], way->problem.high[q]);
  distance = iso_surface_hold (&way->problem, way->parameter, point->value, STEPS, moved) - way->fit->rss;
  distance = sqrt (MAX (0, distance) / (way->fit->rss / way->fit->df));
  if (!(distance < point->distance))
    return;
  point->distance = distance;
  memcpy (point->theta, moved, sizeof point->theta);
}

/* By how much another parameter goes along with this one, at first. */
static double
get_slope (const Way *way, guint q)
{
  guint p = way->parameter;

  return p < way->fit->model->n ? way->fit->covariance[q][p] / way->fit->covariance[p][p] : 0;
}

/* From a waypoint in the direction in which the others last went; from the best surface, in that of its covariance. */
static void
follow (const Way *way, const Waypoint *from, const Waypoint *before, double value, Waypoint *point)
{
  double theta[ISO_SURFACE_MAX], along = before != NULL ? (value - from->value) / (from->value - before->value) : value - from->value;

  for (guint q = 0; q < way->fit->model->n; q++)
    {
      double by = before != NULL ? from->theta[q] - before->theta[q] : get_slope (way, q);

      theta[q] = from->theta[q] + (isfinite (by) ? along * by : 0);
    }
  *point = (Waypoint) { .value = value, .distance = INFINITY };
  improve (way, theta, point);
  if (point->distance > way->t)
    improve (way, from->theta, point);
}

/* Another valley may be lower where this one has become too high: those where another parameter of interaction ends. */
static void
look_elsewhere (const Way *way, Waypoint *point)
{
  for (guint q = ISO_SURFACE_INTERACTION; q < way->fit->model->n; q++)
    {
      for (guint side = 0; side < 2 && !way->problem.held[q]; side++)
        {
          double theta[ISO_SURFACE_MAX];

          memcpy (theta, way->fit->inside, sizeof theta);
          theta[q] = side == 0 ? way->problem.low[q] : way->problem.high[q];
          improve (way, theta, point);
        }
    }
}

/* Between a waypoint within the limit and one beyond. */
static double
cut (const Way *way, Waypoint *inner, Waypoint *outer)
{
  for (guint i = 0; i < MOST_CUTS; i++)
    {
      double share = CLAMP ((way->t - inner->distance) / (outer->distance - inner->distance), 0.05, 0.95);
      Waypoint point = { .value = inner->value + share * (outer->value - inner->value), .distance = INFINITY };

      improve (way, inner->theta, &point);
      if (point.distance > way->t * (1 + SAME))
        improve (way, outer->theta, &point);
      if (fabs (point.distance - way->t) < SAME * way->t)
        return point.value;
      *(point.distance < way->t ? inner : outer) = point;
    }
  return inner->value + (way->t - inner->distance) / (outer->distance - inner->distance) * (outer->value - inner->value);
}

/* Where the distance is t, on the side of `step` from the best; the parameter's own limit where it ends before. The way there is gone in
 * strides, each from the one before: a leap lands in valleys that lie higher than the one it left. */
static double
find_limit (const Way *way, double step)
{
  gboolean beta = way->parameter == ISO_SURFACE_BETA (way->fit->model);
  Waypoint inner = { .value = beta ? 1 + way->fit->beta.value : way->fit->inside[way->parameter] }, before, point;
  double stride = way->t / STRIDE;
  gboolean first = TRUE;
  guint n_halvings = 0;

  memcpy (inner.theta, way->fit->inside, sizeof inner.theta);
  for (guint i = 0; i < MOST_WAYPOINTS; i++)
    {
      double value = step < 0 ? MAX (inner.value + step, way->end) : MIN (inner.value + step, way->end);

      follow (way, &inner, first ? NULL : &before, value, &point);
      if (point.distance > way->t && point.distance - inner.distance > 2 * stride && n_halvings++ < MOST_HALVINGS)
        {
          step /= 2;
          continue;
        }
      if (point.distance > way->t)
        look_elsewhere (way, &point);
      if (point.distance > way->t)
        return cut (way, &inner, &point);
      if (value == way->end)
        return value;
      step *= CLAMP (stride / MAX (point.distance - inner.distance, 0.01 * stride), 0.6, 2.5);
      before = inner;
      inner = point;
      first = FALSE;
      n_halvings = 0;
    }
  return NAN;
}

/* A logarithm at the end of its range is no limit, nor is beta there; an end of the response is one. */
static double
get_natural (const Way *way, double inside)
{
  const IsoSurfaceProblem *problem = &way->problem;
  guint p = way->parameter;

  if (p == ISO_SURFACE_BETA (problem->model))
    return inside > 0 && inside < MOST_SHARE ? inside - 1 : NAN;
  if (!problem->model->parameters[p]->logarithmic)
    return inside;
  if (inside <= problem->low[p] || inside >= problem->high[p])
    return NAN;
  return exp (inside) - (problem->model->parameters[p]->null == 0 ? 1 : 0);
}

/* `low` and `high`: where the parameter's own range ends. */
static void
set_limits (Way *way, double se, double low, double high, IsoEstimate *estimate)
{
  double step = way->t / STRIDE * se, limits[2];

  if (!(step > 0) || !isfinite (step))
    step = FIRST_STEP;
  for (guint side = 0; side < 2; side++)
    {
      way->end = side == 0 ? low : high;
      limits[side] = get_natural (way, find_limit (way, side == 0 ? -step : step));
    }
  estimate->lower = limits[0];
  estimate->upper = limits[1];
  estimate->method = way->calibrated ? "calibrated-profile" : "profile";
  estimate->interval_status = isfinite (limits[0]) && isfinite (limits[1]) ? ISO_STATUS_OK
                              : isfinite (limits[0])                       ? ISO_STATUS_ABOVE_RANGE
                              : isfinite (limits[1])                       ? ISO_STATUS_BELOW_RANGE
                                                                           : ISO_STATUS_NOT_IDENTIFIED;
}

void
iso_surface_profile (const IsoSurfaceProblem *problem, const IsoSurfaceSettings *settings, IsoSurfaceFit *fit)
{
  double critical[ISO_SURFACE_PLACES], se = (fit->beta.upper - fit->beta.lower) / 2 / iso_t_quantile (settings->level, fit->df);
  Way way = { .fit = fit, .calibrated = settings->n_draws > 0 };

  if (!(fit->df > 0 && fit->rss > 0))
    return;
  iso_surface_calibrate (problem, settings, fit, critical);
  for (guint p = 0; p < fit->model->n; p++)
    {
      IsoEstimate *estimate = &fit->parameters[p];

      if (problem->held[p] || iso_surface_is_share (fit->model, p) || (p <= ISO_SURFACE_E3 && isfinite (estimate->lower)))
        continue;
      way.problem = *problem;
      way.problem.gain = GAIN;
      way.problem.held[p] = TRUE;
      way.parameter = p;
      way.t = critical[p];
      set_limits (&way, sqrt (fit->covariance[p][p]), problem->low[p], problem->high[p], estimate);
    }
  if (!way.calibrated || fit->beta.status != ISO_STATUS_OK)
    return;
  way.problem = *problem;
  way.problem.gain = GAIN;
  way.parameter = ISO_SURFACE_BETA (fit->model);
  way.t = critical[way.parameter];
  set_limits (&way, se, 0, MOST_SHARE, &fit->beta);
}
