/* iso-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-json.h"

#include "base/iso-number.h"

#include <math.h>

typedef enum
{
  AUTO,
  LINE,    /* all on one line */
  LINES,   /* each value on a line of its own */
} Layout;

typedef struct
{
  gboolean is_object;
  gboolean has_members;
  gboolean broken;       /* over several lines */
  Layout   layout;
} Level;

struct _IsoJson
{
  GString *text;
  GArray  *levels;   /* of Level */
};

static Level *
top (IsoJson *json)
{
  return json->levels->len > 0 ? &g_array_index (json->levels, Level, json->levels->len - 1) : NULL;
}

static void
append_string (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (text, "\\n");
      else if (*p == '\r')
        g_string_append (text, "\\r");
      else if (*p == '\t')
        g_string_append (text, "\\t");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guint) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
break_line (IsoJson *json)
{
  g_string_append_c (json->text, '\n');
  for (guint i = 0; i < json->levels->len; i++)
    g_string_append (json->text, "  ");
}

/* If nothing else is asked for, members of objects and what is not a plain value stand on lines of their own; plain values of an
 * array share one. */
static void
begin_value (IsoJson *json, const char *name, gboolean plain)
{
  Level *level = top (json);

  if (level == NULL)
    return;
  g_return_if_fail (level->is_object == (name != NULL));
  if (level->has_members)
    g_string_append_c (json->text, ',');
  if (level->layout != LINE && (level->is_object || !plain || level->layout == LINES))
    {
      level->broken = TRUE;
      break_line (json);
    }
  else if (level->has_members || level->is_object)
    {
      g_string_append_c (json->text, ' ');
    }
  level->has_members = TRUE;
  if (name != NULL)
    {
      append_string (json->text, name);
      g_string_append (json->text, ": ");
    }
}

static void
begin_level (IsoJson *json, const char *name, gboolean is_object, Layout layout)
{
  const Level *outer = top (json);
  Level level = { is_object, FALSE, FALSE, outer != NULL && outer->layout == LINE ? LINE : layout };

  begin_value (json, name, FALSE);
  g_string_append_c (json->text, is_object ? '{' : '[');
  g_array_append_val (json->levels, level);
}

static void
end_level (IsoJson *json, gboolean is_object)
{
  Level level = *top (json);

  g_return_if_fail (level.is_object == is_object);
  g_array_set_size (json->levels, json->levels->len - 1);
  if (level.broken)
    break_line (json);
  else if (level.is_object && level.has_members)
    g_string_append_c (json->text, ' ');
  g_string_append_c (json->text, is_object ? '}' : ']');
}

IsoJson *
iso_json_new (void)
{
  IsoJson *json = g_new (IsoJson, 1);

  json->text = g_string_new (NULL);
  json->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return json;
}

char *
iso_json_finish (IsoJson *json)
{
  char *text;

  g_return_val_if_fail (json->levels->len == 0, NULL);
  g_string_append_c (json->text, '\n');
  text = g_string_free (json->text, FALSE);
  g_array_unref (json->levels);
  g_free (json);
  return text;
}

void
iso_json_begin_object (IsoJson *json, const char *name)
{
  begin_level (json, name, TRUE, AUTO);
}

void
iso_json_end_object (IsoJson *json)
{
  end_level (json, TRUE);
}

void
iso_json_begin_array (IsoJson *json, const char *name)
{
  begin_level (json, name, FALSE, AUTO);
}

void
iso_json_end_array (IsoJson *json)
{
  end_level (json, FALSE);
}

void
iso_json_begin_line_object (IsoJson *json, const char *name)
{
  begin_level (json, name, TRUE, LINE);
}

void
iso_json_begin_line_array (IsoJson *json, const char *name)
{
  begin_level (json, name, FALSE, LINE);
}

void
iso_json_begin_lines (IsoJson *json, const char *name)
{
  begin_level (json, name, FALSE, LINES);
}

void
iso_json_add_string (IsoJson *json, const char *name, const char *value)
{
  begin_value (json, name, TRUE);
  if (value != NULL)
    append_string (json->text, value);
  else
    g_string_append (json->text, "null");
}

void
iso_json_add_number (IsoJson *json, const char *name, double value)
{
  g_autofree char *text = iso_number_format_exact (value);

  begin_value (json, name, TRUE);
  g_string_append (json->text, isfinite (value) ? text : "null");
}

void
iso_json_add_count (IsoJson *json, const char *name, guint64 value)
{
  begin_value (json, name, TRUE);
  g_string_append_printf (json->text, "%" G_GUINT64_FORMAT, value);
}

void
iso_json_add_boolean (IsoJson *json, const char *name, gboolean value)
{
  begin_value (json, name, TRUE);
  g_string_append (json->text, value ? "true" : "false");
}
