/* test-iso-curve-item.c - the rows of the table of curves, from analyses of small made-up tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-test.h"
#include "iso-test.h"

#include "iso-curve-item.h"
#include "iso-fact.h"

#include "reader/iso-table.h"

#include <math.h>
#include <string.h>

#define HEADER "sample\tdrug1\tdose1\tunit1\tviability fraction\texperiment\n"

static IsoAnalysis *
analyse_as (const char *text, IsoMeasure measure)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (IsoSource) source = iso_source_new ("table.tsv", bytes, NULL);
  g_autoptr (IsoExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  IsoAnalysisSettings settings;
  IsoTableOptions options;
  IsoDataset *dataset;

  iso_table_options_init (&options);
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  iso_analysis_settings_init (&settings);
  settings.measure = measure;
  dataset = iso_dataset_new (experiment, settings.location, &error);
  g_assert_no_error (error);
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

static IsoAnalysis *
analyse (const char *text)
{
  return analyse_as (text, ISO_MEASURE_VIABILITY);
}

/* One dose a character: '9' is 90 % of the control, and so on; '-' for 100 %. Doses 1, 3.16, 10, ... */
static void
add_curve (GString *table, const char *drug, const char *unit, const char *run, const char *heights)
{
  static const char *const doses[] = { "1", "3.16", "10", "31.6", "100", "316" };

  for (guint i = 0; heights[i] != '\0'; i++)
    g_string_append_printf (table, "S\t%s\t%s\t%s\t%s%c\t%s\n", drug, doses[i], unit, heights[i] == '-' ? "1.0" : "0.",
                            heights[i] == '-' ? '0' : heights[i], run);
}

static IsoCurveItem *
find (GListStore *items, const char *compound)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (items)); i++)
    {
      g_autoptr (IsoCurveItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);

      if (strcmp (iso_curve_item_get_text (item, ISO_CURVE_COLUMN_COMPOUND), compound) == 0)
        return item;   /* the list holds it */
    }
  g_error ("There is no curve %s", compound);
}

static GListStore *
list (GString *table)
{
  g_autoptr (IsoAnalysis) analysis = analyse (table->str);
  GListStore *items = g_list_store_new (ISO_TYPE_CURVE_ITEM);

  iso_curve_items_fill (items, analysis);
  return items;
}

static void
changed_cb (guint *n, guint position, guint removed, guint added)
{
  *n += MAX (removed, added);
}

/* Curves that an edit did not touch leave their rows alone. */
static void
test_again (void)
{
  g_autoptr (GString) table = g_string_new (HEADER), other = g_string_new (HEADER);
  g_autoptr (GListStore) items = NULL;
  g_autoptr (IsoAnalysis) same = NULL, different = NULL;
  g_autoptr (IsoCurveItem) first = NULL;
  guint n = 0;

  add_curve (table, "one", "nM", "1", "9731");
  add_curve (table, "two", "nM", "1", "-9873");
  add_curve (other, "one", "nM", "1", "9731");
  add_curve (other, "two", "nM", "1", "-9863");
  items = list (table);
  first = g_list_model_get_item (G_LIST_MODEL (items), 0);
  g_signal_connect_swapped (items, "items-changed", G_CALLBACK (changed_cb), &n);

  same = analyse (table->str);
  iso_curve_items_fill (items, same);
  g_assert_cmpuint (n, ==, 0);
  different = analyse (other->str);
  iso_curve_items_fill (items, different);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (find (items, "one") == first);
  iso_curve_items_fill (items, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (items)), ==, 0);
}

static const char *
get_dose (GListStore *items, const char *compound)
{
  return iso_curve_item_get_text (find (items, compound), ISO_CURVE_COLUMN_DOSE);
}

