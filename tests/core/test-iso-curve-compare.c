/* test-iso-curve-compare.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-compare.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"
#include "reference-table.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

#define MAX_POINTS 160

/* Two curves with the data they are of. */
typedef struct
{
  double           doses[2][MAX_POINTS];
  double           responses[2][MAX_POINTS];
  IsoCurveFit      fits[2];
  IsoComparedCurve curves[2];
} Pair;

static void
fit_pair (Pair *pair, const char *model)
{
  for (guint i = 0; i < 2; i++)
    {
      IsoComparedCurve *curve = &pair->curves[i];

      iso_curve_settings_init (&curve->settings, iso_curve_model_find (model));
      curve->doses = pair->doses[i];
      curve->responses = pair->responses[i];
      curve->weights = NULL;
      curve->fit = &pair->fits[i];
      iso_curve_fit (&curve->settings, curve->doses, curve->responses, NULL, curve->n, &pair->fits[i]);
    }
}

/* The two herbicides on white mustard of Christensen et al. 2003, the example of relative potency of the drc package. */
static gboolean
read_mustard (Pair *pair, const char *first)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/data/drcData_S.alba.csv");

  memset (pair, 0, sizeof *pair);
  if (table == NULL)
    return FALSE;
  for (guint row = 0; row < table->rows->len; row++)
    {
      guint i = strcmp (reference_table_get (table, row, "Herbicide"), first) != 0;
      gsize k = pair->curves[i].n++;

      g_assert_cmpuint (k, <, MAX_POINTS);
      pair->doses[i][k] = reference_table_number (table, row, "Dose");
      pair->responses[i][k] = reference_table_number (table, row, "DryMatter");
    }
  fit_pair (pair, "LL.4");
  return TRUE;
}

/* EDcomp of drc 3.2-0: estimate, SE, and the limits of delta and Fieller. */
static void
test_relative_potency (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_EDcomp.csv");
  Pair pair;
  guint compared = 0;

  if (table == NULL || !read_mustard (&pair, "Bentazone"))
    return;
  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *interval = reference_table_get (table, row, "interval");
      const double levels[2] = { reference_table_number (table, row, "p1") / 100, reference_table_number (table, row, "p2") / 100 };
      const double controls[2] = { NAN, NAN };
      double two = reference_table_number (table, row, "col2"), three = reference_table_number (table, row, "col3");
      IsoDoseRatio ratio;

      iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_RELATIVE, controls, &ratio);
      g_test_message ("%s %g/%g: %.8g, se %.8g, delta %.8g-%.8g, fieller %.8g-%.8g, profile %.8g-%.8g; drc %.8g: %.8g, %.8g", interval,
                      levels[0], levels[1], ratio.delta.value, ratio.se, ratio.delta.lower, ratio.delta.upper, ratio.fieller.lower,
                      ratio.fieller.upper, ratio.profile.lower, ratio.profile.upper, reference_table_number (table, row, "estimate"), two,
                      three);
      iso_assert_close (ratio.delta.value, reference_table_number (table, row, "estimate"), 1e-4);
      if (strcmp (interval, "none") == 0)
        {
          iso_assert_close (ratio.se, two, 1e-4);
          iso_assert_close ((ratio.delta.value - 1) / ratio.se, three, 1e-4);
        }
      else if (strcmp (interval, "delta") == 0)
        {
          iso_assert_close (ratio.delta.lower, two, 1e-4);
          iso_assert_close (ratio.delta.upper, three, 1e-4);
        }
      else
        {
          iso_assert_close (ratio.fieller.lower, two, 1e-4);
          iso_assert_close (ratio.fieller.upper, three, 1e-4);
        }
      compared++;
    }
  g_assert_cmpuint (compared, ==, 12);
}

/* compParm of drc 3.2-0. */
static void
test_parameters (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_compParm.csv");
  Pair pair;
  static const char letters[] = "bcde";

  if (table == NULL || !read_mustard (&pair, "Glyphosate"))
    return;
  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *what = reference_table_get (table, row, "what");
      gboolean ratio = g_str_has_suffix (what, "ratio");
      IsoParameter p = (IsoParameter) (strchr (letters, what[strlen ("compParm_")]) - letters);
      IsoParameterComparison comparison;

      iso_curves_compare_parameter (pair.curves, p, &comparison);
      g_test_message ("%s: %.8g se %.8g p %.6g; drc %.8g, %.8g, %.6g", what,
                      ratio ? comparison.ratio.value : comparison.difference.value, ratio ? comparison.ratio_se : comparison.difference_se,
                      ratio ? comparison.ratio_p : comparison.p, reference_table_number (table, row, "Estimate"),
                      reference_table_number (table, row, "Std. Error"), reference_table_number (table, row, "p-value"));
      iso_assert_close (ratio ? comparison.ratio.value : comparison.difference.value, reference_table_number (table, row, "Estimate"),
                        1e-4);
      iso_assert_close (ratio ? comparison.ratio_se : comparison.difference_se, reference_table_number (table, row, "Std. Error"), 1e-4);
      iso_assert_close (ratio ? comparison.ratio_p : comparison.p, reference_table_number (table, row, "p-value"), 1e-4);
    }
  g_assert_cmpuint (table->rows->len, ==, 8);
}

