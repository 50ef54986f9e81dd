/* test-iso-curve-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-profile.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#define POINTS 10

typedef struct
{
  double doses[POINTS];
  double responses[POINTS];
} Data;

/* Doses 1:2 from 1, noise of a fixed seed. */
static void
simulate (const double parameters[4], double sd, guint64 seed, Data *data)
{
  IsoRandom random;

  iso_random_init (&random, seed, 5);
  for (guint i = 0; i < POINTS; i++)
    {
      data->doses[i] = ldexp (1, (int) i);
      data->responses[i] = iso_curve_value (parameters, data->doses[i]) + sd * iso_random_normal (&random);
    }
}

static IsoCurveProfile *
fit_and_profile (const IsoCurveSettings *settings, const Data *data, IsoCurveFit *fit)
{
  iso_curve_fit (settings, data->doses, data->responses, NULL, POINTS, fit);
  return iso_curve_profile_new (settings, data->doses, data->responses, NULL, POINTS, fit);
}

/* How far the best curve with the parameter fixed there is from the least sum of squares, in units of what the interval allows. */
static double
measure (const IsoCurveSettings *settings, const Data *data, const IsoCurveFit *fit, IsoParameter parameter, double value)
{
  IsoCurveSettings own = *settings;
  IsoCurveFit fixed;
  double t = iso_t_quantile (fit->level, fit->df);

  own.fixed[parameter] = value;
  iso_curve_fit (&own, data->doses, data->responses, NULL, POINTS, &fixed);
  return (fixed.rss - fit->rss) / (t * t * fit->rss / fit->df);
}

/* By definition: with the parameter fixed at either limit, a fit from scratch leaves RSS (1 + t^2 / df). */
static void
test_limits_by_definition (void)
{
  static const char *const models[] = { "LL.4", "W1.4", "W2.4", "LN.4", "LL.3" };
  const double parameters[4] = { 1.3, 0.12, 1, 30 };

  for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
    for (guint64 seed = 1; seed <= 5; seed++)
      {
        IsoCurveSettings settings;
        IsoCurveFit fit;
        Data data;
        g_autoptr (IsoCurveProfile) profile = NULL;

        simulate (parameters, 0.03, seed, &data);
        iso_curve_settings_init (&settings, iso_curve_model_find (models[m]));
        profile = fit_and_profile (&settings, &data, &fit);
        for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
          {
            IsoEstimate estimate = iso_curve_profile_parameter (profile, p);

            if (fit.fixed[p])
              continue;
            g_assert_cmpstr (estimate.method, ==, "profile");
            g_assert_cmpint (estimate.interval_status, ==, ISO_STATUS_OK);
            g_assert_cmpfloat (estimate.lower, <, estimate.value);
            g_assert_cmpfloat (estimate.upper, >, estimate.value);
            iso_assert_close (measure (&settings, &data, &fit, p, estimate.lower), 1, 1e-5);
            iso_assert_close (measure (&settings, &data, &fit, p, estimate.upper), 1, 1e-5);
          }
      }
}

typedef struct
{
  const Data *data;
  double      dose, level;
  gboolean    absolute;
} Constraint;

/* The squares of the curve with hill, lower and upper, whose scale follows from its dose for the level. */
static double
constrained_rss_cb (const gsl_vector *x, void *user_data)
{
  const Constraint *c = user_data;
  double hill = exp (gsl_vector_get (x, 0)), lower = gsl_vector_get (x, 1), upper = gsl_vector_get (x, 2), rss = 0;
  double response = c->absolute ? 1 - c->level : upper - c->level * (upper - lower);
  double odds = (upper - response) / (response - lower);
  double parameters[4] = { hill, lower, upper, c->dose * pow (odds, -1 / hill) };

  if (!(odds > 0))
    return GSL_POSINF;
  for (guint i = 0; i < POINTS; i++)
    rss += pow (c->data->responses[i] - iso_curve_value (parameters, c->data->doses[i]), 2);
  return rss;
}

