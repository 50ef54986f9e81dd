/* iso-reader-envision.c
 *
 * For each measurement of each plate an export has "Plate information" (a line of names, a line of values) and a
 * matrix, with a title and a header or as bare numbers. The information stands before or, by a setting of the export,
 * behind the matrices it belongs to. What follows (protocol, plate map, settings) holds grids too, but no readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-reader-envision.h"

#include "reader/iso-cell.h"
#include "reader/iso-grid-read.h"

#include <string.h>

/* How many rows of the file may decide whose it is: a 1,536-well plate may stand before the first words. */
#define DETECT_ROWS 200

#define PLATE_INFORMATION "Plate information"
#define RESULTS "Results for"
#define CALCULATED "Calculated results"

/* A matrix whose plate is not known yet. */
typedef struct
{
  IsoPlateGrid *grid;
  char         *title;       /* (nullable) */
  gboolean      calculated;
} Matrix;

typedef struct
{
  char    *key;          /* number and barcode: what makes it this plate */
  char    *number;
  char    *barcode;
  char    *label;        /* of its measurement, or the formula of its calculation */
  guint    repeat;
  gboolean calculated;
} Info;

typedef struct
{
  const IsoText *text;
  IsoReadout    *readout;
  GHashTable    *plates;     /* of IsoReadPlate, by key */
  Info          *info;       /* (nullable) the last one, for what follows it */
  GPtrArray     *waiting;    /* of Matrix */
  gboolean       info_last;  /* the information stands behind the matrices */
  gboolean       over;       /* behind the readings */
  guint          n_wells;    /* 0 if not declared */
} Envision;

static void
free_matrix (gpointer data)
{
  Matrix *matrix = data;

  iso_plate_grid_free (matrix->grid);
  g_free (matrix->title);
  g_free (matrix);
}

static void
free_info (Info *info)
{
  g_free (info->key);
  g_free (info->number);
  g_free (info->barcode);
  g_free (info->label);
  g_free (info);
}

/* The value under a name of the line of names; "" if there is no such name. */
static const char *
get_value (const IsoText *text, guint names, const char *name)
{
  for (guint c = 0; c < iso_text_used (text, names); c++)
    {
      if (strcmp (iso_text_cell (text, names, c), name) == 0)
        return iso_text_cell (text, names + 1, c);
    }
  return "";
}

/* ="text" is how spreadsheets are told that something is a text. */
static char *
strip_formula (const char *cell)
{
  gsize length = strlen (cell);

  if (length >= 3 && g_str_has_prefix (cell, "=\"") && cell[length - 1] == '"')
    return g_strndup (cell + 2, length - 3);
  return g_strdup (cell);
}

static gboolean
is_info_names (const IsoText *text, guint row)
{
  return strcmp (iso_text_cell (text, row, 0), "Plate") == 0 && strcmp (iso_text_cell (text, row, 1), "Repeat") == 0;
}

static Info *
parse_info (const IsoText *text, guint names)
{
  Info *info = g_new0 (Info, 1);
  const char *label = get_value (text, names, "Label");
  int repeat = iso_cell_parse_count (get_value (text, names, "Repeat"));

  info->number = g_strdup (get_value (text, names, "Plate"));
  info->barcode = strip_formula (get_value (text, names, "Barcode"));
  info->key = g_strdup_printf ("%s\n%s", info->number, info->barcode);
  info->repeat = repeat > 0 ? (guint) repeat : 1;
  info->calculated = *label == '\0';
  info->label = g_strdup (*label != '\0' ? label : get_value (text, names, "Formula"));
  return info;
}

/* Plates are told apart by number and barcode, and named by their number. */
static IsoReadPlate *
take_plate (Envision *self, const Info *info)
{
  IsoReadPlate *plate = g_hash_table_lookup (self->plates, info->key);

  if (plate == NULL)
    {
      plate = iso_readout_add_plate (self->readout, info->number);
      plate->barcode = g_strdup (info->barcode);
      g_hash_table_insert (self->plates, g_strdup (info->key), plate);
    }
  return plate;
}

