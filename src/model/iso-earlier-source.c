/* iso-earlier-source.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-earlier-source.h"

#include "iso-assemble.h"
#include "iso-lookup.h"
#include "iso-user-text.h"
#include "iso-work.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

static void
free_choice (gpointer data)
{
  IsoEarlierChoice *choice = data;

  g_free (choice->value);
  g_free (choice->detail);
  g_free (choice);
}

static IsoEarlierChoice *
make_choice (const IsoEarlier *earlier, const char *sample, const char *source)
{
  IsoEarlierChoice *choice = g_new0 (IsoEarlierChoice, 1);
  IsoEstimateText text;
  const char *says;

  iso_estimate_text_init (&text, &earlier->half->dose, earlier->arm->unit);
  says = text.interval != NULL ? text.interval : text.note != NULL ? text.note : "";
  choice->value = g_strdup (text.value);
  /* Translators: an interval, or why there is none; the sample; the name of the experiment. */
  choice->detail = g_strdup_printf (_("%s; %s, %s"), says, sample, source);
  choice->ic50 = earlier->status == ISO_EARLIER_FOUND ? earlier->half->dose.value : NAN;
  iso_estimate_text_clear (&text);
  return choice;
}

GPtrArray *
iso_earlier_list (const IsoAnalysis *analysis, const char *source, const char *drug, const IsoUnit *unit)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (free_choice);

  for (guint i = 0; analysis != NULL && i < analysis->arms->len; i++)
    {
      const IsoExperiment *experiment = analysis->dataset->experiment;
      const IsoArm *arm = iso_analysis_arm (analysis, i);
      IsoEarlier earlier;

      if (arm->n_drugs != 1 || g_ascii_strcasecmp (iso_experiment_drug (experiment, arm->drugs[0])->name, drug) != 0)
        continue;
      iso_earlier_take (arm, unit->dimension, &earlier);
      if (earlier.half != NULL && earlier.status != ISO_EARLIER_UNIT)
        g_ptr_array_add (choices, make_choice (&earlier, iso_experiment_sample (experiment, arm->sample), source));
    }
  return choices;
}

/* A copy of the file is read, so that whoever has it open is not disturbed. */
static IsoExperiment *
read_project (const char *path, const char *uri, IsoAnalysisSettings *settings, GError **error)
{
  g_autofree char *root = g_dir_make_tmp ("isobole-XXXXXX", error);
  const IsoWorkPlace place = { &iso_schema, root };
  const IsoStamp stamp = { 0, "UTC", "" };
  IsoExperiment *experiment = NULL;
  IsoWorkState state;
  IsoWork *work;

  if (root == NULL)
    return NULL;
  work = iso_work_open (&place, path, uri, &stamp, &state, error);
  if (work != NULL)
    {
      iso_analysis_settings_init (settings);
      if (iso_lookup_analysis_settings (iso_store_db (iso_work_store (work)), settings, error))
        experiment = iso_assemble_experiment (iso_work_store (work), error);
      iso_work_close (work);
    }
  g_rmdir (root);
  return experiment;
}

static IsoAnalysis *
analyse (GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (IsoExperiment) experiment = NULL;
  IsoAnalysisSettings settings;
  IsoDataset *dataset;

  if (path == NULL)
    {
      iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL, N_("This file is not on this computer. Copy it here first."), NULL);
      return NULL;
    }
  experiment = read_project (path, uri, &settings, error);
  if (experiment == NULL)
    return NULL;
  if (experiment->records->len == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("Nothing was measured in that project yet, so it has no IC50."), NULL);
      return NULL;
    }
  dataset = iso_dataset_new (experiment, settings.location, error);
  return dataset != NULL ? iso_analysis_run (dataset, &settings, NULL, NULL, NULL) : NULL;
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  IsoAnalysis *analysis = analyse (data, &error);

  if (analysis != NULL)
    g_task_return_pointer (task, analysis, (GDestroyNotify) iso_analysis_unref);
  else
    g_task_return_error (task, error);
}

void
iso_earlier_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);

  g_task_set_source_tag (task, iso_earlier_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, work_cb);
}

IsoAnalysis *
iso_earlier_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
