/* iso-curve-sites.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-sites.h"

#include <math.h>
#include <string.h>

#include "curve/iso-curve-names.h"

#define SHARE ISO_PARAMETER_EXTRA
#define SECOND ISO_PARAMETER_SECOND_SCALE
#define SECOND_HILL ISO_PARAMETER_SECOND_HILL

#define HALVINGS 200
#define CLOSE_ENOUGH 1e-15

/* One site at a log dose: its G, and what by ln hill and ln scale. */
typedef struct
{
  double g, h, s, hh, hs, ss;
} Site;

static Site
look_at_site (double log_hill, double log_scale, double log_dose)
{
  double hill = exp (log_hill), z;
  IsoShare share;

  if (isinf (log_dose))
    return (Site) { .g = 1 };
  z = hill * (log_dose - log_scale);
  iso_share_log_logistic (z, 0, &share);
  return (Site) { share.g, share.gz * z, -share.gz * hill, share.gzz * z * z + share.gz * z, -hill * (share.gzz * z + share.gz),
                  share.gzz * hill * hill };
}

/* G and its derivatives by all parameters (lower triangle); those by the limits are 0. */
static double
look (const double theta[N], double log_dose, double first[N], double second[N][N])
{
  Site one = look_at_site (theta[HILL], theta[SCALE], log_dose), two = look_at_site (theta[SECOND_HILL], theta[SECOND], log_dose);
  double share = theta[SHARE], rest = 1 - share;

  memset (first, 0, N * sizeof *first);
  memset (second, 0, N * sizeof *second);
  first[HILL] = rest * one.h;
  first[SCALE] = rest * one.s;
  first[SHARE] = two.g - one.g;
  first[SECOND] = share * two.s;
  first[SECOND_HILL] = share * two.h;
  second[HILL][HILL] = rest * one.hh;
  second[SCALE][HILL] = rest * one.hs;
  second[SCALE][SCALE] = rest * one.ss;
  second[SHARE][HILL] = -one.h;
  second[SHARE][SCALE] = -one.s;
  second[SECOND][SHARE] = two.s;
  second[SECOND][SECOND] = share * two.ss;
  second[SECOND_HILL][SHARE] = two.h;
  second[SECOND_HILL][SECOND] = share * two.hs;
  second[SECOND_HILL][SECOND_HILL] = share * two.hh;
  return rest * one.g + share * two.g;
}

double
iso_sites_share (const double theta[N], double log_dose)
{
  return (1 - theta[SHARE]) * look_at_site (theta[HILL], theta[SCALE], log_dose).g
         + theta[SHARE] * look_at_site (theta[SECOND_HILL], theta[SECOND], log_dose).g;
}

/* It lies between the doses at which each site by itself has come so far. */
double
iso_sites_inverse (const double theta[N], double g)
{
  double odds = log ((1 - g) / g), one = theta[SCALE] + odds / exp (theta[HILL]), two = theta[SECOND] + odds / exp (theta[SECOND_HILL]);
  double near = MIN (one, two), far = MAX (one, two);

  if (theta[SHARE] <= 0 || theta[SHARE] >= 1)
    return theta[SHARE] <= 0 ? one : two;
  for (guint i = 0; i < HALVINGS && far - near > CLOSE_ENOUGH * (1 + fabs (near)); i++)
    {
      double middle = 0.5 * (near + far);

      if (iso_sites_share (theta, middle) > g)
        near = middle;
      else
        far = middle;
    }
  return 0.5 * (near + far);
}

double
iso_sites_gradient (const double theta[N], double log_dose, double gradient[N])
{
  double span = theta[UPPER] - theta[LOWER], second[N][N], g = look (theta, log_dose, gradient, second);

  for (IsoParameter p = 0; p < N; p++)
    gradient[p] *= span;
  gradient[LOWER] = 1 - g;
  gradient[UPPER] = g;
  return theta[LOWER] + span * g;
}

