/* iso-project-reload.c - from rows to objects: just those that an edit changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-private.h"
#include "iso-user-text.h"

#include <string.h>

/* From here on one query for all is faster than one a row. */
#define MANY 32

static const char *const entity_tables[] = {
  [ISO_ENTITY_DRUG] = "drug",
  [ISO_ENTITY_SAMPLE] = "sample",
  [ISO_ENTITY_RUN] = "run",
  [ISO_ENTITY_PLATE] = "plate",
  [ISO_ENTITY_FIGURE] = "figure",
};

static const char *const supply_tables[] = { "stock", "cells", "preparation", "drug_preparation", NULL };

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

void
iso_project_changes_init (IsoProjectChanges *changes)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    changes->entities[i] = new_set ();
  changes->wells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  changes->settings = new_set ();
  changes->made = new_set ();
  changes->experiment = FALSE;
  changes->links = FALSE;
  changes->supplies = FALSE;
}

void
iso_project_changes_clear (IsoProjectChanges *changes)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_hash_table_unref (changes->entities[i]);
  g_hash_table_unref (changes->wells);
  g_hash_table_unref (changes->settings);
  g_hash_table_unref (changes->made);
}

static void
note_well (IsoProjectChanges *changes, const char *const *key)
{
  GArray *places = g_hash_table_lookup (changes->wells, key[0]);
  const IsoWellPlace place = { (guint) g_ascii_strtoull (key[1], NULL, 10) - 1, (guint) g_ascii_strtoull (key[2], NULL, 10) - 1 };

  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (IsoWellPlace));
      g_hash_table_insert (changes->wells, g_strdup (key[0]), places);
    }
  g_array_append_val (places, place);
}

void
iso_project_note_change (IsoChangeKind kind, const char *table, const char *const *key, gpointer data)
{
  IsoProjectChanges *changes = data;

  if (kind == ISO_CHANGE_INSERT && strcmp (table, "plate") == 0)
    g_hash_table_add (changes->made, g_strdup (key[0]));
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    if (strcmp (table, entity_tables[i]) == 0)
      {
        g_hash_table_add (changes->entities[i], g_strdup (key[0]));
        return;
      }
  if (strcmp (table, "well") == 0 || strcmp (table, "dose") == 0 || strcmp (table, "exclusion") == 0)
    note_well (changes, key);
  else if (strcmp (table, "link") == 0)
    {
      g_hash_table_add (changes->entities[ISO_ENTITY_PLATE], g_strdup (key[0]));
      changes->links = TRUE;
    }
  else if (strcmp (table, "figure_setting") == 0)
    g_hash_table_add (changes->entities[ISO_ENTITY_FIGURE], g_strdup (key[0]));
  else if (g_strv_contains (supply_tables, table))
    changes->supplies = TRUE;
  else if (strcmp (table, "setting") == 0)
    g_hash_table_add (changes->settings, g_strdup (key[0]));
  else
    changes->experiment = TRUE;
}

/* All that stands on a plate: what a worker read already (once), or what the project says. */
static IsoWellRow *
read_wells (IsoProject *self, GHashTable *read, const char *id, guint wells, guint *n, GError **error)
{
  IsoProjectWells *own = read != NULL ? g_hash_table_lookup (read, id) : NULL;

  if (own == NULL || own->rows == NULL)
    return iso_lookup_wells (iso_store_db (iso_work_store (self->work)), id, wells, n, error);
  *n = own->n;
  own->n = 0;
  return g_steal_pointer (&own->rows);
}

/* A thing that the lists do not have; a plate with all that stands on it. */
static IsoProjectItem *
make_item (IsoProject *self, IsoEntity entity, const IsoEntityRow *row, GHashTable *read, GError **error)
{
  g_autoptr (IsoProjectItem) item = iso_project_make_item (self, entity, row);
  IsoWellRow *wells;
  guint n;

  if (entity == ISO_ENTITY_PLATE)
    {
      wells = read_wells (self, read, row->id, row->wells, &n, error);
      if (wells == NULL)
        return NULL;
      iso_project_take_wells (ISO_PROJECT_PLATE (item), wells, n);
    }
  return g_steal_pointer (&item);
}

