/* test-iso-history.c - undo, redo, restore; and any order of them by chance
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-changeset-check.h"
#include "iso-changeset.h"
#include "iso-store-test.h"
#include "iso-test.h"
#include "store-property.h"

#include <string.h>

static void
add_drug (IsoStore *store, guint n, const char *name)
{
  g_autoptr (GError) error = NULL;

  iso_edit_add_drug (store, &store_test_stamp, store_test_uuid (n), name, "nM", &error);
  g_assert_no_error (error);
}

static void
test_undo (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *empty = store_test_dump (store);
  g_autofree char *full = NULL;
  g_autofree char *again = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_history_redo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);

  add_drug (store, 1, "A");
  full = store_test_dump (store);
  g_assert_cmpstr (full, !=, empty);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  back = store_test_dump (store);
  g_assert_cmpstr (back, ==, empty);
  g_assert_cmpint (iso_history_next_redo (store), ==, 1);
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  again = store_test_dump (store);
  g_assert_cmpstr (again, ==, full);
  g_assert_cmpint (iso_history_position (store), ==, 3);

  /* Something new takes the redo away, not the rows. */
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  add_drug (store, 2, "B");
  g_assert_cmpint (iso_history_next_redo (store), ==, 0);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM history"), ==, 5);
}

/* Two names that change places: with a UNIQUE column the way back would be barred. */
static void
test_swap (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add_drug (store, 1, "A");
  add_drug (store, 2, "B");
  before = store_test_dump (store);
  g_assert_true (iso_history_begin (store, &store_test_stamp, "swap", NULL, NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "C", NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (2), "A", NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "B", NULL));
  g_assert_true (iso_history_end (store, TRUE, NULL));
  g_assert_cmpint (iso_history_position (store), ==, 3);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);
}

