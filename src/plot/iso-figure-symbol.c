/* iso-figure-symbol.c - symbols and cells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-draw.h"

#include <math.h>

/* A regular polygon or, with `inner` below 1, a star; the first corner points up, or down with `down`. */
static void
trace_polygon (cairo_t *cr, double x, double y, double radius, guint corners, double inner, gboolean down)
{
  guint n = inner < 1 ? 2 * corners : corners;

  for (guint i = 0; i < n; i++)
    {
      double angle = 2 * G_PI * i / n + (down ? G_PI / 2 : -G_PI / 2);
      double r = inner < 1 && i % 2 == 1 ? radius * inner : radius;

      cairo_line_to (cr, x + r * cos (angle), y + r * sin (angle));
    }
  cairo_close_path (cr);
}

static void
trace_plus (cairo_t *cr, double x, double y, double r)
{
  double w = r * 0.36;

  cairo_move_to (cr, x - w, y - r);
  cairo_line_to (cr, x + w, y - r);
  cairo_line_to (cr, x + w, y - w);
  cairo_line_to (cr, x + r, y - w);
  cairo_line_to (cr, x + r, y + w);
  cairo_line_to (cr, x + w, y + w);
  cairo_line_to (cr, x + w, y + r);
  cairo_line_to (cr, x - w, y + r);
  cairo_line_to (cr, x - w, y + w);
  cairo_line_to (cr, x - r, y + w);
  cairo_line_to (cr, x - r, y - w);
  cairo_line_to (cr, x - w, y - w);
  cairo_close_path (cr);
}

