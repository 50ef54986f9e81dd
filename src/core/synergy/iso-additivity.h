/* iso-additivity.h - is a mixture additive: a test, a band around the line of additivity, and the line that was measured
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"
#include "synergy/iso-dose-grid.h"
#include "synergy/iso-isobole.h"
#include "synergy/iso-median-effect.h"

G_BEGIN_DECLS

/* Tallarida 2000; 2006, J Pharmacol Exp Ther 319:1. The total dose of a mixture that does what a level asks for, against the one that would
 * do if both drugs were additive:
 *   Z_add = f D1 + (1 - f) D2,  var Z_add = f^2 var D1 + (1 - f)^2 var D2,  f = (p1 / D1) / (p1 / D1 + p2 / D2)
 * f is drug 1's share of the effect, p its share of the dose. t = (Z_mix - Z_add) / SE of the difference, with the degrees of freedom of
 * the three lines together. */
typedef struct
{
  IsoStatus status;        /* OK; NOT_REACHED or that of a line where a dose is not known; TOO_FEW_POINTS without degrees of freedom */
  double    additive;      /* Z_add, NaN where not known */
  double    additive_se;
  double    mixture;       /* Z_mix */
  double    mixture_se;
  double    t;
  double    df;
  double    p;             /* two-sided */
} IsoAdditivityTest;

/* `shares` sum to 1. */
void iso_additivity_test (const IsoMedianEffect *drug1, const IsoMedianEffect *drug2, const IsoMedianEffect *mixture,
                          const double shares[2], double fa, IsoAdditivityTest *test);

/* The interval of the additive line, along the ray through each of its points: the variances of both doses' logarithms weighed by what each
 * drug contributes, and a t quantile of Satterthwaite's degrees of freedom (1946, Biometrics 2:110). `df`: that each dose's interval was
 * made with, at this level; INFINITY for a normal one. Where a dose has no interval the band is NaN. */
void iso_isobole_band (const IsoEstimate *dx1, const IsoEstimate *dx2, const double df[2], double level, const IsoDosePair *line, guint n,
                       IsoDosePair *lower, IsoDosePair *upper);

typedef struct
{
  IsoDosePair doses;
  guint       along;   /* the drug along whose doses the level was crossed */
} IsoIsoboleCrossing;

/* Where the measured effects of a grid of two drugs cross a level, along every row and column: between the first two neighbouring doses
 * of which the lower does less, by interpolation on log dose (on dose from 0 on). Array of IsoIsoboleCrossing. */
GArray *iso_isobole_measured (const IsoDoseGrid *grid, const double *effects, double fa);

G_END_DECLS
