/* iso-figure-dose-response.c - responses against dose, with curves
 *
 * Arms of one sample that share a kind of unit stand in one panel, up to four of them; otherwise each has its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-response.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define MOST_PANELS  12
#define CURVE_STEPS 120

static gboolean
has_curve (const IsoArm *arm)
{
  return isfinite (iso_curve_fit_value (&arm->fit, sqrt (arm->lowest_dose) * sqrt (arm->highest_dose)))
         && (arm->fit.status == ISO_STATUS_OK || arm->fit.status == ISO_STATUS_AT_BOUND
             || arm->fit.status == ISO_STATUS_NOT_IDENTIFIED || arm->fit.status == ISO_STATUS_AMBIGUOUS);
}

/* The effect dose that the figure marks: the IC50, or the EC50 where the response has no fraction affected. */
static const IsoEffectDose *
marked_dose (const IsoResponseBuilder *builder, const IsoArm *arm)
{
  if (!builder->raw)
    return iso_arm_effect_dose (arm, 0.5);
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      if (dose->kind == ISO_EFFECT_RELATIVE)
        return dose;
    }
  return NULL;
}

static void
add_columns (const IsoResponseBuilder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Curve"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Item"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose, lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose, upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Dose unit"), NULL));
  iso_figure_add_column (figure, builder->raw ? iso_plot_text (N_("Response"), NULL)
                         : iso_plot_text (N_("Viability (%)"), NULL));
  iso_figure_add_column (figure, builder->raw ? iso_plot_text (N_("SD"), NULL) : iso_plot_text (N_("SD (%)"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Runs"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Wells"), NULL));
}

/* Curves */

/* Where the data do not determine the curve, its band may be as high as the panel at some doses, and says nothing. */
static gboolean
band_fills_panel (const IsoResponseBuilder *builder, const IsoPanel *panel, const IsoArm *arm, double t)
{
  double widest = 0;

  for (int i = 0; i <= CURVE_STEPS && arm->fit.status == ISO_STATUS_NOT_IDENTIFIED; i++)
    {
      double dose = arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, (double) i / CURVE_STEPS);

      widest = MAX (widest, iso_response_shown (builder, t * iso_curve_fit_value_se (&arm->fit, dose)));
    }
  return widest > (panel->y.high - panel->y.low) / 2;
}

static void
add_band (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, const IsoArm *arm, IsoColour colour)
{
  double t = iso_t_quantile (arm->fit.level, arm->fit.variance_df);
  double steps = CURVE_STEPS / 2;
  IsoPlotArea *area;

  if (!isfinite (t) || !isfinite (iso_curve_fit_value_se (&arm->fit, arm->lowest_dose)) || band_fills_panel (builder, panel, arm, t))
    return;
  colour.alpha = 0.16;
  area = iso_panel_add_area (panel, colour);
  for (int side = -1; side <= 1; side += 2)
    {
      for (int i = 0; i <= steps; i++)
        {
          double share = (side < 0 ? i : steps - i) / steps;
          double dose = arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, share);
          double se = iso_curve_fit_value_se (&arm->fit, dose);

          iso_plot_area_to (area, iso_unit_from_inside (group->unit, dose),
                            CLAMP (iso_response_shown (builder, iso_curve_fit_value (&arm->fit, dose) + side * t * se),
                                   panel->y.low, panel->y.high));
        }
    }
}

static void
add_piece (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, const IsoArm *arm, double from, double to,
           IsoColour colour, IsoDash dash)
{
  IsoPlotLine *line;

  if (!(to > from))
    return;
  line = iso_panel_add_line (panel, colour, builder->figure->style.line_pt, dash);
  for (guint i = 0; i <= CURVE_STEPS; i++)
    {
      double dose = from * pow (to / from, (double) i / CURVE_STEPS);

      iso_plot_line_to (line, iso_unit_from_inside (group->unit, dose),
                        iso_response_shown (builder, iso_curve_fit_value (&arm->fit, dose)));
    }
}

