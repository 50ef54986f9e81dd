/* iso-figure.c - what programs ask a finished figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-parts.h"

#include "iso-plot-text.h"

#include <math.h>

void
iso_figure_get_size (const IsoFigure *figure, double *width_pt, double *height_pt)
{
  *width_pt = figure->width;
  *height_pt = figure->height;
}

double
iso_figure_get_least_height (const IsoFigure *figure)
{
  return figure->least_height;
}

const char *
iso_figure_get_title (const IsoFigure *figure)
{
  return figure->title;
}

const char *
iso_figure_get_empty_reason (const IsoFigure *figure)
{
  return figure->empty;
}

const char *
iso_figure_get_caption (const IsoFigure *figure)
{
  return figure->caption->str;
}

const char *
iso_figure_describe (const IsoFigure *figure)
{
  return figure->description->str;
}

guint
iso_figure_get_n_marks (const IsoFigure *figure)
{
  return figure->marks->len;
}

const IsoFigureMark *
iso_figure_get_mark (const IsoFigure *figure, guint index)
{
  g_return_val_if_fail (index < figure->marks->len, NULL);
  return &g_array_index (figure->marks, IsoFigureMark, index);
}

const IsoFigureMark *
iso_figure_hit (const IsoFigure *figure, double x, double y, double tolerance)
{
  const IsoFigureMark *nearest = NULL;
  double least = INFINITY;

  for (guint i = 0; i < figure->marks->len; i++)
    {
      const IsoFigureMark *mark = &g_array_index (figure->marks, IsoFigureMark, i);
      double distance = hypot (x - mark->x - mark->width / 2, y - mark->y - mark->height / 2);

      /* A mark that is not drawn has no place: NaN compares as outside. */
      if (x >= mark->x - tolerance && x <= mark->x + mark->width + tolerance
          && y >= mark->y - tolerance && y <= mark->y + mark->height + tolerance
          && distance <= least)
        {
          least = distance;
          nearest = mark;
        }
    }
  return nearest;
}

guint
iso_figure_get_n_columns (const IsoFigure *figure)
{
  return figure->columns->len;
}

guint
iso_figure_get_n_rows (const IsoFigure *figure)
{
  return figure->columns->len > 0 ? figure->cells->len / figure->columns->len : 0;
}

const char *
iso_figure_get_column (const IsoFigure *figure, guint column)
{
  g_return_val_if_fail (column < figure->columns->len, NULL);
  return figure->columns->pdata[column];
}

const char *
iso_figure_get_cell (const IsoFigure *figure, guint row, guint column, double *exact)
{
  guint i = row * figure->columns->len + column;
  double value;

  g_return_val_if_fail (column < figure->columns->len && i < figure->cells->len, NULL);
  value = g_array_index (figure->exact, double, i);
  if (exact != NULL)
    *exact = value;
  /* A number is written when it is read: most figures are drawn anew many times before anybody opens their table. */
  if (figure->cells->pdata[i] == NULL)
    figure->cells->pdata[i] = isfinite (value) ? iso_plot_number (value) : g_strdup ("");
  return figure->cells->pdata[i];
}
