/* test-iso-migration.c - a project of an old form: brought to the new one, its history closed, the old file kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"
#include "iso-test.h"
#include "iso-work.h"

#include <string.h>

static const char old_form[] =
  "CREATE TABLE compound (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;"
  "CREATE TABLE content (plate TEXT NOT NULL, row INTEGER NOT NULL, column INTEGER NOT NULL, compound TEXT NOT NULL,"
  " micromolar REAL NOT NULL, PRIMARY KEY (plate, row, column, compound)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE history (seq INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, target INTEGER, verb TEXT NOT NULL, args TEXT NOT NULL,"
  " at INTEGER NOT NULL, zone TEXT NOT NULL, who TEXT NOT NULL, schema INTEGER NOT NULL, changeset BLOB) STRICT;";

/* As the tables are now. */
static const char new_form[] =
  "CREATE TABLE drug (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL)"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE dose (plate TEXT NOT NULL, row INTEGER NOT NULL, column INTEGER NOT NULL, drug TEXT NOT NULL, requested REAL,"
  " planned REAL, achieved REAL, PRIMARY KEY (plate, row, column, drug)) STRICT, WITHOUT ROWID;";

static gboolean
move_compounds (IsoDb *db, GError **error)
{
  return iso_db_execute (db, "INSERT INTO drug SELECT id, position, name, 'µM' FROM compound;"
                         "INSERT INTO dose SELECT plate, row, column, compound, NULL, NULL, micromolar / 1e6 FROM content;"
                         "DROP TABLE content; DROP TABLE compound", error);
}

static const IsoSchemaStep steps[] = { { old_form, NULL }, { new_form, move_compounds } };
static const char *const inside[] = { "drug", "dose", NULL };
static const IsoSchema schema = { steps, G_N_ELEMENTS (steps), inside };

/* The kept text as a file. */
static void
make_file (const char *kept, const char *path)
{
  g_autofree char *source = iso_test_source (kept);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *handle;

  g_file_get_contents (source, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_migration (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *root = g_build_filename (folder, "work", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  g_autofree char *kept = g_strconcat (path, ".version-1", NULL);
  const IsoWorkPlace place = { &schema, root };
  g_autofree char *before = NULL;
  g_autofree char *old = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size, old_size;
  IsoWorkState state;
  IsoStore *store;
  IsoWork *work;

  make_file ("tests/store/data/version-0.sql", path);
  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM drug WHERE unit = 'µM'"), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM dose WHERE drug = 'c1' AND row = 1 AND abs (achieved - 5e-8) < 1e-15"), ==, 1);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM dose WHERE drug = 'c2' AND abs (achieved - 4e-6) < 1e-13"), ==, 1);

  /* The old steps are shown and never applied; the reason says where the old form is. */
  rows = iso_history_list (store, NULL);
  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (((IsoHistoryRow *) g_ptr_array_index (rows, 1))->args[0], ==, "lenalidomide");
  g_assert_cmpint (((IsoHistoryRow *) g_ptr_array_index (rows, 2))->kind, ==, ISO_HISTORY_MIGRATE);
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, "The file from before is still there"));
  g_clear_error (&error);
  g_assert_false (iso_history_restore (store, 1, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  /* The person's file keeps its form until it is saved, and is kept beside it then, whole. */
  g_assert_true (g_file_get_contents (path, &old, &old_size, NULL));
  g_assert_cmpmem (old, old_size, before, before_size);
  g_clear_pointer (&old, g_free);
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, "c1", "Ixazomib", &error));
  g_assert_no_error (error);
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (kept, &old, &old_size, NULL));
  g_assert_cmpmem (old, old_size, before, before_size);
  iso_work_close (work);

  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM drug WHERE name = 'Ixazomib'"), ==, 1);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  iso_work_close (work);
  store_test_remove (folder);
}

/* Version 2 added bottles, cells and how an experiment is prepared; what was there stays as it was. */
static void
test_version_1 (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *root = g_build_filename (folder, "work", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  const IsoWorkPlace place = { &iso_schema, root };
  g_auto (IsoBottle) bottle;
  g_autoptr (GError) error = NULL;
  IsoWorkState state;
  IsoStore *store;
  IsoWork *work;

  iso_bottle_init (&bottle);
  bottle.concentration = 0.01;
  make_file ("tests/store/data/version-1.sql", path);
  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM dose WHERE drug = 'd1' AND achieved = 5e-8"), ==, 1);
  g_assert_cmpint (store_test_count (store, "SELECT (SELECT count (*) FROM stock) + (SELECT count (*) FROM cells)"), ==, 0);
  g_assert_true (iso_edit_add_stock (store, &store_test_stamp, "b1", "d1", &bottle, &error));
  g_assert_true (iso_edit_set_preparation (store, &store_test_stamp, NULL, "method", "separate", &error));
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  iso_work_close (work);

  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE drug = 'd1' AND used = 1 AND concentration = 0.01"), ==, 1);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  iso_work_close (work);
  store_test_remove (folder);
}

/* Version 3 says of each experiment on which day it is to be read. A step of before is shown with its label, and not applied. */
static void
test_version_2 (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *root = g_build_filename (folder, "work", NULL);
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  const IsoWorkPlace place = { &iso_schema, root };
  g_autoptr (GError) error = NULL;
  IsoWorkState state;
  IsoStore *store;
  IsoWork *work;

  make_file ("tests/store/data/version-2.sql", path);
  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM run WHERE id = 'r1' AND name = 'Run 1' AND read_on = ''"), ==, 1);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE lot = 'A7' AND concentration = 0.02"), ==, 1);
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (iso_edit_set_read_on (store, &store_test_stamp, "r1", "2026-02-30", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_true (iso_edit_set_read_on (store, &store_test_stamp, "r1", "2026-11-24", &error));
  g_assert_true (iso_work_save (work, FALSE, &error));
  g_assert_no_error (error);
  iso_work_close (work);

  work = iso_work_open (&place, path, path, &store_test_stamp, &state, &error);
  g_assert_no_error (error);
  store = iso_work_store (work);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM run WHERE read_on = '2026-11-24'"), ==, 1);
  iso_history_undo (store, &store_test_stamp, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM run WHERE read_on = ''"), ==, 1);
  iso_history_redo (store, &store_test_stamp, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM run WHERE read_on = '2026-11-24'"), ==, 1);
  iso_work_close (work);
  store_test_remove (folder);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/migration/version-0", test_migration);
  g_test_add_func ("/migration/version-1", test_version_1);
  g_test_add_func ("/migration/version-2", test_version_2);
  return g_test_run ();
}
