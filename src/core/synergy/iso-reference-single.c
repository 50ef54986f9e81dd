/* iso-reference-single.c - the models that look at nothing but the single agents' effects: Bliss and the highest single agent
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference-models.h"

#include <math.h>

static double
expect_bliss (const IsoReferenceCell *cell, IsoStatus *status)
{
  double singles[ISO_MAX_DRUGS], unaffected = 1;

  if (!iso_reference_cell_singles (cell, singles, status))
    return NAN;
  for (guint k = 0; k < cell->n; k++)
    unaffected *= 1 - singles[k];
  return 1 - unaffected;
}

static double
expect_hsa (const IsoReferenceCell *cell, IsoStatus *status)
{
  double singles[ISO_MAX_DRUGS], best;

  if (!iso_reference_cell_singles (cell, singles, status))
    return NAN;
  best = singles[0];
  for (guint k = 1; k < cell->n; k++)
    best = MAX (best, singles[k]);
  return best;
}

void
iso_expect_bliss (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_bliss);
}

void
iso_expect_hsa (const IsoReferenceInput *input, IsoExpectation *cells)
{
  iso_expect_each (input, cells, expect_hsa);
}
