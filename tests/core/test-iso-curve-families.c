/* test-iso-curve-families.c - the curves that are no sigmoid over the log dose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

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
        iso_assert_close (dose.lower, wald.lower, 1e-5);
        iso_assert_close (dose.upper, wald.upper, 1e-5);
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
  simulate (gompertz, truth, 1e-6, 4, &data);
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

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-families/gompertz-truth", test_gompertz_truth);
  g_test_add_func ("/curve-families/gompertz-intervals", test_gompertz_intervals);
  g_test_add_func ("/curve-families/gompertz-exponential", test_gompertz_exponential);
  return g_test_run ();
}
