/* iso-curve-common.h - any number of curves with one parameter in common, such as one top for parental and resistant cells
 *
 * All curves are fitted by one sum of squares in which the parameter stands once. For any value of it each curve has its own best fit, so the
 * sum over the curves is a function of that one number: its minimum is the common fit, and what the other curves lose by a value
 * is what one curve's own intervals have to pay for it. Profile intervals of every parameter and dose of every curve are therefore those of
 * the common fit: see iso_curve_profile_share (). Residuals have one variance, s^2 = RSS / (n - p) of all together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-compare.h"

G_BEGIN_DECLS

/* The curves together against each by itself: the extra sum of squares. */
typedef struct
{
  IsoStatus    status;         /* UNDEFINED where nothing is shared */
  IsoParameter parameter;
  guint        n_curves;
  gsize        n;              /* points of all */
  double       value;          /* natural units */
  double       rss;
  double       separate_rss;
  double       f;
  double       df1;
  double       df2;
  double       p;
} IsoCommonTest;

typedef struct _IsoCommonCurves IsoCommonCurves;

/* Each curve with its own fit, in which the parameter is free; two or more. What they point to must live as long. NULL where no value of the
 * parameter gives all of them a curve. The numbers are the same for any number of threads (0: one a processor). */
IsoCommonCurves     *iso_common_curves_new  (const IsoComparedCurve *curves, guint n, IsoParameter parameter, guint n_threads);
void                 iso_common_curves_free (IsoCommonCurves *common);

const IsoCommonTest *iso_common_curves_get_test (const IsoCommonCurves *common);

/* Where the profile interval of the parameter (inside) ends below and above, or its range where the data leave it open: one for all curves. */
void                 iso_common_curves_get_ends (const IsoCommonCurves *common, double ends[2], gboolean open[2]);

/* A curve as it is with the others, `shared` and with Wald's intervals. */
const IsoCurveFit   *iso_common_curves_get_fit  (const IsoCommonCurves *common, guint index);

/* What all curves but one lose where the parameter (inside) is not at its best: its sum of squares less that at the best, with two
 * derivatives. */
double iso_common_curves_get_loss (const IsoCommonCurves *common, guint index, double inside, double *slope, double *curvature);

/* The same of all curves but two. */
double iso_common_curves_get_pair_loss (const IsoCommonCurves *common, const guint indices[2], double inside, double *slope,
                                        double *curvature);

/* As iso_curves_compare_doses (), for curves `indices` of them: what they share moves both doses. `curves` have the fits that are to be told, by
 * iso_common_curves_get_fit () but for what controls brought. */
void   iso_common_curves_compare_doses (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2],
                                        const double levels[2], IsoEffectKind kind, const double controls[2], IsoDoseRatio *ratio);

/* As iso_curves_share (), where the parameter in common stays one value of all curves, which moves as the two share more: the sums of squares, F
 * and AICc are those of all of them. `common` may be NULL: the two alone. */
void   iso_common_curves_share (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2], guint shared,
                                IsoCurveSharing *sharing);

/* As iso_curve_fit_add_control_uncertainty () for all of them: groups[i][k] is the control group of point k of curve i, and a control that
 * errs moves every curve by what it does to the parameter in common. */
void iso_common_curves_add_control_uncertainty (IsoCommonCurves *common, const guint *const *groups, const double *relative_se,
                                                guint n_groups);

/* Makes a profile of curve `index` that of the curve among the others; they must outlive it. */
void iso_curve_profile_share (IsoCurveProfile *profile, const IsoCommonCurves *common, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCommonCurves, iso_common_curves_free)

G_END_DECLS
