/* iso-figure-fa-ci.c - combination index against the fraction affected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "analysis/iso-arm.h"
#include "analysis/iso-combine.h"
#include "iso-figure-excluded.h"

#include <math.h>

#define LEAST_CI   1e-3
#define LARGEST_CI 1e3

typedef struct
{
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  IsoFigure            *figure;
  IsoPanel             *panel;
  gboolean              has_extrapolated;
  gboolean              has_bound;
  gboolean              has_open;     /* an interval without an end on one side or both */
  guint                 n_excluded;
  guint                 n_beyond;     /* of them, beyond the axes */
} Builder;

/* Where an index is drawn: its value, or the one limit that is known; NaN for none. */
static double
index_place (const IsoEstimate *ci)
{
  if (isfinite (ci->value))
    return ci->value;
  return isfinite (ci->upper) ? ci->upper : isfinite (ci->lower) ? ci->lower : NAN;
}

static gboolean
can_draw (const IsoCombinationIndex *index)
{
  double place = index_place (&index->ci);

  return isfinite (index->fa) && place > 0 && isfinite (place);
}

static gboolean
is_extrapolated (const IsoCombinationIndex *index)
{
  gboolean extrapolated = index->ci.status == ISO_STATUS_EXTRAPOLATED;

  for (guint i = 0; i < index->n_drugs; i++)
    extrapolated = extrapolated || index->dx_status[i] == ISO_STATUS_EXTRAPOLATED;
  return extrapolated;
}

static char *
index_text (const IsoCombinationIndex *index)
{
  g_autofree char *ci = iso_plot_estimate (&index->ci, 1, "");
  g_autofree char *factor = iso_plot_number (index->factor);

  if (is_extrapolated (index) && isfinite (index->factor) && index->factor > 1)
    return iso_plot_text (N_("CI {1}, extrapolated {2} times beyond the doses tested"), ci, factor, NULL);
  return iso_plot_text (N_("CI {1}"), ci, NULL);
}

static char *
doses_text (const Builder *builder, const double *doses)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < builder->combination->n_drugs; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (builder->analysis->dataset->experiment,
                                                 builder->combination->drugs[i]);
      g_autofree char *dose = iso_plot_dose (doses[i], drug->unit);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " + " : "", drug->name, dose);
    }
  return g_string_free (text, FALSE);
}

static char *
index_standing (const IsoCombinationIndex *index)
{
  if (is_extrapolated (index))
    return iso_plot_status (ISO_STATUS_EXTRAPOLATED);
  return index->ci.status == ISO_STATUS_OK ? iso_plot_text (N_("measured"), NULL) : iso_plot_status (index->ci.status);
}

static void
add_row (Builder *builder, const char *item, const IsoCombinationIndex *index, const double *doses, guint n, int mark,
         char *standing)
{
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (item));
  for (guint i = 0; i < builder->combination->n_drugs; i++)
    {
      const IsoUnit *unit = iso_experiment_drug (builder->analysis->dataset->experiment,
                                                 builder->combination->drugs[i])->unit;

      iso_figure_add_number (figure, iso_unit_from_inside (unit, doses[i]));
    }
  iso_figure_add_number (figure, index->fa);
  iso_figure_add_number (figure, index->ci.value);
  iso_figure_add_number (figure, index->ci.lower);
  iso_figure_add_number (figure, index->ci.upper);
  for (guint i = 0; i < builder->combination->n_drugs; i++)
    {
      iso_figure_add_number (figure, index->dri[i].value);
      iso_figure_add_number (figure, index->dri[i].lower);
      iso_figure_add_number (figure, index->dri[i].upper);
    }
  iso_figure_add_text (figure, standing);
  iso_figure_add_number (figure, n > 0 ? n : NAN);
}

