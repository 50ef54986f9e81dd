/* iso-figure-isobologram.c - dose pairs of one effect, against the line of additivity
 *
 * Several effect levels stand in panels of their own, because their doses differ by factors.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-isobole.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define PANEL_WIDTH 108.0   /* from this on, panels stand side by side */
#define MOST_LEVELS   6

static gboolean
has_isoboles (const IsoCombination *combination)
{
  for (guint i = 0; i < combination->isoboles->len; i++)
    {
      const IsoIsobole *isobole = &g_array_index (combination->isoboles, IsoIsobole, i);

      if (isobole->n_line > 0)
        return TRUE;
      for (guint k = 0; k < isobole->points->len; k++)
        {
          if (isfinite (g_array_index (isobole->points, IsoIsobolePoint, k).doses.d1))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
has_panel (const IsoIsobole *isobole)
{
  return isobole->n_line > 0 || isobole->points->len > 0;
}

/* A line, a point on an axis, one of a ray, or one that was measured: axes alone are no figure. */
static gboolean
shows_anything (const IsoIsobole *isobole)
{
  for (guint i = 0; i < isobole->points->len; i++)
    if (iso_isobole_has_value (&g_array_index (isobole->points, IsoIsobolePoint, i).total))
      return TRUE;
  return isobole->n_line > 0 || isobole->measured->len > 0 || iso_isobole_has_value (&isobole->dx[0])
         || iso_isobole_has_value (&isobole->dx[1]);
}

static char *
dx_text (const IsoEstimate *dx, const IsoUnit *unit)
{
  g_autofree char *text = iso_plot_dose_estimate (dx, unit);

  if (isfinite (dx->value) && dx->status == ISO_STATUS_EXTRAPOLATED)
    return iso_plot_text (N_("{1}, extrapolated"), text, NULL);
  return g_steal_pointer (&text);
}

static IsoTopic
ask_index (const IsoIsoboleBuilder *builder, guint ray, const IsoCombinationIndex *index)
{
  const GArray *levels = g_array_index (builder->combination->rays, IsoRay, ray).levels;

  return (IsoTopic) {
    .kind = ISO_TOPIC_LEVEL_INDEX, .combination = iso_combination_number (builder->analysis, builder->combination), .ray = ray,
    .item = (guint) (index - (const IsoCombinationIndex *) (gpointer) levels->data),
  };
}

static void
add_columns (IsoIsoboleBuilder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Effect"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Item"), NULL));
  for (guint i = 0; i < 2; i++)
    {
      const char *symbol = builder->units[i]->symbol;
      g_autofree char *lower = iso_plot_text (N_("{1}, lower limit"), builder->names[i], NULL);
      g_autofree char *upper = iso_plot_text (N_("{1}, upper limit"), builder->names[i], NULL);

      iso_figure_add_column (figure, iso_plot_with_unit (builder->names[i], symbol));
      iso_figure_add_column (figure, iso_plot_with_unit (lower, symbol));
      iso_figure_add_column (figure, iso_plot_with_unit (upper, symbol));
    }
  iso_figure_add_column (figure, iso_plot_text (N_("CI"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("CI, lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("CI, upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Standing"), NULL));
}

static void
add_row (IsoIsoboleBuilder *builder, double fa, const char *item, const IsoEstimate doses[2], const IsoEstimate *ci,
         char *standing, int mark)
{
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_number (figure, fa);
  iso_figure_add_text (figure, g_strdup (item));
  for (guint i = 0; i < 2; i++)
    {
      iso_figure_add_number (figure, iso_unit_from_inside (builder->units[i], doses[i].value));
      iso_figure_add_number (figure, iso_unit_from_inside (builder->units[i], doses[i].lower));
      iso_figure_add_number (figure, iso_unit_from_inside (builder->units[i], doses[i].upper));
    }
  iso_figure_add_number (figure, ci != NULL ? ci->value : NAN);
  iso_figure_add_number (figure, ci != NULL ? ci->lower : NAN);
  iso_figure_add_number (figure, ci != NULL ? ci->upper : NAN);
  iso_figure_add_text (figure, standing);
}

/* How far an axis goes: all values; of the intervals what is within twice the largest of them. */
static void
set_axes (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole)
{
  double top[2] = { 0, 0 }, interval[2] = { 0, 0 };

  for (guint i = 0; i < 2; i++)
    {
      if (iso_isobole_has_value (&isobole->dx[i]))
        top[i] = isobole->dx[i].value;
      if (isfinite (isobole->dx[i].upper))
        interval[i] = isobole->dx[i].upper;
    }
  for (guint k = 0; k < isobole->points->len; k++)
    {
      const IsoIsobolePoint *point = &g_array_index (isobole->points, IsoIsobolePoint, k);
      double stretch = point->total.upper / point->total.value;

      if (!isfinite (point->doses.d1) || !isfinite (point->doses.d2))
        continue;
      top[0] = MAX (top[0], point->doses.d1);
      top[1] = MAX (top[1], point->doses.d2);
      if (isfinite (stretch))
        {
          interval[0] = MAX (interval[0], point->doses.d1 * stretch);
          interval[1] = MAX (interval[1], point->doses.d2 * stretch);
        }
    }
  for (guint i = 0; i < 2; i++)
    {
      /* A drug that does not reach the level: its axis shows what was tested of it. */
      if (!iso_isobole_has_value (&isobole->dx[i]) && builder->combination->singles[i] >= 0)
        top[i] = MAX (top[i], iso_analysis_arm (builder->analysis,
                                                (guint) builder->combination->singles[i])->highest_dose);
      top[i] = MAX (top[i], MIN (interval[i], 2 * top[i])) * 1.06;
      if (!(top[i] > 0))
        top[i] = 1;
    }
  iso_axis_set_linear (&panel->x, 0, iso_unit_from_inside (builder->units[0], top[0]),
                       g_strdup (builder->names[0]));
  iso_axis_set_unit (&panel->x, builder->units[0]->symbol);
  iso_axis_set_linear (&panel->y, 0, iso_unit_from_inside (builder->units[1], top[1]),
                       g_strdup (builder->names[1]));
  iso_axis_set_unit (&panel->y, builder->units[1]->symbol);
}

static void
add_additivity (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole)
{
  const IsoFigureStyle *style = &builder->figure->style;
  gboolean certain = isobole->dx[0].status == ISO_STATUS_OK && isobole->dx[1].status == ISO_STATUS_OK;
  IsoPlotLine *line;

  if (isobole->n_line == 0)
    return;
  line = iso_panel_add_line (panel, certain ? style->foreground : style->muted, style->line_pt * 0.8,
                             certain ? ISO_DASH_SOLID : ISO_DASH_DASHED);
  /* Parallel to an axis it has no end: an arrow points on. */
  line->arrow = !iso_isobole_has_value (&isobole->dx[0]) || !iso_isobole_has_value (&isobole->dx[1]);
  for (guint i = 0; i < isobole->n_line; i++)
    {
      const IsoDosePair *pair = &isobole->line[iso_isobole_has_value (&isobole->dx[0]) ? i : isobole->n_line - 1 - i];
      double x = iso_unit_from_inside (builder->units[0], pair->d1);
      double y = iso_unit_from_inside (builder->units[1], pair->d2);

      iso_plot_line_to (line, MIN (x, panel->x.high), MIN (y, panel->y.high));
    }
}

/* The interval of the line; nothing where a dose has none, because it would be cut off without an end. */
static void
add_band (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole)
{
  IsoColour colour = builder->figure->style.muted;
  IsoPlotArea *area;

  for (guint i = 0; i < isobole->n_line; i++)
    if (!isfinite (isobole->lower[i].d1 + isobole->lower[i].d2 + isobole->upper[i].d1 + isobole->upper[i].d2))
      return;
  if (isobole->n_line == 0)
    return;
  colour.alpha = 0.18;
  area = iso_panel_add_area (panel, colour);
  for (guint i = 0; i < 2 * isobole->n_line; i++)
    {
      const IsoDosePair *pair = i < isobole->n_line ? &isobole->lower[i] : &isobole->upper[2 * isobole->n_line - 1 - i];

      iso_plot_area_to (area, MIN (iso_unit_from_inside (builder->units[0], pair->d1), panel->x.high),
                        MIN (iso_unit_from_inside (builder->units[1], pair->d2), panel->y.high));
    }
  builder->has_band = TRUE;
}

/* Where the effects of the cells themselves cross the level. */
static void
add_measured (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole)
{
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  g_autofree char *item = iso_plot_text (N_("Measured isobole"), NULL);

  for (guint i = 0; i < isobole->measured->len; i++)
    {
      const IsoIsoboleCrossing *crossing = &g_array_index (isobole->measured, IsoIsoboleCrossing, i);
      IsoEstimate doses[2] = { iso_estimate_none (ISO_STATUS_OK), iso_estimate_none (ISO_STATUS_OK) };
      g_autofree char *first = iso_plot_dose (crossing->doses.d1, builder->units[0]);
      g_autofree char *second = iso_plot_dose (crossing->doses.d2, builder->units[1]);
      double x = iso_unit_from_inside (builder->units[0], crossing->doses.d1);
      double y = iso_unit_from_inside (builder->units[1], crossing->doses.d2);
      gboolean beyond = iso_panel_is_beyond (panel, x, y);
      int mark = iso_figure_add_mark (builder->figure,
                                      iso_plot_text (N_("{1} effect as it was measured: {2} {3} with {4} {5}, along the doses of {6}"),
                                                     percent, builder->names[0], first, builder->names[1], second,
                                                     builder->names[crossing->along], NULL), NULL, 0);

      doses[0].value = crossing->doses.d1;
      doses[1].value = crossing->doses.d2;
      add_row (builder, isobole->fa, item, doses, NULL, beyond ? iso_plot_text (N_("beyond the axis"), NULL) : g_strdup (""), mark);
      iso_panel_hold (panel, &x, &y);
      iso_panel_add_point (panel, x, y, ISO_SYMBOL_DIAMOND, style->foreground, style->symbol_pt * 0.7, mark)->hollow = TRUE;
      builder->n_measured++;
    }
}

/* Tallarida's test of a ray at this level; NULL if there is none. */
static const IsoAdditivityTest *
find_test (const IsoIsoboleBuilder *builder, guint ray, double fa)
{
  const GArray *levels = g_array_index (builder->combination->rays, IsoRay, ray).levels;
  const GArray *tests = g_array_index (builder->combination->rays, IsoRay, ray).additivity;

  for (guint i = 0; i < MIN (levels->len, tests->len); i++)
    if (fabs (g_array_index (levels, IsoCombinationIndex, i).fa - fa) < 1e-9)
      return &g_array_index (tests, IsoAdditivityTest, i);
  return NULL;
}

/* The dose of the mixture that would do if the drugs were additive, split as the mixture is. */
static void
add_test (IsoIsoboleBuilder *builder, const IsoIsobole *isobole, const IsoIsobolePoint *point, const char *name)
{
  const IsoAdditivityTest *test = find_test (builder, point->ray, isobole->fa);
  IsoEstimate doses[2] = { iso_estimate_none (ISO_STATUS_OK), iso_estimate_none (ISO_STATUS_OK) };
  g_autofree char *item = iso_plot_text (N_("{1}, additive dose by Tallarida"), name, NULL);
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  double total = point->doses.d1 + point->doses.d2;
  g_autofree char *p = NULL, *t = NULL;

  if (test == NULL || test->status != ISO_STATUS_OK || !isfinite (total))
    return;
  p = iso_plot_number (test->p);
  t = iso_plot_number (test->t);
  doses[0].value = test->additive * point->doses.d1 / total;
  doses[1].value = test->additive * point->doses.d2 / total;
  add_row (builder, isobole->fa, item, doses, NULL, iso_plot_text (N_("additive against measured: t {1}, p {2}"), t, p, NULL), -1);
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("Tallarida’s test of {1} at {2} effect: p {3}."), name, percent, p, NULL));
  builder->n_tests++;
}

static void
add_single (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole, guint drug)
{
  const IsoFigureStyle *style = &builder->figure->style;
  const IsoEstimate *dx = &isobole->dx[drug];
  const IsoUnit *unit = builder->units[drug];
  IsoEstimate doses[2] = { iso_estimate_none (ISO_STATUS_OK), iso_estimate_none (ISO_STATUS_OK) };
  g_autofree char *item = iso_plot_text (N_("{1} alone"), builder->names[drug], NULL);
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  g_autofree char *text = dx_text (dx, unit);
  gboolean extrapolated = dx->status == ISO_STATUS_EXTRAPOLATED;
  double value = iso_unit_from_inside (unit, dx->value);
  int mark = -1;

  doses[drug] = *dx;
  doses[1 - drug].value = 0;
  if (iso_isobole_has_value (dx))
    {
      IsoPlotPoint *point;

      mark = iso_figure_add_arm_mark (builder->figure, builder->analysis,
                                      iso_plot_text (N_("{1}, {2} effect: {3}"), item, percent, text, NULL),
                                      &builder->combination->singles[drug], 1);
      point = iso_panel_add_point (panel, drug == 0 ? value : 0, drug == 0 ? 0 : value,
                                   drug == 0 ? ISO_SYMBOL_CIRCLE : ISO_SYMBOL_SQUARE,
                                   extrapolated ? style->muted
                                       : iso_series_colour (style, builder->combination->drugs[drug]),
                                   style->symbol_pt, mark);
      point->hollow = extrapolated;
      *(drug == 0 ? &point->x_low : &point->y_low) = iso_unit_from_inside (unit, dx->lower);
      *(drug == 0 ? &point->x_high : &point->y_high) = iso_unit_from_inside (unit, dx->upper);
      builder->has_extrapolated = builder->has_extrapolated || extrapolated;
    }
  add_row (builder, isobole->fa, item, doses, NULL, dx->status == ISO_STATUS_OK ? g_strdup ("")
           : iso_plot_status (dx->status), mark);
}

static char *
ray_name (const IsoIsoboleBuilder *builder, guint ray)
{
  const IsoRay *which = &g_array_index (builder->combination->rays, IsoRay, ray);

  return iso_arm_name (builder->analysis, iso_analysis_arm (builder->analysis, which->arm));
}

static IsoEstimate
along (const IsoEstimate *total, double dose)
{
  IsoEstimate part = *total;

  part.value = dose;
  part.lower = dose * total->lower / total->value;
  part.upper = dose * total->upper / total->value;
  return part;
}

static void
add_interval (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoEstimate doses[2], IsoColour colour)
{
  IsoPlotLine *line;

  if (!isfinite (doses[0].lower) || !isfinite (doses[0].upper))
    return;
  line = iso_panel_add_segment (panel, colour, MAX (builder->figure->style.axis_pt, 0.7), ISO_DASH_SOLID,
                                iso_unit_from_inside (builder->units[0], doses[0].lower),
                                iso_unit_from_inside (builder->units[1], doses[1].lower),
                                iso_unit_from_inside (builder->units[0], doses[0].upper),
                                iso_unit_from_inside (builder->units[1], doses[1].upper));
  line->caps = TRUE;
}

static void
add_combination_point (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole, const IsoIsobolePoint *point)
{
  const IsoFigureStyle *style = &builder->figure->style;
  int arm = (int) g_array_index (builder->combination->rays, IsoRay, point->ray).arm;
  guint series = iso_arm_series (builder->analysis, (guint) arm);
  const IsoCombinationIndex *index = iso_isobole_find_index (builder, point->ray, isobole->fa);
  IsoEstimate doses[2] = { along (&point->total, point->doses.d1), along (&point->total, point->doses.d2) };
  g_autofree char *name = ray_name (builder, point->ray);
  g_autofree char *first = iso_plot_dose_estimate (&doses[0], builder->units[0]);
  g_autofree char *second = iso_plot_dose_estimate (&doses[1], builder->units[1]);
  g_autofree char *ci = index != NULL ? iso_plot_estimate (&index->ci, 1, "") : iso_plot_status (ISO_STATUS_UNDEFINED);
  g_autofree char *percent = iso_plot_percent (isobole->fa);
  gboolean extrapolated = point->total.status == ISO_STATUS_EXTRAPOLATED;
  IsoColour colour = extrapolated ? style->muted : iso_series_colour (style, series);
  IsoPlotPoint *drawn;
  int mark = -1;

  if (isfinite (point->doses.d1) && isfinite (point->doses.d2))
    {
      add_interval (builder, panel, doses, colour);
      mark = iso_figure_add_arm_mark (builder->figure, builder->analysis,
                                      iso_plot_text (N_("{1}, {2} effect: {3} {4} with {5} {6}, CI {7}"), name,
                                                     percent, builder->names[0], first, builder->names[1], second, ci,
                                                     NULL), &arm, 1);
      if (index != NULL)
        iso_figure_set_topic (builder->figure, mark, ask_index (builder, point->ray, index));
      drawn = iso_panel_add_point (panel, iso_unit_from_inside (builder->units[0], point->doses.d1),
                                   iso_unit_from_inside (builder->units[1], point->doses.d2),
                                   iso_series_symbol (series), colour, style->symbol_pt * 1.1, mark);
      drawn->hollow = extrapolated;
      builder->has_extrapolated = builder->has_extrapolated || extrapolated;
    }
  add_row (builder, isobole->fa, name, doses, index != NULL ? &index->ci : NULL,
           point->total.status == ISO_STATUS_OK ? g_strdup ("") : iso_plot_status (point->total.status), mark);
}

/* Wells that were left out, where their doses are: what they would change is the line, or a point on their ray. */
static void
add_excluded (IsoIsoboleBuilder *builder, IsoPanel *panel, const IsoIsobole *isobole)
{
  const IsoFigureStyle *style = &builder->figure->style;

  for (guint i = 0; i < builder->excluded->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (builder->excluded, IsoExcludedWell, i);
      IsoEstimate doses[2] = { iso_estimate_none (ISO_STATUS_EXCLUDED), iso_estimate_none (ISO_STATUS_EXCLUDED) };
      double x = iso_unit_from_inside (builder->units[0], well->doses[0]);
      double y = iso_unit_from_inside (builder->units[1], well->doses[1]);
      gboolean beyond = iso_panel_is_beyond (panel, x, y);
      g_autofree char *item = iso_plot_status (ISO_STATUS_EXCLUDED);
      g_autofree char *first = iso_plot_dose (well->doses[0], builder->units[0]);
      g_autofree char *second = iso_plot_dose (well->doses[1], builder->units[1]);
      g_autofree char *viability = iso_plot_number (100 * well->viability);
      g_autofree char *text = iso_plot_text (N_("{1} {2} with {3} {4}: viability {5} %"), builder->names[0], first, builder->names[1],
                                             second, viability, NULL);
      int mark = iso_figure_add_mark (builder->figure, iso_plot_with_excluded (builder->analysis, well->observation, text, beyond),
                                      &well->observation, 1);

      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = well->observation });
      doses[0].value = well->doses[0];
      doses[1].value = well->doses[1];
      add_row (builder, isobole->fa, item, doses, NULL, iso_plot_excluded (builder->analysis, well->observation), mark);
      iso_panel_add_excluded (panel, style, x, y, ISO_SYMBOL_CIRCLE, style->muted, mark);
      builder->n_beyond += beyond;
    }
}