/* What lies outside the tested doses says so, and stands in its place among the numbers. */
static void
test_censored (void)
{
  static const char *const order[] = { "below", "early", "late", "above", "unclear", "mass" };
  g_autoptr (GString) table = g_string_new (HEADER);
  g_autoptr (GListStore) items = NULL;

  add_curve (table, "early", "nM", "1", "9731");
  add_curve (table, "late", "nM", "1", "-9873");
  add_curve (table, "above", "nM", "1", "-98777");
  add_curve (table, "below", "nM", "1", "3211");
  add_curve (table, "mass", "ng/mL", "1", "9731");
  add_curve (table, "unclear", "nM", "1", "97");
  items = list (table);

  g_assert_true (g_str_has_suffix (get_dose (items, "early"), "\u00a0nM"));
  g_assert_cmpstr (get_dose (items, "above"), ==, ">\u00a0316\u00a0nM");
  g_assert_true (g_str_has_suffix (get_dose (items, "mass"), "\u00a0ng/mL"));
  g_test_message ("below %s, unclear %s", get_dose (items, "below"), get_dose (items, "unclear"));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (guint k = 0; k < G_N_ELEMENTS (order); k++)
      {
        int compared = iso_curve_item_compare (find (items, order[i]), find (items, order[k]), ISO_CURVE_COLUMN_DOSE);

        if ((i < k) != (compared < 0))
          g_error ("%s (%s) and %s (%s) are in the wrong order", order[i], get_dose (items, order[i]), order[k], get_dose (items, order[k]));
      }
}

/* Where the experiments disagree, "more than" would be wrong. */
static void
test_experiments (void)
{
  g_autoptr (GString) table = g_string_new (HEADER);
  g_autoptr (GListStore) items = NULL;
  gboolean reason;

  add_curve (table, "mixed", "nM", "1", "98631");
  add_curve (table, "mixed", "nM", "2", "98521");
  add_curve (table, "mixed", "nM", "3", "-9877");
  add_curve (table, "never", "nM", "1", "-98777");
  add_curve (table, "never", "nM", "2", "-99877");
  add_curve (table, "beyond", "nM", "1", "-99876");
  add_curve (table, "beyond", "nM", "2", "-98777");
  items = list (table);

  g_assert_cmpstr (get_dose (items, "mixed"), ==, "–");
  g_assert_cmpstr (iso_curve_item_get_detail (find (items, "mixed"), ISO_CURVE_COLUMN_DOSE, &reason), ==,
                   "Reached in 2 of 3 experiments only.");
  g_assert_true (reason);
  g_assert_true (g_str_has_prefix (get_dose (items, "never"), ">\u00a0316"));
  /* One curve gets to 50 % beyond the tested doses, the other levels off: both lie above them. */
  g_assert_cmpstr (get_dose (items, "beyond"), ==, ">\u00a0316\u00a0nM");
  g_assert_cmpstr (iso_curve_item_get_text (find (items, "mixed"), ISO_CURVE_COLUMN_WELLS), ==, "15");
  g_assert_cmpstr (iso_curve_item_get_text (find (items, "mixed"), ISO_CURVE_COLUMN_EXPERIMENTS), ==, "3");
}

/* Tabs in names do not begin cells, whatever the locale; each row has as many cells as the header. */
static void
test_tsv (void)
{
  g_autoptr (GString) table = g_string_new (HEADER);
  g_autoptr (GListStore) items = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  add_curve (table, "plain", "nM", "1", "9731");
  add_curve (table, "\"two\twords\"", "µM", "1", "-98777");
  items = list (table);
  text = iso_curve_items_to_tsv (G_LIST_MODEL (items));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 22);
      g_assert_null (strchr (cells[4], ','));
    }
  g_assert_true (g_str_has_prefix (lines[1], "S\tplain\tIC50\t=\t"));
  g_assert_true (g_str_has_prefix (lines[2], "S\ttwo words\tIC50\t>\t316\t\t\tµM\tnot-reached\t"));
}

#define COUNTS "sample,drug,dose,unit,signal,role,plate\nS,slow,0,nM,4000,vehicle,1\nS,slow,0,nM,1000,time zero,1\n"

/* Signals at which GR is 1 / (1 + dose / 10 nM), by its definition: 1000 cells at the beginning, 4000 at the end without drug. */
static const char growth_table[] = COUNTS "S,slow,1,nM,3644.6,treated,1\nS,slow,3,nM,3130.2,treated,1\nS,slow,10,nM,2250,treated,1\n"
  "S,slow,30,nM,1562.5,treated,1\nS,slow,100,nM,1190.1,treated,1\nS,slow,300,nM,1065.6,treated,1\n"
  "S,idle,1,nM,4000,treated,1\nS,idle,10,nM,3990,treated,1\nS,idle,100,nM,4010,treated,1\nS,idle,300,nM,4000,treated,1\n";

