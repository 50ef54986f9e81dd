/* test-iso-project.c - the objects of an open project against those of one that was opened anew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-store-test.h"
#include "iso-test.h"

#include "iso-outside.h"
#include "iso-project-stock-table.h"
#include "iso-project.h"
#include "iso-work.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_ENTITIES (ISO_ENTITY_FIGURE + 1)

/* A file with the two reads of the tests of store. */
static void
write_project (ProjectFixture *fixture)
{
  const IsoWorkPlace place = { &iso_schema, fixture->root };
  g_autoptr (GError) error = NULL;
  IsoWork *work = iso_work_create (&place, fixture->path, fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (iso_db_execute (iso_store_db (iso_work_store (work)),
                                 "INSERT INTO source (sha256, name, bytes) VALUES ('00', 'plate.txt', x'0a');"
                                 "INSERT INTO read VALUES ('read-1', '00', 'grid', 1, 0, '', NULL, 96, 0, '562', 0);"
                                 "INSERT INTO read VALUES ('read-2', '00', 'grid', 1, 0, '', NULL, 96, 1, '690', 0);", &error));
  g_assert_true (iso_work_save (work, FALSE, &error));
  iso_work_close (work);
}

static GListModel *
get_model (IsoProject *project, IsoEntity entity)
{
  return G_LIST_MODEL (iso_project_get_list (project, entity));
}

static void
describe_wells (GString *text, IsoProjectPlate *plate)
{
  g_string_append_printf (text, " run %s signal %s reference %s\n", iso_project_plate_get_run (plate),
                          iso_project_plate_get_signal (plate), iso_project_plate_get_reference (plate));
  for (guint i = 0; i < iso_project_plate_get_n_wells (plate); i++)
    {
      guint n;
      const IsoWellDose *doses = iso_project_plate_get_doses (plate, i, &n);

      g_string_append_printf (text, " %u: %d %s %u %s %d", i, iso_project_plate_get_role (plate, i),
                              iso_project_plate_get_sample (plate, i), iso_project_plate_get_replicate (plate, i),
                              iso_project_plate_get_reason (plate, i), iso_project_plate_get_excluded (plate, i));
      for (guint j = 0; j < n; j++)
        g_string_append_printf (text, " %s %g %g %g", doses[j].drug, doses[j].requested, doses[j].planned, doses[j].achieved);
      g_string_append_c (text, '\n');
    }
}

static void
describe_item (GString *text, IsoEntity entity, IsoProjectItem *item)
{
  g_string_append_printf (text, "%d %s %s", entity, iso_project_item_get_id (item), iso_project_item_get_name (item));
  if (entity == ISO_ENTITY_DRUG)
    g_string_append_printf (text, " %s", iso_project_drug_get_unit (ISO_PROJECT_DRUG (item)));
  if (entity == ISO_ENTITY_PLATE)
    describe_wells (text, ISO_PROJECT_PLATE (item));
  if (entity == ISO_ENTITY_FIGURE)
    {
      g_auto (GStrv) settings = NULL;
      g_autofree char *joined = NULL;

      g_object_get (item, "settings", &settings, NULL);
      joined = g_strjoinv ("|", settings);
      g_string_append_printf (text, " %s %s", iso_project_figure_get_kind (ISO_PROJECT_FIGURE (item)), joined);
    }
  g_string_append_c (text, '\n');
}

static void
describe_steps (GString *text, GListModel *history)
{
  for (guint i = 0; i < g_list_model_get_n_items (history); i++)
    {
      g_autoptr (IsoProjectStep) step = g_list_model_get_item (history, i);

      g_string_append_printf (text, "%d kind %d target %d %s\n", (int) iso_project_step_get_seq (step), iso_project_step_get_kind (step),
                              (int) iso_project_step_get_target (step), iso_project_step_get_verb (step));
    }
}

/* What it is prepared from, and how. */
static void
describe_supplies (GString *text, IsoProject *project)
{
  static const char *const names[] = { "method", "seed", "caps", "reagents", "mother" };
  GListModel *stocks = iso_project_get_stocks (project), *drugs = get_model (project, ISO_ENTITY_DRUG);

  for (guint i = 0; i < g_list_model_get_n_items (stocks); i++)
    {
      g_autoptr (IsoProjectStock) stock = g_list_model_get_item (stocks, i);
      const IsoBottle *bottle = iso_project_stock_get_bottle (stock);

      g_string_append_printf (text, "stock %s %s %d %s %g %s %u\n", iso_project_stock_get_id (stock), iso_project_stock_get_drug (stock),
                              iso_project_stock_get_used (stock), bottle->lot, bottle->concentration, bottle->unit->symbol, bottle->thaws);
    }
  for (guint i = 0; i < g_list_model_get_n_items (drugs); i++)
    {
      g_autoptr (IsoProjectItem) drug = g_list_model_get_item (drugs, i);

      g_string_append_printf (text, "delay %s\n", iso_project_get_preparation (project, iso_project_item_get_id (drug), "delay"));
    }
  for (guint i = 0; i < g_list_model_get_n_items (get_model (project, ISO_ENTITY_SAMPLE)); i++)
    {
      g_autoptr (IsoProjectItem) sample = g_list_model_get_item (get_model (project, ISO_ENTITY_SAMPLE), i);
      const IsoCells *cells = iso_project_get_cells (project, iso_project_item_get_id (sample));

      if (cells != NULL)
        g_string_append_printf (text, "cells %s %g %g %g\n", cells->passage, cells->per_well, cells->count, cells->viability);
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text, "%s: %s\n", names[i], iso_project_get_preparation (project, NULL, names[i]));
}

/* Everything that can be seen of a project from outside. */
static char *
describe (IsoProject *project)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s|%s|%s|%d|%d\n", iso_project_get_note (project), iso_project_get_response (project),
                          iso_project_get_scale (project), iso_project_get_can_undo (project), iso_project_get_can_redo (project));
  for (guint entity = 0; entity < N_ENTITIES; entity++)
    for (guint i = 0; i < g_list_model_get_n_items (get_model (project, (IsoEntity) entity)); i++)
      {
        g_autoptr (IsoProjectItem) item = g_list_model_get_item (get_model (project, (IsoEntity) entity), i);

        g_assert_true (iso_project_list_find (iso_project_get_list (project, (IsoEntity) entity), iso_project_item_get_id (item)) == item);
        describe_item (text, (IsoEntity) entity, item);
      }
  describe_supplies (text, project);
  describe_steps (text, iso_project_get_history (project));
  return g_string_free (text, FALSE);
}

