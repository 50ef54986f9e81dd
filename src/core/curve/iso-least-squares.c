/* iso-least-squares.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-least-squares.h"

#include "base/iso-cholesky.h"

#include <math.h>
#include <string.h>

#define SIZE ISO_LEAST_SQUARES_MAX

#define MAX_STEPS 100
#define FIRST_DAMPING 1e-2
#define LEAST_DAMPING 1e-5
#define FINEST_DAMPING 1e-15   /* once the undamped step has failed */
#define MOST_DAMPING 1e12

/* A step that promises less than this share of the sum of squares is the last one: Newton's next would be its square. */
#define SMALL_GAIN 1e-13
#define SMALL_MOVE 1e-13

/* Below this share Newton's own steps are better than sums that lose digits. */
#define SETTLED_GAIN 1e-6

/* A correlation matrix whose smallest pivot is below this is singular for what data can tell. */
#define SMALLEST_PIVOT 1e-11

/* The damped step, and what it promises to take from half the sum of squares. Prefers the full second derivative. */
static gboolean
find_step (IsoCholesky *part, const IsoNormalEquations *at, double damping, double *step, double *promise)
{
  iso_cholesky_scale (part, at->gauss_newton[0], SIZE);
  for (guint a = 0; a < part->n; a++)
    step[a] = at->gradient[part->index[a]] * part->scale[a];
  if (!iso_cholesky_factorise (part, at->observed[0], SIZE, damping, 1e-14)
      && !iso_cholesky_factorise (part, at->gauss_newton[0], SIZE, fmax (damping, 1e-14), 0))
    return FALSE;
  *promise = 0;
  iso_cholesky_solve (part, step);
  for (guint a = 0; a < part->n; a++)
    {
      *promise += 0.5 * step[a] * at->gradient[part->index[a]] * part->scale[a];
      step[a] *= part->scale[a];
    }
  return isfinite (*promise);
}

static double
apply_step (const IsoCholesky *part, const double *step, double *theta)
{
  double moved = 0;

  for (guint a = 0; a < part->n; a++)
    {
      double *value = &theta[part->index[a]];

      *value += step[a];
      moved = fmax (moved, fabs (step[a]) / (fabs (*value) + 1e-8));
    }
  return moved;
}

IsoLeastSquaresEnd
iso_least_squares_descend (const IsoLeastSquares *problem, double *theta)
{
  IsoLeastSquaresEnd end = { .evaluations = 1 };
  IsoNormalEquations pair[2], *now = &pair[0], *next = &pair[1];
  double damping = problem->near ? 0 : FIRST_DAMPING, trial[SIZE], step[SIZE], promise, gain = problem->gain > 0 ? problem->gain : SMALL_GAIN;
  double least = LEAST_DAMPING;
  guint most = problem->most_steps > 0 ? problem->most_steps : MAX_STEPS;
  IsoCholesky part;

  iso_cholesky_begin (&part, problem->n, problem->held);
  problem->evaluate (problem->user_data, theta, now);
  end.converged = part.n == 0;
  for (guint i = 0; i < most && part.n > 0 && isfinite (now->rss); i++)
    {
      gboolean good = find_step (&part, now, damping, step, &promise);
      double moved = 0;

      if (good)
        {
          memcpy (trial, theta, problem->n * sizeof *theta);
          moved = apply_step (&part, step, trial);
          if (problem->settle != NULL && promise > SETTLED_GAIN * now->rss)
            problem->settle (problem->user_data, problem->held, trial);
          problem->evaluate (problem->user_data, trial, next);
          end.evaluations++;
        }
      /* Where the promise is lost in rounding, so is the comparison: a Newton step is then taken for what it is. */
      if (good && next->rss <= now->rss * (1 + (promise < gain * now->rss ? 1e-12 : 0)))
        {
          IsoNormalEquations *old = now;
          gboolean small = promise <= gain * now->rss || moved < SMALL_MOVE;
          gboolean better = now->rss - next->rss > 0.5 * promise;

          memcpy (theta, trial, problem->n * sizeof *theta);
          now = next;
          next = old;
          if (small && damping < LEAST_DAMPING)
            {
              end.converged = TRUE;
              break;
            }
          damping = small ? 0 : better ? damping * 0.05 : damping;
          if (damping < least)
            damping = 0;
        }
      else
        {
          /* Nothing better is near, and nothing better was promised. */
          if (good && (moved < SMALL_MOVE || promise <= gain * now->rss) && damping < 1)
            {
              end.converged = TRUE;
              break;
            }
          if (damping == 0)
            least = FINEST_DAMPING;
          damping = damping > 0 ? damping * 8 : FIRST_DAMPING * 0.1;
          if (damping > MOST_DAMPING)
            break;
        }
    }
  end.rss = now->rss;
  if (problem->last != NULL)
    *problem->last = *now;
  return end;
}

gboolean
iso_square_matrix_invert (const IsoSquareMatrix matrix, guint n, const gboolean *held, IsoSquareMatrix inverse)
{
  memset (inverse, 0, sizeof (IsoSquareMatrix));
  return iso_cholesky_invert (matrix[0], SIZE, n, held, SMALLEST_PIVOT, inverse[0]);
}

gboolean
iso_square_matrix_follow (const IsoSquareMatrix matrix, guint n, guint along, const gboolean *held, double *speed, double *bend)
{
  gboolean fixed[SIZE];
  double column[SIZE];
  IsoCholesky part;

  memcpy (fixed, held, n * sizeof *held);
  fixed[along] = TRUE;
  memset (speed, 0, n * sizeof *speed);
  *bend = matrix[along][along];
  iso_cholesky_begin (&part, n, fixed);
  if (!iso_cholesky_scale (&part, matrix[0], SIZE) || !iso_cholesky_factorise (&part, matrix[0], SIZE, 0, SMALLEST_PIVOT))
    return FALSE;
  for (guint a = 0; a < part.n; a++)
    column[a] = matrix[MAX (part.index[a], along)][MIN (part.index[a], along)] * part.scale[a];
  iso_cholesky_solve (&part, column);
  for (guint a = 0; a < part.n; a++)
    {
      guint p = part.index[a];

      speed[p] = -column[a] * part.scale[a];
      *bend += speed[p] * matrix[MAX (p, along)][MIN (p, along)];
    }
  return TRUE;
}
