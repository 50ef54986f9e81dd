/* bench-curve-fit.c - fits a second beside a bare descent of GSL, and profile intervals of a plate
 *
 * The bare loop is what a program does that takes the first optimum it comes to: one start (limits from the extremes, scale where the
 * response passes the middle, slope 1), GSL's trust region with an analytic Jacobian, no standard errors. Ours searches everywhere, ends
 * exactly, and brings both kinds of standard errors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-profile.h"

#include "base/iso-random.h"
#include "iso-test.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <stdio.h>
#include <time.h>

#define MADE 2000
#define POINTS 10
#define PLATE 24
#define ROUNDS 7

typedef struct
{
  gsize  n;
  double doses[POINTS];
  double responses[POINTS];
  double rss, ours;
  guint  evaluations;
} Curve;

static GArray *
make_curves (void)
{
  GArray *curves = g_array_new (FALSE, TRUE, sizeof (Curve));
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (guint c = 0; c < MADE; c++)
    {
      Curve curve = { .n = POINTS };
      double truth[ISO_CURVE_N_PARAMETERS];

      truth[ISO_PARAMETER_HILL] = 0.7 * pow (4, iso_random_uniform (&random));
      truth[ISO_PARAMETER_LOWER] = 0.3 * iso_random_uniform (&random);
      truth[ISO_PARAMETER_UPPER] = 1;
      truth[ISO_PARAMETER_SCALE] = 5 * pow (20, iso_random_uniform (&random));
      for (guint i = 0; i < POINTS; i++)
        {
          curve.doses[i] = pow (2, i);
          curve.responses[i] = iso_curve_value (truth, curve.doses[i]) + 0.03 * iso_random_normal (&random);
        }
      g_array_append_val (curves, curve);
    }
  return curves;
}

/* Columns id, dose, y; NULL without the reference folder. */
static GArray *
read_curves (const char *relative)
{
  g_autofree char *path = g_build_filename (g_getenv ("ISOBOLE_REFERENCE_DIR"), relative, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *curves;

  if (g_getenv ("ISOBOLE_REFERENCE_DIR") == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  curves = g_array_new (FALSE, TRUE, sizeof (Curve));
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      guint id = (guint) g_ascii_strtoull (cells[0], NULL, 10);
      Curve *curve;

      g_array_set_size (curves, MAX (curves->len, id + 1));
      curve = &g_array_index (curves, Curve, id);
      g_assert (curve->n < POINTS);
      curve->doses[curve->n] = g_ascii_strtod (cells[1], NULL);
      curve->responses[curve->n++] = g_ascii_strtod (cells[2], NULL);
    }
  return curves;
}

static int
residuals_cb (const gsl_vector *x, void *data, gsl_vector *f)
{
  Curve *curve = data;
  double parameters[] = { exp (gsl_vector_get (x, 0)), gsl_vector_get (x, 1), gsl_vector_get (x, 2), exp (gsl_vector_get (x, 3)) };

  curve->evaluations++;
  for (guint i = 0; i < curve->n; i++)
    gsl_vector_set (f, i, iso_curve_value (parameters, curve->doses[i]) - curve->responses[i]);
  return GSL_SUCCESS;
}

static int
jacobian_cb (const gsl_vector *x, void *data, gsl_matrix *jacobian)
{
  const Curve *curve = data;
  double hill = exp (gsl_vector_get (x, 0)), span = gsl_vector_get (x, 2) - gsl_vector_get (x, 1);

  for (guint i = 0; i < curve->n; i++)
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
guess (const Curve *curve, double start[4])
{
  double least = curve->responses[0], most = least, nearest = INFINITY;

  for (guint i = 0; i < curve->n; i++)
    {
      least = MIN (least, curve->responses[i]);
      most = MAX (most, curve->responses[i]);
    }
  start[0] = 0;
  start[1] = curve->responses[0] > curve->responses[curve->n - 1] ? least : most;
  start[2] = least + most - start[1];
  for (guint i = 0; i < curve->n; i++)
    {
      if (fabs (curve->responses[i] - 0.5 * (least + most)) >= nearest)
        continue;
      nearest = fabs (curve->responses[i] - 0.5 * (least + most));
      start[3] = log (curve->doses[i]);
    }
}

static void
descend_bare (Curve *curve)
{
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters ();
  gsl_multifit_nlinear_workspace *workspace = gsl_multifit_nlinear_alloc (gsl_multifit_nlinear_trust, &parameters, curve->n, 4);
  gsl_multifit_nlinear_fdf problem = { .f = residuals_cb, .df = jacobian_cb, .n = curve->n, .p = 4, .params = curve };
  double start[4];
  gsl_vector_view view = gsl_vector_view_array (start, 4);
  int info;

  curve->evaluations = 0;
  guess (curve, start);
  gsl_multifit_nlinear_init (&view.vector, &problem, workspace);
  gsl_multifit_nlinear_driver (100, 1e-10, 1e-12, 0, NULL, NULL, &info, workspace);
  gsl_blas_ddot (workspace->f, workspace->f, &curve->rss);
  gsl_multifit_nlinear_free (workspace);
}

static void
fit_ours (Curve *curve, IsoCurveFit *fit)
{
  IsoCurveSettings settings;

  iso_curve_settings_init (&settings, iso_curve_model_nth (0));
  iso_curve_fit (&settings, curve->doses, curve->responses, NULL, curve->n, fit);
}

/* Of the processor, so that what else the machine does counts little. */
static double
seconds_since (clock_t begin)
{
  return (double) (clock () - begin) / CLOCKS_PER_SEC;
}

static void
compare_loops (const char *name, GArray *curves)
{
  double ours = INFINITY, bare = INFINITY, grid = 0, starts = 0, evaluations = 0, bare_evaluations = 0;
  guint same = 0, better = 0;
  IsoCurveFit fit;

  for (guint round = 0; round < ROUNDS; round++)
    {
      clock_t begin = clock ();

      for (guint c = 0; c < curves->len; c++)
        descend_bare (&g_array_index (curves, Curve, c));
      bare = MIN (bare, seconds_since (begin));
      begin = clock ();
      for (guint c = 0; c < curves->len; c++)
        fit_ours (&g_array_index (curves, Curve, c), &fit);
      ours = MIN (ours, seconds_since (begin));
    }
  for (guint c = 0; c < curves->len; c++)
    {
      Curve *curve = &g_array_index (curves, Curve, c);

      fit_ours (curve, &fit);
      grid += fit.effort.grid;
      starts += fit.effort.starts;
      evaluations += fit.effort.evaluations;
      bare_evaluations += curve->evaluations;
      same += fabs (fit.rss - curve->rss) <= 1e-9 * curve->rss;
      better += fit.rss < curve->rss * (1 - 1e-9);
    }
  printf ("%s, LL.4, %u curves: %.0f fits a second, bare GSL %.0f, ratio ours to bare %.2f\n", name, curves->len, curves->len / ours,
          curves->len / bare, bare / ours);
  printf ("  a fit: ours %.0f grid points, %.1f starts, %.1f evaluations; bare 1 start, %.1f evaluations\n", grid / curves->len,
          starts / curves->len, evaluations / curves->len, bare_evaluations / curves->len);
  printf ("  same optimum %u, ours lower %u, bare lower %u\n", same, better, curves->len - same - better);
}

/* Parameters and five effect doses of a plate's worth of curves, from the wells to the intervals. */
static void
time_profiles (GArray *curves)
{
  double all = INFINITY;

  for (guint round = 0; round < ROUNDS; round++)
    {
      clock_t begin = clock ();

      for (guint c = 0; c < PLATE; c++)
        {
          Curve *curve = &g_array_index (curves, Curve, c);
          g_autoptr (IsoCurveProfile) profile = NULL;
          IsoCurveSettings settings;
          IsoCurveFit fit;

          fit_ours (curve, &fit);
          iso_curve_settings_init (&settings, fit.model);
          profile = iso_curve_profile_new (&settings, curve->doses, curve->responses, NULL, curve->n, &fit);
          for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
            iso_curve_profile_parameter (profile, p);
          iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_RELATIVE, 1);
          iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
          iso_curve_profile_effect_dose (profile, 0.75, ISO_EFFECT_ABSOLUTE, 1);
          iso_curve_profile_effect_dose (profile, 0.9, ISO_EFFECT_ABSOLUTE, 1);
          iso_curve_profile_effect_dose (profile, 0.95, ISO_EFFECT_ABSOLUTE, 1);
        }
      all = MIN (all, seconds_since (begin));
    }
  printf ("profile intervals of %d curves, four parameters and five effect doses each: %.1f ms\n", PLATE, 1000 * all);
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) made = NULL, read = NULL;

  iso_test_init (&argc, &argv);
  made = make_curves ();
  read = read_curves ("oracle/data/bench_4PL_300curves.csv");
  compare_loops ("made here", made);
  if (read != NULL)
    compare_loops ("bench_4PL_300curves", read);
  time_profiles (made);
  return 0;
}
