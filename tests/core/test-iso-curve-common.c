/* test-iso-curve-common.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-common.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"
#include "reference-table.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <string.h>

#define UPPER ISO_PARAMETER_UPPER
#define HILL ISO_PARAMETER_HILL
#define SCALE ISO_PARAMETER_SCALE
#define CURVES 3
#define MAX_POINTS 160

typedef struct
{
  double           doses[CURVES][MAX_POINTS];
  double           responses[CURVES][MAX_POINTS];
  IsoCurveFit      fits[CURVES];
  IsoComparedCurve curves[CURVES];
} Family;

static void
fit_family (Family *family, guint n, const char *model)
{
  for (guint i = 0; i < n; i++)
    {
      IsoComparedCurve *curve = &family->curves[i];

      iso_curve_settings_init (&curve->settings, iso_curve_model_find (model));
      curve->doses = family->doses[i];
      curve->responses = family->responses[i];
      curve->weights = NULL;
      curve->fit = &family->fits[i];
      iso_curve_fit (&curve->settings, curve->doses, curve->responses, NULL, curve->n, &family->fits[i]);
    }
}

/* Three curves with one top of 1.1: nine doses from 0.01 to 100, two replicates. */
static void
simulate (Family *family, const double hills[CURVES], const double scales[CURVES], double noise)
{
  IsoRandom random;

  memset (family, 0, sizeof *family);
  iso_random_init (&random, 7, 1);
  for (guint c = 0; c < CURVES; c++)
    for (guint i = 0; i < 18; i++)
      {
        double dose = pow (10, -2 + 0.5 * (i / 2));
        gsize k = family->curves[c].n++;

        family->doses[c][k] = dose;
        family->responses[c][k] = 1.1 / (1 + pow (dose / scales[c], hills[c])) + noise * iso_random_normal (&random);
      }
  fit_family (family, CURVES, "LL.3");
}

/* --- another solver ------------------------------------------------------------------------------------------------------- */

/* ln hill and ln scale of each curve, then the top; with a dose held, the scale of the first curve follows from it. */
typedef struct
{
  const Family *family;
  double        dose;       /* at which the first curve stands at `response`; NaN: not held */
  double        response;
  double        top;        /* held; NaN: free */
  double        ratio;      /* of the first curve's dose at `response` to the second's; 0: free */
  gboolean      one_hill;   /* of the first two */
} Brute;

static int
brute_cb (const gsl_vector *x, void *user_data, gsl_vector *f)
{
  const Brute *brute = user_data;
  double top = isnan (brute->top) ? x->data[2 * CURVES] : brute->top;
  gsize row = 0;

  for (guint c = 0; c < CURVES; c++)
    {
      const IsoComparedCurve *curve = &brute->family->curves[c];
      double hill = exp (x->data[2 * c]), log_scale = x->data[2 * c + 1];

      if (c == 1 && brute->one_hill)
        hill = exp (x->data[0]);
      if (c == 0 && brute->ratio > 0)
        {
          double second = exp (x->data[2]);

          log_scale = log (brute->ratio) + x->data[3] + log (top / brute->response - 1) * (1 / second - 1 / hill);
        }
      if (c == 0 && isfinite (brute->dose))
        log_scale = log (brute->dose) - log (top / brute->response - 1) / hill;
      for (gsize i = 0; i < curve->n; i++)
        gsl_vector_set (f, row++, top / (1 + exp (hill * (log (curve->doses[i]) - log_scale))) - curve->responses[i]);
    }
  return GSL_SUCCESS;
}

/* The least sum of squares by Levenberg and Marquardt's method with differences for derivatives. */
static double
brute_force (const Brute *brute, const IsoCommonCurves *common)
{
  gsl_multifit_nlinear_parameters parameters = gsl_multifit_nlinear_default_parameters ();
  gsl_multifit_nlinear_fdf problem = { .f = brute_cb, .n = CURVES * 18, .p = 2 * CURVES + 1, .params = (void *) brute };
  gsl_multifit_nlinear_workspace *workspace = gsl_multifit_nlinear_alloc (gsl_multifit_nlinear_trust, &parameters, problem.n, problem.p);
  gsl_vector *start = gsl_vector_alloc (problem.p);
  double rss = 0;
  int info;

  for (guint c = 0; c < CURVES; c++)
    {
      gsl_vector_set (start, 2 * c, log (iso_common_curves_get_fit (common, c)->values[HILL]));
      gsl_vector_set (start, 2 * c + 1, log (iso_common_curves_get_fit (common, c)->values[SCALE]));
    }
  gsl_vector_set (start, 2 * CURVES, iso_common_curves_get_test (common)->value);
  gsl_multifit_nlinear_init (start, &problem, workspace);
  gsl_multifit_nlinear_driver (500, 1e-12, 1e-14, 0, NULL, NULL, &info, workspace);
  for (gsize i = 0; i < problem.n; i++)
    rss += pow (gsl_vector_get (workspace->f, i), 2);
  gsl_vector_free (start);
  gsl_multifit_nlinear_free (workspace);
  return rss;
}

