/* test-iso-normalise.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "quality/iso-normalise.h"

#include "iso-test.h"

static const double vehicle[] = { 1.02, 1.05, 0.98, 1.01, 0.96, 1.04, 1.00, 1.03, 0.71 };
static const double killed[] = { 0.11, 0.12, 0.10 };
static const double blank[] = { 0.06, 0.05, 0.07 };

static void
fill (IsoPlateQuality *quality, gsize n_vehicle, gsize n_kill, IsoLocation location)
{
  iso_control_compute (vehicle, n_vehicle, location, &quality->vehicle);
  iso_control_compute (killed, n_kill, location, &quality->positive);
  iso_control_compute (blank, 3, location, &quality->blank);
  iso_plate_quality_compute (quality);
}

/* Worked by hand (nine vehicle wells, one of them bad): mean 0.9778, SD 0.1044, CV 10.67 %, Z' 0.605, S/B 8.89. */
static void
test_by_hand (void)
{
  IsoPlateQuality quality;

  fill (&quality, 9, 3, ISO_LOCATION_AUTO);
  g_assert_cmpfloat_with_epsilon (quality.vehicle.mean, 0.9778, 5e-5);
  g_assert_cmpfloat_with_epsilon (quality.vehicle.sd, 0.1044, 5e-5);
  g_assert_cmpfloat_with_epsilon (quality.vehicle.cv, 10.67, 5e-3);
  g_assert_cmpfloat_with_epsilon (quality.z_prime, 0.605, 5e-4);
  g_assert_cmpfloat_with_epsilon (quality.signal_to_background, 8.89, 5e-3);
  g_assert_false (quality.against_blank);

  fill (&quality, 8, 3, ISO_LOCATION_AUTO);
  g_assert_cmpfloat_with_epsilon (quality.z_prime, 0.865, 5e-4);
  g_assert_cmpfloat_with_epsilon (quality.vehicle.cv, 3.01, 5e-3);
}

/* The well of 0.55 is 53.4 % by the mean of the vehicles, 51.6 % by their median. */
static void
test_location (void)
{
  IsoPlateQuality quality;

  fill (&quality, 9, 3, ISO_LOCATION_MEAN);
  g_assert_cmpfloat_with_epsilon (100 * (0.55 - quality.blank.location) / (quality.vehicle.location - quality.blank.location), 53.4, 0.05);
  fill (&quality, 9, 3, ISO_LOCATION_MEDIAN);
  g_assert_cmpfloat_with_epsilon (100 * (0.55 - quality.blank.location) / (quality.vehicle.location - quality.blank.location), 51.6, 0.05);
  fill (&quality, 9, 3, ISO_LOCATION_AUTO);
  iso_assert_close (quality.vehicle.location, 1.01, 1e-12);
  iso_assert_close (quality.blank.location, 0.06, 1e-12);
  fill (&quality, 4, 3, ISO_LOCATION_AUTO);
  iso_assert_close (quality.vehicle.location, 1.015, 1e-12);
}

static void
test_blank_stands_in (void)
{
  IsoPlateQuality quality;

  fill (&quality, 8, 0, ISO_LOCATION_AUTO);
  g_assert_true (quality.against_blank);
  iso_assert_close (quality.signal_to_background, 1.01125 / 0.06, 1e-12);
}

/* A plate that was turned: no window, however far the blanks are from the cells. A kill that glows still is one. */
static void
test_blank_above (void)
{
  IsoPlateQuality quality;

  iso_control_compute (blank, 3, ISO_LOCATION_AUTO, &quality.vehicle);
  iso_control_compute (NULL, 0, ISO_LOCATION_AUTO, &quality.positive);
  iso_control_compute (vehicle, 8, ISO_LOCATION_AUTO, &quality.blank);
  iso_plate_quality_compute (&quality);
  g_assert_true (quality.against_blank && isnan (quality.z_prime) && quality.signal_to_background < 1);
  iso_control_compute (vehicle, 8, ISO_LOCATION_AUTO, &quality.positive);
  iso_plate_quality_compute (&quality);
  g_assert_true (quality.z_prime > 0.8);
}

static void
test_too_few (void)
{
  IsoPlateQuality quality;

  fill (&quality, 1, 3, ISO_LOCATION_AUTO);
  g_assert_true (isnan (quality.z_prime) && isnan (quality.vehicle.sd) && isnan (quality.vehicle.se));
  g_assert_true (isfinite (quality.signal_to_background));
  fill (&quality, 0, 3, ISO_LOCATION_AUTO);
  g_assert_true (isnan (quality.signal_to_background) && isnan (quality.vehicle.location));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/normalise/by-hand", test_by_hand);
  g_test_add_func ("/normalise/location", test_location);
  g_test_add_func ("/normalise/blank-stands-in", test_blank_stands_in);
  g_test_add_func ("/normalise/blank-above", test_blank_above);
  g_test_add_func ("/normalise/too-few", test_too_few);
  return g_test_run ();
}
