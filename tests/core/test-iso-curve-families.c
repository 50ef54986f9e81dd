/* test-iso-curve-families.c - the curves that are no sigmoid over the log dose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-problem.h"
#include "curve/iso-curve-profile.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"

#define POINTS 24

typedef double (*Curve) (const double *parameters, double dose);

typedef struct
{
  double doses[POINTS];
  double responses[POINTS];
} Data;

/* As Ritz et al. 2015 write it: b, c, d, e. */
static double
gompertz (const double *p, double dose)
{
  return p[1] + (p[2] - p[1]) * exp (-exp (p[0] * (dose - p[3])));
}

/* No drug, then doses 1:1.5 from 1. */
static void
simulate (Curve curve, const double *parameters, double sd, guint64 seed, Data *data)
{
  IsoRandom random;

  iso_random_init (&random, seed, 5);
  for (guint i = 0; i < POINTS; i++)
    {
      data->doses[i] = i < 2 ? 0 : pow (1.5, (i - 2) / 2);
      data->responses[i] = curve (parameters, data->doses[i]) + sd * iso_random_normal (&random);
    }
}

/* No drug, then doses 1:3 from 0.1. */
static void
simulate_wide (Curve curve, const double *parameters, double sd, guint64 seed, Data *data)
{
  IsoRandom random;

  iso_random_init (&random, seed, 5);
  for (guint i = 0; i < POINTS; i++)
    {
      data->doses[i] = i < 2 ? 0 : 0.1 * pow (3, (i - 2) / 2);
      data->responses[i] = curve (parameters, data->doses[i]) + sd * iso_random_normal (&random);
    }
}

static void
fit_data (const char *model, const Data *data, IsoCurveSettings *settings, IsoCurveFit *fit)
{
  iso_curve_settings_init (settings, iso_curve_model_find (model));
  iso_curve_fit (settings, data->doses, data->responses, NULL, POINTS, fit);
}

/* With the parameter fixed at a limit of its interval, a fit from scratch leaves RSS (1 + t^2 / df). */
static void
check_limit (const IsoCurveSettings *settings, const Data *data, const IsoCurveFit *fit, IsoParameter parameter, double limit)
{
  IsoCurveSettings own = *settings;
  IsoCurveFit fixed;
  double t = iso_t_quantile (fit->level, fit->df);

  own.fixed[parameter] = limit;
  iso_curve_fit (&own, data->doses, data->responses, NULL, POINTS, &fixed);
  iso_assert_close ((fixed.rss - fit->rss) / (t * t * fit->rss / fit->df), 1, 1e-4);
}

static void
check_profiles (const IsoCurveSettings *settings, const Data *data, const IsoCurveFit *fit)
{
  g_autoptr (IsoCurveProfile) profile = iso_curve_profile_new (settings, data->doses, data->responses, NULL, POINTS, fit);

  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      IsoEstimate estimate = iso_curve_profile_parameter (profile, p);

      if (fit->fixed[p] || !iso_curve_model_uses (fit->model, p))
        continue;
      g_assert_cmpstr (estimate.method, ==, "profile");
      g_test_message ("%s: %g [%g, %g]", iso_parameter_word (p), estimate.value, estimate.lower, estimate.upper);
      g_assert_cmpfloat (estimate.lower, <, estimate.value);
      g_assert_cmpfloat (estimate.upper, >, estimate.value);
      check_limit (settings, data, fit, p, estimate.lower);
      check_limit (settings, data, fit, p, estimate.upper);
    }
}

/* The dose of an effect is where the curve has it, and its intervals by profile and by Wald are one where there is little noise. */
static void
check_doses (const IsoCurveSettings *settings, const Data *data, const IsoCurveFit *fit)
{
  g_autoptr (IsoCurveProfile) profile = iso_curve_profile_new (settings, data->doses, data->responses, NULL, POINTS, fit);

  for (double level = 0.2; level < 0.9; level += 0.3)
    for (IsoEffectKind kind = ISO_EFFECT_RELATIVE; kind <= ISO_EFFECT_ABSOLUTE; kind++)
      {
        IsoEstimate wald = iso_curve_fit_effect_dose (fit, level, kind, 1);
        IsoEstimate dose = iso_curve_profile_effect_dose (profile, level, kind, 1);
        double upper = fit->values[ISO_PARAMETER_UPPER], lower = fit->values[ISO_PARAMETER_LOWER];

        g_assert_cmpstr (dose.method, ==, "profile");
        iso_assert_close (iso_curve_fit_value (fit, dose.value),
                          kind == ISO_EFFECT_RELATIVE ? upper - level * (upper - lower) : 1 - level, 1e-9);
        iso_assert_close (log (dose.lower / dose.value), log (wald.lower / wald.value), 2e-3);
        iso_assert_close (log (dose.upper / dose.value), log (wald.upper / wald.value), 2e-3);
      }
}

