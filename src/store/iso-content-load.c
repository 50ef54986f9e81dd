/* iso-content-load.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-content-store.h"

#include "iso-lookup.h"

#include <math.h>
#include <string.h>

typedef struct
{
  IsoStore   *store;
  IsoContent *content;
  GHashTable *drugs;     /* id -> index */
  GHashTable *samples;
  GHashTable *runs;
  GHashTable *figures;
  GHashTable *plates;
  GHashTable *sources;
  GHashTable *reads;     /* id -> itself */
} Load;

/* Takes one row. FALSE and CORRUPT if it cannot be. */
typedef gboolean (*TakeFunc) (Load *load, IsoStatement *row, GError **error);

static void
clear_load (Load *load)
{
  g_clear_pointer (&load->content, iso_content_free);
  g_hash_table_unref (load->drugs);
  g_hash_table_unref (load->samples);
  g_hash_table_unref (load->runs);
  g_hash_table_unref (load->figures);
  g_hash_table_unref (load->plates);
  g_hash_table_unref (load->sources);
  g_hash_table_unref (load->reads);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, clear_load)

static gboolean
refuse (const Load *load, const char *what, GError **error)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (iso_store_db (load->store)) },
                 N_("The project holds something that cannot be ({1}). Undo the last changes, or open a copy from before."),
                 what != NULL ? what : "", NULL);
  return FALSE;
}

static gboolean
find (GHashTable *table, const char *id, guint *index)
{
  gpointer value;

  if (id == NULL || !g_hash_table_lookup_extended (table, id, NULL, &value))
    return FALSE;
  *index = GPOINTER_TO_UINT (value);
  return TRUE;
}

/* A whole number that fits. */
static gboolean
take_count (const Load *load, IsoStatement *row, int column, guint *count, GError **error)
{
  gint64 value = iso_statement_int (row, column);

  if (value < 0 || value > G_MAXINT)
    return refuse (load, iso_statement_text (row, column), error);
  *count = (guint) value;
  return TRUE;
}

/* Row and column, which the tables count from 1. */
static gboolean
take_place (const Load *load, IsoStatement *row, int column, guint *well_row, guint *well_column, GError **error)
{
  if (!take_count (load, row, column, well_row, error) || !take_count (load, row, column + 1, well_column, error))
    return FALSE;
  if (*well_row < 1 || *well_column < 1 || *well_column > ISO_MAX_COLUMNS
      || *well_row > (*well_column == 1 ? ISO_CONTENT_MAX_ROWS : ISO_MAX_ROWS))
    return refuse (load, iso_statement_text (row, column), error);
  --*well_row;
  --*well_column;
  return TRUE;
}

static gboolean
take_experiment (Load *load, IsoStatement *row, GError **error)
{
  IsoContent *content = load->content;

  if (content->id != NULL)
    return refuse (load, "experiment", error);
  content->id = g_strdup (iso_statement_text (row, 0));
  content->title = g_strdup (iso_statement_text (row, 1));
  content->note = g_strdup (iso_statement_text (row, 2));
  content->response = g_strdup (iso_statement_text (row, 3));
  content->scale = g_strdup (iso_statement_text (row, 4));
  return TRUE;
}

/* id, position, name */
static gboolean
take_entity (Load *load, IsoStatement *row, GHashTable *table, GArray *list, IsoContentEntity *entity, GError **error)
{
  entity->id = g_strdup (iso_statement_text (row, 0));
  entity->name = g_strdup (iso_statement_text (row, 2));
  g_hash_table_insert (table, g_strdup (entity->id), GUINT_TO_POINTER (list->len - 1));
  return take_count (load, row, 1, &entity->position, error);
}

static IsoContentEntity *
add_entity (GArray *list)
{
  g_array_set_size (list, list->len + 1);
  return &g_array_index (list, IsoContentEntity, list->len - 1);
}

static gboolean
take_drug (Load *load, IsoStatement *row, GError **error)
{
  IsoContentEntity *drug = iso_content_add_drug (load->content);

  drug->unit = g_strdup (iso_statement_text (row, 3));
  return take_entity (load, row, load->drugs, load->content->drugs, drug, error);
}

static gboolean
take_sample (Load *load, IsoStatement *row, GError **error)
{
  return take_entity (load, row, load->samples, load->content->samples, add_entity (load->content->samples), error);
}

static gboolean
take_run (Load *load, IsoStatement *row, GError **error)
{
  IsoContentEntity *run = add_entity (load->content->runs);

  run->read_on = g_strdup (iso_statement_text (row, 3));
  return take_entity (load, row, load->runs, load->content->runs, run, error);
}

static gboolean
take_figure (Load *load, IsoStatement *row, GError **error)
{
  IsoContentEntity *figure = iso_content_add_figure (load->content);

  figure->kind = g_strdup (iso_statement_text (row, 3));
  return take_entity (load, row, load->figures, load->content->figures, figure, error);
}

