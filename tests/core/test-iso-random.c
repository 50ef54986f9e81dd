/* test-iso-random.c
 *
 * The first six outputs, coins and rolls of seed 42, stream 54 are those that the generator's author prints with the
 * demonstration program of the PCG paper's library.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-test.h"

static void
test_reference (void)
{
  static const guint32 expected[] = { 0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e };
  static const char coins[] = "HHTTTHTHHHTHTTTHHHHHTTTHHHTHTHTHTTHTTTHHHHHHTTTTHHTTTTTHTTTTTTTHT";
  static const char rolls[] = "341122324324335231315141564662633";
  IsoRandom random;

  iso_random_init (&random, 42, 54);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmphex (iso_random_next (&random), ==, expected[i]);
  for (gsize i = 0; coins[i] != '\0'; i++)
    g_assert_cmpint (coins[i], ==, iso_random_below (&random, 2) == 1 ? 'H' : 'T');
  for (gsize i = 0; rolls[i] != '\0'; i++)
    g_assert_cmpuint (iso_random_below (&random, 6) + 1, ==, (guint) (rolls[i] - '0'));
}

static void
test_shuffle (void)
{
  static const guint expected[] = { 15, 49, 18, 2, 55, 52, 51, 11 };
  guint items[60], seen[60] = { 0 };
  IsoRandom random;

  for (guint i = 0; i < 60; i++)
    items[i] = i;
  iso_random_init (&random, 20251201, 1);
  iso_random_shuffle (&random, items, 60);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (items[i], ==, expected[i]);
  for (guint i = 0; i < 60; i++)
    seen[items[i]]++;
  for (guint i = 0; i < 60; i++)
    g_assert_cmpuint (seen[i], ==, 1);

  iso_random_shuffle (&random, items, 1);
  iso_random_shuffle (&random, NULL, 0);
}

static void
test_streams (void)
{
  IsoRandom one, two, again;
  guint same = 0;

  iso_random_init (&one, 42, 1);
  iso_random_init (&two, 42, 2);
  iso_random_init (&again, 42, 1);
  for (guint i = 0; i < 1000; i++)
    {
      guint32 drawn = iso_random_next (&one);

      same += drawn == iso_random_next (&two);
      g_assert_cmphex (drawn, ==, iso_random_next (&again));
    }
  g_assert_cmpuint (same, <=, 1);
}

static void
test_below (void)
{
  guint counts[7] = { 0 };
  IsoRandom random;

  iso_random_init (&random, 7, 7);
  for (guint i = 0; i < 70000; i++)
    counts[iso_random_below (&random, 7)]++;
  for (guint i = 0; i < 7; i++)
    g_assert_cmpint (ABS ((int) counts[i] - 10000), <, 400);   /* four SD of the count are 370 */
  g_assert_cmpuint (iso_random_below (&random, 1), ==, 0);
}

static void
test_uniform (void)
{
  IsoRandom random;
  double sum = 0;

  /* From the first two outputs of the reference: 27 bits of the one, 26 of the other. */
  iso_random_init (&random, 42, 54);
  g_assert_cmpfloat (iso_random_uniform (&random), ==, ldexp ((double) (0xa15c02b7 >> 5), -27) + ldexp ((double) (0x7b47f409 >> 6), -53));

  for (guint i = 0; i < 10000; i++)
    {
      double drawn = iso_random_uniform (&random);

      g_assert_true (drawn >= 0 && drawn < 1);
      sum += drawn;
    }
  g_assert_cmpfloat (fabs (sum / 10000 - 0.5), <, 4 * 0.00289);
}

static void
test_normal (void)
{
  IsoRandom random;
  double sum = 0, squares = 0;
  guint within = 0;

  iso_random_init (&random, 1, 1);
  for (guint i = 0; i < 40000; i++)
    {
      double drawn = iso_random_normal (&random);

      g_assert_true (isfinite (drawn));
      sum += drawn;
      squares += drawn * drawn;
      within += fabs (drawn) < 1.959963984540054;
    }
  g_assert_cmpfloat (fabs (sum / 40000), <, 4 * 0.005);
  g_assert_cmpfloat (fabs (squares / 40000 - 1), <, 4 * 0.0071);
  g_assert_cmpfloat (fabs (within / 40000.0 - 0.95), <, 4 * 0.0011);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/random/reference", test_reference);
  g_test_add_func ("/random/shuffle", test_shuffle);
  g_test_add_func ("/random/streams", test_streams);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/random/uniform", test_uniform);
  g_test_add_func ("/random/normal", test_normal);
  return g_test_run ();
}
