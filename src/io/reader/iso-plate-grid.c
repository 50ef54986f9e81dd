/* iso-plate-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-plate-grid.h"

#include "reader/iso-cell.h"

#include <string.h>

/* The plates whose bare numbers are taken for a plate; a smaller block could be anything. */
static const guint bare_wells[] = { 96, 384, 1536 };

/* A longer block is no plate, whatever it is. */
#define MAX_BARE_ROWS (ISO_MAX_ROWS + 8)

/* How many cells from `cell` on are n, n + 1, ...; 0 if that is no plate column. */
static guint
count_columns (const IsoText *text, guint row, guint cell, guint *first)
{
  guint used = iso_text_used (text, row);
  int start = iso_cell_parse_count (iso_text_cell (text, row, cell));
  guint n = 1;

  if (start < 1 || start > ISO_MAX_COLUMNS)
    return 0;
  while (cell + n < used && iso_cell_parse_count (iso_text_cell (text, row, cell + n)) == start + (int) n)
    n++;
  *first = (guint) start - 1;
  return MIN (n, ISO_MAX_COLUMNS - *first);
}

/* A grid of one column has a header of one number, which says little: then nothing else may stand in the row, and a
 * reading must stand below it. */
static gboolean
is_single_column (const IsoText *text, guint row, guint cell)
{
  IsoCellValue value;

  for (guint c = 0; c < cell; c++)
    {
      if (*iso_text_cell (text, row, c) != '\0')
        return FALSE;
    }
  return iso_text_used (text, row) == cell + 1 && iso_cell_parse_at (text, row + 1, cell, &value) != ISO_CELL_NOTHING;
}

/* TRUE if the n column numbers from `cell` on are a header: a corner before them that is no row letter (else they are
 * values of that row), no further number behind them (else a column is missing), a row letter below the corner. */
static gboolean
is_header_at (const IsoText *text, guint row, guint cell, guint n)
{
  if (cell == 0 || iso_row_parse (iso_text_cell (text, row, cell - 1), FALSE) >= 0 ||
      iso_cell_parse_count (iso_text_cell (text, row, cell + n)) >= 0)
    return FALSE;
  return (n >= 2 || is_single_column (text, row, cell)) &&
         iso_row_parse (iso_text_cell (text, row + 1, cell - 1), FALSE) >= 0;
}

/* A header without a corner, as some programs write it: the lines below have one cell more. */
static gboolean
is_header_without_corner (const IsoText *text, guint row, guint n)
{
  return n >= 2 && n == iso_text_n_cells (text, row) && iso_text_n_cells (text, row + 1) == n + 1 &&
         iso_row_parse (iso_text_cell (text, row + 1, 0), FALSE) >= 0;
}

/* The cell where the values below a header begin; 0 if the row is none. */
static guint
find_header (const IsoText *text, guint row, guint *first_column, guint *n_columns)
{
  guint used = iso_text_used (text, row);

  for (guint c = 0; c < used; c += MAX (*n_columns, 1))
    {
      *n_columns = count_columns (text, row, c, first_column);
      if (*n_columns == 0)
        continue;
      if (is_header_at (text, row, c, *n_columns))
        return c;
      if (c == 0 && is_header_without_corner (text, row, *n_columns))
        return 1;
    }
  return 0;
}

static void
add_line (IsoPlateGrid *grid, guint row, guint plate_row)
{
  IsoGridLine line = { .row = row, .plate_row = plate_row };

  g_array_append_val (grid->lines, line);
}

static IsoPlateGrid *
make_grid (guint top, guint first_cell, guint first_column, guint n_columns)
{
  IsoPlateGrid *grid = g_new0 (IsoPlateGrid, 1);

  grid->top = top;
  grid->first_cell = first_cell;
  grid->first_column = first_column;
  grid->n_columns = n_columns;
  grid->lines = g_array_new (FALSE, FALSE, sizeof (IsoGridLine));
  return grid;
}

IsoPlateGrid *
iso_plate_grid_at (const IsoText *text, guint row, IsoGridFlags flags)
{
  guint first_column = 0;
  guint n_columns = 0;
  guint first_cell = find_header (text, row, &first_column, &n_columns);
  IsoPlateGrid *grid;
  gboolean capitals = FALSE;
  int plate_row = -1;

  if (first_cell == 0)
    return NULL;
  grid = make_grid (row, first_cell, first_column, n_columns);
  grid->has_header = TRUE;
  for (row++; row < iso_text_n_rows (text) && iso_text_used (text, row) > 0; row++)
    {
      const char *label = iso_text_cell (text, row, first_cell - 1);
      /* One program writes rows 27 to 32 as "a" to "f", below rows in capitals. */
      int labelled = iso_row_parse (label, capitals);

      if (labelled < 0 && !((flags & ISO_GRID_CONTINUED) != 0 && *label == '\0' && plate_row >= 0))
        break;
      if (labelled >= 0)
        {
          capitals |= g_ascii_isupper (*label);
          plate_row = labelled;
        }
      add_line (grid, row, (guint) plate_row);
    }
  grid->end = row;
  return grid;
}

