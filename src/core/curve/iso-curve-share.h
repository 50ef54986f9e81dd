/* iso-curve-share.h - two curves with parameters in common: the end of the search
 *
 * Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-compare.h"
#include "curve/iso-curve-problem.h"

G_BEGIN_DECLS

/* From the values that are shared to the optimum of both curves together, and what it says of each parameter. */
void iso_curves_finish_sharing (const IsoComparedCurve curves[2], guint shared, IsoCurveSharing *sharing);

G_END_DECLS
