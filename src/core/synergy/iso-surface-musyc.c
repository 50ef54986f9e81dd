/* iso-surface-musyc.c - MuSyC: four states of a cell, unaffected, under drug 1, drug 2 and both
 *
 *   a = (d1 / C1)^h1   A = (alpha21 d1 / C1)^(gamma21 h1) C1^... as below   weights of the states:
 *   U = 2 + A + B,  W1 = 2 a + a A + b A,  W2 = 2 b + b B + a B,  W3 = a B + b A + a A B + b A B
 *   E = (U E0 + W1 E1 + W2 E2 + W3 E3) / (U + W1 + W2 + W3)
 *
 * with A = (alpha21 d1)^(gamma21 h1) / C1^(gamma21 h1), B likewise with alpha12 for drug 2: the solution of Meyer 2019 for equal rates.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-models.h"

#include <math.h>

enum
{
  ALPHA12 = ISO_SURFACE_INTERACTION,
  ALPHA21,
  GAMMA12,
  GAMMA21,
};

#define FARTHEST 150.0

/* One drug: a, and A with the other's alpha and gamma; exponents beyond FARTHEST stand still. */
void
iso_surface_musyc_begin (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term)
{
  double log_alpha = theta[drug == 0 ? ALPHA21 : ALPHA12], log_gamma = theta[drug == 0 ? GAMMA21 : GAMMA12];
  double hill = exp (theta[ISO_SURFACE_H1 + drug]), gamma = exp (log_gamma);
  double distance = log_dose - theta[ISO_SURFACE_C1 + drug], shifted = distance + log_alpha;

  term->musyc.hill = hill;
  term->musyc.gamma = gamma;
  term->musyc.distance = term->musyc.shifted = term->musyc.a = term->musyc.big = 0;
  if (isinf (log_dose))
    return;
  term->musyc.distance = distance;
  term->musyc.shifted = shifted;
  term->musyc.a = exp (CLAMP (hill * distance, -FARTHEST, FARTHEST));
  term->musyc.big = exp (CLAMP (gamma * hill * shifted, -FARTHEST, FARTHEST));
}

/* Adds what d ln a and d ln A give to the drug's own parameters. */
static void
add_drug (const IsoSurfaceDrug *drug, double by_a, double by_big, double *hill, double *scale, double *alpha, double *gamma)
{
  double la = by_a * drug->musyc.a, lb = by_big * drug->musyc.big, power = drug->musyc.gamma * drug->musyc.hill;

  *hill = la * drug->musyc.hill * drug->musyc.distance + lb * power * drug->musyc.shifted;
  *scale = -la * drug->musyc.hill - lb * power;
  *alpha = lb * power;
  *gamma = lb * power * drug->musyc.shifted;
}

double
iso_surface_musyc_join (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient)
{
  double a = one->musyc.a, b = two->musyc.a, big_a = one->musyc.big, big_b = two->musyc.big;
  double u = 2 + big_a + big_b;
  double w1 = 2 * a + a * big_a + b * big_a;
  double w2 = 2 * b + b * big_b + a * big_b;
  double w3 = a * big_b + b * big_a + (a + b) * big_a * big_b;
  double sum = u + w1 + w2 + w3;
  double e0 = theta[ISO_SURFACE_E0], e1 = theta[ISO_SURFACE_E1], e2 = theta[ISO_SURFACE_E2], e3 = theta[ISO_SURFACE_E3];
  double value = (u * e0 + w1 * e1 + w2 * e2 + w3 * e3) / sum;
  double by_a, by_b, by_big_a, by_big_b;

  if (gradient == NULL)
    return value;
  gradient[ISO_SURFACE_E0] = u / sum;
  gradient[ISO_SURFACE_E1] = w1 / sum;
  gradient[ISO_SURFACE_E2] = w2 / sum;
  gradient[ISO_SURFACE_E3] = w3 / sum;
  e0 = (e0 - value) / sum;
  e1 = (e1 - value) / sum;
  e2 = (e2 - value) / sum;
  e3 = (e3 - value) / sum;
  by_a = e1 * (2 + big_a) + e2 * big_b + e3 * (big_b + big_a * big_b);
  by_b = e1 * big_a + e2 * (2 + big_b) + e3 * (big_a + big_a * big_b);
  by_big_a = e0 + e1 * (a + b) + e3 * (b + (a + b) * big_b);
  by_big_b = e0 + e2 * (a + b) + e3 * (a + (a + b) * big_a);
  add_drug (one, by_a, by_big_a, &gradient[ISO_SURFACE_H1], &gradient[ISO_SURFACE_C1], &gradient[ALPHA21], &gradient[GAMMA21]);
  add_drug (two, by_b, by_big_b, &gradient[ISO_SURFACE_H2], &gradient[ISO_SURFACE_C2], &gradient[ALPHA12], &gradient[GAMMA12]);
  return value;
}

double
iso_surface_musyc (const double *theta, double d1, double d2, double *gradient)
{
  IsoSurfaceDrug one, two;

  iso_surface_musyc_begin (theta, 0, log (d1), &one);
  iso_surface_musyc_begin (theta, 1, log (d2), &two);
  return iso_surface_musyc_join (theta, &one, &two, gradient);
}
