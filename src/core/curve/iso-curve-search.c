/* iso-curve-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-search.h"

#include "curve/iso-curve-grid.h"
#include "curve/iso-curve-sites.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* How long a descent is looked at for going where another has been. */
#define ROUNDS 3
#define FIRST_STEPS 4

/* What a parameter must promise of the sum of squares to be let go from its limit. */
#define LEAST_GAIN 1e-12

/* The limits of a mirrored curve rise, those of the other fall; without order all are as they may be. */
gboolean
iso_curve_search_is_in_order (const IsoCurveSearch *search, const IsoCurvePoint *point)
{
  double span = point->theta[ISO_PARAMETER_UPPER] - point->theta[ISO_PARAMETER_LOWER];

  return !search->ordered || (search->data.mirrored ? span <= 0 : span >= 0);
}

void
iso_curve_search_begin_point (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  point->shape = search->data.shape;
  point->mirrored = search->data.mirrored;
  point->converged = FALSE;
  for (gsize p = 0; p < N; p++)
    {
      point->held[p] = !isnan (search->fixed[p]);
      point->theta[p] = point->held[p] ? search->fixed[p] : 0;
    }
}

static gboolean
is_outside (const IsoCurveSearch *search, const IsoCurvePoint *point, IsoParameter parameter)
{
  return point->theta[parameter] < search->low[parameter] || point->theta[parameter] > search->high[parameter];
}

/* What was held on a limit and would rather go inside. */
static gboolean
release (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  IsoNormalEquations equations;
  gboolean released = FALSE;

  iso_curve_problem_evaluate (&search->data, point->theta, &equations);
  for (IsoParameter p = 0; p < N; p++)
    {
      double inward = point->theta[p] <= search->low[p] ? equations.gradient[p] : -equations.gradient[p];

      if (!point->held[p] || !isnan (search->fixed[p]) || !(inward > 0) || !(equations.gauss_newton[p][p] > 0)
          || inward * inward <= LEAST_GAIN * equations.gauss_newton[p][p] * point->rss)
        continue;
      point->held[p] = FALSE;
      released = TRUE;
    }
  return released;
}

/* Free first; what leaves its limits is held on them and the rest goes on. */
static void
descend_within (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  IsoCurvePoint start = *point;

  for (guint round = 0; round <= N; round++)
    {
      gboolean inside = TRUE;

      search->effort->evaluations += iso_curve_problem_descend (&search->data, 0, point);
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

void
iso_curve_search_descend (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  descend_within (search, point);
  for (guint round = 0; round < N && release (search, point); round++)
    {
      IsoCurvePoint held = *point;

      descend_within (search, point);
      if (point->rss >= held.rss)
        return;
    }
}

/* Two minima that fit alike and disagree. */
static gboolean
is_rival (const IsoCurvePoint *best, const IsoCurvePoint *other)
{
  return other->rss <= best->rss * (1 + 1e-3) && fabs (other->theta[ISO_PARAMETER_SCALE] - best->theta[ISO_PARAMETER_SCALE]) > 0.1;
}

/* An asymmetry is first left where the grid has it: with all free at once, narrow basins are run past. */
static void
descend_basin (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  IsoCurvePoint start = *point;

  search->effort->starts++;
  if (search->data.shape->asymmetry && !point->held[ISO_PARAMETER_EXTRA])
    {
      point->held[ISO_PARAMETER_EXTRA] = TRUE;
      descend_within (search, point);
      point->held[ISO_PARAMETER_EXTRA] = FALSE;
      if (!(point->rss <= start.rss) || !iso_curve_search_is_in_order (search, point))
        *point = start;
      start = *point;
    }
  iso_curve_search_descend (search, point);
  if (!iso_curve_search_is_in_order (search, point) || !(point->rss <= start.rss))
    *point = start;
}

/* Whether the sum of squares, with the limits solved, falls all the way along the straight line from the point to the end of another
 * descent: then this one has only to arrive there too. Looks closest near the point, where a barrier would be small. */
static gboolean
leads_to (const IsoCurveSearch *search, const IsoCurvePoint *point, const IsoCurvePoint *end)
{
  static const double stops[] = { 0.01, 0.04, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92 };
  IsoCurvePoint on_way = *point;
  double before = point->rss;

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      for (IsoParameter p = 0; p < N; p++)
        on_way.theta[p] = point->theta[p] + stops[i] * (end->theta[p] - point->theta[p]);
      on_way.rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, &on_way);
      if (!(on_way.rss < before))
        return FALSE;
      before = on_way.rss;
    }
  return end->rss < before;
}

