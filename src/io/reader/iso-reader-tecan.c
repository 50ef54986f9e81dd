/* iso-reader-tecan.c
 *
 * A sheet, or a text, is one plate. Below the description of a measurement stand its readings: a grid with "<>" in its corner, a list
 * of wells, or a kinetic table with the wells down or across.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-tecan.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 5
#define DEFAULT_LABEL "Label1"   /* what the program itself calls a read without a name */

typedef struct
{
  const IsoText *text;
  IsoReadPlate  *plate;
  guint          end;      /* behind the sheet */
  char          *label;    /* of the next readings; NULL for none yet */
} Tecan;

static const char *
get_cell (const Tecan *self, guint row, guint column)
{
  return iso_text_cell (self->text, row, column);
}

static gboolean
is_well (const char *cell)
{
  IsoWell well;

  return iso_well_parse (cell, &well);
}

/* The value of a line "Name ... value": its last cell; "" if there is none. */
static const char *
get_value (const Tecan *self, guint row)
{
  guint used = iso_text_used (self->text, row);

  return used > 1 ? get_cell (self, row, used - 1) : "";
}

static void
set_label (Tecan *self, const char *label)
{
  while (*label == ' ')
    label++;
  if (*label == '\0')
    return;
  g_free (self->label);
  self->label = g_strdup (label);
}

/* What a line of the description says of the readings below it. */
static void
read_description (Tecan *self, guint row)
{
  const char *first = get_cell (self, row, 0);

  if (g_str_has_prefix (first, "Label:"))
    set_label (self, first + strlen ("Label:"));
  else if (strcmp (first, "Name") == 0)
    set_label (self, get_value (self, row));
  else if (g_str_has_prefix (first, "Plate-ID") && *get_value (self, row) != '\0' && self->plate->barcode == NULL)
    self->plate->barcode = g_strdup (get_value (self, row));
}

/* Above a kinetic table stands its name: "OD600", or with what was measured, "OD600:600", "LUMI:Lum". */
static void
take_title (Tecan *self, guint header)
{
  g_autofree char *title = NULL;
  char *colon;

  if (header == 0 || iso_text_used (self->text, header - 1) != 1 || *get_cell (self, header - 1, 0) == '\0')
    return;
  title = g_strdup (get_cell (self, header - 1, 0));
  colon = strrchr (title, ':');
  if (colon != NULL && colon > title)
    *colon = '\0';
  set_label (self, title);
}

