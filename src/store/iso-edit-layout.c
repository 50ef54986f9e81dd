/* iso-edit-layout.c - a whole layout into the project, as one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"
#include "iso-lookup.h"

#include <math.h>
#include <string.h>

typedef struct
{
  IsoEditMaker         maker;
  const IsoExperiment *experiment;
  char               **drugs;      /* ids by index in the experiment; NULL until used */
  char               **samples;
} Import;

/* The id of the thing of this name, to be freed. NULL without an error: there is none. */
static char *
find_id (IsoStore *store, IsoEntity entity, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE name = ?", iso_entity_words (entity)->table);
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), error, sql, "t", name);

  return row != NULL && iso_statement_next (row, error) ? g_strdup (iso_statement_text (row, 0)) : NULL;
}

static gboolean
check_dimension (IsoStore *store, const char *id, const IsoDrug *drug, GError **error)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), error, "SELECT unit FROM drug WHERE id = ?", "t", id);
  const IsoUnit *unit;

  if (row == NULL || !iso_statement_next (row, error))
    return FALSE;
  unit = iso_unit_find (iso_statement_text (row, 0));
  if (unit != NULL && unit->dimension == drug->unit->dimension)
    return TRUE;
  iso_error_set (error, ISO_ERROR_UNITS, NULL,
                 N_("“{1}” is in the project with the unit “{2}”, and here with “{3}”, which cannot be converted. Give one of them another "
                    "name or unit."), drug->name, iso_statement_text (row, 0), drug->unit->symbol, NULL);
  return FALSE;
}