/* --- tests ---------------------------------------------------------------------------------------------------------------- */

/* Estimates, standard errors and sum of squares of drc 3.2-0 (drc_params.csv, drc_fitstats.csv, relTol 1e-15): one upper limit of two
 * treatments. */
static void
test_tables (void)
{
  static const char letters[] = "bcde";
  g_autoptr (ReferenceTable) data = reference_table_load ("oracle/data/drcData_G.aparine.csv");
  g_autoptr (ReferenceTable) table = data != NULL ? reference_table_load ("oracle/drc_params.csv") : NULL;
  g_autoptr (IsoCommonCurves) common = NULL;
  const IsoCommonTest *test;
  Family family;
  guint compared = 0;

  if (table == NULL)
    return;
  memset (&family, 0, sizeof family);
  for (guint row = 0; row < data->rows->len; row++)
    {
      guint i = *reference_table_get (data, row, "treatment") == '2';
      gsize k = family.curves[i].n++;

      g_assert_cmpuint (k, <, MAX_POINTS);
      family.doses[i][k] = reference_table_number (data, row, "dose");
      family.responses[i][k] = reference_table_number (data, row, "drymatter");
    }
  fit_family (&family, 2, "LL.3");
  common = iso_common_curves_new (family.curves, 2, UPPER, 1);
  test = iso_common_curves_get_test (common);
  iso_assert_close (test->rss, 3604011.54275031, 1e-9);
  g_assert_cmpfloat (test->df2, ==, 234);
  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *param = reference_table_get (table, row, "param");
      IsoParameter p = (IsoParameter) (strchr (letters, *param) - letters);
      const IsoCurveFit *fit = iso_common_curves_get_fit (common, g_str_has_suffix (param, ":2"));

      if (strcmp (reference_table_get (table, row, "dataset"), "drcData_G.aparine") != 0
          || strcmp (reference_table_get (table, row, "mode"), "tight") != 0)
        continue;
      g_test_message ("%s: %.9g (%.6g)", param, fit->values[p], fit->se[p]);
      iso_assert_close (fit->parameters[p].value, reference_table_number (table, row, "estimate"), 1e-4);
      iso_assert_close (fit->se[p], reference_table_number (table, row, "se"), 1e-4);
      compared++;
    }
  g_assert_cmpuint (compared, ==, 5);
}

/* Two curves: what iso_curves_share () finds on its own way. */
static void
test_two (void)
{
  static const double hills[CURVES] = { 1.2, 0.8, 2 }, scales[CURVES] = { 1, 5, 0.5 };
  g_autoptr (IsoCommonCurves) common = NULL;
  const IsoCommonTest *test;
  IsoCurveSharing sharing;
  Family family;

  simulate (&family, hills, scales, 0.05);
  for (IsoParameter p = HILL; p <= UPPER; p += UPPER - HILL)
    {
      g_clear_pointer (&common, iso_common_curves_free);
      common = iso_common_curves_new (family.curves, 2, p, 1);
      iso_curves_share (family.curves, ISO_SHARE (p), &sharing);
      test = iso_common_curves_get_test (common);
      iso_assert_close (test->value, sharing.values[p], 1e-6);
      iso_assert_close (test->rss, sharing.rss, 1e-12);
      iso_assert_close (test->separate_rss, sharing.separate_rss, 1e-12);
      iso_assert_close (test->f, sharing.f, 1e-7);
      iso_assert_close (test->p, sharing.p, 1e-7);
      for (guint i = 0; i < 2; i++)
        {
          iso_assert_close (iso_common_curves_get_fit (common, i)->values[SCALE], sharing.parameters[i][SCALE].value, 1e-6);
          iso_assert_close (iso_common_curves_get_fit (common, i)->se[SCALE], sharing.se[i][SCALE], 1e-4);
        }
    }
}