static double
find_constrained_rss (const Constraint *constraint, const IsoCurveFit *fit)
{
  double start[] = { log (fit->values[ISO_PARAMETER_HILL]), fit->values[ISO_PARAMETER_LOWER], fit->values[ISO_PARAMETER_UPPER] };
  double steps[] = { 0.2, 0.05, 0.05 }, least = INFINITY;
  gsl_multimin_function function = { constrained_rss_cb, 3, (void *) constraint };
  gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, 3);
  gsl_vector_view step = gsl_vector_view_array (steps, 3), x = gsl_vector_view_array (start, 3);

  for (guint again = 0; again < 4; again++)
    {
      gsl_multimin_fminimizer_set (simplex, &function, &x.vector, &step.vector);
      for (guint i = 0; i < 2000 && gsl_multimin_fminimizer_size (simplex) > 1e-10; i++)
        gsl_multimin_fminimizer_iterate (simplex);
      gsl_vector_memcpy (&x.vector, simplex->x);
      least = MIN (least, simplex->fval);
    }
  gsl_multimin_fminimizer_free (simplex);
  return least;
}

/* The same of effect doses, against a simplex that knows nothing of our derivatives. */
static void
test_effect_doses_by_definition (void)
{
  const double parameters[4] = { 1.3, 0.12, 1, 30 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  for (guint64 seed = 1; seed <= 3; seed++)
    for (guint k = 0; k < 4; k++)
      {
        Constraint constraint = { &data, 0, k % 2 == 0 ? 0.5 : 0.2, k / 2 == 1 };
        IsoEffectKind kind = constraint.absolute ? ISO_EFFECT_ABSOLUTE : ISO_EFFECT_RELATIVE;
        g_autoptr (IsoCurveProfile) profile = NULL;
        IsoEstimate estimate;
        double allowed;

        simulate (parameters, 0.03, seed, &data);
        profile = fit_and_profile (&settings, &data, &fit);
        estimate = iso_curve_profile_effect_dose (profile, constraint.level, kind, 1);
        g_assert_cmpstr (estimate.method, ==, "profile");
        allowed = fit.rss * (1 + pow (iso_t_quantile (0.95, fit.df), 2) / fit.df);
        constraint.dose = estimate.lower;
        iso_assert_close (find_constrained_rss (&constraint, &fit), allowed, 1e-5);
        constraint.dose = estimate.upper;
        iso_assert_close (find_constrained_rss (&constraint, &fit), allowed, 1e-5);
      }
}

/* The midpoint is both the parameter and the relative effect dose at one half: two ways, one interval. */
static void
test_midpoint_two_ways (void)
{
  static const char *const models[] = { "LL.4", "LL.3", "LN.4" };
  const double parameters[4] = { 2, 0.1, 1, 20 };

  for (gsize m = 0; m < G_N_ELEMENTS (models); m++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;
      g_autoptr (IsoCurveProfile) profile = NULL;
      IsoEstimate scale, dose;

      simulate (parameters, 0.05, 8, &data);
      iso_curve_settings_init (&settings, iso_curve_model_find (models[m]));
      profile = fit_and_profile (&settings, &data, &fit);
      scale = iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE);
      dose = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_RELATIVE, 1);
      iso_assert_close (dose.value, scale.value, 1e-12);
      iso_assert_close (dose.lower, scale.lower, 1e-5);
      iso_assert_close (dose.upper, scale.upper, 1e-5);
    }
}

/* A straight line over the log dose: both plateaus lie at infinity, and what rules a plateau out is found by fits from scratch. The profile
 * began elsewhere once, and the interval of the lower limit was the single point -7728. */
