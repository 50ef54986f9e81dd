/* iso-curve-sites-grid.c - where to begin with two sites
 *
 * Every pair of one-site curves of a grid, with the limits and the share of the second in closed form.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-sites.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

#define SCALES 22
#define MOST_HILLS 5
#define AROUND 1.0          /* decades on either side of the doses */
#define LEAST_SHARE 0.02
#define BASINS 10
#define SAME_SCALE 0.3      /* natural logarithm: one basin */

static const double hills[MOST_HILLS] = { 0.5, 1, 2, 4, 10 };

/* One-site curves: log hill, log scale and G at every level. */
typedef struct
{
  double  hill, scale;
  double *g;
} Column;

typedef struct
{
  const IsoCurveSearch *search;
  Column  columns[MOST_HILLS * SCALES];
  guint   n;
  double *shares;
  double *room;
} Columns;

static gboolean
fits_slot (const IsoCurveSearch *search, const Column *column, IsoParameter hill, IsoParameter scale)
{
  return (!search->is_fixed[hill] || search->fixed[hill] == column->hill)
         && (!search->is_fixed[scale] || search->fixed[scale] == column->scale);
}

static void
add_column (Columns *columns, double hill, double scale)
{
  const IsoCurveData *data = &columns->search->data;
  Column *column = &columns->columns[columns->n];

  if (columns->n == G_N_ELEMENTS (columns->columns))
    return;
  *column = (Column) { hill, scale, columns->room + columns->n * data->n };
  for (gsize i = 0; i < data->n; i++)
    column->g[i] = isinf (data->log_doses[i]) ? 1 : 1 / (1 + exp (exp (hill) * (data->log_doses[i] - scale)));
  columns->n++;
}

/* The values of a parameter and of its twin on the second site: what is fixed, or the grid. */
static guint
list_values (const IsoCurveSearch *search, IsoParameter one, IsoParameter two, const double *grid, guint n, double *values)
{
  guint found = 0;

  if (search->is_fixed[one])
    values[found++] = search->fixed[one];
  if (search->is_fixed[two] && (found == 0 || search->fixed[two] != values[0]))
    values[found++] = search->fixed[two];
  if (search->is_fixed[one] && search->is_fixed[two])
    return found;
  for (guint i = 0; i < n && found < n; i++)
    values[found++] = CLAMP (grid[i], MAX (search->low[one], search->low[two]), MIN (search->high[one], search->high[two]));
  return found;
}

static void
make_columns (const IsoCurveSearch *search, Columns *columns)
{
  double from = search->first_log_dose - AROUND * M_LN10, to = search->last_log_dose + AROUND * M_LN10;
  double grid_hills[MOST_HILLS], grid_scales[SCALES], use_hills[MOST_HILLS], use_scales[SCALES];
  guint n_hills, n_scales;

  for (guint i = 0; i < MOST_HILLS; i++)
    grid_hills[i] = log (hills[i]);
  for (guint i = 0; i < SCALES; i++)
    grid_scales[i] = from + (to - from) * i / (SCALES - 1);
  n_hills = list_values (search, ISO_PARAMETER_HILL, ISO_PARAMETER_SECOND_HILL, grid_hills, MOST_HILLS, use_hills);
  n_scales = list_values (search, ISO_PARAMETER_SCALE, ISO_PARAMETER_SECOND_SCALE, grid_scales, SCALES, use_scales);
  columns->n = 0;
  for (guint h = 0; h < n_hills; h++)
    for (guint s = 0; s < n_scales; s++)
      add_column (columns, use_hills[h], use_scales[s]);
}

/* The share of the second for the best limits: the least squares of y on 1, a and b, centred. NaN where they cannot be told apart. */
static double
solve_share (const IsoCurveData *data, const double *a, const double *b)
{
  double sum = 0, ma = 0, mb = 0, my = 0, aa = 0, ab = 0, bb = 0, ay = 0, by = 0, determinant, one, two;

  for (gsize i = 0; i < data->n; i++)
    {
      sum += data->weights[i];
      ma += data->weights[i] * a[i];
      mb += data->weights[i] * b[i];
      my += data->weights[i] * data->responses[i];
    }
  for (gsize i = 0; i < data->n; i++)
    {
      double w = data->weights[i], da = a[i] - ma / sum, db = b[i] - mb / sum, dy = data->responses[i] - my / sum;

      aa += w * da * da;
      ab += w * da * db;
      bb += w * db * db;
      ay += w * da * dy;
      by += w * db * dy;
    }
  determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-12 * aa * bb))
    return NAN;
  one = (bb * ay - ab * by) / determinant;
  two = (aa * by - ab * ay) / determinant;
  return two / (one + two);
}