/* Where an extrapolated effect dose is still drawn: within tenfold of what was tested. */
static gboolean
is_drawable (const IsoArm *arm, double dose)
{
  return isfinite (dose) && dose > 0 && dose <= arm->highest_dose * 10.0001 && dose >= arm->lowest_dose / 10.0001;
}

static void
add_curve (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  const IsoEffectDose *marked = marked_dose (builder, arm);
  IsoColour colour = iso_series_colour (&builder->figure->style, iso_arm_series (builder->analysis, index));
  gboolean certain = arm->fit.status == ISO_STATUS_OK || arm->fit.status == ISO_STATUS_AT_BOUND;

  if (!has_curve (arm))
    return;
  add_band (builder, panel, group, arm, colour);
  add_piece (builder, panel, group, arm, arm->lowest_dose, arm->highest_dose, colour, certain ? ISO_DASH_SOLID
             : ISO_DASH_DASH_DOT);
  if (marked != NULL && is_drawable (arm, marked->dose.value))
    {
      add_piece (builder, panel, group, arm, arm->highest_dose, marked->dose.value * 1.15, colour, ISO_DASH_DASHED);
      add_piece (builder, panel, group, arm, marked->dose.value / 1.15, arm->lowest_dose, colour, ISO_DASH_DASHED);
    }
}

static char *
effect_text (const IsoResponseBuilder *builder, const IsoArm *arm)
{
  const IsoEffectDose *marked = marked_dose (builder, arm);
  g_autofree char *estimate = NULL;

  if (marked == NULL)
    return iso_plot_status (arm->fit.status);
  estimate = iso_plot_dose_estimate (&marked->dose, arm->unit);
  if (!isfinite (marked->dose.value) && marked->dose.status != ISO_STATUS_NOT_REACHED)
    return builder->raw ? iso_plot_text (N_("no EC₅₀: {1}"), estimate, NULL)
                        : iso_plot_text (N_("no IC₅₀: {1}"), estimate, NULL);
  if (builder->raw)
    return iso_plot_text (N_("EC₅₀ {1}"), estimate, NULL);
  if (marked->dose.status == ISO_STATUS_EXTRAPOLATED && isfinite (marked->dose.value))
    return iso_plot_text (N_("IC₅₀ {1}, extrapolated"), estimate, NULL);
  return iso_plot_text (N_("IC₅₀ {1}"), estimate, NULL);
}

static void
add_effect_dose (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  const IsoEffectDose *marked = marked_dose (builder, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  g_autofree char *text = effect_text (builder, arm);
  g_autofree char *item = builder->raw ? iso_plot_text (N_("EC₅₀"), NULL) : iso_plot_text (N_("IC₅₀"), NULL);
  IsoPlotPoint *point;
  double response;
  int mark;

  if (marked == NULL)
    return;
  if (!is_drawable (arm, marked->dose.value))
    {
      iso_response_add_row (builder, name, item, marked->dose.value, marked->dose.lower, marked->dose.upper, arm->unit, NAN, NAN,
                            marked->n_runs, 0, -1);
      return;
    }
  response = builder->raw ? iso_curve_fit_value (&arm->fit, marked->dose.value) : 0.5;
  mark = iso_figure_add_arm_mark (builder->figure, builder->analysis, iso_plot_text (N_("{1}: {2}"), name, text, NULL),
                                  &(int) { (int) index }, 1);
  iso_response_add_row (builder, name, item, marked->dose.value, marked->dose.lower, marked->dose.upper, arm->unit, response, NAN,
                        marked->n_runs, 0, mark);
  iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_EFFECT_DOSE, .arm = index,
                                                            .item = (guint) (marked - (const IsoEffectDose *) (gpointer) arm->effect_doses->data) });
  point = iso_panel_add_point (panel, iso_unit_from_inside (group->unit, marked->dose.value), iso_response_shown (builder, response),
                               ISO_SYMBOL_DIAMOND, iso_series_colour (style, iso_arm_series (builder->analysis, index)),
                               style->symbol_pt * 0.9, mark);
  point->hollow = TRUE;
  point->x_low = iso_unit_from_inside (group->unit, marked->dose.lower);
  point->x_high = iso_unit_from_inside (group->unit, marked->dose.upper);
}

