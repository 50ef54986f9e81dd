/* iso-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-work.h"

#include "iso-file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <glib/gstdio.h>

#define WAIT_FOR_OTHERS 5000   /* ms */

struct _IsoWork
{
  const IsoSchema *schema;
  char            *path;
  char            *uri;
  char            *name;        /* for messages */
  char            *folder;
  int              lock;
  IsoStore        *store;
  IsoFileMark      mark;        /* of the person's file when it was read or written last */
  gint64           saved;       /* position of the history that the file has; -1: it never had any */
  gint64           migrated;    /* the version that the file still has, if the work copy was brought to a newer one; else 0 */
};

/* A step of thousands of plates changes their rows in no order: all of them stay in memory, at most 64 MiB, instead of being read and
 * written again and again. */
#define CACHE "PRAGMA cache_size = -65536"

/* Everything that a saved file of equal contents has in common: no trace of how it was made. */
static const char pin[] = "PRAGMA journal_mode = DELETE; PRAGMA schema_version = 1";

static const char forget[] =
  "DELETE FROM history; DELETE FROM result;"
  "DELETE FROM reading WHERE read NOT IN (SELECT read FROM link);"
  "DELETE FROM read WHERE id NOT IN (SELECT read FROM link);"
  "DELETE FROM source WHERE sha256 NOT IN (SELECT source FROM read);"
  "VACUUM";

static char *
in_folder (const IsoWork *work, const char *name)
{
  return g_build_filename (work->folder, name, NULL);
}

static void
remove_file (const IsoWork *work, const char *name)
{
  g_autofree char *path = in_folder (work, name);

  g_unlink (path);
}

static void
remove_copy (const IsoWork *work)
{
  remove_file (work, "origin");
  remove_file (work, "project.db");
  remove_file (work, "project.db-wal");
  remove_file (work, "project.db-shm");
  remove_file (work, "project.db-journal");
  remove_file (work, "save.isobole");
  remove_file (work, "save.isobole-journal");
}

/* What the next opening needs to know, should this be the last that is heard of this one. `pending`: the fingerprint of a file that
 * is about to be put in place, with the position it has. */
static gboolean
write_origin (const IsoWork *work, const char *pending, gint64 pending_saved, GError **error)
{
  g_autoptr (GKeyFile) origin = g_key_file_new ();
  g_autofree char *path = in_folder (work, "origin");
  g_autofree char *text = NULL;
  GError *problem = NULL;
  gsize size;

  g_key_file_set_string (origin, "file", "uri", work->uri);
  g_key_file_set_string (origin, "file", "path", work->path);
  g_key_file_set_int64 (origin, "file", "size", work->mark.size);
  g_key_file_set_int64 (origin, "file", "modified", work->mark.modified);
  g_key_file_set_int64 (origin, "file", "changed", work->mark.changed);
  g_key_file_set_uint64 (origin, "file", "inode", work->mark.inode);
  g_key_file_set_string (origin, "file", "sha256", work->mark.sha256 != NULL ? work->mark.sha256 : "");
  g_key_file_set_int64 (origin, "file", "saved", work->saved);
  g_key_file_set_int64 (origin, "file", "migrated", work->migrated);
  if (pending != NULL)
    {
      g_key_file_set_string (origin, "pending", "sha256", pending);
      g_key_file_set_int64 (origin, "pending", "saved", pending_saved);
    }
  text = g_key_file_to_data (origin, &size, NULL);
  if (g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &problem))
    return TRUE;
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = work->name },
                 N_("The folder for unsaved work cannot be written ({1}). Make room and try again."), problem->message, NULL);
  g_error_free (problem);
  return FALSE;
}

