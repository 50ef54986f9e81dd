/* iso-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-session.h"

#include "iso-finding.h"
#include "iso-subject.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>

#define PROGRESS_INTERVAL_MS 100

/* One opening: shared by the session and its worker, counted by reference. */
typedef struct
{
  IsoLoadRequest  request;
  int             cancel;      /* atomic */
  int             permille;    /* atomic */
  IsoQuestion    *question;    /* (owned) (nullable) set by the worker before it returns */
} Job;

struct _IsoSession
{
  GObject parent_instance;

  IsoAnalysis *analysis;       /* (owned) (nullable) */
  GError      *error;          /* (owned) (nullable) */
  IsoQuestion *question;       /* (owned) (nullable) */
  GListStore  *files;          /* (owned) */
  GListStore  *opened;         /* (owned) the files that the analysis was made of */
  GListStore  *treatments;     /* (owned) */
  GListStore  *plates;         /* (owned) */
  GListStore  *findings;       /* (owned) */

  Job         *job;            /* (owned) (nullable) the opening that counts */
  double       progress;
  guint        progress_source;
};

G_DEFINE_FINAL_TYPE (IsoSession, iso_session, G_TYPE_OBJECT)

typedef enum
{
  PROP_ANALYSIS = 1,
  PROP_BUSY,
  PROP_PROGRESS,
  PROP_ERROR,
  PROP_QUESTION,
} IsoSessionProperty;

static GParamSpec *properties[PROP_QUESTION + 1];

static void
clear_job (Job *job)
{
  g_ptr_array_unref (job->request.paths);
  g_clear_pointer (&job->question, iso_question_free);
}

static void
release_job (gpointer job)
{
  g_atomic_rc_box_release_full (job, (GDestroyNotify) clear_job);
}

static void
set_error (IsoSession *self, GError *error)
{
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
set_question (IsoSession *self, IsoQuestion *question)
{
  g_clear_pointer (&self->question, iso_question_free);
  self->question = question;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUESTION]);
}

static void
set_progress (IsoSession *self, double progress)
{
  if (progress == self->progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
copy_list (GListStore *to, GListStore *from)
{
  g_list_store_remove_all (to);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (from)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (from), i);

      g_list_store_append (to, item);
    }
}

/* Everything that looks at the old analysis must let go of it during the notify, before it is freed. */
static void
take_analysis (IsoSession *self, IsoAnalysis *analysis)
{
  g_autoptr (IsoAnalysis) old = self->analysis;

  self->analysis = analysis;
  copy_list (self->opened, self->files);
  iso_subjects_fill (self->treatments, self->plates, analysis);
  iso_findings_fill (self->findings, analysis);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ANALYSIS]);
}

static void
stop (IsoSession *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->job == NULL)
    return;
  g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gboolean
