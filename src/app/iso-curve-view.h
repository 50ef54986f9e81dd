/* iso-curve-view.h - some curves beside each other: overlaid, their residuals, or two compared
 *
 * # Accessibility
 * The figure is an IsoFigurePane; the comparison is a list whose rows are one label each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-pane.h"

G_BEGIN_DECLS

#define ISO_TYPE_CURVE_VIEW (iso_curve_view_get_type ())
G_DECLARE_FINAL_TYPE (IsoCurveView, iso_curve_view, ISO, CURVE_VIEW, AdwBin)

void           iso_curve_view_set_view (IsoCurveView *self, IsoView *view);   /* once */

/* Indices of arms; none: those of the treatment that the view shows. Until the analysis changes. */
void           iso_curve_view_set_arms (IsoCurveView *self, const guint *arms, guint n);

/* Two of them are compared in one step; what there is to see otherwise says what to select. */
void           iso_curve_view_compare  (IsoCurveView *self);

IsoFigurePane *iso_curve_view_get_pane (IsoCurveView *self);

G_END_DECLS
