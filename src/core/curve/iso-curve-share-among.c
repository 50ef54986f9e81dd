/* iso-curve-share-among.c - two curves that share more, among others with which they share one parameter already
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-share.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_min.h>
#include <math.h>

#define MOST_STEPS 30
#define CLOSE_ENOUGH 1e-7     /* of the value: the sum of squares is flat there */
#define FIRST_STEP 0.02
#define MOST_STRIDES 12

typedef struct
{
  const IsoCommonCurves  *common;
  const guint            *indices;
  const IsoComparedCurve *curves;
  guint                   shared;
  IsoCurveSharing         sharing;   /* of the last value */
} Among;

/* The least sum of squares of all curves with the parameter in common at a value (inside) and the two sharing what they do. */
static double
share_at (double inside, void *user_data)
{
  Among *among = user_data;
  IsoParameter parameter = iso_common_curves_get_test (among->common)->parameter;
  IsoComparedCurve held[2] = { among->curves[0], among->curves[1] };
  IsoCurveFit fits[2];
  double slope, curvature;

  for (guint i = 0; i < 2; i++)
    {
      IsoComparedCurve *curve = &held[i];

      curve->settings.fixed[parameter] = iso_curve_from_inside (curve->settings.model, parameter, inside);
      iso_curve_fit (&curve->settings, curve->doses, curve->responses, curve->weights, curve->n, &fits[i]);
      curve->fit = &fits[i];
    }
  iso_curves_share (held, among->shared, &among->sharing);
  if (among->sharing.status != ISO_STATUS_OK)
    return NAN;
  return among->sharing.rss + iso_common_curves_get_pair_loss (among->common, among->indices, inside, &slope, &curvature);
}

/* Downhill from where all curves are best, in strides that grow, until the least lies between; then Brent's method. */
static double
find_least (Among *among, double at, double step)
{
  double left = at - step, middle = at, right = at + step, f_left = share_at (left, among), f = share_at (middle, among),
         f_right = share_at (right, among);
  gsl_function function = { share_at, among };
  gsl_min_fminimizer *minimiser;

  for (guint i = 0; i < MOST_STRIDES && !(f <= f_left && f <= f_right) && isfinite (f); i++)
    {
      step *= 2;
      if (f_left < f_right)
        {
          right = middle;
          f_right = f;
          middle = left;
          f = f_left;
          left -= step;
          f_left = share_at (left, among);
        }
      else
        {
          left = middle;
          f_left = f;
          middle = right;
          f = f_right;
          right += step;
          f_right = share_at (right, among);
        }
    }
  minimiser = gsl_min_fminimizer_alloc (gsl_min_fminimizer_brent);
  if (gsl_min_fminimizer_set_with_values (minimiser, &function, middle, f, left, f_left, right, f_right) == GSL_SUCCESS)
    {
      for (guint i = 0; i < MOST_STEPS && gsl_min_fminimizer_iterate (minimiser) == GSL_SUCCESS; i++)
        {
          middle = gsl_min_fminimizer_x_minimum (minimiser);
          if (gsl_min_fminimizer_x_upper (minimiser) - gsl_min_fminimizer_x_lower (minimiser) < CLOSE_ENOUGH * (1 + fabs (middle)))
            break;
        }
    }
  gsl_min_fminimizer_free (minimiser);
  return middle;
}

/* Of all curves. Wald's intervals of the two would take the parameter in common as known, so there are none. */
static void
finish (const IsoCommonTest *test, const IsoComparedCurve curves[2], double rss, IsoCurveSharing *sharing)
{
  double df = curves[0].fit->variance_df, n = (double) test->n, k = n - df;

  sharing->rss = rss;
  sharing->separate_rss = test->rss;
  sharing->df2 = df;
  sharing->aicc = iso_curves_find_aicc (rss, n, k - sharing->df1);
  sharing->separate_aicc = iso_curves_find_aicc (test->rss, n, k);
  sharing->f = sharing->p = NAN;
  if (df > 0 && test->rss > 0)
    {
      sharing->f = MAX (0, (rss - test->rss) / sharing->df1) / (test->rss / df);
      sharing->p = gsl_cdf_fdist_Q (sharing->f, sharing->df1, df);
    }
  for (guint i = 0; i < 2; i++)
    for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
      {
        double value = sharing->parameters[i][p].value;

        sharing->parameters[i][p] = iso_estimate_none (ISO_STATUS_UNDEFINED);
        sharing->parameters[i][p].value = value;
        sharing->se[i][p] = NAN;
      }
}

void
iso_common_curves_share (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2], guint shared,
                         IsoCurveSharing *sharing)
{
  Among among = { .common = common, .indices = indices, .curves = curves, .shared = shared };
  const IsoCommonTest *test;
  double step, inside, rss;

  if (common == NULL)
    {
      iso_curves_share (curves, shared, sharing);
      return;
    }
  test = iso_common_curves_get_test (common);
  inside = iso_curve_to_inside (curves[0].settings.model, test->parameter, test->value);
  step = curves[0].fit->se[test->parameter] / iso_curve_stretch (curves[0].settings.model, test->parameter, test->value);
  rss = share_at (inside, &among);
  if (isfinite (rss) && !curves[0].fit->held[test->parameter])
    rss = share_at (find_least (&among, inside, isfinite (step) && step > 0 ? step : FIRST_STEP), &among);
  *sharing = among.sharing;
  if (isfinite (rss))
    finish (test, curves, rss + test->rss - curves[0].fit->rss - curves[1].fit->rss, sharing);
}
