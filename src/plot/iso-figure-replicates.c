/* iso-figure-replicates.c - the replicates of each treatment beside each other, with their mean
 *
 * Those of one plate, or where no plate is meant, all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-excluded.h"

#include <math.h>

#define MOST_CONDITIONS 384
#define MOST_LABELS      40   /* more are a comb, and only the pointer says what they are */
#define MEAN_WIDTH      0.36   /* half of the bar, in bands */
#define SPREAD_WIDTH    0.25   /* replicates stand beside each other, within this of the middle */

/* Wells that were treated alike. */
typedef struct
{
  const IsoObservation *first;
  GArray               *wells;   /* of guint, in the order of the data */
} Condition;

typedef struct
{
  const IsoAnalysis *analysis;
  IsoFigure         *figure;
  IsoPanel          *panel;
  GArray            *conditions;   /* of Condition */
  guint              most;         /* wells of one condition */
  gboolean           raw;
  guint              n_excluded;
  guint              n_beyond;
} Builder;

static void
clear_condition (gpointer data)
{
  g_array_unref (((Condition *) data)->wells);
}

static double
get_value (const Builder *builder, guint observation)
{
  return (builder->raw ? 1 : 100) * iso_dataset_shown_viability (builder->analysis->dataset, observation);
}

static int
compare_observations (const IsoObservation *one, const IsoObservation *other)
{
  if ((one->n_doses == 0) != (other->n_doses == 0))
    return one->n_doses == 0 ? -1 : 1;
  if (one->sample != other->sample)
    return one->sample < other->sample ? -1 : 1;
  if (one->n_doses != other->n_doses)
    return one->n_doses < other->n_doses ? -1 : 1;
  if (one->n_doses == 0 && one->role != other->role)
    return one->role < other->role ? -1 : 1;
  for (guint i = 0; i < one->n_doses; i++)
    {
      if (one->doses[i].drug != other->doses[i].drug)
        return one->doses[i].drug < other->doses[i].drug ? -1 : 1;
    }
  for (guint i = 0; i < one->n_doses; i++)
    {
      if (one->doses[i].level != other->doses[i].level)
        return one->doses[i].level < other->doses[i].level ? -1 : 1;
    }
  return 0;
}

static int
compare_conditions_cb (gconstpointer one, gconstpointer other)
{
  return compare_observations (((const Condition *) one)->first, ((const Condition *) other)->first);
}

static void
add_well (Builder *builder, guint index)
{
  Condition condition = { .first = iso_dataset_observation (builder->analysis->dataset, index) };

  for (guint i = 0; i < builder->conditions->len; i++)
    {
      const Condition *known = &g_array_index (builder->conditions, Condition, i);

      if (compare_observations (known->first, condition.first) != 0)
        continue;
      g_array_append_val (known->wells, index);
      builder->most = MAX (builder->most, known->wells->len);
      return;
    }
  condition.wells = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (condition.wells, index);
  g_array_append_val (builder->conditions, condition);
  builder->most = MAX (builder->most, 1);
}

static void
collect (Builder *builder, int plate)
{
  const IsoDataset *dataset = builder->analysis->dataset;

  builder->conditions = g_array_new (FALSE, FALSE, sizeof (Condition));
  g_array_set_clear_func (builder->conditions, clear_condition);
  for (guint i = 0; i < dataset->observations->len && builder->conditions->len < MOST_CONDITIONS; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if ((plate < 0 || observation->plate == plate) && observation->role != ISO_ROLE_EMPTY && isfinite (get_value (builder, i)))
        add_well (builder, i);
    }
  g_array_sort (builder->conditions, compare_conditions_cb);
}

