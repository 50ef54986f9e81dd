/* test-iso-statistics.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-statistics.h"
#include "iso-test.h"

static void
test_location (void)
{
  const double eight[] = { 9, 2, 4, 5, 4, 7, 4, 5 };
  const double seven[] = { 9, 1, 6, 2, 4, 1, 2 };

  iso_assert_close (iso_mean (eight, 8), 5, 1e-15);
  iso_assert_close (iso_sd (eight, 8), sqrt (32.0 / 7.0), 1e-15);
  iso_assert_close (iso_median (eight, 8), 4.5, 1e-15);
  iso_assert_close (iso_median (seven, 7), 2, 1e-15);
  iso_assert_close (iso_mad (seven, 7), 1.4826, 1e-15);   /* distances 0 0 1 1 2 4 7 */
  g_assert_cmpfloat (seven[0], ==, 9);
}

static void
test_too_few (void)
{
  const double one[] = { 3 };

  g_assert_true (isnan (iso_mean (one, 0)));
  g_assert_true (isnan (iso_median (one, 0)));
  g_assert_true (isnan (iso_mad (one, 0)));
  g_assert_true (isnan (iso_sd (one, 1)));
  g_assert_cmpfloat (iso_mean (one, 1), ==, 3);
  g_assert_cmpfloat (iso_median (one, 1), ==, 3);
  g_assert_cmpfloat (iso_mad (one, 1), ==, 0);
}

static void
test_large_offset (void)
{
  /* Plate readers give large counts with small spread. */
  const double values[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };

  iso_assert_close (iso_sd (values, 4), sqrt (30.0), 1e-12);
}

/* Student's t in closed form for 1, 2 and 4 degrees of freedom: tan (pi (p - 1/2)); a sqrt (2 / (1 - a^2)) with a = 2p - 1;
 * 2 sqrt (q - 1) with q = cos (acos (sqrt (b)) / 3) / sqrt (b), b = 4 p (1 - p). */
static void
test_t_quantile (void)
{
  double b = 4 * 0.975 * 0.025;

  iso_assert_close (iso_t_quantile (0.95, 1), tan (G_PI * 0.475), 1e-12);
  iso_assert_close (iso_t_quantile (0.95, 2), 0.95 * sqrt (2 / (1 - 0.95 * 0.95)), 1e-12);
  iso_assert_close (iso_t_quantile (0.95, 4), 2 * sqrt (cos (acos (sqrt (b)) / 3) / sqrt (b) - 1), 1e-12);
  iso_assert_close (iso_t_quantile (0.95, 1e9), 1.959963984540054, 1e-8);

  g_assert_true (isnan (iso_t_quantile (0.95, 0)));
  g_assert_true (isnan (iso_t_quantile (0.95, -1)));
  g_assert_true (isnan (iso_t_quantile (0.95, NAN)));
  g_assert_true (isnan (iso_t_quantile (0, 5)));
  g_assert_true (isnan (iso_t_quantile (1, 5)));
}

/* F. J. Anscombe, "Graphs in statistical analysis", Am. Stat. 27 (1973) 17, first data set; expected values from its numbers
 * as exact fractions. The paper prints slope 0.5, intercept 3, SE of the slope 0.118. */
static void
test_line (void)
{
  const double x[] = { 10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5 };
  const double y[] = { 8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68 };
  IsoLine line;

  g_assert_true (iso_line_fit (x, y, G_N_ELEMENTS (x), &line));
  g_assert_cmpuint (line.n, ==, 11);
  iso_assert_close (line.slope, 0.5000909090909091, 1e-13);
  iso_assert_close (line.intercept, 3.000090909090909, 1e-13);
  iso_assert_close (line.r, 0.8164205163448399, 1e-13);
  iso_assert_close (line.residual_sd, 1.2366033227263211, 1e-13);
  iso_assert_close (line.var_intercept, 1.2650553434343434, 1e-13);
  iso_assert_close (line.var_slope, 0.013901707070707071, 1e-13);
  iso_assert_close (line.cov, -0.12511536363636364, 1e-13);
}

static void
test_line_limits (void)
{
  const double x[] = { 1, 2 }, y[] = { 3, 7 }, same[] = { 0.1, 0.1, 0.1 }, level[] = { 5, 5, 5 }, rising[] = { 1, 2, 3 };
  IsoLine line;

  g_assert_true (iso_line_fit (x, y, 2, &line));
  iso_assert_close (line.slope, 4, 1e-15);
  iso_assert_close (line.intercept, -1, 1e-14);
  g_assert_true (isnan (line.residual_sd) && isnan (line.var_slope) && isnan (line.var_intercept) && isnan (line.cov));

  g_assert_false (iso_line_fit (x, y, 1, &line));
  g_assert_false (iso_line_fit (same, rising, 3, &line));

  g_assert_true (iso_line_fit (rising, level, 3, &line));
  g_assert_cmpfloat (line.slope, ==, 0);
  g_assert_true (isnan (line.r));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/statistics/location", test_location);
  g_test_add_func ("/statistics/too-few", test_too_few);
  g_test_add_func ("/statistics/large-offset", test_large_offset);
  g_test_add_func ("/statistics/t-quantile", test_t_quantile);
  g_test_add_func ("/statistics/line", test_line);
  g_test_add_func ("/statistics/line-limits", test_line_limits);
  return g_test_run ();
}
