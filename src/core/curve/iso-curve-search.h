/* iso-curve-search.h - the best point of a curve fit, wherever it lies
 *
 * A grid over hill, scale and asymmetry, with the linear parameters in closed form, finds the basins; the best of them are descended
 * to their ends. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-problem.h"

G_BEGIN_DECLS

/* All in inside units: see iso-curve-problem.h. */
typedef struct
{
  IsoCurveData data;
  gboolean     ordered;                         /* mirrored as well, each with its limits in order: see IsoCurveModel */
  double       low[ISO_CURVE_N_PARAMETERS];
  double       high[ISO_CURVE_N_PARAMETERS];
  double       fixed[ISO_CURVE_N_PARAMETERS];   /* NaN where free */
  gboolean     is_fixed[ISO_CURVE_N_PARAMETERS];
  double       first_log_dose;                  /* of the doses above zero */
  double       last_log_dose;
  gboolean     bounded_hill;                    /* by a person */
  IsoCurveEffort *effort;
} IsoCurveSearch;

/* Everything of it, for these settings and data; `fit` has the range of the doses. Cleared by iso_curve_data_clear () of its data. */
void      iso_curve_search_init (IsoCurveSearch *search, const IsoCurveSettings *settings, const double *doses,
                                 const double *responses, const double *weights, gsize n, const IsoCurveFit *fit);

guint     iso_curve_count_free (const IsoCurveSettings *settings);

/* A point with what is fixed, at 0 elsewhere. */
void      iso_curve_search_begin_point (const IsoCurveSearch *search, IsoCurvePoint *point);

/* From a start downhill to the best point within the limits. */
void      iso_curve_search_descend (const IsoCurveSearch *search, IsoCurvePoint *point);

/* TRUE if the limits stand as the shape wants them. */
gboolean  iso_curve_search_is_in_order (const IsoCurveSearch *search, const IsoCurvePoint *point);

/* The ends of the parameter space, where a grid sees nothing: a step at a dose or between two, found exactly, and a curve that goes on
 * for ever. Each replaces `best` where it is better; TRUE then. iso-curve-ends.c */
gboolean  iso_curve_search_steps (const IsoCurveSearch *search, IsoCurvePoint *best);
gboolean  iso_curve_search_endless (const IsoCurveSearch *search, IsoCurvePoint *best);

/* Near a fit that goes on for ever, a curve of its model: with the midpoint where the power has grown (or shrunk) a thousandfold, or, where the
 * power hardly bends, a straight line over the log dose, amid a flat curve with both ends far away. */
void      iso_curve_search_leave_end (const IsoCurveSearch *search, const IsoCurveFit *fit, double theta[ISO_CURVE_N_PARAMETERS]);

/* The best point of the grid and the descents from it alone. */
IsoStatus iso_curve_search_basins (const IsoCurveSearch *search, IsoCurvePoint *best);

/* OK, or AMBIGUOUS where another basin fits about as well with another scale. */
IsoStatus iso_curve_search_best (const IsoCurveSearch *search, IsoCurvePoint *best);

G_END_DECLS
