/* iso-project-files.c - a project from and to its file, in a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-private.h"

#include "iso-content-store.h"
#include "iso-project-import.h"

#include "reader/iso-content-reader.h"

#include <glib/gi18n.h>

/* Bytes of changes, about ten thousand of them, from which on a step is felt. */
#define LARGE_STEP (1024 * 1024)

typedef enum
{
  OPEN,
  CREATE,
  SAVE,
  SAVE_AS,
  EXPORT,
  IMPORT,     /* reads, and then becomes WRITE */
  WRITE,
  STEP,
  LOOK,
} ErrandKind;

/* What a worker is sent for, and what it brings. */
typedef struct
{
  ErrandKind          kind;
  IsoProject         *project;       /* (owned) the worker does not touch it */
  GTask              *answer;        /* (owned) (nullable) */
  GCancellable       *cancellable;   /* (owned) (nullable) */
  GFile              *file;          /* (owned) (nullable) */
  char               *path;          /* (owned) (nullable) */
  char               *uri;           /* (owned) (nullable) */
  char               *root;          /* (owned) */
  char               *zone;          /* (owned) */
  char               *who;           /* (owned) */
  gint64              at;
  gboolean            flag;          /* overwrite; with history */
  GBytes             *text;          /* (owned) (nullable) of a new project */
  IsoProjectImport   *import;        /* (owned) (nullable) */
  IsoHistoryKind      step;          /* undo, redo or restore */
  gint64              seq;           /* of a restore */
  IsoWork            *work;          /* the project's, or the one that was opened */
  IsoWorkState        state;
  IsoProjectContents *contents;      /* (owned) (nullable) */
  gboolean            changed;
  IsoProjectChanges  *changes;       /* (owned) (nullable) what the worker changed in the project */
  GError             *error;         /* (owned) (nullable) */
} Errand;

static void
free_changes (IsoProjectChanges *changes)
{
  iso_project_changes_clear (changes);
  g_free (changes);
}

static void
free_errand (Errand *errand)
{
  g_clear_pointer (&errand->changes, free_changes);
  g_clear_object (&errand->answer);
  g_clear_object (&errand->cancellable);
  g_clear_object (&errand->file);
  g_clear_object (&errand->project);
  g_clear_pointer (&errand->contents, iso_project_contents_free);
  g_clear_pointer (&errand->text, g_bytes_unref);
  g_clear_pointer (&errand->import, iso_project_import_free);
  g_clear_error (&errand->error);
  g_free (errand->path);
  g_free (errand->uri);
  g_free (errand->root);
  g_free (errand->zone);
  g_free (errand->who);
  g_free (errand);
}

