/* test-iso-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "iso-test.h"
#include "reader/iso-table.h"

#include <string.h>

static IsoExperiment *
read_with (const char *text, const IsoTableOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (IsoSource) source = iso_source_new ("t.csv", bytes, error);

  return source != NULL ? iso_table_read (source, options, error) : NULL;
}

static IsoExperiment *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  IsoTableOptions options;
  IsoExperiment *experiment;

  iso_table_options_init (&options);
  experiment = read_with (text, &options, &error);
  g_assert_no_error (error);
  return experiment;
}

static const IsoRecord *
record (const IsoExperiment *experiment, guint i)
{
  g_assert_cmpuint (i, <, experiment->records->len);
  return &g_array_index (experiment->records, IsoRecord, i);
}

static gboolean
has_message (const IsoExperiment *experiment, const char *code)
{
  for (guint i = 0; i < experiment->messages->len; i++)
    {
      if (strcmp (((IsoMessage *) g_ptr_array_index (experiment->messages, i))->code, code) == 0)
        return TRUE;
    }
  return FALSE;
}

/* --- what is read ----------------------------------------------------------------------------------------------------------- */

static void
test_full (void)
{
  g_autoptr (IsoExperiment) e = read_text (
    "# title: Ixazomib, MM.1S, 72 h\n"
    "# note: Simulated data\n"
    "Plate,Well,Experiment,Sample,Role,Drug1,Dose1,Unit1,Drug2,Dose2,Unit2,Replicate,Viability (%)\n"
    "P1,A1,day 1,MM.1S,vehicle,,,,,,,1,99\n"
    "P1,A2,day 1,MM.1S,treated,ixazomib,30,nM,lenalidomide,1.2,uM,2,41.5\n"
    "P1,P24,day 1,MM.1S,,ixazomib,0.1,µM,lenalidomide,0,uM,,\n"
    "P2,A1,day 2,MM.1S,,ixazomib,10,nM,,,,3,OVRFLW\n");

  g_assert_cmpstr (e->title, ==, "Ixazomib, MM.1S, 72 h");
  g_assert_cmpstr (e->note, ==, "Simulated data");
  g_assert_cmpint (e->response, ==, ISO_RESPONSE_VIABILITY);
  g_assert_cmpint (e->scale, ==, ISO_SCALE_PERCENT);
  g_assert_cmpuint (e->records->len, ==, 4);
  g_assert_cmpuint (e->drugs->len, ==, 2);
  g_assert_cmpstr (iso_experiment_drug (e, 0)->unit->symbol, ==, "nM");
  g_assert_cmpstr (iso_experiment_drug (e, 1)->unit->symbol, ==, "µM");
  g_assert_cmpuint (iso_experiment_plate (e, 0)->format->wells, ==, 384);
  g_assert_cmpuint (iso_experiment_plate (e, 1)->format->wells, ==, 6);
  g_assert_cmpstr (iso_experiment_run (e, 1), ==, "day 2");

  g_assert_cmpint (record (e, 0)->role, ==, ISO_ROLE_VEHICLE);
  g_assert_cmpuint (record (e, 0)->line, ==, 4);
  g_assert_cmpint (record (e, 1)->role, ==, ISO_ROLE_TREATED);
  g_assert_cmpuint (record (e, 1)->n_doses, ==, 2);
  g_assert_cmpfloat (record (e, 1)->doses[0].achieved, ==, 30 / 1e9);
  g_assert_cmpfloat (record (e, 1)->doses[1].achieved, ==, 1.2 / 1e6);
  g_assert_cmpfloat (record (e, 1)->response, ==, 41.5);
  g_assert_cmpuint (record (e, 1)->replicate, ==, 2);
  g_assert_cmpint (record (e, 1)->well, ==, 1);
  /* 0.1 µM is the same dose as 100 nM; an empty response is missing, never 0. */
  iso_assert_close (record (e, 2)->doses[0].achieved, 100e-9, 1e-15);
  g_assert_cmpuint (record (e, 2)->n_doses, ==, 1);
  g_assert_cmpint (record (e, 2)->flag, ==, ISO_FLAG_MISSING);
  g_assert_true (isnan (record (e, 2)->response));
  g_assert_cmpint (record (e, 3)->flag, ==, ISO_FLAG_OVERFLOW);
}

