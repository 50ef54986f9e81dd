/* test-iso-import-plan.c - what is looked at before it is imported: recognised, corrected, taken as one edit, or left
 *
 * The numbers are those of the example's files, which stand in data/examples as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-import-plan.h"

#include <math.h>
#include <string.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide/"

/* Two wavelengths, and a decimal comma. */
static const char two_reads[] = "Software Version\tsimulated\n\nPlate Number\tPlate 1\nReading Type\tSimulation\n\nResults\n\n"
                                "\t1\t2\t3\n"
                                "A\t1,25\t1,5\tOVRFLW\t570\n\t0,25\t0,5\t0,5\t690\n"
                                "B\t0,75\t0,5\t0,5\t570\n\t0,25\t0,25\t0,25\t690\n";

static GFile *
get_example (const char *name)
{
  g_autofree char *relative = g_strconcat (EXAMPLE, name, NULL);
  g_autofree char *path = iso_test_source (relative);

  return g_file_new_for_path (path);
}

static GFile *
write_file (ProjectFixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return g_file_new_for_path (path);
}

static void
wait_for (IsoImportPlan *plan)
{
  while (iso_import_plan_get_busy (plan) || iso_import_plan_get_noticing (plan))
    g_main_context_iteration (NULL, TRUE);
}

static IsoImportPlan *
look_at (IsoProject *project, GFile *const *files, guint n)
{
  IsoImportPlan *plan = iso_import_plan_new (project, files, n);

  g_assert_cmpuint (iso_import_plan_get_n_files (plan), ==, 0);
  iso_import_plan_read (plan);
  g_assert_true (iso_import_plan_get_busy (plan));
  wait_for (plan);
  return plan;
}

static IsoImportPlan *
look_at_example (IsoProject *project, gboolean with_layout)
{
  g_autoptr (GFile) layout = get_example ("layout.csv");
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) two = get_example ("plate-2.txt");
  g_autoptr (GFile) three = get_example ("plate-3.txt");

  return look_at (project, (GFile *[]) { one, two, three, layout }, with_layout ? 4 : 3);
}

/* -1 if it went well, else the code of the error. */
static int
take (IsoImportPlan *plan)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iso_import_plan_take_async (plan, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return iso_import_plan_take_finish (plan, result, &error) ? -1 : error->code;
}

static GListModel *
get_plates (IsoProject *project)
{
  return G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
}

static guint
count (GListModel *list)
{
  return g_list_model_get_n_items (list);
}

static const IsoImportTarget *
get_target (const IsoImportPlate *plate)
{
  return &g_array_index (plate->targets, IsoImportTarget, plate->target);
}

static guint
find_target (const IsoImportPlate *plate, IsoImportTo to, const char *name)
{
  for (guint i = 0; i < plate->targets->len; i++)
    {
      const IsoImportTarget *target = &g_array_index (plate->targets, IsoImportTarget, i);

      if (target->to == to && (name == NULL || strcmp (target->name, name) == 0))
        return i;
    }
  g_error ("There is no target %d “%s”", (int) to, name != NULL ? name : "");
}