static gboolean
read_matrix (Envision *self, const Matrix *matrix, const Info *info, GError **error)
{
  IsoReadPlate *plate = take_plate (self, info);
  const char *title = matrix->title != NULL ? matrix->title : info->label;
  g_autofree char *label = info->repeat > 1 ? g_strdup_printf ("%s, repeat %u", title, info->repeat) : g_strdup (title);
  gboolean calculated = matrix->title != NULL ? matrix->calculated : info->calculated;
  IsoRead *read = iso_grid_read_make (plate, label, calculated, self->text, matrix->grid->top, error);

  iso_grid_read_widen (plate, iso_plate_grid_format (matrix->grid));
  return read != NULL && iso_grid_read_all (self->text, matrix->grid, read, error);
}

/* Takes the grid. */
static gboolean
place_matrix (Envision *self, IsoPlateGrid *grid, char *title, gboolean calculated, GError **error)
{
  Matrix *matrix = g_new0 (Matrix, 1);
  gboolean done = TRUE;

  *matrix = (Matrix) { .grid = grid, .title = title, .calculated = calculated };
  if (self->info != NULL && !self->info_last)
    {
      done = read_matrix (self, matrix, self->info, error);
      free_matrix (matrix);
    }
  else
    {
      self->info_last = TRUE;
      g_ptr_array_add (self->waiting, matrix);
    }
  return done;
}

static gboolean
read_info (Envision *self, guint *row, GError **error)
{
  guint names = iso_text_skip_empty (self->text, *row + 1);
  IsoPlace place = iso_text_place (self->text, *row);

  if (!is_info_names (self->text, names) || iso_text_used (self->text, names + 1) == 0)
    {
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("The plate information is not complete: two lines, of names and of values, should follow. The "
                        "file may have been cut off or edited; export it once more."), NULL);
      return FALSE;
    }
  g_clear_pointer (&self->info, free_info);
  self->info = parse_info (self->text, names);
  self->over = FALSE;
  *row = names + 2;
  for (guint i = 0; i < self->waiting->len; i++)
    {
      if (!read_matrix (self, g_ptr_array_index (self->waiting, i), self->info, error))
        return FALSE;
    }
  g_ptr_array_set_size (self->waiting, 0);
  return TRUE;
}

/* "Results for LABEL" and "Calculated results: ..." with the grid below. */
static gboolean
read_titled (Envision *self, guint *row, GError **error)
{
  const char *cell = iso_text_cell (self->text, *row, 0);
  gboolean calculated = g_str_has_prefix (cell, CALCULATED);
  g_autofree char *whole = iso_text_join (self->text, *row, 0, iso_text_used (self->text, *row));
  guint header = iso_text_skip_empty (self->text, *row + 1);
  IsoPlateGrid *grid = iso_plate_grid_at (self->text, header, ISO_GRID_PLAIN);
  IsoPlace place = iso_text_place (self->text, *row);
  char *title;

  if (grid == NULL)
    grid = iso_plate_grid_bare_at (self->text, header, NULL, NULL);
  if (grid == NULL)
    {
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("No plate grid follows this title. The file may have been cut off or edited; export it once "
                        "more."), NULL);
      return FALSE;
    }
  self->over = FALSE;
  *row = grid->end;
  title = g_strstrip (g_strdup (calculated ? whole : whole + strlen (RESULTS)));
  return place_matrix (self, grid, title, calculated, error);
}

/* Numbers without title and header are a plate only if the block has the size of one. */
static gboolean
read_bare (Envision *self, guint *row, GError **error)
{
  guint rows, columns;
  IsoPlateGrid *grid = iso_plate_grid_bare_at (self->text, *row, &rows, &columns);
  g_autofree char *n_rows = g_strdup_printf ("%u", rows);
  g_autofree char *n_columns = g_strdup_printf ("%u", columns);
  IsoPlace place = iso_text_place (self->text, *row);

  if (grid != NULL)
    {
      *row = grid->end;
      return place_matrix (self, grid, NULL, FALSE, error);
    }
  if (rows >= 2 && columns >= 4)
    {
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("This block of numbers has {1} rows and {2} columns, which is no plate: 8 x 12, 16 x 24 or 32 "
                        "x 48. Export it once more, with the row and column headers."), n_rows, n_columns, NULL);
      return FALSE;
    }
  (*row)++;
  return TRUE;
}

