/* test-iso-axis-ticks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-axis-ticks.h"
#include "iso-test.h"

static void
clear_tick (IsoAxisTick *tick)
{
  g_free (tick->label);
}

static GArray *
new_ticks (void)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (IsoAxisTick));

  g_array_set_clear_func (ticks, (GDestroyNotify) clear_tick);
  return ticks;
}

/* The labels of the ticks, with one blank between them. */
static char *
labels (const GArray *ticks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      const IsoAxisTick *tick = &g_array_index (ticks, IsoAxisTick, i);

      if (tick->label != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", tick->label);
    }
  return g_string_free (text, FALSE);
}

static void
check_linear (double low, double high, guint most, gboolean percent, const char *expected)
{
  GArray *ticks = new_ticks ();
  g_autofree char *found = NULL;

  iso_ticks_linear (low, high, most, percent, ticks);
  found = labels (ticks);
  g_assert_cmpstr (found, ==, expected);
  g_array_unref (ticks);
}

static void
check_log (double low, double high, guint most, const char *expected)
{
  GArray *ticks = new_ticks ();
  g_autofree char *found = NULL;

  iso_ticks_log (low, high, most, TRUE, ticks);
  found = labels (ticks);
  g_assert_cmpstr (found, ==, expected);
  g_array_unref (ticks);
}

static void
test_linear (void)
{
  check_linear (0, 10, 6, FALSE, "0 2 4 6 8 10");
  check_linear (0, 1, 6, FALSE, "0 0.2 0.4 0.6 0.8 1.0");
  check_linear (-0.3, 0.3, 5, FALSE, "−0.2 0 0.2");
  check_linear (-3, 112, 6, TRUE, "0 25 50 75 100");
  check_linear (-3, 112, 4, TRUE, "0 50 100");
  check_linear (0, 0.9, 4, FALSE, "0 0.25 0.50 0.75");
  check_linear (0, 2600000, 4, FALSE, "0 1\342\200\257000\342\200\257000 2\342\200\257000\342\200\257000");
  check_linear (0, 3e9, 4, FALSE, "0 1\302\240×\302\24010⁹ 2\302\240×\302\24010⁹ 3\302\240×\302\24010⁹");
}

/* No range hangs, gives nothing, or gives too many. */
static void
test_linear_degenerate (void)
{
  static const struct
  {
    double low;
    double high;
  } ranges[] = { { 5, 5 }, { 0, 0 }, { 1e-300, 2e-300 }, { -1e300, 1e300 }, { 1, 1 + 1e-13 }, { 1e15, 1e15 + 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      GArray *ticks = new_ticks ();

      iso_ticks_linear (ranges[i].low, ranges[i].high, 6, FALSE, ticks);
      g_assert_cmpuint (ticks->len, >=, 1);
      g_assert_cmpuint (ticks->len, <=, 6);
      g_array_unref (ticks);
    }
  check_linear (NAN, 1, 5, FALSE, "");
  check_linear (0, INFINITY, 5, FALSE, "");
}

static void
test_log (void)
{
  check_log (0.5, 12000, 10, "1 10 100 1000 10\342\200\257000");
  check_log (1e-9, 2e-3, 8, "10⁻⁹ 10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵ 10⁻⁴ 10⁻³");
  check_log (1e-9, 2e-3, 4, "10⁻⁸ 10⁻⁶ 10⁻⁴");
  check_log (0.8, 130, 10, "1 2 5 10 20 50 100");
  check_log (0.8, 130, 4, "1 10 100");
  check_log (2, 8, 6, "2 5");
  check_log (1e-300, 1e300, 5, "10⁻²⁰⁰ 10⁰ 10²⁰⁰");
}

static void
test_log_degenerate (void)
{
  check_log (3, 3, 5, "3");
  check_log (0, 1, 5, "");
  check_log (-1, 1, 5, "");
  check_log (1, NAN, 5, "1");
  check_log (6, 7, 5, "6.00 6.25 6.50 6.75 7.00");
}

static void
test_log_minor (void)
{
  GArray *ticks = new_ticks ();
  guint minor = 0;

  iso_ticks_log (1, 1000, 4, TRUE, ticks);
  for (guint i = 0; i < ticks->len; i++)
    minor += g_array_index (ticks, IsoAxisTick, i).label == NULL;
  /* 2 to 9 of three decades */
  g_assert_cmpuint (minor, ==, 24);
  g_array_unref (ticks);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/axis-ticks/linear", test_linear);
  g_test_add_func ("/axis-ticks/linear/degenerate", test_linear_degenerate);
  g_test_add_func ("/axis-ticks/log", test_log);
  g_test_add_func ("/axis-ticks/log/degenerate", test_log_degenerate);
  g_test_add_func ("/axis-ticks/log/minor", test_log_minor);
  return g_test_run ();
}