/* Whether the first steps of the descent from the point come to where it is plain that they go on to the end of another one. */
static gboolean
joins (const IsoCurveSearch *search, const IsoCurvePoint *start, const IsoCurvePoint *end)
{
  IsoCurvePoint point = *start;

  if (!end->converged || search->data.shape->asymmetry || search->data.shape->boost != NULL
      || search->data.shape == &iso_shape_two_sites)
    return FALSE;
  if (leads_to (search, &point, end))
    return TRUE;
  for (guint round = 0; round < ROUNDS; round++)
    {
      search->effort->evaluations += iso_curve_problem_descend (&search->data, FIRST_STEPS, &point);
      for (IsoParameter p = 0; p < N; p++)
        {
          if (!point.held[p] && is_outside (search, &point, p))
            return FALSE;
        }
      if (leads_to (search, &point, end))
        return TRUE;
    }
  return FALSE;
}

IsoStatus
iso_curve_search_basins (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  IsoCurveBasins basins;
  IsoStatus status = ISO_STATUS_OK;

  iso_curve_search_begin_point (search, best);
  best->rss = INFINITY;
  iso_curve_grid_find_basins (search, &basins);
  for (guint i = 0; i < basins.n; i++)
    {
      if (isfinite (best->rss) && joins (search, &basins.points[i], best))
        continue;
      descend_basin (search, &basins.points[i]);
      if (basins.points[i].rss < best->rss)
        *best = basins.points[i];
    }
  if (!isfinite (best->rss))
    return ISO_STATUS_NOT_CONVERGED;
  if (!best->converged)
    {
      IsoCurvePoint start = *best;

      iso_curve_problem_search (&search->data, search->low, search->high, best);
      if (!iso_curve_search_is_in_order (search, best))
        *best = start;
    }
  for (guint i = 0; i < basins.n; i++)
    {
      if (basins.points[i].converged && is_rival (best, &basins.points[i]))
        status = ISO_STATUS_AMBIGUOUS;
    }
  return best->converged ? status : ISO_STATUS_NOT_CONVERGED;
}

/* z of the search shape is ln asymmetry more than that of the shape itself. */
static void
leave_search_shape (const IsoCurveShape *shape, IsoCurvePoint *best)
{
  double shift = best->theta[ISO_PARAMETER_EXTRA] * exp (-best->theta[ISO_PARAMETER_HILL]);

  best->theta[ISO_PARAMETER_SCALE] += best->mirrored ? -shift : shift;
  best->shape = shape;
}

static gboolean
search_beside (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  IsoCurveBasins basins;
  gboolean found = FALSE;

  if (!isfinite (best->rss) || !iso_curve_grid_find_beside (search, best, &basins))
    return FALSE;
  for (guint i = 0; i < basins.n; i++)
    {
      if (joins (search, &basins.points[i], best))
        continue;
      descend_basin (search, &basins.points[i]);
      if (!(basins.points[i].rss < best->rss) || !basins.points[i].converged)
        continue;
      *best = basins.points[i];
      found = TRUE;
    }
  return found;
}

static IsoStatus
search_one_way (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  IsoStatus status = iso_curve_search_basins (search, best);

  if (search->data.shape == &iso_shape_two_sites)
    return status;
  if (iso_curve_search_steps (search, best))
    status = ISO_STATUS_OK;
  if (search_beside (search, best))
    status = ISO_STATUS_OK;
  return status;
}

IsoStatus
iso_curve_search_best (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  IsoCurveSearch own = *search;
  gboolean shifted = search->data.shape->search != NULL && isnan (search->fixed[ISO_PARAMETER_SCALE]);
  IsoStatus status;

  if (shifted)
    own.data.shape = search->data.shape->search;
  status = search_one_way (&own, best);
  if (search->ordered)
    {
      IsoCurvePoint mirrored;
      IsoStatus other;

      own.data.mirrored = TRUE;
      other = search_one_way (&own, &mirrored);
      if (mirrored.rss < best->rss)
        {
          *best = mirrored;
          status = other;
        }
    }
  if (search->data.shape == &iso_shape_two_sites)
    {
      iso_sites_settle (search, best);
      return status;
    }
  if (iso_curve_search_endless (search, best))
    return ISO_STATUS_OK;
  if (shifted && isfinite (best->rss))
    leave_search_shape (search->data.shape, best);
  return status;
}