/* Asked for, and there is a time zero: rows are growth rates, and say so to a spreadsheet. */
static void
test_growth (void)
{
  g_autoptr (IsoAnalysis) plain = analyse (growth_table), growth = analyse_as (growth_table, ISO_MEASURE_GROWTH_RATE);
  g_autoptr (GListStore) items = g_list_store_new (ISO_TYPE_CURVE_ITEM);
  g_autofree char *title = iso_curve_column_dup_title (ISO_CURVE_COLUMN_DOSE, growth), *text = NULL;
  g_auto (GStrv) lines = NULL, cells = NULL;
  guint n;

  g_assert_cmpstr (plain->input_hash, ==, growth->input_hash);
  g_assert_cmpstr (title, ==, "GR50");
  g_assert_false (iso_curve_column_is_told (ISO_CURVE_COLUMN_GR_MAX, plain));
  g_assert_true (iso_curve_column_is_told (ISO_CURVE_COLUMN_GR_MAX, growth));
  iso_curve_items_fill (items, growth);
  g_assert_true (g_str_has_suffix (get_dose (items, "slow"), "\u00a0nM"));
  g_assert_cmpstr (get_dose (items, "idle"), ==, ">\u00a0300\u00a0nM");
  g_assert_nonnull (strstr (iso_curve_item_get_text (find (items, "idle"), ISO_CURVE_COLUMN_REMARKS), "F test"));
  iso_curve_item_get_observations (find (items, "slow"), &n);
  g_assert_cmpuint (n, ==, 6);
  text = iso_curve_items_to_tsv (G_LIST_MODEL (items));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; i < 3; i++)
    {
      g_auto (GStrv) row = g_strsplit (lines[i], "\t", -1);

      g_assert_cmpuint (g_strv_length (row), ==, 23);
    }
  cells = g_strsplit (lines[1], "\t", -1);
  g_assert_cmpstr (cells[3], ==, "GR50");
  iso_assert_close (g_ascii_strtod (cells[5], NULL), 10, 1e-2);
  iso_assert_close (g_ascii_strtod (cells[10], NULL), exp2 (log2 (1.0656) / 2) - 1, 1e-12);
}

/* Beside the curves their numbers come first, under a heading of their own, and each can be asked why. */
static void
test_growth_facts (void)
{
  g_autoptr (IsoAnalysis) plain = analyse (growth_table), growth = analyse_as (growth_table, ISO_MEASURE_GROWTH_RATE);
  g_autoptr (GListStore) facts = g_list_store_new (ISO_TYPE_FACT);
  g_autoptr (IsoFact) first = NULL;
  g_autoptr (GArray) steps = NULL;
  g_autofree char *shown = NULL, *usual = NULL;

  iso_facts_of_sample (facts, plain, 0);
  usual = iso_facts_to_tsv (G_LIST_MODEL (facts));
  g_assert_null (strstr (usual, "GR50"));
  iso_facts_of_sample (facts, growth, 0);
  first = g_list_model_get_item (G_LIST_MODEL (facts), 0);
  g_assert_true (g_str_has_prefix (iso_fact_get_section (first), "Growth rate, "));
  g_assert_true (g_str_has_prefix (iso_fact_get_name (first), "GR50"));
  g_assert_cmpint (iso_fact_get_topic (first)->kind, ==, ISO_TOPIC_GROWTH);
  steps = iso_derivation_new (growth, iso_fact_get_topic (first));
  g_assert_nonnull (steps);
  shown = iso_facts_to_tsv (G_LIST_MODEL (facts));
  g_assert_true (g_str_has_suffix (shown, strstr (usual, "\n") + 1));
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/curve-item/censored", test_censored);
  g_test_add_func ("/curve-item/experiments", test_experiments);
  g_test_add_func ("/curve-item/tsv", test_tsv);
  g_test_add_func ("/curve-item/growth", test_growth);
  g_test_add_func ("/curve-item/growth facts", test_growth_facts);
  g_test_add_func ("/curve-item/again", test_again);
  return g_test_run ();
}