/* Background, in two lines of names and values or more, ends at an empty line. */
static void
skip_section (const IsoText *text, guint *row)
{
  while (*row < iso_text_n_rows (text) && iso_text_used (text, *row) > 0)
    (*row)++;
}

static void
note_wells (Envision *self, guint row)
{
  guint used = iso_text_used (self->text, row);
  int wells = used > 1 ? iso_cell_parse_count (iso_text_cell (self->text, row, used - 1)) : -1;

  if (g_str_has_prefix (iso_text_cell (self->text, row, 0), "Number of the wells") && wells > 0)
    self->n_wells = (guint) wells;
}

static gboolean
read_next (Envision *self, guint *row, GError **error)
{
  const char *cell = iso_text_cell (self->text, *row, 0);
  IsoPlace place = iso_text_place (self->text, *row);

  if (strcmp (cell, PLATE_INFORMATION) == 0)
    return read_info (self, row, error);
  if (g_str_has_prefix (cell, RESULTS) || g_str_has_prefix (cell, CALCULATED))
    return read_titled (self, row, error);
  if (g_str_has_prefix (cell, "Basic assay information") || g_str_has_prefix (cell, "Protocol information") ||
      g_str_has_prefix (cell, "Exported with EnVision"))
    self->over = TRUE;
  if (self->over)
    {
      note_wells (self, (*row)++);
      return TRUE;
    }
  if (is_info_names (self->text, *row))
    {
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("A line “Plate information” should stand above this one, so that it is clear where a plate "
                        "begins. The file may have been edited; export it once more."), NULL);
      return FALSE;
    }
  if (strcmp (cell, "Background information") == 0)
    {
      skip_section (self->text, row);
      return TRUE;
    }
  return read_bare (self, row, error);
}

/* The declared size holds for all plates of the file, if it can. */
static void
apply_size (Envision *self)
{
  const IsoPlateFormat *format = iso_plate_format_find (self->n_wells);

  for (guint i = 0; format != NULL && i < self->readout->plates->len; i++)
    iso_grid_read_widen (g_ptr_array_index (self->readout->plates, i), format);
}

static gboolean
finish (Envision *self, GError **error)
{
  const Matrix *matrix;
  IsoPlace place;

  if (self->waiting->len > 0)
    {
      matrix = g_ptr_array_index (self->waiting, 0);
      place = iso_text_place (self->text, matrix->grid->top);
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("It is not said which plate these results belong to: no plate information stands before or "
                        "behind them. The file may have been cut off; export it once more, with the plate information."),
                     NULL);
      return FALSE;
    }
  apply_size (self);
  return TRUE;
}

static guint
detect (const IsoText *text)
{
  gboolean results = FALSE;

  for (guint row = 0; row < MIN (iso_text_n_rows (text), DETECT_ROWS); row++)
    {
      const char *cell = iso_text_cell (text, row, 0);

      results |= g_str_has_prefix (cell, RESULTS) || g_str_has_prefix (cell, CALCULATED);
      if (strcmp (cell, PLATE_INFORMATION) == 0)
        return results || is_info_names (text, iso_text_skip_empty (text, row + 1)) ? ISO_READER_YES : ISO_READER_NO;
    }
  return ISO_READER_NO;
}

static gboolean
load (const IsoText *text, IsoReadout *readout, GError **error)
{
  g_autoptr (GHashTable) plates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (free_matrix);
  Envision self = { .text = text, .readout = readout, .plates = plates, .waiting = waiting };
  gboolean done = TRUE;

  /* Empty rows too: rows of delimiters may be plate rows that were not read. */
  for (guint row = 0; done && row < iso_text_n_rows (text);)
    done = read_next (&self, &row, error);
  done = done && finish (&self, error);
  g_clear_pointer (&self.info, free_info);
  return done;
}

static const char *const endings[] = { "csv", "txt", "xlsx", NULL };

const IsoReader iso_reader_envision = {
  .id = "envision",
  .name = N_("PerkinElmer EnVision"),
  .endings = endings,
  .version = 1,
  .detect = detect,
  .load = load,
};