static void
test_no_change_no_row (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);

  add_drug (store, 1, "A");
  g_assert_true (iso_edit_set_unit (store, &store_test_stamp, store_test_uuid (1), "nM", NULL));
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "nothing", NULL, NULL));
  g_assert_true (iso_history_begin (store, &store_test_stamp, "there-and-back", NULL, NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "B", NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "A", NULL));
  g_assert_true (iso_history_end (store, TRUE, NULL));
  g_assert_true (iso_history_restore (store, 1, &store_test_stamp, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM history"), ==, 1);
}

/* A part that fails takes the whole edit with it, whatever the caller says at the end. */
static void
test_failed_part (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *before = store_test_dump (store);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_history_begin (store, &store_test_stamp, "paste", NULL, NULL));
  add_drug (store, 1, "A");
  g_assert_false (iso_edit_add_plate (store, &store_test_stamp, store_test_uuid (2), "P", NULL, 96, NULL));
  g_assert_false (iso_history_end (store, TRUE, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);
  add_drug (store, 1, "A");
}

/* A key that leads nowhere is found when the edit ends. */
static void
test_dangling (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (iso_edit_add_plate (store, &store_test_stamp, store_test_uuid (1), "P", store_test_uuid (9), 96, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM plate"), ==, 0);
  add_drug (store, 1, "A");
}

static void
test_list (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;
  const IsoHistoryRow *row;

  add_drug (store, 1, "tab\there\\n");
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "B", NULL));
  g_assert_true (iso_history_undo (store, &(IsoStamp) { 7, "UTC", "Bob" }, NULL));
  rows = iso_history_list (store, NULL);
  g_assert_cmpint (rows->len, ==, 3);

  row = g_ptr_array_index (rows, 1);
  g_assert_cmpint (row->seq, ==, 2);
  g_assert_cmpint (row->kind, ==, ISO_HISTORY_DO);
  g_assert_cmpstr (row->verb, ==, "rename-drug");
  g_assert_cmpuint (g_strv_length (row->args), ==, 2);
  g_assert_cmpstr (row->args[0], ==, "tab\there\\n");
  g_assert_cmpstr (row->args[1], ==, "B");
  g_assert_cmpint (row->at, ==, store_test_stamp.at);
  g_assert_cmpstr (row->zone, ==, "Europe/Berlin");
  g_assert_cmpstr (row->who, ==, "Ada");
  g_assert_cmpint (row->schema, ==, iso_schema.version);
  g_assert_cmpuint (row->size, >, 0);

  row = g_ptr_array_index (rows, 2);
  g_assert_cmpint (row->kind, ==, ISO_HISTORY_UNDO);
  g_assert_cmpint (row->target, ==, 2);
  g_assert_cmpstr (row->who, ==, "Bob");
}

/* What a project that was made to harm may hold in its history. */
static void
assert_undo_refused (IsoStore *store, const char *sql)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 position = iso_history_position (store);

  g_test_message ("%.80s", sql);
  g_assert_true (iso_db_execute (iso_store_db (store), sql, NULL));
  before = store_test_dump (store);
  g_assert_false (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (iso_history_position (store), ==, position);
}

static void
test_hostile_changesets (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  sqlite3_session *session = NULL;
  g_autofree char *sql = NULL;
  GString *hex = g_string_new (NULL);
  void *data = NULL;
  int size;

  add_drug (store, 1, "A");

  /* One that names the history itself, and the readings. */
  g_assert_cmpint (sqlite3session_create (iso_db_handle (iso_store_db (store)), "main", &session), ==, SQLITE_OK);
  sqlite3session_attach (session, "history");
  sqlite3session_attach (session, "source");
  g_assert_true (iso_db_execute (iso_store_db (store), "UPDATE history SET who = 'Eve'; UPDATE source SET name = 'eve.txt'", NULL));
  g_assert_cmpint (sqlite3session_changeset (session, &size, &data), ==, SQLITE_OK);
  sqlite3session_delete (session);
  for (int i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", ((guint8 *) data)[i]);
  sqlite3_free (data);
  sql = g_strdup_printf ("UPDATE history SET changeset = x'%s'", hex->str);
  g_string_free (hex, TRUE);
  assert_undo_refused (store, sql);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM source WHERE name = 'eve.txt'"), ==, 1);

  assert_undo_refused (store, "UPDATE history SET changeset = NULL");
  assert_undo_refused (store, "UPDATE history SET changeset = x'54'");
  assert_undo_refused (store, "UPDATE history SET changeset = x'ffffffffffffffffffffffffffffffff'");
  assert_undo_refused (store, "UPDATE history SET changeset = CAST ('T' || char (4, 1) AS BLOB)");
}

/* Every way to cut or bend a real changeset: refused, or applied with all counts right, and never a crash or an endless loop. */
static void
test_bent_changesets (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoStatement) row = NULL;
  g_autoptr (GBytes) whole = NULL;
  const guint8 *data;
  gsize size;

  add_drug (store, 1, "A");
  g_assert_true (iso_history_begin (store, &store_test_stamp, "paste", NULL, NULL));
  add_drug (store, 2, "B");
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, store_test_uuid (1), "C", NULL));
  g_assert_true (iso_edit_set_setting (store, &store_test_stamp, "level", "0.9", NULL));
  g_assert_true (iso_history_end (store, TRUE, NULL));
  row = iso_db_query (iso_store_db (store), NULL, "SELECT changeset FROM history WHERE seq = 2", NULL);
  g_assert_true (iso_statement_next (row, NULL));
  whole = iso_statement_bytes (row, 0);
  g_clear_pointer (&row, iso_statement_free);
  data = g_bytes_get_data (whole, &size);
  g_assert_true (iso_changeset_is_sound (whole, iso_schema.inside));

  for (gsize i = 0; i < size; i++)
    {
      static const guint8 bends[] = { 0x00, 0x01, 0x7f, 0x80, 0xff };

      for (gsize j = 0; j <= G_N_ELEMENTS (bends); j++)
        {
          g_autofree guint8 *copy = g_memdup2 (data, size);
          g_autoptr (GBytes) bent = NULL;
          g_autoptr (GError) error = NULL;

          if (j < G_N_ELEMENTS (bends))
            copy[i] ^= bends[j] == 0x00 ? 0x20 : bends[j];
          bent = g_bytes_new (copy, j < G_N_ELEMENTS (bends) ? size : i);
          g_assert_true (iso_db_run (iso_store_db (store), NULL, "UPDATE history SET changeset = ? WHERE seq = 2", "b", bent));
          if (iso_history_undo (store, &store_test_stamp, &error))
            g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
          else
            g_assert_true (error->code == ISO_ERROR_CORRUPT || error->code == ISO_ERROR_RANGE || error->code == ISO_ERROR_TOO_LARGE);
        }
    }
}

