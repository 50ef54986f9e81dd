/* iso-content-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-content-json.h"

#include "base/iso-unit.h"
#include "reader/iso-source.h"
#include "writer/iso-json-values.h"

#include <math.h>
#include <string.h>

#define BASE64_LINE 76   /* as in MIME */

typedef struct
{
  const IsoContent *content;
  IsoJson          *json;
  GPtrArray        *drugs;     /* of const char *: what they are called in the text */
  GPtrArray        *samples;
  GPtrArray        *runs;
} Write;

/* Things are called by their name, or by their id if the name does not tell them apart. */
static GPtrArray *
list_references (const GArray *entities)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *references = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      const IsoContentEntity *entity = &g_array_index (entities, IsoContentEntity, i);
      guint names = GPOINTER_TO_UINT (g_hash_table_lookup (taken, entity->name));

      g_hash_table_insert (taken, entity->name, GUINT_TO_POINTER (names + 1));
    }
  for (guint i = 0; i < entities->len; i++)
    {
      const char *id = g_array_index (entities, IsoContentEntity, i).id;

      g_hash_table_insert (taken, (char *) id, GUINT_TO_POINTER (2));
    }
  for (guint i = 0; i < entities->len; i++)
    {
      const IsoContentEntity *entity = &g_array_index (entities, IsoContentEntity, i);
      gboolean alone = GPOINTER_TO_UINT (g_hash_table_lookup (taken, entity->name)) == 1;

      g_ptr_array_add (references, alone ? entity->name : entity->id);
    }
  return references;
}

/* A position is told only where it is not the place in the list. */
static void
put_position (IsoJson *json, guint position, guint index)
{
  if (position != index)
    iso_json_add_count (json, "position", position);
}

static void
put_settings (IsoJson *json, const char *name, const GArray *settings)
{
  if (settings->len == 0)
    return;
  iso_json_begin_object (json, name);
  for (guint i = 0; i < settings->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (settings, IsoContentSetting, i);

      iso_json_add_string (json, setting->name, setting->value);
    }
  iso_json_end_object (json);
}

