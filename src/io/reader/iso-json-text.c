/* iso-json-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-json-text.h"

#include "base/iso-number.h"

#include "reader/iso-json-scan.h"

#include <math.h>
#include <string.h>

struct _IsoJsonText
{
  IsoSource  *source;
  JsonParser *parser;
  GString    *path;
};

/* json-glib tells the line in front of its message: "<data>:5:42: Parse error: ...". */
static gboolean
fail_parse (const char *file, const GError *problem, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (problem != NULL ? problem->message : "", ":", 4);
  gboolean has_line = g_strv_length (parts) == 4;

  iso_error_set (error, ISO_ERROR_SYNTAX,
                 &(IsoPlace) {
                   .file = (char *) file,
                   .line = has_line ? (guint) g_ascii_strtoull (parts[1], NULL, 10) : 0,
                   .column = has_line ? (guint) g_ascii_strtoull (parts[2], NULL, 10) : 0,
                 },
                 N_("This is not JSON ({1}). Look for a comma, a colon or a bracket that is missing or too many."),
                 has_line ? g_strstrip (parts[3]) : "", NULL);
  return FALSE;
}

IsoJsonText *
iso_json_text_new (IsoSource *source, GError **error)
{
  g_autoptr (IsoJsonText) text = NULL;
  g_autoptr (GError) problem = NULL;
  const char *file = iso_source_name (source);
  gsize size;
  const char *data = g_bytes_get_data (iso_source_bytes (source), &size);
  g_autofree char *copy = NULL;

  /* Ended by a zero, which the bytes of a file need not be. */
  copy = g_strndup (data, size);
  if (!iso_json_scan (copy, size, file, error))
    return NULL;
  text = g_new0 (IsoJsonText, 1);
  text->source = iso_source_ref (source);
  text->path = g_string_new (NULL);
  text->parser = json_parser_new_immutable ();
  if (json_parser_load_from_data (text->parser, copy, (gssize) size, &problem) && json_parser_get_root (text->parser) != NULL)
    return g_steal_pointer (&text);
  fail_parse (file, problem, error);
  return NULL;
}

void
iso_json_text_free (IsoJsonText *text)
{
  g_clear_object (&text->parser);
  g_clear_pointer (&text->source, iso_source_unref);
  g_string_free (text->path, TRUE);
  g_free (text);
}

JsonNode *
iso_json_text_root (const IsoJsonText *text)
{
  return json_parser_get_root (text->parser);
}

void
iso_json_get_place (IsoJsonText *text, IsoPlace *place)
{
  gsize size;
  const char *data = g_bytes_get_data (iso_source_bytes (text->source), &size);
  g_autofree char *copy = g_strndup (data, size);
  const IsoPlace here = {
    .file = (char *) iso_source_name (text->source),
    .line = iso_json_find_line (copy, size, text->path->str),
    .path = text->path->len > 0 ? text->path->str : NULL,
  };

  iso_place_copy (&here, place);
}

gboolean
iso_json_fail (IsoJsonText *text, IsoErrorCode code, const char *sentence, const char *first, const char *second, GError **error)
{
  IsoPlace place;

  iso_json_get_place (text, &place);
  iso_error_set (error, code, &place, sentence, first, second, NULL);
  iso_place_clear (&place);
  return FALSE;
}

gsize
iso_json_enter (IsoJsonText *text, const char *member)
{
  gsize place = text->path->len;

  g_string_append_printf (text->path, "%s%s", place > 0 ? "." : "", member);
  return place;
}

gsize
iso_json_enter_element (IsoJsonText *text, guint index)
{
  gsize place = text->path->len;

  g_string_append_printf (text->path, "[%u]", index);
  return place;
}

void
iso_json_leave (IsoJsonText *text, gsize place)
{
  g_string_truncate (text->path, place);
}

static gboolean
check_members (IsoJsonText *text, JsonObject *object, const char *const *known, GError **error)
{
  JsonObjectIter members;
  const char *name;

  json_object_iter_init (&members, object);
  while (json_object_iter_next (&members, &name, NULL))
    {
      if (!g_strv_contains (known, name))
        {
          g_autofree char *list = g_strjoinv (", ", (char **) known);

          return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is not known here. Known are: {2}."), name, list, error);
        }
    }
  return TRUE;
}

gboolean
iso_json_expect_object (IsoJsonText *text, JsonNode *node, const char *const *known, JsonObject **object, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("An object belongs here: names and values between { and }."), NULL, NULL, error);
  *object = json_node_get_object (node);
  return known == NULL || check_members (text, *object, known, error);
}

