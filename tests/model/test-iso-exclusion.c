/* test-iso-exclusion.c - wells of several plates, and rows of a table, left out of every result and taken in again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-exclusion.h"

#include <string.h>

typedef struct
{
  ProjectFixture  base;
  IsoAnalyser    *analyser;
  IsoView        *view;
} ExclusionFixture;

static void
wait_until_analysed (ExclusionFixture *fixture)
{
  while (iso_analyser_get_busy (fixture->analyser) || iso_project_get_busy (fixture->base.project))
    g_main_context_iteration (NULL, TRUE);
}

static void
open_example (ExclusionFixture *fixture)
{
  g_autofree char *path = iso_test_source ("data/examples/ixazomib-lenalidomide.json");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) text = NULL;
  char *content;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  text = g_bytes_new_take (content, length);
  iso_project_create_from_text_async (fixture->base.project, NULL, text, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (fixture->base.project, &result, iso_project_create_from_text_finish), ==, -1);
  wait_until_analysed (fixture);
}

static void
open_table (ExclusionFixture *fixture)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (IsoQuestion) question = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (project_test_create (fixture->base.project, fixture->base.file), ==, -1);
  iso_project_import_async (fixture->base.project, &file, 1, NULL, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_import_finish (fixture->base.project, result, &question, &error));
  g_assert_no_error (error);
  wait_until_analysed (fixture);
  g_assert_nonnull (iso_analyser_get_analysis (fixture->analyser));
}

static void
set_up (ExclusionFixture *fixture, gconstpointer data)
{
  project_test_set_up (&fixture->base, data);
  fixture->analyser = iso_analyser_new (fixture->base.project);
  fixture->view = iso_view_new (fixture->analyser);
}

static void
tear_down (ExclusionFixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->view);
  g_object_unref (fixture->analyser);
  project_test_tear_down (&fixture->base, data);
}

static guint
count_steps (ExclusionFixture *fixture)
{
  return g_list_model_get_n_items (iso_project_get_history (fixture->base.project));
}

static guint
count_excluded (ExclusionFixture *fixture)
{
  const IsoDataset *dataset = iso_analyser_get_analysis (fixture->analyser)->dataset;
  guint n = 0;

  for (guint i = 0; i < dataset->observations->len; i++)
    n += iso_dataset_observation (dataset, i)->status == ISO_STATUS_EXCLUDED;
  return n;
}

/* Why the record of an observation says that it is excluded. */
static const char *
get_reason (ExclusionFixture *fixture, guint observation)
{
  const IsoDataset *dataset = iso_analyser_get_analysis (fixture->analyser)->dataset;

  return g_array_index (dataset->experiment->records, IsoRecord, iso_dataset_observation (dataset, observation)->record).reason;
}

/* Wells of three plates are one step, there and back. */
static void
test_several_plates (ExclusionFixture *fixture, gconstpointer data)
{
  const guint wells[] = { 12, 13, 75, 140, 141 };
  g_autoptr (GError) error = NULL;
  guint before;

  open_example (fixture);
  before = count_steps (fixture);
  iso_view_select (fixture->view, wells, G_N_ELEMENTS (wells));
  g_assert_true (iso_exclusion_exclude (fixture->view, "Air bubble", &error));
  g_assert_no_error (error);
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_steps (fixture), ==, before + 1);
  g_assert_cmpuint (count_excluded (fixture), ==, 5);
  for (guint i = 0; i < G_N_ELEMENTS (wells); i++)
    g_assert_cmpstr (get_reason (fixture, wells[i]), ==, "Air bubble");
  g_assert_null (get_reason (fixture, 14));

  g_assert_true (iso_project_undo (fixture->base.project, &error));
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
  g_assert_true (iso_project_redo (fixture->base.project, &error));
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_excluded (fixture), ==, 5);

  iso_view_select (fixture->view, wells, G_N_ELEMENTS (wells));
  g_assert_cmpuint (iso_exclusion_count_excluded (fixture->view), ==, 5);
  g_assert_true (iso_exclusion_restore (fixture->view, &error));
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
}

/* A row of a table is no well, and is left out all the same. */
static void
test_rows (ExclusionFixture *fixture, gconstpointer data)
{
  const guint rows[] = { 0, 4, 9 };
  g_autoptr (GError) error = NULL;

  open_table (fixture);
  g_assert_nonnull (iso_exclusion_refuse_restore (fixture->view));
  iso_view_select (fixture->view, rows, G_N_ELEMENTS (rows));
  g_assert_cmpstr (iso_exclusion_refuse_exclude (fixture->view), ==, NULL);
  g_assert_cmpuint (iso_exclusion_count_included (fixture->view), ==, 3);
  g_assert_true (iso_exclusion_exclude (fixture->view, "Typing error", &error));
  g_assert_no_error (error);
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_excluded (fixture), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (get_reason (fixture, rows[i]), ==, "Typing error");
      g_assert_cmpstr (iso_exclusion_reason (fixture->view, rows[i]), ==, "Typing error");
    }
  g_assert_null (iso_exclusion_reason (fixture->view, 1));

  iso_view_select (fixture->view, rows, G_N_ELEMENTS (rows));
  g_assert_true (iso_exclusion_restore (fixture->view, &error));
  wait_until_analysed (fixture);
  g_assert_cmpuint (count_excluded (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add ("/exclusion/several plates", ExclusionFixture, NULL, set_up, test_several_plates, tear_down);
  g_test_add ("/exclusion/rows of a table", ExclusionFixture, NULL, set_up, test_rows, tear_down);
  return g_test_run ();
}
