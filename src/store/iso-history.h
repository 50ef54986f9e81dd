/* iso-history.h - an open project: edits that are remembered, undone, redone and restored
 *
 * An edit is what a person did in one go: a drag, a paste, an entry. It runs between iso_history_begin () and iso_history_end ();
 * what it changed in the inside tables is recorded as a changeset, and nobody writes an inverse. Edits inside an edit are part of
 * it. An edit that changes nothing leaves no row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-schema.h"

G_BEGIN_DECLS

typedef struct _IsoStore IsoStore;

/* When, where on earth, and who: handed in. */
typedef struct
{
  gint64      at;     /* UTC, milliseconds since 1970 */
  const char *zone;   /* "Europe/Berlin" */
  const char *who;
} IsoStamp;

typedef enum
{
  ISO_HISTORY_DO,
  ISO_HISTORY_UNDO,      /* target: the row undone */
  ISO_HISTORY_REDO,      /* target: the row done again */
  ISO_HISTORY_RESTORE,   /* target: the row after which everything was as it is again; 0 is the beginning */
  ISO_HISTORY_MIGRATE,   /* older rows belong to an older form of the tables: they are shown and never applied */
} IsoHistoryKind;

typedef struct
{
  gint64           seq;
  IsoHistoryKind   kind;
  gint64           target;    /* 0 without one */
  char            *verb;      /* "add-drug": a label is made from verb and args when it is shown */
  char           **args;
  gint64           at;
  char            *zone;
  char            *who;
  gint64           schema;
  gsize            size;      /* of the changeset, in bytes */
} IsoHistoryRow;

typedef enum
{
  ISO_CHANGE_INSERT,
  ISO_CHANGE_UPDATE,
  ISO_CHANGE_DELETE,
} IsoChangeKind;

/* Asked every now and then while a step is made: how far it is, 0 to 1, by the changes that were recorded. TRUE: give up, CANCELLED, and
 * nothing is changed. */
typedef gboolean (*IsoStepFunc) (double fraction, gpointer data);

/* Called for every row that a do, undo, redo or restore changed, once it is committed. `key`: its primary key as texts, ended by NULL. */
typedef void (*IsoChangeFunc) (IsoChangeKind kind, const char *table, const char *const *key, gpointer data);

/* One row that a step changed. `before` and `after` have the values of its columns as texts, in the order of the table: NULL where
 * there is none, and, in an update, where the column stayed as it was; `before` has the key then. */
typedef struct
{
  IsoChangeKind      kind;
  const char        *table;
  guint              n_columns;
  const char *const *before;
  const char *const *after;
} IsoChangedRow;

typedef void (*IsoChangedRowFunc) (const IsoChangedRow *row, gpointer data);

/* Takes the database, which holds the tables of the schema. Replays the stacks. Errors: CORRUPT if the history contradicts itself. */
IsoStore *iso_store_new       (const IsoSchema *schema, IsoDb *db, GError **error);

/* The database that somebody else has open and edits, to be read meanwhile; waits for an edit that is just being written, five seconds at most. */
IsoStore *iso_store_open_beside (const IsoSchema *schema, const char *path, GError **error);
void      iso_store_free      (IsoStore *store);
IsoDb    *iso_store_db        (IsoStore *store);
const IsoSchema *iso_store_schema (const IsoStore *store);
void      iso_store_set_watch (IsoStore *store, IsoChangeFunc changed, gpointer data);

/* Of undo, redo and restore. NULL: nobody asks. */
void      iso_store_set_progress (IsoStore *store, IsoStepFunc progress, gpointer data);

/* `args` (may be NULL) are what the label needs: names, numbers as text. */
gboolean iso_history_begin (IsoStore *store, const IsoStamp *stamp, const char *verb, const char *const *args, GError **error);

/* `done` FALSE: something failed and has set `error`, which is left as it is; everything since the begin is taken back.
 * Returns TRUE if the whole edit stands. */
gboolean iso_history_end   (IsoStore *store, gboolean done, GError **error);

/* Errors: RANGE if there is nothing to undo or redo, UNSUPPORTED if it belongs to an older form of the tables, CORRUPT if the changes
 * recorded do not fit the project; nothing is changed then. */
gboolean iso_history_undo    (IsoStore *store, const IsoStamp *stamp, GError **error);
gboolean iso_history_redo    (IsoStore *store, const IsoStamp *stamp, GError **error);
gboolean iso_history_restore (IsoStore *store, gint64 seq, const IsoStamp *stamp, GError **error);

/* How much undo, redo or restore (to `seq`) would change: the bytes of what was recorded; 0 if there is nothing. */
gint64   iso_history_weigh     (IsoStore *store, IsoHistoryKind kind, gint64 seq);

/* The row that undo or redo would touch; 0 if none. */
gint64   iso_history_next_undo (const IsoStore *store);
gint64   iso_history_next_redo (const IsoStore *store);

/* The last row; 0 for none. */
gint64   iso_history_position  (const IsoStore *store);

/* The last migration; 0 for none. Older rows are never applied. */
gint64   iso_history_floor     (const IsoStore *store);

/* The rows after row `seq` from the oldest, all of them for 0: GPtrArray of IsoHistoryRow. */
GPtrArray  *iso_history_list_after (IsoStore *store, gint64 seq, GError **error);
GPtrArray  *iso_history_list       (IsoStore *store, GError **error);

/* Tells every row that a step changed, with its values: those of an undo are the inverse of its target's. A migration tells none.
 * Errors: CORRUPT for a step that is damaged. */
gboolean    iso_history_read      (IsoStore *store, gint64 seq, IsoChangedRowFunc func, gpointer data, GError **error);

const char *iso_history_kind_word (IsoHistoryKind kind);   /* "do", "undo", ...: stable */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoStore, iso_store_free)

G_END_DECLS
