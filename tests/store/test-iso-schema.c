/* test-iso-schema.c - the tables of a project, files of strangers, damage, and steps to a newer form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"
#include "iso-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* A project file as it would be saved; the folder is to be removed. */
static char *
make_file (const char *folder)
{
  char *path = g_build_filename (folder, "a.isobole", NULL);
  g_autoptr (IsoStore) store = store_test_new (path);

  iso_db_execute (iso_store_db (store), "PRAGMA journal_mode = DELETE", NULL);
  return path;
}

/* Runs SQL on a file the way any other program would. */
static void
tamper (const char *path, const char *sql)
{
  sqlite3 *handle;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (handle);
}

static void
assert_refused (const char *path, IsoErrorCode code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoDb) db = NULL;

  if (iso_schema_check_file (&iso_schema, path, "a.isobole", &error))
    {
      db = iso_db_open (path, "a.isobole", ISO_DB_READ, &error);
      g_assert_false (db != NULL && iso_schema_verify (&iso_schema, db, &error));
    }
  g_assert_error (error, ISO_ERROR, (int) code);
  g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "a.isobole");
}

static void
test_own (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = make_file (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoDb) db = NULL;

  g_assert_true (iso_schema_check_file (&iso_schema, path, "a.isobole", &error));
  db = iso_db_open (path, "a.isobole", ISO_DB_READ, &error);
  g_assert_no_error (error);
  g_assert_true (iso_schema_verify (&iso_schema, db, &error));
  g_assert_no_error (error);
  store_test_remove (folder);
}

/* Every inside table: a declared key, no rowid, nothing unique beside the key, no action on keys of others. */
static void
test_rules (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);

  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM sqlite_schema WHERE type <> 'table'"
                                     " AND name NOT LIKE 'sqlite_autoindex_source_%'"), ==, 0);
  for (guint i = 0; iso_schema.inside[i] != NULL; i++)
    {
      const char *table = iso_schema.inside[i];
      g_autofree char *strict = g_strdup_printf ("SELECT strict AND wr FROM pragma_table_list WHERE name = '%s'", table);
      g_autofree char *keys = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE pk > 0", table);
      g_autofree char *nulls = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE pk > 0 AND NOT \"notnull\"", table);
      g_autofree char *unique = g_strdup_printf ("SELECT count (*) FROM pragma_index_list ('%s') WHERE origin <> 'pk'", table);
      g_autofree char *actions = g_strdup_printf ("SELECT count (*) FROM pragma_foreign_key_list ('%s')"
                                                  " WHERE on_delete <> 'NO ACTION' OR on_update <> 'NO ACTION'", table);

      g_assert_cmpint (store_test_count (store, strict), ==, 1);
      g_assert_cmpint (store_test_count (store, keys), >=, 1);
      g_assert_cmpint (store_test_count (store, nulls), ==, 0);
      g_assert_cmpint (store_test_count (store, unique), ==, 0);
      g_assert_cmpint (store_test_count (store, actions), ==, 0);
    }
}

static void
test_strangers (void)
{
  static const struct { const char *sql; IsoErrorCode code; } cases[] = {
    { "CREATE TABLE extra (x)", ISO_ERROR_UNSUPPORTED },
    { "CREATE VIEW v AS SELECT * FROM well", ISO_ERROR_UNSUPPORTED },
    { "CREATE TRIGGER t AFTER INSERT ON well BEGIN DELETE FROM history; END", ISO_ERROR_UNSUPPORTED },
    { "CREATE INDEX i ON drug (name)", ISO_ERROR_UNSUPPORTED },
    { "CREATE VIRTUAL TABLE f USING fts5 (x)", ISO_ERROR_UNSUPPORTED },
    { "ALTER TABLE drug ADD COLUMN note TEXT", ISO_ERROR_UNSUPPORTED },
    { "ALTER TABLE drug ADD COLUMN h TEXT GENERATED ALWAYS AS (upper (name))", ISO_ERROR_UNSUPPORTED },
    { "DROP TABLE result", ISO_ERROR_UNSUPPORTED },
    { "PRAGMA application_id = 7", ISO_ERROR_UNSUPPORTED },
    { "PRAGMA user_version = 4", ISO_ERROR_TOO_NEW },
    { "PRAGMA user_version = -1", ISO_ERROR_TOO_NEW },
    { "PRAGMA user_version = 0", ISO_ERROR_CORRUPT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = store_test_folder ();
      g_autofree char *path = make_file (folder);

      g_test_message ("%s", cases[i].sql);
      tamper (path, cases[i].sql);
      assert_refused (path, cases[i].code);
      store_test_remove (folder);
    }
}

static void
test_no_project (void)
{
  static const char *const texts[] = { "", "well,value\nA1,0.1\n", "SQLite format 3" };
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);

  assert_refused (path, ISO_ERROR_IO);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_file_set_contents (path, texts[i], -1, NULL);
      assert_refused (path, ISO_ERROR_UNSUPPORTED);
    }
  store_test_remove (folder);
}

