/* test-iso-fill.c - maps that were drawn by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "dosing/iso-fill.h"

#include <string.h>

static double *
count_doses (guint n, double first)
{
  double *doses = g_new (double, n);

  for (guint i = 0; i < n; i++)
    doses[i] = first + i;
  return doses;
}

/* A series 1, 2, ... of drug 0. */
static void
init_series (IsoFill *fill, guint n, guint replicates, IsoFillDirection direction, IsoFillOrder order)
{
  memset (fill, 0, sizeof *fill);
  fill->n_axes = 1;
  fill->axes[0].n_steps = n;
  fill->axes[0].n_drugs = 1;
  fill->axes[0].doses[0] = count_doses (n, 1);
  fill->replicates = replicates;
  fill->direction = direction;
  fill->second = direction == ISO_FILL_DOWN ? ISO_FILL_ACROSS : ISO_FILL_DOWN;
  fill->order = order;
}

static guint
select_block (const IsoPlateFormat *format, const char *from, const char *to, IsoWell *wells)
{
  IsoWell first, last;
  guint n = 0;

  g_assert_true (iso_well_parse (from, &first) && iso_well_parse (to, &last));
  for (guint row = first.row; row <= last.row; row++)
    for (guint column = first.column; column <= last.column; column++)
      wells[n++] = (IsoWell) { (guint8) row, (guint8) column };
  g_assert_cmpuint (n, <=, format->wells);
  return n;
}

/* "B2=1 C2=2 | B3=1 ...": a bar before each new replicate. */
static char *
describe (GArray *fills)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fills->len; i++)
    {
      const IsoFillWell *well = &g_array_index (fills, IsoFillWell, i);
      char name[ISO_WELL_NAME_SIZE];

      if (i > 0)
        g_string_append (text, well->replicate != g_array_index (fills, IsoFillWell, i - 1).replicate ? " | " : " ");
      g_string_append_printf (text, "%s=", iso_well_name (well->well, name));
      for (guint j = 0; j < well->n_doses; j++)
        g_string_append_printf (text, "%s%c%.0f", j > 0 ? "+" : "", 'a' + well->drugs[j], well->doses[j]);
    }
  return g_string_free (text, FALSE);
}

static void
assert_placed (IsoFill *fill, guint plate, const char *from, const char *to, const char *expected)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate);
  g_autofree IsoWell *wells = g_new (IsoWell, format->wells);
  guint n = select_block (format, from, to, wells);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) fills = iso_fill_place (fill, format, wells, n, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (fills);
  g_assert_cmpstr (text, ==, expected);
  iso_fill_clear (fill);
}

