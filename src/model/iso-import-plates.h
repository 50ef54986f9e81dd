/* iso-import-plates.h - the plates that were read, and where each of them could go
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-look.h"

G_BEGIN_DECLS

/* Of IsoImportPlate, in the order of the files, each with where it most likely goes: a layout or a plate of its name, or by order where as
 * many wait as were read. Borrows from the look. */
GPtrArray *iso_import_plates_new    (IsoProject *project, const IsoImportLook *look);

/* After a choice: what stands on each plate, and what a person should be told of where it goes. What the readings tell takes longer
 * (iso-import-notice.h). */
void       iso_import_plates_update (GPtrArray *plates, IsoProject *project, const IsoImportLook *look);

/* The notices of that: iso-import-tell.c. */
void       iso_import_plates_tell   (GPtrArray *plates, IsoProject *project, const IsoImportLook *look);

IsoImportStand *iso_import_stand_ref   (IsoImportStand *stand);
void            iso_import_stand_unref (IsoImportStand *stand);

/* The one that is chosen. */
const IsoImportTarget *iso_import_plate_target (const IsoImportPlate *plate);

/* How it is called there. */
const char            *iso_import_plate_name   (const IsoImportPlate *plate);

G_END_DECLS
