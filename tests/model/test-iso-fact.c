/* test-iso-fact.c - what the inspector says of numbers that are missing, from analyses of small made-up tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-fact.h"

#include "reader/iso-table.h"

#include <string.h>

static IsoAnalysis *
analyse (IsoExperiment *experiment)
{
  g_autoptr (GError) error = NULL;
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  iso_analysis_settings_init (&settings);
  dataset = iso_dataset_new (experiment, settings.location, &error);
  g_assert_no_error (error);
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

static IsoExperiment *
read_table (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (IsoSource) source = iso_source_new ("table.tsv", bytes, NULL);
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;
  IsoExperiment *experiment;

  iso_table_options_init (&options);
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  return experiment;
}

/* Of the first fact of this name. */
static IsoFact *
find (GListStore *facts, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (facts)); i++)
    {
      g_autoptr (IsoFact) fact = g_list_model_get_item (G_LIST_MODEL (facts), i);

      if (strcmp (iso_fact_get_name (fact), name) == 0)
        return fact;   /* the list holds it */
    }
  g_error ("Nothing is said of %s", name);
}

/* Each plate lacks something else; the first has all. */
static void
test_missing_quality (void)
{
  static const struct { const char *wells, *z_prime, *background; } rows[] = {
    { "vehicle\t1000\nvehicle\t1100\nblank\t100\nblank\t110\n", NULL, NULL },
    { "blank\t100\nblank\t110\n", "There are no vehicle wells.", "There are no vehicle wells." },
    { "vehicle\t1000\nvehicle\t1100\n", "There are neither positive controls nor blank wells.",
      "There are neither positive controls nor blank wells." },
    { "vehicle\t1000\nvehicle\t1100\nblank\t2000\nblank\t2100\n", "The vehicle wells are not above the blank wells.", NULL },
    { "vehicle\t1000\nblank\t100\n", "It takes two or more wells of both.", NULL },
    { "vehicle\t1000\nvehicle\t1100\nblank\t0\nblank\t0\n", NULL, "The background is not above zero." },
  };
  g_autoptr (GString) table = g_string_new ("plate\twell\trole\tdrug1\tdose1\tunit1\tsignal\n");
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (IsoAnalysis) analysis = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) wells = g_strsplit (rows[i].wells, "\n", -1);

      g_string_append_printf (table, "P%u\tA1\ttreated\tA\t10\tnM\t500\n", i);
      for (guint k = 0; wells[k][0] != '\0'; k++)
        {
          g_auto (GStrv) parts = g_strsplit (wells[k], "\t", -1);

          g_string_append_printf (table, "P%u\tB%u\t%s\t\t\t\t%s\n", i, k + 1, parts[0], parts[1]);
        }
    }
  experiment = read_table (table->str);
  analysis = analyse (experiment);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
      IsoFact *z_prime, *background;

      iso_facts_of_plate (facts, analysis, (int) i);
      z_prime = find (facts, "Z′");
      background = find (facts, "Signal to background");
      g_assert_cmpint (strcmp (iso_fact_get_value (z_prime), "–") == 0, ==, rows[i].z_prime != NULL);
      g_assert_cmpint (strcmp (iso_fact_get_value (background), "–") == 0, ==, rows[i].background != NULL);
      if (rows[i].z_prime != NULL)
        g_assert_cmpstr (iso_fact_get_note (z_prime), ==, rows[i].z_prime);
      if (rows[i].background != NULL)
        g_assert_cmpstr (iso_fact_get_note (background), ==, rows[i].background);
    }
}

/* Three were made, and all wells of one are excluded: two is what the verdict says, and what stands beside it. */
static void
test_experiments_that_count (void)
{
  g_autoptr (GString) table = g_string_new ("plate\twell\texperiment\tdrug1\tdose1\tunit1\tdrug2\tdose2\tunit2\tviability fraction\n");
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (IsoAnalysis) analysis = NULL;
  static const char *const heights[] = { "0.9", "0.7", "0.4", "0.2" };
  g_autofree char *reason = NULL;

  for (guint run = 1; run <= 3; run++)
    for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
      {
        g_string_append_printf (table, "P%u\tA%u\tE%u\tA\t%u\tnM\t\t\t\t%s\n", run, i + 1, run, 1u << i, heights[i]);
        g_string_append_printf (table, "P%u\tB%u\tE%u\t\t\t\tB\t%u\tnM\t%s\n", run, i + 1, run, 1u << i, heights[i]);
        g_string_append_printf (table, "P%u\tC%u\tE%u\tA\t%u\tnM\tB\t%u\tnM\t%s\n", run, i + 1, run, 1u << i, 1u << i, heights[i]);
      }
  experiment = read_table (table->str);
  for (guint i = 0; i < experiment->records->len / 3; i++)
    g_array_index (experiment->records, IsoRecord, i).flag = ISO_FLAG_MASKED;
  analysis = analyse (experiment);
  g_assert_cmpuint (iso_dataset_count_runs (analysis->dataset), ==, 2);
  iso_facts_of_combination (facts, analysis, 0);
  g_assert_cmpstr (iso_fact_get_value (find (facts, "Independent experiments")), ==, "2");
  reason = iso_message_to_string (iso_analysis_combination (analysis, 0)->verdict.reason);
  g_assert_cmpstr (reason, ==, "A verdict needs three or more independent experiments; there are 2.");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/fact/missing-quality", test_missing_quality);
  g_test_add_func ("/fact/experiments-that-count", test_experiments_that_count);
  return g_test_run ();
}
