/* test-iso-assemble.c - layouts and readings into a project and out again: the same records as without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"
#include "iso-outside.h"
#include "iso-store-test.h"
#include "iso-test.h"

#include <string.h>

static char *
make_id (gpointer data)
{
  guint *counter = data;

  return g_strdup (store_test_uuid (++*counter));
}

static IsoExperiment *
make_names (void)
{
  IsoExperiment *experiment = iso_experiment_new ();

  iso_experiment_add_sample (experiment, "MM.1S");
  iso_experiment_add_drug (experiment, "ixazomib", iso_unit_find ("nM"));
  iso_experiment_add_drug (experiment, "lenalidomide", iso_unit_find ("µM"));
  return experiment;
}

/* Blanks and vehicles in the first columns, rays of both drugs in the others; row D stays empty. */
static IsoLayout *
make_layout (const char *plate)
{
  IsoLayout *layout = iso_layout_new (plate, "run 1", iso_plate_format_find (24));

  for (guint row = 0; row < 3; row++)
    {
      iso_layout_well (layout, (IsoWell) { (guint8) row, 0 })->role = ISO_ROLE_BLANK;
      for (guint column = 1; column < 6; column++)
        {
          IsoLayoutWell *well = iso_layout_well (layout, (IsoWell) { (guint8) row, (guint8) column });

          well->role = column == 1 ? ISO_ROLE_VEHICLE : ISO_ROLE_TREATED;
          well->sample = 0;
          well->replicate = row + 1;
          if (column == 1)
            continue;
          well->doses[well->n_doses++] = (IsoDose) { 0, 1e-9 * column, 1.01e-9 * column, 1.02e-9 * column };
          if (column > 3)
            well->doses[well->n_doses++] = (IsoDose) { 1, NAN, NAN, 1e-6 * column };
        }
    }
  return layout;
}

static IsoReadout *
make_readout (void)
{
  IsoReadout *readout = iso_readout_new ("plate.txt", "grid", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "1");
  IsoRead *signal = iso_read_plate_add (plate, "562", FALSE);
  IsoRead *reference = iso_read_plate_add (plate, "690", FALSE);

  plate->format = iso_plate_format_find (24);
  g_free (readout->sha256);
  readout->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "1.0", 3);
  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 6; column++)
      {
        IsoWell well = { (guint8) row, (guint8) column };

        if (row == 2 && column == 5)
          iso_read_add (signal, well, NAN, ISO_FLAG_OVERFLOW, g_strdup ("OVRFLW"), 7);
        else
          iso_read_add (signal, well, 0.1 + 0.1 * row + column / 3.0, ISO_FLAG_NONE, NULL, row + 5);
        iso_read_add (reference, well, 0.01 * column, ISO_FLAG_NONE, NULL, row + 15);
      }
  iso_read_sort (signal);
  iso_read_sort (reference);
  return readout;
}

static void
assert_same_record (const IsoRecord *one, const IsoRecord *two)
{
  g_assert_cmpint (one->role, ==, two->role);
  g_assert_cmpint (one->sample, ==, two->sample);
  g_assert_cmpuint (one->run, ==, two->run);
  g_assert_cmpint (one->plate, ==, two->plate);
  g_assert_cmpint (one->well, ==, two->well);
  g_assert_cmpuint (one->replicate, ==, two->replicate);
  g_assert_cmpint (one->flag, ==, two->flag);
  g_assert_cmpuint (one->line, ==, two->line);
  iso_assert_close (one->response, two->response, 0);
  g_assert_cmpuint (one->n_doses, ==, two->n_doses);
  for (guint i = 0; i < one->n_doses; i++)
    {
      g_assert_cmpuint (one->doses[i].drug, ==, two->doses[i].drug);
      iso_assert_close (one->doses[i].requested, two->doses[i].requested, 0);
      iso_assert_close (one->doses[i].planned, two->doses[i].planned, 0);
      iso_assert_close (one->doses[i].achieved, two->doses[i].achieved, 0);
    }
}

static char *
import (IsoStore *store, const IsoReadout *readout, const char *name, guint *counter)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("1.0", 3);
  g_autoptr (IsoExperiment) names = make_names ();
  g_autoptr (IsoLayout) layout = make_layout (name);
  g_autofree char *read = iso_outside_read_id (readout, 0, 0);
  g_autofree char *reference = iso_outside_read_id (readout, 0, 1);
  g_autoptr (GError) error = NULL;
  char *plate = NULL;

  iso_outside_add (iso_store_db (store), readout, bytes, &error);
  g_assert_no_error (error);
  g_assert_true (iso_history_begin (store, &store_test_stamp, "import", NULL, NULL));
  iso_edit_add_layout (store, &store_test_stamp, names, layout, make_id, counter, &plate, &error);
  g_assert_no_error (error);
  g_assert_true (iso_edit_link (store, &store_test_stamp, plate, ISO_LINK_SIGNAL, read, &error));
  g_assert_true (iso_edit_link (store, &store_test_stamp, plate, ISO_LINK_REFERENCE, reference, &error));
  g_assert_true (iso_history_end (store, TRUE, &error));
  g_assert_no_error (error);
  return plate;
}

