/* iso-surface-efficacy.c - the index of achievable efficacy of a fitted surface
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-fit.h"

#include "base/iso-statistics.h"

#include <math.h>

#define DIFFERENCE 1e-3   /* of an inside parameter, for its part in the index */
#define MOST_CUTS 60
#define SMALLEST_CUT 1e-3
#define CLOSE_ENOUGH 1e-12   /* of the largest dose */
#define SAME_RESPONSE 1e-14

/* The surface less the response that is asked for, at a dose of drug 2 beside one of drug 1. */
static double
find_excess (const IsoSurfaceFit *fit, const IsoSurfaceDrug *one, double d2, double response)
{
  IsoSurfaceDrug two;

  fit->model->begin (fit->inside, 1, log (d2), &two);
  return fit->model->join (fit->inside, one, &two, NULL) - response;
}

/* The dose of drug 2 at which the surface falls to this response; c2 if it does not. By false position with the Illinois rule (Dowell & Jarratt
 * 1971, BIT 11:168). */
static double
find_edge (const IsoSurfaceFit *fit, double response, double d1, double c2)
{
  double low = 0, high = c2, f_low, f_high, middle = c2;
  IsoSurfaceDrug one;

  fit->model->begin (fit->inside, 0, log (d1), &one);
  f_high = find_excess (fit, &one, c2, response);
  f_low = find_excess (fit, &one, 0, response);
  if (f_high > 0)
    return c2;
  if (f_low <= 0)
    return 0;
  for (guint i = 0; i < MOST_CUTS && high - low > CLOSE_ENOUGH * c2; i++)
    {
      double f;

      middle = low + CLAMP (f_low / (f_low - f_high), SMALLEST_CUT, 1 - SMALLEST_CUT) * (high - low);
      f = find_excess (fit, &one, middle, response);
      if (fabs (f) <= SAME_RESPONSE)
        return middle;
      if (f > 0)
        {
          low = middle;
          f_low = f;
          f_high /= 2;
        }
      else
        {
          high = middle;
          f_high = f;
          f_low /= 2;
        }
    }
  return 0.5 * (low + high);
}

double
iso_surface_achievable_efficacy (const IsoSurfaceFit *fit, double response, double c1, double c2)
{
  const guint n = 2000;
  double area = 0;

  if (!isfinite (fit->rss) || !(c1 > 0) || !(c2 > 0))
    return NAN;
  for (guint i = 0; i < n; i++)
    area += find_edge (fit, response, c1 * (i + 0.5) / n, c2) * c1 / n;
  return sqrt (c1 * c2 / area);
}

/* By one inside parameter. */
static double
differentiate (const IsoSurfaceFit *fit, guint p, double response, double c1, double c2)
{
  IsoSurfaceFit moved[2] = { *fit, *fit };
  double logs[2];

  for (guint side = 0; side < 2; side++)
    {
      moved[side].inside[p] += side == 0 ? -DIFFERENCE : DIFFERENCE;
      logs[side] = log (iso_surface_achievable_efficacy (&moved[side], response, c1, c2));
    }
  return (logs[1] - logs[0]) / (2 * DIFFERENCE);
}

IsoEstimate
iso_surface_fit_achievable (const IsoSurfaceFit *fit, double response, double c1, double c2, double level)
{
  double index = iso_surface_achievable_efficacy (fit, response, c1, c2), by[ISO_SURFACE_MAX], variance = 0, half;
  IsoEstimate estimate = iso_estimate_none (isfinite (index) ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED);

  if (!isfinite (index))
    return estimate;
  estimate.value = index;
  for (guint p = 0; p < fit->model->n; p++)
    by[p] = fit->covariance[p][p] > 0 ? differentiate (fit, p, response, c1, c2) : 0;
  for (guint p = 0; p < fit->model->n; p++)
    for (guint q = 0; q < fit->model->n; q++)
      variance += by[p] != 0 && by[q] != 0 ? by[p] * by[q] * fit->covariance[p][q] : 0;
  half = iso_t_quantile (level, fit->df) * sqrt (variance);
  estimate.interval_status = variance > 0 && isfinite (half) ? ISO_STATUS_OK : ISO_STATUS_NOT_IDENTIFIED;
  if (estimate.interval_status != ISO_STATUS_OK)
    return estimate;
  estimate.lower = index * exp (-half);
  estimate.upper = index * exp (half);
  estimate.method = "wald";
  return estimate;
}
