/* iso-project-plate.h - a plate of an open project and what stands on it
 *
 * Wells are numbered row by row from 0. A list (a plate without a format: the rows of a table) has one column.
 *
 * Properties besides those of an item, all read-only: "run" (id), "signal" and "reference" (ids of reads, NULL without one).
 * Signal "wells-changed" (GArray of guint, ascending): these wells are not what they were, or, in a list, were not there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project-item.h"

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_PLATE (iso_project_plate_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectPlate, iso_project_plate, ISO, PROJECT_PLATE, IsoProjectItem)

const IsoPlateFormat *iso_project_plate_get_format    (IsoProjectPlate *self);   /* NULL for a list */
guint                 iso_project_plate_get_columns   (IsoProjectPlate *self);
guint                 iso_project_plate_get_n_wells   (IsoProjectPlate *self);
const char           *iso_project_plate_get_run       (IsoProjectPlate *self);
const char           *iso_project_plate_get_signal    (IsoProjectPlate *self);
const char           *iso_project_plate_get_reference (IsoProjectPlate *self);

/* What stands in a well; valid until "wells-changed". */
IsoRole            iso_project_plate_get_role      (IsoProjectPlate *self, guint well);
const char        *iso_project_plate_get_sample    (IsoProjectPlate *self, guint well);   /* id; NULL for none */
guint              iso_project_plate_get_replicate (IsoProjectPlate *self, guint well);
const IsoWellDose *iso_project_plate_get_doses     (IsoProjectPlate *self, guint well, guint *n);   /* by id of the drug */
gboolean           iso_project_plate_get_excluded  (IsoProjectPlate *self, guint well);
const char        *iso_project_plate_get_reason    (IsoProjectPlate *self, guint well);   /* NULL if it is not excluded */

/* For the project: takes all wells, or those of the indices, which are one after the other in `rows`. The first emits nothing if
 * the plate had none. Rows are emptied. */
void iso_project_plate_take_all   (IsoProjectPlate *self, IsoWellRow *wells, guint n, GArray *changed);
void iso_project_plate_take_wells (IsoProjectPlate *self, GArray *indices, IsoWellRow *rows);

G_END_DECLS