/* Cut at any page or within one, and with every page overwritten in turn: refused, or (the bytes of an empty tail) still sound. */
static void
test_damaged (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = make_file (folder);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize cut = 100; cut < size; cut += 1999)
    {
      g_file_set_contents (path, bytes, (gssize) cut, NULL);
      assert_refused (path, ISO_ERROR_CORRUPT);
    }
  for (gsize page = 1; page < size / 4096; page++)
    {
      g_autofree char *broken = g_memdup2 (bytes, size);

      memset (broken + page * 4096, 0xA5, 4096);
      g_file_set_contents (path, broken, (gssize) size, NULL);
      assert_refused (path, ISO_ERROR_CORRUPT);
    }
  store_test_remove (folder);
}

/* A file that another program left with changes beside it. */
static void
test_waiting_changes (void)
{
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = make_file (folder);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);

  g_file_set_contents (wal, "x", 1, NULL);
  assert_refused (path, ISO_ERROR_BUSY);
  store_test_remove (folder);
}

static gboolean
fill_colour (IsoDb *db, GError **error)
{
  return iso_db_execute (db, "UPDATE drug SET colour = 'grey'", error);
}

/* A later form of the tables: drugs have got a colour. */
static const IsoSchema *
later_schema (void)
{
  static IsoSchemaStep steps[9];
  static IsoSchema schema;

  g_assert_cmpuint (iso_schema.version, <, G_N_ELEMENTS (steps));
  memcpy (steps, iso_schema.steps, iso_schema.version * sizeof *steps);
  steps[iso_schema.version] = (IsoSchemaStep) { "ALTER TABLE drug ADD COLUMN colour TEXT NOT NULL DEFAULT ''", fill_colour };
  schema = (IsoSchema) { steps, iso_schema.version + 1, iso_schema.inside };
  return &schema;
}

static void
test_migrate (void)
{
  const IsoSchema *later = later_schema ();
  g_autofree char *folder = store_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoStore) store = store_test_new (path);
  gboolean migrated;
  IsoDb *db;

  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, store_test_uuid (1), "A", "nM", NULL));
  g_clear_pointer (&store, iso_store_free);

  db = iso_db_open (path, "a.isobole", ISO_DB_WRITE, &error);
  g_assert_true (iso_schema_verify (later, db, &error));
  g_assert_true (iso_schema_migrate (later, db, 5, "UTC", "Ada", &migrated, &error));
  g_assert_true (migrated);
  g_assert_true (iso_schema_verify (later, db, &error));
  g_assert_true (iso_schema_migrate (later, db, 5, "UTC", "Ada", &migrated, &error));
  g_assert_false (migrated);
  g_assert_no_error (error);

  store = iso_store_new (later, db, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM drug WHERE colour = 'grey'"), ==, 1);
  g_assert_cmpint (iso_history_floor (store), ==, 2);
  g_assert_cmpint (iso_history_next_undo (store), ==, 0);
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (iso_history_restore (store, 1, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  /* From there on history is as always, down to the floor. */
  g_assert_true (iso_edit_add_sample (store, &store_test_stamp, store_test_uuid (2), "S", NULL));
  g_assert_true (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_true (iso_history_restore (store, 3, &store_test_stamp, &error));
  g_assert_true (iso_history_restore (store, 2, &store_test_stamp, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, iso_store_free);

  /* And this program refuses what the later one wrote. */
  db = iso_db_open (path, "a.isobole", ISO_DB_READ, &error);
  g_assert_false (iso_schema_verify (&iso_schema, db, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_NEW);
  iso_db_close (db);
  store_test_remove (folder);
}

static gboolean
fail_move (IsoDb *db, GError **error)
{
  return iso_db_execute (db, "INSERT INTO nowhere VALUES (1)", error);
}

/* A step that fails leaves the file as it was. */
static void
test_migrate_fails (void)
{
  IsoSchemaStep steps[9];
  IsoSchema schema = { steps, iso_schema.version + 1, iso_schema.inside };
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean migrated;

  g_assert_cmpuint (iso_schema.version, <, G_N_ELEMENTS (steps));
  memcpy (steps, iso_schema.steps, iso_schema.version * sizeof *steps);
  steps[iso_schema.version] = (IsoSchemaStep) { "CREATE TABLE extra (x)", fail_move };
  g_assert_false (iso_schema_migrate (&schema, iso_store_db (store), 5, "UTC", "Ada", &migrated, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (iso_schema_verify (&iso_schema, iso_store_db (store), &error));
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/schema/own", test_own);
  g_test_add_func ("/schema/rules", test_rules);
  g_test_add_func ("/schema/strangers", test_strangers);
  g_test_add_func ("/schema/no-project", test_no_project);
  g_test_add_func ("/schema/damaged", test_damaged);
  g_test_add_func ("/schema/waiting-changes", test_waiting_changes);
  g_test_add_func ("/schema/migrate", test_migrate);
  g_test_add_func ("/schema/migrate-fails", test_migrate_fails);
  return g_test_run ();
}
