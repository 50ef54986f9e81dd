/* iso-reader-gen5.c
 *
 * An export is a series of plates, each introduced by "Software Version". Its tables are matrices (columns 1 ...
 * across, several reads under each row letter, the label of the read behind the last column), series (wells across; a
 * time, a wavelength or a read in each line) and lists (reads across, a well in each line). The line above a table is
 * its title.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-gen5.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-gen5-steps.h"
#include "reader/iso-grid-read.h"

#include <string.h>

/* How many rows of the file may decide whose it is, and how far above a table its title may stand. */
#define DETECT_ROWS 60
#define TITLE_ROWS 3

/* More numbers than a line of a fitted curve has. */
#define MANY_NUMBERS 12

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  IsoReadPlate  *plate;      /* (nullable) */
  GPtrArray     *steps;      /* of the plate's procedure */
  gboolean       durations;  /* a matrix held times */
  gboolean       left_out;   /* a line of numbers was of no table */
} Gen5;

/* What stands before the values of a series. */
typedef enum
{
  KEY_TIME,
  KEY_WAVELENGTH,
  KEY_READ,
} SeriesKey;

static const char *const key_names[] = { "Time", "Wavelength", "Well" };

/* A table with wells across. */
typedef struct
{
  SeriesKey   kind;
  guint       header;
  guint       key;           /* the cell of the time, the wavelength or the read */
  guint       first_value;   /* the cell of the first well, in the lines of values */
  GArray     *wells;         /* of IsoWell */
} Series;

static guint
first_used (const IsoText *text, guint row)
{
  guint used = iso_text_used (text, row);
  guint c = 0;

  while (c < used && *iso_text_cell (text, row, c) == '\0')
    c++;
  return c;
}

static IsoReadPlate *
current_plate (Gen5 *self)
{
  if (self->plate == NULL)
    self->plate = iso_readout_add_plate (self->readout, "");
  return self->plate;
}

/* The title above a table; "" if there is none. In a comma-separated file titles hold commas without quotes. */
static char *
find_title (const IsoText *text, guint row)
{
  for (guint above = 1; above <= TITLE_ROWS && above <= row; above++)
    {
      guint used = iso_text_used (text, row - above);
      guint first = first_used (text, row - above);
      const char *cell = iso_text_cell (text, row - above, first);

      if (used == 0)
        continue;
      if (g_str_has_suffix (cell, ":"))
        break;
      return iso_text_delimiter (text) == ',' ? iso_text_join (text, row - above, first, used) : g_strdup (cell);
    }
  return g_strdup ("");
}

/* "Nunc 384 flat bottom" */
static void
note_plate_type (Gen5 *self, const char *type)
{
  while (*type != '\0')
    {
      gsize digits = strspn (type, "0123456789");
      guint64 wells = digits > 0 && digits < 5 ? g_ascii_strtoull (type, NULL, 10) : 0;
      const IsoPlateFormat *format = iso_plate_format_find ((guint) wells);

      if (format != NULL)
        {
          iso_grid_read_widen (current_plate (self), format);
          return;
        }
      type += MAX (digits, 1);
    }
}

static void
begin_export (Gen5 *self)
{
  self->plate = NULL;
  g_ptr_array_set_size (self->steps, 0);
}

/* A reading of a matrix. Kinetic results hold times, which become seconds. */
static gboolean
add_reading (Gen5 *self, guint row, guint column, IsoRead *read, IsoWell well, GError **error)
{
  const char *cell = iso_text_cell (self->text, row, column);
  double seconds;

  if (strchr (cell, ':') != NULL && iso_cell_parse_duration (cell, &seconds) && iso_read_get (read, well) == NULL)
    {
      iso_read_add (read, well, seconds, ISO_FLAG_NONE, NULL, iso_text_line (self->text, row));
      if (!self->durations)
        {
          IsoPlace place = iso_text_place (self->text, row);

          g_ptr_array_add (self->readout->messages,
                           iso_message_new ("times-in-seconds", &place,
                                            N_("Times in the results are given in seconds."), NULL));
        }
      self->durations = TRUE;
      return TRUE;
    }
  return iso_cell_add_reading (self->text, row, column, read, well, error);
}

