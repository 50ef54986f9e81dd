/* test-iso-exp-array.c - against exp () of the C library, which is right to less than one unit of the last place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-exp-array.h"

#include "base/iso-random.h"
#include "iso-test.h"

#include <string.h>

#define LONGEST 19

/* How many doubles lie between two of them; they have one sign. */
static guint64
count_between (double one, double two)
{
  guint64 bits[2];

  memcpy (&bits[0], &one, sizeof one);
  memcpy (&bits[1], &two, sizeof two);
  return bits[0] > bits[1] ? bits[0] - bits[1] : bits[1] - bits[0];
}

static void
test_whole_range (void)
{
  /* From what is 0 to what is endless: ln of the smallest double is -744.44, of the largest 709.78. */
  const double from = -750, to = 715;
  const guint n = 1 << 16;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  guint64 worst = 0;
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (guint round = 0; round < 4; round++)
    {
      for (guint i = 0; i < n; i++)
        x[i] = from + (to - from) * (i + iso_random_uniform (&random)) / n;
      iso_exp_array (x, y, n);
      for (guint i = 0; i < n; i++)
        worst = MAX (worst, count_between (y[i], exp (x[i])));
    }
  g_test_message ("largest error %" G_GUINT64_FORMAT " units of the last place", worst);
  g_assert_cmpuint (worst, <=, ISO_EXP_ARRAY_ULPS);

  /* Near 0, where curves mostly are, and where 1 + x must not lose x. */
  for (guint i = 0; i < n; i++)
    x[i] = ldexp (iso_random_uniform (&random) - 0.5, -(int) (i % 60));
  iso_exp_array (x, y, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (count_between (y[i], exp (x[i])), <=, ISO_EXP_ARRAY_ULPS);
}

static void
test_ends (void)
{
  const double x[] = { 0, -0.0, INFINITY, -INFINITY, NAN, 709.78, 709.79, 1e308, -708.3, -708.5, -745.1, -745.2, -1e308, 1e-320 };
  double y[G_N_ELEMENTS (x)];

  iso_exp_array (x, y, G_N_ELEMENTS (x));
  g_assert_cmpfloat (y[0], ==, 1);
  g_assert_cmpfloat (y[1], ==, 1);
  g_assert_cmpfloat (y[2], ==, INFINITY);
  g_assert_cmpfloat (y[3], ==, 0);
  g_assert_true (isnan (y[4]));
  g_assert_true (isfinite (y[5]));
  g_assert_cmpfloat (y[6], ==, INFINITY);
  g_assert_cmpfloat (y[7], ==, INFINITY);
  g_assert_cmpfloat (y[10], >, 0);
  g_assert_cmpfloat (y[11], ==, 0);
  g_assert_cmpfloat (y[12], ==, 0);
  g_assert_cmpfloat (y[13], ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (x); i++)
    {
      if (i != 4)
        g_assert_cmpuint (count_between (y[i], exp (x[i])), <=, ISO_EXP_ARRAY_ULPS);
    }
}

/* Every length, from every place in memory, beside every neighbour: bit for bit what the number gives alone. */
static void
test_alone_and_among_others (void)
{
  const double values[] = { -745, -710, -40.5, -3, -1e-3, 0, 0.7, 2, 39, 709, 800, -800, NAN, INFINITY, -INFINITY };
  double x[LONGEST + 8], y[LONGEST + 8];
  IsoRandom random;

  iso_random_init (&random, 2, 1);
  for (guint round = 0; round < 50; round++)
    for (guint n = 1; n <= LONGEST; n++)
      for (guint first = 0; first < 4; first++)
        {
          for (guint i = 0; i < n; i++)
            x[first + i] = iso_random_below (&random, 2) == 0 ? values[iso_random_below (&random, G_N_ELEMENTS (values))]
                                                              : 50 * iso_random_normal (&random);
          y[first + n] = 12345;
          iso_exp_array (x + first, y + first, n);
          g_assert_cmpfloat (y[first + n], ==, 12345);
          for (guint i = 0; i < n; i++)
            {
              double alone;

              iso_exp_array (x + first + i, &alone, 1);
              g_assert_true (memcmp (&alone, &y[first + i], sizeof alone) == 0);
            }
          iso_exp_array (x + first, x + first, n);
          g_assert_true (memcmp (x + first, y + first, n * sizeof *x) == 0);
        }
  iso_exp_array (NULL, NULL, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/exp-array/whole-range", test_whole_range);
  g_test_add_func ("/exp-array/ends", test_ends);
  g_test_add_func ("/exp-array/alone-and-among-others", test_alone_and_among_others);
  return g_test_run ();
}
