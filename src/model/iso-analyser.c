/* iso-analyser.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-analyser.h"

#include "iso-assemble.h"
#include "iso-finding.h"
#include "iso-project-private.h"
#include "iso-subject.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL_MS 100

/* One analysis: shared by the analyser and its worker, counted by reference. */
typedef struct
{
  char                *database;     /* (owned) the work copy */
  IsoProject          *project;      /* (owned) (nullable) let go in the main loop when the work copy has been read */
  int                  cancel;       /* atomic */
  int                  permille;     /* atomic */
  IsoExperiment       *experiment;   /* (owned) (nullable) */
  IsoAnalysisSettings  settings;
} Job;

struct _IsoAnalyser
{
  GObject parent_instance;

  IsoProject  *project;        /* (owned) */
  IsoAnalysis *analysis;       /* (owned) (nullable) */
  GError      *error;          /* (owned) (nullable) */
  GListStore  *treatments;     /* (owned) */
  GListStore  *plates;         /* (owned) */
  GListStore  *findings;       /* (owned) */

  Job         *job;            /* (owned) (nullable) the one that counts */
  gboolean     stale;
  gboolean     waiting;        /* to begin, until the work copy can be read */
  double       progress;
  guint        progress_source;
  guint        begin_source;
};

G_DEFINE_FINAL_TYPE (IsoAnalyser, iso_analyser, G_TYPE_OBJECT)

typedef enum
{
  PROP_PROJECT = 1,
  PROP_ANALYSIS,
  PROP_STALE,
  PROP_BUSY,
  PROP_PROGRESS,
  PROP_ERROR,
} IsoAnalyserProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void
clear_job (Job *job)
{
  g_free (job->database);
  g_clear_pointer (&job->experiment, iso_experiment_unref);
}

static void
release_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) clear_job);
}

static gboolean
is_busy (IsoAnalyser *self)
{
  return self->job != NULL || self->waiting || self->begin_source != 0;
}

