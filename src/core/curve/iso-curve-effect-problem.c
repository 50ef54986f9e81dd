/* iso-curve-effect-problem.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-effect-problem.h"

#include "curve/iso-curve-sites.h"

#include "curve/iso-curve-names.h"

/* e^lambda of more than that is of no use. */
#define FARTHEST_PLACE 300.0

#define FOUR (SCALE + 1)   /* hill, lower, upper, scale */

/* The inverse of a shape and its derivatives by w and f, from those of the shape itself at z = q (w, f). */
typedef struct
{
  double q, qw, qf, qww, qwf, qff;
} Inverse;

static gboolean
invert_share (const IsoCurveData *data, double w, double f, Inverse *inverse)
{
  IsoShare s;
  double z;

  if (!(w > 0 && w < 1))
    return FALSE;
  inverse->q = iso_curve_share_inverse (data->shape, data->mirrored, w, f);
  if (!isfinite (inverse->q))
    return FALSE;
  /* Hill 1 and scale 1 make z of the log dose. */
  iso_curve_share (data->shape, data->mirrored, 1, 0, f, inverse->q, &z, &s);
  if (!(s.gz < 0))
    return FALSE;
  inverse->qw = 1 / s.gz;
  inverse->qf = -s.gf / s.gz;
  inverse->qww = -s.gzz / (s.gz * s.gz * s.gz);
  inverse->qwf = -(s.gzz * inverse->qf + s.gzf) * inverse->qw / s.gz;
  inverse->qff = -(s.gzz * inverse->qf * inverse->qf + 2 * s.gzf * inverse->qf + s.gff) / s.gz;
  return TRUE;
}

/* First and second derivatives of ln scale by all but itself (lower triangle). */
static void
derive (const IsoEffectProblem *problem, const Inverse *in, const double *phi, double w, double hill, double first[N],
        double second[N][N])
{
  double span = phi[UPPER] - phi[LOWER], wl = 0, wu = 0, wll = 0, wlu = 0, wuu = 0;

  if (problem->kind == ISO_EFFECT_ABSOLUTE)
    {
      wl = (w - 1) / span;
      wu = -w / span;
      wll = 2 * (w - 1) / (span * span);
      wlu = (1 - 2 * w) / (span * span);
      wuu = 2 * w / (span * span);
    }
  first[HILL] = in->q / hill;
  first[LOWER] = -in->qw * wl / hill;
  first[UPPER] = -in->qw * wu / hill;
  first[SCALE] = 0;
  first[EXTRA] = -in->qf / hill;
  for (guint i = 0; i < N; i++)
    second[SCALE][i] = second[i][SCALE] = 0;
  second[HILL][HILL] = -first[HILL];
  second[LOWER][HILL] = -first[LOWER];
  second[UPPER][HILL] = -first[UPPER];
  second[EXTRA][HILL] = -first[EXTRA];
  second[LOWER][LOWER] = -(in->qww * wl * wl + in->qw * wll) / hill;
  second[UPPER][LOWER] = -(in->qww * wl * wu + in->qw * wlu) / hill;
  second[UPPER][UPPER] = -(in->qww * wu * wu + in->qw * wuu) / hill;
  second[EXTRA][LOWER] = -in->qwf * wl / hill;
  second[EXTRA][UPPER] = -in->qwf * wu / hill;
  second[EXTRA][EXTRA] = -in->qff / hill;
}

/* M' = T' M T for T that differs from the identity in the row of the scale alone. */
static void
transform (IsoSquareMatrix matrix, const double first[N])
{
  double column[N];

  for (guint i = 0; i < N; i++)
    column[i] = i < SCALE ? matrix[SCALE][i] : matrix[i][SCALE];
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j <= i; j++)
      matrix[i][j] += first[i] * column[j] + first[j] * column[i] + first[i] * first[j] * column[SCALE];
}

static void
evaluate_two_sites (const IsoEffectProblem *problem, const double *phi, double w, IsoNormalEquations *e)
{
  double span = phi[UPPER] - phi[LOWER];
  gboolean moves = problem->kind == ISO_EFFECT_ABSOLUTE;

  if (!(w > 0 && w < 1)
      || !iso_sites_effect_evaluate (problem->data, phi, w, moves ? (w - 1) / span : 0, moves ? -w / span : 0, e))
    *e = (IsoNormalEquations) { .rss = INFINITY };
}

