/* iso-project-send.c - the main thread's side of an errand: sending a worker, and taking what it brings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-errand.h"

#define PROGRESS_INTERVAL_MS 100

static void
file_changed_cb (IsoProject *self)
{
  iso_project_look (self);
}

static void
watch_file (IsoProject *self)
{
  g_clear_object (&self->monitor);
  if (self->file == NULL)
    return;
  self->monitor = g_file_monitor_file (self->file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
}

static void
take_saved (IsoProject *self)
{
  iso_project_set_flag (self, &self->recovered, FALSE, ISO_PROJECT_PROP_RECOVERED);
  iso_project_set_flag (self, &self->changed_by_others, FALSE, ISO_PROJECT_PROP_CHANGED_BY_OTHERS);
}

static void
take_moved (IsoProject *self, IsoProjectErrand *errand)
{
  IsoStore *store = iso_work_store (self->work);

  self->away = FALSE;
  iso_db_take (iso_store_db (store));
  if (errand->error == NULL)
    self->untitled = FALSE;
  if (self->closing)
    return;
  iso_store_set_watch (store, iso_project_note_change, &self->changes);
  if (errand->error != NULL)
    return;
  if (g_set_object (&self->file, errand->file))
    g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_FILE]);
  take_saved (self);
  watch_file (self);
}

/* The edit stands, or nothing was changed. */
static void
take_written (IsoProject *self, IsoProjectErrand *errand)
{
  IsoStore *store = iso_work_store (self->work);

  self->away = FALSE;
  iso_db_take (iso_store_db (store));
  if (self->closing)
    return;
  iso_store_set_watch (store, iso_project_note_change, &self->changes);
  if (errand->error != NULL || errand->changes == NULL || (errand->import != NULL && errand->import->question != NULL))
    return;
  iso_project_settle_worked (self, errand->changes, errand->contents);
  g_clear_pointer (&errand->changes, g_free);
  if (errand->import != NULL)
    iso_project_import_tell (self, errand->import);
}

static void
set_progress (IsoProject *self, double progress)
{
  if (progress == self->progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_PROGRESS]);
}

static gboolean
poll_progress_cb (gpointer data)
{
  IsoProjectErrand *errand = data;

  set_progress (errand->project, g_atomic_int_get (&errand->permille) / 1000.0);
  return G_SOURCE_CONTINUE;
}

static gboolean
check_closed (IsoProjectErrand *errand)
{
  if (!errand->project->closing)
    return FALSE;
  iso_error_set (&errand->error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
  return TRUE;
}

static void
take_result (IsoProject *self, IsoProjectErrand *errand)
{
  switch (errand->kind)
    {
    case ISO_ERRAND_OPEN:
    case ISO_ERRAND_CREATE:
      if (errand->work == NULL)
        break;
      iso_project_begin_work (self, errand->work, errand->state, errand->file, errand->contents);
      watch_file (self);
      break;
    case ISO_ERRAND_SAVE:
      self->saving = FALSE;
      if (errand->error == NULL && !self->closing)
        take_saved (self);
      break;
    case ISO_ERRAND_SAVE_AS:
      take_moved (self, errand);
      break;
    case ISO_ERRAND_WRITE:
    case ISO_ERRAND_STEP:
      take_written (self, errand);
      if (errand->error == NULL)
        check_closed (errand);
      break;
    case ISO_ERRAND_LOOK:
      if (!self->closing)
        iso_project_set_flag (self, &self->changed_by_others, errand->changed, ISO_PROJECT_PROP_CHANGED_BY_OTHERS);
      break;
    case ISO_ERRAND_EXPORT:
    case ISO_ERRAND_IMPORT:
    default:
      break;
    }
}

static void send (IsoProjectErrand *errand);

static void
answer (IsoProjectErrand *errand)
{
  if (errand->answer != NULL && errand->error != NULL)
    g_task_return_error (errand->answer, g_steal_pointer (&errand->error));
  else if (errand->import != NULL && errand->import->question != NULL)
    {
      g_task_set_task_data (errand->answer, g_steal_pointer (&errand->import->question), (GDestroyNotify) iso_question_free);
      g_task_return_boolean (errand->answer, FALSE);
    }
  else if (errand->answer != NULL)
    g_task_return_boolean (errand->answer, TRUE);
}

static gboolean
is_opening (const IsoProjectErrand *errand)
{
  return errand->kind == ISO_ERRAND_OPEN || errand->kind == ISO_ERRAND_CREATE;
}

/* What waited goes on, unless the project was closed meanwhile; what shall be open next waits until the last worker is gone. */
static void
send_next (IsoProject *self)
{
  IsoProjectErrand *next = self->next;

  if (next != NULL && is_opening (next))
    return;
  self->next = NULL;

  if (next != NULL && iso_project_is_open (self))
    send (next);
  else if (next != NULL)
    {
      self->saving = FALSE;
      iso_error_set (&next->error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
      answer (next);
      iso_project_errand_free (next);
    }
}

static void done_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  iso_project_errand_work (data);
  g_task_return_boolean (task, TRUE);
}

/* No source object: the worker may be the last to hold the task, and must not be the last to hold the project. */
static void
run_worker (IsoProjectErrand *errand)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, errand);

  g_task_set_source_tag (task, run_worker);
  g_task_set_task_data (task, errand, NULL);
  g_task_run_in_thread (task, work_cb);
}

