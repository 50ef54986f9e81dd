/* iso-cli-input.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-cli-input.h"

#include "analysis/iso-analysis-settings.h"
#include "iso-assemble.h"
#include "iso-cli-output.h"
#include "iso-lookup.h"
#include "plate/iso-read-pick.h"
#include "reader/iso-reader.h"
#include "reader/iso-settings-reader.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table-reshape.h"
#include "reader/iso-table.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

static gboolean
expect_files (const IsoCliOptions *options, GError **error)
{
  if (options->files->len > 0)
    return TRUE;
  iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("No file is named. Name one, or see “isobole-cli help”."), NULL);
  return FALSE;
}

static gboolean
get_choices (const IsoCliOptions *options, IsoReadChoices *choices, GError **error)
{
  static const char *const separators[] = { "tab", "comma", "semicolon", NULL };
  static const char *const decimals[] = { "point", "comma", NULL };
  static const char *const sizes[] = { "6", "12", "24", "48", "96", "384", "1536", NULL };
  int separator = iso_cli_options_get_word (options, ISO_CLI_SEPARATOR, separators, error);
  int decimal = separator != -1 ? iso_cli_options_get_word (options, ISO_CLI_DECIMAL, decimals, error) : -1;
  int size = decimal != -1 ? iso_cli_options_get_word (options, ISO_CLI_WELLS, sizes, error) : -1;

  if (separator == -1 || decimal == -1 || size == -1)
    return FALSE;
  *choices = (IsoReadChoices) { .reader = options->values[ISO_CLI_READER], .turned = options->values[ISO_CLI_TURNED] != NULL };
  if (separator >= 0)
    choices->delimiter = "\t,;"[separator];
  if (decimal >= 0)
    choices->numbers = decimal == 1 ? ISO_NUMBERS_COMMA : ISO_NUMBERS_POINT;
  if (size >= 0)
    choices->format = iso_plate_format_nth ((guint) size);
  return TRUE;
}

/* The reading nearest to a time or wavelength, and what is asked for by a word. */
static gboolean
get_picks (const IsoCliOptions *options, IsoReadPick *nearest, IsoReadPick *at, GError **error)
{
  static const char *const words[] = { "all", "first", "last", "max", "slope", NULL };
  static const IsoPickHow hows[] = { ISO_PICK_ALL, ISO_PICK_FIRST, ISO_PICK_LAST, ISO_PICK_MAXIMUM, ISO_PICK_SLOPE };
  int word = iso_cli_options_get_word (options, ISO_CLI_AT, words, error);

  *nearest = (IsoReadPick) { ISO_PICK_NEAREST, NAN, NAN };
  *at = (IsoReadPick) { word >= 0 ? hows[word] : ISO_PICK_ALL, NAN, NAN };
  return word != -1 && iso_cli_options_get_number (options, ISO_CLI_TIME, 0, 1e9, &nearest->time, error) &&
         iso_cli_options_get_number (options, ISO_CLI_WAVELENGTH, 1, 1e5, &nearest->wavelength, error);
}

/* A pick that changes nothing is a slip: the file then has no such series. */
static gboolean
pick (IsoReadout *readout, const IsoReadPick *wanted, GError **error)
{
  gboolean any = wanted->how == ISO_PICK_NEAREST ? isfinite (wanted->time) || isfinite (wanted->wavelength) : wanted->how != ISO_PICK_ALL;

  if (!any || iso_readout_pick (readout, wanted) > 0)
    return TRUE;
  iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = readout->file },
                 N_("There is no kinetic or spectrum here of which this could be taken. Leave out --time, --wavelength and --at."), NULL);
  return FALSE;
}

/* What --map says, or the lab's own formats. */
static GPtrArray *
load_maps (const IsoCliOptions *options, GError **error)
{
  g_autofree char *folder = iso_table_maps_folder ();
  IsoTableMap *map;
  GPtrArray *maps;

  if (options->values[ISO_CLI_MAP] == NULL)
    return iso_table_maps_load (folder);
  map = iso_table_map_parse (options->values[ISO_CLI_MAP], error);
  if (map == NULL)
    return NULL;
  g_free (map->name);
  map->name = g_strdup (options->values[ISO_CLI_MAP]);
  maps = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_table_map_free);
  g_ptr_array_add (maps, map);
  return maps;
}

/* What --map says has to be said of this file. */
static gboolean
expect_map (const IsoSource *source, const IsoCliOptions *options, const GPtrArray *maps, GError **error)
{
  g_autoptr (IsoText) text = NULL;

  if (options->values[ISO_CLI_MAP] == NULL)
    return TRUE;
  text = iso_text_new (source, error);
  if (text == NULL || iso_table_maps_find (maps, text) != NULL)
    return text != NULL;
  iso_error_set (error, ISO_ERROR_UNSUPPORTED, &(IsoPlace) { .file = (char *) iso_source_name (source) },
                 N_("The columns that --map names (“{1}”) are not all in one line of this file. Write their headers as they stand there."),
                 options->values[ISO_CLI_MAP], NULL);
  return FALSE;
}

