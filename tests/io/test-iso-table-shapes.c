/* test-iso-table-shapes.c - files of other programs as tables of wells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-io-test.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <string.h>

static IsoText *
reshape (const IsoSource *source, GPtrArray *messages, GError **error)
{
  IsoText *text = iso_text_new (source, error);

  g_assert_nonnull (text);
  g_assert_true (iso_table_has_shape (text));
  return iso_table_reshape (text, messages, error);
}

static char *
dump (const char *text)
{
  g_autoptr (IsoSource) source = iso_io_test_source (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoText) table = reshape (source, NULL, &error);
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

  g_assert_null (reshape (source, NULL, &error));
  iso_io_test_error (error, ISO_ERROR_SYNTAX, line, words);
}

static void
check (const char *text, const char *expected)
{
  g_autofree char *table = dump (text);

  g_assert_cmpstr (table, ==, expected);
}

/* Texts that have another shape, or none. */
static void
test_none (void)
{
  static const char *const texts[] = {
    "well,drug,dose\nA1,x,1\n", "dose,effect\n1,0.2\n2,0.4\n", "dose,viability\n1,20\n", "dose,time,count\n1,24,100\n10,24,50\n",
    ",1,2,3\nA,1,2,3\nB,4,5,6\n", "1,2,3\n4,5,6\n", "<?xml version=\"1.0\"?><Report><Plate/></Report>", "cell_line,agent,cell_count\na,b,1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (IsoSource) source = iso_io_test_source (texts[i]);
      g_autoptr (IsoText) text = iso_text_new (source, NULL);

      g_assert_nonnull (text);
      if (iso_table_has_shape (text))
        g_error ("This has a shape: %s", texts[i]);
    }
}

#define PROTOCOL                                                                                                                                \
  "<?xml version=\"1.0\"?>\n<Protocol><ConcentrationUnit>nM</ConcentrationUnit><Fluids>\n"                                                       \
  "<Fluid ID=\"0\"><Name>p</Name><ByVol>False</ByVol><Concentration>10</Concentration><ConcentrationUnit>mM</ConcentrationUnit></Fluid>\n"      \
  "<Fluid ID=\"1\"><Name>p - 1:40</Name><RootFluidID>0</RootFluidID><Concentration>1</Concentration></Fluid>\n"                                  \
  "<Fluid ID=\"2\"><Name>DMSO</Name><Concentration>1</Concentration></Fluid>\n"                                                                  \
  "<Fluid ID=\"3\"><Name>q</Name><ByVol>True</ByVol><Concentration>4</Concentration><ConcentrationUnit>mg_mL</ConcentrationUnit></Fluid>\n"     \
  "</Fluids><Plates><Plate><Rows>8</Rows><Name>one</Name><AssayVolume>100000</AssayVolume><Wells>\n"

static void
test_protocol (void)
{
  check (PROTOCOL "<Well Row=\"0\" Col=\"1\"><Fluid ID=\"1\">0.3</Fluid></Well>\n<Well Row=\"1\" Col=\"0\"><Fluid ID=\"2\">5</Fluid></Well>\n"
                  "<Well Row=\"7\" Col=\"11\"><Fluid ID=\"0\">20</Fluid><Fluid ID=\"3\">50</Fluid></Well></Wells><Randomize /></Plate>\n"
                  "<Plate><Name /><Wells><Well Row=\"0\" Col=\"0\"><Fluid ID=\"0\">1</Fluid></Well></Wells></Plate></Plates>\n"
                  "<Backfills><Backfill><Wells><Well P=\"0\" R=\"0\" C=\"1\"/></Wells></Backfill></Backfills></Protocol>",
         "1: plate well drug1 dose1 unit1 drug2 dose2 unit2 role\n"
         "8: one A2 p 0.3 nM - - - treated\n"
         "9: one B1 - - - - - - vehicle\n"
         "10: one H12 p 20 nM q 0.002 mg/mL treated\n"
         "11: 2 A1 p 1 nM - - - treated\n");
  refused (PROTOCOL "<Well Row=\"0\" Col=\"0\"><Fluid ID=\"9\">1</Fluid></Well></Wells></Plate></Plates></Protocol>", 8, "“9”");
  refused (PROTOCOL "<Well Row=\"0\" Col=\"48\"><Fluid ID=\"0\">1</Fluid></Well></Wells></Plate></Plates></Protocol>", 8, "no place on a plate");
  refused (PROTOCOL "<Well Row=\"0\" Col=\"0\"><Fluid ID=\"0\">x</Fluid></Well></Wells></Plate></Plates></Protocol>", 8, "cannot be computed");
  refused (PROTOCOL "<Well Row=\"0\" Col=\"0\"><Fluid ID=\"0\">1</Fluid></Well></Wells><Randomize><Well/></Randomize></Plate></Plates></Protocol>", 8,
           "random order");
  refused (PROTOCOL "</Wells></Plate></Plates></Protocol>", 2, "fills no well");
}

