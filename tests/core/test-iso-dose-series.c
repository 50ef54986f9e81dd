/* test-iso-dose-series.c - numbers by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "dosing/iso-dose-series.h"

static void
assert_series (IsoSeriesKind kind, guint n, double from, double change, const double *expected)
{
  const IsoDoseSeries series = { kind, n, from, change };
  g_autofree double *doses = g_new (double, n);
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_dose_series_fill (&series, doses, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    iso_assert_close (doses[i], expected[i], 1e-12);
}

static void
test_fill (void)
{
  assert_series (ISO_SERIES_GEOMETRIC, 4, 10, 10, (const double[]) { 10, 1, 0.1, 0.01 });
  assert_series (ISO_SERIES_GEOMETRIC, 4, 1, 0.5, (const double[]) { 1, 2, 4, 8 });
  assert_series (ISO_SERIES_GEOMETRIC, 1, 7, NAN, (const double[]) { 7 });
  assert_series (ISO_SERIES_LINEAR, 5, 20, -4, (const double[]) { 20, 16, 12, 8, 4 });
  /* Ends at zero exactly, whatever is left of 0.1. */
  assert_series (ISO_SERIES_LINEAR, 4, 0.3, -0.1, (const double[]) { 0.3, 0.2, 0.1, 0 });
}

static void
assert_refused (IsoSeriesKind kind, guint n, double from, double change)
{
  const IsoDoseSeries series = { kind, n, from, change };
  g_autoptr (GError) error = NULL;
  double doses[ISO_SERIES_MAX_STEPS];

  g_assert_false (iso_dose_series_fill (&series, doses, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
}

static void
test_refused (void)
{
  assert_refused (ISO_SERIES_GEOMETRIC, 0, 1, 3);
  assert_refused (ISO_SERIES_GEOMETRIC, 1537, 1, 3);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, 0, 3);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, -1, 3);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, NAN, 3);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, 1, 1);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, 1, 0);
  assert_refused (ISO_SERIES_GEOMETRIC, 3, 1, NAN);
  assert_refused (ISO_SERIES_LINEAR, 3, 1, 0);
  assert_refused (ISO_SERIES_LINEAR, 4, 10, -5);
}

static void
test_change (void)
{
  /* 10 µM to 10 nM in 4 doses: tens. */
  iso_assert_close (iso_dose_series_change (ISO_SERIES_GEOMETRIC, 10e-6, 10e-9, 4), 10, 1e-12);
  iso_assert_close (iso_dose_series_change (ISO_SERIES_LINEAR, 20, 4, 5), -4, 1e-12);
  g_assert_true (isnan (iso_dose_series_change (ISO_SERIES_LINEAR, 20, 4, 1)));
  /* A ratio of 125 by fives is four levels. */
  g_assert_cmpuint (iso_dose_series_count (ISO_SERIES_GEOMETRIC, 125, 1, 5), ==, 4);
  g_assert_cmpuint (iso_dose_series_count (ISO_SERIES_GEOMETRIC, 1, 120, 5), ==, 3);
  g_assert_cmpuint (iso_dose_series_count (ISO_SERIES_LINEAR, 20, 0, -4), ==, 6);
  g_assert_cmpuint (iso_dose_series_count (ISO_SERIES_GEOMETRIC, 1, 1e300, 1.01), ==, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dose-series/fill", test_fill);
  g_test_add_func ("/dose-series/refused", test_refused);
  g_test_add_func ("/dose-series/change", test_change);
  return g_test_run ();
}
