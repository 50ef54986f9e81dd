/* iso-message.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-message.h"

#include <stdarg.h>
#include <string.h>

#define NO_BREAK_SPACE "\302\240"

void
iso_place_copy (const IsoPlace *place, IsoPlace *copy)
{
  IsoPlace made = { 0 };

  if (place != NULL)
    {
      made.file = g_strdup (place->file);
      made.line = place->line;
      made.column = place->column;
      made.cell = g_strdup (place->cell);
      made.well = g_strdup (place->well);
      made.path = g_strdup (place->path);
    }
  *copy = made;
}

void
iso_place_clear (IsoPlace *place)
{
  g_clear_pointer (&place->file, g_free);
  g_clear_pointer (&place->cell, g_free);
  g_clear_pointer (&place->well, g_free);
  g_clear_pointer (&place->path, g_free);
  place->line = 0;
  place->column = 0;
}

static void
append_part (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_part (GString *text, const char *format, ...)
{
  va_list arguments;

  if (text->len > 0)
    g_string_append (text, ", ");
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

char *
iso_place_to_string (const IsoPlace *place)
{
  GString *text = g_string_new (NULL);

  if (place != NULL)
    {
      if (place->file != NULL)
        append_part (text, "%s", place->file);
      if (place->line > 0)
        append_part (text, "line %u", place->line);
      if (place->cell != NULL)
        append_part (text, "column %s", place->cell);
      else if (place->column > 0)
        append_part (text, "column %u", place->column);
      if (place->well != NULL)
        append_part (text, "well %s", place->well);
      if (place->path != NULL)
        append_part (text, "%s", place->path);
    }
  return g_string_free (text, FALSE);
}

char *
iso_sentence_fill (const char *sentence, const char *const *arguments)
{
  guint n = arguments != NULL ? g_strv_length ((char **) arguments) : 0;
  GString *text = g_string_new (NULL);

  for (const char *p = sentence; *p != '\0'; p++)
    {
      if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}' && (guint) (p[1] - '1') < n)
        {
          g_string_append (text, arguments[p[1] - '1']);
          p += 2;
        }
      else
        {
          g_string_append_c (text, *p);
        }
    }
  return g_string_free (text, FALSE);
}

char *
iso_sentence_tie (char *sentence)
{
  GString *tied;

  if (strstr (sentence, " %") == NULL)
    return sentence;
  tied = g_string_new (NULL);
  for (const char *p = sentence; *p != '\0'; p++)
    {
      if (p > sentence && p[0] == ' ' && p[1] == '%' && g_ascii_isdigit (p[-1]) && !g_ascii_isalnum (p[2]))
        g_string_append (tied, NO_BREAK_SPACE);
      else
        g_string_append_c (tied, *p);
    }
  g_free (sentence);
  return g_string_free (tied, FALSE);
}

IsoMessage *
iso_message_newv (const char *code, const IsoPlace *place, const char *sentence, const char *const *arguments)
{
  IsoMessage *message = g_new0 (IsoMessage, 1);

  message->code = g_strdup (code);
  iso_place_copy (place, &message->place);
  message->sentence = g_strdup (sentence);
  message->arguments = arguments != NULL ? g_strdupv ((char **) arguments) : g_new0 (char *, 1);
  return message;
}

IsoMessage *
iso_message_new (const char *code, const IsoPlace *place, const char *sentence, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  va_list list;

  va_start (list, sentence);
  for (const char *argument = va_arg (list, const char *); argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  return iso_message_newv (code, place, sentence, (const char *const *) arguments->pdata);
}

IsoMessage *
iso_message_copy (const IsoMessage *message)
{
  return iso_message_newv (message->code, &message->place, message->sentence, (const char *const *) message->arguments);
}

void
iso_message_free (IsoMessage *message)
{
  g_free (message->code);
  iso_place_clear (&message->place);
  g_free (message->sentence);
  g_strfreev (message->arguments);
  g_free (message);
}

char *
iso_message_to_string (const IsoMessage *message)
{
  return iso_sentence_fill (message->sentence, (const char *const *) message->arguments);
}

GPtrArray *
iso_message_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) iso_message_free);
}
