/* test-iso-plate-notice.c - turned and swapped plates in simulated experiments, and other findings before an import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-test.h"
#include "plate/iso-plate-notice.h"

#include <math.h>
#include <string.h>

#define N_DESIGNS 500

typedef struct
{
  IsoLayout *layout;
  double     viability[1536];
  gboolean   turned;
} Simulated;

/* A plate of 96 or 384 wells with one to three drugs, six to ten doses three-fold apart, two to four replicates, vehicle and blanks; the
 * wells in order, row by row, or by chance; one drug in five without effect. */
static Simulated *
simulate (IsoRandom *random)
{
  Simulated *plate = g_new0 (Simulated, 1);
  const IsoPlateFormat *format = iso_plate_format_find (iso_random_below (random, 3) == 0 ? 384 : 96);
  guint drugs = 1 + iso_random_below (random, 3);
  guint doses = 6 + iso_random_below (random, 5);
  guint replicates = format->wells == 384 ? 4 : drugs == 3 ? 2 : 2 + iso_random_below (random, 2);
  gboolean by_chance = iso_random_below (random, 2) == 0;
  g_autofree guint *order = g_new (guint, format->wells);
  guint next = 0;

  plate->layout = iso_layout_new ("P", "1", format);
  for (guint i = 0; i < format->wells; i++)
    order[i] = i;
  if (by_chance)
    iso_random_shuffle (random, order, format->wells);
  for (guint drug = 0; drug < drugs; drug++)
    {
      double middle = iso_random_uniform (random) * doses;
      double hill = 0.8 + 1.5 * iso_random_uniform (random);
      double depth = iso_random_below (random, 5) == 0 ? 0 : 0.6 + 0.4 * iso_random_uniform (random);

      for (guint k = 0; k < doses * replicates && next < format->wells; k++)
        {
          IsoLayoutWell *well = &plate->layout->wells[order[next]];
          guint level = k % doses;

          well->role = ISO_ROLE_TREATED;
          well->n_doses = 1;
          well->doses[0] = (IsoDose) { drug, pow (3, level), NAN, NAN };
          plate->viability[order[next++]] = 1 - depth / (1 + pow (3, hill * (middle - level)));
        }
    }
  for (guint k = 0; k < 12 && next < format->wells; k++, next++)
    {
      plate->layout->wells[order[next]].role = k < 8 ? ISO_ROLE_VEHICLE : ISO_ROLE_BLANK;
      plate->viability[order[next]] = k < 8 ? 1 : 0;
    }
  for (guint i = 0; i < format->wells; i++)
    plate->layout->wells[i].sample = 0;
  return plate;
}

static void
free_simulated (Simulated *plate)
{
  iso_layout_free (plate->layout);
  g_free (plate);
}

/* All wells are read: unused ones hold medium. Noise of 5 to 15 % of the signal. */
static IsoRead *
read_plate (const Simulated *simulated, IsoRandom *random, gboolean turned, IsoReadPlate *plate)
{
  const IsoPlateFormat *format = simulated->layout->format;
  double noise = 0.05 + 0.1 * iso_random_uniform (random);
  IsoRead *read = iso_read_plate_add (plate, "450", FALSE);

  for (guint i = 0; i < format->wells; i++)
    {
      guint at = turned ? format->wells - 1 - i : i;
      double signal = 0.05 + simulated->viability[i];

      iso_read_add (read, (IsoWell) { (guint8) (at / format->columns), (guint8) (at % format->columns) }, signal * (1 + noise * iso_random_normal (random)),
                    ISO_FLAG_NONE, NULL, 1);
    }
  iso_read_sort (read);
  return read;
}

/* On 500 designs with noise, turned plates are noticed in at least 95 of 100 where the layout allows it, with less than one false alarm in
 * 100 plates that stood as they should. */
static void
test_turned (void)
{
  IsoRandom random;
  guint possible = 0;
  guint noticed = 0;
  guint alarms = 0;

  iso_random_init (&random, 20261121, 1);
  for (guint i = 0; i < N_DESIGNS; i++)
    {
      Simulated *simulated = simulate (&random);
      g_autoptr (IsoReadout) readout = iso_readout_new ("x", "grid", 1);
      IsoReadPlate *plate = iso_readout_add_plate (readout, "P");
      gboolean can = iso_plate_can_tell_turned (simulated->layout);
      IsoRead *turned = read_plate (simulated, &random, TRUE, plate);
      IsoRead *straight = read_plate (simulated, &random, FALSE, plate);

      possible += can;
      noticed += can && iso_plate_seems_turned (simulated->layout, turned);
      alarms += iso_plate_seems_turned (simulated->layout, straight);
      free_simulated (simulated);
    }
  g_test_message ("turned: %u of %u layouts can tell; noticed %u; false alarms %u of %u", possible, N_DESIGNS, noticed, alarms, N_DESIGNS);
  g_assert_cmpuint (possible, >, N_DESIGNS / 2);
  g_assert_cmpuint (noticed * 100, >=, possible * 95);
  g_assert_cmpuint (alarms * 100, <, N_DESIGNS);
}

