/* iso-analysis.h - one function from a dataset and settings to every result
 *
 * An *arm* is a series of wells along which only the amount changes: a single agent, or a combination at one fixed ratio (a ray).
 * A *combination* is a set of two or three drugs on one sample, with all wells that held them together (its cells).
 *
 * Wells are averaged within a run. With two or more runs, effect doses, combination indices and scores are the mean of the runs'
 * own values (on the logarithm where the quantity is a ratio or a dose) with a t interval between runs, method "experiments".
 * With one run the interval comes from within it (method "profile", "wald", "nonlinear", "lee-kong" or "replicates") and says nothing
 * about repeating the experiment.
 *
 * Curves may have one parameter in common: one upper limit is shared by all of them, since it is the response without any drug; hill and
 * lower belong to what was given, and are shared by the arms of the same drugs and ratio on all samples. Experiments share with
 * those of the same experiment, the curves through all of them with each other.
 *
 * Same dataset and settings: same bits out, whatever the number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-dataset.h"
#include "analysis/iso-growth.h"
#include "curve/iso-curve-common.h"
#include "curve/iso-curve-profile.h"
#include "curve/iso-curve-weights.h"
#include "synergy/iso-additivity.h"
#include "synergy/iso-combination-index.h"
#include "synergy/iso-compusyn.h"
#include "synergy/iso-isobole.h"
#include "synergy/iso-parity.h"
#include "synergy/iso-reference.h"
#include "synergy/iso-surface-fit.h"

G_BEGIN_DECLS

#define ISO_MAX_EFFECT_LEVELS 12

/* What curves are looked at as. No number hangs on it: growth rates are there wherever they can be. */
typedef enum
{
  ISO_MEASURE_VIABILITY,
  ISO_MEASURE_GROWTH_RATE,
} IsoMeasure;

typedef struct
{
  const IsoCurveModel *model;        /* NULL: the one with the smallest AICc */
  double     fixed[ISO_CURVE_N_PARAMETERS];   /* NaN: as the response kind has it */
  double     low[ISO_CURVE_N_PARAMETERS];     /* limits of hill, lower and upper over those of the response kind; infinite: none */
  double     high[ISO_CURVE_N_PARAMETERS];
  gboolean   free_upper;             /* normalised data: do not hold upper at 100 % */
  guint      shared;                 /* ISO_SHARE () of the one parameter that curves have in common; 0: none. See IsoArm */
  IsoWeighting weighting;
  IsoLoss    loss;
  IsoSeKind  se;
  IsoIntervalKind interval;          /* of parameters and effect doses within a run */
  double     level;                  /* of intervals: 0.95 */
  guint      n_effect_levels;
  double     effect_levels[ISO_MAX_EFFECT_LEVELS];   /* fa for Dx, CI, isoboles: 0.5, 0.75, 0.9, 0.95 */
  IsoLocation location;              /* of control wells: what iso_dataset_new () is called with */
  gboolean   linear_median_effect;   /* lines of median effect go through logarithms, as Chou's; otherwise through the effects themselves */
  gboolean   fitted_singles;         /* Bliss and HSA expect from the single agents' curves, not from their wells */
  double     ci_low, ci_high;        /* within these a combination index is as good as additive: 0.8, 1.25 */
  double     score_band;             /* and a mean score from minus this to this, in percent: 5 */
  guint      n_resamples;            /* for scores within one run; 0: no intervals there */
  guint64    seed;                   /* of the resamples */
  guint      surfaces;               /* which of iso_surface_nth () are fitted: bit 0 the first; none by default */
  IsoMeasure measure;
  guint      n_threads;              /* 0: one a processor */
} IsoAnalysisSettings;

void iso_analysis_settings_init (IsoAnalysisSettings *settings);

/* The SHA-256 of everything that results come from: the dataset with the names in it, and the settings. To be freed. */
char *iso_analysis_hash (const IsoDataset *dataset, const IsoAnalysisSettings *settings);

/* The mean of the wells of one run at one dose of an arm. For ISO_RESPONSE_RAW each well is a point of its own. */
typedef struct
{
  guint   run;
  double  dose;                  /* of the arm: see IsoArm */
  double  doses[ISO_MAX_DRUGS];  /* of each of the arm's drugs */
  double  viability;             /* mean over wells; the response itself for ISO_RESPONSE_RAW */
  double  sd;                    /* over wells; NaN for one */
  guint   n;                     /* wells */
  guint  *observations;          /* n indices into the dataset's observations */
} IsoPoint;

