/* iso-figure-plate.c - a heat map of a plate's wells, from an analysis or straight from a reader's file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-figure-builders.h"

#include "iso-figure-excluded.h"

#include "analysis/iso-residual.h"

#include <math.h>

#define LEAST_RESIDUAL 10.0   /* %: smaller residuals stay pale */
#define ROUND_UP_TO 96   /* wells; larger plates have square wells, here as in the hand */

/* A well as the picture needs it. */
typedef struct
{
  gboolean       planned;       /* a role is known */
  gboolean       read;          /* a reading, or a flag in its place */
  IsoRole        role;
  IsoReadingFlag flag;
  gboolean       excluded;
  double         value;
  char          *what;          /* "Ixazomib 30 nM", "Vehicle"; may be NULL */
  int            observation;   /* -1 for none */
} PlateWell;

typedef struct
{
  const IsoAnalysis    *analysis;      /* NULL for a plate straight from a file, which has no excluded wells */
  IsoFigure            *figure;
  IsoPanel             *panel;
  const IsoPlateFormat *format;
  PlateWell            *wells;
  IsoFigureQuantity     quantity;      /* RESPONSE is viability */
  double                low;
  double                high;
  guint                 n_values;
  guint                 looks_seen;
} Builder;

/* How a role or a flag looks, and what the key says. */
static const struct
{
  guint       look;
  const char *name;
} looks[] = {
  { ISO_CELL_RING, N_("Vehicle") },
  { ISO_CELL_DOT, N_("Untreated") },
  { ISO_CELL_DASHED, N_("Blank") },
  { ISO_CELL_CROSS, N_("Positive control") },
  { ISO_CELL_CORNER, N_("Compound blank, time zero") },
  { ISO_CELL_STRUCK, N_("Excluded") },
  { ISO_CELL_HATCHED, N_("No value") },
  { ISO_CELL_HATCHED | ISO_CELL_FRAMED, N_("Overflow") },
  { ISO_CELL_OUTLINE, N_("Not read") },
};

static guint
role_look (const PlateWell *well)
{
  if (!well->planned)
    return ISO_CELL_FILLED;
  switch (well->role)
    {
    case ISO_ROLE_VEHICLE:
      return ISO_CELL_RING;
    case ISO_ROLE_UNTREATED:
      return ISO_CELL_DOT;
    case ISO_ROLE_BLANK:
      return ISO_CELL_DASHED;
    case ISO_ROLE_POSITIVE_CONTROL:
      return ISO_CELL_CROSS;
    case ISO_ROLE_COMPOUND_BLANK:
    case ISO_ROLE_TIME_ZERO:
      return ISO_CELL_CORNER;
    case ISO_ROLE_EMPTY:
    case ISO_ROLE_TREATED:
      break;
    }
  return ISO_CELL_FILLED;
}

static guint
well_look (const PlateWell *well)
{
  if (isfinite (well->value))
    return role_look (well) | (well->excluded || well->flag == ISO_FLAG_MASKED ? ISO_CELL_STRUCK : 0);
  if (well->flag == ISO_FLAG_OVERFLOW)
    return ISO_CELL_HATCHED | ISO_CELL_FRAMED;
  return well->read ? ISO_CELL_HATCHED : ISO_CELL_OUTLINE;
}

/* 100 % and 0 % are one scale for all plates; signals go from the least to the largest, residuals as far up as down. */
static void
set_colours (Builder *builder)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < builder->format->wells; i++)
    {
      double value = builder->wells[i].value;

      if (isfinite (value))
        {
          low = MIN (low, value);
          high = MAX (high, value);
          builder->n_values++;
        }
    }
  if (builder->quantity == ISO_QUANTITY_RESPONSE)
    {
      low = MAX (MIN (low, 0), -20);
      high = MIN (MAX (high, 100), 120);
    }
  else if (builder->quantity == ISO_QUANTITY_RESIDUAL)
    {
      high = MAX (MAX (fabs (low), fabs (high)), LEAST_RESIDUAL);
      low = -high;
    }
  builder->low = builder->n_values > 0 ? low : 0;
  builder->high = builder->n_values > 0 ? high : 1;
}