static void
test_straight_line (void)
{
  static const double jitter[POINTS] = { 0.02, -0.04, 0.03, 0.01, -0.03, 0.02, -0.02, 0.04, -0.02, -0.01 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;
  g_autoptr (IsoCurveProfile) profile = NULL;

  for (guint i = 0; i < POINTS; i++)
    {
      data.doses[i] = ldexp (1, (int) i);
      data.responses[i] = 1 - 0.09 * i + jitter[i];
    }
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  profile = fit_and_profile (&settings, &data, &fit);
  g_assert_cmpint (fit.status, ==, ISO_STATUS_NOT_IDENTIFIED);
  for (IsoParameter p = ISO_PARAMETER_LOWER; p <= ISO_PARAMETER_UPPER; p++)
    {
      IsoEstimate estimate = iso_curve_profile_parameter (profile, p);
      double limit = p == ISO_PARAMETER_LOWER ? estimate.upper : estimate.lower;

      g_test_message ("%s: %g [%g, %g]", iso_parameter_word (p), estimate.value, estimate.lower, estimate.upper);
      g_assert_true (isnan (p == ISO_PARAMETER_LOWER ? estimate.lower : estimate.upper));
      g_assert_cmpfloat (fabs (limit), <, 2);
      iso_assert_close (measure (&settings, &data, &fit, p, limit), 1, 1e-4);
    }
}

/* With hill and scale fixed the model is a straight line in its limits, and profile and Wald are one, exactly. */
static void
test_linear_is_wald (void)
{
  const double parameters[4] = { 2, 0.1, 1, 20 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;
  g_autoptr (IsoCurveProfile) profile = NULL;

  simulate (parameters, 0.05, 3, &data);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_HILL] = 2;
  settings.fixed[ISO_PARAMETER_SCALE] = 20;
  profile = fit_and_profile (&settings, &data, &fit);
  for (IsoParameter p = ISO_PARAMETER_LOWER; p <= ISO_PARAMETER_UPPER; p++)
    {
      IsoEstimate estimate = iso_curve_profile_parameter (profile, p);

      iso_assert_close (estimate.lower, fit.parameters[p].lower, 1e-5);
      iso_assert_close (estimate.upper, fit.parameters[p].upper, 1e-5);
    }
  g_assert_cmpstr (iso_curve_profile_parameter (profile, ISO_PARAMETER_HILL).method, ==, NULL);
}

/* No dose beyond the midpoint: how low it may be is known, how high is not. So it is where the best curve has a midpoint (seeds 1, 2
 * and 12) and where it goes on for ever. */
static void
test_open_above (void)
{
  const double parameters[4] = { 1, 0, 1, 2000 };
  static const guint64 seeds[] = { 1, 2, 5, 6, 7, 8, 9, 10, 11, 12 };

  for (gsize i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;
      g_autoptr (IsoCurveProfile) profile = NULL;
      IsoEstimate scale, lower, tenth;

      simulate (parameters, 0.02, seeds[i], &data);
      iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
      profile = fit_and_profile (&settings, &data, &fit);
      scale = iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE);
      g_assert_cmpint (scale.interval_status, ==, ISO_STATUS_ABOVE_RANGE);
      g_assert_true (isnan (scale.upper));
      iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_SCALE, scale.lower), 1, 1e-4);
      lower = iso_curve_profile_parameter (profile, ISO_PARAMETER_LOWER);
      g_assert_true (isnan (lower.lower));
      g_assert_cmpint (lower.interval_status, ==, ISO_STATUS_NOT_IDENTIFIED);
      iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_LOWER, lower.upper), 1, 1e-4);
      tenth = iso_curve_profile_effect_dose (profile, 0.1, ISO_EFFECT_ABSOLUTE, 1);
      g_assert_cmpint (tenth.interval_status, ==, ISO_STATUS_OK);
      g_assert_cmpfloat (tenth.lower, <, tenth.value);
      g_assert_cmpfloat (tenth.upper, >, tenth.value);
    }
}

/* At a limit that a person set, the interval begins there. */
static void
test_at_bound (void)
{
  const double parameters[4] = { 1.4, -0.03, 1, 12 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;
  g_autoptr (IsoCurveProfile) profile = NULL;
  IsoEstimate lower, scale;

  simulate (parameters, 0.03, 1, &data);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.low[ISO_PARAMETER_LOWER] = 0;
  profile = fit_and_profile (&settings, &data, &fit);
  g_assert_cmpint (fit.parameters[ISO_PARAMETER_LOWER].status, ==, ISO_STATUS_AT_BOUND);
  lower = iso_curve_profile_parameter (profile, ISO_PARAMETER_LOWER);
  iso_assert_close (lower.lower, 0, 0);
  iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_LOWER, lower.upper), 1, 1e-5);
  scale = iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE);
  iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_SCALE, scale.lower), 1, 1e-5);
  iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_SCALE, scale.upper), 1, 1e-5);
}

