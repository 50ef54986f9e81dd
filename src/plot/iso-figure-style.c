/* iso-figure-style.c
 *
 * Journal widths and type sizes: Nature research figure guide (89 and 183 mm, 5 to 7 pt); Cell Press figure guidelines
 * (85 and 174 mm, about 7 pt); PLOS figure guidelines (132 and 190.5 mm, 8 to 12 pt); Elsevier artwork guidelines (90
 * and 190 mm, 7 pt and more). This program sets nothing below 6 pt.
 *
 * The eight colours follow Okabe & Ito (2008, "Color Universal Design"), with violet in place of the yellow, which is
 * hardly seen on white; a test holds them apart under simulated colour blindness. The sequential scale has the anchor
 * colours of a path of even lightness steps from dark violet to yellow, as viridis (Smith & van der Walt 2015) made
 * familiar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-style.h"

#include "base/iso-message.h"

#include <math.h>
#include <string.h>

#define RGB(r, g, b) { (r) / 255.0, (g) / 255.0, (b) / 255.0, 1.0 }

#define LIGHT                                                                                        \
  .foreground = RGB (26, 26, 26), .muted = RGB (125, 125, 125), .background = RGB (255, 255, 255),   \
  .palette = {                                                                                       \
    RGB (0, 114, 178), RGB (213, 94, 0), RGB (0, 158, 115), RGB (204, 121, 167),                     \
    RGB (230, 159, 0), RGB (86, 180, 233), RGB (60, 60, 60), RGB (120, 60, 200),                      \
  }

#define DARK                                                                                         \
  .dark = TRUE,                                                                                      \
  .foreground = RGB (235, 235, 235), .muted = RGB (150, 150, 150), .background = RGB (30, 30, 30),   \
  .palette = {                                                                                       \
    RGB (72, 160, 224), RGB (255, 128, 58), RGB (38, 194, 146), RGB (230, 156, 197),                 \
    RGB (240, 178, 40), RGB (146, 211, 255), RGB (225, 225, 225), RGB (150, 110, 255),                \
  }

#define DEJAVU "DejaVu Sans, sans-serif"
#define ARIAL "Arial, Helvetica, Liberation Sans, DejaVu Sans, sans-serif"

static const IsoFigureStyle styles[] = {
  { .id = "default", .name = N_("Default"), .single_mm = 85, .double_mm = 180, .font = DEJAVU,
    .text_pt = 7.5, .tick_pt = 7, .small_pt = 6.5, .min_pt = 6, .axis_pt = 0.6, .line_pt = 1.1, .symbol_pt = 4.4,
      LIGHT },
  { .id = "nature", .name = N_("Nature"), .single_mm = 89, .double_mm = 183, .font = ARIAL,
    .text_pt = 7, .tick_pt = 6.5, .small_pt = 6, .min_pt = 6, .axis_pt = 0.5, .line_pt = 1, .symbol_pt = 4, LIGHT },
  { .id = "cell", .name = N_("Cell Press"), .single_mm = 85, .double_mm = 174, .font = ARIAL,
    .text_pt = 7, .tick_pt = 7, .small_pt = 6.5, .min_pt = 6, .axis_pt = 0.5, .line_pt = 1, .symbol_pt = 4, LIGHT },
  { .id = "plos", .name = N_("PLOS"), .single_mm = 132, .double_mm = 190.5, .font = ARIAL,
    .text_pt = 9, .tick_pt = 8.5, .small_pt = 8, .min_pt = 8, .axis_pt = 0.75, .line_pt = 1.25, .symbol_pt = 5, LIGHT },
  { .id = "elsevier", .name = N_("Elsevier"), .single_mm = 90, .double_mm = 190, .font = ARIAL,
    .text_pt = 8, .tick_pt = 7, .small_pt = 7, .min_pt = 7, .axis_pt = 0.5, .line_pt = 1, .symbol_pt = 4.4, LIGHT },
  { .id = "screen", .name = N_("Screen"), .font = DEJAVU, .transparent = TRUE,
    .text_pt = 9, .tick_pt = 8.5, .small_pt = 8, .min_pt = 7, .axis_pt = 0.8, .line_pt = 1.5, .symbol_pt = 5.5, LIGHT },
  { .id = "screen-dark", .name = N_("Dark screen"), .font = DEJAVU, .transparent = TRUE,
    .text_pt = 9, .tick_pt = 8.5, .small_pt = 8, .min_pt = 7, .axis_pt = 0.8, .line_pt = 1.5, .symbol_pt = 5.5, DARK },
};

static const IsoColour sequential[] = {
  RGB (68, 1, 84), RGB (71, 44, 122), RGB (59, 81, 139), RGB (44, 113, 142), RGB (33, 144, 141),
  RGB (39, 173, 129), RGB (92, 200, 99), RGB (170, 220, 50), RGB (253, 231, 37),
};

static const IsoColour diverging[] = {
  RGB (5, 48, 97), RGB (33, 102, 172), RGB (103, 169, 207), RGB (209, 229, 240), RGB (255, 255, 255),
  RGB (253, 219, 199), RGB (239, 138, 98), RGB (178, 24, 43), RGB (103, 0, 31),
};

static IsoColour
interpolate (const IsoColour *anchors, guint n, double position)
{
  double place = CLAMP (isnan (position) ? 0 : position, 0, 1) * (n - 1);
  guint i = MIN ((guint) place, n - 2);

  return iso_colour_mix (anchors[i + 1], anchors[i], place - i);
}

static double
linear_light (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (IsoColour colour)
{
  return 0.2126 * linear_light (colour.red) + 0.7152 * linear_light (colour.green) + 0.0722 * linear_light (colour.blue);
}

const IsoFigureStyle *
iso_figure_style_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      if (strcmp (styles[i].id, id) == 0)
        return &styles[i];
    }
  return NULL;
}

const IsoFigureStyle *
iso_figure_style_nth (guint index)
{
  return index < G_N_ELEMENTS (styles) ? &styles[index] : NULL;
}

IsoColour
iso_colour_sequential (double position)
{
  return interpolate (sequential, G_N_ELEMENTS (sequential), position);
}

IsoColour
iso_colour_diverging (double position)
{
  return interpolate (diverging, G_N_ELEMENTS (diverging), (position + 1) / 2);
}

IsoColour
iso_colour_text_on (IsoColour background)
{
  static const IsoColour black = RGB (0, 0, 0);
  static const IsoColour white = RGB (255, 255, 255);

  return iso_colour_contrast (black, background) >= iso_colour_contrast (white, background) ? black : white;
}

double
iso_colour_contrast (IsoColour one, IsoColour other)
{
  double a = luminance (one);
  double b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

IsoColour
iso_colour_mix (IsoColour one, IsoColour other, double share)
{
  return (IsoColour) {
    other.red + share * (one.red - other.red),
    other.green + share * (one.green - other.green),
    other.blue + share * (one.blue - other.blue),
    other.alpha + share * (one.alpha - other.alpha),
  };
}
