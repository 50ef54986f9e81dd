/* iso-figure-common.h - what the builders of figures share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-kind.h"
#include "iso-figure-parts.h"
#include "iso-plot-text.h"

G_BEGIN_DECLS

/* A new figure with the note of the experiment. Takes the title. */
IsoFigure *iso_figure_start (const IsoAnalysis *analysis, const IsoFigureStyle *style, double width_pt,
                             double height_pt, char *title);

/* Finishes a figure that says why there is nothing. Takes the reason. */
IsoFigure *iso_figure_finish_empty (IsoFigure *figure, char *reason);

/* The arms that a subject means: one, those of a combination (single agents, then rays), or all of a sample. Of guint.
 * */
GArray *iso_subject_arms (const IsoAnalysis *analysis, const IsoFigureSubject *subject);

/* The combination that a subject means, or the first for which `suits` (may be NULL) holds; NULL if there is none. */
const IsoCombination *iso_subject_combination (const IsoAnalysis *analysis, const IsoFigureSubject *subject,
                                               gboolean (*suits) (const IsoCombination *combination));

/* Its index in the analysis. */
guint iso_combination_number (const IsoAnalysis *analysis, const IsoCombination *combination);

/* "Ixazomib + Lenalidomide, MM.1S"; names of drugs, name of sample. */
char *iso_combination_title (const IsoAnalysis *analysis, const IsoCombination *combination);
char *iso_arm_title         (const IsoAnalysis *analysis, const IsoArm *arm);

/* Of a figure of these arms: that of the one arm, of the combination, or the experiment's own. */
char *iso_subject_title     (const IsoAnalysis *analysis, const IsoFigureSubject *subject, const GArray *arms);

/* "run 2", or where a run has a name of its own that, such as "Experiment 2": within a sentence, or at the beginning. */
char *iso_run_name (const IsoAnalysis *analysis, guint run, gboolean begins);

/* A drug, and a ray, has the same colour and symbol in all figures of an analysis. */
guint     iso_arm_series   (const IsoAnalysis *analysis, guint arm);
IsoColour iso_series_colour (const IsoFigureStyle *style, guint series);
IsoSymbol iso_series_symbol (guint series);

/* TRUE if the doses of two arms can be compared: one kind of unit, and both are all that was given. */
gboolean iso_arms_share_axis (const IsoArm *one, const IsoArm *other);

/* TRUE if all of the arms can share a dose axis; then `unit` is the one that suits most of them. */
gboolean iso_arms_share_unit (const IsoAnalysis *analysis, const guint *arms, guint n, const IsoUnit **unit);

/* The mean over runs at one dose of an arm. */
typedef struct
{
  int     level;         /* of the arm's first drug; -1 for dose 0 */
  double  dose;
  double  mean;          /* of the runs' means */
  double  sd;            /* between runs, or between wells for one run; NaN for one value */
  guint   n_runs;
  guint   n_wells;
  GArray *observations;  /* of guint */
  GArray *values;        /* of double, one a run */
} IsoDoseMean;

/* Of IsoDoseMean, by dose. Points of another run at the same level are found by the level, not by the dose. */
GArray *iso_arm_means (const IsoAnalysis *analysis, const IsoArm *arm);


/* A mark for a number that comes from all wells of some arms (indices; -1 is skipped): they are what a click finds. Takes
 * the label. */
int iso_figure_add_arm_mark (IsoFigure *figure, const IsoAnalysis *analysis, char *label, const int *arms, guint n);

gboolean    iso_analysis_is_raw (const IsoAnalysis *analysis);
const char *iso_analysis_drug   (const IsoAnalysis *analysis, guint drug);

/* The absolute effect dose of an arm at a level; NULL if it was not computed. */
const IsoEffectDose *iso_arm_effect_dose (const IsoArm *arm, double level);

/* "50 %". */
char *iso_plot_percent (double fraction);

/* A number of things; a value rounded to a whole number, with a minus sign and never "-0". */
char *iso_plot_count (guint n);
char *iso_plot_whole (double value);

/* Adds the sentence that says what the intervals stand for. */
void iso_figure_add_interval_note (IsoFigure *figure, const IsoAnalysis *analysis, const IsoEstimate *estimate);

/* Widens low and high by a share of a decade at both ends; a single value gets half a decade on each side. */
void iso_widen_log (double *low, double *high, double share);

G_END_DECLS
