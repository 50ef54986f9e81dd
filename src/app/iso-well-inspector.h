/* iso-well-inspector.h - the selected wells, one or many: what is in them, to be read and changed
 *
 * What differs between the wells is shown as mixed; giving it a value gives it to all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-well-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_WELL_INSPECTOR (iso_well_inspector_get_type ())
G_DECLARE_FINAL_TYPE (IsoWellInspector, iso_well_inspector, ISO, WELL_INSPECTOR, AdwBin)

/* Both NULL: nothing. */
void iso_well_inspector_set_selection (IsoWellInspector *self, IsoProject *project, IsoWellSelection *selection);

G_END_DECLS
