/* test-iso-combination-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-combination-index.h"

#include "base/iso-statistics.h"
#include "iso-test.h"
#include "reference-table.h"

#include <string.h>

/* A line with given m and Dm, through three exact points around Dm. */
static IsoMedianEffect
make_effect (double dm, double m)
{
  double doses[] = { dm / 4, dm, dm * 4 };
  double fa[3];
  IsoMedianEffect effect;

  for (guint i = 0; i < 3; i++)
    fa[i] = 1 / (1 + pow (dm / doses[i], m));
  iso_median_effect_fit (doses, fa, 3, 0.95, &effect);
  return effect;
}

static IsoSingleAgent
make_agent (const IsoMedianEffect *effect, double lowest, double highest)
{
  return (IsoSingleAgent) { effect, 1, lowest, highest };
}

/* Worked by hand: Dm 50, m 1.3; Dm 2000, m 0.9; mixture 1:40, Dm 700, m 1.1.
 * CI 0.683, 0.672, 0.683 and DRI 2.93/2.93, 2.51/3.66, 2.15/4.56 at fa 0.5, 0.75, 0.9. */
static void
test_levels_by_hand (void)
{
  static const struct { double fa, ci, dri1, dri2; } rows[] = {
    { 0.5, 0.683, 2.93, 2.93 }, { 0.75, 0.672, 2.51, 3.66 }, { 0.9, 0.683, 2.15, 4.56 },
  };
  IsoMedianEffect one = make_effect (50, 1.3), two = make_effect (2000, 0.9), mix = make_effect (700, 1.1);
  IsoSingleAgent singles[] = { make_agent (&one, 1, 1e6), make_agent (&two, 1, 1e6) };
  IsoSingleAgent ray = make_agent (&mix, 1, 1e6);
  double shares[] = { 1.0 / 41, 40.0 / 41 };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      IsoCombinationIndex index;

      iso_combination_index_at_level (singles, 2, &ray, shares, rows[i].fa, 0.95, &index);
      g_assert_cmpint (index.ci.status, ==, ISO_STATUS_OK);
      g_assert_cmpfloat_with_epsilon (index.ci.value, rows[i].ci, 0.0005);
      g_assert_cmpfloat_with_epsilon (index.dri[0].value, rows[i].dri1, 0.005);
      g_assert_cmpfloat_with_epsilon (index.dri[1].value, rows[i].dri2, 0.005);
    }
}

/* A drug combined with itself is additive by definition: the exclusive form says 1, the other does not. */
static void
test_sham_is_additive (void)
{
  IsoMedianEffect effect = make_effect (10, 1.7);
  IsoSingleAgent singles[] = { make_agent (&effect, 1, 100), make_agent (&effect, 1, 100) };
  double shares[] = { 0.3, 0.7 };

  for (double fa = 0.1; fa < 0.95; fa += 0.1)
    {
      IsoCombinationIndex index;
      double total = iso_median_effect_dose (&effect, fa);
      double doses[] = { 0.3 * total, 0.7 * total };

      iso_combination_index_at_level (singles, 2, &singles[0], shares, fa, 0.95, &index);
      iso_assert_close (index.ci.value, 1, 1e-12);
      iso_combination_index_at_point (singles, 2, doses, fa, 0.95, &index);
      iso_assert_close (index.ci.value, 1, 1e-12);
      iso_assert_close (index.ci_nonexclusive, 1.21, 1e-12);
    }
}

/* Two Bliss-independent drugs with m = 1, each at its IC50: fa = 0.75, Dx = 3 Dm, exclusive CI 2/3, non-exclusive 0.778. */
static void
test_forms_differ (void)
{
  IsoMedianEffect effect = make_effect (1, 1);
  IsoSingleAgent singles[] = { make_agent (&effect, 0.1, 100), make_agent (&effect, 0.1, 100) };
  double doses[] = { 1, 1 };
  IsoCombinationIndex index;

  iso_combination_index_at_point (singles, 2, doses, 0.75, 0.95, &index);
  iso_assert_close (index.ci.value, 2.0 / 3, 1e-12);
  iso_assert_close (index.ci_nonexclusive, 2.0 / 3 + 1.0 / 9, 1e-12);
}

