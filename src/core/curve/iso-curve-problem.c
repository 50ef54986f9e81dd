/* iso-curve-problem.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-problem.h"

#include "base/iso-exp-array.h"
#include "curve/iso-curve-sites.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_multimin.h>
#include <string.h>

#include "curve/iso-curve-names.h"

/* Parameters of a curve that is one shape. */
#define ONE_SITE ISO_PARAMETER_SECOND_SCALE

/* A simplex on a plateau, where a curve is a step, never becomes small: it is done when so many steps have brought no more than that. */
#define MAX_SIMPLEX_STEPS 2000
#define IDLE_STEPS 60
#define IDLE_GAIN 1e-13

static gboolean
is_logarithmic (const IsoCurveModel *model, IsoParameter parameter)
{
  if (model->shape == &iso_shape_two_sites)
    return parameter != LOWER && parameter != UPPER && parameter != EXTRA;
  return parameter == HILL || parameter == SCALE || (parameter == EXTRA && model->shape->boost == NULL);
}

double
iso_curve_to_inside (const IsoCurveModel *model, IsoParameter parameter, double value)
{
  return is_logarithmic (model, parameter) ? log (value) : value;
}

double
iso_curve_from_inside (const IsoCurveModel *model, IsoParameter parameter, double value)
{
  return is_logarithmic (model, parameter) ? exp (value) : value;
}

double
iso_curve_stretch (const IsoCurveModel *model, IsoParameter parameter, double natural)
{
  return is_logarithmic (model, parameter) ? natural : 1;
}

void
iso_curve_get_inside (const IsoCurveFit *fit, double theta[N])
{
  for (IsoParameter p = 0; p < N; p++)
    theta[p] = iso_curve_to_inside (fit->model, p, fit->values[p]);
}

void
iso_curve_data_init (IsoCurveData *data, const IsoCurveShape *shape, const double *doses, const double *responses,
                     const double *weights, gsize n)
{
  double *raw_doses;

  memset (data, 0, sizeof *data);
  data->shape = shape;
  data->memory = g_new (double, 6 * n + 1);
  data->log_doses = data->memory;
  data->responses = data->memory + n;
  data->weights = data->memory + 2 * n;
  data->boosts = data->memory + 3 * n;
  data->shares = data->memory + 4 * n;
  raw_doses = data->memory + 5 * n;
  for (gsize i = 0; i < n; i++)
    {
      double w = weights != NULL ? weights[i] : 1;
      gsize k = 0;

      if (!(w > 0))
        continue;
      while (k < data->n && raw_doses[k] < doses[i])
        k++;
      if (k == data->n || raw_doses[k] != doses[i])
        {
          memmove (raw_doses + k + 1, raw_doses + k, (data->n - k) * sizeof *raw_doses);
          memmove (data->responses + k + 1, data->responses + k, (data->n - k) * sizeof *raw_doses);
          memmove (data->weights + k + 1, data->weights + k, (data->n - k) * sizeof *raw_doses);
          raw_doses[k] = doses[i];
          data->responses[k] = data->weights[k] = 0;
          data->n++;
        }
      /* The running mean, and the squares about it. */
      if (data->weights[k] > 0)
        {
          double distance = responses[i] - data->responses[k], both = data->weights[k] + w;

          data->pure += distance * distance * w * data->weights[k] / both;
          data->responses[k] += distance * w / both;
        }
      else
        {
          data->responses[k] = responses[i];
        }
      data->weights[k] += w;
    }
  for (gsize k = 0; k < data->n; k++)
    {
      data->log_doses[k] = log (raw_doses[k]);
      data->boosts[k] = shape->boost != NULL && raw_doses[k] > 0 ? shape->boost (raw_doses[k]) : 0;
    }
}

void
iso_curve_data_clear (IsoCurveData *data)
{
  g_clear_pointer (&data->memory, g_free);
}

double
iso_curve_problem_gradient (const IsoCurveShape *shape, gboolean mirrored, const double theta[N], double log_dose, double boost,
                            double gradient[N])
{
  double z, hill = exp (theta[HILL]), hormesis = shape->boost != NULL ? theta[EXTRA] : 0;
  double span = theta[UPPER] - theta[LOWER] + hormesis * boost;
  IsoShare s;

  if (shape == &iso_shape_two_sites)
    return iso_sites_gradient (theta, log_dose, gradient);
  iso_curve_share (shape, mirrored, hill, theta[SCALE], theta[EXTRA], log_dose, &z, &s);
  gradient[ISO_PARAMETER_SECOND_SCALE] = gradient[ISO_PARAMETER_SECOND_HILL] = 0;
  gradient[HILL] = span * s.gz * z;
  gradient[LOWER] = 1 - s.g;
  gradient[UPPER] = s.g;
  gradient[SCALE] = -span * s.gz * hill;
  gradient[EXTRA] = shape->boost != NULL ? boost * s.g : span * s.gf;
  return theta[LOWER] + span * s.g;
}

