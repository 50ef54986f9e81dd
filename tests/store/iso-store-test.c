/* iso-store-test.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-store-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define MOST_WELLS 12

const IsoStamp store_test_stamp = { 1767225600000, "Europe/Berlin", "Ada" };

static const char reads[] =
  "INSERT INTO source (sha256, name, bytes) VALUES ('" STORE_TEST_SOURCE "', 'plate.txt', x'0a');"
  "INSERT INTO read VALUES ('read-1', '" STORE_TEST_SOURCE "', 'grid', 1, 0, '', NULL, 96, 0, '562', 0);"
  "INSERT INTO read VALUES ('read-2', '" STORE_TEST_SOURCE "', 'grid', 1, 0, '', NULL, 96, 1, '690', 0);";

IsoStore *
store_test_new (const char *path)
{
  g_autoptr (GError) error = NULL;
  IsoDb *db = iso_db_open (path, "test.isobole", ISO_DB_CREATE, &error);
  IsoStore *store;

  g_assert_no_error (error);
  iso_db_execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF", &error);
  g_assert_no_error (error);
  iso_schema_create (&iso_schema, db, &error);
  g_assert_no_error (error);
  iso_db_execute (db, reads, &error);
  g_assert_no_error (error);
  store = iso_store_new (&iso_schema, db, &error);
  g_assert_no_error (error);
  return store;
}

IsoStore *
store_test_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  IsoDb *db = iso_db_open (path, "test.isobole", ISO_DB_WRITE, &error);
  IsoStore *store;

  g_assert_no_error (error);
  iso_db_execute (db, "PRAGMA synchronous = OFF", &error);
  g_assert_no_error (error);
  store = iso_store_new (&iso_schema, db, &error);
  g_assert_no_error (error);
  return store;
}

const char *
store_test_uuid (guint n)
{
  static char names[8][64];
  static guint next;
  char *name = names[next++ % G_N_ELEMENTS (names)];

  g_snprintf (name, sizeof names[0], "00000000-0000-4000-8000-%012u", n);
  return name;
}

char *
store_test_dump (IsoStore *store)
{
  GString *dump = g_string_new (NULL);

  for (guint i = 0; iso_schema.inside[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", iso_schema.inside[i]);
      g_autoptr (IsoStatement) rows = NULL;
      sqlite3_stmt *statement;

      g_string_append_printf (dump, "[%s]\n", iso_schema.inside[i]);
      g_assert_cmpint (sqlite3_prepare_v2 (iso_db_handle (iso_store_db (store)), sql, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        {
          for (int column = 0; column < sqlite3_column_count (statement); column++)
            {
              const char *text = (const char *) sqlite3_column_text (statement, column);

              g_string_append_printf (dump, "%d:%s|", sqlite3_column_type (statement, column), text != NULL ? text : "");
            }
          g_string_append_c (dump, '\n');
        }
      sqlite3_finalize (statement);
    }
  return g_string_free (dump, FALSE);
}

gint64
store_test_count (IsoStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  iso_db_get (iso_store_db (store), &value, -1, &error, sql, NULL);
  g_assert_no_error (error);
  return value;
}

char *
store_test_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("isobole-store-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
store_test_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        store_test_remove (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

/* Any row of a table by chance; NULL if there is none. */
static char *
pick (IsoStore *store, IsoRandom *random, const char *table)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM %s", table);
  g_autofree char *sql = NULL;
  g_autoptr (IsoStatement) row = NULL;
  gint64 n = store_test_count (store, count);

  if (n == 0)
    return NULL;
  sql = g_strdup_printf ("SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %u", table, iso_random_below (random, (guint32) n));
  row = iso_db_query (iso_store_db (store), NULL, sql, NULL);
  g_assert_true (iso_statement_next (row, NULL));
  return g_strdup (iso_statement_text (row, 0));
}

static const char *
pick_name (IsoRandom *random)
{
  static const char *const names[] = {
    "A", "B", "ixazomib", "lenalidomide", "MM.1S", "dexaméthasone\t\\", "5-FU", "β-lapachone", "run 1", "run 2", "Plate 1", "Plate\n2", "x\"';--",
  };

  return names[iso_random_below (random, G_N_ELEMENTS (names))];
}