/* Three terms of 1/3: 1 + 3/9 + 1/27. */
static void
test_three_drugs_nonexclusive (void)
{
  IsoMedianEffect effect = make_effect (3, 1);
  IsoSingleAgent singles[] = { make_agent (&effect, 1, 9), make_agent (&effect, 1, 9), make_agent (&effect, 1, 9) };
  double doses[] = { 1, 1, 1 };
  IsoCombinationIndex index;

  iso_combination_index_at_point (singles, 3, doses, 0.5, 0.95, &index);
  iso_assert_close (index.ci.value, 1, 1e-12);
  iso_assert_close (index.ci_nonexclusive, 1 + 1.0 / 3 + 1.0 / 27, 1e-12);
}

/* A plateau at 60 % has no Dx for 75 %: the highest tested dose stands in as a bound, on the right side. */
static void
test_plateau_gives_bounds (void)
{
  IsoMedianEffect one = make_effect (50, 1.3), two = make_effect (2000, 0.9);
  IsoSingleAgent singles[] = { make_agent (&one, 10, 1000), make_agent (&two, 500, 8000) };
  double doses[] = { 30, 1200 };
  double dx1 = iso_median_effect_dose (&one, 0.75);
  IsoCombinationIndex index;

  singles[1].max_effect = 0.6;
  iso_combination_index_at_point (singles, 2, doses, 0.75, 0.95, &index);
  g_assert_cmpint (index.ci.status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_true (isnan (index.ci.value) && isnan (index.ci.lower) && isnan (index.ci_nonexclusive));
  iso_assert_close (index.ci.upper, 30 / dx1 + 1200.0 / 8000, 1e-12);
  g_assert_true (isnan (index.dx[1]));
  g_assert_true (isnan (index.dri[1].value) && isnan (index.dri[1].upper));
  iso_assert_close (index.dri[1].lower, 8000.0 / 1200, 1e-12);
  iso_assert_close (index.dri[0].value, dx1 / 30, 1e-12);
  /* The drug that does reach it keeps its index, with the interval. */
  g_assert_cmpint (index.dri[0].interval_status, ==, ISO_STATUS_OK);
  g_assert_cmpstr (index.dri[0].method, ==, "lee-kong");
  g_assert_cmpstr (index.dri[1].method, ==, "bound");

  iso_combination_index_at_point (singles, 2, doses, 0.55, 0.95, &index);
  g_assert_cmpint (index.ci.status, ==, ISO_STATUS_OK);
}

static void
test_says_how_far_outside (void)
{
  IsoMedianEffect one = make_effect (50, 1), two = make_effect (2000, 1);
  IsoSingleAgent singles[] = { make_agent (&one, 10, 1000), make_agent (&two, 500, 8000) };
  double doses[] = { 30, 1200 };
  IsoCombinationIndex index;

  iso_combination_index_at_point (singles, 2, doses, 0.9, 0.95, &index);
  g_assert_cmpint (index.dx_status[0], ==, ISO_STATUS_OK);
  g_assert_cmpint (index.dx_status[1], ==, ISO_STATUS_EXTRAPOLATED);
  g_assert_cmpint (index.ci.status, ==, ISO_STATUS_EXTRAPOLATED);
  iso_assert_close (index.factor, 18000.0 / 8000, 1e-12);
}

static void
test_fa_outside_has_no_index (void)
{
  IsoMedianEffect effect = make_effect (1, 1);
  IsoSingleAgent singles[] = { make_agent (&effect, 0.1, 10), make_agent (&effect, 0.1, 10) };
  double doses[] = { 1, 1 };

  for (double fa = -0.1; fa < 1.2; fa += 1.1)
    {
      IsoCombinationIndex index;

      iso_combination_index_at_point (singles, 2, doses, fa, 0.95, &index);
      g_assert_cmpint (index.ci.status, ==, ISO_STATUS_UNDEFINED);
      g_assert_true (isnan (index.ci.value) && isnan (index.ci.upper));
    }
}

/* Lee and Kong's interval of one drug's reduction rests on two lines: var ln Dx of both, and n1 + n12 - 4 degrees of freedom. That of
 * the index rests on all three. */
static void
test_degrees_of_freedom (void)
{
  static const double doses[] = { 1, 2, 4, 8, 16, 32, 64 }, off[] = { 0.03, -0.02, 0.01, -0.03, 0.02, 0.01, -0.02 };
  static const gsize n[] = { 5, 6, 7 };
  const double shares[] = { 0.5, 0.5 };
  IsoMedianEffect effects[3];
  IsoSingleAgent agents[3];
  IsoCombinationIndex index;
  double variances[3], sum = 0;

  for (guint k = 0; k < 3; k++)
    {
      double fa[7];

      for (gsize i = 0; i < n[k]; i++)
        fa[i] = 1 / (1 + pow (10 / doses[i], 1.2)) + off[(i + k) % 7];
      iso_median_effect_fit (doses, fa, n[k], 0.95, &effects[k]);
      agents[k] = make_agent (&effects[k], 1, 64);
      variances[k] = iso_median_effect_var_ln_dose (&effects[k], 0.6);
    }
  iso_combination_index_at_level (agents, 2, &agents[2], shares, 0.6, 0.95, &index);
  for (guint j = 0; j < 2; j++)
    {
      double part = 1 / index.dri[j].value / index.ci.value;

      sum += part * part * variances[j];
      iso_assert_close (log (index.dri[j].upper / index.dri[j].value),
                        iso_t_quantile (0.95, (double) (n[j] + n[2]) - 4) * sqrt (variances[j] + variances[2]), 1e-9);
    }
  iso_assert_close (log (index.ci.value / index.ci.lower), iso_t_quantile (0.95, 5 + 6 + 7 - 6) * sqrt (sum + variances[2]), 1e-9);
}

/* --- published series ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *file;
  const char *set;
  guint       n_drugs;
  const char *columns[3];
  gboolean    survival;
} Study;

static const Study studies[] = {
  { "choutalalay1984_phenanthroline_ADP", "CT1984", 2, { "d1_ophenanthroline", "d2_ADP" } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "Chou1994 pac+cis", 2, { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" } },
  { "chou1994_833K_paclitaxel_cisplatin_topotecan", "Chou1994 pac+cis+top", 3, { "d1_paclitaxel_uM", "d2_cisplatin_uM", "d3_topotecan_uM" } },
  { "leekong2009_UMSCC22B_fixedratio", "LeeKong2009 fa=1-survival", 2, { "d1_SCH66336_uM", "d2_4HPR_uM" }, TRUE },
};

typedef struct
{
  double doses[16][3];
  double total[16];
  double fa[16];
  gsize  n;
} Rows;

/* The rows in which exactly the drugs of `mask` were given. */
static void
read_rows (const Study *study, const ReferenceTable *data, guint mask, Rows *rows)
{
  rows->n = 0;
  for (guint row = 0; row < data->rows->len; row++)
    {
      double *doses = rows->doses[rows->n];
      guint given = 0;

      memset (doses, 0, 3 * sizeof *doses);
      for (guint j = 0; j < 3 && study->columns[j] != NULL; j++)
        {
          doses[j] = reference_table_number (data, row, study->columns[j]);
          given |= doses[j] > 0 ? 1u << j : 0;
        }
      if (given != mask)
        continue;
      rows->total[rows->n] = doses[0] + doses[1] + doses[2];
      rows->fa[rows->n++] = study->survival ? 1 - reference_table_number (data, row, "fraction_surviving")
                                            : reference_table_number (data, row, "fa");
    }
}

static void
compare_index (const IsoCombinationIndex *index, const ReferenceTable *expected, guint row, gboolean intervals)
{
  static const char *const dri[] = { "DRI1", "DRI2", "DRI3" };
  static const char *const dx[] = { "Dx1", "Dx2", "Dx3" };

  iso_assert_close (index->ci.value, reference_table_number (expected, row, "CI_mutually_exclusive"), 1e-9);
  iso_assert_close (index->ci_nonexclusive, reference_table_number (expected, row, "CI_mutually_nonexclusive"), 1e-9);
  for (guint j = 0; j < index->n_drugs; j++)
    {
      iso_assert_close (index->dri[j].value, reference_table_number (expected, row, dri[j]), 1e-9);
      iso_assert_close (index->dx[j], reference_table_number (expected, row, dx[j]), 1e-9);
    }
  if (!intervals)
    return;
  iso_assert_close (index->ci.lower, reference_table_number (expected, row, "CI_lo95"), 1e-9);
  iso_assert_close (index->ci.upper, reference_table_number (expected, row, "CI_hi95"), 1e-9);
}

static void
compare_study (const Study *study, const ReferenceTable *expected)
{
  g_autofree char *path = g_strdup_printf ("oracle/data/%s.csv", study->file);
  g_autoptr (ReferenceTable) data = reference_table_load (path);
  IsoMedianEffect effects[3], mix;
  IsoSingleAgent singles[3], ray;
  double shares[3];
  Rows rows;
  guint compared = 0;

  for (guint j = 0; j < study->n_drugs; j++)
    {
      read_rows (study, data, 1u << j, &rows);
      iso_median_effect_fit (rows.total, rows.fa, rows.n, 0.95, &effects[j]);
      singles[j] = make_agent (&effects[j], effects[j].lowest_dose, effects[j].highest_dose);
    }
  read_rows (study, data, (1u << study->n_drugs) - 1, &rows);
  iso_median_effect_fit (rows.total, rows.fa, rows.n, 0.95, &mix);
  ray = make_agent (&mix, mix.lowest_dose, mix.highest_dose);
  for (guint j = 0; j < study->n_drugs; j++)
    shares[j] = rows.doses[0][j] / rows.total[0];

  for (guint row = 0; row < expected->rows->len; row++)
    {
      double fa = reference_table_number (expected, row, "fa");
      gboolean intervals = !isnan (reference_table_number (expected, row, "CI_lo95"));
      IsoCombinationIndex index;

      if (strcmp (reference_table_get (expected, row, "case"), study->set) != 0)
        continue;
      compared++;
      if (strcmp (reference_table_get (expected, row, "mode"), "level") == 0)
        {
          iso_combination_index_at_level (singles, study->n_drugs, &ray, shares, fa, 0.95, &index);
          compare_index (&index, expected, row, intervals);
          continue;
        }
      for (gsize i = 0; i < rows.n; i++)
        {
          if (fabs (rows.total[i] - reference_table_number (expected, row, "total_dose")) > 1e-9)
            continue;
          iso_combination_index_at_point (singles, study->n_drugs, rows.doses[i], rows.fa[i], 0.95, &index);
          compare_index (&index, expected, row, intervals);
        }
    }
  g_assert_cmpuint (compared, >=, 12);
}

/* Source: mediane_CI_DRI_routeA_R.csv; its intervals are those of Lee & Kong 2009. Goal 1e-9. */
static void
test_published (void)
{
  g_autoptr (ReferenceTable) expected = reference_table_load ("oracle/mediane_CI_DRI_routeA_R.csv");

  if (expected == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (studies); i++)
    compare_study (&studies[i], expected);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/combination-index/levels-by-hand", test_levels_by_hand);
  g_test_add_func ("/combination-index/sham-is-additive", test_sham_is_additive);
  g_test_add_func ("/combination-index/forms-differ", test_forms_differ);
  g_test_add_func ("/combination-index/three-drugs-nonexclusive", test_three_drugs_nonexclusive);
  g_test_add_func ("/combination-index/plateau-gives-bounds", test_plateau_gives_bounds);
  g_test_add_func ("/combination-index/says-how-far-outside", test_says_how_far_outside);
  g_test_add_func ("/combination-index/fa-outside-has-no-index", test_fa_outside_has_no_index);
  g_test_add_func ("/combination-index/degrees-of-freedom", test_degrees_of_freedom);
  g_test_add_func ("/combination-index/published", test_published);
  return g_test_run ();
}