/* `row` may be NULL: it is gone. */
static gboolean
reload_item (IsoProject *self, IsoEntity entity, const char *id, const IsoEntityRow *row, GHashTable *read, GPtrArray *added,
             GPtrArray *removed, GError **error)
{
  IsoProjectItem *item = iso_project_list_find (self->lists[entity], id);

  if (row != NULL && item != NULL)
    iso_project_item_take (item, row);
  else if (row != NULL)
    {
      item = make_item (self, entity, row, read, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (added, item);
    }
  else if (item != NULL)
    g_ptr_array_add (removed, g_object_ref (item));
  return TRUE;
}

/* Rows by id, of many things at once. */
static GHashTable *
index_rows (GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (index, ((IsoEntityRow *) g_ptr_array_index (rows, i))->id, g_ptr_array_index (rows, i));
  return index;
}

static gboolean
reload_rows (IsoProject *self, IsoEntity entity, GHashTable *ids, GPtrArray *rows, GHashTable *read, GPtrArray *added, GPtrArray *removed,
             GError **error)
{
  g_autoptr (GHashTable) index = index_rows (rows);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!reload_item (self, entity, id, g_hash_table_lookup (index, id), read, added, removed, error))
      return FALSE;
  return TRUE;
}

static gboolean
reload_many (IsoProject *self, IsoEntity entity, GHashTable *ids, GPtrArray *added, GPtrArray *removed, GError **error)
{
  g_autoptr (GPtrArray) rows = iso_lookup_entities (iso_store_db (iso_work_store (self->work)), entity, error);

  return rows != NULL && reload_rows (self, entity, ids, rows, NULL, added, removed, error);
}

