/* iso-dose-effect.h - a single agent as the reference models see it: effect over dose, both ways
 *
 * Effects are fractions affected (0 = vehicle, 1 = no cells) and may lie outside 0 to 1. The curve is
 *   effect = start + (end - start) (1 - G (hill (ln dose - ln scale))) - hormesis boost (dose) G (...)
 * with the shapes of iso-curve-shape.h: `start` is the effect without drug, `end` that of an endless dose.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"
#include "curve/iso-curve-shape.h"

G_BEGIN_DECLS

typedef struct
{
  IsoStatus            status;      /* OK, or why there is no curve */
  double               start;
  double               end;
  double               hill;        /* above zero */
  double               scale;
  double               extra;       /* ln asymmetry, or hormesis; 0 */
  const IsoCurveShape *shape;
  gboolean             mirrored;
  double               sites[ISO_CURVE_N_PARAMETERS];   /* of two sites, the inside parameters: see iso-curve-sites.h */
} IsoDoseEffect;

/* A log-logistic curve. */
void iso_dose_effect_init (IsoDoseEffect *curve, double start, double end, double hill, double scale);

/* From a curve fitted to viability (1 = vehicle). A fit that failed leaves its status, and no curve. */
void iso_dose_effect_from_fit (IsoDoseEffect *curve, const IsoCurveFit *fit);

/* NaN without a curve. */
double iso_dose_effect_value (const IsoDoseEffect *curve, double dose);

/* The dose with this share (0 to 1) of the way from start to end; NaN outside, and for hormesis, where a dose is no function of it. */
double iso_dose_effect_share_dose (const IsoDoseEffect *curve, double share);

/* The dose with this effect; NaN where the effect does not lie strictly between start and end. */
double iso_dose_effect_dose (const IsoDoseEffect *curve, double effect);

G_END_DECLS
