/* test-iso-view.c - what is selected, as wells of a plate and as observations of the analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-fact.h"
#include "iso-view.h"
#include "iso-well-map.h"

#include <string.h>

typedef struct
{
  ProjectFixture  base;
  IsoAnalyser    *analyser;
  IsoView        *view;
  guint           changes;   /* of the observations */
  guint           wells;     /* changes of the wells */
} ViewFixture;

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
wait_until_analysed (ViewFixture *fixture)
{
  while (iso_analyser_get_busy (fixture->analyser) || iso_project_get_busy (fixture->base.project))
    g_main_context_iteration (NULL, TRUE);
}

static void
open_example (ViewFixture *fixture)
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
  g_assert_nonnull (iso_analyser_get_analysis (fixture->analyser));
}

static void
set_up (ViewFixture *fixture, gconstpointer data)
{
  project_test_set_up (&fixture->base, data);
  fixture->analyser = iso_analyser_new (fixture->base.project);
  fixture->view = iso_view_new (fixture->analyser);
  g_signal_connect_swapped (fixture->view, "selection-changed", G_CALLBACK (count_cb), &fixture->changes);
  g_signal_connect_swapped (iso_view_get_wells (fixture->view), "changed", G_CALLBACK (count_cb), &fixture->wells);
}

static void
tear_down (ViewFixture *fixture, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->view, &fixture->changes);
  g_signal_handlers_disconnect_by_data (iso_view_get_wells (fixture->view), &fixture->wells);
  g_object_unref (fixture->view);
  g_object_unref (fixture->analyser);
  project_test_tear_down (&fixture->base, data);
}

static IsoProjectPlate *
get_plate (ViewFixture *fixture, guint i)
{
  g_autoptr (IsoProjectPlate) plate =
    g_list_model_get_item (G_LIST_MODEL (iso_project_get_list (fixture->base.project, ISO_ENTITY_PLATE)), i);

  return plate;   /* the list holds it */
}

/* The observations of the well B3 (row 1, column 2) of each plate. */
static guint
find_observation (ViewFixture *fixture, guint plate, guint row, guint column)
{
  const IsoDataset *dataset = iso_analyser_get_analysis (fixture->analyser)->dataset;

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoRecord *record = &g_array_index (dataset->experiment->records, IsoRecord, iso_dataset_observation (dataset, i)->record);

      if (record->plate == (int) plate && record->well == (int) (row * ISO_MAX_COLUMNS + column))
        return i;
    }
  g_assert_not_reached ();
}

static void
test_wells_to_observations (ViewFixture *fixture, gconstpointer data)
{
  IsoWellSelection *wells = iso_view_get_wells (fixture->view);
  const guint *selection;
  guint n;

  open_example (fixture);
  iso_well_selection_set_plate (wells, get_plate (fixture, 1));
  g_assert_cmpuint (iso_view_get_plate (fixture->view), ==, 1);
  iso_well_selection_select (wells, (const guint[]) { 12 + 2, 0 }, 2, ISO_SELECT_ONLY);
  selection = iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 1);   /* A1 is empty */
  g_assert_cmpuint (selection[0], ==, find_observation (fixture, 1, 1, 2));
  g_assert_cmpuint (fixture->changes, ==, 1);
  g_assert_cmpuint (fixture->wells, ==, 1);

  iso_well_selection_select_none (wells);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 2);
}

static void
test_observations_to_wells (ViewFixture *fixture, gconstpointer data)
{
  IsoWellSelection *wells = iso_view_get_wells (fixture->view);
  guint both[2], n;

  open_example (fixture);
  both[0] = find_observation (fixture, 1, 1, 2);
  both[1] = find_observation (fixture, 2, 2, 3);
  g_assert_null (iso_well_selection_get_plate (wells));
  iso_view_select (fixture->view, both, 2);
  g_assert_true (iso_well_selection_get_plate (wells) == get_plate (fixture, 1));
  g_assert_cmpuint (iso_view_get_plate (fixture->view), ==, 1);
  g_assert_cmpuint (iso_well_selection_get_n (wells), ==, 1);
  g_assert_true (iso_well_selection_is_selected (wells, 12 + 2));
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (fixture->changes, ==, 1);

  /* Not on this plate: the next one. */
  iso_view_select (fixture->view, &both[1], 1);
  g_assert_true (iso_well_selection_get_plate (wells) == get_plate (fixture, 2));
  g_assert_true (iso_well_selection_is_selected (wells, 24 + 3));
  iso_view_select (fixture->view, NULL, 0);
  g_assert_cmpuint (iso_well_selection_get_n (wells), ==, 0);

  /* Another plate chosen by hand. */
  iso_view_set_plate (fixture->view, 0);
  g_assert_true (iso_well_selection_get_plate (wells) == get_plate (fixture, 0));
}

/* A page brings its own selection. */
static void
test_other_wells (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (IsoWellSelection) own = iso_well_selection_new (NULL);
  IsoWellSelection *old = g_object_ref (iso_view_get_wells (fixture->view));
  guint observation, n;

  open_example (fixture);
  observation = find_observation (fixture, 1, 1, 2);
  iso_view_select (fixture->view, &observation, 1);
  iso_well_selection_set_plate (own, get_plate (fixture, 1));
  g_signal_handlers_disconnect_by_data (old, &fixture->wells);
  iso_view_set_wells (fixture->view, own);
  g_signal_connect_swapped (own, "changed", G_CALLBACK (count_cb), &fixture->wells);
  g_assert_true (iso_well_selection_is_selected (own, 12 + 2));
  iso_well_selection_select_none (old);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 1);
  iso_well_selection_select_none (own);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
  g_object_unref (old);
}

