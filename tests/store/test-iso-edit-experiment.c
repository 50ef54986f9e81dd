/* test-iso-edit-experiment.c - tables into a project and out again: the same experiment, the same analysis, one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"
#include "iso-assemble.h"
#include "iso-check.h"
#include "iso-store-test.h"
#include "iso-test.h"
#include "reader/iso-table.h"
#include "writer/iso-analysis-json.h"

#include <string.h>

/* Every way in which a table may say where its rows stood. */
static const char *const tables[] = {
  /* three drugs, no unit, no sample, a missing and an overflown value */
  "drug1,dose1,drug2,dose2,drug3,dose3,viability (%)\na,0,b,0,c,0,100\na,1,b,0,c,0,80\na,0,b,2,c,0,70\na,0,b,0,c,3,60\na,1,b,2,c,0,50\na,1,b,2,c,3,\n"
  "a,2,b,4,c,6,OVRFLW\na,2,b,0,c,0,30\n",
  /* runs that take turns, replicates, two samples */
  "sample,experiment,replicate,drug1,dose1,unit1,drug2,dose2,unit2,fa\n"
  "s,1,1,x,1,nM,,,,0.1\ns,2,1,x,1,nM,,,,0.15\nt,1,1,x,1,nM,y,4,µM,0.3\ns,1,2,x,2,nM,,,,0.4\ns,3,1,x,3,nM,y,2,µM,0.5\nt,2,B,y,2,µM,,,,0.6\n",
  /* plates and wells, not in their order, with controls and blanks; a plate of its own for each run */
  "plate,well,role,sample,experiment,drug,dose (nM),signal\n"
  "P2,B2,treated,s,two,x,10,0.5\nP1,A1,blank,,one,,,0.05\nP1,C3,treated,s,one,x,20,0.4\nP1,A2,vehicle,s,one,,,1.1\nP2,A1,blank,,two,,,0.06\n"
  "P2,H12,vehicle,s,two,,,1\nP1,B1,treated,s,one,x,5,0.8\nP2,A2,treated,s,two,x,20,0.45\n",
  /* plates without wells: the controls belong to their plate */
  "plate,role,drug,dose,unit,signal\nA,blank,,,,0.1\nA,vehicle,,,,1.1\nB,blank,,,,0.2\nA,treated,x,1,µM,0.6\nB,vehicle,,,,2.2\nB,treated,x,1,µM,1\n"
  "A,treated,x,2,µM,0.4\nB,treated,x,2,µM,NA\n",
  /* wells without a plate, in two runs; some rows with neither */
  "experiment,well,role,drug,dose (µM),signal\n1,A1,vehicle,,,1\n2,A1,vehicle,,,1.5\n1,A2,blank,,,0.1\n1,AF48,treated,x,1,0.5\n2,B1,treated,x,1,0.6\n"
  "2,,blank,,,0.1\n2,,treated,x,2,0.4\n",
  /* rows on a plate beside rows without one */
  "plate,drug,dose,unit,viability (%)\nA,x,1,nM,90\n,x,1,nM,91\nA,x,2,nM,60\n,x,2,nM,66\n",
  /* plates that are counted anew in each experiment, with controls of their own */
  "plate,experiment,well,role,drug,dose (nM),signal\n1,one,A1,vehicle,,,1\n1,one,A2,blank,,,0.1\n1,one,B1,treated,x,1,0.6\n1,two,A1,vehicle,,,2\n"
  "1,two,A2,blank,,,0.2\n1,two,B1,treated,x,1,1\n2,two,A1,vehicle,,,2\n2,two,B1,treated,x,2,0.7\n",
  /* only some rows of a plate name a well: the controls are those of the plate */
  "plate,well,role,drug,dose (nM),signal\nA,,vehicle,,,1\nA,A2,blank,,,0.1\nA,,treated,x,1,0.6\nA,B2,treated,x,2,0.5\nB,,vehicle,,,2\n"
  "B,,treated,x,4,0.4\nB,A1,blank,,,0.1\n",
  /* mass units, a drug without any dose above zero, a title */
  "# title: Masses\n# note: Made up\nsample,a (mg/L),b (ng/mL),inhibition (%)\nK562,0,0,0\nK562,5,0,20\nK562,10,0,55\n",
  /* a matrix, whose rows are several to a line */
  "Drug1:,x\nDrug2:,y\nCell:,K562\nConcUnit:,nM\n,0,1,2\n0,0,10,20\n5,12,40,60\n10,30,65,90\n",
};