static void
set_axes (Builder *builder)
{
  iso_axis_set_bands (&builder->panel->x, g_strdup (""));
  iso_axis_set_bands (&builder->panel->y, g_strdup (""));
  builder->panel->x.at_top = TRUE;
  builder->panel->x.thin_labels = TRUE;
  builder->panel->y.thin_labels = TRUE;
  builder->panel->y.reversed = TRUE;
  for (guint i = 0; i < builder->format->columns; i++)
    iso_axis_add_band (&builder->panel->x, iso_plot_count (i + 1));
  for (guint i = 0; i < builder->format->rows; i++)
    {
      char name[ISO_WELL_NAME_SIZE];

      iso_axis_add_band (&builder->panel->y, g_strdup (iso_row_name (i, name)));
    }
}

static char *
value_text (const Builder *builder, const PlateWell *well)
{
  g_autofree char *number = iso_plot_number (well->value);

  if (isfinite (well->value) && builder->quantity == ISO_QUANTITY_RESIDUAL)
    return iso_plot_text (N_("{1}\u00a0% from what is expected"), number, NULL);
  if (isfinite (well->value))
    return builder->quantity == ISO_QUANTITY_RESPONSE ? iso_plot_text (N_("viability {1} %"), number, NULL)
        : iso_plot_text (N_("signal {1}"), number, NULL);
  if (builder->quantity == ISO_QUANTITY_RESIDUAL && well->flag == ISO_FLAG_NONE)
    return iso_plot_text (N_("nothing is expected"), NULL);
  if (well->flag != ISO_FLAG_NONE)
    return g_strdup (iso_reading_flag_word (well->flag));
  return iso_plot_text (N_("no value"), NULL);
}

static char *
inside_text (const Builder *builder, const PlateWell *well)
{
  if (!isfinite (well->value))
    return NULL;
  return builder->quantity != ISO_QUANTITY_SIGNAL ? iso_plot_whole (well->value) : iso_plot_number (well->value);
}

static void
add_well (Builder *builder, guint index)
{
  const PlateWell *well = &builder->wells[index];
  IsoWell place = iso_plate_format_well (builder->format, index);
  guint look = well_look (well);
  double span = builder->high - builder->low;
  IsoColour colour = builder->quantity == ISO_QUANTITY_RESIDUAL
                       ? iso_colour_diverging (well->value / builder->high)
                       : iso_colour_sequential (span > 0 ? (well->value - builder->low) / span : 0.5);
  g_autofree char *value = value_text (builder, well);
  g_autofree char *text = well->excluded ? iso_plot_with_excluded (builder->analysis, (guint) well->observation, value, FALSE) : g_strdup (value);
  char name[ISO_WELL_NAME_SIZE];
  guint observation = (guint) MAX (well->observation, 0);
  int mark;

  iso_well_name (place, name);
  mark = iso_figure_add_mark (builder->figure,
                              well->what != NULL ? iso_plot_text (N_("{1}, {2}: {3}"), name, well->what, text, NULL)
                                                 : iso_plot_text (N_("{1}: {2}"), name, text, NULL),
                              &observation, well->observation >= 0 ? 1 : 0);
  g_array_index (builder->figure->marks, IsoFigureMark, mark).well = iso_record_well (place);
  if (well->observation >= 0)
    iso_figure_set_topic (builder->figure, mark, (IsoTopic) { .kind = ISO_TOPIC_WELL, .item = observation });
  iso_panel_add_cell (builder->panel, place.column, place.row, colour, look, mark)->text = inside_text (builder, well);

  iso_figure_begin_row (builder->figure, mark);
  iso_figure_add_text (builder->figure, g_strdup (name));
  iso_figure_add_text (builder->figure, g_strdup (well->what != NULL ? well->what : ""));
  iso_figure_add_number (builder->figure, well->value);
  iso_figure_add_text (builder->figure, well->excluded && well->flag == ISO_FLAG_NONE
                       ? iso_plot_excluded (builder->analysis, (guint) well->observation)
                                        : g_strdup (iso_reading_flag_word (well->flag)));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gboolean same = looks[i].look == ISO_CELL_STRUCK ? (look & ISO_CELL_STRUCK) != 0
          : (look & ~(guint) ISO_CELL_STRUCK) == looks[i].look;

      if (same)
        builder->looks_seen |= 1u << i;
    }
}

