/* iso-table-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-table-layout.h"

#include "reader/iso-table-reshape.h"
#include "reader/iso-table-wells.h"
#include "reader/iso-table.h"

#include <string.h>

typedef struct
{
  const char *plate;        /* borrowed from the text */
  const char *experiment;
  guint       line;         /* of its first well */
  GArray     *records;      /* of IsoRecord */
} PlateRows;

static void
free_plate_rows_cb (gpointer data)
{
  PlateRows *plate = data;

  g_array_unref (plate->records);
  g_free (plate);
}

static PlateRows *
find_plate_rows (GPtrArray *plates, const IsoTableRow *row, guint *index)
{
  PlateRows *plate;

  for (*index = 0; *index < plates->len; (*index)++)
    {
      plate = g_ptr_array_index (plates, *index);
      if (strcmp (plate->plate, row->plate) == 0)
        return plate;
    }
  plate = g_new0 (PlateRows, 1);
  plate->plate = row->plate;
  plate->experiment = row->experiment;
  plate->line = row->record.line;
  plate->records = g_array_new (FALSE, FALSE, sizeof (IsoRecord));
  g_ptr_array_add (plates, plate);
  return plate;
}

static gboolean
check_columns (const IsoTableRows *rows, GError **error)
{
  const IsoTableColumns *columns = rows->columns;
  IsoPlace place = iso_text_place (rows->text, columns->row);
  int response = columns->first[ISO_COLUMN_RESPONSE];

  if (iso_table_well_column (columns) < 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                     N_("A layout needs a column “well”, or “row” and “column”. Name the well of every row, such as "
                        "C5."),
                     NULL);
      return FALSE;
    }
  if (columns->doses->len == 0 && columns->first[ISO_COLUMN_ROLE] < 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, &place,
                     N_("A layout needs doses or roles. Add columns such as drug, dose, unit and role."), NULL);
      return FALSE;
    }
  if (response >= 0)
    g_ptr_array_add (rows->experiment->messages,
                     iso_message_new ("layout-response", &place,
                                      N_("The responses in column “{1}” of the layout were not used."),
                                      iso_text_cell (rows->text, columns->row, (guint) response), NULL));
  return TRUE;
}

static gboolean
add_row (const IsoTableRows *rows, guint row, GPtrArray *plates, IsoTableWells *wells, GError **error)
{
  int well_column = iso_table_well_column (rows->columns);
  IsoPlace place = iso_table_row_place (rows, row, (guint) well_column);
  IsoTableRow read;
  PlateRows *plate;
  guint index;

  if (!iso_table_row_read (rows, row, &read, error))
    return FALSE;
  if (read.record.well < 0)
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("This row names no well. Write one, such as C5, or remove the row."), NULL);
      return FALSE;
    }
  if (rows->columns->first[ISO_COLUMN_PLATE] >= 0 && *read.plate == '\0')
    {
      iso_error_set (error, ISO_ERROR_SYNTAX, &place,
                     N_("This row does not name its plate. Fill the cell, or remove the column if the layout serves "
                        "every plate."),
                     NULL);
      return FALSE;
    }
  plate = find_plate_rows (plates, &read, &index);
  if (strcmp (plate->experiment, read.experiment) != 0)
    {
      iso_error_set (error, ISO_ERROR_RANGE, &place,
                     N_("The plate “{1}” is in experiment “{2}” above and in “{3}” here. A plate belongs to one "
                        "experiment; give each plate a name of its own in a column “plate”."),
                     read.plate, plate->experiment, read.experiment, NULL);
      return FALSE;
    }
  if (!iso_table_wells_add (wells, index, iso_record_get_well (read.record.well), &place, error))
    return FALSE;
  g_array_append_val (plate->records, read.record);
  return TRUE;
}

static IsoLayout *
make_layout (const PlateRows *rows, const IsoPlateFormat *format)
{
  IsoLayout *layout = iso_layout_new (rows->plate, rows->experiment, format);

  for (guint i = 0; i < rows->records->len; i++)
    {
      const IsoRecord *record = &g_array_index (rows->records, IsoRecord, i);
      IsoLayoutWell *well = iso_layout_well (layout, iso_record_get_well (record->well));

      well->role = record->role;
      well->sample = record->sample;
      well->n_doses = record->n_doses;
      well->replicate = record->replicate;
      memcpy (well->doses, record->doses, sizeof well->doses);
    }
  return layout;
}

static gboolean
read_rows (const IsoTableRows *rows, GPtrArray *plates, IsoTableWells *wells, GError **error)
{
  guint n = iso_text_sheet_end (rows->text, rows->columns->row);

  for (guint row = iso_text_skip_empty (rows->text, rows->columns->row + 1); row < n;
       row = iso_text_skip_empty (rows->text, row + 1))
    {
      if (*iso_text_cell (rows->text, row, 0) != '#' && !add_row (rows, row, plates, wells, error))
        return FALSE;
    }
  if (plates->len == 0)
    {
      IsoPlace place = iso_text_place (rows->text, rows->columns->row);

      iso_error_set (error, ISO_ERROR_NO_DATA, &place, N_("There is no row below the header."), NULL);
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
iso_table_layout_read (const IsoSource *source, const IsoTableOptions *options, IsoExperiment *experiment,
                       GError **error)
{
  IsoText *given = iso_table_take_text (source, options, experiment->messages, error);
  g_autoptr (IsoText) text = given != NULL ? iso_table_reshape (given, experiment->messages, error) : NULL;
  g_autoptr (IsoTableColumns) columns = NULL;
  g_autoptr (IsoTableWells) wells = iso_table_wells_new ();
  g_autoptr (GPtrArray) plates = g_ptr_array_new_with_free_func (free_plate_rows_cb);
  GPtrArray *layouts;
  IsoTableRows rows;

  if (text == NULL)
    return NULL;
  columns = iso_table_columns_new (text, iso_table_find_header (text, experiment), error);
  if (columns == NULL)
    return NULL;
  rows = (IsoTableRows) { text, columns, options, experiment };
  if (!check_columns (&rows, error) || !iso_table_check_end (&rows, error) || !read_rows (&rows, plates, wells, error))
    return NULL;

  layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  for (guint i = 0; i < plates->len; i++)
    {
      const IsoPlateFormat *format = options->format != NULL ? options->format : iso_table_wells_format (wells, i);

      g_ptr_array_add (layouts, make_layout (g_ptr_array_index (plates, i), format));
    }
  return layouts;
}
