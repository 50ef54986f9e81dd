/* iso-reader-byonoy.c
 *
 * A grid of readings, a grid of the names of the samples, and the wavelengths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-byonoy.h"

#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 120
#define WAVELENGTH "Sample Wavelength (nm)"

/* The sample wavelength; NULL if there is none. */
static const char *
find_wavelength (const IsoText *text)
{
  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      if (strcmp (iso_text_cell (text, row, 0), WAVELENGTH) == 0)
        return iso_text_cell (text, row, 1);
    }
  return NULL;
}

static guint
detect (const IsoText *text)
{
  return find_wavelength (text) != NULL ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  IsoReadPlate *plate = iso_readout_add_plate (readout, "1");
  const char *wavelength = find_wavelength (text);

  /* Asked for by name, the file may be of another program. */
  for (guint row = 0; wavelength != NULL && row < iso_text_n_rows (text);)
    {
      g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, row, ISO_GRID_PLAIN);
      guint readings = 0;
      guint words = 0;
      IsoRead *read;

      row = grid != NULL ? grid->end : row + 1;
      if (grid != NULL)
        iso_grid_read_count (text, grid, &readings, &words);
      if (readings <= words)
        continue;
      iso_grid_read_widen (plate, iso_plate_grid_format (grid));
      read = iso_grid_read_make (plate, wavelength, FALSE, text, grid->top, error);
      if (read == NULL || !iso_grid_read_all (text, grid, read, error))
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "csv", NULL };

const IsoReader iso_reader_byonoy = {
  .id = "byonoy",
  .name = N_("Byonoy Absolute 96"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
