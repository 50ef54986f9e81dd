/* iso-figure-matrix.c - a heat map over the doses of two drugs: viability, or the score by a reference model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define CORNER 0.82        /* of a cell, where its excluded wells stand */
#define LEAST_SCALE 10.0   /* scores: the colours end at this or beyond, so that noise does not look like synergy */

typedef struct
{
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  IsoFigure            *figure;
  IsoPanel             *panel;
  gboolean              scores;
  guint                 reference;
  GArray               *levels[2];    /* of guint, ascending: the dose levels with cells */
  double                low;          /* of the colours */
  double                high;
  gboolean              has_framed;
  gboolean              has_missing;
  GArray               *excluded;     /* of IsoExcludedWell */
  guint                 n_excluded;   /* of them, those that are shown */
} Builder;

static gboolean
is_matrix (const IsoCombination *combination)
{
  return combination->is_matrix && combination->n_drugs == 2;
}

static int
compare_levels_cb (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint other = *(const guint *) b;

  return (one > other) - (one < other);
}

static int
find_place (const GArray *levels, guint level)
{
  for (guint i = 0; i < levels->len; i++)
    {
      if (g_array_index (levels, guint, i) == level)
        return (int) i;
    }
  return -1;
}

static void
add_level (Builder *builder, guint drug, guint level)
{
  if (find_place (builder->levels[drug], level) < 0)
    g_array_append_val (builder->levels[drug], level);
}

/* Those of the cells, and of wells together that are excluded. */
static void
find_levels (Builder *builder)
{
  for (guint drug = 0; drug < 2; drug++)
    {
      builder->levels[drug] = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < builder->combination->cells->len; i++)
        add_level (builder, drug, g_array_index (builder->combination->cells, IsoCell, i).levels[drug]);
      for (guint i = 0; i < builder->excluded->len; i++)
        {
          const IsoObservation *observation = iso_dataset_observation (builder->analysis->dataset,
                                                                       g_array_index (builder->excluded, IsoExcludedWell, i).observation);

          if (observation->n_doses == 2)
            add_level (builder, drug, observation->doses[drug].level);
        }
      g_array_sort (builder->levels[drug], compare_levels_cb);
    }
}

/* The excluded wells at two doses; 0 for none of a drug. Of IsoExcludedWell. */
static GArray *
find_excluded (const Builder *builder, double dose1, double dose2)
{
  GArray *wells = g_array_new (FALSE, TRUE, sizeof (IsoExcludedWell));

  for (guint i = 0; i < builder->excluded->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (builder->excluded, IsoExcludedWell, i);

      /* Both come from the same table of levels. */
      if (!(well->doses[0] < dose1 || well->doses[0] > dose1 || well->doses[1] < dose2 || well->doses[1] > dose2))
        g_array_append_val (wells, *well);
    }
  return wells;
}

static double
level_dose (const Builder *builder, guint drug, guint place)
{
  const IsoLevels *levels = &builder->analysis->dataset->levels[builder->combination->drugs[drug]];
  guint level = g_array_index (builder->levels[drug], guint, place);

  return level < levels->n ? levels->doses[level] : NAN;
}

static const IsoCell *
find_cell (const Builder *builder, guint x, guint y)
{
  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (builder->combination->cells, IsoCell, i);

      if (cell->levels[0] == g_array_index (builder->levels[0], guint, x)
          && cell->levels[1] == g_array_index (builder->levels[1], guint, y))
        return cell;
    }
  return NULL;
}

static IsoColour
find_colour (const Builder *builder, double value)
{
  if (builder->scores)
    return iso_colour_diverging (value / builder->high);
  return iso_colour_sequential ((value - builder->low) / (builder->high - builder->low));
}

/* What is asked: the cell's score, or its viability in %. */
static double
cell_value (const Builder *builder, const IsoCell *cell)
{
  return builder->scores ? cell->scores[builder->reference].score.value : 100 * (1 - cell->fa);
}

