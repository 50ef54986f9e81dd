/* iso-figure-surface.c - parametric surfaces through the doses of two drugs, as lines of equal viability over what was measured
 *
 * One panel for each surface that was fitted. The points are coloured by what was measured, the lines by the surface: where both
 * agree, points and lines change colour together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-common.h"

#include <math.h>

#define PANEL_WIDTH 150.0   /* from this on, panels stand side by side */
#define LEAST_CONTRAST 2.0
#define SIDE 48             /* of the grid that the lines are found on */

static const double lines[] = { 10, 25, 50, 75, 90 };   /* viability, % */

typedef struct
{
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  IsoFigure            *figure;
  const IsoDrug        *drugs[2];
} Builder;

static gboolean
has_surfaces (const IsoCombination *combination)
{
  return combination->n_drugs == 2 && combination->surfaces->len > 0;
}

/* Of the cells: what the panel shows, in inside units. */
static void
find_range (const Builder *builder, guint drug, double *low, double *high)
{
  *low = INFINITY;
  *high = 0;
  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      double dose = g_array_index (builder->combination->cells, IsoCell, i).doses[drug];

      *low = MIN (*low, dose);
      *high = MAX (*high, dose);
    }
  iso_widen_log (low, high, 0.08);
}

static void
set_axis (const Builder *builder, IsoAxis *axis, guint drug)
{
  const IsoUnit *unit = builder->drugs[drug]->unit;
  double low, high;

  find_range (builder, drug, &low, &high);
  iso_axis_set_log (axis, iso_unit_from_inside (unit, low), iso_unit_from_inside (unit, high), g_strdup (builder->drugs[drug]->name));
  iso_axis_set_unit (axis, unit->symbol);
}

/* --- the table ---------------------------------------------------------------------------------------------------------------- */

