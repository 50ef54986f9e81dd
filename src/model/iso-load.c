/* iso-load.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-load.h"

#include "reader/iso-reader.h"
#include "reader/iso-table-layout.h"
#include "reader/iso-table.h"

/* Known headers that make a text a table and no export. */
#define TABLE_HEADERS 2

static gboolean
is_table (const IsoText *text)
{
  return iso_table_columns_count (text, iso_table_find_header (text, NULL)) >= TABLE_HEADERS;
}

static IsoExperiment *
load_table (const IsoSource *source, const IsoTableOptions *options, GError **error)
{
  g_autoptr (IsoText) text = iso_text_new (source, error);
  const IsoReader *reader;

  if (text == NULL)
    return NULL;
  if (!is_table (text))
    {
      reader = iso_reader_detect (text, NULL);
      if (reader != NULL)
        {
          IsoPlace place = { .file = (char *) iso_source_name (source) };

          iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                         N_("This is an export of a plate reader ({1}), which does not say what was in the wells. Open it together "
                            "with its layout: select both files at once. A layout is a table with the columns well, role, sample, "
                            "drug1, dose1 and unit1."),
                         reader->name, NULL);
          return NULL;
        }
    }
  return iso_table_read (source, options, error);
}

/* Layouts and exports, told apart by their content. */
static gboolean
sort_source (const IsoSource *source, const IsoTableOptions *options, IsoExperiment *experiment, GPtrArray *layouts,
             GPtrArray *readouts, GError **error)
{
  g_autoptr (IsoText) text = iso_text_new (source, error);

  if (text == NULL)
    return FALSE;
  if (is_table (text))
    {
      GPtrArray *found = iso_table_layout_read (source, options, experiment, error);

      if (found == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (layouts, found);
    }
  else
    {
      IsoReadout *readout = iso_reader_load (source, NULL, error);

      if (readout == NULL)
        return FALSE;
      g_ptr_array_add (readouts, readout);
    }
  return TRUE;
}

static IsoExperiment *
load_layout (GPtrArray *sources, const IsoTableOptions *options, GError **error)
{
  g_autoptr (IsoExperiment) experiment = iso_experiment_new ();
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  g_autoptr (GPtrArray) readouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_readout_free);
  const IsoTableJoin join = { NULL, NULL, ISO_RUN_PER_LAYOUT };

  for (guint i = 0; i < sources->len; i++)
    if (!sort_source (g_ptr_array_index (sources, i), options, experiment, layouts, readouts, error))
      return NULL;
  if (readouts->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                     N_("All of these files are tables. Open one table at a time, or a plate reader's file with its layout."), NULL);
      return NULL;
    }
  if (layouts->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL,
                     N_("None of these files is a layout. Select the layout as well: a table with the columns well, role, sample, "
                        "drug1, dose1 and unit1."), NULL);
      return NULL;
    }
  if (!iso_table_layout_join (experiment, layouts, readouts, &join, error))
    return NULL;
  return g_steal_pointer (&experiment);
}

static IsoExperiment *
load_experiment (const IsoLoadRequest *request, GError **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_source_unref);
  IsoTableOptions options;

  iso_table_options_init (&options);
  options.response = request->response;
  options.scale = request->scale;
  for (guint i = 0; i < request->paths->len; i++)
    {
      IsoSource *source = iso_source_load (g_ptr_array_index (request->paths, i), error);

      if (source == NULL)
        return NULL;
      g_ptr_array_add (sources, source);
    }
  if (sources->len == 1)
    return load_table (g_ptr_array_index (sources, 0), &options, error);
  return load_layout (sources, &options, error);
}

IsoAnalysis *
iso_load (const IsoLoadRequest *request, const int *cancel, IsoProgress progress, gpointer progress_data,
          IsoQuestion **question, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (IsoExperiment) experiment = load_experiment (request, &local);
  g_autoptr (IsoAnalysis) analysis = NULL;
  IsoDataset *dataset = experiment != NULL ? iso_dataset_new (experiment, ISO_LOCATION_AUTO, &local) : NULL;
  IsoAnalysisSettings settings;

  if (dataset == NULL)
    {
      *question = iso_question_new (g_ptr_array_index (request->paths, 0), request->response, request->scale, local);
      if (*question == NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  iso_analysis_settings_init (&settings);
  analysis = iso_analysis_run (dataset, &settings, cancel, progress, progress_data);
  if (analysis->cancelled)
    {
      iso_error_set (error, ISO_ERROR_CANCELLED, NULL, N_("Opening was cancelled."), NULL);
      return NULL;
    }
  return g_steal_pointer (&analysis);
}
