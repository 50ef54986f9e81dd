/* iso-reader-magellan.c
 *
 * A list: the first line names its columns, one of which is "Well positions"; the others are reads, or the plate. Lines without a
 * well (times, temperatures, the description below the list) hold no readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-magellan.h"

#include "reader/iso-grid-read.h"

#include <string.h>

#define WELLS "Well positions"
#define PLATE "Plate"

/* The column of this name; `none` if there is none. */
static guint
find_column (const IsoText *text, guint header, const char *name, guint none)
{
  for (guint c = 0; c < iso_text_used (text, header); c++)
    {
      if (strcmp (iso_text_cell (text, header, c), name) == 0)
        return c;
    }
  return none;
}

static gboolean
is_read (const IsoText *text, guint header, guint column, guint wells)
{
  const char *name = iso_text_cell (text, header, column);

  return column != wells && *name != '\0' && strcmp (name, PLATE) != 0 && strchr (name, '=') == NULL;
}

static IsoReadPlate *
take_plate (IsoReadout *readout, const char *name)
{
  for (guint i = 0; i < readout->plates->len; i++)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, i);

      if (strcmp (plate->name, name) == 0)
        return plate;
    }
  return iso_readout_add_plate (readout, name);
}

static gboolean
read_line (const IsoText *text, guint header, guint row, guint wells, IsoReadPlate *plate, GError **error)
{
  for (guint c = 0; c < iso_text_used (text, header); c++)
    {
      IsoRead *read;

      if (!is_read (text, header, c, wells))
        continue;
      read = iso_grid_read_take (plate, iso_text_cell (text, header, c), FALSE, text, row, error);
      if (read == NULL || !iso_grid_read_well (text, row, c, iso_text_cell (text, row, wells), plate, read, error))
        return FALSE;
    }
  return TRUE;
}

static void
note_gap (const IsoText *text, guint row, const char *name, IsoReadout *readout)
{
  IsoPlace place = iso_text_place (text, row);

  g_ptr_array_add (readout->messages, iso_message_new ("plate-continued", &place,
                                                       N_("From here on no plate is named; the wells were taken as those of plate “{1}”."),
                                                       name, NULL));
}

static gboolean
read_sheet (const IsoText *text, guint header, guint end, IsoReadout *readout, GError **error)
{
  guint none = G_MAXUINT;
  guint wells = find_column (text, header, WELLS, none);
  guint plates = find_column (text, header, PLATE, none);
  const char *name = plates != none ? "" : "1";
  gboolean gap = FALSE;

  for (guint row = header + 1; wells != none && row < end; row++)
    {
      const char *given = plates != none ? iso_text_cell (text, row, plates) : "";
      IsoWell well;

      if (!iso_well_parse (iso_text_cell (text, row, wells), &well))
        continue;
      if (plates != none && *given == '\0' && *name != '\0' && !gap)
        note_gap (text, row, name, readout);
      gap = *given == '\0';
      name = gap ? name : given;
      if (!read_line (text, header, row, wells, take_plate (readout, name), error))
        return FALSE;
    }
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  return find_column (text, 0, WELLS, G_MAXUINT) != G_MAXUINT ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  for (guint row = 0; row < iso_text_n_rows (text); row = iso_text_sheet_end (text, row))
    {
      if (!read_sheet (text, row, iso_text_sheet_end (text, row), readout, error))
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "xlsx", "txt", "csv", NULL };

const IsoReader iso_reader_magellan = {
  .id = "magellan",
  .name = N_("Tecan Magellan"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
