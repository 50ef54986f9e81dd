/* test-iso-residual.c - how far wells lie from their curves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-residual.h"
#include "experiment-maker.h"
#include "iso-test.h"

/* Along a curve of Dm 50, m 1: single wells, one of them 0.1 above it, one excluded, one of a drug that was given together with another
 * only once. */
static IsoAnalysis *
make_series (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();

  for (guint i = 0; i < 8; i++)
    {
      double dose = 400.0 / (1 << i);

      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, dose, 0, make_viability (dose, 50, 1));
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, dose, 0, make_viability (dose, 50, 1));
    }
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 50, 0, 0.9);
  g_array_index (experiment->records, IsoRecord, experiment->records->len - 1).flag = ISO_FLAG_MASKED;
  make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 50, 2, 0.3);
  return make_analysis (experiment, 1);
}

static void
test_residuals (void)
{
  g_autoptr (IsoAnalysis) analysis = make_series ();
  double dose = 0;

  for (guint i = 0; i < 16; i++)
    {
      g_assert_cmpint (iso_analysis_find_arm (analysis, i, &dose), ==, 0);
      iso_assert_close (iso_analysis_residual (analysis, i), 0, 1e-6);
    }
  /* Excluded: it has its place, and would be 0.4 above the curve. */
  g_assert_cmpint (iso_analysis_find_arm (analysis, 16, &dose), ==, 0);
  iso_assert_close (dose, 50e-9, 1e-12);
  iso_assert_close (iso_analysis_residual (analysis, 16), 0.4, 1e-5);
}

/* A pair that is on no ray lies on no curve. */
static void
test_none (void)
{
  g_autoptr (IsoAnalysis) analysis = make_series ();

  if (iso_analysis_find_arm (analysis, 17, NULL) < 0)
    g_assert_true (isnan (iso_analysis_residual (analysis, 17)));
  else
    g_assert_cmpuint (iso_analysis_arm (analysis, (guint) iso_analysis_find_arm (analysis, 17, NULL))->n_drugs, ==, 2);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/residual/wells", test_residuals);
  g_test_add_func ("/residual/none", test_none);
  return g_test_run ();
}