static void
add_label (const IsoResponseBuilder *builder, const IsoResponseGroup *group, guint panel, guint index, gboolean titled)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  /* The key is one for all panels, and another sample may have had the same drug. */
  g_autofree char *name = titled && group->n > 1 ? iso_arm_title (builder->analysis, arm) : iso_arm_name (builder->analysis, arm);
  g_autofree char *text = effect_text (builder, arm);
  guint series = iso_arm_series (builder->analysis, index);
  IsoKeyEntry *entry = iso_figure_add_key (builder->figure, panel, name, text);
  gboolean curve = has_curve (arm);

  entry->named_above = titled && group->n == 1;
  entry->symbol = iso_series_symbol (series);
  entry->has_line = curve;
  entry->colour = iso_series_colour (&builder->figure->style, series);
  entry->path = g_array_new (FALSE, FALSE, sizeof (IsoSpot));
  for (guint i = 0; i <= 40 && curve; i++)
    {
      double dose = arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, i / 40.0);
      IsoSpot spot = { iso_unit_from_inside (group->unit, dose),
                       iso_response_shown (builder, iso_curve_fit_value (&arm->fit, dose)) };

      g_array_append_val (entry->path, spot);
    }
  for (guint i = 0; i < arm->points->len && !curve; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);
      IsoSpot spot = { iso_unit_from_inside (group->unit, point->dose), iso_response_shown (builder, point->viability) };

      g_array_append_val (entry->path, spot);
    }
}

/* Panels */

static gboolean
has_vehicle (const IsoResponseBuilder *builder, int sample)
{
  const IsoDataset *dataset = builder->analysis->dataset;

  for (guint i = 0; i < dataset->observations->len && !builder->raw; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if (observation->role == ISO_ROLE_VEHICLE && observation->status == ISO_STATUS_OK
          && (observation->sample < 0 || observation->sample == sample))
        return TRUE;
    }
  return FALSE;
}

static void
widen_by (double value, double *low, double *high)
{
  if (isfinite (value))
    {
      *low = MIN (*low, value);
      *high = MAX (*high, value);
    }
}

static void
set_axes (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group)
{
  const IsoArm *first = iso_analysis_arm (builder->analysis, group->arms[0]);
  double x_low = INFINITY, x_high = 0, y_low = INFINITY, y_high = -INFINITY;
  gboolean zero = FALSE;

  for (guint k = 0; k < group->n; k++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, group->arms[k]);
      const IsoEffectDose *marked = marked_dose (builder, arm);

      for (guint i = 0; i < arm->points->len; i++)
        {
          const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

          if (!isfinite (point->viability))
            continue;
          widen_by (point->viability, &y_low, &y_high);
          zero = zero || point->dose == 0;
          if (point->dose > 0)
            widen_by (point->dose, &x_low, &x_high);
        }
      if (has_curve (arm))
        {
          widen_by (iso_curve_fit_value (&arm->fit, arm->lowest_dose), &y_low, &y_high);
          widen_by (iso_curve_fit_value (&arm->fit, arm->highest_dose), &y_low, &y_high);
        }
      if (marked != NULL && is_drawable (arm, marked->dose.value))
        widen_by (marked->dose.value, &x_low, &x_high);
      iso_arm_widen_by_excluded (builder->analysis, arm, &x_low, &x_high);
    }
  if (!(x_high > 0))
    x_low = x_high = 1;
  iso_widen_log (&x_low, &x_high, 0.06);
  iso_axis_set_log (&panel->x, iso_unit_from_inside (group->unit, x_low), iso_unit_from_inside (group->unit, x_high),
                    iso_plot_text (N_("Dose"), NULL));
  iso_axis_set_unit (&panel->x, group->unit->symbol);
  if (first->first_dose_only)
    {
      g_free (panel->x.title);
      panel->x.title = iso_plot_text (N_("Dose of {1}"), iso_analysis_drug (builder->analysis, first->drugs[0]), NULL);
    }
  panel->x.has_zero = zero || has_vehicle (builder, first->sample);

  if (builder->raw)
    {
      double space = (y_high - y_low) * 0.06;

      space = space > 0 ? space : MAX (fabs (y_high) * 0.1, 1e-9);
      iso_axis_set_linear (&panel->y, y_low - space, y_high + space, iso_plot_text (N_("Response"), NULL));
    }
  else
    {
      iso_axis_set_linear (&panel->y, 100 * MIN (y_low - (y_low < 0 ? 0.03 : 0), 0), 100 * MAX (y_high + 0.06, 1.1),
                           iso_plot_text (N_("Viability (%)"), NULL));
      panel->y.percent = TRUE;
    }
}

