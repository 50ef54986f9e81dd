/* iso-changeset.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-changeset.h"

gboolean
iso_changeset_refuse (IsoDb *db, GError **error)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (db) },
                 N_("The history of this project does not fit its contents, so this step was not taken; nothing was changed. "
                    "Save a copy without history to go on working."), NULL);
  return FALSE;
}

/* Steps of SQLite's machine between two looks: a millisecond or so. */
#define LOOK_AFTER 10000

typedef struct
{
  sqlite3     *handle;
  gint64       before;   /* changes that were made with the handle until then */
  guint        all;
  IsoApplyFunc watch;
  gpointer     data;
} Look;

static gboolean
check (int code, IsoDb *db, GError **error)
{
  if (code == SQLITE_OK)
    return TRUE;
  if (code == SQLITE_ABORT || code == SQLITE_CORRUPT || code == SQLITE_SCHEMA || code == SQLITE_CONSTRAINT)
    return iso_changeset_refuse (db, error);
  iso_db_set_error (db, code, error);
  return FALSE;
}

static void *
get_data (GBytes *changeset, int *size)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (changeset, &length);

  *size = (int) length;
  return (void *) data;
}

static GBytes *
take_bytes (void *data, int size)
{
  return g_bytes_new_with_free_func (data, (gsize) size, sqlite3_free, data);
}

static int
filter_cb (void *data, const char *table)
{
  return iso_schema_is_inside (data, table);
}

/* Any surprise means that the history does not belong to these tables. */
static int
conflict_cb (void *data, int kind, sqlite3_changeset_iter *iter)
{
  return SQLITE_CHANGESET_ABORT;
}

IsoRecorder *
iso_recorder_new (const IsoSchema *schema, IsoDb *db, GError **error)
{
  g_autoptr (IsoRecorder) recorder = NULL;

  if (!check (sqlite3session_create (iso_db_handle (db), "main", &recorder), db, error))
    return NULL;
  for (guint i = 0; schema->inside[i] != NULL; i++)
    {
      if (!check (sqlite3session_attach (recorder, schema->inside[i]), db, error))
        return NULL;
    }
  return g_steal_pointer (&recorder);
}

void
iso_recorder_free (IsoRecorder *recorder)
{
  sqlite3session_delete (recorder);
}

GBytes *
iso_recorder_collect (IsoRecorder *recorder, IsoDb *db, GError **error)
{
  void *data = NULL;
  int size = 0;

  if (!check (sqlite3session_changeset (recorder, &size, &data), db, error))
    return NULL;
  return take_bytes (data, size);
}

GBytes *
iso_changeset_invert (GBytes *changeset, IsoDb *db, GError **error)
{
  void *inverse = NULL;
  int size, inverse_size = 0;
  void *data = get_data (changeset, &size);

  if (!check (sqlite3changeset_invert (size, data, &inverse_size, &inverse), db, error))
    return NULL;
  return take_bytes (inverse, inverse_size);
}

gboolean
iso_changeset_count (GBytes *changeset, IsoDb *db, guint *count, GError **error)
{
  sqlite3_changeset_iter *iter = NULL;
  int size;
  void *data = get_data (changeset, &size);

  *count = 0;
  if (!check (sqlite3changeset_start (&iter, size, data), db, error))
    return FALSE;
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    (*count)++;
  return check (sqlite3changeset_finalize (iter), db, error);
}

static int
look_cb (void *data)
{
  const Look *look = data;
  gint64 done = sqlite3_total_changes64 (look->handle) - look->before;

  return look->watch ((guint) CLAMP (done, 0, look->all), look->all, look->data);
}

