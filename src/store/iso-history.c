/* iso-history.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-history.h"

#include "iso-changeset-check.h"
#include "iso-changeset.h"
#include "iso-history-row.h"

#include <string.h>

#define WAIT_FOR_EDITS 5000       /* ms */
#define ANY_COUNT G_MAXUINT   /* of changes */

struct _IsoStore
{
  const IsoSchema *schema;
  IsoDb           *db;          /* (owned) */
  GArray          *undo;        /* of gint64: rows that can be undone, the last first to go */
  GArray          *redo;
  gint64           position;
  gint64           floor;

  /* The edit under way. */
  guint            depth;       /* begins without an end */
  gboolean         failed;
  IsoRecorder     *recorder;
  char            *verb;
  char            *args;
  gint64           at;
  char            *zone;
  char            *who;

  IsoChangeFunc    changed;
  gpointer         changed_data;

  IsoStepFunc      progress;    /* (nullable) */
  gpointer         progress_data;
  gint64           weight;      /* bytes of changes that the step under way is to make, or 0 */
  gint64           made;        /* and of the rows of it that are made */
  gint64           making;      /* and of the row that is being made */
};

static gboolean
refuse (IsoStore *store, IsoErrorCode code, GError **error, const char *sentence)
{
  iso_error_set (error, code, &(IsoPlace) { .file = (char *) iso_db_name (store->db) }, sentence, NULL);
  return FALSE;
}

static gint64
get_last (const GArray *stack)
{
  return stack->len > 0 ? g_array_index (stack, gint64, stack->len - 1) : 0;
}

/* Moves a row that is undone or redone from one stack to the other. */
static gboolean
move_row (GArray *from, GArray *to, gint64 target)
{
  if (target == 0 || get_last (from) != target)
    return FALSE;
  g_array_set_size (from, from->len - 1);
  g_array_append_val (to, target);
  return TRUE;
}

/* What a row does to the stacks; FALSE if it cannot follow the rows before. */
static gboolean
replay (IsoStore *store, IsoHistoryKind kind, gint64 seq, gint64 target)
{
  store->position = seq;
  switch (kind)
    {
    case ISO_HISTORY_UNDO:
      return move_row (store->undo, store->redo, target);
    case ISO_HISTORY_REDO:
      return move_row (store->redo, store->undo, target);
    case ISO_HISTORY_MIGRATE:
      g_array_set_size (store->undo, 0);
      g_array_set_size (store->redo, 0);
      store->floor = seq;
      return TRUE;
    case ISO_HISTORY_DO:
    case ISO_HISTORY_RESTORE:
    default:
      g_array_append_val (store->undo, seq);
      g_array_set_size (store->redo, 0);
      return TRUE;
    }
}