static void
test_same_records (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoReadout) readout = make_readout ();
  g_autoptr (IsoExperiment) expected = make_names ();
  g_autoptr (IsoExperiment) actual = NULL;
  g_autoptr (IsoLayout) layout = make_layout ("Plate 1");
  g_autofree char *plate = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  iso_experiment_join (expected, layout, g_ptr_array_index (readout->plates, 0), "562", "690", "plate.txt", &error);
  g_assert_no_error (error);
  plate = import (store, readout, "Plate 1", &counter);
  g_assert_true (iso_edit_set_experiment (store, &store_test_stamp, "e", "Title", "Simulated", "signal", "", NULL));
  actual = iso_assemble_experiment (store, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (actual->title, ==, "Title");
  g_assert_cmpstr (actual->note, ==, "Simulated");
  g_assert_cmpint (actual->response, ==, ISO_RESPONSE_SIGNAL);
  g_assert_cmpuint (actual->records->len, ==, expected->records->len);
  g_assert_cmpuint (actual->records->len, ==, 18);
  for (guint i = 0; i < actual->records->len; i++)
    assert_same_record (&g_array_index (actual->records, IsoRecord, i), &g_array_index (expected->records, IsoRecord, i));
  g_assert_cmpstr (iso_experiment_drug (actual, 1)->name, ==, "lenalidomide");
  g_assert_cmpstr (iso_experiment_drug (actual, 1)->unit->symbol, ==, "µM");
  g_assert_cmpstr (iso_experiment_run (actual, 0), ==, "run 1");
  g_assert_cmpstr (g_ptr_array_index (actual->sources, 0), ==, "plate.txt");
}

