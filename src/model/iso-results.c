/* iso-results.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-results.h"

#include "writer/iso-analysis-json.h"
#include "writer/iso-analysis-sheets.h"

#include <string.h>

#define CSV  ".csv"
#define JSON ".json"

/* What the worker needs. */
typedef struct
{
  GFile       *file;       /* (owned) */
  IsoAnalysis *analysis;   /* (owned) (nullable) */
  gulong       handler;    /* while the analysis is waited for */
  GError      *error;      /* (owned) (nullable) what the worker met */
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->file);
  g_clear_pointer (&job->analysis, iso_analysis_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
has_ending (GFile *file, const char *ending)
{
  g_autofree char *name = g_file_get_basename (file);
  gsize length = strlen (name);

  return length > strlen (ending) && g_ascii_strcasecmp (name + length - strlen (ending), ending) == 0;
}

/* "results.csv" and a sheet "Wells": "results-wells.csv" beside it. */
static GFile *
find_beside (GFile *file, const IsoSheet *sheet)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *word = g_ascii_strdown (iso_sheet_name (sheet), -1);
  g_autofree char *other = NULL;

  name[strlen (name) - strlen (CSV)] = '\0';
  other = g_strconcat (name, "-", word, CSV, NULL);
  return g_file_get_child (folder, other);
}

static gboolean
write_text (GFile *file, const char *text, GCancellable *cancellable, GError **error)
{
  return g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static gboolean
write_csv (GFile *file, const IsoSheet *sheet, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = iso_sheet_to_csv (sheet);

  return write_text (file, text, cancellable, error);
}

static gboolean
write_tables (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sheets = iso_analysis_sheets (job->analysis);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < sheets->len; i++)
    {
      GFile *file = i == 0 ? g_object_ref (job->file) : find_beside (job->file, g_ptr_array_index (sheets, i));

      g_ptr_array_add (files, file);
      if (i > 0 && g_file_query_exists (file, cancellable))
        {
          g_autofree char *name = g_file_get_basename (file);

          iso_error_set (error, ISO_ERROR_UNSUPPORTED, NULL,
                         N_("A file “{1}” is there already, which was to hold another of the tables. Choose another name, or a workbook, "
                            "which holds them all."), name, NULL);
          return FALSE;
        }
    }
  for (guint i = 0; i < files->len; i++)
    if (!write_csv (g_ptr_array_index (files, i), g_ptr_array_index (sheets, i), cancellable, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_workbook (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) sheets = iso_analysis_sheets (job->analysis);
  g_autoptr (GBytes) bytes = iso_sheets_to_xlsx (sheets, error);
  const char *data;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return g_file_replace_contents (job->file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static gboolean
write_json (const Job *job, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = iso_analysis_json (job->analysis, ISO_PROGRAM);

  return write_text (job->file, text, cancellable, error);
}

static void
write_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  if (has_ending (job->file, CSV))
    write_tables (job, cancellable, &job->error);
  else if (has_ending (job->file, JSON))
    write_json (job, cancellable, &job->error);
  else
    write_workbook (job, cancellable, &job->error);
  g_task_return_boolean (task, TRUE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) answer = data;
  Job *job = g_task_get_task_data (answer);

  if (job->error != NULL)
    g_task_return_error (answer, g_steal_pointer (&job->error));
  else
    g_task_return_boolean (answer, TRUE);
}

/* Takes the answer. The worker's task has no source object: the worker may be the last to hold that, and must not be the last to hold the
 * analyser. */
static void
hand_over (GTask *answer)
{
  g_autoptr (GTask) task = g_task_new (NULL, g_task_get_cancellable (answer), written_cb, answer);

  g_task_set_source_tag (task, hand_over);
  g_task_set_task_data (task, g_task_get_task_data (answer), NULL);
  g_task_run_in_thread (task, write_cb);
}

/* Takes the answer. */
static void
begin (GTask *task)
{
  IsoAnalyser *analyser = g_task_get_source_object (task);
  const IsoAnalysis *analysis = iso_analyser_get_analysis (analyser);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (analysis == NULL)
    iso_error_set (&error, ISO_ERROR_NO_DATA, NULL, N_("There are no results yet. Import what was measured first."), NULL);
  else if (iso_analyser_get_stale (analyser))
    iso_error_set (&error, ISO_ERROR_BUSY, NULL,
                   N_("The results are older than the last change, because the analysis was stopped. Undo that change and do it again, "
                      "then export."), NULL);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  job->analysis = iso_analysis_ref (analysis);
  hand_over (task);
}

static void
busy_changed_cb (IsoAnalyser *analyser, GParamSpec *pspec, gpointer data)
{
  Job *job = g_task_get_task_data (data);

  if (iso_analyser_get_busy (analyser))
    return;
  g_signal_handler_disconnect (analyser, job->handler);
  begin (data);
}

void
iso_results_export_async (IsoAnalyser *analyser, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (ISO_IS_ANALYSER (analyser));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (analyser, cancellable, callback, data);
  g_task_set_source_tag (task, iso_results_export_async);
  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  g_task_set_task_data (task, job, free_job);
  if (iso_analyser_get_busy (analyser))
    job->handler = g_signal_connect (analyser, "notify::busy", G_CALLBACK (busy_changed_cb), task);
  else
    begin (task);
}

gboolean
iso_results_export_finish (IsoAnalyser *analyser, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, analyser), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
