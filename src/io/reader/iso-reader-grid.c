/* iso-reader-grid.c
 *
 * A file of plate grids and their titles, and nothing else: what a person copies out of a spreadsheet, or a simple
 * export. Grids under each other are reads of one plate; a title "Plate ..." begins another plate. Any other line stops
 * the reader, because next to a grid it may say that the grid is not what it seems.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-grid.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

/* How many rows may stand before the first grid. */
#define DETECT_ROWS 500

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  IsoReadPlate  *plate;       /* (nullable) */
  const char    *title;       /* (nullable) of the next grid */
  guint          bare_cells;  /* how many cells a line of the last bare block has; 0 if the last grid had headers */
  GError        *planned;     /* (nullable) of the first layer that says what stood in the wells, in a file of layers */
} Grids;

static void
clear_grids (Grids *self)
{
  g_clear_error (&self->planned);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grids, clear_grids)

static IsoPlateGrid *
find_grid (const IsoText *text, guint row)
{
  IsoPlateGrid *grid = iso_plate_grid_at (text, row, ISO_GRID_PLAIN);

  return grid != NULL ? grid : iso_plate_grid_bare_at (text, row, NULL, NULL);
}

/* Names of layers that are no readings. */
static gboolean
is_layout_name (const char *name)
{
  static const char *const words[] = { "conc", "dose", "dosis", "drug", "compound", "layout", "treatment", "dilution",
                                       "sample", "content" };
  g_autofree char *lower = g_utf8_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strstr (lower, words[i]) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Words behind the last column are notes; readings there may be of a second grid beside the first. */
static gboolean
check_right (const IsoText *text, const IsoPlateGrid *grid, GError **error)
{
  for (guint i = 0; i < grid->lines->len; i++)
    {
      guint row = g_array_index (grid->lines, IsoGridLine, i).row;

      for (guint c = grid->first_cell + grid->n_columns; c < iso_text_used (text, row); c++)
        {
          IsoPlace place = iso_text_place_at (text, row, c);
          IsoCellValue value;
          IsoCellKind kind = iso_cell_parse_at (text, row, c, &value);

          if (kind == ISO_CELL_NOTHING || kind == ISO_CELL_WORD)
            continue;
          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("A number stands behind the last column of the grid. Put grids that stand side by side "
                            "under each other."), NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_grid (const IsoText *text, const IsoPlateGrid *grid, const char *name, GError **error)
{
  IsoPlace place = iso_text_place (text, grid->top);
  guint readings, words;

  iso_grid_read_count (text, grid, &readings, &words);
  /* A reader may have written a word that is not known; a layout is full of them. */
  if (words * 4 >= words + readings)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("This grid holds words, as a plate layout does, and no readings. Open it as a layout, or take "
                        "it out of the file."),
                     NULL);
      return FALSE;
    }
  if (!check_right (text, grid, error))
    return FALSE;
  if (is_layout_name (name))
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("The grid “{1}” is a layout by its name, not a reading. Open it as a layout, or take it out "
                        "of the file."), name,
                     NULL);
      return FALSE;
    }
  return TRUE;
}

/* The name of a grid: its title, else its corner, else its number among the reads. */
static char *
name_grid (const Grids *self, const IsoPlateGrid *grid, gboolean plate_title)
{
  const char *corner = iso_plate_grid_corner (self->text, grid);

  if (self->title != NULL && !plate_title)
    return g_strdup (self->title);
  if (*corner != '\0' && strcmp (corner, "<>") != 0)
    return g_strdup (corner);
  return g_strdup_printf ("Read %u", self->plate->reads->len + 1);
}

/* In a file of layers (plater), each named in its corner, some say what stood in the wells: they are no readings, and others may be. */
static gboolean
leave_layer (Grids *self, const IsoPlateGrid *grid, const char *name, GError *problem)
{
  IsoPlace place = iso_text_place (self->text, grid->top);

  if (!g_error_matches (problem, ISO_ERROR, ISO_ERROR_UNSUPPORTED) || !grid->has_header
      || strcmp (iso_plate_grid_corner (self->text, grid), name) != 0)
    return FALSE;
  g_ptr_array_add (self->readout->messages,
                   iso_message_new ("layer-left-out", &place,
                                    N_("The layer “{1}” says what stood in the wells, and was left out of the readings. Give the file as a "
                                       "layout, too."), name, NULL));
  if (self->planned == NULL)
    self->planned = problem;
  else
    g_error_free (problem);
  return TRUE;
}

