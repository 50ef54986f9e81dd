/* iso-telling.h - where further wells would tell most about a combination
 *
 * Of a ray its combination index at the first effect level: with each curve's gradient g at the doses that were tested, a drug's dose for
 * that effect has the variance s^2 h' M^-1 h, M = sum g g', h its own gradient; a well at dose d takes s^2 (h' M^-1 g)^2 / (1 + g' M^-1 g)
 * from it (Fedorov 1972, Theory of Optimal Experiments), and ln CI is the sum of what every curve brings. Of a matrix its mean excess over
 * Bliss independence: a weighted sum of cells, each with the variance s^2 / wells.
 *
 * One well after the other is placed where it takes most, within the doses tested. All this holds within an experiment: what experiments
 * differ by, only further experiments tell.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

typedef struct
{
  int    ray;                    /* whose index it is about; -1: the matrix' mean excess */
  double doses[ISO_MAX_DRUGS];   /* 0 for a drug that the well does not get */
  double left;                   /* share of the standard error that is left with this well and those before it */
} IsoTellingDose;

/* The best `n` wells for each ray, or for the matrix. Array of IsoTellingDose; empty where a curve's parameters are not known. */
GArray *iso_telling_doses_find (const IsoAnalysis *analysis, guint combination, guint n);

G_END_DECLS
