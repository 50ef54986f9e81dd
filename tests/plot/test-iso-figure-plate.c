/* test-iso-figure-plate.c - plates straight from a reader, of every size
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"
#include "iso-figure-text.h"
#include "iso-plot-fixture.h"

#include <math.h>
#include <string.h>

/* A read with a gradient; A1 overflows, A2 is masked, A3 has another token, the last well is not listed. */
static IsoReadout *
make_readout (const IsoPlateFormat *format)
{
  IsoReadout *readout = iso_readout_new ("plate.txt", "made", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "P1");
  IsoRead *read = iso_read_plate_add (plate, "LUM", FALSE);

  plate->format = format;
  for (guint i = 0; i + 1 < format->wells; i++)
    {
      IsoReadingFlag flag = i == 0 ? ISO_FLAG_OVERFLOW : i == 1 ? ISO_FLAG_MASKED : i == 2 ? ISO_FLAG_ERROR
          : ISO_FLAG_NONE;

      iso_read_add (read, iso_plate_format_well (format, i), i == 0 || i == 2 ? NAN : 1000.0 * i, flag,
                    i == 2 ? g_strdup ("####") : NULL, 0);
    }
  iso_read_sort (read);
  return readout;
}

static guint
look_of (const IsoFigure *figure, guint index)
{
  const IsoPanel *panel = figure->panels->pdata[0];

  return g_array_index (panel->cells, IsoPlotCell, index).look;
}

static void
test_formats (void)
{
  const IsoPlateFormat *format;

  for (guint i = 0; (format = iso_plate_format_nth (i)) != NULL; i++)
    {
      g_autoptr(IsoReadout) readout = make_readout (format);
      const IsoReadPlate *plate = readout->plates->pdata[0];
      const IsoRead *read = plate->reads->pdata[0];
      static const double widths[] = { 85, 180 };

      for (gsize w = 0; w < G_N_ELEMENTS (widths); w++)
        {
          g_autoptr(IsoFigure) figure = iso_figure_of_read (plate, read, NULL, "P1, LUM", "",
                                                            iso_figure_style_find ("default"),
                                                            widths[w] * ISO_POINTS_PER_MM, 0);
          g_autofree char *name = g_strdup_printf ("read-%u-%.0f", format->wells, widths[w]);

          fixture_check (figure);
          fixture_save (figure, "default", name);
          g_assert_cmpuint (iso_figure_get_n_marks (figure), ==, format->wells);
          g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, format->wells);
          g_assert_cmpuint (look_of (figure, 0), ==, ISO_CELL_HATCHED | ISO_CELL_FRAMED);
          g_assert_cmpuint (look_of (figure, 1), ==, ISO_CELL_STRUCK);
          g_assert_cmpuint (look_of (figure, 2), ==, ISO_CELL_HATCHED);
          g_assert_cmpuint (look_of (figure, 3), ==, ISO_CELL_FILLED);
          g_assert_cmpuint (look_of (figure, format->wells - 1), ==, ISO_CELL_OUTLINE);
        }
    }
}

/* A click on a well gives its place. */
static void
test_wells (void)
{
  const IsoPlateFormat *format = iso_plate_format_find (384);
  g_autoptr(IsoReadout) readout = make_readout (format);
  const IsoReadPlate *plate = readout->plates->pdata[0];
  g_autoptr(IsoFigure) figure = iso_figure_of_read (plate, plate->reads->pdata[0], NULL, "P1", "",
                                                    iso_figure_style_find ("screen"), 500, 400);
  const IsoFigureMark *mark = iso_figure_get_mark (figure, 24 * 2 + 4);
  const IsoFigureMark *hit = iso_figure_hit (figure, mark->x + 1, mark->y + 1, 0);
  IsoWell well;

  g_assert_true (hit == mark);
  g_assert_true (g_str_has_prefix (hit->label, "C5: signal 52"));
  well = iso_record_get_well (hit->well);
  g_assert_cmpint (well.row, ==, 2);
  g_assert_cmpint (well.column, ==, 4);
}

