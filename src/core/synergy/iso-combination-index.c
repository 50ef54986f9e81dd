/* iso-combination-index.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-combination-index.h"

#include <math.h>

double
iso_single_agent_dose (const IsoSingleAgent *single, double fa, IsoStatus *status, double *factor)
{
  double dose = iso_median_effect_dose (single->effect, fa);

  *factor = 1;
  *status = single->effect->status;
  if (*status != ISO_STATUS_OK)
    return NAN;
  if (!(fa > 0 && fa < 1))
    {
      *status = ISO_STATUS_UNDEFINED;
      return NAN;
    }
  if (fa >= single->max_effect)
    {
      *status = ISO_STATUS_NOT_REACHED;
      return NAN;
    }
  *factor = MAX (1, MAX (dose / single->highest_dose, single->lowest_dose / dose));
  *status = *factor > 1 ? ISO_STATUS_EXTRAPOLATED : ISO_STATUS_OK;
  return dose;
}

/* The one status that a sum of parts deserves. */
static IsoStatus
worse (IsoStatus one, IsoStatus two)
{
  if (one == ISO_STATUS_OK)
    return two;
  if (two == ISO_STATUS_OK || one == two)
    return one;
  return one == ISO_STATUS_EXTRAPOLATED ? two : one;
}

/* t1 + t2 + t1 t2, for three drugs all products: the product of (1 + t) less 1. */
static double
nonexclusive (const double *terms, guint n)
{
  double product = 1;

  for (guint i = 0; i < n; i++)
    product *= 1 + terms[i];
  return product - 1;
}

/* Dx, DRI and the sum of terms from the doses; the interval of the CI is the caller's. */
static IsoStatus
add_up (const IsoSingleAgent *singles, guint n_drugs, IsoCombinationIndex *index, double *terms)
{
  IsoStatus status = ISO_STATUS_OK;
  double sum = 0, bound = 0;

  for (guint j = 0; j < n_drugs; j++)
    {
      double factor;

      index->dx[j] = iso_single_agent_dose (&singles[j], index->fa, &index->dx_status[j], &factor);
      index->factor = MAX (index->factor, factor);
      status = worse (status, index->dx_status[j]);
      terms[j] = index->doses[j] / index->dx[j];
      sum += terms[j];
      bound += isnan (terms[j]) ? index->doses[j] / singles[j].highest_dose : terms[j];

      index->dri[j] = iso_estimate_none (index->dx_status[j]);
      if (index->dx_status[j] == ISO_STATUS_NOT_REACHED)
        {
          index->dri[j].lower = singles[j].highest_dose / index->doses[j];
          index->dri[j].method = "bound";
        }
      else if (!isnan (index->dx[j]))
        {
          index->dri[j].value = index->dx[j] / index->doses[j];
        }
    }

  index->ci = iso_estimate_none (status);
  index->ci_nonexclusive = NAN;
  if (!isnan (sum))
    {
      index->ci.value = sum;
      index->ci_nonexclusive = nonexclusive (terms, n_drugs);
    }
  else if (status == ISO_STATUS_NOT_REACHED)
    {
      index->ci.upper = bound;
      index->ci.method = "bound";
    }
  return status;
}

/* What has no value has no interval either, but perhaps a bound, which stays. */
static void
set_log_interval (IsoEstimate *estimate, double variance, double t, const char *method)
{
  double half = t * sqrt (variance);

  if (isnan (estimate->value))
    return;
  estimate->interval_status = isfinite (half) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS;
  if (!isfinite (half))
    return;
  estimate->lower = estimate->value * exp (-half);
  estimate->upper = estimate->value * exp (half);
  estimate->method = method;
}

/* --- what lines have in common --------------------------------------------------------------------------------------------------- */

/* The residual variance of several lines taken as one. */
typedef struct
{
  gboolean of_effect;   /* all were fitted to fa itself, and it is that of fa */
  double   variance;
  double   df;
} Pool;

