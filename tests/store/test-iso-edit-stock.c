/* test-iso-edit-stock.c - bottles, cells and how an experiment is prepared: kept, refused, undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit.h"
#include "iso-lookup.h"
#include "iso-store-test.h"
#include "iso-test.h"

#include <math.h>
#include <string.h>

/* Ixazomib citrate, 5 mg/mL: the example E6 of the formulas, whose molar strength is 9.669 mM. */
static void
init_citrate (IsoBottle *bottle)
{
  iso_bottle_init (bottle);
  g_free (bottle->form_name);
  bottle->form_name = g_strdup ("ixazomib citrate");
  g_free (bottle->lot);
  bottle->lot = g_strdup ("A1");
  bottle->form.form_weight = 517.12;
  bottle->form.active_weight = 361.03;
  bottle->unit = iso_unit_find ("mg/mL");
  bottle->concentration = 5;
  bottle->thaws = 2;
}

static IsoStore *
new_store (void)
{
  IsoStore *store = store_test_new (NULL);

  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "d1", "Ixazomib", "nM", NULL));
  g_assert_true (iso_edit_add_drug (store, &store_test_stamp, "d2", "Lenalidomide", "µM", NULL));
  g_assert_true (iso_edit_add_sample (store, &store_test_stamp, "s1", "MM.1S", NULL));
  return store;
}

static void
add (IsoStore *store, const char *id, const char *drug)
{
  g_auto (IsoBottle) bottle;

  init_citrate (&bottle);
  g_assert_true (iso_edit_add_stock (store, &store_test_stamp, id, drug, &bottle, NULL));
}

