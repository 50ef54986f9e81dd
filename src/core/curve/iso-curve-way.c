/* iso-curve-way.c
 *
 * The way is gone in strides, each point from the one before, downhill only: quick, and where the data determine the curve the whole truth. A
 * curve with this value that lies in another basin may be better all the same, such as a step where the way is a slope. So the curve is
 * searched for anew, wherever it lies, where the way has come to its end; what is better there goes on from there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-way.h"

#include "curve/iso-curve-effect-grid.h"

#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

#define MAX_STEPS 60
#define CLOSE_ENOUGH 4e-6   /* of the root of the likelihood ratio, so about of the half width */
#define CLOSEST 1e-7
#define FARTHEST_STEP 8.0
#define FARTHEST_Q 10.0
#define MOST_STOPS 12
#define MOST_LEAPS 4        /* that aim at the limit itself */
#define FAR_OFF 1.3         /* from Wald's half width */
#define SAME 1e-4
#define FARTHEST_PLACE 16.0    /* of a response among the limits, logit: where the limit is far */
#define NEAREST_PLACE 250.0    /* and where it is near */

/* --- one point ------------------------------------------------------------------------------------------------------------ */

static gboolean
leaves (const IsoCurveWay *way, const IsoCurveStop *stop, guint p)
{
  return !stop->held[p] && (stop->theta[p] < way->low[p] || stop->theta[p] > way->high[p]);
}

/* What is held on a limit that it would rather leave to the inside is let go. */
static gboolean
let_go (const IsoCurveWay *way, IsoCurveStop *stop)
{
  IsoNormalEquations equations;
  gboolean any = FALSE, none = TRUE;

  for (guint p = 0; p < way->problem.n; p++)
    none = none && (!stop->held[p] || p == way->along || way->problem.held[p]);
  if (none)
    return FALSE;
  way->problem.evaluate (way->problem.user_data, stop->theta, &equations);
  for (guint p = 0; p < way->problem.n; p++)
    {
      double inward = stop->theta[p] <= way->low[p] ? equations.gradient[p] : -equations.gradient[p];

      if (!stop->held[p] || p == way->along || way->problem.held[p] || !(inward > 0)
          || inward * inward <= 1e-12 * equations.gauss_newton[p][p] * equations.rss)
        continue;
      stop->held[p] = FALSE;
      any = TRUE;
    }
  return any;
}

static double
find_q (const IsoCurveWay *way, double rss)
{
  return isfinite (rss) ? sqrt (MAX (rss - way->least, 0) / way->variance) : INFINITY;
}

/* How the others follow and the sum of squares goes on from a stop, by the second derivatives there. */
static void
look_on (const IsoCurveWay *way, const IsoNormalEquations *equations, IsoCurveStop *stop)
{
  stop->pull = equations->gradient[way->along];
  stop->known = isfinite (equations->rss)
                && iso_square_matrix_follow (equations->observed, way->problem.n, way->along, stop->held, stop->speed, &stop->bend);
}

/* The best curve with the coordinate held at a value that lies downhill from the start that stands in the stop. */
static void
descend (const IsoCurveWay *way, double value, gboolean near, IsoCurveStop *stop)
{
  IsoNormalEquations last = { .rss = INFINITY };
  double rss = INFINITY;
  guint released = 0;

  stop->theta[way->along] = value;
  stop->held[way->along] = TRUE;
  for (guint round = 0; round <= 2 * way->problem.n; round++)
    {
      IsoCurveStop start = *stop;
      IsoLeastSquares problem = way->problem;
      gboolean inside = TRUE;

      problem.held = stop->held;
      problem.near = near && round == 0;
      problem.last = &last;
      rss = iso_least_squares_descend (&problem, stop->theta).rss;
      for (guint p = 0; p < way->problem.n; p++)
        {
          if (!leaves (way, stop, p))
            continue;
          inside = FALSE;
          start.held[p] = TRUE;
          start.theta[p] = CLAMP (stop->theta[p], way->low[p], way->high[p]);
        }
      if (!inside)
        *stop = start;
      else if (released++ > 1 || !let_go (way, stop))
        break;
    }
  stop->q = find_q (way, rss);
  look_on (way, &last, stop);
}

