/* iso-least-squares.h - a small dense least-squares solver: damped Newton to the last digits
 *
 * It works on the normal equations with the full second derivative, which converges where Gauss-Newton crawls, and falls back to
 * J'J where the second derivative is not positive definite. Nothing is allocated. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_LEAST_SQUARES_MAX 9   /* parameters */

typedef double IsoSquareMatrix[ISO_LEAST_SQUARES_MAX][ISO_LEAST_SQUARES_MAX];

/* All at one point: the sum of squares, J'r with r = observed - fitted (half its downward gradient), J'J, and half the full second
 * derivative of the sum of squares. Only the lower triangles are read. */
typedef struct
{
  double          rss;
  double          gradient[ISO_LEAST_SQUARES_MAX];
  IsoSquareMatrix gauss_newton;
  IsoSquareMatrix observed;
} IsoNormalEquations;

typedef void (*IsoNormalEquationsFunc) (gconstpointer user_data, const double *theta, IsoNormalEquations *equations);

/* Moves those parameters that follow from the others in closed form to where they are best. */
typedef void (*IsoSettleFunc) (gconstpointer user_data, const gboolean *held, double *theta);

typedef struct
{
  guint                  n;
  IsoNormalEquationsFunc evaluate;
  gconstpointer          user_data;
  const gboolean        *held;         /* not moved; NULL: none */
  double                 gain;         /* a step that promises less than this share of the sum of squares is the last; 0: 1e-13 */
  guint                  most_steps;   /* 0: 100 */
  IsoSettleFunc          settle;       /* NULL: none */
  gboolean               near;         /* the start is near the end: Newton's full steps, until one of them fails */
  IsoNormalEquations    *last;         /* (nullable) gets the equations at the end */
} IsoLeastSquares;

typedef struct
{
  double   rss;
  gboolean converged;
  guint    evaluations;
} IsoLeastSquaresEnd;

/* From theta downhill to the end; theta never becomes worse. */
IsoLeastSquaresEnd iso_least_squares_descend (const IsoLeastSquares *problem, double *theta);

/* Inverts the part of a symmetric matrix that is not held; the rest becomes 0. FALSE if that part is not safely positive definite. */
gboolean iso_square_matrix_invert (const IsoSquareMatrix matrix, guint n, const gboolean *held, IsoSquareMatrix inverse);

/* How the others follow, d theta / d theta[along], as one goes on from where they are best for it, and the second derivative of what they leave
 * then: the Schur complement of a lower triangle. `along` and what is held have speed 0. FALSE if that part is not safely positive definite. */
gboolean iso_square_matrix_follow (const IsoSquareMatrix matrix, guint n, guint along, const gboolean *held, double *speed, double *bend);

G_END_DECLS
