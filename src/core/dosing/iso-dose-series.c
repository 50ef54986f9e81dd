/* iso-dose-series.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dose-series.h"

#include "base/iso-number.h"

#include <math.h>

#define ROUNDING 1e-9   /* relative: what is left of typed decimals */

static gboolean
check (const IsoDoseSeries *series, GError **error)
{
  if (series->n < 1 || series->n > ISO_SERIES_MAX_STEPS)
    {
      g_autofree char *n = g_strdup_printf ("%u", series->n);

      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("A series cannot have {1} steps. Give a number from 1 to 1536."), n, NULL);
      return FALSE;
    }
  if (!(series->from > 0) || !isfinite (series->from))
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("A series must begin at a dose above zero."), NULL);
      return FALSE;
    }
  if (series->n > 1 && series->kind == ISO_SERIES_GEOMETRIC && (!(series->change > 0) || !isfinite (series->change) || series->change == 1))
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("The factor between two doses must be above zero, and not 1."), NULL);
      return FALSE;
    }
  if (series->n > 1 && series->kind == ISO_SERIES_LINEAR && (series->change == 0 || !isfinite (series->change)))
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("The step between two doses must not be zero."), NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
iso_dose_series_fill (const IsoDoseSeries *series, double *doses, GError **error)
{
  if (!check (series, error))
    return FALSE;
  for (guint i = 0; i < series->n; i++)
    {
      if (series->kind == ISO_SERIES_GEOMETRIC)
        doses[i] = series->from / pow (series->change, i);
      else
        doses[i] = series->from + i * series->change;
      if (series->kind == ISO_SERIES_LINEAR && fabs (doses[i]) < ROUNDING * series->from)
        doses[i] = 0;
      if (doses[i] > 0 || (doses[i] == 0 && i == series->n - 1))
        continue;
      iso_error_set (error, ISO_ERROR_RANGE, NULL,
                     N_("This series reaches zero before its last step. Use fewer steps, or smaller ones."), NULL);
      return FALSE;
    }
  return TRUE;
}

double
iso_dose_series_change (IsoSeriesKind kind, double from, double to, guint n)
{
  if (n < 2)
    return NAN;
  return kind == ISO_SERIES_GEOMETRIC ? pow (from / to, 1.0 / (n - 1)) : (to - from) / (n - 1);
}

guint
iso_dose_series_count (IsoSeriesKind kind, double from, double to, double change)
{
  double steps = kind == ISO_SERIES_GEOMETRIC ? fabs (log (from / to)) / fabs (log (change)) : fabs (to - from) / fabs (change);

  if (!isfinite (steps) || steps >= ISO_SERIES_MAX_STEPS)
    return 0;
  return 1 + (guint) floor (steps + 1e-6);
}
