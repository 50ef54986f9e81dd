/* fuzz-changeset.c - any bytes at all, as a step of the history: refused, or applied and taken back (libFuzzer)
 *
 * Before it starts it writes steps of edits by chance into the folder it is given, so that it need not invent them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-changeset-check.h"
#include "iso-changeset.h"
#include "iso-store-test.h"

#include <stdlib.h>

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define EDITS 200

static IsoStore *store;

static void
forget_store (void)
{
  g_clear_pointer (&store, iso_store_free);
}

static void
write_seeds (const char *folder)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), NULL, "SELECT changeset FROM history WHERE kind = 'do'", NULL);
  guint n = 0;

  g_mkdir_with_parents (folder, 0700);
  while (iso_statement_next (rows, NULL))
    {
      g_autoptr (GBytes) step = iso_statement_bytes (rows, 0);
      g_autoptr (GBytes) inverse = iso_changeset_invert (step, iso_store_db (store), NULL);
      GBytes *both[] = { step, inverse };

      for (guint i = 0; i < G_N_ELEMENTS (both); i++)
        {
          g_autofree char *name = g_strdup_printf ("sample-%u", n++);
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_file_set_contents (path, g_bytes_get_data (both[i], NULL), (gssize) g_bytes_get_size (both[i]), NULL);
        }
    }
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  const char *folder = (*argv)[*argc - 1];
  IsoRandom random;
  guint counter = 1;

  store = store_test_new (NULL);
  atexit (forget_store);
  iso_random_init (&random, 1, 7);
  for (guint i = 0; i < EDITS; i++)
    store_test_edit (store, &random, &counter);
  if (*argc >= 2 && folder[0] != '-' && (!g_file_test (folder, G_FILE_TEST_EXISTS) || g_file_test (folder, G_FILE_TEST_IS_DIR)))
    write_seeds (folder);
  return 0;
}

static void
tell_cb (IsoChangeKind kind, const char *table, const char *const *key, gpointer data)
{
  if (!iso_schema_is_inside (&iso_schema, table) || key[0] == NULL)
    abort ();
}

/* What was applied can be taken back. */
static void
apply (GBytes *changeset)
{
  IsoDb *db = iso_store_db (store);
  g_autoptr (GBytes) inverse = NULL;
  g_autoptr (GError) error = NULL;

  iso_changeset_tell (changeset, tell_cb, NULL);
  if (!iso_changeset_apply (changeset, &iso_schema, db, NULL, NULL, NULL, &error))
    {
      if (error == NULL)
        abort ();
      return;
    }
  inverse = iso_changeset_invert (changeset, db, NULL);
  if (inverse == NULL || !iso_changeset_apply (inverse, &iso_schema, db, NULL, NULL, NULL, NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) changeset = g_bytes_new (data, size);

  if (!iso_changeset_is_sound (changeset, iso_schema.inside))
    return 0;
  if (!iso_db_execute (iso_store_db (store), "BEGIN", NULL))
    abort ();
  apply (changeset);
  iso_db_execute (iso_store_db (store), "ROLLBACK", NULL);
  return 0;
}
