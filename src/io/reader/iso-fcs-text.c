/* iso-fcs-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-fcs-text.h"

#include "reader/iso-decode.h"

/* To be freed. */
static char *
decode (const char *bytes, gsize size)
{
  g_autoptr (GBytes) own = g_bytes_new (bytes, size);
  IsoEncoding encoding;
  char *text = size > 0 ? iso_decode (own, &encoding) : g_strdup ("");

  for (char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  return g_strstrip (text);
}

/* How often the separator stands here, one behind the other. */
static gsize
count_run (const char *bytes, gsize size, gsize at)
{
  gsize n = 0;

  while (at + n < size && bytes[at + n] == bytes[0])
    n++;
  return n;
}

static void
append (GString *value, char character, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_string_append_c (value, character);
}

/* The value behind a name; `at` goes behind the separator that ends it. Of an odd run of separators behind the name the first ends the
 * name, and pairs of them belong to the value; of an even one the last ends the value, too. */
static void
read_value (const char *bytes, gsize size, gsize *at, GString *value)
{
  gsize run = count_run (bytes, size, *at);

  g_string_truncate (value, 0);
  *at += run;
  append (value, bytes[0], run > 0 ? (run - 1) / 2 : 0);
  if (run % 2 == 0)
    return;
  while (*at < size)
    {
      run = count_run (bytes, size, *at);
      append (value, bytes[0], run / 2);
      *at += run;
      if (run % 2 != 0)
        return;
      if (*at < size)
        g_string_append_c (value, bytes[(*at)++]);
    }
}

gboolean
iso_fcs_text_parse (const char *bytes, gsize size, GHashTable *keywords)
{
  g_autoptr (GString) value = g_string_new (NULL);
  gsize at = count_run (bytes, size, 0);

  while (at < size)
    {
      g_autofree char *name = NULL;
      g_autofree char *key = NULL;
      gsize begin = at;

      while (at < size && bytes[at] != bytes[0])
        at++;
      name = decode (bytes + begin, at - begin);
      key = g_utf8_strup (name, -1);
      read_value (bytes, size, &at, value);
      if (*key == '\0' || g_hash_table_contains (keywords, key))
        continue;
      if (g_hash_table_size (keywords) >= ISO_FCS_MAX_KEYWORDS)
        return FALSE;
      g_hash_table_insert (keywords, g_steal_pointer (&key), decode (value->str, value->len));
    }
  return TRUE;
}
