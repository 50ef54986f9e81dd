/* iso-figure-labels.c - labels beside the curves they name
 *
 * Each label may stand at many places around its curve. Points, curves, words and other labels count as obstacles; the
 * place with the least cost wins, label after label. If one of them finds none that is free, all of them go into the
 * key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-layout.h"

#include <math.h>

#define AWAY       3.0    /* from the curve */
#define MOST_COST  0.9
#define PATH_STEPS  40

typedef struct
{
  IsoRect rect;
  double  weight;   /* of being covered altogether */
} Obstacle;

typedef struct
{
  IsoRect rect;
  double  sample;        /* width of the symbol in front */
  double  name_height;
  double  name_width;
  double  value_width;
} Label;

static double
overlap (const IsoRect *a, const IsoRect *b)
{
  double width = MIN (a->x + a->width, b->x + b->width) - MAX (a->x, b->x);
  double height = MIN (a->y + a->height, b->y + b->height) - MAX (a->y, b->y);

  return width > 0 && height > 0 ? width * height : 0;
}

static void
add_obstacle (GArray *obstacles, double x, double y, double width, double height, double weight)
{
  Obstacle obstacle = { { x, y, width, height }, weight };

  if (isfinite (x) && isfinite (y))
    g_array_append_val (obstacles, obstacle);
}

static void
add_bar (GArray *obstacles, const IsoPanel *panel, const IsoPlotPoint *point)
{
  double x = iso_axis_place (&panel->x, point->x);
  double y = iso_axis_place (&panel->y, point->y);
  double left = iso_axis_place (&panel->x, point->x_low);
  double right = iso_axis_place (&panel->x, point->x_high);
  double bottom = iso_axis_place (&panel->y, point->y_low);
  double top = iso_axis_place (&panel->y, point->y_high);

  if (isfinite (left) && isfinite (right))
    add_obstacle (obstacles, MIN (left, right), y - 2, fabs (right - left), 4, 0.7);
  if (isfinite (top) && isfinite (bottom))
    add_obstacle (obstacles, x - 2, MIN (top, bottom), 4, fabs (bottom - top), 0.7);
}

/* Curves become chains of small boxes. */
static void
add_line (GArray *obstacles, const IsoPanel *panel, const IsoPlotLine *line)
{
  for (guint i = 1; i < line->spots->len; i++)
    {
      const IsoSpot *from = &g_array_index (line->spots, IsoSpot, i - 1);
      const IsoSpot *to = &g_array_index (line->spots, IsoSpot, i);
      double x1 = iso_axis_place (&panel->x, from->x), y1 = iso_axis_place (&panel->y, from->y);
      double x2 = iso_axis_place (&panel->x, to->x), y2 = iso_axis_place (&panel->y, to->y);
      double length = hypot (x2 - x1, y2 - y1);
      guint pieces = isfinite (length) ? (guint) CLAMP (length / 3, 1, 200) : 0;

      for (guint k = 0; k <= pieces && pieces > 0; k++)
        add_obstacle (obstacles, x1 + (x2 - x1) * k / pieces - 1.2, y1 + (y2 - y1) * k / pieces - 1.2, 2.4, 2.4,
                      line->faint ? 0.02 : 0.5);
    }
}

static GArray *
find_obstacles (const IsoFigure *figure, IsoTextRuler *ruler)
{
  GArray *obstacles = g_array_new (FALSE, FALSE, sizeof (Obstacle));

  for (guint i = 0; i < figure->panels->len; i++)
    {
      const IsoPanel *panel = figure->panels->pdata[i];

      for (guint k = 0; k < panel->points->len; k++)
        {
          const IsoPlotPoint *point = &g_array_index (panel->points, IsoPlotPoint, k);
          double half = point->size / 2 + 0.8;

          add_obstacle (obstacles, iso_axis_place (&panel->x, point->x) - half,
                        iso_axis_place (&panel->y, point->y) - half,
                        2 * half, 2 * half, 1);
          add_bar (obstacles, panel, point);
        }
      for (guint k = 0; k < panel->lines->len; k++)
        add_line (obstacles, panel, &g_array_index (panel->lines, IsoPlotLine, k));
    }
  for (guint i = 0; i < figure->texts->len; i++)
    {
      IsoRect rect;

      iso_text_ruler_place (ruler, &g_array_index (figure->texts, IsoText, i), &rect);
      add_obstacle (obstacles, rect.x, rect.y, rect.width, rect.height, 3);
    }
  return obstacles;
}

static const char *
first_line (const IsoKeyEntry *entry)
{
  return entry->named_above ? entry->value : entry->name;
}

static const char *
second_line (const IsoKeyEntry *entry)
{
  return entry->named_above ? "" : entry->value;
}

/* A long name is shortened; numbers are not. */
static double
name_width (const IsoKeyEntry *entry, const IsoPanel *panel)
{
  return entry->named_above ? 0 : panel->plot.width * 0.55;
}

