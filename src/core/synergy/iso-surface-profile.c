/* iso-surface-profile.c - intervals of a surface's parameters by profile likelihood
 *
 * A limit lies where the sum of squares, with the parameter held there and all others fitted anew, is more than the least one by
 * t^2 RSS / df. Percentiles of refits to resampled responses are what others give; where MuSyC simulated itself they held the truth in 86 %
 * instead of 95 (tests/slow/test-surface-nulls.c). E0 to E3, which enter linearly, keep Wald's intervals where they have one: there it is
 * these that hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-descent.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

#define STEPS 250
#define MOST_WAYPOINTS 60
#define MOST_HALVINGS 6
#define MOST_CUTS 12
#define SAME 0.005
#define FIRST_STEP 0.5   /* where there is no standard error */
#define STRIDE 3.0       /* waypoints from the best to a limit, where the profile is a parabola */

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
  guint               parameter;
  double              t;
  double              end;        /* the parameter's own limit on this side */
} Way;

/* Downhill from `theta` with the parameter at the waypoint's value; what lies lower than what is known is kept. */
static void
improve (const Way *way, const double *theta, Waypoint *point)
{
  IsoSurfacePoint descent;
  double distance;

  for (guint q = 0; q < way->fit->model->n; q++)
    descent.theta[q] = way->problem.held[q] ? theta[q] : CLAMP (theta[q], way->problem.low[q], way->problem.high[q]);
  descent.theta[way->parameter] = point->value;
  iso_surface_descend (&way->problem, STEPS, &descent);
  distance = sqrt (MAX (0, descent.rss - way->fit->rss) / (way->fit->rss / way->fit->df));
  if (!(distance < point->distance))
    return;
  point->distance = distance;
  memcpy (point->theta, descent.theta, sizeof point->theta);
}

/* From a waypoint in the direction in which the others last went; from the best surface, in that of its covariance. */
static void
follow (const Way *way, const Waypoint *from, const Waypoint *before, double value, Waypoint *point)
{
  double theta[ISO_SURFACE_MAX], along = before != NULL ? (value - from->value) / (from->value - before->value) : value - from->value;
  guint p = way->parameter;

  for (guint q = 0; q < way->fit->model->n; q++)
    {
      double by = before != NULL ? from->theta[q] - before->theta[q] : way->fit->covariance[q][p] / way->fit->covariance[p][p];

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
  Waypoint inner = { .value = way->fit->inside[way->parameter] }, before, point;
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

/* A logarithm at the end of its range is no limit; an end of the response there is one. */
static double
get_natural (const IsoSurfaceFit *fit, const IsoSurfaceProblem *problem, guint p, double inside)
{
  const IsoSurfaceParameter *parameter = fit->model->parameters[p];

  if (!parameter->logarithmic)
    return inside;
  if (inside <= problem->low[p] || inside >= problem->high[p])
    return NAN;
  return exp (inside) - (parameter->null == 0 ? 1 : 0);
}

void
iso_surface_profile (const IsoSurfaceProblem *problem, double level, IsoSurfaceFit *fit)
{
  double t = iso_t_quantile (level, fit->df);

  for (guint p = 0; p < fit->model->n && fit->df > 0 && fit->rss > 0; p++)
    {
      IsoEstimate *estimate = &fit->parameters[p];
      Way way = { *problem, .fit = fit, .parameter = p, .t = t };
      double step = t / STRIDE * sqrt (fit->covariance[p][p]), limits[2];

      if (problem->held[p] || iso_surface_is_share (fit->model, p) || (p <= ISO_SURFACE_E3 && isfinite (estimate->lower)))
        continue;
      way.problem.held[p] = TRUE;
      if (!(step > 0) || !isfinite (step))
        step = FIRST_STEP;
      for (guint side = 0; side < 2; side++)
        {
          way.end = side == 0 ? problem->low[p] : problem->high[p];
          limits[side] = get_natural (fit, problem, p, find_limit (&way, side == 0 ? -step : step));
        }
      estimate->lower = limits[0];
      estimate->upper = limits[1];
      estimate->method = "profile";
      estimate->interval_status = isfinite (limits[0]) && isfinite (limits[1]) ? ISO_STATUS_OK
                                  : isfinite (limits[0])                       ? ISO_STATUS_ABOVE_RANGE
                                  : isfinite (limits[1])                       ? ISO_STATUS_BELOW_RANGE
                                                                               : ISO_STATUS_NOT_IDENTIFIED;
    }
}
