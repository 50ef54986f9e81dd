/* test-iso-curve-reference.c - curve fits against a long search and against other programs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-statistics.h"
#include "curve/iso-curve-fit.h"
#include "curve/iso-curve-profile.h"
#include "iso-test.h"
#include "reference-table.h"

#include <float.h>
#include <string.h>

#define MAX_POINTS 256

/* The single curves of the reference, and their columns. */
static const struct { const char *set, *dose, *response; } curves[] = {
  { "drcData_ryegrass", "conc", "rootl" }, { "drcData_terbuthylazin", "dose", "rgr" }, { "drcData_lemna", "conc", "frond.num" },
  { "drcData_barley", "Dose", "weight" }, { "drcData_secalonic", "dose", "rootl" }, { "drcData_nasturtium", "conc", "wt" },
  { "drcData_O.mykiss", "conc", "weight" }, { "drcData_P.promelas", "conc", "dryweight" },
  { "drcData_heartrate", "pressure", "rate" }, { "drcData_leaflength", "Dose", "DW" }, { "drcData_lettuce", "conc", "weight" },
  { "dr4pl_drc_error_1", "Dose", "Response" }, { "dr4pl_drc_error_2", "Dose", "Response" },
  { "dr4pl_drc_error_3", "Dose", "Response" }, { "dr4pl_drc_error_4", "Dose", "Response" },
  { "dr4pl_sample_data_1", "Dose", "Response" }, { "dr4pl_sample_data_5", "Dose", "Response" },
  { "pysynergy_hill", "drug.conc", "E" },
};

typedef struct
{
  gsize  n;
  double doses[MAX_POINTS];
  double responses[MAX_POINTS];
} Data;

static void
read_data (const char *set, Data *data)
{
  g_autofree char *path = g_strdup_printf ("oracle/data/%s.csv", set);
  g_autoptr (ReferenceTable) table = reference_table_load (path);
  gsize c = 0;

  while (strcmp (curves[c].set, set) != 0)
    c++;
  data->n = 0;
  for (guint row = 0; row < table->rows->len; row++)
    {
      g_assert_cmpuint (data->n, <, MAX_POINTS);
      data->responses[data->n] = reference_table_number (table, row, curves[c].response);
      data->doses[data->n] = reference_table_number (table, row, curves[c].dose);
      data->n += isfinite (data->doses[data->n]) && isfinite (data->responses[data->n]);
    }
}

static void
fit_row (const ReferenceTable *table, guint row, Data *data, IsoCurveFit *fit)
{
  IsoCurveSettings settings;

  read_data (reference_table_get (table, row, "dataset"), data);
  iso_curve_settings_init (&settings, iso_curve_model_find (reference_table_get (table, row, "model")));
  iso_curve_fit (&settings, data->doses, data->responses, NULL, data->n, fit);
}

static gboolean
is_fit (const ReferenceTable *table, guint row, const char *set, const char *model)
{
  return strcmp (reference_table_get (table, row, "dataset"), set) == 0 && strcmp (reference_table_get (table, row, "model"), model) == 0;
}

/* LL.5 as it is defined, without a number that overflows. */
static double
asymmetric_rss (const Data *data, double b, double c, double d, double e, double f)
{
  double rss = 0;

  for (gsize i = 0; i < data->n; i++)
    {
      double z = b * log (data->doses[i] / e), fitted = d;

      if (data->doses[i] > 0)
        fitted = c + (d - c) * exp (-f * (z > 100 ? z : log1p (exp (z))));
      rss += (data->responses[i] - fitted) * (data->responses[i] - fitted);
    }
  return rss;
}

/* One sum of squares of the reference is no sum of squares of the model. For barley, LL.5, it has 1185.9416, with a hill of 341.19 at
 * which (dose / e)^b of the dose 1350 is 1.797e308, the largest number of a computer, and that of 2700 is taken for infinite: b ln (1350 /
 * e) = 709.78271289 = ln DBL_MAX. The curve with those very parameters leaves 1186.3144; a hundred thousand starts in
 * both directions found nothing below 1186.26997, a broken line with its bend at dose 168.44. */
