/* iso-curve-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-shape.h"

#include <gsl/gsl_cdf.h>

/* e^z stays finite, and everything that it is multiplied with is long zero. */
#define LARGEST_Z 100.0
#define MOST_HALVINGS 1000.0

static double
grow (double z)
{
  return exp (MIN (z, LARGEST_Z));
}

static void
share_asymmetric (double z, double f, IsoShare *share)
{
  double power = exp (f), u = grow (z), soft = z > LARGEST_Z ? z : log1p (u);
  double p = u / (1 + u), g = exp (-power * soft);

  share->g = g;
  share->gz = -power * p * g;
  share->gzz = g * power * p * (power * p - (1 - p));
  share->gf = -power * soft * g;
  share->gff = g * power * soft * (power * soft - 1);
  share->gzf = power * p * g * (power * soft - 1);
}

/* z here is f more than in share_asymmetric (). As f grows, this becomes exp (-e^z), the first Weibull curve. */
static void
share_shifted (double z, double f, IsoShare *share)
{
  IsoShare own;

  share_asymmetric (z - f, f, &own);
  share->g = own.g;
  share->gz = own.gz;
  share->gzz = own.gzz;
  share->gf = own.gf - own.gz;
  share->gzf = own.gzf - own.gzz;
  share->gff = own.gff - 2 * own.gzf + own.gzz;
}

static void
share_weibull_1 (double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  double u = grow (z), g = exp (-u);

  *share = (IsoShare) { .g = g, .gz = -u * g, .gzz = g * u * (u - 1) };
}

static void
share_weibull_2 (double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  double u = grow (-z), rest = exp (-u);

  *share = (IsoShare) { .g = -expm1 (-u), .gz = -u * rest, .gzz = rest * u * (1 - u) };
}

static void
share_log_normal (double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  double density = exp (-0.5 * z * z) * M_SQRT1_2 * M_2_SQRTPI / 2;

  *share = (IsoShare) { .g = 0.5 * erfc (z * M_SQRT1_2), .gz = -density, .gzz = z * density };
}

static void
share_flat (G_GNUC_UNUSED double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  *share = (IsoShare) { .g = 1 };
}

static void
share_power (double z, G_GNUC_UNUSED double f, IsoShare *share)
{
  double u = grow (z);

  *share = (IsoShare) { .g = -expm1 (MIN (z, LARGEST_Z)), .gz = -u, .gzz = -u };
}

static double
invert_log_logistic (double g, G_GNUC_UNUSED double f)
{
  return log ((1 - g) / g);
}

static double
invert_asymmetric (double g, double f)
{
  return log (expm1 (-log (g) * exp (-f)));
}

static double
invert_shifted (double g, double f)
{
  return invert_asymmetric (g, f) + f;
}

static double
invert_weibull_1 (double g, G_GNUC_UNUSED double f)
{
  return log (-log (g));
}

static double
invert_weibull_2 (double g, G_GNUC_UNUSED double f)
{
  return -log (-log1p (-g));
}

static double
invert_log_normal (double g, G_GNUC_UNUSED double f)
{
  return gsl_cdf_ugaussian_Qinv (g);
}

static double
invert_flat (G_GNUC_UNUSED double g, G_GNUC_UNUSED double f)
{
  return NAN;
}

static double
boost_by_dose (double dose)
{
  return dose;
}

static double
boost_a (double dose)
{
  return exp (-1 / dose);
}

static double
boost_b (double dose)
{
  return exp (-1 / sqrt (dose));
}

static double
boost_c (double dose)
{
  return exp (-1 / sqrt (sqrt (dose)));
}

static double
invert_power (double g, G_GNUC_UNUSED double f)
{
  return log1p (-g);
}

/* G = 2^-A, A = (e^(hr) - 1) / (e^h - 1) for r = dose / scale and the steepness h. */
static void
share_gompertz (double z, double f, IsoShare *share)
{
  double h = exp (f), q = h * grow (z), e = exp (MIN (q - h, LARGEST_Z)) / -expm1 (-h), a = e * -expm1 (-q);
  double k = h / -expm1 (-h), az = q * e, azz = (1 + q) * az, af = az - a * k, azf = azz - az * k;
  double aff = azf - af * k - a * k * (1 - k * exp (-h)), g = exp (-M_LN2 * a);

  *share = (IsoShare) { .g = 0 };
  /* Long zero, with all that it is multiplied with. */
  if (!(a < MOST_HALVINGS))
    return;
  share->g = g;
  share->gz = -M_LN2 * az * g;
  share->gf = -M_LN2 * af * g;
  share->gzz = M_LN2 * (M_LN2 * az * az - azz) * g;
  share->gzf = M_LN2 * (M_LN2 * az * af - azf) * g;
  share->gff = M_LN2 * (M_LN2 * af * af - aff) * g;
}

static double
invert_gompertz (double g, double f)
{
  double h = exp (f);

  return log1p (log1p ((-log (g) / M_LN2 - 1) * -expm1 (-h)) / h);
}

static const IsoCurveShape shape_shifted = { share_shifted, invert_shifted, NULL, TRUE, FALSE, NULL };

const IsoCurveShape iso_shape_log_logistic = { iso_share_log_logistic, invert_log_logistic, NULL, FALSE, TRUE, NULL };
const IsoCurveShape iso_shape_asymmetric = { share_asymmetric, invert_asymmetric, NULL, TRUE, FALSE, &shape_shifted };
const IsoCurveShape iso_shape_weibull_1 = { share_weibull_1, invert_weibull_1, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_weibull_2 = { share_weibull_2, invert_weibull_2, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_log_normal = { share_log_normal, invert_log_normal, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_flat = { share_flat, invert_flat, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_power = { share_power, invert_power, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_gompertz = { share_gompertz, invert_gompertz, NULL, TRUE, FALSE, NULL };
const IsoCurveShape iso_shape_two_sites = { iso_share_log_logistic, invert_log_logistic, NULL, FALSE, FALSE, NULL };
const IsoCurveShape iso_shape_brain_cousens = { iso_share_log_logistic, invert_log_logistic, boost_by_dose, FALSE, TRUE, NULL };
const IsoCurveShape iso_shape_cedergreen_a = { iso_share_log_logistic, invert_log_logistic, boost_a, FALSE, TRUE, NULL };
const IsoCurveShape iso_shape_cedergreen_b = { iso_share_log_logistic, invert_log_logistic, boost_b, FALSE, TRUE, NULL };
const IsoCurveShape iso_shape_cedergreen_c = { iso_share_log_logistic, invert_log_logistic, boost_c, FALSE, TRUE, NULL };

void
iso_curve_share (const IsoCurveShape *shape, gboolean mirrored, double hill, double log_scale, double f, double log_dose,
                 double *z, IsoShare *share)
{
  *z = 0;
  if (isinf (log_dose))
    {
      *share = (IsoShare) { .g = 1 };
      return;
    }
  *z = hill * (log_dose - log_scale);
  shape->share (mirrored ? -*z : *z, f, share);
  if (mirrored)
    *share = (IsoShare) { 1 - share->g, share->gz, -share->gf, -share->gzz, share->gzf, -share->gff };
}

double
iso_curve_share_inverse (const IsoCurveShape *shape, gboolean mirrored, double g, double f)
{
  return mirrored ? -shape->inverse (1 - g, f) : shape->inverse (g, f);
}