/* "Ixazomib 30 nM + Lenalidomide 1 µM, MM.1S", or the role. */
static char *
name_condition (const Builder *builder, const Condition *condition)
{
  const IsoExperiment *experiment = builder->analysis->dataset->experiment;
  g_autoptr (GString) text = g_string_new (NULL);

  if (condition->first->n_doses == 0)
    g_string_append (text, iso_role_name (condition->first->role));
  for (guint i = 0; i < condition->first->n_doses; i++)
    {
      const IsoObservedDose *dose = &condition->first->doses[i];
      g_autofree char *amount = iso_plot_dose (dose->dose, iso_experiment_drug (experiment, dose->drug)->unit);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " + " : "", iso_analysis_drug (builder->analysis, dose->drug), amount);
    }
  if (condition->first->n_doses == 0)
    return iso_plot_text (text->str, NULL);
  if (experiment->samples->len > 1 && condition->first->sample >= 0)
    return iso_plot_text (N_("{1}, {2}"), text->str, iso_experiment_sample (experiment, condition->first->sample), NULL);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "30 nM + 1 µM": the colours say of which drugs. The role of a control. */
static char *
label_condition (const Builder *builder, const Condition *condition)
{
  const IsoExperiment *experiment = builder->analysis->dataset->experiment;
  g_autoptr (GString) text = g_string_new (NULL);

  if (condition->first->n_doses == 0)
    return iso_plot_text (iso_role_name (condition->first->role), NULL);
  for (guint i = 0; i < condition->first->n_doses; i++)
    {
      const IsoObservedDose *dose = &condition->first->doses[i];
      g_autofree char *amount = iso_plot_dose (dose->dose, iso_experiment_drug (experiment, dose->drug)->unit);

      g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", amount);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The drug that was given alone; -1 for a control, -2 for several together. */
static int
get_series (const Condition *condition)
{
  if (condition->first->n_doses == 0)
    return -1;
  return condition->first->n_doses == 1 ? (int) condition->first->doses[0].drug : -2;
}

/* Those that count; to be freed. */
static double *
list_values (const Builder *builder, const Condition *condition, gsize *n)
{
  double *values = g_new (double, condition->wells->len + 1);

  *n = 0;
  for (guint i = 0; i < condition->wells->len; i++)
    {
      guint well = g_array_index (condition->wells, guint, i);

      if (iso_dataset_observation (builder->analysis->dataset, well)->status == ISO_STATUS_OK)
        values[(*n)++] = get_value (builder, well);
    }
  return values;
}

static char *
label_well (const Builder *builder, const char *condition, guint index)
{
  const IsoDataset *dataset = builder->analysis->dataset;
  const IsoObservation *observation = iso_dataset_observation (dataset, index);
  const IsoRecord *record = &g_array_index (dataset->experiment->records, IsoRecord, observation->record);
  g_autofree char *number = iso_plot_number (get_value (builder, index));
  g_autofree char *value = builder->raw ? g_strdup (number) : iso_plot_text (N_("viability {1} %"), number, NULL);
  gboolean excluded = observation->status == ISO_STATUS_EXCLUDED;
  double place = get_value (builder, index);
  gboolean beyond = place < builder->panel->y.low || place > builder->panel->y.high;
  g_autofree char *text = excluded ? iso_plot_with_excluded (builder->analysis, index, value, beyond) : g_strdup (value);
  g_autofree char *line = iso_plot_count (record->line);
  char name[ISO_WELL_NAME_SIZE];

  if (record->well >= 0)
    return iso_plot_text (N_("{1}, {2}: {3}"), iso_record_well_name (record->well, name), condition, text, NULL);
  if (record->line > 0)
    return iso_plot_text (N_("Line {1}, {2}: {3}"), line, condition, text, NULL);
  return iso_plot_text (N_("{1}: {2}"), condition, text, NULL);
}

static IsoColour
choose_colour (const Builder *builder, const Condition *condition)
{
  const IsoFigureStyle *style = &builder->figure->style;

  int series = get_series (condition);

  if (series == -1)
    return style->muted;
  return series < 0 ? style->foreground : iso_series_colour (style, (guint) series);
}

static void
draw_wells (Builder *builder, const Condition *condition, guint place, const char *name)
{
  const IsoFigureStyle *style = &builder->figure->style;
  IsoColour colour = choose_colour (builder, condition);
  guint n = condition->wells->len;

  for (guint i = 0; i < n; i++)
    {
      guint well = g_array_index (condition->wells, guint, i);
      gboolean excluded = iso_dataset_observation (builder->analysis->dataset, well)->status == ISO_STATUS_EXCLUDED;
      double x = place + 0.5 + (n > 1 ? SPREAD_WIDTH * (2.0 * i / (n - 1) - 1) : 0);
      double y = get_value (builder, well);
      int mark = iso_figure_add_mark (builder->figure, label_well (builder, name, well), &well, 1);

      iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = well });
      if (excluded)
        iso_panel_add_excluded (builder->panel, style, x, y, ISO_SYMBOL_CIRCLE, colour, mark);
      else
        iso_panel_add_point (builder->panel, x, y, ISO_SYMBOL_CIRCLE, colour, style->symbol_pt * 0.7, mark);
      builder->n_excluded += excluded;
      builder->n_beyond += excluded && (y < builder->panel->y.low || y > builder->panel->y.high);
    }
}

