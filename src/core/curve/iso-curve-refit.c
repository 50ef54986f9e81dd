/* iso-curve-refit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-refit.h"

#include "curve/iso-curve-search.h"

#include <math.h>

#define N ISO_CURVE_N_PARAMETERS

/* A scale this far outside the doses (natural logarithm), or a hill steeper than this, is left to the search. */
#define FARTHEST_SCALE 3.0
#define STEEPEST_HILL 20.0
#define FLATTEST_HILL 0.15

static void
begin_near (const IsoCurveSearch *search, const IsoCurveFit *near, IsoCurvePoint *point)
{
  *point = (IsoCurvePoint) { .shape = search->data.shape };
  iso_curve_get_inside (near, point->theta);
  for (guint p = 0; p < N; p++)
    {
      point->held[p] = !isnan (search->fixed[p]) || near->held[p];
      point->theta[p] = !isnan (search->fixed[p]) ? search->fixed[p] : CLAMP (point->theta[p], search->low[p], search->high[p]);
    }
  iso_curve_problem_solve_limits (&search->data, search->low, search->high, point);
}

static gboolean
is_inside (const IsoCurveSearch *search, const IsoCurvePoint *point)
{
  double hill = point->theta[ISO_PARAMETER_HILL], scale = point->theta[ISO_PARAMETER_SCALE];

  return point->converged && isfinite (point->rss) && hill < log (STEEPEST_HILL) && hill > log (FLATTEST_HILL)
         && scale > search->first_log_dose - FARTHEST_SCALE && scale < search->last_log_dose + FARTHEST_SCALE;
}

static gboolean
refit_near (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
            const IsoCurveFit *near, IsoCurveFit *fit)
{
  IsoCurveSearch search;
  IsoCurvePoint point;
  gboolean good = FALSE;

  *fit = *near;
  iso_curve_search_init (&search, settings, doses, responses, weights, n, near);
  search.effort = &fit->effort;
  if (search.data.n >= MAX (iso_curve_count_free (settings), 2))
    {
      begin_near (&search, near, &point);
      iso_curve_search_descend (&search, &point);
      good = is_inside (&search, &point);
    }
  for (IsoParameter p = 0; p < N && good; p++)
    fit->values[p] = iso_curve_from_inside (settings->model, p, point.theta[p]);
  fit->rss = good ? point.rss : NAN;
  iso_curve_data_clear (&search.data);
  return good;
}

void
iso_curve_refit (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
                 const IsoCurveFit *near, IsoCurveFit *fit)
{
  gboolean usable = near->model == settings->model && near->shape == &iso_shape_log_logistic && !near->mirrored
                    && near->shape == settings->model->shape && near->n == n && isfinite (near->rss)
                    && near->values[ISO_PARAMETER_HILL] > 0 && near->values[ISO_PARAMETER_SCALE] > 0;

  if (!usable || !refit_near (settings, doses, responses, weights, n, near, fit))
    iso_curve_fit (settings, doses, responses, weights, n, fit);
}
