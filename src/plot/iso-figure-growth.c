/* iso-figure-growth.c - growth rates against dose, with their curves
 *
 * Drugs alone of one sample that share a kind of unit stand in one panel, up to four of them. Each run has a curve of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-response.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define MOST_PANELS  12
#define CURVE_STEPS 120
#define PATH_STEPS   40

typedef struct
{
  const IsoAnalysis *analysis;
  IsoFigure         *figure;
  guint              n_excluded;
  guint              n_beyond;
  gboolean           with_band;
} Builder;

/* The wells of a curve at one dose. */
typedef struct
{
  double  dose;
  double  mean;
  double  sd;       /* NaN for one */
  GArray *wells;    /* of guint: observations */
} GrowthMean;

static void
clear_mean (gpointer data)
{
  g_array_unref (((GrowthMean *) data)->wells);
}

static const IsoGrowthCurve *
get_curve (const Builder *builder, guint index)
{
  return g_ptr_array_index (builder->analysis->growth, index);
}

static gboolean
has_rates (const IsoGrowthCurve *curve)
{
  return isfinite (curve->metrics.gr_max);
}

/* The curves of an arm, one a run: indices into the analysis' growth. */
static GArray *
list_curves (const IsoAnalysis *analysis, guint arm)
{
  GArray *curves = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; analysis->growth != NULL && i < analysis->growth->len; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, i);

      if (has_rates (curve) && iso_arm_has_growth (iso_analysis_arm (analysis, arm), curve))
        g_array_append_val (curves, i);
    }
  return curves;
}

static GArray *
list_arms (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  GArray *arms = iso_subject_arms (analysis, subject);

  for (guint i = arms->len; i-- > 0;)
    {
      g_autoptr (GArray) curves = list_curves (analysis, g_array_index (arms, guint, i));

      if (curves->len == 0)
        g_array_remove_index (arms, i);
    }
  return arms;
}

/* By dose, as the curve's wells come; of GrowthMean. */
static GArray *
list_means (const IsoGrowthCurve *curve)
{
  GArray *means = g_array_new (FALSE, FALSE, sizeof (GrowthMean));
  g_autoptr (GArray) rates = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_set_clear_func (means, clear_mean);
  for (guint i = 0; i < curve->doses->len; i++)
    {
      double dose = g_array_index (curve->doses, double, i);
      GrowthMean mean = { .dose = dose };
      gboolean known = !(dose > 0);

      for (guint k = 0; k < means->len && !known; k++)
        known = g_array_index (means, GrowthMean, k).dose == dose;
      if (known)
        continue;
      mean.wells = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_set_size (rates, 0);
      for (guint k = i; k < curve->doses->len; k++)
        {
          if (g_array_index (curve->doses, double, k) != dose || !isfinite (g_array_index (curve->rates, double, k)))
            continue;
          g_array_append_val (rates, g_array_index (curve->rates, double, k));
          g_array_append_val (mean.wells, g_array_index (curve->wells, guint, k));
        }
      mean.mean = iso_mean ((const double *) (gpointer) rates->data, rates->len);
      mean.sd = iso_sd ((const double *) (gpointer) rates->data, rates->len);
      g_array_append_val (means, mean);
    }
  return means;
}

/* "Ixazomib", or where there are several runs "Ixazomib, run 2". */
static char *
name_curve (const Builder *builder, guint arm, const IsoGrowthCurve *curve)
{
  g_autofree char *name = iso_arm_name (builder->analysis, iso_analysis_arm (builder->analysis, arm));
  g_autofree char *run = iso_run_name (builder->analysis, curve->run, FALSE);

  if (iso_dataset_count_runs (builder->analysis->dataset) < 2)
    return g_steal_pointer (&name);
  return iso_plot_text (N_("{1}, {2}"), name, run, NULL);
}

static char *
dose_text (const IsoGrowthCurve *curve, const IsoUnit *unit)
{
  g_autofree char *estimate = iso_plot_dose_estimate (&curve->metrics.gr50, unit);

  if (!isfinite (curve->metrics.gr50.value))
    return iso_plot_text (N_("no GR₅₀: {1}"), estimate, NULL);
  return iso_plot_text (N_("GR₅₀ {1}"), estimate, NULL);
}

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

