/* iso-power-measured.h - the design of a study that was measured, for what it and its like can see
 *
 * From an analysis come the layout (a ray or a matrix), doses (their number, the mean step between them, and how far their middle lies from
 * the midpoint), wells, runs, slope, and what cannot be known before:
 *   noise    SD of one well's viability, pooled over the replicates within dose sets and runs; without enough of them that of the scores,
 *            from control wells or residuals; otherwise the usual one
 *   spread   SD of ln Dm between runs, over all curves, less what the error of each Dm explains; the usual one from a single run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "analysis/iso-power.h"

G_BEGIN_DECLS

typedef struct
{
  const char *noise_method;   /* "replicates", "controls", "residuals"; NULL for the usual one. Static */
  double      noise_df;       /* NaN for the usual one */
  double      spread_df;      /* 0 for the usual one */
} IsoPowerSource;

/* FALSE if a drug of the combination was not tested alone with three doses or has no line of median effect. */
gboolean iso_power_design_measured (const IsoAnalysis *analysis, guint combination, IsoPowerDesign *design, IsoPowerSource *source,
                                    GError **error);

G_END_DECLS
