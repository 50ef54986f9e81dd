/* iso-figure-median-effect.c - log (fa / fu) against log dose, with the lines of the median-effect equation
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define MOST_ARMS 8

typedef struct
{
  const IsoAnalysis *analysis;
  IsoFigure         *figure;
  IsoPanel          *panel;
  const IsoUnit     *unit;
  guint              n_outside;    /* points without log odds */
  guint              n_excluded;   /* wells */
  guint              n_beyond;     /* of them, beyond the axes */
} Builder;

static double
log_odds (double fa)
{
  return fa > 0 && fa < 1 ? log10 (fa / (1 - fa)) : NAN;
}

/* The same for a place in the figure: what has no log odds lies beyond its upper or lower end. */
static double
place_odds (double fa)
{
  return fa <= 0 ? -INFINITY : fa >= 1 ? INFINITY : log_odds (fa);
}

static gboolean
is_usable (const IsoPoint *point)
{
  return point->dose > 0 && isfinite (log_odds (1 - point->viability));
}

/* The line's log10 (fa / fu) at a dose. */
static double
line_value (const IsoMedianEffect *effect, double dose)
{
  return (effect->line.intercept + effect->line.slope * log (dose)) / log (10);
}

static void
keep_usable_arms (const IsoAnalysis *analysis, GArray *arms)
{
  for (guint i = arms->len; i-- > 0;)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, g_array_index (arms, guint, i));
      gboolean usable = FALSE;

      for (guint k = 0; k < arm->points->len; k++)
        usable = usable || is_usable (&g_array_index (arm->points, IsoPoint, k));
      if (!usable)
        g_array_remove_index (arms, i);
    }
}

/* Arms whose doses cannot stand on the axis of the first are left out, and said. */
static guint
keep_one_dimension (const IsoAnalysis *analysis, GArray *arms)
{
  guint before = arms->len;

  for (guint i = arms->len; i-- > 1;)
    {
      if (!iso_arms_share_axis (iso_analysis_arm (analysis, g_array_index (arms, guint, i)),
                                iso_analysis_arm (analysis, g_array_index (arms, guint, 0))))
        g_array_remove_index (arms, i);
    }
  if (arms->len > MOST_ARMS)
    g_array_set_size (arms, MOST_ARMS);
  return before - arms->len;
}

static void
set_axes (Builder *builder, const GArray *arms)
{
  double x_low = INFINITY, x_high = 0, y_low = -1, y_high = 1;

  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));

      for (guint k = 0; k < arm->points->len; k++)
        {
          const IsoPoint *point = &g_array_index (arm->points, IsoPoint, k);

          if (point->dose > 0 && isfinite (point->viability))
            {
              x_low = MIN (x_low, point->dose);
              x_high = MAX (x_high, point->dose);
            }
          if (!is_usable (point))
            continue;
          y_low = MIN (y_low, log_odds (1 - point->viability));
          y_high = MAX (y_high, log_odds (1 - point->viability));
        }
      if (arm->median_effect.status == ISO_STATUS_OK)
        {
          y_low = MIN (y_low, line_value (&arm->median_effect, arm->median_effect.lowest_dose));
          y_high = MAX (y_high, line_value (&arm->median_effect, arm->median_effect.highest_dose));
        }
      iso_arm_widen_by_excluded (builder->analysis, arm, &x_low, &x_high);
    }
  iso_widen_log (&x_low, &x_high, 0.06);
  iso_axis_set_log (&builder->panel->x, iso_unit_from_inside (builder->unit, x_low),
                    iso_unit_from_inside (builder->unit, x_high),
                    iso_plot_text (N_("Dose"), NULL));
  iso_axis_set_unit (&builder->panel->x, builder->unit->symbol);
  iso_axis_set_linear (&builder->panel->y, y_low - 0.15, y_high + 0.15, iso_plot_text (N_("log₁₀ (fa / fu)"), NULL));
}