void
iso_sites_add (const IsoCurveData *data, const double *theta, IsoNormalEquations *e)
{
  double span = theta[UPPER] - theta[LOWER], j[N], first[N], second[N][N];

  for (gsize i = 0; i < data->n; i++)
    {
      double g = look (theta, data->log_doses[i], first, second), w = data->weights[i];
      double residual = data->responses[i] - theta[LOWER] - span * g;

      for (IsoParameter p = 0; p < N; p++)
        j[p] = p == LOWER ? 1 - g : p == UPPER ? g : span * first[p];
      e->rss += w * residual * residual;
      for (IsoParameter p = 0; p < N; p++)
        {
          e->gradient[p] += w * residual * j[p];
          for (IsoParameter q = 0; q <= p; q++)
            {
              double curved = p == LOWER ? -first[q] : p == UPPER ? first[q] : q == LOWER ? -first[p] : q == UPPER ? first[p] : span * second[p][q];

              e->gauss_newton[p][q] += w * j[p] * j[q];
              e->observed[p][q] += w * j[p] * j[q] - w * residual * curved;
            }
        }
    }
}

static void
swap (IsoCurvePoint *point, IsoParameter one, IsoParameter two)
{
  double value = point->theta[one];
  gboolean held = point->held[one];

  point->theta[one] = point->theta[two];
  point->theta[two] = value;
  point->held[one] = point->held[two];
  point->held[two] = held;
}

void
iso_sites_settle (const IsoCurveSearch *search, IsoCurvePoint *point)
{
  double *share = &point->theta[SHARE];
  gboolean alone = *share <= 0 || *share >= 1;
  gboolean same = search->is_fixed[SCALE] == search->is_fixed[SECOND] && !search->is_fixed[SCALE] && !search->is_fixed[SHARE]
                  && search->is_fixed[HILL] == search->is_fixed[SECOND_HILL]
                  && (!search->is_fixed[HILL] || search->fixed[HILL] == search->fixed[SECOND_HILL]);

  if (same && (alone ? *share >= 1 : point->theta[SCALE] > point->theta[SECOND]))
    {
      swap (point, SCALE, SECOND);
      swap (point, HILL, SECOND_HILL);
      *share = 1 - *share;
    }
  if (alone && *share <= 0)
    point->held[SECOND] = point->held[SECOND_HILL] = TRUE;
}

/* ln scale = ln dose - q, q the log dose at which a curve with its first site at 0 has come to w. Its curvature is left out, which costs a few
 * steps and no accuracy where the rest of the gradient is 0. */
gboolean
iso_sites_effect_evaluate (const IsoCurveData *data, const double *phi, double w, double w_lower, double w_upper, IsoNormalEquations *e)
{
  double theta[N], first[N], unused[N][N], turn[N][N] = { { 0 } }, slope, q;
  IsoNormalEquations own = { .rss = data->pure };

  memcpy (theta, phi, sizeof theta);
  theta[SCALE] = 0;
  q = iso_sites_inverse (theta, w);
  look (theta, q, first, unused);
  slope = -(first[SCALE] + first[SECOND]);
  if (!isfinite (q) || !(slope < 0))
    return FALSE;
  theta[SCALE] = phi[SCALE] - q;
  theta[SECOND] = theta[SCALE] + phi[SECOND];
  iso_sites_add (data, theta, &own);

  /* turn[p][a] = d theta_p / d phi_a */
  for (IsoParameter p = 0; p < N; p++)
    turn[p][p] = 1;
  for (IsoParameter a = 0; a < N; a++)
    {
      if (a != SCALE)
        turn[SCALE][a] = a == LOWER ? -w_lower / slope : a == UPPER ? -w_upper / slope : first[a] / slope;
      turn[SECOND][a] = turn[SCALE][a] + (a == SECOND ? 1 : 0);
    }
  *e = (IsoNormalEquations) { .rss = own.rss };
  for (IsoParameter a = 0; a < N; a++)
    {
      for (IsoParameter p = 0; p < N; p++)
        e->gradient[a] += turn[p][a] * own.gradient[p];
      for (IsoParameter b = 0; b <= a; b++)
        for (IsoParameter p = 0; p < N; p++)
          for (IsoParameter r = 0; r < N; r++)
            {
              double both = turn[p][a] * turn[r][b];

              e->gauss_newton[a][b] += both * (p >= r ? own.gauss_newton[p][r] : own.gauss_newton[r][p]);
              e->observed[a][b] += both * (p >= r ? own.observed[p][r] : own.observed[r][p]);
            }
    }
  return TRUE;
}
