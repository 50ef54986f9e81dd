/* iso-figure-layout.c
 *
 * From the outside in: title above, key, note and caption below; what is left is a grid of panels. The margins of a
 * panel come from its measured tick labels, the ticks from the length of its axes, and these from the margins: a few
 * rounds settle it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-layout.h"

#include "iso-axis-ticks.h"
#include "iso-figure-zoom.h"
#include "iso-plot-text.h"

#include <math.h>

#define PAD              3.0    /* around everything */
#define PANEL_GAP       10.0
#define ZERO_WIDTH      17.0    /* for 0 and the break, in front of a log axis */
#define LARGEST_CELL    34.0
#define LEAST_PLOT      48.0    /* a plot lower than this gets the room of what stands around it */
#define ROUNDING         2.0    /* a plot that was given its least in whole pixels may be so much higher */
#define FREE_ROUNDS        2    /* margins may shrink again; from then on they only grow, so that it ends */
#define MOST_ROUNDS        8
#define WIDE_PLOT      330.0

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} Margins;

/* What stands around the panels; where a given height leaves too little for them, one after the other gives way. */
typedef enum
{
  AROUND_ALL,
  AROUND_NO_CAPTION,
  AROUND_KEY_NAMES,         /* no values in the key */
  AROUND_NO_KEY
} Around;

typedef struct
{
  Around   around;
  gboolean key;             /* all entries; else only those that cannot stand beside a curve */
  double   top;             /* of the grid */
  double   below;           /* height of key, note and caption */
  double   key_height;
  double   key_column;
  guint    key_columns;
  double   note_height;
  double   caption_height;
  guint    rows;
  guint    columns;
} Frame;

static IsoText
as_text (const char *text, double size, double width, guint lines)
{
  return (IsoText) { .text = (char *) text, .size = size, .width = width, .lines = lines };
}

static gboolean
has_value (const Frame *frame, const IsoKeyEntry *entry)
{
  return frame->around < AROUND_KEY_NAMES && *entry->value != '\0';
}

static char *
key_line (const Frame *frame, const IsoKeyEntry *entry)
{
  return has_value (frame, entry) ? iso_plot_text (N_("{1}: {2}"), entry->name, entry->value, NULL)
      : g_strdup (entry->name);
}

static gboolean
in_key (const Frame *frame, const IsoKeyEntry *entry)
{
  return frame->around < AROUND_NO_KEY && (frame->key || entry->path == NULL);
}

/* Key: name and value in one line or, if that is too long, in two. */

static double
key_room (const Frame *frame)
{
  return frame->key_column - ISO_SAMPLE_WIDTH - 13;
}

static gboolean
is_split (IsoTextRuler *ruler, const Frame *frame, const IsoKeyEntry *entry, double size)
{
  g_autofree char *line = key_line (frame, entry);

  return has_value (frame, entry) && iso_text_ruler_width (ruler, line, size) > key_room (frame);
}

static double
key_row_height (const IsoFigure *figure, IsoTextRuler *ruler, const Frame *frame, const IsoKeyEntry *entry)
{
  double size = figure->style.tick_pt;
  double height = iso_layout_height (ruler, entry->name, size, 0, 1, FALSE);

  if (is_split (ruler, frame, entry, size))
    height += iso_layout_height (ruler, entry->value, size, key_room (frame), 2, FALSE);
  return height + 1.5;
}

static void
measure_key (IsoFigure *figure, IsoTextRuler *ruler, Frame *frame)
{
  double room = figure->width - 2 * PAD;
  double widest = 0;
  double row = 0;
  guint n = 0;

  frame->key_height = 0;
  for (guint i = 0; i < figure->key->len; i++)
    {
      const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, i);
      g_autofree char *line = key_line (frame, entry);

      if (in_key (frame, entry))
        {
          widest = MAX (widest, iso_text_ruler_width (ruler, line, figure->style.tick_pt) + ISO_SAMPLE_WIDTH + 3);
          n++;
        }
    }
  if (n == 0)
    return;

  widest = MIN (widest, room);
  frame->key_columns = CLAMP ((guint) ((room + 10) / (widest + 10)), 1, n);
  frame->key_column = (room + 10) / frame->key_columns;
  for (guint i = 0, place = 0; i < figure->key->len; i++)
    {
      const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, i);

      if (!in_key (frame, entry))
        continue;
      row = MAX (row, key_row_height (figure, ruler, frame, entry));
      if (++place % frame->key_columns == 0 || place == n)
        {
          frame->key_height += row;
          row = 0;
        }
    }
  frame->key_height += 3;
}

