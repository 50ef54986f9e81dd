/* test-iso-project-import.c - files into an open project, what is kept of them, and an edit that cannot be shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-finding.h"
#include "iso-project-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide/"

static const char table[] = "drug1,dose1,unit1,viability,experiment\n"
                            "Ixazomib,0,nM,98,1\nIxazomib,10,nM,80,1\nIxazomib,30,nM,50,1\nIxazomib,100,nM,20,1\n";

static const char ambiguous[] = "drug1,dose1,unit1,response\n"
                                "Ixazomib,0,nM,0.98\nIxazomib,10,nM,0.8\nIxazomib,30,nM,0.5\nIxazomib,100,nM,0.2\n";

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

/* -1 if it went well, -2 for a question, else the code of the error. */
static int
import (IsoProject *project, GFile *const *files, guint n, const IsoImportChoices *choices, IsoQuestion **question)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (IsoQuestion) own = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  iso_project_import_async (project, files, n, choices, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  done = iso_project_import_finish (project, result, question != NULL ? question : &own, &error);
  g_assert_false (done && (error != NULL || own != NULL));
  if (done)
    return -1;
  return error != NULL ? error->code : -2;
}

static int
import_example (IsoProject *project)
{
  g_autoptr (GFile) layout = get_example ("layout.csv");
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) two = get_example ("plate-2.txt");
  g_autoptr (GFile) three = get_example ("plate-3.txt");

  return import (project, (GFile *[]) { one, layout, two, three }, 4, NULL, NULL);
}

static guint
count (GListModel *list)
{
  return g_list_model_get_n_items (list);
}

static GListModel *
get_plates (IsoProject *project)
{
  return G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
}

static void
test_exports (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoProjectSource) source = NULL;
  g_autoptr (IsoProjectRead) read = NULL;
  g_autoptr (IsoProjectPlate) plate = NULL, again = NULL;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_cmpint (import_example (project), ==, -1);
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 1);
  g_assert_cmpstr (iso_project_get_undo_label (project), ==, "Import “plate-1.txt, layout.csv, plate-2.txt, plate-3.txt”");
  g_assert_cmpuint (count (get_plates (project)), ==, 3);
  g_assert_true (iso_project_get_modified (project));

  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 3);
  g_assert_cmpuint (count (iso_project_get_reads (project)), ==, 3);
  source = g_list_model_get_item (iso_project_get_sources (project), 1);
  g_assert_cmpstr (iso_project_source_get_name (source), ==, "plate-2.txt");
  g_assert_cmpint (iso_project_source_get_at (source), ==, fixture->host.now (NULL));
  g_assert_cmpint (iso_project_source_get_size (source), >, 100);
  plate = g_list_model_get_item (get_plates (project), 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (IsoProjectRead) candidate = g_list_model_get_item (iso_project_get_reads (project), i);

      if (g_str_equal (iso_project_read_get_id (candidate), iso_project_plate_get_signal (plate)))
        read = g_steal_pointer (&candidate);
    }
  g_assert_nonnull (read);
  g_assert_cmpstr (iso_project_read_get_source_name (read), ==, "plate-1.txt");
  g_assert_cmpuint (iso_project_read_get_readings (read), ==, 96);
  g_assert_cmpuint (iso_project_read_get_wells (read), ==, 96);
  g_assert_false (iso_project_read_get_calculated (read));

  /* Undone, what was read stays, and done again each plate is the same object. */
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (count (get_plates (project)), ==, 0);
  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 3);
  g_assert_true (iso_project_redo (project, NULL));
  again = g_list_model_get_item (get_plates (project), 0);
  g_assert_true (again == plate);
  g_assert_cmpint (iso_project_plate_get_role (plate, 13), !=, ISO_ROLE_EMPTY);
}

