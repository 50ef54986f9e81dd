/* iso-curve-weights.h - points that count more than others, and points that count less the farther they lie
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_WEIGHTS_NONE,
  ISO_WEIGHTS_BY_RESPONSE,        /* 1 / |y|: the variance grows with the response */
  ISO_WEIGHTS_BY_SQUARE,          /* 1 / y^2: the SD does */
  ISO_WEIGHTS_BY_REPLICATES,      /* 1 / variance of the mean of a point's wells */
} IsoWeighting;

typedef enum
{
  ISO_LOSS_SQUARES,
  ISO_LOSS_HUBER,                 /* k = 1.345: 95 % as efficient as squares on normal errors (Huber 1964, Ann Math Stat 35:73) */
  ISO_LOSS_TUKEY,                 /* c = 4.685, likewise (Beaton & Tukey 1974, Technometrics 16:147): far points count nothing */
} IsoLoss;

/* The weights of n points, with mean 1, so that sums of squares keep their size. `sds` and `counts` are those of the wells of each point
 * (NaN or 1 where there is one). A response nearer to 0 than a hundredth of the largest counts as that. Two or three wells tell little
 * of a variance, so that each point's is taken together with the mean of all as if that came from four wells more; without any
 * replicates the points weigh n. */
void  iso_curve_weights (IsoWeighting weighting, const double *responses, const double *sds, const guint *counts, gsize n,
                         double *weights);

/* A fit with this loss by weighting again until the curve stands, from the least squares on. `weights` becomes what each point
 * counted in the end; the intervals take it as given, and are approximate. Scale: 1.4826 times the median absolute residual.
 * Returns the number of points that counted less than half of what they would have. */
guint iso_curve_fit_robust (const IsoCurveSettings *settings, IsoLoss loss, const double *doses, const double *responses,
                            double *weights, gsize n, IsoCurveFit *fit);

/* Wald & Wolfowitz' test of runs of residuals above and below the curve, one a dose (replicates by their mean): the chance of as few
 * runs if the curve were right, exact. NaN with fewer than two on a side. Wald & Wolfowitz 1940, Ann Math Stat 11:147. */
double iso_curve_fit_runs_test (const IsoCurveFit *fit, const double *doses, const double *responses, gsize n, guint *n_runs);

G_END_DECLS
