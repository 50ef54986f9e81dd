/* iso-import-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-import-look.h"

#include "reader/iso-read-guess.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <glib/gi18n.h>

static void
free_sight (gpointer data)
{
  IsoImportSight *sight = data;

  g_free (sight->name);
  g_clear_pointer (&sight->reasons, g_ptr_array_unref);
  g_clear_pointer (&sight->messages, g_ptr_array_unref);
  g_clear_error (&sight->error);
  g_free (sight);
}

static void
set_choices (const IsoImportRequest *request, IsoReadChoices *choices)
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
  };
}

/* What a file says under corrections is another reading of it, and has another key. */
static void
name_corrections (IsoReadout *readout, const IsoImportRequest *request)
{
  static const char *const separators[] = { "", "+tabs", "+commas", "+semicolons" };
  static const char *const decimals[] = { "", "+decimal-point", "+decimal-comma" };
  char *name = g_strconcat (readout->reader, separators[request->separator], decimals[request->decimal], request->turned ? "+turned" : "",
                            NULL);

  g_free (readout->reader);
  readout->reader = name;
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

  return text != NULL && !iso_import_is_export (text)
         && (iso_table_has_shape (text) || iso_table_columns_count (text, iso_table_find_header (text, NULL)) > 0);
}

static gboolean
look_at (IsoImportSight *sight, IsoImportFile *file, const IsoImportRequest *request, GError **error)
{
  g_autoptr (IsoReadGuess) guess = NULL;
  g_autoptr (GPtrArray) explained = NULL;
  IsoReadChoices choices;

  set_choices (request, &choices);
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
    return FALSE;
  explained = iso_readout_explain (file->readout);
  g_ptr_array_extend_and_steal (sight->reasons, g_steal_pointer (&explained));
  sight->messages = copy_messages (file->readout->messages);
  name_corrections (file->readout, request);
  return TRUE;
}

static void
add_request (IsoImportLook *look, IsoImportRequest *request)
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
    look_at (sight, &file, request, &sight->error);
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
}

void
iso_import_request_init (IsoImportRequest *request, GFile *file)
{
  *request = (IsoImportRequest) { .file = g_object_ref (file) };
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

IsoImportLook *
iso_import_look_new (const GArray *requests, GCancellable *cancellable)
{
  g_autoptr (IsoImportLook) look = g_new0 (IsoImportLook, 1);
  IsoTableOptions options;

  look->import = iso_import_new ();
  look->sights = g_ptr_array_new_with_free_func (free_sight);
  for (guint i = 0; i < requests->len; i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      add_request (look, &g_array_index (requests, IsoImportRequest, i));
    }
  iso_table_options_init (&options);
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