/* Three: the optimum and both ends of three intervals, each against the other solver with that value held. */
static void
test_three (void)
{
  static const double hills[CURVES] = { 1.2, 0.8, 2 }, scales[CURVES] = { 1, 20, 0.5 };
  g_autoptr (IsoCommonCurves) common = NULL;
  Family family;
  const IsoCommonTest *test;
  double t, limit;

  simulate (&family, hills, scales, 0.05);
  common = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
  test = iso_common_curves_get_test (common);
  iso_assert_close (test->rss, brute_force (&(Brute) { &family, NAN, NAN, NAN, 0, FALSE }, common), 1e-9);
  t = iso_t_quantile (0.95, 3 * 18 - 7);
  limit = test->rss * (1 + t * t / (3 * 18 - 7));
  for (guint side = 0; side < 2; side++)
    {
      IsoCurveProfile *profile = iso_curve_profile_new (&family.curves[0].settings, family.doses[0], family.responses[0], NULL, 18,
                                                        iso_common_curves_get_fit (common, 0));
      IsoEstimate dose, top, other;

      iso_curve_profile_share (profile, common, 0);
      dose = iso_curve_profile_effect_dose (profile, 0.5, ISO_EFFECT_ABSOLUTE, 1);
      top = iso_curve_profile_parameter (profile, UPPER);
      g_assert_cmpstr (dose.method, ==, "profile");
      iso_assert_close (brute_force (&(Brute) { &family, side ? dose.upper : dose.lower, 0.5, NAN, 0, FALSE }, common), limit, 1e-5);
      iso_assert_close (brute_force (&(Brute) { &family, NAN, NAN, side ? top.upper : top.lower, 0, FALSE }, common), limit, 1e-5);
      iso_curve_profile_free (profile);
      /* One top: the same interval from every curve. */
      profile = iso_curve_profile_new (&family.curves[2].settings, family.doses[2], family.responses[2], NULL, 18,
                                       iso_common_curves_get_fit (common, 2));
      iso_curve_profile_share (profile, common, 2);
      other = iso_curve_profile_parameter (profile, UPPER);
      iso_assert_close (side ? other.upper : other.lower, side ? top.upper : top.lower, 1e-5);
      iso_curve_profile_free (profile);
    }
}

/* A dose that one curve alone leaves open is known where the others know the top; a curve with itself changes nothing. */
static void
test_what_it_brings (void)
{
  static const double hills[CURVES] = { 1, 1, 1 }, scales[CURVES] = { 0.02, 3, 3 };
  g_autoptr (IsoCommonCurves) common = NULL, twins = NULL;
  Family family;
  IsoCurveProfile *alone, *together;
  IsoEstimate before, after;

  simulate (&family, hills, scales, 0.05);
  common = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
  alone = iso_curve_profile_new (&family.curves[0].settings, family.doses[0], family.responses[0], NULL, 18, &family.fits[0]);
  together = iso_curve_profile_new (&family.curves[0].settings, family.doses[0], family.responses[0], NULL, 18,
                                    iso_common_curves_get_fit (common, 0));
  iso_curve_profile_share (together, common, 0);
  before = iso_curve_profile_parameter (alone, SCALE);
  after = iso_curve_profile_parameter (together, SCALE);
  g_assert_cmpint (before.interval_status, !=, ISO_STATUS_OK);
  g_assert_cmpint (after.interval_status, ==, ISO_STATUS_OK);
  g_assert_cmpfloat (after.lower, <, 0.02);
  g_assert_cmpfloat (after.upper, >, 0.02);
  iso_curve_profile_free (alone);
  iso_curve_profile_free (together);

  family.curves[1] = family.curves[2];
  twins = iso_common_curves_new (&family.curves[1], 2, UPPER, 1);
  iso_assert_close (iso_common_curves_get_fit (twins, 1)->values[SCALE], family.fits[2].values[SCALE], 1e-6);
  g_assert_cmpfloat (iso_common_curves_get_test (twins)->p, >, 0.99);
  g_assert_cmpuint (iso_common_curves_get_fit (twins, 0)->shared, ==, ISO_SHARE (UPPER));
  g_assert_false (iso_common_curves_get_fit (twins, 0)->fixed[UPPER]);
}

