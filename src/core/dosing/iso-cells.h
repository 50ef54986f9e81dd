/* iso-cells.h - what is known of the cells of a sample
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

G_BEGIN_DECLS

typedef struct
{
  char  *passage;     /* as it is counted there; "" if not known */
  double per_well;    /* living cells; NaN if not known, these three */
  double count;       /* per mL of the culture */
  double viability;   /* 0 to 1 */
} IsoCells;

void     iso_cells_init  (IsoCells *cells);
void     iso_cells_copy  (const IsoCells *cells, IsoCells *copy);
void     iso_cells_clear (IsoCells *cells);
gboolean iso_cells_equal (const IsoCells *one, const IsoCells *two);

/* RANGE for numbers that cannot be. */
gboolean iso_cells_check (const IsoCells *cells, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoCells, iso_cells_clear)

G_END_DECLS
