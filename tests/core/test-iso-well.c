/* test-iso-well.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plate/iso-well.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    guint       row, column;
  } cases[] = {
    { "A1", 0, 0 }, { "c05", 2, 4 }, { "C 5", 2, 4 }, { "C:5", 2, 4 }, { " H12 ", 7, 11 }, { "P24", 15, 23 }, { "Z1", 25, 0 },
    { "AA12", 26, 11 }, { "aa012", 26, 11 }, { "AF48", 31, 47 }, { "B-7", 1, 6 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      IsoWell well = { 99, 99 };

      g_assert_true (iso_well_parse (cases[i].text, &well));
      g_assert_cmpuint (well.row, ==, cases[i].row);
      g_assert_cmpuint (well.column, ==, cases[i].column);
    }
}

static void
test_parse_refuses (void)
{
  static const char *const texts[] = {
    "", "A", "1", "A0", "A00", "A49", "AG1", "BA1", "AAA1", "A1B", "A1 2", "A 1 2", "1A", "Ä1", "A0001", "A1.0", "A99999999999",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      IsoWell well = { 99, 99 };

      g_assert_false (iso_well_parse (texts[i], &well));
      g_assert_cmpuint (well.row, ==, 99);
    }
}

static void
test_names (void)
{
  char name[ISO_WELL_NAME_SIZE];

  for (guint row = 0; row < ISO_MAX_ROWS; row++)
    {
      g_assert_cmpint (iso_row_parse (iso_row_name (row, name), FALSE), ==, (int) row);
      for (guint column = 0; column < ISO_MAX_COLUMNS; column++)
        {
          IsoWell well = { (guint8) row, (guint8) column }, read;

          g_assert_true (iso_well_parse (iso_well_name (well, name), &read));
          g_assert_cmpuint (read.row, ==, row);
          g_assert_cmpuint (read.column, ==, column);
        }
    }
  g_assert_cmpstr (iso_well_name ((IsoWell) { 2, 4 }, name), ==, "C5");
  g_assert_cmpstr (iso_well_name ((IsoWell) { 31, 47 }, name), ==, "AF48");
}

static void
test_row (void)
{
  g_assert_cmpint (iso_row_parse ("a", FALSE), ==, 0);
  g_assert_cmpint (iso_row_parse ("a", TRUE), ==, 26);
  g_assert_cmpint (iso_row_parse ("f", TRUE), ==, 31);
  g_assert_cmpint (iso_row_parse ("g", TRUE), ==, -1);
  g_assert_cmpint (iso_row_parse ("A", TRUE), ==, 0);
  g_assert_cmpint (iso_row_parse ("AF", FALSE), ==, 31);
  g_assert_cmpint (iso_row_parse ("AG", FALSE), ==, -1);
  g_assert_cmpint (iso_row_parse ("", FALSE), ==, -1);
  g_assert_cmpint (iso_row_parse ("1", FALSE), ==, -1);
  g_assert_cmpint (iso_row_parse ("A ", FALSE), ==, -1);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/well/parse", test_parse);
  g_test_add_func ("/well/parse-refuses", test_parse_refuses);
  g_test_add_func ("/well/names", test_names);
  g_test_add_func ("/well/row", test_row);
  return g_test_run ();
}