/* Rows that changed behind the back of the history. */
static void
test_counted_apply (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);

  add_drug (store, 1, "A");
  assert_undo_refused (store, "UPDATE drug SET name = 'other'");
  assert_undo_refused (store, "DELETE FROM drug");
}

/* A change of a table that has more columns than ours: SQLite leaves it out without a word, and the count tells. */
static void
test_silently_skipped (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoDb) other = iso_db_open (NULL, "other", ISO_DB_CREATE, NULL);
  g_autoptr (IsoRecorder) recorder = NULL;
  g_autoptr (GBytes) changeset = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_db_execute (other, "CREATE TABLE drug (id TEXT NOT NULL PRIMARY KEY, position INTEGER, name TEXT, unit TEXT, more TEXT)",
                                 NULL));
  recorder = iso_recorder_new (&iso_schema, other, NULL);
  g_assert_true (iso_db_execute (other, "INSERT INTO drug VALUES ('a', 0, 'A', 'nM', '')", NULL));
  changeset = iso_recorder_collect (recorder, other, NULL);
  g_assert_cmpuint (g_bytes_get_size (changeset), >, 0);
  g_clear_pointer (&recorder, iso_recorder_free);

  g_assert_true (iso_db_execute (iso_store_db (store), "BEGIN", NULL));
  g_assert_false (iso_changeset_apply (changeset, &iso_schema, iso_store_db (store), NULL, NULL, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
  g_assert_true (iso_db_execute (iso_store_db (store), "ROLLBACK", NULL));
}

static void
test_contradicting_history (void)
{
  static const char *const cases[] = {
    "UPDATE history SET kind = 'undo', target = 9",
    "UPDATE history SET kind = 'redo', target = 1",
    "UPDATE history SET kind = 'anything'",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = store_test_folder ();
      g_autofree char *path = g_build_filename (folder, "a.isobole", NULL);
      g_autoptr (IsoStore) store = store_test_new (path);
      g_autoptr (GError) error = NULL;
      IsoDb *db;

      add_drug (store, 1, "A");
      g_assert_true (iso_db_execute (iso_store_db (store), cases[i], NULL));
      g_clear_pointer (&store, iso_store_free);
      db = iso_db_open (path, "a.isobole", ISO_DB_WRITE, &error);
      g_assert_null (iso_store_new (&iso_schema, db, &error));
      g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
      store_test_remove (folder);
    }
}

static void
note_change (IsoChangeKind kind, const char *table, const char *const *key, gpointer data)
{
  g_autofree char *keys = g_strjoinv (",", (char **) key);

  g_string_append_printf (data, "%d %s %s;", (int) kind, table, keys);
}

/* Do, undo and redo tell the same rows. */
static void
test_watch (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  GString *seen = g_string_new (NULL);
  IsoWellEdit well = { 2, 4, ISO_ROLE_VEHICLE, NULL, 0, 0, { { 0 } } };

  g_assert_true (iso_edit_add_run (store, &store_test_stamp, "r", "R", NULL));
  g_assert_true (iso_edit_add_plate (store, &store_test_stamp, "p", "P", "r", 96, NULL));
  iso_store_set_watch (store, note_change, seen);
  g_assert_true (iso_edit_set_wells (store, &store_test_stamp, "p", &well, 1, NULL));
  g_assert_cmpstr (seen->str, ==, "0 well p,3,5;");
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  g_assert_cmpstr (seen->str, ==, "0 well p,3,5;2 well p,3,5;0 well p,3,5;");
  g_string_free (seen, TRUE);
}

static void
note_row (const IsoChangedRow *row, gpointer data)
{
  g_string_append_printf (data, "%d %s", (int) row->kind, row->table);
  for (guint i = 0; i < row->n_columns; i++)
    g_string_append_printf (data, " %s>%s", row->before[i] != NULL ? row->before[i] : "", row->after[i] != NULL ? row->after[i] : "");
  g_string_append_c (data, ';');
}

static void
assert_step (IsoStore *store, gint64 seq, const char *expected)
{
  GString *seen = g_string_new (NULL);

  g_assert_true (iso_history_read (store, seq, note_row, seen, NULL));
  g_assert_cmpstr (seen->str, ==, expected);
  g_string_free (seen, TRUE);
}

/* What a step changed can be read later: an undo is the inverse of its step, a redo the step again. */
static void
test_read (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);

  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "d", "A", "nM", NULL));
  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_DRUG, "d", "B", NULL));
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_DRUG, "d", NULL));
  assert_step (store, 1, "0 drug >d >0 >A >nM;");
  assert_step (store, 2, "1 drug d> > A>B >;");
  assert_step (store, 3, "1 drug d> > B>A >;");
  assert_step (store, 4, "1 drug d> > A>B >;");
  assert_step (store, 5, "2 drug d> 0> B> nM>;");
}

