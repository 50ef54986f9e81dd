/* iso-curve-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-profile.h"

#include "base/iso-statistics.h"
#include "curve/iso-curve-common.h"
#include "curve/iso-curve-effect-problem.h"
#include "curve/iso-curve-way.h"

#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

#define SMALLEST_SCATTER 1e-9   /* of the range of the responses: below, they are exact */
#define SMALLEST_GAIN 1e-10
#define MOST_DESCENT 30
#define WELL_DETERMINED 0.3
#define FARTHEST_LIMIT 10.0   /* ranges of the responses from both limits */

struct _IsoCurveProfile
{
  IsoCurveSettings   settings;
  const IsoCurveFit *fit;
  IsoCurveSearch     search;
  double             theta[N];    /* of the fit, or where that is endless, of a curve of the model that is near it */
  gboolean           held[N];
  double             least;       /* RSS of the fit */
  double             variance;
  double             t;
  const IsoCommonCurves *common;  /* (nullable) the curves that it shares a parameter with */
  guint              index;       /* among them */
  gboolean           careful;     /* the data hardly determine the curve: no limit is believed before the curve was searched for afresh there */
  gboolean           settled;     /* or they determine it well */
};

/* --- both sides ----------------------------------------------------------------------------------------------------------- */

static IsoStatus
name_openness (gboolean below, gboolean above)
{
  return below && above ? ISO_STATUS_NOT_IDENTIFIED
         : above        ? ISO_STATUS_ABOVE_RANGE
         : below        ? ISO_STATUS_BELOW_RANGE
                        : ISO_STATUS_OK;
}

/* Limits in the coordinate itself; NaN on an open side. A limit that a person set is no open side: the interval ends there. */
static void
find_interval (const IsoCurveProfile *profile, IsoCurveWay *way, IsoEstimate *estimate)
{
  const double *low = profile->settings.low, *high = profile->settings.high;
  gboolean below, above, open[2], bounded = way->along == LOWER || way->along == UPPER;
  double ends[2];

  /* The interval of what is shared is that of all curves, whichever it is asked from. */
  if (way->effect == NULL && (profile->fit->shared & ISO_SHARE (way->along)) != 0 && profile->common != NULL)
    {
      iso_common_curves_get_ends (profile->common, ends, open);
    }
  else
    {
      iso_curve_way_look_ahead (way);
      ends[0] = iso_curve_way_find_side (way, -1, &open[0]);
      ends[1] = iso_curve_way_find_side (way, 1, &open[1]);
    }
  estimate->lower = ends[0];
  estimate->upper = ends[1];
  below = open[0] && !(bounded && isfinite (low[way->along]));
  above = open[1] && !(bounded && isfinite (high[way->along]));
  if (below)
    estimate->lower = NAN;
  if (above)
    estimate->upper = NAN;
  estimate->interval_status = name_openness (below, above);
  if (!iso_parameter_is_dose (way->along) && (below || above))
    estimate->interval_status = ISO_STATUS_NOT_IDENTIFIED;
  estimate->method = "profile";
}

/* A limit further out by what the controls bring. */
static double
widen (double value, double limit, double extra)
{
  return limit < value ? value - hypot (value - limit, extra) : value + hypot (limit - value, extra);
}

static gboolean
has_profile (const IsoCurveProfile *profile)
{
  const IsoCurveFit *fit = profile->fit;

  return profile->search.data.memory != NULL && isfinite (fit->rss) && fit->variance_df > 0 && profile->variance > 0 && isfinite (profile->t)
         && profile->search.data.shape != &iso_shape_flat;
}

/* Whether an effect dose can take the place of the scale. */
static gboolean
can_move_dose (const IsoCurveProfile *profile)
{
  const IsoCurveFit *fit = profile->fit;

  return !fit->fixed[SCALE] && fit->shape->boost == NULL
         && (fit->shape != &iso_shape_two_sites || !fit->fixed[ISO_PARAMETER_SECOND_SCALE]);
}

/* `together` is where the problem stands with what the other curves lose by the parameter that they share. */
static IsoLeastSquares
make_problem (const IsoCurveProfile *profile, IsoNormalEquationsFunc evaluate, gconstpointer user_data, IsoCommonProblem *together)
{
  *together = (IsoCommonProblem) { profile->common, profile->index, evaluate, user_data };
  if (profile->common == NULL)
    return (IsoLeastSquares) { N, evaluate, user_data, profile->search.is_fixed, SMALLEST_GAIN, MOST_DESCENT };
  return (IsoLeastSquares) { N, iso_common_problem_evaluate, together, profile->search.is_fixed, SMALLEST_GAIN, MOST_DESCENT };
}

