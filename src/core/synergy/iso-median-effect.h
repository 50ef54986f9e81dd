/* iso-median-effect.h - the median-effect equation
 *
 *   fa / fu = (D / Dm)^m        ln (fa / fu) = m ln D - m ln Dm
 *
 * fitted either by least squares of ln (fa / fu) on ln D (Chou 1976, J Theor Biol 59:253; Chou & Talalay 1984, Adv Enzyme Regul 22:27),
 * which takes the errors of the logarithm for equal at all doses and cannot take points with fa <= 0 or >= 1, or by least squares of fa
 * itself, which keeps all points and takes the errors of viability for equal. Where that is where the noise lies, what follows from the
 * second holds in 94 to 96 % of 95 % intervals, from the first in 84 to 95 (tests/slow/test-index-coverage.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-statistics.h"
#include "base/iso-status.h"

G_BEGIN_DECLS

typedef struct
{
  IsoStatus   status;     /* OK; TOO_FEW_POINTS below two usable; UNDEFINED if the effect does not rise with dose */
  gboolean    of_effect;  /* least squares of fa itself */
  gsize       n;          /* points used */
  guint       excluded;   /* points with fa <= 0 or fa >= 1, which have no logarithm, and were left out */
  IsoEstimate m;          /* slope; t interval */
  IsoEstimate dm;         /* median-effect dose; t interval on the logarithm */
  double      r;          /* correlation of ln (fa / fu) and ln D, of points that have it */
  IsoLine     line;       /* of ln (fa / fu) on ln D; residual_sd is of fa where that was fitted */
  double      lowest_dose;    /* of the points used */
  double      highest_dose;
} IsoMedianEffect;

void iso_median_effect_fit (const double *doses, const double *fa, gsize n, double level, IsoMedianEffect *effect);

/* The same by least squares of fa itself. Where that does not find one line (a step between two doses), it is the one above. */
void iso_median_effect_fit_effect (const double *doses, const double *fa, gsize n, double level, IsoMedianEffect *effect);

/* Dx = Dm (fa / (1 - fa))^(1 / m); NaN unless status is OK and 0 < fa < 1. */
double iso_median_effect_dose (const IsoMedianEffect *effect, double fa);

/* The fraction affected that the line gives for a dose. */
double iso_median_effect_fa (const IsoMedianEffect *effect, double dose);

/* Variance of ln Dx by the delta method (Lee & Kong 2009, Stat Biopharm Res 1:4); NaN with fewer than three points. */
double iso_median_effect_var_ln_dose (const IsoMedianEffect *effect, double fa);

G_END_DECLS
