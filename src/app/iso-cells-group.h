/* iso-cells-group.h - what is known of the cells of each sample: passage, count, how many live, how many a well gets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_CELLS_GROUP (iso_cells_group_get_type ())
G_DECLARE_FINAL_TYPE (IsoCellsGroup, iso_cells_group, ISO, CELLS_GROUP, AdwBin)

/* `project` may be NULL. */
void       iso_cells_group_set_project (IsoCellsGroup *self, IsoProject *project);

/* The row of a sample (from 0) for "passage", "per-well", "count" or "viability". For tests. */
GtkWidget *iso_cells_group_get_row     (IsoCellsGroup *self, guint sample, const char *key);

G_END_DECLS