static void
place_key_row (IsoFigure *figure, IsoTextRuler *ruler, const Frame *frame, guint index, double x, double y)
{
  const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, index);
  double size = figure->style.tick_pt;
  double line = iso_layout_height (ruler, entry->name, size, 0, 1, FALSE);
  IsoKeySample sample = { index, { x, y, ISO_SAMPLE_WIDTH, line } };
  double left = x + ISO_SAMPLE_WIDTH + 3;

  g_array_append_val (figure->samples, sample);
  if (is_split (ruler, frame, entry, size))
    {
      iso_layout_add_text (figure, g_strdup (entry->name), left, y, size, key_room (frame), 1)->middle = TRUE;
      iso_layout_add_text (figure, g_strdup (entry->value), left, y + line, size, key_room (frame), 2);
    }
  else
    {
      iso_layout_add_text (figure, key_line (frame, entry), left, y, size, key_room (frame), 1)->middle = TRUE;
    }
}

static void
place_key (IsoFigure *figure, IsoTextRuler *ruler, const Frame *frame, double y)
{
  double row = 0;
  guint place = 0;

  for (guint i = 0; i < figure->key->len; i++)
    {
      const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, i);

      if (!in_key (frame, entry))
        continue;
      row = MAX (row, key_row_height (figure, ruler, frame, entry));
      place_key_row (figure, ruler, frame, i, PAD + (place % frame->key_columns) * frame->key_column, y);
      if (++place % frame->key_columns == 0)
        {
          y += row;
          row = 0;
        }
    }
}

/* Panels */

static void
set_axis_places (IsoPanel *panel)
{
  double zero = panel->x.has_zero ? MIN (ZERO_WIDTH, panel->plot.width / 4) : 0;
  double top = panel->plot.y;
  double bottom = panel->plot.y + panel->plot.height;

  panel->x.start = panel->plot.x + zero;
  panel->x.zero = panel->plot.x + zero * 0.4;
  panel->x.end = panel->plot.x + panel->plot.width;
  panel->y.start = panel->y.reversed ? top : bottom;
  panel->y.end = panel->y.reversed ? bottom : top;
}

static void
make_bar_ticks (IsoTextRuler *ruler, const IsoFigureStyle *style, IsoPanel *panel)
{
  double height = iso_layout_height (ruler, "0", style->small_pt, 0, 1, FALSE);

  g_array_set_size (panel->bar.ticks, 0);
  if (panel->bar.shown)
    iso_ticks_linear (panel->bar.low, panel->bar.high, (guint) CLAMP (panel->plot.height / (height * 2.2), 2, 6), FALSE,
                      panel->bar.ticks);
}

/* Chooses the words of an axis' title. Returns their height. */
static double
fit_title (IsoTextRuler *ruler, IsoAxis *axis, double size, double length)
{
  g_free (axis->shown);
  axis->shown = iso_text_ruler_shorten (ruler, axis->title, axis->unit, size, length, 2);
  return iso_layout_height (ruler, axis->shown, size, length, 2, FALSE);
}

