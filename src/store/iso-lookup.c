/* iso-lookup.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-lookup.h"

#include "analysis/iso-analysis-settings.h"

#include <string.h>

/* A list longer than this is no list of wells. */
#define LONGEST_LIST 1000000

/* What all kinds have comes first: id, position, name. */
static const struct
{
  const char *all;
  const char *one;
} entities[] = {
#define ENTITY(columns, table) { "SELECT id, position, name" columns " FROM " table " ORDER BY position, id", \
                                 "SELECT id, position, name" columns " FROM " table " WHERE id = ?" }
  [ISO_ENTITY_DRUG] = ENTITY (", unit", "drug"),
  [ISO_ENTITY_SAMPLE] = ENTITY ("", "sample"),
  [ISO_ENTITY_RUN] = ENTITY (", read_on", "run"),
  [ISO_ENTITY_PLATE] = ENTITY (", run, wells, (SELECT read FROM link WHERE plate = plate.id AND purpose = 'signal'),"
                               " (SELECT read FROM link WHERE plate = plate.id AND purpose = 'reference')", "plate"),
  [ISO_ENTITY_FIGURE] = ENTITY (", kind", "figure"),
};

#define READ "SELECT id, source, reader, version, plate, plate_name, barcode, wells, position, label, calculated," \
             " (SELECT count (*) FROM reading WHERE reading.read = read.id) FROM read"
#define SOURCE "SELECT sha256, name, length (bytes) FROM source"

/* Makes a row of what a statement stands on. */
typedef gpointer (*MakeFunc) (IsoStatement *rows);

/* Takes the statement; NULL is an error that was set already. */
static GPtrArray *
take_all (IsoStatement *statement, MakeFunc make, GDestroyNotify free_row, GError **error)
{
  g_autoptr (IsoStatement) rows = statement;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_row);
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    g_ptr_array_add (list, make (rows));
  if (problem == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, problem);
  return NULL;
}

static gboolean
take_one (IsoStatement *statement, MakeFunc make, gpointer *row, GError **error)
{
  g_autoptr (IsoStatement) rows = statement;
  GError *problem = NULL;

  *row = NULL;
  if (rows == NULL)
    return FALSE;
  if (iso_statement_next (rows, &problem))
    *row = make (rows);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static char *
get_text (IsoStatement *rows, int column)
{
  return g_strdup (iso_statement_text (rows, column));
}

static gpointer
make_plain (IsoStatement *rows)
{
  IsoEntityRow *row = g_new0 (IsoEntityRow, 1);

  row->id = get_text (rows, 0);
  row->position = iso_statement_int (rows, 1);
  row->name = get_text (rows, 2);
  return row;
}

static gpointer
make_drug (IsoStatement *rows)
{
  IsoEntityRow *row = make_plain (rows);

  row->unit = get_text (rows, 3);
  return row;
}

static gpointer
make_plate (IsoStatement *rows)
{
  IsoEntityRow *row = make_plain (rows);

  row->run = get_text (rows, 3);
  row->wells = (guint) iso_statement_int (rows, 4);
  row->signal = get_text (rows, 5);
  row->reference = get_text (rows, 6);
  return row;
}

static gpointer
make_figure (IsoStatement *rows)
{
  IsoEntityRow *row = make_plain (rows);

  row->kind = get_text (rows, 3);
  return row;
}

static gpointer
make_run (IsoStatement *rows)
{
  IsoEntityRow *row = make_plain (rows);

  row->read_on = get_text (rows, 3);
  return row;
}

static const MakeFunc make_entity[] = {
  [ISO_ENTITY_DRUG] = make_drug,
  [ISO_ENTITY_SAMPLE] = make_plain,
  [ISO_ENTITY_RUN] = make_run,
  [ISO_ENTITY_PLATE] = make_plate,
  [ISO_ENTITY_FIGURE] = make_figure,
};

static gpointer
make_source (IsoStatement *rows)
{
  IsoSourceRow *row = g_new0 (IsoSourceRow, 1);

  row->sha256 = get_text (rows, 0);
  row->name = get_text (rows, 1);
  row->size = iso_statement_int (rows, 2);
  return row;
}

static gpointer
make_read (IsoStatement *rows)
{
  IsoReadRow *row = g_new0 (IsoReadRow, 1);

  row->id = get_text (rows, 0);
  row->source = get_text (rows, 1);
  row->reader = get_text (rows, 2);
  row->version = (guint) iso_statement_int (rows, 3);
  row->plate = (guint) iso_statement_int (rows, 4);
  row->plate_name = get_text (rows, 5);
  row->barcode = get_text (rows, 6);
  row->wells = (guint) iso_statement_int (rows, 7);
  row->position = (guint) iso_statement_int (rows, 8);
  row->label = get_text (rows, 9);
  row->calculated = iso_statement_int (rows, 10) != 0;
  row->readings = (guint) iso_statement_int (rows, 11);
  return row;
}

static gboolean
load_settings (IsoDb *db, IsoEntityRow *figure, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (db, error, "SELECT name, value FROM figure_setting WHERE figure = ? ORDER BY name", "t",
                                                figure->id);
  g_autoptr (GStrvBuilder) settings = g_strv_builder_new ();
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      g_strv_builder_add (settings, iso_statement_text (rows, 0));
      g_strv_builder_add (settings, iso_statement_text (rows, 1));
    }
  figure->settings = g_strv_builder_end (settings);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
refuse (IsoDb *db, GError **error, const char *what)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (db) },
                 N_("The project holds something that cannot be ({1}). Undo the last changes, or open a copy from before."), what, NULL);
  return FALSE;
}