/* What lies downhill from elsewhere, if it is better than what stands in the stop. */
static void
try_from (const IsoCurveWay *way, double value, const double *theta, IsoCurveStop *stop)
{
  IsoCurveStop other = { .q = INFINITY };

  memcpy (other.theta, theta, way->problem.n * sizeof *theta);
  memcpy (other.held, way->problem.held, way->problem.n * sizeof *other.held);
  descend (way, value, FALSE, &other);
  if (other.q < stop->q)
    *stop = other;
}

/* The best curve with a parameter held, wherever it lies. It may be one that goes on for ever, so that only its squares are of use. What is
 * shared with other curves is held where it is best for all, and follows in the descent. */
static void
search_afresh (const IsoCurveWay *way, double value, IsoCurveStop *stop)
{
  IsoCurveSearch search = *way->search;
  IsoCurveEffort effort = { 0 };
  IsoCurvePoint best;

  search.fixed[way->along] = value;
  search.is_fixed[way->along] = TRUE;
  search.low[way->along] = -INFINITY;
  search.high[way->along] = INFINITY;
  if (way->together != NULL)
    {
      IsoParameter shared = iso_common_curves_get_test (way->together->common)->parameter;

      search.fixed[shared] = way->best[shared];
      search.is_fixed[shared] = TRUE;
    }
  search.data.mirrored = FALSE;
  search.effort = &effort;
  iso_curve_search_best (&search, &best);
  if (way->together == NULL && find_q (way, best.rss) < stop->q)
    {
      stop->q = find_q (way, best.rss);
      stop->known = FALSE;
    }
  else if (way->together != NULL && best.shape == way->search->data.shape && best.mirrored == way->search->data.mirrored)
    try_from (way, value, best.theta, stop);
}

/* The same with an effect at a dose. Of two sites only other hills are tried. */
static void
search_effect_afresh (const IsoCurveWay *way, double value, IsoCurveStop *stop)
{
  static const double other_hills[] = { 0.3, 3, 10 };
  double starts[ISO_EFFECT_GRID_MOST][N], z[ISO_EFFECT_GRID_MOST];
  gboolean held[N];
  guint n;

  if (way->search->data.shape == &iso_shape_two_sites)
    {
      for (guint i = 0; i < G_N_ELEMENTS (other_hills) && !way->problem.held[HILL]; i++)
        {
          memcpy (starts[0], way->best, sizeof starts[0]);
          starts[0][HILL] = CLAMP (starts[0][HILL] + log (other_hills[i]), way->low[HILL], way->high[HILL]);
          try_from (way, value, starts[0], stop);
        }
      return;
    }
  memcpy (held, way->problem.held, sizeof held);
  if (way->together != NULL)
    held[iso_common_curves_get_test (way->together->common)->parameter] = TRUE;
  n = iso_effect_grid_find (way->effect, way->search, way->place != NULL ? way->plain : way->best, held, value, starts, z);
  for (guint i = 0; i < n; i++)
    {
      if (way->place != NULL)
        starts[i][way->place->limit] = -z[i];
      try_from (way, value, starts[i], stop);
    }
}

/* The better one of what stands in the stop and of what lies elsewhere. */
static void
look_everywhere (const IsoCurveWay *way, double value, IsoCurveStop *stop)
{
  if (way->search == NULL)
    return;
  if (way->effect != NULL)
    search_effect_afresh (way, value, stop);
  else
    search_afresh (way, value, stop);
}

/* With `careful` the best of everywhere, else what lies downhill. `near`: from a start that is almost there. */
static void
settle (const IsoCurveWay *way, double value, gboolean near, gboolean careful, IsoCurveStop *stop)
{
  descend (way, value, near, stop);
  if (careful)
    look_everywhere (way, value, stop);
}

/* --- one side ------------------------------------------------------------------------------------------------------------- */

/* An effect can only lie between the limits: a start that has gone past one keeps those of where it comes from. */
static void
keep_possible (const IsoCurveWay *way, const IsoCurveStop *near, double value, IsoCurveStop *stop)
{
  IsoNormalEquations equations;
  double theta[ISO_LEAST_SQUARES_MAX];

  memcpy (theta, stop->theta, sizeof theta);
  theta[way->along] = value;
  way->problem.evaluate (way->problem.user_data, theta, &equations);
  if (isfinite (equations.rss))
    return;
  for (guint p = 0; p < way->problem.n; p++)
    {
      if (p != way->along && way->is_limit[p])
        stop->theta[p] = near->theta[p];
    }
}