static gboolean
read_grid (Grids *self, const IsoPlateGrid *grid, GError **error)
{
  gboolean plate_title = self->title != NULL && g_ascii_strncasecmp (self->title, "plate", 5) == 0;
  g_autofree char *name = NULL;
  GError *problem = NULL;
  IsoRead *read;

  if (self->plate == NULL || plate_title)
    self->plate = iso_readout_add_plate (self->readout, plate_title ? self->title : "");
  name = name_grid (self, grid, plate_title);
  self->title = NULL;
  if (!check_grid (self->text, grid, name, &problem))
    {
      if (leave_layer (self, grid, name, problem))
        return TRUE;
      g_propagate_error (error, problem);
      return FALSE;
    }
  iso_grid_read_widen (self->plate, iso_plate_grid_format (grid));
  read = iso_grid_read_make (self->plate, name, FALSE, self->text, grid->top, error);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

static gboolean
has_only_words (const IsoText *text, guint row)
{
  for (guint c = 0; c < iso_text_used (text, row); c++)
    {
      IsoCellValue value;
      IsoCellKind kind = iso_cell_parse_at (text, row, c, &value);

      if (kind != ISO_CELL_WORD && kind != ISO_CELL_NOTHING)
        return FALSE;
    }
  return TRUE;
}

/* Below the bare numbers of a plate the names of what is in its wells, in lines no longer than those of the plate. Moves behind them. */
static gboolean
skip_words (const Grids *self, guint *row)
{
  IsoPlace place = iso_text_place (self->text, *row);
  guint first = *row;

  while (iso_text_used (self->text, *row) > 0 && iso_text_used (self->text, *row) <= self->bare_cells && has_only_words (self->text, *row))
    (*row)++;
  if (*row == first)
    return FALSE;
  g_ptr_array_add (self->readout->messages,
                   iso_message_new ("words-left-out", &place,
                                    N_("These lines hold words, as a plate layout does, and were left out."), NULL));
  return TRUE;
}

/* A line that is no grid is a title, alone in its line and above a grid, or an error. */
static gboolean
read_title (Grids *self, guint row, GError **error)
{
  guint next = row + 1;
  g_autoptr (IsoPlateGrid) grid = NULL;
  guint rows, columns;
  IsoPlace place = iso_text_place (self->text, row);
  g_autofree char *n_rows = NULL;
  g_autofree char *n_columns = NULL;

  while (next < iso_text_n_rows (self->text) && iso_text_n_cells (self->text, next) < 2 && iso_text_used (self->text,
                                                                                                          next) == 0)
    next++;
  grid = find_grid (self->text, next);
  if (grid != NULL && iso_text_used (self->text, row) == 1 && self->title == NULL)
    {
      self->title = iso_text_cell (self->text, row, 0);
      return TRUE;
    }

  iso_plate_grid_bare_at (self->text, row, &rows, &columns);
  n_rows = g_strdup_printf ("%u", rows);
  n_columns = g_strdup_printf ("%u", columns);
  if (rows >= 2 && columns >= 2)
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("This block of numbers has {1} rows and {2} columns. Without row letters and column numbers a "
                      "plate must be complete: 8 x 12, 16 x 24 or 32 x 48. Complete it, or write the column numbers "
                      "above and the row letters before it."), n_rows,
                   n_columns, NULL);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("This line is neither part of a plate grid nor the title of one, so the file is not a plain "
                      "plate grid. Keep only the grids and their titles, or export the readings as a table with a "
                      "column of wells."), NULL);
  return FALSE;
}

static guint
detect (const IsoText *text)
{
  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      g_autoptr (IsoPlateGrid) grid = find_grid (text, row);

      if (grid != NULL)
        return ISO_READER_MAYBE;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_auto (Grids) self = { .text = text, .readout = readout };
  guint row = 0;

  while (row < iso_text_n_rows (text))
    {
      g_autoptr (IsoPlateGrid) grid = find_grid (text, row);

      if (grid != NULL)
        {
          if (!read_grid (&self, grid, error))
            return FALSE;
          row = grid->end;
          self.bare_cells = grid->has_header ? 0 : iso_text_n_cells (text, grid->top);
        }
      else if (iso_text_used (text, row) == 0 || !skip_words (&self, &row))
        {
          if (iso_text_used (text, row) > 0 && !read_title (&self, row, error))
            return FALSE;
          row++;
        }
    }
  if (self.planned != NULL && self.plate->reads->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&self.planned));
      return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "csv", "tsv", "txt", "xlsx", "xls", NULL };

const IsoReader iso_reader_grid = {
  .id = "grid",
  .name = N_("Plate grid"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