static char *
make_id (gpointer data)
{
  guint *counter = data;

  return g_strdup (store_test_uuid (++*counter));
}

static IsoSource *
make_source (const char *name, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  IsoSource *source = iso_source_new (name, bytes, &error);

  g_assert_no_error (error);
  return source;
}

static IsoExperiment *
read_table (IsoSource *source)
{
  IsoTableOptions options;
  g_autoptr (GError) error = NULL;
  IsoExperiment *experiment;

  iso_table_options_init (&options);
  if (strstr (iso_source_name (source), "matrix") != NULL)
    {
      options.response = ISO_RESPONSE_INHIBITION;
      options.scale = ISO_SCALE_PERCENT;
    }
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  return experiment;
}

static gboolean
add (IsoStore *store, const IsoExperiment *experiment, IsoSource *source, guint *counter, GError **error)
{
  const IsoTableSource file = { iso_source_name (source), iso_source_sha256 (source), iso_source_bytes (source), 1 };

  return iso_edit_add_experiment (store, &store_test_stamp, experiment, &file, make_id, counter, error);
}

static void
assert_same_names (const GPtrArray *one, const GPtrArray *two)
{
  g_assert_cmpuint (one->len, ==, two->len);
  for (guint i = 0; i < one->len; i++)
    g_assert_cmpstr (g_ptr_array_index (one, i), ==, g_ptr_array_index (two, i));
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
  g_assert_cmpuint (one->source, ==, two->source);
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

static void
assert_same_experiment (const IsoExperiment *one, const IsoExperiment *two)
{
  g_assert_cmpstr (one->title, ==, two->title);
  g_assert_cmpstr (one->note, ==, two->note);
  g_assert_cmpint (one->response, ==, two->response);
  g_assert_cmpint (one->scale, ==, two->scale);
  assert_same_names (one->samples, two->samples);
  assert_same_names (one->runs, two->runs);
  assert_same_names (one->sources, two->sources);
  g_assert_cmpuint (one->drugs->len, ==, two->drugs->len);
  for (guint i = 0; i < one->drugs->len; i++)
    {
      g_assert_cmpstr (iso_experiment_drug (one, i)->name, ==, iso_experiment_drug (two, i)->name);
      g_assert_true (iso_experiment_drug (one, i)->unit == iso_experiment_drug (two, i)->unit);
    }
  g_assert_cmpuint (one->plates->len, ==, two->plates->len);
  for (guint i = 0; i < one->plates->len; i++)
    {
      g_assert_cmpstr (iso_experiment_plate (one, (int) i)->name, ==, iso_experiment_plate (two, (int) i)->name);
      g_assert_true (iso_experiment_plate (one, (int) i)->format == iso_experiment_plate (two, (int) i)->format);
    }
  g_assert_cmpuint (one->records->len, ==, two->records->len);
  for (guint i = 0; i < one->records->len; i++)
    assert_same_record (&g_array_index (one->records, IsoRecord, i), &g_array_index (two->records, IsoRecord, i));
}

/* Everything that is computed, as text; the same wells give the same bytes. */
static char *
analyse (IsoExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  IsoDataset *dataset = iso_dataset_new (experiment, ISO_LOCATION_MEAN, &error);
  IsoAnalysisSettings settings;
  IsoAnalysis *analysis;
  g_autofree char *fit = NULL;
  g_autofree char *synergy = NULL;
  char *both;

  g_assert_no_error (error);
  iso_analysis_settings_init (&settings);
  analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
  fit = iso_analysis_fit_json (analysis, "test");
  synergy = iso_analysis_synergy_json (analysis, "test");
  both = g_strconcat (analysis->input_hash, fit, synergy, NULL);
  iso_analysis_unref (analysis);
  return both;
}

static void
check_table (IsoSource *source)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoExperiment) expected = read_table (source);
  g_autoptr (IsoExperiment) actual = NULL;
  g_autoptr (IsoExperiment) again = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *expected_result = analyse (expected);
  g_autofree char *actual_result = NULL;
  g_autofree char *empty = store_test_dump (store);
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_test_message ("%s", iso_source_name (source));
  add (store, expected, source, &counter, &error);
  g_assert_no_error (error);
  actual = iso_assemble_experiment (store, &error);
  g_assert_no_error (error);
  assert_same_experiment (actual, expected);
  actual_result = analyse (actual);
  g_assert_cmpstr (actual_result, ==, expected_result);

  g_assert_cmpint (iso_history_position (store), ==, 1);
  g_assert_true (iso_history_undo (store, &store_test_stamp, NULL));
  back = store_test_dump (store);
  g_assert_cmpstr (back, ==, empty);
  g_assert_true (iso_history_redo (store, &store_test_stamp, NULL));
  again = iso_assemble_experiment (store, NULL);
  assert_same_experiment (again, expected);

  g_assert_false (add (store, expected, source, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  findings = iso_check_project (store, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (findings, i))->code, ==, "changed-source");   /* those of store_test_new () */
}