/* A copy of the project, opened by another one. */
static void
assert_like_new (ProjectFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.isobole", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (IsoProject) other = iso_project_new (&fixture->host);
  g_autofree char *expected = NULL;
  g_autofree char *actual = describe (fixture->project);
  GAsyncResult *result = NULL;

  iso_project_export_async (fixture->project, file, TRUE, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (fixture->project, &result, iso_project_export_finish), ==, -1);
  g_assert_cmpint (project_test_open (other, file, NULL), ==, -1);
  expected = describe (other);
  g_assert_cmpstr (actual, ==, expected);
  for (guint i = 0; i < 4; i++)
    {
      static const char *const names[] = { "A", "B", "run 1", "x\"';--" };

      g_assert_cmpstr (iso_project_get_setting (fixture->project, names[i]), ==, iso_project_get_setting (other, names[i]));
    }
  iso_project_close (other, TRUE);
  project_test_settle (other);
}

static const char *
pick_name (IsoRandom *random)
{
  static const char *const names[] = { "A", "B", "ixazomib", "dexaméthasone\t\\", "run 1", "Plate 1", "Plate\n2", "x\"';--" };

  return names[iso_random_below (random, G_N_ELEMENTS (names))];
}

/* The id of anything of a kind; NULL if there is none. */
static const char *
pick (IsoProject *project, IsoRandom *random, IsoEntity entity)
{
  GListModel *list = get_model (project, entity);
  guint n = g_list_model_get_n_items (list);
  g_autoptr (IsoProjectItem) item = n > 0 ? g_list_model_get_item (list, iso_random_below (random, n)) : NULL;

  return item != NULL ? iso_project_item_get_id (item) : NULL;
}

static void
add_something (IsoProject *project, IsoRandom *random)
{
  const char *name = pick_name (random);
  const char *run = pick (project, random, ISO_ENTITY_RUN);

  switch (iso_random_below (random, 5))
    {
    case 0:
      g_free (iso_project_add_drug (project, name, "nM", NULL));
      break;
    case 1:
      g_free (iso_project_add_sample (project, name, NULL));
      break;
    case 2:
      g_free (iso_project_add_run (project, name, NULL));
      break;
    case 3:
      g_free (iso_project_add_figure (project, "isobologram", name, NULL));
      break;
    default:
      if (run != NULL)
        g_free (iso_project_add_plate (project, name, run, iso_random_below (random, 2) == 0 ? 24 : 96, NULL));
      break;
    }
}

