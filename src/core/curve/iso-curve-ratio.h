/* iso-curve-ratio.h - the ratio of two doses by profile, where the two curves share a parameter with each other and with others
 *
 * Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-common.h"

G_BEGIN_DECLS

/* How far below and above the logarithm of the ratio its interval ends, INFINITY where the data leave it open. `best` are the logarithms of the
 * doses, `half` Wald's half width. FALSE where the problem is none of this kind: a curve that goes on for ever, two sites, hormesis. */
gboolean iso_common_curves_profile_ratio (const IsoCommonCurves *common, const guint indices[2], const IsoComparedCurve curves[2],
                                          const double levels[2], IsoEffectKind kind, const double controls[2], const double best[2],
                                          double half, double sides[2]);

G_END_DECLS
