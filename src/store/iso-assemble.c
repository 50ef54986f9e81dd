/* iso-assemble.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble.h"

#include "iso-edit.h"
#include "iso-outside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  IsoStore      *store;
  IsoExperiment *experiment;   /* (owned until it is handed over) */
  GHashTable    *drugs;        /* id -> index */
  GHashTable    *samples;
  GHashTable    *runs;
} Load;

typedef struct
{
  char *id;
  char *name;
  char *run;         /* id */
  guint wells;       /* 0: a list */

  /* Where the signal is the rows of a table: */
  char *read;        /* id; NULL for another signal or none */
  char *source;      /* SHA-256 of the file */
  char *file;
  char *table_plate;   /* the plate that the table names; "" for none */
} Plate;

static void
clear_load (Load *load)
{
  g_clear_pointer (&load->experiment, iso_experiment_unref);
  g_hash_table_unref (load->drugs);
  g_hash_table_unref (load->samples);
  g_hash_table_unref (load->runs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, clear_load)

static void
free_plate (gpointer data)
{
  Plate *plate = data;

  g_free (plate->id);
  g_free (plate->name);
  g_free (plate->run);
  g_free (plate->read);
  g_free (plate->source);
  g_free (plate->file);
  g_free (plate->table_plate);
  g_free (plate);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
refuse (IsoStore *store, GError **error, const char *what)
{
  iso_error_set (error, ISO_ERROR_CORRUPT, &(IsoPlace) { .file = (char *) iso_db_name (iso_store_db (store)) },
                 N_("The project holds something that cannot be ({1}). Undo the last changes, or open a copy from before."), what, NULL);
  return FALSE;
}

static gboolean
end (IsoStatement *rows, GError *problem, gboolean good, GError **error)
{
  iso_statement_free (rows);
  if (problem == NULL)
    return good;
  g_propagate_error (error, problem);
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

static gboolean
load_title (Load *load, IsoResponse *response, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT title, note, response, scale FROM experiment", NULL);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  if (iso_statement_next (rows, &problem))
    {
      const char *response_word = iso_statement_text (rows, 2);
      const char *scale_word = iso_statement_text (rows, 3);

      g_free (load->experiment->title);
      load->experiment->title = g_strdup (iso_statement_text (rows, 0));
      g_free (load->experiment->note);
      load->experiment->note = g_strdup (iso_statement_text (rows, 1));
      good = (*response_word == '\0' || iso_response_parse (response_word, response) || refuse (load->store, error, response_word))
             && (*scale_word == '\0' || iso_scale_parse (scale_word, &load->experiment->scale) || refuse (load->store, error, scale_word));
    }
  return end (rows, problem, good, error);
}

static gboolean
load_drugs (Load *load, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT id, name, unit FROM drug ORDER BY position, id", NULL);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      const IsoUnit *unit = iso_unit_find (iso_statement_text (rows, 2));

      if (unit == NULL)
        good = refuse (load->store, error, iso_statement_text (rows, 2));
      else
        g_hash_table_insert (load->drugs, g_strdup (iso_statement_text (rows, 0)),
                             GUINT_TO_POINTER (iso_experiment_add_drug (load->experiment, iso_statement_text (rows, 1), unit)));
    }
  return end (rows, problem, good, error);
}

static gboolean
load_names (Load *load, const char *sql, GHashTable *table, guint (*add) (IsoExperiment *, const char *), GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, sql, NULL);
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    g_hash_table_insert (table, g_strdup (iso_statement_text (rows, 0)),
                         GUINT_TO_POINTER (add (load->experiment, iso_statement_text (rows, 1))));
  return end (rows, problem, TRUE, error);
}

static gboolean
load_head (Load *load, IsoStore *store, IsoResponse *response, GError **error)
{
  load->store = store;
  load->experiment = iso_experiment_new ();
  load->drugs = new_table ();
  load->samples = new_table ();
  load->runs = new_table ();
  *response = ISO_RESPONSE_UNKNOWN;
  return load_title (load, response, error)
         && load_drugs (load, error)
         && load_names (load, "SELECT id, name FROM sample ORDER BY position, id", load->samples, iso_experiment_add_sample, error)
         && load_names (load, "SELECT id, name FROM run ORDER BY position, id", load->runs, iso_experiment_add_run, error);
}

static gboolean
load_well (const Load *load, IsoStatement *rows, IsoLayoutWell *well, GError **error)
{
  const char *sample = iso_statement_text (rows, 3);
  guint index;

  if (!iso_role_parse (iso_statement_text (rows, 2), &well->role))
    return refuse (load->store, error, iso_statement_text (rows, 2));
  well->sample = -1;
  if (sample != NULL && !find (load->samples, sample, &index))
    return refuse (load->store, error, sample);
  if (sample != NULL)
    well->sample = (int) index;
  well->replicate = (guint) iso_statement_int (rows, 4);
  return TRUE;
}

/* The well that a row's first two columns name; NULL and CORRUPT if the plate has none. */
static IsoLayoutWell *
get_well (const Load *load, IsoLayout *layout, IsoStatement *rows, GError **error)
{
  gint64 row = iso_statement_int (rows, 0) - 1;
  gint64 column = iso_statement_int (rows, 1) - 1;

  if (row >= 0 && row < layout->format->rows && column >= 0 && column < layout->format->columns)
    return &layout->wells[row * layout->format->columns + column];
  refuse (load->store, error, layout->plate);
  return NULL;
}

static gboolean
load_wells (const Load *load, const Plate *plate, IsoLayout *layout, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, role, sample, replicate FROM well WHERE plate = ?",
                                     "t", plate->id);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      IsoLayoutWell *well = get_well (load, layout, rows, error);

      good = well != NULL && load_well (load, rows, well, error);
    }
  return end (rows, problem, good, error);
}

