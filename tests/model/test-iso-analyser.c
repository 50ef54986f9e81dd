/* test-iso-analyser.c - the analysis of an open project against that of the same files without one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-analyser.h"
#include "iso-finding.h"
#include "iso-subject.h"

#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"
#include "writer/iso-analysis-json.h"

#include <string.h>

#define EXAMPLE "data/examples/ixazomib-lenalidomide"

static void
wait_until_analysed (IsoAnalyser *analyser)
{
  while (iso_analyser_get_busy (analyser) || iso_project_get_busy (iso_analyser_get_project (analyser)))
    g_main_context_iteration (NULL, TRUE);
}

static void
open_example (IsoProject *project)
{
  g_autofree char *path = iso_test_source (EXAMPLE ".json");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) text = NULL;
  char *content;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  text = g_bytes_new_take (content, length);
  iso_project_create_from_text_async (project, NULL, text, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_create_from_text_finish), ==, -1);
}

static void
import_table (IsoProject *project, GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iso_project_import_async (project, &file, 1, NULL, NULL, project_test_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (iso_project_import_finish (project, result, NULL, &error));
  g_assert_no_error (error);
}

static IsoSource *
load_source (const char *path)
{
  g_autoptr (IsoSource) loaded = iso_source_load (path, NULL);
  g_autofree char *name = g_path_get_basename (path);

  return iso_source_new (name, iso_source_bytes (loaded), NULL);
}

/* The analysis of an experiment as JSON, straight from core. */
static char *
analyse (IsoExperiment *experiment)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  g_autoptr (GError) error = NULL;
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_analysis_settings_init (&settings);
  dataset = iso_dataset_new (experiment, settings.location, &error);
  g_assert_no_error (error);
  analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
  return iso_analysis_json (analysis, "test");
}

static char *
analyse_table (const char *path)
{
  g_autoptr (IsoSource) source = load_source (path);
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  return analyse (experiment);
}

static char *
analyse_example (void)
{
  static const char *const files[] = { "plate-1.txt", "plate-2.txt", "plate-3.txt" };
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) readouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);
  g_autofree char *path = iso_test_source (EXAMPLE "/layout.csv");
  g_autoptr (IsoSource) source = load_source (path);
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GError) error = NULL;
  const IsoTableJoin join = { NULL, NULL, ISO_RUN_PER_LAYOUT };
  IsoTableOptions options;

  iso_table_options_init (&options);
  layouts = iso_table_layout_read (source, &options, experiment, &error);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *folder = iso_test_source (EXAMPLE);
      g_autofree char *name = g_build_filename (folder, files[i], NULL);
      g_autoptr (IsoSource) plate = load_source (name);

      g_ptr_array_add (readouts, iso_reader_load (plate, NULL, &error));
    }
  g_assert_no_error (error);
  g_assert_true (iso_table_layout_join (experiment, layouts, readouts, &join, &error));
  return analyse (experiment);
}

static char *
get_json (IsoAnalyser *analyser)
{
  g_assert_no_error ((GError *) iso_analyser_get_error (analyser));
  g_assert_nonnull (iso_analyser_get_analysis (analyser));
  return iso_analysis_json (iso_analyser_get_analysis (analyser), "test");
}