static void
add_row (Builder *builder, const Condition *condition, const char *name, const double *values, gsize n)
{
  IsoFigure *figure = builder->figure;
  double mean = iso_mean (values, n), sd = iso_sd (values, n);

  iso_figure_begin_row (figure, -1);
  iso_figure_add_text (figure, g_strdup (name));
  iso_figure_add_number (figure, (double) n);
  iso_figure_add_number (figure, mean);
  iso_figure_add_number (figure, sd);
  iso_figure_add_number (figure, 100 * sd / fabs (mean));
  for (guint i = 0; i < builder->most; i++)
    {
      guint well = i < condition->wells->len ? g_array_index (condition->wells, guint, i) : 0;
      gboolean excluded = i < condition->wells->len
                          && iso_dataset_observation (builder->analysis->dataset, well)->status == ISO_STATUS_EXCLUDED;
      g_autofree char *number = excluded ? iso_plot_number (get_value (builder, well)) : NULL;

      if (excluded)
        iso_figure_add_text (figure, iso_plot_with_excluded (builder->analysis, well, number, FALSE));
      else
        iso_figure_add_number (figure, i < condition->wells->len ? get_value (builder, well) : NAN);
    }
}

static void
add_condition (Builder *builder, guint place)
{
  const Condition *condition = &g_array_index (builder->conditions, Condition, place);
  g_autofree char *name = name_condition (builder, condition);
  gsize n;
  g_autofree double *values = list_values (builder, condition, &n);
  double mean = iso_mean (values, n);

  iso_axis_add_band (&builder->panel->x, builder->conditions->len > MOST_LABELS ? g_strdup ("") : label_condition (builder, condition));
  if (isfinite (mean))
    iso_panel_add_segment (builder->panel, builder->figure->style.foreground, builder->figure->style.line_pt, ISO_DASH_SOLID,
                           place + 0.5 - MEAN_WIDTH, mean, place + 0.5 + MEAN_WIDTH, mean)->faint = TRUE;
  draw_wells (builder, condition, place, name);
  add_row (builder, condition, name, values, n);
}

static void
add_key (Builder *builder)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < builder->conditions->len; i++)
    {
      const Condition *condition = &g_array_index (builder->conditions, Condition, i);
      int series = get_series (condition);
      g_autofree char *name = NULL;
      IsoKeyEntry *entry;

      if (series == -1 || !g_hash_table_add (seen, GINT_TO_POINTER (series)))
        continue;
      name = series >= 0 ? g_strdup (iso_analysis_drug (builder->analysis, (guint) series)) : iso_plot_text (N_("Together"), NULL);
      entry = iso_figure_add_key (builder->figure, 0, name, "");
      entry->symbol = ISO_SYMBOL_CIRCLE;
      entry->colour = choose_colour (builder, condition);
    }
}

