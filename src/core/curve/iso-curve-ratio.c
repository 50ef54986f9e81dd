/* iso-curve-ratio.c
 *
 * Both curves stand in one problem: the parameters of each, what is shared once, the logarithm of the second dose, and that of the ratio, along
 * which the way goes. What the other curves lose by the parameter in common is added.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-ratio.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-way.h"

#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

#define SIZE ISO_LEAST_SQUARES_MAX

#define RATIO 0      /* places in the problem */
#define DOSE 1
#define NOWHERE G_MAXUINT

#define SMALLEST_GAIN 1e-10
#define MOST_DESCENT 40

typedef struct
{
  const IsoCommonCurves *common;
  const guint           *indices;
  IsoCurveSearch         searches[2];
  IsoEffectProblem       effects[2];
  double                 rest[2][N];     /* inside values of what is held */
  guint                  place[2][N];    /* of each parameter in the problem, or NOWHERE */
  guint                  shared;         /* its place */
  guint                  n;
} Pair;

static void
unfold (const Pair *pair, guint curve, const double *theta, double phi[N])
{
  for (guint p = 0; p < N; p++)
    phi[p] = pair->place[curve][p] == NOWHERE ? pair->rest[curve][p] : theta[pair->place[curve][p]];
  phi[SCALE] = theta[DOSE] + (curve == 0 ? theta[RATIO] : 0);
}

/* Where a parameter of a curve stands: the first dose is moved by the second and by the ratio. */
static guint
get_places (const Pair *pair, guint curve, guint p, guint places[2])
{
  if (pair->place[curve][p] == NOWHERE)
    return 0;
  places[0] = pair->place[curve][p];
  places[1] = RATIO;
  return p == SCALE && curve == 0 ? 2 : 1;
}

static void
add_curve (const Pair *pair, guint curve, const IsoNormalEquations *own, IsoNormalEquations *e)
{
  for (guint p = 0; p < N; p++)
    {
      guint at[2], n = get_places (pair, curve, p, at);

      for (guint i = 0; i < n; i++)
        e->gradient[at[i]] += own->gradient[p];
      for (guint q = 0; q < N && n > 0; q++)
        {
          guint to[2], m = get_places (pair, curve, q, to);

          for (guint i = 0; i < n; i++)
            for (guint k = 0; k < m; k++)
              {
                if (at[i] < to[k])
                  continue;
                e->gauss_newton[at[i]][to[k]] += own->gauss_newton[MAX (p, q)][MIN (p, q)];
                e->observed[at[i]][to[k]] += own->observed[MAX (p, q)][MIN (p, q)];
              }
        }
    }
}

static void
evaluate_cb (gconstpointer user_data, const double *theta, IsoNormalEquations *e)
{
  const Pair *pair = user_data;
  double slope, curvature;

  *e = (IsoNormalEquations) { .rss = 0 };
  for (guint c = 0; c < 2; c++)
    {
      IsoNormalEquations own = { .rss = 0 };
      double phi[N];

      unfold (pair, c, theta, phi);
      iso_effect_problem_evaluate (&pair->effects[c], phi, &own);
      e->rss += own.rss;
      if (!isfinite (own.rss))
        return;
      add_curve (pair, c, &own, e);
    }
  e->rss += iso_common_curves_get_pair_loss (pair->common, pair->indices, theta[pair->shared], &slope, &curvature);
  e->gradient[pair->shared] -= 0.5 * slope;
  e->observed[pair->shared][pair->shared] += 0.5 * curvature;
  e->gauss_newton[pair->shared][pair->shared] += MAX (0.5 * curvature, 0);
}

