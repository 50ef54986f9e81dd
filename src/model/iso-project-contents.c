/* iso-project-contents.c - from rows to objects: all of them, when a project is opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-private.h"

const IsoEntity iso_project_order[ISO_N_ENTITIES] = {
  ISO_ENTITY_RUN, ISO_ENTITY_DRUG, ISO_ENTITY_SAMPLE, ISO_ENTITY_PLATE, ISO_ENTITY_FIGURE,
};

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

static void
free_wells (gpointer data)
{
  IsoProjectWells *wells = data;

  iso_well_rows_free (wells->rows, wells->n);
  g_free (wells);
}

/* NULL changes: all of them. */
static gboolean
load_wells (IsoDb *db, const IsoProjectChanges *changes, IsoProjectContents *contents, GError **error)
{
  GPtrArray *plates = contents->entities[ISO_ENTITY_PLATE];

  contents->wells = g_ptr_array_new_full (plates->len, free_wells);
  for (guint i = 0; i < plates->len; i++)
    {
      const IsoEntityRow *plate = g_ptr_array_index (plates, i);
      IsoProjectWells *wells = g_new0 (IsoProjectWells, 1);

      g_ptr_array_add (contents->wells, wells);
      if (changes != NULL && !g_hash_table_contains (changes->made, plate->id) && !g_hash_table_contains (changes->wells, plate->id))
        continue;
      wells->rows = iso_lookup_wells (db, plate->id, plate->wells, &wells->n, error);
      if (wells->rows == NULL)
        {
          wells->n = 0;
          return FALSE;
        }
    }
  return TRUE;
}

static void
remove_lost (IsoProject *self, IsoEntity entity, GHashTable *there, GPtrArray *removed)
{
  GListModel *list = G_LIST_MODEL (self->lists[entity]);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (IsoProjectItem) item = g_list_model_get_item (list, i);

      if (!g_hash_table_contains (there, item))
        g_ptr_array_add (removed, g_object_ref (item));
    }
}

/* Things that are there already stay the same objects. */
static void
fill_list (IsoProject *self, IsoEntity entity, IsoProjectContents *contents)
{
  GPtrArray *rows = contents->entities[entity];
  g_autoptr (GPtrArray) added = new_items ();
  g_autoptr (GPtrArray) removed = new_items ();
  g_autoptr (GHashTable) there = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const IsoEntityRow *row = g_ptr_array_index (rows, i);
      IsoProjectItem *item = iso_project_list_find (self->lists[entity], row->id);

      if (item != NULL)
        iso_project_item_take (item, row);
      else
        {
          item = iso_project_make_item (self, entity, row);
          g_ptr_array_add (added, item);
        }
      g_hash_table_add (there, item);
      if (entity == ISO_ENTITY_PLATE)
        {
          IsoProjectWells *wells = g_ptr_array_index (contents->wells, i);

          iso_project_take_wells (ISO_PROJECT_PLATE (item), g_steal_pointer (&wells->rows), wells->n);
          wells->n = 0;
        }
    }
  remove_lost (self, entity, there, removed);
  iso_project_update_list (self, entity, added, removed);
}

static void
fill_settings (IsoProject *self, GHashTable *settings)
{
  g_autoptr (GHashTable) names = new_set ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->settings);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, g_strdup (name));
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, g_strdup (name));
  g_hash_table_unref (self->settings);
  self->settings = settings;
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_signal_emit_by_name (self, "setting-changed", name);
}

static IsoProjectContents *
load (IsoStore *store, const IsoProjectChanges *changes, GError **error)
{
  g_autoptr (IsoProjectContents) contents = g_new0 (IsoProjectContents, 1);
  IsoDb *db = iso_store_db (store);

  if (!iso_lookup_experiment (db, &contents->experiment, error))
    return NULL;
  contents->settings = iso_lookup_settings (db, error);
  if (contents->settings == NULL)
    return NULL;
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    {
      contents->entities[i] = iso_lookup_entities (db, (IsoEntity) i, error);
      if (contents->entities[i] == NULL)
        return NULL;
    }
  if (!iso_project_supplies_load (db, &contents->supplies, error))
    return NULL;
  contents->history = iso_history_list (store, error);
  contents->sources = contents->history != NULL ? iso_lookup_sources (db, error) : NULL;
  contents->reads = contents->sources != NULL ? iso_lookup_reads (db, error) : NULL;
  if (contents->reads == NULL || !load_wells (db, changes, contents, error))
    return NULL;
  return g_steal_pointer (&contents);
}

