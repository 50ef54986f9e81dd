/* iso-curve-grid.c - where to begin: the local minima of a grid over hill, scale and asymmetry
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-grid.h"

#include "base/iso-exp-array.h"
#include "curve/iso-curve-sites.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* The grid that looks for basins. Between two doses a steep curve has basins of its own, so that every gap holds scales. */
#define HILLS 14
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

/* A curve that is steeper than this between its doses is a step, and others that are not may lie beside it, between the grid's points. */
#define STEEP 6.0
#define MILDEST 0.7
#define SCALES_BESIDE 24
#define BEST_OF_SLICE (ISO_CURVE_MOST_BASINS / EXTRAS)

/* e^x of such an x, and of the product of two, is neither 0 nor infinite. */
#define SAFE_EXPONENT 340.0

/* Where less than this share of the determinant is left, the limits cannot be told apart. */
#define SINGULAR 1e-14

/* Several numbers that are reckoned with at once. */
#define LANES 4
typedef double Lane __attribute__ ((vector_size (LANES * sizeof (double))));

typedef struct
{
  double hills[MOST_HILLS];
  double scales[MAX_SCALES];
  double extras[EXTRAS];
  guint  n_hills, n_scales, n_extras;
} Axes;

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
  axes->n_extras = make_axis (search->data.shape->asymmetry ? search->fixed[ISO_PARAMETER_EXTRA] : 0,
                              MAX (log (LOWEST_ASYMMETRY), search->low[ISO_PARAMETER_EXTRA]), log (HIGHEST_ASYMMETRY), EXTRAS,
                              axes->extras);
}

/* A curve with a small asymmetry is steep only at its shoulder, and falls by hill * asymmetry beyond: the grid spreads that. */
static void
place_point (const IsoCurveSearch *search, const Axes *axes, guint h, guint s, guint e, IsoCurvePoint *point)
{
  iso_curve_search_begin_point (search, point);
  point->theta[ISO_PARAMETER_HILL] = axes->hills[h];
  point->theta[ISO_PARAMETER_SCALE] = axes->scales[s];
  if (!search->data.shape->asymmetry)
    return;
  point->theta[ISO_PARAMETER_EXTRA] = axes->extras[e];
  if (!point->held[ISO_PARAMETER_HILL] && !point->held[ISO_PARAMETER_EXTRA])
    point->theta[ISO_PARAMETER_HILL] += MAX (0, -0.5 * axes->extras[e]);
}

/* A local minimum of the grid that is among the best `most` so far goes into `basins`, sorted from `first` on. */
static void
keep_basin (IsoCurveBasins *basins, guint first, guint most, const IsoCurvePoint *point)
{
  guint at = basins->n;

  while (at > first && basins->points[at - 1].rss > point->rss)
    at--;
  if (at == first + most)
    return;
  if (basins->n < first + most)
    basins->n++;
  memmove (basins->points + at + 1, basins->points + at, (basins->n - at - 1) * sizeof *basins->points);
  basins->points[at] = *point;
}

static gboolean
is_minimum (const double *rss, guint n_hills, guint n_scales, guint hill, guint scale)
{
  guint at = hill * n_scales + scale;
  double own = rss[at];

  /* Its own row rules most of them out. */
  if ((scale > 0 && rss[at - 1] <= own) || (scale + 1 < n_scales && rss[at + 1] < own) || !isfinite (own))
    return FALSE;
  for (guint h = hill > 0 ? hill - 1 : 0; h <= MIN (hill + 1, n_hills - 1); h++)
    for (guint s = scale > 0 ? scale - 1 : 0; s <= MIN (scale + 1, n_scales - 1); s++)
      {
        /* Of a plateau only the first point. */
        if (rss[h * n_scales + s] < own || (rss[h * n_scales + s] == own && h * n_scales + s < at))
          return FALSE;
      }
  return TRUE;
}

/* Everything of a search that stays the same over its grid. Levels are measured from their mean, so that the differences of sums keep
 * their digits. */