static void
set_error (IsoAnalyser *self, GError *error)
{
  if (error == NULL && self->error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_stale (IsoAnalyser *self, gboolean stale)
{
  if (stale == self->stale)
    return;
  self->stale = stale;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
}

static void
set_progress (IsoAnalyser *self, double progress)
{
  if (progress == self->progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
append_all (GListStore *to, GListModel *from)
{
  for (guint i = 0; i < g_list_model_get_n_items (from); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (from, i);

      g_list_store_append (to, item);
    }
}

static void
fill_findings (IsoAnalyser *self)
{
  g_autoptr (GListStore) own = g_list_store_new (ISO_TYPE_FINDING);

  iso_findings_fill (own, self->analysis);
  g_list_store_remove_all (self->findings);
  append_all (self->findings, iso_project_get_findings (self->project));
  append_all (self->findings, G_LIST_MODEL (own));
}

/* Everything that looks at the old analysis must let go of it during the notify, before it is freed. */
static void
take_analysis (IsoAnalyser *self, IsoAnalysis *analysis)
{
  g_autoptr (IsoAnalysis) old = self->analysis;

  self->analysis = analysis;
  iso_subjects_fill (self->treatments, self->plates, analysis);
  fill_findings (self);
  set_stale (self, FALSE);
  if (old != NULL || analysis != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANALYSIS]);
}

static void
stop (IsoAnalyser *self)
{
  gboolean was_busy = is_busy (self);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->begin_source, g_source_remove);
  self->waiting = FALSE;
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  if (was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* Takes the result of the job that counts, and ends it. */
static void
settle (IsoAnalyser *self, IsoAnalysis *analysis, GError *error)
{
  g_object_ref (self);
  take_analysis (self, analysis);
  set_error (self, error);
  stop (self);
  g_object_unref (self);
}

static gboolean
poll_progress_cb (gpointer data)
{
  IsoAnalyser *self = data;

  set_progress (self, g_atomic_int_get (&self->job->permille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (double fraction, gpointer data)
{
  g_atomic_int_set (&((Job *) data)->permille, (int) (1000 * fraction));
}

/* --- the worker: from the work copy to the analysis --------------------------------------------------------------------------------- */

static gboolean
read_store (Job *job, IsoStore *store, GError **error)
{
  if (!iso_db_execute (iso_store_db (store), "BEGIN", error))
    return FALSE;
  iso_analysis_settings_init (&job->settings);
  if (iso_lookup_analysis_settings (iso_store_db (store), &job->settings, error))
    job->experiment = iso_assemble_experiment (store, error);
  iso_db_execute (iso_store_db (store), "ROLLBACK", NULL);
  return job->experiment != NULL;
}

static gboolean
read_database (Job *job, GError **error)
{
  g_autoptr (IsoStore) store = iso_store_open_beside (&iso_schema, job->database, error);

  return store != NULL && read_store (job, store, error);
}

/* Reading is an errand of the project, which outlives it; nothing else is. */
static gboolean
let_go_cb (gpointer data)
{
  Job *job = data;

  iso_project_release (job->project);
  g_clear_object (&job->project);
  return G_SOURCE_REMOVE;
}

static void
analyse_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  gboolean read = read_database (job, &error);
  IsoDataset *dataset = NULL;

  g_idle_add_full (G_PRIORITY_DEFAULT, let_go_cb, g_atomic_rc_box_acquire (job), release_job);
  if (read && job->experiment->records->len == 0)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  if (read)
    dataset = iso_dataset_new (job->experiment, job->settings.location, &error);
  if (dataset == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, iso_analysis_run (dataset, &job->settings, &job->cancel, progress_cb, job),
                           (GDestroyNotify) iso_analysis_free);
}

/* --- when -------------------------------------------------------------------------------------------------------------------------- */

static void begin_soon (IsoAnalyser *self);

/* A project that was saved under another name is read elsewhere. */
static gboolean
has_moved (IsoAnalyser *self, const Job *job)
{
  g_autofree char *database = iso_project_dup_database (self->project);

  return g_strcmp0 (database, job->database) != 0;
}

static void
analysed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoAnalyser) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoAnalysis) analysis = g_task_propagate_pointer (G_TASK (result), &error);

  if (job != self->job)
    return;
  if (error != NULL && has_moved (self, job))
    begin_soon (self);
  else
    settle (self, g_steal_pointer (&analysis), g_steal_pointer (&error));
}

static void
begin (IsoAnalyser *self)
{
  char *database = iso_project_dup_database (self->project);
  g_autoptr (GTask) task = NULL;

  self->waiting = database == NULL;
  if (database == NULL)
    return;
  self->job = g_atomic_rc_box_new0 (Job);
  self->job->database = database;
  self->job->project = g_object_ref (self->project);
  set_progress (self, 0);
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, poll_progress_cb, self);
  iso_project_hold (self->project);

  /* No source object: the worker may be the last to hold the task, and must not be the last to hold the analyser. */
  task = g_task_new (NULL, NULL, analysed_cb, g_object_ref (self));
  g_task_set_source_tag (task, begin);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->job), release_job);
  g_task_run_in_thread (task, analyse_cb);
}

static gboolean
begin_cb (gpointer data)
{
  IsoAnalyser *self = data;

  self->begin_source = 0;
  begin (self);
  return G_SOURCE_REMOVE;
}

/* Several edits one after the other begin one analysis. */
static void
begin_soon (IsoAnalyser *self)
{
  gboolean was_busy = is_busy (self);

  g_object_freeze_notify (G_OBJECT (self));
  stop (self);
  set_stale (self, self->analysis != NULL);
  self->begin_source = g_idle_add_full (G_PRIORITY_DEFAULT, begin_cb, self, NULL);
  if (!was_busy)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
project_changed_cb (IsoAnalyser *self, gboolean about_analysis)
{
  if (about_analysis && iso_project_is_open (self->project))
    begin_soon (self);
}

static void
open_changed_cb (IsoAnalyser *self)
{
  if (iso_project_is_open (self->project))
    begin_soon (self);
  else
    settle (self, NULL, NULL);
}

static void
project_busy_changed_cb (IsoAnalyser *self)
{
  if (self->waiting && !iso_project_get_busy (self->project))
    begin (self);
}

static void
iso_analyser_constructed (GObject *object)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  G_OBJECT_CLASS (iso_analyser_parent_class)->constructed (object);
  g_signal_connect_object (self->project, "changed", G_CALLBACK (project_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::open", G_CALLBACK (open_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->project, "notify::busy", G_CALLBACK (project_busy_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (iso_project_get_findings (self->project), "items-changed", G_CALLBACK (fill_findings), self, G_CONNECT_SWAPPED);
  if (iso_project_is_open (self->project))
    begin_soon (self);
}

static void
iso_analyser_dispose (GObject *object)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_handle_id (&self->begin_source, g_source_remove);
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  g_clear_object (&self->project);
  g_clear_object (&self->treatments);
  g_clear_object (&self->plates);
  g_clear_object (&self->findings);
  G_OBJECT_CLASS (iso_analyser_parent_class)->dispose (object);
}

static void
iso_analyser_finalize (GObject *object)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->analysis, iso_analysis_free);
  G_OBJECT_CLASS (iso_analyser_parent_class)->finalize (object);
}

