/* test-iso-cholesky.c - small symmetric matrices, solved
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-cholesky.h"

#include "iso-test.h"

#define STRIDE 4

/* The inverse of Hilbert's matrix is made of integers: -1^(i + j) (i + j + 1) C(n + i, n - j - 1) C(n + j, n - i - 1) C(i + j, i)^2. */
static const double hilbert_inverse[3][3] = { { 9, -36, 30 }, { -36, 192, -180 }, { 30, -180, 180 } };

/* Rows 0, 2 and 3 are Hilbert's; row 1 is in the way. */
static void
fill_hilbert (double matrix[STRIDE][STRIDE])
{
  static const guint places[] = { 0, 2, 3 };

  for (guint p = 0; p < STRIDE; p++)
    for (guint q = 0; q < STRIDE; q++)
      matrix[p][q] = p >= q ? -7 : NAN;   /* of which the upper triangle is not looked at */
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j <= i; j++)
      matrix[places[i]][places[j]] = 1.0 / (i + j + 1);
}

static void
test_invert (void)
{
  static const guint places[] = { 0, 2, 3 };
  const gboolean held[STRIDE] = { FALSE, TRUE, FALSE, FALSE };
  double matrix[STRIDE][STRIDE], inverse[STRIDE][STRIDE];

  fill_hilbert (matrix);
  g_assert_true (iso_cholesky_invert (matrix[0], STRIDE, STRIDE, held, 1e-12, inverse[0]));
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      iso_assert_close (inverse[places[i]][places[j]], hilbert_inverse[i][j], 1e-11);
  for (guint p = 0; p < STRIDE; p++)
    {
      g_assert_cmpfloat (inverse[1][p], ==, 0);
      g_assert_cmpfloat (inverse[p][1], ==, 0);
    }
}

/* Units do not matter, correlation does: twice the same row cannot be inverted, in no unit. */
static void
test_pivots (void)
{
  const double far[2][2] = { { 1e-20, 0 }, { 1e3, 1e30 } }, same[2][2] = { { 4e-12, 0 }, { 6, 9e12 } }, none[2][2] = { { 0, 0 }, { 0, 1 } };
  double inverse[2][2];

  g_assert_true (iso_cholesky_invert (far[0], 2, 2, NULL, 1e-10, inverse[0]));
  iso_assert_close (inverse[0][0], 1 / (1e-20 - 1e-24), 1e-12);
  g_assert_false (iso_cholesky_invert (same[0], 2, 2, NULL, 1e-10, inverse[0]));
  g_assert_false (iso_cholesky_invert (none[0], 2, 2, NULL, 1e-10, inverse[0]));
  g_assert_cmpfloat (inverse[1][1], ==, 0);
}

/* (A + damping D) x = b, D the diagonal of A. */
static void
test_damping (void)
{
  const double matrix[2][2] = { { 4, 0 }, { 2, 9 } }, b[] = { 3, -5 };
  IsoCholesky cholesky;
  double x[2];

  iso_cholesky_begin (&cholesky, 2, NULL);
  g_assert_true (iso_cholesky_scale (&cholesky, matrix[0], 2));
  g_assert_true (iso_cholesky_factorise (&cholesky, matrix[0], 2, 0.5, 0));
  for (guint a = 0; a < 2; a++)
    x[a] = b[a] * cholesky.scale[a];
  iso_cholesky_solve (&cholesky, x);
  for (guint a = 0; a < 2; a++)
    x[a] *= cholesky.scale[a];
  iso_assert_close (6 * x[0] + 2 * x[1], 3, 1e-13);
  iso_assert_close (2 * x[0] + 13.5 * x[1], -5, 1e-13);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/cholesky/invert", test_invert);
  g_test_add_func ("/cholesky/pivots", test_pivots);
  g_test_add_func ("/cholesky/damping", test_damping);
  return g_test_run ();
}