/* Edits renumber what is selected, and do not lose it. */
static void
test_edits (ViewFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->base.project;
  IsoWellSelection *wells = iso_view_get_wells (fixture->view);
  const guint *selection;
  guint both[2], n;

  open_example (fixture);
  both[0] = find_observation (fixture, 1, 1, 2);
  both[1] = find_observation (fixture, 2, 2, 3);
  iso_view_select (fixture->view, both, 2);
  g_assert_true (iso_project_remove (project, ISO_ENTITY_PLATE, iso_project_item_get_id (ISO_PROJECT_ITEM (get_plate (fixture, 0))), NULL));
  wait_until_analysed (fixture);
  selection = iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (selection[0], !=, both[0]);
  g_assert_cmpuint (selection[0], ==, find_observation (fixture, 0, 1, 2));
  g_assert_cmpuint (selection[1], ==, find_observation (fixture, 1, 2, 3));
  g_assert_cmpuint (iso_well_selection_get_n (wells), ==, 1);

  /* The other page is about the same wells. */
  iso_view_set_page (fixture->view, "matrix");
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 2);

  iso_project_close (project, TRUE);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (iso_well_selection_get_plate (wells));
  project_test_settle (project);
  open_example (fixture);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_positions (ViewFixture *fixture, gconstpointer data)
{
  guint n;

  iso_view_set_treatment (fixture->view, 7);
  open_example (fixture);
  g_assert_cmpuint (iso_view_get_treatment (fixture->view), ==, 0);
  g_assert_cmpint (iso_subject_get_kind (iso_view_get_treatment_subject (fixture->view)), ==, ISO_SUBJECT_COMBINATION);
  g_assert_cmpint (iso_subject_get_kind (iso_view_get_plate_subject (fixture->view)), ==, ISO_SUBJECT_PLATE);

  /* Points of one treatment are none of another. */
  iso_view_select (fixture->view, (const guint[]) { 3, 4 }, 2);
  iso_view_set_treatment (fixture->view, 1);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Every number in the inspector is one, and has its words. */
static void
test_facts (ViewFixture *fixture, gconstpointer data)
{
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
  g_autofree char *tsv = NULL;
  const IsoAnalysis *analysis;

  open_example (fixture);
  analysis = iso_analyser_get_analysis (fixture->analyser);
  iso_facts_of_combination (facts, analysis, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), >, 20);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (facts)); i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);
      g_autofree char *words = iso_fact_describe (fact);

      g_assert_cmpstr (iso_fact_get_value (fact), !=, "");
      g_assert_null (strstr (words, "nan"));
    }
  tsv = iso_facts_to_tsv (G_LIST_MODEL (facts));
  g_assert_true (g_str_has_prefix (tsv, "section\tname\tvalue\tlower\tupper\tnote\n"));

  iso_facts_of_plate (facts, analysis, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 5);
  iso_facts_of_observations (facts, analysis, (const guint[]) { 0, 5 }, 2, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (facts)), ==, 2);
}

static char *
get_experiments (const IsoAnalysis *analysis)
{
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);

  iso_facts_of_combination (facts, analysis, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (facts)); i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);

      if (strcmp (iso_fact_get_name (fact), "Independent experiments") == 0)
        return g_strdup (iso_fact_get_value (fact));
    }
  g_assert_not_reached ();
}

/* An experiment that is only planned is none that a verdict rests on. */
static void
test_planned (ViewFixture *fixture, gconstpointer data)
{
  IsoProject *project = fixture->base.project;
  g_autofree char *before = NULL, *after = NULL, *run = NULL, *plate = NULL;

  open_example (fixture);
  before = get_experiments (iso_analyser_get_analysis (fixture->analyser));
  g_assert_cmpstr (before, ==, "3");
  run = iso_project_add_run (project, "Next week", NULL);
  plate = iso_project_add_plate (project, "Next plate", run, 96, NULL);
  g_assert_nonnull (plate);
  wait_until_analysed (fixture);
  after = get_experiments (iso_analyser_get_analysis (fixture->analyser));
  g_assert_cmpstr (after, ==, before);
}

/* What the pointer is on is told once, selects nothing, and is forgotten with the analysis whose wells it was. */
static void
test_pointed (ViewFixture *fixture, gconstpointer data)
{
  guint changes = 0, n;
  const guint both[] = { 3, 4 };

  open_example (fixture);
  g_signal_connect_swapped (fixture->view, "pointed-changed", G_CALLBACK (count_cb), &changes);
  iso_view_point (fixture->view, NULL, 0);
  g_assert_cmpuint (changes, ==, 0);
  iso_view_point (fixture->view, both, 2);
  iso_view_point (fixture->view, both, 2);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (iso_view_get_pointed (fixture->view, &n)[1], ==, 4);
  g_assert_cmpuint (n, ==, 2);
  iso_view_get_selection (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 0);

  g_assert_true (iso_project_exclude (fixture->base.project, iso_project_item_get_id (ISO_PROJECT_ITEM (get_plate (fixture, 0))),
                                      &(IsoWellPlace) { 1, 1 }, 1, "bubble", NULL));
  wait_until_analysed (fixture);
  iso_view_get_pointed (fixture->view, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (changes, ==, 2);
  g_signal_handlers_disconnect_by_data (fixture->view, &changes);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
#define ADD(name, test) g_test_add ("/view/" name, ViewFixture, NULL, set_up, test, tear_down)
  ADD ("pointed", test_pointed);
  ADD ("wells-to-observations", test_wells_to_observations);
  ADD ("observations-to-wells", test_observations_to_wells);
  ADD ("other-wells", test_other_wells);
  ADD ("edits", test_edits);
  ADD ("positions", test_positions);
  ADD ("facts", test_facts);
  ADD ("planned", test_planned);
  return g_test_run ();
}
