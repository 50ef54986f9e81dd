/* iso-edit-names.c - compounds, samples, runs, plates and figures as things with a name: add, rename, move, remove
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"

#include "base/iso-unit.h"

#include <string.h>

enum
{
  ADD,
  RENAME,
  REMOVE,
  MOVE,
};

static const IsoEntityWords words[] = {
  [ISO_ENTITY_DRUG] = {
    "drug", { "add-drug", "rename-drug", "remove-drug", "move-drug" },
    N_("This compound is not in the project any more."),
    N_("There is already a compound called “{1}”. Choose another name."),
    N_("A compound needs a name."),
  },
  [ISO_ENTITY_SAMPLE] = {
    "sample", { "add-sample", "rename-sample", "remove-sample", "move-sample" },
    N_("This sample is not in the project any more."),
    N_("There is already a sample called “{1}”. Choose another name."),
    N_("A sample needs a name."),
  },
  [ISO_ENTITY_RUN] = {
    "run", { "add-run", "rename-run", "remove-run", "move-run" },
    N_("This experiment is not in the project any more."),
    N_("There is already an experiment called “{1}”. Choose another name."),
    N_("An experiment needs a name."),
  },
  [ISO_ENTITY_PLATE] = {
    "plate", { "add-plate", "rename-plate", "remove-plate", "move-plate" },
    N_("This plate is not in the project any more."),
    N_("There is already a plate called “{1}”. Choose another name."),
    N_("A plate needs a name."),
  },
  [ISO_ENTITY_FIGURE] = {
    "figure", { "add-figure", "rename-figure", "remove-figure", "move-figure" },
    N_("This figure is not in the project any more."),
    N_("There is already a figure called “{1}”. Choose another name."),
    N_("A figure needs a name."),
  },
};

/* Adds a thing behind its like. `columns`: the names of up to two more columns, which get `first` and `second`. */
static gboolean
place_last (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, const char *name, const char *columns,
            const char *first, const char *second, GError **error)
{
  const IsoEntityWords *word = &words[entity];
  g_autofree char *sql = g_strdup_printf ("INSERT INTO %s (id, position, name%s) SELECT ?, coalesce (max (position) + 1, 0), ?%s%s FROM %s",
                                          word->table, columns, first != NULL ? ", ?" : "", second != NULL ? ", ?" : "", word->table);
  gboolean done;

  if (!(entity == ISO_ENTITY_SAMPLE && *name == '\0') && !iso_edit_check_name (store, entity, NULL, name, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, word->verbs[ADD], ISO_ARGS (name), error))
    return FALSE;
  if (second != NULL)
    done = iso_db_run (iso_store_db (store), error, sql, "tttt", id, name, first, second);
  else if (first != NULL)
    done = iso_db_run (iso_store_db (store), error, sql, "ttt", id, name, first);
  else
    done = iso_db_run (iso_store_db (store), error, sql, "tt", id, name);
  return iso_history_end (store, done, error);
}

/* That nothing uses the thing; `sentence` has its name and how many places do. */
static gboolean
check_unused (IsoStore *store, const char *name, const char *id, const char *count, const char *sentence, GError **error)
{
  g_autofree char *number = NULL;
  gint64 used;

  if (!iso_db_get (iso_store_db (store), &used, 0, error, count, "t", id))
    return FALSE;
  if (used == 0)
    return TRUE;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, used);
  return iso_edit_refuse (store, error, sentence, name, number);
}

static gboolean
check_removable (IsoStore *store, IsoEntity entity, const char *id, const char *name, GError **error)
{
  switch (entity)
    {
    case ISO_ENTITY_DRUG:
      return check_unused (store, name, id, "SELECT count (*) FROM dose WHERE drug = ?",
                           N_("“{1}” is in {2} wells. Empty these wells first, then remove the compound."), error);
    case ISO_ENTITY_SAMPLE:
      return check_unused (store, name, id, "SELECT count (*) FROM well WHERE sample = ?",
                           N_("“{1}” is in {2} wells. Empty these wells first, then remove the sample."), error);
    case ISO_ENTITY_RUN:
      return check_unused (store, name, id, "SELECT count (*) FROM plate WHERE run = ?",
                           N_("“{1}” has {2} plates. Remove them first, or move them to another experiment."), error);
    case ISO_ENTITY_PLATE:
    case ISO_ENTITY_FIGURE:
    default:
      return TRUE;
    }
}

