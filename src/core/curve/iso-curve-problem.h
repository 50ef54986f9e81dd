/* iso-curve-problem.h - the least-squares problem behind a curve fit: residuals, derivatives, closed forms
 *
 * Private to the curve folder. Inside, the parameters are ln hill, lower, upper, ln scale, in the order of IsoParameter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"

G_BEGIN_DECLS

/* Between natural and inside units, and d natural / d inside, to carry a covariance from one to the other. */
double iso_curve_to_inside   (IsoParameter parameter, double natural);
double iso_curve_from_inside (IsoParameter parameter, double inside);
double iso_curve_stretch     (IsoParameter parameter, double natural);

/* The parameters of a fit in inside units. */
void   iso_curve_get_inside  (const IsoCurveFit *fit, double theta[ISO_CURVE_N_PARAMETERS]);

typedef struct
{
  gsize         n;
  const double *log_doses;     /* -INFINITY for dose 0 */
  const double *responses;
  const double *weights;       /* NULL: all 1 */
} IsoCurveData;

typedef struct
{
  double   theta[ISO_CURVE_N_PARAMETERS];
  gboolean held[ISO_CURVE_N_PARAMETERS];   /* not moved: fixed, or on a limit */
  double   rss;
  gboolean converged;
} IsoCurvePoint;

/* The fitted response and its derivatives by the inside parameters, at one log dose. */
double iso_curve_problem_value    (const double theta[ISO_CURVE_N_PARAMETERS], double log_dose);
double iso_curve_problem_gradient (const double theta[ISO_CURVE_N_PARAMETERS], double log_dose,
                                   double gradient[ISO_CURVE_N_PARAMETERS]);

double iso_curve_problem_rss (const IsoCurveData *data, const double theta[ISO_CURVE_N_PARAMETERS]);

/* Sets lower and upper (unless held) to their least-squares values for the hill and scale of the point, within the limits.
 * Returns the RSS. */
double iso_curve_problem_solve_limits (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point);

/* Levenberg-Marquardt from the point over what is not held, then Newton steps with the full Hessian to the last digits. */
void iso_curve_problem_descend (const IsoCurveData *data, IsoCurvePoint *point);

/* A simplex over hill and scale alone, with lower and upper in closed form: slow, and sure where the descent crawls along a valley
 * that the data do not end. Never makes the point worse. */
void iso_curve_problem_search (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point);

/* J'J over all four parameters, and half the full second derivative of the RSS; the gradient J'r too unless NULL. */
void iso_curve_problem_hessians (const IsoCurveData *data, const double theta[ISO_CURVE_N_PARAMETERS],
                                 double gauss_newton[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS],
                                 double observed[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS],
                                 double gradient[ISO_CURVE_N_PARAMETERS]);

/* Inverts the part of a symmetric matrix that is not held; the rest becomes 0. FALSE if that part is not safely positive definite. */
gboolean iso_curve_problem_invert (double matrix[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS],
                                   const gboolean held[ISO_CURVE_N_PARAMETERS],
                                   double inverse[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS]);

G_END_DECLS
