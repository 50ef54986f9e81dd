/* test-iso-curve-fit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

static void
fit_model (const char *id, const double *doses, const double *responses, gsize n, IsoCurveFit *fit)
{
  IsoCurveSettings settings;

  iso_curve_settings_init (&settings, iso_curve_model_find (id));
  iso_curve_fit (&settings, doses, responses, NULL, n, fit);
}

/* Noise of a fixed seed around a curve, doses 1:2 from `first`. */
static void
simulate (const double parameters[4], double first, gsize n, double sd, guint64 seed, double *doses, double *responses)
{
  IsoRandom random;

  iso_random_init (&random, seed, 1);
  for (gsize i = 0; i < n; i++)
    {
      doses[i] = first * pow (2, (double) i);
      responses[i] = iso_curve_value (parameters, doses[i]) + sd * iso_random_normal (&random);
    }
}

static void
test_exact_points (void)
{
  static const double curves[][4] = {
    { 1.3, 0.1, 1.0, 50 }, { 0.6, 0, 1, 8 }, { 4, -0.2, 0.9, 100 }, { 2, 3, 1, 20 },
  };

  for (gsize c = 0; c < G_N_ELEMENTS (curves); c++)
    {
      double doses[10], responses[10];
      IsoCurveFit fit;

      simulate (curves[c], 1, 10, 0, 1, doses, responses);
      fit_model ("LL.4", doses, responses, 10, &fit);
      for (guint p = 0; p < 4; p++)
        iso_assert_close (fit.parameters[p].value, curves[c][p], 1e-6);
      g_assert_cmpfloat (fit.rss, <, 1e-18);
    }
}

static void
test_model_fixes (void)
{
  double parameters[4] = { 1.3, 0.1, 1.0, 50 };
  double doses[10], responses[10];
  IsoCurveFit fit;

  simulate (parameters, 1, 10, 0.02, 7, doses, responses);
  fit_model ("LL.2", doses, responses, 10, &fit);
  g_assert_cmpuint (fit.n_free, ==, 2);
  g_assert_true (fit.fixed[ISO_PARAMETER_LOWER] && fit.fixed[ISO_PARAMETER_UPPER]);
  iso_assert_close (fit.parameters[ISO_PARAMETER_UPPER].value, 1, 0);
  iso_assert_close (fit.parameters[ISO_PARAMETER_LOWER].value, 0, 0);
  g_assert_true (isnan (fit.se[ISO_PARAMETER_UPPER]));
  fit_model ("LL.3", doses, responses, 10, &fit);
  g_assert_cmpuint (fit.n_free, ==, 3);
}

/* A curve that wants to go below zero is held there; the rest is the best fit with that limit. */
static void
test_limits_hold (void)
{
  double parameters[4] = { 1.2, -0.15, 1, 10 };
  double doses[8], responses[8];
  IsoCurveSettings settings;
  IsoCurveFit bounded, fixed;

  simulate (parameters, 1, 8, 0.01, 3, doses, responses);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.low[ISO_PARAMETER_LOWER] = 0;
  settings.high[ISO_PARAMETER_LOWER] = 1;
  iso_curve_fit (&settings, doses, responses, NULL, 8, &bounded);
  g_assert_cmpint (bounded.parameters[ISO_PARAMETER_LOWER].status, ==, ISO_STATUS_AT_BOUND);
  iso_assert_close (bounded.parameters[ISO_PARAMETER_LOWER].value, 0, 0);
  settings.fixed[ISO_PARAMETER_LOWER] = 0;
  iso_curve_fit (&settings, doses, responses, NULL, 8, &fixed);
  iso_assert_close (bounded.rss, fixed.rss, 1e-10);
  iso_assert_close (bounded.parameters[ISO_PARAMETER_SCALE].value, fixed.parameters[ISO_PARAMETER_SCALE].value, 1e-7);
}

