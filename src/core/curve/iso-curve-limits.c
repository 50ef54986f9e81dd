/* iso-curve-limits.c - where a fit may look: what a person fixed or bounded, and what no data tell apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-search.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS

/* Beyond these the data no longer tell one value from another. */
#define FLATTEST_HILL 0.01
#define STEEPEST_HILL 200.0
#define STEEPEST_GAP 60.0
#define FARTHEST_SCALE 1e12
#define STEEPEST_SHOULDER 1e5
#define LEAST_ASYMMETRY 1e-7
#define GREATEST_ASYMMETRY 1e7
#define LEAST_STEEPNESS 1e-3      /* of Gompertz: below, it is exponential */
#define GREATEST_STEEPNESS 1e4

static void
set_fixed (const IsoCurveSettings *settings, IsoCurveSearch *search)
{
  for (IsoParameter p = 0; p < N; p++)
    {
      double value = isnan (settings->fixed[p]) ? settings->model->fixed[p] : settings->fixed[p];

      search->is_fixed[p] = !isnan (value);
      search->fixed[p] = search->is_fixed[p] ? iso_curve_to_inside (settings->model, p, value) : NAN;
    }
}

/* A hill with which the curve steps between the two nearest doses. */
static double
find_steepest (const IsoCurveData *data)
{
  double gap = INFINITY;

  for (gsize i = 1; i < data->n; i++)
    gap = MIN (gap, data->log_doses[i] - data->log_doses[i - 1]);
  return CLAMP (STEEPEST_GAP / gap, STEEPEST_HILL, STEEPEST_SHOULDER);
}

/* Lower and upper have the limits that a person set; hill and scale those beyond which nothing is known. */
static void
set_limits (const IsoCurveSettings *settings, IsoCurveSearch *search)
{
  gboolean gompertz = search->data.shape == &iso_shape_gompertz;
  double reach = log (FARTHEST_SCALE);

  memcpy (search->low, settings->low, sizeof search->low);
  memcpy (search->high, settings->high, sizeof search->high);
  search->low[ISO_PARAMETER_HILL] = log (MAX (FLATTEST_HILL, settings->low[ISO_PARAMETER_HILL]));
  search->high[ISO_PARAMETER_HILL] = log (MIN (find_steepest (&search->data), settings->high[ISO_PARAMETER_HILL]));
  if (search->data.shape->asymmetry)
    {
      search->high[ISO_PARAMETER_HILL] = log (MIN (STEEPEST_SHOULDER, settings->high[ISO_PARAMETER_HILL]));
      search->low[ISO_PARAMETER_EXTRA] = log (gompertz ? LEAST_STEEPNESS : LEAST_ASYMMETRY);
      search->high[ISO_PARAMETER_EXTRA] = log (gompertz ? GREATEST_STEEPNESS : GREATEST_ASYMMETRY);
    }
  search->bounded_hill = isfinite (settings->high[ISO_PARAMETER_HILL]) || settings->low[ISO_PARAMETER_HILL] > FLATTEST_HILL;
  search->low[ISO_PARAMETER_SCALE] = search->first_log_dose - reach;
  search->high[ISO_PARAMETER_SCALE] = search->last_log_dose + reach;
  if (search->data.shape == &iso_shape_two_sites)
    {
      search->low[ISO_PARAMETER_EXTRA] = 0;
      search->high[ISO_PARAMETER_EXTRA] = 1;
      search->low[ISO_PARAMETER_SECOND_SCALE] = search->low[ISO_PARAMETER_SCALE];
      search->high[ISO_PARAMETER_SECOND_SCALE] = search->high[ISO_PARAMETER_SCALE];
      search->low[ISO_PARAMETER_SECOND_HILL] = search->low[ISO_PARAMETER_HILL];
      search->high[ISO_PARAMETER_SECOND_HILL] = search->high[ISO_PARAMETER_HILL];
    }
  for (IsoParameter p = 0; p < N; p++)
    {
      if (isnan (search->fixed[p]))
        continue;
      search->low[p] = -INFINITY;
      search->high[p] = INFINITY;
    }
}

guint
iso_curve_count_free (const IsoCurveSettings *settings)
{
  guint n_free = 0;

  for (IsoParameter p = 0; p < N; p++)
    n_free += isnan (settings->fixed[p]) && isnan (settings->model->fixed[p]);
  return n_free;
}

void
iso_curve_search_init (IsoCurveSearch *search, const IsoCurveSettings *settings, const double *doses, const double *responses,
                       const double *weights, gsize n, const IsoCurveFit *fit)
{
  memset (search, 0, sizeof *search);
  search->ordered = settings->model->ordered;
  search->first_log_dose = log (fit->lowest_dose);
  search->last_log_dose = log (fit->highest_dose);
  iso_curve_data_init (&search->data, settings->model->shape, doses, responses, weights, n);
  set_fixed (settings, search);
  set_limits (settings, search);
}
