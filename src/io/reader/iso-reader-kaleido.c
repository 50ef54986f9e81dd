/* iso-reader-kaleido.c
 *
 * A title "Results for NAME" (or "Result for NAME"), the barcode, a grid; an image analysis has a barcode and a grid for each of its
 * parameters. Behind the results stand settings and plate maps, which are grids too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-kaleido.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

#define DETECT_ROWS 50

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  IsoReadPlate  *plate;      /* (nullable) of the last barcode */
  char          *title;      /* (nullable) of the result */
  char          *parameter;  /* (nullable) of the image analysis */
  guint          repeat;
  gboolean       over;       /* behind the results */
  int            rows;
  int            columns;
} Kaleido;

/* What follows "Results for"; NULL if the row is no title. */
static const char *
get_title (const IsoText *text, guint row)
{
  const char *cell = iso_text_cell (text, row, 0);

  if (g_str_has_prefix (cell, "Results for"))
    return cell + strlen ("Results for") + strspn (cell + strlen ("Results for"), " ");
  if (g_str_has_prefix (cell, "Result for"))
    return cell + strlen ("Result for") + strspn (cell + strlen ("Result for"), " ");
  return NULL;
}

/* The cells of a line "Barcode: X, PlateRepeat: 1"; NULL if this key is not there. */
static const char *
get_value (const IsoText *text, guint row, const char *key)
{
  for (guint c = 0; c < iso_text_used (text, row); c++)
    {
      const char *cell = iso_text_cell (text, row, c);

      if (g_str_has_prefix (cell, key))
        return cell + strlen (key) + strspn (cell + strlen (key), " ");
    }
  return NULL;
}

static IsoReadPlate *
take_plate (Kaleido *self, const char *barcode)
{
  for (guint i = 0; i < self->readout->plates->len; i++)
    {
      IsoReadPlate *plate = g_ptr_array_index (self->readout->plates, i);

      if (strcmp (plate->name, barcode) == 0)
        return plate;
    }
  self->plate = iso_readout_add_plate (self->readout, barcode);
  self->plate->barcode = g_strdup (barcode);
  return self->plate;
}

static void
set_plate (Kaleido *self, const char *barcode, const char *repeat, const char *parameter)
{
  int n = repeat != NULL ? iso_cell_parse_count (repeat) : 1;

  self->plate = take_plate (self, barcode);
  self->repeat = n > 1 ? (guint) n : 1;
  g_free (self->parameter);
  self->parameter = g_strdup (parameter);
}

static gboolean
read_grid (Kaleido *self, const IsoPlateGrid *grid, GError **error)
{
  g_autoptr (GString) label = g_string_new (self->title);
  IsoRead *read;

  if (self->plate == NULL)
    set_plate (self, "", NULL, NULL);
  if (self->parameter != NULL && *self->parameter != '\0')
    g_string_append_printf (label, ", %s", self->parameter);
  if (self->repeat > 1)
    g_string_append_printf (label, ", repeat %u", self->repeat);
  iso_grid_read_widen (self->plate, iso_plate_grid_format (grid));
  read = iso_grid_read_make (self->plate, label->str, FALSE, self->text, grid->top, error);
  return read != NULL && iso_grid_read_all (self->text, grid, read, error);
}

/* One program writes the rows as columns and the columns as rows; their product is right. */
static void
note_size (Kaleido *self, guint row)
{
  guint used = iso_text_used (self->text, row);
  int n = used > 1 ? iso_cell_parse_count (iso_text_cell (self->text, row, used - 1)) : -1;

  if (n > 0 && g_ascii_strncasecmp (iso_text_cell (self->text, row, 0), "Number of rows", 14) == 0)
    self->rows = n;
  if (n > 0 && g_ascii_strncasecmp (iso_text_cell (self->text, row, 0), "Number of columns", 17) == 0)
    self->columns = n;
}

static gboolean
read_part (Kaleido *self, guint *row, GError **error)
{
  const char *cell = iso_text_cell (self->text, *row, 0);
  const char *title = get_title (self->text, *row);
  g_autoptr (IsoPlateGrid) grid = self->title != NULL && !self->over ? iso_plate_grid_at (self->text, *row, ISO_GRID_PLAIN) : NULL;

  if (grid != NULL)
    {
      *row = grid->end;
      return read_grid (self, grid, error);
    }
  if (title != NULL)
    {
      g_free (self->title);
      self->title = g_strdup (title);
      self->over = FALSE;
    }
  else if (g_str_has_prefix (cell, "Measurement Basic Information") || g_str_has_prefix (cell, "Measurement Information"))
    self->over = TRUE;
  else if (!self->over && g_str_has_prefix (cell, "Barcode:"))
    set_plate (self, get_value (self->text, *row, "Barcode:"), get_value (self->text, *row, "PlateRepeat:"),
               get_value (self->text, *row, "AnalysisParameter:"));
  else if (!self->over && strcmp (cell, "Barcode") == 0 && strcmp (iso_text_cell (self->text, *row, 1), "Repeat") == 0)
    {
      (*row)++;
      set_plate (self, iso_text_cell (self->text, *row, 0), iso_text_cell (self->text, *row, 1), NULL);
    }
  note_size (self, *row);
  (*row)++;
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  if (g_str_has_prefix (iso_text_cell (text, 0, 0), "EnSight Results from"))
    return ISO_READER_YES;
  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      if (get_title (text, row) == NULL)
        continue;
      for (guint r = row + 1; r < row + 4; r++)
        {
          if (g_str_has_prefix (iso_text_cell (text, r, 0), "Barcode"))
            return ISO_READER_YES;
        }
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  Kaleido self = { .text = text, .readout = readout, .repeat = 1 };
  const IsoPlateFormat *format;
  gboolean good = TRUE;

  for (guint row = 0; good && row < iso_text_n_rows (text);)
    good = read_part (&self, &row, error);
  format = self.rows < 100 && self.columns < 100 ? iso_plate_format_find ((guint) (self.rows * self.columns)) : NULL;
  for (guint i = 0; format != NULL && i < readout->plates->len; i++)
    iso_grid_read_widen (g_ptr_array_index (readout->plates, i), format);
  g_free (self.title);
  g_free (self.parameter);
  return good;
}

static const char *const endings[] = { "csv", NULL };

const IsoReader iso_reader_kaleido = {
  .id = "kaleido",
  .name = N_("Revvity Kaleido, EnSight"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
