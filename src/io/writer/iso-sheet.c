/* iso-sheet.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-sheet.h"

#include <math.h>
#include <stdarg.h>

struct _IsoSheet
{
  char         *name;
  GArray       *cells;   /* of IsoSheetCell, row by row */
  GStringChunk *texts;
  guint         n_columns;
};

static void
add_cell (IsoSheet *sheet, const IsoSheetCell *cell)
{
  g_array_append_vals (sheet->cells, cell, 1);
}

IsoSheet *
iso_sheet_new (const char *name, const char *first_header, ...)
{
  IsoSheet *sheet = g_new0 (IsoSheet, 1);
  va_list headers;

  sheet->name = g_strdup (name);
  sheet->cells = g_array_new (FALSE, FALSE, sizeof (IsoSheetCell));
  sheet->texts = g_string_chunk_new (4096);
  va_start (headers, first_header);
  for (const char *header = first_header; header != NULL; header = va_arg (headers, const char *))
    iso_sheet_add_text (sheet, header);
  va_end (headers);
  sheet->n_columns = sheet->cells->len;
  return sheet;
}

void
iso_sheet_free (IsoSheet *sheet)
{
  if (sheet == NULL)
    return;
  g_free (sheet->name);
  g_array_unref (sheet->cells);
  g_string_chunk_free (sheet->texts);
  g_free (sheet);
}

void
iso_sheet_add_text (IsoSheet *sheet, const char *value)
{
  IsoSheetCell cell = { .kind = ISO_SHEET_EMPTY };

  if (value != NULL)
    {
      cell.kind = ISO_SHEET_TEXT;
      cell.text = g_string_chunk_insert_const (sheet->texts, value);
    }
  add_cell (sheet, &cell);
}

void
iso_sheet_add_number (IsoSheet *sheet, double value)
{
  add_cell (sheet, &(IsoSheetCell) { .kind = !isfinite (value) ? ISO_SHEET_EMPTY : ISO_SHEET_NUMBER, .number = value });
}

void
iso_sheet_add_count (IsoSheet *sheet, guint64 value)
{
  add_cell (sheet, &(IsoSheetCell) { .kind = ISO_SHEET_COUNT, .count = value });
}

void
iso_sheet_end_row (IsoSheet *sheet)
{
  g_return_if_fail (sheet->cells->len % sheet->n_columns == 0);
}

const char *
iso_sheet_name (const IsoSheet *sheet)
{
  return sheet->name;
}

guint
iso_sheet_n_columns (const IsoSheet *sheet)
{
  return sheet->n_columns;
}

guint
iso_sheet_n_rows (const IsoSheet *sheet)
{
  return sheet->cells->len / sheet->n_columns;
}

const IsoSheetCell *
iso_sheet_cell (const IsoSheet *sheet, guint row, guint column)
{
  return &g_array_index (sheet->cells, IsoSheetCell, row * sheet->n_columns + column);
}