static gboolean
load_doses (const Load *load, const Plate *plate, IsoLayout *layout, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, drug, requested, planned, achieved FROM dose"
                                     " WHERE plate = ?", "t", plate->id);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      IsoLayoutWell *well = get_well (load, layout, rows, error);
      guint drug;

      if (well == NULL)
        good = FALSE;
      else if (well->n_doses == ISO_MAX_DRUGS || !find (load->drugs, iso_statement_text (rows, 2), &drug))
        good = refuse (load->store, error, iso_statement_text (rows, 2));
      else
        well->doses[well->n_doses++] = (IsoDose) { drug, iso_statement_real (rows, 3), iso_statement_real (rows, 4),
                                                   iso_statement_real (rows, 5) };
    }
  return end (rows, problem, good, error);
}

static IsoLayout *
load_layout (const Load *load, const Plate *plate, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate->wells);
  g_autoptr (IsoLayout) layout = NULL;
  guint run;

  if (format == NULL || !find (load->runs, plate->run, &run))
    {
      refuse (load->store, error, plate->name);
      return NULL;
    }
  layout = iso_layout_new (plate->name, iso_experiment_run (load->experiment, run), format);
  if (load_wells (load, plate, layout, error) && load_doses (load, plate, layout, error))
    return g_steal_pointer (&layout);
  return NULL;
}