typedef struct
{
  const IsoCurveSearch *search;
  Axes    axes;
  double  mean, weight, squares;
  double  distance_squares;
  double *weights;     /* one a level, as the next three */
  double *responses;   /* from the mean */
  double *distances;   /* of the responses from the limit that is held, towards the other */
  double *powers;      /* (dose / middle)^hill of the row at hand */
  double *shares;
  double  scale_powers[MAX_SCALES + LANES];   /* (middle / scale)^hill */
  double  rss[HILLS * MAX_SCALES];
} Grid;

/* The sums of the closed form for several scales at once. */
typedef struct
{
  Lane g, gg, gy;
} Sums;

static void
prepare (const IsoCurveSearch *search, double *room, Grid *grid)
{
  const IsoCurveData *data = &search->data;
  double sum = 0;

  grid->search = search;
  grid->weights = room;
  grid->responses = room + data->n;
  grid->powers = room + 2 * data->n;
  grid->shares = room + 3 * data->n;
  grid->distances = room + 4 * data->n;
  grid->weight = grid->squares = grid->distance_squares = 0;
  for (gsize i = 0; i < data->n; i++)
    {
      grid->weight += data->weights[i];
      sum += data->weights[i] * data->responses[i];
    }
  grid->mean = sum / grid->weight;
  for (gsize i = 0; i < data->n; i++)
    {
      grid->weights[i] = data->weights[i];
      grid->responses[i] = data->responses[i] - grid->mean;
      grid->squares += data->weights[i] * grid->responses[i] * grid->responses[i];
      grid->distances[i] = search->is_fixed[ISO_PARAMETER_UPPER] ? search->fixed[ISO_PARAMETER_UPPER] - data->responses[i]
                                                                 : data->responses[i] - search->fixed[ISO_PARAMETER_LOWER];
      grid->distance_squares += data->weights[i] * grid->distances[i] * grid->distances[i];
    }
}

/* G of the log-logistic curve over a row of scales at once: (dose / scale)^hill is a product, so a row costs one exponential a dose and
 * one a scale. FALSE where the product could leave the numbers. */
static gboolean
make_powers (Grid *grid, guint h)
{
  const IsoCurveSearch *search = grid->search;
  const IsoCurveData *data = &search->data;
  double hill = exp (grid->axes.hills[h]), middle = 0.5 * (search->first_log_dose + search->last_log_dose);

  for (gsize i = 0; i < data->n; i++)
    {
      double z = hill * (data->log_doses[i] - middle);

      if (z > SAFE_EXPONENT || (z < -SAFE_EXPONENT && !isinf (z)))
        return FALSE;
      grid->powers[i] = z;
    }
  for (guint s = 0; s < grid->axes.n_scales; s++)
    {
      double z = hill * (middle - grid->axes.scales[s]);

      if (fabs (z) > SAFE_EXPONENT)
        return FALSE;
      grid->scale_powers[s] = z;
    }
  iso_exp_array (grid->powers, grid->powers, data->n);
  iso_exp_array (grid->scale_powers, grid->scale_powers, grid->axes.n_scales);
  for (guint s = 0; s < LANES; s++)
    grid->scale_powers[grid->axes.n_scales + s] = 1;
  return TRUE;
}

static Sums
sum_lane (const Grid *grid, guint s)
{
  const Lane zero = { 0 };
  Lane scales, sum_g = zero, sum_gg = zero, sum_gy = zero;

  memcpy (&scales, grid->scale_powers + s, sizeof scales);
  for (gsize i = 0; i < grid->search->data.n; i++)
    {
      Lane g = 1 / (1 + grid->powers[i] * scales), wg = grid->weights[i] * g;

      sum_g += wg;
      sum_gg += wg * g;
      sum_gy += wg * grid->responses[i];
    }
  return (Sums) { sum_g, sum_gg, sum_gy };
}

