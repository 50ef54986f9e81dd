/* iso-dose-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-dose-grid.h"

#include <string.h>

static int
compare_levels (const guint *one, const guint *two)
{
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      if (one[j] != two[j])
        return one[j] < two[j] ? -1 : 1;
    }
  return 0;
}

/* The first cell that is not before these levels. */
static gsize
find_place (const IsoDoseGrid *grid, const guint *levels)
{
  gsize low = 0, high = grid->n_cells;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (compare_levels (grid->levels[middle], levels) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
iso_dose_grid_init (IsoDoseGrid *grid, guint n_drugs, const guint *n_levels, const double *const *doses)
{
  *grid = (IsoDoseGrid) { .n_drugs = n_drugs };
  for (guint j = 0; j < n_drugs; j++)
    {
      grid->n_levels[j] = n_levels[j];
      grid->doses[j] = g_memdup2 (doses[j], n_levels[j] * sizeof (double));
    }
}

void
iso_dose_grid_clear (IsoDoseGrid *grid)
{
  for (guint j = 0; j < grid->n_drugs; j++)
    g_free (grid->doses[j]);
  g_free (grid->levels);
}

void
iso_dose_grid_add (IsoDoseGrid *grid, const guint *levels)
{
  guint cell[ISO_MAX_DRUGS] = { 0 };
  gsize place;

  memcpy (cell, levels, grid->n_drugs * sizeof *levels);
  place = find_place (grid, cell);
  if (place < grid->n_cells && compare_levels (grid->levels[place], cell) == 0)
    return;
  /* Grown by doubling. */
  if ((grid->n_cells & (grid->n_cells - 1)) == 0)
    grid->levels = g_realloc_n (grid->levels, MAX (1, 2 * grid->n_cells), sizeof *grid->levels);
  memmove (grid->levels + place + 1, grid->levels + place, (grid->n_cells - place) * sizeof *grid->levels);
  memcpy (grid->levels[place], cell, sizeof cell);
  grid->n_cells++;
}

gssize
iso_dose_grid_find (const IsoDoseGrid *grid, const guint *levels)
{
  guint cell[ISO_MAX_DRUGS] = { 0 };
  gsize place;

  memcpy (cell, levels, grid->n_drugs * sizeof *levels);
  place = find_place (grid, cell);
  return place < grid->n_cells && compare_levels (grid->levels[place], cell) == 0 ? (gssize) place : -1;
}

gssize
iso_dose_grid_find_single (const IsoDoseGrid *grid, guint drug, guint level)
{
  guint levels[ISO_MAX_DRUGS] = { 0 };

  levels[drug] = level;
  return iso_dose_grid_find (grid, levels);
}

guint
iso_dose_grid_count (const IsoDoseGrid *grid, gsize cell)
{
  guint n = 0;

  for (guint j = 0; j < grid->n_drugs; j++)
    n += grid->levels[cell][j] > 0;
  return n;
}
