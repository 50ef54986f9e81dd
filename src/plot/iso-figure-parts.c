/* iso-figure-parts.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"

#include "iso-plot-text.h"

#include <math.h>

static void
clear_tick (IsoAxisTick *tick)
{
  g_free (tick->label);
}

static void
clear_area (IsoPlotArea *area)
{
  g_array_unref (area->spots);
}

static void
clear_line (IsoPlotLine *line)
{
  g_array_unref (line->spots);
}

static void
clear_cell (IsoPlotCell *cell)
{
  g_free (cell->text);
  g_free (cell->plan);
}

static void
clear_key (IsoKeyEntry *entry)
{
  g_free (entry->name);
  g_free (entry->value);
  g_free (entry->plan);
  if (entry->path != NULL)
    g_array_unref (entry->path);
}

static void
clear_mark (IsoFigureMark *mark)
{
  g_free ((char *) mark->label);
  g_free ((guint *) mark->observations);
}

static void
clear_text (IsoText *text)
{
  g_free (text->text);
}

static GArray *
new_array (guint size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  if (clear != NULL)
    g_array_set_clear_func (array, clear);
  return array;
}

static void
init_axis (IsoAxis *axis)
{
  axis->high = 1;
  axis->title = g_strdup ("");
  axis->unit = g_strdup ("");
  axis->shown = g_strdup ("");
  axis->bands = g_ptr_array_new_with_free_func (g_free);
  axis->ticks = new_array (sizeof (IsoAxisTick), (GDestroyNotify) clear_tick);
}

static void
clear_axis (IsoAxis *axis)
{
  g_free (axis->title);
  g_free (axis->unit);
  g_free (axis->shown);
  g_ptr_array_unref (axis->bands);
  g_array_unref (axis->ticks);
}

static void
free_panel (IsoPanel *panel)
{
  g_free (panel->title);
  clear_axis (&panel->x);
  clear_axis (&panel->y);
  g_array_unref (panel->areas);
  g_array_unref (panel->lines);
  g_array_unref (panel->points);
  g_array_unref (panel->cells);
  g_free (panel->bar.title);
  g_array_unref (panel->bar.ticks);
  g_free (panel);
}

static void
append_sentence (GString *text, char *sentence)
{
  if (text->len > 0 && *sentence != '\0')
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
set_axis (IsoAxis *axis, IsoAxisScale scale, double low, double high, char *title)
{
  axis->scale = scale;
  axis->low = low;
  axis->high = high;
  g_free (axis->title);
  axis->title = title;
}

IsoFigure *
iso_figure_new (const IsoFigureStyle *style, double width_pt, double height_pt, const char *title, const char *note)
{
  IsoFigure *figure = g_new0 (IsoFigure, 1);

  figure->references = 1;
  figure->style = *style;
  figure->width = width_pt;
  figure->height = height_pt;
  figure->panel_width = 165;
  figure->title = g_strdup (title);
  figure->note = g_strdup (note != NULL ? note : "");
  figure->caption = g_string_new (NULL);
  figure->description = g_string_new (NULL);
  figure->panels = g_ptr_array_new_with_free_func ((GDestroyNotify) free_panel);
  figure->key = new_array (sizeof (IsoKeyEntry), (GDestroyNotify) clear_key);
  figure->marks = new_array (sizeof (IsoFigureMark), (GDestroyNotify) clear_mark);
  figure->columns = g_ptr_array_new_with_free_func (g_free);
  figure->cells = g_ptr_array_new_with_free_func (g_free);
  figure->exact = new_array (sizeof (double), NULL);
  figure->texts = new_array (sizeof (IsoText), (GDestroyNotify) clear_text);
  figure->samples = new_array (sizeof (IsoKeySample), NULL);
  return figure;
}

IsoFigure *
iso_figure_ref (IsoFigure *figure)
{
  g_atomic_int_inc (&figure->references);
  return figure;
}

void
iso_figure_unref (IsoFigure *figure)
{
  if (!g_atomic_int_dec_and_test (&figure->references))
    return;
  g_free (figure->title);
  g_free (figure->note);
  g_string_free (figure->caption, TRUE);
  g_string_free (figure->description, TRUE);
  g_free (figure->empty);
  g_ptr_array_unref (figure->panels);
  g_array_unref (figure->key);
  g_array_unref (figure->marks);
  g_ptr_array_unref (figure->columns);
  g_ptr_array_unref (figure->cells);
  g_array_unref (figure->exact);
  g_array_unref (figure->texts);
  g_array_unref (figure->samples);
  g_free (figure);
}

void
iso_figure_set_empty (IsoFigure *figure, char *reason)
{
  g_free (figure->empty);
  figure->empty = reason;
}

void
iso_figure_add_caption (IsoFigure *figure, char *sentence)
{
  append_sentence (figure->caption, sentence);
}

void
iso_figure_add_description (IsoFigure *figure, char *sentence)
{
  append_sentence (figure->description, sentence);
}

IsoPanel *
iso_figure_add_panel (IsoFigure *figure)
{
  IsoPanel *panel = g_new0 (IsoPanel, 1);

  panel->title = g_strdup ("");
  panel->ratio = 0.72;
  init_axis (&panel->x);
  init_axis (&panel->y);
  panel->areas = new_array (sizeof (IsoPlotArea), (GDestroyNotify) clear_area);
  panel->lines = new_array (sizeof (IsoPlotLine), (GDestroyNotify) clear_line);
  panel->points = new_array (sizeof (IsoPlotPoint), NULL);
  panel->cells = new_array (sizeof (IsoPlotCell), (GDestroyNotify) clear_cell);
  panel->bar.title = g_strdup ("");
  panel->bar.ticks = new_array (sizeof (IsoAxisTick), (GDestroyNotify) clear_tick);
  g_ptr_array_add (figure->panels, panel);
  return panel;
}

int
iso_figure_add_mark (IsoFigure *figure, char *label, const guint *observations, guint n)
{
  IsoFigureMark mark = {
    .x = NAN, .y = NAN, .label = label, .n_observations = n, .well = -1, .row = -1,
    .observations = n > 0 ? g_memdup2 (observations, n * sizeof *observations) : NULL,
  };

  g_array_append_val (figure->marks, mark);
  return (int) figure->marks->len - 1;
}

void
iso_figure_set_topic (IsoFigure *figure, int mark, IsoTopic topic)
{
  if (mark >= 0)
    g_array_index (figure->marks, IsoFigureMark, mark).topic = topic;
}

IsoKeyEntry *
iso_figure_add_key (IsoFigure *figure, guint panel, const char *name, const char *value)
{
  IsoKeyEntry entry = {
    .panel = panel, .symbol = ISO_SYMBOL_NONE, .look = -1, .colour = figure->style.foreground,
    .name = g_strdup (name), .value = g_strdup (value),
  };

  g_array_append_val (figure->key, entry);
  return &g_array_index (figure->key, IsoKeyEntry, figure->key->len - 1);
}

void
iso_figure_add_column (IsoFigure *figure, char *header)
{
  g_ptr_array_add (figure->columns, header);
}

void
iso_figure_begin_row (IsoFigure *figure, int mark)
{
  guint columns = figure->columns->len;

  g_return_if_fail (columns > 0 && figure->cells->len % columns == 0);
  if (mark >= 0)
    g_array_index (figure->marks, IsoFigureMark, mark).row = (int) (figure->cells->len / columns);
}

void
iso_figure_add_text (IsoFigure *figure, char *text)
{
  double none = NAN;

  g_ptr_array_add (figure->cells, text);
  g_array_append_val (figure->exact, none);
}

void
iso_figure_add_number (IsoFigure *figure, double value)
{
  g_ptr_array_add (figure->cells, NULL);
  g_array_append_val (figure->exact, value);
}

void
iso_axis_set_linear (IsoAxis *axis, double low, double high, char *title)
{
  set_axis (axis, ISO_AXIS_LINEAR, low, high, title);
}

void
iso_axis_set_log (IsoAxis *axis, double low, double high, char *title)
{
  set_axis (axis, ISO_AXIS_LOG, low, high, title);
}

void
iso_axis_set_bands (IsoAxis *axis, char *title)
{
  set_axis (axis, ISO_AXIS_BANDS, 0, 0, title);
}

void
iso_axis_add_band (IsoAxis *axis, char *label)
{
  g_ptr_array_add (axis->bands, label);
  axis->high = axis->bands->len;
}

void
iso_axis_set_unit (IsoAxis *axis, const char *symbol)
{
  g_free (axis->unit);
  axis->unit = g_strdup (symbol);
}

IsoPlotLine *
iso_panel_add_line (IsoPanel *panel, IsoColour colour, double width, IsoDash dash)
{
  IsoPlotLine line = { .spots = new_array (sizeof (IsoSpot), NULL), .colour = colour, .width = width, .dash = dash };

  g_array_append_val (panel->lines, line);
  return &g_array_index (panel->lines, IsoPlotLine, panel->lines->len - 1);
}

void
iso_plot_line_to (IsoPlotLine *line, double x, double y)
{
  IsoSpot spot = { x, y };

  g_array_append_val (line->spots, spot);
}

IsoPlotLine *
iso_panel_add_segment (IsoPanel *panel, IsoColour colour, double width, IsoDash dash, double x1, double y1, double x2,
                       double y2)
{
  IsoPlotLine *line = iso_panel_add_line (panel, colour, width, dash);

  iso_plot_line_to (line, x1, y1);
  iso_plot_line_to (line, x2, y2);
  return line;
}

IsoPlotArea *
iso_panel_add_area (IsoPanel *panel, IsoColour colour)
{
  IsoPlotArea area = { .spots = new_array (sizeof (IsoSpot), NULL), .colour = colour };

  g_array_append_val (panel->areas, area);
  return &g_array_index (panel->areas, IsoPlotArea, panel->areas->len - 1);
}

void
iso_plot_area_to (IsoPlotArea *area, double x, double y)
{
  IsoSpot spot = { x, y };

  g_array_append_val (area->spots, spot);
}

IsoPlotPoint *
iso_panel_add_point (IsoPanel *panel, double x, double y, IsoSymbol symbol, IsoColour colour, double size, int mark)
{
  IsoPlotPoint point = {
    .x = x, .y = y, .x_low = NAN, .x_high = NAN, .y_low = NAN, .y_high = NAN,
    .symbol = symbol, .size = size, .colour = colour, .mark = mark,
  };

  g_array_append_val (panel->points, point);
  return &g_array_index (panel->points, IsoPlotPoint, panel->points->len - 1);
}

IsoPlotCell *
iso_panel_add_cell (IsoPanel *panel, guint column, guint row, IsoColour colour, guint look, int mark)
{
  IsoPlotCell cell = { .x = column, .y = row, .colour = colour, .look = look, .mark = mark };

  g_array_append_val (panel->cells, cell);
  return &g_array_index (panel->cells, IsoPlotCell, panel->cells->len - 1);
}

double
iso_axis_place (const IsoAxis *axis, double value)
{
  double share;

  if (axis->scale == ISO_AXIS_LOG)
    {
      if (value == 0 && axis->has_zero)
        return axis->zero;
      if (!(value > 0))
        return NAN;
      share = log (value / axis->low) / log (axis->high / axis->low);
    }
  else
    {
      share = (value - axis->low) / (axis->high - axis->low);
    }
  return axis->start + share * (axis->end - axis->start);
}
