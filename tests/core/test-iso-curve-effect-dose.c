/* test-iso-curve-effect-dose.c - profile limits of effect doses where the doses tested end before the curve does, against a plain search
 *
 * The search knows nothing of ours: a grid over hill and the place of the response on the fall, each with the best limits in closed form, and
 * a simplex from the best of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-effect-problem.h"
#include "curve/iso-curve-profile.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>
#include <string.h>

#define POINTS 10
#define STARTS 4
#define WIDEST 1e6   /* way between the limits: beyond, digits are lost */

typedef struct
{
  double doses[POINTS], responses[POINTS];
  double log_dose, response;
  gboolean viability;   /* upper limit 1, lower one between 0 and 1 */
} Data;

static double
solve (const Data *data, double log_hill, double lambda)
{
  double hill = exp (log_hill), w = 1 / (1 + exp (-lambda)), gg = 0, gr = 0, rss = 0, g[POINTS], span;

  for (guint i = 0; i < POINTS; i++)
    {
      g[i] = 1 / (1 + exp (hill * (log (data->doses[i]) - data->log_dose) - lambda)) - w;
      gg += g[i] * g[i];
      gr += g[i] * (data->responses[i] - data->response);
    }
  span = data->viability ? (1 - data->response) / (1 - w) : gg > 0 ? gr / gg : 0;
  if (!(span > 0) || span > WIDEST || (data->viability && data->response - w * span < 0))
    return 1e30;
  for (guint i = 0; i < POINTS; i++)
    rss += pow (data->responses[i] - data->response - span * g[i], 2);
  return rss;
}

static double
solve_cb (const gsl_vector *x, void *user_data)
{
  double log_hill = gsl_vector_get (x, 0);

  return log_hill > log (0.01) && log_hill < log (200) ? solve (user_data, log_hill, gsl_vector_get (x, 1)) : 1e30;
}

static double
search (const Data *data)
{
  double best[STARTS][3], least = INFINITY;
  gsl_multimin_function function = { solve_cb, 2, (void *) data };
  gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, 2);
  guint n = 0;

  for (guint i = 0; i < 40; i++)
    for (double lambda = -28; lambda <= 20; lambda += 0.8)
      {
        double log_hill = log (0.0101) + (log (199) - log (0.0101)) * i / 39, rss = solve (data, log_hill, lambda);
        guint at = n;

        for (; at > 0 && best[at - 1][0] > rss; at--)
          ;
        if (at == STARTS)
          continue;
        n = MIN (n + 1, STARTS);
        memmove (best + at + 1, best + at, (n - at - 1) * sizeof best[0]);
        memcpy (best[at], ((double[]) { rss, log_hill, lambda }), sizeof best[0]);
      }
  for (guint i = 0; i < n; i++)
    {
      double steps[] = { 0.1, 0.3 };
      gsl_vector_view x = gsl_vector_view_array (best[i] + 1, 2), step = gsl_vector_view_array (steps, 2);

      for (guint again = 0; again < 3; again++)
        {
          gsl_multimin_fminimizer_set (simplex, &function, &x.vector, &step.vector);
          for (guint k = 0; k < 400 && gsl_multimin_fminimizer_size (simplex) > 1e-10; k++)
            gsl_multimin_fminimizer_iterate (simplex);
          gsl_vector_memcpy (&x.vector, simplex->x);
        }
      least = MIN (least, simplex->fval);
    }
  gsl_multimin_fminimizer_free (simplex);
  return least;
}

/* Limits that were wrong while the limits of the curve were coordinates: beside each, its distance then, which is 1 at a limit. Where the data do
 * not end the curve, its lower limit went so far that no digits were left, and as the dose went out past a plateau, so near to the response
 * that no descent followed it. */