poll_progress_cb (gpointer data)
{
  IsoSession *self = data;

  set_progress (self, g_atomic_int_get (&self->job->permille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (double fraction, gpointer data)
{
  Job *job = data;

  g_atomic_int_set (&job->permille, (int) (1000 * fraction));
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  IsoAnalysis *analysis = iso_load (&job->request, &job->cancel, progress_cb, job, &job->question, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, analysis, (GDestroyNotify) iso_analysis_free);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (IsoSession) self = data;
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoAnalysis) analysis = g_task_propagate_pointer (task, &error);

  if (job != self->job)
    return;

  if (analysis != NULL)
    take_analysis (self, g_steal_pointer (&analysis));
  else if (error != NULL)
    set_error (self, g_steal_pointer (&error));
  else
    set_question (self, g_steal_pointer (&job->question));
  stop (self);
}

static void
start (IsoSession *self, IsoResponse response, IsoScale scale)
{
  /* No source object: the worker may be the last to hold the task, and must not be the last to hold the session. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, g_object_ref (self));
  GListModel *files = G_LIST_MODEL (self->files);
  Job *job = g_atomic_rc_box_new0 (Job);

  job->request.paths = g_ptr_array_new_with_free_func (g_free);
  job->request.response = response;
  job->request.scale = scale;
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_ptr_array_add (job->request.paths, g_file_get_path (file));
    }

  stop (self);
  set_error (self, NULL);
  set_question (self, NULL);
  set_progress (self, 0);
  self->job = job;
  self->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, poll_progress_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (job), release_job);
  g_task_run_in_thread (task, work_cb);
}

static void
iso_session_dispose (GObject *object)
{
  IsoSession *self = ISO_SESSION (object);

  g_clear_handle_id (&self->progress_source, g_source_remove);
  if (self->job != NULL)
    g_atomic_int_set (&self->job->cancel, 1);
  g_clear_pointer (&self->job, release_job);
  g_clear_object (&self->files);
  g_clear_object (&self->opened);
  g_clear_object (&self->treatments);
  g_clear_object (&self->plates);
  g_clear_object (&self->findings);
  G_OBJECT_CLASS (iso_session_parent_class)->dispose (object);
}

static void
iso_session_finalize (GObject *object)
{
  IsoSession *self = ISO_SESSION (object);

  g_clear_error (&self->error);
  g_clear_pointer (&self->question, iso_question_free);
  g_clear_pointer (&self->analysis, iso_analysis_free);
  G_OBJECT_CLASS (iso_session_parent_class)->finalize (object);
}

static void
iso_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  IsoSession *self = ISO_SESSION (object);

  switch ((IsoSessionProperty) id)
    {
    case PROP_ANALYSIS:
      g_value_set_pointer (value, self->analysis);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->job != NULL);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_ERROR:
      g_value_set_pointer (value, self->error);
      break;
    case PROP_QUESTION:
      g_value_set_pointer (value, self->question);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
iso_session_class_init (IsoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = iso_session_dispose;
  object_class->finalize = iso_session_finalize;
  object_class->get_property = iso_session_get_property;

  properties[PROP_ANALYSIS] = g_param_spec_pointer ("analysis", NULL, NULL, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_ERROR] = g_param_spec_pointer ("error", NULL, NULL, flags);
  properties[PROP_QUESTION] = g_param_spec_pointer ("question", NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
iso_session_init (IsoSession *self)
{
  self->files = g_list_store_new (G_TYPE_FILE);
  self->opened = g_list_store_new (G_TYPE_FILE);
  self->treatments = g_list_store_new (ISO_TYPE_SUBJECT);
  self->plates = g_list_store_new (ISO_TYPE_SUBJECT);
  self->findings = g_list_store_new (ISO_TYPE_FINDING);
}

IsoSession *
iso_session_new (void)
{
  return g_object_new (ISO_TYPE_SESSION, NULL);
}

void
iso_session_open (IsoSession *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (ISO_IS_SESSION (self));
  g_return_if_fail (n_files > 0);

  g_list_store_remove_all (self->files);
  for (guint i = 0; i < n_files; i++)
    g_list_store_append (self->files, files[i]);

  for (guint i = 0; i < n_files; i++)
    if (!g_file_is_native (files[i]) && g_file_peek_path (files[i]) == NULL)
      {
        g_autofree char *name = g_file_get_parse_name (files[i]);
        IsoPlace place = { .file = name };
        GError *error = NULL;

        stop (self);
        set_question (self, NULL);
        iso_error_set (&error, ISO_ERROR_UNSUPPORTED, &place,
                       N_("This file is not on this computer. Copy it here and open the copy."), NULL);
        set_error (self, error);
        return;
      }
  start (self, ISO_RESPONSE_UNKNOWN, ISO_SCALE_UNKNOWN);
}

void
iso_session_answer (IsoSession *self, IsoResponse response, IsoScale scale)
{
  g_return_if_fail (ISO_IS_SESSION (self));
  g_return_if_fail (self->question != NULL);

  start (self, response, scale);
}

void
iso_session_cancel (IsoSession *self)
{
  g_return_if_fail (ISO_IS_SESSION (self));

  if (self->job != NULL)
    copy_list (self->files, self->opened);
  stop (self);
}

void
iso_session_dismiss (IsoSession *self)
{
  g_return_if_fail (ISO_IS_SESSION (self));

  copy_list (self->files, self->opened);
  set_error (self, NULL);
  set_question (self, NULL);
}

const IsoAnalysis *
iso_session_get_analysis (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return self->analysis;
}

gboolean
iso_session_get_busy (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), FALSE);
  return self->job != NULL;
}

double
iso_session_get_progress (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), 0);
  return self->progress;
}

const GError *
iso_session_get_error (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return self->error;
}

const IsoQuestion *
iso_session_get_question (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return self->question;
}

GListModel *
iso_session_get_files (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->files);
}

char *
iso_session_dup_title (IsoSession *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);

  if (self->analysis == NULL)
    return g_strdup ("");
  if (*self->analysis->dataset->experiment->title != '\0')
    return g_strdup (self->analysis->dataset->experiment->title);
  file = g_list_model_get_item (G_LIST_MODEL (self->opened), 0);
  return file != NULL ? g_file_get_basename (file) : g_strdup ("");
}

char *
iso_session_dup_subtitle (IsoSession *self)
{
  g_autoptr (GPtrArray) names = NULL;

  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);

  if (self->analysis == NULL)
    return g_strdup ("");
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->opened)); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (G_LIST_MODEL (self->opened), i);

      g_ptr_array_add (names, g_file_get_basename (file));
    }
  return iso_user_list (names);
}

const char *
iso_session_get_note (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return self->analysis != NULL ? self->analysis->dataset->experiment->note : "";
}

GListModel *
iso_session_get_treatments (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->treatments);
}

GListModel *
iso_session_get_plates (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->plates);
}

GListModel *
iso_session_get_findings (IsoSession *self)
{
  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->findings);
}

char *
iso_session_dup_summary (IsoSession *self)
{
  const IsoDataset *dataset;
  guint used = 0;

  g_return_val_if_fail (ISO_IS_SESSION (self), NULL);

  if (self->analysis == NULL)
    return g_strdup ("");
  dataset = self->analysis->dataset;
  for (guint i = 0; i < dataset->observations->len; i++)
    used += iso_dataset_observation (dataset, i)->status == ISO_STATUS_OK;
  return g_strdup_printf (ngettext ("%u of %u well used", "%u of %u wells used", dataset->observations->len), used,
                          dataset->observations->len);
}