static Pool
pool_lines (const IsoSingleAgent *singles, guint n_drugs, const IsoSingleAgent *ray)
{
  Pool pool = { .of_effect = ray == NULL || ray->effect->of_effect };
  guint n = n_drugs + (ray != NULL ? 1 : 0);
  double part = 0;

  for (guint j = 0; j < n_drugs; j++)
    pool.of_effect &= singles[j].effect->of_effect;
  for (guint k = 0; k < n; k++)
    {
      const IsoMedianEffect *effect = k < n_drugs ? singles[k].effect : ray->effect;
      double df = (double) effect->n - 2;

      pool.df += df;
      if (effect->of_effect != pool.of_effect || !(df > 0))
        continue;
      part += df;
      pool.variance += df * effect->line.residual_sd * effect->line.residual_sd;
    }
  pool.variance /= part;
  return pool;
}

/* Lee and Kong's formula leaves each line its own residual variance; errors of viability are the same in all. */
static double
get_variance (const Pool *pool, const IsoMedianEffect *effect, double fa)
{
  double own = effect->line.residual_sd * effect->line.residual_sd;

  return iso_median_effect_var_ln_dose (effect, fa) * (pool->of_effect && own > 0 ? pool->variance / own : 1);
}

void
iso_combination_index_begin (IsoCombinationIndex *index, guint n_drugs, double fa)
{
  *index = (IsoCombinationIndex) { .fa = fa, .n_drugs = n_drugs, .ci = iso_estimate_none (ISO_STATUS_UNDEFINED),
                                   .ci_nonexclusive = NAN, .ci_drawn = iso_estimate_none (ISO_STATUS_UNDEFINED), .factor = 1 };
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      index->doses[j] = index->dx[j] = NAN;
      index->dx_status[j] = ISO_STATUS_UNDEFINED;
      index->dri[j] = index->dri_drawn[j] = iso_estimate_none (ISO_STATUS_UNDEFINED);
    }
}

/* By how much ln index, or ln dose of one drug (drug >= 0), changes if the effect is `fa` instead; infinite where it is no fraction. */
static double
get_shift (const IsoSingleAgent *singles, const IsoCombinationIndex *index, int drug, double fa)
{
  double sum = 0;

  if (!(fa > 0 && fa < 1))
    return INFINITY;
  if (drug >= 0)
    return fabs (log (iso_median_effect_dose (singles[drug].effect, fa) / index->dx[drug]));
  for (guint j = 0; j < index->n_drugs; j++)
    sum += index->doses[j] / iso_median_effect_dose (singles[j].effect, fa);
  return fabs (log (sum / index->ci.value));
}

/* What the lines leave open and what the observed effect does, joined on either side (Zou & Donner 2008, Stat Med 27:1693): the error of
 * viability moves ln dose the more, the nearer the effect is to 0 or 1. An index falls with the effect, a reduction rises. */
static void
set_point_interval (IsoEstimate *estimate, const IsoSingleAgent *singles, const IsoCombinationIndex *index, int drug, const Pool *pool,
                    double variance, double t)
{
  double sd = sqrt (pool->variance), lines = t * sqrt (variance), down, up;

  if (isnan (estimate->value))
    return;
  estimate->interval_status = isfinite (lines) ? ISO_STATUS_OK : ISO_STATUS_TOO_FEW_POINTS;
  if (!isfinite (lines))
    return;
  down = hypot (lines, get_shift (singles, index, drug, index->fa + (drug < 0 ? t * sd : -t * sd)));
  up = hypot (lines, get_shift (singles, index, drug, index->fa + (drug < 0 ? -t * sd : t * sd)));
  estimate->lower = isfinite (down) ? estimate->value * exp (-down) : NAN;
  estimate->upper = isfinite (up) ? estimate->value * exp (up) : NAN;
  estimate->method = "nonlinear";
  if (isinf (down) || isinf (up))
    estimate->interval_status = isfinite (down) ? ISO_STATUS_ABOVE_RANGE : isfinite (up) ? ISO_STATUS_BELOW_RANGE : ISO_STATUS_NOT_IDENTIFIED;
}

