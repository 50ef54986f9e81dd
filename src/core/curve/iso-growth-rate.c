/* iso-growth-rate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-growth-rate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define FLATTEST_HILL 0.1
#define STEEPEST_HILL 5.0
#define FARTHEST_SCALE 100.0
#define WORTH_A_CURVE 0.05

double
iso_growth_rate (double count, double start, double control)
{
  if (!(count > 0 && start > 0 && control > start))
    return NAN;
  return exp2 (log2 (count / start) / log2 (control / start)) - 1;
}

/* The doses in ascending order, each with the mean of its rates. */
typedef struct
{
  gsize   n;
  double *doses;
  double *rates;
  double *counts;
} Means;

static void
make_means (const double *doses, const double *rates, gsize n, Means *means)
{
  means->n = 0;
  means->doses = g_new0 (double, 3 * n + 1);
  means->rates = means->doses + n;
  means->counts = means->doses + 2 * n;
  for (gsize i = 0; i < n; i++)
    {
      gsize k = 0;

      while (k < means->n && means->doses[k] < doses[i])
        k++;
      if (k == means->n || means->doses[k] != doses[i])
        {
          for (gsize m = means->n++; m > k; m--)
            {
              means->doses[m] = means->doses[m - 1];
              means->rates[m] = means->rates[m - 1];
              means->counts[m] = means->counts[m - 1];
            }
          means->doses[k] = doses[i];
          means->rates[k] = means->counts[k] = 0;
        }
      means->counts[k]++;
      means->rates[k] += (rates[i] - means->rates[k]) / means->counts[k];
    }
}

static void
fill_from_means (const double *doses, const double *rates, gsize n, IsoGrowthMetrics *metrics)
{
  Means means;
  double area = 0;

  make_means (doses, rates, n, &means);
  if (means.n > 0)
    metrics->gr_max = means.n > 1 ? MIN (means.rates[means.n - 1], means.rates[means.n - 2]) : means.rates[0];
  for (gsize i = 1; i < means.n; i++)
    area += (1 - 0.5 * (means.rates[i - 1] + means.rates[i])) * log (means.doses[i] / means.doses[i - 1]);
  if (means.n > 1)
    metrics->aoc = area / log (means.doses[means.n - 1] / means.doses[0]);
  g_free (means.doses);
}

/* The GEC50 is looked for within a hundredfold of the doses. */
static void
fit_within (const double *doses, const double *rates, gsize n, double level, IsoCurveFit *fit)
{
  IsoCurveSettings settings;
  double scale;

  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.4"));
  settings.level = level;
  settings.fixed[ISO_PARAMETER_UPPER] = 1;
  settings.low[ISO_PARAMETER_LOWER] = -1;
  settings.high[ISO_PARAMETER_LOWER] = 1;
  settings.low[ISO_PARAMETER_HILL] = FLATTEST_HILL;
  settings.high[ISO_PARAMETER_HILL] = STEEPEST_HILL;
  iso_curve_fit (&settings, doses, rates, NULL, n, fit);
  scale = fit->values[ISO_PARAMETER_SCALE];
  if (!isfinite (fit->rss) || (scale <= fit->highest_dose * FARTHEST_SCALE && scale >= fit->lowest_dose / FARTHEST_SCALE))
    return;
  settings.fixed[ISO_PARAMETER_SCALE] = scale > fit->highest_dose ? fit->highest_dose * FARTHEST_SCALE : fit->lowest_dose / FARTHEST_SCALE;
  iso_curve_fit (&settings, doses, rates, NULL, n, fit);
  fit->parameters[ISO_PARAMETER_SCALE].status = ISO_STATUS_AT_BOUND;
}

/* F of three parameters against one. */
static void
test_flat (const double *rates, gsize n, IsoGrowthMetrics *metrics)
{
  double squares = 0, f;

  metrics->mean = 0;
  for (gsize i = 0; i < n; i++)
    metrics->mean += rates[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (rates[i] - metrics->mean) * (rates[i] - metrics->mean);
  if (!isfinite (metrics->fit.rss) || n <= 3)
    return;
  f = (squares - metrics->fit.rss) / 2 / (metrics->fit.rss / ((double) n - 3));
  metrics->flat_p = f > 0 ? gsl_cdf_fdist_Q (f, 2, (double) n - 3) : 1;
  metrics->flat = !(metrics->flat_p < WORTH_A_CURVE);
}

static void
fill_flat (IsoGrowthMetrics *metrics)
{
  metrics->gr50 = iso_estimate_none (metrics->mean > 0.5 ? ISO_STATUS_ABOVE_RANGE : ISO_STATUS_BELOW_RANGE);
  metrics->gec50 = iso_estimate_none (ISO_STATUS_NOT_IDENTIFIED);
  metrics->gr_inf = iso_estimate_none (ISO_STATUS_OK);
  metrics->gr_inf.value = metrics->mean;
  metrics->gr_inf.interval_status = ISO_STATUS_NOT_IDENTIFIED;
}

void
iso_growth_metrics (const double *doses, const double *rates, gsize n, double level, IsoGrowthMetrics *metrics)
{
  g_autofree double *x = g_new (double, n + 1);
  g_autofree double *y = g_new (double, n + 1);
  gsize used = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!(doses[i] > 0) || !isfinite (rates[i]))
        continue;
      x[used] = doses[i];
      y[used++] = rates[i];
    }
  *metrics = (IsoGrowthMetrics) { .flat_p = NAN, .mean = NAN, .gr_max = NAN, .aoc = NAN };
  metrics->gr50 = metrics->gec50 = metrics->gr_inf = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS);
  fill_from_means (x, y, used, metrics);
  fit_within (x, y, used, level, &metrics->fit);
  if (!isfinite (metrics->fit.rss))
    return;
  test_flat (y, used, metrics);
  if (metrics->flat)
    {
      fill_flat (metrics);
      return;
    }
  metrics->gr50 = iso_curve_fit_effect_dose (&metrics->fit, 0.5, ISO_EFFECT_ABSOLUTE, 1);
  metrics->gec50 = metrics->fit.parameters[ISO_PARAMETER_SCALE];
  metrics->gr_inf = metrics->fit.parameters[ISO_PARAMETER_LOWER];
}
