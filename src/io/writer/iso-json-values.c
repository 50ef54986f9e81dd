/* iso-json-values.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-json-values.h"

#include "analysis/iso-analysis-settings.h"

#include "reader/iso-table-response.h"

#include <math.h>

double
iso_dose_in_unit (const IsoUnit *unit, double inside)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double shown, rounded;

  if (unit == NULL || !isfinite (inside))
    return inside;
  shown = iso_unit_from_inside (unit, inside);
  rounded = g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, "%.15g", shown), NULL);
  return iso_unit_to_inside (unit, rounded) == inside ? rounded : shown;
}

void
iso_json_put_estimate (IsoJson *json, const IsoEstimate *estimate, const IsoUnit *unit)
{
  iso_json_add_number (json, "value", iso_dose_in_unit (unit, estimate->value));
  iso_json_add_number (json, "lower", iso_dose_in_unit (unit, estimate->lower));
  iso_json_add_number (json, "upper", iso_dose_in_unit (unit, estimate->upper));
  iso_json_add_string (json, "status", iso_status_word (estimate->status));
  iso_json_add_string (json, "interval_status", iso_status_word (estimate->interval_status));
  iso_json_add_string (json, "method", estimate->method);
}

void
iso_json_add_estimate (IsoJson *json, const char *name, const IsoEstimate *estimate, const IsoUnit *unit)
{
  iso_json_begin_object (json, name);
  iso_json_put_estimate (json, estimate, unit);
  iso_json_end_object (json);
}

void
iso_json_add_message (IsoJson *json, const char *name, const IsoMessage *message)
{
  g_autofree char *place = iso_place_to_string (&message->place);
  g_autofree char *text = iso_message_to_string (message);

  iso_json_begin_object (json, name);
  iso_json_add_string (json, "code", message->code);
  iso_json_add_string (json, "place", *place != '\0' ? place : NULL);
  iso_json_add_string (json, "text", text);
  iso_json_end_object (json);
}

void
iso_json_add_messages (IsoJson *json, const char *name, const GPtrArray *messages)
{
  iso_json_begin_array (json, name);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    iso_json_add_message (json, NULL, g_ptr_array_index (messages, i));
  iso_json_end_array (json);
}

void
iso_json_add_wells (IsoJson *json, const guint *observations, guint n)
{
  iso_json_begin_array (json, "wells");
  for (guint i = 0; i < n; i++)
    iso_json_add_count (json, NULL, observations[i]);
  iso_json_end_array (json);
}

static void
add_names (IsoJson *json, const char *name, const GPtrArray *names)
{
  iso_json_begin_array (json, name);
  for (guint i = 0; i < names->len; i++)
    iso_json_add_string (json, NULL, g_ptr_array_index (names, i));
  iso_json_end_array (json);
}

static void
add_input (IsoJson *json, const IsoAnalysis *analysis)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;

  iso_json_begin_object (json, "input");
  iso_json_add_string (json, "hash", analysis->input_hash);
  iso_json_add_string (json, "title", experiment->title);
  iso_json_add_string (json, "note", experiment->note);
  add_names (json, "files", experiment->sources);
  iso_json_add_string (json, "response", iso_response_word (experiment->response));
  iso_json_add_string (json, "scale",
                       *iso_scale_word (experiment->scale) != '\0' ? iso_scale_word (experiment->scale) : NULL);
  add_names (json, "samples", experiment->samples);
  add_names (json, "experiments", experiment->runs);
  iso_json_add_messages (json, "messages", experiment->messages);
  iso_json_end_object (json);
}

static void
add_setting (IsoJson *json, const IsoAnalysis *analysis, const char *name)
{
  g_autofree char *text = iso_analysis_settings_get (&analysis->settings, name);

  iso_json_add_string (json, name, text);
}

static void
add_settings (IsoJson *json, const IsoAnalysis *analysis)
{
  static const char *const locations[] = {
    [ISO_LOCATION_AUTO] = "auto", [ISO_LOCATION_MEDIAN] = "median", [ISO_LOCATION_MEAN] = "mean",
  };
  const IsoAnalysisSettings *settings = &analysis->settings;

  iso_json_begin_object (json, "settings");
  iso_json_add_string (json, "model", settings->model != NULL ? settings->model->id : "auto");
  iso_json_begin_object (json, "fixed");
  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      if (isfinite (settings->fixed[i]))
        iso_json_add_number (json, iso_parameter_word ((IsoParameter) i), settings->fixed[i]);
    }
  iso_json_end_object (json);
  add_setting (json, analysis, "bounds");
  iso_json_add_boolean (json, "free_upper", settings->free_upper);
  add_setting (json, analysis, "share");
  add_setting (json, analysis, "weights");
  add_setting (json, analysis, "loss");
  add_setting (json, analysis, "median_effect");
  iso_json_add_string (json, "single_agents", settings->fitted_singles ? "fitted" : "observed");
  iso_json_begin_array (json, "ci_band");
  iso_json_add_number (json, NULL, settings->ci_low);
  iso_json_add_number (json, NULL, settings->ci_high);
  iso_json_end_array (json);
  iso_json_add_number (json, "score_band", settings->score_band);
  add_setting (json, analysis, "surfaces");
  iso_json_add_count (json, "resamples", settings->n_resamples);
  iso_json_add_count (json, "seed", settings->seed);
  iso_json_add_string (json, "se", settings->se == ISO_SE_OBSERVED ? "observed" : "gauss-newton");
  add_setting (json, analysis, "interval");
  iso_json_add_number (json, "level", settings->level);
  iso_json_begin_array (json, "effect_levels");
  for (guint i = 0; i < settings->n_effect_levels; i++)
    iso_json_add_number (json, NULL, settings->effect_levels[i]);
  iso_json_end_array (json);
  iso_json_add_string (json, "location", locations[analysis->dataset->location]);
  iso_json_end_object (json);
}

static void
add_control (IsoJson *json, const char *name, const IsoControl *control)
{
  iso_json_begin_object (json, name);
  iso_json_add_count (json, "n", control->n);
  iso_json_add_number (json, "location", control->n > 0 ? control->location : NAN);
  iso_json_add_number (json, "mean", control->n > 0 ? control->mean : NAN);
  iso_json_add_number (json, "sd", control->n > 1 ? control->sd : NAN);
  iso_json_add_number (json, "cv_percent", control->n > 1 ? control->cv : NAN);
  iso_json_end_object (json);
}

/* A figure of merit needs wells of both kinds, Z' two or more of each. */
static void
add_quality (IsoJson *json, const char *name, double value, const IsoPlateQuality *quality)
{
  gboolean both = quality->vehicle.n > 0 && quality->positive.n + quality->blank.n > 0;
  IsoStatus status = isfinite (value) ? ISO_STATUS_OK : both ? ISO_STATUS_TOO_FEW_POINTS : ISO_STATUS_UNDEFINED;

  iso_json_begin_object (json, name);
  iso_json_add_number (json, "value", value);
  iso_json_add_string (json, "status", iso_status_word (status));
  iso_json_end_object (json);
}