/* The lines of a layout: names and doses, no readings. */
static gboolean
is_layout_label (const char *label)
{
  static const char *const labels[] = { "Well ID", "Conc/Dil", "Name", "Well Type" };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      if (strcmp (label, labels[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_matrix_line (Gen5 *self, const IsoPlateGrid *grid, guint line, const char *label, GError **error)
{
  const IsoGridLine *at = &g_array_index (grid->lines, IsoGridLine, line);
  IsoRead *read = iso_grid_read_take (current_plate (self), label, !iso_gen5_steps_measured (self->steps, label),
                                      self->text,
                                      at->row, error);

  for (guint c = 0; read != NULL && c < grid->n_columns; c++)
    {
      IsoWell well = { (guint8) at->plate_row, (guint8) (grid->first_column + c) };

      if (!add_reading (self, at->row, grid->first_cell + c, read, well, error))
        return FALSE;
    }
  return read != NULL;
}

static void
set_label_error (const IsoText *text, guint row, GError **error)
{
  IsoPlace place = iso_text_place (text, row);

  if (row + 1 == iso_text_n_rows (text))
    iso_cell_set_cut_error (text, row, error);
  else
    iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                   N_("This line of the results does not say which read it belongs to: its label after the last "
                      "column is missing. Export it once more from Gen5."), NULL);
}

/* Reads the matrix whose header is `row`; `row` becomes the first row behind it. */
static gboolean
read_matrix (Gen5 *self, guint *row, GError **error)
{
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (self->text, *row, ISO_GRID_CONTINUED);
  g_autofree char *title = find_title (self->text, *row);
  gboolean titled = *title != '\0' && strcmp (title, "Results") != 0;
  gboolean labelled = FALSE;

  *row = grid->end;
  if (strcmp (title, "Layout") == 0)
    return TRUE;
  for (guint i = 0; i < grid->lines->len; i++)
    {
      g_autofree char *label = iso_plate_grid_line_label (self->text, grid, i);
      guint text_row = g_array_index (grid->lines, IsoGridLine, i).row;
      const char *use = *label != '\0' ? label : titled ? title : "Results";

      if (is_layout_label (label))
        continue;
      /* Reads under one row letter are told apart by their labels only. */
      labelled |= *label != '\0';
      if (*label == '\0' && (labelled || *iso_text_cell (self->text, text_row, grid->first_cell - 1) == '\0'))
        {
          set_label_error (self->text, text_row, error);
          return FALSE;
        }
      iso_grid_read_widen (current_plate (self), iso_plate_grid_format (grid));
      if (!read_matrix_line (self, grid, i, use, error))
        return FALSE;
    }
  return TRUE;
}

/* The wells across a series; FALSE if the row is no header of one. */
static gboolean
find_series (const IsoText *text, guint row, Series *series)
{
  guint used = iso_text_used (text, row);
  guint key = first_used (text, row);
  IsoWell well;
  guint c;

  for (series->kind = KEY_TIME; series->kind <= KEY_READ; series->kind++)
    {
      if (strcmp (iso_text_cell (text, row, key), key_names[series->kind]) == 0)
        break;
    }
  if (series->kind > KEY_READ)
    return FALSE;
  series->header = row;
  series->key = key;

  /* The title of the temperature column may hold unquoted delimiters, which shift the header but not the values. */
  for (c = key + 1; c < used && !iso_well_parse (iso_text_cell (text, row, c), &well); c++)
    ;
  series->first_value = c > key + 1 ? key + 2 : key + 1;
  series->wells = g_array_new (FALSE, FALSE, sizeof (IsoWell));
  for (; c < used && iso_well_parse (iso_text_cell (text, row, c), &well); c++)
    g_array_append_val (series->wells, well);
  if (series->wells->len > 0 && c == used)
    return TRUE;
  g_array_unref (series->wells);
  return FALSE;
}

/* The label of a line's read; NULL if the line does not begin as those of the series do. Unquoted delimiters in the
 * name of a read move the values of the line by `shift` cells. */
static char *
make_label (const IsoText *text, const Series *series, const char *title, guint row, guint *shift)
{
  const char *cell = iso_text_cell (text, row, series->key);
  g_autofree char *number_text = NULL;
  double number;

  *shift = 0;
  if (series->kind == KEY_READ)
    {
      guint n = iso_text_n_cells (text, series->header);

      *shift = iso_text_n_cells (text, row) > n ? iso_text_n_cells (text, row) - n : 0;
      return *cell != '\0' ? iso_text_join (text, row, series->key, series->key + 1 + *shift) : NULL;
    }
  if (series->kind == KEY_TIME && (strchr (cell, ':') == NULL || !iso_cell_parse_duration (cell, &number)))
    return NULL;
  if (series->kind == KEY_WAVELENGTH && !iso_number_parse (cell, ISO_DECIMAL_POINT, &number))
    return NULL;
  number_text = iso_number_format_exact (number);
  return g_strdup_printf (series->kind == KEY_TIME ? "%s@t=%ss" : "%s@%snm", title, number_text);
}

static gboolean
read_series_line (Gen5 *self, const Series *series, const char *label, gboolean calculated, guint first_value,
                  guint row,
                  GError **error)
{
  guint used = iso_text_used (self->text, row);
  IsoPlace place = iso_text_place (self->text, row);
  IsoRead *read;

  if (used <= first_value)
    return TRUE;
  if (used > first_value + series->wells->len)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("This line holds more values than there are wells above it. Export it once more from Gen5."),
                     NULL);
      return FALSE;
    }
  read = iso_grid_read_take (current_plate (self), label, calculated, self->text, row, error);
  for (guint i = 0; read != NULL && i < series->wells->len; i++)
    {
      IsoWell well = g_array_index (series->wells, IsoWell, i);

      if (!iso_cell_add_reading (self->text, row, first_value + i, read, well, error))
        return FALSE;
    }
  return read != NULL;
}

/* The lines of a series are as long as each other, but for wells at the end that were not read; in the last line of a
 * file that stops without a line end, that is no reason to trust it. */
static gboolean
is_cut (const IsoText *text, const Series *series, guint row)
{
  return row + 1 == iso_text_n_rows (text) && iso_text_is_open_ended (text) && row > series->header + 1 &&
         iso_text_used (text, row) < iso_text_used (text, row - 1);
}

static gboolean
read_series (Gen5 *self, const Series *series, guint *row, GError **error)
{
  g_autofree char *title = find_title (self->text, series->header);

  for ((*row)++; iso_text_used (self->text, *row) > 0; (*row)++)
    {
      guint shift;
      g_autofree char *label = make_label (self->text, series, title, *row, &shift);
      const char *read = series->kind == KEY_READ ? label : title;
      IsoPlace place = iso_text_place (self->text, *row);

      if (label == NULL)
        {
          iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                         N_("This line should begin as those above it do: with a time such as 0:15:00, a wavelength, "
                            "or the name of a read. Export it once more from Gen5."), NULL);
          return FALSE;
        }
      if (is_cut (self->text, series, *row))
        {
          iso_cell_set_cut_error (self->text, *row, error);
          return FALSE;
        }
      if (is_layout_label (read))
        continue;
      if (!read_series_line (self, series, label, !iso_gen5_steps_measured (self->steps, read),
                             series->first_value + shift,
                             *row, error))
        return FALSE;
    }
  return TRUE;
}

