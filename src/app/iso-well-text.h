/* iso-well-text.h - what is planned in a well, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* What a design asks for; an imported dose may be known only as it was planned or achieved. */
double iso_well_dose_value (const IsoWellDose *dose);

/* "30 nM", in the unit of the drug; "dose unknown". */
char *iso_well_text_dose (IsoProject *project, const IsoWellDose *dose);

/* "Ixazomib 30 nM + Lenalidomide 1 µM", "Vehicle", "Empty". The caller frees all results. */
char *iso_well_text_content (IsoProject *project, IsoProjectPlate *plate, guint well);

/* All that is known: "Ixazomib 30 nM, MM.1S, replicate 2, excluded: pipetting error". */
char *iso_well_text_describe (IsoProject *project, IsoProjectPlate *plate, guint well);

/* "C5"; the number of the row in a list. */
char *iso_well_text_name (IsoProjectPlate *plate, guint well);

G_END_DECLS
