/* iso-content-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-content-reader.h"

#include "analysis/iso-analysis-settings.h"
#include "base/iso-number.h"
#include "base/iso-unit.h"
#include "dosing/iso-bottle.h"
#include "reader/iso-content-parts.h"
#include "writer/iso-content-json.h"

#include <string.h>

#define SEVERAL G_MAXUINT

static const char *const root_members[] = {
  "schema", "title", "note", "response", "scale", "id", "drugs", "samples", "runs", "plates", "settings", "stocks", "cells",
  "preparation", "figures", "sources", "results", NULL,
};

static void
init_index (IsoContentIndex *list)
{
  list->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
clear_index (IsoContentIndex *list)
{
  g_hash_table_unref (list->ids);
  g_hash_table_unref (list->names);
}

static void
init_parts (IsoContentParts *parts)
{
  parts->content = iso_content_new ();
  init_index (&parts->drugs);
  init_index (&parts->samples);
  init_index (&parts->runs);
  init_index (&parts->figures);
  init_index (&parts->plates);
  init_index (&parts->reads);
  parts->read_ids = g_ptr_array_new_with_free_func (g_free);
}

static void
clear_parts (IsoContentParts *parts)
{
  g_clear_pointer (&parts->content, iso_content_free);
  clear_index (&parts->drugs);
  clear_index (&parts->samples);
  clear_index (&parts->runs);
  clear_index (&parts->figures);
  clear_index (&parts->plates);
  clear_index (&parts->reads);
  g_ptr_array_unref (parts->read_ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoContentParts, clear_parts)

gboolean
iso_content_index_add (IsoContentIndex *list, IsoJsonText *text, const char *id, const char *name, guint index, GError **error)
{
  gpointer there = g_hash_table_lookup (list->names, name);

  if (g_hash_table_contains (list->ids, id))
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("The id “{1}” is taken by another one. Leave the id out to have one made."), id, NULL,
                          error);
  g_hash_table_insert (list->ids, g_strdup (id), GUINT_TO_POINTER (index + 1));
  g_hash_table_insert (list->names, g_strdup (name), GUINT_TO_POINTER (there != NULL ? SEVERAL : index + 1));
  return TRUE;
}

gboolean
iso_content_index_find (const IsoContentIndex *list, IsoJsonText *text, const char *reference, guint *index, GError **error)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (list->ids, reference));

  if (found == 0)
    found = GPOINTER_TO_UINT (g_hash_table_lookup (list->names, reference));
  if (found == 0)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not in this text. Add it to its list, or write its name as it stands there."),
                          reference, NULL, error);
  if (found == SEVERAL)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is the name of several. Give each an id, and write that."), reference, NULL,
                          error);
  *index = found - 1;
  return TRUE;
}

static gboolean
fail_outside (IsoJsonText *text, const char *well, guint format, GError **error)
{
  g_autofree char *wells = g_strdup_printf ("%u", format);

  return iso_json_fail (text, ISO_ERROR_RANGE, N_("The plate of {2} wells has no well {1}. Correct the well, or the format of the plate."),
                        well, wells, error);
}

/* "C5", or "B2-D4" for a block. */
static gboolean
parse_block (const char *name, IsoWell *first, IsoWell *last)
{
  g_auto (GStrv) ends = g_strsplit (name, "-", 2);

  if (ends[0] == NULL || !iso_well_parse (ends[0], first))
    return FALSE;
  *last = *first;
  return ends[1] == NULL || (iso_well_parse (ends[1], last) && last->row >= first->row && last->column >= first->column);
}

gboolean
iso_content_get_place (IsoJsonText *text, JsonObject *object, guint format, guint *row, guint *column, guint *last_row,
                       guint *last_column, GError **error)
{
  const IsoPlateFormat *plate = iso_plate_format_find (format);
  g_autofree char *name = NULL;
  IsoWell first, last;

  if (iso_json_has (object, "row") && plate == NULL)
    {
      if (!iso_json_get_count (text, object, "row", -1, ISO_CONTENT_MAX_ROWS, row, error))
        return FALSE;
      if (*row == 0)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("Rows of a list count from 1."), NULL, NULL, error);
      --*row;
      *column = 0;
    }
  else
    {
      if (!iso_json_get_string (text, object, "well", NULL, &name, error))
        return FALSE;
      if (!parse_block (name, &first, &last) || (last_row == NULL && memcmp (&first, &last, sizeof first) != 0))
        return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is no well. Write a row and a column, such as C5."), name, NULL, error);
      if (plate != NULL && !iso_plate_format_has (plate, last))
        return fail_outside (text, name, format, error);
      *row = first.row;
      *column = first.column;
    }
  if (last_row != NULL)
    {
      *last_row = name != NULL ? last.row : *row;
      *last_column = name != NULL ? last.column : 0;
    }
  return TRUE;
}

