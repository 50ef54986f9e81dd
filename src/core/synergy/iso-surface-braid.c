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

#define FARTHEST 150.0

void
iso_surface_braid_begin (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term)
{
  double n = exp (theta[DELTA] + 0.5 * (theta[ISO_SURFACE_H1] + theta[ISO_SURFACE_H2])), hill = exp (theta[ISO_SURFACE_H1 + drug]);
  double share = theta[ISO_SURFACE_E1 + drug], log_x = -INFINITY, x = 0, rest;

  if (!isinf (log_dose))
    {
      log_x = CLAMP (hill * (log_dose - theta[ISO_SURFACE_C1 + drug]), -FARTHEST, FARTHEST);
      x = exp (log_x);
    }
  term->braid.n = n;
  term->braid.hill = hill;
  term->braid.log_x = log_x;
  term->braid.log_t = -INFINITY;
  term->braid.by_x = term->braid.by_share = term->braid.root = 0;
  if (!(x > 0) || !(share > 0))
    return;
  rest = 1 + (1 - share) * x;
  term->braid.log_t = log (share / rest) + log_x;
  term->braid.by_x = 1 / rest;
  term->braid.by_share = 1 / share + x / rest;
  term->braid.root = exp (term->braid.log_t / n);
}

/* What a drug's part in d ln D^n gives to its own parameters. */
static void
add_drug (const IsoSurfaceDrug *drug, double part, double *end, double *hill, double *scale)
{
  if (!(drug->braid.root > 0))
    return;
  *end = part * drug->braid.by_share;
  *hill += part * drug->braid.by_x * drug->braid.log_x;
  *scale = -part * drug->braid.by_x * drug->braid.hill;
}

double
iso_surface_braid_join (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient)
{
  double first_root = one->braid.root, second_root = two->braid.root, n = one->braid.n;
  double mixed = sqrt (first_root * second_root), kappa = theta[KAPPA];
  double sum = first_root + second_root + kappa * mixed;
  double span = theta[ISO_SURFACE_E3] - theta[ISO_SURFACE_E0], log_sum, share, slope, first, second, by_n;

  if (gradient != NULL)
    memset (gradient, 0, (DELTA + 1) * sizeof *gradient);
  if (!(sum > 0))
    {
      if (gradient != NULL)
        gradient[ISO_SURFACE_E0] = 1;
      return theta[ISO_SURFACE_E0];
    }
  log_sum = log (sum);
  share = 1 / (1 + exp (-n * log_sum));
  if (gradient == NULL)
    return theta[ISO_SURFACE_E0] + span * share;

  /* d ln D^n, of which ln T1 and ln T2 take their parts; n stands in it three times. */
  slope = span * share * (1 - share);
  first = (first_root + 0.5 * kappa * mixed) / sum;
  second = (second_root + 0.5 * kappa * mixed) / sum;
  by_n = n * log_sum - (first_root > 0 ? first * one->braid.log_t : 0) - (second_root > 0 ? second * two->braid.log_t : 0);
  gradient[ISO_SURFACE_E0] = 1 - share;
  gradient[ISO_SURFACE_E3] = share;
  gradient[ISO_SURFACE_H1] = gradient[ISO_SURFACE_H2] = 0.5 * slope * by_n;
  gradient[DELTA] = slope * by_n;
  gradient[KAPPA] = slope * n * mixed / sum;
  add_drug (one, slope * first, &gradient[ISO_SURFACE_E1], &gradient[ISO_SURFACE_H1], &gradient[ISO_SURFACE_C1]);
  add_drug (two, slope * second, &gradient[ISO_SURFACE_E2], &gradient[ISO_SURFACE_H2], &gradient[ISO_SURFACE_C2]);
  return theta[ISO_SURFACE_E0] + span * share;
}

double
iso_surface_braid (const double *theta, double d1, double d2, double *gradient)
{
  IsoSurfaceDrug one, two;

  iso_surface_braid_begin (theta, 0, log (d1), &one);
  iso_surface_braid_begin (theta, 1, log (d2), &two);
  return iso_surface_braid_join (theta, &one, &two, gradient);
}