/* The start for a value: along the tangent of the stop before, or, where that has none, straight on from the optimum through it. */
static void
start_from (const IsoCurveWay *way, const IsoCurveStop *near, double value, IsoCurveStop *stop)
{
  double gone = near->theta[way->along] - way->best[way->along];

  memcpy (stop->held, near->held, sizeof stop->held);
  for (guint p = 0; p < way->problem.n; p++)
    {
      double speed = near->known ? near->speed[p] : fabs (gone) > 0 ? (near->theta[p] - way->best[p]) / gone : way->speed[p];
      double to = near->theta[p] + speed * (value - near->theta[way->along]);

      stop->theta[p] = near->held[p] ? near->theta[p] : CLAMP (to, way->low[p], way->high[p]);
    }
  keep_possible (way, near, value, stop);
}

/* The optimum itself. */
static void
begin_at_best (const IsoCurveWay *way, IsoCurveStop *stop)
{
  *stop = (IsoCurveStop) { .known = isfinite (way->half) && way->half > 0 };
  memcpy (stop->theta, way->best, sizeof stop->theta);
  memcpy (stop->held, way->held, way->problem.n * sizeof *stop->held);
  memcpy (stop->speed, way->speed, sizeof stop->speed);
  stop->bend = stop->known ? way->t * way->t * way->variance / (way->half * way->half) : 0;
}

/* The distance where the limit would lie, were the sum of squares the parabola that it is at a stop; NaN if it never does. */
static double
aim (const IsoCurveWay *way, double direction, const IsoCurveStop *stop)
{
  double lacking = (way->t * way->t - stop->q * stop->q) * way->variance, pull = -direction * stop->pull;
  double root = sqrt (pull * pull + stop->bend * lacking);

  if (!stop->known || !(pull + root > 0))
    return NAN;
  return direction * (stop->theta[way->along] - way->best[way->along]) + lacking / (pull + root);
}

/* How far q is from t at a distance on one side; `last` is where the start comes from, and becomes what was found. */
static double
measure_at (const IsoCurveWay *way, double direction, double distance, gboolean careful, IsoCurveStop *last)
{
  double value = way->best[way->along] + direction * distance;
  IsoCurveStop stop;

  start_from (way, last, value, &stop);
  settle (way, value, last->known, careful, &stop);
  /* From a point far up the wall the next start would be led astray. */
  if (stop.q < 2 * way->t)
    *last = stop;
  return MIN (stop.q, FARTHEST_Q * way->t) - way->t;
}

/* Between a distance within the interval and one beyond: aimed at from stop to stop, which seldom takes more than two, until that leads out of
 * what is between them. TRUE where a limit was found, *x. */
static gboolean
leap_in (const IsoCurveWay *way, double direction, double *near, double *f_near, double *far, double *f_far, gboolean careful,
         IsoCurveStop *last, double *x)
{
  for (guint i = 0; i < MOST_LEAPS; i++)
    {
      double f;

      *x = aim (way, direction, last);
      if (!(*x > *near && *x < *far))
        return FALSE;
      f = measure_at (way, direction, *x, careful, last);
      if (fabs (f) <= CLOSE_ENOUGH * way->t)
        return TRUE;
      *(f > 0 ? far : near) = *x;
      *(f > 0 ? f_far : f_near) = f;
    }
  return FALSE;
}

/* Chandrupatla 1997, Adv Eng Softw 28:145: inverse quadratic interpolation where three points allow it, else the middle. */
static double
close_in (const IsoCurveWay *way, double direction, double near, double f_near, double far, double f_far, gboolean careful, IsoCurveStop *last)
{
  double x1, f1, x2, f2, x3, f3, t, enough = CLOSE_ENOUGH * way->t;

  if (leap_in (way, direction, &near, &f_near, &far, &f_far, careful, last, &x1))
    return x1;
  x1 = far;
  f1 = f_far;
  x2 = x3 = near;
  f2 = f3 = f_near;
  t = f1 / (f1 - f2);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double x = x1 + t * (x2 - x1), f = measure_at (way, direction, x, careful, last), xi, phi;

      if ((f > 0) == (f1 > 0))
        {
          x3 = x1;
          f3 = f1;
        }
      else
        {
          x3 = x2;
          f3 = f2;
          x2 = x1;
          f2 = f1;
        }
      x1 = x;
      f1 = f;
      if (fabs (f) <= enough || fabs (x1 - x2) <= CLOSEST * (fabs (x2) + near + far))
        break;
      xi = (x1 - x2) / (x3 - x2);
      phi = (f1 - f2) / (f3 - f2);
      t = 0.5;
      if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi)
        t = f1 / (f2 - f1) * f3 / (f2 - f3) + (x3 - x1) / (x2 - x1) * f1 / (f3 - f1) * f2 / (f3 - f2);
      t = CLAMP (t, 1e-4, 1 - 1e-4);
    }
  return x1;
}

