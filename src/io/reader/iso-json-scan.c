/* iso-json-scan.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-json-scan.h"

#include <string.h>

typedef struct
{
  gboolean    is_object;
  gboolean    wants_name;   /* the next string is a member's name */
  guint       index;        /* of the element */
  gsize       path;         /* length of the path without the member or element */
  GHashTable *names;        /* of the members so far */
} Level;

typedef struct
{
  const char *text;
  gsize       size;
  gsize       at;
  guint       line;
  guint       values;
  guint       depth;
  Level       levels[ISO_JSON_MAX_DEPTH];
  GString    *path;         /* NULL unless a path is looked for */
  const char *wanted;
  const char *wrong;        /* a sentence */
  IsoErrorCode code;
  char       *name;         /* what it speaks of */
} Scan;

static gboolean
fail (Scan *scan, IsoErrorCode code, const char *sentence)
{
  scan->code = code;
  scan->wrong = sentence;
  return FALSE;
}

static gboolean
scan_hex (Scan *scan, guint *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++, scan->at++)
    {
      int digit = scan->at < scan->size ? g_ascii_xdigit_value (scan->text[scan->at]) : -1;

      if (digit < 0)
        return fail (scan, ISO_ERROR_SYNTAX, N_("After \\u stand four hexadecimal digits."));
      *value = *value << 4 | (guint) digit;
    }
  return TRUE;
}

static gboolean
scan_unicode (Scan *scan)
{
  guint value, second;

  if (!scan_hex (scan, &value))
    return FALSE;
  if (value == 0)
    return fail (scan, ISO_ERROR_SYNTAX, N_("A text cannot hold the character 0. Remove \\u0000."));
  if (value < 0xd800 || value > 0xdfff)
    return TRUE;
  if (value < 0xdc00 && scan->at + 2 <= scan->size && scan->text[scan->at] == '\\' && scan->text[scan->at + 1] == 'u')
    {
      scan->at += 2;
      if (!scan_hex (scan, &second))
        return FALSE;
      if (second >= 0xdc00 && second <= 0xdfff)
        return TRUE;
    }
  return fail (scan, ISO_ERROR_SYNTAX, N_("Half a character stands after \\u. Write the character itself."));
}

/* From behind the opening quote to behind the closing one. */
static gboolean
scan_string (Scan *scan)
{
  while (scan->at < scan->size)
    {
      guchar c = (guchar) scan->text[scan->at++];

      if (c == '"')
        return TRUE;
      if (c < 0x20)
        return fail (scan, ISO_ERROR_SYNTAX, N_("A text in quotes ends on its line. Write \\n for a new line and \\t for a tab."));
      if (c != '\\')
        continue;
      c = scan->at < scan->size ? (guchar) scan->text[scan->at++] : 0;
      if (c == 'u' ? !scan_unicode (scan) : (c == 0 || strchr ("\"\\/bfnrt", c) == NULL))
        return scan->wrong != NULL ? FALSE : fail (scan, ISO_ERROR_SYNTAX,
                                                   N_("After a backslash stands one of \" \\ / b f n r t u. Write \\\\ for a backslash."));
    }
  return fail (scan, ISO_ERROR_SYNTAX, N_("The text ends inside quotes. It is not whole."));
}

static void
clear_levels (Scan *scan)
{
  for (guint i = 0; i < scan->depth; i++)
    g_clear_pointer (&scan->levels[i].names, g_hash_table_unref);
}

/* TRUE where the wanted value begins. */
static gboolean
begin_value (Scan *scan)
{
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;

  scan->values++;
  if (scan->path == NULL)
    return FALSE;
  if (level != NULL && !level->is_object)
    {
      g_string_truncate (scan->path, level->path);
      g_string_append_printf (scan->path, "[%u]", level->index);
    }
  return strcmp (scan->path->str, scan->wanted) == 0;
}

static gboolean
open_level (Scan *scan, gboolean is_object)
{
  Level *level = &scan->levels[scan->depth];

  if (scan->depth == ISO_JSON_MAX_DEPTH)
    return fail (scan, ISO_ERROR_TOO_LARGE, N_("Objects and lists stand in each other too deep here. No project is written like this."));
  *level = (Level) { .is_object = is_object, .wants_name = is_object };
  if (scan->path != NULL)
    level->path = scan->path->len;
  else if (is_object)
    level->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scan->depth++;
  return TRUE;
}

static gboolean
close_level (Scan *scan, gboolean is_object)
{
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;

  if (level == NULL || level->is_object != is_object)
    return fail (scan, ISO_ERROR_SYNTAX, N_("A bracket closes that was not opened. Look for a { or [ that is missing before it."));
  g_clear_pointer (&level->names, g_hash_table_unref);
  scan->depth--;
  return TRUE;
}