static void
add_columns (const Builder *builder)
{
  static const char *const columns[] = {
    N_("Curve"), N_("Item"), N_("Dose"), N_("Dose, lower limit"), N_("Dose, upper limit"), N_("Dose unit"), N_("GR"), N_("GR, lower limit"),
    N_("GR, upper limit"), N_("SD"), N_("Wells"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    iso_figure_add_column (builder->figure, iso_plot_text (columns[i], NULL));
}

static void
add_row (const Builder *builder, const char *curve, char *item, const IsoEstimate *dose, const IsoUnit *unit, const IsoEstimate *rate,
         double sd, guint wells, int mark)
{
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (curve));
  iso_figure_add_text (figure, item);
  iso_figure_add_number (figure, iso_unit_from_inside (unit, dose->value));
  iso_figure_add_number (figure, iso_unit_from_inside (unit, dose->lower));
  iso_figure_add_number (figure, iso_unit_from_inside (unit, dose->upper));
  iso_figure_add_text (figure, g_strdup (unit->symbol));
  iso_figure_add_number (figure, rate->value);
  iso_figure_add_number (figure, rate->lower);
  iso_figure_add_number (figure, rate->upper);
  iso_figure_add_number (figure, sd);
  iso_figure_add_number (figure, wells > 0 ? wells : NAN);
}

static IsoEstimate
plain (double value)
{
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_OK);

  estimate.value = value;
  return estimate;
}

static void
add_metrics (const Builder *builder, guint index, const char *name, const IsoUnit *unit, int mark)
{
  const IsoGrowthMetrics *metrics = &get_curve (builder, index)->metrics;
  const IsoEstimate none = plain (NAN), half = plain (0.5), most = plain (metrics->gr_max), area = plain (metrics->aoc);

  add_row (builder, name, iso_plot_text (N_("GR₅₀"), NULL), &metrics->gr50, unit, isfinite (metrics->gr50.value) ? &half : &none, NAN, 0, mark);
  add_row (builder, name, iso_plot_text (N_("GEC₅₀"), NULL), &metrics->gec50, unit, &none, NAN, 0, mark);
  add_row (builder, name, iso_plot_text (N_("GRinf"), NULL), &none, unit, &metrics->gr_inf, NAN, 0, mark);
  add_row (builder, name, iso_plot_text (N_("GRmax"), NULL), &none, unit, &most, NAN, 0, mark);
  add_row (builder, name, iso_plot_text (N_("GR_AOC"), NULL), &none, unit, &area, NAN, 0, mark);
}

/* --- curves ------------------------------------------------------------------------------------------------------------------- */

static double
dose_at (const IsoArm *arm, double share)
{
  return arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, share);
}

static void
add_band (Builder *builder, IsoPanel *panel, const IsoUnit *unit, const IsoArm *arm, const IsoCurveFit *fit, IsoColour colour)
{
  double t = iso_t_quantile (fit->level, fit->variance_df), steps = CURVE_STEPS / 2;
  IsoPlotArea *area;

  if (!isfinite (t) || !isfinite (iso_curve_fit_value_se (fit, arm->lowest_dose)))
    return;
  builder->with_band = TRUE;
  colour.alpha = 0.16;
  area = iso_panel_add_area (panel, colour);
  for (int side = -1; side <= 1; side += 2)
    {
      for (int i = 0; i <= steps; i++)
        {
          double dose = dose_at (arm, (side < 0 ? i : steps - i) / steps);
          double value = iso_curve_fit_value (fit, dose) + side * t * iso_curve_fit_value_se (fit, dose);

          iso_plot_area_to (area, iso_unit_from_inside (unit, dose), CLAMP (value, panel->y.low, panel->y.high));
        }
    }
}

static void
add_curve (Builder *builder, IsoPanel *panel, const IsoUnit *unit, guint arm, guint index)
{
  const IsoArm *dosed = iso_analysis_arm (builder->analysis, arm);
  const IsoGrowthCurve *curve = get_curve (builder, index);
  IsoColour colour = iso_series_colour (&builder->figure->style, iso_arm_series (builder->analysis, arm));
  IsoPlotLine *line;

  if (!isfinite (iso_growth_curve_value (curve, dosed->lowest_dose)))
    return;
  if (!curve->metrics.flat)
    add_band (builder, panel, unit, dosed, &curve->metrics.fit, colour);
  line = iso_panel_add_line (panel, colour, builder->figure->style.line_pt, curve->metrics.flat ? ISO_DASH_DASH_DOT : ISO_DASH_SOLID);
  for (guint i = 0; i <= CURVE_STEPS; i++)
    {
      double dose = dose_at (dosed, (double) i / CURVE_STEPS);

      iso_plot_line_to (line, iso_unit_from_inside (unit, dose), iso_growth_curve_value (curve, dose));
    }
}

