/* test-iso-median-effect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-median-effect.h"

#include "curve/iso-curve-fit.h"
#include "iso-test.h"
#include "reference-table.h"

#include <string.h>

/* Points that lie on the line exactly give its m and Dm back. */
static void
test_exact_line (void)
{
  double doses[5], fa[5];
  IsoMedianEffect effect;

  for (guint i = 0; i < 5; i++)
    {
      doses[i] = 10 * pow (2, i);
      fa[i] = 1 / (1 + pow (50 / doses[i], 1.3));
    }
  iso_median_effect_fit (doses, fa, 5, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_OK);
  iso_assert_close (effect.m.value, 1.3, 1e-12);
  iso_assert_close (effect.dm.value, 50, 1e-12);
  iso_assert_close (effect.r, 1, 1e-12);
  iso_assert_close (iso_median_effect_dose (&effect, 0.9), 50 * pow (9, 1 / 1.3), 1e-12);
  iso_assert_close (iso_median_effect_fa (&effect, 50), 0.5, 1e-12);
  iso_assert_close (effect.lowest_dose, 10, 0);
  iso_assert_close (effect.highest_dose, 160, 0);
}

static void
test_leaves_out_what_has_no_logarithm (void)
{
  double doses[] = { 1, 2, 4, 8, 16, 0 };
  double fa[] = { -0.02, 0.2, 0.5, 0.8, 1.0, 0.3 };
  IsoMedianEffect effect;

  iso_median_effect_fit (doses, fa, 6, 0.95, &effect);
  g_assert_cmpuint (effect.n, ==, 3);
  g_assert_cmpuint (effect.excluded, ==, 3);
  iso_assert_close (effect.dm.value, 4, 1e-12);
  iso_assert_close (effect.highest_dose, 8, 0);
}

static void
test_says_why_not (void)
{
  double doses[] = { 1, 2, 4 };
  double one[] = { 0.5, 1.2, -0.1 };
  double falling[] = { 0.8, 0.5, 0.2 };
  double two[] = { 0.2, 0.5, 1.5 };
  IsoMedianEffect effect;

  iso_median_effect_fit (doses, one, 3, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_TOO_FEW_POINTS);
  g_assert_true (isnan (effect.dm.value));
  iso_median_effect_fit (doses, falling, 3, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_UNDEFINED);
  g_assert_true (isnan (iso_median_effect_dose (&effect, 0.5)));
  iso_median_effect_fit (doses, two, 3, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_OK);
  g_assert_cmpint (effect.dm.interval_status, ==, ISO_STATUS_TOO_FEW_POINTS);
  iso_median_effect_fit (doses, two, 0, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_TOO_FEW_POINTS);
}

/* Least squares of the effects is the two-parameter curve, which another solver fits: the same m and Dm, and of their logarithms the same
 * standard errors, by J'J. All points are kept. */
static void
test_of_effects (void)
{
  static const double doses[] = { 1, 2, 4, 8, 16, 32, 64, 128 }, fa[] = { -0.02, 0.06, 0.1, 0.31, 0.44, 0.72, 0.93, 1.03 };
  const double t = iso_t_quantile (0.95, 6);
  double viability[G_N_ELEMENTS (doses)];
  IsoCurveSettings settings;
  IsoMedianEffect effect;
  IsoCurveFit fit;

  for (gsize i = 0; i < G_N_ELEMENTS (doses); i++)
    viability[i] = 1 - fa[i];
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.2"));
  settings.se = ISO_SE_GAUSS_NEWTON;
  iso_curve_fit (&settings, doses, viability, NULL, G_N_ELEMENTS (doses), &fit);
  iso_median_effect_fit_effect (doses, fa, G_N_ELEMENTS (doses), 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_OK);
  g_assert_true (effect.of_effect);
  g_assert_cmpuint (effect.n, ==, 8);
  g_assert_cmpuint (effect.excluded, ==, 0);
  iso_assert_close (effect.m.value, fit.values[ISO_PARAMETER_HILL], 1e-7);
  iso_assert_close (effect.dm.value, fit.values[ISO_PARAMETER_SCALE], 1e-7);
  iso_assert_close (effect.line.residual_sd, sqrt (fit.rss / 6), 1e-9);
  iso_assert_close (sqrt (effect.line.var_slope), fit.se[ISO_PARAMETER_HILL], 1e-6);
  iso_assert_close (log (effect.dm.upper / effect.dm.value) / t, fit.se[ISO_PARAMETER_SCALE] / fit.values[ISO_PARAMETER_SCALE], 1e-6);
  iso_assert_close (effect.dm.upper / effect.dm.value, effect.dm.value / effect.dm.lower, 1e-9);
  g_assert_cmpstr (effect.dm.method, ==, "nonlinear");
}

/* Between 0 and 1 in one step there is no one line of effects: that through the logarithms stands, or none. */
static void
test_of_effects_of_a_step (void)
{
  static const double doses[] = { 1, 2, 4, 8 }, step[] = { 0, 0, 1, 1 }, near[] = { 0.001, 0.001, 0.999, 0.999 };
  IsoMedianEffect effect;

  iso_median_effect_fit_effect (doses, step, 4, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_TOO_FEW_POINTS);
  iso_median_effect_fit_effect (doses, near, 4, 0.95, &effect);
  g_assert_cmpint (effect.status, ==, ISO_STATUS_OK);
  iso_assert_close (effect.dm.value, sqrt (8), 1e-2);
}

