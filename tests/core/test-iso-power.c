/* test-iso-power.c - simulated power against theory, and its order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-power.h"

#include "base/iso-statistics.h"
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
      /* Lee and Kong's interval takes the errors of the logits as equal, which they are not: it errs less often. */
      if (design.matrix || design.n_runs > 1)
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

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/power/null", test_null);
  g_test_add_func ("/power/normal", test_normal);
  g_test_add_func ("/power/order", test_order);
  return g_test_run ();
}