gboolean
iso_json_has (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) && !json_object_get_null_member (object, name);
}

static gboolean
fail_missing (IsoJsonText *text, const char *name, GError **error)
{
  return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("“{1}” is missing here. Add it."), name, NULL, error);
}

gboolean
iso_json_take_string (IsoJsonText *text, JsonNode *node, char **value, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A text in quotes belongs here."), NULL, NULL, error);
  *value = json_node_dup_string (node);
  return TRUE;
}

gboolean
iso_json_get_string (IsoJsonText *text, JsonObject *object, const char *name, const char *fallback, char **value, GError **error)
{
  gsize place;

  if (!iso_json_has (object, name))
    {
      *value = g_strdup (fallback);
      return fallback != NULL || fail_missing (text, name, error);
    }
  place = iso_json_enter (text, name);
  if (!iso_json_take_string (text, json_object_get_member (object, name), value, error))
    return FALSE;
  iso_json_leave (text, place);
  return TRUE;
}

gboolean
iso_json_get_count (IsoJsonText *text, JsonObject *object, const char *name, gint64 fallback, guint most, guint *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gsize place;
  gint64 count;

  *value = (guint) MAX (fallback, 0);
  if (!iso_json_has (object, name))
    return fallback >= 0 || fail_missing (text, name, error);
  place = iso_json_enter (text, name);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A whole number belongs here, without quotes."), NULL, NULL, error);
  count = json_node_get_int (node);
  if (count < 0 || count > most)
    {
      g_autofree char *limit = g_strdup_printf ("%u", most);

      return iso_json_fail (text, ISO_ERROR_RANGE, N_("This number cannot be. Write a whole number from 0 to {1}."), limit, NULL, error);
    }
  *value = (guint) count;
  iso_json_leave (text, place);
  return TRUE;
}

gboolean
iso_json_get_boolean (IsoJsonText *text, JsonObject *object, const char *name, gboolean fallback, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *value = fallback;
  if (!iso_json_has (object, name))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      iso_json_enter (text, name);
      return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("true or false belongs here, without quotes."), NULL, NULL, error);
    }
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
iso_json_take_number (IsoJsonText *text, JsonNode *node, double *value, GError **error)
{
  *value = NAN;
  if (JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A number belongs here, without quotes and with a decimal point."), NULL, NULL, error);
  *value = json_node_get_double (node);
  return isfinite (*value) || iso_json_fail (text, ISO_ERROR_RANGE, N_("This number is too large."), NULL, NULL, error);
}

gboolean
iso_json_take_plain (IsoJsonText *text, JsonNode *node, char **value, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  double number;

  if (type == G_TYPE_STRING)
    return iso_json_take_string (text, node, value, error);
  if (type == G_TYPE_BOOLEAN)
    {
      *value = g_strdup (json_node_get_boolean (node) ? "yes" : "no");
      return TRUE;
    }
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A text, a number, true or false belongs here."), NULL, NULL, error);
  if (!iso_json_take_number (text, node, &number, error))
    return FALSE;
  *value = iso_number_format_exact (number);
  return TRUE;
}

gboolean
iso_json_each (IsoJsonText *text, JsonObject *object, const char *name, IsoJsonFunc call, gpointer data, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  gsize place, element;
  JsonArray *array;

  if (!iso_json_has (object, name))
    return TRUE;
  place = iso_json_enter (text, name);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return iso_json_fail (text, ISO_ERROR_SYNTAX, N_("A list belongs here: values between [ and ]."), NULL, NULL, error);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      element = iso_json_enter_element (text, i);
      if (!call (text, json_array_get_element (array, i), i, data, error))
        return FALSE;
      iso_json_leave (text, element);
    }
  iso_json_leave (text, place);
  return TRUE;
}

gboolean
iso_json_each_member (IsoJsonText *text, JsonObject *object, const char *name, IsoJsonMemberFunc call, gpointer data, GError **error)
{
  JsonObjectIter members;
  const char *member;
  JsonNode *node;
  gsize place, inner;

  if (!iso_json_has (object, name))
    return TRUE;
  place = iso_json_enter (text, name);
  if (!iso_json_expect_object (text, json_object_get_member (object, name), NULL, &object, error))
    return FALSE;
  json_object_iter_init (&members, object);
  while (json_object_iter_next (&members, &member, &node))
    {
      inner = iso_json_enter (text, member);
      if (!call (text, member, node, data, error))
        return FALSE;
      iso_json_leave (text, inner);
    }
  iso_json_leave (text, place);
  return TRUE;
}
