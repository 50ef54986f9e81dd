/* iso-figure-residuals.c - how far the points lie from their fitted curves, dose by dose
 *
 * Arms that share a kind of unit stand in one panel, otherwise each has its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-common.h"

#include <math.h>

#define MOST_PANELS  12
#define LEAST_HALF    5.0   /* %: smaller residuals look small */

typedef struct
{
  const IsoAnalysis *analysis;
  IsoFigure         *figure;
  gboolean           raw;
  double             scale;
  double             half;      /* of the axis of residuals */
} Builder;

static double
get_residual (const Builder *builder, const IsoArm *arm, const IsoPoint *point)
{
  return builder->scale * (point->viability - iso_curve_fit_value (&arm->fit, point->dose));
}

static gboolean
has_residuals (const Builder *builder, const IsoArm *arm)
{
  for (guint i = 0; i < arm->points->len; i++)
    {
      if (isfinite (get_residual (builder, arm, &g_array_index (arm->points, IsoPoint, i))))
        return TRUE;
    }
  return FALSE;
}

/* The arms that have a curve and points. */
static GArray *
list_arms (const Builder *builder, const IsoFigureSubject *subject)
{
  GArray *arms = iso_subject_arms (builder->analysis, subject);

  for (guint i = arms->len; i-- > 0;)
    {
      if (!has_residuals (builder, iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i))))
        g_array_remove_index (arms, i);
    }
  return arms;
}

static void
measure (Builder *builder, const GArray *arms)
{
  builder->half = builder->raw ? 0 : LEAST_HALF;
  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));

      for (guint k = 0; k < arm->points->len; k++)
        {
          double residual = get_residual (builder, arm, &g_array_index (arm->points, IsoPoint, k));

          if (isfinite (residual))
            builder->half = MAX (builder->half, fabs (residual));
        }
    }
  builder->half = builder->half > 0 ? 1.1 * builder->half : 1;
}

static void
set_axes (const Builder *builder, IsoPanel *panel, const guint *arms, guint n, const IsoUnit *unit)
{
  double low = INFINITY, high = 0;

  for (guint i = 0; i < n; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, arms[i]);

      low = arm->lowest_dose > 0 ? MIN (low, arm->lowest_dose) : low;
      high = MAX (high, arm->highest_dose);
      for (guint k = 0; k < arm->points->len; k++)
        panel->x.has_zero = panel->x.has_zero || g_array_index (arm->points, IsoPoint, k).dose == 0;
    }
  if (!(high > 0) || !isfinite (low))
    low = high = 1;
  iso_widen_log (&low, &high, 0.06);
  iso_axis_set_log (&panel->x, iso_unit_from_inside (unit, low), iso_unit_from_inside (unit, high), iso_plot_text (N_("Dose"), NULL));
  iso_axis_set_unit (&panel->x, unit->symbol);
  iso_axis_set_linear (&panel->y, -builder->half, builder->half,
                       builder->raw ? iso_plot_text (N_("Residual"), NULL) : iso_plot_text (N_("Residual (%)"), NULL));
}

static void
add_point (const Builder *builder, IsoPanel *panel, guint index, const IsoPoint *point, const IsoUnit *unit)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  double residual = get_residual (builder, arm, point);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  g_autofree char *dose = iso_plot_dose (point->dose, arm->unit);
  g_autofree char *value = iso_plot_number (residual);
  g_autofree char *run = iso_run_name (builder->analysis, point->run, FALSE);
  IsoFigure *figure = builder->figure;
  int mark;

  if (!isfinite (residual))
    return;
  mark = iso_figure_add_mark (figure, builder->raw ? iso_plot_text (N_("{1} {2}, {3}: {4} from the curve"), name, dose, run, value, NULL)
                                                   : iso_plot_text (N_("{1} {2}, {3}: {4} % from the curve"), name, dose, run, value, NULL),
                              point->observations, point->n);
  iso_panel_add_point (panel, iso_unit_from_inside (unit, point->dose), residual, iso_series_symbol (iso_arm_series (builder->analysis, index)),
                       iso_series_colour (&figure->style, iso_arm_series (builder->analysis, index)), figure->style.symbol_pt * 0.9, mark);
  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (name));
  iso_figure_add_text (figure, g_strdup (run));
  iso_figure_add_number (figure, iso_unit_from_inside (arm->unit, point->dose));
  iso_figure_add_text (figure, g_strdup (arm->unit->symbol));
  iso_figure_add_number (figure, residual);
  iso_figure_add_number (figure, point->n);
}

