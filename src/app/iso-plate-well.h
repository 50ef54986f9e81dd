/* iso-plate-well.h - one well of the plate on screen: a widget of its own, because that is what can be focused and read aloud
 *
 * It draws a node that it is given, at its place; wells that look the same share one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ISO_TYPE_PLATE_WELL (iso_plate_well_get_type ())
G_DECLARE_FINAL_TYPE (IsoPlateWell, iso_plate_well, ISO, PLATE_WELL, GtkWidget)

/* Row and column from 0; the name is that of the place. */
GtkWidget *iso_plate_well_new (guint row, guint column);

void iso_plate_well_set_node        (IsoPlateWell *self, GskRenderNode *node);   /* NULL: nothing */
void iso_plate_well_set_description (IsoPlateWell *self, char *description);     /* takes it */
void iso_plate_well_set_selected    (IsoPlateWell *self, gboolean selected);

const char *iso_plate_well_get_description (IsoPlateWell *self);

G_END_DECLS
