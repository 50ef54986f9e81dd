/* iso-curve-trail.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-trail.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-search.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* Of a sum of squares: two that are no further apart are of one basin. */
#define SAME 1e-9

/* Between two doses such a curve is a step, and others lie beside it. */
#define STEEP 6.0

/* What Wald's half intervals may span, of hill and half of the response, or of the logarithm of a dose, of a curve that has no other beside
 * it. Where the scale is held there is soon one: a step between its doses. test-iso-curve-common.c searches anew what was followed. */
#define WELL_DETERMINED 1.0
#define WELL_DETERMINED_BY_SCALE 0.5
#define WELL_PLACED 1.5

typedef enum
{
  UNKNOWN,
  JOINED,
  PARTED,
} Link;

/* A fit with the parameter held. */
typedef struct
{
  double        inside;
  IsoCurvePoint point;
  gboolean      regular;   /* a descent may begin and end there */
  Link          link;      /* to the one before it */
} Knot;

struct _IsoCurveTrail
{
  const IsoComparedCurve *curve;
  IsoParameter     parameter;
  IsoCurveSettings settings;
  IsoCurveSearch   search;
  IsoCurveEffort   effort;
  double           t;
  gboolean         follows;    /* or only searches */
  GArray          *knots;      /* by ascending value */
};

/* The first knot that is not below. */
static guint
find_knot (const IsoCurveTrail *trail, double inside)
{
  guint first = 0, last = trail->knots->len;

  while (first < last)
    {
      guint middle = (first + last) / 2;

      if (g_array_index (trail->knots, Knot, middle).inside < inside)
        first = middle + 1;
      else
        last = middle;
    }
  return first;
}

/* Whether nothing at an end of the parameter space could be better than where a descent has come: see iso_curve_search_endless (). */
static gboolean
is_regular (const IsoCurveTrail *trail, const IsoCurvePoint *point)
{
  const IsoCurveSearch *search = &trail->search;
  const double *theta = point->theta;
  double gap = (search->last_log_dose - search->first_log_dose) / (double) search->data.n;

  for (IsoParameter p = 0; p < N; p++)
    {
      if (p != trail->parameter && point->held[p] && !search->is_fixed[p] && p != ISO_PARAMETER_LOWER && p != ISO_PARAMETER_UPPER)
        return FALSE;
    }
  return point->converged && isfinite (point->rss) && point->shape == search->data.shape && exp (theta[ISO_PARAMETER_HILL]) * gap < STEEP
         && theta[ISO_PARAMETER_SCALE] > search->first_log_dose && theta[ISO_PARAMETER_SCALE] < search->last_log_dose;
}

/* Whether the search saw one basin and the data determine the curve in it. */
static gboolean
is_determined (const IsoCurveTrail *trail, const IsoCurveFit *fit)
{
  double span = fabs (fit->values[ISO_PARAMETER_UPPER] - fit->values[ISO_PARAMETER_LOWER]);
  double most = iso_parameter_is_dose (trail->parameter) ? WELL_DETERMINED_BY_SCALE : WELL_DETERMINED;

  if (fit->status != ISO_STATUS_OK || fit->effort.starts != 1)
    return FALSE;
  for (IsoParameter p = 0; p < N; p++)
    {
      double size = p == ISO_PARAMETER_LOWER || p == ISO_PARAMETER_UPPER ? 0.5 * span : fit->values[p];

      if (p != trail->parameter && !fit->held[p] && !(trail->t * fit->se[p] < (iso_parameter_is_dose (p) ? WELL_PLACED : most) * size))
        return FALSE;
    }
  return TRUE;
}

static void
hold (IsoCurveTrail *trail, double inside, gboolean mirrored, IsoCurvePoint *point)
{
  trail->search.fixed[trail->parameter] = inside;
  trail->search.data.mirrored = mirrored;
  point->theta[trail->parameter] = inside;
}