static void
test_kept (void)
{
  g_autoptr (IsoStore) store = new_store ();
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (IsoBottle) bottle;
  const IsoStockRow *row;
  double strength;

  init_citrate (&bottle);
  add (store, "b1", "d1");
  rows = iso_lookup_stocks (iso_store_db (store), NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  row = rows->pdata[0];
  g_assert_cmpstr (row->id, ==, "b1");
  g_assert_cmpstr (row->drug, ==, "d1");
  g_assert_true (row->used);
  g_assert_true (iso_bottle_equal (&row->bottle, &bottle));
  g_assert_true (iso_bottle_by_weight (&row->bottle));
  g_assert_true (iso_bottle_strength (&row->bottle, ISO_DIMENSION_MOLAR, &strength, NULL));
  iso_assert_close (strength, 9.669e-3, 1e-4);
}

/* Of the bottles of one drug, one is in use: the first, until another one is taken. */
static void
test_used (void)
{
  g_autoptr (IsoStore) store = new_store ();

  add (store, "b1", "d1");
  add (store, "b2", "d1");
  add (store, "b3", "d2");
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE used AND id IN ('b1', 'b3')"), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT sum (used) FROM stock"), ==, 2);
  g_assert_true (iso_edit_use_stock (store, &store_test_stamp, "b2", NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE used AND id IN ('b2', 'b3')"), ==, 2);
  g_assert_cmpint (store_test_count (store, "SELECT sum (used) FROM stock"), ==, 2);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT used FROM stock WHERE id = 'b1'"), ==, 1);
  g_assert_true (iso_edit_remove_stock (store, &store_test_stamp, "b1", NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE used AND drug = 'd1'"), ==, 0);
}

static void
test_changed (void)
{
  g_autoptr (IsoStore) store = new_store ();
  g_auto (IsoBottle) bottle;
  gint64 position;

  add (store, "b1", "d1");
  init_citrate (&bottle);
  bottle.form.purity = 0.98;
  g_free (bottle.expiry);
  bottle.expiry = g_strdup ("2027-03-31");
  g_assert_true (iso_edit_change_stock (store, &store_test_stamp, "b1", &bottle, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM stock WHERE purity = 0.98 AND expiry = '2027-03-31' AND used"), ==, 1);
  position = iso_history_position (store);
  g_assert_true (iso_edit_change_stock (store, &store_test_stamp, "b1", &bottle, NULL));
  g_assert_cmpint (iso_history_position (store), ==, position);
}

/* What is no bottle is refused, and nothing is written. */
static void
test_refused (void)
{
  static const struct
  {
    const char  *solvent, *expiry;
    double       concentration, purity;
    IsoErrorCode code;
  } cases[] = {
    { " ", "", 5, 1, ISO_ERROR_RANGE }, { "DMSO", "31.3.2027", 5, 1, ISO_ERROR_SYNTAX }, { "DMSO", "2027-02-29", 5, 1, ISO_ERROR_SYNTAX },
    { "DMSO", "", 0, 1, ISO_ERROR_RANGE }, { "DMSO", "", NAN, 1, ISO_ERROR_RANGE }, { "DMSO", "", 5, 98, ISO_ERROR_RANGE },
  };
  g_autoptr (IsoStore) store = new_store ();
  gint64 position = iso_history_position (store);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (IsoBottle) bottle;
      g_autoptr (GError) error = NULL;

      init_citrate (&bottle);
      g_free (bottle.solvent);
      bottle.solvent = g_strdup (cases[i].solvent);
      g_free (bottle.expiry);
      bottle.expiry = g_strdup (cases[i].expiry);
      bottle.concentration = cases[i].concentration;
      bottle.form.purity = cases[i].purity;
      g_assert_false (iso_edit_add_stock (store, &store_test_stamp, "b1", "d1", &bottle, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "test.isobole");
    }
  g_assert_false (iso_edit_use_stock (store, &store_test_stamp, "b9", NULL));
  g_assert_cmpint (iso_history_position (store), ==, position);
}

/* A drug goes with its bottles, a sample with what is known of its cells; both come back. */
static void
test_removed_with (void)
{
  g_autoptr (IsoStore) store = new_store ();
  const IsoCells cells = { (char *) "12", 20000, 1.25e6, 0.94 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  add (store, "b1", "d1");
  g_assert_true (iso_edit_set_preparation (store, &store_test_stamp, "d1", "delay", "24", NULL));
  g_assert_true (iso_edit_set_cells (store, &store_test_stamp, "s1", &cells, NULL));
  before = store_test_dump (store);
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_DRUG, "d1", NULL));
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_SAMPLE, "s1", NULL));
  g_assert_cmpint (store_test_count (store, "SELECT (SELECT count (*) FROM stock) + (SELECT count (*) FROM cells)"
                                     " + (SELECT count (*) FROM drug_preparation)"), ==, 0);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  after = store_test_dump (store);
  g_assert_cmpstr (before, ==, after);
}

static void
test_cells (void)
{
  g_autoptr (IsoStore) store = new_store ();
  g_autoptr (GPtrArray) rows = NULL;
  IsoCells cells = { (char *) "12", 20000, NAN, 0.94 };
  g_autoptr (GError) error = NULL;

  g_assert_true (iso_edit_set_cells (store, &store_test_stamp, "s1", &cells, NULL));
  rows = iso_lookup_cells (iso_store_db (store), NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (iso_cells_equal (&((IsoCellsRow *) rows->pdata[0])->cells, &cells));
  cells.viability = 94;
  g_assert_false (iso_edit_set_cells (store, &store_test_stamp, "s1", &cells, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  cells = (IsoCells) { (char *) "", NAN, NAN, NAN };
  g_assert_true (iso_edit_set_cells (store, &store_test_stamp, "s1", &cells, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM cells"), ==, 0);
}

static void
test_preparation (void)
{
  static const struct
  {
    const char  *drug, *name, *value;
    IsoErrorCode code;
  } cases[] = {
    { NULL, "colour", "red", ISO_ERROR_SYNTAX },       { NULL, "method", "drops", ISO_ERROR_SYNTAX },
    { NULL, "seed", "100", ISO_ERROR_UNITS },          { NULL, "seed", "10 mM", ISO_ERROR_UNITS },
    { NULL, "overage", "11", ISO_ERROR_RANGE },        { NULL, "caps", "DMSO=5:1", ISO_ERROR_SYNTAX },
    { NULL, "reagents", "MTT", ISO_ERROR_SYNTAX },     { NULL, "pipettes", "P20, P5000", ISO_ERROR_SYNTAX },
    { "d1", "intermediate", "2 mg/mL", ISO_ERROR_UNITS }, { "d1", "seed", "1 µL", ISO_ERROR_SYNTAX },
  };
  g_autoptr (IsoStore) store = new_store ();
  gint64 position = iso_history_position (store);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (iso_edit_set_preparation (store, &store_test_stamp, cases[i].drug, cases[i].name, cases[i].value, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_nonnull (iso_error_get_message (error)->place.file);
    }
  g_assert_cmpint (iso_history_position (store), ==, position);
  g_assert_true (iso_edit_set_preparation (store, &store_test_stamp, NULL, "seed", "50 µL", NULL));
  g_assert_true (iso_edit_set_preparation (store, &store_test_stamp, "d1", "intermediate", "200 µM", NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM preparation WHERE name = 'seed' AND value = '50 µL'"), ==, 1);
  g_assert_true (iso_edit_set_preparation (store, &store_test_stamp, NULL, "seed", NULL, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM preparation"), ==, 0);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM drug_preparation"), ==, 1);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/edit-stock/kept", test_kept);
  g_test_add_func ("/edit-stock/used", test_used);
  g_test_add_func ("/edit-stock/changed", test_changed);
  g_test_add_func ("/edit-stock/refused", test_refused);
  g_test_add_func ("/edit-stock/removed-with", test_removed_with);
  g_test_add_func ("/edit-stock/cells", test_cells);
  g_test_add_func ("/edit-stock/preparation", test_preparation);
  return g_test_run ();
}