static void
test_too_few (void)
{
  double doses[] = { 1, 2, 2 }, responses[] = { 1, 0.5, 0.4 };
  IsoCurveFit fit;

  for (gsize n = 0; n <= 3; n++)
    {
      fit_model ("LL.4", doses, responses, n, &fit);
      g_assert_cmpint (fit.status, ==, ISO_STATUS_TOO_FEW_POINTS);
      g_assert_true (isnan (fit.parameters[ISO_PARAMETER_SCALE].value));
      g_assert_cmpint (iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_ABSOLUTE, 1).status, ==, ISO_STATUS_TOO_FEW_POINTS);
    }
}

/* As many points as parameters: the curve passes through them, and there is no interval, with the reason. */
static void
test_no_degrees_of_freedom (void)
{
  double parameters[4] = { 1.3, 0.1, 1.0, 4 };
  double doses[4], responses[4];
  IsoCurveFit fit;

  simulate (parameters, 1, 4, 0, 1, doses, responses);
  fit_model ("LL.4", doses, responses, 4, &fit);
  iso_assert_close (fit.parameters[ISO_PARAMETER_SCALE].value, 4, 1e-5);
  g_assert_true (isnan (fit.parameters[ISO_PARAMETER_SCALE].lower));
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_SCALE].interval_status, ==, ISO_STATUS_TOO_FEW_POINTS);
}

/* Constant data identify nothing, and say so instead of giving numbers. */
static void
test_flat_is_not_identified (void)
{
  double doses[] = { 1, 2, 4, 8, 16 }, responses[] = { 1, 1, 1, 1, 1 };
  IsoCurveFit fit;

  fit_model ("LL.4", doses, responses, 5, &fit);
  g_assert_cmpint (fit.status, !=, ISO_STATUS_OK);
  g_assert_true (isnan (fit.parameters[ISO_PARAMETER_SCALE].lower));
  g_assert_false (isfinite (iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_ABSOLUTE, 1).value));
}

static void
test_effect_doses (void)
{
  double parameters[4] = { 1.5, 0.3, 1.0, 10 };
  double doses[10], responses[10];
  IsoCurveFit fit;
  IsoEstimate estimate;

  simulate (parameters, 1, 10, 0.01, 5, doses, responses);
  fit_model ("LL.4", doses, responses, 10, &fit);
  estimate = iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_RELATIVE, 1);
  iso_assert_close (estimate.value, fit.parameters[ISO_PARAMETER_SCALE].value, 1e-12);
  iso_assert_close (estimate.lower, fit.parameters[ISO_PARAMETER_SCALE].lower, 1e-9);
  iso_assert_close (estimate.upper, fit.parameters[ISO_PARAMETER_SCALE].upper, 1e-9);
  estimate = iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  iso_assert_close (iso_curve_fit_value (&fit, estimate.value), 0.5, 1e-12);
  g_assert_cmpfloat (estimate.lower, <, estimate.value);
  g_assert_cmpfloat (estimate.upper, >, estimate.value);
  g_assert_cmpint (estimate.status, ==, ISO_STATUS_OK);
  estimate = iso_curve_fit_effect_dose (&fit, 0.75, ISO_EFFECT_ABSOLUTE, 1);
  g_assert_cmpint (estimate.status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_true (isnan (estimate.value));
  estimate = iso_curve_fit_effect_dose (&fit, 0.02, ISO_EFFECT_RELATIVE, 1);
  g_assert_cmpint (estimate.status, ==, ISO_STATUS_EXTRAPOLATED);
}