static gboolean
read_grid (Tecan *self, const IsoPlateGrid *grid, GError **error)
{
  const char *label = self->label != NULL ? self->label : DEFAULT_LABEL;
  IsoRead *read;

  iso_grid_read_widen (self->plate, iso_plate_grid_format (grid));
  read = iso_grid_read_make (self->plate, label, FALSE, self->text, grid->top, error);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

/* "Well, Mean, StDev, ...": several reads a well, of which the mean counts; "<>, Value, Time [ms]". */
static gboolean
is_list_header (const Tecan *self, guint row)
{
  const char *first = get_cell (self, row, 0);
  const char *second = get_cell (self, row, 1);

  return (strcmp (first, "Well") == 0 && strcmp (second, "Mean") == 0)
         || (strcmp (first, "<>") == 0 && strcmp (second, "Value") == 0);
}

static gboolean
read_list (Tecan *self, guint *row, GError **error)
{
  IsoRead *read = iso_grid_read_make (self->plate, self->label != NULL ? self->label : DEFAULT_LABEL, FALSE, self->text, *row, error);

  if (read == NULL)
    return FALSE;
  for ((*row)++; *row < self->end && is_well (get_cell (self, *row, 0)); (*row)++)
    {
      if (!iso_grid_read_well (self->text, *row, 1, get_cell (self, *row, 0), self->plate, read, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_cycle_header (const Tecan *self, guint row)
{
  return strcmp (get_cell (self, row, 0), "Cycle Nr.") == 0;
}

/* The read of one cycle, named by its time: "OD600@t=600.1s". `title` is that of the line or column of times. */
static IsoRead *
make_cycle (const Tecan *self, const char *title, const char *time, const char *cycle, guint row, GError **error)
{
  const char *label = self->label != NULL ? self->label : DEFAULT_LABEL;
  g_autofree char *name = NULL;
  g_autofree char *seconds_text = NULL;
  double seconds;

  if (iso_number_parse (time, ISO_DECIMAL_POINT, &seconds) || iso_number_parse (time, ISO_DECIMAL_COMMA, &seconds))
    {
      seconds_text = iso_number_format (strstr (title, "[ms]") != NULL ? seconds / 1000 : seconds, 10);
      name = g_strdup_printf ("%s@t=%ss", label, seconds_text);
    }
  else
    name = g_strdup_printf ("%s, cycle %s", label, cycle);
  return iso_grid_read_make (self->plate, name, FALSE, self->text, row, error);
}

/* A cycle a line, a well a column. */
static gboolean
read_cycle_rows (Tecan *self, guint *row, GError **error)
{
  guint header = *row;
  guint used = iso_text_used (self->text, header);

  for ((*row)++; *row < self->end && iso_cell_parse_count (get_cell (self, *row, 0)) >= 0; (*row)++)
    {
      IsoRead *read = make_cycle (self, get_cell (self, header, 1), get_cell (self, *row, 1), get_cell (self, *row, 0), *row, error);

      if (read == NULL)
        return FALSE;
      for (guint column = 1; column < used; column++)
        {
          if (!iso_grid_read_well (self->text, *row, column, get_cell (self, header, column), self->plate, read, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* The line of times below the header; 0 if there is none before the wells. */
static guint
find_times (const Tecan *self, guint header)
{
  for (guint row = header + 1; row < self->end && !is_well (get_cell (self, row, 0)) && *get_cell (self, row, 0) != '\0'; row++)
    {
      if (g_str_has_prefix (get_cell (self, row, 0), "Time"))
        return row;
    }
  return 0;
}

/* A well a line, a cycle a column. */
static gboolean
read_cycle_columns (Tecan *self, guint *row, GError **error)
{
  guint header = *row;
  guint times = find_times (self, header);
  guint used = iso_text_used (self->text, header);
  g_autofree IsoRead **reads = g_new0 (IsoRead *, used + 1);

  for (guint column = 1; column < used; column++)
    {
      reads[column] = make_cycle (self, times > 0 ? get_cell (self, times, 0) : "", times > 0 ? get_cell (self, times, column) : "",
                                  get_cell (self, header, column), header, error);
      if (reads[column] == NULL)
        return FALSE;
    }
  for ((*row)++; *row < self->end && *get_cell (self, *row, 0) != '\0'; (*row)++)
    {
      for (guint column = 1; column < used && is_well (get_cell (self, *row, 0)); column++)
        {
          if (!iso_grid_read_well (self->text, *row, column, get_cell (self, *row, 0), self->plate, reads[column], error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
has_wells_across (const Tecan *self, guint row)
{
  for (guint column = 1; column < iso_text_used (self->text, row); column++)
    {
      if (is_well (get_cell (self, row, column)))
        return TRUE;
    }
  return FALSE;
}

/* What begins at this row, which moves behind it. */
static gboolean
read_part (Tecan *self, guint *row, GError **error)
{
  g_autoptr (IsoPlateGrid) grid = NULL;

  if (is_list_header (self, *row))
    return read_list (self, row, error);
  if (is_cycle_header (self, *row))
    {
      take_title (self, *row);
      return has_wells_across (self, *row) ? read_cycle_rows (self, row, error) : read_cycle_columns (self, row, error);
    }
  grid = strcmp (get_cell (self, *row, 0), "<>") == 0 ? iso_plate_grid_at (self->text, *row, ISO_GRID_PLAIN) : NULL;
  if (grid != NULL)
    {
      *row = grid->end;
      return read_grid (self, grid, error);
    }
  read_description (self, *row);
  (*row)++;
  return TRUE;
}

static gboolean
names_program (const char *cell)
{
  return strstr (cell, "Tecan i-control") != NULL || strcmp (cell, "Application: SparkControl") == 0 || strstr (cell, "XFLUOR") != NULL;
}

static guint
detect (const IsoText *text)
{
  if (strcmp (iso_text_cell (text, 0, 0), "MeasurementResultData") == 0)   /* the XML export, which has a reader of its own */
    return ISO_READER_NO;
  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      for (guint column = 0; column < MIN (iso_text_used (text, row), 10u); column++)
        {
          if (names_program (iso_text_cell (text, row, column)))
            return ISO_READER_YES;
        }
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  for (guint row = 0; row < iso_text_n_rows (text);)
    {
      Tecan self = { .text = text, .end = iso_text_sheet_end (text, row) };
      const char *sheet = iso_text_sheet (text, row);
      gboolean good = TRUE;

      self.plate = iso_readout_add_plate (readout, *sheet != '\0' ? sheet : "1");
      while (good && row < self.end)
        good = read_part (&self, &row, error);
      g_free (self.label);
      if (!good)
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "xlsx", "txt", "asc", "csv", NULL };

const IsoReader iso_reader_tecan = {
  .id = "tecan",
  .name = N_("Tecan i-control, SparkControl, XFluor"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
