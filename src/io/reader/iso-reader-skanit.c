/* iso-reader-skanit.c
 *
 * A sheet for each step of a session: "Measurement results", the session, the date, the name of the step; then, for each wavelength
 * and plate, grids whose corner says what they hold. A grid with the corner "Sample" is the layout.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-skanit.h"

#include "reader/iso-grid-read.h"

#include <string.h>

#define RESULTS "Measurement results"
#define WAVELENGTH "Wavelength:"
#define STEP_LINES 5   /* the name of the step is the last of them */

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  GHashTable    *plates;       /* of IsoReadPlate, by name */
  const char    *step;
  char          *wavelength;   /* "450 nm"; "" if the step has none */
  const char    *plate;        /* its name */
} Skanit;

/* People type beside the table, so only the first column counts. */
static guint
skip_blank (const IsoText *text, guint row, guint end)
{
  while (row < end && *iso_text_cell (text, row, 0) == '\0')
    row++;
  return row;
}

/* What an instrument measures; the rest was computed from it. */
static gboolean
is_measured (const char *quantity)
{
  static const char *const quantities[] = { "Abs", "RLU", "RFU", "Counts", "CPS" };

  for (gsize i = 0; i < G_N_ELEMENTS (quantities); i++)
    {
      if (g_ascii_strcasecmp (quantity, quantities[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static IsoReadPlate *
take_plate (Skanit *self)
{
  IsoReadPlate *plate = g_hash_table_lookup (self->plates, self->plate);

  if (plate == NULL)
    {
      plate = iso_readout_add_plate (self->readout, self->plate);
      g_hash_table_insert (self->plates, g_strdup (self->plate), plate);
    }
  return plate;
}

static gboolean
read_grid (Skanit *self, const IsoPlateGrid *grid, GError **error)
{
  const char *quantity = iso_plate_grid_corner (self->text, grid);
  g_autofree char *label = g_strdup_printf ("%s|%s|%s", self->step, self->wavelength, quantity);
  IsoReadPlate *plate = take_plate (self);
  IsoRead *read = iso_grid_read_make (plate, label, !is_measured (quantity), self->text, grid->top, error);

  iso_grid_read_widen (plate, iso_plate_grid_format (grid));
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

/* What begins at this row of a sheet, which moves behind it. */
static gboolean
read_part (Skanit *self, guint *row, guint end, GError **error)
{
  const char *cell = iso_text_cell (self->text, *row, 0);
  g_autoptr (IsoPlateGrid) grid = *cell != '\0' ? iso_plate_grid_at (self->text, *row, ISO_GRID_PLAIN) : NULL;

  if (grid != NULL && grid->first_cell == 1)
    {
      *row = grid->end;
      return strcmp (cell, "Sample") == 0 || read_grid (self, grid, error);
    }
  if (g_str_has_prefix (cell, WAVELENGTH))
    {
      g_free (self->wavelength);
      self->wavelength = g_strstrip (g_strdup (cell + strlen (WAVELENGTH)));
    }
  /* The name of a plate is free text; it is the line above a grid. */
  else if (*cell != '\0' && iso_plate_grid_is_header (self->text, skip_blank (self->text, *row + 1, end)))
    self->plate = cell;
  (*row)++;
  return TRUE;
}

static gboolean
read_sheet (Skanit *self, guint row, guint end, GError **error)
{
  if (strcmp (iso_text_cell (self->text, row, 0), RESULTS) != 0)
    return TRUE;
  self->step = iso_text_cell (self->text, row + STEP_LINES - 1, 0);
  self->wavelength = g_strdup ("");
  self->plate = "";
  for (row += STEP_LINES; row < end;)
    {
      if (!read_part (self, &row, end, error))
        return FALSE;
    }
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  for (guint row = 0; row < iso_text_n_rows (text); row = iso_text_sheet_end (text, row))
    {
      if (strcmp (iso_text_cell (text, row, 0), RESULTS) == 0)
        return ISO_READER_YES;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autoptr (GHashTable) plates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean good = TRUE;

  for (guint row = 0; good && row < iso_text_n_rows (text); row = iso_text_sheet_end (text, row))
    {
      Skanit self = { .text = text, .readout = readout, .plates = plates };

      good = read_sheet (&self, row, iso_text_sheet_end (text, row), error);
      g_free (self.wavelength);
    }
  return good;
}

static const char *const endings[] = { "xlsx", "txt", "csv", NULL };

const IsoReader iso_reader_skanit = {
  .id = "skanit",
  .name = N_("Thermo SkanIt"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