static GRefString *
share (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

/* Some places of a plate in the making. */
typedef struct
{
  IsoDb      *db;
  const char *plate;
  guint       rows;
  guint       columns;
  gint64      first_row;      /* of the places wanted, from 1 as in the tables */
  gint64      first_column;
  IsoWellRow *wells;
  const char *last_word;      /* the role seen last, which is often the next one too */
  IsoRole     last_role;
} Region;

/* The place that a row's first two columns name; NULL and CORRUPT if the plate has none. */
static IsoWellRow *
find_place (const Region *region, IsoStatement *rows, GError **error)
{
  gint64 row = iso_statement_int (rows, 0) - region->first_row;
  gint64 column = iso_statement_int (rows, 1) - region->first_column;

  if (row >= 0 && row < region->rows && column >= 0 && column < region->columns)
    return &region->wells[row * region->columns + column];
  refuse (region->db, error, region->plate);
  return NULL;
}

static gboolean
take_well (Region *region, IsoStatement *rows, IsoWellRow *well, GError **error)
{
  const char *word = iso_statement_text (rows, 2);

  if (region->last_word == NULL || strcmp (word, region->last_word) != 0)
    {
      if (!iso_role_parse (word, &region->last_role))
        return refuse (region->db, error, word);
      region->last_word = iso_role_word (region->last_role);
    }
  well->role = region->last_role;
  well->sample = share (iso_statement_text (rows, 3));
  well->replicate = (guint) iso_statement_int (rows, 4);
  return TRUE;
}

static gboolean
take_dose (Region *region, IsoStatement *rows, IsoWellRow *well, GError **error)
{
  const char *drug = iso_statement_text (rows, 2);

  if (well->n_doses == ISO_MAX_DRUGS)
    return refuse (region->db, error, drug);
  well->doses[well->n_doses++] = (IsoWellDose) { share (drug), iso_statement_real (rows, 3), iso_statement_real (rows, 4),
                                                 iso_statement_real (rows, 5) };
  return TRUE;
}

static gboolean
take_exclusion (Region *region, IsoStatement *rows, IsoWellRow *well, GError **error)
{
  if (well->reason == NULL)
    well->reason = share (iso_statement_text (rows, 2));
  return TRUE;
}

/* Takes the statement. */
static gboolean
fill (Region *region, IsoStatement *statement, gboolean (*take) (Region *, IsoStatement *, IsoWellRow *, GError **), GError **error)
{
  g_autoptr (IsoStatement) rows = statement;
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    {
      IsoWellRow *well = find_place (region, rows, error);

      if (well == NULL || !take (region, rows, well, error))
        return FALSE;
    }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, problem);
  return FALSE;
}