/* From the point to the best curve with the parameter held there. */
static gboolean
descend (IsoCurveTrail *trail, double inside, IsoCurvePoint *point)
{
  hold (trail, inside, point->mirrored, point);
  point->rss = iso_curve_problem_solve_limits (&trail->search.data, trail->search.low, trail->search.high, point);
  if (!isfinite (point->rss))
    return FALSE;
  iso_curve_search_descend (&trail->search, point);
  return is_regular (trail, point) && iso_curve_search_is_in_order (&trail->search, point);
}

static gboolean
leads_to (IsoCurveTrail *trail, const Knot *from, const Knot *to)
{
  IsoCurvePoint point = from->point;

  return descend (trail, to->inside, &point) && fabs (point.rss - to->point.rss) <= SAME * to->point.rss;
}

/* Whether the knot and the one before it are of one basin. */
static gboolean
is_joined (IsoCurveTrail *trail, guint index)
{
  Knot *knot = &g_array_index (trail->knots, Knot, index), *before = knot - 1;

  if (knot->link == UNKNOWN)
    {
      gboolean joined = knot->regular && before->regular && knot->point.mirrored == before->point.mirrored
                        && leads_to (trail, before, knot) && leads_to (trail, knot, before);

      knot->link = joined ? JOINED : PARTED;
    }
  return knot->link == JOINED;
}

static void
begin_between (const Knot *before, const Knot *after, double inside, IsoCurvePoint *point)
{
  double share = (inside - before->inside) / (after->inside - before->inside);

  *point = share < 0.5 ? before->point : after->point;
  for (IsoParameter p = 0; p < N; p++)
    {
      /* What one of them has on a limit and the other has not may go either way. */
      point->held[p] = before->point.held[p] && after->point.held[p];
      if (!point->held[p])
        point->theta[p] = before->point.theta[p] + share * (after->point.theta[p] - before->point.theta[p]);
    }
}

static void
add_fit (IsoCurveTrail *trail, double inside, const IsoCurveFit *fit)
{
  guint index = find_knot (trail, inside);
  Knot knot = { .inside = inside };

  if (!isfinite (fit->rss))
    return;
  knot.point = (IsoCurvePoint) { .rss = fit->rss, .shape = fit->shape, .mirrored = fit->mirrored };
  iso_curve_get_inside (fit, knot.point.theta);
  memcpy (knot.point.held, fit->held, sizeof knot.point.held);
  knot.point.held[trail->parameter] = TRUE;
  knot.point.theta[trail->parameter] = inside;
  knot.point.converged = fit->status == ISO_STATUS_OK;
  knot.regular = trail->follows && is_determined (trail, fit) && is_regular (trail, &knot.point);
  if (index < trail->knots->len && g_array_index (trail->knots, Knot, index).inside == inside)
    g_array_remove_index (trail->knots, index);
  g_array_insert_val (trail->knots, index, knot);
  if (index + 1 < trail->knots->len)
    g_array_index (trail->knots, Knot, index + 1).link = UNKNOWN;
}

/* What every thread of a visit goes by. */
typedef struct
{
  IsoCurveTrail *const *trails;
  const double         *values;
  guint                 n_values;
  gboolean              search;
} Visit;

static void
visit_cb (gpointer data, gpointer user_data)
{
  const Visit *visit = user_data;
  IsoCurveTrail *trail = visit->trails[GPOINTER_TO_UINT (data) - 1];
  IsoCurveFit fit;

  for (guint i = 0; i < visit->n_values; i++)
    {
      if (visit->search)
        iso_curve_trail_search (trail, visit->values[i], &fit);
      else
        iso_curve_trail_follow (trail, visit->values[i]);
    }
}

