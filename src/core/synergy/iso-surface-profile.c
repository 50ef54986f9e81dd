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

#define STEPS 250
#define MOST_WIDENINGS 12
#define MOST_CUTS 10
#define SAME 0.005
#define FIRST_STEP 0.5   /* where there is no standard error */

typedef struct
{
  IsoSurfaceProblem problem;
  IsoSurfacePoint   point;      /* the last one */
  guint             parameter;
  double            least;
  double            variance;
} Way;

/* The distance of the profile, as a t variable. */
static double
get_distance (Way *way, double value)
{
  way->point.theta[way->parameter] = value;
  iso_surface_descend (&way->problem, STEPS, &way->point);
  return sqrt (MAX (0, way->point.rss - way->least) / way->variance);
}

/* Where the distance is t, on the side of `step` from `best`; the parameter's own limit where it ends before. */
static double
find_limit (Way *way, double best, double step, double t)
{
  double end = step < 0 ? way->problem.low[way->parameter] : way->problem.high[way->parameter];
  double low = best, at_low = 0, high = NAN, at_high = NAN;

  for (guint i = 0; i < MOST_WIDENINGS && isnan (high); i++)
    {
      double value = best + step, distance;

      if (step < 0 ? value <= end : value >= end)
        value = end;
      distance = get_distance (way, value);
      if (distance < t && value == end)
        return end;
      if (distance < t)
        {
          low = value;
          at_low = distance;
        }
      else
        {
          high = value;
          at_high = distance;
        }
      step *= 1.8;
    }
  for (guint i = 0; i < MOST_CUTS && isfinite (high); i++)
    {
      double share = CLAMP ((t - at_low) / (at_high - at_low), 0.05, 0.95), value = low + share * (high - low);
      double distance = get_distance (way, value);

      if (fabs (distance - t) < SAME * t)
        return value;
      if (distance < t)
        {
          low = value;
          at_low = distance;
        }
      else
        {
          high = value;
          at_high = distance;
        }
    }
  return isfinite (high) ? low + (t - at_low) / (at_high - at_low) * (high - low) : NAN;
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
      Way way = { *problem, .parameter = p, .least = fit->rss, .variance = fit->rss / fit->df };
      double step = t * sqrt (fit->covariance[p][p]), limits[2];

      if (problem->held[p] || iso_surface_is_share (fit->model, p) || (p <= ISO_SURFACE_E3 && isfinite (estimate->lower)))
        continue;
      way.problem.held[p] = TRUE;
      if (!(step > 0) || !isfinite (step))
        step = FIRST_STEP;
      for (guint side = 0; side < 2; side++)
        {
          for (guint q = 0; q < fit->model->n; q++)
            way.point.theta[q] = fit->inside[q];
          limits[side] = get_natural (fit, problem, p, find_limit (&way, fit->inside[p], side == 0 ? -step : step, t));
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
