/* iso-curve-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-profile.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-common.h"
#include "curve/iso-curve-effect-problem.h"
#include "curve/iso-curve-search.h"
#include "curve/iso-curve-share.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS
#define HILL ISO_PARAMETER_HILL
#define LOWER ISO_PARAMETER_LOWER
#define UPPER ISO_PARAMETER_UPPER
#define SCALE ISO_PARAMETER_SCALE
#define EXTRA ISO_PARAMETER_EXTRA

#define MAX_STEPS 60
#define CLOSE_ENOUGH 4e-6   /* of the root of the likelihood ratio, so about of the half width */
#define CLOSEST 1e-7
#define FARTHEST_STEP 8.0
#define FARTHEST_Q 10.0
#define SMALLEST_SCATTER 1e-9   /* of the range of the responses: below, they are exact */
#define SMALLEST_GAIN 1e-10
#define MOST_DESCENT 30
#define MOST_STOPS 12
#define FARTHEST_LIMIT 10.0   /* ranges of the responses from the other limit */

struct _IsoCurveProfile
{
  IsoCurveSettings   settings;
  const IsoCurveFit *fit;
  IsoCurveSearch     search;
  double             theta[N];    /* of the fit, or where that is endless, of a curve of the model that is near it */
  gboolean           held[N];
  double             least;       /* RSS of the fit */
  double             variance;
  double             t;
  const IsoCommonCurves *common;  /* (nullable) the curves that it shares a parameter with */
  guint              index;       /* among them */
  gboolean           careful;     /* the data hardly determine the curve: each point of the way is searched for afresh */
};

/* A way along one coordinate: the others follow. */
typedef struct
{
  const IsoCurveProfile *profile;
  IsoLeastSquares        problem;
  IsoParameter           along;
  double                 low[N];
  double                 high[N];
  double                 best[N];     /* the optimum, in the coordinates of the way */
  double                 speed[N];    /* d best / d coordinate along the way */
  double                 half;        /* Wald's half width; NaN if none */
} Way;

/* One point of it. */
typedef struct
{
  double   theta[N];
  gboolean held[N];
  double   q;          /* the root of (RSS - least) / variance */
} Stop;

/* --- one point ------------------------------------------------------------------------------------------------------------ */

static gboolean
leaves (const Way *way, const Stop *stop, IsoParameter p)
{
  return !stop->held[p] && (stop->theta[p] < way->low[p] || stop->theta[p] > way->high[p]);
}