/* The three published series; the names of their columns of doses. */
static const struct
{
  const char *file;
  const char *arm;            /* in the reference of parameters */
  const char *set;
  const char *columns[3];
  gboolean    alone[3];       /* which of them are above zero */
  gboolean    survival;
} arms[] = {
  { "choutalalay1984_phenanthroline_ADP", "o-phenanthroline", "CT1984", { "d1_ophenanthroline", "d2_ADP" }, { TRUE, FALSE } },
  { "choutalalay1984_phenanthroline_ADP", "ADP", "CT1984", { "d1_ophenanthroline", "d2_ADP" }, { FALSE, TRUE } },
  { "choutalalay1984_phenanthroline_ADP", "combination(total dose)", "CT1984", { "d1_ophenanthroline", "d2_ADP" }, { TRUE, TRUE } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "pac", "Chou1994",
    { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" }, { TRUE, FALSE, FALSE } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "cis", "Chou1994",
    { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" }, { FALSE, TRUE, FALSE } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "top", "Chou1994",
    { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" }, { FALSE, FALSE, TRUE } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "combination(total dose)", "Chou1994 pac+cis",
    { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" }, { TRUE, TRUE, FALSE } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "combination(total dose)", "Chou1994 pac+cis+top",
    { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" }, { TRUE, TRUE, TRUE } },
  { "leekong2009_UMSCC22B_fixedratio", "SCH66336", "LeeKong2009 fa=1-survival", { "d1_SCH66336_uM", "d2_4HPR_uM" }, { TRUE, FALSE }, TRUE },
  { "leekong2009_UMSCC22B_fixedratio", "4-HPR", "LeeKong2009 fa=1-survival", { "d1_SCH66336_uM", "d2_4HPR_uM" }, { FALSE, TRUE }, TRUE },
  { "leekong2009_UMSCC22B_fixedratio", "combination(total dose)", "LeeKong2009 fa=1-survival",
    { "d1_SCH66336_uM", "d2_4HPR_uM" }, { TRUE, TRUE }, TRUE },
};

/* Reads the rows of one arm; returns how many. */
static gsize
read_arm (gsize which, const ReferenceTable *data, double *doses, double *fa)
{
  gsize n = 0;

  for (guint row = 0; row < data->rows->len; row++)
    {
      gboolean belongs = TRUE;
      double total = 0;

      for (guint j = 0; j < 3 && arms[which].columns[j] != NULL; j++)
        {
          double dose = reference_table_number (data, row, arms[which].columns[j]);

          belongs = belongs && (dose > 0) == arms[which].alone[j];
          total += dose;
        }
      if (!belongs)
        continue;
      doses[n] = total;
      fa[n++] = arms[which].survival ? 1 - reference_table_number (data, row, "fraction_surviving")
                                     : reference_table_number (data, row, "fa");
    }
  return n;
}

/* Source: mediane_params_routeA_R.csv (R lm, and 50-digit decimals beside it), goal 1e-9. */
static void
test_published (void)
{
  g_autoptr (ReferenceTable) expected = reference_table_load ("oracle/mediane_params_routeA_R.csv");

  if (expected == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (arms); i++)
    {
      g_autofree char *path = g_strdup_printf ("oracle/data/%s.csv", arms[i].file);
      g_autoptr (ReferenceTable) data = reference_table_load (path);
      double doses[16], fa[16];
      IsoMedianEffect effect;
      int row = -1;

      do
        row = reference_table_find (expected, (guint) (row + 1), "case", arms[i].set);
      while (row >= 0 && strcmp (reference_table_get (expected, (guint) row, "arm"), arms[i].arm) != 0);
      g_assert_cmpint (row, >=, 0);

      iso_median_effect_fit (doses, fa, read_arm (i, data, doses, fa), 0.95, &effect);
      g_assert_cmpuint (effect.n, ==, (gsize) reference_table_number (expected, (guint) row, "n"));
      iso_assert_close (effect.m.value, reference_table_number (expected, (guint) row, "m"), 1e-9);
      iso_assert_close (effect.dm.value, reference_table_number (expected, (guint) row, "Dm"), 1e-9);
      iso_assert_close (effect.r, reference_table_number (expected, (guint) row, "r"), 1e-9);
      iso_assert_close (effect.line.residual_sd, reference_table_number (expected, (guint) row, "resid_sd"), 1e-9);
      iso_assert_close (sqrt (effect.line.var_slope), reference_table_number (expected, (guint) row, "se_m"), 1e-9);
      iso_assert_close (sqrt (effect.line.var_intercept), reference_table_number (expected, (guint) row, "se_intercept"), 1e-9);
      iso_assert_close (sqrt (iso_median_effect_var_ln_dose (&effect, 0.5)),
                        reference_table_number (expected, (guint) row, "se_lnDm"), 1e-9);
      iso_assert_close (effect.dm.lower, reference_table_number (expected, (guint) row, "Dm_lo95"), 1e-9);
      iso_assert_close (effect.dm.upper, reference_table_number (expected, (guint) row, "Dm_hi95"), 1e-9);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/median-effect/exact-line", test_exact_line);
  g_test_add_func ("/median-effect/leaves-out-what-has-no-logarithm", test_leaves_out_what_has_no_logarithm);
  g_test_add_func ("/median-effect/says-why-not", test_says_why_not);
  g_test_add_func ("/median-effect/of-effects", test_of_effects);
  g_test_add_func ("/median-effect/of-effects-of-a-step", test_of_effects_of_a_step);
  g_test_add_func ("/median-effect/published", test_published);
  return g_test_run ();
}