typedef struct
{
  double        level;           /* effect, 0 to 1 */
  IsoEffectKind kind;
  IsoEstimate   dose;            /* the mean of the runs where there are two or more; else within the run */
  IsoEstimate   pooled;          /* of the curve through all runs */
  IsoEstimate   wald;            /* the same with Wald's interval, on the logarithm */
  guint         n_runs;          /* runs whose own curve reaches the level */
  IsoEstimate  *run_doses;       /* one a run of the arm */
} IsoEffectDose;

/* A model among those that were compared. */
typedef struct
{
  const IsoCurveModel *model;
  double               aicc;
  double               weight;   /* Akaike's: exp (-(aicc - least) / 2), of all together 1 */
} IsoCurveCandidate;

#define ISO_MAX_CANDIDATES 8

typedef struct
{
  int              sample;
  guint            n_drugs;                  /* 1 for a single agent */
  guint            drugs[ISO_MAX_DRUGS];     /* indices, ascending */
  double           shares[ISO_MAX_DRUGS];    /* dose of each drug for one unit of the arm's dose; sum 1 unless first_dose_only */
  gboolean         first_dose_only;          /* the drugs' units cannot be added: the arm's dose is that of the first drug */
  const IsoUnit   *unit;                     /* to show the arm's dose in */
  GArray          *points;                   /* of IsoPoint, by run, then dose */
  guint            n_runs;                   /* runs with points */
  guint           *runs;                     /* n_runs indices */
  IsoCurveFit      fit;                      /* through the points of all runs */
  IsoCommonTest    common;                   /* of what it shares with the other curves; its status UNDEFINED where that is nothing */
  guint            n_candidates;             /* 0 where the model was asked for */
  IsoCurveCandidate candidates[ISO_MAX_CANDIDATES];   /* the most likely first */
  guint            residual_runs;            /* of residuals on one side of the curve */
  double           runs_p;                   /* chance of as few; NaN with too few doses */
  IsoEstimate      wald[ISO_CURVE_N_PARAMETERS];   /* the parameters of fit with Wald's intervals */
  IsoCurveFit     *run_fits;                 /* one a run, as in runs */
  GArray          *effect_doses;             /* of IsoEffectDose: relative 0.5, then absolute at each level */
  IsoMedianEffect  median_effect;            /* over the points of all runs; UNDEFINED for ISO_RESPONSE_RAW */
  IsoMedianEffect *run_median_effects;       /* one a run, as in runs */
  double           mean_effect;              /* over the tested log-dose range, 0 to 1; NaN for ISO_RESPONSE_RAW */
  double           max_effect;               /* upper limit of the curve's plateau effect, 1 if not known to be less */
  double           lowest_dose;              /* tested, above zero */
  double           highest_dose;
  GPtrArray       *messages;                 /* of IsoMessage */
} IsoArm;

typedef struct
{
  double      expected;    /* fa, mean of the runs; NaN without a score */
  double      observed;    /* fa that it is compared with: the cell's own, or what ZIP's curves make of it; NaN without a score */
  guint       n_runs;      /* that have a score */
  double      p;           /* of a score of zero, two-sided; NaN where the design gives none, as the score's interval */
  double      p_family;    /* the same, held against all cells of the combination */
  double      q;           /* false discovery rate over the cells, Benjamini and Hochberg */
  IsoEstimate score;       /* 100 (observed - expected); its status says why there is none, see IsoExpectation */
} IsoCellScore;

/* The index of one run by itself: what a mean between runs is made of. */
typedef struct
{
  guint               run;
  guint               level;    /* index into the ray's levels; 0 for a cell */
  IsoCombinationIndex index;
} IsoRunIndex;

/* All wells of a combination at one set of doses. */
typedef struct
{
  double               doses[ISO_MAX_DRUGS];
  guint                levels[ISO_MAX_DRUGS];
  int                  ray;            /* index into the combination's rays; -1 if on none */
  guint                n_runs;
  guint                n;              /* wells */
  guint               *observations;
  double               fa;             /* mean of the runs' means */
  double               fa_sd;          /* between runs, or between wells for one run; NaN for one value */
  IsoCombinationIndex  index;
  GArray              *run_indices;    /* of IsoRunIndex, by run: those in which each drug was tested alone too */
  IsoCellScore         scores[ISO_N_REFERENCES];
} IsoCell;