static gboolean
reload_few (IsoProject *self, IsoEntity entity, GHashTable *ids, GPtrArray *added, GPtrArray *removed, GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr (IsoEntityRow) row = NULL;

      if (!iso_lookup_entity (iso_store_db (iso_work_store (self->work)), entity, id, &row, error)
          || !reload_item (self, entity, id, row, NULL, added, removed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
reload_list (IsoProject *self, IsoEntity entity, GHashTable *ids, const IsoProjectContents *contents, GHashTable *read, GHashTable *made,
             GError **error)
{
  g_autoptr (GPtrArray) added = new_items ();
  g_autoptr (GPtrArray) removed = new_items ();
  gboolean done;

  if (g_hash_table_size (ids) == 0)
    return TRUE;
  if (contents != NULL)
    done = reload_rows (self, entity, ids, contents->entities[entity], read, added, removed, error);
  else
    done = (g_hash_table_size (ids) > MANY ? reload_many : reload_few) (self, entity, ids, added, removed, error);
  for (guint i = 0; i < added->len; i++)
    g_hash_table_add (made, g_ptr_array_index (added, i));
  iso_project_update_list (self, entity, added, removed);
  return done;
}

static int
compare_indices_cb (gconstpointer first, gconstpointer second)
{
  guint one = *(const guint *) first;
  guint two = *(const guint *) second;

  return one < two ? -1 : one > two;
}

/* The wells that the places name, ascending, each once. */
static GArray *
index_wells (IsoProjectPlate *plate, GArray *places)
{
  guint columns = iso_project_plate_get_columns (plate);
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const IsoWellPlace *place = &g_array_index (places, IsoWellPlace, i);
      guint index = place->row * columns + place->column;

      g_array_append_val (indices, index);
    }
  g_array_sort (indices, compare_indices_cb);
  for (guint i = 0; i < indices->len; i++)
    if (i == 0 || g_array_index (indices, guint, i) != g_array_index (indices, guint, n - 1))
      g_array_index (indices, guint, n++) = g_array_index (indices, guint, i);
  return g_array_set_size (indices, n);
}

static gboolean
reload_wells (IsoProject *self, IsoProjectPlate *plate, GArray *places, GHashTable *read, GError **error)
{
  IsoDb *db = iso_store_db (iso_work_store (self->work));
  const char *id = iso_project_item_get_id (ISO_PROJECT_ITEM (plate));
  const IsoPlateFormat *format = iso_project_plate_get_format (plate);
  guint columns = iso_project_plate_get_columns (plate);
  g_autoptr (GArray) indices = index_wells (plate, places);
  gboolean done = TRUE;
  IsoWellRow *rows;
  guint n;

  if (format == NULL || indices->len > MANY)
    {
      rows = read_wells (self, read, id, format != NULL ? format->wells : 0, &n, error);
      if (rows != NULL)
        iso_project_plate_take_all (plate, rows, n, indices);
      return rows != NULL;
    }
  rows = g_new0 (IsoWellRow, indices->len);
  for (guint i = 0; done && i < indices->len; i++)
    {
      guint index = g_array_index (indices, guint, i);

      done = iso_lookup_well (db, id, index / columns, index % columns, &rows[i], error);
    }
  if (done)
    iso_project_plate_take_wells (plate, indices, rows);
  iso_well_rows_free (rows, indices->len);
  return done;
}

/* Plates that were made just now have their wells. */
static gboolean
reload_plates (IsoProject *self, GHashTable *wells, GHashTable *read, GHashTable *made, GError **error)
{
  GHashTableIter iter;
  gpointer id, places;

  g_hash_table_iter_init (&iter, wells);
  while (g_hash_table_iter_next (&iter, &id, &places))
    {
      IsoProjectItem *plate = iso_project_list_find (self->lists[ISO_ENTITY_PLATE], id);

      if (plate != NULL && !g_hash_table_contains (made, plate)
          && !reload_wells (self, ISO_PROJECT_PLATE (plate), places, read, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
reload_settings (IsoProject *self, GHashTable *names, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      char *value;

      if (!iso_lookup_setting (iso_store_db (iso_work_store (self->work)), name, &value, error))
        return FALSE;
      if (value != NULL)
        g_hash_table_insert (self->settings, g_strdup (name), value);
      else
        g_hash_table_remove (self->settings, name);
      g_signal_emit_by_name (self, "setting-changed", name);
    }
  return TRUE;
}

static gboolean
reload_supplies (IsoProject *self, GError **error)
{
  g_auto (IsoProjectSupplies) supplies = { NULL };

  if (!iso_project_supplies_load (iso_store_db (iso_work_store (self->work)), &supplies, error))
    return FALSE;
  iso_project_take_supplies (self, &supplies);
  return TRUE;
}

static gboolean
reload_history (IsoProject *self, GError **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  g_autoptr (IsoProjectStep) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->history), n - 1) : NULL;
  g_autoptr (GPtrArray) rows = iso_history_list_after (iso_work_store (self->work), last != NULL ? iso_project_step_get_seq (last) : 0, error);

  if (rows == NULL)
    return FALSE;
  iso_project_add_steps (self, rows);
  return TRUE;
}

/* What was imported only grows. */
static gboolean
reload_sources (IsoProject *self, const IsoProjectContents *contents, GError **error)
{
  IsoDb *db = iso_store_db (iso_work_store (self->work));
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GPtrArray) reads = NULL;
  gint64 n;

  if (contents != NULL)
    {
      iso_project_sources_fill (self->sources, self->reads, G_LIST_MODEL (self->history), contents->sources, contents->reads);
      return TRUE;
    }
  if (!iso_db_get (db, &n, 0, error, "SELECT count (*) FROM read", NULL))
    return FALSE;
  if (n == g_list_model_get_n_items (G_LIST_MODEL (self->reads)))
    return TRUE;
  sources = iso_lookup_sources (db, error);
  reads = sources != NULL ? iso_lookup_reads (db, error) : NULL;
  if (reads != NULL)
    iso_project_sources_fill (self->sources, self->reads, G_LIST_MODEL (self->history), sources, reads);
  return reads != NULL;
}

/* The wells of plates that a worker has read, by id. */
static GHashTable *
index_wells_read (const IsoProjectContents *contents)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; contents != NULL && i < contents->wells->len; i++)
    g_hash_table_insert (index, ((IsoEntityRow *) g_ptr_array_index (contents->entities[ISO_ENTITY_PLATE], i))->id,
                         g_ptr_array_index (contents->wells, i));
  return index;
}