gboolean
iso_changeset_apply (GBytes *changeset, const IsoSchema *schema, IsoDb *db, IsoApplyFunc watch, gpointer data, guint *count, GError **error)
{
  sqlite3 *handle = iso_db_handle (db);
  gint64 before = sqlite3_total_changes64 (handle);
  guint asked;
  int size, code;
  void *bytes = get_data (changeset, &size);
  Look look;

  if (!iso_changeset_count (changeset, db, &asked, error))
    return FALSE;
  look = (Look) { handle, before, asked, watch, data };
  if (watch != NULL)
    sqlite3_progress_handler (handle, LOOK_AFTER, look_cb, &look);
  code = sqlite3changeset_apply (handle, size, bytes, filter_cb, conflict_cb, (void *) schema);
  sqlite3_progress_handler (handle, 0, NULL, NULL);
  if (!check (code, db, error))
    return FALSE;
  if (count != NULL)
    *count = asked;
  return sqlite3_total_changes64 (handle) - before == (gint64) asked || iso_changeset_refuse (db, error);
}

static char *
describe_value (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return g_strdup (text != NULL ? text : "");
}

static IsoChangeKind
get_kind (int operation)
{
  return operation == SQLITE_INSERT ? ISO_CHANGE_INSERT : operation == SQLITE_DELETE ? ISO_CHANGE_DELETE : ISO_CHANGE_UPDATE;
}

static void
tell_row (sqlite3_changeset_iter *iter, IsoChangeFunc changed, gpointer data)
{
  g_autoptr (GPtrArray) key = g_ptr_array_new_with_free_func (g_free);
  const char *table;
  unsigned char *is_key;
  int n_columns, operation;
  IsoChangeKind kind;

  sqlite3changeset_op (iter, &table, &n_columns, &operation, NULL);
  sqlite3changeset_pk (iter, &is_key, NULL);
  kind = get_kind (operation);
  for (int i = 0; i < n_columns; i++)
    {
      sqlite3_value *value = NULL;

      if (!is_key[i])
        continue;
      if (kind == ISO_CHANGE_INSERT)
        sqlite3changeset_new (iter, i, &value);
      else
        sqlite3changeset_old (iter, i, &value);
      g_ptr_array_add (key, describe_value (value));
    }
  g_ptr_array_add (key, NULL);
  changed (kind, table, (const char *const *) key->pdata, data);
}

void
iso_changeset_tell (GBytes *changeset, IsoChangeFunc changed, gpointer data)
{
  sqlite3_changeset_iter *iter = NULL;
  int size;
  void *bytes = get_data (changeset, &size);

  if (sqlite3changeset_start (&iter, size, bytes) != SQLITE_OK)
    return;
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    tell_row (iter, changed, data);
  sqlite3changeset_finalize (iter);
}

/* The columns that one side of a change has; `get` is that of SQLite for it. */
static GPtrArray *
read_side (sqlite3_changeset_iter *iter, int n_columns, gboolean there, int (*get) (sqlite3_changeset_iter *, int, sqlite3_value **))
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < n_columns; i++)
    {
      sqlite3_value *value = NULL;

      if (there)
        get (iter, i, &value);
      g_ptr_array_add (values, value != NULL ? g_strdup ((const char *) sqlite3_value_text (value)) : NULL);
    }
  return values;
}

void
iso_changeset_read (GBytes *changeset, IsoChangedRowFunc func, gpointer data)
{
  sqlite3_changeset_iter *iter = NULL;
  int size;
  void *bytes = get_data (changeset, &size);

  if (sqlite3changeset_start (&iter, size, bytes) != SQLITE_OK)
    return;
  while (sqlite3changeset_next (iter) == SQLITE_ROW)
    {
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) after = NULL;
      IsoChangedRow row;
      int n_columns, operation;

      sqlite3changeset_op (iter, &row.table, &n_columns, &operation, NULL);
      before = read_side (iter, n_columns, operation != SQLITE_INSERT, sqlite3changeset_old);
      after = read_side (iter, n_columns, operation != SQLITE_DELETE, sqlite3changeset_new);
      row.kind = get_kind (operation);
      row.n_columns = (guint) n_columns;
      row.before = (const char *const *) before->pdata;
      row.after = (const char *const *) after->pdata;
      func (&row, data);
    }
  sqlite3changeset_finalize (iter);
}