/* Plates that are planned already, and what was read from them later. */
static void
test_planned (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) one = get_example ("plate-1.txt");
  g_autoptr (GFile) two = get_example ("plate-2.txt");
  g_autofree char *run = NULL, *first = NULL, *second = NULL;
  IsoProjectPlate *plate;
  IsoImportChoices choices = { 0 };

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_cmpint (import (project, &one, 1, NULL, NULL), ==, ISO_ERROR_NO_DATA);
  run = iso_project_add_run (project, "1", NULL);
  first = iso_project_add_plate (project, "A", run, 96, NULL);
  second = iso_project_add_plate (project, "B", run, 96, NULL);
  plate = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), second));

  /* One file, two plates that wait. */
  g_assert_cmpint (import (project, &one, 1, NULL, NULL), ==, ISO_ERROR_NO_DATA);
  g_assert_null (iso_project_plate_get_signal (plate));
  choices.plate = second;
  g_assert_cmpint (import (project, &two, 1, &choices, NULL), ==, -1);
  g_assert_nonnull (iso_project_plate_get_signal (plate));
  g_assert_cmpint (import (project, (GFile *[]) { one, two }, 2, &choices, NULL), ==, ISO_ERROR_NO_DATA);

  /* By its name; a label that the file does not have. */
  g_assert_true (iso_project_rename (project, ISO_ENTITY_PLATE, first, "plate-1", NULL));
  choices = (IsoImportChoices) { .read = "no such" };
  g_assert_cmpint (import (project, &one, 1, &choices, NULL), ==, ISO_ERROR_NO_DATA);
  g_assert_cmpint (import (project, &one, 1, NULL, NULL), ==, -1);
  plate = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), first));
  g_assert_nonnull (iso_project_plate_get_signal (plate));
}

static void
test_tables (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) plain = write_file (fixture, "plain.csv", table);
  g_autoptr (GFile) unclear = write_file (fixture, "unclear.csv", ambiguous);
  g_autoptr (GFile) missing = g_file_new_for_path ("/nowhere/at/all.csv");
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("https://example.org/a.csv");
  g_autoptr (IsoQuestion) question = NULL;
  const IsoMeaning *meaning;
  IsoImportChoices choices = { 0 };

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_cmpint (import (project, &missing, 1, NULL, NULL), ==, ISO_ERROR_IO);
  g_assert_cmpint (import (project, &elsewhere, 1, NULL, NULL), ==, ISO_ERROR_UNSUPPORTED);
  g_assert_false (iso_project_get_modified (project));

  g_assert_cmpint (import (project, &unclear, 1, NULL, &question), ==, -2);
  g_assert_nonnull (question);
  g_assert_cmpstr (question->file, ==, "unclear.csv");
  g_assert_cmpuint (question->choices->len, ==, 4);
  meaning = &g_array_index (question->choices, IsoMeaning, 0);
  g_assert_nonnull (strstr (meaning->text, "0.8"));
  g_assert_false (iso_project_get_modified (project));
  choices.response = meaning->choices.response;
  choices.scale = meaning->choices.scale;
  g_assert_cmpint (import (project, &unclear, 1, &choices, NULL), ==, -1);
  g_assert_cmpstr (iso_project_get_response (project), ==, "viability");
  g_assert_cmpuint (count (iso_project_get_sources (project)), ==, 1);

  /* The same again would count twice; another scale does not go with it. */
  g_assert_cmpint (import (project, &unclear, 1, &choices, NULL), ==, ISO_ERROR_RANGE);
  g_assert_cmpint (import (project, &plain, 1, NULL, NULL), ==, ISO_ERROR_UNITS);
  g_assert_cmpuint (count (get_plates (project)), ==, 1);
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 1);
}

