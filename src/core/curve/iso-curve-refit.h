/* iso-curve-refit.h - the same curve again, through responses that were drawn anew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

/* Fits as iso_curve_fit () does, from one start: the parameters of `near`, a fit of the same settings to much the same responses. Where
 * the descent from there does not end well inside the parameter space, or the model is not log-logistic, it is iso_curve_fit () that is
 * called. Only shape, values, rss and status of `fit` count: there are no intervals. */
void iso_curve_refit (const IsoCurveSettings *settings,
                      const double           *doses,
                      const double           *responses,
                      const double           *weights,
                      gsize                   n,
                      const IsoCurveFit      *near,
                      IsoCurveFit            *fit);

G_END_DECLS
