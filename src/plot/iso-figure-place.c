/* iso-figure-place.c - what stands in and around one panel: words of its axes and its colour scale, numbers in its cells, places of marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-layout.h"

#include <math.h>

#define DIGIT_HEIGHT 0.75   /* of their size */

static void
place_x_axis (IsoFigure *figure, IsoTextRuler *ruler, const IsoPanel *panel)
{
  const IsoFigureStyle *style = &figure->style;
  double tick = panel->x.scale == ISO_AXIS_BANDS ? 0 : ISO_TICK_LENGTH;
  double way = panel->x.at_top ? -1 : 1;
  double edge = panel->x.at_top ? panel->plot.y : panel->plot.y + panel->plot.height;
  double at = edge + way * (tick + ISO_LAYOUT_GAP / 2);
  double line = iso_layout_height (ruler, "0", style->tick_pt, 0, 1, FALSE);
  double labels = panel->x.turned ? iso_layout_widest (ruler, panel->x.ticks, style->tick_pt) : line;

  for (guint i = 0; i < panel->x.ticks->len; i++)
    {
      const IsoAxisTick *item = &g_array_index (panel->x.ticks, IsoAxisTick, i);
      IsoText *text;

      if (item->label == NULL)
        continue;
      text = iso_layout_add_text (figure, g_strdup (item->label), iso_axis_place (&panel->x, item->value), at,
                                  style->tick_pt, 0, 1);
      text->upright = panel->x.turned;
      text->align = panel->x.turned ? (panel->x.at_top ? 0 : 1) : 0.5;
      text->valign = panel->x.turned ? 0.5 : panel->x.at_top ? 1 : 0;
    }
  if (*panel->x.shown != '\0')
    {
      IsoText *text = iso_layout_add_text (figure, g_strdup (panel->x.shown), panel->plot.x + panel->plot.width / 2,
                                           at + way * (labels + ISO_LAYOUT_GAP / 2), style->text_pt, panel->plot.width,
                                             2);
      text->align = 0.5;
      text->valign = panel->x.at_top ? 1 : 0;
    }
}

static void
place_y_axis (IsoFigure *figure, IsoTextRuler *ruler, const IsoPanel *panel)
{
  const IsoFigureStyle *style = &figure->style;
  double at = panel->plot.x - (panel->y.scale == ISO_AXIS_BANDS ? 0 : ISO_TICK_LENGTH) - ISO_LAYOUT_GAP;

  for (guint i = 0; i < panel->y.ticks->len; i++)
    {
      const IsoAxisTick *item = &g_array_index (panel->y.ticks, IsoAxisTick, i);
      IsoText *text;

      if (item->label == NULL)
        continue;
      text = iso_layout_add_text (figure, g_strdup (item->label), at, iso_axis_place (&panel->y, item->value),
                                  style->tick_pt, 0, 1);
      text->align = 1;
      text->valign = 0.5;
    }
  if (*panel->y.shown != '\0')
    {
      double labels = iso_layout_widest (ruler, panel->y.ticks, style->tick_pt);
      IsoText *text = iso_layout_add_text (figure, g_strdup (panel->y.shown), at - labels - ISO_LAYOUT_GAP,
                                           panel->plot.y + panel->plot.height / 2, style->text_pt, panel->plot.height,
                                             2);
      text->upright = TRUE;
      text->align = 0.5;
      text->valign = 1;
    }
}

static void
place_bar (IsoFigure *figure, IsoTextRuler *ruler, IsoPanel *panel)
{
  const IsoFigureStyle *style = &figure->style;
  IsoRect rect = { panel->plot.x + panel->plot.width + 7, panel->plot.y, ISO_BAR_WIDTH, panel->plot.height };
  double at = rect.x + rect.width + ISO_TICK_LENGTH + ISO_LAYOUT_GAP / 2;

  panel->bar.rect = rect;
  for (guint i = 0; i < panel->bar.ticks->len; i++)
    {
      const IsoAxisTick *item = &g_array_index (panel->bar.ticks, IsoAxisTick, i);
      double share = panel->bar.high > panel->bar.low
          ? (item->value - panel->bar.low) / (panel->bar.high - panel->bar.low) : 0.5;
      IsoText *text = iso_layout_add_text (figure, g_strdup (item->label), at, rect.y + (1 - share) * rect.height,
                                           style->small_pt, 0, 1);

      text->valign = 0.5;
    }
  if (*panel->bar.title != '\0')
    {
      IsoText *text = iso_layout_add_text (figure, g_strdup (panel->bar.title),
                                           at + iso_layout_widest (ruler, panel->bar.ticks,
                                                              style->small_pt) + ISO_LAYOUT_GAP,
                                           rect.y + rect.height / 2, style->small_pt, MAX (rect.height, 30), 2);
      text->upright = TRUE;
      text->align = 0.5;
    }
}