/* The sum of squares of all curves with the top held, each by a fit from scratch. */
static double
hold_top (const Family *family, double top)
{
  double rss = 0;

  for (guint c = 0; c < CURVES; c++)
    {
      const IsoComparedCurve *curve = &family->curves[c];
      IsoCurveSettings settings = curve->settings;
      IsoCurveFit fit;

      settings.fixed[UPPER] = top;
      iso_curve_fit (&settings, curve->doses, curve->responses, NULL, curve->n, &fit);
      rss += fit.rss;
    }
  return rss;
}

/* The top's interval is that of all curves, also when it is asked from the one that is hardly determined: there it was once 0.1 % too narrow, and
 * where that curve is almost flat, open above. */
static void
test_top_from_any (void)
{
  static const double hills[CURVES] = { 1.2, 0.8, 2 }, scales[][CURVES] = { { 1, 3, 300 }, { 1, 3, 3000 }, { 0.02, 3, 300 } };
  static const char *const models[] = { "LL.3", "LL.4" };
  double noises[] = { 0.03, 0.08 };

  for (guint k = 0; k < G_N_ELEMENTS (scales) * G_N_ELEMENTS (models) * G_N_ELEMENTS (noises); k++)
    {
      const char *model = models[k / 2 % 2];
      double df = CURVES * 18 - 1 - CURVES * (k / 2 % 2 == 0 ? 2 : 3), t = iso_t_quantile (0.95, df), limit;
      g_autoptr (IsoCommonCurves) common = NULL;
      Family family;

      simulate (&family, hills, scales[k / 4], noises[k % 2]);
      fit_family (&family, CURVES, model);
      common = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
      limit = iso_common_curves_get_test (common)->rss * (1 + t * t / df);
      for (guint c = 0; c < CURVES; c++)
        {
          g_autoptr (IsoCurveProfile) profile = iso_curve_profile_new (&family.curves[c].settings, family.doses[c], family.responses[c],
                                                                       NULL, 18, iso_common_curves_get_fit (common, c));
          IsoEstimate top;

          iso_curve_profile_share (profile, common, c);
          top = iso_curve_profile_parameter (profile, UPPER);
          g_test_message ("%u, curve %u: %g [%g, %g]", k, c, top.value, top.lower, top.upper);
          g_assert_cmpint (top.interval_status, ==, ISO_STATUS_OK);
          iso_assert_close (hold_top (&family, top.lower), limit, 1e-5);
          iso_assert_close (hold_top (&family, top.upper), limit, 1e-5);
        }
    }
}

/* Comparing two of three curves with one top: limits of the ratio of IC50s with that ratio held, one hill with one hill held, each by the other
 * solver; the errors by the delta method from the ratio's own curvature there. */
