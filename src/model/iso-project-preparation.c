/* iso-project-preparation.c - what a project knows of bottles, cells and how it is prepared
 *
 * There are few of them, so that all are read when one has changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-private.h"

#include "iso-content-store.h"

#include <string.h>

/* One table for all: the drug, "" for none, and the name. */
static char *
make_key (const char *drug, const char *name)
{
  return g_strconcat (drug != NULL ? drug : "", "\n", name, NULL);
}

static void
free_cells (gpointer data)
{
  iso_cells_clear (data);
  g_free (data);
}

static GHashTable *
new_texts (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
load_values (IsoDb *db, const char *drug, GHashTable *all, GError **error)
{
  g_autoptr (GHashTable) values = iso_lookup_preparation (db, drug, error);
  GHashTableIter iter;
  gpointer name, value;

  if (values == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (all, make_key (drug, name), g_strdup (value));
  return TRUE;
}

static GHashTable *
load_preparation (IsoDb *db, GError **error)
{
  g_autoptr (GHashTable) all = new_texts ();
  g_autoptr (GPtrArray) drugs = iso_lookup_entities (db, ISO_ENTITY_DRUG, error);

  if (drugs == NULL || !load_values (db, NULL, all, error))
    return NULL;
  for (guint i = 0; i < drugs->len; i++)
    if (!load_values (db, ((IsoEntityRow *) drugs->pdata[i])->id, all, error))
      return NULL;
  return g_steal_pointer (&all);
}

/* The objects of the rows, in their order; those that were there once come back. */
static void
take_stocks (IsoProject *self, const GPtrArray *rows)
{
  GListModel *list = G_LIST_MODEL (self->stocks);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  gboolean same = g_list_model_get_n_items (list) == rows->len;

  for (guint i = 0; i < rows->len; i++)
    {
      const IsoStockRow *row = rows->pdata[i];
      IsoProjectStock *stock = g_hash_table_lookup (self->every_stock, row->id);
      g_autoptr (GObject) there = g_list_model_get_item (list, i);

      if (stock == NULL)
        {
          stock = iso_project_stock_new (row);
          g_hash_table_insert (self->every_stock, g_strdup (row->id), stock);
        }
      else
        iso_project_stock_take (stock, row);
      g_ptr_array_add (items, stock);
      same = same && (gpointer) there == (gpointer) stock;
    }
  if (!same)
    g_list_store_splice (self->stocks, 0, g_list_model_get_n_items (list), items->pdata, items->len);
}

/* Names in either table whose values differ; a set. */
static GHashTable *
list_differences (GHashTable *before, GHashTable *now, gboolean (*equal) (gconstpointer one, gconstpointer two))
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *const tables[] = { before, now };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      GHashTableIter iter;
      gpointer name, value, other;

      g_hash_table_iter_init (&iter, tables[i]);
      while (g_hash_table_iter_next (&iter, &name, &value))
        if (!g_hash_table_lookup_extended (tables[1 - i], name, NULL, &other) || !equal (value, other))
          g_hash_table_add (names, g_strdup (name));
    }
  return names;
}

static gboolean
is_same_text (gconstpointer one, gconstpointer two)
{
  return g_str_equal (one, two);
}

static gboolean
is_same_cells (gconstpointer one, gconstpointer two)
{
  return iso_cells_equal (one, two);
}

static void
take_cells (IsoProject *self, const GPtrArray *rows)
{
  g_autoptr (GHashTable) before = self->cells;
  g_autoptr (GHashTable) changed = NULL;
  GHashTableIter iter;
  gpointer sample;

  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_cells);
  for (guint i = 0; i < rows->len; i++)
    {
      const IsoCellsRow *row = rows->pdata[i];
      IsoCells *cells = g_new0 (IsoCells, 1);

      iso_cells_copy (&row->cells, cells);
      g_hash_table_insert (self->cells, g_strdup (row->sample), cells);
    }
  changed = list_differences (before, self->cells, is_same_cells);
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &sample, NULL))
    g_signal_emit_by_name (self, "cells-changed", sample);
}

static void
take_preparation (IsoProject *self, GHashTable *values)
{
  g_autoptr (GHashTable) before = self->preparation;
  g_autoptr (GHashTable) changed = list_differences (before, values, is_same_text);
  GHashTableIter iter;
  gpointer key;

  self->preparation = values;
  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const char *name = strchr (key, '\n') + 1;
      g_autofree char *drug = g_strndup (key, (gsize) (name - 1 - (const char *) key));

      g_signal_emit_by_name (self, "preparation-changed", *drug != '\0' ? drug : NULL, name);
    }
}

void
iso_project_preparation_init (IsoProject *self)
{
  self->stocks = g_list_store_new (ISO_TYPE_PROJECT_STOCK);
  self->every_stock = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_cells);
  self->preparation = new_texts ();
}

void
iso_project_preparation_empty (IsoProject *self)
{
  g_list_store_remove_all (self->stocks);
  g_hash_table_remove_all (self->every_stock);
  g_hash_table_remove_all (self->cells);
  g_hash_table_remove_all (self->preparation);
}

void
iso_project_preparation_clear (IsoProject *self)
{
  g_clear_object (&self->stocks);
  g_hash_table_unref (self->every_stock);
  g_hash_table_unref (self->cells);
  g_hash_table_unref (self->preparation);
}

gboolean
iso_project_supplies_load (IsoDb *db, IsoProjectSupplies *supplies, GError **error)
{
  supplies->stocks = iso_lookup_stocks (db, error);
  supplies->cells = supplies->stocks != NULL ? iso_lookup_cells (db, error) : NULL;
  supplies->preparation = supplies->cells != NULL ? load_preparation (db, error) : NULL;
  return supplies->preparation != NULL;
}

void
iso_project_supplies_clear (IsoProjectSupplies *supplies)
{
  g_clear_pointer (&supplies->stocks, g_ptr_array_unref);
  g_clear_pointer (&supplies->cells, g_ptr_array_unref);
  g_clear_pointer (&supplies->preparation, g_hash_table_unref);
}

void
iso_project_take_supplies (IsoProject *self, IsoProjectSupplies *supplies)
{
  take_stocks (self, supplies->stocks);
  take_cells (self, supplies->cells);
  take_preparation (self, g_steal_pointer (&supplies->preparation));
}

GListModel *
iso_project_get_stocks (IsoProject *self)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return G_LIST_MODEL (self->stocks);
}

IsoProjectStock *
iso_project_get_used_stock (IsoProject *self, const char *drug)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->stocks)); i++)
    {
      g_autoptr (IsoProjectStock) stock = g_list_model_get_item (G_LIST_MODEL (self->stocks), i);

      if (iso_project_stock_get_used (stock) && g_str_equal (iso_project_stock_get_drug (stock), drug))
        return stock;   /* the list holds it */
    }
  return NULL;
}

const IsoCells *
iso_project_get_cells (IsoProject *self, const char *sample)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return g_hash_table_lookup (self->cells, sample);
}

const char *
iso_project_get_preparation (IsoProject *self, const char *drug, const char *name)
{
  g_autofree char *key = make_key (drug, name);

  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  return g_hash_table_lookup (self->preparation, key);
}

IsoContent *
iso_project_get_planned (IsoProject *self, GError **error)
{
  g_return_val_if_fail (ISO_IS_PROJECT (self), NULL);
  g_return_val_if_fail (iso_project_is_open (self), NULL);
  return iso_content_load_planned (iso_work_store (self->work), error);
}