static gboolean
check_cancelled (Errand *errand)
{
  if (errand->cancellable == NULL || !g_cancellable_is_cancelled (errand->cancellable))
    return FALSE;
  iso_error_set (&errand->error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
  return TRUE;
}

/* What a text says is read, and refused, before there is a project. */
static IsoContent *
read_text (Errand *errand)
{
  g_autofree char *name = g_filename_display_basename (errand->path);
  g_autoptr (IsoSource) source = iso_source_new (name, errand->text, &errand->error);

  return source != NULL ? iso_content_read_json (source, &errand->error) : NULL;
}

static IsoWork *
create_work (Errand *errand, const IsoWorkPlace *place)
{
  g_autoptr (IsoContent) content = errand->text != NULL ? read_text (errand) : NULL;
  IsoWork *work = errand->error == NULL ? iso_work_create (place, errand->path, errand->uri, &errand->error) : NULL;

  if (work == NULL || content == NULL || iso_content_fill (iso_work_store (work), content, &errand->error))
    return work;
  iso_work_close (work);
  return NULL;
}

/* A work copy with what it holds, ready to be taken by another thread. */
static void
bring_work (Errand *errand)
{
  const IsoWorkPlace place = { &iso_schema, errand->root };
  const IsoStamp stamp = { errand->at, errand->zone, errand->who };
  IsoWork *work;

  if (check_cancelled (errand))
    return;
  work = errand->kind == OPEN ? iso_work_open (&place, errand->path, errand->uri, &stamp, &errand->state, &errand->error)
                              : create_work (errand, &place);
  if (work == NULL)
    return;
  errand->contents = iso_project_contents_load (iso_work_store (work), &errand->error);
  if (errand->contents != NULL && !check_cancelled (errand))
    {
      iso_db_let_go (iso_store_db (iso_work_store (work)));
      errand->work = work;
    }
  else if (errand->state == ISO_WORK_RECOVERED)
    iso_work_leave (work);
  else
    iso_work_close (work);
}

/* The work goes on with another file, and the connection to its work copy is another one then. */
static void
move_work (Errand *errand)
{
  g_autofree char *name = g_filename_display_basename (errand->path);

  iso_db_take (iso_store_db (iso_work_store (errand->work)));
  if (!errand->flag && g_file_test (errand->path, G_FILE_TEST_EXISTS))
    iso_error_set (&errand->error, ISO_ERROR_RANGE, &(IsoPlace) { .file = name },
                   N_("There is already a file of this name. Choose another name, or replace it."), NULL);
  else if (!check_cancelled (errand))
    iso_work_save_as (errand->work, errand->path, errand->uri, &errand->error);
  iso_db_let_go (iso_store_db (iso_work_store (errand->work)));
}

static gboolean
make_step (Errand *errand, const IsoEditMaker *maker)
{
  switch (errand->step)
    {
    case ISO_HISTORY_UNDO:
      return iso_history_undo (maker->store, maker->stamp, &errand->error);
    case ISO_HISTORY_REDO:
      return iso_history_redo (maker->store, maker->stamp, &errand->error);
    case ISO_HISTORY_RESTORE:
    default:
      return iso_history_restore (maker->store, errand->seq, maker->stamp, &errand->error);
    }
}

/* What was read becomes one edit, or one is taken back, here, because it may be of thousands of plates; and what it changed is read again
 * here, too. */
static void
write_edit (Errand *errand)
{
  const IsoStamp stamp = { errand->at, errand->zone, errand->who };
  const IsoEditMaker maker = { iso_work_store (errand->work), &stamp, errand->project->new_id, errand->project->host_data };

  iso_db_take (iso_store_db (maker.store));
  errand->changes = g_new0 (IsoProjectChanges, 1);
  iso_project_changes_init (errand->changes);
  iso_store_set_watch (maker.store, iso_project_note_change, errand->changes);
  if (errand->kind == STEP ? make_step (errand, &maker)
                           : iso_project_import_write (errand->import, &maker, errand->cancellable, &errand->error))
    errand->contents = iso_project_contents_load_changed (maker.store, errand->changes, NULL);
  iso_store_set_watch (maker.store, NULL, NULL);
  iso_db_let_go (iso_store_db (maker.store));
}

static void
work_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;

  switch (errand->kind)
    {
    case OPEN:
    case CREATE:
      bring_work (errand);
      break;
    case SAVE:
      if (!check_cancelled (errand))
        iso_work_save (errand->work, errand->flag, &errand->error);
      break;
    case SAVE_AS:
      move_work (errand);
      break;
    case EXPORT:
      if (!check_cancelled (errand))
        iso_work_export (errand->work, errand->path, errand->flag, &errand->error);
      break;
    case IMPORT:
      if (!check_cancelled (errand))
        iso_project_import_read (errand->import, &errand->error);
      break;
    case WRITE:
    case STEP:
      if (!check_cancelled (errand))
        write_edit (errand);
      break;
    case LOOK:
    default:
      errand->changed = iso_work_is_file_changed (errand->work);
      break;
    }
  g_task_return_boolean (task, TRUE);
}

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
take_moved (IsoProject *self, Errand *errand)
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
take_written (IsoProject *self, Errand *errand)
{
  IsoStore *store = iso_work_store (self->work);

  self->away = FALSE;
  iso_db_take (iso_store_db (store));
  if (self->closing)
    return;
  iso_store_set_watch (store, iso_project_note_change, &self->changes);
  if (errand->error != NULL || errand->changes == NULL)
    return;
  iso_project_settle_worked (self, errand->changes, errand->contents);
  g_clear_pointer (&errand->changes, g_free);
  if (errand->import != NULL)
    iso_project_import_tell (self, errand->import);
}

