/* iso-db.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-db.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* Larger values are refused by SQLite itself: a source may have 256 MB. */
#define LONGEST_VALUE (300 * 1024 * 1024)

struct _IsoDb
{
  sqlite3 *handle;
  char    *name;
  GThread *owner;
};

struct _IsoStatement
{
  IsoDb        *db;
  sqlite3_stmt *handle;
};

static gboolean
say_io (const IsoDb *db, GError **error, const char *sentence, const char *why)
{
  iso_error_set (error, ISO_ERROR_IO, &(IsoPlace) { .file = db->name }, sentence, why, NULL);
  return FALSE;
}

void
iso_db_set_error (IsoDb *db, int code, GError **error)
{
  const IsoPlace place = { .file = db->name };
  const char *why = db->handle != NULL && sqlite3_errcode (db->handle) != SQLITE_OK ? sqlite3_errmsg (db->handle) : sqlite3_errstr (code);

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      iso_error_set (error, ISO_ERROR_CORRUPT, &place,
                     N_("The project is damaged ({1}). Open a copy from before, or ask for help with this file."), why, NULL);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      iso_error_set (error, ISO_ERROR_BUSY, &place,
                     N_("The project is being used by another program. Close it there and try again."), NULL);
      break;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      iso_error_set (error, ISO_ERROR_TOO_LARGE, &place, N_("The project holds something too large ({1})."), why, NULL);
      break;
    case SQLITE_CONSTRAINT:
      iso_error_set (error, ISO_ERROR_RANGE, &place,
                     N_("This change contradicts something in the project ({1}); nothing was changed."), why, NULL);
      break;
    case SQLITE_INTERRUPT:
      iso_error_set (error, ISO_ERROR_CANCELLED, &place, N_("Cancelled."), NULL);
      break;
    case SQLITE_FULL:
      say_io (db, error, N_("There is no space left for the project ({1}). Make room and try again."), why);
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      say_io (db, error, N_("The project cannot be opened or written there ({1}). Check the folder and its permissions."), why);
      break;
    default:
      say_io (db, error, N_("The project cannot be read or written ({1})."), why);
      break;
    }
}

