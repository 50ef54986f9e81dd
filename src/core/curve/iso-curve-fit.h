/* iso-curve-fit.h - least squares that find the best fit, not the nearest
 *
 * The two asymptotes (and hormesis) enter linearly, so for given hill and scale they follow in closed form. A grid over the others
 * with that closed form finds every basin; damped Newton on analytic second derivatives finishes from the best ones.
 *
 * Standard errors: of the observed Hessian, V = s^2 (1/2 d2 RSS)^-1, as drc gives, and Gauss-Newton, V = s^2 (J'J)^-1, as nls
 * and Prism give; s^2 = RSS / (n - p). Intervals are Wald's with t on n - p degrees of freedom; those of hill, scale
 * and asymmetry are made on the logarithm, so they are never negative.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"
#include "curve/iso-curve-model.h"

G_BEGIN_DECLS

/* A dose this many times outside the tested ones is no longer an estimate. */
#define ISO_CURVE_FARTHEST 100.0

typedef enum
{
  ISO_SE_OBSERVED,       /* observed Hessian */
  ISO_SE_GAUSS_NEWTON,
} IsoSeKind;

typedef struct
{
  const IsoCurveModel *model;
  double     fixed[ISO_CURVE_N_PARAMETERS];   /* values a person fixed, over those of the model; NaN where free */
  double     low[ISO_CURVE_N_PARAMETERS];     /* limits of hill, lower and upper; -INFINITY, INFINITY where there are none */
  double     high[ISO_CURVE_N_PARAMETERS];
  IsoSeKind  se;
  double     level;                           /* of the intervals: 0.95 */
} IsoCurveSettings;

void iso_curve_settings_init (IsoCurveSettings *settings, const IsoCurveModel *model);

/* What a fit took. */
typedef struct
{
  guint grid;          /* points of the grid, each with its limits solved */
  guint starts;        /* descents */
  guint evaluations;   /* curves computed with all their derivatives */
} IsoCurveEffort;

/* Where the data want an end of the curve at infinity (no dose beyond the midpoint), the best curve is not one of the model: it is
 * upper - b dose^hill or lower + b dose^-hill, which the model comes ever nearer to. The fit is then that curve, its status
 * NOT_IDENTIFIED, and the parameters that go to infinity have no value; what the curve says of the tested doses is as good as
 * ever. */
typedef struct
{
  const IsoCurveModel *model;
  const IsoCurveShape *shape;   /* of the model, or the power at infinity */
  IsoStatus    status;          /* of the fit as a whole */
  gboolean     mirrored;        /* the shape is read from the other side: see iso-curve-shape.h */
  gsize        n;               /* points */
  guint        n_free;          /* free parameters */
  double       values[ISO_CURVE_N_PARAMETERS];           /* of the curve as it is drawn: those of `shape` */
  gboolean     held[ISO_CURVE_N_PARAMETERS];             /* fixed, or on a limit */
  IsoEstimate  parameters[ISO_CURVE_N_PARAMETERS];       /* those of the model, to be told; Wald's intervals */
  gboolean     fixed[ISO_CURVE_N_PARAMETERS];
  double       se[ISO_CURVE_N_PARAMETERS];               /* of the kind asked for; NaN if fixed or none */
  double       se_gauss_newton[ISO_CURVE_N_PARAMETERS];
  double       se_observed[ISO_CURVE_N_PARAMETERS];
  double       covariance[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS];  /* of `values`, of the kind asked for; 0 where held */
  double       control_covariance[ISO_CURVE_N_PARAMETERS][ISO_CURVE_N_PARAMETERS];  /* the part of it that controls brought */
  double       rss;
  double       df;
  double       variance;        /* of a point of weight 1, that intervals come from: rss / df, or that of all curves that share a parameter */
  double       variance_df;
  guint        shared;          /* bit 1 << p of a parameter that this curve has in common with others: see iso-curve-common.h */
  double       aicc;            /* n ln (RSS / n) + 2 k + 2 k (k + 1) / (n - k - 1), k = n_free + 1; NaN if n <= k + 1 */
  double       lack_of_fit_f;   /* against pure error of replicates; NaN without replicates */
  double       lack_of_fit_p;
  double       lack_of_fit_df1;
  double       lack_of_fit_df2;
  double       lowest_dose;     /* above zero */
  double       highest_dose;
  double       level;
  IsoCurveEffort effort;
} IsoCurveFit;

/* Fits n points (dose >= 0, finite response). `weights` may be NULL (all 1); the sum of w (y - f)^2 is minimised. Never
 * fails: what could not be done stands in the status. */
void iso_curve_fit (const IsoCurveSettings *settings,
                    const double           *doses,
                    const double           *responses,
                    const double           *weights,
                    gsize                   n,
                    IsoCurveFit            *fit);

double iso_curve_fit_value (const IsoCurveFit *fit, double dose);

/* The standard error of the fitted curve at a dose, by the delta method; NaN without a covariance. */
double iso_curve_fit_value_se (const IsoCurveFit *fit, double dose);

/* Adds the uncertainty of common factors to the covariance: the responses of group g share a factor whose relative SE is
 * relative_se[g] (the control wells that normalised them); `group` tells each point's g. V + sum_g se_g^2 s_g s_g', with
 * s_g = d parameters / d ln factor_g. The intervals are made anew. */
void iso_curve_fit_add_control_uncertainty (IsoCurveFit  *fit,
                                            const double *doses,
                                            const double *responses,
                                            const double *weights,
                                            const guint  *group,
                                            gsize         n,
                                            const double *relative_se,
                                            guint         n_groups);

typedef enum
{
  ISO_EFFECT_RELATIVE,   /* a share of the way from upper to lower */
  ISO_EFFECT_ABSOLUTE,   /* a share of `control` lost: level 0.5 is the IC50 */
} IsoEffectKind;

/* The dose of an effect level (0 to 1), Wald on the logarithm by the delta method. Status: OK, EXTRAPOLATED outside the tested
 * doses, ABOVE_RANGE or BELOW_RANGE (and no value) more than a hundredfold outside, NOT_REACHED beyond the plateau, or that of a
 * fit that failed. `control` is the response that counts as no effect. */
IsoEstimate iso_curve_fit_effect_dose (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control);

/* The part of the standard error of its logarithm that the controls brought; 0 or NaN if none. */
double      iso_curve_fit_effect_dose_control_se (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control);

/* The covariance of its logarithm with a parameter (natural), but for what the controls brought. */
double      iso_curve_fit_effect_dose_link (const IsoCurveFit *fit, double level, IsoEffectKind kind, double control, IsoParameter parameter);

/* The mean over the tested range of log dose of the effect 1 - response / control; NaN without a fit or with one dose. */
double iso_curve_fit_mean_effect (const IsoCurveFit *fit, double control);

G_END_DECLS