static void
add_setting (GArray *settings, IsoStatement *row, int column)
{
  iso_content_add_setting (settings, iso_statement_text (row, column), iso_statement_text (row, column + 1));
}

static gboolean
take_drug_preparation (Load *load, IsoStatement *row, GError **error)
{
  guint drug;

  if (!find (load->drugs, iso_statement_text (row, 0), &drug))
    return refuse (load, iso_statement_text (row, 0), error);
  add_setting (g_array_index (load->content->drugs, IsoContentEntity, drug).settings, row, 1);
  return TRUE;
}

static gboolean
take_preparation (Load *load, IsoStatement *row, GError **error)
{
  add_setting (load->content->preparation, row, 0);
  return TRUE;
}

static gboolean
take_figure_setting (Load *load, IsoStatement *row, GError **error)
{
  guint figure;

  if (!find (load->figures, iso_statement_text (row, 0), &figure))
    return refuse (load, iso_statement_text (row, 0), error);
  add_setting (g_array_index (load->content->figures, IsoContentEntity, figure).settings, row, 1);
  return TRUE;
}

static gboolean
take_setting (Load *load, IsoStatement *row, GError **error)
{
  add_setting (load->content->settings, row, 0);
  return TRUE;
}

static gboolean
take_plate (Load *load, IsoStatement *row, GError **error)
{
  IsoContentPlate *plate = iso_content_add_plate (load->content);

  plate->id = g_strdup (iso_statement_text (row, 0));
  plate->name = g_strdup (iso_statement_text (row, 2));
  g_hash_table_insert (load->plates, g_strdup (plate->id), GUINT_TO_POINTER (load->content->plates->len - 1));
  if (!find (load->runs, iso_statement_text (row, 3), &plate->run))
    return refuse (load, plate->name, error);
  return take_count (load, row, 1, &plate->position, error) && take_count (load, row, 4, &plate->format, error);
}

/* The plate that a row belongs to; its id is in column 0. */
static IsoContentPlate *
find_plate (const Load *load, IsoStatement *row, GError **error)
{
  guint plate;

  if (find (load->plates, iso_statement_text (row, 0), &plate))
    return &g_array_index (load->content->plates, IsoContentPlate, plate);
  refuse (load, iso_statement_text (row, 0), error);
  return NULL;
}

static gboolean
take_well (Load *load, IsoStatement *row, GError **error)
{
  IsoContentPlate *plate = find_plate (load, row, error);
  IsoContentWell well = { .sample = -1 };
  const char *sample = iso_statement_text (row, 4);
  guint index;

  if (plate == NULL || !take_place (load, row, 1, &well.row, &well.column, error) || !take_count (load, row, 5, &well.replicate, error))
    return FALSE;
  if (!iso_role_parse (iso_statement_text (row, 3), &well.role))
    return refuse (load, iso_statement_text (row, 3), error);
  if (sample != NULL && !find (load->samples, sample, &index))
    return refuse (load, sample, error);
  if (sample != NULL)
    well.sample = (int) index;
  well.exclusion = g_strdup (iso_statement_text (row, 6));
  g_array_append_val (plate->wells, well);
  return TRUE;
}

/* The well of a plate in this place. */
static IsoContentWell *
find_well (const IsoContentPlate *plate, guint row, guint column)
{
  guint from = 0;
  guint to = plate->wells->len;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;
      IsoContentWell *well = &g_array_index (plate->wells, IsoContentWell, middle);

      if (well->row == row && well->column == column)
        return well;
      if (well->row < row || (well->row == row && well->column < column))
        from = middle + 1;
      else
        to = middle;
    }
  return NULL;
}

static gboolean
take_dose (Load *load, IsoStatement *row, GError **error)
{
  IsoContentPlate *plate = find_plate (load, row, error);
  IsoContentWell *well;
  IsoDose dose;
  guint well_row, well_column;

  if (plate == NULL || !take_place (load, row, 1, &well_row, &well_column, error))
    return FALSE;
  well = find_well (plate, well_row, well_column);
  if (well == NULL || well->n_doses == ISO_MAX_DRUGS || !find (load->drugs, iso_statement_text (row, 3), &dose.drug))
    return refuse (load, iso_statement_text (row, 3), error);
  dose.requested = iso_statement_real (row, 4);
  dose.planned = iso_statement_real (row, 5);
  dose.achieved = iso_statement_real (row, 6);
  if (isinf (dose.requested) || isinf (dose.planned) || isinf (dose.achieved))
    return refuse (load, "∞", error);
  well->doses[well->n_doses++] = dose;
  return TRUE;
}

