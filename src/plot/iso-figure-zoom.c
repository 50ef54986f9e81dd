/* iso-figure-zoom.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-zoom.h"

#include "iso-figure-parts.h"
#include "iso-plot-text.h"

#include <math.h>

#define LEAST_SHARE 0.001   /* of an axis: less cannot be told apart on any screen */

static gboolean
can_zoom (const IsoPanel *panel)
{
  return panel->x.scale != ISO_AXIS_BANDS && panel->y.scale != ISO_AXIS_BANDS && panel->cells->len == 0;
}

/* The panel whose plot holds a place; -1 for none. */
static int
find_panel (const IsoFigure *figure, double x, double y)
{
  for (guint i = 0; i < figure->panels->len; i++)
    {
      const IsoPanel *panel = figure->panels->pdata[i];

      if (can_zoom (panel) && x >= panel->plot.x && x <= panel->plot.x + panel->plot.width && y >= panel->plot.y
          && y <= panel->plot.y + panel->plot.height)
        return (int) i;
    }
  return -1;
}

/* Shares run from 0 at the low end to 1 at the high one, as the axis is drawn. */
static double
to_share (const IsoAxis *axis, double place)
{
  return (place - axis->start) / (axis->end - axis->start);
}

static double
at_share (const IsoAxis *axis, double share)
{
  return axis->scale == ISO_AXIS_LOG ? axis->low * pow (axis->high / axis->low, share) : axis->low + share * (axis->high - axis->low);
}

static double
share_of (const IsoAxis *axis, double value)
{
  return axis->scale == ISO_AXIS_LOG ? log (value / axis->low) / log (axis->high / axis->low) : (value - axis->low) / (axis->high - axis->low);
}

/* Between two places; the place of 0, in front of the break, comes with the low end. */
static void
set_range (const IsoAxis *axis, double one, double other, IsoFigureRange *range)
{
  double low = to_share (axis, one), high = to_share (axis, other);

  *range = (IsoFigureRange) { at_share (axis, CLAMP (MIN (low, high), 0, 1)), at_share (axis, CLAMP (MAX (low, high), 0, 1)),
                              axis->has_zero && MIN (low, high) < 0 };
}

gboolean
iso_figure_zoom_to_rect (const IsoFigure *figure, double x1, double y1, double x2, double y2, double least, IsoFigureZoom *zoom)
{
  int index = find_panel (figure, x1, y1);
  const IsoPanel *panel = index >= 0 ? figure->panels->pdata[index] : NULL;
  gboolean narrow = fabs (x2 - x1) < least, low = fabs (y2 - y1) < least;

  if (panel == NULL || (narrow && low))
    return FALSE;
  *zoom = (IsoFigureZoom) { .on = TRUE, .panel = (guint) index };
  set_range (&panel->x, narrow ? panel->plot.x : x1, narrow ? panel->plot.x + panel->plot.width : x2, &zoom->x);
  set_range (&panel->y, low ? panel->plot.y : y1, low ? panel->plot.y + panel->plot.height : y2, &zoom->y);
  return zoom->x.high > zoom->x.low && zoom->y.high > zoom->y.low;
}

static void
scale_range (const IsoAxis *axis, double place, double factor, IsoFigureRange *range)
{
  double at = CLAMP (to_share (axis, place), 0, 1);

  *range = (IsoFigureRange) { at_share (axis, at - at * factor), at_share (axis, at + (1 - at) * factor),
                              axis->has_zero && (factor >= 1 || to_share (axis, place) < 0) };
}

/* TRUE if the range holds all of an axis. */
static gboolean
holds_all (const IsoFigureRange *range, const IsoAxis *axis)
{
  return range->low <= axis->all_low && range->high >= axis->all_high;
}

gboolean
iso_figure_zoom_about (const IsoFigure *figure, double x, double y, double factor, IsoFigureZoom *zoom)
{
  int index = find_panel (figure, x, y);
  const IsoPanel *panel = index >= 0 ? figure->panels->pdata[index] : NULL;

  if (panel == NULL)
    return FALSE;
  *zoom = (IsoFigureZoom) { .panel = (guint) index };
  scale_range (&panel->x, x, factor, &zoom->x);
  scale_range (&panel->y, y, factor, &zoom->y);
  zoom->on = !holds_all (&zoom->x, &panel->x) || !holds_all (&zoom->y, &panel->y);
  return TRUE;
}

/* What of the range the axis has; nothing changes where that is too little, since the data are others now. */
static gboolean
limit_range (const IsoAxis *axis, const IsoFigureRange *range, IsoFigureRange *limited)
{
  *limited = (IsoFigureRange) { MAX (range->low, axis->low), MIN (range->high, axis->high), range->zero };
  return limited->high > limited->low && share_of (axis, limited->high) - share_of (axis, limited->low) >= LEAST_SHARE;
}

static void
take_range (IsoAxis *axis, const IsoFigureRange *range)
{
  axis->has_zero = axis->has_zero && (range->zero || range->low <= axis->low);
  axis->low = range->low;
  axis->high = range->high;
}

static gboolean
is_within (const IsoAxis *axis, double value)
{
  return (value >= axis->low && value <= axis->high) || (value == 0 && axis->has_zero);
}

/* Labels beside curves would have to stand where the curves still are: the key says it instead. */
static void
leave_out (IsoFigure *figure, IsoPanel *panel)
{
  guint kept = 0;

  for (guint i = 0; i < panel->points->len; i++)
    {
      const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, i);

      if (is_within (&panel->x, point->x) && is_within (&panel->y, point->y))
        g_array_index (panel->points, IsoPlotPoint, kept++) = *point;
    }
  g_array_set_size (panel->points, kept);
  figure->direct_labels = FALSE;
}

void
iso_figure_apply_zoom (IsoFigure *figure)
{
  const IsoFigureZoom *zoom = &figure->style.zoom;
  IsoFigureRange x, y;
  IsoPanel *panel;

  for (guint i = 0; i < figure->panels->len; i++)
    {
      panel = figure->panels->pdata[i];
      panel->x.all_low = panel->x.low;
      panel->x.all_high = panel->x.high;
      panel->y.all_low = panel->y.low;
      panel->y.all_high = panel->y.high;
    }
  if (!zoom->on || zoom->panel >= figure->panels->len)
    return;
  panel = figure->panels->pdata[zoom->panel];
  if (!can_zoom (panel) || !limit_range (&panel->x, &zoom->x, &x) || !limit_range (&panel->y, &zoom->y, &y))
    return;
  take_range (&panel->x, &x);
  take_range (&panel->y, &y);
  leave_out (figure, panel);
  iso_figure_add_description (figure, iso_plot_text (N_("A part of it is shown larger."), NULL));
}