static gboolean
is_near (const IsoCurvePoint *one, const IsoCurvePoint *two)
{
  static const IsoParameter where[] = { ISO_PARAMETER_SCALE, ISO_PARAMETER_SECOND_SCALE, ISO_PARAMETER_HILL, ISO_PARAMETER_SECOND_HILL };

  for (guint i = 0; i < G_N_ELEMENTS (where); i++)
    {
      if (fabs (one->theta[where[i]] - two->theta[where[i]]) > SAME_SCALE)
        return FALSE;
    }
  return TRUE;
}

/* Sorted; of neighbours the best. */
static void
keep (IsoCurveBasins *basins, const IsoCurvePoint *point)
{
  guint at = 0, near = 0;

  if (!isfinite (point->rss))
    return;
  while (near < basins->n && !is_near (&basins->points[near], point))
    near++;
  if (near < basins->n && basins->points[near].rss <= point->rss)
    return;
  if (near < basins->n)
    {
      basins->n--;
      memmove (basins->points + near, basins->points + near + 1, (basins->n - near) * sizeof *point);
    }
  while (at < basins->n && basins->points[at].rss <= point->rss)
    at++;
  if (at == BASINS)
    return;
  basins->n = MIN (basins->n + 1, BASINS);
  memmove (basins->points + at + 1, basins->points + at, (basins->n - at - 1) * sizeof *point);
  basins->points[at] = *point;
}

static void
try_pair (Columns *columns, const Column *one, const Column *two, double share, IsoCurveBasins *basins)
{
  const IsoCurveSearch *search = columns->search;
  IsoCurvePoint point;

  iso_curve_search_begin_point (search, &point);
  point.theta[ISO_PARAMETER_HILL] = one->hill;
  point.theta[ISO_PARAMETER_SCALE] = one->scale;
  point.theta[ISO_PARAMETER_SECOND_HILL] = two->hill;
  point.theta[ISO_PARAMETER_SECOND_SCALE] = two->scale;
  point.theta[ISO_PARAMETER_EXTRA] = share;
  for (gsize i = 0; i < search->data.n; i++)
    columns->shares[i] = (1 - share) * one->g[i] + share * two->g[i];
  point.rss = iso_curve_problem_solve_shares (&search->data, columns->shares, search->low, search->high, &point);
  keep (basins, &point);
}

void
iso_sites_find_basins (const IsoCurveSearch *search, IsoCurveBasins *basins)
{
  gsize n = search->data.n;
  g_autofree double *room = g_new (double, (MOST_HILLS * SCALES + 1) * n);
  g_autofree Columns *columns = g_new (Columns, 1);

  columns->search = search;
  columns->shares = room + MOST_HILLS * SCALES * n;
  columns->room = room;
  basins->n = 0;
  make_columns (search, columns);
  for (guint i = 0; i < columns->n; i++)
    for (guint j = 0; j < columns->n; j++)
      {
        const Column *one = &columns->columns[i], *two = &columns->columns[j];
        double share;

        if (i == j || !fits_slot (search, one, ISO_PARAMETER_HILL, ISO_PARAMETER_SCALE)
            || !fits_slot (search, two, ISO_PARAMETER_SECOND_HILL, ISO_PARAMETER_SECOND_SCALE)
            || (two->scale <= one->scale && !search->is_fixed[ISO_PARAMETER_SCALE] && !search->is_fixed[ISO_PARAMETER_SECOND_SCALE]))
          continue;
        share = search->is_fixed[ISO_PARAMETER_EXTRA] ? search->fixed[ISO_PARAMETER_EXTRA]
                                                      : solve_share (&search->data, one->g, two->g);
        if (search->is_fixed[ISO_PARAMETER_EXTRA] || (share > LEAST_SHARE && share < 1 - LEAST_SHARE))
          try_pair (columns, one, two, share, basins);
      }
  /* Where no pair is a sum, one site is. */
  for (guint i = 0; i + 1 < columns->n && basins->n == 0; i++)
    try_pair (columns, &columns->columns[i], &columns->columns[i + 1], LEAST_SHARE, basins);
  search->effort->grid += columns->n * columns->n;
}
