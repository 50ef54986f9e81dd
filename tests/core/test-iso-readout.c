/* test-iso-readout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plate/iso-readout.h"

#include <math.h>

static void
test_flags (void)
{
  static const char *const words[ISO_N_READING_FLAGS] = { "", "empty", "overflow", "underflow", "masked", "missing", "error" };

  for (guint i = 0; i < ISO_N_READING_FLAGS; i++)
    g_assert_cmpstr (iso_reading_flag_word ((IsoReadingFlag) i), ==, words[i]);
}

static void
test_readings (void)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("a.txt", "gen5", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, NULL);
  IsoRead *read = iso_read_plate_add (plate, NULL, FALSE);

  g_assert_cmpstr (plate->name, ==, "");
  g_assert_cmpstr (read->label, ==, "");
  g_assert_true (iso_read_add (read, (IsoWell) { 1, 0 }, 3, ISO_FLAG_NONE, NULL, 12));
  g_assert_true (iso_read_add (read, (IsoWell) { 0, 2 }, NAN, ISO_FLAG_OVERFLOW, g_strdup ("OVRFLW"), 11));
  g_assert_true (iso_read_add (read, (IsoWell) { 0, 1 }, 1, ISO_FLAG_NONE, NULL, 11));
  g_assert_false (iso_read_add (read, (IsoWell) { 0, 2 }, 9, ISO_FLAG_NONE, g_strdup ("again"), 13));

  iso_read_sort (read);
  g_assert_cmpuint (read->readings->len, ==, 3);
  g_assert_cmpfloat (g_array_index (read->readings, IsoReading, 0).value, ==, 1);
  g_assert_cmpstr (g_array_index (read->readings, IsoReading, 1).token, ==, "OVRFLW");
  g_assert_cmpfloat (g_array_index (read->readings, IsoReading, 2).value, ==, 3);

  g_assert_cmpint (iso_read_get (read, (IsoWell) { 0, 2 })->flag, ==, ISO_FLAG_OVERFLOW);
  g_assert_cmpuint (iso_read_get (read, (IsoWell) { 1, 0 })->line, ==, 12);
  g_assert_null (iso_read_get (read, (IsoWell) { 5, 5 }));
}

static void
test_find (void)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("a.txt", "gen5", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P1");
  IsoReadPlate *derived = iso_readout_add_plate (readout, "P2");
  IsoReadPlate *bare = iso_readout_add_plate (readout, "P3");
  IsoRead *reduced = iso_read_plate_add (plate, "562-650", TRUE);
  IsoRead *measured = iso_read_plate_add (plate, "562", FALSE);
  IsoRead *mean = iso_read_plate_add (derived, "Mean", TRUE);

  g_assert_true (iso_read_plate_find (plate, NULL) == measured);
  g_assert_true (iso_read_plate_find (plate, "562-650") == reduced);
  g_assert_null (iso_read_plate_find (plate, "650"));
  g_assert_true (iso_read_plate_find (derived, NULL) == mean);
  g_assert_null (iso_read_plate_find (bare, NULL));
  g_assert_cmpuint (readout->plates->len, ==, 3);
}

static void
test_axis (void)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("a.txt", "gen5", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P1");
  IsoRead *time = iso_read_plate_add (plate, "485@x@t=90.5s", FALSE);
  IsoRead *spectrum = iso_read_plate_add (plate, "od@300nm", FALSE);
  IsoRead *neither = iso_read_plate_add (plate, "mail@nm", FALSE);
  IsoRead *given = iso_read_plate_add (plate, "Lum|rep=2", FALSE);

  g_assert_cmpstr (time->series, ==, "485@x");
  g_assert_cmpfloat (time->time, ==, 90.5);
  g_assert_true (isnan (time->wavelength));
  g_assert_cmpstr (spectrum->series, ==, "od");
  g_assert_cmpfloat (spectrum->wavelength, ==, 300);
  g_assert_null (neither->series);
  iso_read_set_time (given, "Lum", 60);
  g_assert_cmpstr (given->series, ==, "Lum");
  g_assert_cmpfloat (given->time, ==, 60);
}

/* Names of pictures are no signal to begin with. */
static void
test_find_words (void)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("a.txt", "kaleido", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P1");
  IsoRead *words = iso_read_plate_add (plate, "IMG", FALSE);
  IsoRead *numbers = iso_read_plate_add (plate, "Count", FALSE);

  iso_read_add (words, (IsoWell) { 0, 0 }, NAN, ISO_FLAG_ERROR, g_strdup ("a.tiff"), 1);
  iso_read_add (numbers, (IsoWell) { 0, 0 }, 7, ISO_FLAG_NONE, NULL, 2);
  g_assert_true (iso_read_plate_find (plate, NULL) == numbers);
  g_assert_false (iso_read_has_value (words));
}

static void
test_drop_empty (void)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("plate.txt", "gen5", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "Plate 1");
  IsoRead *kept, *second;

  iso_read_plate_add (plate, "450", FALSE);
  kept = iso_read_plate_add (plate, "600", FALSE);
  iso_read_plate_add (plate, "650", FALSE);
  second = iso_read_plate_add (plate, "450", FALSE);
  g_assert_true (iso_read_add (kept, (IsoWell) { 0, 0 }, 1, ISO_FLAG_NONE, NULL, 1));
  g_assert_true (iso_read_add (second, (IsoWell) { 0, 0 }, 2, ISO_FLAG_NONE, NULL, 2));
  iso_read_plate_drop_empty (plate);
  g_assert_cmpuint (plate->reads->len, ==, 2);
  g_assert_true (g_ptr_array_index (plate->reads, 0) == kept);
  g_assert_true (iso_read_plate_find (plate, "450") == second);
  g_assert_null (iso_read_plate_find (plate, "650"));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/readout/flags", test_flags);
  g_test_add_func ("/readout/readings", test_readings);
  g_test_add_func ("/readout/find", test_find);
  g_test_add_func ("/readout/axis", test_axis);
  g_test_add_func ("/readout/find-words", test_find_words);
  g_test_add_func ("/readout/drop-empty", test_drop_empty);
  return g_test_run ();
}