static double
find_expected_rss (const ReferenceTable *fits, guint row, const Data *data)
{
  double overflow = 341.19250175341 * log (1350 / 168.60522129277);

  if (!is_fit (fits, row, "drcData_barley", "LL.5"))
    return reference_table_number (fits, row, "rss");
  iso_assert_close (overflow, log (DBL_MAX), 1e-10);
  return asymmetric_rss (data, 341.19250175341, 10.3039818699545, 52.0362113610643, 168.60522129277, 0.00683355589990862);
}

/* On eighteen real and simulated curves and eight models, four of the curves chosen because a well-known program fails on them, the
 * fit reaches the best sum of squares that a long search found (ref_lsq_fits.csv). Where the data determine the parameters
 * (condition below 1e4) it says so, and where they do not (above 1e7: a step, or an end at infinity) it says that. LL.5 has a second
 * optimum within a thousandth of the first on one curve, and is called ambiguous there. */
static void
test_global_optimum (void)
{
  g_autoptr (ReferenceTable) fits = reference_table_load ("oracle/ref_lsq_fits.csv");
  guint better = 0;

  if (fits == NULL)
    return;
  for (guint row = 0; row < fits->rows->len; row++)
    {
      double expected, condition = reference_table_number (fits, row, "cond_corrJTJ");
      IsoCurveFit fit;
      Data data;

      fit_row (fits, row, &data, &fit);
      expected = find_expected_rss (fits, row, &data);
      g_assert_cmpuint (data.n, ==, (gsize) reference_table_number (fits, row, "n"));
      g_test_message ("%s %s: RSS %.15g, reference %.15g, excess %.2g, condition %.2g, %s", reference_table_get (fits, row, "dataset"),
                      fit.model->id, fit.rss, expected, fit.rss / expected - 1, condition, iso_status_word (fit.status));
      g_assert_cmpfloat (fit.rss, <=, expected * (1 + 1e-9));
      if (condition < 1e4)
        g_assert_true (fit.status == ISO_STATUS_OK || is_fit (fits, row, "dr4pl_sample_data_1", "LL.5"));
      if (condition > 1e7)
        g_assert_cmpint (fit.status, ==, ISO_STATUS_NOT_IDENTIFIED);
      better += fit.rss < expected * (1 - 1e-9);
    }
  g_test_message ("%u of %u are better than the reference", better, fits->rows->len);
  g_assert_cmpuint (fits->rows->len, ==, 144);
}

/* The four curves on which a well-known program stops with an error have a best fit here, and none of them an EC50 that looks known: two
 * do not determine their parameters, and of the other two the interval ends on one side only. */
static void
test_flagged (void)
{
  static const char *const sets[] = { "dr4pl_drc_error_1", "dr4pl_drc_error_2", "dr4pl_drc_error_3", "dr4pl_drc_error_4" };
  static const IsoStatus statuses[] = { ISO_STATUS_OK, ISO_STATUS_NOT_IDENTIFIED, ISO_STATUS_OK, ISO_STATUS_NOT_IDENTIFIED };
  g_autoptr (ReferenceTable) fits = reference_table_load ("oracle/ref_lsq_fits.csv");
  IsoCurveSettings settings;

  if (fits == NULL)
    return;
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (IsoCurveProfile) profile = NULL;
      IsoCurveFit fit;
      IsoEstimate dose;
      Data data;

      read_data (sets[i], &data);
      iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
      g_assert_cmpint (fit.status, ==, statuses[i]);
      profile = iso_curve_profile_new (&settings, data.doses, data.responses, NULL, data.n, &fit);
      dose = iso_curve_profile_parameter (profile, ISO_PARAMETER_SCALE);
      g_test_message ("%s: EC50 %g (%g to %g), %s", sets[i], dose.value, dose.lower, dose.upper, iso_status_word (dose.status));
      g_assert_false (dose.status == ISO_STATUS_OK && isfinite (dose.lower) && isfinite (dose.upper));
      g_assert_true (fit.status != ISO_STATUS_OK || isfinite (dose.lower));
    }
}

/* Growth that goes on falling at the highest dose: the lower limit and the midpoint of all four-parameter curves lie at infinity,
 * where they are one and the same curve, upper - b dose^hill. */