static void
add_entities (IsoJson *json, const char *name, const GArray *entities)
{
  if (entities->len == 0)
    return;
  iso_json_begin_array (json, name);
  for (guint i = 0; i < entities->len; i++)
    {
      const IsoContentEntity *entity = &g_array_index (entities, IsoContentEntity, i);

      if (entity->settings != NULL && entity->settings->len > 0)
        iso_json_begin_object (json, NULL);
      else
        iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "name", entity->name);
      if (entity->unit != NULL)
        iso_json_add_string (json, "unit", entity->unit);
      if (entity->kind != NULL)
        iso_json_add_string (json, "kind", entity->kind);
      if (entity->read_on != NULL && *entity->read_on != '\0')
        iso_json_add_string (json, "read on", entity->read_on);
      iso_json_add_string (json, "id", entity->id);
      put_position (json, entity->position, i);
      if (entity->settings != NULL)
        put_settings (json, entity->unit != NULL ? "preparation" : "settings", entity->settings);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

/* Wells have names; rows of a list have numbers. */
static void
add_place (IsoJson *json, guint format, guint row, guint column)
{
  char name[ISO_WELL_NAME_SIZE];

  if (column == 0 && (format == 0 || row >= ISO_MAX_ROWS))
    iso_json_add_count (json, "row", row + 1);
  else
    iso_json_add_string (json, "well", iso_well_name ((IsoWell) { (guint8) row, (guint8) column }, name));
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
add_amount (IsoJson *json, const char *name, const IsoUnit *unit, double inside)
{
  double shown = iso_dose_in_unit (unit, inside);

  if (unit == NULL || is_same (iso_unit_to_inside (unit, shown), inside))
    {
      iso_json_add_number (json, name, shown);
      return;
    }
  iso_json_begin_line_object (json, name);
  iso_json_add_number (json, "inside", inside);
  iso_json_end_object (json);
}

static void
add_dose (const Write *write, const IsoDose *dose)
{
  const char *drug = g_ptr_array_index (write->drugs, dose->drug);
  const IsoUnit *unit = iso_unit_find (g_array_index (write->content->drugs, IsoContentEntity, dose->drug).unit);

  if (is_same (dose->requested, dose->planned) && is_same (dose->requested, dose->achieved))
    {
      add_amount (write->json, drug, unit, dose->achieved);
      return;
    }
  iso_json_begin_line_object (write->json, drug);
  add_amount (write->json, "requested", unit, dose->requested);
  add_amount (write->json, "planned", unit, dose->planned);
  add_amount (write->json, "achieved", unit, dose->achieved);
  iso_json_end_object (write->json);
}

static void
add_well (const Write *write, guint format, const IsoContentWell *well)
{
  IsoJson *json = write->json;

  iso_json_begin_line_object (json, NULL);
  add_place (json, format, well->row, well->column);
  iso_json_add_string (json, "role", iso_role_word (well->role));
  if (well->sample >= 0)
    iso_json_add_string (json, "sample", g_ptr_array_index (write->samples, well->sample));
  if (well->n_doses > 0)
    {
      iso_json_begin_object (json, "doses");
      for (guint i = 0; i < well->n_doses; i++)
        add_dose (write, &well->doses[i]);
      iso_json_end_object (json);
    }
  if (well->replicate > 0)
    iso_json_add_count (json, "replicate", well->replicate);
  if (well->exclusion != NULL)
    iso_json_add_string (json, "excluded", well->exclusion);
  iso_json_end_object (json);
}

static void
add_plate (const Write *write, const IsoContentPlate *plate, guint index)
{
  IsoJson *json = write->json;

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "name", plate->name);
  iso_json_add_string (json, "id", plate->id);
  put_position (json, plate->position, index);
  iso_json_add_string (json, "run", g_ptr_array_index (write->runs, plate->run));
  iso_json_add_count (json, "format", plate->format);
  if (plate->links->len > 0)
    {
      iso_json_begin_line_object (json, "links");
      for (guint i = 0; i < plate->links->len; i++)
        {
          const IsoContentLink *link = &g_array_index (plate->links, IsoContentLink, i);

          iso_json_add_string (json, link->purpose, link->read);
        }
      iso_json_end_object (json);
    }
  if (plate->wells->len > 0)
    {
      iso_json_begin_array (json, "wells");
      for (guint i = 0; i < plate->wells->len; i++)
        add_well (write, plate->format, &g_array_index (plate->wells, IsoContentWell, i));
      iso_json_end_array (json);
    }
  iso_json_end_object (json);
}

static void
add_text_lines (IsoJson *json, const char *text, gsize size)
{
  const char *end = text + size;

  iso_json_begin_lines (json, "text");
  while (TRUE)
    {
      const char *line_end = memchr (text, '\n', (gsize) (end - text));
      g_autofree char *line = g_strndup (text, (gsize) ((line_end != NULL ? line_end : end) - text));

      iso_json_add_string (json, NULL, line);
      if (line_end == NULL)
        break;
      text = line_end + 1;
    }
  iso_json_end_array (json);
}

static void
add_base64_lines (IsoJson *json, const guint8 *data, gsize size)
{
  g_autofree char *text = g_base64_encode (data, size);
  gsize length = strlen (text);

  iso_json_begin_lines (json, "base64");
  for (gsize at = 0; at < length; at += BASE64_LINE)
    {
      g_autofree char *line = g_strndup (text + at, BASE64_LINE);

      iso_json_add_string (json, NULL, line);
    }
  iso_json_end_array (json);
}

static gboolean
is_plain (const IsoContentReading *reading)
{
  return reading->flag == ISO_FLAG_NONE && reading->token == NULL && !isnan (reading->value);
}

static void
add_reading (IsoJson *json, guint wells, const IsoContentReading *reading)
{
  iso_json_begin_line_object (json, NULL);
  add_place (json, wells, reading->row, reading->column);
  iso_json_add_number (json, "value", reading->value);
  if (reading->flag != ISO_FLAG_NONE)
    iso_json_add_string (json, "flag", iso_reading_flag_word (reading->flag));
  if (reading->token != NULL)
    iso_json_add_string (json, "token", reading->token);
  if (reading->line > 0)
    iso_json_add_count (json, "line", reading->line);
  iso_json_end_object (json);
}

/* Readings that stand side by side, from one line of the file, share a line here too; returns how many there were. */
static guint
add_row (IsoJson *json, guint wells, const GArray *readings, guint first)
{
  const IsoContentReading *start = &g_array_index (readings, IsoContentReading, first);
  guint n = 1;

  while (is_plain (start) && first + n < readings->len && is_plain (&start[n]) && start[n].row == start->row
         && start[n].column == start->column + n && start[n].line == start->line)
    n++;
  if (n == 1)
    {
      add_reading (json, wells, start);
      return 1;
    }
  iso_json_begin_line_object (json, NULL);
  add_place (json, wells, start->row, start->column);
  iso_json_begin_array (json, "values");
  for (guint i = 0; i < n; i++)
    iso_json_add_number (json, NULL, start[i].value);
  iso_json_end_array (json);
  if (start->line > 0)
    iso_json_add_count (json, "line", start->line);
  iso_json_end_object (json);
  return n;
}

static void
add_read (IsoJson *json, const IsoContentRead *read)
{
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "label", read->label);
  iso_json_add_string (json, "id", read->id);
  iso_json_add_string (json, "reader", read->reader);
  iso_json_add_count (json, "version", read->version);
  iso_json_add_count (json, "plate", read->plate);
  iso_json_add_string (json, "plate_name", read->plate_name);
  if (read->barcode != NULL)
    iso_json_add_string (json, "barcode", read->barcode);
  iso_json_add_count (json, "position", read->position);
  iso_json_add_count (json, "format", read->wells);
  if (read->calculated)
    iso_json_add_boolean (json, "calculated", TRUE);
  if (read->readings->len > 0)
    {
      iso_json_begin_array (json, "readings");
      for (guint i = 0; i < read->readings->len;)
        i += add_row (json, read->wells, read->readings, i);
      iso_json_end_array (json);
    }
  iso_json_end_object (json);
}

