/* test-interval-coverage.c - a 95 % interval holds the truth in 95 % of experiments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "curve/iso-curve-fit.h"
#include "experiment-maker.h"
#include "iso-test.h"

/* Fails unless `held` of `n` is within four standard errors, and `slack` for what is only approximate, of `expected`. */
static void
check_share (const char *what, guint held, guint n, double expected, double slack)
{
  double share = (double) held / n;
  double margin = 4 * sqrt (expected * (1 - expected) / n) + slack;

  g_test_message ("%s: %.2f %% of %u", what, 100 * share, n);
  g_assert_cmpfloat (fabs (share - expected), <, margin);
}

/* Normal errors around a line: Student's interval is exact. */
static void
test_line (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 6 };
  guint held = 0, n = 20000;
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (guint i = 0; i < n; i++)
    {
      double y[6];
      IsoLine line;

      for (guint k = 0; k < 6; k++)
        y[k] = 2 + 0.5 * x[k] + 0.3 * iso_random_normal (&random);
      g_assert_true (iso_line_fit (x, y, 6, &line));
      held += fabs (line.slope - 0.5) < iso_t_quantile (0.95, 4) * sqrt (line.var_slope);
    }
  check_share ("slope of a line", held, n, 0.95, 0);
}

/* Ten doses in triplicate, SD 5 % of the span. Wald's interval is approximate where the curve is not straight in its parameters. */
static void
test_effect_dose (void)
{
  const double truth[ISO_CURVE_N_PARAMETERS] = { 1.3, 0.08, 1, 50 };
  guint held = 0, n = 4000;
  IsoCurveSettings settings;
  IsoRandom random;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  iso_random_init (&random, 2, 1);
  for (guint i = 0; i < n; i++)
    {
      double doses[30], responses[30];
      IsoCurveFit fit;
      IsoEstimate ed50;

      for (guint k = 0; k < 30; k++)
        {
          doses[k] = ldexp (2, (int) k / 3);
          responses[k] = iso_curve_value (truth, doses[k]) + 0.05 * iso_random_normal (&random);
        }
      iso_curve_fit (&settings, doses, responses, NULL, 30, &fit);
      ed50 = iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_RELATIVE, 1);
      held += ed50.lower <= 50 && 50 <= ed50.upper;
    }
  check_share ("ED50 of LL.4", held, n, 0.95, 0.01);
}

/* A drug combined with itself under another name: additive by definition, so that its combination index is 1; the mixture is
 * `gain` times as potent. Three runs that differ in potency, and noise. */
static IsoExperiment *
make_sham (guint64 seed, double noise, double gain)
{
  IsoExperiment *experiment = make_experiment ();
  IsoRandom random;

  iso_random_init (&random, seed, 3);
  for (guint run = 0; run < 3; run++)
    {
      g_autofree char *name = g_strdup_printf ("run %u", run + 1);
      double dm = 50 * exp (0.2 * iso_random_normal (&random));

      for (guint k = 0; k < 18; k++)
        {
          double dose = ldexp (12.5, (int) k / 3);

          for (guint arm = 0; arm < 3; arm++)
            {
              double a = arm == 0 ? dose : arm == 1 ? 0 : dose / 2;
              double b = arm == 1 ? dose : arm == 0 ? 0 : dose / 2;

              make_record (experiment, ISO_ROLE_TREATED, name, NULL, NULL, a, b / 1000,
                           make_viability (arm == 2 ? gain * dose : dose, dm, 1.4) + noise * iso_random_normal (&random));
            }
        }
    }
  return experiment;
}

typedef struct
{
  guint held;   /* intervals at fa 0.5 that hold the true index */
  guint verdicts[ISO_VERDICT_ANTAGONISTIC + 1];
} Tally;

static Tally
run_shams (guint n, double noise, double gain)
{
  Tally tally = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (IsoExperiment) experiment = make_sham (i, noise, gain);
      g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
      const IsoCombination *combination = iso_analysis_combination (analysis, 0);
      const IsoRay *ray = &g_array_index (combination->rays, IsoRay, 0);
      const IsoCombinationIndex *half = &g_array_index (ray->levels, IsoCombinationIndex, 0);

      g_assert_cmpfloat (half->fa, ==, 0.5);
      tally.held += half->ci.lower <= 1 / gain && 1 / gain <= half->ci.upper;
      tally.verdicts[combination->verdict.kind]++;
    }
  g_test_message ("noise %g, gain %g: %u not decided, %u synergistic, %u additive, %u antagonistic of %u", noise, gain,
                  tally.verdicts[ISO_VERDICT_NOT_DECIDED], tally.verdicts[ISO_VERDICT_SYNERGISTIC],
                  tally.verdicts[ISO_VERDICT_ADDITIVE], tally.verdicts[ISO_VERDICT_ANTAGONISTIC], n);
  return tally;
}

/* Good data: additive is called additive. */
static void
test_sham_combination (void)
{
  Tally tally = run_shams (1000, 0.02, 1);

  check_share ("combination index of a drug with itself", tally.held, 1000, 0.95, 0.01);
  g_assert_cmpuint (tally.verdicts[ISO_VERDICT_ADDITIVE], >, 900);
}

/* Noisy data: a false verdict comes in one case of 40 to each side, not more often. */
static void
test_noisy_sham (void)
{
  guint most = (guint) (1000 * (0.025 + 4 * sqrt (0.025 * 0.975 / 1000)));
  Tally tally = run_shams (1000, 0.08, 1);

  check_share ("combination index of a drug with itself, noisy", tally.held, 1000, 0.95, 0.01);
  g_assert_cmpuint (tally.verdicts[ISO_VERDICT_SYNERGISTIC], <, most);
  g_assert_cmpuint (tally.verdicts[ISO_VERDICT_ANTAGONISTIC], <, most);
}

/* Half the dose for the same effect, a combination index of 0.5, is found. */
static void
test_synergy (void)
{
  Tally tally = run_shams (500, 0.02, 2);

  check_share ("combination index of 0.5", tally.held, 500, 0.95, 0.01);
  g_assert_cmpuint (tally.verdicts[ISO_VERDICT_SYNERGISTIC], >, 480);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/interval-coverage/line", test_line);
  g_test_add_func ("/interval-coverage/effect-dose", test_effect_dose);
  g_test_add_func ("/interval-coverage/sham-combination", test_sham_combination);
  g_test_add_func ("/interval-coverage/noisy-sham", test_noisy_sham);
  g_test_add_func ("/interval-coverage/synergy", test_synergy);
  return g_test_run ();
}