/* With a layout the roles can be told apart without colour. */
static void
test_roles (void)
{
  const IsoPlateFormat *format = iso_plate_format_find (96);
  g_autoptr(IsoReadout) readout = make_readout (format);
  g_autoptr(IsoLayout) layout = iso_layout_new ("P1", "1", format);
  const IsoReadPlate *plate = readout->plates->pdata[0];
  g_autoptr(IsoFigure) figure = NULL;
  guint looks[ISO_N_ROLES];

  for (guint i = 0; i < 48; i++)
    layout->wells[48 + i].role = (IsoRole) (i % ISO_N_ROLES);
  figure = iso_figure_of_read (plate, plate->reads->pdata[0], layout, "P1, with roles", "Simulated data",
                               iso_figure_style_find ("default"), 85 * ISO_POINTS_PER_MM, 0);
  fixture_check (figure);
  fixture_save (figure, "default", "read-roles-85");
  for (guint i = 0; i < ISO_N_ROLES; i++)
    looks[i] = look_of (figure, 48 + i);
  for (guint i = ISO_ROLE_VEHICLE; i <= ISO_ROLE_COMPOUND_BLANK; i++)
    {
      for (guint k = ISO_ROLE_TREATED; k < i; k++)
        g_assert_cmpuint (looks[i], !=, looks[k]);
    }
}

/* All wells alike, or none read. */
static void
test_flat (void)
{
  g_autoptr(IsoReadout) readout = iso_readout_new ("plate.txt", "made", 1);
  IsoReadPlate *plate = iso_readout_add_plate (readout, "");
  IsoRead *read = iso_read_plate_add (plate, "", FALSE);
  g_autoptr(IsoFigure) none = NULL;
  g_autoptr(IsoFigure) flat = NULL;
  g_autoptr(IsoFigure) unknown = NULL;

  unknown = iso_figure_of_read (plate, read, NULL, "", "", iso_figure_style_find ("default"), 200, 0);
  fixture_check (unknown);
  g_assert_nonnull (iso_figure_get_empty_reason (unknown));
  plate->format = iso_plate_format_find (24);
  none = iso_figure_of_read (plate, read, NULL, "", "", iso_figure_style_find ("default"), 200, 0);
  fixture_check (none);
  for (guint i = 0; i < 24; i++)
    iso_read_add (read, iso_plate_format_well (plate->format, i), 7, ISO_FLAG_NONE, NULL, 0);
  flat = iso_figure_of_read (plate, read, NULL, "", "", iso_figure_style_find ("default"), 200, 0);
  fixture_check (flat);
  fixture_save (flat, "default", "read-flat");
}

/* Five digits once ran over the edges of the wells. Returns whether there was room for numbers. */
static gboolean
check_round_wells (const IsoReadPlate *plate, double width)
{
  const IsoFigureStyle *style = iso_figure_style_find ("default");
  g_autoptr (IsoFigure) figure = iso_figure_of_read (plate, plate->reads->pdata[0], NULL, "P1, LUM", "", style, width * ISO_POINTS_PER_MM, 0);
  const IsoPanel *panel = figure->panels->pdata[0];
  double well = MIN (panel->plot.width / panel->x.high, panel->plot.height / panel->y.high);
  IsoTextRuler *ruler = iso_text_ruler_new (style);

  g_assert_true (panel->round_cells);
  for (guint i = 0; panel->cell_text_pt > 0 && i < panel->cells->len; i++)
    {
      const char *text = g_array_index (panel->cells, IsoPlotCell, i).text;

      if (text != NULL)
        g_assert_cmpfloat (hypot (iso_text_ruler_width (ruler, text, panel->cell_text_pt), 0.7 * panel->cell_text_pt), <, ISO_ROUND_CELL * well);
    }
  iso_text_ruler_free (ruler);
  return panel->cell_text_pt > 0;
}

static void
test_round_wells (void)
{
  g_autoptr (IsoReadout) readout = make_readout (iso_plate_format_find (96));
  guint n = 0;

  for (double width = 80; width <= 200; width += 5)
    n += check_round_wells (readout->plates->pdata[0], width);
  g_assert_cmpuint (n, >, 5);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-plate/formats", test_formats);
  g_test_add_func ("/figure-plate/wells", test_wells);
  g_test_add_func ("/figure-plate/roles", test_roles);
  g_test_add_func ("/figure-plate/flat", test_flat);
  g_test_add_func ("/figure-plate/round-wells", test_round_wells);
  return g_test_run ();
}
