/* iso-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table.h"

#include "reader/iso-cell.h"

#include "reader/iso-table-counts.h"
#include "reader/iso-table-map.h"
#include "reader/iso-table-matrix.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table-wells.h"

#include <string.h>

/* Rows above the header that may hold a title. */
#define HEADER_ROWS 30

#define MOST_HEADERS 12   /* that a sentence names */

static void
take_comment (IsoExperiment *experiment, const char *comment)
{
  static const char *const keys[] = { "title:", "note:" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      char **target = i == 0 ? &experiment->title : &experiment->note;

      if (g_ascii_strncasecmp (comment, keys[i], strlen (keys[i])) == 0)
        {
          g_free (*target);
          *target = g_strstrip (g_strdup (comment + strlen (keys[i])));
        }
    }
}

/* A sentence that was cut into cells at its commas, whole again. */
static char *
join_cells (const IsoText *text, guint row)
{
  GString *whole = g_string_new (NULL);

  for (guint i = 0; i < iso_text_used (text, row); i++)
    {
      if (i > 0 && iso_text_delimiter (text) != '\t')
        g_string_append_c (whole, iso_text_delimiter (text));
      g_string_append_printf (whole, "%s%s", i > 0 ? " " : "", iso_text_cell (text, row, i));
    }
  return g_string_free (whole, FALSE);
}

guint
iso_table_find_header (const IsoText *text, IsoExperiment *experiment)
{
  guint n = MIN (iso_text_n_rows (text), HEADER_ROWS), first = n;

  for (guint row = iso_text_skip_empty (text, 0); row < n; row = iso_text_skip_empty (text, row + 1))
    {
      const char *cell = iso_text_cell (text, row, 0);

      if (*cell == '#')
        {
          g_autofree char *whole = join_cells (text, row);

          if (experiment != NULL)
            take_comment (experiment, g_strchug (whole + 1));
          continue;
        }
      if (iso_table_columns_count (text, row) >= 2)
        return row;
      if (first == n)
        first = row;
    }
  return first;
}

gboolean
iso_table_is_nameless (const IsoText *text, const char **wells, const char **numbers)
{
  guint header = iso_table_find_header (text, NULL);
  guint below = iso_text_skip_empty (text, header + 1);
  gboolean known = FALSE;

  *wells = *numbers = NULL;
  for (guint c = 0; below < iso_text_n_rows (text) && c < iso_text_used (text, header); c++)
    {
      const char *name = iso_text_cell (text, header, c);
      IsoColumn column;
      IsoCellValue value;
      IsoWell well;

      iso_column_recognise (name, &column);
      if (column.kind == ISO_COLUMN_WELL && iso_well_parse (iso_text_cell (text, below, c), &well))
        *wells = name;
      else if (column.kind != ISO_COLUMN_OTHER && column.kind != ISO_COLUMN_PLATE)
        known = TRUE;
      else if (column.kind == ISO_COLUMN_OTHER && *numbers == NULL && *name != '\0'
               && iso_cell_parse_at (text, below, c, &value) == ISO_CELL_NUMBER)
        *numbers = name;
      iso_column_clear (&column);
    }
  return *wells != NULL && *numbers != NULL && !known;
}

gboolean
iso_table_check_end (const IsoTableRows *rows, GError **error)
{
  const IsoText *text = rows->text;
  guint last = iso_text_n_rows (text) - 1;
  IsoPlace place;

  if (!iso_text_is_open_ended (text) || last <= rows->columns->row || iso_text_used (text, last) == 0
      || iso_text_n_cells (text, last) >= iso_text_n_cells (text, rows->columns->row))
    return TRUE;
  place = iso_text_place (text, last);
  iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                 N_("The file stops in the middle of this row. Get a complete copy of it, or remove the row."), NULL);
  return FALSE;
}

/* "A, B, C"; a number is no name of a column that could get another. */
static char *
list_headers (const IsoText *text, const IsoTableColumns *columns, gboolean only_others)
{
  GString *list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < columns->columns->len; i++)
    {
      const char *header = iso_text_cell (text, columns->row, i);
      IsoCellValue value;

      if (*header == '\0' || (only_others && g_array_index (columns->columns, IsoColumn, i).kind != ISO_COLUMN_OTHER)
          || (only_others && iso_cell_parse_at (text, columns->row, i, &value) == ISO_CELL_NUMBER))
        continue;
      if (n++ == MOST_HEADERS)
        {
          g_string_append (list, ", …");
          break;
        }
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", header);
    }
  return g_string_free (list, FALSE);
}

static gboolean
check_columns (const IsoText *text, const IsoTableColumns *columns, GError **error)
{
  g_autofree char *headers = list_headers (text, columns, FALSE);
  IsoPlace place = iso_text_place (text, columns->row);

  if (columns->doses->len > 0)
    return TRUE;
  iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                 N_("No column holds doses. A table needs columns such as drug, dose, unit and response; this one "
                    "has: {1}."),
                 headers, NULL);
  return FALSE;
}

