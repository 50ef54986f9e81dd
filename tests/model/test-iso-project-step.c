/* test-iso-project-step.c - undo, redo and restore of so much that a worker does it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-history.h"
#include "iso-project-private.h"
#include "iso-project-test.h"

#include "iso-test.h"

#define PLATES 5
#define WELLS 1536
#define COLUMNS 48

static void
add_plate (IsoProject *project, const char *run, const char *drug, guint number)
{
  g_autofree IsoWellEdit *wells = g_new0 (IsoWellEdit, WELLS);
  g_autofree char *name = g_strdup_printf ("P%u", number);
  g_autofree char *plate = iso_project_add_plate (project, name, run, WELLS, NULL);

  for (guint i = 0; i < WELLS; i++)
    wells[i] = (IsoWellEdit) { .row = i / COLUMNS, .column = i % COLUMNS, .role = ISO_ROLE_TREATED, .replicate = 1, .n_doses = 1,
                               .doses = { { drug, 1e-9 * (i + number), 1e-9 * i, 1e-9 * i } } };
  g_assert_true (iso_project_set_wells (project, plate, wells, WELLS, NULL));
}

/* One step that adds plates. */
static void
add_plates (IsoProject *project, guint n)
{
  g_autofree char *run = iso_project_add_run (project, "1", NULL);
  g_autofree char *drug = iso_project_add_drug (project, "A", "nM", NULL);

  g_assert_true (iso_project_begin_edit (project, "import", NULL, NULL));
  for (guint i = 0; i < n; i++)
    add_plate (project, run, drug, i);
  g_assert_true (iso_project_end_edit (project, TRUE, NULL));
}

/* Everything that a person decided, as the file has it. */
static char *
dump (IsoProject *project)
{
  static const char *const tables[] = { "plate", "well", "dose", "run", "drug" };
  IsoDb *db = iso_store_db (iso_work_store (project->work));
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1, 2, 3", tables[i]);
      g_autoptr (IsoStatement) rows = iso_db_query (db, NULL, sql, NULL);

      while (iso_statement_next (rows, NULL))
        for (int j = 0; j < (i == 0 ? 5 : i == 1 ? 6 : i == 2 ? 7 : 3); j++)
          {
            const char *text = iso_statement_text (rows, j);

            g_checksum_update (sum, (const guchar *) (text != NULL ? text : "-"), -1);
            g_checksum_update (sum, (const guchar *) "|", 1);
          }
    }
  return g_strdup (g_checksum_get_string (sum));
}

static GListModel *
get_plates (IsoProject *project)
{
  return G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE));
}

static void
count_cb (IsoProject *project, gboolean analysis, gpointer data)
{
  g_assert_true (analysis);
  (*(guint *) data)++;
}

/* The step, in a worker; nothing else can be changed meanwhile. */
static int
step (IsoProject *project, IsoHistoryKind kind, gint64 seq)
{
  GAsyncResult *result = NULL;
  GAsyncResult *other = NULL;
  g_autoptr (GError) error = NULL;

  iso_project_step_async (project, kind, seq, project_test_keep_cb, &result);
  g_assert_true (iso_project_get_busy (project));
  g_assert_null (iso_project_add_drug (project, "B", "nM", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_BUSY);
  g_assert_false (iso_project_undo (project, NULL));
  g_assert_false (iso_project_is_large_step (project, kind, seq));
  iso_project_step_async (project, kind, seq, project_test_keep_cb, &other);
  g_assert_cmpint (project_test_wait (project, &other, iso_project_step_finish), ==, ISO_ERROR_BUSY);
  return project_test_wait (project, &result, iso_project_step_finish);
}

/* Given up, it changes nothing; what it would have done can be done afterwards. */
static void
cancel (IsoProject *project, IsoHistoryKind kind)
{
  g_autofree char *before = dump (project);
  g_autofree char *after = NULL;
  GAsyncResult *result = NULL;

  iso_project_step_async (project, kind, 0, project_test_keep_cb, &result);
  g_assert_cmpfloat (iso_project_get_progress (project), >=, 0);
  iso_project_cancel_step (project);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_step_finish), ==, ISO_ERROR_CANCELLED);
  g_assert_cmpfloat (iso_project_get_progress (project), <, 0);
  after = dump (project);
  g_assert_cmpstr (after, ==, before);
  iso_project_cancel_step (project);   /* there is none */
}