/* FALSE where one of the curves is none of its model's, its dose cannot take the place of the scale, or both have too many parameters. */
static gboolean
join (Pair *pair, const IsoComparedCurve curves[2], IsoCurveWay *way)
{
  IsoParameter shared = iso_common_curves_get_test (pair->common)->parameter;

  pair->n = 2;
  for (guint c = 0; c < 2; c++)
    {
      const IsoCurveFit *fit = curves[c].fit;

      if (fit->shape != fit->model->shape || fit->shape == &iso_shape_two_sites || fit->shape->boost != NULL || fit->fixed[SCALE]
          || fit->held[shared] || shared == SCALE)
        return FALSE;
      iso_curve_get_inside (fit, pair->rest[c]);
      for (IsoParameter p = 0; p < N; p++)
        {
          guint *place = &pair->place[c][p];

          *place = p == SCALE ? DOSE : c == 1 && p == shared ? pair->place[0][p] : NOWHERE;
          if (*place != NOWHERE || fit->fixed[p] || !iso_curve_model_uses (fit->model, p))
            continue;
          if (pair->n == SIZE)
            return FALSE;
          *place = pair->n++;
          way->best[*place] = pair->rest[c][p];
          way->low[*place] = pair->searches[c].low[p];
          way->high[*place] = pair->searches[c].high[p];
          way->is_limit[*place] = p == LOWER || p == UPPER;
        }
    }
  pair->shared = pair->place[0][shared];
  return TRUE;
}

static void
find_sides (const Pair *pair, const IsoComparedCurve curves[2], IsoCurveWay *way, double half, double sides[2])
{
  gboolean fixed[SIZE] = { FALSE }, held[SIZE] = { FALSE };
  IsoNormalEquations equations;

  for (guint c = 0; c < 2; c++)
    for (IsoParameter p = 0; p < N; p++)
      {
        if (pair->place[c][p] != NOWHERE)
          held[pair->place[c][p]] = curves[c].fit->held[p];
      }
  way->problem = (IsoLeastSquares) { pair->n, evaluate_cb, pair, fixed, SMALLEST_GAIN, MOST_DESCENT };
  way->held = held;
  evaluate_cb (pair, way->best, &equations);
  way->least = equations.rss;
  way->variance = curves[0].fit->variance;
  way->t = iso_t_quantile (curves[0].settings.level, curves[0].fit->variance_df);
  iso_curve_way_look_ahead (way);
  if (!isfinite (way->half))
    way->half = half;
  for (guint i = 0; i < 2; i++)
    {
      gboolean open;
      double end = iso_curve_way_find_side (way, i == 0 ? -1 : 1, &open);

      sides[i] = open ? INFINITY : fabs (end - way->best[RATIO]);
    }
}

gboolean
iso_common_curves_profile_ratio (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2],
                                 const double levels[2], IsoEffectKind kind, const double controls[2], const double best[2], double half,
                                 double sides[2])
{
  Pair pair = { .common = common, .indices = indices };
  IsoCurveWay way = { .along = RATIO };
  gboolean good;

  for (guint c = 0; c < 2; c++)
    {
      const IsoComparedCurve *curve = &curves[c];

      iso_curve_search_init (&pair.searches[c], &curve->settings, curve->doses, curve->responses, curve->weights, curve->n, curve->fit);
      pair.searches[c].data.mirrored = curve->fit->mirrored;
      pair.effects[c] = (IsoEffectProblem) { &pair.searches[c].data, kind,
                                             kind == ISO_EFFECT_RELATIVE ? levels[c] : controls[c] * (1 - levels[c]) };
    }
  good = join (&pair, curves, &way);
  if (good)
    {
      double reach = 2 * log (ISO_CURVE_FARTHEST);

      way.best[RATIO] = best[0] - best[1];
      way.low[RATIO] = way.best[RATIO] - reach - fabs (way.best[RATIO]);
      way.high[RATIO] = way.best[RATIO] + reach + fabs (way.best[RATIO]);
      way.best[DOSE] = best[1];
      way.low[DOSE] = best[1] - 2 * reach;
      way.high[DOSE] = best[1] + 2 * reach;
      find_sides (&pair, curves, &way, half, sides);
    }
  for (guint c = 0; c < 2; c++)
    iso_curve_data_clear (&pair.searches[c].data);
  return good;
}
