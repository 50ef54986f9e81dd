/* test-iso-plate-grid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-io-test.h"
#include "reader/iso-plate-grid.h"

#include <string.h>

static IsoText *
make_text (const char *contents)
{
  g_autoptr (IsoSource) source = iso_io_test_source (contents);
  g_autoptr (GError) error = NULL;
  IsoText *text = iso_text_new (source, &error);

  g_assert_no_error (error);
  return text;
}

/* "first cell, first column, columns; plate rows; end; wells" of the grid in this row; "none". */
static void
check (const char *contents, guint row, IsoGridFlags flags, const char *expected)
{
  g_autoptr (IsoText) text = make_text (contents);
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, row, flags);
  g_autoptr (GString) found = g_string_new (NULL);

  if (grid == NULL)
    {
      g_assert_cmpstr ("none", ==, expected);
      return;
    }
  g_assert_true (iso_plate_grid_is_header (text, row));
  g_string_append_printf (found, "%u,%u,%u;", grid->first_cell, grid->first_column, grid->n_columns);
  for (guint i = 0; i < grid->lines->len; i++)
    g_string_append_printf (found, "%s%u", i > 0 ? "," : "", g_array_index (grid->lines, IsoGridLine, i).plate_row);
  g_string_append_printf (found, ";%u;%u", grid->end, iso_plate_grid_format (grid)->wells);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_headers (void)
{
  check (",1,2,3\nA,5,6,7\nB,5,6,7\n", 0, ISO_GRID_PLAIN, "1,0,3;0,1;3;6");
  check (",01,02,03,04\nA,5,6,7,8\n\nB,1,1,1,1\n", 0, ISO_GRID_PLAIN, "1,0,4;0;2;12");
  check ("<>,1.0,2.0\nA,5,6\n", 0, ISO_GRID_PLAIN, "1,0,2;0;2;6");
  check ("Abs,4,5,6\nC,5,6,7\n", 0, ISO_GRID_PLAIN, "1,3,3;2;2;24");
  check (",,Reading:,,1,2,3\n,,,A,5,6,7\n", 0, ISO_GRID_PLAIN, "4,0,3;0;2;6");
  /* Rows are what their letters say, however many are left out. */
  check (",1,2\nA,5,6\nE,5,6\nI,5,6\nM,5,6\n", 0, ISO_GRID_PLAIN, "1,0,2;0,4,8,12;5;384");
  check (",1,2\nA,5,6\nY,5,6\ne,5,6\n", 0, ISO_GRID_PLAIN, "1,0,2;0,24,30;4;1536");
  check (",1,2\nZ,5,6\nAA,5,6\nAF,5,6\n", 0, ISO_GRID_PLAIN, "1,0,2;25,26,31;4;1536");
  check (",1,2\na,5,6\nb,5,6\n", 0, ISO_GRID_PLAIN, "1,0,2;0,1;3;6");
  /* No corner. */
  check ("1,2,3\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "1,0,3;0;2;6");
  /* Notes behind the last column do not belong to the grid. */
  check (",1,2,,note\nA,5,6,,8\n", 0, ISO_GRID_PLAIN, "1,0,2;0;2;6");
  /* One column. */
  check ("\t3\nA\t5\tlabel\nB\t6\tlabel\n", 0, ISO_GRID_PLAIN, "1,2,1;0,1;3;6");
  check ("Plate,3\nA,5\n", 0, ISO_GRID_PLAIN, "none");
  check (",3,x\nA,5,6\n", 0, ISO_GRID_PLAIN, "none");
}

static void
test_no_headers (void)
{
  check (",1,2,3\nX1,5,6,7\n", 0, ISO_GRID_PLAIN, "none");
  check (",1,3,2\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "none");
  check (",1,2,3\n\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "none");
  /* Values that look like column numbers. */
  check ("A,1,2,3\nB,4,5,6\n", 0, ISO_GRID_PLAIN, "none");
  check (",1,2,3,5\nA,5,6,7,8\n", 0, ISO_GRID_PLAIN, "none");
  check ("1,2,3\nA,5,6\n", 0, ISO_GRID_PLAIN, "none");
  check (",0,1,2\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "none");
  check (",47,48\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "1,46,2;0;2;1536");
  check (",47,48,49\nA,5,6,7\n", 0, ISO_GRID_PLAIN, "none");
  check (",49,50\nA,5,6\n", 0, ISO_GRID_PLAIN, "none");
  check ("x\n", 7, ISO_GRID_PLAIN, "none");
}

static void
test_continued (void)
{
  const char *contents = "\t1\t2\nA\t5\t6\t450\n\t7\t8\t600\nB\t5\t6\t450\n\t\t\t600\n\n";
  g_autoptr (IsoText) text = make_text (contents);
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_at (text, 0, ISO_GRID_CONTINUED);
  g_autofree char *label = iso_plate_grid_line_label (text, grid, 1);

  check (contents, 0, ISO_GRID_PLAIN, "1,0,2;0;2;6");
  check (contents, 0, ISO_GRID_CONTINUED, "1,0,2;0,0,1,1;5;6");
  g_assert_cmpstr (label, ==, "600");
  g_assert_cmpstr (iso_plate_grid_corner (text, grid), ==, "");
}

/* The text of `rows` lines with `before` empty cells, `columns` numbers and `after` empty cells each. */
static void
append_block (GString *text, guint rows, guint before, guint columns, guint after)
{
  for (guint r = 0; r < rows; r++)
    {
      for (guint c = 0; c < before + columns + after; c++)
        g_string_append_printf (text, "%s%s", c > 0 ? "," : "", c < before || c >= before + columns ? "" : "7");
      g_string_append_c (text, '\n');
    }
}

static void
check_bare (const char *contents, guint row, guint wells, guint top, guint rows, guint columns)
{
  g_autoptr (IsoText) text = make_text (contents);
  guint found_rows, found_columns;
  g_autoptr (IsoPlateGrid) grid = iso_plate_grid_bare_at (text, row, &found_rows, &found_columns);

  if (wells > 0)
    {
      g_assert_nonnull (grid);
      g_assert_cmpuint (iso_plate_grid_format (grid)->wells, ==, wells);
      g_assert_cmpuint (grid->top, ==, top);
      g_assert_cmpuint (grid->first_cell, ==, 0);
      g_assert_cmpuint (grid->end, ==, top + rows);
    }
  else
    {
      g_assert_null (grid);
    }
  g_assert_cmpuint (found_rows, ==, rows);
  g_assert_cmpuint (found_columns, ==, columns);
}

static void
test_bare (void)
{
  static const guint sizes[][3] = { { 96, 8, 12 }, { 384, 16, 24 }, { 1536, 32, 48 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      for (guint after = 0; after < 2; after++)
        {
          g_autoptr (GString) text = g_string_new (NULL);

          append_block (text, sizes[i][1], 0, sizes[i][2], after);
          check_bare (text->str, 0, sizes[i][0], 0, sizes[i][1], sizes[i][2]);
        }
    }
}

static void
test_bare_parts (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Two rows and one column at either end were not read: lines of delimiters, empty cells. */
  append_block (text, 2, 0, 0, 25);
  append_block (text, 12, 1, 21, 3);
  append_block (text, 2, 0, 0, 25);
  check_bare (text->str, 0, 384, 0, 16, 24);
}

static void
test_bare_padded (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_block (text, 1, 0, 0, 12);
  append_block (text, 8, 0, 12, 0);
  append_block (text, 3, 0, 0, 12);
  check_bare (text->str, 0, 96, 1, 8, 12);
}

static void
test_bare_refused (void)
{
  g_autoptr (GString) short_block = g_string_new (NULL);
  g_autoptr (GString) long_block = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new (NULL);

  append_block (short_block, 7, 0, 12, 1);
  check_bare (short_block->str, 0, 0, 0, 7, 12);
  append_block (long_block, 5000, 0, 12, 0);
  check_bare (long_block->str, 0, 0, 0, 41, 12);
  /* Thirteen numbers in a line are no plate with a delimiter at the end. */
  append_block (wide, 8, 0, 13, 0);
  check_bare (wide->str, 0, 0, 0, 8, 13);
  check_bare ("a,b\n1,2\n", 0, 0, 0, 0, 0);
  check_bare (",,\n,,\n", 0, 0, 0, 0, 0);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/plate-grid/headers", test_headers);
  g_test_add_func ("/plate-grid/no-headers", test_no_headers);
  g_test_add_func ("/plate-grid/continued", test_continued);
  g_test_add_func ("/plate-grid/bare", test_bare);
  g_test_add_func ("/plate-grid/bare-parts", test_bare_parts);
  g_test_add_func ("/plate-grid/bare-padded", test_bare_padded);
  g_test_add_func ("/plate-grid/bare-refused", test_bare_refused);
  return g_test_run ();
}