static char *
point_label (const Builder *builder, const char *name, const GrowthMean *mean, const IsoUnit *unit)
{
  g_autofree char *dose = iso_plot_dose (mean->dose, unit), *rate = iso_plot_number (mean->mean), *sd = iso_plot_number (mean->sd);
  g_autofree char *n = iso_plot_count (mean->wells->len), *where = iso_plot_text (N_("{1} {2}"), name, dose, NULL);

  if (isfinite (mean->sd))
    return iso_plot_text (N_("{1}: GR {2}, SD {3} between {4} wells"), where, rate, sd, n, NULL);
  return iso_plot_text (N_("{1}: GR {2}, n = {3}"), where, rate, n, NULL);
}

static void
add_points (Builder *builder, IsoPanel *panel, const IsoUnit *unit, guint arm, guint index, gboolean alone)
{
  const IsoGrowthCurve *curve = get_curve (builder, index);
  const IsoUnit *own = iso_analysis_arm (builder->analysis, arm)->unit;
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = name_curve (builder, arm, curve);
  g_autoptr (GArray) means = list_means (curve);
  guint series = iso_arm_series (builder->analysis, arm);

  for (guint i = 0; i < means->len; i++)
    {
      const GrowthMean *mean = &g_array_index (means, GrowthMean, i);
      const IsoEstimate dose = plain (mean->dose), rate = plain (mean->mean);
      IsoPlotPoint *point;
      int mark;

      if (!isfinite (mean->mean))
        continue;
      mark = iso_figure_add_mark (builder->figure, point_label (builder, name, mean, own), (const guint *) (gpointer) mean->wells->data,
                                  mean->wells->len);
      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_GROWTH_POINT, .item = g_array_index (mean->wells, guint, 0) });
      add_row (builder, name, iso_plot_text (N_("Wells of one dose"), NULL), &dose, own, &rate, mean->sd, mean->wells->len, mark);
      point = iso_panel_add_point (panel, iso_unit_from_inside (unit, mean->dose), mean->mean, iso_series_symbol (alone ? curve->run : series),
                                   iso_series_colour (style, series), style->symbol_pt, mark);
      point->hollow = !alone && curve->run % 2 == 1;
      if (isfinite (mean->sd))
        {
          point->y_low = mean->mean - mean->sd;
          point->y_high = mean->mean + mean->sd;
        }
    }
}

/* Wells that were left out, at the rate that they would have; of all runs. */
static void
add_excluded (Builder *builder, IsoPanel *panel, const IsoUnit *unit, guint arm)
{
  const IsoArm *dosed = iso_analysis_arm (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  g_autoptr (GArray) wells = iso_arm_list_excluded (builder->analysis, dosed);
  g_autofree char *name = iso_arm_name (builder->analysis, dosed);
  guint series = iso_arm_series (builder->analysis, arm);

  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);
      const IsoEstimate at = plain (well->dose);
      double x = iso_unit_from_inside (unit, well->dose);
      IsoGrowthWell growth;

      iso_growth_well_init (&growth, builder->analysis->dataset, well->observation);
      if (!isfinite (growth.rate))
        continue;
      {
        gboolean beyond = iso_panel_is_beyond (panel, x, growth.rate);
        const IsoEstimate rate = plain (growth.rate);
        g_autofree char *dose = iso_plot_dose (well->dose, dosed->unit), *number = iso_plot_number (growth.rate);
        g_autofree char *value = iso_plot_text (N_("GR {1}"), number, NULL);
        g_autofree char *what = iso_plot_with_excluded (builder->analysis, well->observation, value, beyond);
        g_autofree char *where = iso_plot_text (N_("{1} {2}"), name, dose, NULL);
        int mark = iso_figure_add_mark (builder->figure, iso_plot_text (N_("{1}: {2}"), where, what, NULL), &well->observation, 1);

        iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_GROWTH_POINT, .item = well->observation });
        add_row (builder, name, iso_plot_excluded (builder->analysis, well->observation), &at, dosed->unit, &rate, NAN, 1, mark);
        iso_panel_add_excluded (panel, style, x, growth.rate, iso_series_symbol (series), iso_series_colour (style, series), mark);
        builder->n_excluded++;
        builder->n_beyond += beyond;
      }
    }
}

/* Where an extrapolated dose is still drawn: within tenfold of what was tested. */
static gboolean
is_drawable (const IsoArm *arm, double dose)
{
  return isfinite (dose) && dose > 0 && dose <= arm->highest_dose * 10.0001 && dose >= arm->lowest_dose / 10.0001;
}