/* A layout alone is of the plate of its name: which was read before anybody said what stood on it. */
static void
test_layout_alone (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) export = write_file (fixture, "P.csv", ",1,2\nA,0.1,1.1\nB,0.6,0.5\n");
  g_autoptr (GFile) layout = write_file (fixture, "layout.csv", "plate,experiment,well,role,drug,dose (nM)\nP,day 1,A1,blank,,\n"
                                                                "P,day 1,A2,vehicle,,\nP,day 1,B1,treated,x,1\nP,day 1,B2,treated,x,10\n");
  g_autoptr (GFile) other = write_file (fixture, "other.csv", "plate,well,role,drug,dose (nM)\nP,A1,blank,,\nP,A2,vehicle,,\nP,B1,treated,y,3\n");
  g_autoptr (GFile) nameless = write_file (fixture, "nameless.csv", "well,role,drug,dose (nM)\nA1,blank,,\nB1,treated,y,3\n");
  g_autoptr (IsoQuestion) question = NULL, whose = NULL;
  g_autofree char *run = NULL, *plate = NULL, *signal = NULL;
  IsoProjectPlate *item;
  guint n;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  run = iso_project_add_run (project, "P", NULL);
  plate = iso_project_add_plate (project, "P", run, 96, NULL);
  item = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), plate));
  g_assert_cmpint (import (project, &export, 1, NULL, NULL), ==, -1);
  signal = g_strdup (iso_project_plate_get_signal (item));
  g_assert_nonnull (signal);

  /* Without a name it is asked whether it is of the plate that was read. */
  g_assert_cmpint (import (project, &nameless, 1, NULL, &whose), ==, -2);
  g_assert_cmpuint (whose->choices->len, ==, 2);
  g_assert_cmpstr (whose->file, ==, "nameless.csv");
  g_assert_nonnull (strstr (g_array_index (whose->choices, IsoMeaning, 0).text, "“P”"));
  g_assert_cmpint (import (project, &nameless, 1, &g_array_index (whose->choices, IsoMeaning, 0).choices, NULL), ==, -1);
  g_assert_cmpint (iso_project_plate_get_role (item, 12), ==, ISO_ROLE_TREATED);
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpint (import (project, &nameless, 1, &g_array_index (whose->choices, IsoMeaning, 1).choices, NULL), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 2);
  g_assert_true (iso_project_undo (project, NULL));

  g_assert_cmpint (import (project, &layout, 1, NULL, NULL), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 1);
  g_assert_cmpint (iso_project_plate_get_role (item, 0), ==, ISO_ROLE_BLANK);
  g_assert_cmpint (iso_project_plate_get_role (item, 12), ==, ISO_ROLE_TREATED);
  g_assert_cmpstr (iso_project_plate_get_signal (item), ==, signal);
  g_assert_cmpstr (iso_project_item_get_name (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_RUN),
                                                                     iso_project_plate_get_run (item))), ==, "day 1");
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpint (iso_project_plate_get_role (item, 0), ==, ISO_ROLE_EMPTY);
  g_assert_cmpstr (iso_project_plate_get_signal (item), ==, signal);
  g_assert_true (iso_project_redo (project, NULL));

  /* The same again, and another that is not put in its place unasked. */
  g_assert_cmpint (import (project, &layout, 1, NULL, NULL), ==, ISO_ERROR_RANGE);
  g_assert_cmpint (import (project, &other, 1, NULL, &question), ==, -2);
  g_assert_cmpuint (question->choices->len, ==, 2);
  g_assert_nonnull (strstr (g_array_index (question->choices, IsoMeaning, 1).text, "“P (2)”"));
  g_assert_cmpint (iso_project_plate_get_role (item, 13), ==, ISO_ROLE_TREATED);
  g_assert_cmpint (import (project, &other, 1, &g_array_index (question->choices, IsoMeaning, 1).choices, NULL), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 2);
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpint (import (project, &other, 1, &g_array_index (question->choices, IsoMeaning, 0).choices, NULL), ==, -1);
  g_assert_cmpuint (count (get_plates (project)), ==, 1);
  g_assert_cmpint (iso_project_plate_get_role (item, 13), ==, ISO_ROLE_EMPTY);
  g_assert_cmpfloat_with_epsilon (iso_project_plate_get_doses (item, 12, &n)[0].achieved, 3e-9, 1e-18);
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpint (iso_project_plate_get_role (item, 13), ==, ISO_ROLE_TREATED);
}

