/* iso-curve-effect-problem.h - the least-squares problem with an effect dose in the place of the scale
 *
 * ln scale = ln dose - q (w, f) / hill, where q is the inverse of the shape and w the share of the way from lower to upper at which
 * the dose's response stands: (response - lower) / (upper - lower) for a response that is given, 1 - level for a level between the
 * limits. Derivatives of first and second order follow by the chain rule. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-problem.h"

G_BEGIN_DECLS

typedef struct
{
  const IsoCurveData *data;
  IsoEffectKind       kind;
  double              target;   /* level for ISO_EFFECT_RELATIVE, else the response */
} IsoEffectProblem;

/* As iso_curve_problem_evaluate (), with ln dose where ln scale stands. Where no such curve comes to the response the RSS is infinite. */
void iso_effect_problem_evaluate (gconstpointer problem, const double *phi, IsoNormalEquations *equations);

/* Where both limits are free, one of them comes ever nearer to the response as the dose goes far out, and tells less and less of where the curve
 * lies. In its place stands then lambda = ln (w / (1 - w)), with which all goes evenly:
 *   lower = response - (upper - response) e^lambda     or     upper = response + (response - lower) e^-lambda,     ln scale = ln dose + lambda / hill
 * For the log-logistic shape and a given response. */
typedef struct
{
  const IsoEffectProblem *effect;
  IsoParameter            limit;    /* lower or upper, in whose place lambda stands */
  double                  sign;     /* of upper - lower, which stays */
} IsoEffectPlace;

void   iso_effect_place_evaluate (gconstpointer place, const double *psi, IsoNormalEquations *equations);

/* lambda where the two limits are these. */
double iso_effect_place_find     (const IsoEffectPlace *place, double lower, double upper);

G_END_DECLS