/* What no reader knows may be a table: then other verbs read it. */
IsoReadout *
iso_cli_load_readout (const IsoSource *source, const IsoCliOptions *options, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (IsoReadout) readout = NULL;
  g_autoptr (IsoText) text = NULL;
  g_autoptr (GPtrArray) maps = load_maps (options, error);
  IsoReadChoices choices;
  IsoReadPick nearest, at;

  if (maps == NULL || !expect_map (source, options, maps, error) || !get_choices (options, &choices, error)
      || !get_picks (options, &nearest, &at, error))
    return NULL;
  choices.maps = maps;
  readout = iso_reader_load_as (source, &choices, &own);
  text =
    readout == NULL && g_error_matches (own, ISO_ERROR, ISO_ERROR_UNSUPPORTED) ? iso_text_new (source, NULL) : NULL;

  if (readout != NULL)
    return pick (readout, &nearest, error) && pick (readout, &at, error) ? g_steal_pointer (&readout) : NULL;
  if (text != NULL && (iso_table_has_shape (text) || iso_table_columns_count (text, iso_table_find_header (text, NULL)) >= 2))
    iso_error_set (error, ISO_ERROR_UNSUPPORTED, &(IsoPlace) { .file = (char *) iso_source_name (source) },
                   N_("This is a table of wells, not an export of a plate reader. It can go to fit, synergy and "
                      "figure; without responses, it can be their --layout."),
                   NULL);
  else
    g_propagate_error (error, g_steal_pointer (&own));
  return NULL;
}

GPtrArray *
iso_cli_load_readouts (const IsoCliOptions *options, GError **error)
{
  g_autoptr (GPtrArray) readouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);

  if (!expect_files (options, error))
    return NULL;
  for (guint i = 0; i < options->files->len; i++)
    {
      g_autoptr (IsoSource) source = iso_source_load (g_ptr_array_index (options->files, i), error);
      IsoReadout *readout = source != NULL ? iso_cli_load_readout (source, options, error) : NULL;

      if (readout == NULL)
        return NULL;
      g_ptr_array_add (readouts, readout);
    }
  return g_steal_pointer (&readouts);
}

gboolean
iso_cli_get_table_options (const IsoCliOptions *options, IsoTableOptions *result, GError **error)
{
  static const char *const responses[] = { "signal", "viability", "inhibition", "fraction-affected", "raw", NULL };
  static const char *const scales[] = { "fraction", "percent", NULL };
  static const char *const decimals[] = { "point", "comma", NULL };
  static const char *const sizes[] = { "6", "12", "24", "48", "96", "384", "1536", NULL };
  int response = iso_cli_options_get_word (options, ISO_CLI_RESPONSE, responses, error);
  int scale = response != -1 ? iso_cli_options_get_word (options, ISO_CLI_SCALE, scales, error) : -1;
  int decimal = scale != -1 ? iso_cli_options_get_word (options, ISO_CLI_DECIMAL, decimals, error) : -1;
  int size = decimal != -1 ? iso_cli_options_get_word (options, ISO_CLI_WELLS, sizes, error) : -1;

  iso_table_options_init (result);
  if (response == -1 || scale == -1 || decimal == -1 || size == -1)
    return FALSE;
  if (response >= 0)
    iso_response_parse (responses[response], &result->response);
  if (scale >= 0)
    iso_scale_parse (scales[scale], &result->scale);
  result->decimal_given = decimal >= 0;
  result->decimal = decimal == 1 ? ISO_DECIMAL_COMMA : ISO_DECIMAL_POINT;
  if (size >= 0)
    result->format = iso_plate_format_nth ((guint) size);
  return TRUE;
}

/* The reader that certainly knows the text; NULL for tables and for plain grids, which anyone may have written. */
static const IsoReader *
find_certain_reader (const IsoText *text)
{
  const IsoReader *reader = iso_reader_detect (text, NULL);

  return reader != NULL && reader->detect (text) >= ISO_READER_YES ? reader : NULL;
}

/* An export that a reader's program wrote is no table, however it is called. */
static gboolean
expect_table (const IsoSource *source, GError **error)
{
  g_autoptr (IsoText) text = iso_text_new (source, error);
  const IsoReader *reader = text != NULL && !iso_table_has_shape (text) ? find_certain_reader (text) : NULL;

  if (reader != NULL)
    iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = (char *) iso_source_name (source) },
                   N_("This is an export of a plate reader ({1}). It does not say what the wells hold: name a table "
                      "of them with --layout."),
                   reader->name, NULL);
  return text != NULL && reader == NULL;
}

