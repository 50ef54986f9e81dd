/* iso-surface-implicit.c - surfaces whose response is the root of an equation: Greco's, and the effective-dose model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-surface-models.h"

#include <math.h>
#include <string.h>

#define INTERACTION ISO_SURFACE_INTERACTION
#define MAX_STEPS 200
#define SAME 1e-15
#define FARTHEST 600.0

/* --- Greco ------------------------------------------------------------------------------------------------------------------ */

/* x1 e^(-L/h1) + x2 e^(-L/h2) + alpha x1 x2 e^(-L (1/h1 + 1/h2) / 2) - 1, L = ln u. */
typedef struct
{
  double log_x[2];
  double steep[2];   /* 1 / h */
  double alpha;
} Greco;

static double
evaluate_greco (const Greco *greco, double log_u, double terms[3], double *slope)
{
  double middle = 0.5 * (greco->steep[0] + greco->steep[1]);

  for (guint j = 0; j < 2; j++)
    terms[j] = exp (MIN (greco->log_x[j] - log_u * greco->steep[j], FARTHEST));
  terms[2] = exp (MIN (greco->log_x[0] + greco->log_x[1] - log_u * middle, FARTHEST));
  *slope = -greco->steep[0] * terms[0] - greco->steep[1] * terms[1] - greco->alpha * middle * terms[2];
  return terms[0] + terms[1] + greco->alpha * terms[2] - 1;
}

/* The largest root: beyond it the doses do less than the level asks for. Newton, kept between bounds that have it between them. */
static double
solve_greco (const Greco *greco, double terms[3], double *slope)
{
  double low = -INFINITY, high = INFINITY, start, step = 1, value;

  start = MAX (greco->log_x[0] / greco->steep[0], greco->log_x[1] / greco->steep[1]);
  while (evaluate_greco (greco, start, terms, slope) > 0 && step < FARTHEST)
    {
      low = start;
      start += step;
      step *= 2;
    }
  high = start;
  for (step = 0.5; isinf (low) && step < FARTHEST; step *= 1.5)
    {
      if (evaluate_greco (greco, start - step, terms, slope) > 0)
        low = start - step;
      else
        high = start - step;
    }
  start = isfinite (low) ? 0.5 * (low + high) : high;
  for (guint i = 0; i < MAX_STEPS; i++)
    {
      double next;

      value = evaluate_greco (greco, start, terms, slope);
      if (value > 0)
        low = start;
      else
        high = start;
      next = start - value / *slope;
      if (!(next > low && next < high))
        next = 0.5 * (low + high);
      if (fabs (next - start) <= SAME * (1 + fabs (start)) || !isfinite (next))
        break;
      start = next;
    }
  return start;
}

void
iso_surface_ursa_begin (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term)
{
  term->ursa.log_x = log_dose - theta[ISO_SURFACE_C1 + drug];
  term->ursa.steep = exp (-theta[ISO_SURFACE_H1 + drug]);
}

double
iso_surface_ursa_join (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient)
{
  double e0 = theta[ISO_SURFACE_E0], e3 = theta[ISO_SURFACE_E3], slope, log_u, share, by_u;
  double terms[3];
  Greco greco = { { one->ursa.log_x, two->ursa.log_x }, { one->ursa.steep, two->ursa.steep }, theta[INTERACTION] };

  if (gradient != NULL)
    memset (gradient, 0, (INTERACTION + 1) * sizeof *gradient);
  if (isinf (one->ursa.log_x) && isinf (two->ursa.log_x))
    {
      if (gradient != NULL)
        gradient[ISO_SURFACE_E0] = 1;
      return e0;
    }
  log_u = solve_greco (&greco, terms, &slope);
  share = 1 / (1 + exp (-log_u));
  if (gradient == NULL)
    return e0 + (e3 - e0) * share;
  evaluate_greco (&greco, log_u, terms, &slope);
  by_u = -(e3 - e0) * share * (1 - share) / slope;
  gradient[ISO_SURFACE_E0] = 1 - share;
  gradient[ISO_SURFACE_E3] = share;
  gradient[ISO_SURFACE_H1] = by_u * log_u * greco.steep[0] * (terms[0] + 0.5 * greco.alpha * terms[2]);
  gradient[ISO_SURFACE_H2] = by_u * log_u * greco.steep[1] * (terms[1] + 0.5 * greco.alpha * terms[2]);
  gradient[ISO_SURFACE_C1] = -by_u * (terms[0] + greco.alpha * terms[2]);
  gradient[ISO_SURFACE_C2] = -by_u * (terms[1] + greco.alpha * terms[2]);
  gradient[INTERACTION] = by_u * terms[2];
  return e0 + (e3 - e0) * share;
}