static void
fill_wells (IsoProject *project, IsoRandom *random, const char *plate)
{
  IsoWellEdit wells[48];
  guint n = iso_random_below (random, 3) == 0 ? 48 : 1 + iso_random_below (random, 6);
  const char *sample = pick (project, random, ISO_ENTITY_SAMPLE);
  const char *drug = pick (project, random, ISO_ENTITY_DRUG);

  for (guint i = 0; i < n; i++)
    {
      memset (&wells[i], 0, sizeof wells[i]);
      wells[i].row = iso_random_below (random, 4);
      wells[i].column = iso_random_below (random, 6);
      wells[i].role = (IsoRole) iso_random_below (random, ISO_N_ROLES);
      wells[i].sample = iso_random_below (random, 2) == 0 ? sample : NULL;
      wells[i].replicate = iso_random_below (random, 4);
      if (drug != NULL && wells[i].role == ISO_ROLE_TREATED)
        wells[i].doses[wells[i].n_doses++] = (IsoWellDose) { drug, NAN, 1e-9, 1e-9 * iso_random_below (random, 4) };
    }
  iso_project_set_wells (project, plate, wells, n, NULL);
}

static void
change_plate (IsoProject *project, IsoRandom *random)
{
  const char *plate = pick (project, random, ISO_ENTITY_PLATE);
  const IsoWellPlace places[] = { { iso_random_below (random, 4), iso_random_below (random, 6) } };

  if (plate == NULL)
    return;
  switch (iso_random_below (random, 9))
    {
    case 8:
      iso_project_set_read_on (project, pick (project, random, ISO_ENTITY_RUN), iso_random_below (random, 2) == 0 ? "" : "2026-11-24", NULL);
      break;
    case 0:
      iso_project_exclude (project, plate, places, 1, pick_name (random), NULL);
      break;
    case 1:
      iso_project_include (project, plate, places, 1, NULL);
      break;
    case 2:
      iso_project_link (project, plate, iso_random_below (random, 2) == 0 ? ISO_LINK_SIGNAL : ISO_LINK_REFERENCE,
                        iso_random_below (random, 3) == 0 ? NULL : STORE_TEST_READ, NULL);
      break;
    case 3:
      iso_project_set_run (project, plate, pick (project, random, ISO_ENTITY_RUN), NULL);
      break;
    default:
      fill_wells (project, random, plate);
      break;
    }
}

static void
change_something (IsoProject *project, IsoRandom *random)
{
  IsoEntity entity = (IsoEntity) iso_random_below (random, N_ENTITIES);
  const char *id = pick (project, random, entity);
  const char *value = iso_random_below (random, 3) == 0 ? NULL : pick_name (random);

  switch (iso_random_below (random, 7))
    {
    case 0:
      iso_project_set_experiment (project, pick_name (random), "", "signal", "", NULL);
      break;
    case 1:
      iso_project_set_setting (project, pick_name (random), value, NULL);
      break;
    case 2:
      id = pick (project, random, ISO_ENTITY_FIGURE);
      if (id != NULL)
        iso_project_set_figure_setting (project, id, pick_name (random), value, NULL);
      break;
    case 3:
      id = pick (project, random, ISO_ENTITY_DRUG);
      if (id != NULL)
        iso_project_set_unit (project, id, iso_random_below (random, 2) == 0 ? "µM" : "pM", NULL);
      break;
    case 4:
      if (id != NULL)
        iso_project_remove (project, entity, id, NULL);
      break;
    case 5:
      if (id != NULL)
        iso_project_move (project, entity, id, iso_random_below (random, 4), NULL);
      break;
    default:
      if (id != NULL)
        iso_project_rename (project, entity, id, pick_name (random), NULL);
      break;
    }
}

