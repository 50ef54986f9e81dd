/* iso-decode.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-decode.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

/* Windows-1252 from 0x80 to 0x9F; five places are empty. */
static const gunichar2 windows_1252[32] = {
  0x20AC, REPLACEMENT, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, REPLACEMENT, 0x017D, REPLACEMENT,
  REPLACEMENT, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, REPLACEMENT, 0x017E, 0x0178,
};

static void
append_character (GString *text, gunichar character)
{
  if (character == 0)
    character = REPLACEMENT;
  if (character == 0x00A0 || character == 0x202F)
    character = ' ';
  if (character < 0x80)
    g_string_append_c (text, (char) character);
  else
    g_string_append_unichar (text, character);
}

static void
append_byte (GString *text, guchar byte)
{
  append_character (text, byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte);
}

static char *
decode_windows_1252 (const guchar *bytes, gsize size)
{
  GString *text = g_string_sized_new (size + size / 16);

  for (gsize i = 0; i < size; i++)
    append_byte (text, bytes[i]);
  return g_string_free (text, FALSE);
}

/* A file with the mark of UTF-8 is UTF-8, even if some program wrote one byte of another kind into it. */
static char *
decode_utf8 (const char *bytes, gsize size)
{
  GString *text = g_string_sized_new (size);
  const char *end = bytes + size;

  while (bytes < end)
    {
      const char *stop;

      g_utf8_validate_len (bytes, (gsize) (end - bytes), &stop);
      while (bytes < stop)
        {
          if ((guchar) *bytes == 0xC2 || (guchar) *bytes == 0xE2)
            {
              append_character (text, g_utf8_get_char (bytes));
              bytes = g_utf8_next_char (bytes);
            }
          else
            {
              g_string_append_c (text, *bytes++);
            }
        }
      if (bytes < end)
        append_byte (text, (guchar) *bytes++);
    }
  return g_string_free (text, FALSE);
}

static char *
decode_utf16 (const guchar *bytes, gsize size, gboolean big)
{
  GString *text = g_string_sized_new (size);
  gunichar high = 0;

  for (gsize i = 0; i + 1 < size; i += 2)
    {
      gunichar unit = big ? (gunichar) bytes[i] << 8 | bytes[i + 1] : (gunichar) bytes[i + 1] << 8 | bytes[i];

      if (unit >= 0xDC00 && unit < 0xE000)
        {
          append_character (text, high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : REPLACEMENT);
          high = 0;
          continue;
        }
      if (high != 0)
        append_character (text, REPLACEMENT);
      high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
      if (high == 0)
        append_character (text, unit);
    }
  if (high != 0 || size % 2 != 0)
    append_character (text, REPLACEMENT);
  return g_string_free (text, FALSE);
}

char *
iso_decode (GBytes *source, IsoEncoding *encoding)
{
  gsize size;
  const guchar *bytes = g_bytes_get_data (source, &size);

  if (size >= 2 && bytes[0] == 0xFF && bytes[1] == 0xFE)
    *encoding = ISO_ENCODING_UTF16LE;
  else if (size >= 2 && bytes[0] == 0xFE && bytes[1] == 0xFF)
    *encoding = ISO_ENCODING_UTF16BE;
  else if (size >= 2 && bytes[0] != 0 && bytes[1] == 0)
    *encoding = ISO_ENCODING_UTF16LE;
  else if (size >= 2 && bytes[0] == 0 && bytes[1] != 0)
    *encoding = ISO_ENCODING_UTF16BE;
  else if ((size >= 3 && memcmp (bytes, "\357\273\277", 3) == 0) ||
           g_utf8_validate_len ((const char *) bytes, size, NULL))
    *encoding = ISO_ENCODING_UTF8;
  else
    *encoding = ISO_ENCODING_WINDOWS_1252;

  switch (*encoding)
    {
    case ISO_ENCODING_UTF16LE:
    case ISO_ENCODING_UTF16BE:
      {
        gsize mark = (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) ? 2 : 0;

        return decode_utf16 (bytes + mark, size - mark, *encoding == ISO_ENCODING_UTF16BE);
      }
    case ISO_ENCODING_UTF8:
      {
        gsize mark = size >= 3 && memcmp (bytes, "\357\273\277", 3) == 0 ? 3 : 0;

        return decode_utf8 ((const char *) bytes + mark, size - mark);
      }
    case ISO_ENCODING_WINDOWS_1252:
    default:
      return decode_windows_1252 (bytes, size);
    }
}
