/* iso-resample.h - the reference models over and over, on wells drawn anew: what noise does to every score
 *
 * Each resample draws every cell's mean from a normal distribution, with SD / sqrt (wells), around what was measured, and each drug's
 * doses once more, with the same errors, around its fitted curve; normalises by controls that are drawn anew, too; fits the single agents'
 * curves anew and computes every model. Every curve starts where the first one ended, and is searched for anew where that does not end
 * well: see iso-curve-refit.h.
 *
 * The score of a cell without interaction is spread as its resamples are around the measured score, whatever the combination does, for
 * all models but ZIP: that one looks at the combinations through curves, and is resampled a second time around the surface that it
 * expects. Tests take their spread and their bias from there.
 *
 * Resample i has its own random stream, so that the numbers are the same for any number of threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-weights.h"
#include "synergy/iso-reference.h"

G_BEGIN_DECLS

typedef struct
{
  IsoReferenceInput  input;          /* as measured; agents with a status other than OK are not fitted */
  const guint       *wells;          /* of each cell */
  const guint       *groups;         /* of each cell: which controls normalised it; G_MAXUINT for none */
  guint              n_groups;
  const double      *vehicle_se;     /* of each group's controls, in shares of vehicle - blank; NaN counts as 0 */
  const double      *blank_se;
  double             sd;             /* of one well's fraction affected */
  IsoCurveSettings   curves[ISO_MAX_DRUGS];   /* of the single agents, */
  IsoWeighting       weighting;               /* and how their points count */
  IsoLoss            loss;
  const double      *spreads;                 /* SD over the wells of each cell, for weights by replicates; may be NULL */
  guint              n_resamples;
  guint64            seed;
  guint              n_threads;
  const int         *cancel;         /* may be NULL */
} IsoResampling;

/* The place of ZIP's scores without interaction, after those of all models. */
#define ISO_RESAMPLE_ZIP_NULL ISO_N_REFERENCES
#define ISO_RESAMPLE_SLOTS (ISO_N_REFERENCES + 1)

/* Scores by resample, slot, cell: n_resamples × ISO_RESAMPLE_SLOTS × n_cells, NaN where undefined. NULL if cancelled. The caller frees
 * it. */
double *iso_resample_scores (const IsoResampling *resampling);

/* What n resamples of m scores say. The t distribution has the `df` that the noise is known with. */
typedef struct
{
  guint   n;
  gsize   m;
  double *se;         /* of each; NaN where fewer than nine in ten resamples have a score */
  double *bias;       /* of each: by how much their mean lies above what they were drawn around */
  double  mean_se;    /* of the mean over those that `used` */
  double  mean_bias;
  double *largest;    /* n: of each resample, the largest deviation in standard errors, as a t variable */
} IsoResampled;

/* `scores`: the first of m in each resample, `stride` apart. `centre`: m scores without noise, NULL for 0. `used`: which of them count. */
void iso_resampled_init  (IsoResampled *resampled, const double *scores, gsize stride, guint n, gsize m, const double *centre,
                          const gboolean *used, double df, guint64 seed);
void iso_resampled_clear (IsoResampled *resampled);

/* The p-value of a t (value / SE) as the largest of all: family-wise. */
double iso_resampled_family_p (const IsoResampled *resampled, double t);

/* Benjamini & Hochberg 1995, J R Stat Soc B 57:289: q of each p; NaN stays NaN and does not count. */
void iso_false_discovery (const double *p, gsize n, double *q);

G_END_DECLS