static void
test_endless (void)
{
  static const char *const models[] = { "LL.4", "W1.4", "W2.4", "LN.4" };
  static const char *const sets[] = { "drcData_O.mykiss", "drcData_P.promelas" };
  g_autofree char *here = iso_test_reference ("oracle/data/drcData_O.mykiss.csv");

  if (here == NULL)
    return;
  for (gsize k = 0; k < G_N_ELEMENTS (sets) * G_N_ELEMENTS (models); k++)
    {
      static double rss;
      IsoCurveSettings settings;
      IsoCurveFit fit;
      IsoEstimate half;
      Data data;

      read_data (sets[k / G_N_ELEMENTS (models)], &data);
      iso_curve_settings_init (&settings, iso_curve_model_find (models[k % G_N_ELEMENTS (models)]));
      iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
      g_assert_cmpint (fit.status, ==, ISO_STATUS_NOT_IDENTIFIED);
      g_assert_cmpint (fit.parameters[ISO_PARAMETER_SCALE].status, ==, ISO_STATUS_ABOVE_RANGE);
      g_assert_cmpint (fit.parameters[ISO_PARAMETER_LOWER].status, ==, ISO_STATUS_NOT_IDENTIFIED);
      g_assert_true (isnan (fit.parameters[ISO_PARAMETER_SCALE].value) && isnan (fit.parameters[ISO_PARAMETER_LOWER].value));
      g_assert_cmpint (fit.parameters[ISO_PARAMETER_UPPER].status, ==, ISO_STATUS_OK);
      g_assert_true (isfinite (fit.parameters[ISO_PARAMETER_UPPER].upper));
      g_assert_cmpint (iso_curve_fit_effect_dose (&fit, 0.5, ISO_EFFECT_RELATIVE, 1).status, ==, ISO_STATUS_ABOVE_RANGE);
      half = iso_curve_fit_effect_dose (&fit, 0.1, ISO_EFFECT_ABSOLUTE, fit.values[ISO_PARAMETER_UPPER]);
      g_assert_cmpint (half.status, ==, ISO_STATUS_OK);
      iso_assert_close (iso_curve_fit_value (&fit, half.value), 0.9 * fit.values[ISO_PARAMETER_UPPER], 1e-12);
      if (k % G_N_ELEMENTS (models) == 0)
        rss = fit.rss;
      iso_assert_close (fit.rss, rss, 1e-12);
    }
}

/* The row's parameter in ours: for a curve that rises, what drc calls c is the response without drug. */
static IsoParameter
find_parameter (const IsoCurveFit *fit, const char *letter)
{
  gboolean rising = fit->parameters[ISO_PARAMETER_UPPER].value < fit->parameters[ISO_PARAMETER_LOWER].value;

  switch (*letter)
    {
    case 'b':
      return ISO_PARAMETER_HILL;
    case 'c':
      return rising ? ISO_PARAMETER_UPPER : ISO_PARAMETER_LOWER;
    case 'd':
      return rising ? ISO_PARAMETER_LOWER : ISO_PARAMETER_UPPER;
    case 'e':
      return ISO_PARAMETER_SCALE;
    default:
      return ISO_PARAMETER_EXTRA;
    }
}

static gboolean
is_same_fit (const ReferenceTable *table, guint row, const ReferenceTable *other, guint other_row)
{
  return strcmp (reference_table_get (table, row, "dataset"), reference_table_get (other, other_row, "dataset")) == 0
         && strcmp (reference_table_get (table, row, "model"), reference_table_get (other, other_row, "model")) == 0;
}

/* The reference stopped short of the optimum for leaflength, W2.4, whose lower limit is not far from 0: Newton's method in 60 decimal
 * digits ends at 0.114549147246699, where the reference has 0.114549411294718. */
static double
find_expected_estimate (const ReferenceTable *table, guint row)
{
  if (is_fit (table, row, "drcData_leaflength", "W2.4") && *reference_table_get (table, row, "param") == 'c')
    return 0.114549147246699;
  return reference_table_number (table, row, "estimate");
}

