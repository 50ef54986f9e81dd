/* test-iso-table-reshape.c - layers of plates as a table of wells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <string.h>

#define LAYERS "Drug,1,2,3\nA,x,x,\nB,y,,\n,,,\nConcentration,1,2,3\nA,1,10,\nB,1,,\n\nViability,1,2,3\nA,0.9,0.5,\nB,0.8,,\n"

static char *
dump (const char *text)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;
  IsoText *given = iso_text_new (source, &error);
  g_autoptr (IsoText) table = iso_table_reshape (given, NULL, &error);
  GString *lines = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint row = 0; row < iso_text_n_rows (table); row++)
    {
      g_string_append_printf (lines, "%u:", iso_text_line (table, row));
      for (guint c = 0; c < iso_text_used (table, row); c++)
        g_string_append_printf (lines, " %s", *iso_text_cell (table, row, c) != '\0' ? iso_text_cell (table, row, c) : "-");
      g_string_append_c (lines, '\n');
    }
  return g_string_free (lines, FALSE);
}

static void
refused (const char *text, guint line, const char *words)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;

  g_assert_null (iso_table_reshape (iso_text_new (source, NULL), NULL, &error));
  iso_io_test_error (error, ISO_ERROR_SYNTAX, line, words);
}

static void
test_layers (void)
{
  g_autofree char *layers = dump (LAYERS);
  g_autofree char *unnamed = dump (",1,2,3\nA,p,,\nB,,,\n\n,1,2,3\nA,q,,\nB,,,\n");
  g_autofree char *table = dump ("well,drug,dose\nA1,x,1\n");

  g_assert_cmpstr (layers, ==, "1: well Drug Concentration Viability\n2: A1 x 1 0.9\n2: A2 x 10 0.5\n3: B1 y 1 0.8\n");
  g_assert_cmpstr (unnamed, ==, "1: well values values.2\n2: A1 p q\n");
  g_assert_cmpstr (table, ==, "1: well drug dose\n2: A1 x 1\n");
}

static void
test_refusals (void)
{
  refused ("Drug,1,2,3\nA,x,x,\n\nDose,1,2,3\nA,1,1,1\nB,1,1,1\n", 2, "row B of the plate is missing");
  refused ("Drug,1,2,3\nA,x,x,\nC,x,x,x\n", 3, "“Drug” row B of the plate");
  refused ("Drug,1,2,3\nA,x,x,\nB,x,x,x,x\n", 3, "more cells than the plate has columns");
  refused ("Drug,1,2,3\nA,x,x,\nB,x,x,x\nDose,1,2,3\nA,1,1,1\nB,1,1,1\n", 4, "Leave an empty line between two layers");
  refused ("Drug,1,2,3,4,5\nA,x,x,x,x,x\nB,x,x,x,x,x\n", 1, "are not those of a plate");
  refused ("Drug,1,2,3\nA,x,x,\nB,x,x,x\n\nDose,1,2,3,4\nA,1,1,1,1\nB,1,1,1,1\nC,1,1,1,1\n", 5, "layer “Dose”");
}

#define MIXLOW "global_notes\tx\nconc_units\tug/ml\nspace\ntray_label\tt1\ntray_replicate\tA\ncell_line\tH460\n"

static void
test_mixlow (void)
{
  g_autofree char *table = dump (MIXLOW "composition\tp=.4\tq=.6\nconc\t0\t10\nconc\t0\t10\nlabel\trx\trx\nlabel\tbbt\tbbc\nresp\t100\t50\n"
                                        "resp\t7\t.\n");

  g_assert_cmpstr (table, ==,
                   "1: plate well sample experiment drug1 dose1 unit1 drug2 dose2 unit2 drug3 dose3 unit3 role signal\n"
                   "12: t1 A1 H460 A - - - - - - - - - vehicle 100\n"
                   "12: t1 A2 H460 A p 4 ug/ml q 6 ug/ml - - - treated 50\n"
                   "13: t1 B1 H460 A - - - - - - - - - blank 7\n");
  refused (MIXLOW "composition\tp\n", 7, "no share of a drug");
  refused (MIXLOW "composition\tp=1\nconc\t0\nresp\t1\n", 4, "as many lines");
  refused (MIXLOW "composition\tp=1\nconc\t0\nlabel\tzz\nresp\t1\n", 9, "“zz”");
}

/* All the way: as a table of responses. */
static void
test_table (void)
{
  g_autoptr (IsoSource) source = iso_io_test_source (LAYERS);
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;
  IsoExperiment *experiment;
  const IsoRecord *record;

  iso_table_options_init (&options);
  options.scale = ISO_SCALE_FRACTION;
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 3);
  record = &g_array_index (experiment->records, IsoRecord, 1);
  g_assert_cmpfloat (record->doses[0].requested, ==, 10);
  g_assert_cmpuint (record->line, ==, 2);
  iso_experiment_unref (experiment);
}