/* What is held on a limit that it would rather leave to the inside is let go. */
static gboolean
let_go (const Way *way, Stop *stop)
{
  IsoNormalEquations equations;
  gboolean any = FALSE, none = TRUE;

  for (IsoParameter p = 0; p < N; p++)
    none = none && (!stop->held[p] || p == way->along || way->problem.held[p]);
  if (none)
    return FALSE;
  way->problem.evaluate (way->problem.user_data, stop->theta, &equations);
  for (IsoParameter p = 0; p < N; p++)
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

/* The best curve with the coordinate held at a value that lies downhill from the start that stands in the stop. */
static void
descend (const Way *way, double value, Stop *stop)
{
  const IsoCurveProfile *profile = way->profile;
  double rss = INFINITY;
  guint released = 0;

  stop->theta[way->along] = value;
  stop->held[way->along] = TRUE;
  for (guint round = 0; round <= 2 * N; round++)
    {
      Stop start = *stop;
      IsoLeastSquares problem = way->problem;
      gboolean inside = TRUE;

      problem.held = stop->held;
      rss = iso_least_squares_descend (&problem, stop->theta).rss;
      for (IsoParameter p = 0; p < N; p++)
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
  stop->q = isfinite (rss) ? sqrt (MAX (rss - profile->least, 0) / profile->variance) : INFINITY;
}

/* The best curve with a parameter held, wherever it lies. It may be one that goes on for ever, so that only its squares are of use. */
static double
search_afresh (const Way *way, double value)
{
  const IsoCurveProfile *profile = way->profile;
  IsoCurveSearch search = profile->search;
  IsoCurveEffort effort = { 0 };
  IsoCurvePoint best;

  search.fixed[way->along] = value;
  search.is_fixed[way->along] = TRUE;
  search.low[way->along] = -INFINITY;
  search.high[way->along] = INFINITY;
  search.data.mirrored = FALSE;
  search.effort = &effort;
  iso_curve_search_best (&search, &best);
  return sqrt (MAX (best.rss - profile->least, 0) / profile->variance);
}

/* With `careful` the best of everywhere, else what lies downhill. */
static void
settle (const Way *way, double value, gboolean careful, Stop *stop)
{
  static const double other_hills[] = { 0.3, 3, 10 };

  descend (way, value, stop);
  if (!careful)
    return;
  if (way->problem.evaluate == iso_curve_problem_evaluate)
    {
      stop->q = MIN (stop->q, search_afresh (way, value));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (other_hills) && !way->problem.held[HILL]; i++)
    {
      Stop other = { .q = INFINITY };

      memcpy (other.theta, way->best, sizeof other.theta);
      memcpy (other.held, way->problem.held, sizeof other.held);
      other.theta[HILL] = CLAMP (other.theta[HILL] + log (other_hills[i]), way->low[HILL], way->high[HILL]);
      descend (way, value, &other);
      if (other.q < stop->q)
        *stop = other;
    }
}

/* --- one side ------------------------------------------------------------------------------------------------------------- */

/* An effect can only lie between the limits: a start that has gone past one keeps those of where it comes from. */
static void
keep_possible (const Way *way, const Stop *near, double value, Stop *stop)
{
  IsoNormalEquations equations;
  double theta[N];

  memcpy (theta, stop->theta, sizeof theta);
  theta[way->along] = value;
  way->problem.evaluate (way->problem.user_data, theta, &equations);
  if (isfinite (equations.rss))
    return;
  for (IsoParameter p = LOWER; p <= UPPER; p++)
    {
      if (p != way->along)
        stop->theta[p] = near->theta[p];
    }
}

static void
start_from (const Way *way, const Stop *near, double value, Stop *stop)
{
  double gone = near->theta[way->along] - way->best[way->along];
  double go = value - way->best[way->along];

  memcpy (stop->held, near->held, sizeof stop->held);
  for (IsoParameter p = 0; p < N; p++)
    {
      /* Straight on from the optimum through the last point; from the optimum itself along its own tangent. */
      double speed = fabs (gone) > 0 ? (near->theta[p] - way->best[p]) / gone : way->speed[p];

      stop->theta[p] = near->held[p] ? near->theta[p] : CLAMP (way->best[p] + speed * go, way->low[p], way->high[p]);
    }
  keep_possible (way, near, value, stop);
}

/* How far q is from t at a distance on one side; `last` is where the start comes from, and becomes what was found. */
static double
measure_at (const Way *way, double direction, double distance, gboolean careful, Stop *last)
{
  double value = way->best[way->along] + direction * distance;
  Stop stop;

  start_from (way, last, value, &stop);
  settle (way, value, careful, &stop);
  /* From a point far up the wall the next start would be led astray. */
  if (stop.q < 2 * way->profile->t)
    *last = stop;
  return MIN (stop.q, FARTHEST_Q * way->profile->t) - way->profile->t;
}

/* Chandrupatla 1997, Adv Eng Softw 28:145: inverse quadratic interpolation where three points allow it, else the middle. */
static double
close_in (const Way *way, double direction, double near, double f_near, double far, double f_far, gboolean careful, Stop *last)
{
  double x1 = far, f1 = f_far, x2 = near, f2 = f_near, x3 = x2, f3 = f2, t = f1 / (f1 - f2);
  double enough = CLOSE_ENOUGH * way->profile->t;

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

/* The distance of the limit of the interval on one side (direction -1 or 1): the end of the coordinate's own range, with *open set, if
 * the data do not rule that out. */
static double
find_distance (const Way *way, double direction, gboolean careful, gboolean *open)
{
  double target = way->profile->t, best = way->best[way->along];
  double end = direction > 0 ? way->high[way->along] - best : best - way->low[way->along];
  double near = 0, f_near = -target, distance = MIN (isfinite (way->half) && way->half > 0 ? way->half : 0.5, end);
  Stop last = { .q = 0 };

  *open = FALSE;
  memcpy (last.theta, way->best, sizeof last.theta);
  memcpy (last.held, way->profile->held, sizeof last.held);
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double f = measure_at (way, direction, distance, careful, &last);

      if (fabs (f) <= CLOSE_ENOUGH * target)
        return distance;
      if (f > 0)
        return close_in (way, direction, near, f_near, distance, f, careful, &last);
      if (distance >= end)
        break;
      near = distance;
      f_near = f;
      /* Straight on, and a little further, so that the limit is soon between two points. */
      distance = MIN (end, near * CLAMP (1.1 * target / (f + target), 1.1 + 0.4 * i, FARTHEST_STEP));
    }
  *open = TRUE;
  return end;
}

static double
find_side (const Way *way, double direction, gboolean *open)
{
  double best = way->best[way->along], distance = find_distance (way, direction, FALSE, open);
  Stop there = { .q = 0 };

  /* Where the data hardly determine the curve another basin may be better there; then the whole way is searched anew. */
  if (way->profile->careful && !*open)
    {
      memcpy (there.theta, way->best, sizeof there.theta);
      memcpy (there.held, way->profile->held, sizeof there.held);
      start_from (way, &there, best + direction * distance, &there);
      settle (way, best + direction * distance, TRUE, &there);
      if (there.q < way->profile->t * (1 - 1e-4))
        distance = find_distance (way, direction, TRUE, open);
    }
  return best + direction * distance;
}

/* --- both sides ----------------------------------------------------------------------------------------------------------- */

/* Wald's half width and the tangent, with all other coordinates free that are. */
static void
look_ahead (Way *way)
{
  IsoNormalEquations equations;
  IsoSquareMatrix inverse;
  gboolean held[N];
  gboolean good;

  memcpy (held, way->profile->held, sizeof held);
  held[way->along] = FALSE;
  way->problem.evaluate (way->problem.user_data, way->best, &equations);
  good = iso_square_matrix_invert (equations.observed, N, held, inverse);
  way->half = good ? way->profile->t * sqrt (way->profile->variance * inverse[way->along][way->along]) : NAN;
  for (IsoParameter p = 0; p < N; p++)
    way->speed[p] = good ? inverse[p][way->along] / inverse[way->along][way->along] : 0;
}

static IsoStatus
name_openness (gboolean below, gboolean above)
{
  return below && above ? ISO_STATUS_NOT_IDENTIFIED
         : above        ? ISO_STATUS_ABOVE_RANGE
         : below        ? ISO_STATUS_BELOW_RANGE
                        : ISO_STATUS_OK;
}

/* Limits in the coordinate itself; NaN on an open side. A limit that a person set is no open side: the interval ends there. */
static void
find_interval (Way *way, IsoEstimate *estimate)
{
  const double *low = way->profile->settings.low, *high = way->profile->settings.high;
  gboolean below, above, bounded = way->along == LOWER || way->along == UPPER;

  look_ahead (way);
  estimate->lower = find_side (way, -1, &below);
  estimate->upper = find_side (way, 1, &above);
  below = below && !(bounded && isfinite (low[way->along]));
  above = above && !(bounded && isfinite (high[way->along]));
  if (below)
    estimate->lower = NAN;
  if (above)
    estimate->upper = NAN;
  estimate->interval_status = name_openness (below, above);
  if (!iso_parameter_is_dose (way->along) && (below || above))
    estimate->interval_status = ISO_STATUS_NOT_IDENTIFIED;
  estimate->method = "profile";
}

/* A limit further out by what the controls bring. */
static double
widen (double value, double limit, double extra)
{
  return limit < value ? value - hypot (value - limit, extra) : value + hypot (limit - value, extra);
}

static gboolean
has_profile (const IsoCurveProfile *profile)
{
  const IsoCurveFit *fit = profile->fit;

  return profile->search.data.memory != NULL && isfinite (fit->rss) && fit->variance_df > 0 && profile->variance > 0 && isfinite (profile->t)
         && profile->search.data.shape != &iso_shape_flat;
}

/* Whether an effect dose can take the place of the scale. */
static gboolean
can_move_dose (const IsoCurveProfile *profile)
{
  const IsoCurveFit *fit = profile->fit;

  return !fit->fixed[SCALE] && fit->shape->boost == NULL
         && (fit->shape != &iso_shape_two_sites || !fit->fixed[ISO_PARAMETER_SECOND_SCALE]);
}

/* `together` is where the problem stands with what the other curves lose by the parameter that they share. */
static IsoLeastSquares
make_problem (const IsoCurveProfile *profile, IsoNormalEquationsFunc evaluate, gconstpointer user_data, IsoCommonProblem *together)
{
  *together = (IsoCommonProblem) { profile->common, profile->index, evaluate, user_data };
  if (profile->common == NULL)
    return (IsoLeastSquares) { N, evaluate, user_data, profile->search.is_fixed, SMALLEST_GAIN, MOST_DESCENT };
  return (IsoLeastSquares) { N, iso_common_problem_evaluate, together, profile->search.is_fixed, SMALLEST_GAIN, MOST_DESCENT };
}

static double
find_range (const IsoCurveData *data)
{
  double least = INFINITY, most = -INFINITY;

  for (gsize i = 0; i < data->n; i++)
    {
      least = MIN (least, data->responses[i]);
      most = MAX (most, data->responses[i]);
    }
  return most - least;
}

static void
begin_way (const IsoCurveProfile *profile, IsoParameter along, Way *way)
{
  way->profile = profile;
  way->along = along;
  memcpy (way->low, profile->search.low, sizeof way->low);
  memcpy (way->high, profile->search.high, sizeof way->high);
  memcpy (way->best, profile->theta, sizeof way->best);
  if (iso_parameter_is_dose (along))
    {
      way->low[along] = MIN (profile->search.first_log_dose - log (ISO_CURVE_FARTHEST), way->best[along]);
      way->high[along] = MAX (profile->search.last_log_dose + log (ISO_CURVE_FARTHEST), way->best[along]);
    }
  else if (along == LOWER || along == UPPER)
    {
      double reach = FARTHEST_LIMIT * find_range (&profile->search.data);

      way->low[along] = MAX (way->low[along], MIN (way->best[along], way->best[LOWER + UPPER - along] - reach));
      way->high[along] = MIN (way->high[along], MAX (way->best[along], way->best[LOWER + UPPER - along] + reach));
    }
}

/* The first coordinate is the effect dose; with two sites the second scale goes as far with it. */
static void
begin_effect_way (const IsoCurveProfile *profile, double log_dose, Way *way)
{
  begin_way (profile, SCALE, way);
  if (profile->search.data.shape == &iso_shape_two_sites)
    {
      way->best[ISO_PARAMETER_SECOND_SCALE] -= way->best[SCALE];
      way->high[ISO_PARAMETER_SECOND_SCALE] -= way->low[ISO_PARAMETER_SECOND_SCALE];
      way->low[ISO_PARAMETER_SECOND_SCALE] = -way->high[ISO_PARAMETER_SECOND_SCALE];
    }
  way->best[SCALE] = log_dose;
}

/* --- public --------------------------------------------------------------------------------------------------------------- */

/* From a curve that goes on for ever to one of the model beside it. */
static void
enter_model (IsoCurveProfile *profile)
{
  double span = profile->theta[UPPER] - profile->theta[LOWER];

  iso_curve_search_leave_end (&profile->search, profile->fit, profile->theta);
  profile->search.data.shape = profile->fit->model->shape;
  profile->search.data.mirrored = profile->search.ordered && span < 0;
  for (IsoParameter p = 0; p < N; p++)
    profile->held[p] = !isnan (profile->search.fixed[p]);
}

/* Wald's interval spans most of what could be: no ground to follow a straight line from. */
static gboolean
is_hardly_determined (const IsoCurveProfile *profile)
{
  const IsoCurveFit *fit = profile->fit;
  double range = find_range (&profile->search.data);

  if (fit->status != ISO_STATUS_OK)
    return TRUE;
  for (IsoParameter p = 0; p < N; p++)
    {
      double most = p == LOWER || p == UPPER ? 0.5 * range : fit->values[p];

      if (!fit->held[p] && !(profile->t * fit->se[p] < most))
        return TRUE;
    }
  return FALSE;
}

IsoCurveProfile *
iso_curve_profile_new (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
                       const IsoCurveFit *fit)
{
  IsoCurveProfile *profile = g_new0 (IsoCurveProfile, 1);

  profile->settings = *settings;
  profile->fit = fit;
  if (!isfinite (fit->rss))
    return profile;
  iso_curve_search_init (&profile->search, settings, doses, responses, weights, n, fit);
  profile->search.data.mirrored = fit->mirrored;
  profile->least = fit->rss;
  profile->variance = MAX (fit->variance, pow (SMALLEST_SCATTER * find_range (&profile->search.data), 2));
  profile->t = iso_t_quantile (fit->level, fit->variance_df);
  iso_curve_get_inside (fit, profile->theta);
  memcpy (profile->held, fit->held, sizeof profile->held);
  if (fit->shape == &iso_shape_power)
    enter_model (profile);
  profile->careful = is_hardly_determined (profile);
  return profile;
}

void
iso_curve_profile_share (IsoCurveProfile *profile, const IsoCommonCurves *common, guint index)
{
  profile->common = common;
  profile->index = index;
}

void
iso_curve_profile_free (IsoCurveProfile *profile)
{
  iso_curve_data_clear (&profile->search.data);
  g_free (profile);
}

IsoEstimate
iso_curve_profile_parameter (const IsoCurveProfile *profile, IsoParameter parameter)
{
  const IsoCurveFit *fit = profile->fit;
  IsoEstimate estimate = fit->parameters[parameter];
  double inside = profile->theta[parameter], extra;
  IsoCommonProblem together;
  Way way = { .problem = make_problem (profile, iso_curve_problem_evaluate, &profile->search.data, &together) };

  if (fit->fixed[parameter] || !has_profile (profile) || !iso_curve_model_uses (fit->model, parameter))
    return estimate;
  begin_way (profile, parameter, &way);
  find_interval (&way, &estimate);
  extra = profile->t * sqrt (fit->control_covariance[parameter][parameter])
          / iso_curve_stretch (fit->model, parameter, fit->values[parameter]);
  if (!(extra > 0))
    extra = 0;
  estimate.lower = iso_curve_from_inside (fit->model, parameter, widen (inside, estimate.lower, extra));
  estimate.upper = iso_curve_from_inside (fit->model, parameter, widen (inside, estimate.upper, extra));
  return estimate;
}

IsoEstimate
iso_curve_profile_effect_dose (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control)
{
  const IsoCurveFit *fit = profile->fit;
  IsoEstimate estimate = iso_curve_fit_effect_dose (fit, level, kind, control);
  double best = log (estimate.value), extra;
  IsoEffectProblem effect = { &profile->search.data, kind, kind == ISO_EFFECT_RELATIVE ? level : control * (1 - level) };
  IsoCommonProblem together;
  Way way = { .problem = make_problem (profile, iso_effect_problem_evaluate, &effect, &together) };

  if (!isfinite (estimate.value) || !has_profile (profile) || !can_move_dose (profile))
    return estimate;
  begin_effect_way (profile, best, &way);
  find_interval (&way, &estimate);
  extra = profile->t * iso_curve_fit_effect_dose_control_se (fit, level, kind, control);
  if (!(extra > 0))
    extra = 0;
  estimate.lower = exp (widen (best, estimate.lower, extra));
  estimate.upper = exp (widen (best, estimate.upper, extra));
  return estimate;
}

/* From the optimum there in steps of Wald's half width, each from where the last one ended. */
double
iso_curve_profile_rss_at (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control, double log_dose)
{
  const IsoCurveFit *fit = profile->fit;
  double best = log (iso_curve_fit_effect_dose (fit, level, kind, control).value), step;
  IsoEffectProblem effect = { &profile->search.data, kind, kind == ISO_EFFECT_RELATIVE ? level : control * (1 - level) };
  IsoCommonProblem together;
  Way way = { .problem = make_problem (profile, iso_effect_problem_evaluate, &effect, &together) };
  Stop stop = { .q = 0 };
  guint n_steps;

  if (!isfinite (best) || !has_profile (profile) || !can_move_dose (profile))
    return NAN;
  begin_effect_way (profile, best, &way);
  look_ahead (&way);
  memcpy (stop.theta, way.best, sizeof stop.theta);
  memcpy (stop.held, profile->held, sizeof stop.held);
  step = isfinite (way.half) && way.half > 0 ? way.half : 0.5;
  n_steps = (guint) CLAMP (ceil (fabs (log_dose - best) / step), 1, MOST_STOPS);
  for (guint i = 1; i <= n_steps; i++)
    {
      double value = best + (log_dose - best) * i / n_steps;
      Stop near = stop;

      start_from (&way, &near, value, &stop);
      settle (&way, value, profile->careful && i == n_steps, &stop);
    }
  return profile->least + stop.q * stop.q * profile->variance;
}