static void
add_panel (const Builder *builder, const guint *arms, guint n, const IsoUnit *unit, gboolean titled)
{
  IsoPanel *panel = iso_figure_add_panel (builder->figure);
  guint number = builder->figure->panels->len - 1;

  if (titled)
    {
      g_free (panel->title);
      panel->title = iso_arm_title (builder->analysis, iso_analysis_arm (builder->analysis, arms[0]));
    }
  panel->ratio = 0.4;
  set_axes (builder, panel, arms, n, unit);
  iso_panel_add_segment (panel, builder->figure->style.muted, builder->figure->style.axis_pt, ISO_DASH_DASHED, panel->x.low, 0, panel->x.high,
                         0)->faint = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, arms[i]);
      g_autofree char *name = iso_arm_title (builder->analysis, arm);
      IsoKeyEntry *entry = titled ? NULL : iso_figure_add_key (builder->figure, number, name, "");

      if (entry != NULL)
        {
          entry->symbol = iso_series_symbol (iso_arm_series (builder->analysis, arms[i]));
          entry->colour = iso_series_colour (&builder->figure->style, iso_arm_series (builder->analysis, arms[i]));
        }
      for (guint k = 0; k < arm->points->len; k++)
        add_point (builder, panel, arms[i], &g_array_index (arm->points, IsoPoint, k), unit);
    }
}

static void
add_words (const Builder *builder, const GArray *arms)
{
  g_autofree char *n = iso_plot_count (arms->len);

  iso_figure_add_description (builder->figure, iso_plot_text (N_("Residuals of {1} curves."), n, NULL));
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("Points less the fitted curve through all runs."), NULL));
  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));
      g_autofree char *name = iso_arm_title (builder->analysis, arm);
      g_autofree char *spread = iso_plot_number (builder->scale * sqrt (arm->fit.rss / arm->fit.df));

      if (arm->fit.df > 0 && isfinite (arm->fit.rss))
        iso_figure_add_description (builder->figure, builder->raw ? iso_plot_text (N_("{1}: SD {2}."), name, spread, NULL)
                                                                  : iso_plot_text (N_("{1}: SD {2} %."), name, spread, NULL));
    }
}

gboolean
iso_residuals_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  Builder builder = { .analysis = analysis, .scale = 1 };
  g_autoptr (GArray) arms = list_arms (&builder, subject);

  return arms->len > 0;
}

IsoFigure *
iso_residuals_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .raw = iso_analysis_is_raw (analysis) };
  g_autoptr (GArray) arms = NULL;
  const IsoUnit *unit;

  builder.scale = builder.raw ? 1 : 100;
  arms = list_arms (&builder, subject);
  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt, iso_subject_title (analysis, subject, arms));
  if (arms->len == 0)
    return iso_figure_finish_empty (builder.figure, iso_plot_text (N_("There are no residuals to draw: no curve was fitted."), NULL));
  measure (&builder, arms);
  iso_figure_add_column (builder.figure, iso_plot_text (N_("Curve"), NULL));
  iso_figure_add_column (builder.figure, iso_plot_text (N_("Run"), NULL));
  iso_figure_add_column (builder.figure, iso_plot_text (N_("Dose"), NULL));
  iso_figure_add_column (builder.figure, iso_plot_text (N_("Dose unit"), NULL));
  iso_figure_add_column (builder.figure, builder.raw ? iso_plot_text (N_("Residual"), NULL) : iso_plot_text (N_("Residual (%)"), NULL));
  iso_figure_add_column (builder.figure, iso_plot_text (N_("Wells"), NULL));
  if (iso_arms_share_unit (analysis, (const guint *) (gpointer) arms->data, arms->len, &unit))
    add_panel (&builder, (const guint *) (gpointer) arms->data, arms->len, unit, FALSE);
  else
    for (guint i = 0; i < MIN (arms->len, MOST_PANELS); i++)
      add_panel (&builder, &g_array_index (arms, guint, i), 1, iso_analysis_arm (analysis, g_array_index (arms, guint, i))->unit, TRUE);
  add_words (&builder, arms);
  return iso_figure_finish (builder.figure);
}