static gboolean
harden (IsoDb *db, GError **error)
{
  static const struct { int option; int value; } options[] = {
    { SQLITE_DBCONFIG_DEFENSIVE, 1 },
    { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
    { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
    { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
    { SQLITE_DBCONFIG_DQS_DML, 0 },
    { SQLITE_DBCONFIG_DQS_DDL, 0 },
    { SQLITE_DBCONFIG_ENABLE_FKEY, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      int code = sqlite3_db_config (db->handle, options[i].option, options[i].value, NULL);

      if (code != SQLITE_OK)
        {
          iso_db_set_error (db, code, error);
          return FALSE;
        }
    }
  sqlite3_limit (db->handle, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
  return iso_db_execute (db, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0", error);
}

/* SQLite counts its memory under a lock that all connections share; nobody here asks for the count. Too late, and in vain, if something
 * else in the program has used SQLite before. */
static gpointer
configure_cb (gpointer data)
{
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return NULL;
}

IsoDb *
iso_db_open (const char *path, const char *name, IsoDbMode mode, GError **error)
{
  static const int flags[] = {
    [ISO_DB_READ] = SQLITE_OPEN_READONLY,
    [ISO_DB_WRITE] = SQLITE_OPEN_READWRITE,
    [ISO_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
  };
  g_autoptr (IsoDb) db = g_new0 (IsoDb, 1);
  static GOnce once = G_ONCE_INIT;
  int code;

  g_once (&once, configure_cb, NULL);
  db->name = g_strdup (name);
  db->owner = g_thread_self ();
  code = sqlite3_open_v2 (path != NULL ? path : ":memory:", &db->handle,
                          flags[mode] | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      iso_db_set_error (db, code, error);
      return NULL;
    }
  if (!harden (db, error))
    return NULL;
  return g_steal_pointer (&db);
}

void
iso_db_close (IsoDb *db)
{
  g_assert (db->owner == g_thread_self ());
  sqlite3_close_v2 (db->handle);
  g_free (db->name);
  g_free (db);
}

void
iso_db_let_go (IsoDb *db)
{
  g_assert (db->owner == g_thread_self ());
  db->owner = NULL;
}

void
iso_db_take (IsoDb *db)
{
  g_assert (db->owner == NULL);
  db->owner = g_thread_self ();
}

sqlite3 *
iso_db_handle (IsoDb *db)
{
  g_assert (db->owner == g_thread_self ());
  return db->handle;
}

const char *
iso_db_name (const IsoDb *db)
{
  return db->name;
}

void
iso_db_set_timeout (IsoDb *db, int milliseconds)
{
  sqlite3_busy_timeout (iso_db_handle (db), milliseconds);
}

gboolean
iso_db_execute (IsoDb *db, const char *sql, GError **error)
{
  int code = sqlite3_exec (iso_db_handle (db), sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  iso_db_set_error (db, code, error);
  return FALSE;
}

/* `keep` is SQLITE_TRANSIENT, or SQLITE_STATIC where texts and bytes live as long as the statement runs. */
static int
bind_value (sqlite3_stmt *handle, int hole, char type, sqlite3_destructor_type keep, va_list *values)
{
  GBytes *bytes;
  gconstpointer data;
  double real;
  gsize size;

  switch (type)
    {
    case 't':
      return sqlite3_bind_text (handle, hole, va_arg (*values, const char *), -1, keep);
    case 'i':
      return sqlite3_bind_int (handle, hole, va_arg (*values, int));
    case 'l':
      return sqlite3_bind_int64 (handle, hole, va_arg (*values, gint64));
    case 'r':
      real = va_arg (*values, double);
      return isnan (real) ? sqlite3_bind_null (handle, hole) : sqlite3_bind_double (handle, hole, real);
    case 'b':
      bytes = va_arg (*values, GBytes *);
      if (bytes == NULL)
        return sqlite3_bind_null (handle, hole);
      data = g_bytes_get_data (bytes, &size);
      return sqlite3_bind_blob64 (handle, hole, size > 0 ? data : "", size, keep);
    default:
      g_return_val_if_reached (SQLITE_MISUSE);
    }
}

static gboolean
bind_values (IsoStatement *statement, const char *types, sqlite3_destructor_type keep, va_list *values, GError **error)
{
  g_return_val_if_fail ((int) strlen (types) == sqlite3_bind_parameter_count (statement->handle), FALSE);
  for (int i = 0; types[i] != '\0'; i++)
    {
      int code = bind_value (statement->handle, i + 1, types[i], keep, values);

      if (code != SQLITE_OK)
        {
          iso_db_set_error (statement->db, code, error);
          return FALSE;
        }
    }
  return TRUE;
}

static IsoStatement *
query (IsoDb *db, const char *sql, const char *types, va_list *values, GError **error)
{
  g_autoptr (IsoStatement) statement = g_new0 (IsoStatement, 1);
  int code;

  statement->db = db;
  code = sqlite3_prepare_v2 (iso_db_handle (db), sql, -1, &statement->handle, NULL);
  if (code != SQLITE_OK)
    {
      iso_db_set_error (db, code, error);
      return NULL;
    }
  if (types != NULL && !bind_values (statement, types, SQLITE_TRANSIENT, values, error))
    return NULL;
  return g_steal_pointer (&statement);
}

IsoStatement *
iso_db_query (IsoDb *db, GError **error, const char *sql, const char *types, ...)
{
  IsoStatement *statement;
  va_list values;

  va_start (values, types);
  statement = query (db, sql, types, &values, error);
  va_end (values);
  return statement;
}

/* SQLite hands out what bytes there are; the rest of the program trusts its texts. */
static gboolean
check_texts (IsoStatement *statement, GError **error)
{
  for (int i = 0; i < sqlite3_data_count (statement->handle); i++)
    {
      if (sqlite3_column_type (statement->handle, i) == SQLITE_TEXT
          && !g_utf8_validate ((const char *) sqlite3_column_text (statement->handle, i), -1, NULL))
        {
          iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = statement->db->name },
                         N_("The project is damaged: a text in it is not readable. Open a copy from before, or ask for help with this file."),
                         NULL);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
iso_statement_next (IsoStatement *statement, GError **error)
{
  int code;

  g_assert (statement->db->owner == g_thread_self ());
  code = sqlite3_step (statement->handle);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    iso_db_set_error (statement->db, code, error);
  return code == SQLITE_ROW && check_texts (statement, error);
}

/* To the end of the statement. */
static gboolean
finish (IsoStatement *statement, GError **error)
{
  GError *problem = NULL;

  while (iso_statement_next (statement, &problem))
    ;
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

gboolean
iso_statement_run (IsoStatement *statement, GError **error, const char *types, ...)
{
  gboolean done;
  va_list values;

  sqlite3_reset (statement->handle);
  va_start (values, types);
  done = bind_values (statement, types, SQLITE_STATIC, &values, error);
  va_end (values);
  done = done && finish (statement, error);
  sqlite3_reset (statement->handle);
  return done;
}

void
iso_statement_free (IsoStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement);
}

gboolean
iso_db_run (IsoDb *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (IsoStatement) statement = NULL;
  va_list values;

  va_start (values, types);
  statement = query (db, sql, types, &values, error);
  va_end (values);
  return statement != NULL && finish (statement, error);
}

gboolean
iso_db_get (IsoDb *db, gint64 *value, gint64 fallback, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (IsoStatement) statement = NULL;
  GError *problem = NULL;
  va_list values;

  va_start (values, types);
  statement = query (db, sql, types, &values, error);
  va_end (values);
  if (statement == NULL)
    return FALSE;
  *value = fallback;
  if (iso_statement_next (statement, &problem))
    *value = iso_statement_int (statement, 0);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

const char *
iso_statement_text (IsoStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

gint64
iso_statement_int (IsoStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

double
iso_statement_real (IsoStatement *statement, int column)
{
  if (sqlite3_column_type (statement->handle, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (statement->handle, column);
}

GBytes *
iso_statement_bytes (IsoStatement *statement, int column)
{
  if (sqlite3_column_type (statement->handle, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement->handle, column), (gsize) sqlite3_column_bytes (statement->handle, column));
}