/* Plate 1 of another experiment is another plate: its wells may stand again, and its controls are its own. */
static void
test_plates_of_runs (void)
{
  g_autoptr (IsoExperiment) e = read_text ("plate,experiment,well,role,drug,dose (nM),signal\n"
                                           "1,mon,A1,vehicle,,,1\n1,tue,A1,vehicle,,,2\n1,mon,B1,treated,x,1,0.5\n1,tue,H12,treated,x,1,1\n"
                                           "\"1, tue\",tue,A1,vehicle,,,3\n");

  g_assert_cmpuint (e->plates->len, ==, 3);
  g_assert_cmpstr (iso_experiment_plate (e, 0)->name, ==, "1");
  g_assert_cmpstr (iso_experiment_plate (e, 1)->name, ==, "1, tue");
  g_assert_cmpstr (iso_experiment_plate (e, 2)->name, ==, "1, tue, tue");
  g_assert_cmpuint (iso_experiment_plate (e, 0)->format->wells, ==, 6);
  g_assert_cmpuint (iso_experiment_plate (e, 1)->format->wells, ==, 96);
  g_assert_cmpint (record (e, 2)->plate, ==, 0);
  g_assert_cmpint (record (e, 3)->plate, ==, 1);
  g_assert_cmpint (record (e, 4)->plate, ==, 2);
  g_assert_false (e->runs_made_up);
}