static void
take_step (IsoProject *project, IsoRandom *random)
{
  guint n = g_list_model_get_n_items (iso_project_get_history (project));

  switch (iso_random_below (random, 12))
    {
    case 0:
    case 1:
      if (iso_project_get_can_undo (project))
        g_assert_true (iso_project_undo (project, NULL));
      break;
    case 2:
      if (iso_project_get_can_redo (project))
        g_assert_true (iso_project_redo (project, NULL));
      break;
    case 3:
      g_assert_true (iso_project_restore (project, iso_random_below (random, n + 1), NULL));
      break;
    case 4:
      g_assert_true (iso_project_begin_edit (project, "paste", NULL, NULL));
      add_something (project, random);
      change_plate (project, random);
      add_something (project, random);
      iso_project_end_edit (project, iso_random_below (random, 4) > 0, NULL);
      break;
    case 5:
    case 6:
      add_something (project, random);
      break;
    case 7:
    case 8:
      change_something (project, random);
      break;
    default:
      change_plate (project, random);
      break;
    }
}

/* Seeded edits of all kinds, undone, redone, restored: what is shown is always what a new opening shows. */
static void
test_property (ProjectFixture *fixture, gconstpointer data)
{
  IsoRandom random;

  write_project (fixture);
  g_assert_cmpint (project_test_open (fixture->project, fixture->file, NULL), ==, -1);
  iso_random_init (&random, 20260101, 1);
  for (guint i = 0; i < 40; i++)
    add_something (fixture->project, &random);
  for (guint i = 0; i < 70; i++)
    {
      take_step (fixture->project, &random);
      assert_like_new (fixture);
    }
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (fixture->project)), >, 50);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

typedef struct
{
  guint calls;
  guint position;
  guint removed;
  guint added;
} ItemsChange;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  ItemsChange *change = data;

  *change = (ItemsChange) { change->calls + 1, position, removed, added };
}

static void
wells_changed_cb (IsoProjectPlate *plate, GArray *indices, gpointer data)
{
  GString *text = data;

  for (guint i = 0; i < indices->len; i++)
    g_string_append_printf (text, "%u ", g_array_index (indices, guint, i));
  g_string_append_c (text, ';');
}

static void
count_analyses_cb (IsoProject *project, gboolean may_change, guint *n)
{
  *n += may_change;
}

static void
test_signals (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  GListModel *drugs = get_model (project, ISO_ENTITY_DRUG);
  ItemsChange change = { 0 };
  guint names = 0, changes = 0;
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  IsoProjectItem *item;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  g_signal_connect (drugs, "items-changed", G_CALLBACK (items_changed_cb), &change);
  g_signal_connect_swapped (project, "changed", G_CALLBACK (count_cb), &changes);
  first = iso_project_add_drug (project, "A", "nM", NULL);
  second = iso_project_add_drug (project, "B", "nM", NULL);
  third = iso_project_add_drug (project, "C", "nM", NULL);
  g_assert_cmpuint (change.calls, ==, 3);
  g_assert_cmpuint (change.position, ==, 2);
  g_assert_cmpuint (change.removed, ==, 0);
  g_assert_cmpuint (change.added, ==, 1);

  /* A name: one notify, no change of the list. */
  item = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), second);
  g_signal_connect_swapped (item, "notify", G_CALLBACK (count_cb), &names);
  g_assert_true (iso_project_rename (project, ISO_ENTITY_DRUG, second, "D", NULL));
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (change.calls, ==, 3);
  g_assert_cmpuint (changes, ==, 4);

  /* The same name, a name that is taken: nothing. */
  g_assert_true (iso_project_rename (project, ISO_ENTITY_DRUG, second, "D", NULL));
  g_assert_false (iso_project_rename (project, ISO_ENTITY_DRUG, second, "A", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_cmpuint (names, ==, 1);
  g_assert_cmpuint (changes, ==, 4);

  /* Moved: one change that spans both places; the object is the same. */
  g_assert_true (iso_project_move (project, ISO_ENTITY_DRUG, third, 1, NULL));
  g_assert_cmpuint (change.calls, ==, 4);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.removed, ==, 2);
  g_assert_cmpuint (change.added, ==, 2);
  g_assert_true (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), second) == item);
  g_assert_cmpuint (names, ==, 1);

  /* Several edits: nothing before the end; taken back, nothing at all. */
  g_assert_true (iso_project_begin_edit (project, "paste", NULL, NULL));
  g_free (iso_project_add_drug (project, "E", "nM", NULL));
  g_free (iso_project_add_drug (project, "F", "nM", NULL));
  g_assert_cmpuint (change.calls, ==, 4);
  g_assert_true (iso_project_end_edit (project, TRUE, NULL));
  g_assert_cmpuint (change.calls, ==, 5);
  g_assert_cmpuint (change.added, ==, 2);
  g_assert_true (iso_project_begin_edit (project, "paste", NULL, NULL));
  g_free (iso_project_add_drug (project, "G", "nM", NULL));
  g_assert_false (iso_project_end_edit (project, FALSE, NULL));
  g_assert_cmpuint (change.calls, ==, 5);
  g_assert_cmpuint (changes, ==, 6);
  /* Closing empties the lists, when what is counted here is gone. */
  g_signal_handlers_disconnect_by_data (drugs, &change);
  g_signal_handlers_disconnect_by_data (project, &changes);
  g_signal_handlers_disconnect_by_data (item, &names);
}