/* TRUE if all that stands below the header in this column is numbers, and something does. */
static gboolean
is_numeric (const IsoTableRows *rows, guint column)
{
  guint end = iso_text_sheet_end (rows->text, rows->columns->row);
  gboolean any = FALSE;

  for (guint row = rows->columns->row + 1; row < end; row++)
    {
      const char *cell = iso_text_cell (rows->text, row, column);
      double value;

      if (iso_table_is_missing (cell))
        continue;
      if (!iso_table_number (rows->text, rows->options, cell, NULL, &value, NULL))
        return FALSE;
      any = TRUE;
    }
  return any;
}

/* What people who compute call an effect: too little to be a response beside others, enough where it is the only column left. */
static gboolean
is_short_effect (const char *header)
{
  static const char *const names[] = { "e", "f", "y" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (header, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The response column; when a person has said what the responses are, or it is called E, the only column of numbers without another
 * meaning will do. */
static int
find_response (const IsoTableRows *rows, GError **error)
{
  const IsoTableColumns *columns = rows->columns;
  g_autofree char *others = list_headers (rows->text, columns, TRUE);
  IsoPlace place = iso_text_place (rows->text, columns->row);
  int found = columns->first[ISO_COLUMN_RESPONSE];
  guint n = 0;

  if (found >= 0)
    return found;
  for (guint i = 0; i < columns->columns->len; i++)
    {
      if (g_array_index (columns->columns, IsoColumn, i).kind == ISO_COLUMN_OTHER && is_numeric (rows, i))
        {
          found = (int) i;
          n++;
        }
    }
  if (n == 1 && (rows->options->response != ISO_RESPONSE_UNKNOWN || is_short_effect (iso_text_cell (rows->text, columns->row, (guint) found))))
    {
      g_ptr_array_add (rows->experiment->messages,
                       iso_message_new ("response-column", &place, N_("Column “{1}” was taken as the response."),
                                        iso_text_cell (rows->text, columns->row, (guint) found), NULL));
      return found;
    }
  if (iso_table_has_counts (rows->text))
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &place,
                   N_("This is a table of counts, so many affected of so many, which a project cannot hold. “isobole-cli fit” fits it as counts; "
                      "do not rename a count to response, which would be fitted as if it had no total."), NULL);
  else if (*others != '\0')
    iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                   N_("No column is called response, viability, inhibition, fa or signal. Rename the one that holds "
                      "the responses; those without another meaning are: {1}."),
                   others, NULL);
  else
    iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                   N_("The table has no responses. Add a column “response” (or viability, inhibition, fa, signal); a "
                      "table without one can serve as the layout of a plate."), NULL);
  return -1;
}

/* What stands where. */
typedef struct
{
  IsoTableWells *wells;
  GHashTable    *plates;   /* run and name as one text -> index + 1 */
} Places;

static void
clear_places (Places *places)
{
  iso_table_wells_free (places->wells);
  g_hash_table_unref (places->plates);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, clear_places)

/* Plates are counted anew in each experiment: plate 1 of another experiment is another plate, and is called so. */
static int
find_plate (IsoExperiment *experiment, GHashTable *plates, const char *name, guint run)
{
  g_autofree char *key = g_strdup_printf ("%u %s", run, name);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (plates, key));
  guint before = experiment->plates->len;

  if (found > 0)
    return (int) found - 1;
  found = iso_experiment_add_plate (experiment, name, NULL);
  for (guint i = 1; found < before; i++)
    {
      g_autofree char *own = i == 1 ? g_strdup_printf ("%s, %s", name, iso_experiment_run (experiment, run))
                                    : g_strdup_printf ("%s, %s (%u)", name, iso_experiment_run (experiment, run), i);

      found = iso_experiment_add_plate (experiment, own, NULL);
    }
  g_hash_table_insert (plates, g_steal_pointer (&key), GUINT_TO_POINTER (found + 1));
  return (int) found;
}

static gboolean
settle_place (const IsoTableRows *rows, guint row, IsoTableRow *read, Places *places, GError **error)
{
  IsoExperiment *experiment = rows->experiment;
  int column = rows->columns->first[ISO_COLUMN_EXPERIMENT];
  IsoPlace place;

  if (column >= 0 && *read->experiment == '\0')
    {
      place = iso_table_row_place (rows, row, (guint) column);
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("This row does not say which experiment it belongs to. Fill the cell, or remove the column if "
                        "all rows are one experiment."),
                     NULL);
      return FALSE;
    }
  read->record.run = iso_experiment_add_run (experiment, column >= 0 ? read->experiment : "1");
  experiment->runs_made_up = column < 0;
  if (*read->plate != '\0')
    read->record.plate = find_plate (experiment, places->plates, read->plate, read->record.run);
  if (read->record.well < 0)
    return TRUE;
  place = iso_table_row_place (rows, row, (guint) iso_table_well_column (rows->columns));
  /* Wells without a plate are told apart by their run: those have the upper half of the numbers. */
  return iso_table_wells_add (places->wells, read->record.plate >= 0 ? (guint) read->record.plate : G_MAXINT + read->record.run,
                              iso_record_get_well (read->record.well), &place, error);
}