/* The plateau's interval holds 50 % (0.26 to 0.57), so that the data do not rule out that the IC50 is never reached: its interval has no
 * upper limit, although the best curve reaches it at 129. It was once closed at 284, where the way to larger doses passed the plateau. */
static void
test_open_by_plateau (void)
{
  static const double x[] = { 0.3, 1, 3, 10, 30, 100 }, y[] = { 0.97050, 0.96787, 0.96910, 0.79767, 0.59923, 0.50643 };
  g_autoptr (IsoCurveProfile) profile = NULL;
  IsoCurveSettings settings;
  IsoEstimate dose, lower;
  IsoCurveFit fit;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  settings.low[ISO_PARAMETER_LOWER] = 0;
  settings.high[ISO_PARAMETER_LOWER] = 1;
  iso_curve_fit (&settings, x, y, NULL, G_N_ELEMENTS (x), &fit);
  profile = iso_curve_profile_new (&settings, x, y, NULL, G_N_ELEMENTS (x), &fit);
  lower = iso_curve_profile_parameter (profile, ISO_PARAMETER_LOWER);
  g_assert_true (lower.lower < 0.5 && lower.upper > 0.5);
  dose = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  g_assert_true (dose.value > 100 && dose.lower > 30 && dose.lower < 60);
  g_assert_true (isnan (dose.upper));
  g_assert_cmpint (dose.interval_status, ==, ISO_STATUS_ABOVE_RANGE);
  for (double far = 200; far < 1e6; far *= 3)
    g_assert_true (isfinite (iso_curve_profile_rss_at (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1, log (far))));
}

/* Data sets that were once told too narrow an interval: downhill from one point of the profile to the next the
 * way stays in the basin of the best curve, while beyond it a steeper or a flatter one fits better. Every limit is what fits from scratch say, and
 * where there is none, fits from scratch do not rule out a value far away. */
static void
test_other_basins (void)
{
  static const struct
  {
    double   responses[POINTS];
    gboolean open[4][2];   /* of hill, lower, upper, scale: below and above */
  } cases[] = {
    /* A slope that may as well be a step: the hill was said to be 13.7 at most, the EC50 63.5 instead of 63.9. */
    { { 1.034, 1.022, 0.969, 0.975, 0.943, 0.314, 0.175, 0.001, 0.208, 0.059 }, { { FALSE, TRUE } } },
    /* The hill was said to be 200 at most, where nothing more is known. */
    { { 0.932, 0.936, 0.943, 0.83, 0.768, 0.466, 0.168, 0.266, 0.125, 0.127 }, { { FALSE, TRUE } } },
    /* A slope that may as well be almost a straight line: 0.038 instead of 0.021, and -5.3 instead of -7.5. */
    { { 1.118, 1.046, 1.006, 0.863, 0.594, 0.48, 0.412, 0.193, 0.301, 0.125 },
      { { FALSE, FALSE }, { FALSE, FALSE }, { FALSE, TRUE }, { TRUE, FALSE } } },
    /* The best curve goes on for ever, as a power of 0.24: the profile began at one that was no neighbour of it, and every interval was a
     * point; that of the upper limit was then open, as the lower one lies far away. */
    { { 0.904, 0.81, 0.796, 0.659, 0.714, 0.614, 0.434, 0.412, 0.312, 0.086 },
      { { FALSE, FALSE }, { TRUE, FALSE }, { FALSE, FALSE }, { FALSE, TRUE } } },
  };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;
      g_autoptr (IsoCurveProfile) profile = NULL;

      for (guint i = 0; i < POINTS; i++)
        {
          data.doses[i] = ldexp (2, (int) i);
          data.responses[i] = cases[c].responses[i];
        }
      iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
      profile = fit_and_profile (&settings, &data, &fit);
      for (IsoParameter p = 0; p < ISO_PARAMETER_EXTRA; p++)
        {
          IsoEstimate estimate = iso_curve_profile_parameter (profile, p);

          for (guint side = 0; side < 2; side++)
            {
              double limit = side == 0 ? estimate.lower : estimate.upper;

              g_test_message ("%u, %s: %g", (guint) c, iso_parameter_word (p), limit);
              g_assert_cmpint (isnan (limit), ==, cases[c].open[p][side]);
              if (isfinite (limit))
                iso_assert_close (measure (&settings, &data, &fit, p, limit), 1, 1e-3);
            }
        }
      for (double hill = 3; hill < 200 && cases[c].open[ISO_PARAMETER_HILL][1]; hill *= 1.5)
        g_assert_cmpfloat (measure (&settings, &data, &fit, ISO_PARAMETER_HILL, hill), <, 1);
    }
}

