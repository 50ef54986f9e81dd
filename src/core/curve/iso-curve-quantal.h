/* iso-curve-quantal.h - curves through counts: so many affected of so many
 *
 * The response is the probability of being affected, between a share without drug (`upper`, as in every curve) and one at endless dose
 * (`lower`); the counts are binomial, and the likelihood is greatest. A curve that rises from 0 to 1 with the log-normal shape is probit
 * analysis, with the log-logistic one logit analysis: Finney 1971, Probit Analysis, 3rd ed. A share without drug that is estimated along
 * with the rest is what Abbott 1925, J Econ Entomol 18:265, corrects for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

typedef struct
{
  IsoCurveFit curve;            /* `rss` is the deviance; both kinds of standard errors (Gauss-Newton: expected information); intervals and
                                   effect doses with the normal distribution, `df` being infinite */
  double      log_likelihood;   /* with the binomial coefficients */
  double      aic;
  double      chi_squared;      /* Pearson's, on df */
  double      df;               /* rows less free parameters */
  double      p;                /* of a chi-squared as large: small where the counts scatter more than binomial ones; NaN without df */
} IsoQuantalFit;

/* What people mean who say nothing: no effect without drug (free where some were affected at dose 0), all affected at endless dose; where
 * the share falls with dose, none at endless dose and a free share without drug. */
void iso_quantal_settings_init (IsoCurveSettings *settings, const IsoCurveModel *model, const double *doses, const double *affected,
                                const double *totals, gsize n);

/* Fits n rows (dose >= 0, 0 <= affected <= total, total > 0). Never fails: what could not be done stands in the status. Counts that
 * jump from none to all have no slope: NOT_IDENTIFIED; those that never change tell only on which side the dose lies: ABOVE_RANGE, or
 * BELOW_RANGE where all are affected. */
void iso_quantal_fit (const IsoCurveSettings *settings, const double *doses, const double *affected, const double *totals, gsize n,
                      IsoQuantalFit *fit);

/* The dose at which this share of the way from no drug to endless dose is gone: 0.5 is the LD50. */
IsoEstimate iso_quantal_effect_dose (const IsoQuantalFit *fit, double level);

G_END_DECLS
