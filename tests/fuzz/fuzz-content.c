/* fuzz-content.c - any bytes at all, as the text of a project (libFuzzer)
 *
 * What is read must be written, and read again to the same text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-content-reader.h"
#include "writer/iso-content-json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static IsoContent *
read_text (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz.json", bytes, NULL);
  g_autoptr (GError) error = NULL;
  IsoContent *content;

  if (source == NULL)
    return NULL;
  content = iso_content_read_json (source, &error);
  if ((content == NULL) != (error != NULL) || (error != NULL && !g_utf8_validate (error->message, -1, NULL)))
    abort ();
  return content;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (IsoContent) first = read_text (data, size);
  g_autoptr (IsoContent) second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  if (first == NULL)
    return 0;
  one = iso_content_write_json (first, "fuzz", NULL);
  if (one == NULL)
    abort ();
  second = read_text (one, strlen (one));
  if (second == NULL)
    abort ();
  two = iso_content_write_json (second, "fuzz", NULL);
  if (g_strcmp0 (one, two) != 0)
    abort ();
  return 0;
}