/* Without noise the truth comes back, told by the response without drug and the EC50, whatever way it goes. */
static void
test_gompertz_truth (void)
{
  static const double truths[][4] = { { 0.3, 0.1, 1.02, 9 }, { 0.08, 0, 1, 20 }, { 1.5, 1.1, 0.05, 4 }, { 0.05, 0.05, 1, -3 } };

  for (gsize k = 0; k < G_N_ELEMENTS (truths); k++)
    {
      const double *p = truths[k];
      IsoCurveSettings settings;
      IsoCurveFit fit;
      double b, e, h;
      Data data;

      simulate (gompertz, p, 0, 1, &data);
      fit_data ("G.4", &data, &settings, &fit);
      h = fit.values[ISO_PARAMETER_EXTRA];
      b = h / fit.values[ISO_PARAMETER_SCALE];
      e = log (expm1 (h) / M_LN2) / b;
      g_assert_cmpfloat (fit.rss, <, 1e-20);
      iso_assert_close (b, p[0], 1e-6);
      iso_assert_close (e, p[3], 1e-6);
      iso_assert_close (fit.values[ISO_PARAMETER_UPPER], gompertz (p, 0), 1e-7);
      g_assert_cmpfloat (fabs (fit.values[ISO_PARAMETER_LOWER] - p[1]), <, 1e-6);
      iso_assert_close (iso_curve_fit_value (&fit, 0), fit.values[ISO_PARAMETER_UPPER], 1e-12);
    }
}

static void
test_gompertz_intervals (void)
{
  static const double truth[] = { 0.2, 0.08, 1.02, 12 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;

  for (guint64 seed = 1; seed <= 3; seed++)
    {
      simulate (gompertz, truth, 0.03, seed, &data);
      fit_data (seed == 3 ? "G.3" : "G.4", &data, &settings, &fit);
      g_assert_cmpint (fit.status, ==, ISO_STATUS_OK);
      check_profiles (&settings, &data, &fit);
    }
  simulate (gompertz, truth, 1e-5, 4, &data);
  fit_data ("G.4", &data, &settings, &fit);
  check_doses (&settings, &data, &fit);
}

/* Exponential decay is Gompertz' curve without its steepness, whose EC50 is as good as ever. */
static void
test_gompertz_exponential (void)
{
  Data data;
  IsoCurveSettings settings;
  IsoCurveFit fit;

  for (guint i = 0; i < POINTS; i++)
    {
      data.doses[i] = i;
      data.responses[i] = 0.1 + 0.9 * exp (-(double) i / 5) + (i % 2 == 0 ? 1e-3 : -1e-3);
    }
  fit_data ("G.4", &data, &settings, &fit);
  g_assert_cmpint (fit.status, ==, ISO_STATUS_OK);
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_EXTRA].status, ==, ISO_STATUS_AT_BOUND);
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_SCALE].status, ==, ISO_STATUS_OK);
  iso_assert_close (fit.parameters[ISO_PARAMETER_SCALE].value, 5 * M_LN2, 2e-2);
  g_assert_cmpfloat (fit.parameters[ISO_PARAMETER_SCALE].upper / fit.parameters[ISO_PARAMETER_SCALE].lower, <, 1.1);
}

/* The sum of two sites as it is defined, in the order of IsoParameter. */
static double
two_sites (const double *p, double dose)
{
  double one = dose > 0 ? 1 / (1 + pow (dose / p[3], p[0])) : 1, two = dose > 0 ? 1 / (1 + pow (dose / p[5], p[6])) : 1;

  return p[1] + (p[2] - p[1]) * ((1 - p[4]) * one + p[4] * two);
}

/* The least sum of squares of many descents from anywhere, by the solver alone. */
static double
search_by_chance (const Data *data, gboolean free_hills, const IsoCurveFit *fit)
{
  gboolean held[ISO_CURVE_N_PARAMETERS] = { !free_hills, FALSE, FALSE, FALSE, FALSE, FALSE, !free_hills };
  double best = INFINITY;
  IsoCurveData problem;
  IsoRandom random;

  iso_random_init (&random, 77, 1);
  iso_curve_data_init (&problem, fit->shape, data->doses, data->responses, NULL, POINTS);
  for (guint i = 0; i < 200; i++)
    {
      IsoLeastSquares solver = { .n = ISO_CURVE_N_PARAMETERS, .evaluate = iso_curve_problem_evaluate, .user_data = &problem, .held = held };
      double theta[ISO_CURVE_N_PARAMETERS] = { 0 }, rss;

      theta[ISO_PARAMETER_LOWER] = 0.2 * iso_random_uniform (&random);
      theta[ISO_PARAMETER_UPPER] = 0.9 + 0.2 * iso_random_uniform (&random);
      theta[ISO_PARAMETER_EXTRA] = iso_random_uniform (&random);
      theta[ISO_PARAMETER_SCALE] = -3 + 10 * iso_random_uniform (&random);
      theta[ISO_PARAMETER_SECOND_SCALE] = -3 + 10 * iso_random_uniform (&random);
      theta[ISO_PARAMETER_HILL] = free_hills ? -1 + 3 * iso_random_uniform (&random) : 0;
      theta[ISO_PARAMETER_SECOND_HILL] = free_hills ? -1 + 3 * iso_random_uniform (&random) : 0;
      rss = iso_least_squares_descend (&solver, theta).rss;
      if (theta[ISO_PARAMETER_EXTRA] >= 0 && theta[ISO_PARAMETER_EXTRA] <= 1)
        best = MIN (best, rss);
    }
  iso_curve_data_clear (&problem);
  return best;
}