static gboolean
check_schema (IsoJsonText *text, JsonObject *root, GError **error)
{
  g_autofree char *schema = NULL;
  double version;

  if (!iso_json_get_string (text, root, "schema", NULL, &schema, error))
    return FALSE;
  iso_json_enter (text, "schema");
  if (!g_str_has_prefix (schema, ISO_CONTENT_SCHEMA)
      || !iso_number_parse (schema + strlen (ISO_CONTENT_SCHEMA), ISO_DECIMAL_POINT, &version) || version < 1)
    return iso_json_fail (text, ISO_ERROR_UNSUPPORTED, N_("“{1}” is no project of Isobole. A project begins with \"schema\": \"{2}1\"."), schema,
                          ISO_CONTENT_SCHEMA, error);
  if (version > ISO_CONTENT_VERSION)
    return iso_json_fail (text, ISO_ERROR_TOO_NEW,
                          N_("This text was written by a newer version of Isobole ({1}). Read it with that version, or update this one."), schema,
                          NULL, error);
  iso_json_leave (text, 0);
  return TRUE;
}

static gboolean
fail_word (IsoJsonText *text, const char *member, const char *word, const char *known, GError **error)
{
  iso_json_enter (text, member);
  return iso_json_fail (text, ISO_ERROR_RANGE, N_("“{1}” is not known here. Known are: {2}."), word, known, error);
}

static gboolean
read_experiment (IsoContent *content, IsoJsonText *text, JsonObject *root, GError **error)
{
  IsoResponse response;
  IsoScale scale;

  if (!iso_json_has (root, "title") && !iso_json_has (root, "note") && !iso_json_has (root, "response") && !iso_json_has (root, "scale")
      && !iso_json_has (root, "id"))
    return TRUE;
  if (!iso_json_get_string (text, root, "title", "", &content->title, error)
      || !iso_json_get_string (text, root, "note", "", &content->note, error)
      || !iso_json_get_string (text, root, "response", "", &content->response, error)
      || !iso_json_get_string (text, root, "scale", "", &content->scale, error))
    return FALSE;
  if (iso_json_has (root, "id") && !iso_json_get_string (text, root, "id", NULL, &content->id, error))
    return FALSE;
  if (content->id == NULL)
    content->id = iso_content_make_id ("experiment", content->title, 0);
  if (*content->response != '\0' && !iso_response_parse (content->response, &response))
    return fail_word (text, "response", content->response, "signal, viability, inhibition, fraction-affected, raw", error);
  if (*content->scale != '\0' && !iso_scale_parse (content->scale, &scale))
    return fail_word (text, "scale", content->scale, "fraction, percent", error);
  return TRUE;
}

/* name, id and position, which all things have; a table does not always name its sample. */
static gboolean
read_entity (IsoJsonText *text, JsonObject *object, const char *kind, guint index, IsoContentEntity *entity, GError **error)
{
  if (!iso_json_get_string (text, object, "name", NULL, &entity->name, error)
      || !iso_json_get_count (text, object, "position", index, G_MAXINT, &entity->position, error))
    return FALSE;
  if (entity->name[strspn (entity->name, " \t")] == '\0' && strcmp (kind, "sample") != 0)
    return iso_json_fail (text, ISO_ERROR_RANGE, N_("A name is empty here. Write one."), NULL, NULL, error);
  if (iso_json_has (object, "id"))
    return iso_json_get_string (text, object, "id", NULL, &entity->id, error);
  entity->id = iso_content_make_id (kind, entity->name, index);
  return TRUE;
}

static IsoContentEntity *
add_entity (GArray *list)
{
  g_array_set_size (list, list->len + 1);
  return &g_array_index (list, IsoContentEntity, list->len - 1);
}

static gboolean
read_drug_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "unit", "id", "position", "preparation", NULL };
  IsoContentParts *parts = data;
  IsoContentEntity *drug = iso_content_add_drug (parts->content);
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error) || !read_entity (text, object, "drug", index, drug, error)
      || !iso_json_get_string (text, object, "unit", "", &drug->unit, error))
    return FALSE;
  if (iso_unit_find (drug->unit) == NULL)
    {
      iso_json_enter (text, "unit");
      return iso_json_fail (text, ISO_ERROR_UNITS, N_("“{1}” is no unit of concentration. Known are: {2}."), drug->unit, iso_unit_list (),
                            error);
    }
  return iso_content_read_drug_preparation (text, object, drug, error)
         && iso_content_index_add (&parts->drugs, text, drug->id, drug->name, index, error);
}

static gboolean
read_sample_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "id", "position", NULL };
  IsoContentParts *parts = data;
  IsoContentEntity *sample = add_entity (parts->content->samples);
  JsonObject *object;

  return iso_json_expect_object (text, node, known, &object, error) && read_entity (text, object, "sample", index, sample, error)
         && iso_content_index_add (&parts->samples, text, sample->id, sample->name, index, error);
}