/* Bottles are the same objects through every edit, and what is not about them tells nothing. */
static void
test_supplies (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  GListModel *stocks = iso_project_get_stocks (project);
  ItemsChange change = { 0 };
  guint lots = 0, settings = 0, cells = 0, analyses = 0;
  g_autofree char *drug = NULL, *first = NULL, *second = NULL, *sample = NULL;
  g_autoptr (IsoProjectStock) stock = NULL;
  g_auto (IsoBottle) bottle;
  const IsoCells some = { (char *) "12", 20000, 1e6, 0.9 };

  iso_bottle_init (&bottle);
  bottle.concentration = 0.01;
  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  drug = iso_project_add_drug (project, "A", "nM", NULL);
  sample = iso_project_add_sample (project, "MM.1S", NULL);
  g_signal_connect (stocks, "items-changed", G_CALLBACK (items_changed_cb), &change);
  g_signal_connect_swapped (project, "preparation-changed", G_CALLBACK (count_cb), &settings);
  g_signal_connect_swapped (project, "cells-changed", G_CALLBACK (count_cb), &cells);
  g_signal_connect (project, "changed", G_CALLBACK (count_analyses_cb), &analyses);
  first = iso_project_add_stock (project, drug, &bottle, NULL);
  second = iso_project_add_stock (project, drug, &bottle, NULL);
  g_assert_cmpuint (change.calls, ==, 2);
  stock = g_list_model_get_item (stocks, 0);
  g_assert_true (iso_project_get_used_stock (project, drug) == stock);
  g_signal_connect_swapped (stock, "notify::lot", G_CALLBACK (count_cb), &lots);

  g_free (bottle.lot);
  bottle.lot = g_strdup ("A1");
  g_assert_true (iso_project_change_stock (project, first, &bottle, NULL));
  g_assert_cmpuint (lots, ==, 1);
  g_assert_cmpuint (change.calls, ==, 2);
  g_assert_true (iso_project_use_stock (project, second, NULL));
  g_assert_cmpstr (iso_project_stock_get_id (iso_project_get_used_stock (project, drug)), ==, second);
  g_assert_true (iso_project_remove_stock (project, first, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (g_list_model_get_item (stocks, 0) == (gpointer) stock);
  g_object_unref (stock);   /* of the line before */
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (lots, ==, 2);
  g_assert_cmpstr (iso_project_stock_get_bottle (stock)->lot, ==, "");
  g_assert_true (iso_project_get_used_stock (project, drug) == stock);

  g_assert_true (iso_project_set_preparation (project, NULL, "method", "separate", NULL));
  g_assert_true (iso_project_set_preparation (project, drug, "delay", "24", NULL));
  g_assert_true (iso_project_set_cells (project, sample, &some, NULL));
  g_assert_cmpuint (settings, ==, 2);
  g_assert_cmpuint (cells, ==, 1);
  g_assert_cmpstr (iso_project_get_preparation (project, drug, "delay"), ==, "24");
  g_assert_true (iso_cells_equal (iso_project_get_cells (project, sample), &some));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_null (iso_project_get_preparation (project, drug, "delay"));
  g_assert_null (iso_project_get_cells (project, sample));
  g_assert_cmpuint (settings, ==, 3);
  g_assert_cmpuint (analyses, ==, 0);
  g_signal_handlers_disconnect_by_data (stocks, &change);
  g_signal_handlers_disconnect_by_data (project, &settings);
  g_signal_handlers_disconnect_by_data (project, &cells);
}

/* A table of bottles, one that cannot be, and the same again. */
static void
test_stock_table (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GBytes) table = g_bytes_new_static ("drug\tdose unit\tconcentration\tlot\tcolour\nA\tnM\t10 mM\tA1\tred\n", 52);
  g_autoptr (GBytes) broken = g_bytes_new_static ("drug,concentration\nA,10 mX\n", 27);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  gsize size;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  g_assert_true (iso_project_import_stocks (project, "table.tsv", table, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_stocks (project)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (project, ISO_ENTITY_DRUG)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_findings (project)), ==, 1);   /* a column was left out */
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, 1);
  g_assert_false (iso_project_import_stocks (project, "broken.csv", broken, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  g_assert_cmpuint (iso_error_get_message (error)->place.line, ==, 2);
  text = iso_project_export_stocks (project, NULL);
  size = strlen (text);
  again = g_bytes_new_take (text, size);
  g_assert_true (iso_project_import_stocks (project, "again.csv", again, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (project)), ==, 1);
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_stocks (project)), ==, 0);
}