static void
add_columns (Builder *builder)
{
  IsoFigure *figure = builder->figure;

  for (guint i = 0; i < 2; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (builder->analysis->dataset->experiment,
                                                 builder->combination->drugs[i]);

      iso_figure_add_column (figure, iso_plot_with_unit (drug->name, drug->unit->symbol));
    }
  if (builder->scores)
    {
      iso_figure_add_column (figure, iso_plot_text (N_("Score (percentage points)"), NULL));
      iso_figure_add_column (figure, iso_plot_text (N_("Score, lower limit"), NULL));
      iso_figure_add_column (figure, iso_plot_text (N_("Score, upper limit"), NULL));
    }
  else
    {
      iso_figure_add_column (figure, iso_plot_text (N_("Viability (%)"), NULL));
      iso_figure_add_column (figure, iso_plot_text (N_("SD (%)"), NULL));
    }
  iso_figure_add_column (figure, iso_plot_text (N_("Runs"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Wells"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Standing"), NULL));
}

static void
add_row (Builder *builder, double dose1, double dose2, double value, double second, double third, guint runs,
         guint wells,
         char *standing, int mark)
{
  const IsoExperiment *experiment = builder->analysis->dataset->experiment;
  IsoFigure *figure = builder->figure;

  iso_figure_begin_row (figure, mark);
  iso_figure_add_number (figure, iso_unit_from_inside (iso_experiment_drug (experiment,
                                                                            builder->combination->drugs[0])->unit,
                                                                              dose1));
  iso_figure_add_number (figure, iso_unit_from_inside (iso_experiment_drug (experiment,
                                                                            builder->combination->drugs[1])->unit,
                                                                              dose2));
  iso_figure_add_number (figure, value);
  iso_figure_add_number (figure, second);
  if (builder->scores)
    iso_figure_add_number (figure, third);
  iso_figure_add_number (figure, runs);
  iso_figure_add_number (figure, wells);
  iso_figure_add_text (figure, standing);
}

static char *
pair_text (const Builder *builder, double dose1, double dose2)
{
  const IsoDrug *first = iso_experiment_drug (builder->analysis->dataset->experiment, builder->combination->drugs[0]);
  const IsoDrug *second = iso_experiment_drug (builder->analysis->dataset->experiment, builder->combination->drugs[1]);
  g_autofree char *one = iso_plot_dose (dose1, first->unit);
  g_autofree char *other = iso_plot_dose (dose2, second->unit);

  return iso_plot_text (N_("{1} {2} + {3} {4}"), first->name, one, second->name, other, NULL);
}

/* Names of several wells, after a colon: "41.3 %, excluded: bubble; 38 %, excluded". */
static char *
excluded_text (const Builder *builder, const GArray *wells)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);
      g_autofree char *value = iso_plot_percent (well->viability);
      g_autofree char *one = iso_plot_with_excluded (builder->analysis, well->observation, value, FALSE);

      g_string_append_printf (text, "%s%s", i > 0 ? "; " : "", one);
    }
  return g_string_free (text, FALSE);
}

/* Wells that were left out stand as a struck point in the corner of their cell, with what they would be. */
static void
add_excluded (Builder *builder, guint column, guint row, double dose1, double dose2)
{
  g_autoptr(GArray) wells = find_excluded (builder, dose1, dose2);
  g_autoptr(GArray) observations = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *where = pair_text (builder, dose1, dose2);
  g_autofree char *what = excluded_text (builder, wells);
  const IsoFigureStyle *style = &builder->figure->style;
  double sum = 0;
  int mark;

  if (wells->len == 0)
    return;
  for (guint i = 0; i < wells->len; i++)
    {
      const IsoExcludedWell *well = &g_array_index (wells, IsoExcludedWell, i);

      g_array_append_val (observations, well->observation);
      sum += well->viability;
    }
  mark = iso_figure_add_mark (builder->figure, iso_plot_text (N_("{1}: {2}"), where, what, NULL),
                              (guint *) (void *) observations->data, observations->len);
  iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = g_array_index (observations, guint, 0) });
  add_row (builder, dose1, dose2, builder->scores ? NAN : 100 * sum / wells->len, NAN, NAN, 0, wells->len, g_strdup (what), mark);
  iso_panel_add_excluded (builder->panel, style, column + CORNER, row + CORNER, ISO_SYMBOL_CIRCLE, style->foreground, mark);
  builder->n_excluded += wells->len;
}