static void
assert_refused (IsoFill *fill, guint plate, const char *from, const char *to, const char *sentence)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate);
  g_autofree IsoWell *wells = g_new (IsoWell, format->wells);
  guint n = select_block (format, from, to, wells);
  g_autoptr (GError) error = NULL;

  g_assert_null (iso_fill_place (fill, format, wells, n, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_nonnull (strstr (error->message, sentence));
  iso_fill_clear (fill);
}

static void
test_directions (void)
{
  IsoFill fill;

  init_series (&fill, 3, 2, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "D4", "B2=a1 C2=a2 D2=a3 | B3=a1 C3=a2 D3=a3");
  init_series (&fill, 3, 2, ISO_FILL_UP, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "D4", "D2=a1 C2=a2 B2=a3 | D3=a1 C3=a2 B3=a3");
  init_series (&fill, 3, 2, ISO_FILL_ACROSS, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "D4", "B2=a1 B3=a2 B4=a3 | C2=a1 C3=a2 C4=a3");
  init_series (&fill, 3, 1, ISO_FILL_BACK, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "D4", "B4=a1 B3=a2 B2=a3");
}

static void
test_lines (void)
{
  IsoFill fill;

  /* As many replicates as there is room for. */
  init_series (&fill, 2, 0, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "F3", "B2=a1 C2=a2 | D2=a1 E2=a2 | B3=a1 C3=a2 | D3=a1 E3=a2");
  /* Longer than a line: on into the next one. */
  init_series (&fill, 5, 1, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_placed (&fill, 96, "B2", "D3", "B2=a1 C2=a2 D2=a3 B3=a4 C3=a5");
  init_series (&fill, 6, 1, ISO_FILL_DOWN, ISO_FILL_SNAKE);
  assert_placed (&fill, 96, "B2", "D3", "B2=a1 C2=a2 D2=a3 D3=a4 C3=a5 B3=a6");
  init_series (&fill, 3, 2, ISO_FILL_ACROSS, ISO_FILL_SNAKE);
  assert_placed (&fill, 96, "B2", "C4", "B2=a1 B3=a2 B4=a3 | C4=a1 C3=a2 C2=a3");
}

/* The eight tips of a pipette reach every second row of a plate of 384 wells, every fourth of 1,536. */
static void
test_interleaved (void)
{
  IsoFill fill;

  init_series (&fill, 8, 2, ISO_FILL_DOWN, ISO_FILL_INTERLEAVED);
  assert_placed (&fill, 384, "A1", "P1", "A1=a1 C1=a2 E1=a3 G1=a4 I1=a5 K1=a6 M1=a7 O1=a8"
                                         " | B1=a1 D1=a2 F1=a3 H1=a4 J1=a5 L1=a6 N1=a7 P1=a8");
  init_series (&fill, 2, 4, ISO_FILL_ACROSS, ISO_FILL_INTERLEAVED);
  assert_placed (&fill, 1536, "A1", "A8", "A1=a1 A5=a2 | A2=a1 A6=a2 | A3=a1 A7=a2 | A4=a1 A8=a2");
}

/* One well is where it begins. */
static void
test_start (void)
{
  IsoFill fill;

  init_series (&fill, 3, 2, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_placed (&fill, 96, "C5", "C5", "C5=a1 D5=a2 E5=a3 | C6=a1 D6=a2 E6=a3");
  init_series (&fill, 3, 0, ISO_FILL_ACROSS, ISO_FILL_LINES);
  assert_placed (&fill, 96, "C5", "C5", "C5=a1 C6=a2 C7=a3");
  init_series (&fill, 2, 1, ISO_FILL_UP, ISO_FILL_LINES);
  assert_placed (&fill, 96, "C5", "C5", "C5=a1 B5=a2");
}

static void
test_ray (void)
{
  IsoFill fill;

  init_series (&fill, 2, 1, ISO_FILL_DOWN, ISO_FILL_LINES);
  fill.axes[0].n_drugs = 3;
  fill.axes[0].drugs[1] = 1;
  fill.axes[0].doses[1] = count_doses (2, 10);
  fill.axes[0].drugs[2] = 4;
  fill.axes[0].doses[2] = count_doses (2, 0);
  /* A dose of zero is no dose. */
  assert_placed (&fill, 96, "A1", "B1", "A1=a1+b10 B1=a2+b11+e1");
}

static void
init_checkerboard (IsoFill *fill, guint n, guint other, gboolean with_zero, guint replicates)
{
  init_series (fill, n, replicates, ISO_FILL_ACROSS, ISO_FILL_LINES);
  fill->n_axes = 2;
  fill->with_zero = with_zero;
  fill->axes[1].n_steps = other;
  fill->axes[1].n_drugs = 1;
  fill->axes[1].drugs[0] = 1;
  fill->axes[1].doses[0] = count_doses (other, 7);
}

static void
test_checkerboard (void)
{
  IsoFill fill;

  init_checkerboard (&fill, 2, 2, FALSE, 1);
  assert_placed (&fill, 96, "B2", "C3", "B2=a1+b7 B3=a2+b7 C2=a1+b8 C3=a2+b8");
  init_checkerboard (&fill, 2, 1, TRUE, 1);
  assert_placed (&fill, 96, "B2", "B2", "B2=a1+b7 B3=a2+b7 B4=b7 C2=a1 C3=a2 C4=");
  init_checkerboard (&fill, 1, 1, FALSE, 0);
  fill.second = ISO_FILL_UP;
  assert_placed (&fill, 96, "B2", "B3", "B2=a1+b7 | B3=a1+b7");
  init_checkerboard (&fill, 2, 2, FALSE, 1);
  fill.second = ISO_FILL_UP;
  assert_placed (&fill, 96, "B2", "C3", "B2=a1+b8 B3=a2+b8 C2=a1+b7 C3=a2+b7");
}

static void
test_refused (void)
{
  const IsoPlateFormat *format = iso_plate_format_find (96);
  g_autoptr (GError) error = NULL;
  IsoFill fill;

  init_series (&fill, 8, 3, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_refused (&fill, 96, "A1", "H2", "needs 24 wells, and there is room for 16");
  init_series (&fill, 5, 2, ISO_FILL_DOWN, ISO_FILL_LINES);
  assert_refused (&fill, 96, "H12", "H12", "needs 10 wells");
  init_checkerboard (&fill, 3, 3, FALSE, 2);
  assert_refused (&fill, 96, "B2", "D6", "3 rows and 3 columns has not enough room for 2");
  init_series (&fill, 1, 1, ISO_FILL_DOWN, ISO_FILL_LINES);
  g_assert_null (iso_fill_place (&fill, format, NULL, 0, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  iso_fill_clear (&fill);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/fill/directions", test_directions);
  g_test_add_func ("/fill/lines", test_lines);
  g_test_add_func ("/fill/interleaved", test_interleaved);
  g_test_add_func ("/fill/start", test_start);
  g_test_add_func ("/fill/ray", test_ray);
  g_test_add_func ("/fill/checkerboard", test_checkerboard);
  g_test_add_func ("/fill/refused", test_refused);
  return g_test_run ();
}
