/* iso-figure-text.c
 *
 * Hinting is off and one unit is one point at 72 dots an inch, so that a text is as wide on a screen as in print.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-text.h"

#include "iso-plot-text.h"

#include <math.h>
#include <pango/pangocairo.h>

struct _IsoTextRuler
{
  PangoContext         *context;
  PangoLayout          *layout;
  PangoFontDescription *font;
  GHashTable           *extents;   /* a text with its looks -> Extent: a figure is arranged in steps that ask for the same texts again */
};

typedef struct
{
  double width, height;
} Extent;

static void
set_up_context (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
}

static void
set_up_layout (PangoLayout *layout, PangoFontDescription *font, const IsoText *text)
{
  pango_font_description_set_size (font, (int) round (text->size * PANGO_SCALE));
  pango_font_description_set_weight (font, text->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, text->width <= 0 ? PANGO_ELLIPSIZE_NONE
                              : text->middle ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -(int) MAX (text->lines, 1));
  pango_layout_set_width (layout, text->width > 0 ? (int) ceil (text->width * PANGO_SCALE) : -1);
  pango_layout_set_alignment (layout, text->align == 0 ? PANGO_ALIGN_LEFT
                                      : text->align == 1 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, text->text, -1);
}

static char *
make_key (const IsoText *text)
{
  return g_strdup_printf ("%d %d %d %u %d %s", (int) round (text->size * PANGO_SCALE), text->bold, (int) ceil (text->width * PANGO_SCALE),
                          text->lines, text->middle, text->text);
}

IsoTextRuler *
iso_text_ruler_new (const IsoFigureStyle *style)
{
  IsoTextRuler *ruler = g_new0 (IsoTextRuler, 1);

  ruler->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  set_up_context (ruler->context);
  ruler->layout = pango_layout_new (ruler->context);
  ruler->font = pango_font_description_from_string (style->font);
  ruler->extents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return ruler;
}

void
iso_text_ruler_free (IsoTextRuler *ruler)
{
  g_hash_table_unref (ruler->extents);
  pango_font_description_free (ruler->font);
  g_object_unref (ruler->layout);
  g_object_unref (ruler->context);
  g_free (ruler);
}

void
iso_text_ruler_measure (IsoTextRuler *ruler, const IsoText *text, double *width, double *height)
{
  g_autofree char *key = make_key (text);
  Extent *extent = g_hash_table_lookup (ruler->extents, key);

  if (extent == NULL)
    {
      PangoRectangle logical;

      set_up_layout (ruler->layout, ruler->font, text);
      pango_layout_get_extents (ruler->layout, NULL, &logical);
      extent = g_new (Extent, 1);
      *extent = (Extent) { (double) logical.width / PANGO_SCALE, (double) logical.height / PANGO_SCALE };
      g_hash_table_insert (ruler->extents, g_steal_pointer (&key), extent);
    }
  *width = extent->width;
  *height = extent->height;
}

double
iso_text_ruler_width (IsoTextRuler *ruler, const char *text, double size)
{
  IsoText line = { .text = (char *) text, .size = size, .lines = 1 };
  double width, height;

  iso_text_ruler_measure (ruler, &line, &width, &height);
  return width;
}

char *
iso_text_ruler_shorten (IsoTextRuler *ruler, const char *name, const char *unit, double size, double width, guint lines)
{
  long length = g_utf8_strlen (name, -1);
  char *title = iso_plot_with_unit (name, unit);
  IsoText text = { .size = size, .width = MAX (width, 1), .lines = lines };

  for (;;)
    {
      g_autofree char *part = NULL;
      g_autofree char *shorter = NULL;

      text.text = title;
      set_up_layout (ruler->layout, ruler->font, &text);
      if (*title == '\0' || length <= 4 || !pango_layout_is_ellipsized (ruler->layout))
        return title;
      length -= MAX (length / 8, 1);
      part = g_utf8_substring (name, 0, length);
      shorter = g_strconcat (g_strchomp (part), "…", NULL);
      g_free (title);
      title = iso_plot_with_unit (shorter, unit);
    }
}

void
iso_text_ruler_place (IsoTextRuler *ruler, const IsoText *text, IsoRect *rect)
{
  double width, height;

  iso_text_ruler_measure (ruler, text, &width, &height);
  if (text->upright)
    *rect = (IsoRect) { text->x - text->valign * height, text->y - (1 - text->align) * width, height, width };
  else
    *rect = (IsoRect) { text->x - text->align * width, text->y - text->valign * height, width, height };
}

void
iso_text_draw (const GArray *texts, const IsoFigureStyle *style, cairo_t *cr)
{
  PangoFontDescription *font = pango_font_description_from_string (style->font);
  PangoContext *context = pango_cairo_create_context (cr);
  PangoLayout *layout;

  set_up_context (context);
  layout = pango_layout_new (context);
  for (guint i = 0; i < texts->len; i++)
    {
      const IsoText *text = &g_array_index (texts, IsoText, i);
      PangoRectangle logical;
      double width, height;

      set_up_layout (layout, font, text);
      pango_layout_get_extents (layout, NULL, &logical);
      width = (double) logical.width / PANGO_SCALE;
      height = (double) logical.height / PANGO_SCALE;

      cairo_save (cr);
      cairo_translate (cr, text->x, text->y);
      if (text->upright)
        cairo_rotate (cr, -G_PI / 2);
      /* A limited width leaves a margin beside the words, on the right or, in Arabic and Hebrew, on the left. */
      cairo_translate (cr, -text->align * width - (double) logical.x / PANGO_SCALE, -text->valign * height);
      cairo_set_source_rgba (cr, text->colour.red, text->colour.green, text->colour.blue, text->colour.alpha);
      pango_cairo_update_layout (cr, layout);
      pango_cairo_show_layout (cr, layout);
      cairo_restore (cr);
    }
  g_object_unref (layout);
  g_object_unref (context);
  pango_font_description_free (font);
}