static void
add_gr50 (const Builder *builder, IsoPanel *panel, const IsoUnit *unit, guint arm, guint index)
{
  const IsoGrowthCurve *curve = get_curve (builder, index);
  const IsoEstimate *gr50 = &curve->metrics.gr50;
  const IsoArm *dosed = iso_analysis_arm (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = name_curve (builder, arm, curve), *text = dose_text (curve, dosed->unit);
  IsoPlotPoint *point;
  int mark = -1;

  if (is_drawable (dosed, gr50->value))
    {
      mark = iso_figure_add_mark (builder->figure, iso_plot_text (N_("{1}: {2}"), name, text, NULL),
                                  (const guint *) (gpointer) curve->wells->data, curve->wells->len);
      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_GROWTH, .item = index });
      point = iso_panel_add_point (panel, iso_unit_from_inside (unit, gr50->value), 0.5, ISO_SYMBOL_DIAMOND,
                                   iso_series_colour (style, iso_arm_series (builder->analysis, arm)), style->symbol_pt * 0.9, mark);
      point->hollow = TRUE;
      point->x_low = iso_unit_from_inside (unit, gr50->lower);
      point->x_high = iso_unit_from_inside (unit, gr50->upper);
    }
  add_metrics (builder, index, name, dosed->unit, mark);
}

static void
add_label (const Builder *builder, const IsoUnit *unit, guint panel, guint arm, guint index, gboolean alone, gboolean titled)
{
  const IsoGrowthCurve *curve = get_curve (builder, index);
  const IsoArm *dosed = iso_analysis_arm (builder->analysis, arm);
  g_autofree char *plain = name_curve (builder, arm, curve), *text = dose_text (curve, dosed->unit);
  const char *sample = iso_experiment_sample (builder->analysis->dataset->experiment, dosed->sample);
  gboolean above = titled && alone && iso_dataset_count_runs (builder->analysis->dataset) < 2;
  /* The key is one for all panels, and another sample may have had the same drug. */
  g_autofree char *name = titled && !above && *sample != '\0' ? iso_plot_text (N_("{1}, {2}"), plain, sample, NULL) : g_strdup (plain);
  guint series = iso_arm_series (builder->analysis, arm);
  IsoKeyEntry *entry = iso_figure_add_key (builder->figure, panel, name, text);

  entry->named_above = above;
  entry->symbol = iso_series_symbol (alone ? curve->run : series);
  entry->hollow = !alone && curve->run % 2 == 1;
  entry->has_line = TRUE;
  entry->colour = iso_series_colour (&builder->figure->style, series);
  entry->path = g_array_new (FALSE, FALSE, sizeof (IsoSpot));
  for (guint i = 0; i <= PATH_STEPS; i++)
    {
      double dose = dose_at (dosed, (double) i / PATH_STEPS);
      IsoSpot spot = { iso_unit_from_inside (unit, dose), iso_growth_curve_value (curve, dose) };

      g_array_append_val (entry->path, spot);
    }
}

/* --- panels ------------------------------------------------------------------------------------------------------------------- */

/* From death to undisturbed growth, whatever was measured. */
static void
set_axes (const Builder *builder, IsoPanel *panel, const IsoResponseGroup *group)
{
  double low = INFINITY, high = 0, top = 1.1;

  for (guint k = 0; k < group->n; k++)
    {
      const IsoArm *arm = iso_analysis_arm (builder->analysis, group->arms[k]);
      g_autoptr (GArray) curves = list_curves (builder->analysis, group->arms[k]);

      low = MIN (low, arm->lowest_dose);
      high = MAX (high, arm->highest_dose);
      for (guint i = 0; i < curves->len; i++)
        {
          const IsoGrowthCurve *curve = get_curve (builder, g_array_index (curves, guint, i));
          double gr50 = curve->metrics.gr50.value;

          if (is_drawable (arm, gr50))
            {
              low = MIN (low, gr50);
              high = MAX (high, gr50);
            }
          for (guint w = 0; w < curve->rates->len; w++)
            if (isfinite (g_array_index (curve->rates, double, w)))
              top = MAX (top, g_array_index (curve->rates, double, w) + 0.06);
        }
      iso_arm_widen_by_excluded (builder->analysis, arm, &low, &high);
    }
  iso_widen_log (&low, &high, 0.06);
  iso_axis_set_log (&panel->x, iso_unit_from_inside (group->unit, low), iso_unit_from_inside (group->unit, high),
                    iso_plot_text (N_("Dose"), NULL));
  iso_axis_set_unit (&panel->x, group->unit->symbol);
  iso_axis_set_linear (&panel->y, -1, top, iso_plot_text (N_("Growth rate (GR)"), NULL));
}

