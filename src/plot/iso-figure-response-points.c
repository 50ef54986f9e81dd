/* iso-figure-response-points.c - points, vehicle and excluded wells of dose-response figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-response.h"

#include "iso-figure-excluded.h"

#include <math.h>

double
iso_response_shown (const IsoResponseBuilder *builder, double response)
{
  return response * builder->scale;
}

static char *
response_name (const IsoResponseBuilder *builder, double value)
{
  g_autofree char *number = iso_plot_number (iso_response_shown (builder, value));

  return builder->raw ? iso_plot_text (N_("response {1}"), number, NULL)
                      : iso_plot_text (N_("viability {1} %"), number, NULL);
}

/* "Ixazomib 30 nM, run 2: viability 41.3 %, SD 3.1, 3 wells" */
static char *
point_label (const IsoResponseBuilder *builder, const char *where, double value, double sd, guint runs, guint wells)
{
  g_autofree char *response = response_name (builder, value);
  g_autofree char *spread = iso_plot_number (iso_response_shown (builder, sd));
  g_autofree char *n_runs = iso_plot_count (runs);
  g_autofree char *n_wells = iso_plot_count (wells);

  if (runs > 1)
    return iso_plot_text (N_("{1}: {2}, SD {3} between {4} runs ({5} wells)"), where, response, spread, n_runs,
                          n_wells, NULL);
  if (isfinite (sd))
    return iso_plot_text (N_("{1}: {2}, SD {3} between {4} wells"), where, response, spread, n_wells, NULL);
  return iso_plot_text (N_("{1}: {2}, n = {3}"), where, response, n_wells, NULL);
}

void
iso_response_add_row (const IsoResponseBuilder *builder, const char *curve, const char *item, double dose, double lower, double upper,
                      const IsoUnit *unit, double response, double sd, guint runs, guint wells, int mark)
{
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (curve));
  iso_figure_add_text (figure, g_strdup (item));
  iso_figure_add_number (figure, iso_unit_from_inside (unit, dose));
  iso_figure_add_number (figure, iso_unit_from_inside (unit, lower));
  iso_figure_add_number (figure, iso_unit_from_inside (unit, upper));
  iso_figure_add_text (figure, g_strdup (unit->symbol));
  iso_figure_add_number (figure, iso_response_shown (builder, response));
  iso_figure_add_number (figure, iso_response_shown (builder, sd));
  iso_figure_add_number (figure, runs > 0 ? runs : NAN);
  iso_figure_add_number (figure, wells > 0 ? wells : NAN);
}

/* Points */

void
iso_response_add_run_points (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index,
                             gboolean faint)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  guint series = iso_arm_series (builder->analysis, index);

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);
      g_autofree char *run = iso_run_name (builder->analysis, point->run, FALSE);
      g_autofree char *dose = iso_plot_dose (point->dose, arm->unit);
      g_autofree char *where = iso_plot_text (N_("{1} {2}, {3}"), name, dose, run, NULL);
      g_autofree char *item = iso_run_name (builder->analysis, point->run, TRUE);
      IsoColour colour = iso_series_colour (style, series);
      IsoPlotPoint *drawn;
      int mark;

      if (!isfinite (point->viability))
        continue;
      mark = iso_figure_add_mark (builder->figure,
                                  point_label (builder, where, point->viability, point->sd, 1, point->n),
                                  point->observations, point->n);
      iso_response_add_row (builder, name, item, point->dose, NAN, NAN, arm->unit, point->viability, point->sd, 1, point->n, mark);
      if (faint)
        colour = iso_colour_mix (colour, style->background, 0.45);
      drawn = iso_panel_add_point (panel, iso_unit_from_inside (group->unit, point->dose),
                                   iso_response_shown (builder, point->viability),
                                   iso_series_symbol (faint || group->n > 1 ? series : point->run), colour,
                                   style->symbol_pt * (faint ? 0.55 : 1), mark);
      drawn->hollow = !faint && group->n > 1 && point->run % 2 == 1;
      if (!faint && isfinite (point->sd) && !builder->show_runs)
        {
          drawn->y_low = iso_response_shown (builder, point->viability - point->sd);
          drawn->y_high = iso_response_shown (builder, point->viability + point->sd);
        }
    }
}

