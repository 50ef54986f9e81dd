/* iso-reader-incucyte.c
 *
 * Lines about the experiment, then a table: a line for each scan, with its date and the hours since the first one, and a column for
 * each well.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-incucyte.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 30
#define FIRST_WELL 2
#define SECONDS_AN_HOUR 3600.0

static gboolean
is_header (const IsoText *text, guint row)
{
  return strcmp (iso_text_cell (text, row, 0), "Date Time") == 0 && strcmp (iso_text_cell (text, row, 1), "Elapsed") == 0;
}

/* The row of the header; the number of rows if there is none. */
static guint
find_header (const IsoText *text)
{
  guint n = MIN (iso_text_n_rows (text), DETECT_ROWS);

  for (guint row = 0; row < n; row++)
    {
      if (is_header (text, row))
        return row;
    }
  return iso_text_n_rows (text);
}

/* What was measured, as far as the lines above the table say it. */
static char *
find_label (const IsoText *text, guint header)
{
  static const char *const keys[] = { "Read-out:", "Metric:", "Label:" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      for (guint row = 0; row < header; row++)
        {
          const char *cell = iso_text_cell (text, row, 0);
          const char *value = cell + MIN (strlen (cell), strlen (keys[i]));

          value += strspn (value, " ");
          if (g_str_has_prefix (cell, keys[i]) && *value != '\0')
            return g_strdup (value);
        }
    }
  return g_strdup ("IncuCyte");
}

static gboolean
expect_wells (const IsoText *text, guint header, GError **error)
{
  for (guint c = FIRST_WELL; c < iso_text_used (text, header); c++)
    {
      const char *name = iso_text_cell (text, header, c);
      IsoPlace place = iso_text_place_at (text, header, c);
      IsoWell well;

      if (iso_well_parse (name, &well))
        continue;
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                     N_("The columns are named by treatment (“{1}”), so it is not said which wells they were. Export without grouping, so that each "
                        "column is a well."), name, NULL);
      return FALSE;
    }
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  return find_header (text) < iso_text_n_rows (text) ? ISO_READER_YES : ISO_READER_NO;
}

static gboolean
read_scan (const IsoText *text, guint header, guint row, const char *series, IsoReadPlate *plate, GError **error)
{
  IsoPlace place = iso_text_place_at (text, row, 1);
  g_autofree char *seconds = NULL;
  g_autofree char *label = NULL;
  double hours;
  IsoRead *read;

  if (!iso_number_parse (iso_text_cell (text, row, 1), ISO_DECIMAL_POINT, &hours))
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("“{1}” is no number of hours since the first scan. Export once more, with the column “Elapsed”."),
                     iso_text_cell (text, row, 1), NULL);
      return FALSE;
    }
  seconds = iso_number_format (hours * SECONDS_AN_HOUR, 10);
  label = g_strdup_printf ("%s@t=%ss", series, seconds);
  read = iso_grid_read_make (plate, label, FALSE, text, row, error);
  for (guint c = FIRST_WELL; read != NULL && c < iso_text_used (text, header); c++)
    {
      if (!iso_grid_read_well (text, row, c, iso_text_cell (text, header, c), plate, read, error))
        return FALSE;
    }
  return read != NULL;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  guint header = find_header (text);
  g_autofree char *series = find_label (text, header);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "1");

  if (!expect_wells (text, header, error))
    return FALSE;
  for (guint row = header + 1; row < iso_text_n_rows (text) && iso_text_used (text, row) > 0; row++)
    {
      if (!read_scan (text, header, row, series, plate, error))
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "txt", "csv", NULL };

const IsoReader iso_reader_incucyte = {
  .id = "incucyte",
  .name = N_("Sartorius IncuCyte"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
