/* iso-db.h - a thin layer over SQLite: open, run, query, and errors as the rest of the house has them
 *
 * A handle belongs to the thread that opened it, or to the one that it was handed over to; every call asserts that.
 *
 * Values are bound by a string of types, one letter a hole "?":
 *   t  const char *, NULL gives NULL        i  int or guint up to INT_MAX
 *   r  double, NaN gives NULL               l  gint64
 *   b  GBytes *, NULL gives NULL
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _IsoDb IsoDb;
typedef struct _IsoStatement IsoStatement;

typedef enum
{
  ISO_DB_READ,     /* read only */
  ISO_DB_WRITE,    /* must exist */
  ISO_DB_CREATE,   /* made if it is not there */
} IsoDbMode;

/* `name` is what messages call the file. Nothing in the file is trusted: no triggers, views or functions of its schema run, and
 * foreign keys are on. Errors: IO, CORRUPT, BUSY. NULL path: in memory. */
IsoDb      *iso_db_open    (const char *path, const char *name, IsoDbMode mode, GError **error);
void        iso_db_close   (IsoDb *db);

/* From one thread to another: the first lets go of the handle, and uses it no more; the other takes it. */
void        iso_db_let_go  (IsoDb *db);
void        iso_db_take    (IsoDb *db);

sqlite3    *iso_db_handle  (IsoDb *db);
const char *iso_db_name    (const IsoDb *db);

/* How long to wait for another connection, in milliseconds. */
void        iso_db_set_timeout (IsoDb *db, int milliseconds);

/* Says in `error` what an SQLite result code means: CORRUPT, BUSY, IO (disk full, no permission), TOO_LARGE, RANGE (a constraint),
 * CANCELLED (interrupted). */
void        iso_db_set_error (IsoDb *db, int code, GError **error);

/* Runs statements without holes, one after the other. */
gboolean    iso_db_execute (IsoDb *db, const char *sql, GError **error);

/* Runs one statement. */
gboolean    iso_db_run     (IsoDb *db, GError **error, const char *sql, const char *types, ...);

/* The first column of the first row; `fallback` if there is no row. FALSE is an error. */
gboolean    iso_db_get     (IsoDb *db, gint64 *value, gint64 fallback, GError **error, const char *sql, const char *types, ...);

/* A statement ready to be stepped through. */
IsoStatement *iso_db_query      (IsoDb *db, GError **error, const char *sql, const char *types, ...);

/* TRUE: there is a row, and its texts are UTF-8 (else CORRUPT). FALSE: there is none left, or an error is set. */
gboolean      iso_statement_next  (IsoStatement *statement, GError **error);

/* Binds anew and runs to the end: for statements that are run many times. */
gboolean      iso_statement_run   (IsoStatement *statement, GError **error, const char *types, ...);
void          iso_statement_free  (IsoStatement *statement);

/* Columns of the row, from 0. Texts and blobs live until the next step. */
const char   *iso_statement_text  (IsoStatement *statement, int column);   /* NULL for NULL */
gint64        iso_statement_int   (IsoStatement *statement, int column);
double        iso_statement_real  (IsoStatement *statement, int column);   /* NaN for NULL */
GBytes       *iso_statement_bytes (IsoStatement *statement, int column);   /* (transfer full); NULL for NULL */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoDb, iso_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoStatement, iso_statement_free)

G_END_DECLS