static void
add_columns (IsoFigure *figure)
{
  iso_figure_add_column (figure, iso_plot_text (N_("Curve"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Item"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose, lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose, upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose unit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Fraction affected"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("log₁₀ (fa / fu)"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("m"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("m, lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("m, upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("r"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("n"), NULL));
}

static void
add_point_row (Builder *builder, const char *curve, char *item, const IsoPoint *point, const IsoUnit *unit, int mark)
{
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (curve));
  iso_figure_add_text (figure, item);
  iso_figure_add_number (figure, iso_unit_from_inside (unit, point->dose));
  iso_figure_add_number (figure, NAN);
  iso_figure_add_number (figure, NAN);
  iso_figure_add_text (figure, g_strdup (unit->symbol));
  iso_figure_add_number (figure, 1 - point->viability);
  iso_figure_add_number (figure, log_odds (1 - point->viability));
  for (guint i = 0; i < 4; i++)
    iso_figure_add_number (figure, NAN);
  iso_figure_add_number (figure, point->n);
}

static void
add_line_row (Builder *builder, const char *curve, const IsoArm *arm)
{
  const IsoMedianEffect *effect = &arm->median_effect;
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, -1);
  iso_figure_add_text (figure, g_strdup (curve));
  iso_figure_add_text (figure, effect->status == ISO_STATUS_OK ? iso_plot_text (N_("Line: Dm and m"), NULL)
                                                               : iso_plot_status (effect->status));
  iso_figure_add_number (figure, iso_unit_from_inside (arm->unit, effect->dm.value));
  iso_figure_add_number (figure, iso_unit_from_inside (arm->unit, effect->dm.lower));
  iso_figure_add_number (figure, iso_unit_from_inside (arm->unit, effect->dm.upper));
  iso_figure_add_text (figure, g_strdup (arm->unit->symbol));
  iso_figure_add_number (figure, effect->status == ISO_STATUS_OK ? 0.5 : NAN);
  iso_figure_add_number (figure, effect->status == ISO_STATUS_OK ? 0 : NAN);
  iso_figure_add_number (figure, effect->m.value);
  iso_figure_add_number (figure, effect->m.lower);
  iso_figure_add_number (figure, effect->m.upper);
  iso_figure_add_number (figure, effect->status == ISO_STATUS_OK ? effect->r : NAN);
  iso_figure_add_number (figure, effect->n);
}

/* Without log odds it takes no part in the line, and stands at the edge, to be seen. */
static void
add_outside (Builder *builder, const IsoArm *arm, guint index, const IsoPoint *point, const char *run)
{
  const IsoFigureStyle *style = &builder->figure->style;
  guint series = iso_arm_series (builder->analysis, index);
  IsoColour colour = iso_colour_mix (iso_series_colour (style, series), style->background, 0.6);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  g_autofree char *dose = iso_plot_dose (point->dose, arm->unit);
  g_autofree char *fa = iso_plot_number (1 - point->viability), *begins = iso_run_name (builder->analysis, point->run, TRUE);
  double x = iso_unit_from_inside (builder->unit, point->dose), y = place_odds (1 - point->viability);
  IsoSymbol symbol = y > 0 ? ISO_SYMBOL_TRIANGLE : ISO_SYMBOL_TRIANGLE_DOWN;
  int mark = iso_figure_add_mark (builder->figure,
                                  iso_plot_text (N_("{1} {2}, {3}: fa {4}, left out: it is not between 0 and 1"),
                                                 name, dose, run, fa, NULL),
                                  point->observations, point->n);

  builder->n_outside++;
  add_point_row (builder, name, iso_plot_text (N_("{1}, left out"), begins, NULL), point, arm->unit, mark);
  iso_panel_hold (builder->panel, &x, &y);
  iso_panel_add_point (builder->panel, x, y, symbol, colour, style->symbol_pt * 0.85, mark)->hollow = TRUE;
}

/* Wells that were left out, at the value that they would have. */
static void
add_excluded (Builder *builder, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  g_autoptr(GArray) wells = iso_arm_list_excluded (builder->analysis, arm);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  guint series = iso_arm_series (builder->analysis, index);

  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);
      IsoPoint point = { .dose = well->dose, .viability = well->viability, .n = 1 };
      double x = iso_unit_from_inside (builder->unit, well->dose), y = place_odds (1 - well->viability);
      gboolean beyond = iso_panel_is_beyond (builder->panel, x, y);
      g_autofree char *dose = iso_plot_dose (well->dose, arm->unit);
      g_autofree char *fa = iso_plot_number (1 - well->viability);
      g_autofree char *text = iso_plot_text (N_("{1} {2}: fa {3}"), name, dose, fa, NULL);
      int mark;

      if (!(well->dose > 0))
        continue;
      mark = iso_figure_add_mark (builder->figure, iso_plot_with_excluded (builder->analysis, well->observation, text, beyond),
                                  &well->observation, 1);
      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = well->observation });
      add_point_row (builder, name, iso_plot_excluded (builder->analysis, well->observation), &point, arm->unit, mark);
      iso_panel_add_excluded (builder->panel, style, x, y, iso_series_symbol (series), iso_series_colour (style, series), mark);
      builder->n_excluded++;
      builder->n_beyond += beyond;
    }
}

