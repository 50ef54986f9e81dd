/* iso-curve-effect-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-effect-grid.h"

#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

#define HILLS 11
#define ODDS 9
#define MOST_PLACES 24    /* along a row */
#define FLATTEST 0.08
#define SAFE_EXPONENT 340.0
#define FEW_LEVELS 32

/* ln (1 / w - 1), where the dose lies on the fall of the curve. */
static const double odds[ODDS] = { -5.5, -3.5, -2, -1, 0, 1, 2, 3.5, 5.5 };

typedef struct
{
  const IsoEffectProblem *problem;
  const IsoCurveSearch   *search;
  const double           *near;
  const gboolean         *held;
  double                  log_dose;
  double                  hills[HILLS];
  guint                   n_hills;
  double                  scales[MOST_PLACES];   /* where the row goes over scales, not over w */
  guint                   n_places;
  gboolean                by_scale;
  double                 *powers;                /* (dose / effect dose)^hill of the row at hand, one a level */
  double                 *g;
  double                  rss[HILLS * MOST_PLACES];
  double                  limits[HILLS * MOST_PLACES][2];
  double                  z[HILLS * MOST_PLACES];
} Grid;

static void
make_hills (Grid *grid)
{
  double lowest = MAX (log (FLATTEST), grid->search->low[HILL]), highest = MAX (lowest, grid->search->high[HILL]);

  grid->n_hills = grid->held[HILL] ? 1 : HILLS;
  for (guint h = 0; h < grid->n_hills; h++)
    grid->hills[h] = grid->held[HILL] ? grid->near[HILL] : lowest + (highest - lowest) * h / (HILLS - 1);
}

/* Evenly over the doses and a step beyond: where the effect is far from the doses, all of the fall may lie among them. */
static void
make_scales (Grid *grid)
{
  double first = grid->search->first_log_dose, last = grid->search->last_log_dose, step;

  grid->by_scale = TRUE;
  grid->n_places = (guint) MIN (2 * grid->problem->data->n, MOST_PLACES);
  step = (last - first) / MAX (grid->n_places - 3.0, 1);
  for (guint s = 0; s < grid->n_places; s++)
    grid->scales[s] = first + step * (s - 1.0);
}

/* w is known where the level is one of the way between the limits, or both of those are. */
static gboolean
knows_share (const Grid *grid, double *share)
{
  *share = grid->problem->kind == ISO_EFFECT_RELATIVE
             ? 1 - grid->problem->target
             : (grid->problem->target - grid->near[LOWER]) / (grid->near[UPPER] - grid->near[LOWER]);
  return grid->problem->kind == ISO_EFFECT_RELATIVE || (grid->held[LOWER] && grid->held[UPPER]);
}

/* w at a place of the row, and the z of the dose. */
static double
find_share (const Grid *grid, guint h, guint s, double *z)
{
  const IsoCurveData *data = grid->problem->data;
  double f = data->shape->asymmetry ? grid->near[EXTRA] : 0, w;
  IsoShare share;

  if (grid->by_scale)
    {
      iso_curve_share (data->shape, data->mirrored, exp (grid->hills[h]), grid->scales[s], f, grid->log_dose, z, &share);
      return share.g;
    }
  if (!knows_share (grid, &w))
    w = 1 / (1 + exp (odds[s]));
  *z = w > 0 && w < 1 ? iso_curve_share_inverse (data->shape, data->mirrored, w, f) : NAN;
  return w;
}

/* G at every level. */
static void
find_g (Grid *grid, guint h, double z)
{
  const IsoCurveData *data = grid->problem->data;
  double f = data->shape->asymmetry ? grid->near[EXTRA] : 0, hill = exp (grid->hills[h]), power = exp (z);

  for (gsize i = 0; i < data->n; i++)
    {
      IsoShare share;
      double own;

      if (data->shape == &iso_shape_log_logistic)
        {
          grid->g[i] = 1 / (1 + grid->powers[i] * power);
          continue;
        }
      iso_curve_share (data->shape, data->mirrored, hill, grid->log_dose - z / hill, f, data->log_doses[i], &own, &share);
      grid->g[i] = share.g;
    }
}

/* Every curve through the target is target + span (G - w): the best span within what a person set. */
static double
solve_span (const Grid *grid, double w, double limits[2])
{
  const IsoCurveData *data = grid->problem->data;
  const double *low = grid->search->low, *high = grid->search->high;
  double target = grid->problem->target, gg = 0, gr = 0, rss = data->pure, span;
  double least = MAX ((low[UPPER] - target) / (1 - w), (target - high[LOWER]) / w);
  double most = MIN ((high[UPPER] - target) / (1 - w), (target - low[LOWER]) / w);

  if (grid->held[UPPER])
    least = most = (grid->near[UPPER] - target) / (1 - w);
  if (grid->held[LOWER])
    least = most = (target - grid->near[LOWER]) / w;
  for (gsize i = 0; i < data->n; i++)
    {
      gg += data->weights[i] * (grid->g[i] - w) * (grid->g[i] - w);
      gr += data->weights[i] * (grid->g[i] - w) * (data->responses[i] - target);
    }
  span = gg > 0 ? gr / gg : 0;
  span = MIN (MAX (span, least), most);
  if (!(span * (grid->near[UPPER] - grid->near[LOWER]) > 0) || least > most)
    return INFINITY;
  for (gsize i = 0; i < data->n; i++)
    {
      double residual = data->responses[i] - target - span * (grid->g[i] - w);

      rss += data->weights[i] * residual * residual;
    }
  limits[0] = target - w * span;
  limits[1] = target + (1 - w) * span;
  return rss;
}

