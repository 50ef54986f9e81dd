/* test-iso-sheet.c - rows as comma-separated values and as workbooks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "reader/iso-text.h"
#include "writer/iso-readout-writer.h"
#include "writer/iso-sheet.h"

#include <string.h>

static IsoSheet *
make_sheet (void)
{
  IsoSheet *sheet = iso_sheet_new ("Cells", "a", "b, c", "d", NULL);

  iso_sheet_add_text (sheet, "plain µ");
  iso_sheet_add_number (sheet, 0.1);
  iso_sheet_add_count (sheet, 7);
  iso_sheet_end_row (sheet);
  iso_sheet_add_text (sheet, "say \"so\"");
  iso_sheet_add_number (sheet, NAN);
  iso_sheet_add_text (sheet, NULL);
  iso_sheet_end_row (sheet);
  iso_sheet_add_text (sheet, "two\nlines");
  iso_sheet_add_text (sheet, " blank before");
  iso_sheet_add_text (sheet, "");
  iso_sheet_end_row (sheet);
  return sheet;
}

static void
test_csv (void)
{
  g_autoptr (IsoSheet) sheet = make_sheet ();
  g_autofree char *text = iso_sheet_to_csv (sheet);

  g_assert_cmpuint (iso_sheet_n_rows (sheet), ==, 4);
  g_assert_cmpstr (text, ==, "a,\"b, c\",d\nplain µ,0.1,7\n\"say \"\"so\"\"\",,\n\"two\nlines\",\" blank before\",\n");
}

static GBytes *
write_workbook (GError **error, IsoSheet *first, IsoSheet *second)
{
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_sheet_free);

  g_ptr_array_add (sheets, first);
  if (second != NULL)
    g_ptr_array_add (sheets, second);
  return iso_sheets_to_xlsx (sheets, error);
}

/* What was written is read back: the same cells in the same sheets. */
static void
test_workbook (void)
{
  IsoSheet *wells = iso_sheet_new ("Wells", "well", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL, again = NULL;
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (IsoText) text = NULL;

  bytes = write_workbook (&error, make_sheet (), wells);
  g_assert_no_error (error);
  source = iso_source_new ("results.xlsx", bytes, &error);
  text = iso_text_new (source, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (iso_text_sheet (text, 0), ==, "Cells");
  g_assert_cmpstr (iso_text_cell (text, 0, 1), ==, "b, c");
  g_assert_cmpstr (iso_text_cell (text, 1, 0), ==, "plain µ");
  g_assert_cmpstr (iso_text_cell (text, 1, 1), ==, "0.1");
  g_assert_cmpstr (iso_text_cell (text, 1, 2), ==, "7");
  g_assert_cmpstr (iso_text_cell (text, 2, 0), ==, "say \"so\"");
  g_assert_cmpstr (iso_text_cell (text, 2, 1), ==, "");
  g_assert_cmpstr (iso_text_cell (text, 3, 0), ==, "two\nlines");
  g_assert_cmpstr (iso_text_sheet (text, iso_text_n_rows (text) - 1), ==, "Wells");

  again = write_workbook (&error, make_sheet (), iso_sheet_new ("Wells", "well", NULL));
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, again));
}

static void
test_workbook_too_large (void)
{
  g_autofree char *longest = g_strnfill (32767, 'x'), *longer = g_strnfill (32768, 'x');
  IsoSheet *sheet = iso_sheet_new ("Texts", "text", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  iso_sheet_add_text (sheet, longest);
  iso_sheet_end_row (sheet);
  bytes = write_workbook (&error, sheet, NULL);
  g_assert_no_error (error);
  g_assert_nonnull (bytes);

  sheet = iso_sheet_new ("Texts", "text", NULL);
  iso_sheet_add_text (sheet, longer);
  iso_sheet_end_row (sheet);
  g_assert_null (write_workbook (&error, sheet, NULL));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "CSV"));
  g_clear_error (&error);

  sheet = iso_sheet_new ("Rows", "n", NULL);
  for (guint i = 0; i < 1048576; i++)
    iso_sheet_add_count (sheet, i);
  g_assert_null (write_workbook (&error, sheet, NULL));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "1,048,576"));
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
  g_test_add_func ("/sheet/csv", test_csv);
  g_test_add_func ("/sheet/workbook", test_workbook);
  g_test_add_func ("/sheet/workbook/too-large", test_workbook_too_large);
  g_test_add_func ("/sheet/readouts", test_readouts);
  return g_test_run ();
}