static gboolean
has_notice (const IsoImportPlate *plate, const char *code)
{
  for (guint i = 0; i < plate->notices->len; i++)
    if (strcmp (((IsoMessage *) g_ptr_array_index (plate->notices, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_reason (const IsoImportSight *sight, const char *code)
{
  for (guint i = 0; i < sight->reasons->len; i++)
    if (strcmp (((IsoMessage *) g_ptr_array_index (sight->reasons, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

/* Three plates and their layout: nothing changes before they are taken, and then it is one edit. */
static void
test_layout (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (IsoProjectPlate) plate = NULL;
  const IsoImportSight *sight;
  IsoImportOutcome outcome;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at_example (project, TRUE);
  g_assert_true (iso_import_plan_has_exports (plan));
  g_assert_cmpuint (iso_import_plan_get_n_files (plan), ==, 4);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 3);
  g_assert_no_error (iso_import_plan_get_problem (plan));
  g_assert_no_error (iso_import_plan_get_layout_error (plan));
  sight = iso_import_plan_get_file (plan, 0);
  g_assert_cmpstr (sight->name, ==, "plate-1.txt");
  g_assert_cmpstr (sight->reader, ==, "gen5");
  g_assert_true (has_reason (sight, "reader-sure"));
  g_assert_true (has_reason (sight, "text-tabs"));
  g_assert_no_error (sight->error);
  g_assert_true (iso_import_plan_get_file (plan, 3)->table);
  for (guint i = 0; i < 3; i++)
    {
      const IsoImportPlate *read = iso_import_plan_get_plate (plan, i);

      g_assert_cmpuint (read->file, ==, i);
      g_assert_cmpint (get_target (read)->to, ==, ISO_IMPORT_TO_LAYOUT);
      g_assert_cmpstr (read->read->label, ==, "570");
      g_assert_null (read->reference);
      g_assert_cmpuint (read->notices->len, ==, 0);
      g_assert_nonnull (read->stand);
    }
  iso_import_plan_get_outcome (plan, &outcome);
  g_assert_cmpuint (outcome.plates, ==, 3);
  g_assert_cmpuint (outcome.made, ==, 3);
  g_assert_cmpuint (outcome.readings, ==, 3 * 96);
  g_assert_cmpuint (outcome.left_out + outcome.replaced, ==, 0);
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 0);
  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 0);

  iso_import_plan_set_run (plan, 1, "A day of its own");
  iso_import_plan_set_target (plan, 2, 0);
  iso_import_plan_get_outcome (plan, &outcome);
  g_assert_cmpuint (outcome.plates, ==, 2);
  g_assert_cmpuint (outcome.left_out, ==, 1);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 2), "left-out"));

  g_assert_cmpint (take (plan), ==, -1);
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 1);
  g_assert_cmpuint (count (get_plates (project)), ==, 2);
  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 2);
  plate = g_list_model_get_item (get_plates (project), 1);
  g_assert_cmpstr (iso_project_item_get_name (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN),
                                                                     iso_project_plate_get_run (plate))), ==, "A day of its own");
  g_assert_nonnull (iso_project_plate_get_signal (plate));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (count (get_plates (project)), ==, 0);
}

/* The same as without looking: names, runs, wells. */
static void
test_same_as_straight (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (GFile) layout = get_example ("layout.csv");
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) two = get_example ("plate-2.txt");
  g_autoptr (GFile) three = get_example ("plate-3.txt");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at_example (project, TRUE);
  g_assert_cmpint (take (plan), ==, -1);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (get_plates (project), i);
      IsoProjectItem *run = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN), iso_project_plate_get_run (plate));

      g_ptr_array_add (names, g_strdup_printf ("%s, %s, %d", iso_project_item_get_name (ISO_PROJECT_ITEM (plate)),
                                               iso_project_item_get_name (run), (int) iso_project_plate_get_role (plate, 13)));
    }
  g_assert_true (iso_project_undo (project, NULL));
  iso_project_import_async (project, (GFile *[]) { one, two, three, layout }, 4, NULL, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_import_finish (project, result, NULL, NULL));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (IsoProjectPlate) plate = g_list_model_get_item (get_plates (project), i);
      IsoProjectItem *run = iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN), iso_project_plate_get_run (plate));
      g_autofree char *text = g_strdup_printf ("%s, %s, %d", iso_project_item_get_name (ISO_PROJECT_ITEM (plate)),
                                               iso_project_item_get_name (run), (int) iso_project_plate_get_role (plate, 13));

      g_assert_cmpstr (text, ==, g_ptr_array_index (names, i));
    }
}

/* Without a layout there is nowhere to go but to plates that are filled in later; the layout can still be added. */
static void
test_no_layout (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (GListStore) more = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) layout = get_example ("layout.csv");
  g_autoptr (IsoProjectPlate) plate = NULL;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at_example (project, FALSE);
  g_assert_error (iso_import_plan_get_problem (plan), ISO_ERROR, ISO_ERROR_NO_DATA);
  g_assert_cmpint (take (plan), ==, ISO_ERROR_NO_DATA);
  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 0);
  iso_import_plan_set_target (plan, 0, find_target (iso_import_plan_get_plate (plan, 0), ISO_IMPORT_TO_EMPTY, NULL));
  g_assert_no_error (iso_import_plan_get_problem (plan));

  g_list_store_append (more, layout);
  iso_import_plan_add_files (plan, G_LIST_MODEL (more));
  wait_for (plan);
  g_assert_cmpint (get_target (iso_import_plan_get_plate (plan, 0))->to, ==, ISO_IMPORT_TO_EMPTY);
  g_assert_cmpint (get_target (iso_import_plan_get_plate (plan, 1))->to, ==, ISO_IMPORT_TO_LAYOUT);
  iso_import_plan_add_files (plan, G_LIST_MODEL (more));
  g_assert_false (iso_import_plan_get_busy (plan));

  g_assert_cmpint (take (plan), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 3);
  plate = g_list_model_get_item (get_plates (project), 0);
  g_assert_cmpint (iso_project_plate_get_role (plate, 13), ==, ISO_ROLE_EMPTY);
  g_assert_nonnull (iso_project_plate_get_signal (plate));
}

