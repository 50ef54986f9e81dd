/* iso-table-wells.h - which wells of which plates a table has named
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "plate/iso-plate-format.h"

G_BEGIN_DECLS

#define ISO_MAX_PLATES 10000

typedef struct _IsoTableWells IsoTableWells;

IsoTableWells *iso_table_wells_new  (void);
void           iso_table_wells_free (IsoTableWells *wells);

/* Notes a well. `plate` numbers the plate, whatever it is called. CORRUPT if the plate has that well already; RANGE
 * past ISO_MAX_PLATES plates. */
gboolean iso_table_wells_add (IsoTableWells *wells, guint plate, IsoWell well, const IsoPlace *place, GError **error);

/* The smallest format that holds the noted wells of a plate; NULL if none was noted. */
const IsoPlateFormat *iso_table_wells_format (const IsoTableWells *wells, guint plate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoTableWells, iso_table_wells_free)

G_END_DECLS
