/* iso-content-fill.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-content-store.h"

static const char *
id_of (const GArray *entities, guint index)
{
  return g_array_index (entities, IsoContentEntity, index).id;
}

static gboolean
fill_experiment (IsoDb *db, const IsoContent *content, GError **error)
{
  return content->id == NULL
         || iso_db_run (db, error, "INSERT INTO experiment (id, title, note, response, scale) VALUES (?, ?, ?, ?, ?)", "ttttt", content->id,
                        content->title, content->note, content->response, content->scale);
}

/* Drugs, samples and figures; `sql` has a hole for what only some have. */
static gboolean
fill_entities (IsoDb *db, const GArray *entities, const char *sql, GError **error)
{
  for (guint i = 0; i < entities->len; i++)
    {
      const IsoContentEntity *entity = &g_array_index (entities, IsoContentEntity, i);
      const char *own = entity->unit != NULL ? entity->unit : entity->kind;

      if (own != NULL ? !iso_db_run (db, error, sql, "titt", entity->id, (int) entity->position, entity->name, own)
                      : !iso_db_run (db, error, sql, "tit", entity->id, (int) entity->position, entity->name))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_runs (IsoDb *db, const GArray *runs, GError **error)
{
  for (guint i = 0; i < runs->len; i++)
    {
      const IsoContentEntity *run = &g_array_index (runs, IsoContentEntity, i);

      if (!iso_db_run (db, error, "INSERT INTO run (id, position, name, read_on) VALUES (?, ?, ?, ?)", "titt", run->id, (int) run->position,
                       run->name, run->read_on != NULL ? run->read_on : ""))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_entity_settings (IsoDb *db, const IsoContentEntity *entity, const char *sql, GError **error)
{
  for (guint i = 0; i < entity->settings->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (entity->settings, IsoContentSetting, i);

      if (!iso_db_run (db, error, sql, "ttt", entity->id, setting->name, setting->value))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_settings (IsoDb *db, const IsoContent *content, GError **error)
{
  for (guint i = 0; i < content->settings->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (content->settings, IsoContentSetting, i);

      if (!iso_db_run (db, error, "INSERT INTO setting (name, value) VALUES (?, ?)", "tt", setting->name, setting->value))
        return FALSE;
    }
  for (guint i = 0; i < content->figures->len; i++)
    {
      if (!fill_entity_settings (db, &g_array_index (content->figures, IsoContentEntity, i),
                                 "INSERT INTO figure_setting (figure, name, value) VALUES (?, ?, ?)", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_stock (IsoDb *db, const IsoContent *content, const IsoContentStock *stock, GError **error)
{
  const IsoBottle *bottle = &stock->bottle;
  const IsoForm *form = &bottle->form;

  return iso_db_run (db, error, "INSERT INTO stock (id, position, drug, used, form_name, form_weight, active_weight, active_per_form, purity,"
                     " solvent, concentration, unit, lot, supplier, expiry, in_spite, thaws)"
                     " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "titit" "rrrr" "trt" "tttti", stock->id, (int) stock->position, id_of (content->drugs, stock->drug), (int) stock->used,
                     bottle->form_name, form->form_weight, form->active_weight, form->active_per_form, form->purity, bottle->solvent,
                     bottle->concentration, bottle->unit->symbol, bottle->lot, bottle->supplier, bottle->expiry, bottle->in_spite,
                     (int) bottle->thaws);
}

/* What is needed to prepare it. */
static gboolean
fill_preparation (IsoDb *db, const IsoContent *content, GError **error)
{
  for (guint i = 0; i < content->stocks->len; i++)
    {
      if (!fill_stock (db, content, &g_array_index (content->stocks, IsoContentStock, i), error))
        return FALSE;
    }
  for (guint i = 0; i < content->cells->len; i++)
    {
      const IsoContentCells *of_sample = &g_array_index (content->cells, IsoContentCells, i);
      const IsoCells *cells = &of_sample->cells;

      if (!iso_db_run (db, error, "INSERT INTO cells (sample, passage, per_well, count, viability) VALUES (?, ?, ?, ?, ?)", "ttrrr",
                       id_of (content->samples, of_sample->sample), cells->passage, cells->per_well, cells->count, cells->viability))
        return FALSE;
    }
  for (guint i = 0; i < content->preparation->len; i++)
    {
      const IsoContentSetting *setting = &g_array_index (content->preparation, IsoContentSetting, i);

      if (!iso_db_run (db, error, "INSERT INTO preparation (name, value) VALUES (?, ?)", "tt", setting->name, setting->value))
        return FALSE;
    }
  for (guint i = 0; i < content->drugs->len; i++)
    {
      if (!fill_entity_settings (db, &g_array_index (content->drugs, IsoContentEntity, i),
                                 "INSERT INTO drug_preparation (drug, name, value) VALUES (?, ?, ?)", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_well (const IsoContent *content, const IsoContentPlate *plate, const IsoContentWell *well, IsoStatement *insert_well,
           IsoStatement *insert_dose, IsoDb *db, GError **error)
{
  int row = (int) well->row + 1;
  int column = (int) well->column + 1;

  if (!iso_statement_run (insert_well, error, "tiitti", plate->id, row, column, iso_role_word (well->role),
                          well->sample >= 0 ? id_of (content->samples, (guint) well->sample) : NULL, (int) well->replicate))
    return FALSE;
  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoDose *dose = &well->doses[i];

      if (!iso_statement_run (insert_dose, error, "tiitrrr", plate->id, row, column, id_of (content->drugs, dose->drug), dose->requested,
                              dose->planned, dose->achieved))
        return FALSE;
    }
  return well->exclusion == NULL
         || iso_db_run (db, error, "INSERT INTO exclusion (plate, row, column, reason) VALUES (?, ?, ?, ?)", "tiit", plate->id, row, column,
                        well->exclusion);
}

static gboolean
fill_wells (IsoDb *db, const IsoContent *content, GError **error)
{
  g_autoptr (IsoStatement) insert_well = iso_db_query (db, error, "INSERT INTO well (plate, row, column, role, sample, replicate)"
                                                       " VALUES (?, ?, ?, ?, ?, ?)", NULL);
  g_autoptr (IsoStatement) insert_dose = NULL;

  if (insert_well == NULL)
    return FALSE;
  insert_dose = iso_db_query (db, error, "INSERT INTO dose (plate, row, column, drug, requested, planned, achieved)"
                              " VALUES (?, ?, ?, ?, ?, ?, ?)", NULL);
  for (guint i = 0; insert_dose != NULL && i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = &g_array_index (content->plates, IsoContentPlate, i);

      for (guint j = 0; j < plate->wells->len; j++)
        {
          if (!fill_well (content, plate, &g_array_index (plate->wells, IsoContentWell, j), insert_well, insert_dose, db, error))
            return FALSE;
        }
    }
  return insert_dose != NULL;
}

static gboolean
fill_plates (IsoDb *db, const IsoContent *content, GError **error)
{
  for (guint i = 0; i < content->plates->len; i++)
    {
      const IsoContentPlate *plate = &g_array_index (content->plates, IsoContentPlate, i);

      if (!iso_db_run (db, error, "INSERT INTO plate (id, position, name, run, wells) VALUES (?, ?, ?, ?, ?)", "titti", plate->id,
                       (int) plate->position, plate->name, id_of (content->runs, plate->run), (int) plate->format))
        return FALSE;
      for (guint j = 0; j < plate->links->len; j++)
        {
          const IsoContentLink *link = &g_array_index (plate->links, IsoContentLink, j);

          if (!iso_db_run (db, error, "INSERT INTO link (plate, purpose, read) VALUES (?, ?, ?)", "ttt", plate->id, link->purpose,
                           link->read))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
fill_read (IsoDb *db, const IsoContentSource *source, const IsoContentRead *read, IsoStatement *insert, GError **error)
{
  if (!iso_db_run (db, error, "INSERT INTO read (id, source, reader, version, plate, plate_name, barcode, wells, position, label, calculated)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "tttiittiiti", read->id, source->sha256, read->reader, (int) read->version,
                   (int) read->plate, read->plate_name, read->barcode, (int) read->wells, (int) read->position, read->label,
                   (int) read->calculated))
    return FALSE;
  for (guint i = 0; i < read->readings->len; i++)
    {
      const IsoContentReading *reading = &g_array_index (read->readings, IsoContentReading, i);

      if (!iso_statement_run (insert, error, "tiirtti", read->id, (int) reading->row + 1, (int) reading->column + 1, reading->value,
                              iso_reading_flag_word (reading->flag), reading->token, (int) reading->line))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_sources (IsoDb *db, const IsoContent *content, GError **error)
{
  g_autoptr (IsoStatement) insert = iso_db_query (db, error, "INSERT INTO reading (read, row, column, value, flag, token, line)"
                                                  " VALUES (?, ?, ?, ?, ?, ?, ?)", NULL);

  for (guint i = 0; insert != NULL && i < content->sources->len; i++)
    {
      const IsoContentSource *source = &g_array_index (content->sources, IsoContentSource, i);

      if (!iso_db_run (db, error, "INSERT INTO source (sha256, name, bytes) VALUES (?, ?, ?)", "ttb", source->sha256, source->name,
                       source->bytes))
        return FALSE;
      for (guint j = 0; j < source->reads->len; j++)
        {
          if (!fill_read (db, source, &g_array_index (source->reads, IsoContentRead, j), insert, error))
            return FALSE;
        }
    }
  return insert != NULL;
}

static gboolean
fill_results (IsoDb *db, const IsoContent *content, GError **error)
{
  for (guint i = 0; i < content->results->len; i++)
    {
      const IsoContentResult *result = &g_array_index (content->results, IsoContentResult, i);

      if (!iso_db_run (db, error, "INSERT INTO result (input, program, kind, content) VALUES (?, ?, ?, ?)", "tttt", result->input,
                       result->program, result->kind, result->content))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_empty (IsoDb *db, GError **error)
{
  gint64 rows;

  if (!iso_db_get (db, &rows, 0, error,
                   "SELECT (SELECT count (*) FROM experiment) + (SELECT count (*) FROM drug) + (SELECT count (*) FROM sample)"
                   " + (SELECT count (*) FROM run) + (SELECT count (*) FROM figure) + (SELECT count (*) FROM setting)"
                   " + (SELECT count (*) FROM preparation)"
                   " + (SELECT count (*) FROM source) + (SELECT count (*) FROM result) + (SELECT count (*) FROM history)", NULL))
    return FALSE;
  if (rows == 0)
    return TRUE;
  iso_error_set (error, ISO_ERROR_RANGE, &(IsoPlace) { .file = (char *) iso_db_name (db) },
                 N_("Only an empty project can be filled from a text. Make a new one."), NULL);
  return FALSE;
}

static gboolean
fill_all (IsoDb *db, const IsoContent *content, GError **error)
{
  return check_empty (db, error)
         && fill_experiment (db, content, error)
         && fill_entities (db, content->drugs, "INSERT INTO drug (id, position, name, unit) VALUES (?, ?, ?, ?)", error)
         && fill_entities (db, content->samples, "INSERT INTO sample (id, position, name) VALUES (?, ?, ?)", error)
         && fill_runs (db, content->runs, error)
         && fill_entities (db, content->figures, "INSERT INTO figure (id, position, name, kind) VALUES (?, ?, ?, ?)", error)
         && fill_settings (db, content, error)
         && fill_preparation (db, content, error)
         && fill_sources (db, content, error)
         && fill_plates (db, content, error)
         && fill_wells (db, content, error)
         && fill_results (db, content, error);
}

gboolean
iso_content_fill (IsoStore *store, const IsoContent *content, GError **error)
{
  IsoDb *db = iso_store_db (store);

  if (!iso_db_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (fill_all (db, content, error) && iso_db_execute (db, "COMMIT", error))
    return TRUE;
  iso_db_execute (db, "ROLLBACK", NULL);
  return FALSE;
}
