/* iso-dose-grid.h - which dose sets of two or three drugs were measured: single agents, pairs, triples
 *
 * Doses are told apart by their level, never by comparing numbers: level 0 is none of the drug, level k its k-th dose. A cell is a
 * set of levels; cells are sorted by the level of drug 1, then 2, then 3. What was measured in them lies in arrays beside the grid,
 * so that one grid serves every run and every resample. A matrix, a ray and a handful of scattered points are all grids.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"

G_BEGIN_DECLS

typedef struct
{
  guint   n_drugs;
  guint   n_levels[ISO_MAX_DRUGS];   /* doses above zero */
  double *doses[ISO_MAX_DRUGS];      /* n_levels each, ascending */
  gsize   n_cells;
  guint  (*levels)[ISO_MAX_DRUGS];   /* of each cell */
} IsoDoseGrid;

/* `doses`: n_levels[j] ascending doses of each drug, copied. The grid has no cells yet. */
void iso_dose_grid_init  (IsoDoseGrid *grid, guint n_drugs, const guint *n_levels, const double *const *doses);
void iso_dose_grid_clear (IsoDoseGrid *grid);

/* Adds a cell unless it is there. Cells found before are then no longer valid: add all, then find. */
void iso_dose_grid_add   (IsoDoseGrid *grid, const guint *levels);

/* The cell with these levels; -1 if there is none. */
gssize iso_dose_grid_find (const IsoDoseGrid *grid, const guint *levels);

/* The cell with one drug alone. */
gssize iso_dose_grid_find_single (const IsoDoseGrid *grid, guint drug, guint level);

/* How many drugs a cell holds. */
guint  iso_dose_grid_count (const IsoDoseGrid *grid, gsize cell);

static inline double
iso_dose_grid_dose (const IsoDoseGrid *grid, gsize cell, guint drug)
{
  guint level = grid->levels[cell][drug];

  return level > 0 ? grid->doses[drug][level - 1] : 0;
}

G_END_DECLS