static void
add_plate (IsoJson *json, const IsoAnalysis *analysis, const IsoControlGroup *group)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoPlate *plate = iso_experiment_plate (experiment, group->plate);
  const IsoPlateQuality *quality = &group->quality;

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "plate", plate != NULL ? plate->name : NULL);
  iso_json_add_string (json, "experiment", iso_experiment_run (experiment, group->run));
  iso_json_add_string (json, "sample", iso_experiment_sample (experiment, group->sample));
  iso_json_add_string (json, "status", iso_status_word (group->status));
  add_control (json, "vehicle", &quality->vehicle);
  add_control (json, "untreated", &quality->untreated);
  add_control (json, "blank", &quality->blank);
  add_control (json, "positive_control", &quality->positive);
  add_quality (json, "z_prime", quality->z_prime, quality);
  add_quality (json, "signal_to_background", quality->signal_to_background, quality);
  iso_json_add_string (json, "against",
                       quality->positive.n > 0 ? "positive control"
                       : quality->blank.n > 0  ? "blank"
                                               : NULL);
  iso_json_add_number (json, "relative_se", group->relative_se);
  iso_json_end_object (json);
}

void
iso_json_put_head (IsoJson *json, const char *schema, const char *program, const IsoAnalysis *analysis)
{
  const IsoDataset *dataset = analysis->dataset;

  iso_json_add_string (json, "schema", schema);
  iso_json_add_string (json, "program", program);
  add_input (json, analysis);
  add_settings (json, analysis);
  iso_json_begin_array (json, "plates");
  for (guint i = 0; i < dataset->groups->len; i++)
    add_plate (json, analysis, &g_array_index (dataset->groups, IsoControlGroup, i));
  iso_json_end_array (json);
  iso_json_add_messages (json, "messages", dataset->messages);
}

