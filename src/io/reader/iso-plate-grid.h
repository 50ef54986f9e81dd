/* iso-plate-grid.h - finds plate-shaped tables in text
 *
 * With headers: a row of consecutive column numbers behind a corner cell, and below it rows that begin with a row
 * letter. The grid may begin at any cell of the line, at any column and row of the plate, and may leave rows out: the
 * letter says which row it is. Without headers: a block of bare numbers whose size is that of a plate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-plate-format.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef struct
{
  guint row;         /* in the text */
  guint plate_row;
} IsoGridLine;

typedef struct
{
  guint   top;           /* the first text row of the grid: its header if it has one */
  guint   end;           /* the first text row behind it */
  gboolean has_header;
  guint   first_cell;    /* where the values begin; the row letter stands before it */
  guint   first_column;  /* of the plate */
  guint   n_columns;
  GArray *lines;         /* of IsoGridLine, as they follow each other in the file */
} IsoPlateGrid;

typedef enum
{
  ISO_GRID_PLAIN = 0,
  ISO_GRID_CONTINUED = 1 << 0,   /* lines without a row letter belong to the row above */
} IsoGridFlags;

/* The grid with headers whose header is this row of the text; NULL if there is none. Rows that repeat a letter are
 * kept. */
IsoPlateGrid *iso_plate_grid_at (const IsoText *text, guint row, IsoGridFlags flags);

/* The block of bare numbers that begins at this row. A block is a run of lines with equally many cells, each a reading
 * or empty; it is a grid if its size is 8 x 12, 16 x 24 or 32 x 48, with or without a delimiter at the end of each
 * line. NULL otherwise; then `rows` and `columns` (may be NULL) are the size of the block found, 0 if the row begins
 * none. */
IsoPlateGrid *iso_plate_grid_bare_at (const IsoText *text, guint row, guint *rows, guint *columns);

/* TRUE if this row of the text is a row of column numbers with a row letter below it. */
gboolean      iso_plate_grid_is_header (const IsoText *text, guint row);

void          iso_plate_grid_free (IsoPlateGrid *grid);

/* What stands in the corner of the header: "", "<>", "Abs", the name of a layer. "" without a corner. */
const char   *iso_plate_grid_corner (const IsoText *text, const IsoPlateGrid *grid);

/* The cells of a line behind the last column, as one text: a note or the label of the read. The caller frees it. */
char         *iso_plate_grid_line_label (const IsoText *text, const IsoPlateGrid *grid, guint line);

/* The smallest plate that holds all of the grid; never NULL. */
const IsoPlateFormat *iso_plate_grid_format (const IsoPlateGrid *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPlateGrid, iso_plate_grid_free)

G_END_DECLS