/* Sizes that look equal: the areas are nearly those of the circle. */
static void
trace_symbol (cairo_t *cr, IsoSymbol symbol, double x, double y, double size)
{
  double r = size / 2;

  cairo_new_path (cr);
  switch (symbol)
    {
    case ISO_SYMBOL_CIRCLE:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    case ISO_SYMBOL_SQUARE:
      cairo_rectangle (cr, x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
      break;
    case ISO_SYMBOL_TRIANGLE:
      trace_polygon (cr, x, y + r * 0.15, r * 1.25, 3, 1, FALSE);
      break;
    case ISO_SYMBOL_DIAMOND:
      trace_polygon (cr, x, y, r * 1.25, 4, 1, FALSE);
      break;
    case ISO_SYMBOL_TRIANGLE_DOWN:
      trace_polygon (cr, x, y - r * 0.15, r * 1.25, 3, 1, TRUE);
      break;
    case ISO_SYMBOL_PENTAGON:
      trace_polygon (cr, x, y, r * 1.12, 5, 1, FALSE);
      break;
    case ISO_SYMBOL_STAR:
      trace_polygon (cr, x, y, r * 1.4, 5, 0.42, FALSE);
      break;
    case ISO_SYMBOL_PLUS:
      trace_plus (cr, x, y, r * 1.1);
      break;
    case ISO_SYMBOL_NONE:
      break;
    }
}

static void
trace_cell (cairo_t *cr, const IsoRect *rect, gboolean round)
{
  double side = MIN (rect->width, rect->height);

  cairo_new_path (cr);
  if (round)
    cairo_arc (cr, rect->x + rect->width / 2, rect->y + rect->height / 2, side / 2, 0, 2 * G_PI);
  else
    cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
}

static void
hatch (cairo_t *cr, const IsoRect *rect, gboolean round, double width)
{
  double step = MAX (2.4, MIN (rect->width, rect->height) / 5);

  cairo_save (cr);
  trace_cell (cr, rect, round);
  cairo_clip (cr);
  cairo_set_line_width (cr, width);
  for (double x = rect->x - rect->height + step / 2; x < rect->x + rect->width; x += step)
    {
      cairo_move_to (cr, x, rect->y + rect->height);
      cairo_line_to (cr, x + rect->height, rect->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The signs inside a cell, in a colour that can be seen on it. */
static void
draw_signs (cairo_t *cr, const IsoRect *rect, guint look, double width)
{
  double x = rect->x + rect->width / 2;
  double y = rect->y + rect->height / 2;
  double side = MIN (rect->width, rect->height);

  cairo_set_line_width (cr, width);
  if (look & ISO_CELL_RING)
    {
      cairo_new_path (cr);
      cairo_arc (cr, x, y, side * 0.30, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
  if (look & ISO_CELL_CROSS)
    {
      cairo_move_to (cr, x - side * 0.24, y - side * 0.24);
      cairo_line_to (cr, x + side * 0.24, y + side * 0.24);
      cairo_move_to (cr, x - side * 0.24, y + side * 0.24);
      cairo_line_to (cr, x + side * 0.24, y - side * 0.24);
      cairo_stroke (cr);
    }
  if (look & ISO_CELL_DASHED)
    {
      cairo_rectangle (cr, x - side * 0.24, y - side * 0.24, side * 0.48, side * 0.48);
      cairo_stroke (cr);
    }
  if (look & ISO_CELL_DOT)
    {
      cairo_new_path (cr);
      cairo_arc (cr, x, y, side * 0.12, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  if (look & ISO_CELL_CORNER)
    {
      cairo_move_to (cr, x - side * 0.26, y + side * 0.22);
      cairo_line_to (cr, x, y - side * 0.24);
      cairo_line_to (cr, x + side * 0.26, y + side * 0.22);
      cairo_close_path (cr);
      cairo_stroke (cr);
    }
  if (look & ISO_CELL_STRUCK)
    {
      cairo_move_to (cr, x - side * 0.5, y + side * 0.5);
      cairo_line_to (cr, x + side * 0.5, y - side * 0.5);
      cairo_stroke (cr);
    }
}

/* The same around the cell: vehicle solid, blank dashed, untreated dotted, positive control with ticks outwards,
 * compound blank and time zero with a wedge below. */
static void
draw_signs_at_edge (cairo_t *cr, const IsoRect *rect, guint look, gboolean round)
{
  double side = MIN (rect->width, rect->height);
  double x = rect->x + rect->width / 2;
  double y = rect->y + rect->height / 2;
  double width = CLAMP (side / 11, 0.5, 1.6);
  IsoRect edge = { rect->x + width / 2, rect->y + width / 2, rect->width - width, rect->height - width };

  if ((look & (ISO_CELL_RING | ISO_CELL_CROSS | ISO_CELL_DASHED | ISO_CELL_DOT | ISO_CELL_CORNER)) == 0)
    return;
  iso_draw_set_dash (cr, look & (ISO_CELL_DASHED | ISO_CELL_CORNER) ? ISO_DASH_DASHED : look & ISO_CELL_DOT
                     ? ISO_DASH_DOTTED : ISO_DASH_SOLID,
                     width);
  cairo_set_line_width (cr, width);
  trace_cell (cr, &edge, round);
  cairo_stroke (cr);
  iso_draw_set_dash (cr, ISO_DASH_SOLID, width);
  for (guint i = 0; i < 4 && look & ISO_CELL_CROSS; i++)
    {
      double angle = G_PI / 4 + i * G_PI / 2;
      double from = round ? 0.36 : 0.5;

      cairo_move_to (cr, x + cos (angle) * side * from, y + sin (angle) * side * from);
      cairo_line_to (cr, x + cos (angle) * side * 0.6, y + sin (angle) * side * 0.6);
    }
  cairo_stroke (cr);
  if (look & ISO_CELL_CORNER)
    {
      cairo_move_to (cr, x - side * 0.14, y + side * 0.5);
      cairo_line_to (cr, x + side * 0.14, y + side * 0.5);
      cairo_line_to (cr, x, y + side * 0.3);
      cairo_close_path (cr);
      cairo_fill (cr);
    }
}

void
iso_draw_set_colour (cairo_t *cr, IsoColour colour)
{
  cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, colour.alpha);
}

void
iso_draw_set_dash (cairo_t *cr, IsoDash dash, double width)
{
  double dashed[] = { 3.2 * MAX (width, 0.8), 2.2 * MAX (width, 0.8) };
  double dotted[] = { 0.01, 2.2 * MAX (width, 0.8) };
  double dash_dot[] = { 4.5 * MAX (width, 0.8), 2 * MAX (width, 0.8), 0.01, 2 * MAX (width, 0.8) };

  cairo_set_line_cap (cr, dash == ISO_DASH_DOTTED || dash == ISO_DASH_DASH_DOT ? CAIRO_LINE_CAP_ROUND
                      : CAIRO_LINE_CAP_BUTT);
  switch (dash)
    {
    case ISO_DASH_SOLID:
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    case ISO_DASH_DASHED:
      cairo_set_dash (cr, dashed, 2, 0);
      break;
    case ISO_DASH_DOTTED:
      cairo_set_dash (cr, dotted, 2, 0);
      break;
    case ISO_DASH_DASH_DOT:
      cairo_set_dash (cr, dash_dot, 4, 0);
      break;
    }
}

void
iso_draw_symbol (cairo_t *cr, const IsoFigureStyle *style, IsoSymbol symbol, double x, double y, double size,
                 IsoColour colour,
                 gboolean hollow)
{
  if (symbol == ISO_SYMBOL_NONE)
    return;
  trace_symbol (cr, symbol, x, y, size);
  if (hollow)
    {
      iso_draw_set_colour (cr, style->background);
      cairo_fill_preserve (cr);
      iso_draw_set_colour (cr, colour);
      cairo_set_line_width (cr, MAX (style->axis_pt, 0.8));
      cairo_stroke (cr);
    }
  else
    {
      iso_draw_set_colour (cr, colour);
      cairo_fill (cr);
    }
}

void
iso_draw_cell (cairo_t *cr, const IsoFigureStyle *style, const IsoRect *rect, IsoColour colour, guint look,
               gboolean round,
               gboolean at_edge)
{
  double side = MIN (rect->width, rect->height);
  double width = CLAMP (side / 14, 0.35, 1.1);
  IsoRect inner = *rect;

  if (round)
    {
      double margin = side * (1 - ISO_ROUND_CELL) / 2;

      inner.x += margin;
      inner.y += margin;
      inner.width -= 2 * margin;
      inner.height -= 2 * margin;
    }
  iso_draw_set_dash (cr, ISO_DASH_SOLID, width);
  if (look & (ISO_CELL_HATCHED | ISO_CELL_OUTLINE))
    {
      iso_draw_set_colour (cr, iso_colour_mix (style->muted, style->background, 0.55));
      if (look & ISO_CELL_HATCHED)
        hatch (cr, &inner, round, MIN (width, 0.5));
      trace_cell (cr, &inner, round);
      cairo_set_line_width (cr, 0.4);
      cairo_stroke (cr);
      iso_draw_set_colour (cr, style->foreground);
    }
  else
    {
      iso_draw_set_colour (cr, colour);
      trace_cell (cr, &inner, round);
      cairo_fill_preserve (cr);
      if (!round && side > 5)
        {
          /* A hair of background between neighbours. */
          iso_draw_set_colour (cr, style->background);
          cairo_set_line_width (cr, 0.4);
          cairo_stroke (cr);
        }
      cairo_new_path (cr);
      iso_draw_set_colour (cr, iso_colour_text_on (colour));
    }
  if (at_edge)
    {
      draw_signs (cr, &inner, look & ISO_CELL_STRUCK, width);
      iso_draw_set_colour (cr, style->foreground);
      draw_signs_at_edge (cr, rect, look, round);
    }
  else
    {
      draw_signs (cr, &inner, look, width);
    }
  if (look & ISO_CELL_FRAMED)
    {
      double inset = round || side < 8 ? 0 : 1.3;
      IsoRect frame = { inner.x + inset, inner.y + inset, inner.width - 2 * inset, inner.height - 2 * inset };

      iso_draw_set_colour (cr, look & ISO_CELL_HATCHED ? style->foreground : iso_colour_text_on (colour));
      cairo_set_line_width (cr, MIN (width, 0.7));
      trace_cell (cr, &frame, round);
      cairo_stroke (cr);
    }
}