static void
add_isobole (IsoIsoboleBuilder *builder, const IsoIsobole *isobole, gboolean titled)
{
  IsoPanel *panel = iso_figure_add_panel (builder->figure);
  guint number = builder->figure->panels->len - 1;

  panel->ratio = 0.85;
  if (titled)
    {
      g_free (panel->title);
      panel->title = iso_isobole_panel_title (builder, isobole);
    }
  set_axes (builder, panel, isobole);
  add_band (builder, panel, isobole);
  add_additivity (builder, panel, isobole);
  add_single (builder, panel, isobole, 0);
  add_single (builder, panel, isobole, 1);
  for (guint i = 0; i < isobole->points->len; i++)
    add_combination_point (builder, panel, isobole, &g_array_index (isobole->points, IsoIsobolePoint, i));
  for (guint i = 0; i < isobole->points->len; i++)
    {
      const IsoIsobolePoint *point = &g_array_index (isobole->points, IsoIsobolePoint, i);
      g_autofree char *name = ray_name (builder, point->ray);

      add_test (builder, isobole, point, name);
    }
  add_measured (builder, panel, isobole);
  add_excluded (builder, panel, isobole);
  if (isobole->points->len == 1 && !titled)
    iso_isobole_add_label (builder, number, isobole, &g_array_index (isobole->points, IsoIsobolePoint, 0));
}