/* Into plates that are there: by name, by hand, measured again, and not two into one. */
static void
test_project_plates (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL, again = NULL;
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) two = get_example ("plate-2.txt");
  const IsoImportPlate *read;
  IsoImportOutcome outcome;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at_example (project, TRUE);
  g_assert_cmpint (take (plan), ==, -1);

  again = look_at (project, (GFile *[]) { one, two }, 2);
  read = iso_import_plan_get_plate (again, 0);
  g_assert_cmpint (get_target (read)->to, ==, ISO_IMPORT_TO_PLATE);
  g_assert_true (get_target (read)->measured);
  g_assert_true (has_notice (read, "replaces"));
  iso_import_plan_get_outcome (again, &outcome);
  g_assert_cmpuint (outcome.replaced, ==, 2);
  iso_import_plan_set_target (again, 1, read->target);
  g_assert_error (iso_import_plan_get_problem (again), ISO_ERROR, ISO_ERROR_NO_DATA);

  /* Another plate with what stands on the first. */
  iso_import_plan_set_target (again, 1, find_target (iso_import_plan_get_plate (again, 1), ISO_IMPORT_TO_COPY, get_target (read)->name));
  g_assert_no_error (iso_import_plan_get_problem (again));
  g_assert_true (has_notice (iso_import_plan_get_plate (again, 1), "imported-before"));
  g_assert_cmpint (take (again), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 4);
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 2);
  {
    g_autoptr (IsoProjectPlate) first = g_list_model_get_item (get_plates (project), 0);
    g_autoptr (IsoProjectPlate) last = g_list_model_get_item (get_plates (project), 3);
    guint n = 0, m = 0;

    for (guint i = 0; i < 96; i++)
      {
        g_assert_cmpint (iso_project_plate_get_role (first, i), ==, iso_project_plate_get_role (last, i));
        iso_project_plate_get_doses (first, i, &n);
        iso_project_plate_get_doses (last, i, &m);
        g_assert_cmpuint (n, ==, m);
      }
  }
}

/* A plate that stood the wrong way round is noticed, and turned back; the turned reading has a key of its own. */
static void
test_turned (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  const IsoRead *read;
  double corner;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at_example (project, TRUE);
  corner = iso_read_get (iso_import_plan_get_plate (plan, 0)->read, (IsoWell) { 1, 1 })->value;
  g_assert_cmpfloat (corner, ==, 0.502);   /* B2 in plate-1.txt */
  iso_import_plan_set_turned (plan, 0, TRUE);
  wait_for (plan);
  read = iso_import_plan_get_plate (plan, 0)->read;
  g_assert_cmpfloat (iso_read_get (read, (IsoWell) { 6, 10 })->value, ==, corner);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 0), "turned"));
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "turned"));
  g_assert_cmpstr (iso_import_plan_get_plate (plan, 0)->readout->reader, ==, "gen5+turned");
  iso_import_plan_set_turned (plan, 0, FALSE);
  wait_for (plan);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 0), "turned"));
}

/* One file under two names; a file that is not there; a choice under which nothing can be read, and the way back. */
static void
test_trouble (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) layout = get_example ("layout.csv");
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/at/all.txt");
  g_autoptr (GFile) copy = NULL;
  g_autofree char *content = NULL;

  g_assert_true (g_file_load_contents (one, NULL, &content, NULL, NULL, NULL));
  copy = write_file (fixture, "plate-2.txt", content);
  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at (project, (GFile *[]) { missing, one, copy, layout }, 4);
  g_assert_error (iso_import_plan_get_file (plan, 0)->error, ISO_ERROR, ISO_ERROR_IO);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 2);
  g_assert_cmpuint (iso_import_plan_get_plate (plan, 0)->file, ==, 1);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 1), "same-readings"));

  iso_import_plan_set_reader (plan, 1, "tecan-xml");
  wait_for (plan);
  g_assert_nonnull (iso_import_plan_get_file (plan, 1)->error);
  g_assert_cmpstr (iso_import_plan_get_file (plan, 1)->chosen, ==, "tecan-xml");
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 1);
  iso_import_plan_set_reader (plan, 1, NULL);
  g_assert_true (iso_import_plan_get_busy (plan));

  /* A reading that is not waited for changes nothing. */
  iso_import_plan_cancel (plan);
  g_assert_false (iso_import_plan_get_busy (plan));
  for (guint i = 0; i < 50; i++)
    {
      g_usleep (1000);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 1);
  iso_import_plan_read (plan);
  wait_for (plan);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 2);
}