/* The margins that a panel needs for the ticks it has now. */
static Margins
measure_margins (IsoFigure *figure, IsoTextRuler *ruler, IsoPanel *panel)
{
  const IsoFigureStyle *style = &figure->style;
  double line = iso_layout_height (ruler, "0", style->tick_pt, 0, 1, FALSE);
  double tick = panel->x.scale == ISO_AXIS_BANDS ? 0 : ISO_TICK_LENGTH;
  double x_labels = panel->x.turned ? iso_layout_widest (ruler, panel->x.ticks, style->tick_pt) : line;
  double x_title = fit_title (ruler, &panel->x, style->text_pt, panel->plot.width);
  double y_title = fit_title (ruler, &panel->y, style->text_pt, panel->plot.height);
  double x_side = tick + ISO_LAYOUT_GAP / 2 + x_labels + (x_title > 0 ? x_title + ISO_LAYOUT_GAP / 2 : 0);
  Margins margins = { 0 };

  if (style->spark)
    return margins;
  margins.left = (panel->y.scale == ISO_AXIS_BANDS ? 0 : ISO_TICK_LENGTH) + ISO_LAYOUT_GAP
                 + iso_layout_widest (ruler, panel->y.ticks, style->tick_pt) + (y_title > 0 ? y_title + ISO_LAYOUT_GAP : 0);
  margins.top = MAX (line / 2, 2)
                + iso_layout_height (ruler, panel->title, style->text_pt, panel->plot.width + margins.left, 2, TRUE);
  if (panel->x.at_top)
    margins.top += x_side;
  else
    margins.bottom = x_side;
  margins.right = 5;
  if (panel->x.ticks->len > 0 && panel->x.scale != ISO_AXIS_BANDS)
    {
      const char *last = NULL;

      for (guint i = 0; i < panel->x.ticks->len; i++)
        {
          const char *label = g_array_index (panel->x.ticks, IsoAxisTick, i).label;

          last = label != NULL ? label : last;
        }
      if (last != NULL)
        margins.right = MAX (margins.right, iso_text_ruler_width (ruler, last, style->tick_pt) / 2);
    }
  if (panel->bar.shown)
    {
      double title = iso_layout_height (ruler, panel->bar.title, style->small_pt, MAX (panel->plot.height, 30), 2, FALSE);

      margins.right = 7 + ISO_BAR_WIDTH + ISO_TICK_LENGTH + ISO_LAYOUT_GAP
                      + iso_layout_widest (ruler, panel->bar.ticks, style->small_pt) + (title > 0 ? title + ISO_LAYOUT_GAP : 0);
    }
  return margins;
}

static Margins
widest_margins (const Margins *one, const Margins *other)
{
  return (Margins) { MAX (one->left, other->left), MAX (one->top, other->top), MAX (one->right, other->right),
                     MAX (one->bottom, other->bottom) };
}

/* The plot of a panel within the room that is left between the margins. */
static void
fit_plot (IsoPanel *panel, double width, double height)
{
  if (panel->square_cells)
    {
      double cell = MIN (width / MAX (panel->x.high, 1), LARGEST_CELL);

      if (height > 0)
        cell = MIN (cell, height / MAX (panel->y.high, 1));
      panel->plot.width = cell * panel->x.high;
      panel->plot.height = cell * panel->y.high;
    }
  else
    {
      panel->plot.width = width;
      /* Wide plots are flatter. */
      panel->plot.height = height > 0 ? height : width * panel->ratio * (width > WIDE_PLOT ? 0.75 : 1);
    }
}

/* Lays the grid of panels out below frame->top. Returns its height. */
static double
place_panels (IsoFigure *figure, IsoTextRuler *ruler, const Frame *frame)
{
  Margins most = { 30, 8, 8, 24 };
  double grid = figure->height > 0 ? figure->height - frame->top - frame->below - PAD : 0;
  double width = 0, height = 0, tallest = 0;
  gboolean settled = FALSE;

  for (guint round = 0; round < MOST_ROUNDS && !settled; round++)
    {
      Margins needed = { 0 };

      width = (figure->width - 2 * PAD - (frame->columns - 1) * PANEL_GAP) / frame->columns - most.left - most.right;
      width = MAX (width, 10);
      height = grid != 0 ? MAX ((grid - (frame->rows - 1) * PANEL_GAP) / frame->rows - most.top - most.bottom, 10) : 0;
      tallest = 0;
      for (guint i = 0; i < figure->panels->len; i++)
        {
          IsoPanel *panel = figure->panels->pdata[i];
          Margins margins;

          fit_plot (panel, width, height);
          set_axis_places (panel);
          iso_layout_ticks (ruler, &figure->style, &panel->x, TRUE);
          iso_layout_ticks (ruler, &figure->style, &panel->y, FALSE);
          make_bar_ticks (ruler, &figure->style, panel);
          margins = measure_margins (figure, ruler, panel);
          needed.left = MAX (needed.left, margins.left);
          needed.top = MAX (needed.top, margins.top);
          needed.right = MAX (needed.right, margins.right);
          needed.bottom = MAX (needed.bottom, margins.bottom);
          tallest = MAX (tallest, panel->plot.height);
        }
      if (round >= FREE_ROUNDS)
        needed = widest_margins (&needed, &most);
      settled = fabs (needed.left + needed.right - most.left - most.right) < 0.01
                && fabs (needed.top + needed.bottom - most.top - most.bottom) < 0.01;
      most = needed;
    }

  for (guint i = 0; i < figure->panels->len; i++)
    {
      IsoPanel *panel = figure->panels->pdata[i];

      width = (figure->width - 2 * PAD - (frame->columns - 1) * PANEL_GAP) / frame->columns - most.left - most.right;
      fit_plot (panel, MAX (width, 10), grid != 0 ? height : 0);
      panel->corner.x = PAD + (i % frame->columns) * (most.left + MAX (width, 10) + most.right + PANEL_GAP);
      panel->corner.y = frame->top + (i / frame->columns) * (most.top + tallest + most.bottom + PANEL_GAP);
      panel->plot.x = panel->corner.x + most.left;
      panel->plot.y = panel->corner.y + most.top;
      set_axis_places (panel);
    }
  return frame->rows * (most.top + tallest + most.bottom) + (frame->rows - 1) * PANEL_GAP;
}