static void
test_layout_back (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoReadout) readout = make_readout ();
  g_autoptr (IsoLayout) expected = make_layout ("Plate 1");
  g_autoptr (IsoLayout) actual = NULL;
  g_autofree char *plate = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  plate = import (store, readout, "Plate 1", &counter);
  actual = iso_assemble_layout (store, plate, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (actual->plate, ==, "Plate 1");
  g_assert_cmpstr (actual->experiment, ==, "run 1");
  g_assert_true (actual->format == expected->format);
  for (guint i = 0; i < actual->format->wells; i++)
    {
      g_assert_cmpint (actual->wells[i].role, ==, expected->wells[i].role);
      g_assert_cmpint (actual->wells[i].sample, ==, expected->wells[i].sample);
      g_assert_cmpuint (actual->wells[i].n_doses, ==, expected->wells[i].n_doses);
    }
  g_assert_null (iso_assemble_layout (store, "nowhere", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
}

/* An excluded well keeps its value, and comes back. */
static void
test_excluded (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoReadout) readout = make_readout ();
  g_autoptr (IsoExperiment) before = NULL;
  g_autoptr (IsoExperiment) excluded = NULL;
  g_autoptr (IsoExperiment) after = NULL;
  g_autofree char *plate = NULL;
  g_autoptr (GError) error = NULL;
  const IsoWellPlace places[] = { { 0, 2 }, { 2, 5 } };
  const IsoWellPlace empty = { 3, 0 };
  guint counter = 0, masked = 0;

  plate = import (store, readout, "Plate 1", &counter);
  before = iso_assemble_experiment (store, NULL);
  g_assert_false (iso_edit_exclude (store, &store_test_stamp, plate, places, 2, " ", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_edit_exclude (store, &store_test_stamp, plate, &empty, 1, "bubble", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_true (iso_edit_exclude (store, &store_test_stamp, plate, places, 2, "bubble", &error));
  excluded = iso_assemble_experiment (store, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < excluded->records->len; i++)
    {
      const IsoRecord *record = &g_array_index (excluded->records, IsoRecord, i);

      iso_assert_close (record->response, g_array_index (before->records, IsoRecord, i).response, 0);
      masked += record->flag == ISO_FLAG_MASKED;
    }
  g_assert_cmpuint (masked, ==, 1);   /* the other was an overflow, and says so */
  g_assert_true (iso_edit_include (store, &store_test_stamp, plate, places, 2, NULL));
  after = iso_assemble_experiment (store, NULL);
  for (guint i = 0; i < after->records->len; i++)
    g_assert_cmpint (g_array_index (after->records, IsoRecord, i).flag, ==, g_array_index (before->records, IsoRecord, i).flag);
}

/* The same file twice is there once; an import is undone as one, and what it read stays for redo. */
static void
test_import_undone (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoReadout) readout = make_readout ();
  g_autofree char *empty = store_test_dump (store);
  g_autofree char *back = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  guint counter = 0;

  first = import (store, readout, "Plate 1", &counter);
  second = import (store, readout, "Plate 2", &counter);
  g_assert_cmpint (iso_history_position (store), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM drug"), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM source WHERE name = 'plate.txt' AND length (bytes) = 3"), ==, 1);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM reading"), ==, 36);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  back = store_test_dump (store);
  g_assert_cmpstr (back, ==, empty);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM reading"), ==, 36);
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  experiment = iso_assemble_experiment (store, NULL);
  g_assert_cmpuint (experiment->records->len, ==, 18);
}

static void
test_units (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoExperiment) names = make_names ();
  g_autoptr (IsoLayout) layout = make_layout ("Plate 1");
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "d", "lenalidomide", "mg/L", NULL));
  g_assert_false (iso_edit_add_layout (store, &store_test_stamp, names, layout, make_id, &counter, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM plate"), ==, 0);
  g_clear_error (&error);
  g_assert_true (iso_edit_set_unit (store, &store_test_stamp, "d", "nM", NULL));
  g_assert_true (iso_edit_add_layout (store, &store_test_stamp, names, layout, make_id, &counter, NULL, &error));
}

/* Doses are kept in mol/L or g/L: another unit of the same kind only shows them otherwise, another kind would falsify them. */
static void
test_unit_kept (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoReadout) readout = make_readout ();
  g_autofree char *plate = NULL;
  g_autoptr (IsoStatement) row = NULL;
  g_autofree char *drug = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  plate = import (store, readout, "Plate 1", &counter);
  row = iso_db_query (iso_store_db (store), NULL, "SELECT id FROM drug WHERE name = 'ixazomib'", NULL);
  g_assert_true (iso_statement_next (row, NULL));
  drug = g_strdup (iso_statement_text (row, 0));
  g_clear_pointer (&row, iso_statement_free);
  g_assert_true (iso_edit_set_unit (store, &store_test_stamp, drug, "µM", NULL));
  g_assert_false (iso_edit_set_unit (store, &store_test_stamp, drug, "mg/L", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_DRUG, drug, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_PLATE, plate, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT (SELECT count (*) FROM well) + (SELECT count (*) FROM dose) + (SELECT count (*) FROM link)"),
                   ==, 0);
  g_assert_true (iso_edit_set_unit (store, &store_test_stamp, drug, "mg/L", NULL));
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_DRUG, drug, NULL));
}

/* Words and wells that no edit writes, but a file may hold. */
static void
test_impossible (void)
{
  static const char *const cases[] = {
    "UPDATE well SET role = 'nonsense'", "UPDATE drug SET unit = 'parsec'", "UPDATE plate SET wells = 95", "UPDATE well SET row = 9 WHERE row = 1",
    "UPDATE reading SET flag = 'nonsense'", "UPDATE reading SET row = 99 WHERE row = 1", "UPDATE experiment SET response = 'nonsense'",
    "UPDATE dose SET drug = 'nowhere' WHERE column = 3", "UPDATE well SET sample = 'nowhere'", "UPDATE plate SET run = 'nowhere'",
    "UPDATE drug SET name = CAST (x'ff' AS TEXT)",   /* no UTF-8: found by fuzzing */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (IsoStore) store = store_test_new (NULL);
      g_autoptr (IsoReadout) readout = make_readout ();
      g_autofree char *plate = NULL;
      g_autoptr (GError) error = NULL;
      guint counter = 0;

      g_test_message ("%s", cases[i]);
      plate = import (store, readout, "Plate 1", &counter);
      g_assert_true (iso_edit_set_experiment (store, &store_test_stamp, "e", "", "", "signal", "", NULL));
      g_assert_true (iso_db_execute (iso_store_db (store), "PRAGMA foreign_keys = OFF", NULL));
      g_assert_true (iso_db_execute (iso_store_db (store), cases[i], &error));
      g_assert_null (iso_assemble_experiment (store, &error));
      g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/assemble/same-records", test_same_records);
  g_test_add_func ("/assemble/layout-back", test_layout_back);
  g_test_add_func ("/assemble/excluded", test_excluded);
  g_test_add_func ("/assemble/import-undone", test_import_undone);
  g_test_add_func ("/assemble/units", test_units);
  g_test_add_func ("/assemble/unit-kept", test_unit_kept);
  g_test_add_func ("/assemble/impossible", test_impossible);
  return g_test_run ();
}
