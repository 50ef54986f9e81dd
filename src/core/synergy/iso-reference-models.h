/* iso-reference-models.h - the models behind the table of iso-reference.c. Private to the synergy folder.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-reference.h"

G_BEGIN_DECLS

void iso_expect_bliss             (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_hsa               (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_loewe             (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_loewe_harbron     (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_loewe_generalised (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_zip               (const IsoReferenceInput *input, IsoExpectation *cells);
void iso_expect_schindler         (const IsoReferenceInput *input, IsoExpectation *cells);

/* What one cell holds, for models that look at each cell by itself. */
typedef struct
{
  const IsoReferenceInput *input;
  gsize                    cell;
  guint                    n;                      /* drugs with a dose */
  guint                    drugs[ISO_MAX_DRUGS];
  double                   doses[ISO_MAX_DRUGS];
} IsoReferenceCell;

/* Fills every cell: combinations by `expect`, which returns the effect or NaN and a status; the others by themselves. */
void iso_expect_each (const IsoReferenceInput *input, IsoExpectation *cells,
                      double (*expect) (const IsoReferenceCell *cell, IsoStatus *status));

/* FALSE, and its status, if one of the cell's drugs has no curve. */
gboolean iso_reference_cell_has_curves (const IsoReferenceCell *cell, IsoStatus *status);

/* The effects of the cell's drugs alone at their doses, measured or fitted as the input says; FALSE and a status if one is missing. */
gboolean iso_reference_cell_singles (const IsoReferenceCell *cell, double singles[ISO_MAX_DRUGS], IsoStatus *status);

/* The root of a falling function of x between low and high, where it is positive and negative; to the last digits. */
double iso_reference_root (double (*function) (double x, void *data), void *data, double low, double high);

G_END_DECLS