static void
add_ray_key (IsoIsoboleBuilder *builder)
{
  for (guint i = 0; i < builder->combination->rays->len && builder->combination->rays->len > 1; i++)
    {
      g_autofree char *name = ray_name (builder, i);
      guint series = iso_arm_series (builder->analysis, g_array_index (builder->combination->rays, IsoRay, i).arm);
      IsoKeyEntry *entry = iso_figure_add_key (builder->figure, 0, name, "");

      entry->symbol = iso_series_symbol (series);
      entry->colour = iso_series_colour (&builder->figure->style, series);
    }
}

/* The isoboles that the subject asks for; of const IsoIsobole *. */
static GPtrArray *
choose_isoboles (const IsoCombination *combination, double fa)
{
  GPtrArray *chosen = g_ptr_array_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < combination->isoboles->len && chosen->len < MOST_LEVELS; i++)
    {
      IsoIsobole *isobole = &g_array_index (combination->isoboles, IsoIsobole, i);

      if (!has_panel (isobole) || (!isnan (fa) && fabs (isobole->fa - fa) >= 1e-9))
        continue;
      g_ptr_array_add (chosen, isobole);
      any |= shows_anything (isobole);
    }
  if (!any)
    g_ptr_array_set_size (chosen, 0);
  return chosen;
}

