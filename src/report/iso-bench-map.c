/* iso-bench-map.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-bench-map.h"

#include <math.h>

#define LABEL 14.0          /* room for the names of rows and columns */
#define MOST_WELL 42.0
#define COMBINED 3          /* colour of wells with several drugs */

static const IsoPaperText axis_style = { 7, FALSE, ISO_PAPER_MIDDLE, 1 };

/* A colour for each drug and one for combinations, the fuller the stronger the dose; light enough for letters. */
static IsoColour
well_colour (const IsoDesign *design, const IsoLayoutWell *well)
{
  const IsoColour *palette = iso_figure_style_nth (0)->palette;
  IsoColour colour = { 1, 1, 1, 1 };
  const GArray *levels;
  double strength = 0;
  const IsoColour *full;

  if (well->n_doses == 0)
    {
      if (well->role == ISO_ROLE_VEHICLE)
        colour.red = colour.green = colour.blue = 0.86;
      return colour;
    }
  full = &palette[well->n_doses > 1 ? COMBINED : well->doses[0].drug];
  levels = design->levels[well->doses[0].drug];
  for (guint i = 0; i < levels->len; i++)
    strength += g_array_index (levels, double, i) <= well->doses[0].requested * (1 + 1e-6);
  strength = 0.15 + 0.5 * strength / levels->len;
  colour.red = 1 - strength * (1 - full->red);
  colour.green = 1 - strength * (1 - full->green);
  colour.blue = 1 - strength * (1 - full->blue);
  return colour;
}

/* Letters as large as the codes of the plate allow; each part of a code has a line of its own. */
static double
choose_letters (char **codes, double well)
{
  guint longest = 2, most = 1;

  for (char **code = codes; *code != NULL; code++)
    {
      g_auto (GStrv) parts = g_strsplit (*code, " ", -1);

      most = MAX (most, g_strv_length (parts));
      for (char **part = parts; *part != NULL; part++)
        longest = MAX (longest, (guint) g_utf8_strlen (*part, -1));
    }
  return CLAMP (MIN (1.35 * well / longest, well / (1.25 * most)), 3.0, 10.0);
}

double
iso_bench_map_draw (IsoPaper *paper, const IsoRect *room, const IsoDesign *design, const IsoLayout *layout, char **codes)
{
  guint rows = layout->format->rows, columns = layout->format->columns;
  double well = MIN (MIN ((room->width - LABEL) / columns, (room->height - LABEL) / rows), MOST_WELL), gap = well > 20 ? 1.5 : 0.5;
  IsoPaperText letters = { choose_letters (codes, well - 2 * gap), FALSE, ISO_PAPER_MIDDLE, ISO_MAX_DRUGS };
  double left = room->x + LABEL, top = room->y + LABEL;

  for (guint i = 0; i < columns; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      iso_paper_write (paper, &axis_style, left + i * well, room->y, well, number);
    }
  for (guint i = 0; i < rows; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      iso_paper_write (paper, &axis_style, room->x, top + (i + 0.5) * well - 5, LABEL, iso_row_name (i, name));
    }
  for (guint i = 0; i < layout->format->wells; i++)
    {
      IsoWell place = iso_plate_format_well (layout->format, i);
      double x = left + place.column * well + gap, y = top + place.row * well + gap, side = well - 2 * gap, height;
      g_autofree char *lines = NULL;
      IsoColour colour = well_colour (design, &layout->wells[i]);

      iso_paper_box (paper, x, y, side, side, well > 20, &colour);
      if (*codes[i] == '\0')
        continue;
      lines = g_strdelimit (g_strdup (codes[i]), " ", '\n');
      height = iso_paper_measure (paper, &letters, side, lines);
      iso_paper_write (paper, &letters, x, y + (side - height) / 2, side, lines);
    }
  return LABEL + rows * well;
}