/* One level's part of the normal equations. */
static void
add_level (const IsoShare *s, double z, double hill, double span, double boost, gboolean hormesis, double w, double residual,
           IsoNormalEquations *e)
{
  double j[ONE_SITE], second[ONE_SITE][ONE_SITE], wr = w * residual;

  j[HILL] = span * s->gz * z;
  j[LOWER] = 1 - s->g;
  j[UPPER] = s->g;
  j[SCALE] = -span * s->gz * hill;
  second[HILL][HILL] = span * (s->gzz * z * z + s->gz * z);
  second[LOWER][HILL] = -s->gz * z;
  second[LOWER][LOWER] = 0;
  second[UPPER][HILL] = s->gz * z;
  second[UPPER][LOWER] = second[UPPER][UPPER] = 0;
  second[SCALE][HILL] = -hill * span * (s->gzz * z + s->gz);
  second[SCALE][LOWER] = s->gz * hill;
  second[SCALE][UPPER] = -s->gz * hill;
  second[SCALE][SCALE] = span * s->gzz * hill * hill;
  j[EXTRA] = hormesis ? boost * s->g : span * s->gf;
  second[EXTRA][HILL] = z * (hormesis ? boost * s->gz : span * s->gzf);
  second[EXTRA][LOWER] = hormesis ? 0 : -s->gf;
  second[EXTRA][UPPER] = hormesis ? 0 : s->gf;
  second[EXTRA][SCALE] = -hill * (hormesis ? boost * s->gz : span * s->gzf);
  second[EXTRA][EXTRA] = hormesis ? 0 : span * s->gff;

  e->rss += wr * residual;
  for (guint p = 0; p < ONE_SITE; p++)
    {
      e->gradient[p] += wr * j[p];
      for (guint q = 0; q <= p; q++)
        {
          double square = w * j[p] * j[q];

          e->gauss_newton[p][q] += square;
          e->observed[p][q] += square - wr * second[p][q];
        }
    }
}

/* The sums that the normal equations of the log-logistic curve are made of, with s = g (1 - g), t = s z, q = s (1 - 2 g) and l = 1 - g,
 * weighted; those with r of the residuals. */
typedef struct
{
  double tt, ts, tl, tg, ss, sl, sg, ll, lg, gg, rt, rs, rl, rg, rq, rqz, rqzz, rr;
} LogisticSums;

static void
add_logistic (double z, double g, double w, double residual, LogisticSums *sums)
{
  double l = 1 - g, s = g * l, t = s * z, wt = w * t, ws = w * s, wr = w * residual, rq = wr * s * (l - g);

  sums->tt += wt * t;
  sums->ts += wt * s;
  sums->tl += wt * l;
  sums->tg += wt * g;
  sums->ss += ws * s;
  sums->sl += ws * l;
  sums->sg += ws * g;
  sums->ll += w * l * l;
  sums->lg += w * s;
  sums->gg += w * g * g;
  sums->rt += wr * t;
  sums->rs += wr * s;
  sums->rl += wr * l;
  sums->rg += wr * g;
  sums->rq += rq;
  sums->rqz += rq * z;
  sums->rqzz += rq * z * z;
  sums->rr += wr * residual;
}

/* G of the log-logistic curve at every level, into the room for it. */
static void
find_logistic (const IsoCurveData *data, double hill, double log_scale)
{
  double *g = data->shares;

  for (gsize i = 0; i < data->n; i++)
    g[i] = hill * (data->log_doses[i] - log_scale);
  iso_exp_array (g, g, data->n);
  for (gsize i = 0; i < data->n; i++)
    g[i] = 1 / (1 + g[i]);
}

