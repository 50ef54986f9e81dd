/* test-iso-read-pick.c - one read of a kinetic or a spectrum
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plate/iso-read-pick.h"

#include <math.h>

#define A1 ((IsoWell) { 0, 0 })
#define A2 ((IsoWell) { 0, 1 })

/* "450" at 0, 60 and 120 s: A1 rises by 0.1 a minute, A2 goes over the range; an endpoint; "od" at 300 and 310 nm. */
static IsoReadout *
make_readout (void)
{
  static const double values[] = { 0.5, 0.6, 0.7 };
  IsoReadout *readout = iso_readout_new ("a.txt", "gen5", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P1");

  plate->format = iso_plate_format_find (96);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *label = g_strdup_printf ("450@t=%us", i * 60);
      IsoRead *read = iso_read_plate_add (plate, label, FALSE);

      iso_read_add (read, A1, values[i], ISO_FLAG_NONE, NULL, 10 + i);
      if (i < 2)
        iso_read_add (read, A2, i == 0 ? 3 : NAN, i == 0 ? ISO_FLAG_NONE : ISO_FLAG_OVERFLOW, i == 0 ? NULL : g_strdup ("OVER"), 20 + i);
    }
  iso_read_add (iso_read_plate_add (plate, "600", FALSE), A1, 9, ISO_FLAG_NONE, NULL, 30);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *label = g_strdup_printf ("od@%unm", 300 + i * 10);

      iso_read_add (iso_read_plate_add (plate, label, FALSE), A1, i == 0 ? 5 : 4, ISO_FLAG_NONE, NULL, 40 + i);
    }
  return readout;
}

static const IsoRead *
get_read (const IsoReadout *readout, guint index, const char *label)
{
  const IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);
  const IsoRead *read = g_ptr_array_index (plate->reads, index);

  g_assert_cmpstr (read->label, ==, label);
  return read;
}

static guint
pick (IsoReadout *readout, IsoPickHow how, double time, double wavelength)
{
  return iso_readout_pick (readout, &(IsoReadPick) { how, time, wavelength });
}

static guint
count_reads (const IsoReadout *readout)
{
  return ((IsoReadPlate *) g_ptr_array_index (readout->plates, 0))->reads->len;
}

static void
test_nearest (void)
{
  g_autoptr (IsoReadout) readout = make_readout ();

  g_assert_cmpuint (pick (readout, ISO_PICK_ALL, NAN, NAN), ==, 0);
  g_assert_cmpuint (count_reads (readout), ==, 6);
  g_assert_cmpuint (pick (readout, ISO_PICK_NEAREST, 80, NAN), ==, 1);
  g_assert_cmpuint (count_reads (readout), ==, 4);
  g_assert_cmpfloat (iso_read_get (get_read (readout, 0, "450@t=60s"), A1)->value, ==, 0.6);
  get_read (readout, 1, "600");
  /* The earlier of two that are equally near; labels still lead to their reads. */
  g_assert_cmpuint (pick (readout, ISO_PICK_NEAREST, NAN, 305), ==, 1);
  get_read (readout, 2, "od@300nm");
  g_assert_nonnull (iso_read_plate_find (g_ptr_array_index (readout->plates, 0), "od@300nm"));
  g_assert_null (iso_read_plate_find (g_ptr_array_index (readout->plates, 0), "od@310nm"));
}

static void
test_ends (void)
{
  g_autoptr (IsoReadout) first = make_readout ();
  g_autoptr (IsoReadout) last = make_readout ();

  g_assert_cmpuint (pick (first, ISO_PICK_FIRST, NAN, NAN), ==, 2);
  get_read (first, 0, "450@t=0s");
  g_assert_cmpuint (pick (last, ISO_PICK_LAST, NAN, NAN), ==, 2);
  get_read (last, 0, "450@t=120s");
  get_read (last, 2, "od@310nm");
}

static void
test_maximum (void)
{
  g_autoptr (IsoReadout) readout = make_readout ();
  const IsoRead *read;

  g_assert_cmpuint (pick (readout, ISO_PICK_MAXIMUM, NAN, NAN), ==, 2);
  g_assert_cmpuint (count_reads (readout), ==, 3);
  read = get_read (readout, 0, "450, maximum");
  g_assert_true (read->calculated);
  g_assert_cmpfloat (iso_read_get (read, A1)->value, ==, 0.7);
  g_assert_cmpuint (iso_read_get (read, A1)->line, ==, 12);
  g_assert_cmpint (iso_read_get (read, A2)->flag, ==, ISO_FLAG_OVERFLOW);
  g_assert_cmpstr (iso_read_get (read, A2)->token, ==, "OVER");
  g_assert_cmpfloat (iso_read_get (get_read (readout, 2, "od, maximum"), A1)->value, ==, 5);
}

static void
test_slope (void)
{
  g_autoptr (IsoReadout) readout = make_readout ();
  const IsoRead *read;

  /* Not of the spectrum. */
  g_assert_cmpuint (pick (readout, ISO_PICK_SLOPE, NAN, NAN), ==, 1);
  g_assert_cmpuint (count_reads (readout), ==, 4);
  read = get_read (readout, 0, "450, slope per hour");
  /* 0.1 in a minute are 6 in an hour. */
  iso_assert_close (iso_read_get (read, A1)->value, 6, 1e-12);
  g_assert_cmpint (iso_read_get (read, A2)->flag, ==, ISO_FLAG_MISSING);
  get_read (readout, 2, "od@300nm");
}

static void
test_turn (void)
{
  g_autoptr (IsoReadout) readout = make_readout ();
  IsoReadPlate *plate = g_ptr_array_index (readout->plates, 0);
  const IsoRead *read = get_read (readout, 0, "450@t=0s");

  iso_read_plate_turn (plate);
  g_assert_null (iso_read_get (read, A1));
  g_assert_cmpfloat (iso_read_get (read, (IsoWell) { 7, 11 })->value, ==, 0.5);
  g_assert_cmpfloat (iso_read_get (read, (IsoWell) { 7, 10 })->value, ==, 3);
  iso_read_plate_turn (plate);
  g_assert_cmpfloat (iso_read_get (read, A1)->value, ==, 0.5);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/read-pick/nearest", test_nearest);
  g_test_add_func ("/read-pick/ends", test_ends);
  g_test_add_func ("/read-pick/maximum", test_maximum);
  g_test_add_func ("/read-pick/slope", test_slope);
  g_test_add_func ("/read-pick/turn", test_turn);
  return g_test_run ();
}