static void
set_axes (Builder *builder)
{
  double low = builder->raw ? INFINITY : 0, high = builder->raw ? -INFINITY : 110, space;

  for (guint i = 0; i < builder->conditions->len; i++)
    {
      const GArray *wells = g_array_index (builder->conditions, Condition, i).wells;

      for (guint k = 0; k < wells->len; k++)
        {
          double value = get_value (builder, g_array_index (wells, guint, k));

          low = MIN (low, value);
          high = MAX (high, value);
        }
    }
  space = 0.04 * (high - low);
  iso_axis_set_bands (&builder->panel->x, builder->conditions->len > MOST_LABELS ? iso_plot_text (N_("Treatments by dose"), NULL)
                                                                                 : g_strdup (""));
  iso_axis_set_linear (&builder->panel->y, low < 0 || builder->raw ? low - space : 0, high + space,
                       builder->raw ? iso_plot_text (N_("Response"), NULL) : iso_plot_text (N_("Viability (%)"), NULL));
  builder->panel->y.percent = !builder->raw;
}

static void
add_columns (Builder *builder)
{
  IsoFigure *figure = builder->figure;

  iso_figure_add_column (figure, iso_plot_text (N_("Content"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Wells"), NULL));
  iso_figure_add_column (figure, builder->raw ? iso_plot_text (N_("Mean"), NULL) : iso_plot_text (N_("Mean (%)"), NULL));
  iso_figure_add_column (figure, builder->raw ? iso_plot_text (N_("SD"), NULL) : iso_plot_text (N_("SD (%)"), NULL));
  iso_figure_add_column (figure, iso_plot_text (N_("Coefficient of variation (%)"), NULL));
  for (guint i = 0; i < builder->most; i++)
    {
      g_autofree char *number = iso_plot_count (i + 1);

      iso_figure_add_column (figure, iso_plot_text (N_("Replicate {1}"), number, NULL));
    }
}

static char *
choose_title (const IsoAnalysis *analysis, int plate)
{
  const IsoPlate *own = iso_experiment_plate (analysis->dataset->experiment, plate);

  return g_strdup (own != NULL && *own->name != '\0' ? own->name : analysis->dataset->experiment->title);
}

gboolean
iso_replicates_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);

      if ((subject->plate < 0 || observation->plate == subject->plate) && isfinite (iso_dataset_shown_viability (analysis->dataset, i)))
        return TRUE;
    }
  return FALSE;
}

IsoFigure *
iso_replicates_build (ISO_BUILDER_ARGUMENTS)
{
  Builder builder = { .analysis = analysis, .raw = iso_analysis_is_raw (analysis) };
  g_autofree char *n = NULL, *wells = NULL;
  guint n_wells = 0;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt, choose_title (analysis, subject->plate));
  collect (&builder, subject->plate);
  if (builder.conditions->len == 0)
    {
      g_array_unref (builder.conditions);
      return iso_figure_finish_empty (builder.figure, iso_plot_text (N_("There are no replicates to draw: no well has a usable response."),
                                                                     NULL));
    }
  builder.panel = iso_figure_add_panel (builder.figure);
  builder.panel->ratio = 0.5;
  set_axes (&builder);
  add_columns (&builder);
  for (guint i = 0; i < builder.conditions->len; i++)
    {
      n_wells += g_array_index (builder.conditions, Condition, i).wells->len;
      add_condition (&builder, i);
    }
  add_key (&builder);
  n = iso_plot_count (builder.conditions->len);
  wells = iso_plot_count (n_wells);
  iso_figure_add_caption (builder.figure, iso_plot_text (N_("Points: single wells; bars: their mean."), NULL));
  iso_figure_add_excluded_note (builder.figure, builder.n_excluded, builder.n_beyond);
  iso_figure_add_description (builder.figure, iso_plot_text (N_("Replicates beside each other: {1} treatments in {2} wells."), n, wells, NULL));
  g_array_unref (builder.conditions);
  return iso_figure_finish (builder.figure);
}