static void
evaluate_log_logistic (const IsoCurveData *data, const double *theta, IsoNormalEquations *e)
{
  double hill = exp (theta[HILL]), span = theta[UPPER] - theta[LOWER], slope = span * hill;
  LogisticSums s = { 0 };

  find_logistic (data, hill, theta[SCALE]);
  for (gsize i = 0; i < data->n; i++)
    {
      double z = isinf (data->log_doses[i]) ? 0 : hill * (data->log_doses[i] - theta[SCALE]), g = data->shares[i];

      add_logistic (z, g, data->weights[i], data->responses[i] - theta[LOWER] - span * g, &s);
    }
  e->rss += s.rr;
  e->gradient[HILL] = -span * s.rt;
  e->gradient[LOWER] = s.rl;
  e->gradient[UPPER] = s.rg;
  e->gradient[SCALE] = slope * s.rs;

  e->gauss_newton[HILL][HILL] = span * span * s.tt;
  e->gauss_newton[LOWER][HILL] = -span * s.tl;
  e->gauss_newton[LOWER][LOWER] = e->observed[LOWER][LOWER] = s.ll;
  e->gauss_newton[UPPER][HILL] = -span * s.tg;
  e->gauss_newton[UPPER][LOWER] = e->observed[UPPER][LOWER] = s.lg;
  e->gauss_newton[UPPER][UPPER] = e->observed[UPPER][UPPER] = s.gg;
  e->gauss_newton[SCALE][HILL] = -slope * span * s.ts;
  e->gauss_newton[SCALE][LOWER] = slope * s.sl;
  e->gauss_newton[SCALE][UPPER] = slope * s.sg;
  e->gauss_newton[SCALE][SCALE] = slope * slope * s.ss;

  e->observed[HILL][HILL] = e->gauss_newton[HILL][HILL] - span * (s.rqzz - s.rt);
  e->observed[LOWER][HILL] = e->gauss_newton[LOWER][HILL] - s.rt;
  e->observed[UPPER][HILL] = e->gauss_newton[UPPER][HILL] + s.rt;
  e->observed[SCALE][HILL] = e->gauss_newton[SCALE][HILL] + slope * (s.rqz - s.rs);
  e->observed[SCALE][LOWER] = e->gauss_newton[SCALE][LOWER] + hill * s.rs;
  e->observed[SCALE][UPPER] = e->gauss_newton[SCALE][UPPER] - hill * s.rs;
  e->observed[SCALE][SCALE] = e->gauss_newton[SCALE][SCALE] - slope * hill * s.rq;
}

void
iso_curve_problem_evaluate (gconstpointer user_data, const double *theta, IsoNormalEquations *e)
{
  const IsoCurveData *data = user_data;
  const IsoCurveShape *shape = data->shape;
  gboolean hormesis = shape->boost != NULL;
  double hill = exp (theta[HILL]);

  e->rss = data->pure;
  for (guint p = 0; p < N; p++)
    {
      e->gradient[p] = 0;
      for (guint q = 0; q <= p; q++)
        e->gauss_newton[p][q] = e->observed[p][q] = 0;
    }
  if (shape == &iso_shape_log_logistic)
    {
      evaluate_log_logistic (data, theta, e);
      return;
    }
  if (shape == &iso_shape_two_sites)
    {
      iso_sites_add (data, theta, e);
      return;
    }
  for (gsize i = 0; i < data->n; i++)
    {
      double z, span = theta[UPPER] - theta[LOWER] + (hormesis ? theta[EXTRA] * data->boosts[i] : 0);
      IsoShare s;

      iso_curve_share (shape, data->mirrored, hill, theta[SCALE], theta[EXTRA], data->log_doses[i], &z, &s);
      add_level (&s, z, hill, span, data->boosts[i], hormesis, data->weights[i],
                 data->responses[i] - theta[LOWER] - span * s.g, e);
    }
}

/* Sums of products of g, 1 - g and y: the normal equations of the two limits. */
typedef struct
{
  double ll, lu, uu, ly, uy, yy;
} LimitSums;

static double
limits_rss (const LimitSums *s, double lower, double upper)
{
  return s->yy - 2 * (lower * s->ly + upper * s->uy) + lower * lower * s->ll + 2 * lower * upper * s->lu
         + upper * upper * s->uu;
}

static gboolean
better_limits (const LimitSums *s, double lower, double upper, const double *low, const double *high, double *best,
               IsoCurvePoint *point)
{
  double rss;

  if (!isfinite (lower) || !isfinite (upper) || lower < low[LOWER] || lower > high[LOWER] || upper < low[UPPER]
      || upper > high[UPPER])
    return FALSE;
  rss = limits_rss (s, lower, upper);
  if (rss >= *best)
    return FALSE;
  *best = rss;
  point->theta[LOWER] = lower;
  point->theta[UPPER] = upper;
  return TRUE;
}

