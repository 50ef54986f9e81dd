/* iso-axis-ticks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-axis-ticks.h"

#include "iso-plot-text.h"

#include <math.h>
#include <string.h>

static void
add_tick (GArray *ticks, double value, char *label)
{
  IsoAxisTick tick = { value, label };

  g_array_append_val (ticks, tick);
}

/* How many multiples of step lie in low to high; 1e-9 steps of grace at both ends. */
static double
count_steps (double low, double high, double step)
{
  return floor (high / step + 1e-9) - ceil (low / step - 1e-9) + 1;
}

static double
choose_step (double low, double high, guint most, gboolean percent)
{
  static const double factors[] = { 1, 2, 2.5, 5 };
  static const double quarters[] = { 25, 50, 100 };
  double power = pow (10, floor (log10 ((high - low) / MAX (most, 1))) - 1);

  if (percent && high - low > 45)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (quarters); i++)
        {
          if (count_steps (low, high, quarters[i]) <= most)
            return quarters[i];
        }
    }
  for (;; power *= 10)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          if (count_steps (low, high, factors[i] * power) <= most)
            return factors[i] * power;
        }
    }
}

/* The decimals that tell multiples of step apart. */
static int
count_decimals (double step)
{
  int decimals = MAX (0, (int) -floor (log10 (step) + 1e-9));
  double scaled = step * pow (10, decimals);

  return fabs (scaled - round (scaled)) > 1e-6 ? decimals + 1 : decimals;
}

/* 2500000 as "2 500 000", with narrow blanks, from five digits on. */
static char *
group_digits (const char *plain)
{
  const char *digits = *plain == '-' ? plain + 1 : plain;
  gsize whole = strcspn (digits, ".,");
  GString *text = g_string_new (*plain == '-' ? "−" : "");

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (i > 0 && i < whole && whole >= 5 && (whole - i) % 3 == 0)
        g_string_append (text, "\342\200\257");
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

static char *
label_linear (double value, double step, double largest)
{
  char format[16];
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (value == 0)
    return g_strdup ("0");
  if (largest >= 1e7 || largest < 1e-4)
    return iso_plot_number (value);
  g_snprintf (format, sizeof format, "%%.%df", count_decimals (step));
  return group_digits (iso_plot_decimal (g_ascii_formatd (buffer, sizeof buffer, format, value)));
}

static void
add_minor (double decade, double low, double high, GArray *ticks)
{
  for (guint i = 2; i <= 9; i++)
    {
      if (i * decade >= low && i * decade <= high)
        add_tick (ticks, i * decade, NULL);
    }
}

static char *
label_decade (int exponent, gboolean powers)
{
  g_autofree char *plain = NULL;

  if (powers)
    return iso_plot_power_of_ten (exponent);
  plain = iso_plot_number (pow (10, exponent));
  return group_digits (plain);
}

/* 1-2-5 of each decade, for axes of less than two decades; FALSE if that gives fewer than two. */
static gboolean
add_within_decade (double low, double high, guint most, GArray *ticks)
{
  static const double factors[] = { 1, 2, 5 };
  guint before = ticks->len;

  for (int exponent = (int) floor (log10 (low)); exponent <= (int) ceil (log10 (high)); exponent++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (factors); i++)
        {
          double value = factors[i] * pow (10, exponent);

          if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
            add_tick (ticks, value, iso_plot_number (value));
        }
    }
  if (ticks->len - before >= 2 && ticks->len - before <= MAX (most, 2))
    return TRUE;
  g_array_set_size (ticks, before);
  return FALSE;
}

/* Every how many decades one gets a label, so that there are at most `most`. */
static int
choose_skip (int first, int last, guint most)
{
  static const int skips[] = { 1, 2, 3, 5, 10, 20, 50, 100, 200, 500 };

  for (gsize i = 0; i < G_N_ELEMENTS (skips); i++)
    {
      int labelled = 0;

      for (int exponent = first; exponent <= last; exponent++)
        labelled += exponent % skips[i] == 0;
      if (labelled <= (int) most)
        return skips[i];
    }
  return 1000;
}

void
iso_ticks_linear (double low, double high, guint most, gboolean percent, GArray *ticks)
{
  double step, largest;

  if (!isfinite (low) || !isfinite (high))
    return;
  if (!(high - low > 1e-12 * MAX (fabs (low), fabs (high))) || high - low < 1e-290)
    {
      add_tick (ticks, low, iso_plot_number (low));
      return;
    }
  step = choose_step (low, high, MAX (most, 2), percent);
  largest = MAX (fabs (low), fabs (high));
  for (double i = ceil (low / step - 1e-9); i <= floor (high / step + 1e-9); i++)
    add_tick (ticks, i * step, label_linear (i * step, step, largest));
}

void
iso_ticks_log (double low, double high, guint most, gboolean minor, GArray *ticks)
{
  int first, last, skip;
  gboolean powers;

  if (!(low > 0) || !isfinite (high) || !(high > low))
    {
      if (low > 0 && isfinite (low))
        add_tick (ticks, low, iso_plot_number (low));
      return;
    }
  first = (int) ceil (log10 (low) - 1e-9);
  last = (int) floor (log10 (high) + 1e-9);
  most = MAX (most, 2);
  if (last - first <= 2 && add_within_decade (low, high, most, ticks))
    {
      for (int exponent = first - 1; exponent <= last && minor; exponent++)
        add_minor (pow (10, exponent), low, high, ticks);
      return;
    }
  if (last - first < 1)
    {
      iso_ticks_linear (low, high, most, FALSE, ticks);
      return;
    }

  powers = first < -3 || last > 4;
  skip = choose_skip (first, last, most);
  for (int exponent = first - 1; exponent <= last; exponent++)
    {
      double decade = pow (10, exponent);

      if (exponent >= first)
        add_tick (ticks, decade, exponent % skip == 0 ? label_decade (exponent, powers) : NULL);
      if (minor && skip == 1)
        add_minor (decade, low, high, ticks);
    }
}
