/* iso-curve-problem.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-problem.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_multimin.h>
#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS
#define HILL ISO_PARAMETER_HILL
#define LOWER ISO_PARAMETER_LOWER
#define UPPER ISO_PARAMETER_UPPER
#define SCALE ISO_PARAMETER_SCALE

#define MAX_ITERATIONS 200
#define MAX_NEWTON_STEPS 8
#define MAX_SIMPLEX_STEPS 2000

/* A correlation matrix whose smallest pivot is below this is singular for what data can tell. */
#define SMALLEST_PIVOT 1e-11

typedef struct
{
  const IsoCurveData  *data;
  const IsoCurvePoint *point;
} Descent;

double
iso_curve_to_inside (IsoParameter parameter, double value)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? log (value) : value;
}

double
iso_curve_from_inside (IsoParameter parameter, double value)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? exp (value) : value;
}

double
iso_curve_stretch (IsoParameter parameter, double natural)
{
  return parameter == ISO_PARAMETER_HILL || parameter == ISO_PARAMETER_SCALE ? natural : 1;
}

void
iso_curve_get_inside (const IsoCurveFit *fit, double theta[N])
{
  for (IsoParameter p = 0; p < N; p++)
    theta[p] = iso_curve_to_inside (p, fit->parameters[p].value);
}

/* The share of the way from lower to upper, 1 / (1 + e^z), at z = hill (ln dose - ln scale). */
static inline double
share_for_hill (double hill, double log_scale, double log_dose, double *z)
{
  if (isinf (log_dose))
    {
      *z = 0;   /* only ever multiplied by share (1 - share) = 0 */
      return 1;
    }
  *z = hill * (log_dose - log_scale);
  return 1 / (1 + exp (*z));
}

static inline double
share (const double *theta, double log_dose, double *z)
{
  return share_for_hill (exp (theta[HILL]), theta[SCALE], log_dose, z);
}

static double
weight (const IsoCurveData *data, gsize i)
{
  return data->weights != NULL ? data->weights[i] : 1;
}

double
iso_curve_problem_value (const double theta[N], double log_dose)
{
  double z;
  double g = share (theta, log_dose, &z);

  return theta[LOWER] + (theta[UPPER] - theta[LOWER]) * g;
}

double
iso_curve_problem_gradient (const double theta[N], double log_dose, double gradient[N])
{
  double z;
  double g = share (theta, log_dose, &z);
  double span = theta[UPPER] - theta[LOWER];
  double slope = -g * (1 - g);

  gradient[HILL] = span * slope * z;
  gradient[LOWER] = 1 - g;
  gradient[UPPER] = g;
  gradient[SCALE] = -span * slope * exp (theta[HILL]);
  return theta[LOWER] + span * g;
}