/* Byte for byte what the files give without a project. */
static void
test_same (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (fixture->project);
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *expected = analyse_example ();
  g_autofree char *actual = NULL, *table = NULL, *of_project = NULL, *summary = NULL;

  g_assert_false (iso_analyser_get_busy (analyser));
  open_example (fixture->project);
  g_assert_true (iso_analyser_get_busy (analyser));
  wait_until_analysed (analyser);
  actual = get_json (analyser);
  g_assert_cmpstr (actual, ==, expected);
  g_assert_false (iso_analyser_get_stale (analyser));
  g_assert_cmpstr (iso_analyser_get_note (analyser), ==, "Simulated data");
  summary = iso_analyser_dup_summary (analyser);
  g_assert_cmpstr (summary, ==, "180 of 180 wells used");
  g_assert_cmpuint (g_list_model_get_n_items (iso_analyser_get_treatments (analyser)), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (iso_analyser_get_plates (analyser)), ==, 3);

  iso_project_close (fixture->project, TRUE);
  g_assert_null (iso_analyser_get_analysis (analyser));
  g_assert_cmpuint (g_list_model_get_n_items (iso_analyser_get_treatments (analyser)), ==, 0);
  project_test_settle (fixture->project);
  g_assert_cmpint (project_test_create (fixture->project, NULL), ==, -1);
  wait_until_analysed (analyser);
  g_assert_null (iso_analyser_get_analysis (analyser));
  g_assert_null (iso_analyser_get_error (analyser));
  import_table (fixture->project, file);
  wait_until_analysed (analyser);
  table = analyse_table (path);
  of_project = get_json (analyser);
  g_assert_cmpstr (of_project, ==, table);
}

typedef struct
{
  IsoAnalyser       *analyser;
  const IsoAnalysis *last;
  guint              n;
} Watch;

static void
analysis_cb (Watch *watch)
{
  watch->last = iso_analyser_get_analysis (watch->analyser);
  watch->n++;
}

static const IsoWellPlace well = { 1, 1 };

/* The last analysis stays until the next is there; edits one after the other make one; figures and names of pages make none. */
static void
test_follows (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);
  Watch watch = { analyser, NULL, 0 };
  g_autoptr (IsoProjectItem) plate = NULL;
  g_autofree char *before = NULL, *excluded = NULL, *after = NULL, *level = NULL, *summary = NULL;
  const IsoAnalysis *first;

  g_signal_connect_swapped (analyser, "notify::analysis", G_CALLBACK (analysis_cb), &watch);
  open_example (project);
  wait_until_analysed (analyser);
  g_assert_cmpuint (watch.n, ==, 1);
  first = watch.last;
  before = get_json (analyser);
  plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);

  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &well, 1, "bubble", NULL));
  g_assert_true (iso_analyser_get_stale (analyser));
  g_assert_true (iso_analyser_get_analysis (analyser) == first);
  wait_until_analysed (analyser);
  g_assert_false (iso_analyser_get_stale (analyser));
  g_assert_cmpuint (watch.n, ==, 2);
  excluded = get_json (analyser);
  g_assert_cmpstr (excluded, !=, before);
  summary = iso_analyser_dup_summary (analyser);
  g_assert_cmpstr (summary, ==, "179 of 180 wells used");

  g_assert_true (iso_project_undo (project, NULL));
  g_assert_true (iso_project_redo (project, NULL));
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_analysed (analyser);
  g_assert_cmpuint (watch.n, ==, 3);
  after = get_json (analyser);
  g_assert_cmpstr (after, ==, before);

  /* Overtaken in the middle of its work. */
  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &well, 1, "bubble", NULL));
  for (guint i = 0; i < 3; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_analysed (analyser);
  g_assert_cmpuint (watch.n, ==, 4);
  g_free (after);
  after = get_json (analyser);
  g_assert_cmpstr (after, ==, before);

  g_free (iso_project_add_figure (project, "isobologram", "Figure 1", NULL));
  g_assert_false (iso_analyser_get_busy (analyser));
  g_assert_false (iso_analyser_get_stale (analyser));

  /* What the project says of its analysis counts. */
  g_assert_true (iso_project_set_setting (project, "level", "0.8", NULL));
  wait_until_analysed (analyser);
  level = get_json (analyser);
  g_assert_cmpstr (level, !=, before);
  g_assert_cmpfloat (iso_analyser_get_analysis (analyser)->settings.level, ==, 0.8);

  /* Stopped: the last one stays, and says that it is old. */
  g_assert_true (iso_project_undo (project, NULL));
  iso_analyser_cancel (analyser);
  g_assert_false (iso_analyser_get_busy (analyser));
  g_assert_true (iso_analyser_get_stale (analyser));
  g_assert_nonnull (iso_analyser_get_analysis (analyser));
  g_signal_handlers_disconnect_by_data (analyser, &watch);
}

