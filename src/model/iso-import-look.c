/* iso-import-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-look.h"

#include "base/iso-number.h"
#include "reader/iso-cell.h"
#include "reader/iso-read-date.h"
#include "reader/iso-read-guess.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_FILES 20000   /* of a folder */
#define MAX_DEPTH 8       /* of folders in it */
#define MAX_COLUMNS 40    /* that a person is asked about */

static void
free_sight (gpointer data)
{
  IsoImportSight *sight = data;

  g_free (sight->name);
  g_free (sight->read_on);
  g_clear_pointer (&sight->reasons, g_ptr_array_unref);
  g_clear_pointer (&sight->messages, g_ptr_array_unref);
  g_clear_pointer (&sight->times, g_array_unref);
  g_clear_pointer (&sight->wavelengths, g_array_unref);
  g_clear_pointer (&sight->columns, g_ptr_array_unref);
  g_clear_pointer (&sight->meanings, g_ptr_array_unref);
  g_clear_error (&sight->error);
  g_free (sight);
}

static void
set_choices (const IsoImportRequest *request, const GPtrArray *maps, IsoReadChoices *choices)
{
  static const char delimiters[] = {
    [ISO_IMPORT_SEPARATOR_AUTO] = '\0',
    [ISO_IMPORT_SEPARATOR_TAB] = '\t',
    [ISO_IMPORT_SEPARATOR_COMMA] = ',',
    [ISO_IMPORT_SEPARATOR_SEMICOLON] = ';',
  };
  static const IsoNumbers numbers[] = {
    [ISO_IMPORT_DECIMAL_AUTO] = ISO_NUMBERS_PLAIN,
    [ISO_IMPORT_DECIMAL_POINT] = ISO_NUMBERS_POINT,
    [ISO_IMPORT_DECIMAL_COMMA] = ISO_NUMBERS_COMMA,
  };

  *choices = (IsoReadChoices) {
    .reader = request->reader != NULL ? request->reader->id : NULL,
    .delimiter = delimiters[request->separator],
    .numbers = numbers[request->decimal],
    .turned = request->turned,
    .format = request->wells > 0 ? iso_plate_format_find (request->wells) : NULL,
    .maps = maps,
  };
}

/* "+maximum", "+at-60-s", "+at-450-nm"; "" for all of a series. */
static char *
name_pick (const IsoReadPick *pick)
{
  static const char *const names[] = {
    [ISO_PICK_ALL] = "", [ISO_PICK_FIRST] = "+first", [ISO_PICK_LAST] = "+last", [ISO_PICK_MAXIMUM] = "+maximum", [ISO_PICK_SLOPE] = "+slope",
  };
  g_autofree char *at = NULL;

  if (pick->how != ISO_PICK_NEAREST)
    return g_strdup (names[pick->how]);
  at = iso_number_format_exact (isnan (pick->time) ? pick->wavelength : pick->time);
  return g_strdup_printf ("+at-%s-%s", at, isnan (pick->time) ? "nm" : "s");
}

/* What a file says under corrections is another reading of it, and has another key. */
static void
name_corrections (IsoReadout *readout, const IsoImportRequest *request)
{
  static const char *const separators[] = { "", "+tabs", "+commas", "+semicolons" };
  static const char *const decimals[] = { "", "+decimal-point", "+decimal-comma" };
  g_autofree char *wells = request->wells > 0 ? g_strdup_printf ("+%u-wells", request->wells) : g_strdup ("");
  g_autofree char *pick = name_pick (&request->pick);
  char *name = g_strconcat (readout->reader, separators[request->separator], decimals[request->decimal], request->turned ? "+turned" : "",
                            wells, pick, NULL);

  g_free (readout->reader);
  readout->reader = name;
}

