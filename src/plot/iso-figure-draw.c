/* iso-figure-draw.c - the one draw function
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-draw.h"

#include "iso-figure-layout.h"

#include <math.h>

#define CAP   2.2   /* half the bar across the end of an interval */
#define ARROW 3.2
#define REACH 9.0   /* of an arrow that stands for an open limit */

static IsoSpot
place_spot (const IsoPanel *panel, IsoSpot spot)
{
  return (IsoSpot) { iso_axis_place (&panel->x, spot.x), iso_axis_place (&panel->y, spot.y) };
}

static gboolean
is_placed (IsoSpot spot)
{
  return isfinite (spot.x) && isfinite (spot.y);
}

static void
clip_to_plot (cairo_t *cr, const IsoRect *plot)
{
  cairo_rectangle (cr, plot->x - 1, plot->y - 1, plot->width + 2, plot->height + 2);
  cairo_clip (cr);
}

static void
draw_areas (const IsoPanel *panel, cairo_t *cr)
{
  cairo_save (cr);
  clip_to_plot (cr, &panel->plot);
  for (guint i = 0; i < panel->areas->len; i++)
    {
      const IsoPlotArea *area = &g_array_index (panel->areas, IsoPlotArea, i);

      cairo_new_path (cr);
      for (guint k = 0; k < area->spots->len; k++)
        {
          IsoSpot spot = place_spot (panel, g_array_index (area->spots, IsoSpot, k));

          if (is_placed (spot))
            cairo_line_to (cr, spot.x, spot.y);
        }
      cairo_close_path (cr);
      iso_draw_set_colour (cr, area->colour);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/* A filled arrow head at `to`, coming from `from`. */
static void
draw_arrow_head (cairo_t *cr, IsoSpot from, IsoSpot to)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  double dx, dy;

  if (!(length > 0))
    return;
  dx = (to.x - from.x) / length * ARROW;
  dy = (to.y - from.y) / length * ARROW;
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, to.x, to.y);
  cairo_line_to (cr, to.x - dx + dy * 0.45, to.y - dy - dx * 0.45);
  cairo_line_to (cr, to.x - dx - dy * 0.45, to.y - dy + dx * 0.45);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_cap (cairo_t *cr, IsoSpot at, IsoSpot other)
{
  double length = hypot (at.x - other.x, at.y - other.y);

  if (!(length > 0))
    return;
  cairo_move_to (cr, at.x - (at.y - other.y) / length * CAP, at.y + (at.x - other.x) / length * CAP);
  cairo_line_to (cr, at.x + (at.y - other.y) / length * CAP, at.y - (at.x - other.x) / length * CAP);
  cairo_stroke (cr);
}

static void
draw_line (const IsoPanel *panel, const IsoPlotLine *line, cairo_t *cr)
{
  IsoSpot first = { NAN, NAN }, last = { NAN, NAN }, before = { NAN, NAN };

  cairo_new_path (cr);
  for (guint i = 0; i < line->spots->len; i++)
    {
      IsoSpot spot = place_spot (panel, g_array_index (line->spots, IsoSpot, i));

      if (!is_placed (spot))
        {
          cairo_new_sub_path (cr);
          last = spot;
          continue;
        }
      if (is_placed (last))
        cairo_line_to (cr, spot.x, spot.y);
      else
        cairo_move_to (cr, spot.x, spot.y);
      if (!is_placed (first))
        first = spot;
      before = last;
      last = spot;
    }
  iso_draw_set_colour (cr, line->colour);
  cairo_set_line_width (cr, line->width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  iso_draw_set_dash (cr, line->dash, line->width);
  cairo_stroke (cr);
  if (line->caps && is_placed (last) && is_placed (first))
    {
      cairo_set_dash (cr, NULL, 0, 0);
      draw_cap (cr, first, last);
      draw_cap (cr, last, first);
    }
  if (line->arrow && is_placed (last) && is_placed (before))
    draw_arrow_head (cr, before, last);
}

static void
draw_lines (const IsoPanel *panel, cairo_t *cr)
{
  cairo_save (cr);
  clip_to_plot (cr, &panel->plot);
  for (guint i = 0; i < panel->lines->len; i++)
    draw_line (panel, &g_array_index (panel->lines, IsoPlotLine, i), cr);
  cairo_restore (cr);
}

/* One arm of an interval, from the middle to `value`; an end beyond the axis becomes an arrow at its edge. */
static void
draw_arm (const IsoPanel *panel, IsoSpot middle, double value, gboolean upright, gboolean up, cairo_t *cr)
{
  const IsoAxis *axis = upright ? &panel->y : &panel->x;
  double place = isinf (value) ? NAN : iso_axis_place (axis, value);
  double low = MIN (axis->start, axis->end);
  double high = MAX (axis->start, axis->end);
  gboolean towards_end = (axis->end > axis->start) == up;
  gboolean beyond = !isfinite (place) || place < low - 0.5 || place > high + 0.5;
  IsoSpot end = middle;

  if (isnan (value))
    return;
  if (beyond)
    place = towards_end ? high : low;
  if (isinf (value))
    {
      double from = upright ? middle.y : middle.x;

      place = towards_end ? MIN (place, from + REACH) : MAX (place, from - REACH);
    }
  *(upright ? &end.y : &end.x) = place;
  cairo_move_to (cr, middle.x, middle.y);
  cairo_line_to (cr, end.x, end.y);
  cairo_stroke (cr);
  if (beyond)
    draw_arrow_head (cr, middle, end);
  else
    draw_cap (cr, end, middle);
}

static void
draw_point (const IsoFigureStyle *style, const IsoPanel *panel, const IsoPlotPoint *point, cairo_t *cr)
{
  IsoSpot middle = place_spot (panel, (IsoSpot) { point->x, point->y });

  if (!is_placed (middle))
    return;
  iso_draw_set_colour (cr, point->colour);
  cairo_set_line_width (cr, MAX (style->axis_pt, 0.7));
  cairo_set_dash (cr, NULL, 0, 0);
  draw_arm (panel, middle, point->x_low, FALSE, FALSE, cr);
  draw_arm (panel, middle, point->x_high, FALSE, TRUE, cr);
  draw_arm (panel, middle, point->y_low, TRUE, FALSE, cr);
  draw_arm (panel, middle, point->y_high, TRUE, TRUE, cr);
  iso_draw_symbol (cr, style, point->symbol, middle.x, middle.y, point->size, point->colour, point->hollow);
  if (point->struck)
    {
      iso_draw_set_colour (cr, point->colour);
      cairo_move_to (cr, middle.x - point->size * 0.8, middle.y + point->size * 0.8);
      cairo_line_to (cr, middle.x + point->size * 0.8, middle.y - point->size * 0.8);
      cairo_stroke (cr);
    }
}

static void
draw_cells (const IsoFigureStyle *style, const IsoPanel *panel, cairo_t *cr)
{
  double width = panel->plot.width / MAX (panel->x.high, 1);
  double height = panel->plot.height / MAX (panel->y.high, 1);

  for (guint i = 0; i < panel->cells->len; i++)
    {
      const IsoPlotCell *cell = &g_array_index (panel->cells, IsoPlotCell, i);
      IsoRect rect = {
        iso_axis_place (&panel->x, cell->x),
        MIN (iso_axis_place (&panel->y, cell->y), iso_axis_place (&panel->y, cell->y + 1)),
        width, height,
      };

      if (cell->plan != NULL)
        iso_plate_look_draw (cell->plan, cr, style, rect.x, rect.y, MIN (width, height), panel->round_cells);
      else
        iso_draw_cell (cr, style, &rect, cell->colour, cell->look, panel->round_cells, panel->cell_text_pt > 0);
    }
}

/* White cells end somewhere too. */
static void
draw_border (const IsoFigureStyle *style, const IsoPanel *panel, cairo_t *cr)
{
  iso_draw_set_colour (cr, style->muted);
  iso_draw_set_dash (cr, ISO_DASH_SOLID, 0.4);
  cairo_set_line_width (cr, 0.4);
  cairo_rectangle (cr, panel->plot.x, panel->plot.y, panel->plot.width, panel->plot.height);
  cairo_stroke (cr);
}

static void
draw_ticks (const IsoFigureStyle *style, const IsoPanel *panel, const IsoAxis *axis, gboolean upright, cairo_t *cr)
{
  double edge = upright ? panel->plot.x : axis->at_top ? panel->plot.y : panel->plot.y + panel->plot.height;
  double way = upright || axis->at_top ? -1 : 1;

  for (guint i = 0; i < axis->ticks->len; i++)
    {
      const IsoAxisTick *tick = &g_array_index (axis->ticks, IsoAxisTick, i);
      double at = iso_axis_place (axis, tick->value);
      double length = way * ISO_TICK_LENGTH * (tick->label != NULL ? 1 : 0.55);

      cairo_move_to (cr, upright ? edge : at, upright ? at : edge);
      cairo_line_to (cr, upright ? edge + length : at, upright ? at : edge + length);
    }
  cairo_stroke (cr);
}

static void
draw_axes (const IsoFigureStyle *style, const IsoPanel *panel, cairo_t *cr)
{
  double x = panel->plot.x;
  double y = panel->plot.y + panel->plot.height;
  double start = x;

  if (panel->x.scale == ISO_AXIS_BANDS)
    return;
  iso_draw_set_colour (cr, style->foreground);
  iso_draw_set_dash (cr, ISO_DASH_SOLID, style->axis_pt);
  cairo_set_line_width (cr, style->axis_pt);
  if (panel->x.has_zero)
    {
      double gap = panel->x.zero + (panel->x.start - panel->x.zero) * 0.45;

      cairo_move_to (cr, x, y);
      cairo_line_to (cr, gap - 1.2, y);
      for (int i = -1; i <= 1; i += 2)
        {
          cairo_move_to (cr, gap + i * 1.2 - 1, y + 2.6);
          cairo_line_to (cr, gap + i * 1.2 + 1, y - 2.6);
        }
      start = gap + 1.2;
    }
  cairo_move_to (cr, start, y);
  cairo_line_to (cr, x + panel->plot.width, y);
  cairo_move_to (cr, x, y + style->axis_pt / 2);
  cairo_line_to (cr, x, panel->plot.y);
  cairo_stroke (cr);
  draw_ticks (style, panel, &panel->x, FALSE, cr);
  draw_ticks (style, panel, &panel->y, TRUE, cr);
}

/* In steps, not as a gradient: every surface draws rectangles alike. */
static void
draw_bar (const IsoFigureStyle *style, const IsoPanel *panel, cairo_t *cr)
{
  const IsoRect *rect = &panel->bar.rect;
  guint steps = 64;

  for (guint i = 0; i < steps; i++)
    {
      double share = (i + 0.5) / steps;
      double middle = panel->bar.low + share * (panel->bar.high - panel->bar.low);
      double largest = MAX (fabs (panel->bar.low), fabs (panel->bar.high));

      iso_draw_set_colour (cr, panel->bar.diverging ? iso_colour_diverging (largest > 0 ? middle / largest : 0)
                                                    : iso_colour_sequential (share));
      cairo_rectangle (cr, rect->x, rect->y + rect->height * (1 - (i + 1.0) / steps), rect->width,
                       rect->height / steps + (i > 0 ? 0.3 : 0));
      cairo_fill (cr);
    }
  iso_draw_set_colour (cr, style->foreground);
  cairo_set_line_width (cr, style->axis_pt);
  cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
  for (guint i = 0; i < panel->bar.ticks->len; i++)
    {
      double value = g_array_index (panel->bar.ticks, IsoAxisTick, i).value;
      double share = panel->bar.high > panel->bar.low ? (value - panel->bar.low) / (panel->bar.high - panel->bar.low)
          : 0.5;
      double y = rect->y + (1 - share) * rect->height;

      cairo_move_to (cr, rect->x + rect->width, y);
      cairo_line_to (cr, rect->x + rect->width + ISO_TICK_LENGTH * 0.8, y);
    }
  cairo_stroke (cr);
}

static void
draw_sample (const IsoFigure *figure, const IsoKeySample *sample, cairo_t *cr)
{
  const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, sample->entry);
  const IsoRect *rect = &sample->rect;
  double y = rect->y + rect->height / 2;

  if (entry->look >= 0)
    {
      double side = MIN (rect->width, rect->height);
      IsoRect cell = { rect->x + rect->width - side, y - side / 2, side, side };
      const IsoPanel *panel = figure->panels->pdata[entry->panel];

      if (entry->plan != NULL)
        iso_plate_look_draw (entry->plan, cr, &figure->style, cell.x, cell.y, side, panel->round_cells);
      else
        iso_draw_cell (cr, &figure->style, &cell, entry->colour, (guint) entry->look, panel->round_cells, panel->cell_text_pt > 0);
      return;
    }
  if (entry->has_line)
    {
      iso_draw_set_colour (cr, entry->colour);
      cairo_set_line_width (cr, figure->style.line_pt);
      iso_draw_set_dash (cr, entry->dash, figure->style.line_pt);
      cairo_move_to (cr, rect->x, y);
      cairo_line_to (cr, rect->x + rect->width, y);
      cairo_stroke (cr);
    }
  iso_draw_set_dash (cr, ISO_DASH_SOLID, 1);
  iso_draw_symbol (cr, &figure->style, entry->symbol, rect->x + rect->width / 2, y, figure->style.symbol_pt,
                   entry->colour, entry->hollow);
}

void
iso_figure_draw (const IsoFigure *figure, cairo_t *cr)
{
  const IsoFigureStyle *style = &figure->style;

  cairo_save (cr);
  if (!style->transparent)
    {
      iso_draw_set_colour (cr, style->background);
      cairo_rectangle (cr, 0, 0, figure->width, figure->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const IsoPanel *panel = figure->panels->pdata[i];

      draw_cells (style, panel, cr);
      if (panel->cells->len > 0 && !panel->round_cells)
        draw_border (style, panel, cr);
      draw_areas (panel, cr);
      draw_lines (panel, cr);
      draw_axes (style, panel, cr);
      for (guint k = 0; k < panel->points->len; k++)
        draw_point (style, panel, &g_array_index (panel->points, IsoPlotPoint, k), cr);
      if (panel->bar.shown)
        draw_bar (style, panel, cr);
    }
  for (guint i = 0; i < figure->samples->len; i++)
    draw_sample (figure, &g_array_index (figure->samples, IsoKeySample, i), cr);
  iso_text_draw (figure->texts, style, cr);
  cairo_restore (cr);
}