static void
add_columns (Builder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Surface"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Item"), NULL));
  for (guint i = 0; i < 2; i++)
    iso_figure_add_column (figure, iso_plot_with_unit (builder->drugs[i]->name, builder->drugs[i]->unit->symbol));
  iso_figure_add_column (figure, iso_plot_text (N_("Estimate"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Without interaction"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Measured"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Standing"), NULL));
}

static void
begin_row (Builder *builder, const IsoSurfaceResult *result, char *item, const double *doses, int mark)
{
  iso_figure_begin_row (builder->figure, mark);
  iso_figure_add_text (builder->figure, iso_plot_text (result->model->name, NULL));
  iso_figure_add_text (builder->figure, item);
  for (guint i = 0; i < 2; i++)
    iso_figure_add_number (builder->figure, doses != NULL ? iso_unit_from_inside (builder->drugs[i]->unit, doses[i]) : NAN);
}

static void
end_row (Builder *builder, const IsoEstimate *estimate, double scale, double null, double measured, char *standing)
{
  iso_figure_add_number (builder->figure, estimate->value * scale);
  iso_figure_add_number (builder->figure, estimate->lower * scale);
  iso_figure_add_number (builder->figure, estimate->upper * scale);
  iso_figure_add_number (builder->figure, null);
  iso_figure_add_number (builder->figure, measured);
  iso_figure_add_text (builder->figure, standing);
}

static char *
get_standing (const IsoEstimate *estimate)
{
  return estimate->status == ISO_STATUS_OK ? g_strdup ("") : iso_plot_status (estimate->status);
}

static void
add_parameter (Builder *builder, const IsoSurfaceResult *result, guint p)
{
  const IsoSurfaceParameter *parameter = result->model->parameters[p];
  const IsoEstimate *estimate = &result->parameters[p];
  gboolean dose = p == ISO_SURFACE_C1 || p == ISO_SURFACE_C2;
  const IsoUnit *unit = dose ? builder->drugs[p - ISO_SURFACE_C1]->unit : NULL;
  g_autofree char *name = iso_plot_text (parameter->name, NULL);
  gboolean fixed = result->fit.held[p] && result->fit.parameters[p].status == ISO_STATUS_OK;

  begin_row (builder, result, dose ? iso_plot_with_unit (name, unit->symbol) : g_strdup (name), NULL, -1);
  end_row (builder, estimate, dose ? iso_unit_from_inside (unit, 1) : 1, parameter->null, NAN,
           fixed ? iso_plot_text (N_("held"), NULL) : get_standing (estimate));
}

static void
add_parameters (Builder *builder, const IsoSurfaceResult *result)
{
  IsoEstimate test = iso_estimate_none (result->fit.status);

  for (guint p = 0; p < result->model->n; p++)
    add_parameter (builder, result, p);
  if (isfinite (result->beta.value))
    {
      begin_row (builder, result, iso_plot_text (N_("Effect of both beyond the stronger drug (beta)"), NULL), NULL, -1);
      end_row (builder, &result->beta, 1, 0, NAN, get_standing (&result->beta));
    }
  if (isfinite (result->achievable.value))
    {
      begin_row (builder, result, iso_plot_text (N_("Index of achievable efficacy"), NULL), NULL, -1);
      end_row (builder, &result->achievable, 1, NAN, NAN, get_standing (&result->achievable));
    }
  test.value = result->fit.null_p;
  begin_row (builder, result, iso_plot_text (N_("p of no interaction, within the pooled wells"), NULL), NULL, -1);
  end_row (builder, &test, 1, NAN, NAN, get_standing (&test));
}

/* --- the picture -------------------------------------------------------------------------------------------------------------- */

/* Where a line crosses one side of a square of the grid. */
static IsoSpot
cross (const IsoSpot *a, double at_a, const IsoSpot *b, double at_b, double level)
{
  double share = (level - at_a) / (at_b - at_a);

  return (IsoSpot) { a->x * pow (b->x / a->x, share), a->y * pow (b->y / a->y, share) };
}

/* The pieces of a line within one square, whose corners go around it. */
static void
add_pieces (IsoPlotLine *line, const IsoSpot corners[4], const double values[4], double level)
{
  IsoSpot crossings[4];
  guint n = 0;

  for (guint i = 0; i < 4; i++)
    {
      guint next = (i + 1) % 4;

      if ((values[i] < level) != (values[next] < level))
        crossings[n++] = cross (&corners[i], values[i], &corners[next], values[next], level);
    }
  for (guint i = 0; i + 1 < n; i += 2)
    {
      iso_plot_line_to (line, crossings[i].x, crossings[i].y);
      iso_plot_line_to (line, crossings[i + 1].x, crossings[i + 1].y);
      iso_plot_line_to (line, NAN, NAN);
    }
}

static double
grid_dose (double low, double high, guint i)
{
  return low * pow (high / low, (double) i / SIDE);
}

/* That of the scale, but for one that would not be seen on its ground. */
static IsoColour
line_colour (const IsoFigureStyle *style, double level)
{
  IsoColour colour = iso_colour_sequential (level / 100);

  return iso_colour_contrast (colour, style->background) < LEAST_CONTRAST ? iso_colour_mix (style->foreground, colour, 0.35) : colour;
}

static void
add_line (Builder *builder, IsoPanel *panel, const IsoSurfaceFit *fit, double level)
{
  IsoPlotLine *line = iso_panel_add_line (panel, line_colour (&builder->figure->style, level), builder->figure->style.line_pt * 1.3,
                                          ISO_DASH_SOLID);
  double low[2], high[2];

  for (guint i = 0; i < 2; i++)
    find_range (builder, i, &low[i], &high[i]);
  for (guint k = 0; k < SIDE * SIDE; k++)
    {
      IsoSpot corners[4];
      double values[4];

      for (guint c = 0; c < 4; c++)
        {
          double d1 = grid_dose (low[0], high[0], k % SIDE + (c == 1 || c == 2));
          double d2 = grid_dose (low[1], high[1], k / SIDE + (c >= 2));

          corners[c] = (IsoSpot) { iso_unit_from_inside (builder->drugs[0]->unit, d1), iso_unit_from_inside (builder->drugs[1]->unit, d2) };
          values[c] = 100 * iso_surface_fit_value (fit, d1, d2);
        }
      add_pieces (line, corners, values, level);
    }
}

static void
add_cell (Builder *builder, IsoPanel *panel, const IsoSurfaceResult *result, const IsoCell *cell)
{
  const IsoFigureStyle *style = &builder->figure->style;
  double value = iso_surface_fit_value (&result->fit, cell->doses[0], cell->doses[1]);
  IsoEstimate fitted = iso_estimate_none (ISO_STATUS_OK);
  g_autofree char *first = iso_plot_dose (cell->doses[0], builder->drugs[0]->unit);
  g_autofree char *second = iso_plot_dose (cell->doses[1], builder->drugs[1]->unit);
  g_autofree char *measured = iso_plot_number (100 * (1 - cell->fa));
  g_autofree char *expected = iso_plot_number (100 * value);
  double x = iso_unit_from_inside (builder->drugs[0]->unit, cell->doses[0]);
  double y = iso_unit_from_inside (builder->drugs[1]->unit, cell->doses[1]);
  int mark;

  if (!isfinite (cell->fa))
    return;
  mark = iso_figure_add_mark (builder->figure,
                              iso_plot_text (N_("{1} {2} + {3} {4}: viability {5} %, by the surface {6} %"), builder->drugs[0]->name, first,
                                             builder->drugs[1]->name, second, measured, expected, NULL),
                              cell->observations, cell->n);
  fitted.value = 100 * value;
  begin_row (builder, result, iso_plot_text (N_("Viability (%)"), NULL), cell->doses, mark);
  end_row (builder, &fitted, 1, NAN, 100 * (1 - cell->fa), g_strdup (""));
  iso_panel_add_point (panel, x, y, ISO_SYMBOL_SQUARE, style->foreground, style->symbol_pt * 1.5, mark);
  iso_panel_add_point (panel, x, y, ISO_SYMBOL_SQUARE, iso_colour_sequential (1 - cell->fa), style->symbol_pt * 1.3, mark);
}

static void
add_panel (Builder *builder, const IsoSurfaceResult *result, gboolean titled)
{
  IsoPanel *panel = iso_figure_add_panel (builder->figure);

  panel->ratio = 0.85;
  if (titled)
    {
      g_free (panel->title);
      panel->title = iso_plot_text (result->model->name, NULL);
    }
  set_axis (builder, &panel->x, 0);
  set_axis (builder, &panel->y, 1);
  panel->bar.shown = TRUE;
  panel->bar.low = 0;
  panel->bar.high = 100;
  g_free (panel->bar.title);
  panel->bar.title = iso_plot_text (N_("Viability (%)"), NULL);
  add_parameters (builder, result);
  for (guint i = 0; i < G_N_ELEMENTS (lines) && isfinite (result->fit.rss); i++)
    add_line (builder, panel, &result->fit, lines[i]);
  for (guint i = 0; i < builder->combination->cells->len; i++)
    add_cell (builder, panel, result, &g_array_index (builder->combination->cells, IsoCell, i));
}

static void
say_what_it_is (Builder *builder)
{
  g_autofree char *title = iso_combination_title (builder->analysis, builder->combination);
  g_autofree char *n = iso_plot_count (builder->combination->cells->len);

  iso_figure_add_description (builder->figure, iso_plot_text (N_("Surface through the viability of {1} at {2} pairs of doses."), title, n, NULL));
}

/* What the model says of interaction: its own parameters. */
static void
add_words (Builder *builder, const IsoSurfaceResult *result)
{
  g_autofree char *model = iso_plot_text (result->model->name, NULL);
  g_autofree char *null = iso_plot_text (result->model->null, NULL);

  iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}:"), model, NULL));
  for (guint p = ISO_SURFACE_INTERACTION; p < result->model->n; p++)
    {
      g_autofree char *name = iso_plot_text (result->model->parameters[p]->name, NULL);
      g_autofree char *value = iso_plot_estimate (&result->parameters[p], 1, "");

      if (!isfinite (result->model->parameters[p]->null) || result->fit.held[p])
        continue;
      iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1}, {2}: {3}."), model, name, value, NULL));
      iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}: {2}."), name, value, NULL));
    }
  if (isfinite (result->beta.value))
    {
      g_autofree char *beta = iso_plot_estimate (&result->beta, 1, "");

      iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1}, effect of both beyond the stronger drug: {2}."), model, beta, NULL));
    }
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1}"), null, NULL));
  if (result->fit.status != ISO_STATUS_OK)
    {
      g_autofree char *status = iso_plot_status (result->fit.status);

      iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1}: {2}."), model, status, NULL));
    }
}