gboolean
iso_cli_is_export_source (const IsoSource *source)
{
  g_autoptr (IsoText) text = iso_text_new (source, NULL);

  return text != NULL && !iso_table_has_shape (text)
         && (find_certain_reader (text) != NULL
             || iso_table_columns_count (text, iso_table_find_header (text, NULL)) < 2);
}

gboolean
iso_cli_is_export (const char *path)
{
  g_autoptr (IsoSource) source = iso_source_load (path, NULL);

  return source != NULL && iso_cli_is_export_source (source);
}

static IsoExperiment *
load_table (const IsoCliOptions *options, const IsoTableOptions *table, GError **error)
{
  g_autoptr (IsoSource) source = NULL;
  g_autoptr (GPtrArray) maps = load_maps (options, error);
  IsoTableOptions mapped = *table;

  if (maps == NULL)
    return NULL;
  mapped.maps = maps;

  if (options->files->len > 1)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                     N_("Several files are named, and no layout. Name one table; for exports of a reader, name their "
                        "--layout."),
                     NULL);
      return NULL;
    }
  source = iso_source_load (g_ptr_array_index (options->files, 0), error);
  if (source == NULL || !expect_map (source, options, maps, error) || !expect_table (source, error))
    return NULL;
  return iso_table_read (source, &mapped, error);
}

static void
take_messages (IsoExperiment *experiment, const GPtrArray *readouts)
{
  for (guint i = 0; i < readouts->len; i++)
    {
      const IsoReadout *readout = g_ptr_array_index (readouts, i);

      for (guint j = 0; j < readout->messages->len; j++)
        g_ptr_array_add (experiment->messages, iso_message_copy (g_ptr_array_index (readout->messages, j)));
    }
}

gboolean
iso_cli_get_table_join (const IsoCliOptions *options, const IsoTableOptions *table, IsoTableJoin *join, GError **error)
{
  static const char *const run_pers[] = { "layout", "file", "plate", NULL };
  int run_per = iso_cli_options_get_word (options, ISO_CLI_RUN_PER, run_pers, error);

  if (run_per == -1)
    return FALSE;
  *join = (IsoTableJoin) { options->values[ISO_CLI_READ], options->values[ISO_CLI_REFERENCE], (IsoRunPer) MAX (run_per, 0) };
  if (table->response == ISO_RESPONSE_UNKNOWN || table->response == ISO_RESPONSE_SIGNAL)
    return TRUE;
  iso_error_set (error, ISO_ERROR_UNITS, NULL,
                 N_("What a reader measures is a signal; viability is made from it with the vehicle and blank "
                    "wells of the layout. Leave out --response."),
                 NULL);
  return FALSE;
}

static IsoExperiment *
load_exports (const IsoCliOptions *options, const IsoTableOptions *table, GError **error)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) readouts = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (IsoSource) source = NULL;
  IsoTableJoin join;

  if (!iso_cli_get_table_join (options, table, &join, error))
    return NULL;
  source = iso_source_load (options->values[ISO_CLI_LAYOUT], error);
  layouts = source != NULL ? iso_table_layout_read (source, table, experiment, error) : NULL;
  readouts = layouts != NULL ? iso_cli_load_readouts (options, error) : NULL;
  if (readouts == NULL || !iso_table_layout_join (experiment, layouts, readouts, &join, error))
    return NULL;
  take_messages (experiment, readouts);
  return g_steal_pointer (&experiment);
}

/* A project has said itself how its files are read. */
static gboolean
expect_no_input_options (const IsoCliOptions *options, GError **error)
{
  static const IsoCliOption input[] = { ISO_CLI_INPUT_OPTIONS };

  for (gsize i = 0; i < G_N_ELEMENTS (input); i++)
    {
      if (options->values[input[i]] == NULL || input[i] == ISO_CLI_LOCATION)
        continue;
      iso_error_set (error, ISO_ERROR_SYNTAX, NULL,
                     N_("A project says itself how its files are read. Leave out --{1}, or say it when you import."),
                     iso_cli_option_name (input[i]), NULL);
      return FALSE;
    }
  return TRUE;
}

/* The project as it is, and the settings that it remembers. */
static IsoExperiment *
take_project (const IsoCliOptions *options, IsoCliProject *project, IsoAnalysisSettings *settings, GError **error)
{
  IsoStore *store = iso_cli_project_store (project);
  g_autoptr (IsoExperiment) experiment = iso_assemble_experiment (store, error);

  if (experiment == NULL || !iso_lookup_analysis_settings (iso_store_db (store), settings, error))
    return NULL;
  if (experiment->records->len > 0)
    return g_steal_pointer (&experiment);
  iso_error_set (error, ISO_ERROR_NO_DATA, &(IsoPlace) { .file = g_ptr_array_index (options->files, 0) },
                 N_("Nothing in this project was measured yet. See “isobole-cli help import”."), NULL);
  return NULL;
}