static gboolean
parse_flag (const char *word, IsoReadingFlag *flag)
{
  for (guint i = 0; i < ISO_N_READING_FLAGS; i++)
    {
      if (strcmp (iso_reading_flag_word ((IsoReadingFlag) i), word) == 0)
        {
          *flag = (IsoReadingFlag) i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Adds the read that is linked for this purpose, under that name; none is no error. `file` gets the name of its source. */
static gboolean
load_read (const Load *load, const char *plate, const char *purpose, IsoReadPlate *readings, char **file, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error,
                                     "SELECT r.row, r.column, r.value, r.flag, r.token, r.line, s.name FROM link AS l"
                                     " JOIN read AS d ON d.id = l.read JOIN source AS s ON s.sha256 = d.source"
                                     " LEFT JOIN reading AS r ON r.read = l.read WHERE l.plate = ? AND l.purpose = ? ORDER BY r.row, r.column",
                                     "tt", plate, purpose);
  IsoRead *read = NULL;
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      gint64 row = iso_statement_int (rows, 0) - 1;
      gint64 column = iso_statement_int (rows, 1) - 1;
      IsoReadingFlag flag;

      if (read == NULL)
        {
          read = iso_read_plate_add (readings, purpose, FALSE);
          g_free (*file);
          *file = g_strdup (iso_statement_text (rows, 6));
        }
      if (iso_statement_text (rows, 3) == NULL)
        break;   /* a read without readings */
      if (row < 0 || row >= ISO_MAX_ROWS || column < 0 || column >= ISO_MAX_COLUMNS || !parse_flag (iso_statement_text (rows, 3), &flag))
        good = refuse (load->store, error, iso_statement_text (rows, 3));
      else
        iso_read_add (read, (IsoWell) { (guint8) row, (guint8) column }, iso_statement_real (rows, 2), flag,
                      g_strdup (iso_statement_text (rows, 4)), (guint) iso_statement_int (rows, 5));
    }
  return end (rows, problem, good, error);
}

/* Masks the records from `first` on whose wells are excluded. */
static gboolean
mask_excluded (const Load *load, const char *plate, guint first, GError **error)
{
  g_autoptr (GHashTable) excluded = g_hash_table_new (NULL, NULL);   /* well -> reason */
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, reason FROM exclusion WHERE plate = ?", "t",
                                     plate);
  GArray *records = load->experiment->records;
  GError *problem = NULL;

  if (rows == NULL)
    return FALSE;
  while (iso_statement_next (rows, &problem))
    g_hash_table_insert (excluded, GINT_TO_POINTER ((int) ((iso_statement_int (rows, 0) - 1) * ISO_MAX_COLUMNS
                                                           + iso_statement_int (rows, 1) - 1)),
                         (gpointer) iso_experiment_keep (load->experiment, iso_statement_text (rows, 2)));
  for (guint i = first; i < records->len; i++)
    {
      IsoRecord *record = &g_array_index (records, IsoRecord, i);

      record->reason = g_hash_table_lookup (excluded, GINT_TO_POINTER (record->well));
      if (record->flag == ISO_FLAG_NONE && record->reason != NULL)
        record->flag = ISO_FLAG_MASKED;
    }
  return end (rows, problem, TRUE, error);
}

static gboolean
join_plate (const Load *load, const Plate *plate, GError **error)
{
  g_autoptr (IsoReadout) readout = iso_readout_new ("", "", 0);
  IsoReadPlate *readings = iso_readout_add_plate (readout, plate->name);
  g_autofree char *file = NULL;
  g_autofree char *other_file = NULL;
  g_autoptr (IsoLayout) layout = NULL;
  guint first = load->experiment->records->len;

  if (!load_read (load, plate->id, ISO_LINK_SIGNAL, readings, &file, error)
      || !load_read (load, plate->id, ISO_LINK_REFERENCE, readings, &other_file, error))
    return FALSE;
  if (file == NULL)
    return TRUE;
  layout = load_layout (load, plate, error);
  return layout != NULL
         && iso_experiment_join (load->experiment, layout, readings, ISO_LINK_SIGNAL, other_file != NULL ? ISO_LINK_REFERENCE : NULL, file,
                                 error)
         && mask_excluded (load, plate->id, first, error);
}

static GPtrArray *
list_plates (IsoStore *store, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (store), error,
                                     "SELECT p.id, p.name, p.run, p.wells, d.id, d.source, s.name, d.plate_name FROM plate AS p"
                                     " LEFT JOIN link AS l ON l.plate = p.id AND l.purpose = '" ISO_LINK_SIGNAL "'"
                                     " LEFT JOIN read AS d ON d.id = l.read AND d.reader = '" ISO_TABLE_READER "'"
                                     " LEFT JOIN source AS s ON s.sha256 = d.source ORDER BY p.position, p.id", NULL);
  GPtrArray *plates;
  GError *problem = NULL;

  if (rows == NULL)
    return NULL;
  plates = g_ptr_array_new_with_free_func (free_plate);
  while (iso_statement_next (rows, &problem))
    {
      Plate *plate = g_new0 (Plate, 1);

      plate->id = g_strdup (iso_statement_text (rows, 0));
      plate->name = g_strdup (iso_statement_text (rows, 1));
      plate->run = g_strdup (iso_statement_text (rows, 2));
      plate->wells = (guint) iso_statement_int (rows, 3);
      plate->read = g_strdup (iso_statement_text (rows, 4));
      plate->source = g_strdup (iso_statement_text (rows, 5));
      plate->file = g_strdup (iso_statement_text (rows, 6));
      plate->table_plate = g_strdup (iso_statement_text (rows, 7));
      g_ptr_array_add (plates, plate);
    }
  if (end (rows, problem, TRUE, error))
    return plates;
  g_ptr_array_unref (plates);
  return NULL;
}