static gboolean
take_link (Load *load, IsoStatement *row, GError **error)
{
  IsoContentPlate *plate = find_plate (load, row, error);
  IsoContentLink link;

  if (plate == NULL)
    return FALSE;
  if (!g_hash_table_contains (load->reads, iso_statement_text (row, 2)))
    return refuse (load, iso_statement_text (row, 2), error);
  link.purpose = g_strdup (iso_statement_text (row, 1));
  link.read = g_strdup (iso_statement_text (row, 2));
  g_array_append_val (plate->links, link);
  return TRUE;
}

static gboolean
take_source (Load *load, IsoStatement *row, GError **error)
{
  IsoContentSource *source = iso_content_add_source (load->content);

  source->sha256 = g_strdup (iso_statement_text (row, 0));
  source->name = g_strdup (iso_statement_text (row, 1));
  source->bytes = iso_statement_bytes (row, 2);
  g_hash_table_insert (load->sources, g_strdup (source->sha256), GUINT_TO_POINTER (load->content->sources->len - 1));
  return TRUE;
}

static gboolean
take_read (Load *load, IsoStatement *row, GError **error)
{
  IsoContentRead *read;
  guint source, calculated = 0;

  if (!find (load->sources, iso_statement_text (row, 1), &source))
    return refuse (load, iso_statement_text (row, 1), error);
  read = iso_content_add_read (&g_array_index (load->content->sources, IsoContentSource, source));
  read->id = g_strdup (iso_statement_text (row, 0));
  read->reader = g_strdup (iso_statement_text (row, 2));
  read->plate_name = g_strdup (iso_statement_text (row, 5));
  read->barcode = g_strdup (iso_statement_text (row, 6));
  read->label = g_strdup (iso_statement_text (row, 9));
  g_hash_table_add (load->reads, g_strdup (read->id));
  if (!take_count (load, row, 3, &read->version, error) || !take_count (load, row, 4, &read->plate, error)
      || !take_count (load, row, 7, &read->wells, error) || !take_count (load, row, 8, &read->position, error)
      || !take_count (load, row, 10, &calculated, error))
    return FALSE;
  read->calculated = calculated != 0;
  return TRUE;
}

static gboolean
take_result (Load *load, IsoStatement *row, GError **error)
{
  IsoContentResult result = {
    g_strdup (iso_statement_text (row, 0)), g_strdup (iso_statement_text (row, 1)), g_strdup (iso_statement_text (row, 2)),
    g_strdup (iso_statement_text (row, 3)),
  };

  g_array_append_val (load->content->results, result);
  return TRUE;
}

/* Calls `take` for every row. */
static gboolean
load_rows (Load *load, const char *sql, TakeFunc take, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (load->store), error, sql, NULL);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      if (!take (load, rows, error))
        return FALSE;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
take_reading (const Load *load, IsoStatement *row, IsoContentRead *read, GError **error)
{
  IsoContentReading reading = { .value = iso_statement_real (row, 2) };

  if (!take_place (load, row, 0, &reading.row, &reading.column, error) || !take_count (load, row, 5, &reading.line, error))
    return FALSE;
  if (!iso_reading_flag_parse (iso_statement_text (row, 3), &reading.flag))
    return refuse (load, iso_statement_text (row, 3), error);
  if (isinf (reading.value))
    return refuse (load, "∞", error);
  reading.token = g_strdup (iso_statement_text (row, 4));
  g_array_append_val (read->readings, reading);
  return TRUE;
}

static gboolean
load_readings (const Load *load, IsoContentRead *read, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, value, flag, token, line FROM reading"
                                                " WHERE read = ? ORDER BY row, column", "t", read->id);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      if (!take_reading (load, rows, read, error))
        return FALSE;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
load_all_readings (const Load *load, GError **error)
{
  for (guint i = 0; i < load->content->sources->len; i++)
    {
      GArray *reads = g_array_index (load->content->sources, IsoContentSource, i).reads;

      for (guint j = 0; j < reads->len; j++)
        {
          if (!load_readings (load, &g_array_index (reads, IsoContentRead, j), error))
            return FALSE;
        }
    }
  return TRUE;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  guint one = ((const IsoContentCells *) a)->sample;
  guint two = ((const IsoContentCells *) b)->sample;

  return (one > two) - (one < two);
}

static int
compare_doses (gconstpointer a, gconstpointer b)
{
  guint one = ((const IsoDose *) a)->drug;
  guint two = ((const IsoDose *) b)->drug;

  return (one > two) - (one < two);
}

static void
sort_doses (const IsoContent *content)
{
  for (guint i = 0; i < content->plates->len; i++)
    {
      GArray *wells = g_array_index (content->plates, IsoContentPlate, i).wells;

      for (guint j = 0; j < wells->len; j++)
        {
          IsoContentWell *well = &g_array_index (wells, IsoContentWell, j);

          qsort (well->doses, well->n_doses, sizeof *well->doses, compare_doses);
        }
    }
}

