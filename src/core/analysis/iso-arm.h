/* iso-arm.h - finding the arms of a dataset, and fitting them
 *
 * Private to the analysis folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "curve/iso-curve-compare.h"

G_BEGIN_DECLS

/* All single agents and rays, by sample, then single agents by drug, then rays by drugs and ratio; points filled, nothing
 * fitted yet. Array of IsoArm. */
GArray *iso_arms_find (const IsoDataset *dataset);

/* Curve, effect doses and median effect of one arm. Touches nothing but the arm. */
void    iso_arm_fit   (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings);

/* The settings with which normalised responses of an arm are fitted. */
void    iso_arm_curve_settings (const IsoAnalysisSettings *settings, const IsoCurveModel *model, IsoCurveSettings *curve);

/* An arm of one run as its curve was fitted: points, weights and settings. To be cleared; the fit stays the arm's. */
void    iso_arm_take_curve  (const IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, IsoComparedCurve *curve);
void    iso_arm_clear_curve (IsoComparedCurve *curve);

/* What stands in an arm that a cancelled analysis did not reach. */
void    iso_arm_cancel (IsoArm *arm);

void    iso_arm_clear (IsoArm *arm);

/* The estimate that n runs give together: mean and t interval, of the values or (logarithm) of their logarithms. Method
 * "experiments". With one value there is no interval; with none, no value. */
IsoEstimate iso_estimate_between_runs (const double *values, guint n, gboolean logarithm, double level, IsoStatus status);

/* TRUE if the wells of this combination fill more than half of the grid of their doses. */
gboolean iso_dataset_has_matrix (const IsoDataset *dataset, int sample, const guint *drugs, guint n_drugs);

/* TRUE if an observation can be used: treated, with a value. */
gboolean iso_observation_counts (const IsoObservation *observation);

/* TRUE if it can be used and held exactly these drugs (in the order of their indices) on this sample. */
gboolean iso_observation_holds (const IsoObservation *observation, int sample, const guint *drugs, guint n_drugs);

G_END_DECLS
