/* test-iso-curve-quantal.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-quantal.h"

#include "iso-test.h"
#include "reference-table.h"

#define MAX_ROWS 64

typedef struct
{
  gsize  n;
  double doses[MAX_ROWS];
  double affected[MAX_ROWS];
  double totals[MAX_ROWS];
} Counts;

static const struct
{
  const char *set, *dose, *affected, *total, *group;
} sets[] = {
  { "drcData_finney71", "dose", "affected", "total", NULL },
  { "drcData_deguelin", "dose", "r", "n", NULL },
  { "drcData_selenium", "conc", "dead", "total", "type" },
  { "drcData_earthworms", "dose", "number", "total", NULL },
};

/* `group`: NULL for all rows. Some of the selenium data died without selenium, which "LL.2" says is impossible; drc gives such rows a
 * likelihood that depends on nothing, so that its estimates are those without them. */
static void
read_counts (const char *set, const char *group, Counts *counts)
{
  g_autofree char *path = g_strdup_printf ("oracle/data/%s.csv", set);
  g_autoptr (ReferenceTable) table = reference_table_load (path);
  gsize s = 0;

  while (strcmp (sets[s].set, set) != 0)
    s++;
  counts->n = 0;
  for (guint row = 0; row < table->rows->len; row++)
    {
      if (group != NULL
          && (strcmp (reference_table_get (table, row, sets[s].group), group) != 0 || reference_table_number (table, row, "conc") == 0))
        continue;
      g_assert_cmpuint (counts->n, <, MAX_ROWS);
      counts->doses[counts->n] = reference_table_number (table, row, sets[s].dose);
      counts->affected[counts->n] = reference_table_number (table, row, sets[s].affected);
      counts->totals[counts->n++] = reference_table_number (table, row, sets[s].total);
    }
}

/* "LL.2" and "LL.3" of the tables are the four-parameter models with limits of 0 and 1 fixed. */
static void
fit_counts (const char *model, const Counts *counts, gboolean free_top, IsoQuantalFit *fit)
{
  g_autofree char *four = g_strdup_printf ("%.3s4", model);
  IsoCurveSettings settings;

  iso_quantal_settings_init (&settings, iso_curve_model_find (four), counts->doses, counts->affected, counts->totals, counts->n);
  if (!free_top)
    settings.fixed[ISO_PARAMETER_UPPER] = 0;
  iso_quantal_fit (&settings, counts->doses, counts->affected, counts->totals, counts->n, fit);
}

static void
compare_estimate (const ReferenceTable *table, guint row, const IsoQuantalFit *fit, IsoParameter parameter)
{
  double expected = fabs (reference_table_number (table, row, "estimate"));

  g_test_message ("%s %s %s: %.9g (%.6g), drc %.9g (%.6g)", reference_table_get (table, row, "dataset"),
                  reference_table_get (table, row, "model"), iso_parameter_word (parameter), fit->curve.values[parameter],
                  fit->curve.se_observed[parameter], expected, reference_table_number (table, row, "se"));
  iso_assert_close (fit->curve.values[parameter], expected, 1e-4);
  iso_assert_close (fit->curve.se_observed[parameter], reference_table_number (table, row, "se"), 1e-4);
}

/* drc_params.csv, drc_fitstats.csv (drc 3.2-0, relTol 1e-15): estimates, standard errors of the observed information, and a likelihood that is
 * nowhere below. In "LL.2[type]" four curves stand in one row of statistics. */
static void
test_against_drc (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_params.csv");
  guint compared = 0;

  for (guint row = 0; table != NULL && row < table->rows->len; row++)
    {
      const char *param = reference_table_get (table, row, "param"), *model = reference_table_get (table, row, "model");
      const char *group = strchr (param, ':') + 1;
      Counts counts;
      IsoQuantalFit fit;

      if (strcmp (reference_table_get (table, row, "type"), "binomial") != 0 || strcmp (reference_table_get (table, row, "mode"), "tight") != 0
          || g_str_has_prefix (model, "LL2"))
        continue;
      read_counts (reference_table_get (table, row, "dataset"), *group == '(' ? NULL : group, &counts);
      fit_counts (model, &counts, strcmp (model, "LL.3") == 0, &fit);
      g_assert_cmpint (fit.curve.status, ==, ISO_STATUS_OK);
      compare_estimate (table, row, &fit, *param == 'b' ? ISO_PARAMETER_HILL : *param == 'e' ? ISO_PARAMETER_SCALE : ISO_PARAMETER_UPPER);
      compared++;
    }
  if (table != NULL)
    g_assert_cmpuint (compared, ==, 27);
}

