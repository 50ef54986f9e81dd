/* iso-surface-braid.c - BRAID: both drugs' doses turned into one, with kappa for what they are worth to each other
 *
 *   T_j = F_j x_j / (1 + (1 - F_j) x_j),  x_j = (d_j / C_j)^h_j,  F_j = (E_j - E0) / (E3 - E0), between 0 and 1
 *   n = delta sqrt (h1 h2),  D = T1^(1/n) + T2^(1/n) + kappa sqrt (T1^(1/n) T2^(1/n)),  E = E0 + (E3 - E0) / (1 + D^-n)
 *
 * Inside, the places of E1 and E2 hold F1 and F2.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-models.h"

#include <math.h>
#include <string.h>

enum
{
  KAPPA = ISO_SURFACE_INTERACTION,
  DELTA,
};

/* ln T and its derivatives by ln x and F. */
typedef struct
{
  double log_t, by_x, by_share, root;   /* root = T^(1/n) */
} Part;

static Part
begin_part (double log_x, double share, double n)
{
  Part part = { .log_t = -INFINITY };
  double x = exp (log_x), rest;

  if (!(x > 0) || !(share > 0))
    return part;
  rest = 1 + (1 - share) * x;
  part.log_t = log (share) + log_x - log (rest);
  part.by_x = 1 / rest;
  part.by_share = 1 / share + x / rest;
  part.root = exp (part.log_t / n);
  return part;
}

double
iso_surface_braid (const double *theta, double d1, double d2, double *gradient)
{
  double n = exp (theta[DELTA] + 0.5 * (theta[ISO_SURFACE_H1] + theta[ISO_SURFACE_H2]));
  double lx1 = iso_surface_log_ratio (theta[ISO_SURFACE_H1], theta[ISO_SURFACE_C1], d1);
  double lx2 = iso_surface_log_ratio (theta[ISO_SURFACE_H2], theta[ISO_SURFACE_C2], d2);
  Part one = begin_part (lx1, theta[ISO_SURFACE_E1], n), two = begin_part (lx2, theta[ISO_SURFACE_E2], n);
  double mixed = sqrt (one.root * two.root), kappa = theta[KAPPA];
  double sum = one.root + two.root + kappa * mixed;
  double span = theta[ISO_SURFACE_E3] - theta[ISO_SURFACE_E0], share, slope, first, second, by_n;

  if (gradient != NULL)
    memset (gradient, 0, (DELTA + 1) * sizeof *gradient);
  if (!(sum > 0))
    {
      if (gradient != NULL)
        gradient[ISO_SURFACE_E0] = 1;
      return theta[ISO_SURFACE_E0];
    }
  share = 1 / (1 + exp (-n * log (sum)));
  if (gradient == NULL)
    return theta[ISO_SURFACE_E0] + span * share;

  /* d ln D^n, of which ln T1 and ln T2 take their parts; n stands in it three times. */
  slope = span * share * (1 - share);
  first = (one.root + 0.5 * kappa * mixed) / sum;
  second = (two.root + 0.5 * kappa * mixed) / sum;
  by_n = n * log (sum) - (one.root > 0 ? first * one.log_t : 0) - (two.root > 0 ? second * two.log_t : 0);
  gradient[ISO_SURFACE_E0] = 1 - share;
  gradient[ISO_SURFACE_E3] = share;
  gradient[ISO_SURFACE_H1] = gradient[ISO_SURFACE_H2] = 0.5 * slope * by_n;
  gradient[DELTA] = slope * by_n;
  gradient[KAPPA] = slope * n * mixed / sum;
  if (one.root > 0)
    {
      gradient[ISO_SURFACE_E1] = slope * first * one.by_share;
      gradient[ISO_SURFACE_H1] += slope * first * one.by_x * lx1;
      gradient[ISO_SURFACE_C1] = -slope * first * one.by_x * exp (theta[ISO_SURFACE_H1]);
    }
  if (two.root > 0)
    {
      gradient[ISO_SURFACE_E2] = slope * second * two.by_share;
      gradient[ISO_SURFACE_H2] += slope * second * two.by_x * lx2;
      gradient[ISO_SURFACE_C2] = -slope * second * two.by_x * exp (theta[ISO_SURFACE_H2]);
    }
  return theta[ISO_SURFACE_E0] + span * share;
}