static double
pick_dose (IsoRandom *random)
{
  return iso_random_below (random, 8) == 0 ? NAN : 1e-9 * (1 + iso_random_below (random, 5));
}

static gboolean
edit_wells (IsoStore *store, IsoRandom *random, const char *plate)
{
  IsoWellEdit wells[MOST_WELLS];
  guint n = 1 + iso_random_below (random, MOST_WELLS);
  g_autofree char *sample = pick (store, random, "sample");
  g_autofree char *first = pick (store, random, "drug");
  g_autofree char *second = pick (store, random, "drug");

  for (guint i = 0; i < n; i++)
    {
      IsoWellEdit *well = &wells[i];

      memset (well, 0, sizeof *well);
      well->row = iso_random_below (random, 3);
      well->column = iso_random_below (random, 4);
      well->role = (IsoRole) iso_random_below (random, ISO_N_ROLES);
      well->sample = iso_random_below (random, 2) == 0 ? sample : NULL;
      well->replicate = iso_random_below (random, 4);
      if (first != NULL && well->role == ISO_ROLE_TREATED)
        well->doses[well->n_doses++] = (IsoWellDose) { first, pick_dose (random), pick_dose (random), pick_dose (random) };
      if (second != NULL && well->n_doses > 0 && strcmp (first, second) != 0)
        well->doses[well->n_doses++] = (IsoWellDose) { second, pick_dose (random), pick_dose (random), pick_dose (random) };
    }
  return iso_edit_set_wells (store, &store_test_stamp, plate, wells, n, NULL);
}

static gboolean
edit_plate (IsoStore *store, IsoRandom *random)
{
  g_autofree char *plate = pick (store, random, "plate");
  g_autofree char *run = pick (store, random, "run");
  IsoWellPlace places[2];

  if (plate == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    places[i] = (IsoWellPlace) { iso_random_below (random, 3), iso_random_below (random, 4) };
  switch (iso_random_below (random, 9))
    {
    case 8:
      return iso_edit_set_read_on (store, &store_test_stamp, run, iso_random_below (random, 2) == 0 ? "" : "2026-11-24", NULL);
    case 0:
      return iso_edit_exclude (store, &store_test_stamp, plate, places, 1, pick_name (random), NULL);
    case 1:
      return iso_edit_include (store, &store_test_stamp, plate, places, 2, NULL);
    case 2:
      return iso_edit_link (store, &store_test_stamp, plate, ISO_LINK_SIGNAL,
                            iso_random_below (random, 2) == 0 ? STORE_TEST_READ : STORE_TEST_OTHER_READ, NULL);
    case 3:
      return iso_edit_link (store, &store_test_stamp, plate, iso_random_below (random, 2) == 0 ? ISO_LINK_SIGNAL : ISO_LINK_REFERENCE,
                            iso_random_below (random, 2) == 0 ? STORE_TEST_READ : NULL, NULL);
    case 4:
      return iso_edit_set_run (store, &store_test_stamp, plate, run, NULL);
    default:
      return edit_wells (store, random, plate);
    }
}

static char *
make_id (gpointer data)
{
  guint *counter = data;

  return g_strdup (store_test_uuid ((*counter)++));
}

/* The rows of a small table, with or without wells. */
static gboolean
add_experiment (IsoStore *store, IsoRandom *random, guint *counter)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("1.0", 3);
  const IsoTableSource source = { "table.csv", "d0ff5974b6aa52cf562bea5921840c032a860a91a3512f7fe8f768f6bbe005f6", bytes, 1 };
  gboolean wells = iso_random_below (random, 2) == 0;

  iso_experiment_add_sample (experiment, pick_name (random));
  iso_experiment_add_run (experiment, pick_name (random));
  iso_experiment_add_drug (experiment, pick_name (random), iso_unit_find ("nM"));
  if (wells)
    iso_experiment_add_plate (experiment, pick_name (random), iso_plate_format_find (24));
  experiment->response = ISO_RESPONSE_SIGNAL;
  for (guint i = 0; i < 4; i++)
    {
      IsoRecord record = { .role = ISO_ROLE_TREATED, .n_doses = 1, .plate = wells ? 0 : -1, .well = wells ? (int) i : -1, .line = i + 2 };

      record.doses[0] = (IsoDose) { 0, pick_dose (random), pick_dose (random), 1e-9 * (i + 1) };
      record.response = iso_random_uniform (random);
      g_array_append_val (experiment->records, record);
    }
  return iso_edit_add_experiment (store, &store_test_stamp, experiment, &source, make_id, counter, NULL);
}

