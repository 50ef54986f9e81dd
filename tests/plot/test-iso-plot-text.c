/* test-iso-plot-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-plot-text.h"
#include "iso-test.h"

#include <string.h>

#define NB "\302\240"   /* no-break space */

static void
check (char *found, const char *expected)
{
  g_assert_cmpstr (found, ==, expected);
  g_free (found);
}

static IsoEstimate
make (double value, double lower, double upper, IsoStatus status)
{
  return (IsoEstimate) { value, lower, upper, status, ISO_STATUS_OK, NULL };
}

static void
test_numbers (void)
{
  check (iso_plot_number (0), "0");
  check (iso_plot_number (41.27), "41.3");
  check (iso_plot_number (-2.5), "−2.5");
  check (iso_plot_number (1.25e-9), "1.25" NB "×" NB "10⁻⁹");
  check (iso_plot_number (-3e12), "−3" NB "×" NB "10¹²");
  check (iso_plot_number (NAN), "–");
  check (iso_plot_power_of_ten (-12), "10⁻¹²");
}

static void
test_estimates (void)
{
  const IsoUnit *nM = iso_unit_find ("nM");
  IsoEstimate whole = make (42e-9, 35e-9, 51e-9, ISO_STATUS_OK);
  IsoEstimate bare = make (42e-9, NAN, NAN, ISO_STATUS_OK);
  IsoEstimate above = make (NAN, 8e-9, NAN, ISO_STATUS_NOT_REACHED);
  IsoEstimate below = make (NAN, NAN, 0.7, ISO_STATUS_NOT_REACHED);
  IsoEstimate none = make (NAN, NAN, NAN, ISO_STATUS_NOT_REACHED);

  check (iso_plot_dose_estimate (&whole, nM), "42.0" NB "nM (35.0 to 51.0)");
  check (iso_plot_dose_estimate (&bare, nM), "42.0" NB "nM");
  check (iso_plot_dose_estimate (&above, nM), "more than 8" NB "nM");
  check (iso_plot_estimate (&below, 1, ""), "less than 0.7");
  check (iso_plot_dose_estimate (&none, nM), "not reached");
  check (iso_plot_dose (3e-8, nM), "30" NB "nM");
  check (iso_plot_dose (3, iso_unit_unknown ()), "3");
  check (iso_plot_with_unit ("Dose", "nM"), "Dose (nM)");
  check (iso_plot_with_unit ("Dose", ""), "Dose");
}

/* Every status has words of its own. */
static void
test_statuses (void)
{
  for (int i = 0; i < ISO_N_STATUSES; i++)
    {
      g_autofree char *one = iso_plot_status (i);

      g_assert_cmpstr (one, !=, "");
      for (int k = 0; k < i; k++)
        {
          g_autofree char *other = iso_plot_status (k);

          g_assert_cmpstr (one, !=, other);
        }
    }
}

static const char *
shout (const char *sentence)
{
  return strcmp (sentence, "{1} ({2})") == 0 ? "{2}: {1}!" : sentence;
}

static void
test_translator (void)
{
  iso_plot_set_translator (shout);
  check (iso_plot_with_unit ("Dose", "nM"), "nM: Dose!");
  iso_plot_set_translator (NULL);
  check (iso_plot_with_unit ("Dose", "nM"), "Dose (nM)");
}

/* Numbers, and those of a finding but not its names; not powers of ten, nor what comes afterwards. */
static void
test_comma (void)
{
  IsoEstimate estimate = make (0.583, 0.513, 0.662, ISO_STATUS_OK);
  g_autoptr(IsoMessage) message = iso_message_new ("code", NULL, "“{1}” has {2} of {3}, not {4}", "0.5", "1.28 µL", "MM.1S", "0.25", NULL);

  iso_plot_set_comma (TRUE);
  check (iso_plot_number (-2.5), "−2,5");
  check (iso_plot_number (1.25e-9), "1,25" NB "×" NB "10⁻⁹");
  check (iso_plot_estimate (&estimate, 1, ""), "0,583 (0,513 to 0,662)");
  check (iso_plot_message (message), "“0.5” has 1,28 µL of MM.1S, not 0,25");
  iso_plot_set_comma (FALSE);
  check (iso_plot_number (-2.5), "−2.5");
  check (iso_plot_message (message), "“0.5” has 1.28 µL of MM.1S, not 0.25");
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/plot-text/numbers", test_numbers);
  g_test_add_func ("/plot-text/comma", test_comma);
  g_test_add_func ("/plot-text/estimates", test_estimates);
  g_test_add_func ("/plot-text/statuses", test_statuses);
  g_test_add_func ("/plot-text/translator", test_translator);
  return g_test_run ();
}
