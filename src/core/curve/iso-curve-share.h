/* iso-curve-share.h - curves with parameters in common: the search and its end
 *
 * Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-common.h"
#include "curve/iso-curve-problem.h"
#include "curve/iso-curve-trail.h"

G_BEGIN_DECLS

/* From the values that are shared to the optimum of both curves together, and what it says of each parameter. */
void iso_curves_finish_sharing (const IsoComparedCurve curves[2], guint shared, IsoCurveSharing *sharing);

/* One parameter that any number of curves have in common, free in all of them, each with its trail: its value inside where they leave least
 * together, that sum of squares, and how far it was looked for. Where the trails go on so many threads, the numbers are the same. */
double iso_curves_search_common (const IsoComparedCurve *curves, IsoCurveTrail *const *trails, guint n_curves, IsoParameter parameter,
                                 guint n_threads, double range[2], double *rss);

/* As IsoCurveFit has it; NaN with too few points. */
double iso_curves_find_aicc (double rss, double n, double n_free);

/* The problem of one curve with what the others lose by the parameter that they share. */
typedef struct
{
  const IsoCommonCurves *common;
  guint                  index;
  IsoNormalEquationsFunc evaluate;    /* of the curve alone */
  gconstpointer          user_data;
} IsoCommonProblem;

void   iso_common_problem_evaluate (gconstpointer problem, const double *theta, IsoNormalEquations *equations);

G_END_DECLS
