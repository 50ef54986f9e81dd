/* iso-project-files.c - a project from and to its file: what others ask for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-errand.h"

#include <glib/gi18n.h>

/* Bytes of changes, about ten thousand of them, from which on a step is felt. */
#define LARGE_STEP (1024 * 1024)

/* What was done is the answer, whenever somebody wished to cancel it. */
static GTask *
new_answer (IsoProject *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data, gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, tag);
  return task;
}

static gboolean
is_elsewhere (GFile *file)
{
  return file != NULL && g_file_peek_path (file) == NULL;
}

/* Takes the task. */
static void
run (IsoProject *self, IsoProjectErrandKind kind, GFile *file, gboolean flag, GTask *task)
{
  IsoProjectErrand *errand;

  if (is_elsewhere (file))
    {
      iso_project_errand_refuse (task, ISO_ERROR_UNSUPPORTED, file,
                                 N_("This file is not on this computer. Copy it here and open the copy."));
      return;
    }
  errand = iso_project_errand_new (self, kind, file, task);
  errand->flag = flag;
  iso_project_errand_run (self, errand);
}

/* Takes the task. Without a file the work copy gets a name that leads nowhere. */
static void
create (IsoProject *self, GFile *file, GBytes *text, GTask *task)
{
  g_autofree char *id = self->new_id (self->host_data);
  IsoProjectErrand *errand;

  if (is_elsewhere (file))
    {
      iso_project_errand_refuse (task, ISO_ERROR_UNSUPPORTED, file,
                                 N_("This file is not on this computer. Choose a folder that is."));
      return;
    }
  errand = iso_project_errand_new (self, ISO_ERRAND_CREATE, file, task);
  errand->text = text != NULL ? g_bytes_ref (text) : NULL;
  if (file == NULL)
    {
      errand->uri = g_strconcat (ISO_PROJECT_UNTITLED, id, NULL);
      errand->path = g_build_filename (self->root, "untitled", _("Untitled Experiment"), NULL);
    }
  iso_project_errand_run (self, errand);
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

  run (self, ISO_ERRAND_OPEN, file, FALSE, new_answer (self, cancellable, callback, data, iso_project_open_async));
}

gboolean
iso_project_open_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_open_work (IsoProject *self, GFile *file, const char *path, const char *uri, GTask *task)
{
  IsoProjectErrand *errand = iso_project_errand_new (self, ISO_ERRAND_OPEN, file, task);

  iso_project_item_set_text (&errand->path, path);
  iso_project_item_set_text (&errand->uri, uri);
  iso_project_errand_run (self, errand);
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
      iso_project_errand_refuse (task, ISO_ERROR_UNSUPPORTED, NULL, N_("This experiment has no file yet. Save it under a name."));
      return;
    }
  if (!self->saving && self->next == NULL && (!self->writing || self->looking))
    {
      self->saving = TRUE;
      self->saving_from = iso_history_position (iso_work_store (self->work));
    }
  run (self, ISO_ERRAND_SAVE, NULL, overwrite, task);
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

  run (self, ISO_ERRAND_SAVE_AS, file, overwrite, new_answer (self, cancellable, callback, data, iso_project_save_as_async));
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

  run (self, ISO_ERRAND_EXPORT, file, with_history, new_answer (self, cancellable, callback, data, iso_project_export_async));
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
  IsoProjectErrand *errand;

  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));
  g_return_if_fail (n > 0);

  task = new_answer (self, cancellable, callback, data, iso_project_import_async);
  for (guint i = 0; i < n; i++)
    if (is_elsewhere (files[i]))
      {
        iso_project_errand_refuse (task, ISO_ERROR_UNSUPPORTED, files[i],
                                   N_("This file is not on this computer. Copy it here and open the copy."));
        return;
      }
  errand = iso_project_errand_new (self, ISO_ERRAND_IMPORT, NULL, task);
  errand->import = iso_project_import_new (files, n, choices);
  iso_project_errand_run (self, errand);
}

void
iso_project_import_send (IsoProject *self, IsoProjectImport *job, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = new_answer (self, cancellable, callback, data, iso_project_import_async);
  IsoProjectErrand *errand = iso_project_errand_new (self, ISO_ERRAND_IMPORT, NULL, task);

  errand->import = job;
  iso_project_errand_run (self, errand);
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
  g_autoptr (GCancellable) cancellable = NULL;
  IsoProjectErrand *errand;

  g_return_if_fail (ISO_IS_PROJECT (self));
  g_return_if_fail (iso_project_is_open (self));
  g_return_if_fail (self->depth == 0);

  cancellable = g_cancellable_new ();
  errand = iso_project_errand_new (self, ISO_ERRAND_STEP, NULL, new_answer (self, cancellable, callback, data, iso_project_step_async));
  errand->step = kind;
  errand->seq = seq;
  iso_project_errand_run (self, errand);
}

gboolean
iso_project_step_finish (IsoProject *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

void
iso_project_cancel_step (IsoProject *self)
{
  g_return_if_fail (ISO_IS_PROJECT (self));

  g_cancellable_cancel (self->stepping);
}

double
iso_project_get_progress (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), -1);
  return self->progress;
}
