/* iso-print-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-print-sheet.h"

#define GAP_PT 18.0
#define ROUNDING 1e-6   /* a width in mm that is that of the sheet, too */

typedef struct
{
  guint  sheet;
  double y;
  double scale;
} Place;

struct _IsoPrintSheets
{
  GPtrArray *figures;   /* (owned) of IsoFigure */
  GArray    *places;    /* of Place, one for each figure */
  guint      n;
  gboolean   shrunk;
};

IsoPrintSheets *
iso_print_sheets_new (GPtrArray *figures, double width, double height)
{
  IsoPrintSheets *sheets = g_new0 (IsoPrintSheets, 1);
  double y = 0;

  g_return_val_if_fail (figures != NULL, sheets);

  sheets->figures = g_ptr_array_ref (figures);
  sheets->places = g_array_new (FALSE, FALSE, sizeof (Place));
  sheets->n = figures->len > 0;
  for (guint i = 0; i < figures->len; i++)
    {
      double own_width, own_height, scale;

      iso_figure_get_size (figures->pdata[i], &own_width, &own_height);
      scale = MIN (1, MIN (width / own_width, height / own_height));
      sheets->shrunk |= scale < 1 - ROUNDING;
      if (y > 0 && y + scale * own_height > height)
        {
          sheets->n++;
          y = 0;
        }
      g_array_append_val (sheets->places, ((Place) { sheets->n - 1, y, scale }));
      y += scale * own_height + GAP_PT;
    }
  return sheets;
}

void
iso_print_sheets_free (IsoPrintSheets *sheets)
{
  g_ptr_array_unref (sheets->figures);
  g_array_unref (sheets->places);
  g_free (sheets);
}

guint
iso_print_sheets_get_n (const IsoPrintSheets *sheets)
{
  return sheets->n;
}

gboolean
iso_print_sheets_get_shrunk (const IsoPrintSheets *sheets)
{
  return sheets->shrunk;
}

void
iso_print_sheets_draw (const IsoPrintSheets *sheets, guint sheet, cairo_t *cr)
{
  for (guint i = 0; i < sheets->places->len; i++)
    {
      const Place *place = &g_array_index (sheets->places, Place, i);

      if (place->sheet != sheet)
        continue;
      cairo_save (cr);
      cairo_translate (cr, 0, place->y);
      cairo_scale (cr, place->scale, place->scale);
      iso_figure_draw (sheets->figures->pdata[i], cr);
      cairo_restore (cr);
    }
}

char *
iso_print_sheets_describe (const IsoPrintSheets *sheets, guint sheet)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sheets->places->len; i++)
    if (g_array_index (sheets->places, Place, i).sheet == sheet)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", iso_figure_describe (sheets->figures->pdata[i]));
  return g_string_free (text, FALSE);
}
