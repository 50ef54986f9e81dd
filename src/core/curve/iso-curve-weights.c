/* iso-curve-weights.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-weights.h"

#include "base/iso-statistics.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <string.h>

#define NEAREST_TO_ZERO 0.01
#define PRIOR_WELLS 4.0
#define HUBER 1.345
#define TUKEY 4.685
#define MAX_ROUNDS 50
#define SAME_WEIGHT 1e-8

static void
scale_to_mean_one (double *weights, gsize n)
{
  double mean = n > 0 ? iso_mean (weights, n) : 1;

  for (gsize i = 0; i < n; i++)
    weights[i] = mean > 0 && isfinite (mean) ? weights[i] / mean : 1;
}

/* The variance of a well, from the points with replicates; NaN without. */
static double
pool_variance (const double *sds, const guint *counts, gsize n)
{
  double squares = 0, df = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (counts[i] < 2 || !isfinite (sds[i]))
        continue;
      squares += sds[i] * sds[i] * (counts[i] - 1);
      df += counts[i] - 1;
    }
  return df > 0 && squares > 0 ? squares / df : NAN;
}

void
iso_curve_weights (IsoWeighting weighting, const double *responses, const double *sds, const guint *counts, gsize n, double *weights)
{
  double largest = 0, pooled = pool_variance (sds, counts, n);

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (responses[i]));
  for (gsize i = 0; i < n; i++)
    {
      double size = MAX (fabs (responses[i]), NEAREST_TO_ZERO * largest), df = counts[i] - 1.0, variance = pooled;

      if (counts[i] > 1 && isfinite (sds[i]))
        variance = (df * sds[i] * sds[i] + PRIOR_WELLS * pooled) / (df + PRIOR_WELLS);
      weights[i] = 1;
      if (weighting == ISO_WEIGHTS_BY_RESPONSE && size > 0)
        weights[i] = 1 / size;
      else if (weighting == ISO_WEIGHTS_BY_SQUARE && size > 0)
        weights[i] = 1 / (size * size);
      else if (weighting == ISO_WEIGHTS_BY_REPLICATES)
        weights[i] = isfinite (pooled) ? counts[i] / variance : counts[i];
    }
  scale_to_mean_one (weights, n);
}

/* What is left of a weight at a residual of u scales. */
static double
trust (IsoLoss loss, double u)
{
  double away = fabs (u);

  if (loss == ISO_LOSS_HUBER)
    return away <= HUBER ? 1 : HUBER / away;
  away /= TUKEY;
  return away < 1 ? (1 - away * away) * (1 - away * away) : 0;
}

guint
iso_curve_fit_robust (const IsoCurveSettings *settings, IsoLoss loss, const double *doses, const double *responses, double *weights,
                      gsize n, IsoCurveFit *fit)
{
  g_autofree double *given = g_memdup2 (weights, n * sizeof *weights);
  g_autofree double *distances = g_new (double, n + 1);
  guint distrusted = 0;

  iso_curve_fit (settings, doses, responses, weights, n, fit);
  for (guint round = 0; round < MAX_ROUNDS && loss != ISO_LOSS_SQUARES && isfinite (fit->rss); round++)
    {
      double scale, moved = 0;

      for (gsize i = 0; i < n; i++)
        distances[i] = fabs (responses[i] - iso_curve_fit_value (fit, doses[i])) * sqrt (given[i]);
      scale = 1.4826 * iso_median (distances, n);
      if (!(scale > 0))
        break;
      for (gsize i = 0; i < n; i++)
        {
          double weight = given[i] * trust (loss, distances[i] / scale);

          moved = MAX (moved, fabs (weight - weights[i]));
          weights[i] = weight;
        }
      if (moved < SAME_WEIGHT)
        break;
      iso_curve_fit (settings, doses, responses, weights, n, fit);
    }
  for (gsize i = 0; i < n; i++)
    distrusted += weights[i] < 0.5 * given[i];
  return distrusted;
}

static double
choose (double n, double k)
{
  return k < 0 || k > n ? 0 : exp (gsl_sf_lngamma (n + 1) - gsl_sf_lngamma (k + 1) - gsl_sf_lngamma (n - k + 1));
}

/* P (R <= runs) of `above` and `below` in random order. */
static double
chance_of_runs (guint runs, double above, double below)
{
  double sum = 0;

  for (guint r = 2; r <= runs; r++)
    {
      double half = r / 2;

      if (r % 2 == 0)
        sum += 2 * choose (above - 1, half - 1) * choose (below - 1, half - 1);
      else
        sum += choose (above - 1, half) * choose (below - 1, half - 1) + choose (above - 1, half - 1) * choose (below - 1, half);
    }
  return MIN (sum / choose (above + below, above), 1);
}

static int
compare_doses_cb (gconstpointer a, gconstpointer b, gpointer doses)
{
  double one = ((const double *) doses)[*(const guint *) a], two = ((const double *) doses)[*(const guint *) b];

  return (one > two) - (one < two);
}

double
iso_curve_fit_runs_test (const IsoCurveFit *fit, const double *doses, const double *responses, gsize n, guint *n_runs)
{
  g_autofree guint *order = g_new (guint, n + 1);
  guint above = 0, below = 0;
  gboolean last = FALSE;

  *n_runs = 0;
  if (!isfinite (fit->rss))
    return NAN;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_doses_cb, (gpointer) doses);
  for (gsize i = 0; i < n;)
    {
      double residual = 0, dose = doses[order[i]];
      gboolean up;

      for (; i < n && doses[order[i]] == dose; i++)
        residual += responses[order[i]] - iso_curve_fit_value (fit, dose);
      if (residual == 0)
        continue;
      up = residual > 0;
      *n_runs += above + below == 0 || up != last;
      last = up;
      above += up;
      below += !up;
    }
  return above < 2 || below < 2 ? NAN : chance_of_runs (*n_runs, above, below);
}