static guint
compare_parameters (const ReferenceTable *fits, guint row, const ReferenceTable *table, const IsoCurveFit *fit)
{
  guint compared = 0;

  for (guint k = 0; k < table->rows->len; k++)
    {
      double expected, se;
      IsoParameter p;

      if (!is_same_fit (fits, row, table, k))
        continue;
      p = find_parameter (fit, reference_table_get (table, k, "param"));
      expected = find_expected_estimate (table, k);
      se = reference_table_number (table, k, "se_gauss_newton");
      if (p == ISO_PARAMETER_HILL)
        expected = fabs (expected);
      iso_assert_close (fit->parameters[p].value, expected, 1e-6);
      iso_assert_close (fit->se_gauss_newton[p], se, 1e-4);
      iso_assert_close (fit->se_observed[p], reference_table_number (table, k, "se_observed_hessian"), 1e-4);
      compared++;
    }
  return compared;
}

/* More than a hundredfold outside the doses we give no dose. */
static guint
compare_effects (const ReferenceTable *fits, guint row, const ReferenceTable *table, const IsoCurveFit *fit, const char *se)
{
  guint compared = 0;

  for (guint k = 0; k < table->rows->len; k++)
    {
      double expected;
      IsoEstimate dose;

      if (!is_same_fit (fits, row, table, k))
        continue;
      expected = reference_table_number (table, k, "ED");
      dose = iso_curve_fit_effect_dose (fit, reference_table_number (table, k, "level") / 100, ISO_EFFECT_RELATIVE, 1);
      if (expected > 100 * fit->highest_dose || expected < fit->lowest_dose / 100)
        {
          g_assert_cmpint (dose.status, ==, expected > fit->highest_dose ? ISO_STATUS_ABOVE_RANGE : ISO_STATUS_BELOW_RANGE);
          continue;
        }
      iso_assert_close (dose.value, expected, 1e-6);
      iso_assert_close (dose.value * log (dose.upper / dose.value) / iso_t_quantile (0.95, fit->df),
                        reference_table_number (table, k, se), 1e-4);
      compared++;
    }
  return compared;
}

/* Where the data determine the curve (cond_corrJTJ below 1e4): estimates, both standard errors, and effect doses (ref_lsq_params.csv,
 * ref_lsq_ED.csv: optimum of a long search, checked against drc and nls). */
static void
test_parameters_and_effects (void)
{
  g_autoptr (ReferenceTable) fits = reference_table_load ("oracle/ref_lsq_fits.csv");
  g_autoptr (ReferenceTable) parameters = NULL, effects = NULL;
  guint n_parameters = 0, n_effects = 0;

  if (fits == NULL)
    return;
  parameters = reference_table_load ("oracle/ref_lsq_params.csv");
  effects = reference_table_load ("oracle/ref_lsq_ED.csv");
  for (guint row = 0; row < fits->rows->len; row++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit, gauss_newton;
      Data data;

      if (!(reference_table_number (fits, row, "cond_corrJTJ") < 1e4))
        continue;
      fit_row (fits, row, &data, &fit);
      iso_curve_settings_init (&settings, fit.model);
      settings.se = ISO_SE_GAUSS_NEWTON;
      iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &gauss_newton);
      n_parameters += compare_parameters (fits, row, parameters, &fit);
      n_effects += compare_effects (fits, row, effects, &fit, "se_observed_hessian");
      n_effects += compare_effects (fits, row, effects, &gauss_newton, "se_gauss_newton");
      if (isfinite (reference_table_number (fits, row, "lof_F")))
        {
          iso_assert_close (fit.lack_of_fit_f, reference_table_number (fits, row, "lof_F"), 1e-6);
          iso_assert_close (fit.lack_of_fit_p, reference_table_number (fits, row, "lof_p"), 1e-6);
        }
    }
  g_test_message ("%u parameters and %u effect doses compared", n_parameters, n_effects);
  g_assert_cmpuint (n_parameters, >=, 350);
  g_assert_cmpuint (n_effects, >=, 1000);
}

