/* iso-curve-search.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-search.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* The grid that looks for basins. Between two doses a steep curve has basins of its own, so that every gap holds scales. */
#define HILLS 10
#define MOST_HILLS 40   /* where the scale is fixed and there is nothing else to look at */
#define MAX_SCALES 60
#define SCALES_INSIDE 24
#define SCALES_OUTSIDE 4
#define MOST_IN_GAP 3
#define EXTRAS 11
#define LOWEST_HILL 0.1
#define HIGHEST_HILL 30.0
#define LOWEST_OF_MOST 0.03
#define HIGHEST_OF_MOST 300.0
#define LOWEST_ASYMMETRY 1e-4
#define HIGHEST_ASYMMETRY 100.0
#define DECADES_AROUND 2.0
#define BEST_BASINS 4
#define BEST_OF_SLICE 2

/* e^x of such an x, and of the product of two, is neither 0 nor infinite. */
#define SAFE_EXPONENT 340.0

/* What a parameter must promise of the sum of squares to be let go from its limit. */
#define LEAST_GAIN 1e-12

typedef struct
{
  double hills[MOST_HILLS];
  double scales[MAX_SCALES];
  double extras[EXTRAS];
  guint  n_hills, n_scales, n_extras;
} Axes;

typedef struct
{
  IsoCurvePoint points[EXTRAS * BEST_OF_SLICE];
  guint         first;   /* of the slice at hand: those before are not touched */
  guint         most;    /* of a slice */
  guint         n;
} Basins;

/* A grid along a parameter; one value where it is fixed. */
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

/* Scales over two decades below the doses, in the gaps between them, and over two decades above. */
static guint
make_scales (const IsoCurveSearch *search, double *scales)
{
  const IsoCurveData *data = &search->data;
  double around = DECADES_AROUND * M_LN10, step = around / SCALES_OUTSIDE;
  gsize zero = isinf (data->log_doses[0]) ? 1 : 0, gaps = data->n - zero - 1;
  gsize in_gap = gaps > 0 ? CLAMP (SCALES_INSIDE / gaps, 1, MOST_IN_GAP) : 1;
  gsize stride = 1 + gaps / (MAX_SCALES - 2 * SCALES_OUTSIDE - 1);
  guint n = 0;

  if (!isnan (search->fixed[ISO_PARAMETER_SCALE]))
    {
      scales[0] = search->fixed[ISO_PARAMETER_SCALE];
      return 1;
    }
  for (guint i = 0; i < SCALES_OUTSIDE; i++)
    scales[n++] = search->first_log_dose - around + step * i;
  for (gsize i = 0; i + stride <= gaps; i += stride)
    {
      const double *gap = data->log_doses + zero + i;

      for (gsize k = 0; k < in_gap; k++)
        scales[n++] = gap[0] + (gap[stride] - gap[0]) * (double) k / (double) in_gap;
    }
  for (guint i = 0; i <= SCALES_OUTSIDE; i++)
    scales[n++] = search->last_log_dose + step * i;
  return n;
}

static void
make_axes (const IsoCurveSearch *search, Axes *axes)
{
  gboolean alone;
  double lowest, highest;

  axes->n_scales = make_scales (search, axes->scales);
  alone = axes->n_scales == 1;
  lowest = MAX (log (alone ? LOWEST_OF_MOST : LOWEST_HILL), search->low[ISO_PARAMETER_HILL]);
  highest = MAX (lowest, MIN (log (alone ? HIGHEST_OF_MOST : HIGHEST_HILL), search->high[ISO_PARAMETER_HILL]));
  axes->n_hills = make_axis (search->fixed[ISO_PARAMETER_HILL], lowest, highest, alone ? MOST_HILLS : HILLS, axes->hills);
  axes->n_extras = make_axis (search->data.shape->asymmetry ? search->fixed[ISO_PARAMETER_EXTRA] : 0, log (LOWEST_ASYMMETRY),
                              log (HIGHEST_ASYMMETRY), EXTRAS, axes->extras);
}

/* The limits of a mirrored curve rise, those of the other fall; without order all are as they may be. */
gboolean
iso_curve_search_is_in_order (const IsoCurveSearch *search, const IsoCurvePoint *point)
{
  double span = point->theta[ISO_PARAMETER_UPPER] - point->theta[ISO_PARAMETER_LOWER];

  return !search->ordered || (search->data.mirrored ? span <= 0 : span >= 0);
}

static void
begin_point (const IsoCurveSearch *search, IsoCurvePoint *point)
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

/* A curve with a small asymmetry is steep only at its shoulder, and falls by hill * asymmetry beyond: the grid spreads that. */
static void
place_point (const IsoCurveSearch *search, const Axes *axes, guint h, guint s, guint e, IsoCurvePoint *point)
{
  begin_point (search, point);
  point->theta[ISO_PARAMETER_HILL] = axes->hills[h];
  point->theta[ISO_PARAMETER_SCALE] = axes->scales[s];
  if (!search->data.shape->asymmetry)
    return;
  point->theta[ISO_PARAMETER_EXTRA] = axes->extras[e];
  if (!point->held[ISO_PARAMETER_HILL] && !point->held[ISO_PARAMETER_EXTRA])
    point->theta[ISO_PARAMETER_HILL] += MAX (0, -0.5 * axes->extras[e]);
}

