/* iso-curve-share-fit.c - two curves with parameters in common, to the last digits and with intervals
 *
 * The parameters of both stand in one problem, what is shared once: the search of iso-curve-share.c says where to begin.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "curve/iso-curve-share.h"

#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

#define N ISO_CURVE_N_PARAMETERS
#define NOWHERE G_MAXUINT

/* Both curves in one problem. */
typedef struct
{
  IsoCurveData data[2];
  double       rest[2][N];   /* inside values of what is held */
  guint        place[2][N];  /* of each parameter in the problem, or NOWHERE */
  guint        n;
} Joint;

static void
unfold (const Joint *joint, guint curve, const double *theta, double own[N])
{
  for (guint p = 0; p < N; p++)
    own[p] = joint->place[curve][p] == NOWHERE ? joint->rest[curve][p] : theta[joint->place[curve][p]];
}

static void
evaluate_cb (gconstpointer user_data, const double *theta, IsoNormalEquations *e)
{
  const Joint *joint = user_data;

  *e = (IsoNormalEquations) { .rss = 0 };
  for (guint c = 0; c < 2; c++)
    {
      const guint *place = joint->place[c];
      IsoNormalEquations own;
      double at[N];

      unfold (joint, c, theta, at);
      iso_curve_problem_evaluate (&joint->data[c], at, &own);
      e->rss += own.rss;
      for (guint p = 0; p < N; p++)
        {
          if (place[p] == NOWHERE)
            continue;
          e->gradient[place[p]] += own.gradient[p];
          for (guint q = 0; q <= p; q++)
            {
              guint a, b;

              if (place[q] == NOWHERE)
                continue;
              a = MAX (place[p], place[q]);
              b = MIN (place[p], place[q]);
              e->gauss_newton[a][b] += own.gauss_newton[p][q];
              e->observed[a][b] += own.observed[p][q];
            }
        }
    }
}

/* FALSE where one of the curves is none of its model's, or both have too many parameters. */
static gboolean
join (const IsoComparedCurve curves[2], guint shared, const IsoCurveFit fits[2], Joint *joint, double *theta)
{
  gboolean good = TRUE;

  memset (joint, 0, sizeof *joint);
  for (guint c = 0; c < 2; c++)
    {
      iso_curve_data_init (&joint->data[c], fits[c].shape, curves[c].doses, curves[c].responses, curves[c].weights, curves[c].n);
      joint->data[c].mirrored = fits[c].mirrored;
      iso_curve_get_inside (&fits[c], joint->rest[c]);
      good = good && fits[c].shape == fits[c].model->shape;
      for (IsoParameter p = 0; p < N && good; p++)
        {
          gboolean common = (shared & ISO_SHARE (p)) != 0 && iso_curve_model_uses (fits[c].model, p) && !curves[c].fit->fixed[p];

          joint->place[c][p] = NOWHERE;
          if (!common && fits[c].held[p])
            continue;
          good = joint->n < ISO_LEAST_SQUARES_MAX || (common && c == 1);
          if (!good)
            break;
          joint->place[c][p] = common && c == 1 ? joint->place[0][p] : joint->n++;
          theta[joint->place[c][p]] = joint->rest[c][p];
        }
    }
  return good;
}

static void
set_parameter (const Joint *joint, const IsoCurveFit *fit, guint curve, IsoParameter p, const double *theta, const IsoSquareMatrix inverse,
               double variance, double t, IsoCurveSharing *sharing)
{
  IsoEstimate *estimate = &sharing->parameters[curve][p];
  guint place = joint->place[curve][p];
  double inside = place == NOWHERE ? joint->rest[curve][p] : theta[place], half;

  *estimate = iso_estimate_none (fit->parameters[p].status);
  estimate->value = iso_curve_from_inside (fit->model, p, inside);
  estimate->interval_status = ISO_STATUS_OK;
  if (place == NOWHERE)
    return;
  half = t * sqrt (variance * inverse[place][place]);
  sharing->se[curve][p] = half / t * iso_curve_stretch (fit->model, p, estimate->value);
  estimate->interval_status = isfinite (half) ? ISO_STATUS_OK : ISO_STATUS_NOT_IDENTIFIED;
  if (!isfinite (half))
    return;
  estimate->lower = iso_curve_from_inside (fit->model, p, inside - half);
  estimate->upper = iso_curve_from_inside (fit->model, p, inside + half);
  estimate->method = "wald";
}

/* Observed information, one variance for both, Wald's intervals (of hill and dose on the logarithm). */
static void
set_parameters (const IsoComparedCurve curves[2], const Joint *joint, const IsoCurveFit fits[2], const double *theta,
                IsoCurveSharing *sharing)
{
  double df = (double) (curves[0].n + curves[1].n) - joint->n, variance = sharing->rss / df;
  double t = iso_t_quantile (curves[0].settings.level, df);
  IsoNormalEquations equations;
  IsoSquareMatrix inverse;
  gboolean good;

  evaluate_cb (joint, theta, &equations);
  good = df > 0 && iso_square_matrix_invert (equations.observed, joint->n, NULL, inverse)
         && iso_square_matrix_invert (curves[0].settings.se == ISO_SE_OBSERVED ? equations.observed : equations.gauss_newton, joint->n,
                                      NULL, inverse);
  for (guint c = 0; c < 2; c++)
    for (IsoParameter p = 0; p < N; p++)
      set_parameter (joint, &fits[c], c, p, theta, inverse, good ? variance : NAN, t, sharing);
}

void
iso_curves_finish_sharing (const IsoComparedCurve curves[2], guint shared, IsoCurveSharing *sharing)
{
  double theta[ISO_LEAST_SQUARES_MAX] = { 0 };
  IsoCurveFit fits[2];
  Joint joint;

  for (guint c = 0; c < 2; c++)
    {
      IsoCurveSettings settings = curves[c].settings;

      for (IsoParameter p = 0; p < N; p++)
        {
          if (isfinite (sharing->values[p]))
            settings.fixed[p] = sharing->values[p];
        }
      iso_curve_fit (&settings, curves[c].doses, curves[c].responses, curves[c].weights, curves[c].n, &fits[c]);
    }
  if (join (curves, shared, fits, &joint, theta))
    {
      IsoLeastSquares problem = { .n = joint.n, .evaluate = evaluate_cb, .user_data = &joint };
      double start[ISO_LEAST_SQUARES_MAX];
      IsoLeastSquaresEnd end;

      memcpy (start, theta, sizeof start);
      end = iso_least_squares_descend (&problem, theta);
      /* A limit that a person set is looked after by the search alone. */
      for (guint c = 0; c < 2; c++)
        for (IsoParameter p = ISO_PARAMETER_LOWER; p <= ISO_PARAMETER_UPPER; p++)
          {
            double at[N];

            unfold (&joint, c, theta, at);
            if (!(at[p] >= curves[c].settings.low[p] && at[p] <= curves[c].settings.high[p]))
              end.rss = INFINITY;
          }
      if (end.rss <= sharing->rss)
        sharing->rss = end.rss;
      else
        memcpy (theta, start, sizeof start);
      set_parameters (curves, &joint, fits, theta, sharing);
      for (IsoParameter p = 0; p < N; p++)
        {
          if (isfinite (sharing->values[p]))
            sharing->values[p] = sharing->parameters[0][p].value;
        }
    }
  for (guint c = 0; c < 2; c++)
    iso_curve_data_clear (&joint.data[c]);
}