static gboolean
remove_children (IsoStore *store, IsoEntity entity, const char *id, GError **error)
{
  static const char *const of_plate[] = {
    "DELETE FROM exclusion WHERE plate = ?", "DELETE FROM dose WHERE plate = ?", "DELETE FROM well WHERE plate = ?",
    "DELETE FROM link WHERE plate = ?", NULL,
  };
  static const char *const of_figure[] = { "DELETE FROM figure_setting WHERE figure = ?", NULL };
  static const char *const of_drug[] = { "DELETE FROM stock WHERE drug = ?", "DELETE FROM drug_preparation WHERE drug = ?", NULL };
  static const char *const of_sample[] = { "DELETE FROM cells WHERE sample = ?", NULL };
  static const char *const of_none[] = { NULL };
  static const char *const *const all[] = {
    [ISO_ENTITY_DRUG] = of_drug, [ISO_ENTITY_SAMPLE] = of_sample, [ISO_ENTITY_RUN] = of_none, [ISO_ENTITY_PLATE] = of_plate,
    [ISO_ENTITY_FIGURE] = of_figure,
  };

  for (const char *const *statements = all[entity]; *statements != NULL; statements++)
    {
      if (!iso_db_run (iso_store_db (store), error, *statements, "t", id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
renumber (IsoStore *store, const char *table, const GPtrArray *ids, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET position = ? WHERE id = ?", table);
  g_autoptr (IsoStatement) update = iso_db_query (iso_store_db (store), error, sql, NULL);

  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!iso_statement_run (update, error, "it", (int) i, (const char *) g_ptr_array_index (ids, i)))
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
list_ids (IsoStore *store, const char *table, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s ORDER BY position, id", table);
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), error, sql, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    g_ptr_array_add (ids, g_strdup (iso_statement_text (rows, 0)));
  if (problem == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, problem);
  return NULL;
}

const IsoEntityWords *
iso_entity_words (IsoEntity entity)
{
  return &words[entity];
}

gboolean
iso_edit_refuse (IsoStore *store, GError **error, const char *sentence, const char *first, const char *second)
{
  iso_error_set (error, ISO_ERROR_RANGE, &(IsoPlace) { .file = (char *) iso_db_name (iso_store_db (store)) }, sentence, first, second, NULL);
  return FALSE;
}

char *
iso_edit_get_name (IsoStore *store, IsoEntity entity, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM %s WHERE id = ?", words[entity].table);
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), error, sql, "t", id);
  GError *problem = NULL;

  if (row == NULL)
    return NULL;
  if (iso_statement_next (row, &problem))
    return g_strdup (iso_statement_text (row, 0));
  if (problem != NULL)
    g_propagate_error (error, problem);
  else
    iso_edit_refuse (store, error, words[entity].gone, NULL, NULL);
  return NULL;
}

gboolean
iso_edit_check_name (IsoStore *store, IsoEntity entity, const char *id, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s WHERE name = ? AND id IS NOT ?", words[entity].table);
  gint64 taken;

  if (name[strspn (name, " \t")] == '\0')
    return iso_edit_refuse (store, error, words[entity].nameless, NULL, NULL);
  if (!iso_db_get (iso_store_db (store), &taken, 0, error, sql, "tt", name, id))
    return FALSE;
  return taken == 0 || iso_edit_refuse (store, error, words[entity].taken, name, NULL);
}

static gboolean
check_unit (IsoStore *store, const char *unit, GError **error)
{
  return iso_unit_find (unit) != NULL
         || iso_edit_refuse (store, error, N_("“{1}” is no unit of concentration. Known are: {2}."), unit, iso_unit_list ());
}

gboolean
iso_edit_add_drug (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, const char *unit, GError **error)
{
  return check_unit (store, unit, error) && place_last (store, stamp, ISO_ENTITY_DRUG, id, name, ", unit", unit, NULL, error);
}

/* Doses are kept in the inside unit of the drug's dimension, so that stays as long as there are any. */
static gboolean
check_same_dimension (IsoStore *store, const char *drug, const char *name, const char *unit, GError **error)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), error, "SELECT unit FROM drug WHERE id = ?", "t", drug);
  const IsoUnit *old;

  if (row == NULL || !iso_statement_next (row, error))
    return FALSE;
  old = iso_unit_find (iso_statement_text (row, 0));
  if (old != NULL && old->dimension == iso_unit_find (unit)->dimension)
    return TRUE;
  return check_unused (store, name, drug, "SELECT count (*) FROM dose WHERE drug = ?",
                       N_("The doses of “{1}” in {2} wells cannot be converted to another kind of unit. Empty these wells first."), error);
}

