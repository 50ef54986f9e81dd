/* test-iso-typed-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-typed-number.h"
#include "iso-test.h"

#include <string.h>

typedef struct
{
  const char *text;
  double      point;   /* for a person who sees a point; NaN: two readings */
  double      comma;   /* who sees a comma */
} Case;

static void
test_reads (void)
{
  static const Case cases[] = {
    { "12", 12, 12 }, { " 0.5 ", 0.5, 0.5 }, { "0,5", 0.5, 0.5 }, { "-1,25", -1.25, -1.25 }, { "−3", -3, -3 }, { "1e3", 1e3, 1e3 },
    { "1,25e-3", 1.25e-3, 1.25e-3 }, { "1.250", 1.25, NAN }, { "1,250", NAN, 1.25 }, { "20,000", NAN, 20 }, { "20.000", 20, NAN },
    { "0,125", 0.125, 0.125 }, { "0.125", 0.125, 0.125 }, { "1,2500", 1.25, 1.25 }, { "1234,567", 1234.567, 1234.567 },
    { "1,250,000", 1.25e6, 1.25e6 }, { "1.250.000", 1.25e6, 1.25e6 }, { "1,250.5", 1250.5, 1250.5 }, { "1.250,5", 1250.5, 1250.5 },
    { "20 000", 2e4, 2e4 }, { "20\302\240000", 2e4, 2e4 }, { "20\342\200\257000", 2e4, 2e4 }, { "20'000", 2e4, 2e4 },
    { "20’000,5", 20000.5, 20000.5 }, { "1 250,125", 1250.125, 1250.125 }, { "1.250e3", 1250, 1250 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const double expected[] = { [ISO_DECIMAL_POINT] = cases[i].point, [ISO_DECIMAL_COMMA] = cases[i].comma };

      for (IsoDecimal own = ISO_DECIMAL_POINT; own <= ISO_DECIMAL_COMMA; own++)
        {
          g_autoptr (GError) error = NULL;
          double value = 42;

          g_assert_cmpint (iso_typed_number (cases[i].text, own, NULL, &value, NULL, &error), ==, !isnan (expected[own]));
          g_assert_cmpfloat (value, ==, isnan (expected[own]) ? 42 : expected[own]);
          g_assert_cmpint (error != NULL, ==, isnan (expected[own]));
        }
    }
}

/* The sentence names both numbers, in the signs of the person. */
static void
test_says_both_readings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  double value;

  g_assert_false (iso_typed_number ("20,000", ISO_DECIMAL_POINT, "own sentence", &value, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_assert_cmpstr (error->message, ==, "“20,000” can be “20000” or “20.000”. Write it without a sign between the thousands.");
  g_assert_false (iso_typed_number ("-1.250", ISO_DECIMAL_COMMA, NULL, &value, NULL, &other));
  g_assert_cmpstr (other->message, ==, "“-1.250” can be “-1250” or “-1,250”. Write it without a sign between the thousands.");
}

static void
test_refuses (void)
{
  static const char *const texts[] = {
    "", " ", "nM", "1.2.3", "1,2,3", "1.2,3,4", "12 34", "1 25", "1234,567,890", ",250,000", "1,250,00", "1.250 000", "1,250.000.000", "1e",
    "1-2", "5 %", "0x10", "inf", "٣", "1_000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      double value = 42;

      g_assert_false (iso_typed_number (texts[i], ISO_DECIMAL_POINT, "No: {1}", &value, NULL, &error));
      g_assert_true (g_str_has_prefix (error->message, "No: ") && strcmp (error->message + 4, texts[i]) == 0);
      g_assert_cmpfloat (value, ==, 42);
    }
}

static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *number;
    const char *unit;
  } cases[] = {
    { "10 nM", "10", "nM" }, { "10\302\240nM", "10", "nM" }, { "1 250 nM", "1 250", "nM" }, { "2e-3M", "2e-3", "M" }, { "5 eq", "5", "eq" },
    { "5eq", "5", "eq" }, { "1,5", "1,5", "" }, { "10  µM", "10", "µM" }, { "nM", "", "nM" }, { "", "", "" }, { "7 ", "7", "" },
    { "20'000 cells", "20'000", "cells" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *unit;
      g_autofree char *number = iso_typed_number_split (cases[i].text, &unit);

      g_assert_cmpstr (number, ==, cases[i].number);
      g_assert_cmpstr (unit, ==, cases[i].unit);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/typed-number/reads", test_reads);
  g_test_add_func ("/typed-number/says-both-readings", test_says_both_readings);
  g_test_add_func ("/typed-number/refuses", test_refuses);
  g_test_add_func ("/typed-number/split", test_split);
  return g_test_run ();
}