static const double sites[][ISO_CURVE_N_PARAMETERS] = {
  { 1, 0.05, 1, 3, 0.4, 700, 1 }, { 2, 0.1, 1, 2, 0.6, 300, 1.5 }, { 1, 1.2, 0.1, 5, 0.25, 900, 1 }, { 1, 0, 1, 4, 0.7, 60, 3 },
};

static const char *
name_sites (gsize k)
{
  return k % 2 == 0 ? "2S.5" : "2S.7";
}

static void
test_two_sites_truth (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (sites); k++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;

      simulate_wide (two_sites, sites[k], 0, 1, &data);
      fit_data (name_sites (k), &data, &settings, &fit);
      g_assert_cmpint (fit.status, ==, ISO_STATUS_OK);
      g_assert_cmpfloat (fit.rss, <, 1e-18);
      for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
        g_assert_cmpfloat (fabs (fit.values[p] - sites[k][p]), <, 1e-5 * (1 + sites[k][p]));
    }
}

/* The truth is no better, nor is one site, nor what descents from anywhere come to. */
static void
test_two_sites_are_best (void)
{
  for (gsize k = 0; k < G_N_ELEMENTS (sites); k++)
    for (guint64 seed = 1; seed <= 3; seed++)
      {
        IsoCurveSettings settings;
        IsoCurveFit fit, one;
        Data data;
        double rss = 0;

        simulate_wide (two_sites, sites[k], 0.03, seed, &data);
        fit_data (name_sites (k), &data, &settings, &fit);
        for (guint i = 0; i < POINTS; i++)
          rss += pow (data.responses[i] - two_sites (sites[k], data.doses[i]), 2);
        g_assert_cmpfloat (fit.rss, <=, rss);
        fit_data (k % 2 == 0 ? "MM.3" : "LL.4", &data, &settings, &one);
        g_assert_cmpfloat (fit.rss, <=, one.rss * (1 + 1e-9));
        g_assert_cmpfloat (fit.values[ISO_PARAMETER_SCALE], <=, fit.values[ISO_PARAMETER_SECOND_SCALE]);
        g_assert_cmpfloat (search_by_chance (&data, k % 2 == 1, &fit), >=, fit.rss * (1 - 1e-9));
      }
}

static void
test_two_sites_intervals (void)
{
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;

  for (gsize k = 0; k < 2; k++)
    {
      simulate_wide (two_sites, sites[k], 0.01, 2, &data);
      fit_data (name_sites (k), &data, &settings, &fit);
      g_assert_cmpint (fit.status, ==, ISO_STATUS_OK);
      check_profiles (&settings, &data, &fit);
      simulate_wide (two_sites, sites[k], 1e-5, 4, &data);
      fit_data (name_sites (k), &data, &settings, &fit);
      check_doses (&settings, &data, &fit);
    }
}

/* One site is enough: the second is not made up, and the doses of the first stand. */
static void
test_one_site_is_enough (void)
{
  static const double truth[ISO_CURVE_N_PARAMETERS] = { 2, 0.05, 1, 30, 0, 1, 1 };
  IsoCurveSettings settings;
  IsoCurveFit fit, one;
  Data data;

  simulate_wide (two_sites, truth, 0.03, 1, &data);
  fit_data ("2S.5", &data, &settings, &fit);
  fit_data ("MM.3", &data, &settings, &one);
  iso_assert_close (fit.rss, one.rss, 1e-9);
  g_assert_cmpint (fit.status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_EXTRA].status, ==, ISO_STATUS_AT_BOUND);
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_SECOND_SCALE].status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_true (isnan (fit.parameters[ISO_PARAMETER_SECOND_SCALE].value));
  iso_assert_close (iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_RELATIVE, 1).value, one.values[ISO_PARAMETER_SCALE], 1e-6);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-families/gompertz-truth", test_gompertz_truth);
  g_test_add_func ("/curve-families/gompertz-intervals", test_gompertz_intervals);
  g_test_add_func ("/curve-families/gompertz-exponential", test_gompertz_exponential);
  g_test_add_func ("/curve-families/two-sites-truth", test_two_sites_truth);
  g_test_add_func ("/curve-families/two-sites-are-best", test_two_sites_are_best);
  g_test_add_func ("/curve-families/two-sites-intervals", test_two_sites_intervals);
  g_test_add_func ("/curve-families/one-site-is-enough", test_one_site_is_enough);
  return g_test_run ();
}