double
iso_curve_problem_rss (const IsoCurveData *data, const double theta[N])
{
  double rss = 0;

  for (gsize i = 0; i < data->n; i++)
    {
      double residual = data->responses[i] - iso_curve_problem_value (theta, data->log_doses[i]);

      rss += weight (data, i) * residual * residual;
    }
  return rss;
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

double
iso_curve_problem_solve_limits (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point)
{
  LimitSums s = { 0 };
  double best = INFINITY, determinant, hill = exp (point->theta[HILL]);
  double lower_values[2] = { low[LOWER], high[LOWER] };
  double upper_values[2] = { low[UPPER], high[UPPER] };

  for (gsize i = 0; i < data->n; i++)
    {
      double z;
      double u = share_for_hill (hill, point->theta[SCALE], data->log_doses[i], &z), l = 1 - u, y = data->responses[i], w = weight (data, i);

      s.ll += w * l * l;
      s.lu += w * l * u;
      s.uu += w * u * u;
      s.ly += w * l * y;
      s.uy += w * u * y;
      s.yy += w * y * y;
    }

  if (point->held[LOWER])
    lower_values[0] = lower_values[1] = point->theta[LOWER];
  if (point->held[UPPER])
    upper_values[0] = upper_values[1] = point->theta[UPPER];

  determinant = s.ll * s.uu - s.lu * s.lu;
  if (!point->held[LOWER] && !point->held[UPPER] && determinant > 1e-14 * s.ll * s.uu
      && better_limits (&s, (s.uu * s.ly - s.lu * s.uy) / determinant, (s.ll * s.uy - s.lu * s.ly) / determinant, low, high,
                        &best, point))
    return best;

  /* The best lies on an edge or in a corner of the box. */
  for (guint i = 0; i < 2; i++)
    {
      if (!point->held[UPPER])
        better_limits (&s, lower_values[i], (s.uy - lower_values[i] * s.lu) / s.uu, low, high, &best, point);
      if (!point->held[LOWER])
        better_limits (&s, (s.ly - upper_values[i] * s.lu) / s.ll, upper_values[i], low, high, &best, point);
      for (guint j = 0; j < 2; j++)
        better_limits (&s, lower_values[i], upper_values[j], low, high, &best, point);
    }
  return best;
}

static void
unpack (const gsl_vector *x, const IsoCurvePoint *point, double theta[N])
{
  gsize k = 0;

  for (gsize p = 0; p < N; p++)
    theta[p] = point->held[p] ? point->theta[p] : gsl_vector_get (x, k++);
}

static int
residuals_cb (const gsl_vector *x, void *user_data, gsl_vector *f)
{
  const Descent *descent = user_data;
  const IsoCurveData *data = descent->data;
  double theta[N];

  unpack (x, descent->point, theta);
  for (gsize i = 0; i < data->n; i++)
    gsl_vector_set (f, i, sqrt (weight (data, i))
                            * (iso_curve_problem_value (theta, data->log_doses[i]) - data->responses[i]));
  return GSL_SUCCESS;
}

static int
jacobian_cb (const gsl_vector *x, void *user_data, gsl_matrix *jacobian)
{
  const Descent *descent = user_data;
  const IsoCurveData *data = descent->data;
  double theta[N], gradient[N];

  unpack (x, descent->point, theta);
  for (gsize i = 0; i < data->n; i++)
    {
      gsize k = 0;
      double root = sqrt (weight (data, i));

      iso_curve_problem_gradient (theta, data->log_doses[i], gradient);
      for (gsize p = 0; p < N; p++)
        {
          if (!descent->point->held[p])
            gsl_matrix_set (jacobian, i, k++, root * gradient[p]);
        }
    }
  return GSL_SUCCESS;
}

/* Newton with the full Hessian: converges where Gauss-Newton crawls, and to the last digits. */
static void
newton_steps (const IsoCurveData *data, IsoCurvePoint *point)
{
  for (guint step = 0; step < MAX_NEWTON_STEPS; step++)
    {
      double gauss_newton[N][N], observed[N][N], inverse[N][N], gradient[N], theta[N];
      double rss, moved = 0;

      iso_curve_problem_hessians (data, point->theta, gauss_newton, observed, gradient);
      if (!iso_curve_problem_invert (observed, point->held, inverse))
        return;
      for (gsize p = 0; p < N; p++)
        {
          double change = 0;

          for (gsize q = 0; q < N; q++)
            change += point->held[q] ? 0 : inverse[p][q] * gradient[q];
          theta[p] = point->theta[p] + change;
          moved = MAX (moved, fabs (change) / (fabs (theta[p]) + 1e-8));
        }
      rss = iso_curve_problem_rss (data, theta);
      if (!(rss <= point->rss * (1 + 1e-14)))
        return;
      memcpy (point->theta, theta, sizeof theta);
      point->rss = rss;
      if (moved < 1e-13)
        return;
    }
}

void
iso_curve_problem_descend (const IsoCurveData *data, IsoCurvePoint *point)
{
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters ();
  gsl_multifit_nlinear_workspace *workspace;
  Descent descent = { data, point };
  gsl_multifit_nlinear_fdf problem = { .f = residuals_cb, .df = jacobian_cb, .n = data->n, .params = &descent };
  double start[N];
  gsl_vector_view view;
  int info = 0, status;

  point->rss = iso_curve_problem_rss (data, point->theta);
  point->converged = TRUE;
  for (gsize p = 0; p < N; p++)
    {
      if (!point->held[p])
        start[problem.p++] = point->theta[p];
    }
  if (problem.p == 0 || data->n < problem.p)
    return;

  parameters.solver = gsl_multifit_nlinear_solver_qr;
  workspace = gsl_multifit_nlinear_alloc (gsl_multifit_nlinear_trust, &parameters, data->n, problem.p);
  view = gsl_vector_view_array (start, problem.p);
  status = gsl_multifit_nlinear_init (&view.vector, &problem, workspace);
  if (status == GSL_SUCCESS)
    status = gsl_multifit_nlinear_driver (MAX_ITERATIONS, 1e-10, 1e-12, 0, NULL, NULL, &info, workspace);
  if (status == GSL_SUCCESS || status == GSL_EMAXITER || status == GSL_ENOPROG)
    {
      double theta[N], rss;

      unpack (gsl_multifit_nlinear_position (workspace), point, theta);
      rss = iso_curve_problem_rss (data, theta);
      if (rss <= point->rss)
        {
          memcpy (point->theta, theta, sizeof theta);
          point->rss = rss;
        }
    }
  point->converged = status == GSL_SUCCESS || status == GSL_ENOPROG;
  gsl_multifit_nlinear_free (workspace);
  newton_steps (data, point);
}

typedef struct
{
  const IsoCurveData *data;
  const double       *low;
  const double       *high;
  IsoCurvePoint       point;    /* the last one asked for */
} Projection;

static double
projected_rss_cb (const gsl_vector *x, void *user_data)
{
  Projection *projection = user_data;
  static const gsize indices[] = { HILL, SCALE };
  gsize k = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (indices); i++)
    {
      gsize p = indices[i];

      if (projection->point.held[p])
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
  gsize n = (gsize) !point->held[HILL] + (gsize) !point->held[SCALE], k = 0;
  double start[2], steps[2] = { 0.2, 0.2 };
  gsl_multimin_function function = { projected_rss_cb, n, &projection };
  gsl_multimin_fminimizer *simplex;
  gsl_vector_view x, step;

  if (n == 0)
    return;
  if (!point->held[HILL])
    start[k++] = CLAMP (point->theta[HILL], low[HILL], high[HILL]);
  if (!point->held[SCALE])
    start[k++] = CLAMP (point->theta[SCALE], low[SCALE], high[SCALE]);
  x = gsl_vector_view_array (start, n);
  step = gsl_vector_view_array (steps, n);
  simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, n);
  if (gsl_multimin_fminimizer_set (simplex, &function, &x.vector, &step.vector) == GSL_SUCCESS)
    {
      for (guint i = 0; i < MAX_SIMPLEX_STEPS; i++)
        {
          if (gsl_multimin_fminimizer_iterate (simplex) != GSL_SUCCESS || simplex->size < 1e-9)
            break;
        }
      projected_rss_cb (simplex->x, &projection);
      projection.point.converged = TRUE;
      if (projection.point.rss <= point->rss)
        *point = projection.point;
    }
  point->converged = TRUE;
  gsl_multimin_fminimizer_free (simplex);
}

