/* iso-table-matrix.h - dose matrices, as SynergyFinder has them
 *
 *   Drug1:   MK-1775
 *   Drug2:   Niraparib
 *   Cell:    OCUBM
 *   ConcUnit: uM
 *            0      0.223  0.775      doses of drug 2
 *   0        -0.1   2.12   2.27
 *   0.0325   2.37   57.8   55.1       doses of drug 1 down the left side
 *
 * with one block below the other. Nothing in such a file says whether it holds inhibition or viability.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-table-row.h"

G_BEGIN_DECLS

gboolean iso_table_is_matrix   (const IsoText *text);

/* Fills an empty experiment. Errors as iso_table_read (). */
gboolean iso_table_matrix_read (const IsoText *text, const IsoTableOptions *options, IsoExperiment *experiment,
                                GError **error);

G_END_DECLS
