/* test-iso-curve-awkward.c - what people bring that is no curve: a sensible result or a clear status for each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-profile.h"

#include "iso-test.h"

static const double doses[] = { 0.1, 0.3, 1, 3, 10, 30, 100 };

#define N G_N_ELEMENTS (doses)

static IsoEstimate
fit (const char *model, const double *x, const double *y, gsize n, IsoCurveFit *result)
{
  g_autoptr (IsoCurveProfile) profile = NULL;
  IsoCurveSettings settings;

  iso_curve_settings_init (&settings, iso_curve_model_find (model));
  iso_curve_fit (&settings, x, y, NULL, n, result);
  profile = iso_curve_profile_new (&settings, x, y, NULL, n, result);
  return iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
}

/* No number that is shown is NaN or infinite without a reason beside it. */
static void
check_sane (const IsoCurveFit *result, const IsoEstimate *dose)
{
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      const IsoEstimate *estimate = &result->parameters[p];

      g_assert_true (isfinite (estimate->value) || estimate->status != ISO_STATUS_OK);
      g_assert_true ((isfinite (estimate->lower) && isfinite (estimate->upper)) || estimate->interval_status != ISO_STATUS_OK
                     || result->fixed[p]);
    }
  g_assert_true (isfinite (dose->value) || dose->status != ISO_STATUS_OK);
  g_assert_true (dose->lower <= dose->value || isnan (dose->lower) || isnan (dose->value));
  g_assert_true (dose->upper >= dose->value || isnan (dose->upper) || isnan (dose->value));
}

