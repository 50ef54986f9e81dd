/* iso-curve-sites.h - two sites: a curve that is the sum of two log-logistic ones
 *
 * response = lower + (upper - lower) ((1 - share) L (dose; scale, hill) + share L (dose; second scale, second hill)),
 * L = 1 / (1 + (dose / scale)^hill), share from 0 to 1. No shape in the sense of iso-curve-shape.h, because it does not look the same from
 * every midpoint; in all else it goes through the same search. Sites are told in the order of their scales. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-grid.h"

G_BEGIN_DECLS

/* G, which falls from 1 to 0, at a log dose (-INFINITY for dose 0), for inside parameters. */
double iso_sites_share    (const double theta[ISO_CURVE_N_PARAMETERS], double log_dose);

/* The log dose where G is g, 0 < g < 1. */
double iso_sites_inverse  (const double theta[ISO_CURVE_N_PARAMETERS], double g);

/* As iso_curve_problem_gradient () and iso_curve_problem_evaluate (), which call these. */
double iso_sites_gradient (const double theta[ISO_CURVE_N_PARAMETERS], double log_dose, double gradient[ISO_CURVE_N_PARAMETERS]);
void   iso_sites_add      (const IsoCurveData *data, const double *theta, IsoNormalEquations *equations);

/* The best starts over both scales and both hills, with share and limits in closed form. iso-curve-sites-grid.c */
void   iso_sites_find_basins (const IsoCurveSearch *search, IsoCurveBasins *basins);

/* Puts the sites in order; where one of them does without the other, holds the other, which then means nothing. */
void   iso_sites_settle   (const IsoCurveSearch *search, IsoCurvePoint *point);

/* The problem with an effect dose in the place of the scale, and the distance of the second log scale from the first in that of the
 * second scale: see iso_effect_problem_evaluate (), which calls this. `w` is the G at that dose, and w_lower and w_upper its
 * derivatives by the limits. FALSE where there is no such curve. */
gboolean iso_sites_effect_evaluate (const IsoCurveData *data, const double *phi, double w, double w_lower, double w_upper,
                                    IsoNormalEquations *equations);

G_END_DECLS