/* The whole */

static void
measure_frame (IsoFigure *figure, IsoTextRuler *ruler, Frame *frame)
{
  const IsoFigureStyle *style = &figure->style;
  double room = figure->width - 2 * PAD;
  double title = style->bare ? 0 : iso_layout_height (ruler, figure->title, style->text_pt, room, 3, TRUE);
  guint n = MAX (figure->panels->len, 1);

  frame->top = PAD + (title > 0 ? title + 3 : 0);
  measure_key (figure, ruler, frame);
  frame->note_height = style->bare ? 0 : iso_layout_height (ruler, figure->note, style->small_pt, room, 2, TRUE);
  frame->caption_height = frame->around == AROUND_ALL && !style->bare
                          ? iso_layout_height (ruler, figure->caption->str, style->small_pt, room, 12, FALSE) : 0;
  frame->below = frame->key_height + frame->note_height + frame->caption_height
                 + (frame->note_height + frame->caption_height > 0 ? 4 : 0);
  frame->columns = CLAMP ((guint) ((room + PANEL_GAP) / (figure->panel_width + PANEL_GAP)), 1, n);
  frame->rows = (n + frame->columns - 1) / frame->columns;
  frame->columns = (n + frame->rows - 1) / frame->rows;
}

static void
place_title (IsoFigure *figure)
{
  double room = figure->width - 2 * PAD;

  if (*figure->title != '\0' && !figure->style.bare)
    iso_layout_add_text (figure, g_strdup (figure->title), PAD, PAD, figure->style.text_pt, room, 3)->bold = TRUE;
}

static void
place_below (IsoFigure *figure, IsoTextRuler *ruler, const Frame *frame)
{
  double room = figure->width - 2 * PAD;
  double y = figure->height - PAD - frame->below;

  if (frame->key_height > 0)
    place_key (figure, ruler, frame, y + 3);
  y += frame->key_height + 4;
  if (frame->note_height > 0)
    iso_layout_add_text (figure, g_strdup (figure->note), PAD, y, figure->style.small_pt, room, 2)->bold = TRUE;
  if (frame->caption_height > 0)
    iso_layout_add_text (figure, g_strdup (figure->caption->str), PAD, y + frame->note_height, figure->style.small_pt,
                         room, 12);
}

/* What the height that was given lacks for plots that can be read; not more than 0 if nothing. Square cells may be small for want of
 * width. */
static double
find_lack (const IsoFigure *figure, const Frame *frame)
{
  const IsoPanel *panel = figure->panels->pdata[0];
  double room = panel->square_cells ? (figure->height - frame->top - frame->below) / frame->rows - 30 : panel->plot.height;

  return figure->height > 0 && !figure->style.spark ? frame->rows * (LEAST_PLOT - room) : 0;
}

