/* iso-well-selection.h - the wells of a plate that are selected: what is shown, never part of the experiment
 *
 * Wells are numbered as in IsoProjectPlate, so that a selection stays on its places through every edit, undo and redo. Another plate
 * begins with nothing selected.
 *
 * Properties: "plate" (read-write), "n-selected" (read-only). Signal "changed": other wells are selected than before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project-plate.h"

G_BEGIN_DECLS

/* What becomes of the wells that were selected before. */
typedef enum
{
  ISO_SELECT_ONLY,     /* they are not any more */
  ISO_SELECT_ADD,      /* they stay */
  ISO_SELECT_TOGGLE,   /* they stay; new ones that are selected already are taken out */
  ISO_SELECT_REMOVE,   /* they stay, without the new ones */
} IsoSelectMode;

#define ISO_TYPE_WELL_SELECTION (iso_well_selection_get_type ())
G_DECLARE_FINAL_TYPE (IsoWellSelection, iso_well_selection, ISO, WELL_SELECTION, GObject)

/* `plate` may be NULL. */
IsoWellSelection *iso_well_selection_new       (IsoProjectPlate *plate);

IsoProjectPlate  *iso_well_selection_get_plate (IsoWellSelection *self);
void              iso_well_selection_set_plate (IsoWellSelection *self, IsoProjectPlate *plate);

guint             iso_well_selection_get_n        (IsoWellSelection *self);
gboolean          iso_well_selection_is_selected  (IsoWellSelection *self, guint well);

/* The selected wells, ascending; to be freed. NULL for none. */
guint            *iso_well_selection_get_wells    (IsoWellSelection *self, guint *n);

/* Wells that the plate does not have are passed over. Each call emits "changed" once at the most. */
void iso_well_selection_select_none    (IsoWellSelection *self);
void iso_well_selection_select_all     (IsoWellSelection *self);
void iso_well_selection_invert         (IsoWellSelection *self);
void iso_well_selection_select         (IsoWellSelection *self, const guint *wells, guint n, IsoSelectMode mode);
void iso_well_selection_select_rect    (IsoWellSelection *self, guint corner, guint opposite, IsoSelectMode mode);
void iso_well_selection_select_rows    (IsoWellSelection *self, guint first, guint last, IsoSelectMode mode);
void iso_well_selection_select_columns (IsoWellSelection *self, guint first, guint last, IsoSelectMode mode);

/* While a rectangle is drawn out: the selection is that of the begin, changed by the rectangle as it is now. */
void iso_well_selection_begin_rect (IsoWellSelection *self, IsoSelectMode mode);
void iso_well_selection_draw_rect  (IsoWellSelection *self, guint corner, guint opposite);

G_END_DECLS