static void
arriving_cb (const IsoAnalysis **next, const IsoAnalysis *analysis, IsoAnalyser *analyser)
{
  *next = analysis;
  iso_analyser_hold (analyser);
  iso_analyser_hold (analyser);
}

static void
wait_until_arriving (const IsoAnalysis **next)
{
  *next = NULL;
  while (*next == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Who makes something of the next analysis holds it until that is made; not for ever; and not where the project was changed meanwhile. */
static void
test_arriving (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);
  Watch watch = { analyser, NULL, 0 };
  g_autoptr (IsoProjectItem) plate = NULL;
  const IsoAnalysis *first, *next = NULL;

  g_signal_connect_swapped (analyser, "notify::analysis", G_CALLBACK (analysis_cb), &watch);
  g_signal_connect_swapped (analyser, "arriving", G_CALLBACK (arriving_cb), &next);
  open_example (project);
  wait_until_analysed (analyser);
  g_assert_null (next);
  first = watch.last;
  plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);

  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &well, 1, "bubble", NULL));
  wait_until_arriving (&next);
  iso_analyser_let_go (analyser);
  g_assert_true (iso_analyser_get_analysis (analyser) == first && next != first);
  g_assert_true (iso_analyser_get_busy (analyser) && iso_analyser_get_stale (analyser));
  iso_analyser_let_go (analyser);
  g_assert_true (iso_analyser_get_analysis (analyser) == next);
  g_assert_false (iso_analyser_get_busy (analyser) || iso_analyser_get_stale (analyser));
  g_assert_cmpuint (watch.n, ==, 2);

  g_assert_true (iso_project_undo (project, NULL));
  wait_until_analysed (analyser);
  g_assert_cmpuint (watch.n, ==, 3);
  g_assert_true (iso_analyser_get_analysis (analyser) == next);
  iso_analyser_let_go (analyser);

  g_assert_true (iso_project_redo (project, NULL));
  wait_until_arriving (&next);
  g_assert_true (iso_project_undo (project, NULL));
  iso_analyser_let_go (analyser);
  iso_analyser_let_go (analyser);
  g_assert_cmpuint (watch.n, ==, 3);
  wait_until_arriving (&next);
  iso_project_close (project, TRUE);
  g_assert_null (iso_analyser_get_analysis (analyser));
  iso_analyser_let_go (analyser);
  iso_analyser_let_go (analyser);
  g_assert_cmpuint (watch.n, ==, 4);
  g_signal_handlers_disconnect_by_data (analyser, &watch);
  g_signal_handlers_disconnect_by_data (analyser, &next);
}

/* A project that cannot be analysed says why and where, and can be again. */
static void
test_error (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);

  open_example (project);
  wait_until_analysed (analyser);
  g_assert_true (iso_project_set_experiment (project, "No scale", "", "viability", "", NULL));
  wait_until_analysed (analyser);
  g_assert_nonnull (iso_analyser_get_error (analyser));
  /* What was read is still there to be looked at, and nothing is made of it. */
  g_assert_nonnull (iso_analyser_get_analysis (analyser));
  g_assert_cmpuint (iso_analyser_get_analysis (analyser)->arms->len, ==, 0);
  g_assert_cmpuint (iso_analyser_get_analysis (analyser)->combinations->len, ==, 0);
  g_assert_true (iso_project_undo (project, NULL));
  wait_until_analysed (analyser);
  g_assert_no_error ((GError *) iso_analyser_get_error (analyser));
  g_assert_nonnull (iso_analyser_get_analysis (analyser));
}

