/* iso-curve-controls.h - standard errors at the best point of a fit, and what uncertain controls add to them
 *
 * Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-problem.h"

G_BEGIN_DECLS

/* What other curves say of a parameter that they share with this one. */
typedef struct
{
  IsoParameter parameter;
  double       curvature;   /* half the second derivative of their sum of squares */
} IsoOtherCurves;

/* Covariance, standard errors and Wald's intervals from fit->variance and fit->variance_df. `others` may be NULL. */
void iso_curve_fit_set_errors (IsoCurveFit *fit, const IsoCurveData *data, IsoSeKind kind, const IsoCurvePoint *best,
                               const IsoOtherCurves *others);

/* Half the gradient, by its parameters, of the sum of squares by the logarithm of the factor of each group: n_groups rows. */
typedef double IsoControlPull[ISO_CURVE_N_PARAMETERS];

void iso_curve_fit_find_pulls (const IsoCurveFit *fit, const double *doses, const double *responses, const double *weights,
                               const guint *group, gsize n, guint n_groups, IsoControlPull *pulls);

/* Half the second derivative of the sum of squares at the fit. */
void iso_curve_fit_find_curvature (const IsoCurveFit *fit, const double *doses, const double *responses, const double *weights, gsize n,
                                   IsoSquareMatrix curvature);

/* Adds what the pulls do to covariance and intervals; `curvature` with that of the others in it. */
void iso_curve_fit_add_pulls (IsoCurveFit *fit, const IsoSquareMatrix curvature, const IsoControlPull *pulls, const double *relative_se,
                              guint n_groups);

G_END_DECLS
