/* iso-curve-profile.h - profile-likelihood intervals of parameters and effect doses
 *
 * The interval of a quantity holds every value with which the best curve leaves no more than RSS (1 + t^2 / df), t Student's
 * quantile on df = n - p degrees of freedom: Venzon & Moolgavkar 1988, Appl Stat 37:87, and Bates & Watts 1988, chapter 6. It does not
 * ask the curve to be straight in its parameters, as Wald's does, and where the data never rule a side out it is open: that limit is
 * NaN, and interval_status says ABOVE_RANGE (no upper limit), BELOW_RANGE (no lower one) or NOT_IDENTIFIED (neither).
 *
 * An effect dose is profiled as a parameter of its own, in the place of the scale. What the uncertainty of controls adds (see
 * iso_curve_fit_add_control_uncertainty ()) widens each side in quadrature.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_INTERVAL_PROFILE,
  ISO_INTERVAL_WALD,
  ISO_INTERVAL_BOOTSTRAP,         /* of residuals: see iso-curve-bootstrap.h */
  ISO_INTERVAL_BOOTSTRAP_CASES,
  ISO_INTERVAL_BOOTSTRAP_WILD,
} IsoIntervalKind;

typedef struct _IsoCurveProfile IsoCurveProfile;

/* Of a fit to these data with these settings; everything is copied but the fit, which must live as long. */
IsoCurveProfile *iso_curve_profile_new  (const IsoCurveSettings *settings, const double *doses, const double *responses,
                                         const double *weights, gsize n, const IsoCurveFit *fit);
void             iso_curve_profile_free (IsoCurveProfile *profile);

/* The estimate of the fit with an interval by profile; Wald's where there can be none by profile (fixed, no degrees of freedom). */
IsoEstimate iso_curve_profile_parameter   (const IsoCurveProfile *profile, IsoParameter parameter);

/* As iso_curve_fit_effect_dose (). With hormesis the interval stays Wald's. */
IsoEstimate iso_curve_profile_effect_dose (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control);

/* The least sum of squares of a curve with this effect dose: for comparing two curves. NaN where there can be no profile, INFINITY where no
 * curve has that dose. */
double      iso_curve_profile_rss_at      (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control,
                                           double log_dose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCurveProfile, iso_curve_profile_free)

G_END_DECLS
