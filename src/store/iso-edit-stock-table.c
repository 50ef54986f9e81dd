/* iso-edit-stock-table.c - the bottles of a table, as one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-lookup.h"

#include <string.h>

typedef struct
{
  IsoStore       *store;
  const IsoStamp *stamp;
  const char     *file;
  IsoIdFunc       new_id;
  gpointer        data;
  GPtrArray      *before;   /* of IsoStockRow: those that were there and stand for no line yet are not NULL */
} Import;

static gboolean
find_drug (const Import *import, const char *name, char **id, GError **error)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (import->store), error, "SELECT id FROM drug WHERE name = ? ORDER BY position",
                                               "t", name);
  GError *problem = NULL;

  if (row == NULL)
    return FALSE;
  if (iso_statement_next (row, &problem))
    *id = g_strdup (iso_statement_text (row, 0));
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
ensure_drug (const Import *import, const IsoBottleRow *row, char **id, GError **error)
{
  const IsoPlace place = { .file = (char *) import->file, .line = row->line };

  if (!find_drug (import, row->drug, id, error))
    return FALSE;
  if (*id != NULL)
    return TRUE;
  if (row->dose_unit == NULL)
    {
      iso_error_set (error, ISO_ERROR_RANGE, &place,
                     N_("“{1}” is no compound of this project. Correct its name, or say the unit of its doses in a column “dose unit” to have it "
                        "added."), row->drug, NULL);
      return FALSE;
    }
  *id = import->new_id (import->data);
  return iso_edit_add_drug (import->store, import->stamp, *id, row->drug, row->dose_unit->symbol, error);
}

/* The bottle that a line stands for, which is used up; NULL for a new one. */
static IsoStockRow *
take_same (const Import *import, const char *drug, const char *lot)
{
  for (guint i = 0; i < import->before->len; i++)
    {
      IsoStockRow *stock = import->before->pdata[i];

      if (strcmp (stock->drug, drug) == 0 && strcmp (stock->bottle.lot, lot) == 0)
        return g_ptr_array_steal_index (import->before, i);
    }
  return NULL;
}

static gboolean
add_row (const Import *import, const IsoBottleRow *row, GError **error)
{
  g_autofree char *drug = NULL;
  g_autofree char *id = NULL;
  g_autoptr (IsoStockRow) same = NULL;

  if (!ensure_drug (import, row, &drug, error))
    return FALSE;
  same = take_same (import, drug, row->bottle.lot);
  id = same != NULL ? g_strdup (same->id) : import->new_id (import->data);
  if (!(same != NULL ? iso_edit_change_stock (import->store, import->stamp, id, &row->bottle, error)
                     : iso_edit_add_stock (import->store, import->stamp, id, drug, &row->bottle, error)))
    return FALSE;
  return !row->used || iso_edit_use_stock (import->store, import->stamp, id, error);
}

gboolean
iso_edit_import_stocks (IsoStore *store, const IsoStamp *stamp, const char *file, const GPtrArray *rows, IsoIdFunc new_id, gpointer data,
                        GError **error)
{
  g_autoptr (GPtrArray) before = iso_lookup_stocks (iso_store_db (store), error);
  const Import import = { store, stamp, file, new_id, data, before };
  gboolean done = TRUE;

  if (before == NULL || !iso_history_begin (store, stamp, "import-stocks", ISO_ARGS (file), error))
    return FALSE;
  for (guint i = 0; done && i < rows->len; i++)
    done = add_row (&import, rows->pdata[i], error);
  return iso_history_end (store, done, error);
}