static void
add_columns (Builder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Item"), NULL));
  for (guint i = 0; i < builder->combination->n_drugs; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (builder->analysis->dataset->experiment,
                                                 builder->combination->drugs[i]);

      iso_figure_add_column (figure, iso_plot_with_unit (drug->name, drug->unit->symbol));
    }
  iso_figure_add_column (figure, iso_plot_text (N_("Fraction affected"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("CI"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("CI, lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("CI, upper limit"), NULL));
  for (guint i = 0; i < builder->combination->n_drugs; i++)
    {
      const char *name = iso_analysis_drug (builder->analysis, builder->combination->drugs[i]);

      iso_figure_add_column (figure, iso_plot_text (N_("Dose reduction of {1}"), name, NULL));
      iso_figure_add_column (figure, iso_plot_text (N_("Dose reduction of {1}, lower limit"), name, NULL));
      iso_figure_add_column (figure, iso_plot_text (N_("Dose reduction of {1}, upper limit"), name, NULL));
    }
  iso_figure_add_column (figure, iso_plot_text (N_("Standing"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Wells"), NULL));
}

/* An open end of an interval is an arrow to the edge of the plot, which is where it leads. */
static void
set_interval (Builder *builder, const IsoEstimate *ci, IsoPlotPoint *point)
{
  gboolean nowhere = ci->interval_status == ISO_STATUS_NOT_IDENTIFIED;
  gboolean open_low = isnan (ci->lower) && (isfinite (ci->upper) || nowhere);
  gboolean open_high = isnan (ci->upper) && (isfinite (ci->lower) || nowhere);

  point->y_low = open_low ? 0 : ci->lower;
  point->y_high = open_high ? G_MAXDOUBLE : ci->upper;
  builder->has_open = builder->has_open || open_low || open_high;
}

static void
add_index_point (Builder *builder, const IsoCombinationIndex *index, IsoSymbol symbol, IsoColour colour, double size,
                 int mark)
{
  const IsoFigureStyle *style = &builder->figure->style;
  gboolean extrapolated = is_extrapolated (index);
  gboolean bound = !isfinite (index->ci.value);
  IsoPlotPoint *point = iso_panel_add_point (builder->panel, index->fa, index_place (&index->ci),
                                             bound ? ISO_SYMBOL_NONE : symbol, extrapolated ? style->muted : colour,
                                               size, mark);

  point->hollow = extrapolated;
  if (!bound)
    set_interval (builder, &index->ci, point);
  else
    {
      /* A limit with an arrow to the side where the value lies. */
      point->symbol = isfinite (index->ci.upper) ? ISO_SYMBOL_TRIANGLE_DOWN : ISO_SYMBOL_TRIANGLE;
      point->hollow = TRUE;
      point->y_low = isfinite (index->ci.upper) ? -INFINITY : NAN;
      point->y_high = isfinite (index->ci.upper) ? NAN : INFINITY;
      builder->has_bound = TRUE;
    }
  builder->has_extrapolated = builder->has_extrapolated || extrapolated;
}

/* That of the ray the cell lies on. */
static IsoColour
cell_colour (const Builder *builder, const IsoCell *cell)
{
  const IsoFigureStyle *style = &builder->figure->style;

  if (cell->ray < 0)
    return style->foreground;
  return iso_series_colour (style, iso_arm_series (builder->analysis,
                                                   g_array_index (builder->combination->rays, IsoRay, cell->ray).arm));
}

static guint
add_cells (Builder *builder)
{
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *item = iso_plot_text (N_("Observed"), NULL);
  guint drawn = 0;

  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (builder->combination->cells, IsoCell, i);
      g_autofree char *doses = doses_text (builder, cell->doses);
      g_autofree char *fa = iso_plot_number (cell->fa);
      g_autofree char *text = index_text (&cell->index);
      g_autofree char *n = iso_plot_count (cell->n);
      int mark = -1;

      if (can_draw (&cell->index))
        {
          mark = iso_figure_add_mark (builder->figure,
                                      iso_plot_text (N_("{1}: fa {2}, {3}, {4} wells"), doses, fa, text, n, NULL),
                                      cell->observations, cell->n);
          iso_figure_set_topic (builder->figure, mark,
                                (IsoTopic) { .kind = ISO_TOPIC_CELL_INDEX, .item = i,
                                             .combination = iso_combination_number (builder->analysis, builder->combination) });
          add_index_point (builder, &cell->index, ISO_SYMBOL_CIRCLE, cell_colour (builder, cell),
                           style->symbol_pt * 0.9, mark);
          drawn++;
        }
      add_row (builder, item, &cell->index, cell->doses, cell->n, mark, index_standing (&cell->index));
    }
  return drawn;
}

/* The ray that a well would be on; -1 for none. */
static int
find_ray (const Builder *builder, guint observation)
{
  const GArray *rays = builder->combination->rays;
  double dose;

  for (guint i = 0; i < rays->len; i++)
    if (iso_arm_has_place (builder->analysis, iso_analysis_arm (builder->analysis, g_array_index (rays, IsoRay, i).arm), observation, &dose))
      return (int) i;
  return -1;
}

static void
add_excluded_well (Builder *builder, const IsoExcludedWell *well, const IsoCombinationIndex *index)
{
  const IsoFigureStyle *style = &builder->figure->style;
  IsoCell on_ray = { .ray = find_ray (builder, well->observation) };
  g_autofree char *doses = doses_text (builder, well->doses);
  g_autofree char *fa = iso_plot_number (index->fa);
  g_autofree char *ci = iso_plot_estimate (&index->ci, 1, "");
  g_autofree char *text = iso_plot_text (N_("{1}: fa {2}, CI {3}"), doses, fa, ci, NULL);
  g_autofree char *item = iso_plot_status (ISO_STATUS_EXCLUDED);
  double y = index_place (&index->ci);
  gboolean beyond = iso_panel_is_beyond (builder->panel, index->fa, y);
  int mark = -1;

  if (can_draw (index))
    {
      mark = iso_figure_add_mark (builder->figure, iso_plot_with_excluded (builder->analysis, well->observation, text, beyond),
                                  &well->observation, 1);
      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = well->observation });
      iso_panel_add_excluded (builder->panel, style, index->fa, y, ISO_SYMBOL_CIRCLE, cell_colour (builder, &on_ray), mark);
      builder->n_excluded++;
      builder->n_beyond += beyond;
    }
  add_row (builder, item, index, well->doses, 1, mark, iso_plot_excluded (builder->analysis, well->observation));
}

/* Wells that were left out, at the index that they would have by the lines of all runs. */
static void
add_excluded (Builder *builder)
{
  g_autoptr(GArray) wells = iso_combination_list_excluded (builder->analysis, builder->combination);
  IsoSingleAgent singles[ISO_MAX_DRUGS];

  if (!iso_combination_get_singles (builder->combination, builder->analysis->arms, -1, singles))
    return;
  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);
      gboolean together = TRUE;
      IsoCombinationIndex index;

      for (guint k = 0; k < builder->combination->n_drugs; k++)
        together = together && well->doses[k] > 0;
      if (!together)
        continue;
      iso_combination_index_at_point (singles, builder->combination->n_drugs, well->doses, 1 - well->viability,
                                      builder->analysis->settings.level, &index);
      add_excluded_well (builder, well, &index);
    }
}

/* The index along a ray by the lines of all runs: solid between tested doses, dashed where a Dx is extrapolated. */
static void
add_ray_curve (Builder *builder, const IsoArm *arm, IsoColour colour)
{
  IsoSingleAgent singles[ISO_MAX_DRUGS], ray;
  IsoPlotLine *line = NULL;
  gboolean was_extrapolated = FALSE;

  if (!iso_combination_get_singles (builder->combination, builder->analysis->arms, -1, singles)
      || !iso_arm_as_agent (arm, -1, &ray))
    return;
  for (guint i = 2; i <= 98; i++)
    {
      IsoCombinationIndex index;
      gboolean extrapolated;

      iso_combination_index_at_level (singles, builder->combination->n_drugs, &ray, arm->shares, i / 100.0,
                                      builder->analysis->settings.level, &index);
      extrapolated = is_extrapolated (&index);
      if (!isfinite (index.ci.value))
        {
          line = NULL;
          continue;
        }
      if (line == NULL || extrapolated != was_extrapolated)
        {
          if (line != NULL)
            iso_plot_line_to (line, index.fa, index.ci.value);
          line = iso_panel_add_line (builder->panel, extrapolated ? builder->figure->style.muted : colour,
                                     builder->figure->style.line_pt, extrapolated ? ISO_DASH_DASHED : ISO_DASH_SOLID);
        }
      iso_plot_line_to (line, index.fa, index.ci.value);
      was_extrapolated = extrapolated;
    }
}

static void
add_key_entry (Builder *builder, char *name, IsoSymbol symbol, gboolean hollow, gboolean line, IsoColour colour)
{
  IsoKeyEntry *entry = iso_figure_add_key (builder->figure, 0, name, "");

  entry->symbol = symbol;
  entry->hollow = hollow;
  entry->has_line = line;
  entry->colour = colour;
  g_free (name);
}

/* An index at a level rests on the ray and on each drug alone. */
static int
add_ray_mark (Builder *builder, const IsoRay *ray, char *label)
{
  int arms[ISO_MAX_DRUGS + 1] = { (int) ray->arm };

  for (guint i = 0; i < builder->combination->n_drugs; i++)
    arms[i + 1] = builder->combination->singles[i];
  return iso_figure_add_arm_mark (builder->figure, builder->analysis, label, arms, builder->combination->n_drugs + 1);
}

static guint
add_rays (Builder *builder)
{
  const IsoFigureStyle *style = &builder->figure->style;
  guint drawn = 0;

  for (guint i = 0; i < builder->combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (builder->combination->rays, IsoRay, i);
      const IsoArm *arm = iso_analysis_arm (builder->analysis, ray->arm);
      g_autofree char *name = iso_arm_name (builder->analysis, arm);
      IsoColour colour = iso_series_colour (style, iso_arm_series (builder->analysis, ray->arm));
      guint before = drawn;

      for (guint k = 0; k < ray->levels->len; k++)
        {
          const IsoCombinationIndex *index = &g_array_index (ray->levels, IsoCombinationIndex, k);
          g_autofree char *percent = iso_plot_percent (index->fa);
          g_autofree char *text = index_text (index);
          g_autofree char *item = iso_plot_text (N_("{1}, at {2} effect"), name, percent, NULL);
          int mark = -1;

          if (can_draw (index))
            {
              mark = add_ray_mark (builder, ray, iso_plot_text (N_("{1}: {2}"), item, text, NULL));
              iso_figure_set_topic (builder->figure, mark,
                                    (IsoTopic) { .kind = ISO_TOPIC_LEVEL_INDEX, .ray = i, .item = k,
                                                 .combination = iso_combination_number (builder->analysis, builder->combination) });
              add_index_point (builder, index, ISO_SYMBOL_DIAMOND, colour, style->symbol_pt * 1.1, mark);
              drawn++;
            }
          add_row (builder, item, index, index->doses, 0, mark, index_standing (index));
        }
      if (drawn > before)
        {
          add_ray_curve (builder, arm, colour);
          add_key_entry (builder, iso_plot_text (N_("{1}, at levels of effect"), name, NULL), ISO_SYMBOL_DIAMOND,
                         FALSE, TRUE, colour);
        }
    }
  return drawn;
}

static void
widen_by (double value, double *low, double *high)
{
  if (value > 0 && isfinite (value))
    {
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
}

/* The axis holds all values, and of the intervals what is within tenfold of them; longer ones end in arrows. */
static void
set_axes (Builder *builder)
{
  double low = 0.5, high = 2, interval_low = 0.5, interval_high = 2;

  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      const IsoCombinationIndex *index = &g_array_index (builder->combination->cells, IsoCell, i).index;

      widen_by (index_place (&index->ci), &low, &high);
      widen_by (index_place (&index->ci), &interval_low, &interval_high);
      widen_by (index->ci.lower, &interval_low, &interval_high);
      widen_by (index->ci.upper, &interval_low, &interval_high);
    }
  for (guint k = 0; k < builder->combination->rays->len; k++)
    {
      const GArray *levels = g_array_index (builder->combination->rays, IsoRay, k).levels;

      for (guint i = 0; i < levels->len; i++)
        {
          const IsoCombinationIndex *index = &g_array_index (levels, IsoCombinationIndex, i);

          widen_by (index_place (&index->ci), &low, &high);
          widen_by (index_place (&index->ci), &interval_low, &interval_high);
          widen_by (index->ci.lower, &interval_low, &interval_high);
          widen_by (index->ci.upper, &interval_low, &interval_high);
        }
    }
  low = MAX (MAX (interval_low, low / 4), MIN (low, LEAST_CI));
  high = MIN (MIN (interval_high, high * 4), MAX (high, LARGEST_CI));
  iso_widen_log (&low, &high, 0.06);
  iso_axis_set_linear (&builder->panel->x, 0, 1, iso_plot_text (N_("Fraction affected"), NULL));
  iso_axis_set_log (&builder->panel->y, low, high, iso_plot_text (N_("Combination index"), NULL));
}

static void
add_references (Builder *builder)
{
  const IsoFigureStyle *style = &builder->figure->style;
  const IsoAnalysisSettings *settings = &builder->analysis->settings;
  IsoColour grey = style->muted;
  IsoPlotArea *area;

  grey.alpha = 0.18;
  area = iso_panel_add_area (builder->panel, grey);
  iso_plot_area_to (area, 0, settings->ci_low);
  iso_plot_area_to (area, 1, settings->ci_low);
  iso_plot_area_to (area, 1, settings->ci_high);
  iso_plot_area_to (area, 0, settings->ci_high);
  iso_panel_add_segment (builder->panel, style->foreground, style->axis_pt, ISO_DASH_DASHED, 0, 1, 1, 1);
}

static void
add_missing_note (Builder *builder, guint cells)
{
  g_autofree char *missing = iso_plot_count (builder->combination->cells->len - cells);

  if (builder->combination->cells->len > cells)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Measured points without an index: {1} (listed in the table, with the reason)."),
                                                            missing, NULL));
}

static void
add_words (Builder *builder, guint cells)
{
  const IsoFigureStyle *style = &builder->figure->style;
  const IsoVerdict *verdict = &builder->combination->verdict;
  g_autofree char *n = iso_plot_count (cells);
  g_autofree char *name = iso_combination_title (builder->analysis, builder->combination);
  g_autofree char *low = iso_plot_number (builder->analysis->settings.ci_low);
  g_autofree char *high = iso_plot_number (builder->analysis->settings.ci_high);
  const IsoEstimate *interval = NULL;

  if (cells > 0)
    add_key_entry (builder, iso_plot_text (N_("Observed points (n = {1})"), n, NULL), ISO_SYMBOL_CIRCLE, FALSE, FALSE,
                   cell_colour (builder, &g_array_index (builder->combination->cells, IsoCell, 0)));
  if (builder->has_extrapolated)
    add_key_entry (builder, iso_plot_text (N_("Extrapolated: decides nothing"), NULL), ISO_SYMBOL_CIRCLE, TRUE, FALSE,
                   style->muted);
  if (builder->has_bound)
    add_key_entry (builder, iso_plot_text (N_("Limit: the index lies on the side of the arrow"), NULL),
                   ISO_SYMBOL_TRIANGLE_DOWN, TRUE,
                   FALSE, style->foreground);
  iso_figure_add_caption (builder->figure,
                          iso_plot_text (N_("Below 1: synergy, above 1: antagonism; grey band: {1} to {2}, as good "
                                            "as additive."), low, high, NULL));
  if (builder->has_open)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("An arrow at the end of an interval: it has no limit on that side, or one "
                                              "beyond the axis."), NULL));
  for (guint i = 0; i < builder->combination->cells->len && (interval == NULL || interval->method == NULL); i++)
    interval = &g_array_index (builder->combination->cells, IsoCell, i).index.ci;
  if (interval != NULL)
    iso_figure_add_interval_note (builder->figure, builder->analysis, interval);
  iso_figure_add_excluded_note (builder->figure, builder->n_excluded, builder->n_beyond);
  add_missing_note (builder, cells);
  iso_figure_add_description (builder->figure,
                              iso_plot_text (N_("Combination index against fraction affected for {1}, {2} observed "
                                                "points."), name, n, NULL));
  if (verdict->reason != NULL)
    {
      g_autofree char *word = iso_plot_text (iso_verdict_name (verdict->kind), NULL);
      g_autofree char *reason = iso_plot_message (verdict->reason);

      iso_figure_add_caption (builder->figure, iso_plot_text (N_("Verdict: {1}. {2}"), word, reason, NULL));
      iso_figure_add_description (builder->figure, iso_plot_text (N_("Verdict: {1}. {2}"), word, reason, NULL));
    }
}

