/* test-iso-content.c - a project as text and back: nothing is lost, and nothing is half there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-check.h"
#include "iso-content-store.h"
#include "iso-store-test.h"
#include "iso-test.h"
#include "reader/iso-content-reader.h"
#include "writer/iso-content-json.h"

#include <math.h>
#include <string.h>

static char *
dump (IsoStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoContent) content = iso_content_load (store, &error);
  char *text;

  g_assert_no_error (error);
  text = iso_content_write_json (content, "test.isobole", &error);
  g_assert_no_error (error);
  return text;
}

static IsoStore *
new_store (void)
{
  g_autoptr (GError) error = NULL;
  IsoDb *db = iso_db_open (NULL, "test.isobole", ISO_DB_CREATE, &error);
  IsoStore *store;

  iso_schema_create (&iso_schema, db, &error);
  g_assert_no_error (error);
  store = iso_store_new (&iso_schema, db, &error);
  g_assert_no_error (error);
  return store;
}

static IsoStore *
rebuild (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = iso_source_new ("test.json", bytes, &error);
  g_autoptr (IsoContent) content = iso_content_read_json (source, &error);
  IsoStore *store = new_store ();

  g_assert_no_error (error);
  iso_content_fill (store, content, &error);
  g_assert_no_error (error);
  return store;
}

/* The text leads to a project with the same rows, and that to the same text. */
static void
assert_round_trip (IsoStore *store)
{
  g_autofree char *first = dump (store);
  g_autoptr (IsoStore) again = rebuild (first);
  g_autofree char *second = dump (again);
  g_autofree char *rows = store_test_dump (store);
  g_autofree char *rows_again = store_test_dump (again);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = iso_check_project (store, &error);
  g_autoptr (GPtrArray) findings_again = iso_check_project (again, &error);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (rows, ==, rows_again);
  g_assert_no_error (error);
  g_assert_cmpuint (findings_again->len, ==, findings->len);
}

static void
test_by_chance (void)
{
  for (guint64 seed = 1; seed <= 30; seed++)
    {
      g_autoptr (IsoStore) store = store_test_new (NULL);
      IsoRandom random;
      guint counter = 1;

      iso_random_init (&random, seed, 3);
      for (guint i = 0; i < 10 * seed; i++)
        store_test_edit (store, &random, &counter);
      assert_round_trip (store);
    }
}

/* Something in every column. */
static const char full[] =
  "PRAGMA foreign_keys = OFF;"
  "INSERT INTO experiment VALUES ('e', 'A title', 'A note', 'signal', 'percent');"
  "INSERT INTO drug VALUES ('d1', 0, 'A', 'nM'), ('d2', 4, 'B', 'g/L');"
  "INSERT INTO sample VALUES ('s1', 0, 'MM.1S'), ('s2', 1, 'd1');"
  "INSERT INTO run VALUES ('r1', 0, 'Run 1', ''), ('r2', 1, 'Run 1', '2026-11-24');"
  "INSERT INTO source VALUES ('01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b', 'a.txt', x'0a'),"
  " ('a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89', 'b.bin', x'ff');"
  "INSERT INTO read VALUES ('m1', '01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b', 'grid', 1, 0, '7', 'bar', 96, 0,"
  " '562', 1),"
  " ('m2', 'a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89', 'table', 1, 0, '', NULL, 0, 0, 'response', 0);"
  "INSERT INTO reading VALUES ('m1', 1, 1, 0.25, '', NULL, 3), ('m1', 1, 2, 0.5, '', NULL, 3), ('m1', 1, 3, 0.5, '', NULL, 4),"
  " ('m1', 2, 1, NULL, 'overflow', 'OVRFLW', 5), ('m1', 2, 2, 0.125, 'masked', '*', 0), ('m2', 1, 1, 0.75, '', NULL, 2),"
  " ('m2', 500, 1, 1e-300, '', NULL, 501);"
  "INSERT INTO plate VALUES ('p1', 0, 'Plate 1', 'r1', 96), ('p2', 1, 'a list', 'r2', 0);"
  "INSERT INTO well VALUES ('p1', 1, 1, 'treated', 's1', 2), ('p1', 8, 12, 'blank', NULL, 0), ('p2', 1, 1, 'vehicle', 's2', 1),"
  " ('p2', 500, 1, 'treated', 's1', 1);"
  "INSERT INTO dose VALUES ('p1', 1, 1, 'd1', 1e-8, 1.01e-8, 0.3333333333333333), ('p1', 1, 1, 'd2', NULL, NULL, 1e-3),"
  " ('p2', 500, 1, 'd1', 2e-9, 2e-9, 2e-9);"
  "INSERT INTO exclusion VALUES ('p1', 1, 1, 'a bubble');"
  "INSERT INTO link VALUES ('p1', 'signal', 'm1'), ('p2', 'signal', 'm2');"
  "INSERT INTO setting VALUES ('model', 'LL.4');"
  "INSERT INTO figure VALUES ('f1', 0, 'isobologram', 'Figure 1');"
  "INSERT INTO figure_setting VALUES ('f1', 'style', 'default');"
  "INSERT INTO stock VALUES ('b1', 0, 'd1', 1, 'a citrate', 517.12, 361.03, 2, 0.98, 'DMSO', 5, 'mg/mL', 'A1', 'Us', '2027-03-31', 'in use', 3),"
  " ('b2', 1, 'd1', 0, '', NULL, NULL, 1, 1, 'DMSO', 0.01, 'mM', '', '', '', '', 0);"
  "INSERT INTO cells VALUES ('s1', '12', 20000, 1250000, 0.07), ('s2', '', NULL, 1e6, NULL);"
  "INSERT INTO preparation VALUES ('method', 'separate'), ('seed', '50 µL');"
  "INSERT INTO drug_preparation VALUES ('d1', 'delay', '24'), ('d1', 'intermediate', '200 µM');"
  "INSERT INTO result VALUES ('in', 'isobole 0', 'fit', '{}');";