static void
test_all_back_and_forth (void)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    store_property_back_and_forth (seed, 150);
}

static void
test_any_order (void)
{
  for (guint64 seed = 1; seed <= 3; seed++)
    store_property_any_order (seed, 200);
}

/* How far a step is, as it was said, and where it is given up. */
typedef struct
{
  double last;
  double end;
  guint  asked;
} Steps;

static gboolean
step_cb (double fraction, gpointer data)
{
  Steps *steps = data;

  g_assert_cmpfloat (fraction, >=, steps->last);
  g_assert_cmpfloat (fraction, <, 1.1);   /* an inverse may be longer than what it takes back */
  steps->last = fraction;
  steps->asked++;
  return fraction >= steps->end;
}

/* A large step says how far it is; one that is given up changes nothing, and can be made afterwards. */
static void
test_given_up (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autofree char *before = NULL, *after = NULL, *empty = NULL;
  g_autoptr (GError) error = NULL;
  Steps steps = { 0, 0.4, 0 };

  empty = store_test_dump (store);
  g_assert_true (iso_history_begin (store, &store_test_stamp, "many", NULL, NULL));
  for (guint i = 1; i <= 2000; i++)
    add_drug (store, i, store_test_uuid (i));
  g_assert_true (iso_history_end (store, TRUE, NULL));
  before = store_test_dump (store);

  iso_store_set_progress (store, step_cb, &steps);
  for (guint i = 0; i < 2; i++)
    {
      steps = (Steps) { 0, 0.4, 0 };
      g_assert_false (i == 0 ? iso_history_undo (store, &store_test_stamp, &error) : iso_history_restore (store, 0, &store_test_stamp, &error));
      g_assert_error (error, ISO_ERROR, ISO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_assert_cmpuint (steps.asked, >, 2);
      after = store_test_dump (store);
      g_assert_cmpstr (after, ==, before);
      g_clear_pointer (&after, g_free);
      g_assert_cmpint (iso_history_position (store), ==, 1);
    }

  steps = (Steps) { 0, 2, 0 };
  g_assert_true (iso_history_undo (store, &store_test_stamp, &error));
  g_assert_cmpfloat (steps.last, >, 0.8);
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, empty);
  iso_store_set_progress (store, NULL, NULL);
  g_assert_true (iso_history_redo (store, &store_test_stamp, &error));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/history/undo", test_undo);
  g_test_add_func ("/history/swap", test_swap);
  g_test_add_func ("/history/no-change-no-row", test_no_change_no_row);
  g_test_add_func ("/history/failed-part", test_failed_part);
  g_test_add_func ("/history/dangling", test_dangling);
  g_test_add_func ("/history/list", test_list);
  g_test_add_func ("/history/hostile-changesets", test_hostile_changesets);
  g_test_add_func ("/history/bent-changesets", test_bent_changesets);
  g_test_add_func ("/history/counted-apply", test_counted_apply);
  g_test_add_func ("/history/silently-skipped", test_silently_skipped);
  g_test_add_func ("/history/contradicting", test_contradicting_history);
  g_test_add_func ("/history/watch", test_watch);
  g_test_add_func ("/history/read", test_read);
  g_test_add_func ("/history/given-up", test_given_up);
  g_test_add_func ("/history/all-back-and-forth", test_all_back_and_forth);
  g_test_add_func ("/history/any-order", test_any_order);
  return g_test_run ();
}