static double
find_range (const IsoCurveData *data)
{
  double least = INFINITY, most = -INFINITY;

  for (gsize i = 0; i < data->n; i++)
    {
      least = MIN (least, data->responses[i]);
      most = MAX (most, data->responses[i]);
    }
  return most - least;
}

static void
begin_way (const IsoCurveProfile *profile, IsoParameter along, IsoCurveWay *way)
{
  way->along = along;
  way->held = profile->held;
  way->least = profile->least;
  way->variance = profile->variance;
  way->t = profile->t;
  way->careful = profile->careful;
  way->settled = profile->settled;
  way->search = &profile->search;
  way->is_limit[LOWER] = way->is_limit[UPPER] = TRUE;
  memcpy (way->low, profile->search.low, sizeof profile->search.low);
  memcpy (way->high, profile->search.high, sizeof profile->search.high);
  memcpy (way->best, profile->theta, sizeof profile->theta);
  if (iso_parameter_is_dose (along))
    {
      way->low[along] = MIN (profile->search.first_log_dose - log (ISO_CURVE_FARTHEST), way->best[along]);
      way->high[along] = MAX (profile->search.last_log_dose + log (ISO_CURVE_FARTHEST), way->best[along]);
    }
  else if (along == LOWER || along == UPPER)
    {
      double reach = FARTHEST_LIMIT * find_range (&profile->search.data);

      way->low[along] = MAX (way->low[along], MIN (way->best[along], way->best[LOWER + UPPER - along]) - reach);
      way->high[along] = MIN (way->high[along], MAX (way->best[along], way->best[LOWER + UPPER - along]) + reach);
    }
}

/* The first coordinate is the effect dose; with two sites the second scale goes as far with it. */
static void
begin_effect_way (const IsoCurveProfile *profile, double log_dose, IsoCurveWay *way)
{
  begin_way (profile, SCALE, way);
  if (profile->search.data.shape == &iso_shape_two_sites)
    {
      way->best[ISO_PARAMETER_SECOND_SCALE] -= way->best[SCALE];
      way->high[ISO_PARAMETER_SECOND_SCALE] -= way->low[ISO_PARAMETER_SECOND_SCALE];
      way->low[ISO_PARAMETER_SECOND_SCALE] = -way->high[ISO_PARAMETER_SECOND_SCALE];
    }
  way->best[SCALE] = log_dose;
}

/* --- public --------------------------------------------------------------------------------------------------------------- */

/* From a curve that goes on for ever to one of the model beside it. */
static void
enter_model (IsoCurveProfile *profile)
{
  double span = profile->theta[UPPER] - profile->theta[LOWER];

  iso_curve_search_leave_end (&profile->search, profile->fit, profile->theta);
  profile->search.data.shape = profile->fit->model->shape;
  profile->search.data.mirrored = profile->search.ordered && span < 0;
  for (IsoParameter p = 0; p < N; p++)
    profile->held[p] = !isnan (profile->search.fixed[p]);
}

/* Whether Wald's intervals span no more than a share of what could be. Where they span most of it there is no ground to follow a straight
 * line from. */
static gboolean
is_determined (const IsoCurveProfile *profile, double share)
{
  const IsoCurveFit *fit = profile->fit;
  double range = find_range (&profile->search.data);

  if (fit->status != ISO_STATUS_OK)
    return FALSE;
  for (IsoParameter p = 0; p < N; p++)
    {
      double most = p == LOWER || p == UPPER ? 0.5 * range : fit->values[p];

      if (!fit->held[p] && !(profile->t * fit->se[p] < share * most))
        return FALSE;
    }
  return TRUE;
}