static void
test_short_and_shallow (void)
{
  static const struct
  {
    double   truth[4], sd;
    guint64  seed;
    double   level;
    gboolean above, viability;
  } cases[] = {
    { { 1, 0, 1, 2000 }, 0.02, 4, 0.1, TRUE },         /* 1.26 */
    { { 1, 0, 1, 2000 }, 0.02, 5, 0.1, TRUE },         /* 1.28 */
    { { 1, 0, 1, 2000 }, 0.05, 106, 0.1, TRUE },       /* 1.09 */
    { { 0.4, 0.1, 1, 30 }, 0.05, 1101, 0.5, TRUE },    /* 1.29 */
    { { 0.4, 0.1, 1, 30 }, 0.05, 1104, 0.5, TRUE },    /* 1.20 */
    { { 1.3, 0.12, 1, 30 }, 0.10, 2201, 0.5, TRUE },   /* 1.20 */
    { { 1, 0, 1, 200 }, 0.05, 3102, 0.25, FALSE },     /* 1.03 */
    { { 1, 0, 1, 200 }, 0.05, 3102, 0.25, TRUE },      /* 1.17 */
    { { 1, 0, 1, 200 }, 0.10, 3206, 0.25, TRUE },      /* 1.35 */
    { { 1, 0, 1, 2000 }, 0.05, 105, 0.1, TRUE, TRUE }, /* 0.37, and there is none */
    { { 1, 0, 1, 2000 }, 0.10, 206, 0.1, TRUE, TRUE }, /* 0.96 */
  };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      IsoCurveSettings settings;
      g_autoptr (IsoCurveProfile) profile = NULL;
      IsoEstimate estimate;
      IsoCurveFit fit;
      IsoRandom random;
      Data data;
      double limit, t, distance;

      iso_random_init (&random, cases[c].seed, 7);
      for (guint i = 0; i < POINTS; i++)
        {
          data.doses[i] = ldexp (1, (int) i);
          data.responses[i] = iso_curve_value (cases[c].truth, data.doses[i]) + cases[c].sd * iso_random_normal (&random);
        }
      iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
      data.viability = cases[c].viability;
      if (data.viability)
        {
          settings.fixed[ISO_PARAMETER_UPPER] = 1;
          settings.low[ISO_PARAMETER_LOWER] = 0;
          settings.high[ISO_PARAMETER_LOWER] = 1;
        }
      iso_curve_fit (&settings, data.doses, data.responses, NULL, POINTS, &fit);
      profile = iso_curve_profile_new (&settings, data.doses, data.responses, NULL, POINTS, &fit);
      estimate = iso_curve_profile_effect_dose (profile, cases[c].level, ISO_EFFECT_ABSOLUTE, 1);
      g_assert_cmpstr (estimate.method, ==, "profile");
      limit = cases[c].above ? estimate.upper : estimate.lower;
      t = iso_t_quantile (fit.level, fit.df);
      data.log_dose = log (isnan (limit) ? data.doses[POINTS - 1] * ISO_CURVE_FARTHEST : limit);
      data.response = 1 - cases[c].level;
      distance = sqrt ((search (&data) - fit.rss) / (fit.rss / fit.df)) / t;
      g_test_message ("%u: %g, limit %g, distance %g", (guint) c, estimate.value, limit, distance);
      if (isnan (limit))
        g_assert_cmpfloat (distance, <, 1);
      else
        iso_assert_close (distance, 1, 1e-3);
    }
}

/* The derivatives with the place of the response as a coordinate, against differences. */
static void
test_place_derivatives (void)
{
  const double truth[4] = { 1.3, 0.1, 1, 30 }, step = 1e-5;
  double doses[POINTS], responses[POINTS];
  IsoEffectProblem effect = { .kind = ISO_EFFECT_ABSOLUTE, .target = 0.25 };
  IsoCurveData data;

  for (guint i = 0; i < POINTS; i++)
    {
      doses[i] = ldexp (1, (int) i);
      responses[i] = iso_curve_value (truth, doses[i]) + 0.02 * (i * 7 % 5 - 2.0);
    }
  iso_curve_data_init (&data, &iso_shape_log_logistic, doses, responses, NULL, POINTS);
  effect.data = &data;
  for (IsoParameter limit = ISO_PARAMETER_LOWER; limit <= ISO_PARAMETER_UPPER; limit++)
    {
      IsoEffectPlace place = { &effect, limit, 1 };
      double psi[ISO_CURVE_N_PARAMETERS] = { 0.2, 0.15, 1.02, 4.2 };
      IsoNormalEquations at, sides[2];

      psi[limit] = iso_effect_place_find (&place, 0.17, 1.05);
      iso_effect_place_evaluate (&place, psi, &at);
      for (guint p = 0; p <= ISO_PARAMETER_SCALE; p++)
        {
          for (guint side = 0; side < 2; side++)
            {
              double moved[ISO_CURVE_N_PARAMETERS];

              memcpy (moved, psi, sizeof moved);
              moved[p] += side == 0 ? -step : step;
              iso_effect_place_evaluate (&place, moved, &sides[side]);
            }
          iso_assert_close (at.gradient[p], (sides[0].rss - sides[1].rss) / (4 * step), 1e-6);
          for (guint q = 0; q <= p; q++)
            iso_assert_close (at.observed[p][q], (sides[0].gradient[q] - sides[1].gradient[q]) / (2 * step), 1e-6);
        }
    }
  iso_curve_data_clear (&data);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  gsl_set_error_handler_off ();
  g_test_add_func ("/curve-effect-dose/short-and-shallow", test_short_and_shallow);
  g_test_add_func ("/curve-effect-dose/place-derivatives", test_place_derivatives);
  return g_test_run ();
}