static gboolean
check_closed (Errand *errand)
{
  if (!errand->project->closing)
    return FALSE;
  iso_error_set (&errand->error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
  return TRUE;
}

static void
take_result (IsoProject *self, Errand *errand)
{
  switch (errand->kind)
    {
    case OPEN:
    case CREATE:
      if (errand->work == NULL)
        break;
      iso_project_begin_work (self, errand->work, errand->state, errand->file, errand->contents);
      watch_file (self);
      break;
    case SAVE:
      self->saving = FALSE;
      if (errand->error == NULL && !self->closing)
        take_saved (self);
      break;
    case SAVE_AS:
      take_moved (self, errand);
      break;
    case WRITE:
    case STEP:
      take_written (self, errand);
      if (errand->error == NULL)
        check_closed (errand);
      break;
    case LOOK:
      if (!self->closing)
        iso_project_set_flag (self, &self->changed_by_others, errand->changed, ISO_PROJECT_PROP_CHANGED_BY_OTHERS);
      break;
    case EXPORT:
    case IMPORT:
    default:
      break;
    }
}

static void send (Errand *errand);

static void
answer (Errand *errand)
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
is_opening (const Errand *errand)
{
  return errand->kind == OPEN || errand->kind == CREATE;
}

/* What waited goes on, unless the project was closed meanwhile; what shall be open next waits until the last worker is gone. */
static void
send_next (IsoProject *self)
{
  Errand *next = self->next;

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
      free_errand (next);
    }
}

static void done_cb (GObject *source, GAsyncResult *result, gpointer data);

/* No source object: the worker may be the last to hold the task, and must not be the last to hold the project. */
static void
run_worker (Errand *errand)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, done_cb, errand);

  g_task_set_source_tag (task, run_worker);
  g_task_set_task_data (task, errand, NULL);
  g_task_run_in_thread (task, work_cb);
}

/* The worker gets the work copy for itself, and nothing else is changed meanwhile. */
static void
hand_over (Errand *errand)
{
  IsoStore *store = iso_work_store (errand->project->work);

  errand->project->away = TRUE;
  iso_store_set_watch (store, NULL, NULL);
  iso_db_let_go (iso_store_db (store));
}

/* What was read can be written now, and nobody is in the middle of an edit. FALSE: the errand is done as it is. */
static gboolean
begin_writing (Errand *errand)
{
  IsoProject *self = errand->project;

  if (errand->kind != IMPORT || errand->import->import == NULL || check_cancelled (errand) || check_closed (errand))
    return FALSE;
  if (self->depth > 0)
    {
      iso_error_set (&errand->error, ISO_ERROR_BUSY, NULL, N_("The project is still being read or written. Try again when that is done."), NULL);
      return FALSE;
    }
  iso_project_import_prepare (self, errand->import);
  errand->kind = WRITE;
  hand_over (errand);
  run_worker (errand);
  return TRUE;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = data;
  IsoProject *self = errand->project;
  gboolean again;

  if (begin_writing (errand))
    return;
  self->writing = FALSE;
  self->looking = FALSE;
  g_object_freeze_notify (G_OBJECT (self));
  take_result (self, errand);
  if (!self->closing)
    iso_project_update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
  again = self->look_again;
  self->look_again = FALSE;
  send_next (self);
  iso_project_end_errand (self);
  answer (errand);
  if (again && iso_project_is_open (self))
    iso_project_look (self);
  free_errand (errand);
}

