/* iso-surface-efficacy.c - the index of achievable efficacy of a fitted surface
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-fit.h"

#include "base/iso-statistics.h"

#include <math.h>

#define DIFFERENCE 1e-3   /* of an inside parameter, for its part in the index */

/* The dose of drug 2 at which the surface falls to this response; c2 if it does not. */
static double
find_edge (const IsoSurfaceFit *fit, double response, double d1, double c2)
{
  double low = 0, high = c2;

  if (iso_surface_fit_value (fit, d1, c2) > response)
    return c2;
  if (iso_surface_fit_value (fit, d1, 0) <= response)
    return 0;
  for (guint i = 0; i < 60; i++)
    {
      double middle = 0.5 * (low + high);

      if (iso_surface_fit_value (fit, d1, middle) > response)
        low = middle;
      else
        high = middle;
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