static void
add_missing (Builder *builder, guint column, guint row, double dose1, double dose2, IsoStatus status)
{
  g_autofree char *where = pair_text (builder, dose1, dose2);
  g_autofree char *why = status == ISO_STATUS_OK ? iso_plot_text (N_("not measured"), NULL) : iso_plot_status (status);
  int mark = iso_figure_add_mark (builder->figure, iso_plot_text (N_("{1}: {2}"), where, why, NULL), NULL, 0);

  iso_panel_add_cell (builder->panel, column, row, builder->figure->style.background, ISO_CELL_HATCHED, mark);
  add_row (builder, dose1, dose2, NAN, NAN, NAN, 0, 0, g_strdup (why), mark);
  builder->has_missing = TRUE;
}

static void
add_viability (Builder *builder, guint column, guint row, double dose1, double dose2, double viability, double sd,
               guint runs, guint wells,
               const guint *observations)
{
  g_autofree char *where = pair_text (builder, dose1, dose2);
  g_autofree char *value = iso_plot_number (100 * viability);
  g_autofree char *spread = iso_plot_number (100 * sd);
  g_autofree char *n_runs = iso_plot_count (runs);
  g_autofree char *n_wells = iso_plot_count (wells);
  char *label = isfinite (sd) ? iso_plot_text (N_("{1}: viability {2} %, SD {3} %, {4} runs, {5} wells"), where, value,
                                               spread, n_runs, n_wells, NULL)
                              : iso_plot_text (N_("{1}: viability {2} %, {3} runs, {4} wells"), where, value, n_runs,
                                               n_wells, NULL);
  int mark = iso_figure_add_mark (builder->figure, label, observations, wells);

  iso_panel_add_cell (builder->panel, column, row, find_colour (builder, 100 * viability), ISO_CELL_FILLED, mark)->text
    = iso_plot_whole (100 * viability);
  add_row (builder, dose1, dose2, 100 * viability, 100 * sd, NAN, runs, wells, g_strdup (""), mark);
}

static void
add_score (Builder *builder, guint column, guint row, const IsoCell *cell)
{
  const IsoEstimate *score = &cell->scores[builder->reference].score;
  g_autofree char *where = pair_text (builder, cell->doses[0], cell->doses[1]);
  g_autofree char *value = iso_plot_estimate (score, 1, "");
  g_autofree char *n_runs = iso_plot_count (cell->n_runs);
  g_autofree char *n_wells = iso_plot_count (cell->n);
  gboolean framed = score->lower > 0 || score->upper < 0;
  int mark = iso_figure_add_mark (builder->figure,
                                  iso_plot_text (N_("{1}: score {2}, {3} runs, {4} wells"), where, value, n_runs,
                                                 n_wells, NULL),
                                  cell->observations, cell->n);

  iso_figure_set_topic (builder->figure, mark,
                        (IsoTopic) { .kind = ISO_TOPIC_SCORE, .reference = builder->reference,
                                     .combination = iso_combination_number (builder->analysis, builder->combination),
                                     .item = (guint) (cell - (const IsoCell *) (gpointer) builder->combination->cells->data) });
  iso_panel_add_cell (builder->panel, column, row, find_colour (builder, score->value), framed ? ISO_CELL_FRAMED
                      : ISO_CELL_FILLED, mark)->text
    = iso_plot_whole (score->value);
  add_row (builder, cell->doses[0], cell->doses[1], score->value, score->lower, score->upper, cell->n_runs, cell->n,
           g_strdup (""), mark);
  builder->has_framed = builder->has_framed || framed;
}

/* Why a cell has no value; OK: nothing was measured there. */
static IsoStatus
missing_status (const Builder *builder, const IsoCell *cell, double dose1, double dose2)
{
  g_autoptr(GArray) wells = find_excluded (builder, dose1, dose2);

  if (cell != NULL && builder->scores)
    return cell->scores[builder->reference].score.status;
  return wells->len > 0 ? ISO_STATUS_EXCLUDED : ISO_STATUS_OK;
}

/* The row or column of a drug alone, in front of the combinations. */
static void
add_single (Builder *builder, guint drug, guint place)
{
  guint column = drug == 0 ? place + 1 : 0;
  guint row = drug == 0 ? 0 : place + 1;
  double dose = level_dose (builder, drug, place);
  double dose1 = drug == 0 ? dose : 0;
  double dose2 = drug == 0 ? 0 : dose;

  if (builder->combination->singles[drug] >= 0)
    {
      g_autoptr(GArray) means = iso_arm_means (builder->analysis,
                                               iso_analysis_arm (builder->analysis,
                                                                 (guint) builder->combination->singles[drug]));

      for (guint i = 0; i < means->len; i++)
        {
          const IsoDoseMean *mean = &g_array_index (means, IsoDoseMean, i);

          if (mean->level == (int) g_array_index (builder->levels[drug], guint, place))
            {
              add_viability (builder, column, row, dose1, dose2, mean->mean, mean->sd, mean->n_runs, mean->n_wells,
                             (guint *) (void *) mean->observations->data);
              return;
            }
        }
    }
  add_missing (builder, column, row, dose1, dose2, missing_status (builder, NULL, dose1, dose2));
}

