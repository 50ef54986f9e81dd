/* iso-reader-msd.c
 *
 * For each plate a head of "Key :" lines, a line "====Data====", a grid, and lines about the camera.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-msd.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 40
#define LABEL "spot 1"

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  char          *barcode;
  int            spots;
} Msd;

/* The value of a line "Key :<tab>value". One version writes the tab as a backslash and a "t". NULL for another line. */
static char *
get_value (const IsoText *text, guint row, const char *key)
{
  const char *cell = iso_text_cell (text, row, 0);

  if (!g_str_has_prefix (cell, key))
    return NULL;
  cell += strlen (key);
  cell += strspn (cell, " #:");
  if (g_str_has_prefix (cell, "\\t"))
    return g_strdup (cell + 2);
  return g_strdup (*cell != '\0' ? cell : iso_text_cell (text, row, 1));
}

/* "<*22M0TALA85N*>" without its marks. */
static char *
strip_marks (const char *barcode)
{
  gsize begin = strspn (barcode, "<*");
  gsize end = strlen (barcode);

  while (end > begin && strchr ("*>", barcode[end - 1]) != NULL)
    end--;
  return g_strndup (barcode + begin, end - begin);
}

static void
read_head (Msd *self, guint row)
{
  g_autofree char *barcode = get_value (self->text, row, "Barcode1");
  g_autofree char *spots = get_value (self->text, row, "Spots Per Well");

  if (barcode != NULL)
    {
      g_free (self->barcode);
      self->barcode = strip_marks (barcode);
    }
  if (spots != NULL)
    self->spots = iso_cell_parse_count (spots);
}

static gboolean
read_grid (Msd *self, const IsoPlateGrid *grid, GError **error)
{
  IsoReadPlate *plate = iso_readout_add_plate (self->readout, self->barcode != NULL ? self->barcode : "");
  IsoRead *read = iso_grid_read_make (plate, LABEL, FALSE, self->text, grid->top, error);

  plate->barcode = g_strdup (self->barcode);
  plate->format = iso_plate_grid_format (grid);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

static gboolean
is_data (const IsoText *text, guint row)
{
  const char *cell = iso_text_cell (text, row, 0);

  return g_str_has_prefix (cell, "==") && g_str_has_prefix (cell + strspn (cell, "="), "Data");
}

/* The grid below "====Data====". */
static gboolean
read_data (Msd *self, guint *row, GError **error)
{
  g_autoptr (IsoPlateGrid) grid = NULL;
  IsoPlace place = iso_text_place (self->text, *row);

  *row = iso_text_skip_empty (self->text, *row + 1);
  grid = iso_plate_grid_at (self->text, *row, ISO_GRID_PLAIN);
  if (self->spots > 1)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("This plate has several spots in each well, which is not read. Export one spot at a time, as a plate grid."), NULL);
      return FALSE;
    }
  if (grid == NULL)
    {
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("No plate grid follows this title. The file may have been cut off or edited; export it once "
                        "more."), NULL);
      return FALSE;
    }
  *row = grid->end;
  return read_grid (self, grid, error);
}

static guint
detect (const IsoText *text)
{
  gboolean barcode = FALSE;

  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      barcode |= g_str_has_prefix (iso_text_cell (text, row, 0), "Barcode1");
      if (is_data (text, row))
        return barcode ? ISO_READER_YES : ISO_READER_NO;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  Msd self = { .text = text, .readout = readout };
  gboolean good = TRUE;

  for (guint row = 0; good && row < iso_text_n_rows (text);)
    {
      read_head (&self, row);
      if (is_data (text, row))
        good = read_data (&self, &row, error);
      else
        row++;
    }
  g_free (self.barcode);
  return good;
}

static const char *const endings[] = { "txt", NULL };

const IsoReader iso_reader_msd = {
  .id = "msd",
  .name = N_("MSD Methodical Mind"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