static gboolean
replay_all (IsoStore *store, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (store->db, error, "SELECT kind, seq, coalesce (target, 0) FROM history ORDER BY seq", NULL);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      IsoHistoryKind kind;

      if (!iso_history_parse_kind (iso_statement_text (rows, 0), &kind)
          || !replay (store, kind, iso_statement_int (rows, 1), iso_statement_int (rows, 2)))
        return refuse (store, ISO_ERROR_CORRUPT, error,
                       N_("The history of this project contradicts itself. Open a copy from before, or ask for help with this file."));
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static GBytes *
load_changeset (IsoStore *store, gint64 seq, GError **error)
{
  g_autoptr (IsoStatement) row = NULL;
  GBytes *changeset = NULL;
  GError *problem = NULL;

  row = iso_db_query (store->db, error, "SELECT changeset FROM history WHERE seq = ?", "l", seq);
  if (row == NULL)
    return NULL;
  if (iso_statement_next (row, &problem))
    changeset = iso_statement_bytes (row, 0);
  if (problem != NULL)
    g_propagate_error (error, problem);
  else if (changeset == NULL)
    refuse (store, ISO_ERROR_CORRUPT, error, N_("The history of this project lacks a step, so it cannot be undone."));
  else if (!iso_changeset_is_sound (changeset, store->schema->inside))
    {
      g_clear_pointer (&changeset, g_bytes_unref);
      refuse (store, ISO_ERROR_CORRUPT, error, N_("A step in the history of this project is damaged, so it was not taken; nothing was changed."));
    }
  return changeset;
}

static gboolean
look_cb (guint done, guint all, gpointer data)
{
  const IsoStore *store = data;
  double part = all > 0 ? (double) done / all : 1;

  return store->progress (((double) store->made + part * (double) store->making) / (double) store->weight, store->progress_data);
}

static gboolean
apply (IsoStore *store, GBytes *changeset, guint *count, GError **error)
{
  gboolean watched = store->progress != NULL && store->weight > 0;
  gboolean done;

  store->making = (gint64) g_bytes_get_size (changeset);
  done = iso_changeset_apply (changeset, store->schema, store->db, watched ? look_cb : NULL, store, count, error);
  store->made += store->making;
  return done;
}

static gboolean
apply_row (IsoStore *store, gint64 seq, gboolean inverted, guint *count, GError **error)
{
  g_autoptr (GBytes) changeset = load_changeset (store, seq, error);
  g_autoptr (GBytes) inverse = NULL;

  if (changeset == NULL)
    return FALSE;
  if (!inverted)
    return apply (store, changeset, count, error);
  inverse = iso_changeset_invert (changeset, store->db, error);
  return inverse != NULL && apply (store, inverse, count, error);
}

static gboolean
add_row (IsoStore *store, IsoHistoryKind kind, gint64 target, GBytes *changeset, gint64 *seq, GError **error)
{
  if (!iso_db_run (store->db, error, "INSERT INTO history (kind, target, verb, args, at, zone, who, schema, changeset)"
                   " VALUES (?, nullif (?, -1), ?, ?, ?, ?, ?, ?, ?)", "tlttlttib", iso_history_kind_word (kind), target, store->verb, store->args,
                   store->at, store->zone, store->who, (int) store->schema->version, changeset))
    return FALSE;
  *seq = sqlite3_last_insert_rowid (iso_db_handle (store->db));
  return TRUE;
}

static void
forget_edit (IsoStore *store)
{
  store->depth = 0;
  store->failed = FALSE;
  g_clear_pointer (&store->recorder, iso_recorder_free);
  g_clear_pointer (&store->verb, g_free);
  g_clear_pointer (&store->args, g_free);
  g_clear_pointer (&store->zone, g_free);
  g_clear_pointer (&store->who, g_free);
}

static void
roll_back (IsoStore *store)
{
  g_clear_pointer (&store->recorder, iso_recorder_free);
  if (!sqlite3_get_autocommit (iso_db_handle (store->db)))
    iso_db_execute (store->db, "ROLLBACK", NULL);
  forget_edit (store);
}

static gboolean
start (IsoStore *store, const IsoStamp *stamp, const char *verb, const char *const *args, GError **error)
{
  if (!iso_db_execute (store->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  store->verb = g_strdup (verb);
  store->args = iso_history_join_args (args);
  store->at = stamp->at;
  store->zone = g_strdup (stamp->zone);
  store->who = g_strdup (stamp->who);
  store->recorder = iso_recorder_new (store->schema, store->db, error);
  if (store->recorder != NULL)
    return TRUE;
  roll_back (store);
  return FALSE;
}

/* That a step recorded as many changes as it was to make. */
static gboolean
check_count (IsoStore *store, GBytes *changeset, guint expected, GError **error)
{
  guint count;

  if (expected == ANY_COUNT)
    return TRUE;
  return iso_changeset_count (changeset, store->db, &count, error) && (count == expected || iso_changeset_refuse (store->db, error));
}

/* Ends what start () began. `target` is -1 for a row without one. */
static gboolean
commit (IsoStore *store, IsoHistoryKind kind, gint64 target, guint expected, GError **error)
{
  g_autoptr (GBytes) changeset = iso_recorder_collect (store->recorder, store->db, error);
  gboolean own = kind == ISO_HISTORY_DO || kind == ISO_HISTORY_RESTORE;
  gint64 seq;

  if (changeset == NULL || !check_count (store, changeset, expected, error))
    {
      roll_back (store);
      return FALSE;
    }
  if (own && g_bytes_get_size (changeset) == 0)
    {
      roll_back (store);
      return TRUE;
    }
  if (!add_row (store, kind, target, own ? changeset : NULL, &seq, error) || !iso_db_execute (store->db, "COMMIT", error))
    {
      roll_back (store);
      return FALSE;
    }
  forget_edit (store);
  replay (store, kind, seq, target);
  if (store->changed != NULL)
    iso_changeset_tell (changeset, store->changed, store->changed_data);
  return TRUE;
}

static gboolean
step (IsoStore *store, IsoHistoryKind kind, const IsoStamp *stamp, GError **error)
{
  gint64 target = get_last (kind == ISO_HISTORY_UNDO ? store->undo : store->redo);
  guint count;

  g_return_val_if_fail (store->depth == 0, FALSE);
  if (target == 0 && kind == ISO_HISTORY_UNDO && store->floor > 0)
    return refuse (store, ISO_ERROR_UNSUPPORTED, error,
                   N_("What was done before the project was brought to the form of this version cannot be undone. "
                      "The file from before is still there."));
  if (target == 0 && kind == ISO_HISTORY_UNDO)
    return refuse (store, ISO_ERROR_RANGE, error, N_("There is nothing to undo."));
  if (target == 0)
    return refuse (store, ISO_ERROR_RANGE, error, N_("There is nothing to redo."));

  if (!start (store, stamp, iso_history_kind_word (kind), NULL, error))
    return FALSE;
  store->weight = iso_history_weigh (store, kind, 0);
  store->made = 0;
  if (apply_row (store, target, kind == ISO_HISTORY_UNDO, &count, error))
    return commit (store, kind, target, count, error);
  roll_back (store);
  return FALSE;
}

/* Takes back what the rows after `seq` did, from the last on. */
static gboolean
walk_back (IsoStore *store, gint64 seq, GError **error)
{
  g_autoptr (GPtrArray) rows = iso_history_list (store, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = rows->len; i-- > 0;)
    {
      const IsoHistoryRow *row = g_ptr_array_index (rows, i);
      gboolean own = row->kind == ISO_HISTORY_DO || row->kind == ISO_HISTORY_RESTORE;

      if (row->seq <= seq)
        break;
      if (!apply_row (store, own ? row->seq : row->target, row->kind != ISO_HISTORY_UNDO, NULL, error))
        return FALSE;
    }
  return TRUE;
}

IsoStore *
iso_store_new (const IsoSchema *schema, IsoDb *db, GError **error)
{
  g_autoptr (IsoStore) store = g_new0 (IsoStore, 1);

  store->schema = schema;
  store->db = db;
  store->undo = g_array_new (FALSE, FALSE, sizeof (gint64));
  store->redo = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!replay_all (store, error))
    return NULL;
  return g_steal_pointer (&store);
}

IsoStore *
iso_store_open_beside (const IsoSchema *schema, const char *path, GError **error)
{
  IsoDb *db = iso_db_open (path, path, ISO_DB_READ, error);

  if (db == NULL)
    return NULL;
  iso_db_set_timeout (db, WAIT_FOR_EDITS);
  return iso_store_new (schema, db, error);
}

void
iso_store_free (IsoStore *store)
{
  roll_back (store);
  g_array_unref (store->undo);
  g_array_unref (store->redo);
  iso_db_close (store->db);
  g_free (store);
}

IsoDb *
iso_store_db (IsoStore *store)
{
  return store->db;
}

const IsoSchema *
iso_store_schema (const IsoStore *store)
{
  return store->schema;
}

void
iso_store_set_watch (IsoStore *store, IsoChangeFunc changed, gpointer data)
{
  store->changed = changed;
  store->changed_data = data;
}

void
iso_store_set_progress (IsoStore *store, IsoStepFunc progress, gpointer data)
{
  store->progress = progress;
  store->progress_data = data;
}

gboolean
iso_history_begin (IsoStore *store, const IsoStamp *stamp, const char *verb, const char *const *args, GError **error)
{
  if (store->depth == 0 && !start (store, stamp, verb, args, error))
    return FALSE;
  store->depth++;
  return TRUE;
}

gboolean
iso_history_end (IsoStore *store, gboolean done, GError **error)
{
  g_return_val_if_fail (store->depth > 0, FALSE);
  store->depth--;
  store->failed |= !done;
  if (store->depth > 0)
    return done;
  if (!store->failed)
    return commit (store, ISO_HISTORY_DO, -1, ANY_COUNT, error);
  roll_back (store);
  if (done)
    refuse (store, ISO_ERROR_RANGE, error, N_("A part of this change could not be made, so nothing was changed."));
  return FALSE;
}

gboolean
iso_history_undo (IsoStore *store, const IsoStamp *stamp, GError **error)
{
  return step (store, ISO_HISTORY_UNDO, stamp, error);
}

gboolean
iso_history_redo (IsoStore *store, const IsoStamp *stamp, GError **error)
{
  return step (store, ISO_HISTORY_REDO, stamp, error);
}

gboolean
iso_history_restore (IsoStore *store, gint64 seq, const IsoStamp *stamp, GError **error)
{
  gint64 there;

  g_return_val_if_fail (store->depth == 0, FALSE);
  if (!iso_db_get (store->db, &there, 0, error, "SELECT count (*) FROM history WHERE seq = ?", "l", seq))
    return FALSE;
  if (seq != 0 && there == 0)
    return refuse (store, ISO_ERROR_RANGE, error, N_("The history has no such step."));
  if (seq < store->floor)
    return refuse (store, ISO_ERROR_UNSUPPORTED, error,
                   N_("That step belongs to the form that an older version gave the project, and cannot be restored. "
                      "The file from before is still there."));
  if (!start (store, stamp, iso_history_kind_word (ISO_HISTORY_RESTORE), NULL, error))
    return FALSE;
  store->weight = iso_history_weigh (store, ISO_HISTORY_RESTORE, seq);
  store->made = 0;
  if (walk_back (store, seq, error))
    return commit (store, ISO_HISTORY_RESTORE, seq, ANY_COUNT, error);
  roll_back (store);
  return FALSE;
}

gint64
iso_history_weigh (IsoStore *store, IsoHistoryKind kind, gint64 seq)
{
  gint64 target = kind == ISO_HISTORY_UNDO ? get_last (store->undo) : get_last (store->redo);
  gint64 weight = 0;

  if (kind == ISO_HISTORY_RESTORE)
    iso_db_get (store->db, &weight, 0, NULL, "SELECT coalesce (sum (length (own.changeset)), 0) FROM history AS step JOIN history AS own"
                " ON own.seq = CASE WHEN step.kind IN ('undo', 'redo') THEN step.target ELSE step.seq END WHERE step.seq > ?", "l", seq);
  else
    iso_db_get (store->db, &weight, 0, NULL, "SELECT coalesce (sum (length (changeset)), 0) FROM history WHERE seq = ?", "l", target);
  return weight;
}

gboolean
iso_history_read (IsoStore *store, gint64 seq, IsoChangedRowFunc func, gpointer data, GError **error)
{
  g_autoptr (IsoStatement) row = iso_db_query (store->db, error, "SELECT kind, coalesce (target, 0) FROM history WHERE seq = ?", "l", seq);
  g_autoptr (GBytes) changeset = NULL;
  GError *problem = NULL;
  IsoHistoryKind kind = ISO_HISTORY_MIGRATE;

  if (row == NULL)
    return FALSE;
  if (iso_statement_next (row, &problem))
    iso_history_parse_kind (iso_statement_text (row, 0), &kind);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  if (kind == ISO_HISTORY_MIGRATE)
    return TRUE;
  changeset = load_changeset (store, kind == ISO_HISTORY_UNDO || kind == ISO_HISTORY_REDO ? iso_statement_int (row, 1) : seq, error);
  if (changeset != NULL && kind == ISO_HISTORY_UNDO)
    {
      GBytes *inverse = iso_changeset_invert (changeset, store->db, error);

      g_bytes_unref (changeset);
      changeset = inverse;
    }
  if (changeset == NULL)
    return FALSE;
  iso_changeset_read (changeset, func, data);
  return TRUE;
}

gint64
iso_history_next_undo (const IsoStore *store)
{
  return get_last (store->undo);
}

gint64
iso_history_next_redo (const IsoStore *store)
{
  return get_last (store->redo);
}

gint64
iso_history_position (const IsoStore *store)
{
  return store->position;
}

gint64
iso_history_floor (const IsoStore *store)
{
  return store->floor;
}