/* Reads, what is subtracted, and a decimal sign. */
static void
test_reads (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (IsoProjectPlate) plate = NULL;
  g_autoptr (GFile) file = write_file (fixture, "two.txt", two_reads);
  const IsoImportPlate *read;
  IsoImportOutcome outcome;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  plan = look_at (project, &file, 1);
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 1);
  read = iso_import_plan_get_plate (plan, 0);
  g_assert_cmpuint (read->plate->reads->len, ==, 2);
  g_assert_cmpstr (read->read->label, ==, "570");
  g_assert_cmpfloat (iso_read_get (read->read, (IsoWell) { 0, 0 })->value, ==, 1.25);
  iso_import_plan_set_reference (plan, 0, "690");
  g_assert_cmpstr (read->reference->label, ==, "690");
  iso_import_plan_set_read (plan, 0, "690");
  g_assert_cmpstr (read->read->label, ==, "690");
  g_assert_null (read->reference);
  iso_import_plan_set_read (plan, 0, "570");
  iso_import_plan_set_reference (plan, 0, "690");
  iso_import_plan_get_outcome (plan, &outcome);
  g_assert_cmpuint (outcome.readings, ==, 0);

  iso_import_plan_set_target (plan, 0, find_target (read, ISO_IMPORT_TO_EMPTY, NULL));
  iso_import_plan_get_outcome (plan, &outcome);
  g_assert_cmpuint (outcome.readings, ==, 5);
  g_assert_true (has_reason (iso_import_plan_get_file (plan, 0), "overflow"));

  /* The choices stay where the files are read anew. */
  iso_import_plan_set_decimal (plan, 0, ISO_IMPORT_DECIMAL_COMMA);
  wait_for (plan);
  read = iso_import_plan_get_plate (plan, 0);
  g_assert_cmpstr (read->reference->label, ==, "690");
  g_assert_cmpint (get_target (read)->to, ==, ISO_IMPORT_TO_EMPTY);
  g_assert_cmpint (take (plan), ==, -1);
  plate = g_list_model_get_item (get_plates (project), 0);
  g_assert_nonnull (iso_project_plate_get_signal (plate));
  g_assert_nonnull (iso_project_plate_get_reference (plate));
}

/* A table is no export: a person has nothing to choose. */
static void
test_table (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (IsoImportPlan) plan = NULL;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, &file, 1);
  g_assert_false (iso_import_plan_has_exports (plan));
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 0);
}

/* A folder stands for the files in it, in order; what no reader knows is among them, with its reason. */
static void
test_folder (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->folder, "drop", "inner", NULL);
  g_autofree char *outer = g_build_filename (fixture->folder, "drop", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (outer);
  g_autoptr (GFile) empty = NULL;
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (GPtrArray) files = NULL;
  guint done, total;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
  g_object_unref (write_file (fixture, "drop/b.txt", two_reads));
  g_object_unref (write_file (fixture, "drop/a.txt", "nothing"));
  g_object_unref (write_file (fixture, "drop/.hidden", "nothing"));
  g_object_unref (write_file (fixture, "drop/inner/c.txt", two_reads));
  empty = write_file (fixture, "drop/b.txt", two_reads);
  plan = look_at (fixture->project, (GFile *[]) { folder, empty }, 2);
  g_assert_cmpuint (iso_import_plan_get_n_files (plan), ==, 3);
  g_assert_cmpstr (iso_import_plan_get_file (plan, 0)->name, ==, "a.txt");
  g_assert_nonnull (iso_import_plan_get_file (plan, 0)->error);
  g_assert_cmpstr (iso_import_plan_get_file (plan, 1)->name, ==, "c.txt");
  g_assert_cmpstr (iso_import_plan_get_file (plan, 2)->name, ==, "b.txt");
  g_assert_cmpuint (iso_import_plan_get_n_plates (plan), ==, 2);
  g_assert_true (iso_import_plan_get_progress (plan, &done, &total));
  g_assert_cmpuint (done, ==, 3);
  g_assert_cmpuint (total, ==, 3);
  files = iso_import_plan_list_files (plan);
  g_assert_cmpuint (files->len, ==, 3);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 1), "same-readings"));
}

static const char kinetic[] = "Software Version\tsimulated\n\nPlate Number\tPlate 1\nReading Type\tSimulation\n\n600\n\n"
                              "Time\tT 600\tA1\tA2\n0:00:00\t37\t0.1\t0.2\n1:00:00\t37\t0.5\t0.4\n2:00:00\t37\t0.3\t0.6\n";