static gboolean
count_list (IsoDb *db, const char *plate, guint *n, GError **error)
{
  gint64 last;

  if (!iso_db_get (db, &last, 0, error, "SELECT coalesce (max (row), 0) FROM well WHERE plate = ?", "t", plate))
    return FALSE;
  *n = (guint) CLAMP (last, 0, LONGEST_LIST);
  return last >= 0 && last <= LONGEST_LIST ? TRUE : refuse (db, error, plate);
}

void
iso_entity_row_free (IsoEntityRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row->unit);
  g_free (row->run);
  g_free (row->signal);
  g_free (row->reference);
  g_free (row->kind);
  g_free (row->read_on);
  g_strfreev (row->settings);
  g_free (row);
}

GPtrArray *
iso_lookup_entities (IsoDb *db, IsoEntity entity, GError **error)
{
  g_autoptr (GPtrArray) rows = take_all (iso_db_query (db, error, entities[entity].all, NULL), make_entity[entity],
                                         (GDestroyNotify) iso_entity_row_free, error);

  for (guint i = 0; entity == ISO_ENTITY_FIGURE && rows != NULL && i < rows->len; i++)
    {
      if (!load_settings (db, g_ptr_array_index (rows, i), error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

gboolean
iso_lookup_entity (IsoDb *db, IsoEntity entity, const char *id, IsoEntityRow **row, GError **error)
{
  g_autoptr (IsoEntityRow) found = NULL;

  *row = NULL;
  if (!take_one (iso_db_query (db, error, entities[entity].one, "t", id), make_entity[entity], (gpointer *) &found, error))
    return FALSE;
  if (entity == ISO_ENTITY_FIGURE && found != NULL && !load_settings (db, found, error))
    return FALSE;
  *row = g_steal_pointer (&found);
  return TRUE;
}

gboolean
iso_lookup_experiment (IsoDb *db, IsoExperimentRow *row, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (db, error, "SELECT title, note, response, scale FROM experiment", NULL);
  GError *problem = NULL;
  gboolean there;

  if (rows == NULL)
    return FALSE;
  there = iso_statement_next (rows, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return FALSE;
    }
  row->title = g_strdup (there ? iso_statement_text (rows, 0) : "");
  row->note = g_strdup (there ? iso_statement_text (rows, 1) : "");
  row->response = g_strdup (there ? iso_statement_text (rows, 2) : "");
  row->scale = g_strdup (there ? iso_statement_text (rows, 3) : "");
  return TRUE;
}

void
iso_experiment_row_clear (IsoExperimentRow *row)
{
  g_clear_pointer (&row->title, g_free);
  g_clear_pointer (&row->note, g_free);
  g_clear_pointer (&row->response, g_free);
  g_clear_pointer (&row->scale, g_free);
}

GHashTable *
iso_lookup_settings (IsoDb *db, GError **error)
{
  g_autoptr (IsoStatement) rows = iso_db_query (db, error, "SELECT name, value FROM setting", NULL);
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  while (iso_statement_next (rows, &problem))
    g_hash_table_insert (settings, get_text (rows, 0), get_text (rows, 1));
  if (problem == NULL)
    return g_steal_pointer (&settings);
  g_propagate_error (error, problem);
  return NULL;
}

gboolean
iso_lookup_analysis_settings (IsoDb *db, IsoAnalysisSettings *settings, GError **error)
{
  g_autoptr (GHashTable) values = iso_lookup_settings (db, error);
  const IsoPlace place = { .file = (char *) iso_db_name (db) };
  GHashTableIter all;
  gpointer name, value;

  iso_analysis_settings_init (settings);
  if (values == NULL)
    return FALSE;
  g_hash_table_iter_init (&all, values);
  while (g_hash_table_iter_next (&all, &name, &value))
    {
      if (!iso_analysis_settings_set (settings, name, value, &place, error))
        return FALSE;
    }
  return TRUE;
}

static gpointer
make_value (IsoStatement *rows)
{
  return get_text (rows, 0);
}

gboolean
iso_lookup_setting (IsoDb *db, const char *name, char **value, GError **error)
{
  return take_one (iso_db_query (db, error, "SELECT value FROM setting WHERE name = ?", "t", name), make_value, (gpointer *) value, error);
}

void
iso_well_row_clear (IsoWellRow *well)
{
  g_clear_pointer (&well->sample, g_ref_string_release);
  g_clear_pointer (&well->reason, g_ref_string_release);
  for (guint i = 0; i < well->n_doses; i++)
    g_ref_string_release ((GRefString *) well->doses[i].drug);
  memset (well, 0, sizeof *well);
}

void
iso_well_rows_free (IsoWellRow *wells, guint n)
{
  for (guint i = 0; i < n; i++)
    iso_well_row_clear (&wells[i]);
  g_free (wells);
}

IsoWellRow *
iso_lookup_wells (IsoDb *db, const char *plate, guint wells, guint *n, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (wells);
  Region region = { .db = db, .plate = plate, .rows = format != NULL ? format->rows : 0, .columns = format != NULL ? format->columns : 1,
                    .first_row = 1, .first_column = 1 };

  if (wells > 0 && format == NULL)
    {
      refuse (db, error, plate);
      return NULL;
    }
  if (wells == 0 && !count_list (db, plate, &region.rows, error))
    return NULL;
  *n = region.rows * region.columns;
  region.wells = g_new0 (IsoWellRow, *n + 1);
  if (fill (&region, iso_db_query (db, error, "SELECT row, column, role, sample, replicate FROM well WHERE plate = ?", "t", plate), take_well,
            error)
      && fill (&region, iso_db_query (db, error, "SELECT row, column, drug, requested, planned, achieved FROM dose WHERE plate = ?"
                                      " ORDER BY row, column, drug", "t", plate), take_dose, error)
      && fill (&region, iso_db_query (db, error, "SELECT row, column, reason FROM exclusion WHERE plate = ?", "t", plate), take_exclusion,
               error))
    return region.wells;
  iso_well_rows_free (region.wells, *n);
  return NULL;
}

gboolean
iso_lookup_well (IsoDb *db, const char *plate, guint row, guint column, IsoWellRow *well, GError **error)
{
  g_auto (IsoWellRow) found = { ISO_ROLE_EMPTY };
  Region region = { .db = db, .plate = plate, .rows = 1, .columns = 1, .first_row = row + 1, .first_column = column + 1, .wells = &found };

  if (!fill (&region, iso_db_query (db, error, "SELECT row, column, role, sample, replicate FROM well"
                                    " WHERE plate = ? AND row = ? AND column = ?", "tii", plate, row + 1, column + 1), take_well, error)
      || !fill (&region, iso_db_query (db, error, "SELECT row, column, drug, requested, planned, achieved FROM dose"
                                       " WHERE plate = ? AND row = ? AND column = ? ORDER BY drug", "tii", plate, row + 1, column + 1),
                take_dose, error)
      || !fill (&region, iso_db_query (db, error, "SELECT row, column, reason FROM exclusion WHERE plate = ? AND row = ? AND column = ?",
                                       "tii", plate, row + 1, column + 1), take_exclusion, error))
    return FALSE;
  *well = found;
  memset (&found, 0, sizeof found);
  return TRUE;
}

void
iso_source_row_free (IsoSourceRow *row)
{
  g_free (row->sha256);
  g_free (row->name);
  g_free (row);
}

void
iso_read_row_free (IsoReadRow *row)
{
  g_free (row->id);
  g_free (row->source);
  g_free (row->reader);
  g_free (row->plate_name);
  g_free (row->barcode);
  g_free (row->label);
  g_free (row);
}

GPtrArray *
iso_lookup_sources (IsoDb *db, GError **error)
{
  return take_all (iso_db_query (db, error, SOURCE " ORDER BY name, sha256", NULL), make_source, (GDestroyNotify) iso_source_row_free, error);
}

GPtrArray *
iso_lookup_reads (IsoDb *db, GError **error)
{
  return take_all (iso_db_query (db, error, READ " ORDER BY source, plate, position", NULL), make_read, (GDestroyNotify) iso_read_row_free,
                   error);
}

gboolean
iso_lookup_source (IsoDb *db, const char *sha256, IsoSourceRow **row, GError **error)
{
  return take_one (iso_db_query (db, error, SOURCE " WHERE sha256 = ?", "t", sha256), make_source, (gpointer *) row, error);
}

gboolean
iso_lookup_read (IsoDb *db, const char *id, IsoReadRow **row, GError **error)
{
  return take_one (iso_db_query (db, error, READ " WHERE id = ?", "t", id), make_read, (gpointer *) row, error);
}
