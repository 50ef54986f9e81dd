/* test-iso-parity.c - what other programs print, to their digits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-parity.h"

#include "iso-test.h"
#include "reference-table.h"

#include <stdlib.h>

#define MOST 256

static int
compare_doubles_cb (const void *a, const void *b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

/* The distinct doses above zero of a column. */
static guint
find_doses (const ReferenceTable *table, const char *column, double *doses)
{
  double all[MOST];
  guint n = 0;

  for (guint i = 0; i < table->rows->len; i++)
    all[i] = reference_table_number (table, i, column);
  qsort (all, table->rows->len, sizeof *all, compare_doubles_cb);
  for (guint i = 0; i < table->rows->len; i++)
    {
      if (all[i] > 0 && (n == 0 || all[i] > doses[n - 1]))
        doses[n++] = all[i];
    }
  return n;
}

static guint
find_level (const double *doses, guint n, double dose)
{
  for (guint i = 0; i < n; i++)
    {
      if (doses[i] == dose)
        return i + 1;
    }
  return 0;
}

/* synergyfinder 3.7.3 on the synthetic 8 x 8 matrix. Bliss, HSA and Loewe's grid to rounding of the curves; ZIP as far as drc descended
 * (oracle/README.md: 5e-4). */
static void
test_synergyfinder (void)
{
  g_autoptr (ReferenceTable) table = reference_table_load ("oracle/synergyfinder_synth_matrix8_percell.csv");
  g_autoptr (ReferenceTable) summary = reference_table_load ("oracle/synergyfinder_synth_matrix8_summary.csv");
  double doses[2][MOST], effects[MOST];
  const double *both[] = { doses[0], doses[1] };
  guint n[2], levels[ISO_MAX_DRUGS] = { 0 };
  const double units[] = { 1, 1 };
  IsoDoseGrid grid;
  IsoParity parity;

  if (table == NULL || summary == NULL)
    return;
  n[0] = find_doses (table, "conc1", doses[0]);
  n[1] = find_doses (table, "conc2", doses[1]);
  iso_dose_grid_init (&grid, 2, n, both);
  for (levels[0] = 0; levels[0] <= n[0]; levels[0]++)
    for (levels[1] = 0; levels[1] <= n[1]; levels[1]++)
      iso_dose_grid_add (&grid, levels);
  for (guint i = 0; i < table->rows->len; i++)
    {
      levels[0] = find_level (doses[0], n[0], reference_table_number (table, i, "conc1"));
      levels[1] = find_level (doses[1], n[1], reference_table_number (table, i, "conc2"));
      effects[iso_dose_grid_find (&grid, levels)] = reference_table_number (table, i, "response") / 100;
    }
  levels[0] = levels[1] = 0;
  g_assert_true (iso_parity_compute (&grid, effects, effects[iso_dose_grid_find (&grid, levels)], units, &parity));
  for (guint i = 0; i < table->rows->len; i++)
    {
      const IsoParityScores *scores;

      levels[0] = find_level (doses[0], n[0], reference_table_number (table, i, "conc1"));
      levels[1] = find_level (doses[1], n[1], reference_table_number (table, i, "conc2"));
      scores = &parity.cells[iso_dose_grid_find (&grid, levels)];
      g_assert_cmpfloat (fabs (scores->bliss - reference_table_number (table, i, "Bliss_synergy")), <, 1e-9);
      g_assert_cmpfloat (fabs (scores->hsa - reference_table_number (table, i, "HSA_synergy")), <, 1e-9);
      g_assert_cmpfloat (fabs (scores->zip - reference_table_number (table, i, "ZIP_synergy")), <, 6e-4);
      g_assert_cmpfloat (fabs (scores->loewe - reference_table_number (table, i, "Loewe_synergy")), <, 1e-3);
    }
  g_test_message ("RI %.4f %.4f, IC50 %.6f %.6f, CSS %.4f %.4f, mean %.4f", parity.sensitivity[0], parity.sensitivity[1], parity.ic50[0],
                  parity.ic50[1], parity.css[0], parity.css[1], parity.css_mean);
  g_assert_cmpfloat (fabs (parity.means.bliss - reference_table_number (summary, 0, "Bliss_synergy")), <, 1e-9);
  g_assert_cmpfloat (fabs (parity.means.hsa - reference_table_number (summary, 0, "HSA_synergy")), <, 1e-9);
  g_assert_cmpfloat (fabs (parity.means.zip - reference_table_number (summary, 0, "ZIP_synergy")), <, 1e-4);
  g_assert_cmpfloat (fabs (parity.means.loewe - reference_table_number (summary, 0, "Loewe_synergy")), <, 1e-3);
  /* drc stopped 1.1e-5 short of the best scale of drug 2 (oracle/zip_singlefit_check.csv). */
  iso_assert_close (parity.ic50[0], reference_table_number (summary, 0, "ic50_1"), 1e-5);
  iso_assert_close (parity.ic50[1], reference_table_number (summary, 0, "ic50_2"), 2e-5);
  /* Printed with three decimals. */
  g_assert_cmpfloat (fabs (parity.sensitivity[0] - reference_table_number (summary, 0, "ri_1")), <, 2e-3);
  g_assert_cmpfloat (fabs (parity.sensitivity[1] - reference_table_number (summary, 0, "ri_2")), <, 2e-3);
  g_assert_cmpfloat (fabs (parity.css[0] - reference_table_number (summary, 0, "css1_ic502")), <, 2e-3);
  g_assert_cmpfloat (fabs (parity.css[1] - reference_table_number (summary, 0, "css2_ic501")), <, 2e-3);
  g_assert_cmpfloat (fabs (parity.css_mean - reference_table_number (summary, 0, "css")), <, 2e-3);
  /* Malyutina et al. 2019, PLoS Comput Biol 15:e1006752: against the sum, and against the larger of both. */
  iso_assert_close (parity.s_sum, parity.css_mean - (parity.sensitivity[0] + parity.sensitivity[1]), 1e-12);
  iso_assert_close (parity.s_max, parity.css_mean - fmax (parity.sensitivity[0], parity.sensitivity[1]), 1e-12);
  iso_parity_clear (&parity);
  iso_dose_grid_clear (&grid);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/parity/synergyfinder", test_synergyfinder);
  return g_test_run ();
}