static void
fill_store (IsoStore *store)
{
  g_autoptr (GError) error = NULL;

  iso_db_execute (iso_store_db (store), full, &error);
  g_assert_no_error (error);
}

static void
test_everything (void)
{
  g_autoptr (IsoStore) store = new_store ();

  fill_store (store);
  assert_round_trip (store);
}

/* Another value in this column, in one row, must not go unseen: the text is another one, or is refused. */
static void
assert_seen (const char *table, const char *column, const char *expected)
{
  g_autoptr (IsoStore) store = new_store ();
  g_autofree char *sql =
    g_strdup_printf ("UPDATE %s SET \"%s\" = CASE typeof (\"%s\") WHEN 'integer' THEN CASE \"%s\" WHEN 1 THEN 0 ELSE 77 END WHEN 'real' THEN \"%s\" * 1.5"
                     " WHEN 'blob' THEN x'41' ELSE 'other' END WHERE \"%s\" = (SELECT max (\"%s\") FROM %s)",
                     table, column, column, column, column, column, column, table);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoContent) content = NULL;
  g_autofree char *text = NULL;

  fill_store (store);
  iso_db_execute (iso_store_db (store), sql, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_test_count (store, "SELECT changes ()"), >, 0);
  content = iso_content_load (store, &error);
  text = content != NULL ? iso_content_write_json (content, "test", &error) : NULL;
  if (text != NULL && strcmp (text, expected) == 0)
    g_error ("a change of %s.%s is not seen in the text", table, column);
}

static void
test_every_column (void)
{
  g_autoptr (IsoStore) store = new_store ();
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (IsoStatement) columns = NULL;
  guint n = 0;

  fill_store (store);
  expected = dump (store);
  columns = iso_db_query (iso_store_db (store), &error,
                          "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info (t.name) AS c"
                          " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'history'", NULL);
  g_assert_no_error (error);
  for (; iso_statement_next (columns, &error); n++)
    assert_seen (iso_statement_text (columns, 0), iso_statement_text (columns, 1), expected);
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 85);
}

/* Doses that nobody typed, in every unit. */
static void
test_doses_bit_for_bit (void)
{
  static const char *const units[] = { "", "fM", "pM", "nM", "µM", "mM", "M", "ng/mL", "µg/mL", "g/L" };
  IsoRandom random;

  iso_random_init (&random, 7, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (IsoStore) store = new_store ();
      g_autoptr (IsoStatement) insert = NULL;
      g_autoptr (GError) error = NULL;

      iso_db_run (iso_store_db (store), &error, "INSERT INTO drug VALUES ('d', 0, 'A', ?)", "t", units[i]);
      iso_db_execute (iso_store_db (store), "INSERT INTO run VALUES ('r', 0, 'R', ''); INSERT INTO plate VALUES ('p', 0, 'P', 'r', 0)", &error);
      g_assert_no_error (error);
      for (int row = 1; row <= 300; row++)
        {
          double dose = exp (40 * iso_random_uniform (&random) - 35);
          double typed = iso_unit_to_inside (iso_unit_find (units[i]), row * 0.1);

          iso_db_run (iso_store_db (store), &error, "INSERT INTO well VALUES ('p', ?, 1, 'treated', NULL, 0)", "i", row);
          iso_db_run (iso_store_db (store), &error, "INSERT INTO dose VALUES ('p', ?, 1, 'd', ?, ?, ?)", "irrr", row, dose, typed,
                      nextafter (typed, 1));
          g_assert_no_error (error);
        }
      assert_round_trip (store);
    }
}

static void
test_fills_only_empty (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoContent) content = iso_content_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (iso_content_fill (store, content, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
}

/* What cannot be leaves the project as empty as it was. */
static void
test_fills_all_or_nothing (void)
{
  g_autoptr (IsoStore) full_store = new_store ();
  g_autoptr (IsoStore) store = new_store ();
  g_autofree char *before = store_test_dump (store);
  g_autofree char *after = NULL;
  g_autoptr (IsoContent) content = NULL;
  g_autoptr (GError) error = NULL;

  fill_store (full_store);
  content = iso_content_load (full_store, &error);
  g_assert_no_error (error);
  g_free (g_array_index (content->plates, IsoContentPlate, 1).id);
  g_array_index (content->plates, IsoContentPlate, 1).id = g_strdup ("p1");
  g_assert_false (iso_content_fill (store, content, &error));
  g_assert_nonnull (error);
  after = store_test_dump (store);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/content/by-chance", test_by_chance);
  g_test_add_func ("/content/everything", test_everything);
  g_test_add_func ("/content/every-column", test_every_column);
  g_test_add_func ("/content/doses-bit-for-bit", test_doses_bit_for_bit);
  g_test_add_func ("/content/fills-only-empty", test_fills_only_empty);
  g_test_add_func ("/content/fills-all-or-nothing", test_fills_all_or_nothing);
  return g_test_run ();
}