/* The same of effect doses: at half of the way they are the scale, and a step that the data allow has a later IC50 than was told (63.06). */
static void
test_other_basins_of_doses (void)
{
  static const double responses[POINTS] = { 0.971, 1.046, 0.892, 0.987, 0.909, 0.286, 0.139, 0.165, 0.145, 0.038 };
  const double step[4] = { 120, 0.155, 0.961, 63.55 };
  g_autoptr (IsoCurveProfile) profile = NULL;
  double t, rss = 0, later = step[3] * pow ((step[2] - 0.5) / (0.5 - step[1]), 1 / step[0]);
  IsoCurveSettings settings;
  IsoEstimate half, ic50;
  IsoCurveFit fit;
  Data data;

  for (guint i = 0; i < POINTS; i++)
    {
      data.doses[i] = ldexp (2, (int) i);
      data.responses[i] = responses[i];
      rss += pow (responses[i] - iso_curve_value (step, data.doses[i]), 2);
    }
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  profile = fit_and_profile (&settings, &data, &fit);
  t = iso_t_quantile (0.95, fit.df);
  g_test_message ("the step leaves %g, allowed are %g; its IC50 is %g", rss, fit.rss * (1 + t * t / fit.df), later);
  g_assert_cmpfloat (rss, <, fit.rss * (1 + t * t / fit.df));
  ic50 = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  g_assert_cmpfloat (ic50.upper, >, later);
  g_assert_cmpfloat (ic50.upper, <, 64);
  half = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_RELATIVE, 1);
  iso_assert_close (half.upper, iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE).upper, 1e-5);
  iso_assert_close (measure (&settings, &data, &fit, ISO_PARAMETER_SCALE, half.upper), 1, 1e-3);
}

/* Nothing to profile: no points, no degrees of freedom, a flat line, exact data. */
static void
test_nothing_to_profile (void)
{
  const double parameters[4] = { 1.4, 0.1, 1, 12 };
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;

  simulate (parameters, 0, 1, &data);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  for (gsize n = 0; n <= POINTS; n += n == 4 ? POINTS - 4 : 1)
    {
      g_autoptr (IsoCurveProfile) profile = NULL;

      iso_curve_fit (&settings, data.doses, data.responses, NULL, n, &fit);
      profile = iso_curve_profile_new (&settings, data.doses, data.responses, NULL, n, &fit);
      for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
        {
          IsoEstimate estimate = iso_curve_profile_parameter (profile, p);

          g_assert_true (estimate.interval_status != ISO_STATUS_OK || fit.fixed[p] || isfinite (estimate.lower));
        }
    }
  for (guint i = 0; i < POINTS; i++)
    data.responses[i] = 1;
  {
    g_autoptr (IsoCurveProfile) profile = fit_and_profile (&settings, &data, &fit);

    g_assert_false (isfinite (iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1).value));
    g_assert_false (isfinite (iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE).lower));
  }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-profile/straight-line", test_straight_line);
  g_test_add_func ("/curve-profile/limits-by-definition", test_limits_by_definition);
  g_test_add_func ("/curve-profile/effect-doses-by-definition", test_effect_doses_by_definition);
  g_test_add_func ("/curve-profile/midpoint-two-ways", test_midpoint_two_ways);
  g_test_add_func ("/curve-profile/linear-is-wald", test_linear_is_wald);
  g_test_add_func ("/curve-profile/open-above", test_open_above);
  g_test_add_func ("/curve-profile/open-by-plateau", test_open_by_plateau);
  g_test_add_func ("/curve-profile/at-bound", test_at_bound);
  g_test_add_func ("/curve-profile/other-basins", test_other_basins);
  g_test_add_func ("/curve-profile/other-basins-of-doses", test_other_basins_of_doses);
  g_test_add_func ("/curve-profile/nothing-to-profile", test_nothing_to_profile);
  return g_test_run ();
}
