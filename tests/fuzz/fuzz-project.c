/* fuzz-project.c - any bytes at all, opened as a project: looked over, listed, assembled, and taken back by a step (libFuzzer)
 *
 * Before it starts it writes small projects into the folder it is given, so that it need not invent them. The bytes stay in memory;
 * what iso_schema_check_file () looks at in a file is left alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-check.h"
#include "iso-store-test.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

const char *__asan_default_options (void);
gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize most);
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize most, unsigned int seed);
int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define SEEDS 6
#define EDITS 4
#define LONGEST_CHANGE 48   /* bytes */
#define SMALLEST 4096
#define HEADER 100

/* SQLite asks for memory thousands of times a project; who asked is told by the call stack of the crash. */
const char *
__asan_default_options (void)
{
  return "malloc_context_size=1:quarantine_size_mb=8:max_malloc_fill_size=0";
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

/* A project in memory that is these bytes. */
static IsoDb *
open_bytes (const guint8 *data, gsize size)
{
  IsoDb *db = iso_db_open (NULL, "a.isobole", ISO_DB_CREATE, NULL);
  guint8 *copy = sqlite3_malloc64 (size);

  if (db == NULL || copy == NULL)
    abort ();
  memcpy (copy, data, size);
  if (sqlite3_deserialize (iso_db_handle (db), "main", copy, (sqlite3_int64) size, (sqlite3_int64) size,
                           SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK)
    abort ();
  return db;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  IsoStore *store;
  IsoDb *db;

  if (size < SMALLEST)
    return 0;
  db = open_bytes (data, size);
  if (iso_schema_verify (&iso_schema, db, &error))
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