static void
send (Errand *errand)
{
  IsoProject *self = errand->project;

  errand->root = g_strdup (self->root);
  errand->zone = g_strdup (self->zone);
  errand->who = g_strdup (self->who);
  errand->at = self->now (self->host_data);
  if (errand->kind != OPEN && errand->kind != CREATE)
    errand->work = self->work;
  if (errand->kind == IMPORT)
    errand->import->database = iso_project_dup_database (self);
  if (errand->kind == SAVE_AS || errand->kind == STEP)
    hand_over (errand);
  self->writing = TRUE;
  self->looking = errand->kind == LOOK;
  iso_project_begin_errand (self);
  run_worker (errand);
}

static Errand *
new_errand (IsoProject *self, ErrandKind kind, GFile *file, GTask *answer)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->kind = kind;
  errand->project = g_object_ref (self);
  errand->answer = answer;
  if (answer != NULL && g_task_get_cancellable (answer) != NULL)
    errand->cancellable = g_object_ref (g_task_get_cancellable (answer));
  if (file != NULL)
    {
      errand->file = g_object_ref (file);
      errand->path = g_file_get_path (file);
      errand->uri = g_file_get_uri (file);
    }
  return errand;
}

/* What was done is the answer, whenever somebody wished to cancel it. */
static GTask *
new_answer (IsoProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, tag);
  return task;
}

static void
refuse (GTask *task, IsoErrorCode code, GFile *file, const char *sentence)
{
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;
  GError *error = NULL;

  iso_error_set (&error, code, &(IsoPlace) { .file = name }, sentence, NULL);
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean
is_elsewhere (GFile *file)
{
  return file != NULL && g_file_peek_path (file) == NULL;
}

/* Now, or when the worker has looked, or what was open is closed. Takes the errand. */
static void
run_errand (IsoProject *self, Errand *errand)
{
  gboolean waits = is_opening (errand) ? self->work != NULL : self->looking;

  if (self->next != NULL || (self->writing && !waits))
    {
      refuse (g_steal_pointer (&errand->answer), ISO_ERROR_BUSY, errand->file,
              N_("The project is still being read or written. Try again when that is done."));
      free_errand (errand);
    }
  else if (waits)
    self->next = errand;
  else
    send (errand);
}

/* Takes the task. */
static void
run (IsoProject *self, ErrandKind kind, GFile *file, gboolean flag, GTask *task)
{
  Errand *errand;

  if (is_elsewhere (file))
    {
      refuse (task, ISO_ERROR_UNSUPPORTED, file, N_("This file is not on this computer. Copy it here and open the copy."));
      return;
    }
  errand = new_errand (self, kind, file, task);
  errand->flag = flag;
  run_errand (self, errand);
}

/* Takes the task. Without a file the work copy gets a name that leads nowhere. */
static void
create (IsoProject *self, GFile *file, GBytes *text, GTask *task)
{
  g_autofree char *id = self->new_id (self->host_data);
  Errand *errand;

  if (is_elsewhere (file))
    {
      refuse (task, ISO_ERROR_UNSUPPORTED, file, N_("This file is not on this computer. Choose a folder that is."));
      return;
    }
  errand = new_errand (self, CREATE, file, task);
  errand->text = text != NULL ? g_bytes_ref (text) : NULL;
  if (file == NULL)
    {
      errand->uri = g_strconcat (ISO_PROJECT_UNTITLED, id, NULL);
      errand->path = g_build_filename (self->root, "untitled", _("Untitled Experiment"), NULL);
    }
  run_errand (self, errand);
}

static gboolean
finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
iso_project_open_async (IsoProject *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (!iso_project_is_open (self));

  run (self, OPEN, file, FALSE, new_answer (self, cancellable, callback, data, iso_project_open_async));
}

gboolean
iso_project_open_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_open_next (IsoProject *self)
{
  Errand *next = self->next;

  if (next == NULL || !is_opening (next))
    return;
  self->next = NULL;
  send (next);
}

void
iso_project_open_work (IsoProject *self, GFile *file, const char *path, const char *uri, GTask *task)
{
  Errand *errand = new_errand (self, OPEN, file, task);

  iso_project_item_set_text (&errand->path, path);
  iso_project_item_set_text (&errand->uri, uri);
  run_errand (self, errand);
}

void
iso_project_create_async (IsoProject *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (!iso_project_is_open (self));

  create (self, file, NULL, new_answer (self, cancellable, callback, data, iso_project_create_async));
}

gboolean
iso_project_create_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_create_from_text_async (IsoProject *self, GFile *file, GBytes *text, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (!iso_project_is_open (self));
  g_return_if_fail (text != NULL);

  create (self, file, text, new_answer (self, cancellable, callback, data, iso_project_create_from_text_async));
}

gboolean
iso_project_create_from_text_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_save_async (IsoProject *self, gboolean overwrite, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;

  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));

  task = new_answer (self, cancellable, callback, data, iso_project_save_async);
  if (self->untitled)
    {
      refuse (task, ISO_ERROR_UNSUPPORTED, NULL, N_("This experiment has no file yet. Save it under a name."));
      return;
    }
  if (!self->saving && self->next == NULL && (!self->writing || self->looking))
    {
      self->saving = TRUE;
      self->saving_from = iso_history_position (iso_work_store (self->work));
    }
  run (self, SAVE, NULL, overwrite, task);
}

