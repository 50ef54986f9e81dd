/* iso-resample.h - the reference models over and over, on wells drawn anew: what noise does to every score
 *
 * Each resample draws every cell's mean from a normal distribution around what was measured, with SD / sqrt (wells), divides by
 * control factors drawn around 1, fits the single agents' curves anew and computes every model. Every curve starts where the measured
 * one ended, and is searched for anew where that does not end well: see iso-curve-refit.h. Resample i has its own random stream, so that
 * the numbers are the same for any number of threads.
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
  const double      *relative_se;    /* of each group's vehicle - blank */
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

/* Scores by resample, model, cell: n_resamples × ISO_N_REFERENCES × n_cells, NaN where undefined. NULL if cancelled. The caller frees
 * it. */
double *iso_resample_scores (const IsoResampling *resampling);

/* What n resamples of m scores say. The t distribution has the `df` that the noise is known with. */
typedef struct
{
  guint   n;
  gsize   m;
  double *se;         /* of each; NaN where fewer than nine in ten resamples have a score */
  double  mean_se;    /* of the mean over those that `used` */
  double *largest;    /* n: of each resample, the largest deviation in standard errors, as a t variable */
} IsoResampled;

/* `scores`: the first of m in each resample, `stride` apart. `used`: which of them count. */
void iso_resampled_init  (IsoResampled *resampled, const double *scores, gsize stride, guint n, gsize m, const gboolean *used,
                          double df, guint64 seed);
void iso_resampled_clear (IsoResampled *resampled);

/* The p-value of a t (value / SE) as the largest of all: family-wise. */
double iso_resampled_family_p (const IsoResampled *resampled, double t);

/* Benjamini & Hochberg 1995, J R Stat Soc B 57:289: q of each p; NaN stays NaN and does not count. */
void iso_false_discovery (const double *p, gsize n, double *q);

G_END_DECLS