static double
solve_sums (const LimitSums *s, const double *low, const double *high, IsoCurvePoint *point)
{
  double best = INFINITY, determinant = s->ll * s->uu - s->lu * s->lu;
  double lower_values[2] = { low[LOWER], high[LOWER] };
  double upper_values[2] = { low[UPPER], high[UPPER] };

  if (!point->held[LOWER] && !point->held[UPPER] && determinant > 1e-14 * s->ll * s->uu
      && better_limits (s, (s->uu * s->ly - s->lu * s->uy) / determinant, (s->ll * s->uy - s->lu * s->ly) / determinant, low, high,
                        &best, point))
    return best;

  if (point->held[LOWER])
    lower_values[0] = lower_values[1] = point->theta[LOWER];
  if (point->held[UPPER])
    upper_values[0] = upper_values[1] = point->theta[UPPER];
  /* The best lies on an edge or in a corner of the box. */
  for (guint i = 0; i < 2; i++)
    {
      if (!point->held[UPPER])
        better_limits (s, lower_values[i], (s->uy - lower_values[i] * s->lu) / s->uu, low, high, &best, point);
      if (!point->held[LOWER])
        better_limits (s, (s->ly - upper_values[i] * s->lu) / s->ll, upper_values[i], low, high, &best, point);
      for (guint j = 0; j < 2; j++)
        better_limits (s, lower_values[i], upper_values[j], low, high, &best, point);
    }
  /* G is the same everywhere, and the limits that no dose reaches are left where they were. */
  if (isinf (best) && s->uu > 0 && !point->held[UPPER])
    better_limits (s, point->theta[LOWER], (s->uy - point->theta[LOWER] * s->lu) / s->uu, low, high, &best, point);
  if (isinf (best) && s->ll > 0 && !point->held[LOWER])
    better_limits (s, (s->ly - point->theta[UPPER] * s->lu) / s->ll, point->theta[UPPER], low, high, &best, point);
  return best;
}

double
iso_curve_problem_solve_shares (const IsoCurveData *data, const double *shares, const double *low, const double *high,
                                IsoCurvePoint *point)
{
  double w_sum = 0, wg = 0, wgg = 0, wy = 0, wgy = 0, wyy = 0;
  double xx = 0, xl = 0, xu = 0, xy = 0, rss;
  LimitSums s;

  for (gsize i = 0; i < data->n; i++)
    {
      double w = data->weights[i], g = shares[i], y = data->responses[i];

      w_sum += w;
      wg += w * g;
      wgg += w * g * g;
      wy += w * y;
      wgy += w * g * y;
      wyy += w * y * y;
    }
  s = (LimitSums) { w_sum - 2 * wg + wgg, wg - wgg, wgg, wy - wgy, wgy, wyy };
  if (data->shape->boost != NULL)
    {
      for (gsize i = 0; i < data->n; i++)
        {
          double x = data->weights[i] * data->boosts[i] * shares[i];

          xx += x * data->boosts[i] * shares[i];
          xl += x * (1 - shares[i]);
          xu += x * shares[i];
          xy += x * data->responses[i];
        }
    }
  if (xx > 0 && point->held[EXTRA])
    {
      s.ly -= point->theta[EXTRA] * xl;
      s.uy -= point->theta[EXTRA] * xu;
      s.yy -= point->theta[EXTRA] * (2 * xy - point->theta[EXTRA] * xx);
    }
  else if (xx > 0)
    {
      /* Hormesis takes its share of all the others. */
      s.ll -= xl * xl / xx;
      s.lu -= xl * xu / xx;
      s.uu -= xu * xu / xx;
      s.ly -= xl * xy / xx;
      s.uy -= xu * xy / xx;
      s.yy -= xy * xy / xx;
    }
  rss = solve_sums (&s, low, high, point);
  if (xx > 0 && !point->held[EXTRA])
    point->theta[EXTRA] = (xy - xl * point->theta[LOWER] - xu * point->theta[UPPER]) / xx;
  return MAX (rss, 0) + data->pure;
}

static void
find_shares (const IsoCurveData *data, const IsoCurvePoint *point)
{
  double hill = exp (point->theta[HILL]);

  if (data->shape->logistic && !data->mirrored)
    {
      find_logistic (data, hill, point->theta[SCALE]);
      return;
    }
  for (gsize i = 0; i < data->n; i++)
    {
      IsoShare share;
      double z;

      if (data->shape == &iso_shape_two_sites)
        {
          data->shares[i] = iso_sites_share (point->theta, data->log_doses[i]);
          continue;
        }
      iso_curve_share (data->shape, data->mirrored, hill, point->theta[SCALE], point->theta[EXTRA], data->log_doses[i], &z, &share);
      data->shares[i] = share.g;
    }
}