static void
add_points (Builder *builder, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  guint series = iso_arm_series (builder->analysis, index);

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);
      g_autofree char *run = iso_run_name (builder->analysis, point->run, FALSE);
      g_autofree char *dose = iso_plot_dose (point->dose, arm->unit);
      g_autofree char *fa = iso_plot_number (1 - point->viability);
      g_autofree char *odds = iso_plot_number (log_odds (1 - point->viability));
      g_autofree char *n = iso_plot_count (point->n);
      IsoPlotPoint *drawn;
      int mark;

      if (!(point->dose > 0) || !isfinite (point->viability))
        continue;
      if (!is_usable (point))
        {
          add_outside (builder, arm, index, point, run);
          continue;
        }
      mark = iso_figure_add_mark (builder->figure,
                                  iso_plot_text (N_("{1} {2}, {3}: fa {4}, log₁₀ (fa / fu) {5}, {6} wells"),
                                                 name, dose, run, fa, odds, n, NULL),
                                  point->observations, point->n);
      add_point_row (builder, name, iso_run_name (builder->analysis, point->run, TRUE), point, arm->unit, mark);
      drawn = iso_panel_add_point (builder->panel, iso_unit_from_inside (builder->unit, point->dose),
                                   log_odds (1 - point->viability),
                                   iso_series_symbol (series), iso_series_colour (style, series),
                                     style->symbol_pt * 0.85, mark);
      drawn->hollow = point->run % 2 == 1;
    }
}

static void
add_piece (Builder *builder, const IsoMedianEffect *effect, double from, double to, IsoColour colour, IsoDash dash)
{
  if (to > from)
    iso_panel_add_segment (builder->panel, colour, builder->figure->style.line_pt, dash,
                           iso_unit_from_inside (builder->unit, from), line_value (effect, from),
                           iso_unit_from_inside (builder->unit, to), line_value (effect, to));
}

static char *
line_text (const IsoArm *arm)
{
  const IsoMedianEffect *effect = &arm->median_effect;
  g_autofree char *dm = iso_plot_dose_estimate (&effect->dm, arm->unit);
  g_autofree char *m = iso_plot_estimate (&effect->m, 1, "");
  g_autofree char *r = iso_plot_number (effect->r);

  if (effect->status != ISO_STATUS_OK)
    return iso_plot_status (effect->status);
  /* A line that may as well be level crosses the middle anywhere, or nowhere. */
  if (effect->m.lower <= 0)
    return iso_plot_text (N_("Dm not determined by the data, m {1}, r {2}"), m, r, NULL);
  return iso_plot_text (N_("Dm {1}, m {2}, r {3}"), dm, m, r, NULL);
}

static void
add_arm (Builder *builder, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  const IsoMedianEffect *effect = &arm->median_effect;
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  g_autofree char *text = line_text (arm);
  guint series = iso_arm_series (builder->analysis, index);
  IsoColour colour = iso_series_colour (&builder->figure->style, series);
  gboolean has_line = effect->status == ISO_STATUS_OK && isfinite (effect->line.slope);
  IsoKeyEntry *entry;

  if (has_line)
    {
      double low = iso_unit_to_inside (builder->unit, builder->panel->x.low);
      double high = iso_unit_to_inside (builder->unit, builder->panel->x.high);

      add_piece (builder, effect, effect->lowest_dose, effect->highest_dose, colour, ISO_DASH_SOLID);
      if (effect->dm.value > effect->highest_dose)
        add_piece (builder, effect, effect->highest_dose, MIN (effect->dm.value, high), colour, ISO_DASH_DASHED);
      if (effect->dm.value < effect->lowest_dose)
        add_piece (builder, effect, MAX (effect->dm.value, low), effect->lowest_dose, colour, ISO_DASH_DASHED);
    }
  add_points (builder, index);
  add_excluded (builder, index);
  add_line_row (builder, name, arm);

  entry = iso_figure_add_key (builder->figure, 0, name, text);
  entry->symbol = iso_series_symbol (series);
  entry->colour = colour;
  entry->has_line = has_line;
  entry->path = g_array_new (FALSE, FALSE, sizeof (IsoSpot));
  for (guint i = 0; i <= 24 && has_line; i++)
    {
      double dose = effect->lowest_dose * pow (effect->highest_dose / effect->lowest_dose, i / 24.0);
      IsoSpot spot = { iso_unit_from_inside (builder->unit, dose), line_value (effect, dose) };

      g_array_append_val (entry->path, spot);
    }
}