IsoCurveProfile *
iso_curve_profile_new (const IsoCurveSettings *settings, const double *doses, const double *responses, const double *weights, gsize n,
                       const IsoCurveFit *fit)
{
  IsoCurveProfile *profile = g_new0 (IsoCurveProfile, 1);

  profile->settings = *settings;
  profile->fit = fit;
  if (!isfinite (fit->rss))
    return profile;
  iso_curve_search_init (&profile->search, settings, doses, responses, weights, n, fit);
  profile->search.data.mirrored = fit->mirrored;
  profile->least = fit->rss;
  profile->variance = MAX (fit->variance, pow (SMALLEST_SCATTER * find_range (&profile->search.data), 2));
  profile->t = iso_t_quantile (fit->level, fit->variance_df);
  iso_curve_get_inside (fit, profile->theta);
  memcpy (profile->held, fit->held, sizeof profile->held);
  if (fit->shape == &iso_shape_power)
    enter_model (profile);
  profile->careful = !is_determined (profile, 1);
  profile->settled = is_determined (profile, WELL_DETERMINED);
  return profile;
}

void
iso_curve_profile_share (IsoCurveProfile *profile, const IsoCommonCurves *common, guint index)
{
  profile->common = common;
  profile->index = index;
}

void
iso_curve_profile_free (IsoCurveProfile *profile)
{
  iso_curve_data_clear (&profile->search.data);
  g_free (profile);
}

IsoEstimate
iso_curve_profile_parameter (const IsoCurveProfile *profile, IsoParameter parameter)
{
  const IsoCurveFit *fit = profile->fit;
  IsoEstimate estimate = fit->parameters[parameter];
  double inside = profile->theta[parameter], extra;
  IsoCommonProblem together;
  IsoCurveWay way = { .problem = make_problem (profile, iso_curve_problem_evaluate, &profile->search.data, &together),
                      .together = profile->common != NULL ? &together : NULL };

  if (fit->fixed[parameter] || !has_profile (profile) || !iso_curve_model_uses (fit->model, parameter))
    return estimate;
  begin_way (profile, parameter, &way);
  find_interval (profile, &way, &estimate);
  extra = profile->t * sqrt (fit->control_covariance[parameter][parameter])
          / iso_curve_stretch (fit->model, parameter, fit->values[parameter]);
  if (!(extra > 0))
    extra = 0;
  estimate.lower = iso_curve_from_inside (fit->model, parameter, widen (inside, estimate.lower, extra));
  estimate.upper = iso_curve_from_inside (fit->model, parameter, widen (inside, estimate.upper, extra));
  return estimate;
}

IsoEstimate
iso_curve_profile_effect_dose (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control)
{
  const IsoCurveFit *fit = profile->fit;
  IsoEstimate estimate = iso_curve_fit_effect_dose (fit, level, kind, control);
  double best = log (estimate.value), extra;
  IsoEffectProblem effect = { &profile->search.data, kind, kind == ISO_EFFECT_RELATIVE ? level : control * (1 - level) };
  IsoCommonProblem together;
  IsoCurveWay way = { .problem = make_problem (profile, iso_effect_problem_evaluate, &effect, &together), .effect = &effect,
                      .together = profile->common != NULL ? &together : NULL };

  if (!isfinite (estimate.value) || !has_profile (profile) || !can_move_dose (profile))
    return estimate;
  begin_effect_way (profile, best, &way);
  find_interval (profile, &way, &estimate);
  extra = profile->t * iso_curve_fit_effect_dose_control_se (fit, level, kind, control);
  if (!(extra > 0))
    extra = 0;
  estimate.lower = exp (widen (best, estimate.lower, extra));
  estimate.upper = exp (widen (best, estimate.upper, extra));
  return estimate;
}

double
iso_curve_profile_rss_at (const IsoCurveProfile *profile, double level, IsoEffectKind kind, double control, double log_dose)
{
  const IsoCurveFit *fit = profile->fit;
  double best = log (iso_curve_fit_effect_dose (fit, level, kind, control).value);
  IsoEffectProblem effect = { &profile->search.data, kind, kind == ISO_EFFECT_RELATIVE ? level : control * (1 - level) };
  IsoCommonProblem together;
  IsoCurveWay way = { .problem = make_problem (profile, iso_effect_problem_evaluate, &effect, &together), .effect = &effect,
                      .together = profile->common != NULL ? &together : NULL };
  double q;

  if (!isfinite (best) || !has_profile (profile) || !can_move_dose (profile))
    return NAN;
  begin_effect_way (profile, best, &way);
  iso_curve_way_look_ahead (&way);
  q = iso_curve_way_measure (&way, log_dose);
  return profile->least + q * q * profile->variance;
}
