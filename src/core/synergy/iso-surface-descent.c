/* iso-surface-descent.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-descent.h"

#include "base/iso-cholesky.h"

#include <math.h>
#include <string.h>

#define MOST ISO_SURFACE_MAX

#define FIRST_DAMPING 1e-3
#define LEAST_DAMPING 1e-12
#define MOST_DAMPING 1e10
#define SMALL_GAIN 1e-15
#define SMALL_MOVE 1e-12
#define LONGEST_STEP 2.0   /* of a logarithm */

/* A correlation matrix whose smallest pivot is below this is singular for what data can tell. */
#define SMALLEST_PIVOT 1e-10

/* Of one drug in one matrix; where there are more, each point is reckoned by itself. */
#define MOST_DOSES 48

typedef struct
{
  double           rss;
  double           gradient[MOST];   /* J'r, r = observed - fitted; 0 where held */
  IsoSurfaceMatrix matrix;          /* J'J, lower triangle, 0 where held */
} Normal;

static void
tie_end (const IsoSurfaceProblem *problem, double *theta)
{
  if (problem->tie != ISO_SURFACE_UNTIED)
    theta[ISO_SURFACE_E3] = theta[ISO_SURFACE_E0] + problem->tie_share * (theta[problem->tie] - theta[ISO_SURFACE_E0]);
}

static void
evaluate (const IsoSurfaceProblem *problem, const double *theta, Normal *normal)
{
  const IsoSurfaceData *data = problem->data;
  const IsoSurfaceDoses *doses = problem->doses;
  gboolean by_doses = doses->n[0] <= MOST_DOSES && doses->n[1] <= MOST_DOSES;
  IsoSurfaceDrug terms[2][MOST_DOSES];
  guint free[MOST], n = 0;
  double j[MOST];

  memset (normal, 0, sizeof *normal);
  for (guint p = 0; p < problem->model->n; p++)
    {
      if (!problem->held[p])
        free[n++] = p;
    }
  for (guint drug = 0; drug < 2 && by_doses; drug++)
    for (guint k = 0; k < doses->n[drug]; k++)
      problem->model->begin (theta, drug, doses->log_doses[drug][k], &terms[drug][k]);
  for (gsize i = 0; i < data->n; i++)
    {
      double w = data->weights != NULL ? data->weights[i] : 1;
      double value = by_doses ? problem->model->join (theta, &terms[0][doses->places[0][i]], &terms[1][doses->places[1][i]], j)
                              : problem->model->value (theta, data->d1[i], data->d2[i], j);
      double residual = data->responses[i] - value;

      if (problem->tie != ISO_SURFACE_UNTIED)
        {
          j[problem->tie] += problem->tie_share * j[ISO_SURFACE_E3];
          j[ISO_SURFACE_E0] += (1 - problem->tie_share) * j[ISO_SURFACE_E3];
        }
      normal->rss += w * residual * residual;
      for (guint a = 0; a < n; a++)
        {
          double wj = w * j[free[a]];

          normal->gradient[free[a]] += wj * residual;
          for (guint b = 0; b <= a; b++)
            normal->matrix[free[a]][free[b]] += wj * j[free[b]];
        }
    }
  if (!isfinite (normal->rss))
    normal->rss = INFINITY;
}

static gboolean
is_pressed (const IsoSurfaceProblem *problem, const double *theta, const Normal *normal, guint p)
{
  return (theta[p] <= problem->low[p] && normal->gradient[p] <= 0) || (theta[p] >= problem->high[p] && normal->gradient[p] >= 0);
}

