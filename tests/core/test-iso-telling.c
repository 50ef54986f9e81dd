/* test-iso-telling.c - where further wells tell most
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-telling.h"

#include "experiment-maker.h"
#include "iso-test.h"

static const IsoTellingDose *
get_place (const GArray *places, guint i)
{
  return &g_array_index (places, IsoTellingDose, i);
}

/* Where the midpoint alone is free, the slope of the curve counts: it is steepest at the midpoint, and the mixture has all of ln CI, each
 * drug half. Six doses 1:2 around the midpoints, CI = 2, one well each: var = (1/4 + 1/4 + 1) / S, S = sum (fa fu)^2; with one well more at
 * the mixture's midpoint S there is S + 1/16. */
static void
test_midpoint (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 1, 0, 0.5, FALSE);
  IsoDataset *dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL);
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) places = NULL;
  IsoAnalysisSettings settings;
  const double *doses;
  double hill, sum = 0;

  iso_analysis_settings_init (&settings);
  settings.n_resamples = 0;
  {
    g_autoptr (IsoAnalysis) first = make_analysis (experiment, 1);

    hill = iso_analysis_arm (first, 0)->fit.values[ISO_PARAMETER_HILL];
  }
  settings.fixed[ISO_PARAMETER_HILL] = hill;
  settings.fixed[ISO_PARAMETER_LOWER] = 0;
  analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
  places = iso_telling_doses_find (analysis, 0, 1);
  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpint (get_place (places, 0)->ray, ==, 0);
  doses = get_place (places, 0)->doses;
  iso_assert_close (doses[0], 50e-9, 1e-9);
  iso_assert_close (doses[1], 2e-6, 1e-9);
  for (guint i = 0; i < 6; i++)
    {
      double fa = 1 / (1 + pow (2, hill * (2.5 - i)));

      sum += fa * (1 - fa) * fa * (1 - fa);
    }
  iso_assert_close (get_place (places, 0)->left, sqrt ((0.5 / sum + 1 / (sum + 1.0 / 16)) / (1.5 / sum)), 1e-6);
}

/* Every well takes something, the next one less, and none lies beyond the doses tested. */
static void
test_order (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 3, 0.2, 2, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  g_autoptr (GArray) places = iso_telling_doses_find (analysis, 0, 5);
  double before = 1, gain = 1;

  g_assert_cmpuint (places->len, ==, 5);
  for (guint i = 0; i < places->len; i++)
    {
      const IsoTellingDose *place = get_place (places, i);
      double variance = before * before - place->left * place->left;

      g_assert_cmpfloat (place->left, <, before);
      g_assert_cmpfloat (variance, <, gain * (1 + 1e-9));
      g_assert_cmpfloat (place->doses[0] + place->doses[1] * 1e-3, >, 0);
      g_assert_cmpfloat (place->doses[0], <, 50e-9 * pow (2, 2.5) * 1.0001);
      g_assert_cmpfloat (place->doses[1], <, 2e-6 * pow (2, 2.5) * 1.0001);
      gain = variance;
      before = place->left;
    }
}

/* Two by two doses that all do nothing: cells weigh 1, drugs alone -2, which is 4 + 16 = 20 of one well's variance; a well more of a drug
 * alone takes 2, and then the same of the next. */
static void
test_matrix (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) places = NULL;

  for (guint i = 0; i < 3; i++)
    for (guint j = i == 0; j < 3; j++)
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10 * i, j, 1);
  analysis = make_analysis (experiment, 1);
  places = iso_telling_doses_find (analysis, 0, 2);
  g_assert_cmpuint (places->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const IsoTellingDose *place = get_place (places, i);

      g_assert_cmpint (place->ray, ==, -1);
      g_assert_true ((place->doses[0] > 0) != (place->doses[1] > 0));
      iso_assert_close (place->left, sqrt ((20 - 2.0 * (i + 1)) / 20), 1e-12);
    }
}

/* A drug that was not tested alone has no part to be told. */
static void
test_missing_single (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GArray) places = NULL;

  for (guint i = 1; i < 6; i++)
    {
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10 * i, 0, 1 - 0.15 * i);
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 10 * i, i, 1 - 0.18 * i);
    }
  analysis = make_analysis (experiment, 1);
  places = iso_telling_doses_find (analysis, 0, 3);
  g_assert_cmpuint (places->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/telling/midpoint", test_midpoint);
  g_test_add_func ("/telling/order", test_order);
  g_test_add_func ("/telling/matrix", test_matrix);
  g_test_add_func ("/telling/missing-single", test_missing_single);
  return g_test_run ();
}