void
iso_curve_problem_hessians (const IsoCurveData *data, const double theta[N], double gauss_newton[N][N], double observed[N][N],
                            double gradient[N])
{
  double hill = exp (theta[HILL]), span = theta[UPPER] - theta[LOWER];

  memset (gauss_newton, 0, N * N * sizeof (double));
  memset (observed, 0, N * N * sizeof (double));
  memset (gradient, 0, N * sizeof (double));
  for (gsize i = 0; i < data->n; i++)
    {
      double j[N], second[N][N] = { { 0 } };
      double z, g = share_for_hill (hill, theta[SCALE], data->log_doses[i], &z), w = weight (data, i);
      double residual = data->responses[i] - iso_curve_problem_gradient (theta, data->log_doses[i], j);
      double slope = -g * (1 - g), bend = g * (1 - g) * (1 - 2 * g);

      second[HILL][HILL] = span * (bend * z * z + slope * z);
      second[HILL][SCALE] = second[SCALE][HILL] = -hill * span * (bend * z + slope);
      second[SCALE][SCALE] = span * bend * hill * hill;
      second[HILL][LOWER] = second[LOWER][HILL] = -slope * z;
      second[HILL][UPPER] = second[UPPER][HILL] = slope * z;
      second[SCALE][LOWER] = second[LOWER][SCALE] = slope * hill;
      second[SCALE][UPPER] = second[UPPER][SCALE] = -slope * hill;

      for (gsize p = 0; p < N; p++)
        {
          gradient[p] += w * residual * j[p];
          for (gsize q = 0; q < N; q++)
            {
              gauss_newton[p][q] += w * j[p] * j[q];
              observed[p][q] += w * (j[p] * j[q] - residual * second[p][q]);
            }
        }
    }
}

gboolean
iso_curve_problem_invert (double matrix[N][N], const gboolean held[N], double inverse[N][N])
{
  double work[N * N], scale[N];
  gsize index[N], n = 0;
  gsl_matrix_view view;

  memset (inverse, 0, N * N * sizeof (double));
  for (gsize p = 0; p < N; p++)
    {
      if (held[p])
        continue;
      if (!(matrix[p][p] > 0) || !isfinite (matrix[p][p]))
        return FALSE;
      scale[n] = 1 / sqrt (matrix[p][p]);
      index[n++] = p;
    }
  if (n == 0)
    return TRUE;

  /* Scaled to a unit diagonal, so that pivots measure correlation and not units. */
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      work[a * n + b] = matrix[index[a]][index[b]] * scale[a] * scale[b];
  view = gsl_matrix_view_array (work, n, n);
  if (gsl_linalg_cholesky_decomp1 (&view.matrix) != GSL_SUCCESS)
    return FALSE;
  for (gsize a = 0; a < n; a++)
    {
      if (!(work[a * n + a] * work[a * n + a] > SMALLEST_PIVOT))
        return FALSE;
    }
  if (gsl_linalg_cholesky_invert (&view.matrix) != GSL_SUCCESS)
    return FALSE;
  for (gsize a = 0; a < n; a++)
    for (gsize b = 0; b < n; b++)
      inverse[index[a]][index[b]] = work[a * n + b] * scale[a] * scale[b];
  return TRUE;
}