/* What readers noticed can be looked up as long as the project is open. */
static void
test_findings (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) file = write_file (fixture, "a.csv", "drug1,dose1,unit1,viability (%),shelf\nA,0,nM,98,1\nA,30,nM,50,1\n");
  g_autoptr (GFile) same = write_file (fixture, "b.csv", "drug1,dose1,unit1,viability (%),shelf\nA,0,nM,97,1\nA,30,nM,51,1\n");
  g_autoptr (IsoFinding) finding = NULL;
  guint n;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  g_assert_cmpint (import (project, &file, 1, NULL, NULL), ==, -1);
  n = count (iso_project_get_findings (project));
  g_assert_cmpuint (n, >, 0);
  finding = g_list_model_get_item (iso_project_get_findings (project), 0);
  g_assert_nonnull (strstr (iso_finding_get_place (finding), "a.csv"));
  g_assert_cmpint (import (project, &same, 1, NULL, NULL), ==, -1);
  g_assert_cmpuint (count (iso_project_get_findings (project)), ==, 2 * n);
  iso_project_close (project, TRUE);
  g_assert_cmpuint (count (iso_project_get_findings (project)), ==, 0);
}

/* Closed, or cancelled, before the worker is back: nothing is changed. */
static void
test_cancelled (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (GFile) file = write_file (fixture, "plain.csv", table);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  iso_project_import_async (project, &file, 1, NULL, cancellable, project_test_keep_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (iso_project_import_finish (project, result, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CANCELLED);
  g_assert_false (iso_project_get_modified (project));
  g_clear_object (&result);
  g_clear_error (&error);
  project_test_settle (project);

  iso_project_import_async (project, &file, 1, NULL, NULL, project_test_keep_cb, &result);
  iso_project_close (project, FALSE);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (iso_project_import_finish (project, result, NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CANCELLED);
  project_test_settle (project);
  g_assert_false (iso_project_is_open (project));
}

/* The same object for the same thing, also when it was away for a while. */
static void
test_same_objects (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  IsoProjectList *drugs = iso_project_get_list (project, ISO_ENTITY_DRUG);
  g_autofree char *id = NULL;
  IsoProjectItem *drug;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  id = iso_project_add_drug (project, "A", "nM", NULL);
  drug = iso_project_list_find (drugs, id);
  g_assert_true (iso_project_rename (project, ISO_ENTITY_DRUG, id, "B", NULL));
  g_assert_true (iso_project_remove (project, ISO_ENTITY_DRUG, id, NULL));
  g_assert_null (iso_project_list_find (drugs, id));
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_list_find (drugs, id) == drug);
  g_assert_cmpstr (iso_project_item_get_name (drug), ==, "B");
  g_assert_true (iso_project_restore (project, 0, NULL));
  g_assert_true (iso_project_restore (project, 1, NULL));
  g_assert_true (iso_project_list_find (drugs, id) == drug);
  g_assert_cmpstr (iso_project_item_get_name (drug), ==, "A");
}

static char *
get_database (IsoProject *project)
{
  return g_build_filename (iso_work_folder (project->work), "project.db", NULL);
}

static void
add_plate (IsoProject *project, char **plate)
{
  g_autofree char *run = iso_project_add_run (project, "1", NULL);
  const IsoWellEdit wells[] = { { .row = 1, .column = 1, .role = ISO_ROLE_BLANK }, { .row = 0, .column = 3, .role = ISO_ROLE_VEHICLE } };

  *plate = iso_project_add_plate (project, "P", run, 24, NULL);
  g_assert_true (iso_project_set_wells (project, *plate, wells, 2, NULL));
}

static void
failed_cb (IsoProject *project, const char *sentence, gpointer data)
{
  char **kept = data;

  g_assert_null (*kept);
  *kept = g_strdup (sentence);
}

/* A row that another program made unreadable: the edit stands, and nothing else is done to the project. */
static void
test_failed (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autofree char *plate = NULL, *path = NULL, *sentence = NULL;
  g_autoptr (IsoDb) db = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  add_plate (project, &plate);
  g_signal_connect (project, "failed", G_CALLBACK (failed_cb), &sentence);
  path = get_database (project);
  db = iso_db_open (path, path, ISO_DB_WRITE, NULL);
  g_assert_true (iso_db_execute (db, "UPDATE well SET role = 'nonsense' WHERE row = 2", NULL));
  g_assert_true (iso_project_exclude (project, plate, &(IsoWellPlace) { 1, 1 }, 1, "bubble", &error));
  g_assert_no_error (error);
  g_assert_nonnull (sentence);
  g_assert_null (strchr (sentence, '{'));
  g_assert_true (iso_project_get_read_only (project));
  g_assert_false (iso_project_get_can_undo (project));
  g_assert_false (iso_project_undo (project, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_CORRUPT);
  g_assert_cmpint (project_test_save (project, FALSE, NULL), ==, -1);
  g_signal_handlers_disconnect_by_data (project, &sentence);
  project_test_settle (project);
  iso_project_close (project, TRUE);
  g_assert_false (iso_project_get_read_only (project));
}

static int
interrupt_cb (gpointer data)
{
  guint *left = data;

  if (*left == 0)
    return 0;
  (*left)--;
  return 1;
}

typedef struct
{
  IsoProject *project;
  guint       left;
} Trouble;

static void
trouble_cb (IsoChangeKind kind, const char *table_name, const char *const *key, gpointer data)
{
  Trouble *trouble = data;

  iso_project_note_change (kind, table_name, key, &trouble->project->changes);
  trouble->left = 1;
  sqlite3_progress_handler (iso_db_handle (iso_store_db (iso_work_store (trouble->project->work))), 1, interrupt_cb, &trouble->left);
}

/* When reading fails once, everything is read again, and nobody notices. */
static void
test_read_again (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  Trouble trouble = { project, 0 };
  g_autofree char *id = NULL, *sentence = NULL, *name = NULL;
  IsoProjectPlate *plate;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  add_plate (project, &id);
  plate = ISO_PROJECT_PLATE (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_PLATE), id));
  g_signal_connect (project, "failed", G_CALLBACK (failed_cb), &sentence);
  iso_store_set_watch (iso_work_store (project->work), trouble_cb, &trouble);
  g_assert_true (iso_project_begin_edit (project, "paste", NULL, NULL));
  g_assert_true (iso_project_exclude (project, id, &(IsoWellPlace) { 1, 1 }, 1, "bubble", NULL));
  g_assert_true (iso_project_rename (project, ISO_ENTITY_PLATE, id, "Q", NULL));
  name = iso_project_add_drug (project, "A", "nM", NULL);
  g_assert_true (iso_project_set_setting (project, "level", "0.9", NULL));
  g_assert_true (iso_project_end_edit (project, TRUE, NULL));
  g_assert_cmpuint (trouble.left, ==, 0);
  g_assert_null (sentence);
  g_assert_false (iso_project_get_read_only (project));
  g_assert_cmpstr (iso_project_plate_get_reason (plate, 7), ==, "bubble");
  g_assert_cmpstr (iso_project_item_get_name (ISO_PROJECT_ITEM (plate)), ==, "Q");
  g_assert_nonnull (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), name));
  g_assert_cmpstr (iso_project_get_setting (project, "level"), ==, "0.9");
  g_assert_cmpuint (count (iso_project_get_history (project)), ==, 4);

  /* What is gone is gone then, too. */
  g_assert_true (iso_project_undo (project, NULL));
  g_assert_cmpuint (trouble.left, ==, 0);
  g_assert_null (iso_project_list_find (iso_project_get_list (project, ISO_ENTITY_DRUG), name));
  g_assert_null (iso_project_get_setting (project, "level"));
  g_signal_handlers_disconnect_by_data (project, &sentence);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/project-import/" name, ProjectFixture, NULL, project_test_set_up, test, project_test_tear_down)
  ADD ("exports", test_exports);
  ADD ("planned", test_planned);
  ADD ("tables", test_tables);
  ADD ("layout alone", test_layout_alone);
  ADD ("findings", test_findings);
  ADD ("cancelled", test_cancelled);
  ADD ("same-objects", test_same_objects);
  ADD ("failed", test_failed);
  ADD ("read-again", test_read_again);
  return g_test_run ();
}