/* The worker gets the work copy for itself, and nothing else is changed meanwhile. */
static void
hand_over (IsoProjectErrand *errand)
{
  IsoStore *store = iso_work_store (errand->project->work);

  errand->project->away = TRUE;
  iso_store_set_watch (store, NULL, NULL);
  iso_db_let_go (iso_store_db (store));
  if (errand->kind == ISO_ERRAND_SAVE_AS)
    return;
  set_progress (errand->project, 0);
  errand->project->progress_source = g_timeout_add (PROGRESS_INTERVAL_MS, poll_progress_cb, errand);
}

/* What was read can be written now, and nobody is in the middle of an edit. FALSE: the errand is done as it is. */
static gboolean
begin_writing (IsoProjectErrand *errand)
{
  IsoProject *self = errand->project;

  if (errand->kind != ISO_ERRAND_IMPORT || errand->import->import == NULL || iso_project_errand_check (errand) || check_closed (errand))
    return FALSE;
  if (self->depth > 0)
    {
      iso_error_set (&errand->error, ISO_ERROR_BUSY, NULL, N_("The project is still being read or written. Try again when that is done."), NULL);
      return FALSE;
    }
  iso_project_import_prepare (self, errand->import);
  errand->kind = ISO_ERRAND_WRITE;
  hand_over (errand);
  run_worker (errand);
  return TRUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  IsoProjectErrand *errand = data;
  IsoProject *self = errand->project;
  gboolean again;

  if (begin_writing (errand))
    return;
  self->writing = FALSE;
  self->looking = FALSE;
  g_clear_handle_id (&self->progress_source, g_source_remove);
  g_clear_object (&self->stepping);
  g_object_freeze_notify (G_OBJECT (self));
  take_result (self, errand);
  if (!self->closing)
    iso_project_update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
  set_progress (self, -1);
  again = self->look_again;
  self->look_again = FALSE;
  send_next (self);
  iso_project_end_errand (self);
  answer (errand);
  if (again && iso_project_is_open (self))
    iso_project_look (self);
  iso_project_errand_free (errand);
}

static void
send (IsoProjectErrand *errand)
{
  IsoProject *self = errand->project;

  errand->root = g_strdup (self->root);
  errand->zone = g_strdup (self->zone);
  errand->who = g_strdup (self->who);
  errand->at = self->now (self->host_data);
  if (errand->kind != ISO_ERRAND_OPEN && errand->kind != ISO_ERRAND_CREATE)
    errand->work = self->work;
  if (errand->kind == ISO_ERRAND_IMPORT)
    errand->import->database = iso_project_dup_database (self);
  if (errand->kind == ISO_ERRAND_STEP)
    self->stepping = g_object_ref (errand->cancellable);
  if (errand->kind == ISO_ERRAND_SAVE_AS || errand->kind == ISO_ERRAND_STEP)
    hand_over (errand);
  self->writing = TRUE;
  self->looking = errand->kind == ISO_ERRAND_LOOK;
  iso_project_begin_errand (self);
  run_worker (errand);
}

void
iso_project_errand_refuse (GTask *task, IsoErrorCode code, GFile *file, const char *sentence)
{
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;
  GError *error = NULL;

  iso_error_set (&error, code, &(IsoPlace) { .file = name }, sentence, NULL);
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Now, or when the worker has looked, or what was open is closed. Takes the errand. */
void
iso_project_errand_run (IsoProject *self, IsoProjectErrand *errand)
{
  gboolean waits = is_opening (errand) ? self->work != NULL : self->looking;

  if (self->next != NULL || (self->writing && !waits))
    {
      iso_project_errand_refuse (g_steal_pointer (&errand->answer), ISO_ERROR_BUSY, errand->file,
              N_("The project is still being read or written. Try again when that is done."));
      iso_project_errand_free (errand);
    }
  else if (waits)
    self->next = errand;
  else
    send (errand);
}

void
iso_project_open_next (IsoProject *self)
{
  IsoProjectErrand *next = self->next;

  if (next == NULL || !is_opening (next))
    return;
  self->next = NULL;
  send (next);
}

void
iso_project_look (IsoProject *self)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));

  if (self->untitled)
    return;
  if (self->writing)
    self->look_again = TRUE;
  else
    send (iso_project_errand_new (self, ISO_ERRAND_LOOK, NULL, NULL));
}