static IsoExperiment *
load_project (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error)
{
  const char *path = iso_cli_get_project (options, TRUE, error);
  g_autoptr (IsoCliProject) project = NULL;

  if (path == NULL || !expect_no_input_options (options, error))
    return NULL;
  project = iso_cli_project_read (path, error);
  return project != NULL ? take_project (options, project, settings, error) : NULL;
}

static IsoExperiment *
load_experiment (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error)
{
  IsoTableOptions table;

  iso_analysis_settings_init (settings);
  if (!expect_files (options, error))
    return NULL;
  if (iso_cli_is_project (g_ptr_array_index (options->files, 0)))
    return load_project (options, settings, error);
  if (!iso_cli_get_table_options (options, &table, error))
    return NULL;
  return options->values[ISO_CLI_LAYOUT] != NULL ? load_exports (options, &table, error)
                                                 : load_table (options, &table, error);
}

/* Every setting that is given, tried on the program's own before anything long is read. `file` becomes what --settings names. */
static gboolean
check_settings (const IsoCliOptions *options, GHashTable **file, GError **error)
{
  const char *path = options->values[ISO_CLI_SETTINGS];
  g_autoptr (IsoSource) source = path != NULL ? iso_source_load (path, error) : NULL;
  IsoAnalysisSettings scratch;

  iso_analysis_settings_init (&scratch);
  *file = source != NULL ? iso_settings_read_json (source, error) : NULL;
  return (path == NULL || *file != NULL) && iso_cli_options_get_settings (options, &scratch, error);
}

static gboolean
put_settings (const IsoCliOptions *options, GHashTable *file, IsoAnalysisSettings *settings, GError **error)
{
  GHashTableIter all;
  gpointer name, value;

  if (file != NULL)
    {
      g_hash_table_iter_init (&all, file);
      while (g_hash_table_iter_next (&all, &name, &value))
        iso_analysis_settings_set (settings, name, value, NULL, NULL);
    }
  return iso_cli_options_get_settings (options, settings, error);
}

/* Comes from a worker thread; a line is written as a whole. Short work shows nothing. */
static void
progress_cb (double fraction, gpointer data)
{
  const gint64 *start = data;

  if (g_get_monotonic_time () - *start > G_USEC_PER_SEC)
    fprintf (stderr, fraction < 1 ? "\r%3d %%" : "\r     \r", (int) (100 * fraction));
}

static IsoAnalysis *
analyze (IsoExperiment *experiment, const IsoAnalysisSettings *settings, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  IsoDataset *dataset;

  iso_cli_tell_messages (experiment->messages);
  dataset = iso_dataset_new (experiment, settings->location, error);
  if (dataset == NULL)
    return NULL;
  iso_cli_tell_messages (dataset->messages);
  return iso_analysis_run (dataset, settings, NULL, isatty (STDERR_FILENO) ? progress_cb : NULL, &start);
}

IsoDataset *
iso_cli_load_dataset (const IsoCliOptions *options, IsoAnalysisSettings *settings, GError **error)
{
  g_autoptr (GHashTable) file = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoDataset *dataset;

  if (!check_settings (options, &file, error))
    return NULL;
  experiment = load_experiment (options, settings, error);
  if (experiment == NULL || !put_settings (options, file, settings, error))
    return NULL;
  iso_cli_tell_messages (experiment->messages);
  dataset = iso_dataset_new (experiment, settings->location, error);
  if (dataset != NULL)
    iso_cli_tell_messages (dataset->messages);
  return dataset;
}

IsoAnalysis *
iso_cli_load_analysis (const IsoCliOptions *options, GError **error)
{
  g_autoptr (GHashTable) file = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoAnalysisSettings settings;

  if (!check_settings (options, &file, error))
    return NULL;
  experiment = load_experiment (options, &settings, error);
  if (experiment == NULL || !put_settings (options, file, &settings, error))
    return NULL;
  return analyze (experiment, &settings, error);
}

IsoAnalysis *
iso_cli_analyze_project (const IsoCliOptions *options, IsoCliProject *project, GError **error)
{
  g_autoptr (GHashTable) file = NULL;
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoAnalysisSettings settings;

  if (!check_settings (options, &file, error) || !expect_no_input_options (options, error))
    return NULL;
  experiment = take_project (options, project, &settings, error);
  if (experiment == NULL || !put_settings (options, file, &settings, error))
    return NULL;
  return analyze (experiment, &settings, error);
}