static gboolean
is_within (const IsoCurveSearch *search, double lower, double upper)
{
  return lower >= search->low[ISO_PARAMETER_LOWER] && lower <= search->high[ISO_PARAMETER_LOWER]
         && upper >= search->low[ISO_PARAMETER_UPPER] && upper <= search->high[ISO_PARAMETER_UPPER]
         && (!search->ordered || (search->data.mirrored ? lower >= upper : upper >= lower));
}

/* One scale, with whatever limits there are. */
static double
solve_point (Grid *grid, guint h, guint s, guint e, gboolean fast)
{
  const IsoCurveSearch *search = grid->search;
  IsoCurvePoint point;
  double rss;

  place_point (search, &grid->axes, h, s, e, &point);
  if (fast)
    {
      for (gsize i = 0; i < search->data.n; i++)
        grid->shares[i] = 1 / (1 + grid->powers[i] * grid->scale_powers[s]);
      rss = iso_curve_problem_solve_shares (&search->data, grid->shares, search->low, search->high, &point);
    }
  else
    {
      rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, &point);
    }
  return iso_curve_search_is_in_order (search, &point) ? rss : INFINITY;
}

/* The two normal equations of the limits, for several scales at once; those that a limit of a person's stops are solved one by one. */
static void
solve_lane (Grid *grid, guint h, guint s, guint e)
{
  const Sums sums = sum_lane (grid, s);
  const Lane determinant = grid->weight * sums.gg - sums.g * sums.g, least = SINGULAR * sums.gg * (grid->weight - 2 * sums.g + sums.gg);
  const Lane lower = -sums.g * (sums.gy / determinant), upper = (grid->weight - sums.g) * (sums.gy / determinant);
  const Lane rss = grid->squares - (upper - lower) * sums.gy;

  for (guint k = 0; k < LANES && s + k < grid->axes.n_scales; k++)
    {
      gboolean good = determinant[k] > least[k] && is_within (grid->search, grid->mean + lower[k], grid->mean + upper[k]);

      grid->rss[h * grid->axes.n_scales + s + k] =
        good ? fmax (rss[k], 0) + grid->search->data.pure : solve_point (grid, h, s + k, e, TRUE);
    }
}

/* The same where one limit is held, as that of normalised viability is: d, the way from one to the other, is all that is to be found of
 * d (1 - g) or d g, and where the free limit would leave its own bounds the best is on them. */
static void
solve_held_lane (Grid *grid, guint h, guint s, guint e)
{
  const IsoCurveSearch *search = grid->search;
  const gboolean upper = search->is_fixed[ISO_PARAMETER_UPPER];
  const IsoParameter free = upper ? ISO_PARAMETER_LOWER : ISO_PARAMETER_UPPER;
  const double held = search->fixed[upper ? ISO_PARAMETER_UPPER : ISO_PARAMETER_LOWER], sign = upper ? -1 : 1;
  const Lane zero = { 0 };
  Lane scales, ff = zero, fc = zero;

  memcpy (&scales, grid->scale_powers + s, sizeof scales);
  for (gsize i = 0; i < search->data.n; i++)
    {
      Lane z = grid->powers[i] * scales, g = 1 / (1 + z), f = upper ? z * g : g, wf = grid->weights[i] * f;

      ff += wf * f;
      fc += wf * grid->distances[i];
    }
  for (guint k = 0; k < LANES && s + k < grid->axes.n_scales; k++)
    {
      double limit = CLAMP (held + sign * fc[k] / ff[k], search->low[free], search->high[free]), d = sign * (limit - held);
      double rss = grid->distance_squares - d * (2 * fc[k] - d * ff[k]);

      if (!isfinite (rss) || !(ff[k] > 0))
        rss = solve_point (grid, h, s + k, e, TRUE);
      else if (search->ordered && (search->data.mirrored ? d > 0 : d < 0))
        rss = INFINITY;
      else
        rss = fmax (rss, 0) + search->data.pure;
      grid->rss[h * grid->axes.n_scales + s + k] = rss;
    }
}