static void
test_headers (void)
{
  static const struct
  {
    const char *header;
    const char *drug;
    const char *unit;
  } cases[] = {
    { "drug,conc,conc_unit,fa\nA,2,nM,0.5\n", "A", "nM" },
    { "Compound;Concentration (nM);FA\nA;2;0.5\n", "A", "nM" },
    { "conc_nM,fraction_affected\n2,0.5\n", "Drug 1", "nM" },
    { "ixazomib (nM),fa\n2,0.5\n", "ixazomib", "nM" },
    { "lenalidomide_uM,fa\n2,0.5\n", "lenalidomide", "µM" },
    { "arm,d1_paclitaxel_uM,fa\nx,2,0.5\n", "paclitaxel", "µM" },
    { "arm,d1_ADP,fa\nx,2,0.5\n", "ADP", "" },
    { "drug1.conc,fa\n2,0.5\n", "Drug 1", "" },
    { "Drug1,Conc1,ConcUnit,Fa\nA,2,mg/mL,0.5\n", "A", "mg/mL" },
    { "drug_row,conc_r,conc_r_unit,fa\nA,2,nM,0.5\n", "A", "nM" },
    { "\xef\xbb\xbf" "drug,dose,unit,fa\r\nA,2,nM,0.5\r\n", "A", "nM" },
    { "Some words above\n\ndrug,dose,unit,fa\nA,2,nM,0.5\n", "A", "nM" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (IsoExperiment) e = read_text (cases[i].header);

      g_assert_cmpstr (iso_experiment_drug (e, 0)->name, ==, cases[i].drug);
      g_assert_cmpstr (iso_experiment_drug (e, 0)->unit->symbol, ==, cases[i].unit);
      g_assert_cmpfloat (record (e, 0)->doses[0].achieved, ==, iso_unit_to_inside (iso_experiment_drug (e, 0)->unit, 2));
    }
}

static void
test_response_headers (void)
{
  static const struct
  {
    const char  *header;
    const char  *values;   /* without drug, with much */
    IsoResponse  response;
    IsoScale     scale;
  } cases[] = {
    { "viability", "98,20", ISO_RESPONSE_VIABILITY, ISO_SCALE_PERCENT },
    { "viability", "0.98,0.2", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
    { "% viability", "98,20", ISO_RESPONSE_VIABILITY, ISO_SCALE_PERCENT },
    { "Viability_pct", "98,20", ISO_RESPONSE_VIABILITY, ISO_SCALE_PERCENT },
    { "fraction_surviving", "0.98,0.2", ISO_RESPONSE_VIABILITY, ISO_SCALE_FRACTION },
    { "Percent Inhibition", "2,80", ISO_RESPONSE_INHIBITION, ISO_SCALE_PERCENT },
    { "inhibition", "0.02,0.8", ISO_RESPONSE_INHIBITION, ISO_SCALE_FRACTION },
    { "inhibition", "-4,1.5", ISO_RESPONSE_INHIBITION, ISO_SCALE_PERCENT },
    { "Fa", "0.02,0.8", ISO_RESPONSE_FRACTION_AFFECTED, ISO_SCALE_FRACTION },
    { "absorbance", "1.2,0.2", ISO_RESPONSE_SIGNAL, ISO_SCALE_FRACTION },
    { "RLU", "120000,200", ISO_RESPONSE_SIGNAL, ISO_SCALE_FRACTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) values = g_strsplit (cases[i].values, ",", 2);
      g_autofree char *text = g_strdup_printf ("drug,dose,%s\nA,0,%s\nA,9,%s\n", cases[i].header, values[0], values[1]);
      g_autoptr (IsoExperiment) e = read_text (text);

      g_assert_cmpint (e->response, ==, cases[i].response);
      g_assert_cmpint (e->scale, ==, cases[i].scale);
      g_assert_cmpint (record (e, 0)->role, ==, ISO_ROLE_VEHICLE);
    }
}

static void
test_controls (void)
{
  g_autoptr (IsoExperiment) e = read_text (
    "cell_line,drug,dose,unit,role,signal\n"
    "A,DMSO,0,,,100\n"
    ",blank,,,,1\n"
    "A,staurosporine,1,uM,positive control,3\n"
    "A,ixazomib,10,nM,,40\n"
    "A,ixazomib,10,nM,compound blank,2\n"
    "A,,,,empty,\n");

  g_assert_cmpuint (e->records->len, ==, 5);
  g_assert_cmpint (record (e, 0)->role, ==, ISO_ROLE_VEHICLE);
  g_assert_cmpint (record (e, 1)->role, ==, ISO_ROLE_BLANK);
  g_assert_cmpint (record (e, 1)->sample, ==, -1);
  g_assert_cmpint (record (e, 2)->role, ==, ISO_ROLE_POSITIVE_CONTROL);
  g_assert_cmpuint (record (e, 2)->n_doses, ==, 0);
  g_assert_cmpint (record (e, 4)->role, ==, ISO_ROLE_COMPOUND_BLANK);
  g_assert_cmpuint (record (e, 4)->n_doses, ==, 1);
  /* Neither the poison of the positive controls nor the solvent is a drug of the experiment. */
  g_assert_cmpuint (e->drugs->len, ==, 1);
}

static void
test_decimal_comma (void)
{
  g_autoptr (IsoExperiment) e = read_text ("drug;dose;unit;viability\nA;0;nM;99,5\nA;0,5;nM;87,3\nA;12,5;nM;20,1\n");

  g_assert_cmpfloat (record (e, 1)->doses[0].achieved, ==, 0.5 / 1e9);
  g_assert_cmpfloat (record (e, 1)->response, ==, 87.3);
}

static void
test_adopted_response (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) e = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_RAW;
  e = read_with ("\"rootl\",\"conc\"\n7.58,0\n0.25,30\n", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (e->response, ==, ISO_RESPONSE_RAW);
  g_assert_cmpfloat (record (e, 1)->response, ==, 0.25);
  g_assert_true (has_message (e, "response-column"));
  g_assert_true (has_message (e, "drug-unnamed"));
}

static void
test_row_and_column (void)
{
  g_autoptr (IsoExperiment) e = read_text ("drug,dose,row,col,fa\nA,1,B,3,0.2\nA,2,8,12,0.5\nA,3,,,0.6\n");

  g_assert_cmpint (record (e, 0)->well, ==, iso_record_well ((IsoWell) { 1, 2 }));
  g_assert_cmpint (record (e, 1)->well, ==, iso_record_well ((IsoWell) { 7, 11 }));
  g_assert_cmpint (record (e, 2)->well, ==, -1);
}

static void
test_matrix (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) e = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = ISO_RESPONSE_INHIBITION;
  e = read_with ("Drug1:,A,,\nDrug2:,B,,\nCell,X,,\nConcUnit:,uM,,\n,0,0.5,2\n0,-1,10,30\n4,20,50,90\n"
                 "Drug1:,A,,\nDrug2:,B,,\nCell:,Y,,\nConcUnit:,nM,,\n,0,1,\n0,1,10,\n4,20,50,\n",
                 &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (e->scale, ==, ISO_SCALE_PERCENT);
  g_assert_cmpuint (e->records->len, ==, 10);
  g_assert_cmpuint (e->samples->len, ==, 2);
  g_assert_cmpuint (e->drugs->len, ==, 2);
  g_assert_cmpint (record (e, 0)->role, ==, ISO_ROLE_VEHICLE);
  /* Row A 4 µM, column B 2 µM. */
  g_assert_cmpuint (record (e, 5)->n_doses, ==, 2);
  g_assert_cmpfloat (record (e, 5)->doses[0].achieved, ==, 4 / 1e6);
  g_assert_cmpfloat (record (e, 5)->doses[1].achieved, ==, 2 / 1e6);
  g_assert_cmpfloat (record (e, 5)->response, ==, 90);
  g_assert_cmpfloat (record (e, 9)->doses[0].achieved, ==, 4 / 1e9);
  g_assert_cmpint (record (e, 9)->sample, ==, 1);
}

/* --- what is refused -------------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char   *text;
  IsoErrorCode  code;
  guint         line;
  const char   *cell;       /* header of the column; NULL: none given */
  const char   *part;       /* of the sentence */
  IsoResponse   response;   /* said by the person */
} Refusal;

static const Refusal refusals[] = {
  { "drug,dose,unit,response\nA,1,nM,55\n", ISO_ERROR_UNITS, 1, NULL, "Line 2 (A 1 nM) holds 55. That would be\n  viability: 55 % of the cells are left;", 0 },
  { "drug,dose,unit,response\nA,0,nM,1.01\nA,1,nM,0.55\n", ISO_ERROR_UNITS, 1, NULL, "Wells without drug lie at 1.01", 0 },
  { "drug,dose,unit,inhibition\nA,1,nM,0.01\nA,9,nM,0.2\n", ISO_ERROR_UNITS, 1, NULL, "percent or fractions", 0 },
  { "drug,dose,unit,viability\nA,0,nM,2\nA,1,nM,55\nA,9,nM,95\n", ISO_ERROR_UNITS, 1, NULL, "It looks like inhibition", 0 },
  { "drug,dose,unit,viability\nA,1,nM,0.1\nA,9,nM,0.95\n", ISO_ERROR_UNITS, 1, NULL, "it rises with the dose, from 0.1 to 0.95", 0 },
  { "drug,dose,unit,inhibition\nA,0,nM,98\nA,1,nM,55\nA,9,nM,5\n", ISO_ERROR_UNITS, 1, NULL, "It looks like viability", 0 },
  { "drug,dose,unit,fa\nA,1,nM,0.95\nA,9,nM,0.1\n", ISO_ERROR_UNITS, 1, NULL, "it falls with the dose", 0 },
  { "drug,dose,unit,fa\nA,1,nM,5\nA,9,nM,90\n", ISO_ERROR_UNITS, 1, NULL, "but reach 90", 0 },
  { "drug,dose,unit,% viability\nA,0,nM,1.01\nA,9,nM,0.2\n", ISO_ERROR_UNITS, 1, NULL, "Read them as fractions", 0 },
  { "drug,dose,unit,viability\nA,1,nM,55\n", ISO_ERROR_UNITS, 1, NULL, "says that it is viability", ISO_RESPONSE_INHIBITION },
  { "drug,dose,unit,fa\nA,-1,nM,0.5\n", ISO_ERROR_RANGE, 2, "dose", "negative", 0 },
  { "drug,dose,unit,fa\nA,1,furlong,0.5\n", ISO_ERROR_UNITS, 2, "unit", "“furlong” is not a unit", 0 },
  { "drug,dose (furlong),fa\nA,1,0.5\n", ISO_ERROR_UNITS, 1, NULL, "“furlong” is not a unit", 0 },
  { "drug,dose,unit,fa\nA,1,nM,0.5\nA,1,ng/mL,0.5\n", ISO_ERROR_UNITS, 3, "dose", "cannot be converted", 0 },
  { "drug,dose,unit,fa\nA,1,nM,0.5\nA,1,,0.5\n", ISO_ERROR_UNITS, 3, "dose", "some have none", 0 },
  { "drug,dose,unit,fa\nA,x,nM,0.5\n", ISO_ERROR_SYNTAX, 2, "dose", "“x” is not a number", 0 },
  { "drug,dose,unit,fa\nA,1,nM,high\n", ISO_ERROR_SYNTAX, 2, "fa", "“high” is not a number", 0 },
  { "drug,dose,unit,fa\nA,,nM,0.5\n", ISO_ERROR_SYNTAX, 2, NULL, "no dose", 0 },
  { "drug,dose,unit,fa\n,1,nM,0.5\n", ISO_ERROR_SYNTAX, 2, "dose", "no drug", 0 },
  { "drug,dose,unit,role,fa\nA,1,nM,wizard,0.5\n", ISO_ERROR_SYNTAX, 2, "role", "“wizard” is not a role", 0 },
  { "drug,dose,unit,role,fa\nA,1,nM,vehicle,0.5\n", ISO_ERROR_RANGE, 2, NULL, "has the role “vehicle” and a dose of A", 0 },
  { "drug,dose,unit,well,fa\nA,1,nM,7,0.5\n", ISO_ERROR_SYNTAX, 2, "well", "“7” is not a well", 0 },
  { "drug,dose,unit,well,fa\nA,1,nM,A49,0.5\n", ISO_ERROR_SYNTAX, 2, "well", "“A49” is not a well", 0 },
  { "drug,dose,unit,well,fa\nA,1,nM,B2,0.5\nA,2,nM,B02,0.6\n", ISO_ERROR_CORRUPT, 3, "well", "Well B2 stands twice: in line 2", 0 },
  { "drug,dose,row,column,fa\nA,1,B,x,0.5\n", ISO_ERROR_SYNTAX, 2, "row", "“Bx” is not a well", 0 },
  { "drug,dose,unit,replicate,fa\nA,1,nM,first,0.5\n", ISO_ERROR_SYNTAX, 2, "replicate", "replicate", 0 },
  { "drug,dose,unit,experiment,fa\nA,1,nM,,0.5\n", ISO_ERROR_SYNTAX, 2, "experiment", "which experiment", 0 },
  { "drug1,dose1,drug2,dose2,fa\nA,1,A,2,0.5\n", ISO_ERROR_RANGE, 2, "dose2", "A stands twice", 0 },
  { "a (nM),b (nM),c (nM),d (nM),fa\n1,1,1,1,0.5\n", ISO_ERROR_RANGE, 2, "d (nM)", "at most three drugs", 0 },
  { "drug,dose,conc,fa\nA,1,1,0.5\n", ISO_ERROR_SYNTAX, 1, NULL, "“dose” and “conc” mean the same", 0 },
  { "drug1,dose1,drug2,fa\nA,1,B,0.5\n", ISO_ERROR_SYNTAX, 1, NULL, "no column “dose2”", 0 },
  { "drug,fa\nA,0.5\n", ISO_ERROR_SYNTAX, 1, NULL, "no column “dose”", 0 },
  { "name,number\nA,0.5\n", ISO_ERROR_NO_DATA, 1, NULL, "No column holds doses", 0 },
  { "drug,dose,result\nA,1,0.5\n", ISO_ERROR_NO_DATA, 1, NULL, "without another meaning are: result", 0 },
  { "drug,dose\nA,1\n", ISO_ERROR_NO_DATA, 1, NULL, "The table has no responses", 0 },
  { "drug,dose,one,0.25,two,0.5\nA,1,x,1,x,2\n", ISO_ERROR_NO_DATA, 1, NULL, "those without another meaning are: one, two.", 0 },
  { "drug,dose,fa\n", ISO_ERROR_NO_DATA, 1, NULL, "no row below the header", 0 },
  { "drug,dose,fa\nA,1,\n", ISO_ERROR_NO_DATA, 1, NULL, "holds no number", 0 },
  { "drug,dose,unit,fa\nA,1,nM,0.5\nA,2,n", ISO_ERROR_CORRUPT, 3, NULL, "stops in the middle", 0 },
  { "drug,dose,unit,viability\nA,0,nM,99\nA,0,5,nM,87,3\n", ISO_ERROR_SYNTAX, 3, NULL, "save the table with semicolons", 0 },
  { "drug,dose,unit,viability\nA,\"0,5\",nM,99\n", ISO_ERROR_SYNTAX, 2, "dose", "decimal comma or with a thousands separator", 0 },
  { "drug;dose;unit;viability\nA;0;nM;99\nA;1,234;nM;87\n", ISO_ERROR_SYNTAX, 3, "dose", "decimal comma or with a thousands", 0 },
  { "Drug1:,A\nDrug2:,\n,0,1\n0,1,2\n", ISO_ERROR_SYNTAX, 3, NULL, "A dose matrix begins", ISO_RESPONSE_VIABILITY },
  { "Drug1:,A\nDrug2:,B\nCell,x\nConcUnit:,uM\n,0,1\n0,99,2,3\n", ISO_ERROR_SYNTAX, 6, NULL, "more cells", ISO_RESPONSE_VIABILITY },
  { "Drug1:,A\nDrug2:,B\nCell,x\nConcUnit:,pints\n", ISO_ERROR_UNITS, 4, NULL, "“pints”", ISO_RESPONSE_VIABILITY },
  { "Drug1:,A\nDrug2:,B\nCell,x\n", ISO_ERROR_NO_DATA, 1, NULL, "no dose matrix", ISO_RESPONSE_VIABILITY },
  { "PK\003\004 and so on", ISO_ERROR_UNSUPPORTED, 0, NULL, "", 0 },
};

static void
test_refuses (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) e = NULL;
  const IsoMessage *message;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = refusal->response;
  e = read_with (refusal->text, &options, &error);
  g_assert_null (e);
  g_assert_error (error, ISO_ERROR, (int) refusal->code);
  message = iso_error_get_message (error);
  g_assert_cmpstr (message->place.file, ==, "t.csv");
  g_assert_cmpuint (message->place.line, ==, refusal->line);
  g_assert_cmpstr (message->place.cell, ==, refusal->cell);
  if (strstr (error->message, refusal->part) == NULL)
    g_error ("“%s” is not in “%s”", refusal->part, error->message);
}

