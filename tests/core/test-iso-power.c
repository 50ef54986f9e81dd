/* test-iso-power.c - simulated power against theory, and its order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-power-measured.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "experiment-maker.h"
#include "iso-test.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Without an interaction one side of a 95 % interval errs in 2.5 %: within three standard errors of a binomial. */
static void
test_null (void)
{
  for (guint k = 0; k < 4; k++)
    {
      IsoPowerDesign design;
      IsoPower power;

      iso_power_design_init (&design);
      design.matrix = k % 2;
      design.n_runs = k < 2 ? 3 : 1;
      design.spread = k < 2 ? design.spread : 0;
      design.ci = 1;
      design.excess = 0;
      design.n_simulations = 2000;
      iso_power_compute (&design, &power);
      g_test_message ("%s, %u runs: seen in %.2f %%", design.matrix ? "matrix" : "ray", design.n_runs, 100 * power.power);
      g_assert_cmpuint (power.n, >, 1990);
      g_assert_cmpfloat (power.power, <, 0.025 + 3 * sqrt (0.025 * 0.975 / 2000));
      g_assert_cmpfloat (power.power, >, 0.025 - 3 * sqrt (0.025 * 0.975 / 2000));
      g_assert_cmpfloat (power.lower, <, power.power);
      g_assert_cmpfloat (power.upper, >, power.power);
    }
}

/* A matrix in one run: the mean excess is normal with a variance that stands in iso-power.c's score, on many degrees of freedom. */
static void
test_normal (void)
{
  IsoPowerDesign design;
  IsoPower power;
  double n, one = 0, variance, expected, se;

  iso_power_design_init (&design);
  design.matrix = TRUE;
  design.n_runs = 1;
  design.n_wells = 4;
  design.spread = 0;
  design.excess = 0.03;
  design.n_simulations = 4000;
  n = design.n_doses;
  for (guint i = 0; i < design.n_doses; i++)
    one += 1 / (1 + pow (2, i - 2.5)) / n;
  variance = 0.05 * 0.05 / 4 * (1 / (n * n) + 2 * one * one / n);
  se = sqrt (variance);
  expected = gsl_cdf_ugaussian_P (design.excess / se - iso_t_quantile (0.95, 48 * 3));
  iso_power_compute (&design, &power);
  g_assert_cmpfloat (fabs (power.power - expected), <, 3 * sqrt (expected * (1 - expected) / 4000) + 0.01);
  iso_assert_close (power.estimate, 0.03, 0.05);
}

static void
test_order (void)
{
  IsoPowerDesign design, better;
  IsoPower one, two;
  guint runs;

  iso_power_design_init (&design);
  design.n_simulations = 300;
  iso_power_compute (&design, &one);
  iso_assert_close (one.estimate, 0.7, 0.05);
  for (guint k = 0; k < 3; k++)
    {
      better = design;
      better.n_runs += k == 0 ? 3 : 0;
      better.noise /= k == 1 ? 3 : 1;
      better.spread /= k == 1 ? 3 : 1;
      better.ci -= k == 2 ? 0.25 : 0;
      iso_power_compute (&better, &two);
      g_assert_cmpfloat (two.power, >, one.power);
    }
  runs = iso_power_runs_needed (&design, 0.8);
  g_assert_cmpuint (runs, >, 1);
  better = design;
  better.n_runs = runs;
  iso_power_compute (&better, &two);
  g_assert_cmpfloat (two.power, >=, 0.8);
  better.n_runs = runs - 1;
  iso_power_compute (&better, &two);
  g_assert_cmpfloat (two.power, <, 0.8);
  design.ci = 0.99;
  g_assert_cmpuint (iso_power_wells_needed (&design, 0.99), ==, 0);
}

/* Doses of A around a quarter of its midpoint and of B around 4 times, six of each 1:3, slopes 1.2, three wells with SD 3 %, four runs whose
 * ln Dm differ by an SD of 0.3: all of it comes back, the noise within three standard errors of its 196 degrees of freedom. */
static void
test_measured (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GError) error = NULL;
  IsoPowerDesign design;
  IsoPowerSource source;
  IsoRandom random;

  iso_random_init (&random, 5, 1);
  for (guint run = 0; run < 4; run++)
    {
      char name[] = { (char) ('1' + run), 0 };
      double shift = exp (0.3 * iso_random_normal (&random));

      for (guint arm = 0; arm < 3; arm++)
        for (guint i = 0; i < 6; i++)
          {
            double by = pow (3, i - 2.5), a = arm != 1 ? 25 * by : 0, b = arm != 0 ? 4 * by : 0;
            double viability = make_viability (a / (50 * shift) + b / (2 * shift), 1, 1.2);

            for (guint k = 0; k < 3; k++)
              make_record (experiment, ISO_ROLE_TREATED, name, NULL, NULL, a, b, viability + 0.03 * iso_random_normal (&random));
          }
    }
  analysis = make_analysis (experiment, 1);
  g_assert_true (iso_power_design_measured (analysis, 0, &design, &source, &error));
  g_assert_no_error (error);
  g_assert_false (design.matrix);
  g_assert_cmpuint (design.n_doses, ==, 6);
  g_assert_cmpuint (design.n_wells, ==, 3);
  g_assert_cmpuint (design.n_runs, ==, 4);
  iso_assert_close (design.step, 3, 1e-9);
  iso_assert_close (design.middle, 1, 0.25);
  iso_assert_close (design.slope, 1.2, 0.15);
  g_assert_cmpstr (source.noise_method, ==, "replicates");
  iso_assert_close (source.noise_df, 4 * 18 * 2, 0);
  iso_assert_close (design.noise, 0.03, 3 / sqrt (2 * source.noise_df));
  iso_assert_close (source.spread_df, 9, 0);
  g_assert_cmpfloat (design.spread, >, 0.1);
  g_assert_cmpfloat (design.spread, <, 0.6);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/power/null", test_null);
  g_test_add_func ("/power/normal", test_normal);
  g_test_add_func ("/power/measured", test_measured);
  g_test_add_func ("/power/order", test_order);
  return g_test_run ();
}
