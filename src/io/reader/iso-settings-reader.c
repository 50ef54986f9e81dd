/* iso-settings-reader.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-settings-reader.h"

#include "analysis/iso-analysis-settings.h"
#include "reader/iso-json-text.h"

static gboolean
put_value (IsoJsonText *text, JsonNode *node, GString *to, GError **error)
{
  g_autofree char *value = NULL;

  if (!iso_json_take_plain (text, node, &value, error))
    return FALSE;
  g_string_append (to, value);
  return TRUE;
}

/* [0.5, 0.9] is "0.5,0.9". */
static gboolean
put_list (IsoJsonText *text, JsonArray *list, GString *to, GError **error)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      gsize place = iso_json_enter_element (text, i);

      if (i > 0)
        g_string_append_c (to, ',');
      if (!put_value (text, json_array_get_element (list, i), to, error))
        return FALSE;
      iso_json_leave (text, place);
    }
  return TRUE;
}

/* { "lower": 0 } is "lower=0". */
static gboolean
put_object (IsoJsonText *text, JsonObject *object, GString *to, GError **error)
{
  JsonObjectIter members;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&members, object);
  while (json_object_iter_next (&members, &member, &node))
    {
      gsize place = iso_json_enter (text, member);

      g_string_append_printf (to, "%s%s=", to->len > 0 ? "," : "", member);
      if (!put_value (text, node, to, error))
        return FALSE;
      iso_json_leave (text, place);
    }
  return TRUE;
}

static gboolean
put (IsoJsonText *text, JsonNode *node, GString *to, GError **error)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return put_list (text, json_node_get_array (node), to, error);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return put_object (text, json_node_get_object (node), to, error);
  return put_value (text, node, to, error);
}

static gboolean
take_setting (IsoJsonText *text, const char *name, JsonNode *node, GHashTable *settings, GError **error)
{
  gboolean own = JSON_NODE_HOLDS_NULL (node);
  g_autoptr (GString) value = g_string_new (NULL);
  IsoAnalysisSettings scratch;
  IsoPlace place;
  gboolean done;

  iso_analysis_settings_init (&scratch);
  if (!own && !put (text, node, value, error))
    return FALSE;
  iso_json_get_place (text, &place);
  done = iso_analysis_settings_set (&scratch, name, own ? NULL : value->str, &place, error);
  iso_place_clear (&place);
  if (done)
    g_hash_table_insert (settings, g_strdup (name), own ? NULL : g_strdup (value->str));
  return done;
}

GHashTable *
iso_settings_read_json (IsoSource *source, GError **error)
{
  g_autoptr (IsoJsonText) text = iso_json_text_new (source, error);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter members;
  JsonObject *object;
  const char *member;
  JsonNode *node;

  if (text == NULL || !iso_json_expect_object (text, iso_json_text_root (text), NULL, &object, error))
    return NULL;
  if (iso_json_has (object, "settings"))
    {
      node = json_object_get_member (object, "settings");
      iso_json_enter (text, "settings");
      if (!iso_json_expect_object (text, node, NULL, &object, error))
        return NULL;
    }
  json_object_iter_init (&members, object);
  while (json_object_iter_next (&members, &member, &node))
    {
      gsize place = iso_json_enter (text, member);

      if (!take_setting (text, member, node, settings, error))
        return NULL;
      iso_json_leave (text, place);
    }
  return g_steal_pointer (&settings);
}