/* What was refused can be read once the person has said what was asked. */
static void
test_answers (void)
{
  static const struct
  {
    const char      *text;
    IsoTableOptions  options;
  } cases[] = {
    { "drug,dose,unit,response\nA,1,nM,55\n", { .response = ISO_RESPONSE_VIABILITY } },
    { "drug,dose,unit,inhibition\nA,1,nM,0.01\nA,9,nM,0.2\n", { .scale = ISO_SCALE_PERCENT } },
    { "drug,dose,unit,inhibition\nA,1,nM,0.01\nA,9,nM,0.2\n", { .scale = ISO_SCALE_FRACTION } },
    { "drug,dose,unit,viability\nA,0,nM,2\nA,1,nM,55\nA,9,nM,95\n", { .response = ISO_RESPONSE_RAW } },
    { "drug;dose;unit;viability\nA;0;nM;99\nA;1,234;nM;87\n", { .decimal_given = TRUE, .decimal = ISO_DECIMAL_COMMA } },
    { "drug,dose,unit,viability\nA,\"0,5\",nM,99\n", { .decimal_given = TRUE, .decimal = ISO_DECIMAL_COMMA } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoExperiment) e = read_with (cases[i].text, &cases[i].options, &error);

      g_assert_no_error (error);
      g_assert_nonnull (e);
    }
}