static void
add_key (Builder *builder)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *name = iso_plot_text (looks[i].name, NULL);

      if (builder->looks_seen & 1u << i)
        {
          IsoKeyEntry *entry = iso_figure_add_key (builder->figure, 0, name, "");

          entry->look = (int) looks[i].look;
          entry->colour = iso_colour_sequential (0.8);
        }
    }
}

/* The figure of wells that are filled in; frees their words. */
static IsoFigure *
finish_plate (Builder *builder, char *quantity)
{
  g_autofree char *wells = iso_plot_count (builder->format->wells);
  g_autofree char *values = NULL;

  builder->panel = iso_figure_add_panel (builder->figure);
  builder->panel->square_cells = TRUE;
  builder->panel->round_cells = builder->format->wells <= ROUND_UP_TO;
  set_axes (builder);
  set_colours (builder);
  iso_figure_add_column (builder->figure, iso_plot_text (N_("Well"), NULL));
  iso_figure_add_column (builder->figure, iso_plot_text (N_("Content"), NULL));
  iso_figure_add_column (builder->figure, g_strdup (quantity));
  iso_figure_add_column (builder->figure, iso_plot_text (N_("Flag"), NULL));
  for (guint i = 0; i < builder->format->wells; i++)
    {
      add_well (builder, i);
      g_free (builder->wells[i].what);
    }
  g_free (builder->wells);
  add_key (builder);

  values = iso_plot_count (builder->n_values);
  if (builder->n_values > 0)
    {
      builder->panel->bar.shown = TRUE;
      builder->panel->bar.diverging = builder->quantity == ISO_QUANTITY_RESIDUAL;
      builder->panel->bar.low = builder->low;
      builder->panel->bar.high = builder->high;
      g_free (builder->panel->bar.title);
      builder->panel->bar.title = g_strdup (quantity);
    }
  iso_figure_add_caption (builder->figure, iso_plot_text (N_("{1} of {2} wells have a value."), values, wells, NULL));
  if (builder->quantity == ISO_QUANTITY_RESIDUAL)
    iso_figure_add_caption (builder->figure, iso_plot_text (N_("Residuals: treated wells less their fitted curve, vehicle less 100 %, blank "
                                                               "less 0 %."), NULL));
  iso_figure_add_description (builder->figure,
                              iso_plot_text (N_("Plate of {1} wells, {2} with a value: {3}."), wells, values, quantity,
                                             NULL));
  if (builder->n_values > 0)
    {
      g_autofree char *low = iso_plot_number (builder->low);
      g_autofree char *high = iso_plot_number (builder->high);

      iso_figure_add_description (builder->figure,
                                  iso_plot_text (N_("The colours go from {1} to {2}."), low, high, NULL));
    }
  g_free (quantity);
  return iso_figure_finish (builder->figure);
}

static void
start_wells (Builder *builder, const IsoPlateFormat *format)
{
  builder->format = format;
  builder->wells = g_new0 (PlateWell, format->wells);
  for (guint i = 0; i < format->wells; i++)
    {
      builder->wells[i].value = NAN;
      builder->wells[i].observation = -1;
    }
}