/* Wells and numbers that nobody knows are no layout: what the columns are is asked. */
static void
test_nameless (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "killing.csv", "Wells,Killing\nA01,98\nA02,95\n");
  g_autoptr (IsoImportPlan) plan = NULL;
  const IsoImportSight *sight;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, &file, 1);
  sight = iso_import_plan_get_file (plan, 0);
  g_assert_false (sight->table);
  g_assert_error (sight->error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (sight->error->message, "“Killing”"));
  g_assert_cmpuint (sight->columns->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (sight->meanings, 0), ==, "well");
}

/* Of a kinetic a time is picked, the maximum or the slope; a plate may be larger than the file shows, and never smaller. */
static void
test_pick (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = write_file (fixture, "kinetic.txt", kinetic);
  g_autoptr (IsoImportPlan) plan = NULL;
  const IsoImportSight *sight;
  const IsoRead *read;
  IsoReadPick pick = { ISO_PICK_NEAREST, 3500, NAN };

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, &file, 1);
  sight = iso_import_plan_get_file (plan, 0);
  g_assert_true (sight->series);
  g_assert_cmpuint (sight->times->len, ==, 3);
  g_assert_cmpfloat (g_array_index (sight->times, double, 1), ==, 3600);
  g_assert_cmpuint (iso_import_plan_get_plate (plan, 0)->plate->reads->len, ==, 3);

  iso_import_plan_set_pick (plan, 0, &pick);
  wait_for (plan);
  read = iso_import_plan_get_plate (plan, 0)->read;
  g_assert_cmpuint (iso_import_plan_get_plate (plan, 0)->plate->reads->len, ==, 1);
  g_assert_cmpfloat (iso_read_get (read, (IsoWell) { 0, 1 })->value, ==, 0.4);
  g_assert_cmpstr (iso_import_plan_get_plate (plan, 0)->readout->reader, ==, "gen5+at-3500-s");
  g_assert_cmpuint (iso_import_plan_get_file (plan, 0)->times->len, ==, 3);

  pick = (IsoReadPick) { ISO_PICK_MAXIMUM, NAN, NAN };
  iso_import_plan_set_pick (plan, 0, &pick);
  iso_import_plan_set_wells (plan, 0, 384);
  wait_for (plan);
  read = iso_import_plan_get_plate (plan, 0)->read;
  g_assert_cmpfloat (iso_read_get (read, (IsoWell) { 0, 0 })->value, ==, 0.5);
  g_assert_cmpuint (iso_import_plan_get_plate (plan, 0)->plate->format->wells, ==, 384);
  g_assert_cmpstr (iso_import_plan_get_plate (plan, 0)->readout->reader, ==, "gen5+384-wells+maximum");
}

/* A table of wells beside an export is compared with what is planned on the plate already. */
static void
test_design (ProjectFixture *fixture, gconstpointer data)
{
  static const char export[] = "Software Version\tsimulated\n\nPlate Number\tP\nReading Type\tSimulation\n\nResults\n\n"
                               "\t1\t2\t3\nA\t1\t0.5\t0.2\t570\nB\t1\t0.6\t0.3\t570\n";
  static const char again[] = "Software Version\tsimulated\n\nPlate Number\tP\nReading Type\tSimulation\n\nResults\n\n"
                              "\t1\t2\t3\nA\t1\t0.4\t0.1\t570\nB\t1\t0.5\t0.2\t570\n";
  static const char planned[] = "plate,well,drug,dose,unit,role\nP,A1,,,,vehicle\nP,A2,x,1,uM,\nP,A3,x,10,uM,\nP,B2,x,1,uM,\n";
  static const char other[] = "well,drug,dose,unit,role\nA1,,,,vehicle\nA2,x,2,uM,\nA3,x,10,uM,\nB2,x,1000,nM,\n";
  g_autoptr (GFile) file = write_file (fixture, "P.txt", export);
  g_autoptr (GFile) first = write_file (fixture, "planned.csv", planned);
  g_autoptr (GFile) second = write_file (fixture, "other.csv", other);
  g_autoptr (IsoImportPlan) plan = NULL;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, (GFile *[]) { file, first }, 2);
  g_assert_cmpint (take (plan), ==, -1);
  g_clear_object (&plan);

  g_object_unref (write_file (fixture, "P.txt", again));
  plan = look_at (fixture->project, (GFile *[]) { file, first }, 2);
  iso_import_plan_set_target (plan, 0, find_target (iso_import_plan_get_plate (plan, 0), ISO_IMPORT_TO_PLATE, "P"));
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 0), "doses-differ"));
  g_assert_cmpint (take (plan), ==, -1);
  g_clear_object (&plan);
  {
    GListModel *history = iso_project_get_history (fixture->project);
    g_autoptr (IsoProjectStep) last = g_list_model_get_item (history, g_list_model_get_n_items (history) - 1);

    g_assert_cmpstr (iso_project_step_get_label (last), ==, "Re-import “P.txt, planned.csv”");
  }

  plan = look_at (fixture->project, (GFile *[]) { file, second }, 2);
  iso_import_plan_set_target (plan, 0, find_target (iso_import_plan_get_plate (plan, 0), ISO_IMPORT_TO_PLATE, "P"));
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 0), "doses-differ"));
  wait_for (plan);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 0), "doses-differ"));
}