static void
add_source (IsoJson *json, const IsoContentSource *source)
{
  gsize size;
  const char *data = g_bytes_get_data (source->bytes, &size);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "name", source->name);
  iso_json_add_string (json, "sha256", source->sha256);
  if (g_utf8_validate_len (data, size, NULL))
    add_text_lines (json, data, size);
  else
    add_base64_lines (json, (const guint8 *) data, size);
  if (source->reads->len > 0)
    {
      iso_json_begin_array (json, "reads");
      for (guint i = 0; i < source->reads->len; i++)
        add_read (json, &g_array_index (source->reads, IsoContentRead, i));
      iso_json_end_array (json);
    }
  iso_json_end_object (json);
}

/* Texts that are empty say nothing, and numbers that are not known. */
static void
put_text (IsoJson *json, const char *name, const char *value)
{
  if (*value != '\0')
    iso_json_add_string (json, name, value);
}

static void
put_number (IsoJson *json, const char *name, double value, double usual)
{
  if (!is_same (value, usual))
    iso_json_add_number (json, name, value);
}

static void
add_stock (const Write *write, const IsoContentStock *stock, guint index)
{
  IsoJson *json = write->json;
  const IsoBottle *bottle = &stock->bottle;

  iso_json_begin_line_object (json, NULL);
  iso_json_add_string (json, "drug", g_ptr_array_index (write->drugs, stock->drug));
  iso_json_add_string (json, "id", stock->id);
  put_position (json, stock->position, index);
  if (stock->used)
    iso_json_add_boolean (json, "used", TRUE);
  add_amount (json, "concentration", bottle->unit, bottle->concentration);
  iso_json_add_string (json, "unit", bottle->unit->symbol);
  put_text (json, "form", bottle->form_name);
  put_number (json, "form weight", bottle->form.form_weight, NAN);
  put_number (json, "active weight", bottle->form.active_weight, NAN);
  put_number (json, "active per form", bottle->form.active_per_form, 1);
  put_number (json, "purity", bottle->form.purity, 1);
  iso_json_add_string (json, "solvent", bottle->solvent);
  put_text (json, "lot", bottle->lot);
  put_text (json, "supplier", bottle->supplier);
  put_text (json, "expiry", bottle->expiry);
  put_text (json, "in spite", bottle->in_spite);
  if (bottle->thaws > 0)
    iso_json_add_count (json, "thaws", bottle->thaws);
  iso_json_end_object (json);
}

static void
add_stocks (const Write *write)
{
  const GArray *stocks = write->content->stocks;

  if (stocks->len == 0)
    return;
  iso_json_begin_array (write->json, "stocks");
  for (guint i = 0; i < stocks->len; i++)
    add_stock (write, &g_array_index (stocks, IsoContentStock, i), i);
  iso_json_end_array (write->json);
}