static void
set_colours (Builder *builder)
{
  double low = 0, high = 100, largest = LEAST_SCALE;

  for (guint i = 0; i < builder->combination->cells->len; i++)
    {
      double value = cell_value (builder, &g_array_index (builder->combination->cells, IsoCell, i));

      if (isfinite (value))
        {
          low = MIN (low, value);
          high = MAX (high, value);
          largest = MAX (largest, fabs (value));
        }
    }
  /* Beyond a little over 100 % the colour holds. */
  builder->low = builder->scores ? -largest : MAX (low, -20);
  builder->high = builder->scores ? largest : MIN (high, 120);
}

static void
set_axes (Builder *builder)
{
  for (guint drug = 0; drug < 2; drug++)
    {
      IsoAxis *axis = drug == 0 ? &builder->panel->x : &builder->panel->y;
      const IsoDrug *about = iso_experiment_drug (builder->analysis->dataset->experiment,
                                                  builder->combination->drugs[drug]);

      gboolean spark = builder->figure->style.spark;

      iso_axis_set_bands (axis, g_strdup (spark ? "" : about->name));
      iso_axis_set_unit (axis, spark ? "" : about->unit->symbol);
      if (!builder->scores)
        iso_axis_add_band (axis, g_strdup (spark ? "" : "0"));
      for (guint i = 0; i < builder->levels[drug]->len; i++)
        iso_axis_add_band (axis, spark ? g_strdup ("")
                                       : iso_plot_number (iso_unit_from_inside (about->unit, level_dose (builder, drug, i))));
    }
}

static void
add_cells (Builder *builder)
{
  guint first = builder->scores ? 0 : 1;

  for (guint x = 0; x < builder->levels[0]->len; x++)
    {
      for (guint y = 0; y < builder->levels[1]->len; y++)
        {
          const IsoCell *cell = find_cell (builder, x, y);

          if (cell == NULL || !isfinite (cell_value (builder, cell)))
            add_missing (builder, x + first, y + first, level_dose (builder, 0, x), level_dose (builder, 1, y),
                         missing_status (builder, cell, level_dose (builder, 0, x), level_dose (builder, 1, y)));
          else if (builder->scores)
            add_score (builder, x, y, cell);
          else
            add_viability (builder, x + 1, y + 1, cell->doses[0], cell->doses[1], 1 - cell->fa, cell->fa_sd,
                           cell->n_runs, cell->n,
                           cell->observations);
        }
    }
}

/* Of each drug alone where it is shown, and of both together. */
static void
add_all_excluded (Builder *builder)
{
  guint first = builder->scores ? 0 : 1;

  for (guint x = 0; x < builder->levels[0]->len; x++)
    {
      if (!builder->scores)
        add_excluded (builder, x + 1, 0, level_dose (builder, 0, x), 0);
      for (guint y = 0; y < builder->levels[1]->len; y++)
        add_excluded (builder, x + first, y + first, level_dose (builder, 0, x), level_dose (builder, 1, y));
    }
  for (guint y = 0; y < builder->levels[1]->len && !builder->scores; y++)
    add_excluded (builder, 0, y + 1, 0, level_dose (builder, 1, y));
}

static void
add_zero_cell (Builder *builder)
{
  g_autofree char *text = iso_plot_text (N_("Vehicle: viability 100 % by definition"), NULL);
  int mark = iso_figure_add_mark (builder->figure, g_strdup (text), NULL, 0);

  iso_panel_add_cell (builder->panel, 0, 0, find_colour (builder, 100), ISO_CELL_FILLED, mark)->text = g_strdup ("100");
}

