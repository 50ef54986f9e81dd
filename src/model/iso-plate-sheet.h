/* iso-plate-sheet.h - what is planned on a plate as a workbook, a row a well
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* The columns are those of a layout: well, role, sample, replicate, drug1, dose1, unit1, ...; wells without a role have no row. The same
 * plate gives the same bytes. Errors: those of writing. */
GBytes *iso_plate_sheet_to_xlsx (IsoProject *project, IsoProjectPlate *plate, GError **error);

G_END_DECLS
