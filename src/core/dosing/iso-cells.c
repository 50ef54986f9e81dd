/* iso-cells.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-cells.h"

#include <math.h>
#include <string.h>

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
check_number (double value, double least, double most, const char *sentence, GError **error)
{
  if (isnan (value) || (value >= least && value <= most))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, NULL, sentence, NULL);
  return FALSE;
}

void
iso_cells_init (IsoCells *cells)
{
  *cells = (IsoCells) { g_strdup (""), NAN, NAN, NAN };
}

void
iso_cells_copy (const IsoCells *cells, IsoCells *copy)
{
  *copy = *cells;
  copy->passage = g_strdup (cells->passage);
}

void
iso_cells_clear (IsoCells *cells)
{
  g_clear_pointer (&cells->passage, g_free);
}

gboolean
iso_cells_equal (const IsoCells *one, const IsoCells *two)
{
  return g_strcmp0 (one->passage, two->passage) == 0 && is_same (one->per_well, two->per_well) && is_same (one->count, two->count)
         && is_same (one->viability, two->viability);
}

gboolean
iso_cells_check (const IsoCells *cells, GError **error)
{
  return check_number (cells->per_well, 1, 1e8, N_("Cells per well are 1 to 100 million. Correct the number."), error)
         && check_number (cells->count, 1, 1e10, N_("A culture has 1 to 10,000 million cells per mL. Correct the count."), error)
         && check_number (cells->viability, 0.01, 1, N_("Of cells, 1 % to 100 % are alive. Correct the viability."), error);
}