void
iso_response_add_mean_points (const IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  g_autofree char *item = iso_plot_text (N_("Mean of runs"), NULL);
  g_autoptr(GArray) means = iso_arm_means (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  guint series = iso_arm_series (builder->analysis, index);

  for (guint i = 0; i < means->len; i++)
    {
      const IsoDoseMean *mean = &g_array_index (means, IsoDoseMean, i);
      g_autofree char *dose = iso_plot_dose (mean->dose, arm->unit);
      g_autofree char *where = iso_plot_text (N_("{1} {2}"), name, dose, NULL);
      int mark = iso_figure_add_mark (builder->figure,
                                      point_label (builder, where, mean->mean, mean->sd, mean->n_runs, mean->n_wells),
                                      (guint *) (void *) mean->observations->data, mean->observations->len);
      IsoPlotPoint *drawn = iso_panel_add_point (panel, iso_unit_from_inside (group->unit, mean->dose),
                                                 iso_response_shown (builder, mean->mean),
                                                 iso_series_symbol (series), iso_series_colour (style, series),
                                                 style->symbol_pt, mark);

      iso_response_add_row (builder, name, item, mean->dose, NAN, NAN, arm->unit, mean->mean, mean->sd, mean->n_runs, mean->n_wells,
                            mark);
      if (isfinite (mean->sd))
        {
          drawn->y_low = iso_response_shown (builder, mean->mean - mean->sd);
          drawn->y_high = iso_response_shown (builder, mean->mean + mean->sd);
        }
    }
}

/* Wells that were left out, at the value that they would have. */
void
iso_response_add_excluded (IsoResponseBuilder *builder, IsoPanel *panel, const IsoResponseGroup *group, guint index)
{
  const IsoArm *arm = iso_analysis_arm (builder->analysis, index);
  g_autoptr(GArray) wells = iso_arm_list_excluded (builder->analysis, arm);
  g_autofree char *name = iso_arm_name (builder->analysis, arm);
  const IsoFigureStyle *style = &builder->figure->style;
  guint series = iso_arm_series (builder->analysis, index);

  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);
      double x = iso_unit_from_inside (group->unit, well->dose);
      double y = iso_response_shown (builder, well->viability);
      gboolean beyond = iso_panel_is_beyond (panel, x, y);
      g_autofree char *dose = iso_plot_dose (well->dose, arm->unit);
      g_autofree char *where = iso_plot_text (N_("{1} {2}"), name, dose, NULL);
      g_autofree char *response = response_name (builder, well->viability);
      g_autofree char *what = iso_plot_with_excluded (builder->analysis, well->observation, response, beyond);
      g_autofree char *item = iso_plot_excluded (builder->analysis, well->observation);
      int mark = iso_figure_add_mark (builder->figure, iso_plot_text (N_("{1}: {2}"), where, what, NULL), &well->observation, 1);

      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = well->observation });
      iso_response_add_row (builder, name, item, well->dose, NAN, NAN, arm->unit, well->viability, NAN, 0, 1, mark);
      iso_panel_add_excluded (panel, style, x, y, iso_series_symbol (series), iso_series_colour (style, series), mark);
      builder->n_excluded++;
      builder->n_beyond += beyond;
    }
}

/* The vehicle wells of a sample: for each run the observations (a GArray of guint, may be empty). To be freed. */
static GPtrArray *
list_vehicle (const IsoDataset *dataset, int sample)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint run = 0; run < dataset->experiment->runs->len; run++)
    g_ptr_array_add (runs, g_array_new (FALSE, FALSE, sizeof (guint)));
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if (observation->role != ISO_ROLE_VEHICLE || observation->status != ISO_STATUS_OK || !isfinite (observation->viability)
          || (observation->sample >= 0 && observation->sample != sample))
        continue;
      g_array_append_val ((GArray *) g_ptr_array_index (runs, observation->run), i);
    }
  return runs;
}

static void
add_vehicle_point (const IsoResponseBuilder *builder, IsoPanel *panel, guint run, const GArray *wells)
{
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = iso_plot_text (N_("Vehicle"), NULL);
  g_autofree char *item = iso_run_name (builder->analysis, run, TRUE), *within = iso_run_name (builder->analysis, run, FALSE);
  g_autofree char *where = iso_plot_text (N_("Vehicle, {1}"), within, NULL);
  g_autofree double *values = g_new (double, wells->len);
  double mean, sd;
  IsoPlotPoint *point;
  int mark;

  for (guint i = 0; i < wells->len; i++)
    values[i] = iso_dataset_observation (builder->analysis->dataset, g_array_index (wells, guint, i))->viability;
  mean = iso_mean (values, wells->len);
  sd = iso_sd (values, wells->len);
  mark = iso_figure_add_mark (builder->figure, point_label (builder, where, mean, sd, 1, wells->len),
                              (const guint *) (const void *) wells->data, wells->len);
  iso_response_add_row (builder, name, item, 0, NAN, NAN, iso_unit_unknown (), mean, sd, 1, wells->len, mark);
  point = iso_panel_add_point (panel, 0, iso_response_shown (builder, mean), ISO_SYMBOL_CIRCLE, style->muted,
                               style->symbol_pt * 0.8, mark);
  point->hollow = TRUE;
  if (isfinite (sd))
    {
      point->y_low = iso_response_shown (builder, mean - sd);
      point->y_high = iso_response_shown (builder, mean + sd);
    }
}

/* The vehicle wells of a sample, run by run, at dose 0: what 100 % is made of. */
void
iso_response_add_vehicle (const IsoResponseBuilder *builder, IsoPanel *panel, int sample)
{
  const IsoDataset *dataset = builder->analysis->dataset;
  g_autoptr(GPtrArray) runs = list_vehicle (dataset, sample);

  for (guint run = 0; run < runs->len; run++)
    {
      const GArray *wells = g_ptr_array_index (runs, run);

      if (wells->len > 0)
        add_vehicle_point (builder, panel, run, wells);
    }
}
