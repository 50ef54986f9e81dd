/* iso-curve-trail.h - the fits of one curve while one of its parameters is held at one value after another
 *
 * Where the search has found fits at two values and a descent leads from either to the other, what lies between them is found by a descent as
 * well, from where a straight line between them passes: the same basin, and a small part of the work. Everywhere else, and where the best curve
 * may lie at an end of the parameter space, the curve is searched for afresh. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-compare.h"

G_BEGIN_DECLS

typedef struct _IsoCurveTrail IsoCurveTrail;

/* What the curve points to must live as long; its own fit is the first of the trail. */
IsoCurveTrail *iso_curve_trail_new  (const IsoComparedCurve *curve, IsoParameter parameter);
void           iso_curve_trail_free (IsoCurveTrail *trail);

/* The sum of squares with the parameter (inside) held there, by iso_curve_fit (): `fit` is the whole of it. */
double         iso_curve_trail_search (IsoCurveTrail *trail, double inside, IsoCurveFit *fit);

/* The same by the nearest way. */
double         iso_curve_trail_follow (IsoCurveTrail *trail, double inside);

/* At a value that was searched for or followed: the slope of the least sum of squares by the parameter, which is that of the curve with all
 * else where it is, and its second derivative. NaN where there is none. */
void           iso_curve_trail_slope (IsoCurveTrail *trail, double inside, double *slope, double *bend);

/* Goes to each of these values with each of the trails, which share nothing, on so many threads (0: one a processor). */
void           iso_curve_trails_visit (IsoCurveTrail *const *trails, guint n_trails, const double *values, guint n_values, gboolean search,
                                       guint n_threads);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCurveTrail, iso_curve_trail_free)

G_END_DECLS
