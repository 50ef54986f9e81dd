/* iso-reader-glomax.c
 *
 * The kind of measurement stands alone in the first column, its filters and "Reading:" below it; the column numbers of the grid share
 * the line with "Reading:".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-glomax.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 30

typedef struct
{
  const IsoText *text;
  IsoReadPlate  *plate;
  const char    *mode;      /* "Absorbance" */
  GString       *filters;   /* "485/520"; without the reference */
  guint          reading;
} Glomax;

/* The value of a line whose second cell has this end; NULL for another line. */
static const char *
get_value (const IsoText *text, guint row, const char *end)
{
  return g_str_has_suffix (iso_text_cell (text, row, 1), end) && iso_text_used (text, row) > 2
             ? iso_text_cell (text, row, 3)
             : NULL;
}

static gboolean
read_grid (Glomax *self, const IsoPlateGrid *grid, GError **error)
{
  g_autoptr (GString) label = g_string_new (self->mode);
  IsoRead *read;

  if (self->filters->len > 0)
    g_string_append_printf (label, " %s", self->filters->str);
  if (self->reading > 1)
    g_string_append_printf (label, ", reading %u", self->reading);
  iso_grid_read_widen (self->plate, iso_plate_grid_format (grid));
  read = iso_grid_read_make (self->plate, label->str, FALSE, self->text, grid->top, error);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

static void
read_description (Glomax *self, guint row)
{
  const char *filter = get_value (self->text, row, "Filter:");
  const char *number = strcmp (iso_text_cell (self->text, row, 1), "Reading:") == 0 ? iso_text_cell (self->text, row, 3) : "";

  if (*iso_text_cell (self->text, row, 0) != '\0' && iso_text_used (self->text, row) == 1)
    {
      self->mode = iso_text_cell (self->text, row, 0);
      g_string_truncate (self->filters, 0);
    }
  if (filter != NULL && strcmp (filter, "None") != 0 && *filter != '\0' && !g_str_has_prefix (iso_text_cell (self->text, row, 1), "Reference"))
    g_string_append_printf (self->filters, "%s%s", self->filters->len > 0 ? "/" : "", filter);
  if (iso_cell_parse_count (number) > 0)
    self->reading = (guint) iso_cell_parse_count (number);
}

static guint
detect (const IsoText *text)
{
  gboolean protocol = FALSE;

  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      protocol |= g_str_has_prefix (iso_text_cell (text, row, 3), "Protocol:");
      if (protocol && strcmp (iso_text_cell (text, row, 1), "Reading:") == 0)
        return ISO_READER_YES;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autoptr (GString) filters = g_string_new (NULL);
  Glomax self = { .text = text, .plate = iso_readout_add_plate (readout, "1"), .mode = "", .filters = filters, .reading = 1 };

  for (guint row = 0; row < iso_text_n_rows (text);)
    {
      g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, row, ISO_GRID_PLAIN);

      read_description (&self, row);
      if (grid != NULL && !read_grid (&self, grid, error))
        return FALSE;
      row = grid != NULL ? grid->end : row + 1;
    }
  return TRUE;
}

static const char *const endings[] = { "csv", NULL };

const IsoReader iso_reader_glomax = {
  .id = "glomax",
  .name = N_("Promega GloMax"),
  .endings = endings,
  .version = 1,
  .untested = N_("luminescence and fluorescence"),
  .detect = detect,
  .load = load,
};
