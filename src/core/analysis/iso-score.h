/* iso-score.h - the wells of one combination as a grid of dose sets, run by run, ready for the reference models
 *
 * Private to the analysis folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-combine.h"

G_BEGIN_DECLS

typedef struct
{
  const IsoDataset          *dataset;
  const IsoAnalysisSettings *settings;
  IsoCombination            *combination;
  const GArray              *arms;
  IsoDoseGrid                grid;       /* every dose set of these drugs on this sample, single agents included, over all runs */
  guint                      n_runs;     /* of the experiment */
  gssize                    *places;     /* of each cell of the combination: where in the grid */
  double                    *effects;    /* n_runs × n_cells of the grid: mean over wells, NaN without one */
  double                    *spreads;    /* SD over wells, NaN for fewer than two */
  guint                     *wells;      /* how many */
  IsoExpectation            *expected;   /* ISO_N_REFERENCES × n_runs × n_cells */
} IsoScoring;

/* The input of the models for one run, as measured. */
void iso_scoring_get_input (const IsoScoring *scoring, guint run, IsoReferenceInput *input);

/* The levels of a well in the grid; FALSE if it held another drug, or none, or cannot be used. */
gboolean iso_scoring_get_levels (const IsoScoring *scoring, const IsoObservation *observation, guint levels[ISO_MAX_DRUGS]);

/* Intervals and tests of every score. */
void iso_combination_test (const IsoScoring *scoring, const int *cancel);

/* Why most of the cells without this score have none: of all of them, or of some. {1} is the model, {2} of {3} cells have one. */
const char *iso_score_explain_gap (const IsoCombination *combination, guint reference, gboolean all);

/* Fits the surfaces that the settings ask for. */
void iso_combination_fit_surfaces (const IsoScoring *scoring, const int *cancel);

/* Fills the combination's consensus. */
void iso_combination_compare (const IsoScoring *scoring);

static inline IsoExpectation *
iso_scoring_expected (const IsoScoring *scoring, guint reference, guint run)
{
  return scoring->expected + ((gsize) reference * scoring->n_runs + run) * scoring->grid.n_cells;
}

G_END_DECLS
