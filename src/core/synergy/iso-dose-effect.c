/* iso-dose-effect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-dose-effect.h"

#include "curve/iso-curve-sites.h"

#include <math.h>

void
iso_dose_effect_init (IsoDoseEffect *curve, double start, double end, double hill, double scale)
{
  *curve = (IsoDoseEffect) { .status = ISO_STATUS_OK, .start = start, .end = end, .hill = hill, .scale = scale,
                             .shape = &iso_shape_log_logistic };
}

void
iso_dose_effect_from_fit (IsoDoseEffect *curve, const IsoCurveFit *fit)
{
  const double *values = fit->values;

  if (fit->model == NULL || !isfinite (fit->rss))
    {
      iso_dose_effect_init (curve, NAN, NAN, NAN, NAN);
      curve->status = fit->status != ISO_STATUS_OK ? fit->status : ISO_STATUS_UNDEFINED;
      return;
    }
  iso_dose_effect_init (curve, 1 - values[ISO_PARAMETER_UPPER], 1 - values[ISO_PARAMETER_LOWER],
                        values[ISO_PARAMETER_HILL], values[ISO_PARAMETER_SCALE]);
  curve->shape = fit->shape;
  curve->mirrored = fit->mirrored;
  if (curve->shape->boost != NULL)
    curve->extra = values[ISO_PARAMETER_EXTRA];
  else if (curve->shape->asymmetry)
    curve->extra = log (values[ISO_PARAMETER_EXTRA]);
  if (curve->shape == &iso_shape_two_sites)
    iso_curve_get_inside (fit, curve->sites);
}

double
iso_dose_effect_value (const IsoDoseEffect *curve, double dose)
{
  IsoShare share;
  double z, f;

  if (curve->status != ISO_STATUS_OK)
    return NAN;
  if (!(dose > 0))
    return curve->start;
  if (curve->shape == &iso_shape_two_sites)
    return curve->start + (curve->end - curve->start) * (1 - iso_sites_share (curve->sites, log (dose)));
  f = curve->shape->asymmetry ? curve->extra : 0;
  iso_curve_share (curve->shape, curve->mirrored, curve->hill, log (curve->scale), f, log (dose), &z, &share);
  return curve->start + (curve->end - curve->start) * (1 - share.g)
         - (curve->shape->boost != NULL ? curve->extra * curve->shape->boost (dose) * share.g : 0);
}

double
iso_dose_effect_share_dose (const IsoDoseEffect *curve, double share)
{
  double z;

  if (curve->status != ISO_STATUS_OK || !(share > 0 && share < 1) || curve->shape->boost != NULL)
    return NAN;
  if (curve->shape == &iso_shape_two_sites)
    return exp (iso_sites_inverse (curve->sites, 1 - share));
  z = curve->shape->logistic ? log (share / (1 - share))
                             : iso_curve_share_inverse (curve->shape, curve->mirrored, 1 - share, curve->extra);
  return curve->scale * exp (z / curve->hill);
}

double
iso_dose_effect_dose (const IsoDoseEffect *curve, double effect)
{
  double z;

  if (curve->status != ISO_STATUS_OK || !curve->shape->logistic || curve->shape->boost != NULL)
    return iso_dose_effect_share_dose (curve, (effect - curve->start) / (curve->end - curve->start));
  /* Each difference once: 1 - share would lose digits near the end. */
  z = (effect - curve->start) / (curve->end - effect);
  return z > 0 ? curve->scale * exp (log (z) / curve->hill) : NAN;
}
