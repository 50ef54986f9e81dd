/* iso-curve-grid.h - where to begin: the local minima of a grid over hill, scale and asymmetry, with the linear parameters solved
 *
 * Private to the curve folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "curve/iso-curve-search.h"

G_BEGIN_DECLS

#define ISO_CURVE_MOST_BASINS 22

typedef struct
{
  IsoCurvePoint points[ISO_CURVE_MOST_BASINS];
  guint         n;
} IsoCurveBasins;

/* The best basins, of each asymmetry from the lowest upwards. */
void iso_curve_grid_find_basins (const IsoCurveSearch *search, IsoCurveBasins *basins);

/* Beside a curve that is a step, the basins of those that are less steep; FALSE if it is none, or there are none. */
gboolean iso_curve_grid_find_beside (const IsoCurveSearch *search, const IsoCurvePoint *step, IsoCurveBasins *basins);

G_END_DECLS