static gboolean
has_index (const IsoCombination *combination)
{
  for (guint i = 0; i < combination->cells->len; i++)
    {
      if (can_draw (&g_array_index (combination->cells, IsoCell, i).index))
        return TRUE;
    }
  for (guint k = 0; k < combination->rays->len; k++)
    {
      const GArray *levels = g_array_index (combination->rays, IsoRay, k).levels;

      for (guint i = 0; i < levels->len; i++)
        {
          if (can_draw (&g_array_index (levels, IsoCombinationIndex, i)))
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
iso_fa_ci_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  const IsoCombination *combination = iso_subject_combination (analysis, subject, has_index);

  return combination != NULL && has_index (combination);
}

IsoFigure *
iso_fa_ci_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .combination = iso_subject_combination (analysis, subject, has_index) };
  guint cells;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     builder.combination != NULL ? iso_combination_title (analysis, builder.combination)
                                                                 : g_strdup (analysis->dataset->experiment->title));
  if (builder.combination == NULL)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no combination here: no well held two drugs or more."),
                                                   NULL));
  if (!has_index (builder.combination))
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no combination index to draw. It needs each drug "
                                                      "tested alone, with a "
                                                      "median-effect line, and fractions affected between 0 and 1."),
                                                        NULL));
  builder.panel = iso_figure_add_panel (builder.figure);
  set_axes (&builder);
  add_columns (&builder);
  add_references (&builder);
  cells = add_cells (&builder);
  add_excluded (&builder);
  add_rays (&builder);
  add_words (&builder, cells);
  return iso_figure_finish (builder.figure);
}
