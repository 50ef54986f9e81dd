/* iso-index-draws.h - combination index and dose-reduction index by resampling: every median-effect line drawn anew
 *
 * The points of a line leave open where it runs. The residual SD s is taken as one for all lines, as Lee and Kong's degrees of freedom
 * do; each draw takes s* = s sqrt (df / chi2), and of each line the height at its mean dose and its slope with normal errors s* / sqrt (n)
 * and s* / sqrt (Sxx), or what the fit of fa has in their place. An observed point has an error s* of its own. What the drawn lines say is
 * sorted, and the interval lies between its tails: a generalised pivotal quantity (Weerahandi 1993, J Am Stat Assoc 88:899), which, unlike
 * the formula, does not take the index for straight in slope and height. Draws of a line that falls count half on either side. With an SD
 * of its own for each line CI was held by 98.2 % of intervals instead of 95 (tests/slow/test-index-coverage.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-combination-index.h"

G_BEGIN_DECLS

typedef struct _IsoIndexDraws IsoIndexDraws;

/* `ray`: NULL where only points are asked for. NULL if a line has fewer than three points or does not rise, or
 * if not all were fitted in the same way. */
IsoIndexDraws *iso_index_draws_new  (const IsoSingleAgent *singles, guint n_drugs, const IsoSingleAgent *ray, guint n, guint64 seed);
void           iso_index_draws_free (IsoIndexDraws *draws);

/* Fill ci_drawn and dri_drawn of an index that iso_combination_index_at_level () or _at_point () has made, where it has a value. */
void iso_index_draws_at_level (const IsoIndexDraws *draws, const double *shares, double level, IsoCombinationIndex *index);
void iso_index_draws_at_point (const IsoIndexDraws *draws, double level, IsoCombinationIndex *index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoIndexDraws, iso_index_draws_free)

G_END_DECLS