/* While the work copy moves to another file there is nothing to read; then there is again. */
static void
test_save_as (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);
  g_autoptr (GAsyncResult) result = NULL;

  open_example (project);
  iso_project_save_as_async (project, fixture->file, FALSE, NULL, project_test_keep_cb, &result);
  g_assert_cmpint (project_test_wait (project, &result, iso_project_save_as_finish), ==, -1);
  wait_until_analysed (analyser);
  g_assert_no_error ((GError *) iso_analyser_get_error (analyser));
  g_assert_nonnull (iso_analyser_get_analysis (analyser));

  /* Closed in the middle of reading, and another one opened at once. */
  g_assert_true (iso_project_set_setting (project, "level", "0.8", NULL));
  g_main_context_iteration (NULL, FALSE);
  iso_project_close (project, TRUE);
  g_assert_null (iso_analyser_get_analysis (analyser));
  g_assert_cmpint (project_test_open (project, fixture->file, NULL), ==, -1);
  wait_until_analysed (analyser);
  g_assert_nonnull (iso_analyser_get_analysis (analyser));
}

/* The main thread is held up by nothing but the moment in which objects change. */
static void
test_waits_for_nobody (ProjectFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->project;
  g_autoptr (IsoAnalyser) analyser = iso_analyser_new (project);
  g_autoptr (IsoProjectItem) plate = NULL;
  gint64 begin, longest = 0;

  open_example (project);
  wait_until_analysed (analyser);
  plate = g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (project, ISO_ENTITY_PLATE)), 0);
  begin = g_get_monotonic_time ();
  g_assert_true (iso_project_exclude (project, iso_project_item_get_id (plate), &well, 1, "bubble", NULL));
  g_test_message ("an edit: %.1f ms", (double) (g_get_monotonic_time () - begin) / 1000);
  while (iso_analyser_get_busy (analyser))
    {
      gint64 step = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        longest = MAX (longest, g_get_monotonic_time () - step);
      else
        g_usleep (200);
    }
  g_test_message ("until it is analysed: %.1f ms, of which the main thread at most %.1f ms at a time",
                  (double) (g_get_monotonic_time () - begin) / 1000, (double) longest / 1000);
  g_assert_cmpint (longest, <, 200 * 1000);
}

/* Nothing outlives its project, whenever it is closed. */
static void
test_no_leaks (ProjectFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 50; i++)
    {
      IsoProject *project = iso_project_new (&fixture->host);
      IsoAnalyser *analyser = iso_analyser_new (project);
      GListModel *subjects = iso_analyser_get_treatments (analyser);
      IsoSubject *subject = NULL;

      open_example (project);
      if (i % 3 == 0)
        {
          wait_until_analysed (analyser);
          subject = g_list_model_get_item (subjects, 0);
          g_object_unref (subject);
        }
      if (i % 3 == 1)
        g_main_context_iteration (NULL, FALSE);
      g_object_add_weak_pointer (G_OBJECT (project), (gpointer *) &project);
      g_object_add_weak_pointer (G_OBJECT (analyser), (gpointer *) &analyser);
      g_object_add_weak_pointer (G_OBJECT (subjects), (gpointer *) &subjects);
      if (subject != NULL)
        g_object_add_weak_pointer (G_OBJECT (subject), (gpointer *) &subject);
      if (i % 2 == 0)
        iso_project_close (project, TRUE);
      g_object_unref (analyser);
      g_object_unref (project);
      while (project != NULL || analyser != NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_null (subjects);
      g_assert_null (subject);
    }
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/analyser/" name, ProjectFixture, NULL, project_test_set_up, test, project_test_tear_down)
  ADD ("same", test_same);
  ADD ("follows", test_follows);
  ADD ("arriving", test_arriving);
  ADD ("error", test_error);
  ADD ("save-as", test_save_as);
  ADD ("waits-for-nobody", test_waits_for_nobody);
  ADD ("no-leaks", test_no_leaks);
  return g_test_run ();
}