/* A step within the limits; what it promises to take from half the sum of squares, and the largest move. */
static gboolean
take_step (const IsoSurfaceProblem *problem, const Normal *at, double damping, const double *theta, double *next, double *promise,
           double *moved)
{
  gboolean held[MOST];
  double step[MOST];
  IsoCholesky part;

  for (guint p = 0; p < problem->model->n; p++)
    held[p] = problem->held[p] || is_pressed (problem, theta, at, p) || !(at->matrix[p][p] > 0) || !isfinite (at->matrix[p][p]);
  iso_cholesky_begin (&part, problem->model->n, held);
  iso_cholesky_scale (&part, at->matrix[0], MOST);
  if (part.n == 0 || !iso_cholesky_factorise (&part, at->matrix[0], MOST, damping, 0))
    return FALSE;
  for (guint a = 0; a < part.n; a++)
    step[a] = at->gradient[part.index[a]] * part.scale[a];
  iso_cholesky_solve (&part, step);
  memcpy (next, theta, problem->model->n * sizeof *next);
  *promise = *moved = 0;
  for (guint a = 0; a < part.n; a++)
    {
      guint p = part.index[a];
      double move = step[a] * part.scale[a];

      if (problem->model->parameters[p]->logarithmic)
        move = CLAMP (move, -LONGEST_STEP, LONGEST_STEP);
      next[p] = CLAMP (theta[p] + move, problem->low[p], problem->high[p]);
      *promise += 0.5 * (next[p] - theta[p]) * at->gradient[p];
      *moved = fmax (*moved, fabs (next[p] - theta[p]) / (fabs (theta[p]) + 1e-3));
    }
  tie_end (problem, next);
  return isfinite (*promise) && isfinite (*moved);
}

void
iso_surface_doses_init (IsoSurfaceDoses *doses, const IsoSurfaceData *data)
{
  for (guint drug = 0; drug < 2; drug++)
    {
      const double *given = drug == 0 ? data->d1 : data->d2;
      g_autofree double *once = g_new (double, data->n + 1);

      doses->n[drug] = 0;
      doses->log_doses[drug] = g_new (double, data->n + 1);
      doses->places[drug] = g_new (guint, data->n + 1);
      for (gsize i = 0; i < data->n; i++)
        {
          guint k = 0;

          while (k < doses->n[drug] && once[k] != given[i])
            k++;
          once[k] = given[i];
          doses->log_doses[drug][k] = log (given[i]);
          doses->n[drug] = MAX (doses->n[drug], k + 1);
          doses->places[drug][i] = k;
        }
    }
}

void
iso_surface_doses_clear (IsoSurfaceDoses *doses)
{
  for (guint drug = 0; drug < 2; drug++)
    {
      g_free (doses->log_doses[drug]);
      g_free (doses->places[drug]);
    }
}

void
iso_surface_descend (const IsoSurfaceProblem *problem, guint most_steps, IsoSurfacePoint *point)
{
  Normal pair[2], *now = &pair[0], *next = &pair[1];
  double damping = FIRST_DAMPING, trial[MOST], promise, moved, gain = problem->gain > 0 ? problem->gain : SMALL_GAIN;

  tie_end (problem, point->theta);
  evaluate (problem, point->theta, now);
  point->converged = FALSE;
  for (guint i = 0; i < most_steps && isfinite (now->rss); i++)
    {
      Normal *old = now;
      gboolean small;

      if (!take_step (problem, now, damping, point->theta, trial, &promise, &moved))
        {
          point->converged = damping < MOST_DAMPING;
          break;
        }
      evaluate (problem, trial, next);
      /* A step that was cut off can promise less than nothing, and that is no end. */
      small = (promise >= 0 && promise <= gain * now->rss) || moved < SMALL_MOVE;
      if (next->rss <= now->rss)
        {
          gboolean good = now->rss - next->rss > 0.5 * promise;

          memcpy (point->theta, trial, sizeof trial);
          now = next;
          next = old;
          damping = fmax (LEAST_DAMPING, damping * (good ? 0.1 : 0.7));
        }
      else
        {
          damping *= 6;
        }
      point->converged = small && damping < 1;
      if (point->converged || damping > MOST_DAMPING)
        break;
    }
  point->rss = now->rss;
}

void
iso_surface_normal_matrix (const IsoSurfaceProblem *problem, const double *theta, IsoSurfaceMatrix matrix, gboolean *at_limit)
{
  Normal normal;

  evaluate (problem, theta, &normal);
  memcpy (matrix, normal.matrix, sizeof (IsoSurfaceMatrix));
  for (guint p = 0; p < problem->model->n; p++)
    at_limit[p] = !problem->held[p] && (theta[p] <= problem->low[p] || theta[p] >= problem->high[p]);
}

gboolean
iso_surface_invert (const IsoSurfaceMatrix matrix, guint n, const gboolean *held, IsoSurfaceMatrix inverse)
{
  memset (inverse, 0, sizeof (IsoSurfaceMatrix));
  return iso_cholesky_invert (matrix[0], MOST, n, held, SMALLEST_PIVOT, inverse[0]);
}