char *
iso_edit_ensure_drug (const IsoEditMaker *maker, const IsoDrug *drug, GError **error)
{
  GError *problem = NULL;
  g_autofree char *id = find_id (maker->store, ISO_ENTITY_DRUG, drug->name, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  if (id != NULL)
    return check_dimension (maker->store, id, drug, error) ? g_steal_pointer (&id) : NULL;
  id = maker->new_id (maker->data);
  if (!iso_edit_add_drug (maker->store, maker->stamp, id, drug->name, drug->unit->symbol, error))
    return NULL;
  return g_steal_pointer (&id);
}

char *
iso_edit_ensure_named (const IsoEditMaker *maker, IsoEntity entity, const char *name, GError **error)
{
  GError *problem = NULL;
  g_autofree char *id = find_id (maker->store, entity, name, &problem);

  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  if (id != NULL)
    return g_steal_pointer (&id);
  id = maker->new_id (maker->data);
  return iso_edit_add_named (maker->store, maker->stamp, entity, id, name, error) ? g_steal_pointer (&id) : NULL;
}

/* The ids that a well needs are there. */
static gboolean
ensure_well (Import *import, const IsoLayoutWell *well, GError **error)
{
  if (well->sample >= 0 && import->samples[well->sample] == NULL)
    {
      import->samples[well->sample] = iso_edit_ensure_named (&import->maker, ISO_ENTITY_SAMPLE,
                                                             iso_experiment_sample (import->experiment, well->sample), error);
      if (import->samples[well->sample] == NULL)
        return FALSE;
    }
  for (guint i = 0; i < well->n_doses; i++)
    {
      guint drug = well->doses[i].drug;

      if (import->drugs[drug] == NULL)
        import->drugs[drug] = iso_edit_ensure_drug (&import->maker, iso_experiment_drug (import->experiment, drug), error);
      if (import->drugs[drug] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* What the layout has at a place of a plate that may be larger. */
static IsoRole
get_role (const IsoLayout *layout, guint row, guint column)
{
  if (row >= layout->format->rows || column >= layout->format->columns)
    return ISO_ROLE_EMPTY;
  return layout->wells[row * layout->format->columns + column].role;
}

/* The wells of the layout and, if the plate is there already, emptied ones where the layout has none. */
static gboolean
add_wells (Import *import, const IsoLayout *layout, const char *plate, const IsoPlateFormat *there, GError **error)
{
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, layout->format->wells + (there != NULL ? there->wells : 0));
  guint n = 0;

  for (guint i = 0; there != NULL && i < there->wells; i++)
    if (get_role (layout, i / there->columns, i % there->columns) == ISO_ROLE_EMPTY)
      edits[n++] = (IsoWellEdit) { .row = i / there->columns, .column = i % there->columns };
  for (guint i = 0; i < layout->format->wells; i++)
    {
      const IsoLayoutWell *well = &layout->wells[i];
      IsoWellEdit *edit = &edits[n];

      if (well->role == ISO_ROLE_EMPTY)
        continue;
      if (!ensure_well (import, well, error))
        return FALSE;
      *edit = (IsoWellEdit) {
        .row = i / layout->format->columns, .column = i % layout->format->columns, .role = well->role,
        .sample = well->sample >= 0 ? import->samples[well->sample] : NULL, .replicate = well->replicate, .n_doses = well->n_doses,
      };
      for (guint j = 0; j < well->n_doses; j++)
        edit->doses[j] = (IsoWellDose) { import->drugs[well->doses[j].drug], well->doses[j].requested, well->doses[j].planned,
                                         well->doses[j].achieved };
      n++;
    }
  return iso_edit_set_wells (import->maker.store, import->maker.stamp, plate, edits, n, error);
}

static void
init_import (Import *import)
{
  import->drugs = g_new0 (char *, import->experiment->drugs->len + 1);
  import->samples = g_new0 (char *, import->experiment->samples->len + 1);
}

static void
clear_import (Import *import)
{
  for (guint i = 0; i < import->experiment->drugs->len; i++)
    g_free (import->drugs[i]);
  for (guint i = 0; i < import->experiment->samples->len; i++)
    g_free (import->samples[i]);
  g_free (import->drugs);
  g_free (import->samples);
}

gboolean
iso_edit_add_layout (IsoStore *store, const IsoStamp *stamp, const IsoExperiment *experiment, const IsoLayout *layout, IsoIdFunc new_id,
                     gpointer data, char **plate, GError **error)
{
  Import import = { { store, stamp, new_id, data }, experiment, NULL, NULL };
  g_autofree char *run = NULL;
  g_autofree char *id = NULL;
  gboolean done;

  if (!iso_history_begin (store, stamp, "add-layout", ISO_ARGS (layout->plate), error))
    return FALSE;
  init_import (&import);
  id = new_id (data);
  run = iso_edit_ensure_named (&import.maker, ISO_ENTITY_RUN, layout->experiment, error);
  done = run != NULL
         && iso_edit_add_plate (store, stamp, id, layout->plate, run, layout->format->wells, error)
         && add_wells (&import, layout, id, NULL, error);
  clear_import (&import);
  done = iso_history_end (store, done, error);
  if (done && plate != NULL)
    *plate = g_steal_pointer (&id);
  return done;
}

/* A plate that is in the experiment of the layout already stays where it is. */
static gboolean
move_to_run (const IsoEditMaker *maker, const IsoEntityRow *plate, const char *run, GError **error)
{
  g_autofree char *id = *run != '\0' ? iso_edit_ensure_named (maker, ISO_ENTITY_RUN, run, error) : NULL;

  if (*run == '\0')
    return TRUE;
  return id != NULL && (strcmp (id, plate->run) == 0 || iso_edit_set_run (maker->store, maker->stamp, plate->id, id, error));
}

gboolean
iso_edit_fill_plate (IsoStore *store, const IsoStamp *stamp, const char *plate, const IsoExperiment *experiment, const IsoLayout *layout,
                     IsoIdFunc new_id, gpointer data, GError **error)
{
  Import import = { { store, stamp, new_id, data }, experiment, NULL, NULL };
  g_autofree char *name = iso_edit_get_name (store, ISO_ENTITY_PLATE, plate, error);
  g_autoptr (IsoEntityRow) there = NULL;
  gboolean done;

  if (name == NULL || !iso_lookup_entity (iso_store_db (store), ISO_ENTITY_PLATE, plate, &there, error)
      || !iso_history_begin (store, stamp, "fill-plate", ISO_ARGS (name), error))
    return FALSE;
  init_import (&import);
  done = move_to_run (&import.maker, there, layout->experiment, error)
         && add_wells (&import, layout, plate, iso_plate_format_find (there->wells), error);
  clear_import (&import);
  return iso_history_end (store, done, error);
}

/* --- what stands on a plate, beside a layout -------------------------------------------------------------------------------------- */

/* Names of things by their ids, to be freed. */
static GHashTable *
list_names (IsoDb *db, IsoEntity entity, GError **error)
{
  g_autoptr (GPtrArray) rows = iso_lookup_entities (db, entity, error);
  GHashTable *names = rows != NULL ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) : NULL;

  for (guint i = 0; names != NULL && i < rows->len; i++)
    {
      const IsoEntityRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (names, g_strdup (row->id), g_strdup (row->name));
    }
  return names;
}

static gboolean
is_close (double one, double two)
{
  return one == two || (isnan (one) && isnan (two)) || fabs (one - two) <= 1e-9 * fabs (one);
}

static gboolean
has_dose (const IsoWellRow *well, GHashTable *drugs, const char *drug, double achieved)
{
  for (guint i = 0; i < well->n_doses; i++)
    if (g_strcmp0 (g_hash_table_lookup (drugs, well->doses[i].drug), drug) == 0)
      return is_close (well->doses[i].achieved, achieved);
  return FALSE;
}

static gboolean
is_same_well (const IsoWellRow *there, const IsoLayoutWell *well, const IsoExperiment *experiment, GHashTable *drugs, GHashTable *samples)
{
  const char *sample = there->sample != NULL ? g_hash_table_lookup (samples, there->sample) : NULL;
  gboolean same = there->role == well->role && there->replicate == well->replicate && there->n_doses == well->n_doses
                  && g_strcmp0 (sample, well->sample >= 0 ? iso_experiment_sample (experiment, well->sample) : NULL) == 0;

  for (guint i = 0; same && i < well->n_doses; i++)
    same = has_dose (there, drugs, iso_experiment_drug (experiment, well->doses[i].drug)->name, well->doses[i].achieved);
  return same;
}

/* The wells of the plate that bear something, and those that are as the layout says. */
static gboolean
count_wells (IsoDb *db, const char *plate, const IsoPlateFormat *format, const IsoExperiment *experiment, const IsoLayout *layout,
             guint *standing, guint *same, GError **error)
{
  g_autoptr (GHashTable) drugs = list_names (db, ISO_ENTITY_DRUG, error);
  g_autoptr (GHashTable) samples = drugs != NULL ? list_names (db, ISO_ENTITY_SAMPLE, error) : NULL;
  guint n = 0;
  IsoWellRow *wells = samples != NULL ? iso_lookup_wells (db, plate, format->wells, &n, error) : NULL;

  for (guint i = 0; wells != NULL && i < n; i++)
    {
      guint row = i / format->columns, column = i % format->columns;

      *standing += wells[i].role != ISO_ROLE_EMPTY;
      if (wells[i].role != ISO_ROLE_EMPTY && get_role (layout, row, column) != ISO_ROLE_EMPTY)
        *same += is_same_well (&wells[i], &layout->wells[row * layout->format->columns + column], experiment, drugs, samples);
    }
  if (wells != NULL)
    iso_well_rows_free (wells, n);
  return wells != NULL;
}

gboolean
iso_edit_compare_layout (IsoStore *store, const char *name, const IsoExperiment *experiment, const IsoLayout *layout, IsoStanding *standing,
                         char **plate, GError **error)
{
  IsoDb *db = iso_store_db (store);
  GError *problem = NULL;
  g_autofree char *id = find_id (store, ISO_ENTITY_PLATE, name, &problem);
  g_autoptr (IsoEntityRow) there = NULL;
  guint stands = 0, same = 0, wanted = 0;

  *standing = ISO_STANDING_NO_PLATE;
  *plate = NULL;
  if (problem != NULL)
    g_propagate_error (error, problem);
  if (id == NULL)
    return problem == NULL;
  if (!iso_lookup_entity (db, ISO_ENTITY_PLATE, id, &there, error))
    return FALSE;
  if (there == NULL || there->wells == 0)   /* a list is no plate */
    return TRUE;
  if (!count_wells (db, id, iso_plate_format_find (there->wells), experiment, layout, &stands, &same, error))
    return FALSE;
  for (guint i = 0; i < layout->format->wells; i++)
    wanted += layout->wells[i].role != ISO_ROLE_EMPTY;
  *standing = stands == 0 ? ISO_STANDING_NOTHING : same == stands && same == wanted ? ISO_STANDING_SAME : ISO_STANDING_OTHER;
  *plate = g_steal_pointer (&id);
  return TRUE;
}

/* As plates that are read find their layouts: by the name or barcode in the file, or, as the only plate of a file, by that of the file. */
static gboolean
is_called (IsoStatement *rows, const char *name)
{
  const char *plate = iso_statement_text (rows, 1), *file = iso_statement_text (rows, 3), *point = strrchr (file, '.');
  g_autofree char *word = g_strdup_printf ("Plate %s", name);
  g_autofree char *stem = point != NULL && point > file ? g_strndup (file, (gsize) (point - file)) : g_strdup (file);

  if (g_ascii_strcasecmp (plate, name) == 0 || g_ascii_strcasecmp (plate, word) == 0 || g_strcmp0 (iso_statement_text (rows, 2), name) == 0)
    return TRUE;
  return iso_statement_int (rows, 4) == 1 && (strcmp (file, name) == 0 || strcmp (stem, name) == 0);
}

static GPtrArray *
list_called (IsoStore *store, const char *name, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), error,
                                                "SELECT p.name, r.plate_name, r.barcode, s.name,"
                                                " (SELECT count (DISTINCT plate) FROM read WHERE read.source = s.sha256)"
                                                " FROM plate AS p JOIN link AS l ON l.plate = p.id AND l.purpose = 'signal'"
                                                " JOIN read AS r ON r.id = l.read JOIN source AS s ON s.sha256 = r.source"
                                                " WHERE p.wells > 0 ORDER BY p.position", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    if (is_called (rows, name))
      g_ptr_array_add (names, g_strdup (iso_statement_text (rows, 0)));
  if (problem == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, problem);
  return NULL;
}

/* A repeat in another experiment is another plate. */
static gboolean
is_in_run (IsoStore *store, const char *plate, const char *run)
{
  g_autoptr (IsoStatement) row = iso_db_query (iso_store_db (store), NULL,
                                               "SELECT run.name FROM plate JOIN run ON run.id = plate.run WHERE plate.id = ?", "t", plate);

  return *run == '\0' || (row != NULL && iso_statement_next (row, NULL) && strcmp (iso_statement_text (row, 0), run) == 0);
}

GPtrArray *
iso_edit_find_plates (IsoStore *store, const char *name, const IsoExperiment *experiment, const IsoLayout *layout, GError **error)
{
  g_autoptr (GPtrArray) called = NULL, found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *exact = NULL;
  IsoStanding standing;

  if (!iso_edit_compare_layout (store, name, experiment, layout, &standing, &exact, error))
    return NULL;
  if (exact != NULL)
    {
      g_ptr_array_add (found, g_strdup (name));
      return g_steal_pointer (&found);
    }
  called = list_called (store, name, error);
  for (guint i = 0; called != NULL && i < called->len; i++)
    {
      g_autofree char *plate = NULL;

      if (!iso_edit_compare_layout (store, g_ptr_array_index (called, i), experiment, layout, &standing, &plate, error))
        return NULL;
      if (standing == ISO_STANDING_NOTHING || (standing == ISO_STANDING_SAME && is_in_run (store, plate, layout->experiment)))
        g_ptr_array_add (found, g_strdup (g_ptr_array_index (called, i)));
    }
  return called != NULL ? g_steal_pointer (&found) : NULL;
}

GPtrArray *
iso_edit_list_bare_plates (IsoStore *store, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (store), error,
                                                "SELECT name FROM plate WHERE wells > 0 AND EXISTS (SELECT 1 FROM link WHERE link.plate = plate.id)"
                                                " AND NOT EXISTS (SELECT 1 FROM well WHERE well.plate = plate.id) ORDER BY position", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    g_ptr_array_add (names, g_strdup (iso_statement_text (rows, 0)));
  if (problem == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, problem);
  return NULL;
}
