/* iso-project-reload.c - from rows to objects: all of them when a project is opened, and just those that an edit changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-private.h"

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

/* What others refer to comes first. */
static const IsoEntity order[] = { ISO_ENTITY_RUN, ISO_ENTITY_DRUG, ISO_ENTITY_SAMPLE, ISO_ENTITY_PLATE, ISO_ENTITY_FIGURE };

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
free_wells (gpointer data)
{
  IsoProjectWells *wells = data;

  iso_well_rows_free (wells->rows, wells->n);
  g_free (wells);
}

static gboolean
load_all_wells (IsoDb *db, IsoProjectContents *contents, GError **error)
{
  GPtrArray *plates = contents->entities[ISO_ENTITY_PLATE];

  contents->wells = g_ptr_array_new_full (plates->len, free_wells);
  for (guint i = 0; i < plates->len; i++)
    {
      const IsoEntityRow *plate = g_ptr_array_index (plates, i);
      IsoProjectWells *wells = g_new0 (IsoProjectWells, 1);

      wells->rows = iso_lookup_wells (db, plate->id, plate->wells, &wells->n, error);
      if (wells->rows == NULL)
        {
          g_free (wells);
          return FALSE;
        }
      g_ptr_array_add (contents->wells, wells);
    }
  return TRUE;
}

IsoProjectContents *
iso_project_contents_load (IsoStore *store, GError **error)
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
  contents->history = iso_history_list (store, error);
  if (contents->history == NULL || !load_all_wells (db, contents, error))
    return NULL;
  return g_steal_pointer (&contents);
}

void
iso_project_contents_free (IsoProjectContents *contents)
{
  iso_experiment_row_clear (&contents->experiment);
  g_clear_pointer (&contents->settings, g_hash_table_unref);
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_clear_pointer (&contents->entities[i], g_ptr_array_unref);
  g_clear_pointer (&contents->wells, g_ptr_array_unref);
  g_clear_pointer (&contents->history, g_ptr_array_unref);
  g_free (contents);
}

static GPtrArray *
new_items (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_steps (IsoProject *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) steps = new_items ();

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (steps, iso_project_step_new (g_ptr_array_index (rows, i)));
  if (steps->len > 0)
    g_list_store_splice (self->history, g_list_model_get_n_items (G_LIST_MODEL (self->history)), 0, steps->pdata, steps->len);
}

static void
set_words (IsoProject *self, IsoExperimentRow *row)
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

static void
fill_lists (IsoProject *self, IsoProjectContents *contents)
{
  g_autoptr (GPtrArray) none = new_items ();

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      GPtrArray *rows = contents->entities[order[i]];
      g_autoptr (GPtrArray) items = new_items ();

      for (guint j = 0; j < rows->len; j++)
        {
          IsoProjectItem *item = iso_project_item_new (order[i], g_ptr_array_index (rows, j));

          g_ptr_array_add (items, item);
          if (order[i] == ISO_ENTITY_PLATE)
            {
              IsoProjectWells *wells = g_ptr_array_index (contents->wells, j);

              iso_project_plate_take_all (ISO_PROJECT_PLATE (item), g_steal_pointer (&wells->rows), wells->n, NULL);
              wells->n = 0;
            }
        }
      iso_project_list_update (self->lists[order[i]], items, none);
    }
}

void
iso_project_begin_work (IsoProject *self, IsoWork *work, IsoWorkState state, GFile *file, IsoProjectContents *contents)
{
  IsoStore *store = iso_work_store (work);

  self->work = work;
  self->untitled = file == NULL;
  iso_db_take (iso_store_db (store));
  iso_store_set_watch (store, iso_project_note_change, self);

  g_object_freeze_notify (G_OBJECT (self));
  g_set_object (&self->file, file);
  g_object_notify_by_pspec (G_OBJECT (self), iso_project_properties[ISO_PROJECT_PROP_FILE]);
  set_words (self, &contents->experiment);
  g_hash_table_unref (self->settings);
  self->settings = g_steal_pointer (&contents->settings);
  fill_lists (self, contents);
  add_steps (self, contents->history);
  iso_project_set_flag (self, &self->recovered, state == ISO_WORK_RECOVERED, ISO_PROJECT_PROP_RECOVERED);
  iso_project_set_flag (self, &self->damaged, state == ISO_WORK_DAMAGED, ISO_PROJECT_PROP_DAMAGED);
  iso_project_update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
iso_project_changes_init (IsoProjectChanges *changes)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    changes->entities[i] = new_set ();
  changes->wells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  changes->settings = new_set ();
  changes->experiment = FALSE;
}

void
iso_project_changes_clear (IsoProjectChanges *changes)
{
  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    g_hash_table_unref (changes->entities[i]);
  g_hash_table_unref (changes->wells);
  g_hash_table_unref (changes->settings);
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
  IsoProjectChanges *changes = &((IsoProject *) data)->changes;

  for (guint i = 0; i < ISO_N_ENTITIES; i++)
    if (strcmp (table, entity_tables[i]) == 0)
      {
        g_hash_table_add (changes->entities[i], g_strdup (key[0]));
        return;
      }
  if (strcmp (table, "well") == 0 || strcmp (table, "dose") == 0 || strcmp (table, "exclusion") == 0)
    note_well (changes, key);
  else if (strcmp (table, "link") == 0)
    g_hash_table_add (changes->entities[ISO_ENTITY_PLATE], g_strdup (key[0]));
  else if (strcmp (table, "figure_setting") == 0)
    g_hash_table_add (changes->entities[ISO_ENTITY_FIGURE], g_strdup (key[0]));
  else if (strcmp (table, "setting") == 0)
    g_hash_table_add (changes->settings, g_strdup (key[0]));
  else
    changes->experiment = TRUE;
}