/* How many cells of the row are of a block of numbers: 0 if one of them is no reading. A row without any cell ends a
 * block; a row of empty cells is a plate row that was not read. */
static guint
count_bare_cells (const IsoText *text, guint row)
{
  guint n = iso_text_n_cells (text, row);

  if (n < 2)
    return 0;
  for (guint c = 0; c < iso_text_used (text, row); c++)
    {
      IsoCellValue value;

      if (iso_cell_parse_at (text, row, c, &value) == ISO_CELL_WORD)
        return 0;
    }
  return n;
}

/* The grid of a block [row, end) of n cells a line of which those before `last` are in use; NULL if it is no plate. */
static IsoPlateGrid *
make_bare_grid (guint row, guint end, guint n, guint last)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bare_wells); i++)
    {
      const IsoPlateFormat *format = iso_plate_format_find (bare_wells[i]);
      IsoPlateGrid *grid;

      /* Each number may be followed by a delimiter, the last one too: the cell behind that is always empty. */
      if (end - row != format->rows || (n != format->columns && n != format->columns + 1) || last > format->columns)
        continue;
      grid = make_grid (row, 0, 0, format->columns);
      for (guint r = 0; r < format->rows; r++)
        add_line (grid, row + r, r);
      grid->end = end;
      return grid;
    }
  return NULL;
}

IsoPlateGrid *
iso_plate_grid_bare_at (const IsoText *text, guint row, guint *rows, guint *columns)
{
  guint n = count_bare_cells (text, row);
  guint end = row;
  guint last = 0;
  IsoPlateGrid *grid = NULL;

  while (n > 0 && end < iso_text_n_rows (text) && end - row <= MAX_BARE_ROWS && count_bare_cells (text, end) == n)
    {
      last = MAX (last, iso_text_used (text, end));
      end++;
    }
  if (last > 0)
    grid = make_bare_grid (row, end, n, last);
  /* A spreadsheet pads empty lines with delimiters: they are no plate rows if the plate is complete without them. */
  while (last > 0 && grid == NULL && iso_text_used (text, row) == 0)
    row++;
  while (last > 0 && grid == NULL && iso_text_used (text, end - 1) == 0)
    end--;
  if (last > 0 && grid == NULL)
    grid = make_bare_grid (row, end, n, last);

  if (rows != NULL)
    *rows = last > 0 ? end - row : 0;
  if (columns != NULL)
    *columns = last > 0 ? (last < n ? n - 1 : n) : 0;
  return grid;
}

gboolean
iso_plate_grid_is_header (const IsoText *text, guint row)
{
  guint first_column, n_columns;

  return find_header (text, row, &first_column, &n_columns) > 0;
}

void
iso_plate_grid_free (IsoPlateGrid *grid)
{
  g_array_unref (grid->lines);
  g_free (grid);
}

const char *
iso_plate_grid_corner (const IsoText *text, const IsoPlateGrid *grid)
{
  const char *corner = grid->has_header ? iso_text_cell (text, grid->top, grid->first_cell - 1) : "";

  return iso_cell_parse_count (corner) < 0 ? corner : "";
}

char *
iso_plate_grid_line_label (const IsoText *text, const IsoPlateGrid *grid, guint line)
{
  guint row = g_array_index (grid->lines, IsoGridLine, line).row;
  guint first = grid->first_cell + grid->n_columns;
  guint used = iso_text_used (text, row);

  while (first < used && *iso_text_cell (text, row, first) == '\0')
    first++;
  return iso_text_join (text, row, first, MAX (first, used));
}

const IsoPlateFormat *
iso_plate_grid_format (const IsoPlateGrid *grid)
{
  guint rows = 1;
  const IsoPlateFormat *format;

  for (guint i = 0; i < grid->lines->len; i++)
    rows = MAX (rows, g_array_index (grid->lines, IsoGridLine, i).plate_row + 1);
  format = iso_plate_format_holding (rows, grid->first_column + grid->n_columns);
  return format != NULL ? format : iso_plate_format_find (1536);
}