/* var ln CI = sum (t_j / CI)^2 var ln Dx_j + [sum (t_j / CI) / m_j]^2 s2, s2 = pooled residual variance of the singles. */
void
iso_combination_index_at_point (const IsoSingleAgent *singles, guint n_drugs, const double *doses, double fa, double level,
                                IsoCombinationIndex *index)
{
  double terms[ISO_MAX_DRUGS];
  double variance = 0, sensitivity = 0, t;
  Pool pool = pool_lines (singles, n_drugs, NULL);

  iso_combination_index_begin (index, n_drugs, fa);
  for (guint j = 0; j < n_drugs; j++)
    index->doses[j] = doses[j];
  add_up (singles, n_drugs, index, terms);
  t = iso_t_quantile (level, pool.df);
  for (guint j = 0; j < n_drugs; j++)
    {
      const IsoMedianEffect *effect = singles[j].effect;
      double share = terms[j] / index->ci.value;
      double var_ln_dx = get_variance (&pool, effect, fa);

      variance += share * share * var_ln_dx;
      sensitivity += share / effect->line.slope;
      /* An observed point brings an error of its own in fa, even into one drug's index. */
      if (pool.of_effect)
        set_point_interval (&index->dri[j], singles, index, (int) j, &pool, var_ln_dx, t);
      else
        set_log_interval (&index->dri[j], var_ln_dx + pool.variance / (effect->line.slope * effect->line.slope), t, "lee-kong");
    }
  if (pool.of_effect)
    set_point_interval (&index->ci, singles, index, -1, &pool, variance, t);
  else
    set_log_interval (&index->ci, variance + sensitivity * sensitivity * pool.variance, t, "lee-kong");
}

/* var ln CI = sum (t_j / CI)^2 var ln Dx_j + var ln Dx_mix, t with sum n_j + n_mix - 2 (k + 1) degrees of freedom. */
void
iso_combination_index_at_level (const IsoSingleAgent *singles, guint n_drugs, const IsoSingleAgent *ray, const double *shares,
                                double fa, double level, IsoCombinationIndex *index)
{
  double terms[ISO_MAX_DRUGS];
  double factor, total, variance, own;
  IsoStatus ray_status;
  Pool pool = pool_lines (singles, n_drugs, ray);
  const char *method = pool.of_effect ? "nonlinear" : "lee-kong";

  iso_combination_index_begin (index, n_drugs, fa);
  total = iso_single_agent_dose (ray, fa, &ray_status, &factor);
  if (isnan (total))
    {
      index->ci = iso_estimate_none (ray_status);
      for (guint j = 0; j < n_drugs; j++)
        index->dri[j] = index->ci;
      return;
    }
  index->factor = factor;
  for (guint j = 0; j < n_drugs; j++)
    index->doses[j] = total * shares[j];
  index->ci.status = add_up (singles, n_drugs, index, terms);
  if (index->ci.status == ISO_STATUS_OK)
    index->ci.status = ray_status;
  for (guint j = 0; j < n_drugs; j++)
    {
      if (index->dri[j].status == ISO_STATUS_OK)
        index->dri[j].status = ray_status;
    }

  own = variance = get_variance (&pool, ray->effect, fa);
  for (guint j = 0; j < n_drugs; j++)
    {
      double share = terms[j] / index->ci.value;
      double var_ln_dx = get_variance (&pool, singles[j].effect, fa);
      /* Two lines have a part in it, and their degrees of freedom, unless their residuals are one with those of the others. */
      double df = pool.of_effect ? pool.df : (double) (singles[j].effect->n + ray->effect->n) - 4;

      set_log_interval (&index->dri[j], var_ln_dx + own, iso_t_quantile (level, df), method);
      variance += share * share * var_ln_dx;
    }
  set_log_interval (&index->ci, variance, iso_t_quantile (level, pool.df), method);
}