/* One size for the numbers in all cells, if they fit. */
static void
choose_cell_text (IsoFigure *figure, IsoTextRuler *ruler, IsoPanel *panel)
{
  double width = panel->plot.width / MAX (panel->x.high, 1) - 1.5;
  double height = panel->plot.height / MAX (panel->y.high, 1) - 1;
  double widest = 0;

  panel->cell_text_pt = 0;
  for (guint i = 0; i < panel->cells->len; i++)
    {
      const IsoPlotCell *cell = &g_array_index (panel->cells, IsoPlotCell, i);

      if (cell->text != NULL)
        widest = MAX (widest, iso_text_ruler_width (ruler, cell->text, figure->style.small_pt));
    }
  if (widest > 0)
    {
      double size = MIN (figure->style.small_pt * MIN (1, width / widest), height / 1.25);

      /* The corners of the digits stay inside of a round well. */
      if (panel->round_cells)
        size = MIN (size, ISO_ROUND_CELL * MIN (width, height) / hypot (widest / figure->style.small_pt, DIGIT_HEIGHT));
      panel->cell_text_pt = size >= figure->style.min_pt ? size : 0;
    }
}

static void
place_cells (IsoFigure *figure, IsoPanel *panel)
{
  double width = panel->plot.width / MAX (panel->x.high, 1);
  double height = panel->plot.height / MAX (panel->y.high, 1);

  for (guint i = 0; i < panel->cells->len; i++)
    {
      const IsoPlotCell *cell = &g_array_index (panel->cells, IsoPlotCell, i);
      double x = iso_axis_place (&panel->x, cell->x);
      double y = MIN (iso_axis_place (&panel->y, cell->y), iso_axis_place (&panel->y, cell->y + 1));

      if (cell->mark >= 0)
        {
          IsoFigureMark *mark = &g_array_index (figure->marks, IsoFigureMark, cell->mark);

          mark->x = x;
          mark->y = y;
          mark->width = width;
          mark->height = height;
        }
      if (cell->text != NULL && panel->cell_text_pt > 0)
        {
          IsoText *text = iso_layout_add_text (figure, g_strdup (cell->text), x + width / 2, y + height / 2,
                                               panel->cell_text_pt, 0, 1);
          gboolean filled = (cell->look & (ISO_CELL_HATCHED | ISO_CELL_OUTLINE)) == 0;

          text->align = 0.5;
          text->valign = 0.5;
          text->colour = filled ? iso_colour_text_on (cell->colour) : figure->style.muted;
        }
    }
}

static void
place_point_marks (IsoFigure *figure, const IsoPanel *panel)
{
  for (guint i = 0; i < panel->points->len; i++)
    {
      const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, i);

      if (point->mark >= 0)
        {
          IsoFigureMark *mark = &g_array_index (figure->marks, IsoFigureMark, point->mark);

          mark->x = iso_axis_place (&panel->x, point->x) - point->size / 2;
          mark->y = iso_axis_place (&panel->y, point->y) - point->size / 2;
          mark->width = point->size;
          mark->height = point->size;
        }
    }
}

void
iso_layout_place_panels (IsoFigure *figure, IsoTextRuler *ruler)
{
  for (guint i = 0; i < figure->panels->len; i++)
    {
      IsoPanel *panel = figure->panels->pdata[i];

      place_x_axis (figure, ruler, panel);
      place_y_axis (figure, ruler, panel);
      if (panel->bar.shown)
        place_bar (figure, ruler, panel);
      if (*panel->title != '\0')
        iso_layout_add_text (figure, g_strdup (panel->title), panel->corner.x, panel->corner.y, figure->style.text_pt,
                             panel->plot.x + panel->plot.width - panel->corner.x, 2)->bold = TRUE;
      choose_cell_text (figure, ruler, panel);
      place_cells (figure, panel);
      place_point_marks (figure, panel);
    }
}
