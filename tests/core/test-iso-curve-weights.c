/* test-iso-curve-weights.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-weights.h"

#include "base/iso-random.h"
#include "iso-test.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#define POINTS 10

static void
simulate (double doses[POINTS], double responses[POINTS])
{
  const double parameters[4] = { 1.4, 0.1, 1, 20 };
  IsoRandom random;

  iso_random_init (&random, 11, 2);
  for (guint i = 0; i < POINTS; i++)
    {
      doses[i] = ldexp (1, (int) i);
      responses[i] = iso_curve_value (parameters, doses[i]) + 0.02 * iso_random_normal (&random);
    }
}

/* Weights in proportion to what they stand for, with mean 1. */
static void
test_weights (void)
{
  const double responses[] = { 1, 0.5, 0.25, 0 }, sds[] = { 0.1, 0.1, 0.2, NAN };
  const guint counts[] = { 3, 3, 3, 1 };
  double w[4], pooled = (0.01 + 0.01 + 0.04) / 3;

  iso_curve_weights (ISO_WEIGHTS_NONE, responses, sds, counts, 4, w);
  for (guint i = 0; i < 4; i++)
    iso_assert_close (w[i], 1, 0);
  iso_curve_weights (ISO_WEIGHTS_BY_RESPONSE, responses, sds, counts, 4, w);
  iso_assert_close (w[0] + w[1] + w[2] + w[3], 4, 1e-12);
  iso_assert_close (w[1] / w[0], 2, 1e-12);
  iso_assert_close (w[3] / w[0], 100, 1e-12);
  iso_curve_weights (ISO_WEIGHTS_BY_SQUARE, responses, sds, counts, 4, w);
  iso_assert_close (w[2] / w[0], 16, 1e-12);
  iso_curve_weights (ISO_WEIGHTS_BY_REPLICATES, responses, sds, counts, 4, w);
  iso_assert_close (w[0] / w[2], (2 * 0.04 + 4 * pooled) / (2 * 0.01 + 4 * pooled), 1e-12);
  iso_assert_close (w[3] / w[0], (2 * 0.01 + 4 * pooled) / 6 / (3 * pooled), 1e-12);
}

/* A weight of three is the same as three equal points. */
static void
test_weight_is_a_count (void)
{
  double doses[POINTS + 2], responses[POINTS + 2], weights[POINTS];
  IsoCurveSettings settings;
  IsoCurveFit weighted, repeated;

  simulate (doses, responses);
  for (guint i = 0; i < POINTS; i++)
    weights[i] = i == 4 ? 3 : 1;
  doses[POINTS] = doses[POINTS + 1] = doses[4];
  responses[POINTS] = responses[POINTS + 1] = responses[4];
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  iso_curve_fit (&settings, doses, responses, weights, POINTS, &weighted);
  iso_curve_fit (&settings, doses, responses, NULL, POINTS + 2, &repeated);
  iso_assert_close (weighted.rss, repeated.rss, 1e-12);
  for (guint p = 0; p < 4; p++)
    iso_assert_close (weighted.values[p], repeated.values[p], 1e-7);
}

typedef struct
{
  const double *doses, *responses;
  double        scale;
  IsoLoss       loss;
} Sum;

static double
loss_cb (const gsl_vector *x, void *user_data)
{
  const Sum *sum = user_data;
  double parameters[4] = { exp (gsl_vector_get (x, 0)), gsl_vector_get (x, 1), gsl_vector_get (x, 2), exp (gsl_vector_get (x, 3)) };
  double total = 0;

  for (guint i = 0; i < POINTS; i++)
    {
      double u = fabs (sum->responses[i] - iso_curve_value (parameters, sum->doses[i])) / sum->scale, t = u / 4.685;

      if (sum->loss == ISO_LOSS_HUBER)
        total += u <= 1.345 ? u * u / 2 : 1.345 * (u - 1.345 / 2);
      else
        total += t < 1 ? (1 - pow (1 - t * t, 3)) * 4.685 * 4.685 / 6 : 4.685 * 4.685 / 6;
    }
  return total;
}

/* One well far off: least squares are pulled, the robust losses hardly, and the well counts little. What the repeated weighting ends at
 * is a minimum of the loss itself, whose formula stands here (Huber 1964; Beaton & Tukey 1974), at the scale it ends with. */