/* "Ixazomib 30 nM + Lenalidomide 1 µM", or the role. */
static char *
content_text (const IsoExperiment *experiment, const IsoRecord *record)
{
  GString *text;

  if (record->n_doses == 0)
    return iso_plot_text (iso_role_name (record->role), NULL);
  text = g_string_new (NULL);
  for (guint i = 0; i < record->n_doses; i++)
    {
      const IsoDrug *drug = iso_experiment_drug (experiment, record->doses[i].drug);
      g_autofree char *dose = iso_plot_dose (record->doses[i].achieved, drug->unit);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " + " : "", drug->name, dose);
    }
  return g_string_free (text, FALSE);
}

/* How far a well lies from its curve, and a control from the 100 % or 0 % that it stands for. */
static double
get_residual (const IsoAnalysis *analysis, guint index)
{
  double residual = iso_analysis_residual (analysis, index);

  if (iso_analysis_is_raw (analysis))
    return residual;
  if (iso_dataset_observation (analysis->dataset, index)->role == ISO_ROLE_VEHICLE)
    residual = iso_dataset_shown_viability (analysis->dataset, index) - 1;
  else if (iso_dataset_observation (analysis->dataset, index)->role == ISO_ROLE_BLANK)
    residual = iso_dataset_shown_viability (analysis->dataset, index);
  return 100 * residual;
}

static double
get_value (const Builder *builder, const IsoAnalysis *analysis, guint observation)
{
  switch (builder->quantity)
    {
    case ISO_QUANTITY_SIGNAL:
      return iso_dataset_observation (analysis->dataset, observation)->raw;
    case ISO_QUANTITY_RESIDUAL:
      return get_residual (analysis, observation);
    case ISO_QUANTITY_RESPONSE:
    case ISO_QUANTITY_SCORE:
      break;
    }
  return 100 * iso_dataset_shown_viability (analysis->dataset, observation);
}

static void
fill_from_analysis (Builder *builder, const IsoAnalysis *analysis, int plate)
{
  const IsoDataset *dataset = analysis->dataset;

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);
      const IsoRecord *record = &g_array_index (dataset->experiment->records, IsoRecord, observation->record);
      PlateWell *well;

      if (record->plate != plate || record->well < 0
          || !iso_plate_format_has (builder->format, iso_record_get_well (record->well)))
        continue;
      well = &builder->wells[iso_plate_format_index (builder->format, iso_record_get_well (record->well))];
      if (well->planned)
        continue;
      well->planned = TRUE;
      well->read = TRUE;
      well->role = record->role;
      well->flag = record->flag;
      well->excluded = observation->status == ISO_STATUS_EXCLUDED;
      well->value = get_value (builder, analysis, i);
      well->what = content_text (dataset->experiment, record);
      well->observation = (int) i;
    }
}

/* Wells that were read but have no 100 % to be held against, are shown as they were read. */
static gboolean
is_only_read (const IsoAnalysis *analysis, int plate)
{
  gboolean read = FALSE;

  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);

      if (observation->plate != plate)
        continue;
      if (isfinite (iso_dataset_shown_viability (analysis->dataset, i)))
        return FALSE;
      read = read || isfinite (observation->raw);
    }
  return read;
}

static char *
describe_reading (const IsoAnalysis *analysis)
{
  IsoResponse response = analysis->dataset->experiment->response;

  return response != ISO_RESPONSE_SIGNAL
           ? iso_plot_text (N_("The readings as they are: it is not known what they measure."), NULL)
         : analysis->dataset->problem != NULL
           ? iso_plot_text (N_("The signals as they were read: nothing says what 100 % is, or no treated well is left."), NULL)
           : iso_plot_text (N_("The signals as they were read: on this plate nothing says what 100 % is."), NULL);
}

static char *
name_quantity (const Builder *builder, gboolean raw)
{
  if (builder->quantity == ISO_QUANTITY_RESIDUAL)
    return raw ? iso_plot_text (N_("Residual"), NULL) : iso_plot_text (N_("Residual (%)"), NULL);
  return builder->quantity == ISO_QUANTITY_RESPONSE ? iso_plot_text (N_("Viability (%)"), NULL) : iso_plot_text (N_("Signal"), NULL);
}