static void
test_flat (void)
{
  static const double noisy[] = { 0.99, 1.02, 0.98, 1.01, 1.0, 0.99, 1.02 }, equal[] = { 1, 1, 1, 1, 1, 1, 1 };
  IsoCurveFit result;
  IsoEstimate dose = fit ("LL.4", doses, noisy, N, &result);

  check_sane (&result, &dose);
  g_assert_false (isfinite (dose.value));
  dose = fit ("LL.4", doses, equal, N, &result);
  check_sane (&result, &dose);
  g_assert_cmpint (result.status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_false (isfinite (dose.value));
}

/* The hill is at least so much, and no number says how much; the midpoint lies between the two doses. */
static void
check_step (const double *y, const IsoCurveFit *result)
{
  g_autoptr (IsoCurveProfile) profile = NULL;
  IsoCurveSettings settings;
  IsoEstimate hill, scale;

  iso_curve_settings_init (&settings, result->model);
  profile = iso_curve_profile_new (&settings, doses, y, NULL, N, result);
  hill = iso_curve_profile_parameter (profile, ISO_PARAMETER_HILL);
  scale = iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE);
  g_assert_cmpint (result->status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_cmpint (hill.status, ==, ISO_STATUS_AT_BOUND);
  g_assert_cmpint (hill.interval_status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_true (isnan (hill.upper));
  g_assert_cmpfloat (hill.lower, >, 2);
  g_assert_cmpfloat (hill.lower, <, 60);
  g_assert_true (isnan (result->se[ISO_PARAMETER_HILL]) && isnan (result->se[ISO_PARAMETER_SCALE]));
  g_assert_cmpint (scale.status, ==, ISO_STATUS_OK);
  g_assert_cmpfloat (scale.lower, >=, 2.9);
  g_assert_cmpfloat (scale.lower, <, 5);
  g_assert_cmpfloat (scale.upper, >, 6);
  g_assert_cmpfloat (scale.upper, <=, 10.1);
}

/* All or nothing between two doses: nobody knows how steep, and the midpoint is only known to lie between them. Where wells scatter a
 * little, what is left at the doses beside may seem to tell; then it must lie between them too. */
static void
test_steep (void)
{
  static const double exact[] = { 1, 1, 1, 1, 0, 0, 0 }, scattered[] = { 0.98, 1.02, 0.98, 1.02, -0.01, 0.01, 0.01 }, y[] = { 1, 1.01, 0.99, 1, 0.01, 0, -0.01 };
  IsoCurveFit result;
  IsoEstimate dose = fit ("LL.4", doses, exact, N, &result);

  check_sane (&result, &dose);
  g_assert_cmpint (result.status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_true (!isfinite (dose.value) || (dose.value > 3 && dose.value < 10));
  g_assert_true (!isfinite (dose.lower) || dose.lower > 2.9);
  g_assert_true (!isfinite (dose.upper) || dose.upper < 10.1);
  g_assert_cmpfloat (result.rss, <, 1e-12);
  check_step (exact, &result);
  dose = fit ("LL.4", doses, scattered, N, &result);
  check_sane (&result, &dose);
  check_step (scattered, &result);
  dose = fit ("LL.4", doses, y, N, &result);
  g_test_message ("%g (%g to %g), hill %g, %s", dose.value, dose.lower, dose.upper, result.values[ISO_PARAMETER_HILL],
                  iso_status_word (result.status));
  check_sane (&result, &dose);
  g_assert_true (!isfinite (dose.value) || (dose.value > 3 && dose.value < 10));
  g_assert_cmpfloat (result.rss, <, 1e-3);
}

static void
test_few_doses (void)
{
  static const double one[] = { 5, 5, 5, 5, 5, 5 }, two[] = { 5, 5, 5, 50, 50, 50 }, y[] = { 0.9, 0.92, 0.88, 0.3, 0.32, 0.28 };
  static const double zero[] = { 0, 0, 0, 0, 0, 0 };
  IsoCurveFit result;
  IsoEstimate dose = fit ("LL.4", one, y, 6, &result);

  g_assert_cmpint (result.status, ==, ISO_STATUS_TOO_FEW_POINTS);
  check_sane (&result, &dose);
  dose = fit ("LL.4", two, y, 6, &result);
  g_assert_cmpint (result.status, ==, ISO_STATUS_TOO_FEW_POINTS);
  check_sane (&result, &dose);
  /* Two doses are enough for two parameters. */
  dose = fit ("LL.2", two, y, 6, &result);
  g_assert_cmpint (result.status, ==, ISO_STATUS_OK);
  g_assert_true (dose.value > 5 && dose.value < 50);
  check_sane (&result, &dose);
  dose = fit ("LL.4", zero, y, 6, &result);
  g_assert_cmpint (result.status, ==, ISO_STATUS_TOO_FEW_POINTS);
  dose = fit ("LL.4", two, y, 0, &result);
  g_assert_cmpint (result.status, ==, ISO_STATUS_TOO_FEW_POINTS);
}

/* Units do not matter: doses of 1e-15 or 1e15, responses of 1e-9 or 1e9 give the same curve. */
static void
test_huge_and_tiny (void)
{
  static const double y[] = { 0.99, 0.97, 0.9, 0.7, 0.4, 0.17, 0.08 };
  static const double factors[][2] = { { 1e-15, 1 }, { 1e15, 1 }, { 1, 1e-9 }, { 1, 1e9 } };
  IsoCurveFit plain, result;
  IsoEstimate dose = fit ("LL.4", doses, y, N, &plain);

  for (gsize k = 0; k < G_N_ELEMENTS (factors); k++)
    {
      double x[N], scaled[N];

      for (gsize i = 0; i < N; i++)
        {
          x[i] = doses[i] * factors[k][0];
          scaled[i] = y[i] * factors[k][1];
        }
      dose = fit ("LL.4", x, scaled, N, &result);
      g_assert_cmpint (result.status, ==, plain.status);
      iso_assert_close (result.values[ISO_PARAMETER_SCALE], plain.values[ISO_PARAMETER_SCALE] * factors[k][0], 1e-7);
      iso_assert_close (result.values[ISO_PARAMETER_HILL], plain.values[ISO_PARAMETER_HILL], 1e-7);
      iso_assert_close (result.values[ISO_PARAMETER_UPPER], plain.values[ISO_PARAMETER_UPPER] * factors[k][1], 1e-7);
      iso_assert_close (result.rss, plain.rss * factors[k][1] * factors[k][1], 1e-7);
    }
  check_sane (&result, &dose);
}

/* Inhibition instead of viability: the same curve upside down, with the same midpoint; negative responses are responses. */
static void
test_reversed_and_negative (void)
{
  static const double y[] = { 0.99, 0.97, 0.9, 0.7, 0.4, 0.17, 0.08 };
  double up[N], below[N];
  IsoCurveFit plain, reversed, negative;
  IsoEstimate dose = fit ("LL.4", doses, y, N, &plain);

  for (gsize i = 0; i < N; i++)
    {
      up[i] = 1 - y[i];
      below[i] = y[i] - 0.5;
    }
  fit ("LL.4", doses, up, N, &reversed);
  iso_assert_close (reversed.values[ISO_PARAMETER_SCALE], plain.values[ISO_PARAMETER_SCALE], 1e-7);
  iso_assert_close (reversed.values[ISO_PARAMETER_LOWER], 1 - plain.values[ISO_PARAMETER_LOWER], 1e-7);
  fit ("LL.4", doses, below, N, &negative);
  iso_assert_close (negative.values[ISO_PARAMETER_SCALE], plain.values[ISO_PARAMETER_SCALE], 1e-7);
  iso_assert_close (negative.values[ISO_PARAMETER_LOWER] + 0.5, plain.values[ISO_PARAMETER_LOWER], 1e-6);
  check_sane (&plain, &dose);
}

/* Replicates of 1: no pure error to test against, and nothing pretends that there is. */
static void
test_single_replicates (void)
{
  static const double y[] = { 0.99, 0.97, 0.9, 0.7, 0.4, 0.17, 0.08 };
  IsoCurveFit result;
  IsoEstimate dose = fit ("LL.4", doses, y, N, &result);

  g_assert_true (isnan (result.lack_of_fit_f) && isnan (result.lack_of_fit_p));
  g_assert_cmpint (dose.interval_status, ==, ISO_STATUS_OK);
  /* As many parameters as points: a curve, and no interval. */
  dose = fit ("LL.4", doses + 1, y + 1, 4, &result);
  g_assert_cmpint (result.parameters[ISO_PARAMETER_SCALE].interval_status, !=, ISO_STATUS_OK);
  check_sane (&result, &dose);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-awkward/flat", test_flat);
  g_test_add_func ("/curve-awkward/steep", test_steep);
  g_test_add_func ("/curve-awkward/few-doses", test_few_doses);
  g_test_add_func ("/curve-awkward/huge-and-tiny", test_huge_and_tiny);
  g_test_add_func ("/curve-awkward/reversed-and-negative", test_reversed_and_negative);
  g_test_add_func ("/curve-awkward/single-replicates", test_single_replicates);
  return g_test_run ();
}