static void
add_panel (IsoResponseBuilder *builder, const IsoResponseGroup *group, gboolean titled)
{
  IsoPanel *panel = iso_figure_add_panel (builder->figure);
  guint number = builder->figure->panels->len - 1;
  const IsoArm *first = iso_analysis_arm (builder->analysis, group->arms[0]);

  if (titled)
    {
      g_free (panel->title);
      panel->title = group->n == 1 ? iso_arm_title (builder->analysis, first)
                                   : g_strdup (iso_experiment_sample (builder->analysis->dataset->experiment,
                                                                      first->sample));
    }
  set_axes (builder, panel, group);
  if (!builder->raw)
    iso_panel_add_segment (panel, iso_colour_mix (builder->figure->style.muted, builder->figure->style.background, 0.7),
                           builder->figure->style.axis_pt, ISO_DASH_DOTTED, panel->x.low, 50, panel->x.high,
                             50)->faint = TRUE;
  if (has_vehicle (builder, first->sample))
    iso_response_add_vehicle (builder, panel, first->sample);
  for (guint i = 0; i < group->n; i++)
    add_curve (builder, panel, group, group->arms[i]);
  for (guint i = 0; i < group->n; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, group->arms[i]);
      gboolean means = !builder->show_runs && arm->n_runs > 1 && !builder->raw;

      iso_response_add_run_points (builder, panel, group, group->arms[i], means);
      if (means)
        iso_response_add_mean_points (builder, panel, group, group->arms[i]);
      iso_response_add_excluded (builder, panel, group, group->arms[i]);
    }
  for (guint i = 0; i < group->n; i++)
    {
      add_effect_dose (builder, panel, group, group->arms[i]);
      add_label (builder, group, number, group->arms[i], titled);
    }
}

GArray *
iso_response_make_groups (const IsoAnalysis *analysis, const GArray *arms)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (IsoResponseGroup));

  for (guint i = 0; i < arms->len;)
    {
      const guint *first = &g_array_index (arms, guint, i);
      int sample = iso_analysis_arm (analysis, *first)->sample;
      guint n = 0;
      const IsoUnit *unit;

      while (i + n < arms->len && iso_analysis_arm (analysis, first[n])->sample == sample)
        n++;
      if (n <= ISO_RESPONSE_OVERLAID && iso_arms_share_unit (analysis, first, n, &unit))
        {
          IsoResponseGroup group = { .n = n, .unit = unit };

          for (guint k = 0; k < n; k++)
            group.arms[k] = first[k];
          g_array_append_val (groups, group);
        }
      for (guint k = 0; k < n && (n > ISO_RESPONSE_OVERLAID || !iso_arms_share_unit (analysis, first, n, &unit)); k++)
        {
          IsoResponseGroup group = { .arms = { first[k] }, .n = 1, .unit = iso_analysis_arm (analysis, first[k])->unit };

          g_array_append_val (groups, group);
        }
      i += n;
    }
  return groups;
}

/* Words */

static void
add_point_caption (const IsoResponseBuilder *builder, guint runs)
{
  g_autofree char *n = iso_plot_count (runs);

  if (builder->raw)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Points: single wells."), NULL));
  else if (runs > 1 && !builder->show_runs)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Large points: mean of the runs (n = {1}), bars: SD between them; "
                                              "small points: single runs."), n, NULL));
  else if (runs > 1)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Points: mean of the wells of each run (n = {1} runs)."), n, NULL));
  else
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Points: mean of the wells of one run, bars: SD between wells."), NULL));
}

