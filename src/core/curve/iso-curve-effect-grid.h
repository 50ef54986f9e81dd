/* iso-curve-effect-grid.h - where curves with a given effect dose may have their basins
 *
 * A grid over the hill and over w, the share of the way from lower to upper at which the dose's response stands. For both, the limits follow in
 * closed form: response (dose) = target leaves one of them free. Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-effect-problem.h"
#include "curve/iso-curve-search.h"

G_BEGIN_DECLS

#define ISO_EFFECT_GRID_MOST 4

/* The best points with the effect at a log dose, in the coordinates of IsoEffectProblem; their number. Curves go the way `near` goes, have its
 * asymmetry, and what is held there. `z` gets, of each, hill (ln dose - ln scale). Not for two sites or hormesis. */
guint iso_effect_grid_find (const IsoEffectProblem *problem, const IsoCurveSearch *search, const double near[ISO_CURVE_N_PARAMETERS],
                            const gboolean held[ISO_CURVE_N_PARAMETERS], double log_dose,
                            double starts[ISO_EFFECT_GRID_MOST][ISO_CURVE_N_PARAMETERS], double z[ISO_EFFECT_GRID_MOST]);

G_END_DECLS