static void
fill_row (Grid *grid, guint h, guint e)
{
  const IsoCurveSearch *search = grid->search;
  const IsoCurveShape *shape = search->data.shape;
  gboolean fast = shape->logistic && make_powers (grid, h);
  guint n_held = (search->is_fixed[ISO_PARAMETER_LOWER] ? 1 : 0) + (search->is_fixed[ISO_PARAMETER_UPPER] ? 1 : 0);

  search->effort->grid += grid->axes.n_scales;
  if (fast && n_held < 2 && shape->boost == NULL)
    {
      for (guint s = 0; s < grid->axes.n_scales; s += LANES)
        (n_held == 0 ? solve_lane : solve_held_lane) (grid, h, s, e);
      return;
    }
  for (guint s = 0; s < grid->axes.n_scales; s++)
    grid->rss[h * grid->axes.n_scales + s] = solve_point (grid, h, s, e, fast);
}

static void
keep_minima (const Grid *grid, guint e, IsoCurveBasins *basins)
{
  const IsoCurveSearch *search = grid->search;
  const Axes *axes = &grid->axes;
  guint first = basins->n, most = axes->n_extras > 1 ? BEST_OF_SLICE : BEST_BASINS;

  for (guint h = 0; h < axes->n_hills; h++)
    for (guint s = 0; s < axes->n_scales; s++)
      {
        IsoCurvePoint point;

        if (!is_minimum (grid->rss, axes->n_hills, axes->n_scales, h, s))
          continue;
        place_point (search, axes, h, s, e, &point);
        point.rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, &point);
        keep_basin (basins, first, most, &point);
      }
}

static void
find_minima (const IsoCurveSearch *search, const Axes *axes, IsoCurveBasins *basins)
{
  double few[160];
  g_autofree double *many = 5 * search->data.n > G_N_ELEMENTS (few) ? g_new (double, 5 * search->data.n) : NULL;
  Grid grid;

  basins->n = 0;
  grid.axes = *axes;
  prepare (search, many != NULL ? many : few, &grid);
  for (guint e = 0; e < axes->n_extras; e++)
    {
      for (guint h = 0; h < axes->n_hills; h++)
        fill_row (&grid, h, e);
      keep_minima (&grid, e, basins);
    }
}

void
iso_curve_grid_find_basins (const IsoCurveSearch *search, IsoCurveBasins *basins)
{
  Axes axes;

  if (search->data.shape == &iso_shape_two_sites)
    {
      iso_sites_find_basins (search, basins);
      return;
    }
  make_axes (search, &axes);
  find_minima (search, &axes, basins);
}

/* The doses about a scale: how far they are apart, and from where to where it matters. 0 if the scale is not among them. */
static double
find_gap (const IsoCurveData *data, double scale, double *from, double *to)
{
  gsize first = isinf (data->log_doses[0]) ? 1 : 0, above = first, low, high;

  while (above < data->n && data->log_doses[above] <= scale)
    above++;
  if (above == first || above == data->n)
    return 0;
  low = above - first > 1 ? above - 2 : above - 1;
  high = MIN (above + 1, data->n - 1);
  *from = data->log_doses[low];
  *to = data->log_doses[high];
  return (*to - *from) / (double) (high - low);
}

gboolean
iso_curve_grid_find_beside (const IsoCurveSearch *search, const IsoCurvePoint *step, IsoCurveBasins *basins)
{
  double from = 0, to = 0, gap = find_gap (&search->data, step->theta[ISO_PARAMETER_SCALE], &from, &to);
  Axes axes = { .n_extras = 1 };

  if (gap == 0 || exp (step->theta[ISO_PARAMETER_HILL]) * gap < STEEP || search->data.shape->asymmetry
      || search->is_fixed[ISO_PARAMETER_HILL] || search->is_fixed[ISO_PARAMETER_SCALE])
    return FALSE;
  axes.n_hills = make_axis (NAN, log (MILDEST / gap), log (STEEP / gap), HILLS, axes.hills);
  axes.n_scales = make_axis (NAN, from, to, SCALES_BESIDE, axes.scales);
  find_minima (search, &axes, basins);
  return basins->n > 0;
}