/* FALSE if there is nothing to go on from. A save that was cut off after the file was put in place counts as done. */
static gboolean
read_origin (IsoWork *work)
{
  g_autoptr (GKeyFile) origin = g_key_file_new ();
  g_autofree char *path = in_folder (work, "origin");
  g_autofree char *copy = in_folder (work, "project.db");
  g_autofree char *uri = NULL;
  g_autofree char *pending = NULL;
  IsoFileMark now = { -1, 0, 0, 0, NULL };

  if (!g_key_file_load_from_file (origin, path, G_KEY_FILE_NONE, NULL) || !g_file_test (copy, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  uri = g_key_file_get_string (origin, "file", "uri", NULL);
  if (g_strcmp0 (uri, work->uri) != 0)
    return FALSE;
  iso_file_mark_clear (&work->mark);
  work->mark.size = g_key_file_get_int64 (origin, "file", "size", NULL);
  work->mark.modified = g_key_file_get_int64 (origin, "file", "modified", NULL);
  work->mark.changed = g_key_file_get_int64 (origin, "file", "changed", NULL);
  work->mark.inode = g_key_file_get_uint64 (origin, "file", "inode", NULL);
  work->mark.sha256 = g_key_file_get_string (origin, "file", "sha256", NULL);
  work->saved = g_key_file_get_int64 (origin, "file", "saved", NULL);
  work->migrated = g_key_file_get_int64 (origin, "file", "migrated", NULL);

  pending = g_key_file_get_string (origin, "pending", "sha256", NULL);
  if (pending != NULL && iso_file_mark_take (&now, work->path, work->name, NULL) && g_strcmp0 (now.sha256, pending) == 0)
    {
      iso_file_mark_clear (&work->mark);
      work->mark = now;
      work->saved = g_key_file_get_int64 (origin, "pending", "saved", NULL);
    }
  else
    iso_file_mark_clear (&now);
  return TRUE;
}

/* Opens project.db of the folder as it is. */
static gboolean
open_copy (IsoWork *work, const IsoStamp *stamp, GError **error)
{
  g_autofree char *path = in_folder (work, "project.db");
  g_autoptr (IsoDb) db = iso_db_open (path, work->name, ISO_DB_WRITE, error);
  gboolean migrated = FALSE;
  gint64 version;

  if (db == NULL || !iso_schema_verify (work->schema, db, error) || !iso_schema_get_version (db, &version, error))
    return FALSE;
  iso_db_set_timeout (db, WAIT_FOR_OTHERS);
  if (!iso_db_execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; " CACHE, error))
    return FALSE;
  if (stamp != NULL && !iso_schema_migrate (work->schema, db, stamp->at, stamp->zone, stamp->who, &migrated, error))
    return FALSE;
  if (migrated)
    work->migrated = version;
  work->store = iso_store_new (work->schema, g_steal_pointer (&db), error);
  return work->store != NULL;
}

static gboolean
copy_in (IsoWork *work, const IsoStamp *stamp, GError **error)
{
  g_autofree char *copy = in_folder (work, "project.db");

  remove_copy (work);
  work->migrated = 0;
  if (!iso_schema_check_file (work->schema, work->path, work->name, error)
      || !iso_file_mark_take (&work->mark, work->path, work->name, error)
      || !iso_file_copy (work->path, copy, work->name, error)
      || !open_copy (work, stamp, error))
    return FALSE;
  work->saved = iso_history_position (work->store);
  return write_origin (work, NULL, 0, error);
}

static void
keep_damaged (const IsoWork *work)
{
  g_autofree char *from = in_folder (work, "project.db");
  g_autofree char *to = in_folder (work, "project.damaged");
  g_autofree char *from_wal = in_folder (work, "project.db-wal");
  g_autofree char *to_wal = in_folder (work, "project.damaged-wal");

  g_rename (from, to);
  g_rename (from_wal, to_wal);
}

/* TRUE if unsaved edits of an earlier time are open now. */
static gboolean
recover (IsoWork *work, const IsoStamp *stamp, IsoWorkState *state)
{
  if (!read_origin (work))
    return FALSE;
  if (!open_copy (work, stamp, NULL))
    {
      keep_damaged (work);
      *state = ISO_WORK_DAMAGED;
      return FALSE;
    }
  if (iso_work_is_modified (work))
    {
      *state = ISO_WORK_RECOVERED;
      return TRUE;
    }
  g_clear_pointer (&work->store, iso_store_free);
  return FALSE;
}

static char *
find_folder (const IsoWorkPlace *place, const char *uri)
{
  g_autofree char *key = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);

  return g_build_filename (place->root, key, NULL);
}

static void
free_work (IsoWork *work)
{
  g_clear_pointer (&work->store, iso_store_free);
  if (work->lock >= 0)
    close (work->lock);
  iso_file_mark_clear (&work->mark);
  g_free (work->path);
  g_free (work->uri);
  g_free (work->name);
  g_free (work->folder);
  g_free (work);
}

/* The folder of a file, locked. */
static IsoWork *
enter (const IsoWorkPlace *place, const char *path, const char *uri, GError **error)
{
  g_autofree char *lock = NULL;
  IsoWork *work = g_new0 (IsoWork, 1);

  work->schema = place->schema;
  work->path = g_strdup (path);
  work->uri = g_strdup (uri);
  work->name = g_filename_display_basename (path);
  work->folder = find_folder (place, uri);
  work->mark.size = -1;
  work->saved = -1;
  work->lock = -1;
  if (g_mkdir_with_parents (work->folder, 0700) != 0)
    {
      iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = work->name },
                     N_("The folder for unsaved work cannot be made ({1}). Check the permissions of your data folder."), g_strerror (errno),
                     NULL);
      free_work (work);
      return NULL;
    }
  lock = in_folder (work, "lock");
  work->lock = iso_file_lock (lock, work->name, error);
  if (work->lock >= 0)
    return work;
  free_work (work);
  return NULL;
}