static double
solve (const Grid *grid, double limits[2])
{
  IsoCurvePoint point;
  double rss;

  memcpy (point.theta, grid->near, sizeof point.theta);
  memcpy (point.held, grid->held, sizeof point.held);
  rss = iso_curve_problem_solve_shares (grid->problem->data, grid->g, grid->search->low, grid->search->high, &point);
  limits[0] = point.theta[LOWER];
  limits[1] = point.theta[UPPER];
  return (limits[1] - limits[0]) * (grid->near[UPPER] - grid->near[LOWER]) > 0 ? rss : INFINITY;
}

static void
fill (Grid *grid)
{
  const IsoCurveData *data = grid->problem->data;

  for (guint h = 0; h < grid->n_hills; h++)
    {
      double hill = exp (grid->hills[h]);

      for (gsize i = 0; i < data->n; i++)
        grid->powers[i] = exp (CLAMP (hill * (data->log_doses[i] - grid->log_dose), -SAFE_EXPONENT, SAFE_EXPONENT));
      for (guint s = 0; s < grid->n_places; s++)
        {
          guint at = h * grid->n_places + s;
          double z, w = find_share (grid, h, s, &z);

          grid->rss[at] = INFINITY;
          grid->z[at] = z;
          if (!(w > 0 && w < 1) || !isfinite (z))
            continue;
          find_g (grid, h, z);
          grid->rss[at] = grid->problem->kind == ISO_EFFECT_ABSOLUTE ? solve_span (grid, w, grid->limits[at])
                                                                     : solve (grid, grid->limits[at]);
        }
    }
}

static gboolean
is_minimum (const Grid *grid, guint hill, guint place)
{
  guint own = hill * grid->n_places + place;

  if (!isfinite (grid->rss[own]))
    return FALSE;
  for (guint h = hill > 0 ? hill - 1 : 0; h <= MIN (hill + 1, grid->n_hills - 1); h++)
    for (guint s = place > 0 ? place - 1 : 0; s <= MIN (place + 1, grid->n_places - 1); s++)
      {
        guint other = h * grid->n_places + s;

        /* Of a plateau only the first point. */
        if (grid->rss[other] < grid->rss[own] || (grid->rss[other] == grid->rss[own] && other < own))
          return FALSE;
      }
  return TRUE;
}

/* The best two. */
static guint
keep_best (const Grid *grid, double starts[2][N], double z[2])
{
  guint kept[3], n = 0;

  for (guint own = 0; own < grid->n_hills * grid->n_places; own++)
    {
      guint at = n;

      if (!is_minimum (grid, own / grid->n_places, own % grid->n_places))
        continue;
      for (; at > 0 && grid->rss[kept[at - 1]] > grid->rss[own]; at--)
        kept[at] = kept[at - 1];
      kept[at] = own;
      n = MIN (n + 1, 2);
    }
  for (guint i = 0; i < n; i++)
    {
      memcpy (starts[i], grid->near, N * sizeof (double));
      starts[i][HILL] = grid->hills[kept[i] / grid->n_places];
      starts[i][LOWER] = grid->limits[kept[i]][0];
      starts[i][UPPER] = grid->limits[kept[i]][1];
      starts[i][SCALE] = grid->log_dose;
      z[i] = grid->z[kept[i]];
    }
  return n;
}

guint
iso_effect_grid_find (const IsoEffectProblem *problem, const IsoCurveSearch *search, const double near[N], const gboolean held[N],
                      double log_dose, double starts[ISO_EFFECT_GRID_MOST][N], double z[ISO_EFFECT_GRID_MOST])
{
  Grid grid = { .problem = problem, .search = search, .near = near, .held = held, .log_dose = log_dose };
  double few[2 * FEW_LEVELS], share;
  g_autofree double *many = problem->data->n > FEW_LEVELS ? g_new (double, 2 * problem->data->n) : NULL;
  gboolean known = knows_share (&grid, &share);
  guint n;

  grid.powers = many != NULL ? many : few;
  grid.g = grid.powers + problem->data->n;
  make_hills (&grid);
  grid.n_places = known ? 1 : ODDS;
  fill (&grid);
  n = keep_best (&grid, starts, z);
  if (known)
    return n;
  make_scales (&grid);
  fill (&grid);
  return n + keep_best (&grid, starts + n, z + n);
}
