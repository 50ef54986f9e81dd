/* iso-comparison.h - the same drug on two samples: fold change of its doses (resistance index), and whether one curve would do
 *
 * Where both samples were tested in the same runs, each run has its own ratio, and their geometric mean has a t interval between runs
 * (method "experiments"). With one run the interval comes from within it, by profile; see iso-curve-compare.h. A ratio without a
 * value keeps the limit that the tested doses set: ABOVE_RANGE with `lower`, BELOW_RANGE with `upper`.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "curve/iso-curve-compare.h"

G_BEGIN_DECLS

typedef struct
{
  double        level;
  IsoEffectKind kind;
  IsoEstimate   ratio;     /* of the arm's dose to that of the reference */
  guint         n_runs;    /* in which both were tested */
  IsoEstimate   delta;     /* the same within one experiment by the delta method and by Fieller; UNDEFINED between several */
  IsoEstimate   fieller;
  double        p;         /* of a ratio of 1, with the SE of the delta method; NaN where there is none */
} IsoFoldChange;

typedef struct
{
  guint           arm;
  guint           reference;                         /* the arm of the sample that comes first */
  GArray         *folds;                             /* of IsoFoldChange, as the effect doses of an arm */
  gboolean        tested;                            /* with one run in all: wells of several are never pooled for a test */
  IsoCurveSharing one_curve;
  IsoCurveSharing shared[ISO_CURVE_N_PARAMETERS];    /* one parameter in common */
} IsoComparison;

/* Two arms, of whatever drugs and samples; to be cleared. FALSE, and nothing is there, if their doses are of different kinds. */
gboolean iso_analysis_compare_arms (const IsoAnalysis *analysis, guint arm, guint reference, IsoComparison *comparison);
void     iso_comparison_clear      (IsoComparison *comparison);

/* All pairs of samples that had the same drug alone: GArray of IsoComparison. */
GArray *iso_analysis_compare (const IsoAnalysis *analysis);

G_END_DECLS
