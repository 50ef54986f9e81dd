/* iso-bench-map.h - a plate on paper: each well with its code, the fuller its colour the stronger the dose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-design.h"
#include "iso-figure-parts.h"
#include "iso-paper.h"

G_BEGIN_DECLS

/* Draws a plate into the top left of a room, as large as it fits with wells of at most 42 points, and returns its height. `codes` has a text
 * for each well in the order of the format (empty: nothing is written), as iso_well_codes () makes them; the doses of `design` tell how
 * strong one is. */
double iso_bench_map_draw (IsoPaper *paper, const IsoRect *room, const IsoDesign *design, const IsoLayout *layout, char **codes);

G_END_DECLS