static void
add_panel (Builder *builder, const IsoResponseGroup *group, gboolean titled)
{
  IsoPanel *panel = iso_figure_add_panel (builder->figure);
  guint number = builder->figure->panels->len - 1;
  const IsoArm *first = iso_analysis_arm (builder->analysis, group->arms[0]);
  const IsoFigureStyle *style = &builder->figure->style;

  if (titled)
    {
      g_free (panel->title);
      panel->title = group->n == 1 ? iso_arm_title (builder->analysis, first)
                                   : g_strdup (iso_experiment_sample (builder->analysis->dataset->experiment, first->sample));
    }
  set_axes (builder, panel, group);
  iso_panel_add_segment (panel, style->muted, style->axis_pt, ISO_DASH_DASHED, panel->x.low, 0, panel->x.high, 0)->faint = TRUE;
  iso_panel_add_segment (panel, iso_colour_mix (style->muted, style->background, 0.7), style->axis_pt, ISO_DASH_DOTTED, panel->x.low, 0.5,
                         panel->x.high, 0.5)->faint = TRUE;
  for (guint k = 0; k < group->n; k++)
    {
      g_autoptr (GArray) curves = list_curves (builder->analysis, group->arms[k]);

      for (guint i = 0; i < curves->len; i++)
        add_curve (builder, panel, group->unit, group->arms[k], g_array_index (curves, guint, i));
      for (guint i = 0; i < curves->len; i++)
        add_points (builder, panel, group->unit, group->arms[k], g_array_index (curves, guint, i), group->n == 1);
      add_excluded (builder, panel, group->unit, group->arms[k]);
      for (guint i = 0; i < curves->len; i++)
        {
          add_gr50 (builder, panel, group->unit, group->arms[k], g_array_index (curves, guint, i));
          add_label (builder, group->unit, number, group->arms[k], g_array_index (curves, guint, i), group->n == 1, titled);
        }
    }
}

/* --- words -------------------------------------------------------------------------------------------------------------------- */

static void
add_words (Builder *builder, const GArray *arms)
{
  g_autofree char *n = iso_plot_count (arms->len), *level = iso_plot_percent (builder->analysis->settings.level);

  iso_figure_add_description (builder->figure, iso_plot_text (N_("Growth rates of {1} drugs against dose."), n, NULL));
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("GR 1: no effect, 0: no growth, below 0: cells die."), NULL));
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("Points: mean of the wells of one run, bars: SD between wells."), NULL));
  if (builder->with_band)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Lines: fitted curve of each run, band: its {1} interval. Diamond: GR₅₀."), level,
                                                            NULL));
  for (guint k = 0; k < arms->len; k++)
    {
      guint arm = g_array_index (arms, guint, k);
      g_autoptr (GArray) curves = list_curves (builder->analysis, arm);

      for (guint i = 0; i < curves->len; i++)
        {
          const IsoGrowthCurve *curve = get_curve (builder, g_array_index (curves, guint, i));
          g_autofree char *name = name_curve (builder, arm, curve);
          g_autofree char *text = dose_text (curve, iso_analysis_arm (builder->analysis, arm)->unit);

          iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}: {2}."), name, text, NULL));
        }
    }
  iso_figure_add_excluded_note (builder->figure, builder->n_excluded, builder->n_beyond);
}

gboolean
iso_growth_figure_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  g_autoptr (GArray) arms = list_arms (analysis, subject);

  return arms->len > 0;
}

IsoFigure *
iso_growth_figure_build (ISO_BUILDER_ARGUMENTS)
{
  g_autoptr (GArray) arms = list_arms (analysis, subject);
  g_autoptr (GArray) groups = iso_response_make_groups (analysis, arms);
  Builder builder = { .analysis = analysis };

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt, iso_subject_title (analysis, subject, arms));
  if (arms->len == 0)
    return iso_figure_finish_empty (builder.figure, iso_plot_text (N_("There are no growth rates to draw: they need signals of drugs alone, and "
                                                                      "wells that were read when the drugs were added."), NULL));
  builder.figure->direct_labels = TRUE;
  add_columns (&builder);
  for (guint i = 0; i < MIN (groups->len, MOST_PANELS); i++)
    add_panel (&builder, &g_array_index (groups, IsoResponseGroup, i), groups->len > 1);
  add_words (&builder, arms);
  if (groups->len > MOST_PANELS)
    {
      g_autofree char *all = iso_plot_count (groups->len), *most = iso_plot_count (MOST_PANELS);

      iso_figure_add_caption (builder.figure, iso_plot_text (N_("The first {1} of {2} panels are shown."), most, all, NULL));
    }
  return iso_figure_finish (builder.figure);
}