/* The gradient behind the interval of an absolute effect dose, against differences of the estimate itself. */
static void
test_effect_dose_interval_follows_covariance (void)
{
  double parameters[4] = { 1.5, 0.1, 1.0, 10 };
  double doses[10], responses[10], variance = 0, derivative[4];
  IsoCurveFit fit;
  IsoEstimate estimate;

  simulate (parameters, 1, 10, 0.03, 11, doses, responses);
  fit_model ("LL.4", doses, responses, 10, &fit);
  estimate = iso_curve_fit_effect_dose (&fit, 0.6, ISO_EFFECT_ABSOLUTE, 1);
  for (guint p = 0; p < 4; p++)
    {
      IsoCurveFit moved = fit;
      double step = 1e-6 * fabs (fit.parameters[p].value);

      moved.values[p] += step;
      derivative[p] = (log (iso_curve_fit_effect_dose (&moved, 0.6, ISO_EFFECT_ABSOLUTE, 1).value) - log (estimate.value)) / step;
    }
  for (guint p = 0; p < 4; p++)
    for (guint q = 0; q < 4; q++)
      variance += derivative[p] * derivative[q] * fit.covariance[p][q];
  iso_assert_close (log (estimate.upper / estimate.value), iso_t_quantile (0.95, fit.df) * sqrt (variance), 1e-4);
}

/* More certain controls cannot make the curve less certain, and a common factor on all points moves only the limits. */
static void
test_control_uncertainty (void)
{
  double parameters[4] = { 1.5, 0.1, 1.0, 10 };
  double doses[10], responses[10], relative_se[] = { 0.05 };
  guint group[10] = { 0 };
  IsoCurveFit fit, free_limits, wider;
  IsoCurveSettings settings;

  simulate (parameters, 1, 10, 0.03, 11, doses, responses);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.se = ISO_SE_GAUSS_NEWTON;
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  iso_curve_fit (&settings, doses, responses, NULL, 10, &fit);
  wider = fit;
  iso_curve_fit_add_control_uncertainty (&wider, doses, responses, NULL, group, 10, relative_se, 1);
  g_assert_cmpfloat (wider.se[ISO_PARAMETER_SCALE], >, fit.se[ISO_PARAMETER_SCALE] * 1.05);

  settings.fixed[ISO_PARAMETER_UPPER] = NAN;
  iso_curve_fit (&settings, doses, responses, NULL, 10, &free_limits);
  wider = free_limits;
  iso_curve_fit_add_control_uncertainty (&wider, doses, responses, NULL, group, 10, relative_se, 1);
  iso_assert_close (wider.se[ISO_PARAMETER_SCALE], free_limits.se[ISO_PARAMETER_SCALE], 1e-6);
  iso_assert_close (wider.se[ISO_PARAMETER_UPPER],
                    hypot (free_limits.se[ISO_PARAMETER_UPPER], 0.05 * free_limits.parameters[ISO_PARAMETER_UPPER].value), 1e-6);
}

/* Log-logistic: the integral of G over x = ln dose is x - ln (1 + e^(hill (x - ln scale))) / hill, whatever the steepness. */
static void
test_mean_effect (void)
{
  static const double hills[] = { 0.3, 1.5, 8, 150 };

  for (gsize h = 0; h < G_N_ELEMENTS (hills); h++)
    {
      double parameters[4] = { hills[h], 0.2, 1.0, 11 };
      double doses[10], responses[10], lower, upper, hill, scale, shares;
      IsoCurveFit fit;

      simulate (parameters, 1, 10, 0.001, 2, doses, responses);
      fit_model ("LL.4", doses, responses, 10, &fit);
      hill = fit.values[ISO_PARAMETER_HILL];
      lower = fit.values[ISO_PARAMETER_LOWER];
      upper = fit.values[ISO_PARAMETER_UPPER];
      scale = log (fit.values[ISO_PARAMETER_SCALE]);
      shares = 9 * log (2) - (log1p (exp (MIN (hill * (9 * log (2) - scale), 700))) - log1p (exp (hill * (0 - scale)))) / hill;
      iso_assert_close (iso_curve_fit_mean_effect (&fit, 1), 1 - lower - (upper - lower) * shares / (9 * log (2)), 1e-10);
    }
}

/* No effect is none: no -2e-16 for a person to wonder at. */
static void
test_mean_effect_of_nothing (void)
{
  const double doses[] = { 1, 2, 4, 8, 16, 32 }, responses[] = { 1, 1.02, 1.01, 1.03, 1, 1.02 };
  IsoCurveSettings settings;
  IsoCurveFit fit;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  settings.low[ISO_PARAMETER_LOWER] = 0;
  settings.high[ISO_PARAMETER_LOWER] = 1;
  iso_curve_fit (&settings, doses, responses, NULL, 6, &fit);
  g_assert_cmpfloat (iso_curve_fit_mean_effect (&fit, 1), ==, 0);
}