/* A layout onto any plate. */
static gboolean
fill_plate (IsoStore *store, IsoRandom *random, guint *counter)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (IsoLayout) layout = iso_layout_new ("", iso_random_below (random, 2) == 0 ? "" : pick_name (random), iso_plate_format_find (6));
  g_autofree char *plate = pick (store, random, "plate");

  iso_experiment_add_sample (experiment, pick_name (random));
  iso_experiment_add_drug (experiment, pick_name (random), iso_unit_find ("nM"));
  for (guint i = 0; i < layout->format->wells; i++)
    {
      IsoLayoutWell *well = &layout->wells[i];

      well->role = (IsoRole) iso_random_below (random, ISO_N_ROLES);
      well->sample = well->role == ISO_ROLE_EMPTY ? -1 : 0;
      if (well->role == ISO_ROLE_TREATED)
        well->doses[well->n_doses++] = (IsoDose) { 0, pick_dose (random), pick_dose (random), 1e-9 * (i + 1) };
    }
  return plate != NULL && iso_edit_fill_plate (store, &store_test_stamp, plate, experiment, layout, make_id, counter, NULL);
}

static gboolean
add_entity (IsoStore *store, IsoRandom *random, guint *counter)
{
  const char *id = store_test_uuid ((*counter)++);
  const char *name = pick_name (random);
  g_autofree char *run = NULL;

  switch (iso_random_below (random, 5))
    {
    case 0:
      return iso_edit_add_drug (store, &store_test_stamp, id, name, "nM", NULL);
    case 1:
      return iso_edit_add_sample (store, &store_test_stamp, id, name, NULL);
    case 2:
      return iso_edit_add_run (store, &store_test_stamp, id, name, NULL);
    case 3:
      return iso_edit_add_figure (store, &store_test_stamp, id, "isobologram", name, NULL);
    default:
      run = pick (store, random, "run");
      return run != NULL && iso_edit_add_plate (store, &store_test_stamp, id, name, run, 24, NULL);
    }
}

static gboolean
edit_entity (IsoStore *store, IsoRandom *random)
{
  static const char *const tables[] = { "drug", "sample", "run", "plate", "figure" };
  IsoEntity entity = (IsoEntity) iso_random_below (random, G_N_ELEMENTS (tables));
  g_autofree char *id = pick (store, random, tables[entity]);

  if (id == NULL)
    return FALSE;
  switch (iso_random_below (random, 4))
    {
    case 0:
      return iso_edit_remove (store, &store_test_stamp, entity, id, NULL);
    case 1:
      return iso_edit_move (store, &store_test_stamp, entity, id, iso_random_below (random, 4), NULL);
    default:
      return iso_edit_rename (store, &store_test_stamp, entity, id, pick_name (random), NULL);
    }
}

static gboolean
set_setting (IsoStore *store, IsoRandom *random)
{
  static const char *const settings[][2] = {
    { "model", "LL.3" }, { "model", "auto" }, { "model", NULL }, { "level", "0.9" }, { "level", NULL }, { "effect_levels", "0.5" },
    { "fixed", "lower=0" }, { "fixed", NULL }, { "free_upper", "yes" }, { "threads", "2" }, { "level", "95" },
  };
  const char *const *one = settings[iso_random_below (random, G_N_ELEMENTS (settings))];

  return iso_edit_set_setting (store, &store_test_stamp, one[0], one[1], NULL);
}

