/* test-iso-check.c - what the tables cannot forbid is found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-check.h"
#include "iso-store-test.h"
#include "iso-test.h"

/* A project that is well: a plate with a well, linked to a read of a source whose key is the SHA-256 of no bytes at all. */
static IsoStore *
make_store (void)
{
  IsoStore *store = store_test_new (NULL);
  const IsoWellEdit well = { .row = 2, .column = 4, .role = ISO_ROLE_VEHICLE };
  g_autoptr (GError) error = NULL;

  iso_db_execute (iso_store_db (store), "DELETE FROM read; DELETE FROM source;"
                  "INSERT INTO source VALUES ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'plate.txt', x'');"
                  "INSERT INTO read SELECT 'read-1', sha256, 'grid', 1, 0, '', NULL, 96, 0, '562', 0 FROM source;", &error);
  g_assert_no_error (error);
  g_assert_true (iso_edit_add_run (store, &store_test_stamp, "run", "Run 1", NULL));
  g_assert_true (iso_edit_add_plate (store, &store_test_stamp, "plate", "Plate 1", "run", 96, NULL));
  g_assert_true (iso_edit_set_wells (store, &store_test_stamp, "plate", &well, 1, NULL));
  g_assert_true (iso_edit_link (store, &store_test_stamp, "plate", ISO_LINK_SIGNAL, STORE_TEST_READ, NULL));
  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "a", "A", "nM", NULL));
  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "b", "B", "nM", NULL));
  return store;
}

static void
test_well (void)
{
  g_autoptr (IsoStore) store = make_store ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = iso_check_project (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 0);
}

static void
test_found (void)
{
  static const struct { const char *sql; const char *code; } cases[] = {
    { "DELETE FROM run", "lost-key" },
    { "DELETE FROM read", "lost-key" },
    { "UPDATE drug SET name = 'A'", "same-name" },
    { "UPDATE source SET bytes = x'00'", "changed-source" },
    { "UPDATE history SET changeset = x'54' WHERE seq = 2", "damaged-step" },
    { "UPDATE history SET changeset = NULL WHERE seq = 2", "damaged-step" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (IsoStore) store = make_store ();
      g_autoptr (GPtrArray) messages = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].sql);
      iso_db_execute (iso_store_db (store), "PRAGMA foreign_keys = OFF", &error);
      iso_db_execute (iso_store_db (store), cases[i].sql, &error);
      g_assert_no_error (error);
      messages = iso_check_project (store, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (messages->len, ==, 1);
      g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (messages, 0))->code, ==, cases[i].code);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/check/well", test_well);
  g_test_add_func ("/check/found", test_found);
  return g_test_run ();
}