static void
test_swapped (void)
{
  IsoRandom random;
  guint possible = 0;
  guint noticed = 0;
  guint alarms = 0;

  iso_random_init (&random, 20261121, 2);
  for (guint i = 0; i < N_DESIGNS; i++)
    {
      Simulated *one = simulate (&random);
      Simulated *two = simulate (&random);
      g_autoptr (IsoReadout) readout = iso_readout_new ("x", "grid", 1);
      IsoReadPlate *plate = iso_readout_add_plate (readout, "P");
      gboolean same_size = one->layout->format == two->layout->format;
      IsoRead *first = read_plate (one, &random, FALSE, plate);
      IsoRead *second = read_plate (two, &random, FALSE, plate);

      possible += same_size;
      noticed += iso_plate_seem_swapped (one->layout, second, two->layout, first);
      alarms += iso_plate_seem_swapped (one->layout, first, two->layout, second);
      g_assert_false (iso_plate_seem_swapped (one->layout, first, one->layout, first));
      free_simulated (one);
      free_simulated (two);
    }
  g_test_message ("swapped: %u of %u pairs of the same size; noticed %u; false alarms %u", possible, N_DESIGNS, noticed, alarms);
  g_assert_cmpuint (noticed * 100, >=, possible * 95);
  g_assert_cmpuint (alarms * 100, <, possible);
}

/* Plates of nothing but noise: nothing to notice. */
static void
test_noise (void)
{
  IsoRandom random;
  guint alarms = 0;

  iso_random_init (&random, 20261121, 3);
  for (guint i = 0; i < N_DESIGNS; i++)
    {
      Simulated *simulated = simulate (&random);
      g_autoptr (IsoReadout) readout = iso_readout_new ("x", "grid", 1);

      for (guint k = 0; k < simulated->layout->format->wells; k++)
        simulated->viability[k] = 1;
      alarms += iso_plate_seems_turned (simulated->layout, read_plate (simulated, &random, FALSE, iso_readout_add_plate (readout, "P")));
      free_simulated (simulated);
    }
  g_test_message ("noise: false alarms %u of %u", alarms, N_DESIGNS);
  g_assert_cmpuint (alarms * 100, <, N_DESIGNS);
}

/* Only the wells in use were read, and they lie at the other end of the plate. */
static void
test_part (void)
{
  g_autoptr (IsoLayout) layout = iso_layout_new ("P", "1", iso_plate_format_find (96));
  g_autoptr (IsoReadout) readout = iso_readout_new ("x", "grid", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P");
  IsoRead *read = iso_read_plate_add (plate, "450", FALSE);

  for (guint i = 0; i < 24; i++)
    {
      layout->wells[i].role = ISO_ROLE_VEHICLE;
      iso_read_add (read, (IsoWell) { (guint8) ((95 - i) / 12), (guint8) ((95 - i) % 12) }, i, ISO_FLAG_NONE, NULL, 1);
    }
  plate->format = layout->format;
  g_assert_true (iso_plate_seems_turned (layout, read));
  iso_read_plate_turn (plate);
  g_assert_false (iso_plate_seems_turned (layout, read));
}

static gboolean
has_code (const GPtrArray *list, const char *code)
{
  for (guint i = 0; i < list->len; i++)
    {
      if (strcmp (((const IsoMessage *) g_ptr_array_index (list, i))->code, code) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
test_notices (void)
{
  g_autoptr (IsoLayout) layout = iso_layout_new ("P", "1", iso_plate_format_find (6));
  g_autoptr (IsoReadout) readout = iso_readout_new ("x", "grid", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P");
  IsoRead *good = iso_read_plate_add (plate, "good", FALSE);
  IsoRead *bad = iso_read_plate_add (plate, "bad", FALSE);
  IsoRead *percent = iso_read_plate_add (plate, "percent", FALSE);
  IsoRead *of_vehicle = iso_read_plate_add (plate, "of vehicle", FALSE);
  IsoRead *density = iso_read_plate_add (plate, "density", FALSE);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) viability = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) dense = NULL;

  for (guint i = 0; i < 6; i++)
    {
      IsoWell well = { (guint8) (i / 3), (guint8) (i % 3) };

      layout->wells[i].role = i < 3 ? ISO_ROLE_VEHICLE : i < 5 ? ISO_ROLE_BLANK : ISO_ROLE_TREATED;
      iso_read_add (good, well, i < 3 ? 1.2 : 0.05, ISO_FLAG_NONE, NULL, 1);
      iso_read_add (bad, well, i == 5 ? NAN : i < 3 ? 0.1 : 0.9, i == 5 ? ISO_FLAG_OVERFLOW : ISO_FLAG_NONE, NULL, 1);
      iso_read_add (of_vehicle, well, i < 3 ? 99 + i : i < 5 ? 4.5 : 40, ISO_FLAG_NONE, NULL, 1);
      iso_read_add (density, well, i < 3 ? 0.999 + i * 0.001 : i < 5 ? 0.045 : 0.4, ISO_FLAG_NONE, NULL, 1);
      iso_read_add (percent, well, i < 3 ? 99 + i : i < 5 ? 0 : 40, ISO_FLAG_NONE, NULL, 1);
    }
  none = iso_plate_notice (layout, good, "P");
  two = iso_plate_notice (layout, bad, "P");
  viability = iso_plate_notice (layout, percent, "P");
  kept = iso_plate_notice (layout, of_vehicle, "P");
  dense = iso_plate_notice (layout, density, "P");
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_true (has_code (two, "saturated") && has_code (two, "blank-above-vehicle"));
  g_assert_cmpuint (viability->len, ==, 1);
  g_assert_true (has_code (viability, "viability-not-signal"));
  g_assert_true (has_code (kept, "viability-not-signal"));
  g_assert_cmpuint (dense->len, ==, 0);
  g_assert_true (iso_plate_same_readings (good, good));
  g_assert_false (iso_plate_same_readings (good, bad));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/plate-notice/turned", test_turned);
  g_test_add_func ("/plate-notice/swapped", test_swapped);
  g_test_add_func ("/plate-notice/noise", test_noise);
  g_test_add_func ("/plate-notice/part", test_part);
  g_test_add_func ("/plate-notice/notices", test_notices);
  return g_test_run ();
}