static void
add_words (Builder *builder)
{
  g_autofree char *name = iso_combination_title (builder->analysis, builder->combination);
  g_autofree char *cells = iso_plot_count (builder->combination->cells->len);

  if (builder->scores)
    {
      g_autofree char *model = iso_plot_text (iso_reference_nth (builder->reference)->name, NULL);
      g_autofree char *mean = iso_plot_estimate (&builder->combination->score_means[builder->reference], 1, "");
      g_autofree char *scored = iso_plot_count (builder->combination->score_cells[builder->reference]);

      iso_figure_add_caption (builder->figure,
                              iso_plot_text (N_("Observed minus expected effect by {1}, in percentage points: red "
                                                "is synergy, blue antagonism."),
                                             model, NULL));
      iso_figure_add_caption (builder->figure,
                              iso_plot_text (N_("Mean score {1}, defined in {2} of {3} cells."), mean, scored, cells,
                                             NULL));
      iso_figure_add_description (builder->figure,
                                  iso_plot_text (N_("Score matrix of {1} by {2}; mean score {3}, defined in {4} of "
                                                    "{5} cells."),
                                                 name, model, mean, scored, cells, NULL));
      iso_figure_add_interval_note (builder->figure, builder->analysis,
                                    &builder->combination->score_means[builder->reference]);
    }
  else
    {
      iso_figure_add_caption (builder->figure,
                              iso_plot_text (N_("Viability in % of vehicle, mean of the runs; row and column 0: "
                                                "each drug alone."), NULL));
      iso_figure_add_description (builder->figure,
                                  iso_plot_text (N_("Viability matrix of {1} with {2} cells."), name, cells, NULL));
    }
  iso_figure_add_excluded_note (builder->figure, builder->n_excluded, 0);
  if (builder->has_framed)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Framed: the interval of the cell excludes 0."), NULL));
  if (builder->has_missing)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Hatched: not measured, or without a value."), NULL));
}

static char *
bar_title (const Builder *builder)
{
  g_autofree char *model = NULL;

  if (!builder->scores)
    return iso_plot_text (N_("Viability (%)"), NULL);
  model = iso_plot_text (iso_reference_nth (builder->reference)->name, NULL);
  return iso_plot_text (N_("{1}, excess (% points)"), model, NULL);
}

gboolean
iso_matrix_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  const IsoCombination *combination = iso_subject_combination (analysis, subject, is_matrix);

  return combination != NULL && is_matrix (combination);
}

IsoFigure *
iso_matrix_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .combination = iso_subject_combination (analysis, subject, is_matrix) };

  builder.scores = subject->quantity == ISO_QUANTITY_SCORE;
  builder.reference = (guint) CLAMP (subject->reference, 0, ISO_N_REFERENCES - 1);
  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     builder.combination != NULL ? iso_combination_title (analysis, builder.combination)
                                                                 : g_strdup (analysis->dataset->experiment->title));
  if (builder.combination == NULL)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no combination here: no well held two drugs."), NULL));
  if (!is_matrix (builder.combination))
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("This combination was not tested as a matrix: a heat map "
                                                      "needs two drugs, each at two "
                                                      "doses or more together with several doses of the other."),
                                                        NULL));

  builder.excluded = iso_combination_list_excluded (analysis, builder.combination);
  builder.panel = iso_figure_add_panel (builder.figure);
  find_levels (&builder);
  set_colours (&builder);
  set_axes (&builder);
  add_columns (&builder);
  builder.panel->ratio = MIN (0.85, (double) builder.panel->y.bands->len / builder.panel->x.bands->len);
  builder.panel->bar.shown = !style->spark;
  builder.panel->bar.diverging = builder.scores;
  builder.panel->bar.low = builder.low;
  builder.panel->bar.high = builder.high;
  g_free (builder.panel->bar.title);
  builder.panel->bar.title = bar_title (&builder);
  if (!builder.scores)
    {
      add_zero_cell (&builder);
      for (guint drug = 0; drug < 2; drug++)
        {
          for (guint i = 0; i < builder.levels[drug]->len; i++)
            add_single (&builder, drug, i);
        }
    }
  add_cells (&builder);
  if (!style->spark)
    add_all_excluded (&builder);
  for (guint i = 0; i < builder.panel->cells->len && style->spark; i++)
    g_clear_pointer (&g_array_index (builder.panel->cells, IsoPlotCell, i).text, g_free);
  add_words (&builder);
  g_array_unref (builder.excluded);
  g_array_unref (builder.levels[0]);
  g_array_unref (builder.levels[1]);
  return iso_figure_finish (builder.figure);
}