/* The value of a well in a column of the table; "" if it is not there. */
static const char *
find_cell (const IsoText *table, const char *column, const char *well)
{
  for (guint c = 1; c < iso_text_used (table, 0); c++)
    {
      for (guint row = 1; strcmp (iso_text_cell (table, 0, c), column) == 0 && row < iso_text_n_rows (table); row++)
        {
          if (strcmp (iso_text_cell (table, row, 0), well) == 0)
            return iso_text_cell (table, row, c);
        }
    }
  return "";
}

/* Every value of the list beside the file, and no other. */
static void
compare (const IsoText *table, const char *list, const char *file)
{
  g_auto (GStrv) lines = g_strsplit (list, "\n", -1);
  guint expected = 0;
  guint found = 0;

  for (guint i = 1; lines[i] != NULL && *g_strchomp (lines[i]) != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", 4);

      expected++;
      if (strcmp (find_cell (table, cells[1], cells[2]), cells[3]) != 0)
        g_error ("%s: %s of %s is %s, expected %s", file, cells[1], cells[2], find_cell (table, cells[1], cells[2]), cells[3]);
    }
  for (guint row = 1; row < iso_text_n_rows (table); row++)
    {
      for (guint c = 1; c < iso_text_used (table, row); c++)
        found += *iso_text_cell (table, row, c) != '\0';
    }
  if (found != expected)
    g_error ("%s: %u values, expected %u", file, found, expected);
}

static void
test_corpus (void)
{
  static const char *const folders[] = { "", "tests-6", "tests-12", "tests-24", "tests-48", "tests-96", "tests-384", "tests-1536" };
  guint exact = 0;
  guint refusals = 0;
  guint unlisted = 0;
  guint plain = 0;
  guint left = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *relative = g_build_filename ("corpus/readers/generic-plater", folders[i], NULL);
      g_autofree char *folder = iso_test_reference (relative);
      g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
      const char *name;

      if (folder == NULL)
        return;
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autofree char *list_path = g_strconcat (path, ".expected.csv", NULL);
          g_autofree char *list = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (IsoSource) source = NULL;
          g_autoptr (IsoText) table = NULL;

          if (!g_str_has_suffix (name, ".csv") || g_str_has_suffix (name, ".expected.csv"))
            continue;
          source = iso_source_load (path, &error);
          g_assert_no_error (error);
          table = iso_table_reshape (iso_text_new (source, NULL), NULL, &error);
          if (g_file_get_contents (list_path, &list, NULL, NULL))
            {
              if (table == NULL)
                g_error ("%s: %s", name, error->message);
              /* One layer without a name is a plate of readings, and no table of wells. */
              if (strcmp (iso_text_cell (table, 0, 0), "well") != 0)
                plain++;
              else
                compare (table, list, name);
              exact++;
              continue;
            }
          refusals += table == NULL;
          unlisted += table != NULL && strcmp (iso_text_cell (table, 0, 0), "well") == 0;
          left += table != NULL && strcmp (iso_text_cell (table, 0, 0), "well") != 0;
        }
    }
  g_test_message ("plater: %u files exact, %u of one unnamed layer; without a list %u read, %u refused, %u no layers", exact - plain, plain,
                  unlisted, refusals, left);
  g_assert_cmpuint (exact, ==, 21);
  g_assert_cmpuint (plain, ==, 7);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/table-reshape/layers", test_layers);
  g_test_add_func ("/table-reshape/refusals", test_refusals);
  g_test_add_func ("/table-reshape/mixlow", test_mixlow);
  g_test_add_func ("/table-reshape/table", test_table);
  g_test_add_func ("/table-reshape/corpus", test_corpus);
  return g_test_run ();
}