void
iso_effect_problem_evaluate (gconstpointer user_data, const double *phi, IsoNormalEquations *e)
{
  const IsoEffectProblem *problem = user_data;
  gboolean asymmetric = problem->data->shape->asymmetry;
  double hill = exp (phi[HILL]), theta[N], first[N] = { 0 }, second[N][N] = { { 0 } }, w, pull;
  Inverse inverse;

  w = problem->kind == ISO_EFFECT_RELATIVE ? 1 - problem->target : (problem->target - phi[LOWER]) / (phi[UPPER] - phi[LOWER]);
  if (problem->data->shape == &iso_shape_two_sites)
    {
      evaluate_two_sites (problem, phi, w, e);
      return;
    }
  if (!invert_share (problem->data, w, asymmetric ? phi[EXTRA] : 0, &inverse))
    {
      *e = (IsoNormalEquations) { .rss = INFINITY };
      return;
    }
  for (guint i = 0; i < N; i++)
    theta[i] = phi[i];
  theta[SCALE] = phi[SCALE] - inverse.q / hill;
  iso_curve_problem_evaluate (problem->data, theta, e);
  derive (problem, &inverse, phi, w, hill, first, second);
  if (!asymmetric)
    first[EXTRA] = second[EXTRA][HILL] = second[EXTRA][LOWER] = second[EXTRA][UPPER] = second[EXTRA][EXTRA] = 0;
  pull = e->gradient[SCALE];
  for (guint i = 0; i < N; i++)
    e->gradient[i] += first[i] * pull;
  transform (e->gauss_newton, first);
  transform (e->observed, first);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j <= i; j++)
      e->observed[i][j] -= pull * second[i][j];
}

double
iso_effect_place_find (const IsoEffectPlace *place, double lower, double upper)
{
  return log ((place->effect->target - lower) / (upper - place->effect->target));
}

/* M' = T' M T of the first four. */
static void
carry_over (const double t[FOUR][FOUR], IsoSquareMatrix matrix)
{
  double half[FOUR][FOUR];

  for (guint i = 0; i < FOUR; i++)
    for (guint j = 0; j < FOUR; j++)
      {
        half[i][j] = 0;
        for (guint k = 0; k < FOUR; k++)
          half[i][j] += matrix[MAX (i, k)][MIN (i, k)] * t[k][j];
      }
  for (guint i = 0; i < FOUR; i++)
    for (guint j = 0; j <= i; j++)
      {
        matrix[i][j] = 0;
        for (guint k = 0; k < FOUR; k++)
          matrix[i][j] += t[k][i] * half[k][j];
      }
}

void
iso_effect_place_evaluate (gconstpointer user_data, const double *psi, IsoNormalEquations *e)
{
  const IsoEffectPlace *place = user_data;
  IsoParameter limit = place->limit, other = limit == LOWER ? UPPER : LOWER;
  double lambda = psi[limit], hill = exp (psi[HILL]), response = place->effect->target;
  double direction = limit == LOWER ? 1 : -1, growth = exp (direction * lambda), gap = psi[other] - response;
  double theta[N], t[FOUR][FOUR] = { { 0 } }, gradient[FOUR] = { 0 };

  if (!(fabs (lambda) < FARTHEST_PLACE) || !(gap * direction * place->sign > 0))
    {
      *e = (IsoNormalEquations) { .rss = INFINITY };
      return;
    }
  for (guint i = 0; i < N; i++)
    theta[i] = psi[i];
  theta[limit] = response - gap * growth;
  theta[SCALE] = psi[SCALE] + lambda / hill;
  iso_curve_problem_evaluate (place->effect->data, theta, e);

  t[HILL][HILL] = t[other][other] = t[SCALE][SCALE] = 1;
  t[limit][limit] = -direction * gap * growth;
  t[limit][other] = -growth;
  t[SCALE][HILL] = -lambda / hill;
  t[SCALE][limit] = 1 / hill;
  for (guint i = 0; i < FOUR; i++)
    for (guint k = 0; k < FOUR; k++)
      gradient[i] += t[k][i] * e->gradient[k];
  carry_over (t, e->gauss_newton);
  carry_over (t, e->observed);
  e->observed[HILL][HILL] -= e->gradient[SCALE] * lambda / hill;
  e->observed[limit][HILL] += e->gradient[SCALE] / hill;
  e->observed[limit][limit] += e->gradient[limit] * gap * growth;
  e->observed[UPPER][LOWER] += e->gradient[limit] * direction * growth;
  for (guint i = 0; i < FOUR; i++)
    e->gradient[i] = gradient[i];
}