static void
measure_label (const IsoFigure *figure, IsoTextRuler *ruler, const IsoKeyEntry *entry, Label *label)
{
  const IsoPanel *panel = figure->panels->pdata[entry->panel];
  double size = figure->style.tick_pt;
  IsoText name = { .text = (char *) first_line (entry), .size = size, .lines = 1, .middle = TRUE };
  IsoText value = { .text = (char *) second_line (entry), .size = size, .lines = 1 };
  double value_height = 0;

  name.width = name_width (entry, panel);
  label->value_width = 0;
  /* A symbol without a line would look like another point. */
  label->sample = entry->has_line ? ISO_SAMPLE_WIDTH * 0.7 : 0;
  iso_text_ruler_measure (ruler, &name, &label->name_width, &label->name_height);
  if (*second_line (entry) != '\0')
    iso_text_ruler_measure (ruler, &value, &label->value_width, &value_height);
  label->rect.width = label->sample + MAX (label->name_width, label->value_width);
  label->rect.height = label->name_height + value_height;
}

/* What is more than `most` need not be known. */
static double
find_cost (const GArray *obstacles, const IsoRect *rect, double most)
{
  double cost = 0;

  for (guint i = 0; i < obstacles->len && cost < most; i++)
    {
      const Obstacle *obstacle = &g_array_index (obstacles, Obstacle, i);
      double covered = overlap (rect, &obstacle->rect);

      if (covered > 0)
        cost += obstacle->weight * covered / (obstacle->rect.width * obstacle->rect.height);
    }
  return cost;
}

/* How near the label is to curves of others, compared to its own: a label must not seem to name its neighbour. */
static double
find_best_place (const IsoFigure *figure, const IsoKeyEntry *entry, const GArray *obstacles, Label *label)
{
  const IsoPanel *panel = figure->panels->pdata[entry->panel];
  const IsoRect *plot = &panel->plot;
  double least = nextafter (MOST_COST, INFINITY);
  IsoRect best = label->rect;
  guint n = entry->path->len;

  for (guint i = 0; i < MIN (n, PATH_STEPS); i++)
    {
      guint step = n <= PATH_STEPS ? i : i * (n - 1) / (PATH_STEPS - 1);
      const IsoSpot *spot = &g_array_index (entry->path, IsoSpot, step);
      double x = iso_axis_place (&panel->x, spot->x);
      double y = iso_axis_place (&panel->y, spot->y);

      if (!isfinite (x) || !isfinite (y))
        continue;
      for (int side = -1; side <= 1; side++)
        {
          for (int up = -1; up <= 1; up++)
            {
              double liking = (side < 0 ? 0.05 : 0) + (up > 0 ? 0.03 : 0);
              IsoRect rect = label->rect;
              double cost;

              if (side == 0 && up == 0)
                continue;
              rect.x = side < 0 ? x - AWAY - rect.width : side > 0 ? x + AWAY : x - rect.width / 2;
              rect.y = up < 0 ? y - AWAY - rect.height : up > 0 ? y + AWAY : y - rect.height / 2;
              if (rect.x < plot->x + 1 || rect.x + rect.width > plot->x + plot->width + 4
                  || rect.y < plot->y - 2 || rect.y + rect.height > plot->y + plot->height - 1)
                continue;
              /* The right and the upper side read best; the ends of a curve are free more often than its middle. */
              cost = find_cost (obstacles, &rect, least - liking) + liking;
              if (cost < least)
                {
                  least = cost;
                  best = rect;
                }
            }
        }
    }
  label->rect = best;
  return least;
}

static void
set_label (IsoFigure *figure, guint index, const Label *label)
{
  const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, index);
  const IsoPanel *panel = figure->panels->pdata[entry->panel];
  double size = figure->style.tick_pt;
  double x = label->rect.x + label->sample;
  IsoKeySample sample = { index, { label->rect.x, label->rect.y, label->sample - 2, label->name_height } };

  if (label->sample > 0)
    g_array_append_val (figure->samples, sample);
  iso_layout_add_text (figure, g_strdup (first_line (entry)), x, label->rect.y, size, name_width (entry, panel), 1)
    ->middle = TRUE;
  if (*second_line (entry) != '\0')
    iso_layout_add_text (figure, g_strdup (second_line (entry)), x, label->rect.y + label->name_height, size, 0, 1);
}

gboolean
iso_layout_direct_labels (IsoFigure *figure, IsoTextRuler *ruler)
{
  g_autoptr(GArray) obstacles = find_obstacles (figure, ruler);
  g_autofree Label *labels = g_new0 (Label, figure->key->len);

  for (guint i = 0; i < figure->key->len; i++)
    {
      const IsoKeyEntry *entry = &g_array_index (figure->key, IsoKeyEntry, i);

      if (entry->path == NULL)
        continue;
      measure_label (figure, ruler, entry, &labels[i]);
      if (find_best_place (figure, entry, obstacles, &labels[i]) > MOST_COST)
        return FALSE;
      add_obstacle (obstacles, labels[i].rect.x - 2, labels[i].rect.y - 1, labels[i].rect.width + 4,
                    labels[i].rect.height + 2, 20);
    }
  for (guint i = 0; i < figure->key->len; i++)
    {
      if (g_array_index (figure->key, IsoKeyEntry, i).path != NULL)
        set_label (figure, i, &labels[i]);
    }
  return TRUE;
}
