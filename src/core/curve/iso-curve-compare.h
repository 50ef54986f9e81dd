/* iso-curve-compare.h - two curves beside each other: relative potency, differences of parameters, tests of what they share
 *
 * Both curves have one residual variance, s^2 = (RSS1 + RSS2) / (df1 + df2), as where they are fitted in one model: what Ritz et al. 2015,
 * PLoS One 10:e0146021, do. The part that controls brought to the covariances (see iso_curve_fit_add_control_uncertainty ())
 * is taken as independent between the two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-profile.h"

G_BEGIN_DECLS

typedef struct
{
  IsoCurveSettings   settings;
  const double      *doses;
  const double      *responses;
  const double      *weights;    /* NULL: all 1 */
  gsize              n;
  const IsoCurveFit *fit;        /* to these data with these settings */
} IsoComparedCurve;

/* The ratio of two doses, the first over the second, and of what it could be if one of them is not known. */
typedef struct
{
  IsoEstimate delta;      /* ratio -+ t SE */
  IsoEstimate fieller;    /* Fieller 1954, J R Stat Soc B 16:175; a side that is open has no limit */
  IsoEstimate wald;       /* on the logarithm */
  IsoEstimate profile;    /* every ratio with which the best two curves leave no more than RSS (1 + t^2 / df); Wald's with hormesis */
  double      se;         /* of the ratio by the delta method */
  double      p;          /* of a ratio of 1, by Student's t of (ratio - 1) / SE */
  double      at_least;   /* what the doses tested say where an effect was not reached; 0 and INFINITY where they say nothing */
  double      at_most;
} IsoDoseRatio;

/* A parameter of the first curve against that of the second. */
typedef struct
{
  double      p;            /* of no difference */
  double      ratio_se;
  double      ratio_p;      /* of a ratio of 1 */
  IsoEstimate difference;   /* first less second, with t SE */
  IsoEstimate ratio;
  double      difference_se;
} IsoParameterComparison;

/* Two curves with some parameters in common against two that have none. */
typedef struct
{
  IsoStatus status;         /* UNDEFINED where the models differ or nothing that is free would be shared */
  double    rss;            /* of the two with shared parameters */
  double    separate_rss;
  double    f;              /* of the extra sum of squares */
  double    df1;            /* parameters saved */
  double    df2;
  double    p;
  double    aicc;           /* as IsoCurveFit has it, of all points; NaN with too few */
  double    separate_aicc;
  double    values[ISO_CURVE_N_PARAMETERS];   /* of the parameters that are shared; NaN for the others */
  /* All parameters of either curve, with Wald's intervals from the two together; UNDEFINED where a curve ends at infinity. */
  IsoEstimate parameters[2][ISO_CURVE_N_PARAMETERS];
  double      se[2][ISO_CURVE_N_PARAMETERS];
} IsoCurveSharing;

/* Bits of a set of shared parameters. */
#define ISO_SHARE(parameter) (1u << (parameter))
#define ISO_SHARE_ALL ((1u << ISO_CURVE_N_PARAMETERS) - 1)

/* `levels` and `controls` are of the two curves: see iso_curve_fit_effect_dose (). Where a dose has no value the ratio has none, its status
 * is ABOVE_RANGE ("at least"), BELOW_RANGE ("at most") or that of the dose. */
void iso_curves_compare_doses (const IsoComparedCurve curves[2], const double levels[2], IsoEffectKind kind, const double controls[2],
                               IsoDoseRatio *ratio);

/* What the two doses tell of their ratio where one is not known: not reached means above the highest dose tested. */
void iso_dose_ratio_bounds (const IsoEstimate doses[2], const IsoCurveFit *const fits[2], double *at_least, double *at_most);

void iso_curves_compare_parameter (const IsoComparedCurve curves[2], IsoParameter parameter, IsoParameterComparison *comparison);

/* Shares what is in the set and free: ISO_SHARE_ALL is one curve for both. */
void iso_curves_share (const IsoComparedCurve curves[2], guint shared, IsoCurveSharing *sharing);

G_END_DECLS