static void
iso_analyser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoAnalyser *self = ISO_ANALYSER (object);

  switch ((IsoAnalyserProperty) id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_ANALYSIS:
      g_value_set_pointer (value, self->analysis);
      break;
    case PROP_STALE:
      g_value_set_boolean (value, self->stale);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, is_busy (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_analyser_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PROJECT)
    ISO_ANALYSER (object)->project = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
iso_analyser_class_init (IsoAnalyserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = iso_analyser_constructed;
  object_class->dispose = iso_analyser_dispose;
  object_class->finalize = iso_analyser_finalize;
  object_class->get_property = iso_analyser_get_property;
  object_class->set_property = iso_analyser_set_property;

  properties[PROP_PROJECT] = g_param_spec_object ("project", NULL, NULL, ISO_TYPE_PROJECT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ANALYSIS] = g_param_spec_pointer ("analysis", NULL, NULL, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_analyser_init (IsoAnalyser *self)
{
  self->treatments = g_list_store_new (ISO_TYPE_SUBJECT);
  self->plates = g_list_store_new (ISO_TYPE_SUBJECT);
  self->findings = g_list_store_new (ISO_TYPE_FINDING);
}

IsoAnalyser *
iso_analyser_new (IsoProject *project)
{
  return g_object_new (ISO_TYPE_ANALYSER, "project", project, NULL);
}

void
iso_analyser_cancel (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));
  stop (self);
}

void
iso_analyser_restart (IsoAnalyser *self)
{
  g_return_if_fail (ISO_IS_ANALYSER (self));
  if (iso_project_is_open (self->project))
    begin_soon (self);
}

IsoProject *
iso_analyser_get_project (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return self->project;
}

const IsoAnalysis *
iso_analyser_get_analysis (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return self->analysis;
}

gboolean
iso_analyser_get_stale (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), FALSE);
  return self->stale;
}

gboolean
iso_analyser_get_busy (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), FALSE);
  return is_busy (self);
}

double
iso_analyser_get_progress (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), 0);
  return self->progress;
}

const GError *
iso_analyser_get_error (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return self->error;
}

char *
iso_analyser_dup_title (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return g_strdup (iso_project_get_title (self->project));
}

char *
iso_analyser_dup_subtitle (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return g_strdup (iso_project_get_subtitle (self->project));
}

const char *
iso_analyser_get_note (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return iso_project_get_note (self->project);
}

GListModel *
iso_analyser_get_treatments (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->treatments);
}

GListModel *
iso_analyser_get_plates (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->plates);
}

GListModel *
iso_analyser_get_findings (IsoAnalyser *self)
{
  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);
  return G_LIST_MODEL (self->findings);
}

char *
iso_analyser_dup_summary (IsoAnalyser *self)
{
  const IsoDataset *dataset;
  guint used = 0;

  g_return_val_if_fail (ISO_IS_ANALYSER (self), NULL);

  if (self->analysis == NULL)
    return g_strdup ("");
  dataset = self->analysis->dataset;
  for (guint i = 0; i < dataset->observations->len; i++)
    used += iso_dataset_observation (dataset, i)->status == ISO_STATUS_OK;
  return g_strdup_printf (ngettext ("%u of %u well used", "%u of %u wells used", dataset->observations->len), used,
                          dataset->observations->len);
}
