/* iso-paper.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-paper.h"

#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>

#define FRAME 0.5
#define FIXED_DATE "2000-01-01T00:00:00Z"   /* PDF wants a date; one that does not change keeps the bytes the same */

struct _IsoPaper
{
  char      *title;
  GPtrArray *pages;   /* of cairo_surface_t: what was drawn on each, to be drawn again */
  cairo_t   *cr;      /* on the last of them */
};

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static PangoLayout *
new_layout (IsoPaper *paper, const IsoPaperText *style, double width, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (paper->cr);
  PangoFontDescription *font = pango_font_description_from_string (iso_figure_style_nth (0)->font);

  pango_cairo_context_set_resolution (pango_layout_get_context (layout), 72);
  pango_font_description_set_size (font, (int) round (style->size * PANGO_SCALE));
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int) ceil (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, style->align == ISO_PAPER_MIDDLE ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  if (style->lines > 0)
    {
      pango_layout_set_height (layout, -(int) style->lines);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_text (layout, text, -1);
  pango_font_description_free (font);
  return layout;
}

static double
get_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

IsoPaper *
iso_paper_new (const char *title)
{
  IsoPaper *paper = g_new0 (IsoPaper, 1);

  paper->title = g_strdup (title);
  paper->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  iso_paper_new_page (paper);
  return paper;
}

void
iso_paper_free (IsoPaper *paper)
{
  cairo_destroy (paper->cr);
  g_ptr_array_unref (paper->pages);
  g_free (paper->title);
  g_free (paper);
}

GBytes *
iso_paper_to_pdf (const IsoPaper *paper)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, ISO_PAPER_WIDTH, ISO_PAPER_HEIGHT);
  cairo_t *cr;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, paper->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Isobole");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, FIXED_DATE);
  cr = cairo_create (surface);
  for (guint i = 0; i < paper->pages->len; i++)
    {
      iso_paper_draw (paper, i, cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

void
iso_paper_draw (const IsoPaper *paper, guint page, cairo_t *cr)
{
  g_return_if_fail (page < paper->pages->len);
  cairo_set_source_surface (cr, paper->pages->pdata[page], 0, 0);
  cairo_paint (cr);
}

void
iso_paper_new_page (IsoPaper *paper)
{
  const cairo_rectangle_t all = { 0, 0, ISO_PAPER_WIDTH, ISO_PAPER_HEIGHT };
  cairo_surface_t *page = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &all);

  g_clear_pointer (&paper->cr, cairo_destroy);
  g_ptr_array_add (paper->pages, page);
  paper->cr = cairo_create (page);
}

guint
iso_paper_get_pages (const IsoPaper *paper)
{
  return paper->pages->len;
}

double
iso_paper_measure (IsoPaper *paper, const IsoPaperText *style, double width, const char *text)
{
  PangoLayout *layout = new_layout (paper, style, width, text);
  double height = get_height (layout);

  g_object_unref (layout);
  return height;
}

double
iso_paper_write (IsoPaper *paper, const IsoPaperText *style, double x, double y, double width, const char *text)
{
  PangoLayout *layout = new_layout (paper, style, width, text);
  double height = get_height (layout);

  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  cairo_move_to (paper->cr, x, y);
  pango_cairo_show_layout (paper->cr, layout);
  g_object_unref (layout);
  return height;
}

void
iso_paper_line (IsoPaper *paper, double x1, double y1, double x2, double y2, double width)
{
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  cairo_set_line_width (paper->cr, width);
  cairo_move_to (paper->cr, x1, y1);
  cairo_line_to (paper->cr, x2, y2);
  cairo_stroke (paper->cr);
}

void
iso_paper_box (IsoPaper *paper, double x, double y, double width, double height, gboolean round, const IsoColour *fill)
{
  double radius = round ? MIN (width, height) / 2 : 0;

  cairo_new_path (paper->cr);
  if (round)
    {
      cairo_arc (paper->cr, x + width - radius, y + radius, radius, -G_PI / 2, G_PI / 2);
      cairo_arc (paper->cr, x + radius, y + height - radius, radius, G_PI / 2, 3 * G_PI / 2);
      cairo_close_path (paper->cr);
    }
  else
    {
      cairo_rectangle (paper->cr, x, y, width, height);
    }
  if (fill != NULL)
    {
      cairo_set_source_rgb (paper->cr, fill->red, fill->green, fill->blue);
      cairo_fill_preserve (paper->cr);
    }
  cairo_set_source_rgb (paper->cr, 0, 0, 0);
  cairo_set_line_width (paper->cr, FRAME);
  cairo_stroke (paper->cr);
}