typedef struct
{
  guint   arm;             /* index into the analysis' arms */
  GArray *levels;          /* of IsoCombinationIndex, one an effect level; empty if a drug was not tested alone */
  GArray *run_indices;     /* of IsoRunIndex, by level, then run */
  GArray *additivity;      /* of IsoAdditivityTest, one an effect level, of two drugs whose doses can be added; empty with several runs,
                              whose index has an interval between them and whose wells are never pooled for a test */
} IsoRay;

typedef struct
{
  guint       ray;         /* index into the combination's rays */
  IsoDosePair doses;       /* NaN where the ray does not reach the level */
  IsoEstimate total;       /* the ray's dose for this effect, with its interval */
} IsoIsobolePoint;

typedef struct
{
  double           fa;
  IsoEstimate      dx[2];      /* of each drug alone */
  guint            n_line;
  IsoDosePair      line[ISO_ISOBOLE_POINTS];
  IsoDosePair      lower[ISO_ISOBOLE_POINTS];   /* the interval of the line; NaN where a dose has none */
  IsoDosePair      upper[ISO_ISOBOLE_POINTS];
  GArray          *points;     /* of IsoIsobolePoint, one a ray */
  GArray          *measured;   /* of IsoIsoboleCrossing: where the effects of the cells, means over runs, cross the level */
} IsoIsobole;

/* Of all cells of a combination together; NaN where the design gives none. */
typedef struct
{
  double mean_p;      /* of a mean score of zero */
  double largest_p;   /* of the largest score in standard errors, if all were zero: family-wise */
} IsoScoreTest;

/* A score beside the others. */
typedef struct
{
  double      shared_mean;   /* over the cells that have every score there is; NaN without one */
  guint       n_shared;
  IsoMessage *note;          /* why there is no score, or why it parts from Bliss independence; NULL where it does not */
} IsoConsensus;

typedef enum
{
  ISO_VERDICT_NOT_DECIDED,
  ISO_VERDICT_SYNERGISTIC,
  ISO_VERDICT_ADDITIVE,
  ISO_VERDICT_ANTAGONISTIC,
} IsoVerdictKind;

const char *iso_verdict_word (IsoVerdictKind kind);   /* "not-decided", "synergistic", ... */
const char *iso_verdict_name (IsoVerdictKind kind);   /* "Not decided": to be translated */

/* By the combination index at one effect level: synergistic or antagonistic only if the interval between three or more runs
 * excludes 1, additive only if it lies within ci_low to ci_high of the settings; extrapolated values decide nothing. Of a matrix, by the mean
 * Bliss score, 0 and score_band in the same way. */
typedef struct
{
  IsoVerdictKind  kind;
  double          fa;        /* the effect level judged */
  IsoMessage     *reason;    /* a sentence */
} IsoVerdict;

/* A parametric surface through all wells of two drugs, alone and together. E0 is held at 1 unless the upper plateau of curves is free,
 * the ends lie within 0 and 1. The errors of the controls are not in intervals within one run. */
typedef struct
{
  const IsoSurfaceModel *model;
  IsoSurfaceFit fit;                            /* through the means of the runs' means */
  guint         n_runs;                         /* whose own surface was found */
  IsoEstimate   parameters[ISO_SURFACE_MAX];    /* between runs where there are two or more; else those of the fit, by profile */
  IsoEstimate   beta;
  IsoEstimate   achievable;                     /* index of achievable efficacy at the first effect level; UNDEFINED but for BRAID */
} IsoSurfaceResult;

/* A ray as CompuSyn sees it. */
typedef struct
{
  IsoMedianEffect  effect;                         /* of the mixture's whole dose */
  IsoCompusynIndex levels[ISO_COMPUSYN_LEVELS];
} IsoCompusynRay;

/* Parity, of which no verdict and no other number knows. */
typedef struct
{
  IsoMedianEffect   singles[ISO_MAX_DRUGS];        /* through the means of all runs */
  guint             n_rays;                        /* 0 where a drug was not tested alone */
  IsoCompusynRay   *rays;                          /* as the combination's */
  guint             n_points;
  IsoCompusynIndex *points;                        /* as its cells */
} IsoCompusyn;