static void
test_asks (void)
{
  static const struct
  {
    const char   *text;
    IsoTableAsks  asks;
  } cases[] = {
    { "drug,dose,response\nA,1,55\n", ISO_TABLE_ASKS_RESPONSE },
    { "drug,dose,response\nA,0,1\nA,1,0.5\n", ISO_TABLE_ASKS_RESPONSE },
    { "drug,dose,inhibition\nA,1,0.01\nA,9,0.2\n", ISO_TABLE_ASKS_SCALE },
    { "drug,dose,fa\nA,-1,0.01\n", ISO_TABLE_ASKS_NOTHING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      IsoTableOptions options;

      iso_table_options_init (&options);
      g_assert_null (read_with (cases[i].text, &options, &error));
      g_assert_cmpint (iso_table_error_asks (error), ==, cases[i].asks);
    }
}

static void
test_plate_size (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) e = NULL;
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.format = iso_plate_format_find (96);
  e = read_with ("drug,dose,well,plate,fa\nA,1,H12,P,0.5\n", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (iso_experiment_plate (e, 0)->format->wells, ==, 96);

  g_assert_null (read_with ("drug,dose,well,fa\nA,1,I1,0.5\n", &options, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, "Well I1 is not on a plate of 96 wells"));
}

/* --- anything at all -------------------------------------------------------------------------------------------------------- */

/* Bytes changed, removed, doubled and cut: either an experiment or an error with a sentence, and the sanitizers have nothing to say. */
static void
test_mutations (void)
{
  static const char *const seeds[] = {
    "# title: T\nplate,well,experiment,sample,role,drug1,dose1,unit1,drug2,dose2,unit2,viability\n"
    "P1,A1,1,S,vehicle,,,,,,,99\nP1,A2,1,S,,A,30,nM,B,1.2,uM,41.5\nP1,A3,2,S,,A,\"0,5\",nM,,,,OVRFLW\n",
    "drug;dose;unit;response\nA;0;nM;99,5\nA;0,5;nM;87,3\nA;12,5;nM;20,1\n",
    "Drug1:,A,,\nDrug2:,B,,\nCell,X,,\nConcUnit:,uM,,\n,0,0.5,2\n0,-1,10,30\n4,20,50,90\n",
  };
  static const char alphabet[] = ",;\t\n\r\"#.-+0123456789eEAz:%() \377\302\265";
  IsoRandom random;
  guint read = 0, refused = 0;

  iso_random_init (&random, 20240611, 7);
  for (guint i = 0; i < 6000; i++)
    {
      const char *seed = seeds[i % G_N_ELEMENTS (seeds)];
      g_autoptr (GString) text = g_string_new (seed);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (IsoSource) source = NULL;
      g_autoptr (IsoExperiment) e = NULL;
      IsoTableOptions options;

      for (guint n = 1 + iso_random_below (&random, 3); n > 0 && text->len > 1; n--)
        {
          guint at = iso_random_below (&random, (guint32) text->len - 1);
          char c = alphabet[iso_random_below (&random, sizeof alphabet - 1)];

          switch (iso_random_below (&random, 5))
            {
            case 0: text->str[at] = c; break;
            case 1: g_string_erase (text, at, 1); break;
            case 2: g_string_insert_c (text, at, c); break;
            case 3: g_string_truncate (text, at + 1); break;
            default: g_string_insert_len (text, at, seed, 20); break;
            }
        }
      bytes = g_bytes_new (text->str, text->len);
      source = iso_source_new ("t.csv", bytes, &error);
      g_assert_no_error (error);
      iso_table_options_init (&options);
      options.response = iso_random_below (&random, 3) > 0 ? ISO_RESPONSE_RAW : (IsoResponse) iso_random_below (&random, 6);
      e = iso_table_read (source, &options, &error);
      g_assert_true ((e != NULL) != (error != NULL));
      if (e != NULL)
        read++;
      else
        g_assert_nonnull (iso_error_get_message (error));
      refused += error != NULL;
    }
  /* The mutations are mild enough that both happen. */
  g_assert_cmpuint (read, >, 500);
  g_assert_cmpuint (refused, >, 500);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/table/full", test_full);
  g_test_add_func ("/table/plates-of-runs", test_plates_of_runs);
  g_test_add_func ("/table/headers", test_headers);
  g_test_add_func ("/table/response-headers", test_response_headers);
  g_test_add_func ("/table/controls", test_controls);
  g_test_add_func ("/table/decimal-comma", test_decimal_comma);
  g_test_add_func ("/table/adopted-response", test_adopted_response);
  g_test_add_func ("/table/row-and-column", test_row_and_column);
  g_test_add_func ("/table/matrix", test_matrix);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table/refuses/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &refusals[i], test_refuses);
    }
  g_test_add_func ("/table/answers", test_answers);
  g_test_add_func ("/table/asks", test_asks);
  g_test_add_func ("/table/plate-size", test_plate_size);
  g_test_add_func ("/table/mutations", test_mutations);
  return g_test_run ();
}
