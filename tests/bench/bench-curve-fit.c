/* bench-curve-fit.c - fits a second on one core, 10 points a curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "curve/iso-curve-fit.h"
#include "iso-test.h"

#include <gsl/gsl_errno.h>

#define POINTS 10
#define CURVES 200

static void
measure (const char *model)
{
  static double doses[POINTS], responses[CURVES][POINTS];
  gint64 start, elapsed = 0;
  IsoCurveSettings settings;
  IsoRandom random;
  guint n = 0;

  iso_random_init (&random, 1, 1);
  for (guint c = 0; c < CURVES; c++)
    {
      double truth[ISO_CURVE_N_PARAMETERS] = { 0.7 + 2 * iso_random_uniform (&random), 0.1, 1, 5 + 90 * iso_random_uniform (&random) };

      for (guint i = 0; i < POINTS; i++)
        {
          doses[i] = ldexp (1, (int) i);
          responses[c][i] = iso_curve_value (truth, doses[i]) + 0.03 * iso_random_normal (&random);
        }
    }

  iso_curve_settings_init (&settings, iso_curve_model_find (model));
  start = g_get_monotonic_time ();
  while (elapsed < 2 * G_USEC_PER_SEC)
    {
      for (guint c = 0; c < CURVES; c++, n++)
        {
          IsoCurveFit fit;

          iso_curve_fit (&settings, doses, responses[c], NULL, POINTS, &fit);
        }
      elapsed = g_get_monotonic_time () - start;
    }
  g_print ("%s: %.0f fits a second\n", model, n * 1e6 / (double) elapsed);
}

int
main (void)
{
  gsl_set_error_handler_off ();
  measure ("LL.2");
  measure ("LL.3");
  measure ("LL.4");
  return 0;
}