static gboolean
read_run_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "id", "position", "read on", NULL };
  IsoContentParts *parts = data;
  IsoContentEntity *run = add_entity (parts->content->runs);
  JsonObject *object;

  if (!iso_json_expect_object (text, node, known, &object, error) || !read_entity (text, object, "run", index, run, error)
      || !iso_json_get_string (text, object, "read on", "", &run->read_on, error))
    return FALSE;
  if (*run->read_on != '\0' && !iso_day_is_valid (run->read_on))
    {
      iso_json_enter (text, "read on");
      return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is no day. Write year, month and day: 2027-03-31."), run->read_on, NULL, error);
    }
  return iso_content_index_add (&parts->runs, text, run->id, run->name, index, error);
}

static gboolean
read_setting_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  IsoContentSetting setting = { NULL, NULL };

  if (!iso_json_take_string (text, node, &setting.value, error))
    return FALSE;
  setting.name = g_strdup (member);
  g_array_append_val ((GArray *) data, setting);
  return TRUE;
}

/* Those of the analysis are checked: what cannot be set would be found out much later. */
static gboolean
read_own_setting_cb (IsoJsonText *text, const char *member, JsonNode *node, gpointer data, GError **error)
{
  GArray *settings = data;
  IsoAnalysisSettings scratch;
  IsoPlace place;
  gboolean done;

  if (!read_setting_cb (text, member, node, settings, error))
    return FALSE;
  iso_analysis_settings_init (&scratch);
  iso_json_get_place (text, &place);
  done = iso_analysis_settings_set (&scratch, member, g_array_index (settings, IsoContentSetting, settings->len - 1).value, &place, error);
  iso_place_clear (&place);
  return done;
}

static gboolean
read_figure_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "name", "kind", "id", "position", "settings", NULL };
  IsoContentParts *parts = data;
  IsoContentEntity *figure = iso_content_add_figure (parts->content);
  JsonObject *object;

  return iso_json_expect_object (text, node, known, &object, error) && read_entity (text, object, "figure", index, figure, error)
         && iso_json_get_string (text, object, "kind", NULL, &figure->kind, error)
         && iso_json_each_member (text, object, "settings", read_setting_cb, figure->settings, error)
         && iso_content_index_add (&parts->figures, text, figure->id, figure->name, index, error);
}

static gboolean
read_result_cb (IsoJsonText *text, JsonNode *node, guint index, gpointer data, GError **error)
{
  static const char *const known[] = { "input", "program", "kind", "content", NULL };
  IsoContentParts *parts = data;
  IsoContentResult *result;
  JsonObject *object;

  g_array_set_size (parts->content->results, parts->content->results->len + 1);
  result = &g_array_index (parts->content->results, IsoContentResult, index);
  if (!iso_json_expect_object (text, node, known, &object, error)
      || !iso_json_get_string (text, object, "input", NULL, &result->input, error)
      || !iso_json_get_string (text, object, "program", NULL, &result->program, error)
      || !iso_json_get_string (text, object, "kind", NULL, &result->kind, error)
      || !iso_json_get_string (text, object, "content", NULL, &result->content, error))
    return FALSE;
  for (guint i = 0; i < index; i++)
    {
      const IsoContentResult *other = &g_array_index (parts->content->results, IsoContentResult, i);

      if (strcmp (other->input, result->input) == 0 && strcmp (other->program, result->program) == 0
          && strcmp (other->kind, result->kind) == 0)
        return iso_json_fail (text, ISO_ERROR_RANGE, N_("This result stands twice. Keep one of them."), NULL, NULL, error);
    }
  return TRUE;
}

static gboolean
read_all (IsoContentParts *parts, IsoJsonText *text, GError **error)
{
  JsonObject *root;

  return iso_json_expect_object (text, iso_json_text_root (text), NULL, &root, error)
         && check_schema (text, root, error)
         && iso_json_expect_object (text, iso_json_text_root (text), root_members, &root, error)
         && read_experiment (parts->content, text, root, error)
         && iso_json_each (text, root, "drugs", read_drug_cb, parts, error)
         && iso_json_each (text, root, "samples", read_sample_cb, parts, error)
         && iso_json_each (text, root, "runs", read_run_cb, parts, error)
         && iso_json_each_member (text, root, "settings", read_own_setting_cb, parts->content->settings, error)
         && iso_content_read_supplies (parts, text, root, error)
         && iso_json_each (text, root, "figures", read_figure_cb, parts, error)
         && iso_content_read_sources (parts, text, root, error)
         && iso_content_read_plates (parts, text, root, error)
         && iso_json_each (text, root, "results", read_result_cb, parts, error);
}

IsoContent *
iso_content_read_json (IsoSource *source, GError **error)
{
  g_autoptr (IsoJsonText) text = iso_json_text_new (source, error);
  g_auto (IsoContentParts) parts = { NULL };

  init_parts (&parts);
  if (text == NULL || !read_all (&parts, text, error))
    return NULL;
  return g_steal_pointer (&parts.content);
}
