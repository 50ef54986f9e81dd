/* test-iso-curve-bootstrap.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-bootstrap.h"

#include "base/iso-random.h"
#include "curve/iso-curve-profile.h"
#include "iso-test.h"

#define POINTS 27

typedef struct
{
  double           x[POINTS];
  double           y[POINTS];
  IsoCurveSettings settings;
  IsoCurveFit      fit;
} Curve;

static void
make_curve (double lower, double scale, double sd, Curve *curve)
{
  const double truth[ISO_CURVE_N_PARAMETERS] = { 1.4, lower, 1, scale, 1 };
  IsoRandom random;

  iso_random_init (&random, 5, 1);
  for (guint i = 0; i < POINTS; i++)
    {
      curve->x[i] = pow (3, i / 3);
      curve->y[i] = iso_curve_value (truth, curve->x[i]) + sd * iso_random_normal (&random);
    }
  iso_curve_settings_init (&curve->settings, iso_curve_model_find ("LL.4"));
  curve->settings.fixed[ISO_PARAMETER_UPPER] = 1;
  iso_curve_fit (&curve->settings, curve->x, curve->y, NULL, POINTS, &curve->fit);
}

static IsoCurveBootstrap *
resample (const Curve *curve, IsoBootstrapKind kind, guint draws, guint64 seed)
{
  return iso_curve_bootstrap_new (&curve->settings, curve->x, curve->y, NULL, POINTS, &curve->fit, kind, draws, seed);
}

/* On a good curve with equal scatter all ways agree: limits within a third of the width of the profile's. */
static void
test_agrees (void)
{
  g_autoptr (IsoCurveProfile) profile = NULL;
  IsoEstimate expected;
  Curve curve;

  make_curve (0.1, 40, 0.03, &curve);
  profile = iso_curve_profile_new (&curve.settings, curve.x, curve.y, NULL, POINTS, &curve.fit);
  expected = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  for (IsoBootstrapKind kind = ISO_BOOTSTRAP_RESIDUALS; kind <= ISO_BOOTSTRAP_WILD; kind++)
    {
      g_autoptr (IsoCurveBootstrap) bootstrap = resample (&curve, kind, ISO_BOOTSTRAP_DRAWS, 1);
      IsoEstimate dose = iso_curve_bootstrap_effect_dose (bootstrap, 0.5, ISO_EFFECT_ABSOLUTE, 1);
      IsoEstimate hill = iso_curve_bootstrap_parameter (bootstrap, ISO_PARAMETER_HILL);

      g_test_message ("%u: %.5g (%.5g to %.5g), profile %.5g to %.5g; hill %.4g to %.4g", kind, dose.value, dose.lower, dose.upper,
                      expected.lower, expected.upper, hill.lower, hill.upper);
      g_assert_cmpstr (dose.method, ==, "bootstrap");
      iso_assert_close (dose.value, expected.value, 1e-12);
      g_assert_cmpfloat (fabs (dose.lower - expected.lower), <, (expected.upper - expected.lower) / 3);
      g_assert_cmpfloat (fabs (dose.upper - expected.upper), <, (expected.upper - expected.lower) / 3);
      g_assert_true (hill.lower < 1.4 && hill.upper > 1.4);
      g_assert_cmpfloat (iso_curve_bootstrap_parameter (bootstrap, ISO_PARAMETER_UPPER).value, ==, 1);
    }
}

/* The same seed gives the same numbers, another one others; more draws begin with the same. */
static void
test_seed (void)
{
  double limits[3];
  Curve curve;

  make_curve (0.1, 40, 0.05, &curve);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (IsoCurveBootstrap) bootstrap = resample (&curve, ISO_BOOTSTRAP_RESIDUALS, 99, i == 2 ? 8 : 7);

      limits[i] = iso_curve_bootstrap_parameter (bootstrap, ISO_PARAMETER_SCALE).lower;
    }
  g_assert_cmpfloat (limits[0], ==, limits[1]);
  g_assert_cmpfloat (limits[0], !=, limits[2]);
}

/* A plateau at 70 %: the IC50 is not reached, and the draws say that it is not below the highest dose. One near 50 %: some draws reach it,
 * and the upper limit is open. */
static void
test_not_reached (void)
{
  g_autoptr (IsoCurveBootstrap) far = NULL, near = NULL;
  IsoEstimate dose;
  Curve curve;

  make_curve (0.7, 40, 0.03, &curve);
  far = resample (&curve, ISO_BOOTSTRAP_RESIDUALS, 199, 1);
  dose = iso_curve_bootstrap_effect_dose (far, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  g_assert_true (isnan (dose.value) && isnan (dose.upper));
  g_assert_cmpint (dose.status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_true (isnan (dose.lower) || dose.lower == curve.fit.highest_dose);

  make_curve (0.49, 60, 0.06, &curve);
  near = resample (&curve, ISO_BOOTSTRAP_RESIDUALS, 199, 1);
  dose = iso_curve_bootstrap_effect_dose (near, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  g_test_message ("%g (%g to %g), %s, %s", dose.value, dose.lower, dose.upper, iso_status_word (dose.status),
                  iso_status_word (dose.interval_status));
  g_assert_true (isnan (dose.upper) && dose.lower > 30);
  g_assert_cmpint (dose.interval_status, ==, ISO_STATUS_ABOVE_RANGE);
}

/* Wells that scatter ten times more at the top: the wild bootstrap keeps that, and is narrower for the bottom than residuals that are mixed. */
static void
test_unequal_scatter (void)
{
  g_autoptr (IsoCurveBootstrap) wild = NULL, mixed = NULL;
  IsoEstimate one, other;
  Curve curve;

  make_curve (0.1, 40, 0.01, &curve);
  for (guint i = 0; i < 12; i++)
    curve.y[i] += 0.15 * ((i % 3) - 1.0);
  iso_curve_fit (&curve.settings, curve.x, curve.y, NULL, POINTS, &curve.fit);
  wild = resample (&curve, ISO_BOOTSTRAP_WILD, 199, 1);
  mixed = resample (&curve, ISO_BOOTSTRAP_RESIDUALS, 199, 1);
  one = iso_curve_bootstrap_parameter (wild, ISO_PARAMETER_LOWER);
  other = iso_curve_bootstrap_parameter (mixed, ISO_PARAMETER_LOWER);
  g_assert_cmpfloat (one.upper - one.lower, <, 0.5 * (other.upper - other.lower));
}

static void
test_too_few (void)
{
  static const double x[] = { 1, 10, 100 }, y[] = { 1, 0.5, 0.1 };
  g_autoptr (IsoCurveBootstrap) bootstrap = NULL;
  IsoCurveSettings settings;
  IsoCurveFit fit;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  iso_curve_fit (&settings, x, y, NULL, 3, &fit);
  bootstrap = iso_curve_bootstrap_new (&settings, x, y, NULL, 3, &fit, ISO_BOOTSTRAP_RESIDUALS, 99, 1);
  g_assert_true (isnan (iso_curve_bootstrap_effect_dose (bootstrap, 0.5, ISO_EFFECT_ABSOLUTE, 1).lower));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-bootstrap/agrees", test_agrees);
  g_test_add_func ("/curve-bootstrap/seed", test_seed);
  g_test_add_func ("/curve-bootstrap/not-reached", test_not_reached);
  g_test_add_func ("/curve-bootstrap/unequal-scatter", test_unequal_scatter);
  g_test_add_func ("/curve-bootstrap/too-few", test_too_few);
  return g_test_run ();
}