IsoCurveTrail *
iso_curve_trail_new (const IsoComparedCurve *curve, IsoParameter parameter)
{
  IsoCurveTrail *trail = g_new0 (IsoCurveTrail, 1);
  const IsoCurveShape *shape = curve->settings.model->shape;
  double own = iso_curve_to_inside (curve->fit->model, parameter, curve->fit->parameters[parameter].value);

  trail->curve = curve;
  trail->parameter = parameter;
  trail->settings = curve->settings;
  trail->settings.fixed[parameter] = 1;
  trail->knots = g_array_new (FALSE, FALSE, sizeof (Knot));
  /* Shapes with valleys of their own, or with two sides to be read from, have only the search. */
  trail->follows = !curve->settings.model->ordered && !shape->asymmetry && shape->boost == NULL && shape != &iso_shape_two_sites
                   && shape != &iso_shape_flat;
  if (!(curve->fit->highest_dose > 0))
    return trail;
  iso_curve_search_init (&trail->search, &trail->settings, curve->doses, curve->responses, curve->weights, curve->n, curve->fit);
  trail->search.effort = &trail->effort;
  trail->t = iso_t_quantile (curve->fit->level, curve->fit->df);
  if (isfinite (own))
    add_fit (trail, own, curve->fit);
  return trail;
}

void
iso_curve_trail_free (IsoCurveTrail *trail)
{
  iso_curve_data_clear (&trail->search.data);
  g_array_unref (trail->knots);
  g_free (trail);
}

double
iso_curve_trail_search (IsoCurveTrail *trail, double inside, IsoCurveFit *fit)
{
  const IsoComparedCurve *curve = trail->curve;

  trail->settings.fixed[trail->parameter] = iso_curve_from_inside (trail->settings.model, trail->parameter, inside);
  iso_curve_fit (&trail->settings, curve->doses, curve->responses, curve->weights, curve->n, fit);
  add_fit (trail, inside, fit);
  return fit->rss;
}

double
iso_curve_trail_follow (IsoCurveTrail *trail, double inside)
{
  guint index = find_knot (trail, inside);
  const Knot *knots = (const Knot *) (gpointer) trail->knots->data;
  Knot knot = { .inside = inside, .regular = TRUE, .link = JOINED };
  IsoCurveFit fit;

  if (index < trail->knots->len && knots[index].inside == inside)
    return knots[index].point.rss;
  if (index == 0 || index == trail->knots->len || !is_joined (trail, index))
    return iso_curve_trail_search (trail, inside, &fit);
  begin_between (&knots[index - 1], &knots[index], inside, &knot.point);
  if (!descend (trail, inside, &knot.point))
    return iso_curve_trail_search (trail, inside, &fit);
  g_array_insert_val (trail->knots, index, knot);
  return knot.point.rss;
}

void
iso_curve_trail_slope (IsoCurveTrail *trail, double inside, double *slope, double *bend)
{
  guint index = find_knot (trail, inside);
  const Knot *knot = &((const Knot *) (gpointer) trail->knots->data)[index];
  IsoCurveData data = trail->search.data;
  IsoNormalEquations equations;
  double speed[N];

  *slope = *bend = NAN;
  if (data.memory == NULL || index == trail->knots->len || knot->inside != inside || !isfinite (knot->point.rss))
    return;
  data.shape = knot->point.shape;
  data.mirrored = knot->point.mirrored;
  iso_curve_problem_evaluate (&data, knot->point.theta, &equations);
  *slope = -2 * equations.gradient[trail->parameter];
  if (iso_square_matrix_follow (equations.observed, N, trail->parameter, knot->point.held, speed, bend)
      || iso_square_matrix_follow (equations.gauss_newton, N, trail->parameter, knot->point.held, speed, bend))
    *bend *= 2;
  else
    *bend = NAN;
}

void
iso_curve_trails_visit (IsoCurveTrail *const *trails, guint n_trails, const double *values, guint n_values, gboolean search, guint n_threads)
{
  Visit visit = { trails, values, n_values, search };
  guint n = n_threads > 0 ? n_threads : g_get_num_processors ();
  GThreadPool *pool;

  if (n < 2)
    {
      for (guint i = 0; i < n_trails; i++)
        visit_cb (GUINT_TO_POINTER (i + 1), &visit);
      return;
    }
  pool = g_thread_pool_new (visit_cb, &visit, (int) MIN (n, 256), FALSE, NULL);
  for (guint i = 0; i < n_trails; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}
