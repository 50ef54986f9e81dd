/* iso-statistics.h - the small statistics that everything uses
 *
 * Arrays are not changed. With fewer values than a figure needs, it is NaN. SD is the sample SD (n - 1) everywhere.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double iso_mean   (const double *values, gsize n);
double iso_sd     (const double *values, gsize n);
double iso_median (const double *values, gsize n);
double iso_mad    (const double *values, gsize n);   /* 1.4826 * median (|x - median|) */

/* The two-sided quantile of Student's t: t such that P (|T| < t) = level. NaN for df <= 0. */
double iso_t_quantile (double level, double df);   /* of the normal distribution where df is INFINITY */

/* Least squares y = intercept + slope x. */
typedef struct
{
  gsize  n;
  double intercept;
  double slope;
  double r;              /* Pearson correlation */
  double residual_sd;    /* sqrt (RSS / (n - 2)); NaN for n < 3 */
  double var_intercept;
  double var_slope;
  double cov;            /* of intercept and slope */
} IsoLine;

/* FALSE if n < 2 or all x are the same. */
gboolean iso_line_fit (const double *x, const double *y, gsize n, IsoLine *line);

G_END_DECLS
