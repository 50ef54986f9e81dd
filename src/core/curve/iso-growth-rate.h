/* iso-growth-rate.h - how much a drug slows growth, whatever the time and the speed of the cells
 *
 * GR = 2^(log2 (x / x0) / log2 (control / x0)) - 1 of the counts with drug, at the beginning, and without drug at the end: 1 where
 * the drug does nothing, 0 where nothing grows, below 0 where cells die. Hafner, Niepel, Chung & Sorger 2016, Nat Methods 13:521.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

/* NaN where a count is not above zero, or the cells without drug did not grow. */
double iso_growth_rate (double count, double start, double control);

/* GRinf + (1 - GRinf) / (1 + (dose / GEC50)^h) with GRinf from -1 to 1 and h from 0.1 to 5. */
typedef struct
{
  IsoCurveFit fit;          /* `lower` is GRinf, `scale` is GEC50, `hill` is h */
  gboolean    flat;         /* the curve is no better than a constant: then GR50 and GEC50 are none, and GRinf is the mean */
  double      flat_p;       /* F test of curve against constant; the curve is taken below 0.05 */
  double      mean;
  IsoEstimate gr50;         /* the dose where GR is 0.5; NOT_REACHED, or ABOVE_RANGE and BELOW_RANGE by where the constant lies */
  IsoEstimate gec50;
  IsoEstimate gr_inf;
  double      gr_max;       /* the smaller mean of the two highest doses */
  double      aoc;          /* mean of 1 - GR over the tested range of log dose, by trapezia */
} IsoGrowthMetrics;

/* Over doses above zero; others, and rates that are not finite, are left out. */
void iso_growth_metrics (const double *doses, const double *rates, gsize n, double level, IsoGrowthMetrics *metrics);

G_END_DECLS