static void
test_steps (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoProjectPlate) plate = NULL;
  g_autoptr (IsoProjectPlate) again = NULL;
  g_autofree char *before = NULL, *after = NULL, *undone = NULL, *redone = NULL, *restored = NULL;
  guint changed = 0;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  before = dump (project);
  add_plates (project, PLATES);
  after = dump (project);
  plate = g_list_model_get_item (get_plates (project), 2);
  g_signal_connect (project, "changed", G_CALLBACK (count_cb), &changed);

  cancel (project, ISO_HISTORY_UNDO);
  g_assert_true (iso_project_is_large_step (project, ISO_HISTORY_UNDO, 0));
  g_assert_false (iso_project_is_large_step (project, ISO_HISTORY_REDO, 0));
  g_assert_cmpint (step (project, ISO_HISTORY_UNDO, 0), ==, -1);
  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (get_plates (project)), ==, 0);
  undone = dump (project);
  g_assert_cmpstr (undone, !=, after);
  g_assert_true (iso_project_get_can_redo (project));
  g_assert_false (iso_project_is_large_step (project, ISO_HISTORY_UNDO, 0));   /* the drug alone */

  g_assert_true (iso_project_is_large_step (project, ISO_HISTORY_REDO, 0));
  g_assert_cmpint (step (project, ISO_HISTORY_REDO, 0), ==, -1);
  redone = dump (project);
  g_assert_cmpstr (redone, ==, after);
  again = g_list_model_get_item (get_plates (project), 2);
  g_assert_true (again == plate);
  g_assert_cmpint (iso_project_plate_get_role (again, WELLS - 1), ==, ISO_ROLE_TREATED);

  g_assert_true (iso_project_is_large_step (project, ISO_HISTORY_RESTORE, 0));
  g_assert_cmpint (step (project, ISO_HISTORY_RESTORE, 0), ==, -1);
  restored = dump (project);
  g_assert_cmpstr (restored, ==, before);
  g_assert_cmpuint (changed, ==, 3);

  /* What cannot be is said, and the project goes on. */
  g_assert_cmpint (step (project, ISO_HISTORY_REDO, 0), ==, ISO_ERROR_RANGE);
  g_assert_cmpint (step (project, ISO_HISTORY_UNDO, 0), ==, -1);
  g_assert_cmpuint (g_list_model_get_n_items (get_plates (project)), ==, PLATES);
}

/* A plate of few wells is no work for a worker. */
static void
test_small (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;

  g_assert_cmpint (project_test_create (project, NULL), ==, -1);
  add_plates (project, 1);
  g_assert_false (iso_project_is_large_step (project, ISO_HISTORY_UNDO, 0));
  g_assert_false (iso_project_is_large_step (project, ISO_HISTORY_RESTORE, 0));
  g_assert_cmpint (iso_history_weigh (iso_work_store (project->work), ISO_HISTORY_RESTORE, 0), >,
                   iso_history_weigh (iso_work_store (project->work), ISO_HISTORY_UNDO, 0));
  g_assert_cmpint (iso_history_weigh (iso_work_store (project->work), ISO_HISTORY_REDO, 0), ==, 0);
}

/* Closed while the worker is at it: it ends first, and what it did is in the project when that is opened again. */
static void
test_closed (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  GAsyncResult *result = NULL;

  g_assert_cmpint (project_test_create (project, fixture->file), ==, -1);
  add_plates (project, 1);
  iso_project_step_async (project, ISO_HISTORY_UNDO, 0, project_test_keep_cb, &result);
  iso_project_close (project, FALSE);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_step_finish), ==, ISO_ERROR_CANCELLED);
  project_test_settle (project);
  g_assert_false (iso_project_is_open (project));
  g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
  g_assert_cmpuint (g_list_model_get_n_items (get_plates (project)), ==, 0);
  g_assert_true (iso_project_redo (project, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (get_plates (project)), ==, 1);
}

#define add(name, test) g_test_add (name, ProjectFixture, NULL, project_test_set_up, test, project_test_tear_down)

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  add ("/project-step/steps", test_steps);
  add ("/project-step/small", test_small);
  add ("/project-step/closed", test_closed);
  return g_test_run ();
}
