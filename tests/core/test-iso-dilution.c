/* test-iso-dilution.c - worked by hand, with the numbers in the comments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dilution.h"
#include "iso-test.h"

#define UL 1000.0
#define ML 1e6

static void
test_prefactor (void)
{
  iso_assert_close (iso_dilution_prefactor (100 * UL, 200 * UL), 2, 1e-15);
  iso_assert_close (iso_dilution_prefactor (50 * UL, 200 * UL), 4, 1e-15);
}

/* Afatinib's working solutions of 0.002 to 20 µM, 50 µL onto 50 µL of cells, are 0.001 to 10 µM in the well: JoVE 20236. */
static void
test_published (void)
{
  static const double working[] = { 0.002, 0.02, 0.2, 2, 20 };
  static const double final[] = { 0.001, 0.01, 0.1, 1, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (working); i++)
    iso_assert_close (working[i], final[i] * iso_dilution_prefactor (50 * UL, 100 * UL), 1e-15);
}

static void
test_levels (void)
{
  g_assert_cmpuint (iso_dilution_levels (125, 5), ==, 4);
  g_assert_cmpuint (iso_dilution_levels (1000, sqrt (10)), ==, 7);   /* half-logs */
  g_assert_cmpuint (iso_dilution_levels (16, 2), ==, 5);
  g_assert_cmpuint (iso_dilution_levels (17, 2), ==, 6);
  g_assert_cmpuint (iso_dilution_levels (1, 2), ==, 1);
}

/* Three wells of 100 µL, 20 % more, 40 µL dead: 400 µL. Carried 400, made 800. */
static void
test_series (void)
{
  const double factors[] = { 2, 2, 2, 2 };
  double keep[5], carried[5], made[5];

  keep[0] = iso_dilution_keep (3, 100 * UL, 0.2, 40 * UL, 10 * UL);
  iso_assert_close (keep[0], 400 * UL, 1e-15);
  iso_assert_close (iso_dilution_keep (18, 50 * UL, 0.1, 60 * UL, 10 * UL), 1050 * UL, 1e-15);
  for (guint i = 1; i < 5; i++)
    keep[i] = keep[0];
  iso_dilution_series (5, factors, keep, carried, made);
  for (guint i = 0; i < 5; i++)
    {
      iso_assert_close (made[i], 800 * UL, 1e-12);
      iso_assert_close (carried[i], i > 0 ? 400 * UL : 0, 1e-12);
    }
}

/* Unequal steps and unequal needs: nothing falls short of what it keeps, and concentrations fall as asked. */
static void
test_uneven_series (void)
{
  const double factors[] = { 10, 2, 3.1623 };
  const double keep[] = { 100, 900, 50, 700 };
  double carried[4], made[4];

  iso_dilution_series (4, factors, keep, carried, made);
  for (guint i = 0; i < 4; i++)
    {
      double left = made[i] - (i < 3 ? carried[i + 1] : 0);

      g_assert_cmpfloat (left, >=, keep[i] - 1e-9);
      if (i > 0)
        iso_assert_close (made[i] / carried[i], factors[i - 1], 1e-12);
    }
}

/* Half-log by the definition, 10^0.5; peers have been seen to take two thirds for it. */
static void
test_errors (void)
{
  iso_assert_close (iso_dilution_random_error (0, 0.02, 0.02, 2, 5), 0.0316, 2e-3);   /* sqrt (5 * 0.25 * 0.0008) */
  iso_assert_close (iso_dilution_bias (0.03, 0, 3.162, 8), 0.164, 1e-2);              /* 8 * 0.684 * 0.03 */
  iso_assert_close (iso_dilution_ceiling (10e-3, 0.0005), 5e-6, 1e-12);
}

static void
test_rounding (void)
{
  iso_assert_close (iso_dilution_round (3.16 * 1, 2.5), 2.5, 1e-15);
  iso_assert_close (iso_dilution_round (0.63, 2.5), 0, 1e-15);
  iso_assert_close (iso_dilution_round (1.25, 2.5), 2.5, 1e-15);
  iso_assert_close (iso_dilution_round (-1.25, 2.5), -2.5, 1e-15);
  iso_assert_close (iso_dilution_round (3.7, 0), 3.7, 1e-15);
  iso_assert_close (iso_dilution_round_up (400.0000000001, 10), 400, 1e-15);
  iso_assert_close (iso_dilution_round_up (400.1, 10), 410, 1e-15);
}

static void
check_pipetting (double volume, const char *name, guint parts, double rounded, IsoTransferGrade grade)
{
  IsoPipetting pipetting;
  guint n;
  const IsoPipette *pipettes = iso_pipettes_default (&n);

  iso_pipetting_choose (pipettes, n, volume, 1 * UL, &pipetting);
  g_assert_cmpstr (pipetting.pipette->name, ==, name);
  g_assert_cmpuint (pipetting.parts, ==, parts);
  iso_assert_close (pipetting.volume, rounded, 1e-12);
  g_assert_cmpint (pipetting.grade, ==, grade);
}

static void
test_pipettes (void)
{
  check_pipetting (1.28 * UL, "P2", 1, 1.28 * UL, ISO_TRANSFER_FINE);
  check_pipetting (0.64 * UL, "P2", 1, 0.64 * UL, ISO_TRANSFER_TOO_SMALL);
  check_pipetting (0.0005 * UL, "P2", 1, 0, ISO_TRANSFER_TOO_SMALL);
  check_pipetting (2 * UL, "P2", 1, 2 * UL, ISO_TRANSFER_FINE);
  check_pipetting (2.01 * UL, "P10", 1, 2.02 * UL, ISO_TRANSFER_FINE);
  check_pipetting (20.1 * UL, "P200", 1, 20.2 * UL, ISO_TRANSFER_FINE);
  check_pipetting (400 * UL, "P1000", 1, 400 * UL, ISO_TRANSFER_FINE);
  check_pipetting (2.5 * ML, "P1000", 3, 3 * 833 * UL, ISO_TRANSFER_FINE);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dilution/prefactor", test_prefactor);
  g_test_add_func ("/dilution/published", test_published);
  g_test_add_func ("/dilution/levels", test_levels);
  g_test_add_func ("/dilution/series", test_series);
  g_test_add_func ("/dilution/uneven-series", test_uneven_series);
  g_test_add_func ("/dilution/errors", test_errors);
  g_test_add_func ("/dilution/rounding", test_rounding);
  g_test_add_func ("/dilution/pipettes", test_pipettes);
  return g_test_run ();
}
