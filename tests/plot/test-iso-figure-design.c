/* test-iso-figure-design.c - maps of planned plates, of every size and in every layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-design.h"
#include "iso-figure-parts.h"
#include "iso-plot-fixture.h"

#include <string.h>

static const char *const samples[] = { "MM.1S", "U266" };

/* All wells but the outer ones; doses of three drugs, one to three in a well, and controls in the last column but one. */
static IsoLayout *
make_layout (const IsoPlateFormat *format)
{
  static const IsoRole controls[] = { ISO_ROLE_VEHICLE, ISO_ROLE_UNTREATED, ISO_ROLE_BLANK, ISO_ROLE_POSITIVE_CONTROL, ISO_ROLE_TIME_ZERO,
                                      ISO_ROLE_COMPOUND_BLANK };
  IsoLayout *layout = iso_layout_new ("Plate 1", "Run 1", format);

  for (guint i = 0; i < format->wells; i++)
    {
      IsoLayoutWell *well = &layout->wells[i];
      guint row = i / format->columns, column = i % format->columns;

      if (format->rows > 2 && (row == 0 || column == 0 || row == format->rows - 1 || column == format->columns - 1))
        continue;
      well->sample = (int) row % 2;
      well->replicate = 1 + row % 3;
      well->role = column == format->columns - 2 ? controls[row % G_N_ELEMENTS (controls)] : ISO_ROLE_TREATED;
      if (well->role != ISO_ROLE_TREATED)
        continue;
      well->n_doses = 1 + row % 3;
      for (guint j = 0; j < well->n_doses; j++)
        {
          double dose = 1e-6 / pow (3, column % 8);

          well->doses[j] = (IsoDose) { j, dose, dose, dose * (1 + 0.02 * row) };
        }
    }
  return layout;
}

static IsoFigure *
build (const IsoLayout *layout, IsoPlateLayer layer, gboolean codes, double width_mm, const char *name)
{
  const IsoDesignDrug drugs[] = { { "Ixazomib", iso_unit_find ("nM") }, { "Lenalidomide", iso_unit_find ("µM") },
                                  { "Dexamethasone", iso_unit_find ("nM") } };
  g_autofree gboolean *excluded = g_new0 (gboolean, layout->format->wells);
  const IsoDesignMap map = { layout, excluded, drugs, 3, samples, 2, layer, 1, codes, "Simulated" };
  IsoFigure *figure;

  excluded[layout->format->wells / 2 + 2] = TRUE;
  figure = iso_figure_of_design (&map, iso_figure_style_find ("default"), width_mm * ISO_POINTS_PER_MM, 0);
  fixture_check (figure);
  fixture_save (figure, "default", name);
  return figure;
}

static void
test_formats (void)
{
  for (guint i = 0; iso_plate_format_nth (i) != NULL; i++)
    {
      const IsoPlateFormat *format = iso_plate_format_nth (i);
      g_autoptr (IsoLayout) layout = make_layout (format);
      g_autofree char *name = g_strdup_printf ("design-%u", format->wells);
      g_autoptr (IsoFigure) figure = build (layout, ISO_LAYER_DOSES, format->wells <= 384, 180, name);

      g_assert_cmpuint (iso_figure_get_n_marks (figure), ==, format->wells);
      g_assert_cmpint (iso_figure_get_mark (figure, 0)->well, ==, 0);
    }
}

static void
test_layers (void)
{
  g_autoptr (IsoLayout) layout = make_layout (iso_plate_format_find (96));

  for (IsoPlateLayer layer = 0; layer < ISO_N_LAYERS; layer++)
    {
      g_autofree char *name = g_strdup_printf ("design-layer-%s", iso_plate_layer_word (layer));
      g_autoptr (IsoFigure) figure = build (layout, layer, FALSE, 85, name);

      g_assert_cmpuint (iso_figure_get_n_rows (figure), ==, 60);
    }
}

static void
test_words (void)
{
  g_autoptr (IsoLayout) layout = make_layout (iso_plate_format_find (96));
  g_autoptr (IsoFigure) figure = build (layout, ISO_LAYER_DOSES, TRUE, 180, "design-words");
  double exact;

  g_assert_cmpstr (iso_figure_describe (figure), ==, "Plan of a plate of 96 wells, 60 of them used.");
  g_assert_cmpstr (iso_figure_get_mark (figure, 13)->label, ==, "B2: Ixazomib 333\302\240nM + Lenalidomide 0.333\302\240µM");
  g_assert_cmpstr (iso_figure_get_cell (figure, 0, 0, &exact), ==, "B2");
  g_assert_cmpstr (iso_figure_get_cell (figure, 0, 2, &exact), ==, "U266");
  g_assert_cmpstr (iso_figure_get_cell (figure, 0, 3, &exact), ==, "2");
  g_assert_nonnull (strstr (figure->caption->str, "A is Ixazomib: 1 = 0.457\302\240nM, 2 = 1.37\302\240nM"));
  g_assert_nonnull (strstr (figure->caption->str, "60 of 96 wells are planned."));
}

/* Levels count from the lowest dose, whatever rounding has left; codes are those of the screen. */
static void
test_looks (void)
{
  const IsoFigureStyle *style = iso_figure_style_find ("default");
  g_autoptr (IsoLayout) layout = make_layout (iso_plate_format_find (96));
  g_autoptr (IsoPlateKey) key = iso_plate_key_new (layout, 3);
  IsoPlateLook look, other;

  g_assert_cmpuint (key->levels[0]->len, ==, 8);
  g_assert_cmpuint (iso_plate_key_level (key, 0, 1e-6 / 2187), ==, 1);
  g_assert_cmpuint (iso_plate_key_level (key, 0, 1e-6 * (1 + 1e-9)), ==, 8);
  g_assert_cmpuint (iso_plate_key_level (key, 0, 2e-6), ==, 0);
  g_assert_cmpuint (iso_plate_key_level (key, 7, 1e-6), ==, 0);
  iso_plate_look_init (&look, key, &layout->wells[13], FALSE, ISO_LAYER_DOSES, 0, TRUE, style);
  g_assert_cmpstr (look.code, ==, "A7 B7");
  g_assert_cmpuint (look.n_parts, ==, 2);
  iso_plate_look_init (&other, key, &layout->wells[13], FALSE, ISO_LAYER_DOSES, 0, TRUE, style);
  g_assert_cmpmem (&look, sizeof look, &other, sizeof other);
  iso_plate_look_init (&look, key, &layout->wells[0], FALSE, ISO_LAYER_DOSES, 0, TRUE, style);
  g_assert_cmpstr (look.code, ==, "");
  iso_plate_look_init (&look, key, &layout->wells[22], FALSE, ISO_LAYER_DOSES, 0, TRUE, style);
  g_assert_cmpstr (look.code, ==, "U");
  iso_plate_look_init (&look, key, &layout->wells[25], FALSE, ISO_LAYER_DOSE, 2, TRUE, style);
  g_assert_cmpstr (look.code, ==, "C7");
  g_assert_cmpuint (look.n_parts, ==, 1);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-design/formats", test_formats);
  g_test_add_func ("/figure-design/layers", test_layers);
  g_test_add_func ("/figure-design/words", test_words);
  g_test_add_func ("/figure-design/looks", test_looks);
  return g_test_run ();
}