gboolean
iso_surface_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  const IsoCombination *combination = iso_subject_combination (analysis, subject, has_surfaces);

  return combination != NULL && has_surfaces (combination);
}

IsoFigure *
iso_surface_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .combination = iso_subject_combination (analysis, subject, has_surfaces) };
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoCombination *combination = builder.combination;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     combination != NULL ? iso_combination_title (analysis, combination) : g_strdup (experiment->title));
  if (combination == NULL || combination->n_drugs != 2)
    return iso_figure_finish_empty (builder.figure, iso_plot_text (N_("A surface needs a combination of two drugs."), NULL));
  if (combination->surfaces->len == 0)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("No surface was fitted. Choose one of them: MuSyC, BRAID, Greco’s equation, "
                                                      "or effective doses."), NULL));
  for (guint i = 0; i < 2; i++)
    builder.drugs[i] = iso_experiment_drug (experiment, combination->drugs[i]);
  builder.figure->panel_width = PANEL_WIDTH;
  add_columns (&builder);
  for (guint i = 0; i < combination->surfaces->len; i++)
    add_panel (&builder, &g_array_index (combination->surfaces, IsoSurfaceResult, i), combination->surfaces->len > 1);
  iso_figure_add_caption (builder.figure, iso_plot_text (N_("Squares: what was measured, mean of the runs; lines: 10, 25, 50, 75 and "
                                                            "90 % viability by the surface."), NULL));
  say_what_it_is (&builder);
  for (guint i = 0; i < combination->surfaces->len; i++)
    add_words (&builder, &g_array_index (combination->surfaces, IsoSurfaceResult, i));
  return iso_figure_finish (builder.figure);
}