static gboolean
reload (IsoProject *self, IsoProjectChanges *changes, const IsoProjectContents *contents, GError **error)
{
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) read = index_wells_read (contents);
  g_auto (IsoExperimentRow) experiment = { NULL };

  if (changes->experiment && !iso_lookup_experiment (iso_store_db (iso_work_store (self->work)), &experiment, error))
    return FALSE;
  if (changes->experiment)
    iso_project_set_words (self, &experiment);
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    if (!reload_list (self, iso_project_order[i], changes->entities[iso_project_order[i]], contents, read, made, error))
      return FALSE;
  return reload_plates (self, changes->wells, read, made, error)
         && reload_settings (self, changes->settings, error)
         && (!changes->supplies || reload_supplies (self, error))
         && reload_history (self, error)
         && (!changes->links || reload_sources (self, contents, error));
}

/* When the few rows that an edit changed cannot be read, all of them may be. */
static gboolean
reload_all (IsoProject *self, GError **error)
{
  g_autoptr (IsoProjectContents) contents = iso_project_contents_load (iso_work_store (self->work), error);

  if (contents != NULL)
    iso_project_take_contents (self, contents);
  return contents != NULL;
}

/* To be freed. */
static char *
describe_failure (const GError *error)
{
  g_autofree char *reason = iso_error_to_user_text (error);
  g_autoptr (GError) failure = NULL;

  iso_error_set (&failure, ISO_ERROR_CORRUPT, NULL,
                 N_("The last change is in the project, and the project cannot be read any more ({1}). Nothing can be changed now. Save a "
                    "copy of it, and open that."), reason, NULL);
  return iso_error_to_user_text (failure);
}

static gboolean
is_about_analysis (const IsoProjectChanges *changes)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    if (i != ISO_ENTITY_FIGURE && g_hash_table_size (changes->entities[i]) > 0)
      return TRUE;
  return changes->experiment || g_hash_table_size (changes->wells) > 0 || g_hash_table_size (changes->settings) > 0;
}

static gboolean
is_empty (const IsoProjectChanges *changes)
{
  return !is_about_analysis (changes) && !changes->supplies && g_hash_table_size (changes->entities[ISO_ENTITY_FIGURE]) == 0;
}

void
iso_project_settle_worked (IsoProject *self, IsoProjectChanges *changes, IsoProjectContents *contents)
{
  g_autofree char *failure = NULL;
  g_autoptr (GError) error = NULL;

  if (is_empty (changes))
    {
      iso_project_changes_clear (changes);
      return;
    }
  iso_project_hold (self);   /* whoever is told may close the project */
  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  if (!reload (self, changes, contents, NULL) && !reload_all (self, &error))
    {
      failure = describe_failure (error);
      iso_project_set_flag (self, &self->read_only, TRUE, ISO_PROJECT_PROP_READ_ONLY);
    }
  iso_project_update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit_by_name (self, "changed", is_about_analysis (changes));
  if (failure != NULL)
    g_signal_emit_by_name (self, "failed", failure);
  iso_project_changes_clear (changes);
  iso_project_release (self);
  g_object_unref (self);
}

void
iso_project_settle (IsoProject *self)
{
  IsoProjectChanges changes = self->changes;

  if (is_empty (&changes))
    return;
  iso_project_changes_init (&self->changes);
  iso_project_settle_worked (self, &changes, NULL);
}