/* A local minimum of the grid that is among the best so far goes into `basins`, sorted. */
static void
keep_basin (Basins *basins, const IsoCurvePoint *point)
{
  guint at = basins->n;

  while (at > basins->first && basins->points[at - 1].rss > point->rss)
    at--;
  if (at == basins->first + basins->most)
    return;
  if (basins->n < basins->first + basins->most)
    basins->n++;
  memmove (basins->points + at + 1, basins->points + at, (basins->n - at - 1) * sizeof *basins->points);
  basins->points[at] = *point;
}

static gboolean
is_minimum (const double *rss, guint n_hills, guint n_scales, guint hill, guint scale)
{
  double own = rss[hill * n_scales + scale];

  if (!isfinite (own))
    return FALSE;
  for (guint h = hill > 0 ? hill - 1 : 0; h <= MIN (hill + 1, n_hills - 1); h++)
    for (guint s = scale > 0 ? scale - 1 : 0; s <= MIN (scale + 1, n_scales - 1); s++)
      {
        /* Of a plateau only the first point. */
        if (rss[h * n_scales + s] < own || (rss[h * n_scales + s] == own && h * n_scales + s < hill * n_scales + scale))
          return FALSE;
      }
  return TRUE;
}

/* G of the log-logistic curve over a row of scales at once: (dose / scale)^hill is a product, so a row costs one exponential a dose and
 * one a scale. FALSE where the product could leave the numbers. */
static gboolean
make_powers (const IsoCurveSearch *search, const Axes *axes, guint h, double *dose_powers, double *scale_powers)
{
  const IsoCurveData *data = &search->data;
  double hill = exp (axes->hills[h]), middle = 0.5 * (search->first_log_dose + search->last_log_dose);

  for (gsize i = 0; i < data->n; i++)
    {
      double z = hill * (data->log_doses[i] - middle);

      if (z > SAFE_EXPONENT || (z < -SAFE_EXPONENT && !isinf (z)))
        return FALSE;
      dose_powers[i] = exp (z);
    }
  for (guint s = 0; s < axes->n_scales; s++)
    {
      double z = hill * (middle - axes->scales[s]);

      if (fabs (z) > SAFE_EXPONENT)
        return FALSE;
      scale_powers[s] = exp (z);
    }
  return TRUE;
}

static void
fill_row (const IsoCurveSearch *search, const Axes *axes, guint h, guint e, double *shares, double *dose_powers, double *rss)
{
  const IsoCurveData *data = &search->data;
  double scale_powers[MAX_SCALES];
  gboolean fast = data->shape->logistic && make_powers (search, axes, h, dose_powers, scale_powers);
  IsoCurvePoint point;

  search->effort->grid += axes->n_scales;
  for (guint s = 0; s < axes->n_scales; s++)
    {
      place_point (search, axes, h, s, e, &point);
      if (fast)
        {
          for (gsize i = 0; i < data->n; i++)
            shares[i] = 1 / (1 + dose_powers[i] * scale_powers[s]);
          rss[s] = iso_curve_problem_solve_shares (data, shares, search->low, search->high, &point);
        }
      else
        {
          rss[s] = iso_curve_problem_solve_limits (data, search->low, search->high, &point);
        }
      if (!iso_curve_search_is_in_order (search, &point))
        rss[s] = INFINITY;
    }
}

static void
find_basins (const IsoCurveSearch *search, Basins *basins)
{
  double rss[HILLS * MAX_SCALES], few[64];
  g_autofree double *many = 2 * search->data.n > G_N_ELEMENTS (few) ? g_new (double, 2 * search->data.n) : NULL;
  double *shares = many != NULL ? many : few, *powers = shares + search->data.n;
  Axes axes;

  make_axes (search, &axes);
  basins->most = axes.n_extras > 1 ? BEST_OF_SLICE : BEST_BASINS;
  for (guint e = 0; e < axes.n_extras; e++)
    {
      basins->first = basins->n;
      for (guint h = 0; h < axes.n_hills; h++)
        fill_row (search, &axes, h, e, shares, powers, rss + h * axes.n_scales);
      for (guint h = 0; h < axes.n_hills; h++)
        for (guint s = 0; s < axes.n_scales; s++)
          {
            IsoCurvePoint point;

            if (!is_minimum (rss, axes.n_hills, axes.n_scales, h, s))
              continue;
            place_point (search, &axes, h, s, e, &point);
            point.rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, &point);
            keep_basin (basins, &point);
          }
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

      search->effort->evaluations += iso_curve_problem_descend (&search->data, point);
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

IsoStatus
iso_curve_search_basins (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  Basins basins = { .n = 0 };
  IsoStatus status = ISO_STATUS_OK;

  begin_point (search, best);
  best->rss = INFINITY;
  find_basins (search, &basins);
  for (guint i = 0; i < basins.n; i++)
    {
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

static IsoStatus
search_one_way (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  IsoStatus status = iso_curve_search_basins (search, best);

  if (iso_curve_search_steps (search, best))
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
  if (iso_curve_search_endless (search, best))
    return ISO_STATUS_OK;
  if (shifted && isfinite (best->rss))
    leave_search_shape (search->data.shape, best);
  return status;
}
