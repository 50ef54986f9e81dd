/* test-iso-plate-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plate/iso-plate-format.h"

static void
test_table (void)
{
  const IsoPlateFormat *last = NULL;
  guint n = 0;

  for (const IsoPlateFormat *format; (format = iso_plate_format_nth (n)) != NULL; n++)
    {
      g_assert_cmpuint (format->rows * format->columns, ==, format->wells);
      g_assert_cmpuint (format->rows, <=, ISO_MAX_ROWS);
      g_assert_cmpuint (format->columns, <=, ISO_MAX_COLUMNS);
      g_assert_true (iso_plate_format_find (format->wells) == format);
      g_assert_true (last == NULL || last->wells < format->wells);
      last = format;
    }
  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpuint (last->wells, ==, ISO_MAX_ROWS * ISO_MAX_COLUMNS);
  g_assert_null (iso_plate_format_find (100));
  g_assert_null (iso_plate_format_find (0));
}

static void
test_holding (void)
{
  g_assert_cmpuint (iso_plate_format_holding (1, 1)->wells, ==, 6);
  g_assert_cmpuint (iso_plate_format_holding (8, 12)->wells, ==, 96);
  g_assert_cmpuint (iso_plate_format_holding (9, 2)->wells, ==, 384);
  g_assert_cmpuint (iso_plate_format_holding (2, 13)->wells, ==, 384);
  g_assert_cmpuint (iso_plate_format_holding (32, 48)->wells, ==, 1536);
  g_assert_null (iso_plate_format_holding (33, 1));
  g_assert_null (iso_plate_format_holding (1, 49));
}

static void
test_index (void)
{
  const IsoPlateFormat *format = iso_plate_format_find (96);

  g_assert_cmpuint (iso_plate_format_index (format, (IsoWell) { 2, 4 }), ==, 28);
  for (guint i = 0; i < format->wells; i++)
    g_assert_cmpuint (iso_plate_format_index (format, iso_plate_format_well (format, i)), ==, i);
  g_assert_true (iso_plate_format_has (format, (IsoWell) { 7, 11 }));
  g_assert_false (iso_plate_format_has (format, (IsoWell) { 8, 0 }));
  g_assert_false (iso_plate_format_has (format, (IsoWell) { 0, 12 }));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/plate-format/table", test_table);
  g_test_add_func ("/plate-format/holding", test_holding);
  g_test_add_func ("/plate-format/index", test_index);
  return g_test_run ();
}