static void
add_observation (IsoJson *json, const IsoAnalysis *analysis, guint i)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const IsoObservation *observation = iso_dataset_observation (analysis->dataset, i);
  const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, observation->record);
  const IsoPlate *plate = iso_experiment_plate (experiment, record->plate);
  const char *flag = iso_reading_flag_word (record->flag);
  char name[ISO_WELL_NAME_SIZE];

  iso_json_begin_object (json, NULL);
  iso_json_add_count (json, "id", i);
  iso_json_add_string (json, "file", g_ptr_array_index (experiment->sources, record->source));
  if (record->line > 0)
    iso_json_add_count (json, "line", record->line);
  else
    iso_json_add_string (json, "line", NULL);
  iso_json_add_string (json, "experiment", iso_experiment_run (experiment, record->run));
  iso_json_add_string (json, "plate", plate != NULL ? plate->name : NULL);
  iso_json_add_string (json, "well", record->well >= 0 ? iso_record_well_name (record->well, name) : NULL);
  iso_json_add_string (json, "role", iso_role_word (record->role));
  iso_json_add_string (json, "sample", iso_experiment_sample (experiment, record->sample));
  iso_json_begin_array (json, "doses");
  for (guint j = 0; j < record->n_doses; j++)
    {
      const IsoDrug *drug = iso_experiment_drug (experiment, record->doses[j].drug);

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "drug", drug->name);
      iso_json_add_number (json, "dose", iso_dose_in_unit (drug->unit, record->doses[j].achieved));
      iso_json_add_string (json, "unit", drug->unit->symbol);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_add_number (json, "response", observation->raw);
  iso_json_add_string (json, "flag", *flag != '\0' ? flag : NULL);
  iso_json_add_number (json, "viability", observation->viability);
  iso_json_add_string (json, "status", iso_status_word (observation->status));
  iso_json_end_object (json);
}

void
iso_json_put_observations (IsoJson *json, const IsoAnalysis *analysis)
{
  iso_json_begin_array (json, "wells");
  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    add_observation (json, analysis, i);
  iso_json_end_array (json);
}

void
iso_json_put_drugs (IsoJson *json, const IsoAnalysis *analysis, const guint *drugs, guint n_drugs)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;

  iso_json_begin_array (json, "drugs");
  for (guint j = 0; j < n_drugs; j++)
    iso_json_add_string (json, NULL, iso_experiment_drug (experiment, drugs[j])->name);
  iso_json_end_array (json);
  iso_json_begin_array (json, "units");
  for (guint j = 0; j < n_drugs; j++)
    iso_json_add_string (json, NULL, iso_experiment_drug (experiment, drugs[j])->unit->symbol);
  iso_json_end_array (json);
}

void
iso_json_add_doses (IsoJson *json, const char *name, const IsoAnalysis *analysis, const guint *drugs, guint n_drugs,
                    const double *doses)
{
  iso_json_begin_array (json, name);
  for (guint j = 0; j < n_drugs; j++)
    iso_json_add_number (json, NULL,
                         iso_dose_in_unit (iso_experiment_drug (analysis->dataset->experiment, drugs[j])->unit,
                                           doses[j]));
  iso_json_end_array (json);
}