#define REPORT                                                                                                                                \
  "<Report><Fluids><Fluid Index=\"0\"><Name>p</Name><Concentration>10</Concentration><ConcentrationUnit>mM</ConcentrationUnit></Fluid>\n"     \
  "<Fluid Index=\"1\"><Name>DMSO normalization</Name></Fluid></Fluids><Plates>\n"                                                              \
  "<Plate Index=\"0\"><ID>x</ID><AssayVolume>100000</AssayVolume></Plate><Plate Index=\"1\"><ID>y</ID>%s</Plate></Plates>\n"                   \
  "<Dispensed><Plate Index=\"1\"><Well R=\"0\" C=\"0\"><Fluid Index=\"0\" TotalVolume=\"200\"/><Fluid Index=\"1\" TotalVolume=\"9\"/></Well>\n"  \
  "</Plate><Plate Index=\"0\"><Well R=\"2\" C=\"3\"><Fluid Index=\"1\" TotalVolume=\"9\"/></Well></Plate></Dispensed></Report>"

/* 10 mM, 200 nL in 50 uL are 0.04 mM. */
static void
test_report (void)
{
  g_autofree char *good = g_strdup_printf (REPORT, "<AssayVolume>50000</AssayVolume>");
  g_autofree char *bad = g_strdup_printf (REPORT, "");

  check (good, "1: plate well drug1 dose1 unit1 role\n4: y A1 p 0.04 mM treated\n5: x C4 - - - vehicle\n");
  refused (bad, 4, "cannot be computed");
}

static void
test_combia (void)
{
  check (",,MM1S\n,,ixa,,,,len\n10,500,200,980,5\n0,1000,600,1010,6\n[DRUG],0,\"0,5\",VC,CC\n,,,,\n10,1,2,3,4\n[DRUG],0,\"0,5\",VC,CC\n",
         "1: plate sample replicate drug1 dose1 drug2 dose2 role signal\n"
         "3: 1 MM1S 1 ixa 10 - - - 500\n3: 1 MM1S 1 ixa 10 len 0,5 - 200\n3: 1 MM1S 1 - - - - vehicle 980\n3: 1 MM1S 1 - - - - blank 5\n"
         "4: 1 MM1S 1 - - - - vehicle 1000\n4: 1 MM1S 1 len 0,5 - - - 600\n4: 1 MM1S 1 - - - - vehicle 1010\n4: 1 MM1S 1 - - - - blank 6\n"
         "7: 2 MM1S 2 ixa 10 - - - 1\n7: 2 MM1S 2 ixa 10 len 0,5 - 2\n7: 2 MM1S 2 - - - - vehicle 3\n7: 2 MM1S 2 - - - - blank 4\n");
  refused ("10,500,200\n0,1000,600\n[DRUG],0,5\n\n10,500,200\n", 5, "no line [DRUG]");
  refused ("10,500,200\nx,1000,600\n0,1,2\n[DRUG],0,5\n", 2, "does not begin with a dose");
}

#define PRISM                                                                                                                             \
  "<GraphPadPrismFile><Table ID=\"T0\" YFormat=\"replicates\" Replicates=\"2\"><Title>MM1S</Title>\n<XColumn><Title>%s</Title><Subcolumn>"  \
  "<d>%s</d><d>2</d></Subcolumn></XColumn><XAdvancedColumn><Subcolumn><d>9</d></Subcolumn></XAdvancedColumn>\n"                            \
  "<YColumn><Title>Ixa<Sub>2</Sub></Title><Subcolumn><d>0,9</d><d/></Subcolumn><Subcolumn>\n<d Excluded=\"1\">0.4</d><d>0.2</d>"            \
  "</Subcolumn></YColumn></Table></GraphPadPrismFile>"

