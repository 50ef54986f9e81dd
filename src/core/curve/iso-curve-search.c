/* iso-curve-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-search.h"

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
begin_point (const IsoCurveSearch *search, IsoCurvePoint *point)
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
find_basins (const IsoCurveSearch *search, IsoCurvePoint *basins)
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
is_outside (const IsoCurveSearch *search, const IsoCurvePoint *point, IsoParameter parameter)
{
  return point->theta[parameter] < search->low[parameter] || point->theta[parameter] > search->high[parameter];
}

/* From one start to the best point within the limits: free first; what leaves its limits is held on them and the rest goes on. */
static void
descend_within (const IsoCurveSearch *search, IsoCurvePoint *point)
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

IsoStatus
iso_curve_search_best (const IsoCurveSearch *search, IsoCurvePoint *best)
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
