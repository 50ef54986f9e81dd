/* iso-figure-scores.c - what each reference model makes of a combination, beside each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-common.h"

#include <math.h>
#include <string.h>

#define LEAST_HALF 10.0   /* percentage points that the axis shows to both sides */

typedef struct
{
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  IsoFigure            *figure;
  IsoPanel             *panel;
  guint                 drawn;
} Builder;

static gboolean
has_scores (const IsoCombination *combination)
{
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      if (combination->score_cells[i] > 0)
        return TRUE;
    }
  return FALSE;
}

/* What synergyfinder makes of it, in the order of reference models that have the same name there; NaN for the others. */
static double
get_parity (const IsoCombination *combination, guint reference)
{
  const IsoParityScores *means = &combination->parity.means;
  const struct { const char *id; double value; } known[] = {
    { "hsa", means->hsa }, { "bliss", means->bliss }, { "loewe", means->loewe }, { "zip", means->zip },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known) && combination->has_parity; i++)
    if (strcmp (iso_reference_nth (reference)->id, known[i].id) == 0)
      return known[i].value;
  return NAN;
}

static void
set_axes (Builder *builder)
{
  double half = LEAST_HALF;

  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    {
      const IsoEstimate *mean = &builder->combination->score_means[i];

      if (isfinite (mean->value))
        half = MAX (half, fabs (mean->value));
      if (isfinite (get_parity (builder->combination, i)))
        half = MAX (half, fabs (get_parity (builder->combination, i)));
      if (isfinite (mean->lower) && isfinite (mean->upper))
        half = MAX (half, MIN (MAX (fabs (mean->lower), fabs (mean->upper)), 100));
    }
  half *= 1.08;
  iso_axis_set_linear (&builder->panel->x, -half, half, iso_plot_text (N_("Mean score (percentage points)"), NULL));
  iso_axis_set_bands (&builder->panel->y, g_strdup (""));
  builder->panel->y.reversed = TRUE;
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    iso_axis_add_band (&builder->panel->y, iso_plot_text (iso_reference_nth (i)->name, NULL));
}

static void
add_columns (Builder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Model"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Mean score"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Lower limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Upper limit"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Cells with a score"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Runs"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("p of no interaction"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Mean score over the cells that all models share"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Note"), NULL));
}

static void
add_row (Builder *builder, guint reference, const char *name, int mark)
{
  const IsoEstimate *mean = &builder->combination->score_means[reference];
  const IsoConsensus *consensus = &builder->combination->consensus[reference];
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_text (figure, g_strdup (name));
  iso_figure_add_number (figure, mean->value);
  iso_figure_add_number (figure, mean->lower);
  iso_figure_add_number (figure, mean->upper);
  iso_figure_add_number (figure, builder->combination->score_cells[reference]);
  iso_figure_add_number (figure, builder->combination->score_runs[reference]);
  iso_figure_add_number (figure, builder->combination->score_tests[reference].mean_p);
  iso_figure_add_number (figure, consensus->shared_mean);
  iso_figure_add_text (figure, consensus->note != NULL ? iso_plot_message (consensus->note) : g_strdup (""));
}

/* All wells of the combination and of its drugs alone make a mean score. */
static int
add_mark (Builder *builder, char *label)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (builder->combination->cells, IsoCell, i);

      g_array_append_vals (wells, cell->observations, cell->n);
    }
  return iso_figure_add_mark (builder->figure, label, (guint *) (gpointer) wells->data, wells->len);
}

static void
add_score (Builder *builder, guint reference)
{
  const IsoEstimate *mean = &builder->combination->score_means[reference];
  const IsoFigureStyle *style = &builder->figure->style;
  g_autofree char *name = iso_plot_text (iso_reference_nth (reference)->name, NULL);
  g_autofree char *value = iso_plot_estimate (mean, 1, "");
  g_autofree char *cells = iso_plot_count (builder->combination->score_cells[reference]);
  g_autofree char *all = iso_plot_count (builder->combination->cells->len);
  IsoPlotPoint *point;
  int mark = -1;

  if (isfinite (mean->value))
    {
      mark = add_mark (builder, iso_plot_text (N_("{1}: mean score {2}, defined in {3} of {4} cells"), name, value, cells, all, NULL));
      point = iso_panel_add_point (builder->panel, CLAMP (mean->value, builder->panel->x.low, builder->panel->x.high), reference + 0.5,
                                   ISO_SYMBOL_CIRCLE, style->foreground, style->symbol_pt, mark);
      point->x_low = mean->lower;
      point->x_high = mean->upper;
      builder->drawn++;
    }
  add_row (builder, reference, name, mark);
  iso_figure_add_description (builder->figure, iso_plot_text (N_("{1}: {2}."), name, value, NULL));
}

static void
add_parity (Builder *builder, guint reference)
{
  const IsoFigureStyle *style = &builder->figure->style;
  double value = get_parity (builder->combination, reference);
  g_autofree char *name = iso_plot_text (iso_reference_nth (reference)->name, NULL);
  g_autofree char *number = iso_plot_number (value);
  int mark;

  if (!isfinite (value))
    return;
  mark = add_mark (builder, iso_plot_text (N_("{1}, as synergyfinder computes it: mean score {2}; nothing here rests on it"), name, number, NULL));
  iso_panel_add_point (builder->panel, CLAMP (value, builder->panel->x.low, builder->panel->x.high), reference + 0.78, ISO_SYMBOL_DIAMOND,
                       style->muted, style->symbol_pt * 0.9, mark)->hollow = TRUE;
  iso_figure_begin_row (builder->figure, mark);
  iso_figure_add_text (builder->figure, iso_plot_text (N_("{1}, as synergyfinder computes it"), name, NULL));
  iso_figure_add_number (builder->figure, value);
  for (guint i = 0; i < 6; i++)
    iso_figure_add_number (builder->figure, NAN);
  iso_figure_add_text (builder->figure, iso_plot_text (N_("Nothing here rests on it."), NULL));
}

gboolean
iso_scores_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  const IsoCombination *combination = iso_subject_combination (analysis, subject, has_scores);

  return combination != NULL && has_scores (combination);
}

IsoFigure *
iso_scores_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .combination = iso_subject_combination (analysis, subject, has_scores) };

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     builder.combination != NULL ? iso_combination_title (analysis, builder.combination)
                                                                 : g_strdup (analysis->dataset->experiment->title));
  if (builder.combination == NULL || !has_scores (builder.combination))
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no score to compare: it needs a combination whose drugs were also tested "
                                                      "alone, at the same doses or along a curve."), NULL));
  builder.panel = iso_figure_add_panel (builder.figure);
  builder.panel->ratio = 0.6;
  set_axes (&builder);
  add_columns (&builder);
  iso_figure_add_description (builder.figure, iso_plot_text (N_("Mean scores by reference model."), NULL));
  iso_panel_add_segment (builder.panel, style->muted, style->axis_pt, ISO_DASH_DASHED, 0, 0, 0, ISO_N_REFERENCES)->faint = TRUE;
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    add_score (&builder, i);
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    add_parity (&builder, i);
  iso_figure_add_caption (builder.figure, iso_plot_text (N_("Observed minus expected effect, mean of the cells; above 0 is synergy."), NULL));
  if (builder.combination->has_parity)
    iso_figure_add_caption (builder.figure, iso_plot_text (N_("Hollow: as synergyfinder 3.7.3 computes it, to be compared with; nothing "
                                                              "here rests on it."), NULL));
  iso_figure_add_interval_note (builder.figure, analysis, &builder.combination->score_means[0]);
  return iso_figure_finish (builder.figure);
}