gboolean
iso_edit_set_unit (IsoStore *store, const IsoStamp *stamp, const char *drug, const char *unit, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_DRUG, drug, error);
  gboolean done;

  if (name == NULL || !check_unit (store, unit, error) || !check_same_dimension (store, drug, name, unit, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-unit", ISO_ARGS (name, unit), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "UPDATE drug SET unit = ? WHERE id = ?", "tt", unit, drug);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_add_named (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, const char *name, GError **error)
{
  return place_last (store, stamp, entity, id, name, "", NULL, NULL, error);
}

gboolean
iso_edit_add_sample (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, GError **error)
{
  return iso_edit_check_name (store, ISO_ENTITY_SAMPLE, NULL, name, error)
         && iso_edit_add_named (store, stamp, ISO_ENTITY_SAMPLE, id, name, error);
}

gboolean
iso_edit_add_run (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, GError **error)
{
  return iso_edit_add_named (store, stamp, ISO_ENTITY_RUN, id, name, error);
}

gboolean
iso_edit_set_read_on (IsoStore *store, const IsoStamp *stamp, const char *run, const char *day, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_RUN, run, error);
  gboolean done;

  if (name == NULL || (*day != '\0' && !iso_day_check (day, error)))
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-read-on", ISO_ARGS (name, day), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "UPDATE run SET read_on = ? WHERE id = ?", "tt", day, run);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_add_plate (IsoStore *store, const IsoStamp *stamp, const char *id, const char *name, const char *run, guint wells, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", wells);

  if (wells > 0 && iso_plate_format_find (wells) == NULL)
    return iso_edit_refuse (store, error, N_("There are no plates of {1} wells."), number, NULL);
  return place_last (store, stamp, ISO_ENTITY_PLATE, id, name, ", run, wells", run, number, error);
}

gboolean
iso_edit_set_run (IsoStore *store, const IsoStamp *stamp, const char *plate, const char *run, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  g_autofree char *run_name = name != NULL ? iso_edit_get_name (store, ISO_ENTITY_RUN, run, error) : NULL;
  gboolean done;

  if (run_name == NULL)
    return FALSE;
  if (!iso_history_begin (store, stamp, "set-run", ISO_ARGS (name, run_name), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, "UPDATE plate SET run = ? WHERE id = ?", "tt", run, plate);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_add_figure (IsoStore *store, const IsoStamp *stamp, const char *id, const char *kind, const char *name, GError **error)
{
  return place_last (store, stamp, ISO_ENTITY_FIGURE, id, name, ", kind", kind, NULL, error);
}

gboolean
iso_edit_rename (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, const char *name, GError **error)
{
  g_autofree char *old = iso_edit_get_name (store, entity, id, error);
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET name = ? WHERE id = ?", words[entity].table);
  gboolean done;

  if (old == NULL || !iso_edit_check_name (store, entity, id, name, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, words[entity].verbs[RENAME], ISO_ARGS (old, name), error))
    return FALSE;
  done = iso_db_run (iso_store_db (store), error, sql, "tt", name, id);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_remove (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, entity, id, error);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?", words[entity].table);
  gboolean done;

  if (name == NULL || !check_removable (store, entity, id, name, error))
    return FALSE;
  if (!iso_history_begin (store, stamp, words[entity].verbs[REMOVE], ISO_ARGS (name), error))
    return FALSE;
  done = remove_children (store, entity, id, error) && iso_db_run (iso_store_db (store), error, sql, "t", id);
  return iso_history_end (store, done, error);
}

gboolean
iso_edit_move (IsoStore *store, const IsoStamp *stamp, IsoEntity entity, const char *id, guint place, GError **error)
{
  g_autofree char *name = iso_edit_get_name (store, entity, id, error);
  g_autoptr (GPtrArray) ids = NULL;
  gboolean done;
  guint from = 0;

  if (name == NULL)
    return FALSE;
  if (!iso_history_begin (store, stamp, words[entity].verbs[MOVE], ISO_ARGS (name), error))
    return FALSE;
  ids = list_ids (store, words[entity].table, error);
  done = ids != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &from);
  if (done)
    {
      char *moved = g_ptr_array_steal_index (ids, from);

      g_ptr_array_insert (ids, (int) MIN (place, ids->len), moved);
      done = renumber (store, words[entity].table, ids, error);
    }
  return iso_history_end (store, done, error);
}
