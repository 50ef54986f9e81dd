/* iso-arm.h - finding the arms of a dataset, and fitting them
 *
 * Private to the analysis folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "curve/iso-curve-common.h"

G_BEGIN_DECLS

/* All single agents and rays, by sample, then single agents by drug, then rays by drugs and ratio; points filled, nothing
 * fitted yet. Array of IsoArm. */
GArray *iso_arms_find (const IsoDataset *dataset);

/* Curves and median effect of one arm by itself. Touches nothing but the arm, as the next. */
void    iso_arm_fit    (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings);

/* The arms that have a parameter in common, after all were fitted: puts their common fits into them. */
typedef struct _IsoSharing IsoSharing;

IsoSharing *iso_arms_share   (GArray *arms, const IsoDataset *dataset, const IsoAnalysisSettings *settings);
void        iso_sharing_free (IsoSharing *sharing);

/* The same of arms that were fitted so, without a change to them: for comparing. */
IsoSharing *iso_arms_share_again (const GArray *arms, const IsoDataset *dataset, const IsoAnalysisSettings *settings);

/* The curves among which both arms are, and their places; NULL where they share nothing with each other. */
const IsoCommonCurves *iso_sharing_find (const IsoSharing *sharing, const IsoArm *const arms[2], guint indices[2]);

/* Makes a profile of an arm's curve that of the curve among those it shares with; `run` is an index into the arm's runs, -1 for the curve
 * through all. FALSE where it shares with none. */
gboolean    iso_sharing_join (const IsoSharing *sharing, const IsoArm *arm, int run, IsoCurveProfile *profile);

/* Intervals and effect doses. `sharing` may be NULL. */
void    iso_arm_finish (IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, const IsoSharing *sharing);

/* The settings with which normalised responses of an arm are fitted. */
void    iso_arm_curve_settings (const IsoAnalysisSettings *settings, const IsoCurveModel *model, IsoCurveSettings *curve);

/* An arm of one run as its curve was fitted: points, weights and settings. To be cleared; the fit stays the arm's. */
void    iso_arm_take_curve  (const IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, IsoComparedCurve *curve);

/* The same of one run (an index into the arm's runs; -1: of all), and the control group of each of its points (to be freed). */
void    iso_arm_take_stretch (const IsoArm *arm, const IsoDataset *dataset, const IsoAnalysisSettings *settings, int run,
                              IsoComparedCurve *curve, guint **groups);
void    iso_arm_clear_curve (IsoComparedCurve *curve);

/* What the controls add to every response of each control group of the dataset, relative; to be freed. */
double *iso_arm_control_errors (const IsoDataset *dataset);

/* Holds what the arm shares with others where it is, and fits the curve again: for what asks of two curves only. `fit` lives as long as
 * the curve. Nothing is done where nothing is shared. */
void    iso_arm_hold_shared (const IsoArm *arm, const IsoDataset *dataset, IsoComparedCurve *curve, IsoCurveFit *fit);

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