static void
settle_formats (IsoExperiment *experiment, const IsoTableOptions *options, const IsoTableWells *wells)
{
  for (guint i = 0; i < experiment->plates->len; i++)
    {
      IsoPlate *plate = g_ptr_array_index (experiment->plates, i);

      plate->format = iso_table_wells_format (wells, i);
      if (plate->format != NULL && options->format != NULL)
        plate->format = options->format;
    }
}

static gboolean
read_rows (const IsoTableRows *rows, guint response, guint source, GError **error)
{
  g_auto (Places) places = { iso_table_wells_new (), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  guint n = iso_text_sheet_end (rows->text, rows->columns->row);

  for (guint row = iso_text_skip_empty (rows->text, rows->columns->row + 1); row < n;
       row = iso_text_skip_empty (rows->text, row + 1))
    {
      IsoPlace place = iso_table_row_place (rows, row, response);
      IsoTableRow read;

      if (*iso_text_cell (rows->text, row, 0) == '#')
        continue;
      if (!iso_table_row_read (rows, row, &read, error) || !settle_place (rows, row, &read, &places, error)
          || !iso_table_response (rows->text, rows->options, iso_text_cell (rows->text, row, response), &place,
                                  &read.record, error))
        return FALSE;
      read.record.source = source;
      if (read.record.role != ISO_ROLE_EMPTY)
        g_array_append_val (rows->experiment->records, read.record);
    }
  settle_formats (rows->experiment, rows->options, places.wells);
  return TRUE;
}

static void
tell_findings (const IsoTableRows *rows, guint response)
{
  const IsoTableColumns *columns = rows->columns;
  GPtrArray *messages = rows->experiment->messages;
  IsoPlace place = iso_text_place (rows->text, columns->row);

  for (guint i = 0; i < columns->columns->len; i++)
    {
      const char *header = iso_text_cell (rows->text, columns->row, i);
      IsoColumnKind kind = g_array_index (columns->columns, IsoColumn, i).kind;

      if ((kind == ISO_COLUMN_OTHER || kind == ISO_COLUMN_BLOCK) && i != response && *header != '\0')
        g_ptr_array_add (messages,
                         iso_message_new ("column-ignored", &place, N_("Column “{1}” was not used."), header, NULL));
    }
  if (iso_text_skip_empty (rows->text, iso_text_sheet_end (rows->text, columns->row)) < iso_text_n_rows (rows->text))
    g_ptr_array_add (messages, iso_message_new ("sheet-ignored", &place,
                                                N_("Only this sheet of the workbook was read as a table; others were not used."), NULL));
  if (columns->drugs_unnamed)
    g_ptr_array_add (messages, iso_message_new ("drug-unnamed", &place,
                                                N_("The table does not name its drugs. Add a column “drug”, or name "
                                                   "the dose columns after them."),
                                                NULL));
}

static gboolean
read_table (const IsoText *text, const IsoTableOptions *options, IsoExperiment *experiment, GError **error)
{
  guint source = iso_experiment_add_source (experiment, iso_text_name (text));
  g_autoptr (IsoTableColumns) columns = iso_table_columns_new (text, iso_table_find_header (text, experiment), error);
  IsoTableRows rows = { text, columns, options, experiment };
  const IsoColumn *column;
  IsoPlace place;
  int response;

  if (columns == NULL || !check_columns (text, columns, error))
    return FALSE;
  response = find_response (&rows, error);
  if (response < 0 || !iso_table_check_end (&rows, error) || !read_rows (&rows, (guint) response, source, error))
    return FALSE;

  place = iso_text_place (text, columns->row);
  column = &g_array_index (columns->columns, IsoColumn, (guint) response);
  if (experiment->records->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place, N_("There is no row below the header."), NULL);
      return FALSE;
    }
  tell_findings (&rows, (guint) response);
  return iso_table_response_settle (experiment, options, iso_text_cell (text, columns->row, (guint) response),
                                    column->response, column->scale, &place, error);
}

IsoText *
iso_table_take_text (const IsoSource *source, const IsoTableOptions *options, GPtrArray *messages, GError **error)
{
  g_autoptr (IsoText) text = iso_text_new (source, error);
  const IsoTableMap *map = text != NULL ? iso_table_maps_find (options->maps, text) : NULL;

  if (map == NULL || iso_table_map_is_export (map))
    return g_steal_pointer (&text);
  g_ptr_array_add (messages, iso_message_new ("own-format", &(IsoPlace) { .file = (char *) iso_text_name (text) },
                                              N_("It was read by the lab's own format “{1}”, which its headers fit."), map->name, NULL));
  return iso_table_map_apply (map, text, error);
}

IsoExperiment *
iso_table_read (const IsoSource *source, const IsoTableOptions *options, GError **error)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  IsoText *given = iso_table_take_text (source, options, experiment->messages, error);
  g_autoptr (IsoText) text = given != NULL ? iso_table_reshape (given, experiment->messages, error) : NULL;
  gboolean done;

  if (text == NULL)
    return NULL;
  done = iso_table_is_matrix (text) ? iso_table_matrix_read (text, options, experiment, error)
                                    : read_table (text, options, experiment, error);
  return done ? g_steal_pointer (&experiment) : NULL;
}