static void
add_caption (const IsoResponseBuilder *builder, const GArray *arms)
{
  g_autofree char *level = iso_plot_percent (builder->analysis->settings.level);
  const IsoEstimate *interval = NULL;
  gboolean curves = FALSE, vehicle = FALSE;
  guint runs = 0;

  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));
      const IsoEffectDose *marked = marked_dose (builder, arm);

      runs = MAX (runs, arm->n_runs);
      curves = curves || has_curve (arm);
      vehicle = vehicle || has_vehicle (builder, arm->sample);
      if (marked != NULL && marked->dose.method != NULL && interval == NULL)
        interval = &marked->dose;
    }
  add_point_caption (builder, runs);
  if (curves)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Line: fitted curve through all runs, band: its {1} interval."), level,
                                           NULL));
  if (interval != NULL)
    {
      iso_figure_add_caption (builder->figure, builder->raw ? iso_plot_text (N_("Diamond: EC₅₀."), NULL)
                                                            : iso_plot_text (N_("Diamond: IC₅₀."), NULL));
      iso_figure_add_interval_note (builder->figure, builder->analysis, interval);
    }
  if (vehicle)
    iso_figure_add_caption (builder->figure,
                            iso_plot_text (N_("Circles at 0: vehicle wells of each run, with their SD."), NULL));
  iso_figure_add_excluded_note (builder->figure, builder->n_excluded, builder->n_beyond);
}

static void
add_description (const IsoResponseBuilder *builder, const GArray *arms)
{
  g_autofree char *n = iso_plot_count (arms->len);

  iso_figure_add_description (builder->figure, iso_plot_text (N_("Dose-response figure with {1} curves."), n, NULL));
  for (guint i = 0; i < arms->len; i++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, g_array_index (arms, guint, i));
      g_autofree char *name = iso_arm_title (builder->analysis, arm);
      g_autofree char *text = effect_text (builder, arm);

      iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}: {2}."), name, text, NULL));
    }
}

static gboolean
has_point (const IsoArm *arm)
{
  for (guint i = 0; i < arm->points->len; i++)
    if (isfinite (g_array_index (arm->points, IsoPoint, i).viability))
      return TRUE;
  return FALSE;
}

static void
keep_arms_with_points (const IsoAnalysis *analysis, GArray *arms)
{
  for (guint i = arms->len; i-- > 0;)
    if (!has_point (iso_analysis_arm (analysis, g_array_index (arms, guint, i))))
      g_array_remove_index (arms, i);
}

gboolean
iso_dose_response_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  g_autoptr(GArray) arms = iso_subject_arms (analysis, subject);

  keep_arms_with_points (analysis, arms);
  return arms->len > 0;
}

IsoFigure *
iso_dose_response_build (ISO_BUILDER_ARGUMENTS)
{
  g_autoptr(GArray) arms = iso_subject_arms (analysis, subject);
  g_autoptr(GArray) groups = NULL;
  IsoResponseBuilder builder = { .analysis = analysis, .raw = iso_analysis_is_raw (analysis), .show_runs = subject->show_runs };

  keep_arms_with_points (analysis, arms);
  builder.scale = builder.raw ? 1 : 100;
  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt, iso_subject_title (analysis, subject, arms));
  if (arms->len == 0)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no dose-response curve to draw: no treated well has "
                                                      "a usable response."),
                                                   NULL));

  groups = iso_response_make_groups (analysis, arms);
  builder.figure->direct_labels = TRUE;
  add_columns (&builder);
  for (guint i = 0; i < MIN (groups->len, MOST_PANELS); i++)
    add_panel (&builder, &g_array_index (groups, IsoResponseGroup, i), groups->len > 1);
  add_caption (&builder, arms);
  if (groups->len > MOST_PANELS)
    {
      g_autofree char *all = iso_plot_count (groups->len);
      g_autofree char *most = iso_plot_count (MOST_PANELS);

      iso_figure_add_caption (builder.figure,
                              iso_plot_text (N_("The first {1} of {2} panels are shown."), most, all, NULL));
    }
  add_description (&builder, arms);
  return iso_figure_finish (builder.figure);
}
