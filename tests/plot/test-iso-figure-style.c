/* test-iso-figure-style.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-style.h"
#include "iso-test.h"

#include <string.h>

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* CIE 1976 L*a*b* of linear sRGB under D65 (IEC 61966-2-1 matrix). */
static void
to_lab (const double rgb[3], double lab[3])
{
  double xyz[3] = {
    (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047,
    0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2],
    (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883,
  };

  for (guint i = 0; i < 3; i++)
    xyz[i] = xyz[i] > 0.008856 ? cbrt (xyz[i]) : 7.787 * xyz[i] + 16.0 / 116;
  lab[0] = 116 * xyz[1] - 16;
  lab[1] = 500 * (xyz[0] - xyz[1]);
  lab[2] = 200 * (xyz[1] - xyz[2]);
}

/* Machado, Oliveira & Fernandes 2009, IEEE Trans Vis Comput Graph 15:1291, severity 1: normal, protan, deutan, tritan.
 * */
static const double views[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static void
see (IsoColour colour, guint view, double lab[3])
{
  double rgb[3] = { linear (colour.red), linear (colour.green), linear (colour.blue) };
  double seen[3];

  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (views[view][i][0] * rgb[0] + views[view][i][1] * rgb[1] + views[view][i][2] * rgb[2], 0, 1);
  to_lab (seen, lab);
}

/* Two colours of a palette are never nearer than a dozen units of L*a*b*, in anyone's eyes. */
static void
test_palette (void)
{
  const IsoFigureStyle *style;

  for (guint s = 0; (style = iso_figure_style_nth (s)) != NULL; s++)
    {
      for (guint view = 0; view < 4; view++)
        {
          for (guint i = 0; i < ISO_PALETTE_COLOURS; i++)
            {
              for (guint k = 0; k < i; k++)
                {
                  double a[3], b[3];

                  see (style->palette[i], view, a);
                  see (style->palette[k], view, b);
                  if (sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2)) < 12)
                    g_test_message ("%s: colours %u and %u, view %u", style->id, i, k, view);
                  g_assert_cmpfloat (sqrt (pow (a[0] - b[0], 2) + pow (a[1] - b[1], 2) + pow (a[2] - b[2], 2)), >=, 12);
                }
            }
        }
    }
}

static void
test_styles (void)
{
  const IsoFigureStyle *style;

  for (guint i = 0; (style = iso_figure_style_nth (i)) != NULL; i++)
    {
      g_assert_true (iso_figure_style_find (style->id) == style);
      g_assert_cmpfloat (style->min_pt, >=, 6);
      g_assert_cmpfloat (style->small_pt, >=, style->min_pt);
      g_assert_cmpfloat (style->tick_pt, >=, style->min_pt);
      g_assert_cmpfloat (iso_colour_contrast (style->foreground, style->background), >=, 7);
      g_assert_cmpfloat (iso_colour_contrast (style->muted, style->background), >=, 3);
      for (guint k = 0; k < ISO_PALETTE_COLOURS; k++)
        g_assert_cmpfloat (iso_colour_contrast (style->palette[k], style->background), >=, 2.2);
    }
  g_assert_null (iso_figure_style_find ("no such style"));
  g_assert_true (iso_figure_style_find ("screen-dark")->dark);
  g_assert_false (iso_figure_style_find ("default")->dark);
}

static void
test_scales (void)
{
  double before = 0;

  /* WCAG 2: black on white is 21, a colour on itself 1. */
  g_assert_cmpfloat_with_epsilon (iso_colour_contrast ((IsoColour) { 0, 0, 0, 1 }, (IsoColour) { 1, 1, 1, 1 }), 21,
                                  1e-12);
  g_assert_cmpfloat_with_epsilon (iso_colour_contrast ((IsoColour) { 0.2, 0.4, 0.6, 1 },
                                                       (IsoColour) { 0.2, 0.4, 0.6, 1 }), 1, 1e-12);

  /* Lightness only rises, so that the scale survives a grey copy. */
  for (guint i = 0; i <= 100; i++)
    {
      double lab[3];

      see (iso_colour_sequential (i / 100.0), 0, lab);
      g_assert_cmpfloat (lab[0], >=, before - 0.01);
      before = lab[0];
    }
  g_assert_cmpfloat (iso_colour_diverging (0).red, ==, 1);
  g_assert_cmpfloat (iso_colour_diverging (0).blue, ==, 1);
  g_assert_cmpfloat (iso_colour_diverging (1).red, >, iso_colour_diverging (1).blue);
  g_assert_cmpfloat (iso_colour_diverging (-1).blue, >, iso_colour_diverging (-1).red);
  g_assert_cmpfloat (iso_colour_diverging (-7).blue, ==, iso_colour_diverging (-1).blue);
  g_assert_cmpfloat (iso_colour_sequential (NAN).red, ==, iso_colour_sequential (0).red);
}

/* Numbers in cells can be read on every colour they may stand on. */
static void
test_text_on (void)
{
  for (int i = -100; i <= 100; i++)
    {
      IsoColour one = iso_colour_diverging (i / 100.0);
      IsoColour other = iso_colour_sequential (i / 100.0);

      g_assert_cmpfloat (iso_colour_contrast (iso_colour_text_on (one), one), >=, 4.5);
      g_assert_cmpfloat (iso_colour_contrast (iso_colour_text_on (other), other), >=, 4.5);
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/figure-style/palette", test_palette);
  g_test_add_func ("/figure-style/styles", test_styles);
  g_test_add_func ("/figure-style/scales", test_scales);
  g_test_add_func ("/figure-style/text-on", test_text_on);
  return g_test_run ();
}
