/* fuzz-reader.c - any bytes at all, to every reader (libFuzzer)
 *
 * Before it starts it writes the samples of the tests into the folder it is given, so that it need not invent them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table.h"

#include <string.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_with (const IsoSource *source, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoReadout) readout = iso_reader_load (source, id, &error);

  if ((readout == NULL) != (error != NULL) || (error != NULL && !g_utf8_validate (error->message, -1, NULL)))
    abort ();
}

static void
read_table (const IsoSource *source)
{
  IsoTableOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  IsoExperiment *experiment = iso_table_read (source, &options, &error);

  if ((experiment == NULL) != (error != NULL))
    abort ();
  g_clear_pointer (&experiment, iso_experiment_unref);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];

  if (*argc < 2 || folder[0] == '-')
    return 0;
  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; iso_io_test_sample (i) != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("sample-%u", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_file_set_contents (path, iso_io_test_sample (i), -1, NULL);
    }
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (IsoSource) source = iso_source_new ("fuzz", bytes, NULL);
  const IsoReader *reader;

  if (source == NULL)
    return 0;
  read_with (source, NULL);
  for (guint i = 0; (reader = iso_reader_nth (i)) != NULL; i++)
    read_with (source, reader->id);
  read_table (source);
  return 0;
}
