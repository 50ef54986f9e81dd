/* test-iso-table-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "reader/iso-table-layout.h"

#include <string.h>

#define HEADER "plate,well,experiment,role,drug,dose,unit\n"

static GPtrArray *
read_layout (const char *text, IsoExperiment *experiment, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (IsoSource) source = iso_source_new ("layout.csv", bytes, error);
  IsoTableOptions options;

  g_assert_nonnull (source);
  iso_table_options_init (&options);
  return iso_table_layout_read (source, &options, experiment, error);
}

static void
add_plate (IsoReadout *readout, const char *name, double a1, double a2)
{
  IsoReadPlate *plate = iso_readout_add_plate (readout, name);
  IsoRead *read = iso_read_plate_add (plate, "562", FALSE);

  plate->format = iso_plate_format_find (96);
  iso_read_add (read, (IsoWell) { 0, 0 }, a1, ISO_FLAG_NONE, NULL, 5);
  iso_read_add (read, (IsoWell) { 0, 1 }, a2, ISO_FLAG_NONE, NULL, 5);
}

static GPtrArray *
make_readouts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);
}

static IsoReadout *
add_readout (GPtrArray *readouts, const char *file)
{
  IsoReadout *readout = iso_readout_new (file, "gen5", 1);

  g_ptr_array_add (readouts, readout);
  return readout;
}

static const IsoRecord *
record (const IsoExperiment *experiment, guint i)
{
  return &g_array_index (experiment->records, IsoRecord, i);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts = read_layout (
    HEADER "P1,A1,e1,vehicle,,,\nP1,A2,e1,,A,10,nM\nP1,H12,e1,blank,,,\nP2,A1,e2,treated,A,1,uM\n", experiment, &error);
  IsoLayout *first, *second;

  g_assert_no_error (error);
  g_assert_cmpuint (layouts->len, ==, 2);
  first = g_ptr_array_index (layouts, 0);
  second = g_ptr_array_index (layouts, 1);
  g_assert_cmpstr (first->plate, ==, "P1");
  g_assert_cmpstr (first->experiment, ==, "e1");
  g_assert_cmpuint (first->format->wells, ==, 96);
  g_assert_cmpint (iso_layout_well (first, (IsoWell) { 0, 0 })->role, ==, ISO_ROLE_VEHICLE);
  g_assert_cmpint (iso_layout_well (first, (IsoWell) { 7, 11 })->role, ==, ISO_ROLE_BLANK);
  g_assert_cmpint (iso_layout_well (first, (IsoWell) { 3, 3 })->role, ==, ISO_ROLE_EMPTY);
  g_assert_cmpfloat (iso_layout_well (first, (IsoWell) { 0, 1 })->doses[0].achieved, ==, 10 / 1e9);
  g_assert_cmpuint (second->format->wells, ==, 6);
  g_assert_cmpfloat (iso_layout_well (second, (IsoWell) { 0, 0 })->doses[0].achieved, ==, 1 / 1e6);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char   *text;
    IsoErrorCode  code;
    guint         line;
    const char   *part;
  } cases[] = {
    { "drug,dose,unit\nA,1,nM\n", ISO_ERROR_NO_DATA, 1, "A layout needs a column “well”" },
    { "well,name\nA1,x\n", ISO_ERROR_NO_DATA, 1, "needs doses or roles" },
    { HEADER "P1,A1,e1,vehicle,,,\nP1,A01,e1,vehicle,,,\n", ISO_ERROR_CORRUPT, 3, "stands twice: in line 2" },
    { HEADER "P1,A1,e1,vehicle,,,\nP1,A2,e2,vehicle,,,\n", ISO_ERROR_RANGE, 3,
      "is in experiment “e1” above and in “e2” here" },
    { HEADER "P1,,e1,vehicle,,,\n", ISO_ERROR_SYNTAX, 2, "names no well" },
    { HEADER ",A1,e1,vehicle,,,\n", ISO_ERROR_SYNTAX, 2, "does not name its plate" },
    { HEADER, ISO_ERROR_NO_DATA, 1, "no row below" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoExperiment) experiment = iso_experiment_new ();

      g_assert_null (read_layout (cases[i].text, experiment, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_cmpuint (iso_error_get_message (error)->place.line, ==, cases[i].line);
      if (strstr (error->message, cases[i].part) == NULL)
        g_error ("“%s” is not in “%s”", cases[i].part, error->message);
    }
}

/* Three files of one plate each, one map: each file is a run. */
static void
test_one_map (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts =
    read_layout ("well,role,drug,dose,unit\nA1,vehicle,,,\nA2,,A,1,nM\n", experiment, &error);
  g_autoptr (GPtrArray) readouts = make_readouts ();
  IsoTableJoin join = { 0 };

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("dir/day%u.txt", i);

      add_plate (add_readout (readouts, name), "Plate 1", i, 10 * i);
    }
  g_assert_true (iso_table_layout_join (experiment, layouts, readouts, &join, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (experiment->records->len, ==, 6);
  g_assert_cmpuint (experiment->runs->len, ==, 3);
  g_assert_cmpuint (experiment->plates->len, ==, 3);
  g_assert_cmpstr (iso_experiment_run (experiment, 1), ==, "day2");
  g_assert_cmpstr (iso_experiment_plate (experiment, 2)->name, ==, "day3");
  g_assert_cmpfloat (record (experiment, 5)->response, ==, 30);
  g_assert_cmpint (record (experiment, 4)->role, ==, ISO_ROLE_VEHICLE);
}

/* One file with two plates, told apart by name, and called as the layout calls them; a run per plate where asked for,
 * else the layout's. */
static void
test_named_plates (void)
{
  static const char text[] = HEADER "1,A1,e1,vehicle,,,\n2,A1,e1,,A,1,nM\n";
  static const struct
  {
    IsoRunPer   run_per;
    guint       n_runs;
    const char *run;
  } cases[] = { { ISO_RUN_PER_LAYOUT, 1, "e1" }, { ISO_RUN_PER_FILE, 1, "f" }, { ISO_RUN_PER_PLATE, 2, "1" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
      g_autoptr (GPtrArray) layouts = read_layout (text, experiment, &error);
      g_autoptr (GPtrArray) readouts = make_readouts ();
      IsoReadout *readout = add_readout (readouts, "f.txt");
      IsoTableJoin join = { .run_per = cases[i].run_per };

      add_plate (readout, "Plate 1", 1, 2);
      add_plate (readout, "Plate 2", 3, 4);
      g_assert_true (iso_table_layout_join (experiment, layouts, readouts, &join, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (experiment->runs->len, ==, cases[i].n_runs);
      g_assert_cmpstr (iso_experiment_run (experiment, 0), ==, cases[i].run);
      g_assert_cmpstr (iso_experiment_plate (experiment, 1)->name, ==, "2");
      g_assert_cmpfloat (record (experiment, 1)->response, ==, 3);
    }
}

static void
test_unmatched (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts = read_layout (HEADER "1,A1,e1,vehicle,,,\n3,A1,e1,,A,1,nM\n", experiment, &error);
  g_autoptr (GPtrArray) readouts = make_readouts ();
  IsoTableJoin join = { 0 };

  add_plate (add_readout (readouts, "f.txt"), "Plate 1", 1, 2);
  g_assert_false (iso_table_layout_join (experiment, layouts, readouts, &join, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  g_assert_cmpstr (error->message, ==,
                   "The layout's plate “3” was not read. Plates that were read: f.txt (Plate 1). Plates of the layout: "
                   "1, 3. "
                   "Give the missing file too, or name the layout's plates as they are called in the files.");
  g_clear_error (&error);

  add_plate (add_readout (readouts, "3.txt"), "", 1, 2);
  add_plate (add_readout (readouts, "g.txt"), "Plate 7", 1, 2);
  g_assert_false (iso_table_layout_join (experiment, layouts, readouts, &join, &error));
  g_assert_nonnull (strstr (error->message, "No layout is for the plate “Plate 7” of this file."));
  g_assert_nonnull (strstr (error->message, "f.txt (Plate 1), 3.txt, g.txt (Plate 7)"));
  g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "g.txt");
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/layout/read", test_read);
  g_test_add_func ("/layout/refuses", test_refuses);
  g_test_add_func ("/layout/one-map", test_one_map);
  g_test_add_func ("/layout/named-plates", test_named_plates);
  g_test_add_func ("/layout/unmatched", test_unmatched);
  return g_test_run ();
}
