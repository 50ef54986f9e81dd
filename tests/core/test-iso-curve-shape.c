/* test-iso-curve-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-problem.h"

#include "iso-test.h"

static const double points[][2] = { { -3, 0.4 }, { -0.7, -1.5 }, { 0.2, 0.1 }, { 1.1, 2 }, { 2.5, -0.3 } };

static void
check_derivatives (const IsoCurveShape *shape, gboolean mirrored)
{
  double h = 1e-5;

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      double z = points[i][0], f = points[i][1], unused;
      IsoShare at, up, down;

      iso_curve_share (shape, mirrored, 1, 0, f, z, &unused, &at);
      g_assert_true (at.g >= 0 && at.g <= 1 && at.gz <= 0);
      iso_curve_share (shape, mirrored, 1, 0, f, z + h, &unused, &up);
      iso_curve_share (shape, mirrored, 1, 0, f, z - h, &unused, &down);
      g_assert_cmpfloat (fabs ((up.g - down.g) / (2 * h) - at.gz), <, 1e-8);
      g_assert_cmpfloat (fabs ((up.gz - down.gz) / (2 * h) - at.gzz), <, 1e-8);
      g_assert_cmpfloat (fabs ((up.gf - down.gf) / (2 * h) - at.gzf), <, 1e-8);
      iso_curve_share (shape, mirrored, 1, 0, f + h, z, &unused, &up);
      iso_curve_share (shape, mirrored, 1, 0, f - h, z, &unused, &down);
      g_assert_cmpfloat (fabs ((up.g - down.g) / (2 * h) - at.gf), <, 1e-8);
      g_assert_cmpfloat (fabs ((up.gf - down.gf) / (2 * h) - at.gff), <, 1e-8);
      if (shape != &iso_shape_flat && at.g > 1e-3 && at.g < 0.999)
        iso_assert_close (iso_curve_share_inverse (shape, mirrored, at.g, f), z, 1e-9);
    }
}

static void
test_derivatives (void)
{
  for (guint m = 0; iso_curve_model_nth (m) != NULL; m++)
    {
      const IsoCurveShape *shape = iso_curve_model_nth (m)->shape;

      for (guint mirrored = 0; mirrored < 2; mirrored++)
        {
          check_derivatives (shape, mirrored);
          if (shape->search != NULL)
            check_derivatives (shape->search, mirrored);
        }
    }
}

/* No dose is the upper limit in every model. */
static void
test_no_dose (void)
{
  for (guint m = 0; iso_curve_model_nth (m) != NULL; m++)
    {
      double z;
      IsoShare share;

      iso_curve_share (iso_curve_model_nth (m)->shape, m % 2, 1.5, 0, 0.2, -INFINITY, &z, &share);
      iso_assert_close (share.g, 1, 0);
      iso_assert_close (z, 0, 0);
    }
}

/* The normal equations of every model against differences of the sum of squares and of its gradient. */
static void
test_normal_equations (void)
{
  const double doses[] = { 0, 0.5, 1, 2, 4, 8, 8 }, responses[] = { 1, 1.1, 0.9, 0.6, 0.4, 0.2, 0.3 };
  const double weights[] = { 1, 2, 1, 0.5, 1, 1, 3 };

  for (guint m = 0; iso_curve_model_nth (m) != NULL; m++)
    {
      double theta[ISO_CURVE_N_PARAMETERS] = { 0.3, 0.1, 1.05, 0.9, 0.25 };
      IsoNormalEquations at, up, down;
      IsoCurveData data;

      iso_curve_data_init (&data, iso_curve_model_nth (m)->shape, doses, responses, weights, G_N_ELEMENTS (doses));
      data.mirrored = iso_curve_model_nth (m)->ordered && m % 2;
      g_assert_cmpuint (data.n, ==, 6);
      iso_assert_close (data.pure, 0.0075, 1e-12);
      iso_curve_problem_evaluate (&data, theta, &at);
      for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
        {
          double h = 1e-5, middle = theta[p];

          if (!iso_curve_model_uses (iso_curve_model_nth (m), p))
            continue;
          theta[p] = middle + h;
          iso_curve_problem_evaluate (&data, theta, &up);
          theta[p] = middle - h;
          iso_curve_problem_evaluate (&data, theta, &down);
          theta[p] = middle;
          g_assert_cmpfloat (fabs ((up.rss - down.rss) / (2 * h) + 2 * at.gradient[p]), <, 1e-7);
          for (IsoParameter q = p; q < ISO_CURVE_N_PARAMETERS; q++)
            g_assert_cmpfloat (fabs ((up.gradient[q] - down.gradient[q]) / (2 * h) + at.observed[q][p]), <, 1e-7);
        }
      iso_curve_data_clear (&data);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-shape/derivatives", test_derivatives);
  g_test_add_func ("/curve-shape/no-dose", test_no_dose);
  g_test_add_func ("/curve-shape/normal-equations", test_normal_equations);
  return g_test_run ();
}
