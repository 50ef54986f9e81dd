/* test-iso-compusyn.c - parity with CompuSyn, and the polygonogram
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-compusyn.h"

#include "experiment-maker.h"
#include "iso-test.h"
#include "reference-table.h"

#include <string.h>

/* --- published ------------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *file;
  const char *set;
  guint       n_drugs;
  const char *columns[3];
} Study;

static const Study studies[] = {
  { "choutalalay1984_phenanthroline_ADP", "CT1984", 2, { "d1_ophenanthroline", "d2_ADP" } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "Chou1994 pac+cis", 2, { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "Chou1994 pac+cis+top", 3, { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" } },
};

/* The line of those rows in which exactly the drugs of `mask` were given, and each drug's share of the dose. */
static void
fit_rows (const Study *study, const ReferenceTable *data, guint mask, IsoMedianEffect *effect, double shares[3])
{
  double totals[16], fa[16];
  gsize n = 0;

  for (guint row = 0; row < data->rows->len; row++)
    {
      double doses[3] = { 0 }, total = 0;
      guint given = 0;

      for (guint j = 0; j < 3 && study->columns[j] != NULL; j++)
        {
          doses[j] = reference_table_number (data, row, study->columns[j]);
          given |= doses[j] > 0 ? 1u << j : 0;
          total += doses[j];
        }
      if (given != mask)
        continue;
      for (guint j = 0; j < 3; j++)
        shares[j] = doses[j] / total;
      totals[n] = total;
      fa[n++] = reference_table_number (data, row, "fa");
    }
  iso_median_effect_fit (totals, fa, n, 0.95, effect);
}

static void
compare_study (const Study *study, const ReferenceTable *expected)
{
  static const char *const dri[] = { "DRI1", "DRI2", "DRI3" }, *const dx[] = { "Dx1", "Dx2", "Dx3" };
  g_autofree char *path = g_strdup_printf ("oracle/data/%s.csv", study->file);
  g_autoptr (ReferenceTable) data = reference_table_load (path);
  IsoMedianEffect singles[3], mixture;
  double shares[3];
  guint compared = 0;

  for (guint j = 0; j < study->n_drugs; j++)
    fit_rows (study, data, 1u << j, &singles[j], shares);
  fit_rows (study, data, (1u << study->n_drugs) - 1, &mixture, shares);
  for (guint row = 0; row < expected->rows->len; row++)
    {
      IsoCompusynIndex index;

      if (strcmp (reference_table_get (expected, row, "case"), study->set) != 0
          || strcmp (reference_table_get (expected, row, "mode"), "level") != 0)
        continue;
      compared++;
      iso_compusyn_at_level (singles, study->n_drugs, &mixture, shares, reference_table_number (expected, row, "fa"), &index);
      iso_assert_close (index.ci, reference_table_number (expected, row, "CI_mutually_exclusive"), 1e-9);
      iso_assert_close (index.ci_nonexclusive, reference_table_number (expected, row, "CI_mutually_nonexclusive"), 1e-9);
      for (guint j = 0; j < study->n_drugs; j++)
        {
          iso_assert_close (index.dri[j], reference_table_number (expected, row, dri[j]), 1e-9);
          iso_assert_close (index.dx[j], reference_table_number (expected, row, dx[j]), 1e-9);
        }
    }
  g_assert_cmpuint (compared, >=, 7);
}

/* Source: mediane_CI_DRI_routeA_R.csv. Goal 1e-9. */
static void
test_published (void)
{
  g_autoptr (ReferenceTable) expected = reference_table_load ("oracle/mediane_CI_DRI_routeA_R.csv");

  if (expected == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (studies); i++)
    compare_study (&studies[i], expected);
}

/* --- by hand ---------------------------------------------------------------------------------------------------------------- */

static void
test_levels (void)
{
  iso_assert_close (iso_compusyn_level (0), 0.05, 1e-15);
  iso_assert_close (iso_compusyn_level (9), 0.5, 1e-15);
  iso_assert_close (iso_compusyn_level (18), 0.95, 1e-15);
  iso_assert_close (iso_compusyn_level (ISO_COMPUSYN_LEVELS - 1), 0.97, 1e-15);
}

/* Chou 2006, table 4. */
static void
test_grades (void)
{
  static const struct { double ci; const char *symbol; } rows[] = {
    { 0.05, "+++++" }, { 0.1, "++++" }, { 0.5, "+++" }, { 0.8, "++" }, { 0.87, "+" }, { 1, "±" },
    { 1.15, "-" }, { 1.3, "--" }, { 2, "---" }, { 5, "----" }, { 20, "-----" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (iso_compusyn_grade (rows[i].ci)->symbol, ==, rows[i].symbol);
  g_assert_null (iso_compusyn_grade (NAN));
  g_assert_null (iso_compusyn_grade (0));
}

/* Of one experiment it is the index of the analysis; beyond the doses tested there is still a number. */
static void
test_analysis (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 1, 0, 2, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  const IsoCompusyn *compusyn = &combination->compusyn;
  const GArray *levels = g_array_index (combination->rays, IsoRay, 0).levels;

  g_assert_cmpuint (compusyn->n_rays, ==, combination->rays->len);
  for (guint k = 0; k < levels->len; k++)
    {
      const IsoCombinationIndex *index = &g_array_index (levels, IsoCombinationIndex, k);

      for (guint i = 0; i < ISO_COMPUSYN_LEVELS; i++)
        {
          if (fabs (iso_compusyn_level (i) - index->fa) < 1e-9)
            iso_assert_close (compusyn->rays[0].levels[i].ci, index->ci.value, 1e-9);
        }
    }
  g_assert_true (isfinite (compusyn->rays[0].levels[ISO_COMPUSYN_LEVELS - 1].ci));
  for (guint i = 0; i < compusyn->n_points; i++)
    iso_assert_close (compusyn->points[i].ci, g_array_index (combination->cells, IsoCell, i).index.ci.value, 1e-9);
}

/* Of three experiments one line goes through the means: with a common Dm it is the mean of fa, not of the lines. */
static void
test_means (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 3, 0.3, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  g_assert_cmpuint (combination->compusyn.singles[0].n, ==, 6);
  g_assert_cmpuint (iso_analysis_arm (analysis, (guint) combination->singles[0])->median_effect.n, ==, 18);
}

static void
test_polygonogram (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 1, 0, 2, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  g_autoptr (GArray) pairs = iso_polygonogram_make (analysis, 0);
  const IsoPolygonPair *pair;

  g_assert_cmpuint (pairs->len, ==, 1);
  pair = &g_array_index (pairs, IsoPolygonPair, 0);
  g_assert_cmpint (pair->ray, ==, 0);
  iso_assert_close (pair->fa, 0.5, 1e-15);
  iso_assert_close (pair->ci.value, 0.5, 1e-6);
  g_assert_cmpstr (pair->grade->symbol, ==, "+++");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/compusyn/published", test_published);
  g_test_add_func ("/compusyn/levels", test_levels);
  g_test_add_func ("/compusyn/grades", test_grades);
  g_test_add_func ("/compusyn/analysis", test_analysis);
  g_test_add_func ("/compusyn/means", test_means);
  g_test_add_func ("/compusyn/polygonogram", test_polygonogram);
  return g_test_run ();
}