/* --- rows of tables --------------------------------------------------------------------------------------------------------- */

typedef struct
{
  IsoRecord record;
  gint64    row;       /* on its plate, from 1 */
  gint64    column;
} TableRow;

/* Places in the file, as it was read; what was added to a plate later has none, and comes last. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  guint one = ((const TableRow *) a)->record.line - 1;
  guint two = ((const TableRow *) b)->record.line - 1;

  return (one > two) - (one < two);
}

static int
compare_doses (gconstpointer a, gconstpointer b)
{
  guint one = ((const IsoDose *) a)->drug;
  guint two = ((const IsoDose *) b)->drug;

  return (one > two) - (one < two);
}

static gboolean
load_row (const Load *load, const IsoPlateFormat *format, IsoStatement *rows, TableRow *row, GError **error)
{
  IsoRecord *record = &row->record;
  const char *flag = iso_statement_text (rows, 6);
  IsoLayoutWell well = { 0 };

  row->row = iso_statement_int (rows, 0);
  row->column = iso_statement_int (rows, 1);
  if (row->row < 1 || row->column < 1 || (format == NULL && row->column != 1)
      || (format != NULL && (row->row > format->rows || row->column > format->columns)))
    return refuse (load->store, error, iso_statement_text (rows, 2));
  if (!load_well (load, rows, &well, error) || (flag != NULL && !parse_flag (flag, &record->flag) && !refuse (load->store, error, flag)))
    return FALSE;
  record->role = well.role;
  record->sample = well.sample;
  record->replicate = well.replicate;
  record->well = format != NULL ? (int) ((row->row - 1) * ISO_MAX_COLUMNS + row->column - 1) : -1;
  record->response = iso_statement_real (rows, 5);
  record->line = (guint) iso_statement_int (rows, 7);
  record->reason = iso_experiment_keep (load->experiment, iso_statement_text (rows, 8));
  record->row = (guint) row->row - 1;
  if (flag == NULL)
    record->flag = ISO_FLAG_MISSING;
  else if (record->flag == ISO_FLAG_NONE && record->reason != NULL)
    record->flag = ISO_FLAG_MASKED;
  return TRUE;
}

/* Adds what the plate has of the table; all of them get the fields of `common`. */
static gboolean
load_rows (const Load *load, const Plate *plate, const IsoRecord *common, GArray *table, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error,
                                     "SELECT w.row, w.column, w.role, w.sample, w.replicate, r.value, r.flag, r.line, e.reason"
                                     " FROM well AS w LEFT JOIN reading AS r ON r.read = ? AND r.row = w.row AND r.column = w.column"
                                     " LEFT JOIN exclusion AS e ON e.plate = w.plate AND e.row = w.row AND e.column = w.column"
                                     " WHERE w.plate = ? ORDER BY w.row, w.column", "tt", plate->read, plate->id);
  const IsoPlateFormat *format = iso_plate_format_find (plate->wells);
  GError *problem = NULL;
  gboolean good = TRUE;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      TableRow row = { *common, 0, 0 };

      good = load_row (load, format, rows, &row, error);
      g_array_append_val (table, row);
    }
  return end (rows, problem, good, error);
}

/* Both are in the order of rows and columns. */
static gboolean
load_row_doses (const Load *load, const Plate *plate, GArray *table, guint first, GError **error)
{
  IsoStatement *rows = iso_db_query (iso_store_db (load->store), error, "SELECT row, column, drug, requested, planned, achieved FROM dose"
                                     " WHERE plate = ? ORDER BY row, column", "t", plate->id);
  GError *problem = NULL;
  gboolean good = TRUE;
  guint i = first;

  if (rows == NULL)
    return FALSE;
  while (good && iso_statement_next (rows, &problem))
    {
      IsoRecord *record;
      guint drug;

      while (i < table->len && (g_array_index (table, TableRow, i).row != iso_statement_int (rows, 0)
                                || g_array_index (table, TableRow, i).column != iso_statement_int (rows, 1)))
        i++;
      record = i < table->len ? &g_array_index (table, TableRow, i).record : NULL;
      if (record == NULL || record->n_doses == ISO_MAX_DRUGS || !find (load->drugs, iso_statement_text (rows, 2), &drug))
        good = refuse (load->store, error, iso_statement_text (rows, 2));
      else if (iso_statement_real (rows, 5) > 0)
        {
          record->doses[record->n_doses++] = (IsoDose) { drug, iso_statement_real (rows, 3), iso_statement_real (rows, 4),
                                                         iso_statement_real (rows, 5) };
          qsort (record->doses, record->n_doses, sizeof *record->doses, compare_doses);
        }
    }
  return end (rows, problem, good, error);
}

