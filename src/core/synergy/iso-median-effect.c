/* iso-median-effect.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-median-effect.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS 100
#define MOST_HALVINGS 30
#define SMALL_GAIN 1e-15
#define NOTHING 1e-28
#define SMALLEST_DETERMINANT 1e-10   /* as a share of the product of the diagonal */
#define STEEPEST 30.0                /* beyond it is a step */

static double
logit (double fa)
{
  return log (fa / (1 - fa));
}

static IsoEstimate
interval (double value, double standard_error, double t, const char *method)
{
  return (IsoEstimate) {
    .value = value, .lower = value - t * standard_error, .upper = value + t * standard_error,
    .status = ISO_STATUS_OK, .interval_status = isfinite (t * standard_error) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS,
    .method = method,
  };
}

/* m and Dm of a line, with their t intervals. */
static void
set_estimates (IsoMedianEffect *made, double level)
{
  const char *method = made->of_effect ? "nonlinear" : "regression";
  double t = iso_t_quantile (level, (double) made->n - 2);

  made->status = made->line.slope > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED;
  made->m = made->dm = iso_estimate_none (made->status);
  if (made->status != ISO_STATUS_OK)
    return;
  made->m = interval (made->line.slope, sqrt (made->line.var_slope), t, method);
  made->dm = interval (-made->line.intercept / made->line.slope, sqrt (iso_median_effect_var_ln_dose (made, 0.5)), t, method);
  made->dm.value = exp (made->dm.value);
  made->dm.lower = exp (made->dm.lower);
  made->dm.upper = exp (made->dm.upper);
}

/* --- by least squares of fa ---------------------------------------------------------------------------------------------------- */

/* Around a line: residuals of fa and, by its height where x is 0 and by its slope, the normal equations. */
typedef struct
{
  double squares;
  double gradient[2];
  double matrix[3];   /* height, both, slope */
} Normal;

static void
evaluate (const double *x, const double *fa, gsize n, double height, double slope, Normal *normal)
{
  *normal = (Normal) { 0 };
  for (gsize i = 0; i < n; i++)
    {
      double value = 1 / (1 + exp (-(height + slope * x[i]))), by = value * (1 - value), residual = fa[i] - value;

      normal->squares += residual * residual;
      normal->gradient[0] += by * residual;
      normal->gradient[1] += by * residual * x[i];
      normal->matrix[0] += by * by;
      normal->matrix[1] += by * by * x[i];
      normal->matrix[2] += by * by * x[i] * x[i];
    }
}

static double
determinant (const Normal *normal)
{
  return normal->matrix[0] * normal->matrix[2] - normal->matrix[1] * normal->matrix[1];
}

static gboolean
is_singular (const Normal *normal)
{
  return !(determinant (normal) > SMALLEST_DETERMINANT * normal->matrix[0] * normal->matrix[2]);
}

/* Gauss-Newton, with steps halved until they lead down; the last one promises next to nothing. */
static gboolean
descend (const double *x, const double *fa, gsize n, double *height, double *slope, Normal *at)
{
  evaluate (x, fa, n, *height, *slope, at);
  for (guint i = 0; i < MOST_STEPS && !is_singular (at); i++)
    {
      double d = determinant (at), by_height = (at->matrix[2] * at->gradient[0] - at->matrix[1] * at->gradient[1]) / d;
      double by_slope = (at->matrix[0] * at->gradient[1] - at->matrix[1] * at->gradient[0]) / d, part = 1;
      gboolean last = by_height * at->gradient[0] + by_slope * at->gradient[1] <= SMALL_GAIN * at->squares + NOTHING;
      Normal next;

      evaluate (x, fa, n, *height + by_height, *slope + by_slope, &next);
      for (guint k = 0; k < MOST_HALVINGS && !last && !(next.squares <= at->squares); k++)
        {
          part /= 2;
          evaluate (x, fa, n, *height + part * by_height, *slope + part * by_slope, &next);
        }
      *height += part * by_height;
      *slope += part * by_slope;
      *at = next;
      if (last)
        return !is_singular (at);
    }
  return FALSE;
}

/* From the line through the logarithms, and from slopes of 1 and 3 through the middle of the doses; the best of them. */
static gboolean
find_line (const double *x, const double *fa, gsize n, const IsoLine *start, double *height, double *slope, Normal *best)
{
  const double starts[3][2] = { { start->intercept, start->slope }, { 0, 1 }, { 0, 3 } };

  best->squares = INFINITY;
  for (guint k = 0; k < G_N_ELEMENTS (starts); k++)
    {
      double at_height = starts[k][0], at_slope = starts[k][1];
      Normal normal;

      if (!isfinite (at_height + at_slope) || !descend (x, fa, n, &at_height, &at_slope, &normal) || normal.squares >= best->squares)
        continue;
      *height = at_height;
      *slope = at_slope;
      *best = normal;
    }
  return isfinite (best->squares);
}

void
iso_median_effect_fit (const double *doses, const double *fa, gsize n, double level, IsoMedianEffect *effect)
{
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  IsoMedianEffect made = { .m = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS), .r = NAN, .lowest_dose = NAN, .highest_dose = NAN };

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
      set_estimates (&made, level);
    }
  *effect = made;
}

void
iso_median_effect_fit_effect (const double *doses, const double *fa, gsize n, double level, IsoMedianEffect *effect)
{
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  IsoMedianEffect made = { .of_effect = TRUE, .lowest_dose = INFINITY };
  double middle = 0, height = NAN, slope = NAN, variance, d;
  IsoLine start;
  Normal normal = { 0 };

  iso_median_effect_fit (doses, fa, n, level, effect);
  for (gsize i = 0; i < n; i++)
    {
      if (!(doses[i] > 0) || !isfinite (fa[i]))
        continue;
      x[made.n] = log (doses[i]);
      y[made.n] = fa[i];
      middle += x[made.n++];
      made.lowest_dose = MIN (made.lowest_dose, doses[i]);
      made.highest_dose = MAX (made.highest_dose, doses[i]);
    }
  middle /= (double) made.n;
  for (gsize i = 0; i < made.n; i++)
    x[i] -= middle;
  start = effect->line;
  start.intercept = effect->status == ISO_STATUS_OK ? start.intercept + start.slope * middle : NAN;
  if (made.n < 3 || !find_line (x, y, made.n, &start, &height, &slope, &normal) || slope > STEEPEST)
    return;
  made.r = effect->r;
  d = determinant (&normal);
  variance = normal.squares / ((double) made.n - 2);
  made.line = (IsoLine) { .n = made.n, .intercept = height - slope * middle, .slope = slope, .r = effect->r, .residual_sd = sqrt (variance) };
  made.line.var_slope = variance * normal.matrix[0] / d;
  made.line.cov = -variance * normal.matrix[1] / d - middle * made.line.var_slope;
  made.line.var_intercept = variance * normal.matrix[2] / d + 2 * middle * variance * normal.matrix[1] / d
                            + middle * middle * made.line.var_slope;
  set_estimates (&made, level);
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
