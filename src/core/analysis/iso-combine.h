/* iso-combine.h - from fitted arms to combinations: cells, indices, scores, isoboles, verdict
 *
 * Private to the analysis folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* All combinations of the dataset, by sample and drugs. `arms` are fitted. Array of IsoCombination. */
GArray *iso_combinations_make (const IsoDataset *dataset, const GArray *arms, const IsoAnalysisSettings *settings, const int *cancel);

/* The single agents of a combination in one run, or over all runs (run < 0). FALSE if one was not tested there. */
gboolean iso_combination_get_singles (const IsoCombination *combination, const GArray *arms, int run,
                                      IsoSingleAgent singles[ISO_MAX_DRUGS]);

/* An arm as a single agent; the median effect is that of all runs (run < 0) or of one. FALSE if the arm has no such run. */
gboolean iso_arm_as_agent (const IsoArm *arm, int run, IsoSingleAgent *agent);

/* Where each run has an index of its own, their mean with the interval between runs replaces the pooled value. */
void iso_index_between_runs (IsoCombinationIndex *pooled, const IsoRunIndex *runs, guint n_runs, double level);

/* Every reference model for all cells of a combination, their means, intervals and tests. `cancel` may be NULL. */
void iso_combination_score (IsoCombination *combination, const IsoDataset *dataset, const GArray *arms,
                            const IsoAnalysisSettings *settings, const int *cancel);

/* Parity with CompuSyn; `level` is that of its lines' intervals. */
void iso_combination_compusyn (IsoCombination *combination, const GArray *arms, double level);
void iso_compusyn_clear       (IsoCompusyn *compusyn);

/* The verdict from the rays' indices, or from Bliss where there is no ray. */
void iso_combination_judge (IsoCombination *combination, const IsoAnalysisSettings *settings);

G_END_DECLS