static void
test_wells (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *run = NULL, *id = NULL;
  const IsoWellEdit wells[] = { { .row = 1, .column = 0, .role = ISO_ROLE_BLANK }, { .row = 0, .column = 3, .role = ISO_ROLE_VEHICLE } };
  IsoWellEdit all[24] = { { 0 } };
  IsoProjectPlate *plate;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  run = iso_project_add_run (project, "run 1", NULL);
  id = iso_project_add_plate (project, "Plate 1", run, 24, NULL);
  plate = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), id));
  g_signal_connect (plate, "wells-changed", G_CALLBACK (wells_changed_cb), seen);

  g_assert_true (iso_project_set_wells (project, id, wells, 2, NULL));
  g_assert_cmpstr (seen->str, ==, "3 6 ;");
  g_assert_cmpint (iso_project_plate_get_role (plate, 6), ==, ISO_ROLE_BLANK);
  g_assert_true (iso_project_set_wells (project, id, wells, 2, NULL));
  g_assert_cmpstr (seen->str, ==, "3 6 ;");
  g_assert_true (iso_project_exclude (project, id, &(IsoWellPlace) { 0, 3 }, 1, "bubble", NULL));
  g_assert_cmpstr (seen->str, ==, "3 6 ;3 ;");
  g_assert_cmpstr (iso_project_plate_get_reason (plate, 3), ==, "bubble");
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpstr (seen->str, ==, "3 6 ;3 ;3 ;");
  g_assert_false (iso_project_plate_get_excluded (plate, 3));

  /* All at once, of which two stay as they are. */
  for (guint i = 0; i < 24; i++)
    all[i] = (IsoWellEdit) { .row = i / 6, .column = i % 6, .role = i == 6 ? ISO_ROLE_BLANK : ISO_ROLE_VEHICLE };
  g_string_truncate (seen, 0);
  g_assert_true (iso_project_set_wells (project, id, all, 24, NULL));
  g_assert_cmpstr (seen->str, ==, "0 1 2 4 5 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 ;");
  assert_like_new (fixture);
  g_signal_handlers_disconnect_by_data (plate, seen);
}

static void
test_files (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoProject) other = iso_project_new (&fixture->host);
  g_autoptr (IsoProjectStep) step = NULL;
  g_autofree char *drug = NULL;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  g_assert_true (iso_project_get_modified (project));
  g_assert_cmpstr (iso_project_get_title (project), ==, "a");
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "a.isobole, not saved");
  g_assert_true (iso_project_set_experiment (project, "Rays", "", "signal", "", NULL));
  g_assert_cmpstr (iso_project_get_title (project), ==, "Rays");
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  g_assert_false (iso_project_get_modified (project));
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "a.isobole");

  /* One at a time. */
  g_assert_cmpint (project_test_open (other, fixture->file, NULL), ==, ISO_ERROR_BUSY);
  g_assert_false (iso_project_is_open (other));
  g_assert_false (iso_project_get_busy (other));

  /* What was not saved is there the next time, unless it was thrown away. */
  drug = iso_project_add_drug (project, "A", "nM", NULL);
  step = g_list_model_get_item (iso_project_get_history (project), 1);
  g_assert_cmpstr (iso_project_step_get_label (step), ==, "Add the compound “A”");
  g_assert_true (iso_project_get_modified (project));
  iso_project_close (project, FALSE);
  project_test_settle (project);
  g_assert_false (iso_project_is_open (project));
  g_assert_cmpuint (g_list_model_get_n_items (get_model (project, ISO_ENTITY_DRUG)), ==, 0);
  g_assert_cmpint (project_test_open (other, fixture->file, NULL), ==, -1);
  g_assert_true (iso_project_get_recovered (other));
  g_assert_cmpuint (g_list_model_get_n_items (get_model (other, ISO_ENTITY_DRUG)), ==, 1);
  iso_project_close (other, TRUE);
  project_test_settle (other);
  g_assert_cmpint (project_test_open (other, fixture->file, NULL), ==, -1);
  g_assert_false (iso_project_get_recovered (other));
  g_assert_cmpuint (g_list_model_get_n_items (get_model (other, ISO_ENTITY_DRUG)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (iso_project_get_history (other)), ==, 1);
  iso_project_close (other, TRUE);
  project_test_settle (other);
}

