/* test-iso-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "writer/iso-csv.h"
#include "writer/iso-readout-writer.h"

static void
test_cells (void)
{
  IsoCsv *csv = iso_csv_new ("a", "b, c", "d", NULL);
  g_autofree char *text = NULL;

  iso_csv_add_string (csv, "plain µ");
  iso_csv_add_number (csv, 0.1);
  iso_csv_add_count (csv, 7);
  iso_csv_end_row (csv);
  iso_csv_add_string (csv, "say \"so\"");
  iso_csv_add_number (csv, NAN);
  iso_csv_add_string (csv, NULL);
  iso_csv_end_row (csv);
  iso_csv_add_string (csv, "two\nlines");
  iso_csv_add_string (csv, " blank before");
  iso_csv_add_string (csv, "");
  iso_csv_end_row (csv);
  text = iso_csv_finish (csv);
  g_assert_cmpstr (text, ==, "a,\"b, c\",d\nplain µ,0.1,7\n\"say \"\"so\"\"\",,\n\"two\nlines\",\" blank before\",\n");
}

static void
test_readouts (void)
{
  g_autoptr (GPtrArray) readouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);
  IsoReadout *readout = iso_readout_new ("f.txt", "gen5", 2);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P");
  IsoRead *read = iso_read_plate_add (plate, "562", FALSE);
  IsoRead *other = iso_read_plate_add (plate, "660", TRUE);
  g_autofree char *all = NULL, *one = NULL, *json = NULL;

  g_ptr_array_add (readouts, readout);
  plate->format = iso_plate_format_find (96);
  iso_read_add (read, (IsoWell) { 0, 0 }, 0.25, ISO_FLAG_NONE, NULL, 3);
  iso_read_add (read, (IsoWell) { 0, 1 }, 0.5, ISO_FLAG_MASKED, g_strdup ("*0.5*"), 3);
  iso_read_add (read, (IsoWell) { 1, 0 }, NAN, ISO_FLAG_OVERFLOW, g_strdup ("OVRFLW"), 4);
  iso_read_add (read, (IsoWell) { 1, 1 }, NAN, ISO_FLAG_ERROR, g_strdup ("odd, very"), 4);
  iso_read_add (other, (IsoWell) { 7, 11 }, 1, ISO_FLAG_NONE, NULL, 9);

  all = iso_readouts_csv (readouts, NULL);
  g_assert_cmpstr (all, ==,
                   "file,plate,read,well,value,flag\n"
                   "f.txt,P,562,A1,0.25,\n"
                   "f.txt,P,562,A2,0.5,masked\n"
                   "f.txt,P,562,B1,,overflow\n"
                   "f.txt,P,562,B2,,\"error:odd, very\"\n"
                   "f.txt,P,660,H12,1,\n");
  one = iso_readouts_csv (readouts, "660");
  g_assert_cmpstr (one, ==, "file,plate,read,well,value,flag\nf.txt,P,660,H12,1,\n");
  json = iso_readouts_json (readouts, "660", "a program");
  g_assert_nonnull (g_strstr_len (json, -1, "\"calculated\": true"));
  g_assert_null (g_strstr_len (json, -1, "562"));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/csv/cells", test_cells);
  g_test_add_func ("/csv/readouts", test_readouts);
  return g_test_run ();
}
