/* iso-plate-grid.h - the plate: what is planned in each well, and which wells are selected
 *
 * One tab stop; arrows move inside, as on a spreadsheet. A plate is a thing on the bench: A1 is at the top left whatever the direction
 * of the text. Edits are not made here: the signals say what a person wants.
 *
 * Signals: "clear" (Delete), "activate-cell" (Enter, F2), "move-wells" (int rows, int columns: the selected wells were dragged there),
 * "choose-role" (IsoRole as int: the keys T, V, U, B, C, P, Z), "cursor-moved", "show-menu" (the key; the button shows the menu by itself).
 *
 * Style nodes: plate with a child "well" for each place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-plate-map.h"
#include "iso-well-selection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_PLATE_GRID (iso_plate_grid_get_type ())
G_DECLARE_FINAL_TYPE (IsoPlateGrid, iso_plate_grid, ISO, PLATE_GRID, GtkWidget)

/* Shows the plate of a selection and follows it; a list or no plate shows nothing. */
void iso_plate_grid_set_project (IsoPlateGrid *self, IsoProject *project, IsoWellSelection *selection);

/* `drug`, an id, counts for ISO_LAYER_DOSE alone and may be NULL: the first. */
void          iso_plate_grid_set_layer (IsoPlateGrid *self, IsoPlateLayer layer, const char *drug);
IsoPlateLayer iso_plate_grid_get_layer (IsoPlateGrid *self);
const char   *iso_plate_grid_get_drug  (IsoPlateGrid *self);
void          iso_plate_grid_set_codes (IsoPlateGrid *self, gboolean codes);   /* letters and numbers in the wells */

/* Wells as they would be, shown in place with a dashed frame until the next call. Copied; their texts must stay as long. */
void iso_plate_grid_set_preview (IsoPlateGrid *self, const IsoWellEdit *wells, guint n);

/* Wells that a person should look at, framed in the colour of warnings. `wells` has `n`. */
void iso_plate_grid_set_marked (IsoPlateGrid *self, const guint *wells, guint n);

/* Where the keyboard is. */
guint iso_plate_grid_get_cursor (IsoPlateGrid *self);
void  iso_plate_grid_set_cursor (IsoPlateGrid *self, guint well);

void iso_plate_grid_set_menu (IsoPlateGrid *self, GMenuModel *menu);

/* The widget of a well; NULL past the last. */
GtkWidget *iso_plate_grid_get_well (IsoPlateGrid *self, guint well);

/* The place of a well, in the coordinates of the widget. FALSE if there is none. */
gboolean iso_plate_grid_get_well_rect (IsoPlateGrid *self, guint well, graphene_rect_t *rect);

/* The colours it draws with now. */
const IsoFigureStyle *iso_plate_grid_get_style (IsoPlateGrid *self);

G_END_DECLS