/* Places everything but direct labels; `height` is what the caller asked for. */
static void
arrange (IsoFigure *figure, IsoTextRuler *ruler, double height, gboolean key)
{
  Frame frame = { .key = key };
  double grid, lack;

  g_array_set_size (figure->texts, 0);
  g_array_set_size (figure->samples, 0);
  figure->height = height;
  measure_frame (figure, ruler, &frame);
  grid = place_panels (figure, ruler, &frame);
  while ((lack = find_lack (figure, &frame)) > 0.01)
    {
      if (frame.around < AROUND_NO_KEY)
        frame.around++;
      else
        figure->height += lack;
      measure_frame (figure, ruler, &frame);
      grid = place_panels (figure, ruler, &frame);
    }
  figure->least_height = height > 0 && lack > -ROUNDING * frame.rows ? figure->height : 0;
  if (height <= 0)
    figure->height = frame.top + grid + frame.below + PAD;
  place_title (figure);
  iso_layout_place_panels (figure, ruler);
  place_below (figure, ruler, &frame);
}

/* No panels: the reason stands in the middle. */
static void
arrange_empty (IsoFigure *figure, IsoTextRuler *ruler)
{
  Frame frame = { .around = AROUND_NO_CAPTION };
  double room = MAX (figure->width - 8 * PAD, 20);
  double height;
  IsoText *text;

  g_array_set_size (figure->texts, 0);
  measure_frame (figure, ruler, &frame);
  height = iso_layout_height (ruler, figure->empty, figure->style.text_pt, room, 20, FALSE);
  if (figure->height <= 0)
    figure->height = frame.top + height + frame.below + 40;
  place_title (figure);
  text = iso_layout_add_text (figure, g_strdup (figure->empty), figure->width / 2,
                              (frame.top + figure->height - frame.below) / 2, figure->style.text_pt, room, 20);
  text->align = 0.5;
  text->valign = 0.5;
  place_below (figure, ruler, &frame);
}

static gboolean
has_paths (const IsoFigure *figure)
{
  for (guint i = 0; i < figure->key->len; i++)
    {
      if (g_array_index (figure->key, IsoKeyEntry, i).path != NULL)
        return TRUE;
    }
  return FALSE;
}

double
iso_layout_height (IsoTextRuler *ruler, const char *words, double size, double width, guint lines, gboolean bold)
{
  IsoText text = as_text (words, size, width, lines);
  double w, h;

  if (*words == '\0')
    return 0;
  text.bold = bold;
  iso_text_ruler_measure (ruler, &text, &w, &h);
  return h;
}

double
iso_layout_widest (IsoTextRuler *ruler, const GArray *ticks, double size)
{
  double widest = 0;

  for (guint i = 0; i < ticks->len; i++)
    {
      const char *label = g_array_index (ticks, IsoAxisTick, i).label;

      if (label != NULL)
        widest = MAX (widest, iso_text_ruler_width (ruler, label, size));
    }
  return widest;
}

IsoText *
iso_layout_add_text (IsoFigure *figure, char *text, double x, double y, double size, double width, guint lines)
{
  IsoText added = as_text (text, size, width, lines);

  added.x = x;
  added.y = y;
  added.colour = figure->style.foreground;
  g_array_append_val (figure->texts, added);
  return &g_array_index (figure->texts, IsoText, figure->texts->len - 1);
}

IsoFigure *
iso_figure_finish (IsoFigure *figure)
{
  g_autoptr(IsoTextRuler) ruler = iso_text_ruler_new (&figure->style);
  double height = figure->height;

  if (figure->empty == NULL && figure->panels->len == 0)
    iso_figure_set_empty (figure, iso_plot_text (N_("There is nothing to draw."), NULL));
  if (figure->empty != NULL)
    {
      arrange_empty (figure, ruler);
      if (figure->description->len == 0)
        g_string_append (figure->description, figure->empty);
      return figure;
    }

  iso_figure_apply_zoom (figure);
  if (figure->direct_labels && has_paths (figure))
    {
      arrange (figure, ruler, height, FALSE);
      if (iso_layout_direct_labels (figure, ruler))
        return figure;
    }
  arrange (figure, ruler, height, TRUE);
  return figure;
}