static int
compare_numbers_cb (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

/* From low to high, each once. */
static void
settle_numbers (GArray *numbers)
{
  guint n = 0;

  g_array_sort (numbers, compare_numbers_cb);
  for (guint i = 0; i < numbers->len; i++)
    if (i == 0 || g_array_index (numbers, double, i) != g_array_index (numbers, double, n - 1))
      g_array_index (numbers, double, n++) = g_array_index (numbers, double, i);
  g_array_set_size (numbers, n);
}

static void
list_series (IsoImportSight *sight, const IsoReadout *readout)
{
  sight->times = g_array_new (FALSE, FALSE, sizeof (double));
  sight->wavelengths = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint p = 0; p < readout->plates->len; p++)
    {
      const IsoReadPlate *plate = g_ptr_array_index (readout->plates, p);

      for (guint r = 0; r < plate->reads->len; r++)
        {
          const IsoRead *read = g_ptr_array_index (plate->reads, r);

          if (read->series == NULL)
            continue;
          sight->series = TRUE;
          if (!isnan (read->time))
            g_array_append_val (sight->times, read->time);
          if (!isnan (read->wavelength))
            g_array_append_val (sight->wavelengths, read->wavelength);
        }
    }
  settle_numbers (sight->times);
  settle_numbers (sight->wavelengths);
}

static GPtrArray *
copy_messages (const GPtrArray *messages)
{
  GPtrArray *copy = iso_message_list_new ();

  for (guint i = 0; i < messages->len; i++)
    g_ptr_array_add (copy, iso_message_copy (g_ptr_array_index (messages, i)));
  return copy;
}

static gboolean
is_table (const IsoImportRequest *request, const IsoReadChoices *choices)
{
  g_autoptr (IsoText) text = request->reader == NULL ? iso_text_new_delimited (request->source, choices->delimiter, NULL) : NULL;

  const IsoTableMap *map = text != NULL ? iso_table_maps_find (choices->maps, text) : NULL;
  const char *wells, *numbers;

  if (map != NULL)
    return !iso_table_map_is_export (map);
  return text != NULL && !iso_import_is_export (text) && !iso_table_is_nameless (text, &wells, &numbers)
         && (iso_table_has_shape (text) || iso_table_columns_count (text, iso_table_find_header (text, NULL)) > 0);
}

/* The word for what a header seems to be. */
static const char *
guess_meaning (const char *header)
{
  static const char *const meanings[ISO_N_COLUMN_KINDS] = {
    [ISO_COLUMN_SAMPLE] = "sample", [ISO_COLUMN_EXPERIMENT] = "experiment", [ISO_COLUMN_REPLICATE] = "replicate", [ISO_COLUMN_PLATE] = "plate",
    [ISO_COLUMN_WELL] = "well", [ISO_COLUMN_PLATE_ROW] = "row", [ISO_COLUMN_PLATE_COLUMN] = "column", [ISO_COLUMN_ROLE] = "role",
    [ISO_COLUMN_RESPONSE] = "response", [ISO_COLUMN_DRUG] = "drug1", [ISO_COLUMN_DOSE] = "dose1", [ISO_COLUMN_UNIT] = "unit1",
  };
  IsoColumn column;
  const char *meaning;

  iso_column_recognise (header, &column);
  meaning = meanings[column.kind];
  iso_column_clear (&column);
  return meaning != NULL ? meaning : "";
}

/* The headers of a text that may be a table: words, above rows with numbers. */
static void
list_columns (IsoImportSight *sight, const IsoImportRequest *request, const IsoReadChoices *choices)
{
  g_autoptr (IsoText) text = request->source != NULL ? iso_text_new_delimited (request->source, choices->delimiter, NULL) : NULL;
  guint header = text != NULL ? iso_table_find_header (text, NULL) : 0;
  guint below = text != NULL ? iso_text_skip_empty (text, header + 1) : 0;
  IsoCellValue value;
  guint numbers = 0;

  if (text == NULL || iso_text_used (text, header) < 2 || iso_text_used (text, header) > MAX_COLUMNS || below >= iso_text_n_rows (text))
    return;
  for (guint c = 0; c < iso_text_used (text, header); c++)
    {
      if (*iso_text_cell (text, header, c) == '\0' || iso_cell_parse_at (text, header, c, &value) == ISO_CELL_NUMBER)
        return;
      numbers += iso_cell_parse_at (text, below, c, &value) == ISO_CELL_NUMBER;
    }
  if (numbers == 0)
    return;
  sight->columns = g_ptr_array_new_with_free_func (g_free);
  sight->meanings = g_ptr_array_new_with_free_func (g_free);
  for (guint c = 0; c < iso_text_used (text, header); c++)
    {
      g_ptr_array_add (sight->columns, g_strdup (iso_text_cell (text, header, c)));
      g_ptr_array_add (sight->meanings, g_strdup (guess_meaning (iso_text_cell (text, header, c))));
    }
}