static void
test_compare_two (void)
{
  static const double hills[CURVES] = { 1.2, 0.8, 2 }, scales[CURVES] = { 20, 150, 0.5 }, levels[2] = { 0.5, 0.5 }, controls[2] = { 1, 1 };
  static const guint indices[2] = { 0, 1 };
  g_autoptr (IsoCommonCurves) common = NULL;
  const IsoCommonTest *test;
  IsoComparedCurve curves[2];
  IsoCurveSharing sharing;
  IsoDoseRatio ratio, alone;
  double df = CURVES * 18 - 7, t = iso_t_quantile (0.95, df), limit, rss, step = 0.01, bend;
  Family family;

  simulate (&family, hills, scales, 0.05);
  common = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
  test = iso_common_curves_get_test (common);
  for (guint i = 0; i < 2; i++)
    {
      curves[i] = family.curves[i];
      curves[i].fit = iso_common_curves_get_fit (common, i);
    }
  iso_common_curves_compare_doses (common, indices, curves, levels, ISO_EFFECT_ABSOLUTE, controls, &ratio);
  iso_curves_compare_doses (family.curves, levels, ISO_EFFECT_ABSOLUTE, controls, &alone);
  g_test_message ("ratio %g: profile %g to %g, wald %g to %g, fieller %g to %g; separately %g to %g", ratio.profile.value, ratio.profile.lower,
                  ratio.profile.upper, ratio.wald.lower, ratio.wald.upper, ratio.fieller.lower, ratio.fieller.upper, alone.profile.lower,
                  alone.profile.upper);
  g_assert_cmpstr (ratio.profile.method, ==, "profile");
  limit = test->rss * (1 + t * t / df);
  iso_assert_close (brute_force (&(Brute) { &family, NAN, 0.5, NAN, ratio.profile.lower, FALSE }, common), limit, 1e-5);
  iso_assert_close (brute_force (&(Brute) { &family, NAN, 0.5, NAN, ratio.profile.upper, FALSE }, common), limit, 1e-5);
  /* RSS = least + s^2 (ln ratio)^2 / variance near the best. */
  bend = 0;
  for (int side = -1; side <= 1; side += 2)
    bend += brute_force (&(Brute) { &family, NAN, 0.5, NAN, ratio.wald.value * exp (side * step), FALSE }, common) - test->rss;
  iso_assert_close (log (ratio.wald.upper / ratio.wald.lower) / 2, t * sqrt (test->rss / df * 2 * step * step / bend), 2e-3);
  iso_assert_close (ratio.se, ratio.wald.value * log (ratio.wald.upper / ratio.wald.lower) / (2 * t), 1e-9);

  iso_common_curves_share (common, indices, curves, ISO_SHARE (HILL), &sharing);
  rss = brute_force (&(Brute) { &family, NAN, NAN, NAN, 0, TRUE }, common);
  g_assert_cmpint (sharing.status, ==, ISO_STATUS_OK);
  iso_assert_close (sharing.rss, rss, 1e-6);
  g_assert_cmpfloat (sharing.df1, ==, 1);
  g_assert_cmpfloat (sharing.df2, ==, df);
  iso_assert_close (sharing.f, (rss - test->rss) / (test->rss / df), 1e-4);
  iso_assert_close (sharing.aicc - sharing.separate_aicc,
                    54 * log (rss / test->rss) + 2 * 7 + 2 * 7 * 8.0 / (54 - 8) - 2 * 8 - 2 * 8 * 9.0 / (54 - 9), 1e-4);
}

/* A control group of the first curve alone that errs by 3 % moves the others' doses as well: by what a fit to responses moved a little shows. */
static void
test_controls (void)
{
  static const double hills[CURVES] = { 1.2, 0.8, 2 }, scales[CURVES] = { 1, 20, 0.5 }, step = 1e-4, errors[2] = { 0.03, 0 };
  guint first[18], rest[18];
  const guint *const groups[CURVES] = { first, rest, rest };
  g_autoptr (IsoCommonCurves) common = NULL;
  double moved[2][CURVES][2];
  Family family;

  for (guint i = 0; i < 18; i++)
    {
      first[i] = 0;
      rest[i] = 1;
    }
  for (guint side = 0; side < 2; side++)
    {
      g_autoptr (IsoCommonCurves) shifted = NULL;

      simulate (&family, hills, scales, 0.05);
      for (guint i = 0; i < 18; i++)
        family.responses[0][i] *= 1 + (side ? step : -step);
      fit_family (&family, CURVES, "LL.3");
      shifted = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
      for (guint c = 0; c < CURVES; c++)
        {
          moved[side][c][0] = iso_common_curves_get_fit (shifted, c)->values[SCALE];
          moved[side][c][1] = iso_common_curves_get_fit (shifted, c)->values[UPPER];
        }
    }
  simulate (&family, hills, scales, 0.05);
  common = iso_common_curves_new (family.curves, CURVES, UPPER, 1);
  iso_common_curves_add_control_uncertainty (common, groups, errors, 2);
  for (guint c = 0; c < CURVES; c++)
    for (guint i = 0; i < 2; i++)
      {
        IsoParameter p = i == 0 ? SCALE : UPPER;
        double slope = (moved[1][c][i] - moved[0][c][i]) / (2 * step);

        g_test_message ("curve %u, %s: moves by %g", c, iso_parameter_word (p), slope);
        iso_assert_close (sqrt (iso_common_curves_get_fit (common, c)->control_covariance[p][p]), 0.03 * fabs (slope), 2e-3);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gsl_set_error_handler_off ();
  g_test_add_func ("/curve-common/tables", test_tables);
  g_test_add_func ("/curve-common/two", test_two);
  g_test_add_func ("/curve-common/three", test_three);
  g_test_add_func ("/curve-common/what-it-brings", test_what_it_brings);
  g_test_add_func ("/curve-common/top-from-any", test_top_from_any);
  g_test_add_func ("/curve-common/compare-two", test_compare_two);
  g_test_add_func ("/curve-common/controls", test_controls);
  return g_test_run ();
}
