/* iso-assemble-table.c - the rows of a table that a project was given, put together as they stood in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-assemble-parts.h"

#include <stdlib.h>
#include <string.h>

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
load_row (const IsoAssembly *load, const IsoPlateFormat *format, IsoStatement *rows, TableRow *row, GError **error)
{
  IsoRecord *record = &row->record;
  const char *flag = iso_statement_text (rows, 6);
  IsoLayoutWell well = { 0 };

  row->row = iso_statement_int (rows, 0);
  row->column = iso_statement_int (rows, 1);
  if (row->row < 1 || row->column < 1 || (format == NULL && row->column != 1)
      || (format != NULL && (row->row > format->rows || row->column > format->columns)))
    return iso_assembly_refuse (load->store, error, iso_statement_text (rows, 2));
  if (!iso_assembly_load_well (load, rows, &well, error)
      || (flag != NULL && !iso_assembly_parse_flag (flag, &record->flag) && !iso_assembly_refuse (load->store, error, flag)))
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
load_rows (const IsoAssembly *load, const IsoAssemblyPlate *plate, const IsoRecord *common, GArray *table, GError **error)
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
  return iso_assembly_end (rows, problem, good, error);
}

/* Both are in the order of rows and columns. */
static gboolean
load_row_doses (const IsoAssembly *load, const IsoAssemblyPlate *plate, GArray *table, guint first, GError **error)
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
      if (record == NULL || record->n_doses == ISO_MAX_DRUGS || !iso_assembly_find (load->drugs, iso_statement_text (rows, 2), &drug))
        good = iso_assembly_refuse (load->store, error, iso_statement_text (rows, 2));
      else if (iso_statement_real (rows, 5) > 0)
        {
          record->doses[record->n_doses++] = (IsoDose) { drug, iso_statement_real (rows, 3), iso_statement_real (rows, 4),
                                                         iso_statement_real (rows, 5) };
          qsort (record->doses, record->n_doses, sizeof *record->doses, compare_doses);
        }
    }
  return iso_assembly_end (rows, problem, good, error);
}

/* The plate whose rows these are: for those that name no well, the one that the table names them with, where there is one. */
static const IsoAssemblyPlate *
find_table_plate (const GPtrArray *plates, const IsoAssemblyPlate *plate)
{
  for (guint i = 0; plate->wells == 0 && i < plates->len; i++)
    {
      const IsoAssemblyPlate *other = g_ptr_array_index (plates, i);

      if (other->wells > 0 && other->read != NULL && g_strcmp0 (other->source, plate->source) == 0
          && g_strcmp0 (other->table_plate, plate->table_plate) == 0)
        return other;
    }
  return plate;
}

static gboolean
load_table_plate (const IsoAssembly *load, const GPtrArray *plates, const IsoAssemblyPlate *plate, GArray *table, GError **error)
{
  const IsoPlateFormat *format = iso_plate_format_find (plate->wells);
  const IsoAssemblyPlate *owner = find_table_plate (plates, plate);
  IsoRecord common = { .plate = -1, .list = format == NULL ? iso_experiment_keep (load->experiment, plate->name) : NULL };
  guint first = table->len;

  if ((format == NULL && plate->wells != 0) || plate->file == NULL || !iso_assembly_find (load->runs, plate->run, &common.run))
    return iso_assembly_refuse (load->store, error, plate->name);
  common.source = iso_experiment_add_source (load->experiment, plate->file);
  if (g_strcmp0 (plate->table_plate, "") != 0)
    common.plate = (int) iso_experiment_add_plate (load->experiment, owner->name, iso_plate_format_find (owner->wells));
  return load_rows (load, plate, &common, table, error) && load_row_doses (load, plate, table, first, error);
}

gboolean
iso_assembly_join_table (const IsoAssembly *load, const GPtrArray *plates, guint at, GError **error)
{
  const char *source = ((const IsoAssemblyPlate *) g_ptr_array_index (plates, at))->source;
  g_autoptr (GArray) table = g_array_new (FALSE, FALSE, sizeof (TableRow));

  for (guint i = 0; i < plates->len; i++)
    {
      const IsoAssemblyPlate *plate = g_ptr_array_index (plates, i);

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