static void
add_words (Builder *builder, const GArray *arms, guint left_out)
{
  g_autofree char *level = iso_plot_percent (builder->analysis->settings.level);
  g_autofree char *n = iso_plot_count (arms->len);

  iso_figure_add_caption (builder->figure,
                          iso_plot_text (builder->analysis->settings.linear_median_effect
                                           ? N_("Points: mean of the wells of each run (every second run hollow). Lines: least squares through "
                                                "all runs; Dm and m with {1} interval.")
                                           : N_("Points: mean of the wells of each run (every second run hollow). Lines: least squares of fa "
                                                "itself over all runs; Dm and m with {1} interval."),
                                         level, NULL));
  if (builder->n_outside > 0)
    {
      g_autofree char *outside = iso_plot_count (builder->n_outside);

      iso_figure_add_caption (builder->figure,
                              iso_plot_text (builder->analysis->settings.linear_median_effect
                                               ? N_("Left out, because fa is not between 0 and 1: {1} points (hollow triangles at the edge).")
                                               : N_("Without a place here, because fa is not between 0 and 1, and yet in the fit: {1} points "
                                                    "(hollow triangles at the edge)."),
                                             outside, NULL));
    }
  iso_figure_add_excluded_note (builder->figure, builder->n_excluded, builder->n_beyond);
  if (left_out > 0)
    {
      g_autofree char *others = iso_plot_count (left_out);

      iso_figure_add_caption (builder->figure,
                              iso_plot_text (N_("Left out, because their doses do not fit this axis or it is full: "
                                                "{1} lines."), others, NULL));
    }
  iso_figure_add_description (builder->figure, iso_plot_text (N_("Median-effect figure with {1} lines."), n, NULL));
  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));
      g_autofree char *name = iso_arm_title (builder->analysis, arm);
      g_autofree char *text = line_text (arm);

      iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}: {2}."), name, text, NULL));
    }
}

gboolean
iso_median_effect_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  g_autoptr(GArray) arms = iso_subject_arms (analysis, subject);

  keep_usable_arms (analysis, arms);
  return arms->len > 0 && !iso_analysis_is_raw (analysis);
}

IsoFigure *
iso_median_effect_build (ISO_BUILDER_ARGUMENTS)
{
  g_autoptr(GArray) arms = iso_subject_arms (analysis, subject);
  Builder builder = { .analysis = analysis };
  guint left_out;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt, iso_subject_title (analysis, subject, arms));
  if (iso_analysis_is_raw (analysis))
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("A median-effect figure needs a fraction affected. These "
                                                      "responses are taken as they "
                                                      "stand, so there is none."), NULL));
  keep_usable_arms (analysis, arms);
  if (arms->len == 0)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no median-effect line to draw: no point has a "
                                                      "fraction affected between "
                                                      "0 and 1."), NULL));

  left_out = keep_one_dimension (analysis, arms);
  iso_arms_share_unit (analysis, (guint *) (void *) arms->data, arms->len, &builder.unit);
  builder.panel = iso_figure_add_panel (builder.figure);
  builder.figure->direct_labels = TRUE;
  set_axes (&builder, arms);
  add_columns (builder.figure);
  iso_panel_add_segment (builder.panel, iso_colour_mix (style->muted, style->background, 0.7), style->axis_pt,
                         ISO_DASH_DOTTED,
                         builder.panel->x.low, 0, builder.panel->x.high, 0)->faint = TRUE;
  for (guint i = 0; i < arms->len; i++)
    add_arm (&builder, g_array_index (arms, guint, i));
  add_words (&builder, arms, left_out);
  return iso_figure_finish (builder.figure);
}
