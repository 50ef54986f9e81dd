/* iso-residual.h - how far single wells lie from the curves through them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* The arm on whose curve a well lies, also one that is excluded, and its dose there (may be NULL); -1 if it lies on none, as a control
 * does, or a cell of a matrix that is on no ray. */
int    iso_analysis_find_arm (const IsoAnalysis *analysis, guint observation, double *dose);

/* The response of a well less what its curve gives at its dose: viability as a share of the vehicle, the response itself for
 * ISO_RESPONSE_RAW. Of an excluded well it is what it would be. NaN without a value, or where no curve was fitted. */
double iso_analysis_residual (const IsoAnalysis *analysis, guint observation);

G_END_DECLS
