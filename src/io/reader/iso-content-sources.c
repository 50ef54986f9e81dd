/* iso-content-sources.c - the imported files of a project's text, and what was read in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-content-parts.h"

#include <math.h>
#include <string.h>

/* One read while it is read. */
typedef struct
{
  IsoContentRead *read;
  GHashTable     *taken;   /* places that have been read */
} Readings;

typedef struct
{
  IsoContentParts  *parts;
  IsoContentSource *source;
} Reads;

/* One row of values while it is read. */
typedef struct
{
  Readings          *readings;
  IsoContentReading  first;
} Row;

static gboolean
add_line_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  GString *lines = data;
  g_autofree char *line = NULL;

  if (!iso_json_take_string (text, node, &line, error))
    return FALSE;
  if (index > 0)
    g_string_append_c (lines, '\n');
  g_string_append (lines, line);
  return TRUE;
}

/* "text": lines, or "base64": the rest. */
static gboolean
read_bytes (IsoJsonText *text, JsonObject *object, IsoContentSource *source, GError **error)
{
  gboolean is_text = iso_json_has (object, "text");
  GString *lines = g_string_new (NULL);
  guint8 *data;
  gsize size;

  if (is_text == iso_json_has (object, "base64"))
    {
      g_string_free (lines, TRUE);
      return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A file has either “text”, a list of its lines, or “base64”. Keep one of them."), NULL,
                            NULL, error);
    }
  if (!iso_json_each (text, object, is_text ? "text" : "base64", add_line_cb, lines, error))
    {
      g_string_free (lines, TRUE);
      return FALSE;
    }
  if (is_text)
    {
      source->bytes = g_string_free_to_bytes (lines);
    }
  else
    {
      data = g_base64_decode (lines->str, &size);
      source->bytes = g_bytes_new_take (data, size);
      g_string_free (lines, TRUE);
    }
  if (g_bytes_get_size (source->bytes) == 0)
    return iso_json_fail (text, ISO_ERROR_NO_DATA, N_("This file is empty. Remove it, or add its contents."), NULL, NULL, error);
  return TRUE;
}

static gboolean
check_bytes (IsoJsonText *text, JsonObject *object, IsoContentSource *source, GError **error)
{
  g_autofree char *found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source->bytes);

  if (!iso_json_get_string (text, object, "sha256", found, &source->sha256, error))
    return FALSE;
  if (strcmp (found, source->sha256) == 0)
    return TRUE;
  iso_json_enter (text, "sha256");
  return iso_json_fail (text, ISO_ERROR_CORRUPT,
                        N_("The file “{1}” is not the one that was imported: its bytes have another SHA-256. Take the text as it was written, "
                           "or remove the line to take the file as it is."), source->name, NULL, error);
}

static gboolean
add_reading (Readings *readings, IsoJsonText *text, const IsoContentReading *reading, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (readings->read->wells);

  if ((format != NULL && !iso_plate_format_has (format, (IsoWell) { (guint8) MIN (reading->row, 255), (guint8) MIN (reading->column, 255) }))
      || reading->column >= ISO_MAX_COLUMNS)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("There are more values here than the plate has columns. Remove some."), NULL, NULL, error);
  if (!g_hash_table_add (readings->taken, GUINT_TO_POINTER (reading->row * ISO_MAX_COLUMNS + reading->column + 1)))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("This well was read twice. Keep one of the values."), NULL, NULL, error);
  g_array_append_val (readings->read->readings, *reading);
  return TRUE;
}

static gboolean
add_value_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  Row *row = data;
  IsoContentReading reading = row->first;

  if (!iso_json_take_number (text, node, &reading.value, error))
    return FALSE;
  reading.column += index;
  if (isnan (reading.value))
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A well without a value is written by itself, with its flag."), NULL, NULL, error);
  return add_reading (row->readings, text, &reading, error);
}

static gboolean
read_flag (IsoJsonText *text, JsonObject *object, IsoReadingFlag *flag, GError **error)
{
  g_autofree char *word = NULL;

  if (!iso_json_get_string (text, object, "flag", "", &word, error))
    return FALSE;
  if (iso_reading_flag_parse (word, flag))
    return TRUE;
  iso_json_enter (text, "flag");
  return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), word,
                        "empty, overflow, underflow, masked, missing, error", error);
}