static void
test_tables (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *name = g_strdup_printf ("table %zu%s.csv", i, strstr (tables[i], "Drug1:") != NULL ? " matrix" : "");
      g_autoptr (IsoSource) source = make_source (name, tables[i]);

      check_table (source);
    }
}

static void
test_published (void)
{
  g_autofree char *path = iso_test_source ("data/examples/chou-1994.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoSource) source = iso_source_load (path, &error);

  g_assert_no_error (error);
  check_table (source);
}

/* What the edits of plates do to a list. */
static void
test_list (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = make_source ("table.csv", tables[0]);
  g_autoptr (IsoExperiment) table = read_table (source);
  g_autoptr (IsoExperiment) excluded = NULL;
  g_autoptr (IsoStatement) row = NULL;
  g_autofree char *list = NULL;
  g_autoptr (GError) error = NULL;
  const IsoWellPlace places[] = { { 1, 0 }, { 6, 0 } }, nowhere = { 8, 0 }, beside = { 0, 1 };
  const IsoWellEdit well = { .role = ISO_ROLE_BLANK };
  guint counter = 0;

  g_assert_true (add (store, table, source, &counter, NULL));
  row = iso_db_query (iso_store_db (store), NULL, "SELECT id, name FROM plate WHERE wells = 0", NULL);
  g_assert_true (iso_statement_next (row, NULL));
  list = g_strdup (iso_statement_text (row, 0));
  g_assert_cmpstr (iso_statement_text (row, 1), ==, "table.csv");
  g_clear_pointer (&row, iso_statement_free);

  g_assert_true (iso_edit_exclude (store, &store_test_stamp, list, places, 2, "spilt", &error));
  excluded = iso_assemble_experiment (store, NULL);
  for (guint i = 0; i < table->records->len; i++)
    {
      const IsoRecord *before = &g_array_index (table->records, IsoRecord, i), *after = &g_array_index (excluded->records, IsoRecord, i);

      g_assert_cmpint (after->flag, ==, i == 1 ? ISO_FLAG_MASKED : before->flag);   /* row 7 is an overflow, and says so */
      iso_assert_close (after->response, before->response, 0);
    }
  g_assert_true (iso_edit_include (store, &store_test_stamp, list, places, 2, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM exclusion"), ==, 0);

  g_assert_false (iso_edit_exclude (store, &store_test_stamp, list, &nowhere, 1, "spilt", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "no row 9"));
  g_clear_error (&error);
  g_assert_false (iso_edit_exclude (store, &store_test_stamp, list, &beside, 1, "spilt", &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_edit_set_wells (store, &store_test_stamp, list, &well, 1, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "is a list"));
  g_clear_error (&error);
  g_assert_false (iso_edit_link (store, &store_test_stamp, list, ISO_LINK_SIGNAL, STORE_TEST_READ, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_null (iso_assemble_layout (store, list, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);

  g_assert_true (iso_edit_rename (store, &store_test_stamp, ISO_ENTITY_PLATE, list, "Rows", NULL));
  g_assert_true (iso_edit_remove (store, &store_test_stamp, ISO_ENTITY_PLATE, list, NULL));
  g_assert_cmpint (store_test_count (store, "SELECT (SELECT count (*) FROM well) + (SELECT count (*) FROM dose) + (SELECT count (*) FROM link)"),
                   ==, 0);
  g_assert_true (add (store, table, source, &counter, NULL));   /* what was read is still there */
}

/* The rows of a table belong to no plate, and those of a plate to no list. */
static void
test_wrong_links (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = make_source ("table.csv", tables[0]);
  g_autoptr (IsoExperiment) table = read_table (source);
  g_autoptr (IsoStatement) row = NULL;
  g_autofree char *read = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_assert_true (add (store, table, source, &counter, NULL));
  row = iso_db_query (iso_store_db (store), NULL, "SELECT id FROM read WHERE reader = 'table'", NULL);
  g_assert_true (iso_statement_next (row, NULL));
  read = g_strdup (iso_statement_text (row, 0));
  g_clear_pointer (&row, iso_statement_free);
  g_assert_true (iso_edit_add_run (store, &store_test_stamp, "r", "run", NULL));
  g_assert_true (iso_edit_add_plate (store, &store_test_stamp, "p", "Plate 1", "r", 96, NULL));
  g_assert_false (iso_edit_link (store, &store_test_stamp, "p", ISO_LINK_SIGNAL, read, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "cannot be linked to the plate"));
}

/* Two tables in one project: names that are taken, responses that differ. */
static void
test_second (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) first = make_source ("one.csv", "plate,drug,dose,unit,viability (%)\nA,x,1,nM,90\nA,x,2,nM,60\n");
  g_autoptr (IsoSource) second = make_source ("two.csv", "plate,drug,dose,unit,viability (%)\nA,x,1,nM,80\nA,y,2,nM,50\n");
  g_autoptr (IsoSource) other = make_source ("other.csv", "drug,dose,unit,inhibition (%)\nx,1,nM,10\nx,2,nM,40\n");
  g_autoptr (IsoSource) scaled = make_source ("scaled.csv", "drug,dose,unit,viability (fraction)\nx,1,nM,0.9\nx,2,nM,0.4\n");
  g_autoptr (IsoSource) masses = make_source ("masses.csv", "drug,dose,unit,viability (%)\nx,1,mg/L,90\nx,2,mg/L,40\n");
  g_autoptr (IsoExperiment) one = read_table (first);
  g_autoptr (IsoExperiment) two = read_table (second);
  g_autoptr (IsoExperiment) three = read_table (other);
  g_autoptr (IsoExperiment) four = read_table (scaled);
  g_autoptr (IsoExperiment) five = read_table (masses);
  g_autoptr (IsoExperiment) both = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_assert_true (add (store, one, first, &counter, NULL));
  g_assert_true (add (store, two, second, &counter, NULL));
  both = iso_assemble_experiment (store, NULL);
  g_assert_cmpuint (both->records->len, ==, 4);
  g_assert_cmpuint (both->plates->len, ==, 2);
  g_assert_cmpstr (iso_experiment_plate (both, 1)->name, ==, "A, two.csv");
  g_assert_cmpuint (both->runs->len, ==, 2);
  g_assert_cmpstr (iso_experiment_run (both, 1), ==, "two");
  g_assert_cmpuint (both->drugs->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (both->sources, 1), ==, "two.csv");

  before = store_test_dump (store);
  g_assert_false (add (store, three, other, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  g_clear_error (&error);
  g_assert_false (add (store, four, scaled, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  g_clear_error (&error);
  g_assert_false (add (store, five, masses, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  after = store_test_dump (store);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM source WHERE name LIKE '%.csv'"), ==, 2);
}

/* Signals of a reader and viabilities of a table do not go together. */
static void
test_beside_readings (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = make_source ("table.csv", tables[8]);
  g_autoptr (IsoExperiment) table = read_table (source);
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_assert_true (iso_edit_add_run (store, &store_test_stamp, "r", "run", NULL));
  g_assert_true (iso_edit_add_plate (store, &store_test_stamp, "p", "Plate 1", "r", 96, NULL));
  g_assert_true (iso_edit_link (store, &store_test_stamp, "p", ISO_LINK_SIGNAL, STORE_TEST_READ, NULL));
  g_assert_false (add (store, table, source, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
}

/* Two tables that do not say which experiment they are: two experiments, unless somebody says that they are one. */
static void
test_made_up_runs (void)
{
  static const char text[] = "drug,dose,unit,viability (%)\nx,1,nM,90\nx,2,nM,60\n", other[] = "drug,dose,unit,viability (%)\nx,1,nM,91\n";
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) first = make_source ("monday.csv", text);
  g_autoptr (IsoSource) second = make_source ("1.csv", other);
  g_autoptr (IsoSource) third = make_source (".csv", "drug,dose,unit,viability (%)\nx,1,nM,92\n");
  g_autoptr (IsoSource) fourth = make_source ("friday.csv", "drug,dose,unit,viability (%)\nx,1,nM,93\n");
  g_autoptr (IsoSource) named = make_source ("named.csv", "experiment,drug,dose,unit,viability (%)\n1,x,1,nM,94\n");
  g_autoptr (IsoSource) matrix = make_source ("matrix.csv", tables[9]);
  g_autoptr (IsoExperiment) all = NULL;
  g_autoptr (GError) error = NULL;
  guint counter = 0;
  IsoSource *sources[] = { first, second, third, named };
  static const char *const runs[] = { "1", "1 (2)", ".csv", "1" };

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autoptr (IsoExperiment) table = read_table (sources[i]);

      g_assert_true (table->runs_made_up == (sources[i] != named));
      g_assert_true (add (store, table, sources[i], &counter, NULL));
    }
  {
    g_autoptr (IsoExperiment) table = read_table (fourth);
    g_autoptr (IsoExperiment) refused = read_table (named);
    IsoTableSource file = { iso_source_name (fourth), iso_source_sha256 (fourth), iso_source_bytes (fourth), 1, "1" };

    g_assert_true (iso_edit_add_experiment (store, &store_test_stamp, table, &file, make_id, &counter, NULL));
    g_assert_false (iso_edit_add_experiment (store, &store_test_stamp, refused, &file, make_id, &counter, &error));
    g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
    g_assert_nonnull (strstr (error->message, "says itself which experiments"));
  }
  all = iso_assemble_experiment (store, NULL);
  g_assert_cmpuint (all->runs->len, ==, 3);
  g_assert_cmpuint (all->records->len, ==, 6);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (iso_experiment_run (all, g_array_index (all->records, IsoRecord, i + (i > 0)).run), ==, runs[i]);
  g_assert_cmpstr (iso_experiment_run (all, g_array_index (all->records, IsoRecord, 5).run), ==, "1");
}

/* Another program may give a plate in two runs; no table does. */
static void
test_refused (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = make_source ("table.csv", "plate,experiment,drug,dose,unit,viability (%)\nA,1,x,1,nM,90\nA,1,x,2,nM,60\n");
  g_autoptr (IsoExperiment) table = read_table (source);
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_array_index (table->records, IsoRecord, 1).run = iso_experiment_add_run (table, "2");
  g_assert_false (add (store, table, source, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "is in the experiments"));
  g_assert_cmpint (iso_history_position (store), ==, 0);
  g_assert_cmpint (store_test_count (store, "SELECT count (*) FROM read WHERE reader = 'table'"), ==, 0);
}

/* Wells that stand twice, and nothing at all: no table gives these, another program may. */
static void
test_impossible (void)
{
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = make_source ("table.csv", tables[2]);
  g_autoptr (IsoExperiment) table = read_table (source);
  g_autoptr (IsoExperiment) empty = iso_experiment_new ();
  g_autoptr (GError) error = NULL;
  guint counter = 0;

  g_array_index (table->records, IsoRecord, 2).well = g_array_index (table->records, IsoRecord, 1).well;
  g_assert_false (add (store, table, source, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "A1 stands twice"));
  g_clear_error (&error);
  g_assert_false (add (store, empty, source, &counter, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
}

/* A list may be longer than any plate. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("drug,dose,unit,viability (%)\n");
  g_autoptr (IsoStore) store = store_test_new (NULL);
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (IsoExperiment) expected = NULL;
  g_autoptr (IsoExperiment) actual = NULL;
  guint counter = 0;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "x,%u,nM,%u\n", i % 10 + 1, i % 97);
  source = make_source ("long.csv", text->str);
  expected = read_table (source);
  g_assert_true (add (store, expected, source, &counter, NULL));
  actual = iso_assemble_experiment (store, NULL);
  assert_same_experiment (actual, expected);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/edit-experiment/tables", test_tables);
  g_test_add_func ("/edit-experiment/published", test_published);
  g_test_add_func ("/edit-experiment/list", test_list);
  g_test_add_func ("/edit-experiment/wrong-links", test_wrong_links);
  g_test_add_func ("/edit-experiment/second", test_second);
  g_test_add_func ("/edit-experiment/beside-readings", test_beside_readings);
  g_test_add_func ("/edit-experiment/made-up-runs", test_made_up_runs);
  g_test_add_func ("/edit-experiment/refused", test_refused);
  g_test_add_func ("/edit-experiment/impossible", test_impossible);
  g_test_add_func ("/edit-experiment/long", test_long);
  return g_test_run ();
}