static void
test_robust (void)
{
  static const IsoLoss losses[] = { ISO_LOSS_HUBER, ISO_LOSS_TUKEY };
  double doses[POINTS], responses[POINTS], away[POINTS];
  IsoCurveSettings settings;
  IsoCurveFit clean, pulled;

  simulate (doses, responses);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &clean);
  responses[2] -= 0.4;
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &pulled);
  for (gsize k = 0; k < G_N_ELEMENTS (losses); k++)
    {
      double weights[POINTS], start[4], steps[4] = { 0.05, 0.01, 0.01, 0.05 }, own;
      Sum sum = { doses, responses, 0, losses[k] };
      gsl_multimin_function function = { loss_cb, 4, &sum };
      gsl_multimin_fminimizer *simplex = gsl_multimin_fminimizer_alloc (gsl_multimin_fminimizer_nmsimplex2, 4);
      gsl_vector_view x = gsl_vector_view_array (start, 4), step = gsl_vector_view_array (steps, 4);
      IsoCurveFit fit;

      for (guint i = 0; i < POINTS; i++)
        weights[i] = 1;
      g_assert_cmpuint (iso_curve_fit_robust (&settings, losses[k], doses, responses, weights, POINTS, &fit), ==, 1);
      g_assert_cmpfloat (weights[2], <, 0.5);
      g_assert_cmpfloat (fabs (log (fit.values[ISO_PARAMETER_SCALE] / clean.values[ISO_PARAMETER_SCALE])), <,
                         0.5 * fabs (log (pulled.values[ISO_PARAMETER_SCALE] / clean.values[ISO_PARAMETER_SCALE])));
      for (guint i = 0; i < POINTS; i++)
        away[i] = fabs (responses[i] - iso_curve_fit_value (&fit, doses[i]));
      sum.scale = 0;
      for (guint i = 0; i < POINTS; i++)   /* the median of ten */
        for (guint j = 0; j < POINTS; j++)
          {
            guint below_i = 0, below_j = 0;

            for (guint m = 0; m < POINTS; m++)
              {
                below_i += away[m] < away[i];
                below_j += away[m] < away[j];
              }
            if (below_i == 4 && below_j == 5)
              sum.scale = 1.4826 * 0.5 * (away[i] + away[j]);
          }
      for (guint p = 0; p < 4; p++)
        start[p] = p == 0 || p == 3 ? log (fit.values[p]) : fit.values[p];
      own = loss_cb (&x.vector, &sum);
      gsl_multimin_fminimizer_set (simplex, &function, &x.vector, &step.vector);
      for (guint i = 0; i < 3000 && gsl_multimin_fminimizer_size (simplex) > 1e-9; i++)
        gsl_multimin_fminimizer_iterate (simplex);
      iso_assert_close (own, simplex->fval, 1e-6);
      gsl_multimin_fminimizer_free (simplex);
    }
}

/* Five above and five below in two runs: 2 of 252 orders have as few (Wald & Wolfowitz 1940: P (R = 2) = 2 / C (10, 5)); in ten runs every
 * order has as few. */
static void
test_runs (void)
{
  double doses[POINTS], responses[POINTS];
  IsoCurveSettings settings;
  IsoCurveFit fit;
  guint runs;

  iso_curve_settings_init (&settings, iso_curve_model_find ("flat"));
  for (guint i = 0; i < POINTS; i++)
    {
      doses[i] = i + 1;
      responses[i] = i < 5 ? 1 : 2;
    }
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &fit);
  iso_assert_close (iso_curve_fit_runs_test (&fit, doses, responses, POINTS, &runs), 2.0 / 252, 1e-10);
  g_assert_cmpuint (runs, ==, 2);
  for (guint i = 0; i < POINTS; i++)
    responses[i] = i % 2 == 0 ? 1 : 2;
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &fit);
  iso_assert_close (iso_curve_fit_runs_test (&fit, doses, responses, POINTS, &runs), 1, 1e-10);
  g_assert_cmpuint (runs, ==, 10);
  /* 1 1 2 2 1 1 1 2 2 2: four runs; orders with at most four: 2 + 8 + 32 of 252. */
  for (guint i = 0; i < POINTS; i++)
    responses[i] = i == 2 || i == 3 || i > 6 ? 2 : 1;
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &fit);
  iso_assert_close (iso_curve_fit_runs_test (&fit, doses, responses, POINTS, &runs), 42.0 / 252, 1e-10);
  g_assert_cmpuint (runs, ==, 4);
}

/* A hill that a person bounds is on that bound, and the curve is known all the same. */
static void
test_bounded_hill (void)
{
  double doses[POINTS], responses[POINTS];
  IsoCurveSettings settings;
  IsoCurveFit bounded, fixed;

  simulate (doses, responses);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.high[ISO_PARAMETER_HILL] = 1;
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &bounded);
  g_assert_cmpint (bounded.status, ==, ISO_STATUS_OK);
  g_assert_cmpint (bounded.parameters[ISO_PARAMETER_HILL].status, ==, ISO_STATUS_AT_BOUND);
  iso_assert_close (bounded.values[ISO_PARAMETER_HILL], 1, 1e-12);
  settings.high[ISO_PARAMETER_HILL] = INFINITY;
  settings.fixed[ISO_PARAMETER_HILL] = 1;
  iso_curve_fit (&settings, doses, responses, NULL, POINTS, &fixed);
  iso_assert_close (bounded.rss, fixed.rss, 1e-10);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-weights/weights", test_weights);
  g_test_add_func ("/curve-weights/weight-is-a-count", test_weight_is_a_count);
  g_test_add_func ("/curve-weights/robust", test_robust);
  g_test_add_func ("/curve-weights/runs", test_runs);
  g_test_add_func ("/curve-weights/bounded-hill", test_bounded_hill);
  return g_test_run ();
}