double
iso_curve_problem_solve_limits (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point)
{
  double rss = data->pure;

  find_shares (data, point);
  if (!isfinite (iso_curve_problem_solve_shares (data, data->shares, low, high, point)))
    return INFINITY;
  /* From the residuals, because differences of large sums lose what matters along a valley. */
  for (gsize i = 0; i < data->n; i++)
    {
      double span = point->theta[UPPER] - point->theta[LOWER]
                    + (data->shape->boost != NULL ? point->theta[EXTRA] * data->boosts[i] : 0);
      double residual = data->responses[i] - point->theta[LOWER] - span * data->shares[i];

      rss += data->weights[i] * residual * residual;
    }
  return rss;
}

/* The limits without limits of their own: those are looked after when the descent is over. */
static void
settle_limits (gconstpointer user_data, const gboolean *held, double *theta)
{
  static const double low[N] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY, -INFINITY };
  static const double high[N] = { INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY };
  const IsoCurveData *data = user_data;
  IsoCurvePoint point;

  memcpy (point.theta, theta, sizeof point.theta);
  memcpy (point.held, held, sizeof point.held);
  find_shares (data, &point);
  if (isfinite (iso_curve_problem_solve_shares (data, data->shares, low, high, &point)))
    memcpy (theta, point.theta, sizeof point.theta);
}

guint
iso_curve_problem_descend (const IsoCurveData *data, guint most_steps, IsoCurvePoint *point)
{
  IsoLeastSquares problem = { .n = N, .evaluate = iso_curve_problem_evaluate, .user_data = data, .held = point->held,
                              .most_steps = most_steps, .settle = data->shape->asymmetry || data->shape->boost != NULL ? NULL : settle_limits };
  IsoLeastSquaresEnd end = iso_least_squares_descend (&problem, point->theta);

  point->rss = end.rss;
  point->converged = end.converged;
  return end.evaluations;
}

typedef struct
{
  const IsoCurveData *data;
  const double       *low;
  const double       *high;
  IsoCurvePoint       point;    /* the last one asked for */
} Projection;

/* What the simplex moves; the rest is solved. */
static gboolean
is_searched (const IsoCurveData *data, const IsoCurvePoint *point, IsoParameter p)
{
  return !point->held[p] && (p == HILL || p == SCALE || (p == EXTRA && data->shape->asymmetry));
}

static double
projected_rss_cb (const gsl_vector *x, void *user_data)
{
  Projection *projection = user_data;
  gsize k = 0;

  for (IsoParameter p = 0; p < N; p++)
    {
      if (!is_searched (projection->data, &projection->point, p))
        continue;
      projection->point.theta[p] = gsl_vector_get (x, k++);
      if (projection->point.theta[p] < projection->low[p] || projection->point.theta[p] > projection->high[p])
        return GSL_POSINF;
    }
  projection->point.rss = iso_curve_problem_solve_limits (projection->data, projection->low, projection->high, &projection->point);
  return projection->point.rss;
}

void
iso_curve_problem_search (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point)
{
  Projection projection = { data, low, high, *point };
  double start[N], steps[N];
  gsl_multimin_function function = { projected_rss_cb, 0, &projection };
  gsl_multimin_fminimizer *simplex;
  gsl_vector_view x, step;

  point->converged = TRUE;
  for (IsoParameter p = 0; p < N; p++)
    {
      if (!is_searched (data, point, p))
        continue;
      steps[function.n] = 0.2;
      start[function.n++] = CLAMP (point->theta[p], low[p], high[p]);
    }
  if (function.n == 0)
    return;
  x = gsl_vector_view_array (start, function.n);
  step = gsl_vector_view_array (steps, function.n);
  simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, function.n);
  if (gsl_multimin_fminimizer_set (simplex, &function, &x.vector, &step.vector) == GSL_SUCCESS)
    {
      double before = INFINITY;

      for (guint i = 0; i < MAX_SIMPLEX_STEPS; i++)
        {
          if (gsl_multimin_fminimizer_iterate (simplex) != GSL_SUCCESS || simplex->size < 1e-9)
            break;
          if (i % IDLE_STEPS != 0)
            continue;
          if (!(simplex->fval < before * (1 - IDLE_GAIN)))
            break;
          before = simplex->fval;
        }
      projected_rss_cb (simplex->x, &projection);
      projection.point.converged = TRUE;
      if (projection.point.rss <= point->rss)
        *point = projection.point;
    }
  gsl_multimin_fminimizer_free (simplex);
}
