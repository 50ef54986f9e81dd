/* bench-curve-fit.c - fits a second, beside one bare descent of GSL from the right answer
 *
 * The ratio is what the search for the best basin, the exact ending and both kinds of standard errors cost together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-fit.h"

#include "base/iso-random.h"
#include "iso-test.h"

#include <gsl/gsl_multifit_nlinear.h>
#include <stdio.h>

#define CURVES 2000
#define POINTS 10

typedef struct
{
  double doses[POINTS];
  double responses[POINTS];
  double truth[ISO_CURVE_N_PARAMETERS];
} Curve;

static void
make_curves (Curve *curves)
{
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (guint c = 0; c < CURVES; c++)
    {
      Curve *curve = &curves[c];

      curve->truth[ISO_PARAMETER_HILL] = 0.7 * pow (4, iso_random_uniform (&random));
      curve->truth[ISO_PARAMETER_LOWER] = 0.3 * iso_random_uniform (&random);
      curve->truth[ISO_PARAMETER_UPPER] = 1;
      curve->truth[ISO_PARAMETER_SCALE] = 5 * pow (20, iso_random_uniform (&random));
      for (guint i = 0; i < POINTS; i++)
        {
          curve->doses[i] = pow (2, i);
          curve->responses[i] = iso_curve_value (curve->truth, curve->doses[i]) + 0.03 * iso_random_normal (&random);
        }
    }
}

static int
residuals_cb (const gsl_vector *x, void *data, gsl_vector *f)
{
  const Curve *curve = data;
  double parameters[] = { exp (gsl_vector_get (x, 0)), gsl_vector_get (x, 1), gsl_vector_get (x, 2), exp (gsl_vector_get (x, 3)) };

  for (guint i = 0; i < POINTS; i++)
    gsl_vector_set (f, i, iso_curve_value (parameters, curve->doses[i]) - curve->responses[i]);
  return GSL_SUCCESS;
}

static int
jacobian_cb (const gsl_vector *x, void *data, gsl_matrix *jacobian)
{
  const Curve *curve = data;
  double hill = exp (gsl_vector_get (x, 0)), span = gsl_vector_get (x, 2) - gsl_vector_get (x, 1);

  for (guint i = 0; i < POINTS; i++)
    {
      double z = hill * (log (curve->doses[i]) - gsl_vector_get (x, 3)), g = 1 / (1 + exp (z));

      gsl_matrix_set (jacobian, i, 0, -span * g * (1 - g) * z);
      gsl_matrix_set (jacobian, i, 1, 1 - g);
      gsl_matrix_set (jacobian, i, 2, g);
      gsl_matrix_set (jacobian, i, 3, span * g * (1 - g) * hill);
    }
  return GSL_SUCCESS;
}

static void
descend_bare (Curve *curve)
{
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters ();
  gsl_multifit_nlinear_workspace *workspace = gsl_multifit_nlinear_alloc (gsl_multifit_nlinear_trust, &parameters, POINTS, 4);
  gsl_multifit_nlinear_fdf problem = { .f = residuals_cb, .df = jacobian_cb, .n = POINTS, .p = 4, .params = curve };
  double start[] = { log (curve->truth[0]), curve->truth[1], curve->truth[2], log (curve->truth[3]) };
  gsl_vector_view view = gsl_vector_view_array (start, 4);
  int info;

  gsl_multifit_nlinear_init (&view.vector, &problem, workspace);
  gsl_multifit_nlinear_driver (100, 1e-10, 1e-12, 0, NULL, NULL, &info, workspace);
  gsl_multifit_nlinear_free (workspace);
}

static void
fit_ours (Curve *curve)
{
  IsoCurveSettings settings;
  IsoCurveFit fit;

  iso_curve_settings_init (&settings, iso_curve_model_nth (0));
  iso_curve_fit (&settings, curve->doses, curve->responses, NULL, POINTS, &fit);
}

static double
time_all (Curve *curves, void (*fit) (Curve *))
{
  gint64 begin = g_get_monotonic_time ();

  for (guint c = 0; c < CURVES; c++)
    fit (&curves[c]);
  return (double) (g_get_monotonic_time () - begin) * 1e-6;
}

int
main (int argc, char **argv)
{
  g_autofree Curve *curves = g_new (Curve, CURVES);
  double ours = INFINITY, bare = INFINITY;

  iso_test_init (&argc, &argv);
  make_curves (curves);
  for (guint round = 0; round < 5; round++)
    {
      bare = MIN (bare, time_all (curves, descend_bare));
      ours = MIN (ours, time_all (curves, fit_ours));
    }
  printf ("LL.4, %d points: %.0f fits a second; one bare GSL descent from the truth %.0f; ratio %.2f\n", POINTS, CURVES / ours,
          CURVES / bare, ours / bare);
  return 0;
}