static gboolean
edit_setting (IsoStore *store, IsoRandom *random, guint *counter)
{
  g_autofree char *figure = pick (store, random, "figure");
  g_autofree char *drug = pick (store, random, "drug");
  const char *value = iso_random_below (random, 3) == 0 ? NULL : pick_name (random);

  switch (iso_random_below (random, 4))
    {
    case 0:
      return iso_edit_set_experiment (store, &store_test_stamp, store_test_uuid ((*counter)++), pick_name (random), "", "signal", "", NULL);
    case 1:
      return set_setting (store, random);
    case 2:
      return figure != NULL && iso_edit_set_figure_setting (store, &store_test_stamp, figure, pick_name (random), value, NULL);
    default:
      return drug != NULL && iso_edit_set_unit (store, &store_test_stamp, drug, iso_random_below (random, 2) == 0 ? "nM" : "µM", NULL);
    }
}

static gboolean
edit_stock (IsoStore *store, IsoRandom *random, const char *stock)
{
  g_auto (IsoBottle) bottle;

  iso_bottle_init (&bottle);
  bottle.concentration = 1e-3 * (1 + iso_random_below (random, 5));
  g_free (bottle.lot);
  bottle.lot = g_strdup (pick_name (random));
  bottle.thaws = iso_random_below (random, 3);
  switch (iso_random_below (random, 4))
    {
    case 0:
      return iso_edit_remove_stock (store, &store_test_stamp, stock, NULL);
    case 1:
      return iso_edit_use_stock (store, &store_test_stamp, stock, NULL);
    default:
      return iso_edit_change_stock (store, &store_test_stamp, stock, &bottle, NULL);
    }
}

/* What an experiment is prepared from, and how. */
static gboolean
edit_supplies (IsoStore *store, IsoRandom *random, guint *counter)
{
  static const char *const settings[][2] = {
    { "method", "separate" }, { "method", NULL }, { "seed", "50 µL" }, { "caps", "DMSO=0.1:1" }, { "reagents", "MTT=20 µL@5 mg/mL" },
    { "mother", "yes" }, { "overage", "lots" },
  };
  const char *const *one = settings[iso_random_below (random, G_N_ELEMENTS (settings))];
  g_autofree char *drug = pick (store, random, "drug");
  g_autofree char *sample = pick (store, random, "sample");
  g_autofree char *stock = pick (store, random, "stock");
  IsoCells cells = { (char *) pick_name (random), 1000 * (1 + iso_random_below (random, 3)), NAN, 0.9 };
  g_auto (IsoBottle) bottle;

  iso_bottle_init (&bottle);
  bottle.concentration = 0.01;
  switch (iso_random_below (random, 6))
    {
    case 0:
    case 1:
      return drug != NULL && iso_edit_add_stock (store, &store_test_stamp, store_test_uuid ((*counter)++), drug, &bottle, NULL);
    case 2:
      return sample != NULL && iso_edit_set_cells (store, &store_test_stamp, sample, &cells, NULL);
    case 3:
      return iso_edit_set_preparation (store, &store_test_stamp, NULL, one[0], one[1], NULL);
    case 4:
      return drug != NULL
             && iso_edit_set_preparation (store, &store_test_stamp, drug, "delay", iso_random_below (random, 3) == 0 ? NULL : "24", NULL);
    default:
      return stock != NULL && edit_stock (store, random, stock);
    }
}

/* Several edits as one, as a paste is. */
static gboolean
edit_group (IsoStore *store, IsoRandom *random, guint *counter)
{
  gboolean done = iso_history_begin (store, &store_test_stamp, "paste", NULL, NULL);

  g_assert_true (done);
  for (guint i = 0; i < 3; i++)
    done = (iso_random_below (random, 2) == 0 ? add_entity (store, random, counter) : edit_plate (store, random)) || done;
  return iso_history_end (store, done, NULL);
}

gboolean
store_test_edit (IsoStore *store, IsoRandom *random, guint *counter)
{
  switch (iso_random_below (random, 12))
    {
    case 11:
      return fill_plate (store, random, counter);
    case 9:
    case 10:
      return edit_supplies (store, random, counter);
    case 0:
    case 1:
      return add_entity (store, random, counter);
    case 8:
      return add_experiment (store, random, counter);
    case 2:
      return edit_entity (store, random);
    case 3:
      return edit_setting (store, random, counter);
    case 4:
      return edit_group (store, random, counter);
    default:
      return edit_plate (store, random);
    }
}
