/* iso-curve-way.h - the way along one coordinate of a curve, on which all others follow to where they are best
 *
 * What a profile interval is made of: iso-curve-profile.h says what a limit is. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-effect-problem.h"
#include "curve/iso-curve-search.h"
#include "curve/iso-curve-share.h"

G_BEGIN_DECLS

typedef struct
{
  IsoLeastSquares       problem;                         /* of all coordinates; what it holds stays */
  guint                 along;
  double                low[ISO_LEAST_SQUARES_MAX];
  double                high[ISO_LEAST_SQUARES_MAX];
  double                best[ISO_LEAST_SQUARES_MAX];    /* the optimum, in the coordinates of the way */
  gboolean              is_limit[ISO_LEAST_SQUARES_MAX]; /* lower or upper limit of a response */
  const gboolean       *held;                            /* there: fixed, or on a limit */
  double                least;                           /* the sum of squares there */
  double                variance;
  double                t;                               /* how far a limit is, in roots of the excess over the variance */
  const IsoCurveSearch *search;                          /* of the curve; NULL: nothing but the way itself is looked at */
  const IsoEffectProblem *effect;                        /* NULL: the coordinate is one of the curve's own parameters */
  const IsoEffectPlace *place;                           /* NULL: the limits are coordinates, or else one of them is told by its place; */
  const double         *plain;                           /*   then the optimum in those of `effect` */
  const IsoCommonProblem *together;                      /* NULL: the curve shares nothing with others */
  gboolean              careful;                         /* the data hardly determine the curve */
  gboolean              settled;                         /* or they determine it well */
  double                speed[ISO_LEAST_SQUARES_MAX];   /* d best / d coordinate along the way */
  double                half;                            /* Wald's half width; NaN if none */
} IsoCurveWay;

/* One point of it. */
typedef struct
{
  double   theta[ISO_LEAST_SQUARES_MAX];
  gboolean held[ISO_LEAST_SQUARES_MAX];
  double   q;                                            /* the root of (RSS - least) / variance */
  gboolean known;                                        /* whether the rest is: where the way goes from here, */
  double   speed[ISO_LEAST_SQUARES_MAX];                 /*   d theta / d coordinate, */
  double   pull;                                         /*   minus half the slope of the least RSS by the coordinate, */
  double   bend;                                         /*   and half its second derivative */
} IsoCurveStop;

/* Finds `speed` and `half`; the rest is there. */
void   iso_curve_way_look_ahead (IsoCurveWay *way);

/* The value of the coordinate where the interval ends in a direction (-1 or 1); the end of its range, with *open set, if the data do not
 * rule that out. Another basin that is better at the end than the one of the way carries the way on. */
double iso_curve_way_find_side  (const IsoCurveWay *way, double direction, gboolean *open);

/* q of the best curve with the coordinate at a value, from the optimum there in steps of Wald's half width. */
double iso_curve_way_measure    (const IsoCurveWay *way, double value);

G_END_DECLS