/* A table of wells without responses, alone: the plates are planned, and wait to be read. */
static void
test_planned (ProjectFixture *fixture, gconstpointer data)
{
  static const char protocol[] =
    "<Protocol><ConcentrationUnit>nM</ConcentrationUnit><Fluids><Fluid ID=\"0\"><Name>p</Name><Concentration>10</Concentration>"
    "<ConcentrationUnit>mM</ConcentrationUnit></Fluid></Fluids><Plates><Plate><Name>one</Name><Wells><Well Row=\"1\" Col=\"2\">"
    "<Fluid ID=\"0\">30</Fluid></Well></Wells></Plate><Plate><Name/><Wells><Well Row=\"0\" Col=\"0\"><Fluid ID=\"0\">3</Fluid></Well>"
    "</Wells></Plate></Plates></Protocol>";
  g_autoptr (GFile) file = write_file (fixture, "run.tdd", protocol);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoProjectPlate) plate = NULL;
  const IsoWellDose *doses;
  guint n;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  iso_project_import_async (fixture->project, &file, 1, NULL, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  iso_project_import_finish (fixture->project, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (get_plates (fixture->project)), ==, 2);
  plate = g_list_model_get_item (get_plates (fixture->project), 0);
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), ==, "one");
  g_assert_null (iso_project_plate_get_signal (plate));
  doses = iso_project_plate_get_doses (plate, iso_project_plate_get_format (plate)->columns + 2, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat_with_epsilon (doses[0].requested, 30e-9, 1e-20);
}

/* Real exports whose lines look like the headers of a table are exports all the same. */
static void
test_real (ProjectFixture *fixture, gconstpointer data)
{
  static const char *const files[][2] = {
    { "moldev-softmax-pro/mtt.txt", "softmax" },
    { "perkinelmer-envision/CTGLuminescence_20161124_001_P0010_11PB0010.txt", "envision" },
    { "perkinelmer-victor/victorx3_output.txt", "victor" },
    { "revvity-kaleido/luminescence_endpoint_single_plate_example_01.csv", "kaleido" },
    { "tecan-icontrol-xml/p38_singlet2_20160420_154750.xml", "tecan-xml" },
  };

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *relative = g_strconcat ("corpus/readers/", files[i][0], NULL);
      g_autofree char *path = iso_test_reference (relative);
      g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
      g_autoptr (IsoImportPlan) plan = NULL;

      if (file == NULL)
        return;
      plan = look_at (fixture->project, &file, 1);
      g_assert_cmpstr (iso_import_plan_get_file (plan, 0)->reader, ==, files[i][1]);
      g_assert_true (iso_import_plan_has_exports (plan));
    }
}

/* Two files of one independent experiment that were read on different days: it is told, until they are of two experiments. */
static void
test_other_day (ProjectFixture *fixture, gconstpointer data)
{
  static const char form[] = "Software Version\t3.12\nDate\t%s\nPlate Number\tPlate 1\nReading Type\tReader\n\nResults\n\n\t1\t2\t3\n"
                             "A\t%s\t1.5\t1.25\t570\nB\t0.75\t0.5\t0.5\t570\n";
  g_autofree char *first = g_strdup_printf (form, "4/29/2024", "1.1");
  g_autofree char *second = g_strdup_printf (form, "4/30/2024", "1.2");
  g_autoptr (GFile) one = write_file (fixture, "one.txt", first);
  g_autoptr (GFile) two = write_file (fixture, "two.txt", second);
  g_autoptr (IsoImportPlan) plan = NULL;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, (GFile *[]) { one, two }, 2);
  g_assert_cmpstr (iso_import_plan_get_file (plan, 0)->read_on, ==, "2024-04-29");
  for (guint i = 0; i < 2; i++)
    iso_import_plan_set_target (plan, i, find_target (iso_import_plan_get_plate (plan, i), ISO_IMPORT_TO_EMPTY, NULL));
  wait_for (plan);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "other-day"));
  iso_import_plan_set_run (plan, 0, "March");
  iso_import_plan_set_run (plan, 1, "March");
  wait_for (plan);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 0), "other-day"));
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 1), "other-day"));
  iso_import_plan_set_run (plan, 1, "April");
  wait_for (plan);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "other-day"));
}