static int
choose_plate (const IsoExperiment *experiment, const IsoFigureSubject *subject)
{
  for (guint i = 0; i < experiment->plates->len; i++)
    {
      const IsoPlate *plate = experiment->plates->pdata[i];

      if ((subject->plate < 0 || subject->plate == (int) i) && plate->format != NULL)
        return (int) i;
    }
  return -1;
}

gboolean
iso_plate_applies (const IsoAnalysis *analysis, const IsoFigureSubject *subject)
{
  return choose_plate (analysis->dataset->experiment, subject) >= 0;
}

IsoFigure *
iso_plate_build (ISO_BUILDER_ARGUMENTS)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  int plate = choose_plate (experiment, subject);
  gboolean raw = iso_analysis_is_raw (analysis);
  Builder builder = { .analysis = analysis, .quantity = subject->quantity };

  if (subject->quantity == ISO_QUANTITY_SCORE || (subject->quantity == ISO_QUANTITY_RESPONSE && raw))
    builder.quantity = raw ? ISO_QUANTITY_SIGNAL : ISO_QUANTITY_RESPONSE;

  builder.figure = iso_figure_start (analysis, style, width_pt, height_pt,
                                     g_strdup (plate >= 0 ? iso_experiment_plate (experiment, plate)->name
                                               : experiment->title));
  if (plate < 0)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no plate to draw: the data do not say in which "
                                                      "wells they stood."), NULL));
  if (builder.quantity != ISO_QUANTITY_SIGNAL && is_only_read (analysis, plate))
    {
      builder.quantity = ISO_QUANTITY_SIGNAL;
      iso_figure_add_caption (builder.figure, describe_reading (analysis));
      iso_figure_add_description (builder.figure, describe_reading (analysis));
    }
  start_wells (&builder, iso_experiment_plate (experiment, plate)->format);
  fill_from_analysis (&builder, analysis, plate);
  return finish_plate (&builder, name_quantity (&builder, raw));
}

static IsoFigure *
build_read (const IsoReadPlate *plate, const IsoRead *read, const IsoLayout *layout, const char *title, const char *note,
            const IsoFigureStyle *style, double width_pt, double height_pt)
{
  Builder builder = { .figure = iso_figure_new (style, width_pt, height_pt, title, note), .quantity = ISO_QUANTITY_SIGNAL };

  if (plate->format == NULL)
    return iso_figure_finish_empty (builder.figure,
                                    iso_plot_text (N_("There is no plate to draw: its size is not known."), NULL));
  start_wells (&builder, plate->format);
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoReading *reading = &g_array_index (read->readings, IsoReading, i);
      PlateWell *well;

      if (!iso_plate_format_has (plate->format, reading->well))
        continue;
      well = &builder.wells[iso_plate_format_index (plate->format, reading->well)];
      well->read = TRUE;
      well->flag = reading->flag;
      well->value = reading->value;
    }
  for (guint i = 0; layout != NULL && layout->format == plate->format && i < plate->format->wells; i++)
    {
      builder.wells[i].planned = TRUE;
      builder.wells[i].role = layout->wells[i].role;
      builder.wells[i].what = iso_plot_text (iso_role_name (layout->wells[i].role), NULL);
    }
  return finish_plate (&builder, *read->label != '\0' ? iso_plot_text (N_("Signal, {1}"), read->label, NULL)
                                                      : iso_plot_text (N_("Signal"), NULL));
}

IsoFigure *
iso_figure_of_read (const IsoReadPlate *plate, const IsoRead *read, const IsoLayout *layout, const char *title, const char *note,
                    const IsoFigureStyle *style, double width_pt, double height_pt)
{
  IsoFigure *figure;

  iso_plot_set_comma (style->comma);
  figure = build_read (plate, read, layout, title, note, style, width_pt, height_pt);
  iso_plot_set_comma (FALSE);
  return figure;
}
