/* iso-consensus.c - all scores side by side, on the cells that they share, and why one parts from Bliss independence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-score.h"

#include "base/iso-number.h"

#include <math.h>

/* Scores that differ by less, in percentage points, say the same. */
#define PARTING 5.0

/* Single-agent wells that lie farther from their curve than this (root mean square, fraction affected), or by lack of fit. */
#define POOR_FIT 0.1
#define POOR_FIT_P 0.01

/* A measured effect this far outside 0 to 1. */
#define OUTSIDE 0.05

static gboolean
is_shared (const IsoCombination *combination, const IsoCell *cell)
{
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      if (combination->score_cells[k] > 0 && !isfinite (cell->scores[k].score.value))
        return FALSE;
    }
  return TRUE;
}

static void
compare_on_shared (IsoCombination *combination)
{
  double sums[ISO_N_REFERENCES] = { 0 };
  guint n = 0;

  for (guint c = 0; c < combination->cells->len; c++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, c);

      if (!is_shared (combination, cell))
        continue;
      n++;
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        sums[k] += cell->scores[k].score.value;
    }
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      combination->consensus[k].n_shared = combination->score_cells[k] > 0 ? n : 0;
      combination->consensus[k].shared_mean = n > 0 && combination->score_cells[k] > 0 ? sums[k] / n : NAN;
    }
}

/* The drug whose curve its own wells disagree with, and by how much; -1 if all agree. */
static int
find_poor_fit (const IsoScoring *scoring, double *distance)
{
  for (guint j = 0; j < scoring->combination->n_drugs; j++)
    {
      int arm = scoring->combination->singles[j];
      const IsoCurveFit *fit;

      if (arm < 0)
        continue;
      for (guint r = 0; r < g_array_index (scoring->arms, IsoArm, arm).n_runs; r++)
        {
          fit = &g_array_index (scoring->arms, IsoArm, arm).run_fits[r];
          *distance = sqrt (fit->rss / (double) fit->n);
          if (*distance > POOR_FIT || fit->lack_of_fit_p < POOR_FIT_P)
            return (int) j;
        }
    }
  return -1;
}

static gboolean
is_outside (const IsoScoring *scoring)
{
  for (gsize i = 0; i < scoring->n_runs * scoring->grid.n_cells; i++)
    {
      if (iso_dose_grid_count (&scoring->grid, i % scoring->grid.n_cells) == 1
          && (scoring->effects[i] < -OUTSIDE || scoring->effects[i] > 1 + OUTSIDE))
        return TRUE;
    }
  return FALSE;
}

static IsoMessage *
explain_parting (const IsoScoring *scoring, guint which)
{
  const IsoReference *reference = iso_reference_nth (which);
  double distance;
  int poor = find_poor_fit (scoring, &distance);

  if ((reference->curves || scoring->settings->fitted_singles) && poor >= 0)
    {
      g_autofree char *off = iso_number_format (100 * distance, 2);

      return iso_message_new ("poor-single-fit", NULL,
                              N_("The wells of “{1}” alone lie {2} percentage points off the curve that this score rests on."),
                              iso_experiment_drug (scoring->dataset->experiment, scoring->combination->drugs[poor])->name, off, NULL);
    }
  if (reference->curves != scoring->settings->fitted_singles && is_outside (scoring))
    return iso_message_new ("outside-range", NULL,
                            N_("Single agents were measured outside 0 to 100 % effect, which curves cannot follow and wells can."), NULL);
  return iso_message_new ("other-null", NULL, reference->null, NULL);
}

void
iso_combination_compare (const IsoScoring *scoring)
{
  IsoCombination *combination = scoring->combination;

  compare_on_shared (combination);
  for (guint k = 1; k < ISO_N_REFERENCES; k++)
    {
      IsoConsensus *consensus = &combination->consensus[k];

      if (combination->score_cells[k] == 0)
        consensus->note = iso_message_new ("no-score", NULL, iso_score_explain_gap (combination, k, TRUE), NULL);
      else if (fabs (consensus->shared_mean - combination->consensus[0].shared_mean) > PARTING)
        consensus->note = explain_parting (scoring, k);
    }
}