/* A day that was planned counts for every plate of its experiment, and what others were read on does not, until nothing is planned. */
static void
test_planned_day (ProjectFixture *fixture, gconstpointer data)
{
  static const char form[] = "Software Version\t3.12\nDate\t%s\nPlate Number\tPlate 1\nReading Type\tReader\n\nResults\n\n\t1\t2\t3\n"
                             "A\t%s\t1.5\t1.25\t570\nB\t0.75\t0.5\t0.5\t570\n";
  g_autofree char *first = g_strdup_printf (form, "4/29/2024", "1.1");
  g_autofree char *second = g_strdup_printf (form, "4/30/2024", "1.2");
  g_autoptr (GFile) one = write_file (fixture, "one.txt", first);
  g_autoptr (GFile) two = write_file (fixture, "two.txt", second);
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *run = NULL;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  run = iso_project_add_run (fixture->project, "March", &error);
  g_assert_false (iso_project_set_read_on (fixture->project, run, "4/5/2024", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_true (iso_project_set_read_on (fixture->project, run, "30 Apr 2024", &error));
  g_assert_cmpstr (iso_project_run_get_read_on (ISO_PROJECT_RUN (iso_project_list_find (iso_project_get_list (fixture->project, ISO_ENTITY_RUN),
                                                                                        run))), ==, "2024-04-30");
  plan = look_at (fixture->project, (GFile *[]) { one, two }, 2);
  for (guint i = 0; i < 2; i++)
    {
      iso_import_plan_set_target (plan, i, find_target (iso_import_plan_get_plate (plan, i), ISO_IMPORT_TO_EMPTY, NULL));
      iso_import_plan_set_run (plan, i, "March");
    }
  wait_for (plan);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 0), "not-planned-day"));
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "not-planned-day"));
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "other-day"));
  g_assert_true (iso_project_set_read_on (fixture->project, run, "", &error));
  iso_import_plan_set_run (plan, 1, "April");
  iso_import_plan_set_run (plan, 1, "March");
  wait_for (plan);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 0), "not-planned-day"));
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 1), "other-day"));
}

/* The same in two imports, one after the other; a plate that is read once more is not compared with what is replaced. */
static void
test_earlier_day (ProjectFixture *fixture, gconstpointer data)
{
  static const char form[] = "Software Version\t3.12\nDate\t%s\nPlate Number\t%s\nReading Type\tReader\n\nResults\n\n\t1\t2\t3\n"
                             "A\t%s\t1.5\t1.25\t570\nB\t0.75\t0.5\t0.5\t570\n";
  g_autofree char *first = g_strdup_printf (form, "4/29/2024", "Plate 1", "1.1");
  g_autofree char *second = g_strdup_printf (form, "4/30/2024", "Plate 2", "1.2");
  g_autofree char *third = g_strdup_printf (form, "4/29/2024", "Plate 3", "1.3");
  g_autoptr (GFile) one = write_file (fixture, "one.txt", first);
  g_autoptr (GFile) two = write_file (fixture, "two.txt", second);
  g_autoptr (GFile) three = write_file (fixture, "three.txt", third);
  g_autoptr (IsoImportPlan) plan = NULL;
  g_autoptr (IsoImportPlan) later = NULL;
  const IsoImportPlate *plate;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at (fixture->project, &one, 1);
  iso_import_plan_set_target (plan, 0, find_target (iso_import_plan_get_plate (plan, 0), ISO_IMPORT_TO_EMPTY, NULL));
  iso_import_plan_set_run (plan, 0, "March");
  wait_for (plan);
  g_assert_cmpint (take (plan), ==, -1);

  later = look_at (fixture->project, (GFile *[]) { two, three }, 2);
  for (guint i = 0; i < 2; i++)
    {
      iso_import_plan_set_target (later, i, find_target (iso_import_plan_get_plate (later, i), ISO_IMPORT_TO_EMPTY, NULL));
      iso_import_plan_set_run (later, i, "March");
    }
  wait_for (later);
  plate = iso_import_plan_get_plate (later, 0);
  g_assert_true (has_notice (plate, "other-day"));
  g_assert_false (has_notice (iso_import_plan_get_plate (later, 1), "other-day"));
  iso_import_plan_set_run (later, 0, "April");
  wait_for (later);
  g_assert_false (has_notice (iso_import_plan_get_plate (later, 0), "other-day"));
  iso_import_plan_set_target (later, 0, find_target (iso_import_plan_get_plate (later, 0), ISO_IMPORT_TO_PLATE, NULL));
  wait_for (later);
  g_assert_true (has_notice (iso_import_plan_get_plate (later, 0), "replaces"));
  g_assert_false (has_notice (iso_import_plan_get_plate (later, 0), "other-day"));
}

