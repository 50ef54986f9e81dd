/* test-iso-lookup.c - what was put into a project, read back row by row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-lookup.h"
#include "iso-store-test.h"
#include "iso-test.h"

#define DRUG "drug-1"
#define OTHER_DRUG "drug-2"
#define PLATE "plate-1"

static const IsoWellEdit wells[] = {
  { 0, 0, ISO_ROLE_BLANK, NULL, 0, 0, { { NULL, 0, 0, 0 } } },
  { 1, 2, ISO_ROLE_TREATED, "sample-1", 2, 2, { { OTHER_DRUG, NAN, NAN, 2e-6 }, { DRUG, 1e-9, 1.1e-9, 1.2e-9 } } },
  { 3, 5, ISO_ROLE_VEHICLE, "sample-1", 1, 0, { { NULL, 0, 0, 0 } } },
};

static IsoStore *
make_project (void)
{
  IsoStore *store = store_test_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, DRUG, "ixazomib", "nM", &error)
                 && iso_edit_add_drug (store, &store_test_stamp, OTHER_DRUG, "lenalidomide", "µM", &error)
                 && iso_edit_move (store, &store_test_stamp, ISO_ENTITY_DRUG, OTHER_DRUG, 0, &error)
                 && iso_edit_add_sample (store, &store_test_stamp, "sample-1", "MM.1S", &error)
                 && iso_edit_add_run (store, &store_test_stamp, "run-1", "run 1", &error)
                 && iso_edit_add_plate (store, &store_test_stamp, PLATE, "Plate 1", "run-1", 24, &error)
                 && iso_edit_link (store, &store_test_stamp, PLATE, ISO_LINK_REFERENCE, STORE_TEST_OTHER_READ, &error)
                 && iso_edit_set_wells (store, &store_test_stamp, PLATE, wells, G_N_ELEMENTS (wells), &error)
                 && iso_edit_exclude (store, &store_test_stamp, PLATE, &(IsoWellPlace) { 1, 2 }, 1, "bubble", &error)
                 && iso_edit_add_figure (store, &store_test_stamp, "figure-1", "isobologram", "Figure 1", &error)
                 && iso_edit_set_figure_setting (store, &store_test_stamp, "figure-1", "width", "85", &error)
                 && iso_edit_set_figure_setting (store, &store_test_stamp, "figure-1", "level", "0.5", &error)
                 && iso_edit_set_setting (store, &store_test_stamp, "model", "LL.3", &error));
  g_assert_no_error (error);
  return store;
}

static void
test_entities (void)
{
  g_autoptr (IsoStore) store = make_project ();
  IsoDb *db = iso_store_db (store);
  g_autoptr (GPtrArray) drugs = iso_lookup_entities (db, ISO_ENTITY_DRUG, NULL);
  g_autoptr (GPtrArray) figures = iso_lookup_entities (db, ISO_ENTITY_FIGURE, NULL);
  g_autoptr (IsoEntityRow) plate = NULL;
  g_autoptr (IsoEntityRow) figure = NULL;
  IsoEntityRow *row;

  g_assert_cmpuint (drugs->len, ==, 2);
  row = g_ptr_array_index (drugs, 0);
  g_assert_cmpstr (row->id, ==, OTHER_DRUG);
  g_assert_cmpstr (row->name, ==, "lenalidomide");
  g_assert_cmpstr (row->unit, ==, "µM");

  g_assert_true (iso_lookup_entity (db, ISO_ENTITY_PLATE, PLATE, &plate, NULL));
  g_assert_cmpstr (plate->name, ==, "Plate 1");
  g_assert_cmpstr (plate->run, ==, "run-1");
  g_assert_cmpuint (plate->wells, ==, 24);
  g_assert_null (plate->signal);
  g_assert_cmpstr (plate->reference, ==, STORE_TEST_OTHER_READ);

  g_assert_true (iso_lookup_entity (db, ISO_ENTITY_FIGURE, "figure-1", &figure, NULL));
  g_assert_cmpstr (figure->kind, ==, "isobologram");
  g_assert_cmpstrv (figure->settings, ((const char *const[]) { "level", "0.5", "width", "85", NULL }));
  row = g_ptr_array_index (figures, 0);
  g_assert_cmpstrv (row->settings, figure->settings);

  g_assert_true (iso_lookup_entity (db, ISO_ENTITY_SAMPLE, "nobody", &row, NULL));
  g_assert_null (row);
}

static void
test_experiment (void)
{
  g_autoptr (IsoStore) store = make_project ();
  IsoDb *db = iso_store_db (store);
  g_auto (IsoExperimentRow) none = { NULL };
  g_auto (IsoExperimentRow) row = { NULL };
  g_autoptr (GHashTable) settings = iso_lookup_settings (db, NULL);
  g_autofree char *value = NULL;

  g_assert_true (iso_lookup_experiment (db, &none, NULL));
  g_assert_cmpstr (none.title, ==, "");
  g_assert_true (iso_edit_set_experiment (store, &store_test_stamp, "e", "Rays", "Simulated", "signal", "", NULL));
  g_assert_true (iso_lookup_experiment (db, &row, NULL));
  g_assert_cmpstr (row.title, ==, "Rays");
  g_assert_cmpstr (row.note, ==, "Simulated");
  g_assert_cmpstr (row.response, ==, "signal");
  g_assert_cmpstr (row.scale, ==, "");

  g_assert_cmpuint (g_hash_table_size (settings), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (settings, "model"), ==, "LL.3");
  g_assert_true (iso_lookup_setting (db, "model", &value, NULL));
  g_assert_cmpstr (value, ==, "LL.3");
  g_clear_pointer (&value, g_free);
  g_assert_true (iso_lookup_setting (db, "none", &value, NULL));
  g_assert_null (value);
}

static void
assert_treated (const IsoWellRow *well)
{
  g_assert_cmpint (well->role, ==, ISO_ROLE_TREATED);
  g_assert_cmpstr (well->sample, ==, "sample-1");
  g_assert_cmpuint (well->replicate, ==, 2);
  g_assert_cmpstr (well->reason, ==, "bubble");
  g_assert_cmpuint (well->n_doses, ==, 2);
  g_assert_cmpstr (well->doses[0].drug, ==, DRUG);
  iso_assert_close (well->doses[0].requested, 1e-9, 0);
  iso_assert_close (well->doses[0].planned, 1.1e-9, 0);
  iso_assert_close (well->doses[0].achieved, 1.2e-9, 0);
  g_assert_cmpstr (well->doses[1].drug, ==, OTHER_DRUG);
  g_assert_true (isnan (well->doses[1].requested));
  iso_assert_close (well->doses[1].achieved, 2e-6, 0);
}

static void
test_wells (void)
{
  g_autoptr (IsoStore) store = make_project ();
  IsoDb *db = iso_store_db (store);
  guint n;
  IsoWellRow *all = iso_lookup_wells (db, PLATE, 24, &n, NULL);
  g_auto (IsoWellRow) one = { ISO_ROLE_EMPTY };
  g_auto (IsoWellRow) empty = { ISO_ROLE_EMPTY };

  g_assert_cmpuint (n, ==, 24);
  g_assert_cmpint (all[0].role, ==, ISO_ROLE_BLANK);
  g_assert_cmpint (all[1].role, ==, ISO_ROLE_EMPTY);
  assert_treated (&all[6 + 2]);
  g_assert_cmpint (all[23].role, ==, ISO_ROLE_VEHICLE);
  g_assert_null (all[23].reason);
  iso_well_rows_free (all, n);

  g_assert_true (iso_lookup_well (db, PLATE, 1, 2, &one, NULL));
  assert_treated (&one);
  g_assert_true (iso_lookup_well (db, PLATE, 2, 2, &empty, NULL));
  g_assert_cmpint (empty.role, ==, ISO_ROLE_EMPTY);
  g_assert_cmpuint (empty.n_doses, ==, 0);
}

/* What a stranger may have written. */
static void
assert_corrupt (const char *sql, guint format)
{
  g_autoptr (IsoStore) store = make_project ();
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (iso_db_execute (iso_store_db (store), sql, NULL));
  g_assert_null (iso_lookup_wells (iso_store_db (store), PLATE, format, &n, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
}

static void
test_corrupt (void)
{
  assert_corrupt ("UPDATE well SET role = 'guest' WHERE row = 1", 24);
  assert_corrupt ("INSERT INTO well VALUES ('" PLATE "', 5, 1, 'blank', NULL, 0)", 24);
  assert_corrupt ("INSERT INTO well VALUES ('" PLATE "', 0, 1, 'blank', NULL, 0)", 24);
  assert_corrupt ("INSERT INTO drug VALUES ('d3', 3, 'C', 'nM'), ('d4', 4, 'D', 'nM');"
                  "INSERT INTO dose VALUES ('" PLATE "', 2, 3, 'd3', 1, 1, 1), ('" PLATE "', 2, 3, 'd4', 1, 1, 1)", 24);
  assert_corrupt ("SELECT 1", 25);
  assert_corrupt ("SELECT 1", 0);
  assert_corrupt ("DELETE FROM dose; DELETE FROM exclusion; DELETE FROM well;"
                  "INSERT INTO well VALUES ('" PLATE "', 2000000000, 1, 'treated', NULL, 0)", 0);
}

static void
test_list (void)
{
  g_autoptr (IsoStore) store = make_project ();
  IsoDb *db = iso_store_db (store);
  IsoWellRow *all;
  guint n;

  g_assert_true (iso_db_execute (db, "DELETE FROM exclusion; DELETE FROM dose; DELETE FROM well;"
                                 "INSERT INTO well VALUES ('" PLATE "', 1, 1, 'vehicle', NULL, 0), ('" PLATE "', 300, 1, 'treated', NULL, 0)",
                                 NULL));
  all = iso_lookup_wells (db, PLATE, 0, &n, NULL);
  g_assert_cmpuint (n, ==, 300);
  g_assert_cmpint (all[0].role, ==, ISO_ROLE_VEHICLE);
  g_assert_cmpint (all[299].role, ==, ISO_ROLE_TREATED);
  iso_well_rows_free (all, n);
}

static void
test_outside (void)
{
  g_autoptr (IsoStore) store = make_project ();
  IsoDb *db = iso_store_db (store);
  gboolean added = iso_db_execute (db, "INSERT INTO reading VALUES ('" STORE_TEST_READ "', 1, 1, 0.5, '', NULL, 3),"
                                   " ('" STORE_TEST_READ "', 1, 2, 0.25, '', NULL, 4)", NULL);
  g_autoptr (GPtrArray) sources = iso_lookup_sources (db, NULL);
  g_autoptr (GPtrArray) reads = iso_lookup_reads (db, NULL);
  g_autoptr (IsoSourceRow) source = NULL;
  g_autoptr (IsoReadRow) read = NULL;

  g_assert_true (added);
  g_assert_cmpuint (sources->len, ==, 1);
  g_assert_cmpuint (reads->len, ==, 2);
  g_assert_cmpstr (((IsoReadRow *) g_ptr_array_index (reads, 1))->id, ==, STORE_TEST_OTHER_READ);
  g_assert_true (iso_lookup_source (db, STORE_TEST_SOURCE, &source, NULL));
  g_assert_cmpstr (source->name, ==, "plate.txt");
  g_assert_cmpint (source->size, ==, 1);
  g_assert_true (iso_lookup_read (db, STORE_TEST_READ, &read, NULL));
  g_assert_cmpstr (read->label, ==, "562");
  g_assert_cmpstr (read->source, ==, STORE_TEST_SOURCE);
  g_assert_cmpuint (read->wells, ==, 96);
  g_assert_null (read->barcode);
  g_assert_false (read->calculated);
  g_assert_cmpuint (read->readings, ==, 2);
  g_clear_pointer (&read, iso_read_row_free);
  g_assert_true (iso_lookup_read (db, "none", &read, NULL));
  g_assert_null (read);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/lookup/entities", test_entities);
  g_test_add_func ("/lookup/experiment", test_experiment);
  g_test_add_func ("/lookup/wells", test_wells);
  g_test_add_func ("/lookup/corrupt", test_corrupt);
  g_test_add_func ("/lookup/list", test_list);
  g_test_add_func ("/lookup/outside", test_outside);
  return g_test_run ();
}