static void
test_prism (void)
{
  g_autofree char *doses = g_strdup_printf (PRISM, "dose (nM)", "1");
  g_autofree char *logs = g_strdup_printf (PRISM, "log[Drug], M", "-9");

  check (doses, "1: sample replicate drug1 dose1 unit1 response\n3: MM1S 1 Ixa2 1 nM 0,9\n4: MM1S 2 Ixa2 1 nM *0.4*\n4: MM1S 2 Ixa2 2 nM 0.2\n");
  check (logs,
         "1: sample replicate drug1 dose1 unit1 response\n3: MM1S 1 Ixa2 1e-09 M 0,9\n4: MM1S 2 Ixa2 1e-09 M *0.4*\n4: MM1S 2 Ixa2 100 M 0.2\n");
}

/* Means are no replicates. */
static void
test_prism_means (void)
{
  g_autoptr (IsoSource) source =
    iso_io_test_source ("<GraphPadPrismFile><Table YFormat=\"SDN\"><Title>t</Title><XColumn><Title>dose</Title><Subcolumn><d>1</d></Subcolumn></XColumn>"
                        "<YColumn><Title>p</Title><Subcolumn><d>50</d></Subcolumn><Subcolumn><d>3</d></Subcolumn></YColumn></Table></GraphPadPrismFile>");
  g_autoptr (GError) error = NULL;

  g_assert_null (reshape (source, NULL, &error));
  iso_io_test_error (error, ISO_ERROR_NO_DATA, 0, "No table of this Prism file");
}

static void
test_beside (void)
{
  check ("Dose (nM);p;;q;\n1;0,9;0,8;0,7;\n10;0,5;;0,3;0,2\n",
         "1: replicate drug1 dose1 unit1 response\n2: 1 p 1 nM 0,9\n2: 2 p 1 nM 0,8\n2: 1 q 1 nM 0,7\n"
         "3: 1 p 10 nM 0,5\n3: 1 q 10 nM 0,3\n3: 2 q 10 nM 0,2\n");
  check ("dose\tviability 1\tviability 2\n1\t90\t80\n", "1: replicate drug1 dose1 viability\n2: 1 Drug 1 1 90\n2: 2 Drug 1 1 80\n");
  check ("dose,p rep1,p rep2,q:1,q:2\n1,1,2,3,4\n", "1: replicate drug1 dose1 response\n2: 1 p 1 1\n2: 2 p 1 2\n2: 1 q 1 3\n2: 2 q 1 4\n");
}

static void
test_effects (void)
{
  check ("0.1 20\n1 50\n10 90\n", "1: drug1 dose1 effect\n1: Drug 1 0.1 20\n2: Drug 1 1 50\n3: Drug 1 10 90\n");
  check ("Name of it all: x\nData for Drug: Dox (D) [uM]\nDose\tEffect\n0.1\t0.2\nm: 1.1 +/- 0.2\n\nData for Drug: Vin (V) [uM]\n0.1\t0.2\n"
         "\nData for Drug Combo: DV (D+V [1:3])\n4\t0.5\n",
         "1: drug1 dose1 unit1 drug2 dose2 unit2 fa\n4: Dox 0.1 uM - - - 0.2\n8: Vin 0.1 uM - - - 0.2\n11: Dox 1 uM Vin 3 uM 0.5\n");
  check ("p (nM)\n1;0,5\n2;0,6\nq (nM)\n1;0,4\np + q (1:1)\n2;0,7\n",
         "1: drug1 dose1 unit1 drug2 dose2 unit2 effect\n2: p 1 nM - - - 0,5\n3: p 2 nM - - - 0,6\n5: q 1 nM - - - 0,4\n7: p 1 nM q 1 nM 0,7\n");
}