/* The same two curves with limits, and with limits and slope, in common: the sums of squares of drc. The chance of an F on 2 and df
 * degrees of freedom is (1 + 2 F / df)^(-df / 2). */
static void
test_sharing (void)
{
  const guint limits = ISO_SHARE (ISO_PARAMETER_LOWER) | ISO_SHARE (ISO_PARAMETER_UPPER);
  IsoCurveSharing sharing;
  Pair pair;

  if (!read_mustard (&pair, "Glyphosate"))
    return;
  iso_curves_share (pair.curves, limits, &sharing);
  iso_assert_close (sharing.separate_rss, 8.34793391079075, 1e-7);
  iso_assert_close (sharing.rss, 8.5113989625336, 1e-7);
  g_assert_cmpfloat (sharing.rss, <=, 8.5113989625336 * (1 + 1e-9));
  iso_assert_close (sharing.values[ISO_PARAMETER_LOWER], 0.716451719084675, 1e-4);
  iso_assert_close (sharing.values[ISO_PARAMETER_UPPER], 3.85437497728948, 1e-4);
  g_assert_cmpfloat (sharing.df1, ==, 2);
  g_assert_cmpfloat (sharing.df2, ==, 60);
  iso_assert_close (sharing.f, (sharing.rss - sharing.separate_rss) / 2 / (sharing.separate_rss / 60), 1e-12);
  iso_assert_close (sharing.p, pow (1 + 2 * sharing.f / 60, -30), 1e-9);
  /* AIC of drc with k = 7 and 9 has n (ln 2 pi + 1) more, and not the correction for few points. */
  iso_assert_close (sharing.aicc, 65.6647462899715 - 68 * (log (2 * G_PI) + 1) + 2.0 * 7 * 8 / 60, 1e-6);
  iso_assert_close (sharing.separate_aicc, 68.3460734878779 - 68 * (log (2 * G_PI) + 1) + 2.0 * 9 * 10 / 58, 1e-6);

  iso_curves_share (pair.curves, limits | ISO_SHARE (ISO_PARAMETER_HILL), &sharing);
  iso_assert_close (sharing.rss, 9.49457586342324, 1e-8);
  g_assert_cmpfloat (sharing.rss, <=, 9.49457586342324 * (1 + 1e-9));
  iso_assert_close (sharing.values[ISO_PARAMETER_HILL], 3.86419141421771, 1e-4);
  g_assert_cmpfloat (sharing.df1, ==, 3);
}

/* Estimates and standard errors of drc 3.2-0 (drc_params.csv, relTol 1e-15) for what is shared and what is each curve's own. */
static guint
check_table (const char *set, const char *model, const char *const names[2], const IsoCurveSharing *sharing, double tolerance)
{
  static const char letters[] = "bcde";
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_params.csv");
  guint compared = 0;

  for (guint row = 0; row < table->rows->len; row++)
    {
      const char *param = reference_table_get (table, row, "param");
      IsoParameter p = (IsoParameter) (strchr (letters, *param) - letters);
      guint curve = g_str_has_suffix (param, names[1]) ? 1 : 0;

      if (strcmp (reference_table_get (table, row, "dataset"), set) != 0 || strcmp (reference_table_get (table, row, "model"), model) != 0
          || strcmp (reference_table_get (table, row, "mode"), "tight") != 0)
        continue;
      g_test_message ("%s: %.9g (%.6g)", param, sharing->parameters[curve][p].value, sharing->se[curve][p]);
      iso_assert_close (sharing->parameters[curve][p].value, reference_table_number (table, row, "estimate"), tolerance);
      iso_assert_close (sharing->se[curve][p], reference_table_number (table, row, "se"), tolerance);
      if (g_str_has_suffix (param, "(Intercept)"))
        iso_assert_close (sharing->parameters[1][p].value, sharing->parameters[0][p].value, 0);
      compared++;
    }
  return compared;
}