/* Sums of squares: drc_fitstats.csv (drc 3.2-0, relTol 1e-15); we are never worse. Estimates of EXD.3, MM.3 and LN.3: drc_params.csv;
 * in MM.3 drc's c is the response without drug. Those of hormesis: Newton's method in 60 decimal digits, which ends at the sums of squares
 * 0.118842197205056 and 0.124974809738195; drc stops at 0.118842199075 and 0.124974817178, up to 9e-4 away in the estimates. For CRS
 * drc has not come to an end: its EC50s there have standard errors of several times the estimate. Gompertz: Newton's method in 60 digits
 * on drc's b, c, d, e, which ends at 0.834313501996061, 0.673392926436341, 8.20165486838279, 3.55598363827453 and 6.29925695014288 (drc stops at
 * 6.29925695014877); carried over by the formulas of iso-curve-shape.h. In the order of IsoParameter. */
static void
test_other_models (void)
{
  static const struct { const char *set, *model; double rss, parameters[ISO_CURVE_N_PARAMETERS], tolerance; } expected[] = {
    { "drcData_lettuce", "BC.4", 0.124974809738195, { 1.28271759482126, 0, 0.967176849856966, 0.845934328474552, 1.62452807871371 },
      1e-6 },
    { "drcData_lettuce", "BC.5", 0.118842197205056,
      { 1.50297184676915, 0.280810911571283, 0.963062882123581, 1.12179903067637, 0.98630950509068 }, 1e-6 },
    { "drcData_lettuce", "CRS.4a", 0.242222110149482, { NAN, NAN, NAN, NAN, NAN }, 0 },
    { "drcData_lettuce", "CRS.4b", 0.179299794138325, { NAN, NAN, NAN, NAN, NAN }, 0 },
    { "drcData_lettuce", "CRS.4c", 0.152683040844269, { NAN, NAN, NAN, NAN, NAN }, 0 },
    { "drcData_ryegrass", "EXD.3", 14.7632650449113, { 1, 0.12911064730119, 8.23912599910031, 4.53880299918334, 1 }, 1e-4 },
    { "drcData_ryegrass", "MM.3", 20.1273197849694, { 1, -1.60491454518871, 8.21512861149275, 4.5745288052694, 1 }, 1e-4 },
    { "drcData_ryegrass", "G.4", 6.29925695014288, { 1, 0.673392926436341, 7.82399614356331, 3.20253325027231, 2.67191673129352 }, 1e-6 },
    { "drcData_ryegrass", "LN.3", 6.97368588691705, { 1.47531962891205, 0, 7.82744681915901, 3.28218678130063, 1 }, 1e-4 },
  };
  g_autofree char *here = iso_test_reference ("oracle/data/drcData_lettuce.csv");

  if (here == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      IsoCurveSettings settings;
      IsoCurveFit fit;
      Data data;

      read_data (expected[i].set, &data);
      iso_curve_settings_init (&settings, iso_curve_model_find (expected[i].model));
      iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
      g_test_message ("%s: RSS %.12g, drc %.12g, %s", expected[i].model, fit.rss, expected[i].rss, iso_status_word (fit.status));
      g_assert_cmpfloat (fit.rss, <=, expected[i].rss * (1 + 1e-9));
      for (guint p = 0; p < ISO_CURVE_N_PARAMETERS && expected[i].tolerance > 0; p++)
        {
          g_test_message ("%s: %.9g, drc %.9g", iso_parameter_word (p), fit.parameters[p].value, expected[i].parameters[p]);
          iso_assert_close (fit.parameters[p].value, expected[i].parameters[p], expected[i].tolerance);
        }
    }
}

/* Six curves of drc_params.csv in one model, LL.3[exper], with nothing in common but the variance: 385168.979406276 on 35 degrees of freedom
 * (drc_fitstats.csv, relTol 1e-15). Estimates, and standard errors of the observed information, within 1e-4. On the last drc stops 3e-9 above
 * the least squares, and its standard errors are off by 1.1e-4: Newton's method in 40 digits has those that stand here. */
