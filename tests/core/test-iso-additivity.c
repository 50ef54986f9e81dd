/* test-iso-additivity.c - Tallarida's test, the band of an isobole, and the isobole that was measured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-additivity.h"

#include "iso-test.h"

#include <gsl/gsl_cdf.h>

/* A line with these doses at fa 0.5 and this SE of the dose, on n points. */
static IsoMedianEffect
make_effect (double dm, double se, gsize n)
{
  IsoMedianEffect effect = { .status = ISO_STATUS_OK, .n = n };

  effect.line = (IsoLine) { .n = n, .slope = 1, .intercept = -log (dm), .var_intercept = (se / dm) * (se / dm) };
  return effect;
}

/* By hand. Drug 1 does it at 50, drug 2 at 2000, given as 1:40: both contribute half of the effect, f = 0.5, so that Z_add = 1025; with
 * shares of dose in its place it would be 1952. var = 0.25 (5^2 + 100^2). */
static void
test_tallarida (void)
{
  const double shares[] = { 1 / 41.0, 40 / 41.0 };
  IsoMedianEffect one = make_effect (50, 5, 6), two = make_effect (2000, 100, 6), mixture = make_effect (600, 40, 8);
  IsoAdditivityTest test;
  double se = 0.5 * hypot (5, 100), t = (600 - 1025) / hypot (se, 40);

  iso_additivity_test (&one, &two, &mixture, shares, 0.5, &test);
  g_assert_cmpint (test.status, ==, ISO_STATUS_OK);
  iso_assert_close (test.additive, 1025, 1e-12);
  iso_assert_close (test.additive_se, se, 1e-12);
  iso_assert_close (test.mixture, 600, 1e-12);
  iso_assert_close (test.mixture_se, 40, 1e-12);
  iso_assert_close (test.t, t, 1e-12);
  iso_assert_close (test.df, 14, 0);
  iso_assert_close (test.p, 2 * gsl_cdf_tdist_P (t, 14), 1e-12);

  two.status = ISO_STATUS_UNDEFINED;
  iso_additivity_test (&one, &two, &mixture, shares, 0.5, &test);
  g_assert_cmpint (test.status, ==, ISO_STATUS_UNDEFINED);
  g_assert_true (isnan (test.p));
}

/* On the axes it is the dose's own interval; in the middle of two equal ones it is narrower by the root of 2. */
static void
test_band (void)
{
  IsoEstimate dx = { .value = 10, .lower = 5, .upper = 20 }, none = iso_estimate_none (ISO_STATUS_NOT_REACHED);
  IsoDosePair line[ISO_ISOBOLE_POINTS], lower[ISO_ISOBOLE_POINTS], upper[ISO_ISOBOLE_POINTS];
  const double known[] = { INFINITY, INFINITY }, few[] = { 4, 4 };
  guint n = iso_isobole_line (10, 10, 40, 40, line), middle = n / 2;

  iso_isobole_band (&dx, &dx, known, 0.95, line, n, lower, upper);
  iso_assert_close (lower[0].d1, 5, 1e-12);
  iso_assert_close (upper[0].d1, 20, 1e-12);
  iso_assert_close (upper[n - 1].d2, 20, 1e-12);
  iso_assert_close (upper[middle].d1, 5 * pow (2, M_SQRT1_2), 1e-12);
  iso_assert_close (lower[middle].d2, 5 / pow (2, M_SQRT1_2), 1e-12);

  /* Two variances alike, on 4 degrees of freedom each, are one on 8: t 2.306004 for 2.776445. At the ends there is one. */
  iso_isobole_band (&dx, &dx, few, 0.95, line, n, lower, upper);
  iso_assert_close (upper[0].d1, 20, 1e-12);
  iso_assert_close (upper[middle].d1, 5 * pow (2, M_SQRT1_2 * 2.306004 / 2.776445), 1e-6);

  /* A drug that cannot reach the level widens nothing. */
  n = iso_isobole_line (10, NAN, 40, 40, line);
  iso_isobole_band (&dx, &none, known, 0.95, line, n, lower, upper);
  iso_assert_close (upper[n - 1].d1, 20, 1e-12);
  dx.lower = dx.upper = NAN;
  iso_isobole_band (&dx, &none, known, 0.95, line, n, lower, upper);
  g_assert_true (isnan (upper[0].d1));
}

/* Effects 0.2, 0.4, 0.6 at doses 1, 2, 4 of either, and 0.1 more for each level of the other. */
static void
test_measured (void)
{
  static const double doses[] = { 1, 2, 4 };
  const double *both[] = { doses, doses };
  const guint n[] = { 3, 3 };
  guint levels[ISO_MAX_DRUGS] = { 0 };
  double effects[16];
  IsoDoseGrid grid;
  g_autoptr (GArray) crossings = NULL;
  const IsoIsoboleCrossing *first;

  iso_dose_grid_init (&grid, 2, n, both);
  for (levels[0] = 0; levels[0] <= 3; levels[0]++)
    for (levels[1] = levels[0] == 0; levels[1] <= 3; levels[1]++)
      iso_dose_grid_add (&grid, levels);
  for (gsize c = 0; c < grid.n_cells; c++)
    {
      guint one = grid.levels[c][0], two = grid.levels[c][1];

      effects[c] = one == 0 || two == 0 ? 0.2 * (one + two) : 0.2 * one + 0.1 * two;
    }
  effects[iso_dose_grid_find_single (&grid, 1, 2)] = NAN;
  crossings = iso_isobole_measured (&grid, effects, 0.5);
  first = &g_array_index (crossings, IsoIsoboleCrossing, 0);
  g_assert_cmpuint (first->along, ==, 0);
  /* Between 0.4 at 2 and 0.6 at 4. */
  iso_assert_close (first->doses.d1, 2 * M_SQRT2, 1e-12);
  iso_assert_close (first->doses.d2, 0, 0);
  /* Along drug 2 alone its second dose is missing: between 0.2 at 1 and 0.6 at 4. */
  for (guint i = 0; i < crossings->len; i++)
    {
      const IsoIsoboleCrossing *crossing = &g_array_index (crossings, IsoIsoboleCrossing, i);

      if (crossing->along == 1 && crossing->doses.d1 == 0)
        iso_assert_close (crossing->doses.d2, pow (4, 0.75), 1e-12);
    }
  /* Where the held drug alone does more, there is none: with its third dose. */
  g_assert_cmpuint (crossings->len, ==, 6);
  iso_dose_grid_clear (&grid);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/additivity/tallarida", test_tallarida);
  g_test_add_func ("/additivity/band", test_band);
  g_test_add_func ("/additivity/measured", test_measured);
  return g_test_run ();
}