typedef struct
{
  int          sample;
  guint        n_drugs;
  guint        drugs[ISO_MAX_DRUGS];
  int          singles[ISO_MAX_DRUGS];   /* arms; -1 where a drug was not tested alone */
  GArray      *rays;                     /* of IsoRay */
  GArray      *cells;                    /* of IsoCell, by the levels of drug 1, then 2, then 3 */
  guint        n_runs;                   /* experiments in which it was measured: the most that one of its cells has */
  gboolean     is_matrix;                /* the cells fill more than half of the grid of their doses */
  GArray      *isoboles;                 /* of IsoIsobole, one an effect level; empty for three drugs */
  IsoEstimate  score_means[ISO_N_REFERENCES];   /* over the cells that have a score, between runs where there are two or more */
  guint        score_cells[ISO_N_REFERENCES];   /* how many have */
  guint        score_runs[ISO_N_REFERENCES];    /* runs that the mean is of */
  IsoScoreTest score_tests[ISO_N_REFERENCES];
  const char  *noise_method;             /* where intervals and tests of scores come from: "experiments"; within one run "replicates",
                                            "controls" or "residuals"; NULL for nothing. Static */
  double       noise_sd;                 /* within one run: of one well's fa, and the degrees of freedom it is known with */
  double       noise_df;
  IsoConsensus consensus[ISO_N_REFERENCES];
  IsoParity    parity;                   /* of the mean over runs, as synergyfinder computes it */
  gboolean     has_parity;               /* a matrix of two drugs with enough doses of each alone */
  IsoCompusyn  compusyn;
  GArray      *surfaces;                 /* of IsoSurfaceResult: those that were asked for; empty for three drugs */
  IsoVerdict   verdict;
  GPtrArray   *messages;
} IsoCombination;

typedef struct
{
  IsoDataset          *dataset;        /* (owned) */
  IsoAnalysisSettings  settings;
  char                *input_hash;     /* SHA-256 of dataset and settings */
  GArray              *arms;           /* of IsoArm: by sample, then single agents by drug, then rays */
  GArray              *combinations;   /* of IsoCombination */
  GPtrArray           *growth;         /* of IsoGrowthCurve; NULL where iso_dataset_growth () has none */
  gboolean             cancelled;
} IsoAnalysis;

/* Called from a worker thread, 0 <= fraction <= 1. */
typedef void (*IsoProgress) (double fraction, gpointer data);

/* Takes the dataset. `cancel` (may be NULL) is polled: set it to nonzero, atomically, to stop early; arms not reached then have
 * the status CANCELLED. Never NULL. */
IsoAnalysis *iso_analysis_run (IsoDataset *dataset, const IsoAnalysisSettings *settings, const int *cancel, IsoProgress progress,
                                gpointer progress_data);

/* An analysis does not change: whoever holds it may read it, in any thread. */
IsoAnalysis *iso_analysis_ref   (const IsoAnalysis *analysis);
void         iso_analysis_unref (IsoAnalysis *analysis);

static inline const IsoArm *
iso_analysis_arm (const IsoAnalysis *analysis, guint i)
{
  return &g_array_index (analysis->arms, IsoArm, i);
}

static inline const IsoCombination *
iso_analysis_combination (const IsoAnalysis *analysis, guint i)
{
  return &g_array_index (analysis->combinations, IsoCombination, i);
}

/* Whether a curve of growth rates is one of an arm: its drug alone, on its sample. Each run of the arm has its own. */
gboolean iso_arm_has_growth (const IsoArm *arm, const IsoGrowthCurve *curve);

/* Whether curves are to be looked at as growth rates: it was asked, and there are some. */
gboolean iso_analysis_shows_growth (const IsoAnalysis *analysis);

/* One line of a polygonogram: a pair of drugs on a sample with its index at one effect level. */
typedef struct
{
  guint                   combination;
  int                     ray;     /* the one nearest to equal effects of both drugs; -1 where the pair has no constant ratio */
  double                  fa;
  IsoEstimate             ci;      /* as the ray has it, with its status */
  const IsoCompusynGrade *grade;   /* NULL without an index */
} IsoPolygonPair;

/* Of all pairs of drugs that were tested together, at the effect level of this index. Array of IsoPolygonPair. */
GArray *iso_polygonogram_make (const IsoAnalysis *analysis, guint level);

/* "Ixazomib", or "Ixazomib + Lenalidomide 1:40" for a ray (in amounts). The caller frees it. */
char *iso_arm_name (const IsoAnalysis *analysis, const IsoArm *arm);

/* Whether an observation has its place on an arm, also one that is excluded: the sample, the drugs and their ratio are the arm's. Then
 * `dose` is that of the arm. */
gboolean iso_arm_has_place (const IsoAnalysis *analysis, const IsoArm *arm, guint observation, double *dose);
char *iso_combination_name (const IsoAnalysis *analysis, const IsoCombination *combination);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoAnalysis, iso_analysis_unref)

G_END_DECLS
