/* iso-reader-victor.c
 *
 * Victor X: a list with a line for each well of each repeat, and for each measurement its time and its value; below the list the same
 * values stand once more as bare plates. Victor Nivo: "WELL RESULTS", then for each operation a line of times and a line for each well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-victor.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <math.h>
#include <string.h>

#define LIST_FIRST 4   /* the first column behind Plate, Repeat, Well, Type */

static gboolean
is_list_header (const IsoText *text, guint row)
{
  return strcmp (iso_text_cell (text, row, 0), "Plate") == 0 && strcmp (iso_text_cell (text, row, 1), "Repeat") == 0 &&
         strcmp (iso_text_cell (text, row, 2), "Well") == 0 && strcmp (iso_text_cell (text, row, 3), "Type") == 0;
}

static gboolean
is_list_line (const IsoText *text, guint row)
{
  IsoWell well;

  return iso_cell_parse_count (iso_text_cell (text, row, 1)) > 0 && iso_well_parse (iso_text_cell (text, row, 2), &well);
}

static IsoReadPlate *
take_plate (IsoReadout *readout, const char *name)
{
  for (guint i = readout->plates->len; i-- > 0;)
    {
      IsoReadPlate *plate = g_ptr_array_index (readout->plates, i);

      if (strcmp (plate->name, name) == 0)
        return plate;
    }
  return iso_readout_add_plate (readout, name);
}

/* A read has the time of its first well. */
static IsoRead *
take_repeat (const IsoText *text, guint header, guint row, guint column, gboolean repeats, IsoReadPlate *plate, GError **error)
{
  const char *name = iso_text_cell (text, header, column);
  g_autofree char *label = repeats ? g_strdup_printf ("%s|rep=%s", name, iso_text_cell (text, row, 1)) : g_strdup (name);
  gboolean known = iso_read_plate_find (plate, label) != NULL;
  IsoRead *read = iso_grid_read_take (plate, label, FALSE, text, row, error);
  double seconds;

  if (read != NULL && repeats && !known)
    iso_read_set_time (read, name, iso_cell_parse_duration (iso_text_cell (text, row, column - 1), &seconds) ? seconds : NAN);
  return read;
}

static gboolean
load_list (const IsoText *text, IsoReadout *readout, GError **error)
{
  gboolean repeats = FALSE;
  guint header = 0;

  while (!is_list_header (text, header))
    header++;
  for (guint row = header + 1; is_list_line (text, row); row++)
    repeats |= iso_cell_parse_count (iso_text_cell (text, row, 1)) > 1;
  for (guint row = header + 1; is_list_line (text, row); row++)
    {
      IsoReadPlate *plate = take_plate (readout, iso_text_cell (text, row, 0));

      for (guint c = LIST_FIRST + 1; c < iso_text_used (text, header); c++)
        {
          IsoRead *read;

          if (strcmp (iso_text_cell (text, header, c - 1), "Time") != 0)
            continue;
          read = take_repeat (text, header, row, c, repeats, plate, error);
          if (read == NULL || !iso_grid_read_well (text, row, c, iso_text_cell (text, row, 2), plate, read, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* "3 OPERATION,ABS (F) - Kinetics": the name; NULL for another line. */
static const char *
get_operation (const IsoText *text, guint row)
{
  const char *cell = iso_text_cell (text, row, 0);
  gsize digits = strspn (cell, "0123456789");

  return digits > 0 && strcmp (cell + digits, " OPERATION") == 0 ? iso_text_cell (text, row, 1) : NULL;
}

/* "Well,Time(s),0.0,1772.1" or "Well,RESULT" at an endpoint: a read for each column that has values. */
static gboolean
read_table (const IsoText *text, guint *row, const char *operation, IsoReadPlate *plate, GError **error)
{
  guint header = *row;
  IsoWell well;

  for ((*row)++; iso_well_parse (iso_text_cell (text, *row, 0), &well); (*row)++)
    {
      for (guint c = 1; c < iso_text_used (text, header); c++)
        {
          const char *name = iso_text_cell (text, header, c);
          double seconds;
          g_autofree char *label = iso_number_parse (name, ISO_DECIMAL_POINT, &seconds) ? g_strdup_printf ("%s@t=%ss", operation, name)
                                                                                       : g_strdup (operation);
          IsoRead *read = NULL;

          if (*iso_text_cell (text, *row, c) == '\0')
            continue;
          read = iso_grid_read_take (plate, label, FALSE, text, *row, error);
          if (read == NULL || !iso_grid_read_well (text, *row, c, iso_text_cell (text, *row, 0), plate, read, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
load_nivo (const IsoText *text, IsoReadout *readout, GError **error)
{
  IsoReadPlate *plate = NULL;
  const char *operation = "";

  for (guint row = 0; row < iso_text_n_rows (text);)
    {
      const char *cell = iso_text_cell (text, row, 0);

      if (get_operation (text, row) != NULL)
        operation = get_operation (text, row);
      if (strcmp (cell, "Plate") == 0)
        plate = take_plate (readout, iso_text_cell (text, row, 1));
      else if (strcmp (cell, "Barcode") == 0 && plate != NULL && plate->barcode == NULL)
        plate->barcode = g_strdup (iso_text_cell (text, row, 1));
      if (strcmp (cell, "Well") != 0)
        {
          row++;
          continue;
        }
      plate = plate != NULL ? plate : take_plate (readout, "");
      if (!read_table (text, &row, operation, plate, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_nivo (const IsoText *text)
{
  return strcmp (iso_text_cell (text, 0, 0), "WELL RESULTS") == 0;
}

static guint
detect (const IsoText *text)
{
  for (guint row = 0; row < MIN (iso_text_n_rows (text), 10u); row++)
    {
      if (is_list_header (text, row) && is_list_line (text, row + 1))
        return ISO_READER_YES;
    }
  return is_nivo (text) ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  if (is_nivo (text))
    return load_nivo (text, readout, error);
  for (guint row = 0; row < iso_text_n_rows (text); row++)
    {
      if (is_list_header (text, row))
        return load_list (text, readout, error);
    }
  return TRUE;
}

static const char *const endings[] = { "txt", "csv", NULL };

const IsoReader iso_reader_victor = {
  .id = "victor",
  .name = N_("PerkinElmer Victor X, Victor Nivo"),
  .endings = endings,
  .version = 1,
  .untested = N_("endpoints of Victor Nivo"),
  .detect = detect,
  .load = load,
};