static double
value_at_log_dose_cb (double x, void *fit)
{
  return iso_curve_fit_value (fit, exp (x));
}

/* The other shapes against GSL's adaptive rule of 61 points (QAG). */
static void
test_mean_effect_of_other_shapes (void)
{
  static const char *const models[] = { "W1.4", "W2.4", "LN.4", "LL.5", "BC.5", "flat" };
  double parameters[4] = { 2, 0.2, 1.0, 11 }, doses[10], responses[10];
  gsl_integration_workspace *workspace = gsl_integration_workspace_alloc (1000);

  simulate (parameters, 1, 10, 0.03, 4, doses, responses);
  for (gsize k = 0; k < G_N_ELEMENTS (models); k++)
    {
      IsoCurveFit fit;
      gsl_function function = { value_at_log_dose_cb, &fit };
      double sum, error;

      fit_model (models[k], doses, responses, 10, &fit);
      g_assert_cmpint (gsl_integration_qag (&function, 0, log (512), 1e-13, 1e-13, 1000, GSL_INTEG_GAUSS61, workspace, &sum, &error), ==,
                       GSL_SUCCESS);
      iso_assert_close (iso_curve_fit_mean_effect (&fit, 1), 1 - sum / log (512), 1e-10);
    }
  gsl_integration_workspace_free (workspace);
}

/* Every one of 300 simulated curves is fitted at least as well as by the truth it was made from. */
static void
test_never_worse_than_the_truth (void)
{
  for (guint64 seed = 1; seed <= 300; seed++)
    {
      IsoRandom random;
      double parameters[4], doses[10], responses[10], rss = 0;
      IsoCurveFit fit;

      iso_random_init (&random, seed, 99);
      parameters[ISO_PARAMETER_HILL] = 0.4 * pow (10, iso_random_uniform (&random));
      parameters[ISO_PARAMETER_LOWER] = 0.5 * iso_random_uniform (&random);
      parameters[ISO_PARAMETER_UPPER] = 0.8 + 0.4 * iso_random_uniform (&random);
      parameters[ISO_PARAMETER_SCALE] = 2 * pow (100, iso_random_uniform (&random));
      simulate (parameters, 1, 10, 0.08, seed, doses, responses);
      for (guint i = 0; i < 10; i++)
        rss += pow (responses[i] - iso_curve_value (parameters, doses[i]), 2);
      fit_model ("LL.4", doses, responses, 10, &fit);
      g_assert_cmpfloat (fit.rss, <=, rss);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-fit/exact-points", test_exact_points);
  g_test_add_func ("/curve-fit/model-fixes", test_model_fixes);
  g_test_add_func ("/curve-fit/limits-hold", test_limits_hold);
  g_test_add_func ("/curve-fit/too-few", test_too_few);
  g_test_add_func ("/curve-fit/no-degrees-of-freedom", test_no_degrees_of_freedom);
  g_test_add_func ("/curve-fit/flat-is-not-identified", test_flat_is_not_identified);
  g_test_add_func ("/curve-fit/effect-doses", test_effect_doses);
  g_test_add_func ("/curve-fit/effect-dose-interval-follows-covariance", test_effect_dose_interval_follows_covariance);
  g_test_add_func ("/curve-fit/control-uncertainty", test_control_uncertainty);
  g_test_add_func ("/curve-fit/mean-effect", test_mean_effect);
  g_test_add_func ("/curve-fit/mean-effect-of-nothing", test_mean_effect_of_nothing);
  g_test_add_func ("/curve-fit/mean-effect-of-other-shapes", test_mean_effect_of_other_shapes);
  g_test_add_func ("/curve-fit/never-worse-than-the-truth", test_never_worse_than_the_truth);
  return g_test_run ();
}