/* On from a distance that is within the interval to its limit: the end of the coordinate's own range, with *open set, if the data do not
 * rule that out. `last` is a point there, and becomes one that is near the limit. */
static double
walk_on (const IsoCurveWay *way, double direction, double near, double f_near, gboolean careful, IsoCurveStop *last, gboolean *open)
{
  double target = way->t, best = way->best[way->along];
  double end = direction > 0 ? way->high[way->along] - best : best - way->low[way->along];
  double distance = MIN (isfinite (way->half) && way->half > 0 ? way->half : 0.5, end);

  *open = FALSE;
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double f, aimed = i < MOST_LEAPS ? aim (way, direction, last) : NAN;

      /* At it, or straight on, and a little further, so that the limit is soon between two points. */
      if (near > 0 && aimed > near)
        distance = MIN (end, MIN (aimed, near * FARTHEST_STEP));
      else if (near > 0)
        distance = MIN (end, near * CLAMP (1.1 * target / (f_near + target), 1.1 + 0.4 * i, FARTHEST_STEP));
      f = measure_at (way, direction, distance, careful, last);
      if (fabs (f) <= CLOSE_ENOUGH * target)
        return distance;
      if (f > 0)
        return close_in (way, direction, near, f_near, distance, f, careful, last);
      if (distance >= end)
        break;
      near = distance;
      f_near = f;
    }
  *open = TRUE;
  return end;
}

/* Where the curve is what its tangent says, no other basin is near. But beside a slope that is not well known a step may always lie. */
static gboolean
is_certain (const IsoCurveWay *way, double distance)
{
  gboolean limit = way->effect == NULL && way->is_limit[way->along];

  return (way->settled || (limit && !way->careful)) && distance < FAR_OFF * way->half && distance * FAR_OFF > way->half;
}

static double
find_side (const IsoCurveWay *way, double direction, gboolean *open)
{
  double best = way->best[way->along], distance;
  IsoCurveStop last;

  begin_at_best (way, &last);
  distance = walk_on (way, direction, 0, -way->t, FALSE, &last, open);
  if (!*open && !is_certain (way, distance))
    {
      IsoCurveStop there = last;

      start_from (way, &last, best + direction * distance, &there);
      settle (way, best + direction * distance, last.known, TRUE, &there);
      if (there.q < way->t * (1 - SAME))
        distance = walk_on (way, direction, distance, there.q - way->t, TRUE, &there, open);
    }
  return best + direction * distance;
}

/* --- all of it ------------------------------------------------------------------------------------------------------------ */

void
iso_curve_way_look_ahead (IsoCurveWay *way)
{
  IsoNormalEquations equations;
  IsoSquareMatrix inverse;
  gboolean held[ISO_LEAST_SQUARES_MAX];
  gboolean good;

  memcpy (held, way->held, way->problem.n * sizeof *held);
  held[way->along] = FALSE;
  way->problem.evaluate (way->problem.user_data, way->best, &equations);
  good = iso_square_matrix_invert (equations.observed, way->problem.n, held, inverse);
  way->half = good ? way->t * sqrt (way->variance * inverse[way->along][way->along]) : NAN;
  for (guint p = 0; p < way->problem.n; p++)
    way->speed[p] = good ? inverse[p][way->along] / inverse[way->along][way->along] : 0;
}

static double
measure (const IsoCurveWay *way, double value)
{
  double best = way->best[way->along], step = isfinite (way->half) && way->half > 0 ? way->half : 0.5;
  guint n_steps = (guint) CLAMP (ceil (fabs (value - best) / step), 1, MOST_STOPS);
  IsoCurveStop stop;

  begin_at_best (way, &stop);
  for (guint i = 1; i <= n_steps; i++)
    {
      double at = best + (value - best) * i / n_steps;
      IsoCurveStop near = stop;

      start_from (way, &near, at, &stop);
      settle (way, at, near.known, way->careful && i == n_steps, &stop);
    }
  return stop.q;
}