static gboolean
read_single (Readings *readings, IsoJsonText *text, JsonObject *object, IsoContentReading *reading, GError **error)
{
  g_autofree char *token = NULL;
  gsize place = iso_json_enter (text, "value");

  reading->value = NAN;
  if (iso_json_has (object, "value") && !iso_json_take_number (text, json_object_get_member (object, "value"), &reading->value, error))
    return FALSE;
  iso_json_leave (text, place);
  if (!read_flag (text, object, &reading->flag, error)
      || (iso_json_has (object, "token") && !iso_json_get_string (text, object, "token", NULL, &token, error)))
    return FALSE;
  reading->token = token;
  if (!add_reading (readings, text, reading, error))
    return FALSE;
  g_steal_pointer (&token);
  return TRUE;
}

/* { "well", "values", "line" } for wells side by side, or { "well", "value", "flag", "token", "line" } for one. */
static gboolean
read_reading_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known_row[] = { "well", "row", "values", "line", NULL };
  static const char *const known_single[] = { "well", "row", "value", "flag", "token", "line", NULL };
  Readings *readings = data;
  Row row = { .readings = readings };
  JsonObject *object;
  gboolean is_row;

  if (!iso_json_expect_object (text, node, NULL, &object, error))
    return FALSE;
  is_row = json_object_has_member (object, "values");
  if (!iso_json_expect_object (text, node, is_row ? known_row : known_single, &object, error)
      || !iso_content_get_place (text, object, readings->read->wells, &row.first.row, &row.first.column, NULL, NULL, error)
      || !iso_json_get_count (text, object, "line", 0, G_MAXINT, &row.first.line, error))
    return FALSE;
  return is_row ? iso_json_each (text, object, "values", add_value_cb, &row, error)
                : read_single (readings, text, object, &row.first, error);
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const IsoContentReading *one = a;
  const IsoContentReading *two = b;

  if (one->row != two->row)
    return one->row < two->row ? -1 : 1;
  return (one->column > two->column) - (one->column < two->column);
}

static gboolean
read_read_head (IsoJsonText *text, JsonObject *object, const IsoContentSource *source, guint index, IsoContentRead *read, GError **error)
{
  if (!iso_json_get_string (text, object, "label", NULL, &read->label, error)
      || !iso_json_get_string (text, object, "reader", "", &read->reader, error)
      || !iso_json_get_count (text, object, "version", 0, G_MAXINT, &read->version, error)
      || !iso_json_get_count (text, object, "plate", 0, G_MAXINT, &read->plate, error)
      || !iso_json_get_string (text, object, "plate_name", "", &read->plate_name, error)
      || (iso_json_has (object, "barcode") && !iso_json_get_string (text, object, "barcode", NULL, &read->barcode, error))
      || !iso_json_get_count (text, object, "position", index, G_MAXINT, &read->position, error)
      || !iso_json_get_count (text, object, "format", 0, G_MAXINT, &read->wells, error)
      || !iso_json_get_boolean (text, object, "calculated", FALSE, &read->calculated, error))
    return FALSE;
  if (iso_json_has (object, "id"))
    return iso_json_get_string (text, object, "id", NULL, &read->id, error);
  read->id = iso_content_make_read_id (source->sha256, read->reader, read->version, read->plate, read->position);
  return TRUE;
}

static gboolean
read_read_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "label", "id", "reader", "version", "plate", "plate_name", "barcode", "position", "format",
                                       "calculated", "readings", NULL };
  const Reads *reads = data;
  IsoContentRead *read = iso_content_add_read (reads->source);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  Readings readings = { read, taken };
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error)
      || !read_read_head (text, object, reads->source, index, read, error)
      || !iso_content_index_add (&reads->parts->reads, text, read->id, read->label, reads->parts->read_ids->len, error)
      || !iso_json_each (text, object, "readings", read_reading_cb, &readings, error))
    return FALSE;
  g_array_sort (read->readings, compare_readings);
  g_ptr_array_add (reads->parts->read_ids, g_strdup (read->id));
  return TRUE;
}

static gboolean
read_source_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "sha256", "text", "base64", "reads", NULL };
  IsoContentParts *parts = data;
  IsoContentSource *source = iso_content_add_source (parts->content);
  Reads reads = { parts, source };
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error)
      || !iso_json_get_string (text, object, "name", NULL, &source->name, error)
      || !read_bytes (text, object, source, error) || !check_bytes (text, object, source, error))
    return FALSE;
  for (guint i = 0; i < index; i++)
    {
      if (strcmp (g_array_index (parts->content->sources, IsoContentSource, i).sha256, source->sha256) == 0)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("The same file stands twice in this text. Keep one, with all its reads."), NULL, NULL,
                              error);
    }
  return iso_json_each (text, object, "reads", read_read_cb, &reads, error);
}

gboolean
iso_content_read_sources (IsoContentParts *parts, IsoJsonText *text, JsonObject *root, GError **error)
{
  return iso_json_each (text, root, "sources", read_source_cb, parts, error);
}
