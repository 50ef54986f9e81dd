/* fuzz-project.c - any bytes at all, opened as a project: looked over, listed, assembled, and taken back by a step (libFuzzer)
 *
 * Before it starts it writes small projects into the folder it is given, so that it need not invent them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-check.h"
#include "iso-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>

gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize most);
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize most, unsigned int seed);
int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define SEEDS 6
#define EDITS 12
#define LONGEST_CHANGE 48   /* bytes */
#define SMALLEST 4096
#define HEADER 100

static char *folder;
static char *path;

static void
forget_folder (void)
{
  store_test_remove (folder);
}

static void
write_seed (const char *to, guint seed)
{
  IsoStore *store = store_test_new (to);
  IsoRandom random;
  guint counter = 1;

  iso_random_init (&random, seed, 7);
  for (guint i = 0; i < seed * EDITS; i++)
    store_test_edit (store, &random, &counter);
  iso_db_execute (iso_store_db (store), "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM", NULL);
  iso_store_free (store);
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *seeds = (*argv)[*argc - 1];

  folder = store_test_folder ();
  path = g_build_filename (folder, "a.isobole", NULL);
  atexit (forget_folder);
  if (*argc < 2 || seeds[0] == '-' || (g_file_test (seeds, G_FILE_TEST_EXISTS) && !g_file_test (seeds, G_FILE_TEST_IS_DIR)))
    return 0;
  g_mkdir_with_parents (seeds, 0700);
  for (guint i = 0; i < SEEDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("sample-%u", i);
      g_autofree char *to = g_build_filename (seeds, name, NULL);

      g_unlink (to);
      write_seed (to, i);
    }
  return 0;
}

/* A few bytes somewhere. A file whose size or header changes is refused at its first bytes, and would only keep the fuzzer busy. */
gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize most, unsigned int seed)
{
  IsoRandom random;
  gsize at, length;

  iso_random_init (&random, seed, 3);
  if (size < SMALLEST)
    return LLVMFuzzerMutate (data, size, most);
  for (guint n = 1 + iso_random_below (&random, 3); n > 0; n--)
    {
      at = HEADER + iso_random_below (&random, (guint32) (size - HEADER - LONGEST_CHANGE));
      length = 1 + iso_random_below (&random, LONGEST_CHANGE);
      LLVMFuzzerMutate (data + at, length, length);
    }
  return size;
}

/* Nothing may come back without saying why. */
static void
expect (gboolean done, GError **error)
{
  if (done != (*error == NULL) || (*error != NULL && !g_utf8_validate ((*error)->message, -1, NULL)))
    abort ();
  g_clear_error (error);
}

static void
use_store (IsoStore *store)
{
  GError *error = NULL;
  GPtrArray *rows = iso_history_list (store, &error);
  IsoExperiment *experiment;
  GPtrArray *findings;

  expect (rows != NULL, &error);
  g_clear_pointer (&rows, g_ptr_array_unref);
  experiment = iso_assemble_experiment (store, &error);
  expect (experiment != NULL, &error);
  g_clear_pointer (&experiment, iso_experiment_unref);
  findings = iso_check_project (store, &error);
  expect (findings != NULL, &error);
  g_clear_pointer (&findings, g_ptr_array_unref);
  for (guint i = 0; i < 3; i++)
    expect (iso_history_undo (store, &store_test_stamp, &error), &error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  IsoStore *store;
  IsoDb *db;

  if (size < SMALLEST)
    return 0;
  g_unlink (path);   /* else a longer file would keep its end */
  if (!g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    abort ();
  if (!iso_schema_check_file (&iso_schema, path, "a.isobole", &error))
    {
      expect (FALSE, &error);
      return 0;
    }
  db = iso_db_open (path, "a.isobole", ISO_DB_WRITE, &error);
  if (db != NULL && iso_schema_verify (&iso_schema, db, &error) && iso_db_execute (db, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", &error))
    {
      store = iso_store_new (&iso_schema, g_steal_pointer (&db), &error);
      if (store != NULL)
        {
          use_store (store);
          iso_store_free (store);
        }
    }
  g_clear_pointer (&db, iso_db_close);
  g_clear_error (&error);
  return 0;
}