static void
test_tables (void)
{
  static const char *const herbicides[2] = { "Glyphosate", "Bentazone" }, *const treatments[2] = { ":1", ":2" };
  const guint limits = ISO_SHARE (ISO_PARAMETER_LOWER) | ISO_SHARE (ISO_PARAMETER_UPPER);
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/data/drcData_G.aparine.csv");
  IsoCurveSharing sharing;
  Pair pair;

  if (!read_mustard (&pair, "Glyphosate"))
    return;
  iso_curves_share (pair.curves, limits, &sharing);
  g_assert_cmpuint (check_table ("drcData_S.alba", "LL.4[Herbicide;c,d shared]", herbicides, &sharing, 1e-4), ==, 6);
  iso_curves_share (pair.curves, limits | ISO_SHARE (ISO_PARAMETER_HILL), &sharing);
  g_assert_cmpuint (check_table ("drcData_S.alba", "LL.4[Herbicide;b,c,d shared]", herbicides, &sharing, 1e-4), ==, 5);

  memset (&pair, 0, sizeof pair);
  for (guint row = 0; row < table->rows->len; row++)
    {
      guint i = *reference_table_get (table, row, "treatment") == '2';
      gsize k = pair.curves[i].n++;

      g_assert_cmpuint (k, <, MAX_POINTS);
      pair.doses[i][k] = reference_table_number (table, row, "dose");
      pair.responses[i][k] = reference_table_number (table, row, "drymatter");
    }
  fit_pair (&pair, "LL.3");
  iso_curves_share (pair.curves, ISO_SHARE (ISO_PARAMETER_UPPER), &sharing);
  g_assert_cmpfloat (sharing.rss, <=, 3604011.54275031 * (1 + 1e-9));
  g_assert_cmpuint (check_table ("drcData_G.aparine", "LL.3[treatment;d shared]", treatments, &sharing, 1e-4), ==, 5);
}

static void
simulate (Pair *pair, const double one[4], const double two[4], double noise)
{
  IsoRandom random;

  memset (pair, 0, sizeof *pair);
  iso_random_init (&random, 5, 3);
  for (guint i = 0; i < 2; i++)
    {
      pair->curves[i].n = 20;
      for (guint k = 0; k < 20; k++)
        {
          pair->doses[i][k] = ldexp (1, (int) (k / 2));
          pair->responses[i][k] = iso_curve_value (i == 0 ? one : two, pair->doses[i][k]) + noise * iso_random_normal (&random);
        }
    }
  fit_pair (pair, "LL.4");
}

/* A limit of the profile interval is a ratio with which the best pair of curves leaves RSS (1 + t^2 / df). Here that pair is found another
 * way: in doses divided by the ratio for the first curve, both have one midpoint; and the extra sum of squares is just significant. */
static void
check_limits (const Pair *pair, const IsoDoseRatio *ratio)
{
  double df = pair->fits[0].df + pair->fits[1].df, t = iso_t_quantile (0.95, df), rss = pair->fits[0].rss + pair->fits[1].rss;

  g_assert_cmpstr (ratio->profile.method, ==, "profile");
  for (guint side = 0; side < 2; side++)
    {
      IsoCurveSharing sharing;
      Pair moved = *pair;

      for (guint i = 0; i < 2; i++)
        for (gsize k = 0; k < pair->curves[i].n && i == 0; k++)
          moved.doses[i][k] /= side == 0 ? ratio->profile.lower : ratio->profile.upper;
      fit_pair (&moved, "LL.4");
      iso_curves_share (moved.curves, ISO_SHARE (ISO_PARAMETER_SCALE), &sharing);
      iso_assert_close (sharing.rss, rss * (1 + t * t / df), 1e-5);
      iso_assert_close (sharing.p, 0.05, 1e-3);
    }
}

static void
test_profile (void)
{
  const double one[4] = { 1.3, 0.1, 1, 60 }, two[4] = { 1.6, 0.05, 1, 15 }, levels[2] = { 0.5, 0.5 }, controls[2] = { 1, 1 };
  IsoDoseRatio ratio;
  Pair pair;

  simulate (&pair, one, two, 0.03);
  iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_RELATIVE, controls, &ratio);
  check_limits (&pair, &ratio);
  /* With little noise all four intervals are the same. */
  simulate (&pair, one, two, 1e-4);
  iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_ABSOLUTE, controls, &ratio);
  iso_assert_close (ratio.profile.lower, ratio.wald.lower, 1e-4);
  iso_assert_close (ratio.profile.upper, ratio.fieller.upper, 1e-4);
  iso_assert_close (ratio.profile.upper, ratio.delta.upper, 1e-4);
  if (!read_mustard (&pair, "Bentazone"))
    return;
  iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_RELATIVE, controls, &ratio);
  check_limits (&pair, &ratio);
}