static void
find_day (IsoImportSight *sight, const IsoImportRequest *request, const IsoReadChoices *choices)
{
  g_autoptr (IsoText) text = iso_text_new_delimited (request->source, choices->delimiter, NULL);
  IsoReadDate date;

  if (text != NULL && iso_read_date_find (text, &date))
    sight->read_on = iso_read_date_text (&date);
}

static gboolean
look_at (IsoImportSight *sight, IsoImportFile *file, const IsoImportRequest *request, const GPtrArray *maps, GError **error)
{
  g_autoptr (IsoReadGuess) guess = NULL;
  g_autoptr (GPtrArray) explained = NULL;
  IsoReadChoices choices;

  set_choices (request, maps, &choices);
  guess = iso_read_guess_new (request->source, &choices, error);
  if (guess == NULL)
    return FALSE;
  sight->text = guess->delimiter != '\0';
  sight->reasons = copy_messages (guess->reasons);
  sight->table = is_table (request, &choices);
  if (sight->table)
    return TRUE;
  sight->reader = request->reader != NULL ? request->reader->id : guess->reader != NULL ? guess->reader->id : NULL;
  file->readout = iso_reader_load_as (request->source, &choices, error);
  if (file->readout == NULL)
    {
      if (request->reader == NULL && error != NULL && g_error_matches (*error, ISO_ERROR, ISO_ERROR_UNSUPPORTED))
        list_columns (sight, request, &choices);
      return FALSE;
    }
  if (strcmp (file->readout->reader, ISO_READER_OWN) == 0)
    sight->reader = ISO_READER_OWN;
  find_day (sight, request, &choices);
  file->read_on = g_strdup (sight->read_on);
  list_series (sight, file->readout);
  iso_readout_pick (file->readout, &request->pick);
  explained = iso_readout_explain (file->readout);
  g_ptr_array_extend_and_steal (sight->reasons, g_steal_pointer (&explained));
  sight->messages = copy_messages (file->readout->messages);
  name_corrections (file->readout, request);
  return TRUE;
}

static void
add_request (IsoImportLook *look, IsoImportRequest *request, const GPtrArray *maps)
{
  IsoImportSight *sight = g_new0 (IsoImportSight, 1);
  IsoImportFile file = { NULL };
  const char *path = g_file_peek_path (request->file);

  sight->name = g_file_get_basename (request->file);
  iso_import_sight_take (sight, request);
  g_ptr_array_add (look->sights, sight);
  if (path == NULL)
    iso_error_set (&sight->error, ISO_ERROR_UNSUPPORTED, &(IsoPlace) { .file = sight->name },
                   N_("This file is not on this computer. Copy it here and open the copy."), NULL);
  else if (request->source == NULL)
    request->source = iso_import_load_source (path, &sight->error);
  if (request->source != NULL)
    look_at (sight, &file, request, maps, &sight->error);
  if (request->source != NULL && (sight->table || file.readout != NULL))
    {
      file.source = iso_source_ref (request->source);
      if (file.readout != NULL)
        g_ptr_array_add (look->import->readouts, file.readout);
      g_array_append_val (look->import->files, file);
    }
  if (sight->reasons == NULL)
    sight->reasons = iso_message_list_new ();
  if (sight->messages == NULL)
    sight->messages = iso_message_list_new ();
}

void
iso_import_sight_take (IsoImportSight *sight, const IsoImportRequest *request)
{
  sight->chosen = request->reader != NULL ? request->reader->id : NULL;
  sight->separator = request->separator;
  sight->decimal = request->decimal;
  sight->turned = request->turned;
  sight->wells = request->wells;
  sight->pick = request->pick;
}