static void
test_many_curves (void)
{
  static const char *const experiments[] = { "10509", "10821", "10828", "10904", "11023", "11106" };
  static const double last[] = { 0.06519420658077986, 104.83984151867249, 0.009795378607779685 };
  static const IsoParameter order[] = { ISO_PARAMETER_HILL, ISO_PARAMETER_UPPER, ISO_PARAMETER_SCALE };
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_params.csv"), data = NULL;
  IsoCurveFit fits[6];
  double rss = 0, df = 0;
  guint compared = 0;

  if (table == NULL)
    return;
  data = reference_table_load ("oracle/data/drcData_vinclozolin.csv");
  for (guint i = 0; i < 6; i++)
    {
      IsoCurveSettings settings;
      Data own = { 0 };

      for (guint row = 0; row < data->rows->len; row++)
        {
          if (strcmp (reference_table_get (data, row, "exper"), experiments[i]) != 0)
            continue;
          own.doses[own.n] = reference_table_number (data, row, "conc");
          own.responses[own.n++] = reference_table_number (data, row, "effect");
        }
      iso_curve_settings_init (&settings, iso_curve_model_find ("LL.3"));
      iso_curve_fit (&settings, own.doses, own.responses, NULL, own.n, &fits[i]);
      rss += fits[i].rss;
      df += fits[i].df;
    }
  g_assert_cmpfloat (df, ==, 35);
  g_assert_cmpfloat (rss, <=, 385168.979406276 * (1 + 1e-9));
  for (guint i = 0; i < 6; i++)
    for (guint k = 0; k < 3; k++)
      {
        g_autofree char *name = g_strdup_printf ("%c:%s", "bde"[k], experiments[i]);

        for (guint row = 0; row < table->rows->len; row++)
          {
            if (strcmp (reference_table_get (table, row, "dataset"), "drcData_vinclozolin") != 0
                || strcmp (reference_table_get (table, row, "mode"), "tight") != 0
                || strcmp (reference_table_get (table, row, "param"), name) != 0)
              continue;
            iso_assert_close (fits[i].values[order[k]], reference_table_number (table, row, "estimate"), 1e-4);
            iso_assert_close (fits[i].se[order[k]] * sqrt (rss / df / (fits[i].rss / fits[i].df)),
                              i == 5 ? last[k] : reference_table_number (table, row, "se"), i == 5 ? 1e-6 : 1e-4);
            compared++;
          }
      }
  g_assert_cmpuint (compared, ==, 18);
}

/* Where drc has another name for a curve of ours, or ends elsewhere (drc_fitstats.csv): AR.3 is EXD.3 told from its other end, and LL.3u is
 * LL.4 with its upper limit held at 1, where drc stops at 513.997 on curves that begin near 8. LL2.4 is LL.4 told by the logarithm of its scale.
 * Not here is LL.3[group]-poisson: colonies of bacteria counted without a total, a distribution that no response of ours has. */
static void
test_other_names (void)
{
  g_autofree char *here = iso_test_reference ("oracle/data/drcData_ryegrass.csv");
  IsoCurveSettings settings;
  IsoCurveFit fit;
  Data data;

  if (here == NULL)
    return;
  read_data ("drcData_ryegrass", &data);
  iso_curve_settings_init (&settings, iso_curve_model_find ("EXD.3"));
  iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
  g_assert_cmpfloat (fit.rss, <=, 14.7632650447757 * (1 + 1e-9));
  iso_assert_close (fit.values[ISO_PARAMETER_UPPER], 8.23912746713183, 1e-4);
  iso_assert_close (fit.values[ISO_PARAMETER_SCALE], 4.53879516552607, 1e-4);
  iso_assert_close (fit.se[ISO_PARAMETER_UPPER], 0.303354053186722, 1e-4);
  iso_assert_close (fit.se[ISO_PARAMETER_SCALE], 0.639067839455549, 1e-4);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  iso_curve_fit (&settings, data.doses, data.responses, NULL, data.n, &fit);
  g_test_message ("LL.3u: %.9g, drc 513.997032332581", fit.rss);
  g_assert_cmpfloat (fit.rss, <, 513.997032332581);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-reference/global-optimum", test_global_optimum);
  g_test_add_func ("/curve-reference/flagged", test_flagged);
  g_test_add_func ("/curve-reference/endless", test_endless);
  g_test_add_func ("/curve-reference/parameters-and-effects", test_parameters_and_effects);
  g_test_add_func ("/curve-reference/other-models", test_other_models);
  g_test_add_func ("/curve-reference/many-curves", test_many_curves);
  g_test_add_func ("/curve-reference/other-names", test_other_names);
  return g_test_run ();
}
