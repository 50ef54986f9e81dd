/* iso-layout-panel.h - where the contents of plates stand: found by the solver, and judged by rules
 *
 * A seed belongs to every map: the same contents and seed give the same one, here and on the command line. Laying out is one step
 * of the history, with its record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"
#include "iso-well-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_LAYOUT_PANEL (iso_layout_panel_get_type ())
G_DECLARE_FINAL_TYPE (IsoLayoutPanel, iso_layout_panel, ISO, LAYOUT_PANEL, AdwBin)

/* Follows the project, while it is seen, and the plate of the selection. Both NULL: nothing. */
void iso_layout_panel_follow (IsoLayoutPanel *self, IsoProject *project, IsoWellSelection *selection);

G_END_DECLS
