/* iso-project-errand.c - the worker's side: all that it does to the work copy and the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-project-errand.h"

#include "iso-content-store.h"
#include "iso-free-beside.h"

#include "reader/iso-content-reader.h"

static void
free_changes (gpointer data)
{
  IsoProjectChanges *changes = data;

  iso_project_changes_clear (changes);
  g_free (changes);
}

/* What a text says is read, and refused, before there is a project. */
static IsoContent *
read_text (IsoProjectErrand *errand)
{
  g_autofree char *name = g_filename_display_basename (errand->path);
  g_autoptr (IsoSource) source = iso_source_new (name, errand->text, &errand->error);

  return source != NULL ? iso_content_read_json (source, &errand->error) : NULL;
}

static IsoWork *
create_work (IsoProjectErrand *errand, const IsoWorkPlace *place)
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
bring_work (IsoProjectErrand *errand)
{
  const IsoWorkPlace place = { &iso_schema, errand->root };
  const IsoStamp stamp = { errand->at, errand->zone, errand->who };
  IsoWork *work;

  if (iso_project_errand_check (errand))
    return;
  work = errand->kind == ISO_ERRAND_OPEN ? iso_work_open (&place, errand->path, errand->uri, &stamp, &errand->state, &errand->error)
                                         : create_work (errand, &place);
  if (work == NULL)
    return;
  errand->contents = iso_project_contents_load (iso_work_store (work), &errand->error);
  if (errand->contents != NULL && !iso_project_errand_check (errand))
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
move_work (IsoProjectErrand *errand)
{
  g_autofree char *name = g_filename_display_basename (errand->path);

  iso_db_take (iso_store_db (iso_work_store (errand->work)));
  if (!errand->flag && g_file_test (errand->path, G_FILE_TEST_EXISTS))
    iso_error_set (&errand->error, ISO_ERROR_RANGE, &(IsoPlace) { .file = name },
                   N_("There is already a file of this name. Choose another name, or replace it."), NULL);
  else if (!iso_project_errand_check (errand))
    iso_work_save_as (errand->work, errand->path, errand->uri, &errand->error);
  iso_db_let_go (iso_store_db (iso_work_store (errand->work)));
}

static gboolean
make_step (IsoProjectErrand *errand, const IsoEditMaker *maker)
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

/* What is left when all changes are made: what they changed is read again. */
#define SHARE_OF_CHANGES 0.85

static gboolean
progress_cb (double fraction, gpointer data)
{
  IsoProjectErrand *errand = data;

  g_atomic_int_set (&errand->permille, (int) (1000 * SHARE_OF_CHANGES * CLAMP (fraction, 0, 1)));
  return g_cancellable_is_cancelled (errand->cancellable);
}

/* What was read becomes one edit, or one is taken back, here, because it may be of thousands of plates; and what it changed is read again
 * here, too. */
static void
write_edit (IsoProjectErrand *errand)
{
  const IsoStamp stamp = { errand->at, errand->zone, errand->who };
  const IsoEditMaker maker = { iso_work_store (errand->work), &stamp, errand->project->new_id, errand->project->host_data };

  iso_db_take (iso_store_db (maker.store));
  errand->changes = g_new0 (IsoProjectChanges, 1);
  iso_project_changes_init (errand->changes);
  iso_store_set_watch (maker.store, iso_project_note_change, errand->changes);
  iso_store_set_progress (maker.store, progress_cb, errand);
  if (errand->kind == ISO_ERRAND_STEP ? make_step (errand, &maker)
                                      : iso_project_import_write (errand->import, &maker, progress_cb, errand, &errand->error))
    errand->contents = iso_project_contents_load_changed (maker.store, errand->changes, NULL);
  iso_store_set_progress (maker.store, NULL, NULL);
  iso_store_set_watch (maker.store, NULL, NULL);
  iso_db_let_go (iso_store_db (maker.store));
}

IsoProjectErrand *
iso_project_errand_new (IsoProject *self, IsoProjectErrandKind kind, GFile *file, GTask *answer)
{
  IsoProjectErrand *errand = g_new0 (IsoProjectErrand, 1);

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

void
iso_project_errand_free (IsoProjectErrand *errand)
{
  iso_free_beside (errand->changes, free_changes);
  g_clear_object (&errand->answer);
  g_clear_object (&errand->cancellable);
  g_clear_object (&errand->file);
  g_clear_object (&errand->project);
  iso_free_beside (errand->contents, (GDestroyNotify) iso_project_contents_free);
  g_clear_pointer (&errand->text, g_bytes_unref);
  iso_free_beside (errand->import, (GDestroyNotify) iso_project_import_free);
  g_clear_error (&errand->error);
  g_free (errand->path);
  g_free (errand->uri);
  g_free (errand->root);
  g_free (errand->zone);
  g_free (errand->who);
  g_free (errand);
}

gboolean
iso_project_errand_check (IsoProjectErrand *errand)
{
  if (errand->cancellable == NULL || !g_cancellable_is_cancelled (errand->cancellable))
    return FALSE;
  iso_error_set (&errand->error, ISO_ERROR_CANCELLED, NULL, N_("Cancelled."), NULL);
  return TRUE;
}

void
iso_project_errand_work (IsoProjectErrand *errand)
{
  switch (errand->kind)
    {
    case ISO_ERRAND_OPEN:
    case ISO_ERRAND_CREATE:
      bring_work (errand);
      break;
    case ISO_ERRAND_SAVE:
      if (!iso_project_errand_check (errand))
        iso_work_save (errand->work, errand->flag, &errand->error);
      break;
    case ISO_ERRAND_SAVE_AS:
      move_work (errand);
      break;
    case ISO_ERRAND_EXPORT:
      if (!iso_project_errand_check (errand))
        iso_work_export (errand->work, errand->path, errand->flag, &errand->error);
      break;
    case ISO_ERRAND_IMPORT:
      if (!iso_project_errand_check (errand))
        iso_project_import_read (errand->import, &errand->error);
      break;
    case ISO_ERRAND_WRITE:
    case ISO_ERRAND_STEP:
      if (!iso_project_errand_check (errand))
        write_edit (errand);
      break;
    case ISO_ERRAND_LOOK:
    default:
      errand->changed = iso_work_is_file_changed (errand->work);
      break;
    }
}