gboolean
iso_isobologram_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  const IsoCombination *combination = iso_subject_combination (analysis, subject, has_isoboles);
  g_autoptr(GPtrArray) isoboles = NULL;

  if (combination == NULL || combination->n_drugs != 2)
    return FALSE;
  isoboles = choose_isoboles (combination, subject->fa);
  return isoboles->len > 0;
}

IsoFigure *
iso_isobologram_build (ISO_BUILDER_ARGUMENTS)
{
  IsoIsoboleBuilder builder = { .analysis = analysis, .combination = iso_subject_combination (analysis, subject, has_isoboles) };
  g_autoptr(GPtrArray) isoboles = NULL;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     builder.combination != NULL ? iso_combination_title (analysis, builder.combination)
                                                                 : g_strdup (analysis->dataset->experiment->title));
  if (builder.combination == NULL || builder.combination->n_drugs != 2)
    return iso_figure_finish_empty (builder.figure, iso_isobole_reason_for_none (builder.combination, subject->fa));
  isoboles = choose_isoboles (builder.combination, subject->fa);
  if (isoboles->len == 0)
    return iso_figure_finish_empty (builder.figure, iso_isobole_reason_for_none (builder.combination, subject->fa));

  for (guint i = 0; i < 2; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (analysis->dataset->experiment, builder.combination->drugs[i]);

      builder.names[i] = drug->name;
      builder.units[i] = drug->unit;
    }
  builder.excluded = iso_combination_list_excluded (analysis, builder.combination);
  builder.figure->panel_width = PANEL_WIDTH;
  builder.figure->direct_labels = TRUE;
  add_columns (&builder);
  for (guint i = 0; i < isoboles->len; i++)
    add_isobole (&builder, isoboles->pdata[i], isoboles->len > 1);
  add_ray_key (&builder);
  iso_isobole_add_words (&builder, isoboles);
  iso_isobole_add_not_reached_notes (&builder, isoboles);
  g_array_unref (builder.excluded);
  return iso_figure_finish (builder.figure);
}