static void
test_growth (void)
{
  check ("cell_line\tagent\ttime\treplicate\tconcentration\tcell_count\tcell_count__ctrl\tcell_count__time0\n"
         "a\tp\t72\t1\t0.1\t80\t100\t20\na\tp\t72\t1\t1\t50\t100\t20\n",
         "1: plate sample replicate drug1 dose1 role signal\n2: a a 1 p 0.1 treated 80\n2: a a 1 - - vehicle 100\n2: a a 1 - - time zero 20\n"
         "3: a a 1 p 1 treated 50\n");
  /* Controls without a count; libFuzzer found that this lost memory. */
  check ("cell_line\tagEnt\ttime\treplicate\tconcentration\tcell_count\tcell_count__ctrl\tcell_count__time0\na\tp\t\treplica\t80\t100\t\t\n",
         "1: plate sample drug1 dose1 role signal\n2: a a p 80 treated 100\n");
  check ("cell_line,agent,perturbation,time,concentration,cell_count\na,-,0,0,0,20\na,-,0,24,0,60\na,-,0,48,0,100\na,p,0,24,1,50\na,p,1,48,1,40\n",
         "1: plate sample drug1 dose1 role signal\n"
         "2: a, time 24, perturbation 0 a, time 24, perturbation 0 - - time zero 20\n"
         "2: a, time 48, perturbation 0 a, time 48, perturbation 0 - - time zero 20\n"
         "3: a, time 24, perturbation 0 a, time 24, perturbation 0 - - vehicle 60\n"
         "4: a, time 48, perturbation 0 a, time 48, perturbation 0 - - vehicle 100\n"
         "5: a, time 24, perturbation 0 a, time 24, perturbation 0 p 1 treated 50\n"
         "6: a, time 48, perturbation 1 a, time 48, perturbation 1 p 1 treated 40\n");
}

/* A column that people who compute call E is asked about, and not refused. */
static void
test_short_effect (void)
{
  g_autoptr (IsoSource) source = iso_io_test_source ("drug1.conc,drug2.conc,E\n0,0,0.93\n1,0,0.8\n0,1,0.7\n");
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;
  IsoExperiment *experiment;

  iso_table_options_init (&options);
  g_assert_null (iso_table_read (source, &options, &error));
  g_assert_cmpint (iso_table_error_asks (error), ==, ISO_TABLE_ASKS_RESPONSE);
  options.response = ISO_RESPONSE_VIABILITY;
  g_clear_error (&error);
  experiment = iso_table_read (source, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 3);
  iso_experiment_unref (experiment);
}

/* --- damaged ------------------------------------------------------------------------------------------------------------------- */

static void
read_damaged (const char *bytes, gsize size)
{
  g_autoptr (GBytes) copy = g_bytes_new (bytes, size);
  g_autoptr (IsoSource) source = iso_source_new ("test.txt", copy, NULL);
  g_autoptr (IsoExperiment) names = iso_experiment_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoTableOptions options;

  if (source == NULL)
    return;
  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_RAW;
  experiment = iso_table_read (source, &options, &error);
  g_assert_true ((experiment == NULL) == (error != NULL));
  layouts = iso_table_layout_read (source, &options, names, &other);
  g_assert_true ((layouts == NULL) == (other != NULL));
}

/* Every sample cut at every place, and with bytes of others in it: read or refused, and nothing else. */
static void
test_damaged (void)
{
  g_autofree char *report = g_strdup_printf (REPORT, "<AssayVolume>50000</AssayVolume>");
  g_autofree char *prism = g_strdup_printf (PRISM, "log[Drug], M", "-9");
  const char *samples[] = {
    PROTOCOL "<Well Row=\"0\" Col=\"1\"><Fluid ID=\"1\">0.3</Fluid></Well></Wells><Randomize /></Plate></Plates><Backfills/></Protocol>",
    report,
    prism,
    ",,MM1S\n,,ixa,,,,len\n10,500,200,980,5\n0,1000,600,1010,6\n[DRUG],0,\"0,5\",VC,CC\n",
    "Dose (nM);p;;q;\n1;0,9;0,8;0,7;\n10;0,5;;0,3;0,2\n",
    "Data for Drug: Dox (D) [uM]\n0.1\t0.2\n\nData for Drug: Vin (V) [uM]\n0.1\t0.2\nData for Drug Combo: DV (D+V [1:3])\n4\t0.5\n",
    "cell_line,agent,perturbation,time,concentration,cell_count\na,-,0,0,0,20\na,-,0,24,0,60\na,p,0,24,1,50\na,p,1,48,1,40\n",
  };
  static const char bytes[] = "0,;\t\n\"<>-+[]()=:.eN/\xC2\xFF";
  IsoRandom random;

  iso_random_init (&random, 1, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      gsize size = strlen (samples[i]);

      for (gsize cut = 1; cut < size; cut += 3)
        read_damaged (samples[i], cut);
      for (guint k = 0; k < 400; k++)
        {
          g_autofree char *copy = g_strdup (samples[i]);

          for (guint n = 1 + iso_random_below (&random, 4); n > 0; n--)
            copy[iso_random_below (&random, (guint32) size)] = bytes[iso_random_below (&random, sizeof bytes - 1)];
          read_damaged (copy, size);
        }
    }
}

