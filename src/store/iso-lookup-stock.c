/* iso-lookup-stock.c - bottles, cells and how an experiment is prepared as plain values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-lookup.h"

/* Takes one row. FALSE and CORRUPT if it cannot be. */
typedef gboolean (*TakeFunc) (IsoDb *db, IsoStatement *row, gpointer list, GError **error);

/* Takes the statement; calls for each of its rows. */
static gboolean
each (IsoDb *db, IsoStatement *statement, TakeFunc take, gpointer list, GError **error)
{
  g_autoptr (IsoStatement) rows = statement;
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      if (!take (db, rows, list, error))
        return FALSE;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
refuse (IsoDb *db, const char *what, GError **error)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (db) },
                 N_("The project holds something that cannot be ({1}). Undo the last changes, or open a copy from before."), what, NULL);
  return FALSE;
}

static gboolean
take_stock (IsoDb *db, IsoStatement *row, gpointer list, GError **error)
{
  g_autoptr (IsoStockRow) stock = g_new0 (IsoStockRow, 1);
  IsoBottle *bottle = &stock->bottle;
  gint64 thaws = iso_statement_int (row, 16);

  stock->id = g_strdup (iso_statement_text (row, 0));
  stock->position = iso_statement_int (row, 1);
  stock->drug = g_strdup (iso_statement_text (row, 2));
  stock->used = iso_statement_int (row, 3) != 0;
  *bottle = (IsoBottle) {
    .form_name = g_strdup (iso_statement_text (row, 4)),
    .form = { iso_statement_real (row, 5), iso_statement_real (row, 6), iso_statement_real (row, 7), iso_statement_real (row, 8) },
    .solvent = g_strdup (iso_statement_text (row, 9)),
    .unit = iso_unit_find (iso_statement_text (row, 11)),
    .concentration = iso_statement_real (row, 10),
    .lot = g_strdup (iso_statement_text (row, 12)),
    .supplier = g_strdup (iso_statement_text (row, 13)),
    .expiry = g_strdup (iso_statement_text (row, 14)),
    .in_spite = g_strdup (iso_statement_text (row, 15)),
    .thaws = (guint) CLAMP (thaws, 0, G_MAXINT),
  };
  if (bottle->unit == NULL || !iso_bottle_check (bottle, NULL))
    return refuse (db, iso_statement_text (row, 11), error);
  g_ptr_array_add (list, g_steal_pointer (&stock));
  return TRUE;
}

static gboolean
take_cells (IsoDb *db, IsoStatement *row, gpointer list, GError **error)
{
  g_autoptr (IsoCellsRow) cells = g_new0 (IsoCellsRow, 1);

  cells->sample = g_strdup (iso_statement_text (row, 0));
  cells->cells = (IsoCells) {
    g_strdup (iso_statement_text (row, 1)), iso_statement_real (row, 2), iso_statement_real (row, 3), iso_statement_real (row, 4),
  };
  if (!iso_cells_check (&cells->cells, NULL))
    return refuse (db, cells->sample, error);
  g_ptr_array_add (list, g_steal_pointer (&cells));
  return TRUE;
}

static gboolean
take_value (IsoDb *db, IsoStatement *row, gpointer list, GError **error)
{
  g_hash_table_insert (list, g_strdup (iso_statement_text (row, 0)), g_strdup (iso_statement_text (row, 1)));
  return TRUE;
}

void
iso_stock_row_free (IsoStockRow *row)
{
  g_free (row->id);
  g_free (row->drug);
  iso_bottle_clear (&row->bottle);
  g_free (row);
}

void
iso_cells_row_free (IsoCellsRow *row)
{
  g_free (row->sample);
  iso_cells_clear (&row->cells);
  g_free (row);
}

GPtrArray *
iso_lookup_stocks (IsoDb *db, GError **error)
{
  g_autoptr (GPtrArray) stocks = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_stock_row_free);

  if (each (db, iso_db_query (db, error, "SELECT id, position, drug, used, form_name, form_weight, active_weight, active_per_form, purity,"
                              " solvent, concentration, unit, lot, supplier, expiry, in_spite, thaws FROM stock ORDER BY position, id", NULL),
            take_stock, stocks, error))
    return g_steal_pointer (&stocks);
  return NULL;
}

GPtrArray *
iso_lookup_cells (IsoDb *db, GError **error)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_cells_row_free);

  if (each (db, iso_db_query (db, error, "SELECT sample, passage, per_well, count, viability FROM cells ORDER BY sample", NULL), take_cells,
            cells, error))
    return g_steal_pointer (&cells);
  return NULL;
}

GHashTable *
iso_lookup_preparation (IsoDb *db, const char *drug, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  IsoStatement *rows = drug != NULL
                         ? iso_db_query (db, error, "SELECT name, value FROM drug_preparation WHERE drug = ? ORDER BY name", "t", drug)
                         : iso_db_query (db, error, "SELECT name, value FROM preparation ORDER BY name", NULL);

  return each (db, rows, take_value, values, error) ? g_steal_pointer (&values) : NULL;
}
