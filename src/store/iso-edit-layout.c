/* iso-edit-layout.c - a whole layout into the project, as one edit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-edit-base.h"

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

static gboolean
add_wells (Import *import, const IsoLayout *layout, const char *plate, GError **error)
{
  g_autofree IsoWellEdit *edits = g_new0 (IsoWellEdit, layout->format->wells);
  guint n = 0;

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
  import.drugs = g_new0 (char *, experiment->drugs->len + 1);
  import.samples = g_new0 (char *, experiment->samples->len + 1);
  id = new_id (data);
  run = iso_edit_ensure_named (&import.maker, ISO_ENTITY_RUN, layout->experiment, error);
  done = run != NULL
         && iso_edit_add_plate (store, stamp, id, layout->plate, run, layout->format->wells, error)
         && add_wells (&import, layout, id, error);
  for (guint i = 0; i < experiment->drugs->len; i++)
    g_free (import.drugs[i]);
  for (guint i = 0; i < experiment->samples->len; i++)
    g_free (import.samples[i]);
  g_free (import.drugs);
  g_free (import.samples);
  done = iso_history_end (store, done, error);
  if (done && plate != NULL)
    *plate = g_steal_pointer (&id);
  return done;
}