/* --- real files ------------------------------------------------------------------------------------------------------------------- */

static IsoText *
reshape_reference (const char *name, guint rows)
{
  g_autofree char *relative = g_strconcat ("corpus/readers/", name, NULL);
  g_autofree char *path = iso_test_reference (relative);
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (GError) error = NULL;
  IsoText *table;

  if (path == NULL)
    return NULL;
  source = iso_source_load (path, &error);
  g_assert_no_error (error);
  table = reshape (source, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (iso_text_n_rows (table), ==, rows + 1);
  return table;
}

/* The workbook was made from the first plate of the protocol: same wells, same doses. */
static void
test_real_dispenser (void)
{
  g_autoptr (IsoText) protocol = reshape_reference ("dispenser-d300/D300_96_well_plate_example.tdd", 1320);
  g_autoptr (IsoText) sheets = reshape_reference ("dispenser-d300/trt_P1.xlsx", 60);
  g_autoptr (IsoText) large = reshape_reference ("dispenser-d300/D300_384_well_plate_example.tdd", 1872);
  g_autoptr (IsoText) report = reshape_reference ("dispenser-d300/Src_Bos_Ima_96well_Mar2015 2015-03-07 1736.DATA.xml", 192);
  guint compared = 0;

  if (protocol == NULL)
    return;
  for (guint row = 1; row < iso_text_n_rows (sheets); row++)
    for (guint other = 1; other <= 60; other++)
      {
        if (strcmp (iso_text_cell (sheets, row, 0), iso_text_cell (protocol, other, 1)) != 0)
          continue;
        g_assert_cmpfloat (g_ascii_strtod (iso_text_cell (sheets, row, 2), NULL), ==, g_ascii_strtod (iso_text_cell (protocol, other, 3), NULL));
        compared++;
      }
  g_assert_cmpuint (compared, ==, 60);
  g_assert_cmpuint (iso_text_n_rows (large), >, 0);
  /* 200 nL of 10 mM in 100 uL. */
  g_assert_cmpstr (iso_text_cell (report, 1, 3), ==, "0.02");
  g_assert_cmpstr (iso_text_cell (report, 1, 4), ==, "mM");
}

static void
test_real_tables (void)
{
  /* 4 matrices of 8 rows and 12 columns; 1008 counts, and 2 controls for each of the groups; 1352 lines, 120 of them for 2 times each. */
  g_autoptr (IsoText) combia = reshape_reference ("generic-combo/testData.csv", 384);
  g_autoptr (IsoText) rows = reshape_reference ("generic-grmetrics/toy_example_input4.tsv", 1352 + 120);

  if (combia == NULL)
    return;
  g_assert_cmpstr (iso_text_cell (combia, 0, iso_text_used (combia, 0) - 1), ==, "signal");
  g_assert_cmpuint (iso_text_n_rows (rows), >, 0);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/table-shapes/none", test_none);
  g_test_add_func ("/table-shapes/d300/protocol", test_protocol);
  g_test_add_func ("/table-shapes/d300/report", test_report);
  g_test_add_func ("/table-shapes/combia", test_combia);
  g_test_add_func ("/table-shapes/prism", test_prism);
  g_test_add_func ("/table-shapes/prism/means", test_prism_means);
  g_test_add_func ("/table-shapes/beside", test_beside);
  g_test_add_func ("/table-shapes/effects", test_effects);
  g_test_add_func ("/table-shapes/growth", test_growth);
  g_test_add_func ("/table-shapes/short-effect", test_short_effect);
  g_test_add_func ("/table-shapes/damaged", test_damaged);
  g_test_add_func ("/table-shapes/real/dispenser", test_real_dispenser);
  g_test_add_func ("/table-shapes/real/tables", test_real_tables);
  return g_test_run ();
}