/* TRUE if the row is the header of a list: "Well" and the names of reads, with a line for each well below. */
static gboolean
is_list (const IsoText *text, guint row)
{
  guint key = first_used (text, row);
  IsoWell well;

  return strcmp (iso_text_cell (text, row, key), key_names[KEY_READ]) == 0 && iso_text_used (text, row) > key + 1 &&
         iso_well_parse (iso_text_cell (text, row + 1, key), &well);
}

static gboolean
read_list (Gen5 *self, guint *row, GError **error)
{
  guint header = *row;
  guint key = first_used (self->text, header);
  guint used = iso_text_used (self->text, header);
  IsoWell well;

  for ((*row)++; iso_well_parse (iso_text_cell (self->text, *row, key), &well); (*row)++)
    {
      IsoPlace place = iso_text_place (self->text, *row);

      if (iso_text_n_cells (self->text, *row) != iso_text_n_cells (self->text, header))
        {
          iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                         N_("This line does not have one cell for each read in the header of its list. The file may have "
                            "been cut off or edited; export it once more."), NULL);
          return FALSE;
        }
      for (guint c = key + 1; c < used; c++)
        {
          const char *label = iso_text_cell (self->text, header, c);
          gboolean calculated = !iso_gen5_steps_measured (self->steps, label);
          IsoRead *read;

          if (*label == '\0' || is_layout_label (label))
            continue;
          read = iso_grid_read_take (current_plate (self), label, calculated, self->text, header, error);
          if (read == NULL || !add_reading (self, *row, c, read, well, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Several points in each well; the means that Gen5 computes from them stand in the results. */
static void
skip_scan (Gen5 *self, guint *row)
{
  g_autofree char *title = find_title (self->text, *row);
  IsoPlace place = iso_text_place (self->text, *row);

  g_ptr_array_add (self->readout->messages,
                   iso_message_new ("area-scan", &place,
                                    N_("The area scan “{1}” has many points in each well and was left out; its means "
                                       "are in the results, if they were exported."), title, NULL));
  while (iso_text_used (self->text, *row) > 0)
    (*row)++;
}

static void
skip_layout (const IsoText *text, guint *row)
{
  guint next = iso_text_skip_empty (text, *row + 1);
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, next, ISO_GRID_CONTINUED);

  *row = grid != NULL ? grid->end : *row + 1;
}

/* Numbers that stand in no table known here may be of one that is not. */
static void
note_left_out (Gen5 *self, guint row)
{
  IsoPlace place = iso_text_place (self->text, row);
  guint numbers = 0;

  for (guint c = 0; c < iso_text_used (self->text, row); c++)
    numbers += iso_cell_decimal_proof (iso_text_cell (self->text, row, c)) != ISO_PROOF_NOT_A_NUMBER;
  if (self->left_out || numbers < MANY_NUMBERS)
    return;
  self->left_out = TRUE;
  g_ptr_array_add (self->readout->messages,
                   iso_message_new ("lines-left-out", &place,
                                    N_("From this line on there are numbers in an order that is not known; they were "
                                       "left out."), NULL));
}

/* A line that is no table. */
static void
read_line (Gen5 *self, guint *row)
{
  guint c = first_used (self->text, *row);
  const char *key = iso_text_cell (self->text, *row, c);
  const char *value = iso_text_cell (self->text, *row, c + 1);

  if (strcmp (key, "Layout") == 0)
    {
      skip_layout (self->text, row);
      return;
    }
  if (strcmp (key, "Software Version") == 0)
    begin_export (self);
  else if (strcmp (key, "Plate Number") == 0 && *value != '\0')
    self->plate = iso_readout_add_plate (self->readout, value);
  else if (strcmp (key, "Plate Type") == 0)
    note_plate_type (self, value);
  else if (strcmp (key, "Read") == 0 && *value != '\0')
    iso_gen5_steps_add (self->steps, value);
  else
    note_left_out (self, *row);
  (*row)++;
}

static gboolean
read_next (Gen5 *self, guint *row, GError **error)
{
  Series series = { 0 };
  gboolean done;

  if (find_series (self->text, *row, &series))
    {
      done = read_series (self, &series, row, error);
      g_array_unref (series.wells);
      return done;
    }
  if (strcmp (iso_text_cell (self->text, *row, first_used (self->text, *row)), "X Read #") == 0)
    {
      skip_scan (self, row);
      return TRUE;
    }
  if (is_list (self->text, *row))
    return read_list (self, row, error);
  if (iso_plate_grid_is_header (self->text, *row))
    return read_matrix (self, row, error);
  read_line (self, row);
  return TRUE;
}

/* Exports without their header begin with the layout or the results. */
static gboolean
begins_with_table (const IsoText *text)
{
  guint row = iso_text_skip_empty (text, 0);
  const char *key = iso_text_cell (text, row, first_used (text, row));
  g_autoptr (IsoPlateGrid) grid = NULL;
  g_autofree char *label = NULL;

  if ((strcmp (key, "Results") != 0 && strcmp (key, "Layout") != 0) || iso_text_used (text, row) > 1)
    return FALSE;
  grid = iso_plate_grid_at (text, iso_text_skip_empty (text, row + 1), ISO_GRID_CONTINUED);
  if (grid == NULL)
    return FALSE;
  label = iso_plate_grid_line_label (text, grid, 0);
  return *label != '\0';
}

static guint
detect (const IsoText *text)
{
  static const char *const words[] = { "Procedure Details", "Plate Number", "Reader Type:", "Protocol File Path:" };
  gboolean version = FALSE;

  for (guint row = 0; row < DETECT_ROWS; row++)
    {
      const char *key = iso_text_cell (text, row, first_used (text, row));

      version |= strcmp (key, "Software Version") == 0;
      for (gsize i = 0; version && i < G_N_ELEMENTS (words); i++)
        {
          if (strcmp (key, words[i]) == 0)
            return ISO_READER_YES;
        }
    }
  return begins_with_table (text) ? ISO_READER_LIKELY : ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autoptr (GPtrArray) steps = iso_gen5_steps_new ();
  Gen5 self = { .text = text, .readout = readout, .steps = steps };

  for (guint row = iso_text_skip_empty (text, 0); row < iso_text_n_rows (text); row = iso_text_skip_empty (text, row))
    {
      if (!read_next (&self, &row, error))
        return FALSE;
    }
  return TRUE;
}

static const char *const endings[] = { "txt", "csv", "xlsx", NULL };

const IsoReader iso_reader_gen5 = {
  .id = "gen5",
  .name = N_("Agilent BioTek Gen5"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