void
iso_import_request_init (IsoImportRequest *request, GFile *file)
{
  *request = (IsoImportRequest) { .file = g_object_ref (file), .pick = { ISO_PICK_ALL, NAN, NAN } };
}

void
iso_import_request_copy (const IsoImportRequest *request, IsoImportRequest *copy)
{
  *copy = *request;
  g_object_ref (copy->file);
  if (copy->source != NULL)
    iso_source_ref (copy->source);
}

void
iso_import_request_clear (IsoImportRequest *request)
{
  g_clear_object (&request->file);
  g_clear_pointer (&request->source, iso_source_unref);
}

/* --- folders ---------------------------------------------------------------------------------------------------------------------- */

static int
compare_files_cb (gconstpointer a, gconstpointer b)
{
  GFile *one = *(GFile *const *) a, *two = *(GFile *const *) b;

  return strcmp (g_file_peek_path (one), g_file_peek_path (two));
}

static void
list_folder (GFile *folder, guint depth, GPtrArray *files, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN,
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && files->len < MAX_FILES && g_file_enumerator_iterate (children, &info, &child, cancellable, NULL) && info != NULL)
    {
      if (g_file_info_get_is_hidden (info))
        continue;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
        g_ptr_array_add (files, g_object_ref (child));
      else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY && depth < MAX_DEPTH)
        list_folder (child, depth + 1, files, cancellable);
    }
}

static gboolean
has_request (const GArray *requests, GHashTable *seen, GFile *file)
{
  if (g_hash_table_size (seen) == 0)
    for (guint i = 0; i < requests->len; i++)
      g_hash_table_add (seen, g_object_ref (g_array_index (requests, IsoImportRequest, i).file));
  return !g_hash_table_add (seen, g_object_ref (file));
}

static void
open_folders (GArray *requests, GCancellable *cancellable)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref, NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      IsoImportRequest folder = g_array_index (requests, IsoImportRequest, i);
      g_autoptr (GPtrArray) files = NULL;
      guint at = i;

      if (folder.source != NULL || g_file_peek_path (folder.file) == NULL || !g_file_test (g_file_peek_path (folder.file), G_FILE_TEST_IS_DIR))
        continue;
      files = g_ptr_array_new_with_free_func (g_object_unref);
      list_folder (folder.file, 0, files, cancellable);
      g_ptr_array_sort (files, compare_files_cb);
      /* One that is empty, or too full, stays, and is refused. */
      if (files->len == 0 || files->len >= MAX_FILES)
        continue;
      for (guint k = 0; k < files->len; k++)
        {
          IsoImportRequest request;

          if (has_request (requests, seen, g_ptr_array_index (files, k)))
            continue;
          iso_import_request_init (&request, g_ptr_array_index (files, k));
          g_array_insert_val (requests, ++at, request);
        }
      g_array_remove_index (requests, i);
    }
}

IsoImportLook *
iso_import_look_new (GArray *requests, IsoImportProgress *progress, GCancellable *cancellable)
{
  g_autoptr (IsoImportLook) look = g_new0 (IsoImportLook, 1);
  g_autofree char *folder = iso_table_maps_folder ();
  g_autoptr (GPtrArray) maps = iso_table_maps_load (folder);
  IsoTableOptions options;

  look->import = iso_import_new ();
  look->sights = g_ptr_array_new_with_free_func (free_sight);
  open_folders (requests, cancellable);
  g_atomic_int_set (&progress->total, (int) requests->len);
  for (guint i = 0; i < requests->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      add_request (look, &g_array_index (requests, IsoImportRequest, i), maps);
      g_atomic_int_inc (&progress->done);
    }
  iso_table_options_init (&options);
  options.maps = maps;
  if (look->import->readouts->len > 0)
    iso_import_read_layouts (look->import, &options, &look->layout_error);
  return g_steal_pointer (&look);
}

void
iso_import_look_free (IsoImportLook *look)
{
  g_clear_pointer (&look->import, iso_import_unref);
  g_clear_pointer (&look->sights, g_ptr_array_unref);
  g_clear_error (&look->layout_error);
  g_free (look);
}