/* A way in which one limit is told by its place: that which the response comes to in this direction. */
typedef struct
{
  IsoCurveWay      way;
  IsoEffectPlace   place;
  IsoCommonProblem together;
} PlacedWay;

/* How far lambda may go. A limit that lies millions of ways off is as good as endless, and its digits are all that is left of the curve; where the
 * other limit is fixed a person's bounds of this one are bounds of lambda. */
static gboolean
bound_place (const IsoCurveWay *way, const IsoEffectPlace *place, double *low, double *high)
{
  IsoParameter p = place->limit;
  gboolean lower = p == LOWER, down = lower == (place->sign > 0);
  double ends[2] = { down ? way->low[p] : way->high[p], down ? way->high[p] : way->low[p] }, far = FARTHEST_PLACE, near = NEAREST_PLACE;

  for (guint i = 0; i < 2; i++)
    {
      double lambda = iso_effect_place_find (place, lower ? ends[i] : way->best[LOWER], lower ? way->best[UPPER] : ends[i]);

      if (!isfinite (ends[i]))
        continue;
      if (isnan (lambda) && i == 0)
        return FALSE;
      if (i == 0)
        far = MIN (far, lower ? lambda : -lambda);
      else if (isfinite (lambda))
        near = MIN (near, lower ? -lambda : lambda);
    }
  *low = lower ? -near : -far;
  *high = lower ? far : near;
  return TRUE;
}

/* Which limit that is; FALSE where the limits had better stay: both are fixed, or one is kept within bounds that move with the other. */
static gboolean
choose_limit (const IsoCurveWay *way, double direction, IsoParameter *limit)
{
  *limit = direction > 0 ? LOWER : UPPER;
  if (way->problem.held[LOWER] != way->problem.held[UPPER])
    {
      *limit = way->problem.held[LOWER] ? UPPER : LOWER;
      return TRUE;
    }
  for (IsoParameter p = LOWER; p <= UPPER; p++)
    {
      if (way->held[p] || isfinite (way->low[p]) || isfinite (way->high[p]))
        return FALSE;
    }
  if (way->together != NULL && iso_common_curves_get_test (way->together->common)->parameter == *limit)
    *limit = LOWER + UPPER - *limit;
  return TRUE;
}

static gboolean
begin_placed (const IsoCurveWay *way, double direction, PlacedWay *placed)
{
  IsoEffectPlace *place = &placed->place;
  IsoParameter limit;

  if (way->effect == NULL || way->effect->kind != ISO_EFFECT_ABSOLUTE || way->effect->data->shape != &iso_shape_log_logistic
      || !choose_limit (way, direction, &limit)
      || (way->together != NULL && iso_common_curves_get_test (way->together->common)->parameter == limit))
    return FALSE;
  *place = (IsoEffectPlace) { way->effect, limit, way->best[UPPER] > way->best[LOWER] ? 1 : -1 };
  placed->way = *way;
  if (!bound_place (way, place, &placed->way.low[limit], &placed->way.high[limit]))
    return FALSE;
  placed->way.place = place;
  placed->way.plain = way->best;
  placed->way.best[limit] = iso_effect_place_find (place, way->best[LOWER], way->best[UPPER]);
  placed->way.is_limit[limit] = FALSE;
  placed->way.problem.evaluate = iso_effect_place_evaluate;
  placed->way.problem.user_data = place;
  if (way->together != NULL)
    {
      placed->together = *way->together;
      placed->together.evaluate = iso_effect_place_evaluate;
      placed->together.user_data = place;
      placed->way.together = &placed->together;
      placed->way.problem.evaluate = iso_common_problem_evaluate;
      placed->way.problem.user_data = &placed->together;
    }
  iso_curve_way_look_ahead (&placed->way);
  return isfinite (placed->way.best[limit]);
}

double
iso_curve_way_find_side (const IsoCurveWay *way, double direction, gboolean *open)
{
  PlacedWay placed;

  return find_side (begin_placed (way, direction, &placed) ? &placed.way : way, direction, open);
}

double
iso_curve_way_measure (const IsoCurveWay *way, double value)
{
  PlacedWay placed;

  return measure (begin_placed (way, value - way->best[way->along], &placed) ? &placed.way : way, value);
}
