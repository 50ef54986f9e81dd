/* iso-median-effect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-median-effect.h"

#include <math.h>
#include <string.h>

static double
logit (double fa)
{
  return log (fa / (1 - fa));
}

static IsoEstimate
interval (double value, double standard_error, double t)
{
  return (IsoEstimate) {
    .value = value, .lower = value - t * standard_error, .upper = value + t * standard_error,
    .status = ISO_STATUS_OK, .interval_status = isfinite (t * standard_error) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS,
    .method = "regression",
  };
}

void
iso_median_effect_fit (const double *doses, const double *fa, gsize n, double level, IsoMedianEffect *effect)
{
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  IsoMedianEffect made = { .m = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS), .r = NAN, .lowest_dose = NAN, .highest_dose = NAN };
  double t;

  made.dm = made.m;
  made.status = ISO_STATUS_TOO_FEW_POINTS;
  for (gsize i = 0; i < n; i++)
    {
      if (!(fa[i] > 0 && fa[i] < 1) || !(doses[i] > 0))
        {
          made.excluded++;
          continue;
        }
      x[made.n] = log (doses[i]);
      y[made.n++] = logit (fa[i]);
      made.lowest_dose = made.n == 1 ? doses[i] : MIN (made.lowest_dose, doses[i]);
      made.highest_dose = made.n == 1 ? doses[i] : MAX (made.highest_dose, doses[i]);
    }

  if (iso_line_fit (x, y, made.n, &made.line))
    {
      made.r = made.line.r;
      made.status = made.line.slope > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED;
      made.m = made.dm = iso_estimate_none (made.status);
    }
  if (made.status == ISO_STATUS_OK)
    {
      t = iso_t_quantile (level, (double) made.n - 2);
      made.m = interval (made.line.slope, sqrt (made.line.var_slope), t);
      made.dm = interval (-made.line.intercept / made.line.slope, sqrt (iso_median_effect_var_ln_dose (&made, 0.5)), t);
      made.dm.value = exp (made.dm.value);
      made.dm.lower = exp (made.dm.lower);
      made.dm.upper = exp (made.dm.upper);
    }
  *effect = made;
}

double
iso_median_effect_dose (const IsoMedianEffect *effect, double fa)
{
  if (effect->status != ISO_STATUS_OK || !(fa > 0 && fa < 1))
    return NAN;
  return exp ((logit (fa) - effect->line.intercept) / effect->line.slope);
}

double
iso_median_effect_fa (const IsoMedianEffect *effect, double dose)
{
  if (effect->status != ISO_STATUS_OK || !(dose > 0))
    return NAN;
  return 1 / (1 + exp (-(effect->line.intercept + effect->line.slope * log (dose))));
}

double
iso_median_effect_var_ln_dose (const IsoMedianEffect *effect, double fa)
{
  const IsoLine *line = &effect->line;
  double distance, m2;

  if (effect->status != ISO_STATUS_OK)
    return NAN;
  distance = logit (fa) - line->intercept;
  m2 = line->slope * line->slope;
  return line->var_intercept / m2 + 2 * distance / (m2 * line->slope) * line->cov
         + distance * distance / (m2 * m2) * line->var_slope;
}
