/* iso-bench-names.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-bench-names.h"

#include <string.h>

#define MOST_LETTERS 24
#define FIRST_LETTERS 12
#define LAST_LETTERS 9

/* The name itself if it is short. To be freed. */
static char *
shorten (const char *name)
{
  long n = g_utf8_strlen (name, -1);
  g_autofree char *begin = NULL;
  g_autofree char *end = NULL;

  if (n <= MOST_LETTERS)
    return g_strdup (name);
  begin = g_utf8_substring (name, 0, FIRST_LETTERS);
  end = g_utf8_substring (name, n - LAST_LETTERS, n);
  return g_strconcat (begin, "…", end, NULL);
}

static const char *
get_name (const IsoOutline *outline, guint drug)
{
  return g_array_index (outline->drugs, IsoOutlineDrug, drug).name;
}

static gboolean
is_taken (const IsoOutline *outline, guint drug, const char *name)
{
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      g_autofree char *other = shorten (get_name (outline, i));

      if (i != drug && strcmp (other, name) == 0)
        return TRUE;
    }
  return FALSE;
}

char *
iso_bench_short_names (const IsoOutline *outline, const char *text)
{
  GString *shortened = g_string_new (text);

  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const char *name = get_name (outline, i);
      g_autofree char *brief = shorten (name);

      if (strcmp (brief, name) != 0 && !is_taken (outline, i, brief))
        g_string_replace (shortened, name, brief, 0);
    }
  return g_string_free (shortened, FALSE);
}
