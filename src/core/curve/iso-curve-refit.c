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

static const double hills[] = { 0.5, 1, 2, 4, 8 };

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

/* The best point of a few hills and one scale below, between and above the doses. */
static void
begin_far (const IsoCurveSearch *search, IsoCurvePoint *best)
{
  const double *log_doses = search->data.log_doses;
  gsize zero = isinf (log_doses[0]) ? 1 : 0;
  IsoCurvePoint point = *best;

  best->rss = INFINITY;
  for (guint p = 0; p < N; p++)
    point.held[p] = !isnan (search->fixed[p]);
  for (gsize i = zero; i <= search->data.n; i++)
    for (guint h = 0; h < G_N_ELEMENTS (hills); h++)
      {
        double above = i < search->data.n ? log_doses[i] : search->last_log_dose + 1;
        double below = i > zero ? log_doses[i - 1] : search->first_log_dose - 1;

        if (!point.held[ISO_PARAMETER_SCALE])
          point.theta[ISO_PARAMETER_SCALE] = 0.5 * (above + below);
        if (!point.held[ISO_PARAMETER_HILL])
          point.theta[ISO_PARAMETER_HILL] = log (hills[h]);
        point.rss = iso_curve_problem_solve_limits (&search->data, search->low, search->high, &point);
        if (point.rss < best->rss)
          *best = point;
      }
}

static void
refit_near (const IsoCurveSearch *search, const IsoCurveFit *near, IsoCurvePoint *best)
{
  IsoCurvePoint far;

  begin_near (search, near, best);
  iso_curve_search_descend (search, best);
  if (is_inside (search, best))
    return;
  far = *best;
  begin_far (search, &far);
  if (isfinite (far.rss))
    iso_curve_search_descend (search, &far);
  if (far.rss < best->rss || !isfinite (best->rss))
    *best = far;
  iso_curve_search_steps (search, best);
}

void
iso_curve_refit (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
                 const IsoCurveFit *near, IsoCurveFit *fit)
{
  gboolean usable = near->model == settings->model && near->shape == &iso_shape_log_logistic && !near->mirrored
                    && near->shape == settings->model->shape && near->n == n && isfinite (near->rss)
                    && near->values[ISO_PARAMETER_HILL] > 0 && near->values[ISO_PARAMETER_SCALE] > 0;
  IsoCurveSearch search;
  IsoCurvePoint best = { .rss = NAN };

  if (usable)
    {
      *fit = *near;
      iso_curve_search_init (&search, settings, doses, responses, weights, n, near);
      search.effort = &fit->effort;
      if (search.data.n >= MAX (iso_curve_count_free (settings), 2))
        refit_near (&search, near, &best);
      iso_curve_data_clear (&search.data);
    }
  if (!isfinite (best.rss))
    {
      iso_curve_fit (settings, doses, responses, weights, n, fit);
      return;
    }
  fit->rss = best.rss;
  for (IsoParameter p = 0; p < N; p++)
    {
      fit->values[p] = iso_curve_from_inside (settings->model, p, best.theta[p]);
      fit->held[p] = best.held[p];
    }
}
