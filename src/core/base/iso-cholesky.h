/* iso-cholesky.h - the part of a small symmetric matrix that may move, scaled, damped, factorised and solved
 *
 * What every least-squares descent does with its normal equations: the rows that are held are left out, the others are scaled to a unit
 * diagonal, so that damping and pivots measure correlation and not units, and L L' is found (Golub & Van Loan, Matrix Computations,
 * 4.2). Nothing is allocated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_CHOLESKY_MAX 12   /* rows */

typedef struct
{
  guint  n;                         /* rows that are not held, */
  guint  index[ISO_CHOLESKY_MAX];   /* and where they stand in the matrix */
  double scale[ISO_CHOLESKY_MAX];   /* 1 / sqrt (diagonal) */
  double factor[ISO_CHOLESKY_MAX][ISO_CHOLESKY_MAX];   /* lower triangle */
} IsoCholesky;

/* Chooses the rows, up to ISO_CHOLESKY_MAX. `held`: NULL for none. */
void     iso_cholesky_begin     (IsoCholesky *cholesky, guint n, const gboolean *held);

/* Takes the scale from a matrix, of which only the lower triangle is read; row r begins at matrix + r * stride. FALSE if an entry of its
 * diagonal is not above zero; such a row has the scale 1. */
gboolean iso_cholesky_scale     (IsoCholesky *cholesky, const double *matrix, gsize stride);

/* Of the scaled matrix with `damping` added to its diagonal. FALSE if a pivot is not above `smallest`. */
gboolean iso_cholesky_factorise (IsoCholesky *cholesky, const double *matrix, gsize stride, double damping, double smallest);

/* In place: n values of the rows chosen, scaled on the way in and out by the caller. */
void     iso_cholesky_solve     (const IsoCholesky *cholesky, double *x);

/* Of the part that is not held; the rest of `inverse` becomes 0. FALSE, and all 0, if that part is not safely positive definite. */
gboolean iso_cholesky_invert    (const double *matrix, gsize stride, guint n, const gboolean *held, double smallest, double *inverse);

G_END_DECLS
