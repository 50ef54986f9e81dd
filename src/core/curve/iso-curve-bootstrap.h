/* iso-curve-bootstrap.h - intervals by fitting again what chance might have given
 *
 * Efron & Tibshirani 1993, An Introduction to the Bootstrap: the curve plus residuals drawn anew (enlarged for the parameters that they
 * were fitted with), cases drawn anew, or each residual at its own place with a sign by chance, which keeps unequal scatter (Wu 1986, Ann
 * Stat 14:1261, with Rademacher's signs). Every draw is searched as the first fit was. Draw i has random stream i, so that the numbers do
 * not depend on how the work is shared out. The limits are expanded percentiles (Hesterberg 2015, Am Stat 69:371), at the share of the normal
 * distribution beyond Student's t on n - p degrees of freedom; a draw in which an effect is not reached counts as beyond all doses, and so a
 * limit may be open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

#define ISO_BOOTSTRAP_DRAWS 999

typedef enum
{
  ISO_BOOTSTRAP_RESIDUALS,
  ISO_BOOTSTRAP_CASES,
  ISO_BOOTSTRAP_WILD,
} IsoBootstrapKind;

typedef struct _IsoCurveBootstrap IsoCurveBootstrap;

/* Of a fit to these data with these settings; the fit must live as long. NULL `weights`: all 1. */
IsoCurveBootstrap *iso_curve_bootstrap_new  (const IsoCurveSettings *settings, const double *doses, const double *responses,
                                             const double *weights, gsize n, const IsoCurveFit *fit, IsoBootstrapKind kind,
                                             guint draws, guint64 seed);
void               iso_curve_bootstrap_free (IsoCurveBootstrap *bootstrap);

/* The estimate of the fit with the percentiles of the draws. Where a tenth of them or more gave no value, there is no interval. */
IsoEstimate iso_curve_bootstrap_parameter   (const IsoCurveBootstrap *bootstrap, IsoParameter parameter);

/* As iso_curve_fit_effect_dose (). An effect that is not reached has the limit that the draws set: at least `lower` (method
 * "bootstrap"), one-sided at the level, where fewer of them reach it at a lower dose than the level allows. `control` NaN: each draw's own
 * response without drug. */
IsoEstimate iso_curve_bootstrap_effect_dose (const IsoCurveBootstrap *bootstrap, double level, IsoEffectKind kind, double control);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCurveBootstrap, iso_curve_bootstrap_free)

G_END_DECLS
