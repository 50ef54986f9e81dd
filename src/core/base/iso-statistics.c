/* iso-statistics.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-statistics.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_sort_double.h>
#include <math.h>
#include <string.h>

double
iso_mean (const double *values, gsize n)
{
  return n > 0 ? gsl_stats_mean (values, 1, n) : NAN;
}

double
iso_sd (const double *values, gsize n)
{
  return n > 1 ? gsl_stats_sd (values, 1, n) : NAN;
}

double
iso_median (const double *values, gsize n)
{
  g_autofree double *sorted = NULL;

  if (n == 0)
    return NAN;
  sorted = g_memdup2 (values, n * sizeof *values);
  gsl_sort (sorted, 1, n);
  return gsl_stats_median_from_sorted_data (sorted, 1, n);
}

double
iso_mad (const double *values, gsize n)
{
  g_autofree double *distances = NULL;
  double median = iso_median (values, n);

  if (n == 0)
    return NAN;
  distances = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    distances[i] = fabs (values[i] - median);
  return 1.4826 * iso_median (distances, n);
}

double
iso_t_quantile (double level, double df)
{
  if (!(df > 0) || !(level > 0 && level < 1))
    return NAN;
  return isinf (df) ? gsl_cdf_ugaussian_Pinv (0.5 + level / 2) : gsl_cdf_tdist_Pinv (0.5 + level / 2, df);
}

gboolean
iso_line_fit (const double *x, const double *y, gsize n, IsoLine *line)
{
  double mean_x, mean_y, sxx = 0, sxy = 0, syy = 0, rss = 0, variance;

  if (n < 2)
    return FALSE;
  mean_x = iso_mean (x, n);
  mean_y = iso_mean (y, n);
  for (gsize i = 0; i < n; i++)
    {
      sxx += (x[i] - mean_x) * (x[i] - mean_x);
      sxy += (x[i] - mean_x) * (y[i] - mean_y);
      syy += (y[i] - mean_y) * (y[i] - mean_y);
    }
  if (!(sxx > 0))
    return FALSE;

  line->n = n;
  line->slope = sxy / sxx;
  line->intercept = mean_y - line->slope * mean_x;
  line->r = syy > 0 ? sxy / sqrt (sxx * syy) : NAN;
  for (gsize i = 0; i < n; i++)
    {
      double residual = y[i] - line->intercept - line->slope * x[i];

      rss += residual * residual;
    }
  variance = n > 2 ? rss / (double) (n - 2) : NAN;
  line->residual_sd = sqrt (variance);
  line->var_slope = variance / sxx;
  line->var_intercept = variance * (1.0 / (double) n + mean_x * mean_x / sxx);
  line->cov = -variance * mean_x / sxx;
  return TRUE;
}