static void
test_changed_by_others (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  guint notified = 0;

  write_project (fixture);
  g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
  g_signal_connect_swapped (project, "notify::changed-by-others", G_CALLBACK (count_cb), &notified);
  iso_project_look (project);
  project_test_settle (project);
  g_assert_cmpuint (notified, ==, 0);

  g_assert_true (g_file_set_contents (fixture->path, "somebody else", -1, NULL));
  iso_project_look (project);
  project_test_settle (project);
  g_assert_true (iso_project_get_changed_by_others (project));
  g_assert_cmpstr (iso_project_get_subtitle (project), ==, "a.isobole, changed by somebody else");
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, ISO_ERROR_BUSY);
  g_assert_true (iso_project_get_changed_by_others (project));
  g_assert_cmpint (project_test_save (project, TRUE, NULL), ==, -1);
  project_test_settle (project);
  g_assert_false (iso_project_get_changed_by_others (project));
  g_signal_handlers_disconnect_by_data (project, &notified);
}

/* Edits while a worker writes belong to the next saving; cancelled and foreign requests leave everything as it was. */
static void
test_meanwhile (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("https://example.org/a.isobole");
  GAsyncResult *one = NULL, *two = NULL;

  write_project (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (project_test_open (project, fixture->file, cancellable), ==, ISO_ERROR_CANCELLED);
  g_assert_false (iso_project_is_open (project));
  g_assert_cmpint (project_test_open (project, elsewhere, NULL), ==, ISO_ERROR_UNSUPPORTED);
  g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
  g_free (iso_project_add_drug (project, "A", "nM", NULL));
  g_assert_cmpint (project_test_save (project, FALSE, cancellable), ==, ISO_ERROR_CANCELLED);
  g_assert_true (iso_project_get_modified (project));

  project_test_settle (project);
  iso_project_save_async (project, FALSE, NULL, project_test_keep_cb, &one);
  g_assert_true (iso_project_get_busy (project));
  g_free (iso_project_add_drug (project, "B", "nM", NULL));
  iso_project_save_async (project, FALSE, NULL, project_test_keep_cb, &two);
  g_assert_cmpint (project_test_wait (project, &two, iso_project_save_finish), ==, ISO_ERROR_BUSY);
  g_assert_cmpint (project_test_wait (project, &one, iso_project_save_finish), ==, -1);
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  g_assert_false (iso_project_get_modified (project));

  /* Looking at the file keeps nobody from saving; closing does. */
  project_test_settle (project);
  iso_project_look (project);
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);

  /* Closed while it is written: the worker ends first. */
  g_free (iso_project_add_drug (project, "C", "nM", NULL));
  project_test_settle (project);
  iso_project_save_async (project, FALSE, NULL, project_test_keep_cb, &one);
  iso_project_close (project, TRUE);
  g_assert_true (iso_project_get_busy (project));
  g_assert_cmpint (project_test_wait (project, &one, iso_project_save_finish), ==, -1);
  g_assert_false (iso_project_get_busy (project));
  g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (project, ISO_ENTITY_DRUG)), ==, 3);
}