/* A thing that the lists do not have yet; a plate with all that stands on it. */
static IsoProjectItem *
make_item (IsoDb *db, IsoEntity entity, const IsoEntityRow *row, GError **error)
{
  g_autoptr (IsoProjectItem) item = iso_project_item_new (entity, row);
  IsoWellRow *wells;
  guint n;

  if (entity == ISO_ENTITY_PLATE)
    {
      wells = iso_lookup_wells (db, row->id, row->wells, &n, error);
      if (wells == NULL)
        return NULL;
      iso_project_plate_take_all (ISO_PROJECT_PLATE (item), wells, n, NULL);
    }
  return g_steal_pointer (&item);
}

/* `row` may be NULL: it is gone. */
static gboolean
reload_item (IsoProject *self, IsoEntity entity, const char *id, const IsoEntityRow *row, GPtrArray *added, GPtrArray *removed,
             GError **error)
{
  IsoProjectItem *item = iso_project_list_find (self->lists[entity], id);

  if (row != NULL && item != NULL)
    iso_project_item_take (item, row);
  else if (row != NULL)
    {
      item = make_item (iso_store_db (iso_work_store (self->work)), entity, row, error);
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
reload_many (IsoProject *self, IsoEntity entity, GHashTable *ids, GPtrArray *added, GPtrArray *removed, GError **error)
{
  g_autoptr (GPtrArray) rows = iso_lookup_entities (iso_store_db (iso_work_store (self->work)), entity, error);
  g_autoptr (GHashTable) index = rows != NULL ? index_rows (rows) : NULL;
  GHashTableIter iter;
  gpointer id;

  if (rows == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!reload_item (self, entity, id, g_hash_table_lookup (index, id), added, removed, error))
      return FALSE;
  return TRUE;
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
          || !reload_item (self, entity, id, row, added, removed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
reload_list (IsoProject *self, IsoEntity entity, GHashTable *ids, GHashTable *made, GError **error)
{
  g_autoptr (GPtrArray) added = new_items ();
  g_autoptr (GPtrArray) removed = new_items ();
  gboolean done;

  if (g_hash_table_size (ids) == 0)
    return TRUE;
  done = (g_hash_table_size (ids) > MANY ? reload_many : reload_few) (self, entity, ids, added, removed, error);
  for (guint i = 0; i < added->len; i++)
    g_hash_table_add (made, g_ptr_array_index (added, i));
  iso_project_list_update (self->lists[entity], added, removed);
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
reload_wells (IsoProject *self, IsoProjectPlate *plate, GArray *places, GError **error)
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
      rows = iso_lookup_wells (db, id, format != NULL ? format->wells : 0, &n, error);
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
reload_plates (IsoProject *self, GHashTable *wells, GHashTable *made, GError **error)
{
  GHashTableIter iter;
  gpointer id, places;

  g_hash_table_iter_init (&iter, wells);
  while (g_hash_table_iter_next (&iter, &id, &places))
    {
      IsoProjectItem *plate = iso_project_list_find (self->lists[ISO_ENTITY_PLATE], id);

      if (plate != NULL && !g_hash_table_contains (made, plate)
          && !reload_wells (self, ISO_PROJECT_PLATE (plate), places, error))
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
reload_history (IsoProject *self, GError **error)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->history));
  g_autoptr (IsoProjectStep) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->history), n - 1) : NULL;
  g_autoptr (GPtrArray) rows = iso_history_list_after (iso_work_store (self->work), last != NULL ? iso_project_step_get_seq (last) : 0, error);

  if (rows == NULL)
    return FALSE;
  add_steps (self, rows);
  return TRUE;
}

static gboolean
reload (IsoProject *self, IsoProjectChanges *changes, GError **error)
{
  g_autoptr (GHashTable) made = g_hash_table_new (NULL, NULL);
  g_auto (IsoExperimentRow) experiment = { NULL };

  if (changes->experiment && !iso_lookup_experiment (iso_store_db (iso_work_store (self->work)), &experiment, error))
    return FALSE;
  if (changes->experiment)
    set_words (self, &experiment);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (!reload_list (self, order[i], changes->entities[order[i]], made, error))
      return FALSE;
  return reload_plates (self, changes->wells, made, error)
         && reload_settings (self, changes->settings, error)
         && reload_history (self, error);
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
  return !is_about_analysis (changes) && g_hash_table_size (changes->entities[ISO_ENTITY_FIGURE]) == 0;
}

void
iso_project_settle (IsoProject *self)
{
  IsoProjectChanges changes = self->changes;
  g_autoptr (GError) error = NULL;

  if (is_empty (&changes))
    return;
  iso_project_changes_init (&self->changes);
  self->errands++;   /* whoever is told may close the project */
  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  if (!reload (self, &changes, &error))
    g_warning ("An edit stands, and cannot be shown: %s", error->message);
  iso_project_update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit_by_name (self, "changed", is_about_analysis (&changes));
  iso_project_changes_clear (&changes);
  iso_project_end_errand (self);
  g_object_unref (self);
}