/* drc_fitstats.csv: the likelihood is nowhere below drc's, and chi-squared is Pearson's. */
static void
test_likelihood (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_fitstats.csv");
  guint compared = 0;

  for (guint row = 0; table != NULL && row < table->rows->len; row++)
    {
      const char *model = reference_table_get (table, row, "model");
      double expected = reference_table_number (table, row, "logLik");
      Counts counts;
      IsoQuantalFit fit;

      if (strcmp (reference_table_get (table, row, "type"), "binomial") != 0 || strcmp (reference_table_get (table, row, "mode"), "tight") != 0
          || g_str_has_prefix (model, "LL2") || strchr (model, '[') != NULL)
        continue;
      read_counts (reference_table_get (table, row, "dataset"), NULL, &counts);
      fit_counts (model, &counts, strcmp (model, "LL.3") == 0, &fit);
      g_assert_cmpfloat (fit.log_likelihood, >=, expected - 1e-9);
      iso_assert_close (fit.log_likelihood, expected, 1e-8);
      iso_assert_close (fit.aic, reference_table_number (table, row, "AIC"), 1e-8);
      iso_assert_close (fit.chi_squared, reference_table_number (table, row, "lof_stat"), 1e-4);
      compared++;
    }
  if (table != NULL)
    g_assert_cmpuint (compared, ==, 9);
}

/* drc_ED.csv, interval "tfls" (on the logarithm, as ours). In the falling curve of the earthworms its level counts from the bottom. */
static void
test_doses (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/drc_ED.csv");
  guint compared = 0;

  for (guint row = 0; table != NULL && row < table->rows->len; row++)
    {
      const char *model = reference_table_get (table, row, "model"), *set = reference_table_get (table, row, "dataset");
      const char *label = reference_table_get (table, row, "label");
      Counts counts;
      IsoQuantalFit fit;
      IsoEstimate dose;

      if ((strcmp (set, "drcData_finney71") != 0 && strcmp (set, "drcData_deguelin") != 0) || g_str_has_prefix (model, "LL2")
          || strcmp (reference_table_get (table, row, "mode"), "tight") != 0 || strcmp (reference_table_get (table, row, "interval"), "tfls") != 0)
        continue;
      read_counts (set, NULL, &counts);
      fit_counts (model, &counts, FALSE, &fit);
      dose = iso_quantal_effect_dose (&fit, g_ascii_strtod (strrchr (label, ':') + 1, NULL) / 100);
      iso_assert_close (dose.value, reference_table_number (table, row, "estimate"), 1e-4);
      iso_assert_close (dose.lower, reference_table_number (table, row, "lower"), 1e-4);
      iso_assert_close (dose.upper, reference_table_number (table, row, "upper"), 1e-4);
      compared++;
    }
  if (table != NULL)
    g_assert_cmpuint (compared, >=, 40);
}

static void
fit_simple (const double *doses, const double *affected, const double *totals, gsize n, IsoQuantalFit *fit)
{
  IsoCurveSettings settings;

  iso_quantal_settings_init (&settings, iso_curve_model_find ("LL.4"), doses, affected, totals, n);
  iso_quantal_fit (&settings, doses, affected, totals, n, fit);
}

static void
test_awkward (void)
{
  static const double doses[] = { 0, 1, 2, 4, 8, 16 }, totals[] = { 20, 20, 20, 20, 20, 20 };
  static const double none[] = { 0, 0, 0, 0, 0, 0 }, all[] = { 20, 20, 20, 20, 20, 20 }, jump[] = { 0, 0, 0, 20, 20, 20 };
  static const double background[] = { 4, 5, 6, 12, 18, 20 }, falling[] = { 16, 15, 14, 8, 2, 0 };
  IsoQuantalFit fit, other;

  fit_simple (doses, none, totals, 6, &fit);
  g_assert_cmpint (fit.curve.status, ==, ISO_STATUS_ABOVE_RANGE);
  g_assert_cmpint (iso_quantal_effect_dose (&fit, 0.5).status, ==, ISO_STATUS_ABOVE_RANGE);
  fit_simple (doses, all, totals, 6, &fit);
  g_assert_cmpint (iso_quantal_effect_dose (&fit, 0.5).status, ==, ISO_STATUS_BELOW_RANGE);
  fit_simple (doses, jump, totals, 6, &fit);
  g_assert_cmpint (fit.curve.status, ==, ISO_STATUS_NOT_IDENTIFIED);
  g_assert_cmpint (iso_quantal_effect_dose (&fit, 0.5).status, ==, ISO_STATUS_NOT_IDENTIFIED);
  fit_simple (doses, none, totals, 2, &fit);
  g_assert_cmpint (fit.curve.status, ==, ISO_STATUS_TOO_FEW_POINTS);

  /* Some die without drug: their share is estimated; and who counts the living sees the same dose. */
  fit_simple (doses, background, totals, 6, &fit);
  g_assert_cmpint (fit.curve.status, ==, ISO_STATUS_OK);
  g_assert_true (fit.curve.values[ISO_PARAMETER_UPPER] > 0.1 && fit.curve.values[ISO_PARAMETER_UPPER] < 0.35);
  fit_simple (doses, falling, totals, 6, &other);
  iso_assert_close (iso_quantal_effect_dose (&other, 0.5).value, iso_quantal_effect_dose (&fit, 0.5).value, 1e-9);
  iso_assert_close (other.log_likelihood, fit.log_likelihood, 1e-9);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-quantal/against-drc", test_against_drc);
  g_test_add_func ("/curve-quantal/likelihood", test_likelihood);
  g_test_add_func ("/curve-quantal/doses", test_doses);
  g_test_add_func ("/curve-quantal/awkward", test_awkward);
  return g_test_run ();
}
