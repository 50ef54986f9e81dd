/* test-iso-status.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-status.h"
#include "iso-test.h"

/* The words stand in files and programs: they never change. */
static void
test_words (void)
{
  static const char *const words[ISO_N_STATUSES] = {
    "ok", "extrapolated", "not-reached", "below-range", "above-range", "at-bound", "not-identified", "ambiguous",
    "not-converged", "too-few-points", "undefined", "excluded", "cancelled",
  };

  for (guint i = 0; i < ISO_N_STATUSES; i++)
    g_assert_cmpstr (iso_status_word ((IsoStatus) i), ==, words[i]);
}

static void
test_explanations (void)
{
  for (guint i = 0; i < ISO_N_STATUSES; i++)
    {
      const char *explanation = iso_status_explanation ((IsoStatus) i);

      g_assert_true (g_ascii_isupper (explanation[0]));
      g_assert_true (g_str_has_suffix (explanation, "."));
    }
}

static void
test_none (void)
{
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_NOT_REACHED);

  g_assert_true (isnan (estimate.value) && isnan (estimate.lower) && isnan (estimate.upper));
  g_assert_cmpint (estimate.status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_cmpint (estimate.interval_status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_null (estimate.method);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/status/words", test_words);
  g_test_add_func ("/status/explanations", test_explanations);
  g_test_add_func ("/status/none", test_none);
  return g_test_run ();
}