/* One curve through both is the fit of all points; two samples of one curve are not told apart, and those of two are. */
static void
test_one_curve (void)
{
  const double one[4] = { 1.3, 0.1, 1, 60 }, two[4] = { 1.3, 0.1, 1, 30 };
  IsoCurveSharing sharing;
  Pair pair;

  simulate (&pair, one, one, 0.03);
  iso_curves_share (pair.curves, ISO_SHARE_ALL, &sharing);
  g_assert_cmpfloat (sharing.df1, ==, 4);
  g_assert_cmpfloat (sharing.p, >, 0.05);
  g_assert_cmpfloat (sharing.aicc, <, sharing.separate_aicc);
  simulate (&pair, one, two, 0.03);
  iso_curves_share (pair.curves, ISO_SHARE_ALL, &sharing);
  g_assert_cmpfloat (sharing.p, <, 1e-6);
  g_assert_cmpfloat (sharing.aicc, >, sharing.separate_aicc);
  /* Any single one in common lies between all and none. */
  for (IsoParameter p = 0; p < 4; p++)
    {
      IsoCurveSharing single;

      iso_curves_share (pair.curves, ISO_SHARE (p), &single);
      g_assert_cmpfloat (single.rss, <=, sharing.rss * (1 + 1e-9));
      g_assert_cmpfloat (single.rss, >=, sharing.separate_rss * (1 - 1e-9));
      g_assert_cmpfloat (single.df1, ==, 1);
    }
  iso_curves_share (pair.curves, ISO_SHARE (ISO_PARAMETER_EXTRA), &sharing);
  g_assert_cmpint (sharing.status, ==, ISO_STATUS_UNDEFINED);
}

/* A resistant curve that does not come down to half: no ratio, but at least that of the highest dose to the other's. */
static void
test_censored (void)
{
  const double one[4] = { 1, 0.7, 1, 40 }, two[4] = { 1.5, 0.02, 1, 12 }, levels[2] = { 0.5, 0.5 }, controls[2] = { 1, 1 };
  IsoDoseRatio ratio;
  IsoEstimate sensitive;
  IsoComparedCurve turned[2];
  Pair pair;

  simulate (&pair, one, two, 0.01);
  sensitive = iso_curve_fit_effect_dose (&pair.fits[1], 0.5, ISO_EFFECT_ABSOLUTE, 1);
  iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_ABSOLUTE, controls, &ratio);
  g_assert_true (isnan (ratio.profile.value));
  g_assert_cmpint (ratio.profile.status, ==, ISO_STATUS_ABOVE_RANGE);
  iso_assert_close (ratio.at_least, 512 / sensitive.value, 1e-12);
  g_assert_true (isinf (ratio.at_most));
  turned[0] = pair.curves[1];
  turned[1] = pair.curves[0];
  iso_curves_compare_doses (turned, levels, ISO_EFFECT_ABSOLUTE, controls, &ratio);
  g_assert_cmpint (ratio.profile.status, ==, ISO_STATUS_BELOW_RANGE);
  iso_assert_close (ratio.at_most, sensitive.value / 512, 1e-12);
}

/* Fieller's limits solve (a - ratio b)^2 = t^2 (Va + ratio^2 Vb). Where the second dose is so poorly known that it could be 0 there is no
 * upper one, and the lower one still does. Without controls the common variance takes the place of each curve's own. */
static void
test_open_side (void)
{
  const double one[4] = { 1.3, 0.1, 1, 60 }, two[4] = { 0.8, 0.1, 1, 900 }, levels[2] = { 0.5, 0.5 }, controls[2] = { 1, 1 };
  double variance, left, right = 0, t = iso_t_quantile (0.95, 32);
  IsoDoseRatio ratio;
  Pair pair;

  simulate (&pair, one, two, 0.06);
  iso_curves_compare_doses (pair.curves, levels, ISO_EFFECT_RELATIVE, controls, &ratio);
  g_assert_true (isnan (ratio.fieller.upper));
  g_assert_cmpint (ratio.fieller.interval_status, ==, ISO_STATUS_ABOVE_RANGE);
  variance = (pair.fits[0].rss + pair.fits[1].rss) / 32;
  left = pair.fits[0].values[ISO_PARAMETER_SCALE] - ratio.fieller.lower * pair.fits[1].values[ISO_PARAMETER_SCALE];
  for (guint i = 0; i < 2; i++)
    {
      double se = pair.fits[i].se[ISO_PARAMETER_SCALE] * (i == 0 ? 1 : ratio.fieller.lower);

      right += se * se * variance / (pair.fits[i].rss / 16);
    }
  iso_assert_close (left * left, t * t * right, 1e-9);
}

int
main (int argc, char **argv)
{
  gsl_set_error_handler_off ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve/compare/relative-potency", test_relative_potency);
  g_test_add_func ("/curve/compare/parameters", test_parameters);
  g_test_add_func ("/curve/compare/sharing", test_sharing);
  g_test_add_func ("/curve/compare/tables", test_tables);
  g_test_add_func ("/curve/compare/profile", test_profile);
  g_test_add_func ("/curve/compare/one-curve", test_one_curve);
  g_test_add_func ("/curve/compare/censored", test_censored);
  g_test_add_func ("/curve/compare/open-side", test_open_side);
  return g_test_run ();
}