static void
add_cells (const Write *write)
{
  static const IsoUnit percent = { "%", "%", ISO_DIMENSION_UNKNOWN, 0.01, 100 };
  const GArray *all = write->content->cells;
  IsoJson *json = write->json;

  if (all->len == 0)
    return;
  iso_json_begin_array (json, "cells");
  for (guint i = 0; i < all->len; i++)
    {
      const IsoContentCells *of_sample = &g_array_index (all, IsoContentCells, i);
      const IsoCells *cells = &of_sample->cells;

      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "sample", g_ptr_array_index (write->samples, of_sample->sample));
      put_text (json, "passage", cells->passage);
      put_number (json, "per well", cells->per_well, NAN);
      put_number (json, "count", cells->count, NAN);
      if (!isnan (cells->viability))
        add_amount (json, "viability", &percent, cells->viability);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static gboolean
has_supplies (const IsoContent *content)
{
  for (guint i = 0; i < content->drugs->len; i++)
    {
      if (g_array_index (content->drugs, IsoContentEntity, i).settings->len > 0)
        return TRUE;
    }
  return content->stocks->len > 0 || content->cells->len > 0 || content->preparation->len > 0;
}

/* The oldest form that has all of it. */
static guint
find_version (const IsoContent *content)
{
  for (guint i = 0; i < content->runs->len; i++)
    {
      const char *day = g_array_index (content->runs, IsoContentEntity, i).read_on;

      if (day != NULL && *day != '\0')
        return ISO_CONTENT_VERSION;
    }
  return has_supplies (content) ? 2 : 1;
}

static void
put_head (IsoJson *json, const IsoContent *content)
{
  g_autofree char *schema = g_strdup_printf (ISO_CONTENT_SCHEMA "%u", find_version (content));

  iso_json_add_string (json, "schema", schema);
  if (content->id == NULL)
    return;
  iso_json_add_string (json, "title", content->title);
  iso_json_add_string (json, "note", content->note);
  iso_json_add_string (json, "response", content->response);
  iso_json_add_string (json, "scale", content->scale);
  iso_json_add_string (json, "id", content->id);
}

static void
add_plates (const Write *write)
{
  const GArray *plates = write->content->plates;

  if (plates->len == 0)
    return;
  iso_json_begin_array (write->json, "plates");
  for (guint i = 0; i < plates->len; i++)
    add_plate (write, &g_array_index (plates, IsoContentPlate, i), i);
  iso_json_end_array (write->json);
}

static void
add_sources (IsoJson *json, const GArray *sources)
{
  if (sources->len == 0)
    return;
  iso_json_begin_array (json, "sources");
  for (guint i = 0; i < sources->len; i++)
    add_source (json, &g_array_index (sources, IsoContentSource, i));
  iso_json_end_array (json);
}

static void
add_results (IsoJson *json, const GArray *results)
{
  if (results->len == 0)
    return;
  iso_json_begin_array (json, "results");
  for (guint i = 0; i < results->len; i++)
    {
      const IsoContentResult *result = &g_array_index (results, IsoContentResult, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "input", result->input);
      iso_json_add_string (json, "program", result->program);
      iso_json_add_string (json, "kind", result->kind);
      iso_json_add_string (json, "content", result->content);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static char *
check_text (char *text, const char *file, GError **error)
{
  const IsoPlace place = { .file = (char *) file };
  gsize length = strlen (text);

  if (length > ISO_SOURCE_MAX_BYTES)
    iso_error_set (error, ISO_ERROR_TOO_LARGE, &place,
                   N_("As a text, this project would be larger than 256 MB, which is not read again. Share the project itself."), NULL);
  else if (!g_utf8_validate (text, (gssize) length, NULL))
    iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                   N_("A name or note in this project is no text (not UTF-8). Open the project and write it again."), NULL);
  else
    return text;
  g_free (text);
  return NULL;
}

char *
iso_content_write_json (const IsoContent *content, const char *file, GError **error)
{
  g_autoptr (GPtrArray) drugs = list_references (content->drugs);
  g_autoptr (GPtrArray) samples = list_references (content->samples);
  g_autoptr (GPtrArray) runs = list_references (content->runs);
  IsoJson *json = iso_json_new ();
  const Write write = { content, json, drugs, samples, runs };

  iso_json_begin_object (json, NULL);
  put_head (json, content);
  add_entities (json, "drugs", content->drugs);
  add_entities (json, "samples", content->samples);
  add_entities (json, "runs", content->runs);
  add_plates (&write);
  put_settings (json, "settings", content->settings);
  add_stocks (&write);
  add_cells (&write);
  put_settings (json, "preparation", content->preparation);
  add_entities (json, "figures", content->figures);
  add_sources (json, content->sources);
  add_results (json, content->results);
  iso_json_end_object (json);
  return check_text (iso_json_finish (json), file, error);
}