gboolean
iso_project_save_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_save_as_async (IsoProject *self, GFile *file, gboolean overwrite, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));
  g_return_if_fail (self->depth == 0);

  run (self, SAVE_AS, file, overwrite, new_answer (self, cancellable, callback, data, iso_project_save_as_async));
}

gboolean
iso_project_save_as_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_export_async (IsoProject *self, GFile *file, gboolean with_history, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer data)
{
  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));

  run (self, EXPORT, file, with_history, new_answer (self, cancellable, callback, data, iso_project_export_async));
}

gboolean
iso_project_export_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_import_async (IsoProject *self, GFile *const *files, guint n, const IsoImportChoices *choices, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer data)
{
  GTask *task;
  Errand *errand;

  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));
  g_return_if_fail (n > 0);

  task = new_answer (self, cancellable, callback, data, iso_project_import_async);
  for (guint i = 0; i < n; i++)
    if (is_elsewhere (files[i]))
      {
        refuse (task, ISO_ERROR_UNSUPPORTED, files[i], N_("This file is not on this computer. Copy it here and open the copy."));
        return;
      }
  errand = new_errand (self, IMPORT, NULL, task);
  errand->import = iso_project_import_new (files, n, choices);
  run_errand (self, errand);
}

void
iso_project_import_send (IsoProject *self, IsoProjectImport *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  Errand *errand = new_errand (self, IMPORT, NULL, new_answer (self, cancellable, callback, data, iso_project_import_async));

  errand->import = job;
  run_errand (self, errand);
}

gboolean
iso_project_import_finish (IsoProject *self, GAsyncResult *result, IsoQuestion **question, GError **error)
{
  gboolean done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_boolean (G_TASK (result), error);
  if (question != NULL)
    *question = iso_question_copy (g_task_get_task_data (G_TASK (result)));
  return done;
}

gboolean
iso_project_is_large_step (IsoProject *self, IsoHistoryKind kind, gint64 seq)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), FALSE);
  g_return_val_if_fail (iso_project_is_open (self), FALSE);

  return !self->away && !self->read_only && iso_history_weigh (iso_work_store (self->work), kind, seq) > LARGE_STEP;
}

void
iso_project_step_async (IsoProject *self, IsoHistoryKind kind, gint64 seq, GAsyncReadyCallback callback, gpointer data)
{
  Errand *errand;

  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));
  g_return_if_fail (self->depth == 0);

  errand = new_errand (self, STEP, NULL, new_answer (self, NULL, callback, data, iso_project_step_async));
  errand->step = kind;
  errand->seq = seq;
  run_errand (self, errand);
}

gboolean
iso_project_step_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
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
    send (new_errand (self, LOOK, NULL, NULL));
}
