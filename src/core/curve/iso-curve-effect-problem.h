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

G_END_DECLS