/* Bottles, and cells in the order of their samples. */
static gboolean
load_stocks (const Load *load, GError **error)
{
  IsoDb *db = iso_store_db (load->store);
  g_autoptr (GPtrArray) stocks = iso_lookup_stocks (db, error);
  g_autoptr (GPtrArray) cells = stocks != NULL ? iso_lookup_cells (db, error) : NULL;

  if (cells == NULL)
    return FALSE;
  for (guint i = 0; i < stocks->len; i++)
    {
      const IsoStockRow *row = stocks->pdata[i];
      IsoContentStock *stock = iso_content_add_stock (load->content);

      if (row->position < 0 || row->position > G_MAXINT || !find (load->drugs, row->drug, &stock->drug))
        return refuse (load, row->drug, error);
      stock->id = g_strdup (row->id);
      stock->position = (guint) row->position;
      stock->used = row->used;
      iso_bottle_clear (&stock->bottle);
      iso_bottle_copy (&row->bottle, &stock->bottle);
    }
  for (guint i = 0; i < cells->len; i++)
    {
      const IsoCellsRow *row = cells->pdata[i];
      IsoContentCells *of_sample = iso_content_add_cells (load->content);

      if (!find (load->samples, row->sample, &of_sample->sample))
        return refuse (load, row->sample, error);
      iso_cells_clear (&of_sample->cells);
      iso_cells_copy (&row->cells, &of_sample->cells);
    }
  g_array_sort (load->content->cells, compare_cells);
  return TRUE;
}

/* One table, or what belongs together. */
typedef struct
{
  const char *sql;
  TakeFunc    take;
} Part;

static gboolean
load_parts (Load *load, const Part *parts, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      if (!load_rows (load, parts[i].sql, parts[i].take, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_planned (Load *load, GError **error)
{
  static const Part parts[] = {
    { "SELECT id, title, note, response, scale FROM experiment", take_experiment },
    { "SELECT id, position, name, unit FROM drug ORDER BY position, id", take_drug },
    { "SELECT id, position, name FROM sample ORDER BY position, id", take_sample },
    { "SELECT id, position, name, read_on FROM run ORDER BY position, id", take_run },
    { "SELECT id, position, name, kind FROM figure ORDER BY position, id", take_figure },
    { "SELECT figure, name, value FROM figure_setting ORDER BY figure, name", take_figure_setting },
    { "SELECT name, value FROM setting ORDER BY name", take_setting },
    { "SELECT drug, name, value FROM drug_preparation ORDER BY drug, name", take_drug_preparation },
    { "SELECT name, value FROM preparation ORDER BY name", take_preparation },
    { "SELECT id, position, name, run, wells FROM plate ORDER BY position, id", take_plate },
    { "SELECT w.plate, w.row, w.column, w.role, w.sample, w.replicate, e.reason FROM well AS w LEFT JOIN exclusion AS e"
      " ON e.plate = w.plate AND e.row = w.row AND e.column = w.column ORDER BY w.plate, w.row, w.column", take_well },
    { "SELECT plate, row, column, drug, requested, planned, achieved FROM dose ORDER BY plate, row, column", take_dose },
  };

  if (!load_parts (load, parts, G_N_ELEMENTS (parts), error) || !load_stocks (load, error))
    return FALSE;
  sort_doses (load->content);
  return TRUE;
}

static gboolean
load_measured (Load *load, GError **error)
{
  static const Part parts[] = {
    { "SELECT sha256, name, bytes FROM source ORDER BY sha256", take_source },
    { "SELECT id, source, reader, version, plate, plate_name, barcode, wells, position, label, calculated FROM read"
      " ORDER BY source, plate, position, id", take_read },
    { "SELECT plate, purpose, read FROM link ORDER BY plate, purpose", take_link },
    { "SELECT input, program, kind, content FROM result ORDER BY input, program, kind", take_result },
  };

  return load_parts (load, parts, G_N_ELEMENTS (parts), error) && load_all_readings (load, error);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static IsoContent *
load_content (IsoStore *store, gboolean measured, GError **error)
{
  IsoDb *db = iso_store_db (store);
  g_auto (Load) load = {
    store, iso_content_new (), new_table (), new_table (), new_table (), new_table (), new_table (), new_table (), new_table (),
  };
  gboolean done;

  if (!iso_db_execute (db, "SAVEPOINT content", error))
    return NULL;
  done = load_planned (&load, error) && (!measured || load_measured (&load, error));
  iso_db_execute (db, "RELEASE content", NULL);
  return done ? g_steal_pointer (&load.content) : NULL;
}

IsoContent *
iso_content_load (IsoStore *store, GError **error)
{
  return load_content (store, TRUE, error);
}

IsoContent *
iso_content_load_planned (IsoStore *store, GError **error)
{
  return load_content (store, FALSE, error);
}