double
iso_surface_ursa (const double *theta, double d1, double d2, double *gradient)
{
  IsoSurfaceDrug one, two;

  iso_surface_ursa_begin (theta, 0, log (d1), &one);
  iso_surface_ursa_begin (theta, 1, log (d2), &two);
  return iso_surface_ursa_join (theta, &one, &two, gradient);
}

/* --- effective doses ---------------------------------------------------------------------------------------------------------- */

/* p of p = d1 / (1 + a12 / (1 + C2 / q)), q = d2 / (1 + a21 / (1 + C1 / p)), each in units of its C: with x = d1 / C1, y = d2 / C2,
 * k = 1 + a12, m = 1 + a21,  p^2 (k y + m) + p (k y + 1 - x y - x m) - x (y + 1) = 0. By exchange, q. */
static double
solve_effective (double x, double y, double k, double m, double by[4])
{
  double a = k * y + m, b = k * y + 1 - x * y - x * m, c = -x * (y + 1);
  double root = sqrt (b * b - 4 * a * c), p, slope;

  p = b > 0 ? -2 * c / (b + root) : (root - b) / (2 * a);
  slope = 2 * a * p + b;
  by[0] = -(p * (-y - m) - (y + 1)) / slope;
  by[1] = -(p * p * k + p * (k - x) - x) / slope;
  by[2] = -(p * p * y + p * y) / slope;
  by[3] = -(p * p - p * x) / slope;
  return p;
}

void
iso_surface_effective_begin (const double *theta, guint drug, double log_dose, IsoSurfaceDrug *term)
{
  term->effective.x = exp (log_dose - theta[ISO_SURFACE_C1 + drug]);
  term->effective.hill = exp (theta[ISO_SURFACE_H1 + drug]);
  term->effective.change = exp (theta[INTERACTION + drug]);
}

double
iso_surface_effective_join (const double *theta, const IsoSurfaceDrug *one, const IsoSurfaceDrug *two, double *gradient)
{
  double h1 = one->effective.hill, h2 = two->effective.hill, x = one->effective.x, y = two->effective.x;
  double k = one->effective.change, m = two->effective.change, by_p[4], by_q[4];
  double p = solve_effective (x, y, k, m, by_p), q = solve_effective (y, x, m, k, by_q);
  double log_p = log (p), log_q = log (q);
  double left1 = p > 0 ? 1 / (1 + exp (h1 * log_p)) : 1, left2 = q > 0 ? 1 / (1 + exp (h2 * log_q)) : 1;
  double e0 = theta[ISO_SURFACE_E0], value = e0 * left1 * left2, by1, by2;

  if (gradient == NULL)
    return value;
  memset (gradient, 0, (INTERACTION + 2) * sizeof *gradient);
  /* By ln p and ln q. */
  by1 = p > 0 ? -value * (1 - left1) : 0;
  by2 = q > 0 ? -value * (1 - left2) : 0;
  gradient[ISO_SURFACE_E0] = left1 * left2;
  gradient[ISO_SURFACE_H1] = p > 0 ? by1 * h1 * log_p : 0;
  gradient[ISO_SURFACE_H2] = q > 0 ? by2 * h2 * log_q : 0;
  by1 *= p > 0 ? h1 / p : 0;
  by2 *= q > 0 ? h2 / q : 0;
  gradient[ISO_SURFACE_C1] = -x * (by1 * by_p[0] + by2 * by_q[1]);
  gradient[ISO_SURFACE_C2] = -y * (by1 * by_p[1] + by2 * by_q[0]);
  gradient[INTERACTION] = k * (by1 * by_p[2] + by2 * by_q[3]);
  gradient[INTERACTION + 1] = m * (by1 * by_p[3] + by2 * by_q[2]);
  return value;
}

double
iso_surface_effective_dose (const double *theta, double d1, double d2, double *gradient)
{
  IsoSurfaceDrug one, two;

  iso_surface_effective_begin (theta, 0, log (d1), &one);
  iso_surface_effective_begin (theta, 1, log (d2), &two);
  return iso_surface_effective_join (theta, &one, &two, gradient);
}
