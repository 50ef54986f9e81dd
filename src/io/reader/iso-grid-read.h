/* iso-grid-read.h - from a plate grid to the readings of a read: what several readers share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"
#include "reader/iso-plate-grid.h"

G_BEGIN_DECLS

/* How many reads a plate may have: a time every minute for a week in two channels. */
#define ISO_GRID_MAX_READS 20000

/* The read of that label, made if the plate has none yet. NULL and TOO_LARGE, with the row as its place, if the plate
 * is full. */
IsoRead *iso_grid_read_take (IsoReadPlate *plate, const char *label, gboolean calculated, const IsoText *text,
                             guint row, GError **error);

/* A new read; if the plate has the label already, "label#2", "label#3", ... Errors: as iso_grid_read_take (). */
IsoRead *iso_grid_read_make (IsoReadPlate *plate, const char *label, gboolean calculated, const IsoText *text,
                             guint row, GError **error);

/* Adds the readings of one line, or of all lines. Errors: as iso_cell_add_reading (). */
gboolean iso_grid_read_line (const IsoText *text, const IsoPlateGrid *grid, guint line, IsoRead *read, GError **error);
gboolean iso_grid_read_all  (const IsoText *text, const IsoPlateGrid *grid, IsoRead *read, GError **error);

/* Adds the cell to the well of this name and makes the plate hold it; nothing for a name that is no well. */
gboolean iso_grid_read_well (const IsoText *text, guint row, guint column, const char *name, IsoReadPlate *plate,
                             IsoRead *read, GError **error);

/* How many of the grid's cells hold a reading, and how many a word that no reader writes. */
void     iso_grid_read_count (const IsoText *text, const IsoPlateGrid *grid, guint *readings, guint *words);

/* Makes the plate at least as large as this. */
void     iso_grid_read_widen (IsoReadPlate *plate, const IsoPlateFormat *format);

G_END_DECLS
