/* iso-curve-problem.h - the least-squares problem behind a curve fit: residuals, derivatives, closed forms
 *
 * Private to the curve folder. Inside, the parameters are ln hill, lower, upper, ln scale and either ln asymmetry or hormesis, in
 * the order of IsoParameter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-fit.h"
#include "curve/iso-curve-shape.h"
#include "curve/iso-least-squares.h"

G_BEGIN_DECLS

/* Between natural and inside units, and d natural / d inside, to carry a covariance from one to the other. */
double iso_curve_to_inside   (const IsoCurveModel *model, IsoParameter parameter, double natural);
double iso_curve_from_inside (const IsoCurveModel *model, IsoParameter parameter, double inside);
double iso_curve_stretch     (const IsoCurveModel *model, IsoParameter parameter, double natural);

/* The parameters of a fit in inside units. */
void   iso_curve_get_inside  (const IsoCurveFit *fit, double theta[ISO_CURVE_N_PARAMETERS]);

/* What a person sees as one dose is one level: replicates are merged to their weighted mean, and what they differ among themselves,
 * which no curve can change, is kept apart. */
typedef struct
{
  const IsoCurveShape *shape;
  gboolean      mirrored;
  gsize         n;             /* levels, by ascending dose */
  double       *log_doses;     /* -INFINITY for dose 0 */
  double       *responses;
  double       *weights;
  double       *boosts;        /* 0 without hormesis */
  double       *shares;        /* room for G at every level */
  double        pure;          /* the sum of squares within levels */
  double       *memory;        /* that holds all of them */
} IsoCurveData;

void iso_curve_data_init  (IsoCurveData *data, const IsoCurveShape *shape, const double *doses, const double *responses,
                           const double *weights, gsize n);
void iso_curve_data_clear (IsoCurveData *data);

typedef struct
{
  double   theta[ISO_CURVE_N_PARAMETERS];
  gboolean held[ISO_CURVE_N_PARAMETERS];   /* not moved: fixed, or on a limit */
  double   rss;
  gboolean converged;
  gboolean mirrored;
  const IsoCurveShape *shape;              /* that of the search, or another where the curve ends at infinity */
} IsoCurvePoint;

/* The fitted response and its derivatives by the inside parameters, at one dose. */
double iso_curve_problem_gradient (const IsoCurveShape *shape, gboolean mirrored, const double theta[ISO_CURVE_N_PARAMETERS],
                                   double log_dose, double boost, double gradient[ISO_CURVE_N_PARAMETERS]);

/* As an IsoNormalEquationsFunc over all parameters; user_data is an IsoCurveData. */
void   iso_curve_problem_evaluate (gconstpointer data, const double *theta, IsoNormalEquations *equations);

/* Sets lower, upper and hormesis (unless held) to their least-squares values for the rest of the point, the first two within
 * their limits. Returns the RSS. */
double iso_curve_problem_solve_limits (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point);

/* The same for G given at every level: the grid's inner loop. The RSS is only about right where it is small. */
double iso_curve_problem_solve_shares (const IsoCurveData *data, const double *shares, const double *low, const double *high,
                                       IsoCurvePoint *point);

/* Downhill from the point over what is not held, in so many steps at most (0: to the end). Returns how often the curve was computed. */
guint iso_curve_problem_descend (const IsoCurveData *data, guint most_steps, IsoCurvePoint *point);

/* A simplex over hill, scale and asymmetry alone, with the rest in closed form: slow, and sure where the descent crawls along a valley
 * that the data do not end. Never makes the point worse. */
void iso_curve_problem_search (const IsoCurveData *data, const double *low, const double *high, IsoCurvePoint *point);

G_END_DECLS