/* Nothing outlives its project. */
static void
test_no_leaks (ProjectFixture *fixture, gconstpointer data)
{
  IsoRandom random;

  write_project (fixture);
  iso_random_init (&random, 5, 1);
  for (guint i = 0; i < 50; i++)
    {
      IsoProject *project = iso_project_new (&fixture->host);
      IsoProjectItem *item;
      GListModel *list;

      g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
      for (guint j = 0; j < 10; j++)
        take_step (project, &random);
      if (pick (project, &random, ISO_ENTITY_RUN) == NULL)
        g_free (iso_project_add_run (project, "run", NULL));
      list = get_model (project, ISO_ENTITY_RUN);
      item = g_list_model_get_item (list, 0);
      g_object_add_weak_pointer (G_OBJECT (project), (gpointer *) &project);
      g_object_add_weak_pointer (G_OBJECT (item), (gpointer *) &item);
      g_object_add_weak_pointer (G_OBJECT (list), (gpointer *) &list);
      g_object_unref (item);
      if (i % 2 == 0)
        iso_project_close (project, i % 4 == 0);
      project_test_settle (project);
      g_object_unref (project);
      g_assert_null (project);
      g_assert_null (item);
      g_assert_null (list);
    }
}

static void
fill_many (ProjectFixture *fixture, guint plates)
{
  const IsoWorkPlace place = { &iso_schema, fixture->root };
  IsoWork *work = iso_work_create (&place, fixture->path, fixture->path, NULL);
  g_autofree char *sql = g_strdup_printf (
    "BEGIN; INSERT INTO drug VALUES ('d', 0, 'A', 'nM'); INSERT INTO run VALUES ('r', 0, 'run 1', '');"
    "WITH n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %u - 1) INSERT INTO plate SELECT 'plate-' || i, i, 'P' || i, 'r', 96"
    " FROM n; WITH n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 95) INSERT INTO well SELECT plate.id, 1 + i / 12, 1 + i %% 12,"
    " 'treated', NULL, 0 FROM plate, n; INSERT INTO dose SELECT plate, row, column, 'd', 1e-9, 1e-9, 1e-9 FROM well; COMMIT", plates);
  g_autoptr (GError) error = NULL;

  iso_db_execute (iso_store_db (iso_work_store (work)), sql, &error);
  g_assert_no_error (error);
  g_assert_true (iso_work_save (work, FALSE, &error));
  iso_work_close (work);
}

/* A thousand plates: the main thread goes on meanwhile, and is held up for a moment only when the objects are made. */
static void
test_many_plates (ProjectFixture *fixture, gconstpointer data)
{
  GAsyncResult *result = NULL;
  gint64 begin, longest = 0;
  IsoProjectPlate *plate;

  fill_many (fixture, 1000);
  begin = g_get_monotonic_time ();
  iso_project_open_async (fixture->project, fixture->file, NULL, project_test_keep_cb, &result);
  longest = g_get_monotonic_time () - begin;
  while (result == NULL)
    {
      gint64 step;

      if (!g_main_context_pending (NULL))
        {
          g_usleep (200);
          continue;
        }
      step = g_get_monotonic_time ();
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, g_get_monotonic_time () - step);
    }
  g_test_message ("1,000 plates of 96: %.0f ms, of which the main thread at most %.1f ms at a time",
                  (double) (g_get_monotonic_time () - begin) / 1000, (double) longest / 1000);
  g_assert_cmpint (project_test_wait (fixture->project, &result, iso_project_open_finish), ==, -1);
  g_assert_cmpuint (g_list_model_get_n_items (get_model (fixture->project, ISO_ENTITY_PLATE)), ==, 1000);
  g_assert_cmpint (longest, <, 200 * 1000);
  plate = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (fixture->project, ISO_ENTITY_PLATE), "plate-999"));
  g_assert_cmpint (iso_project_plate_get_role (plate, 95), ==, ISO_ROLE_TREATED);

  begin = g_get_monotonic_time ();
  g_assert_true (iso_project_rename (fixture->project, ISO_ENTITY_PLATE, "plate-500", "other", NULL));
  g_test_message ("one renamed: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  begin = g_get_monotonic_time ();
  g_assert_true (iso_project_move (fixture->project, ISO_ENTITY_PLATE, "plate-999", 0, NULL));
  g_test_message ("the last made the first: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/project/" name, ProjectFixture, NULL, project_test_set_up, test, project_test_tear_down)
  ADD ("signals", test_signals);
  ADD ("supplies", test_supplies);
  ADD ("stock-table", test_stock_table);
  ADD ("wells", test_wells);
  ADD ("files", test_files);
  ADD ("changed-by-others", test_changed_by_others);
  ADD ("meanwhile", test_meanwhile);
  ADD ("property", test_property);
  ADD ("no-leaks", test_no_leaks);
  ADD ("many-plates", test_many_plates);
  return g_test_run ();
}