/* Column 1 is vehicle, column 2 blank, column 3 one drug. */
static const char notice_layout[] = "well,role,sample,drug1,dose1,unit1\nA1,vehicle,M,,,\nB1,vehicle,M,,,\nA2,blank,,,,\nB2,blank,,,,\n"
                                    "A3,treated,M,P,1,nM\nB3,treated,M,P,10,nM\n";

/* What the readings of a plate tell against its layout is told before anything is taken. */
static void
test_readings_tell (ProjectFixture *fixture, gconstpointer data)
{
  static const struct { const char *rows, *code; } cases[] = {
    { "A\t1.5\t0.1\tOVRFLW\t570\nB\t1.25\t0.2\t0.5\t570\n", "saturated" },
    { "A\t0.5\t1.1\t0.7\t570\nB\t0.25\t1.2\t0.5\t570\n", "blank-above-vehicle" },
    { "A\t100\t0\t70\t570\nB\t100\t0\t50\t570\n", "viability-not-signal" },
    { "A\t1.5\t0.1\t0.7\t570\nB\t1.25\t0.2\t0.5\t570\n", NULL },
  };
  g_autoptr (GFile) layout = write_file (fixture, "layout.csv", notice_layout);

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("Software Version\t3.12\nPlate Number\tPlate 1\nReading Type\tReader\n\nResults\n\n\t1\t2\t3\n",
                                           cases[i].rows, NULL);
      g_autofree char *name = g_strdup_printf ("case-%u.txt", (guint) i);
      g_autoptr (GFile) file = write_file (fixture, name, text);
      g_autoptr (IsoImportPlan) plan = look_at (fixture->project, (GFile *[]) { file, layout }, 2);
      const IsoImportPlate *plate = iso_import_plan_get_plate (plan, 0);

      for (gsize k = 0; k + 1 < G_N_ELEMENTS (cases); k++)
        g_assert_true (has_notice (plate, cases[k].code) == (k == i));
      g_assert_cmpuint (count (get_plates (fixture->project)), ==, 0);
    }
}

/* The readings of two plates of the example under each other's names. */
static void
test_swapped (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr (IsoImportPlan) plan = NULL;
  guint one;

  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  plan = look_at_example (fixture->project, TRUE);
  g_assert_false (has_notice (iso_import_plan_get_plate (plan, 1), "swapped"));
  one = iso_import_plan_get_plate (plan, 0)->target;
  iso_import_plan_set_target (plan, 0, iso_import_plan_get_plate (plan, 1)->target);
  iso_import_plan_set_target (plan, 1, one);
  wait_for (plan);
  g_assert_true (has_notice (iso_import_plan_get_plate (plan, 1), "swapped"));
  g_assert_cmpuint (count (get_plates (fixture->project)), ==, 0);
}

#define ADD(name, function) g_test_add (name, ProjectFixture, NULL, project_test_set_up, function, project_test_tear_down)

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  ADD ("/import-plan/layout", test_layout);
  ADD ("/import-plan/same as straight", test_same_as_straight);
  ADD ("/import-plan/no layout", test_no_layout);
  ADD ("/import-plan/project plates", test_project_plates);
  ADD ("/import-plan/turned", test_turned);
  ADD ("/import-plan/trouble", test_trouble);
  ADD ("/import-plan/reads", test_reads);
  ADD ("/import-plan/table", test_table);
  ADD ("/import-plan/folder", test_folder);
  ADD ("/import-plan/pick", test_pick);
  ADD ("/import-plan/nameless", test_nameless);
  ADD ("/import-plan/design", test_design);
  ADD ("/import-plan/planned", test_planned);
  ADD ("/import-plan/other day", test_other_day);
  ADD ("/import-plan/earlier day", test_earlier_day);
  ADD ("/import-plan/planned day", test_planned_day);
  ADD ("/import-plan/readings tell", test_readings_tell);
  ADD ("/import-plan/swapped", test_swapped);
  ADD ("/import-plan/real", test_real);
  return g_test_run ();
}