/* What was not saved of a file that is there stays. */
static gboolean
expect_no_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, &(IsoPlace) { .file = name },
                 N_("There is already a file of this name. Choose another name, or open it."), NULL);
  return FALSE;
}

/* A clean copy of the project as it is now, by a connection of its own. `position` is what its history has. */
static gboolean
write_copy (const IsoWork *work, const char *path, gboolean with_history, gint64 *position, GError **error)
{
  g_autofree char *source = in_folder (work, "project.db");
  g_autoptr (IsoDb) from = iso_db_open (source, work->name, ISO_DB_READ, error);
  g_autoptr (IsoDb) to = NULL;

  g_unlink (path);
  if (from == NULL)
    return FALSE;
  iso_db_set_timeout (from, WAIT_FOR_OTHERS);
  if (!iso_db_run (from, error, "VACUUM INTO ?", "t", path))
    return FALSE;
  to = iso_db_open (path, work->name, ISO_DB_WRITE, error);
  if (to == NULL || !iso_db_get (to, position, 0, error, "SELECT coalesce (max (seq), 0) FROM history", NULL))
    return FALSE;
  if (!with_history && !iso_db_execute (to, forget, error))
    return FALSE;
  sqlite3_db_config (iso_db_handle (to), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  return iso_db_execute (to, pin, error);
}

/* Beside the file that is about to get a newer form. */
static gboolean
keep_old_form (IsoWork *work, GError **error)
{
  g_autofree char *old = g_strdup_printf ("%s.version-%" G_GINT64_FORMAT, work->path, work->migrated);

  if (work->migrated == 0 || work->mark.size < 0 || g_file_test (old, G_FILE_TEST_EXISTS))
    return TRUE;
  return iso_file_copy (work->path, old, work->name, error);
}

char *
iso_work_find_root (void)
{
  return g_build_filename (g_get_user_data_dir (), "isobole", "work", NULL);
}

IsoWorkTrace
iso_work_look (const IsoWorkPlace *place, const char *path, const char *uri)
{
  g_autofree char *folder = find_folder (place, uri);
  g_autoptr (GError) error = NULL;
  IsoWorkTrace trace = ISO_WORK_QUIET;
  IsoWork *work;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return ISO_WORK_QUIET;
  work = enter (place, path, uri, &error);
  if (work == NULL)
    return g_error_matches (error, ISO_ERROR, ISO_ERROR_BUSY) ? ISO_WORK_ELSEWHERE : ISO_WORK_QUIET;
  if (read_origin (work) && open_copy (work, NULL, NULL) && iso_work_is_modified (work))
    trace = ISO_WORK_UNSAVED;
  free_work (work);
  return trace;
}

IsoWork *
iso_work_open (const IsoWorkPlace *place, const char *path, const char *uri, const IsoStamp *stamp, IsoWorkState *state, GError **error)
{
  IsoWork *work = enter (place, path, uri, error);

  *state = ISO_WORK_OPENED;
  if (work == NULL)
    return NULL;
  if (recover (work, stamp, state) || copy_in (work, stamp, error))
    return work;
  iso_work_close (work);
  return NULL;
}

IsoWork *
iso_work_create (const IsoWorkPlace *place, const char *path, const char *uri, GError **error)
{
  IsoWork *work = expect_no_file (path, error) ? enter (place, path, uri, error) : NULL;
  g_autofree char *copy = NULL;
  g_autoptr (IsoDb) db = NULL;

  if (work == NULL)
    return NULL;
  remove_copy (work);
  copy = in_folder (work, "project.db");
  db = iso_db_open (copy, work->name, ISO_DB_CREATE, error);
  if (db != NULL && iso_schema_create (work->schema, db, error))
    {
      g_clear_pointer (&db, iso_db_close);
      if (open_copy (work, NULL, error) && write_origin (work, NULL, 0, error))
        return work;
    }
  g_clear_pointer (&db, iso_db_close);
  iso_work_close (work);
  return NULL;
}

void
iso_work_close (IsoWork *work)
{
  g_clear_pointer (&work->store, iso_store_free);
  remove_copy (work);
  remove_file (work, "lock");
  g_rmdir (work->folder);
  free_work (work);
}

void
iso_work_leave (IsoWork *work)
{
  free_work (work);
}

IsoStore *
iso_work_store (IsoWork *work)
{
  return work->store;
}

const char *
iso_work_path (const IsoWork *work)
{
  return work->path;
}

const char *
iso_work_folder (const IsoWork *work)
{
  return work->folder;
}

gboolean
iso_work_is_modified (const IsoWork *work)
{
  return iso_history_position (work->store) != work->saved;
}

gboolean
iso_work_is_file_changed (const IsoWork *work)
{
  return g_file_test (work->path, G_FILE_TEST_EXISTS) && !iso_file_mark_holds (&work->mark, work->path);
}

gboolean
iso_work_save (IsoWork *work, gboolean overwrite, GError **error)
{
  g_autofree char *copy = in_folder (work, "save.isobole");
  IsoFileMark mark = { -1, 0, 0, 0, NULL };
  gboolean done;
  gint64 position;

  if (!overwrite && iso_work_is_file_changed (work))
    {
      iso_error_set (error, ISO_ERROR_BUSY, &(IsoPlace) { .file = work->name },
                     N_("Somebody else has changed the file since it was opened. Overwrite it, or save under another name."), NULL);
      return FALSE;
    }
  if (!write_copy (work, copy, TRUE, &position, error) || !iso_file_mark_take (&mark, copy, work->name, error))
    return FALSE;
  done = keep_old_form (work, error)
         && write_origin (work, mark.sha256, position, error)
         && iso_file_replace (copy, work->path, work->name, error)
         && iso_file_mark_take (&work->mark, work->path, work->name, error);
  iso_file_mark_clear (&mark);
  g_unlink (copy);
  if (!done)
    return FALSE;
  work->saved = position;
  work->migrated = 0;
  return write_origin (work, NULL, 0, error);
}

gboolean
iso_work_export (IsoWork *work, const char *path, gboolean with_history, GError **error)
{
  g_autofree char *copy = in_folder (work, "save.isobole");
  gboolean done;
  gint64 position;

  done = write_copy (work, copy, with_history, &position, error) && iso_file_replace (copy, path, work->name, error);
  g_unlink (copy);
  return done;
}

/* A work copy of the other file, made of the clean copy `from`; it may not have edits of its own. */
static gboolean
settle_in (IsoWork *other, const char *from, GError **error)
{
  g_autofree char *copy = in_folder (other, "project.db");

  if (read_origin (other) && !open_copy (other, NULL, NULL))
    keep_damaged (other);
  else if (other->store != NULL && iso_work_is_modified (other))
    {
      iso_error_set (error, ISO_ERROR_RANGE, &(IsoPlace) { .file = other->name },
                     N_("The file of this name has changes that were never saved. Open it first, or choose another name."), NULL);
      return FALSE;
    }
  g_clear_pointer (&other->store, iso_store_free);
  remove_copy (other);
  iso_file_mark_clear (&other->mark);
  return iso_file_copy (from, copy, other->name, error) && open_copy (other, NULL, error);
}

/* What follows is done on the other file alone, until nothing can fail any more. */
static gboolean
put_in_place (IsoWork *other, const char *from, gint64 position, GError **error)
{
  other->saved = position;
  other->migrated = 0;
  return iso_file_replace (from, other->path, other->name, error)
         && iso_file_mark_take (&other->mark, other->path, other->name, error)
         && write_origin (other, NULL, 0, error);
}

static void
exchange (IsoWork *one, IsoWork *two)
{
  IsoWork kept = *one;

  *one = *two;
  *two = kept;
}

gboolean
iso_work_save_as (IsoWork *work, const char *path, const char *uri, GError **error)
{
  g_autofree char *root = g_path_get_dirname (work->folder);
  const IsoWorkPlace place = { work->schema, root };
  g_autofree char *copy = in_folder (work, "save.isobole");
  gboolean unsaved = FALSE;   /* edits of the other's own */
  gboolean done = FALSE;
  gint64 position;
  IsoWork *other;

  if (strcmp (uri, work->uri) == 0)
    return iso_work_save (work, TRUE, error);
  other = write_copy (work, copy, TRUE, &position, error) ? enter (&place, path, uri, error) : NULL;
  if (other != NULL)
    {
      done = settle_in (other, copy, error) && put_in_place (other, copy, position, error);
      unsaved = !done && other->store != NULL && iso_work_is_modified (other);
    }
  g_unlink (copy);
  if (other == NULL)
    return FALSE;
  if (done)
    exchange (work, other);
  if (unsaved)
    iso_work_leave (other);
  else
    iso_work_close (other);
  return done;
}

/* --- what was left -------------------------------------------------------------------------------------------------------------- */

static void
free_left (gpointer data)
{
  IsoWorkLeft *left = data;

  g_free (left->uri);
  g_free (left->path);
  g_free (left->title);
  g_free (left);
}

/* "" without one; to be freed. */
static char *
find_title (IsoDb *db)
{
  g_autoptr (IsoStatement) rows = iso_db_query (db, NULL, "SELECT title FROM experiment", NULL);

  return g_strdup (rows != NULL && iso_statement_next (rows, NULL) ? iso_statement_text (rows, 0) : "");
}

/* NULL if somebody has it open, or nothing is unsaved. */
static IsoWorkLeft *
look_at_left (const IsoWorkPlace *place, const char *uri, const char *path)
{
  IsoWorkLeft *left = NULL;
  gint64 changed = 0;
  IsoWork *work = enter (place, path, uri, NULL);

  if (work == NULL)
    return NULL;
  if (read_origin (work) && open_copy (work, NULL, NULL) && iso_work_is_modified (work)
      && iso_db_get (iso_store_db (work->store), &changed, 0, NULL, "SELECT at FROM history ORDER BY seq DESC LIMIT 1", NULL))
    {
      left = g_new0 (IsoWorkLeft, 1);
      *left = (IsoWorkLeft) { g_strdup (uri), g_strdup (path), find_title (iso_store_db (work->store)), changed };
    }
  free_work (work);
  return left;
}

static int
compare_left (gconstpointer a, gconstpointer b)
{
  const IsoWorkLeft *one = *(IsoWorkLeft *const *) a;
  const IsoWorkLeft *two = *(IsoWorkLeft *const *) b;

  return (one->changed < two->changed) - (one->changed > two->changed);
}

GPtrArray *
iso_work_list_left (const IsoWorkPlace *place)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_left);
  g_autoptr (GDir) dir = g_dir_open (place->root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (place->root, name, "origin", NULL);
      g_autoptr (GKeyFile) origin = g_key_file_new ();
      g_autofree char *uri = NULL;
      g_autofree char *path = NULL;
      IsoWorkLeft *left;

      if (!g_key_file_load_from_file (origin, file, G_KEY_FILE_NONE, NULL))
        continue;
      uri = g_key_file_get_string (origin, "file", "uri", NULL);
      path = g_key_file_get_string (origin, "file", "path", NULL);
      left = uri != NULL && path != NULL ? look_at_left (place, uri, path) : NULL;
      if (left != NULL)
        g_ptr_array_add (all, left);
    }
  g_ptr_array_sort (all, compare_left);
  return all;
}

gboolean
iso_work_discard (const IsoWorkPlace *place, const char *path, const char *uri, GError **error)
{
  IsoWork *work = enter (place, path, uri, error);

  if (work == NULL)
    return FALSE;
  iso_work_close (work);
  return TRUE;
}
