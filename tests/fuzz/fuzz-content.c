/* fuzz-content.c - any bytes at all, as the text of a project and as a file of settings (libFuzzer)
 *
 * What is read must be written, and read again to the same text. Before it starts it writes samples into the folder it is given.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-content-reader.h"
#include "reader/iso-settings-reader.h"
#include "writer/iso-content-json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *const samples[] = {
  "{ \"model\": \"LL.3\", \"fixed\": { \"lower\": 0 }, \"level\": 0.9, \"effect_levels\": [ 0.5, 0.75 ], \"free_upper\": true, \"se\": null }",
  "{ \"schema\": \"isobole/project/1\", \"title\": \"A and B\", \"settings\": { \"level\": \"0.9\" },\n"
  "  \"drugs\": [ { \"name\": \"A\", \"unit\": \"nM\" }, { \"name\": \"B\", \"unit\": \"uM\" } ], \"runs\": [ { \"name\": \"r\" } ],\n"
  "  \"plates\": [ { \"name\": \"Plate 1\", \"run\": \"r\", \"wells\": [ { \"well\": \"B2\", \"doses\": { \"A\": 10 }, \"excluded\": \"x\" },\n"
  "    { \"well\": \"B3\", \"doses\": { \"A\": 10, \"B\": { \"requested\": 1, \"achieved\": null } } },\n"
  "    { \"well\": \"C2-C4\", \"role\": \"vehicle\" } ] } ],\n"
  "  \"figures\": [ { \"name\": \"f\", \"kind\": \"matrix\", \"settings\": { \"a\": \"b\" } } ],\n"
  "  \"sources\": [ { \"name\": \"t.csv\", \"sha256\": \"01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b\",\n"
  "    \"text\": [ \"\", \"\" ],\n"
  "    \"reads\": [ { \"label\": \"562\", \"reader\": \"grid\", \"version\": 1, \"format\": 96,\n"
  "      \"readings\": [ { \"well\": \"B2\", \"values\": [ 0.5, 0.6 ], \"line\": 1 },\n"
  "        { \"well\": \"C2\", \"value\": null, \"flag\": \"overflow\", \"token\": \"OVRFLW\" } ] } ] } ],\n"
  "  \"results\": [ { \"input\": \"a\", \"program\": \"b\", \"kind\": \"c\", \"content\": \"{}\" } ] }",
};

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
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];

  if (*argc < 2 || folder[0] == '-' || (g_file_test (folder, G_FILE_TEST_EXISTS) && !g_file_test (folder, G_FILE_TEST_IS_DIR)))
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *name = g_strdup_printf ("sample-%zu", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, samples[i], -1, NULL);
    }
  return 0;
}

static void
read_settings (const void *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz.json", bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) settings = source != NULL ? iso_settings_read_json (source, &error) : NULL;

  if (source != NULL && (settings == NULL) != (error != NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (IsoContent) first = read_text (data, size);
  g_autoptr (IsoContent) second = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  read_settings (data, size);
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