static gboolean
take_name (Scan *scan, Level *level, gsize from)
{
  g_autofree char *name = g_strndup (scan->text + from, scan->at - 1 - from);

  level->wants_name = FALSE;
  if (scan->path != NULL)
    {
      g_string_truncate (scan->path, level->path);
      g_string_append_printf (scan->path, "%s%s", scan->path->len > 0 ? "." : "", name);
      return TRUE;
    }
  if (g_hash_table_contains (level->names, name))
    {
      scan->name = g_steal_pointer (&name);
      return fail (scan, ISO_ERROR_SYNTAX, N_("“{1}” stands twice in the same object. Keep one of them."));
    }
  g_hash_table_add (level->names, g_steal_pointer (&name));
  return TRUE;
}

/* Over one digit or more. */
static gboolean
skip_digits (const char **p)
{
  const char *start = *p;

  while (g_ascii_isdigit (**p))
    ++*p;
  return *p > start;
}

/* Over a number as JSON has it: no plus, no leading zeros, digits around the point. */
static gboolean
skip_number (const char **p)
{
  *p += **p == '-';
  if (**p == '0' ? g_ascii_isdigit (*++*p) : !skip_digits (p))
    return FALSE;
  if (**p == '.' && (++*p, !skip_digits (p)))
    return FALSE;
  if (**p != 'e' && **p != 'E')
    return TRUE;
  ++*p;
  *p += **p == '+' || **p == '-';
  return skip_digits (p);
}

/* A number, true, false or null. */
static gboolean
scan_word (Scan *scan, gsize from)
{
  static const char *const words[] = { "true", "false", "null" };
  const char *p = scan->text + from;
  gboolean good = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (words) && !good; i++)
    {
      good = g_str_has_prefix (p, words[i]);
      p += good ? strlen (words[i]) : 0;
    }
  if (!good)
    good = skip_number (&p);
  if (!good || (*p != '\0' && strchr (" \t\r\n,]}", *p) == NULL))
    return fail (scan, ISO_ERROR_SYNTAX, N_("What stands here is not JSON. Texts and names are written in double quotes, numbers like "
                                            "-0.5 or 1e-9, and there are no comments."));
  scan->at = (gsize) (p - scan->text);
  return TRUE;
}

/* What begins with this character, which has been passed. Sets `found` where the wanted value begins. */
static gboolean
scan_token (Scan *scan, char c, gboolean *found)
{
  Level *level = scan->depth > 0 ? &scan->levels[scan->depth - 1] : NULL;
  gsize from = scan->at;

  if (c == '\n')
    scan->line++;
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ':')
    return TRUE;
  if (c == ',')
    {
      if (level != NULL && level->is_object)
        level->wants_name = TRUE;
      else if (level != NULL)
        level->index++;
      return TRUE;
    }
  if (c == '}' || c == ']')
    return close_level (scan, c == '}');
  if (c == '"' && level != NULL && level->wants_name)
    return scan_string (scan) && take_name (scan, level, from);
  /* json-glib would take the last, and lose the others. */
  if (level == NULL && scan->values > 0)
    return fail (scan, ISO_ERROR_SYNTAX, N_("The text is complete before this, and something else follows. Remove what does not belong to it."));
  *found = begin_value (scan);
  if (scan->values > ISO_JSON_MAX_VALUES)
    return fail (scan, ISO_ERROR_TOO_LARGE, N_("There are more values in this text than fit in a project. Split it into several."));
  if (c == '{' || c == '[')
    return open_level (scan, c == '{');
  if (c == '"')
    return scan_string (scan);
  return scan_word (scan, from - 1);
}

/* To the end, or to the wanted value. */
static gboolean
run (Scan *scan, gboolean *found)
{
  *found = FALSE;
  while (scan->at < scan->size && !*found)
    {
      if (!scan_token (scan, scan->text[scan->at++], found))
        return FALSE;
    }
  if (scan->depth > 0 && !*found)
    return fail (scan, ISO_ERROR_SYNTAX, N_("The text ends before all brackets are closed. It is not whole."));
  return TRUE;
}

static guint
count_lines (const char *text, const char *end)
{
  guint line = 1;

  for (; text < end; text++)
    line += *text == '\n';
  return line;
}

gboolean
iso_json_scan (const char *text, gsize size, const char *file, GError **error)
{
  Scan scan = { .text = text, .size = size, .line = 1 };
  const char *end;
  gboolean found, good;

  if (!g_utf8_validate_len (text, size, &end))
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &(IsoPlace) { .file = (char *) file, .line = count_lines (text, end) },
                     N_("This is no text in UTF-8, as JSON has to be. Save it again as UTF-8."), NULL);
      return FALSE;
    }
  good = run (&scan, &found);
  if (!good)
    iso_error_set (error, scan.code, &(IsoPlace) { .file = (char *) file, .line = scan.line }, scan.wrong, scan.name, NULL);
  clear_levels (&scan);
  g_free (scan.name);
  return good;
}

guint
iso_json_find_line (const char *text, gsize size, const char *path)
{
  Scan scan = { .text = text, .size = size, .line = 1, .path = g_string_new (NULL), .wanted = path };
  gboolean found;

  run (&scan, &found);
  clear_levels (&scan);
  g_string_free (scan.path, TRUE);
  return found ? scan.line : 0;
}