/* The plate whose rows these are: for those that name no well, the one that the table names them with, where there is one. */
static const Plate *
find_table_plate (const GPtrArray *plates, const Plate *plate)
{
  for (guint i = 0; plate->wells == 0 && i < plates->len; i++)
    {
      const Plate *other = g_ptr_array_index (plates, i);

      if (other->wells > 0 && other->read != NULL && g_strcmp0 (other->source, plate->source) == 0
          && g_strcmp0 (other->table_plate, plate->table_plate) == 0)
        return other;
    }
  return plate;
}

static gboolean
load_table_plate (const Load *load, const GPtrArray *plates, const Plate *plate, GArray *table, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate->wells);
  const Plate *owner = find_table_plate (plates, plate);
  IsoRecord common = { .plate = -1, .list = format == NULL ? iso_experiment_keep (load->experiment, plate->name) : NULL };
  guint first = table->len;

  if ((format == NULL && plate->wells != 0) || plate->file == NULL || !find (load->runs, plate->run, &common.run))
    return refuse (load->store, error, plate->name);
  common.source = iso_experiment_add_source (load->experiment, plate->file);
  if (g_strcmp0 (plate->table_plate, "") != 0)
    common.plate = (int) iso_experiment_add_plate (load->experiment, owner->name, iso_plate_format_find (owner->wells));
  return load_rows (load, plate, &common, table, error) && load_row_doses (load, plate, table, first, error);
}

/* All plates of the table that the plate `at` came from, in the order of its lines; nothing if that has been done. */
static gboolean
join_table (const Load *load, const GPtrArray *plates, guint at, GError **error)
{
  const char *source = ((const Plate *) g_ptr_array_index (plates, at))->source;
  g_autoptr (GArray) table = g_array_new (FALSE, FALSE, sizeof (TableRow));

  for (guint i = 0; i < plates->len; i++)
    {
      const Plate *plate = g_ptr_array_index (plates, i);

      if (plate->read == NULL || g_strcmp0 (plate->source, source) != 0)
        continue;
      if (i < at)
        return TRUE;
      if (!load_table_plate (load, plates, plate, table, error))
        return FALSE;
    }
  g_array_sort (table, compare_lines);
  for (guint i = 0; i < table->len; i++)
    g_array_append_val (load->experiment->records, g_array_index (table, TableRow, i).record);
  return TRUE;
}

IsoExperiment *
iso_assemble_experiment (IsoStore *store, GError **error)
{
  g_auto (Load) load = { NULL };
  g_autoptr (GPtrArray) plates = NULL;
  IsoResponse response;

  if (!load_head (&load, store, &response, error))
    return NULL;
  plates = list_plates (store, error);
  if (plates == NULL)
    return NULL;
  for (guint i = 0; i < plates->len; i++)
    {
      const Plate *plate = g_ptr_array_index (plates, i);

      if (!(plate->read != NULL ? join_table (&load, plates, i, error) : join_plate (&load, plate, error)))
        return NULL;
    }
  if (response != ISO_RESPONSE_UNKNOWN)
    load.experiment->response = response;
  return g_steal_pointer (&load.experiment);
}

IsoLayout *
iso_assemble_layout (IsoStore *store, const char *id, GError **error)
{
  g_auto (Load) load = { NULL };
  g_autoptr (GPtrArray) plates = NULL;
  IsoResponse response;

  if (!load_head (&load, store, &response, error))
    return NULL;
  plates = list_plates (store, error);
  for (guint i = 0; plates != NULL && i < plates->len; i++)
    {
      const Plate *plate = g_ptr_array_index (plates, i);

      if (strcmp (plate->id, id) == 0 && plate->wells == 0)
        {
          iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("“{1}” is a list of the rows of a table, so it has no layout."), plate->name, NULL);
          return NULL;
        }
      if (strcmp (plate->id, id) == 0)
        return load_layout (&load, plate, error);
    }
  if (plates != NULL)
    iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("This plate is not in the project any more."), NULL);
  return NULL;
}