IsoProjectContents *
iso_project_contents_load (IsoStore *store, GError **error)
{
  return load (store, NULL, error);
}

IsoProjectContents *
iso_project_contents_load_changed (IsoStore *store, const IsoProjectChanges *changes, GError **error)
{
  return load (store, changes, error);
}

void
iso_project_contents_free (IsoProjectContents *contents)
{
  iso_experiment_row_clear (&contents->experiment);
  g_clear_pointer (&contents->settings, g_hash_table_unref);
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_clear_pointer (&contents->entities[i], g_ptr_array_unref);
  g_clear_pointer (&contents->wells, g_ptr_array_unref);
  iso_project_supplies_clear (&contents->supplies);
  g_clear_pointer (&contents->history, g_ptr_array_unref);
  g_clear_pointer (&contents->sources, g_ptr_array_unref);
  g_clear_pointer (&contents->reads, g_ptr_array_unref);
  g_free (contents);
}

void
iso_project_add_steps (IsoProject *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) steps = new_items ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (steps, iso_project_step_new (g_ptr_array_index (rows, i)));
  if (steps->len > 0)
    g_list_store_splice (self->history, g_list_model_get_n_items (G_LIST_MODEL (self->history)), 0, steps->pdata, steps->len);
}

void
iso_project_set_words (IsoProject *self, IsoExperimentRow *row)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_free (self->experiment.title);
  self->experiment.title = g_strdup (row->title);
  if (iso_project_item_set_text (&self->experiment.note, row->note))
    g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_NOTE]);
  if (iso_project_item_set_text (&self->experiment.response, row->response))
    g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_RESPONSE]);
  if (iso_project_item_set_text (&self->experiment.scale, row->scale))
    g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_SCALE]);
  g_object_thaw_notify (G_OBJECT (self));
}

IsoProjectItem *
iso_project_make_item (IsoProject *self, IsoEntity entity, const IsoEntityRow *row)
{
  IsoProjectItem *item = g_hash_table_lookup (self->gone[entity], row->id);

  if (item == NULL)
    return iso_project_item_new (entity, row);
  g_object_ref (item);
  g_hash_table_remove (self->gone[entity], row->id);
  iso_project_item_take (item, row);
  return item;
}

void
iso_project_update_list (IsoProject *self, IsoEntity entity, GPtrArray *added, GPtrArray *removed)
{
  iso_project_list_update (self->lists[entity], added, removed);
  for (guint i = 0; i < removed->len; i++)
    {
      IsoProjectItem *item = g_ptr_array_index (removed, i);

      g_hash_table_insert (self->gone[entity], g_strdup (iso_project_item_get_id (item)), g_object_ref (item));
    }
}

void
iso_project_take_wells (IsoProjectPlate *plate, IsoWellRow *wells, guint n)
{
  gboolean is_new = iso_project_plate_get_n_wells (plate) == 0;
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; !is_new && i < n; i++)
    g_array_append_val (all, i);
  iso_project_plate_take_all (plate, wells, n, is_new ? NULL : all);
}

void
iso_project_take_contents (IsoProject *self, IsoProjectContents *contents)
{
  iso_project_set_words (self, &contents->experiment);
  fill_settings (self, g_steal_pointer (&contents->settings));
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    fill_list (self, iso_project_order[i], contents);
  iso_project_take_supplies (self, &contents->supplies);
  g_list_store_remove_all (self->history);
  iso_project_add_steps (self, contents->history);
  iso_project_sources_fill (self->sources, self->reads, G_LIST_MODEL (self->history), contents->sources, contents->reads);
}

void
iso_project_begin_work (IsoProject *self, IsoWork *work, IsoWorkState state, GFile *file, IsoProjectContents *contents)
{
  IsoStore *store = iso_work_store (work);

  self->work = work;
  self->untitled = file == NULL;
  iso_db_take (iso_store_db (store));
  iso_store_set_watch (store, iso_project_note_change, &self->changes);

  g_object_freeze_notify (G_OBJECT (self));
  g_set_object (&self->file, file);
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_FILE]);
  iso_project_take_contents (self, contents);
  iso_project_set_flag (self, &self->recovered, state == ISO_WORK_RECOVERED, ISO_PROJECT_PROP_RECOVERED);
  iso_project_set_flag (self, &self->damaged, state == ISO_WORK_DAMAGED, ISO_PROJECT_PROP_DAMAGED);
  iso_project_update_state (self);
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_OPEN]);
  g_object_thaw_notify (G_OBJECT (self));
}
