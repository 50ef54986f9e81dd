/* iso-csv.c - a sheet as comma-separated values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-sheet.h"

#include "base/iso-number.h"

#include <string.h>

static void
append_text (GString *csv, const char *value)
{
  if (strpbrk (value, ",\"\r\n") == NULL && *value != ' ' && (*value == '\0' || value[strlen (value) - 1] != ' '))
    {
      g_string_append (csv, value);
      return;
    }
  g_string_append_c (csv, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *value);
    }
  g_string_append_c (csv, '"');
}

static void
append_cell (GString *csv, const IsoSheetCell *cell)
{
  g_autofree char *number = cell->kind == ISO_SHEET_NUMBER ? iso_number_format_exact (cell->number) : NULL;

  if (cell->kind == ISO_SHEET_TEXT)
    append_text (csv, cell->text);
  else if (cell->kind == ISO_SHEET_NUMBER)
    g_string_append (csv, number);
  else if (cell->kind == ISO_SHEET_COUNT)
    g_string_append_printf (csv, "%" G_GUINT64_FORMAT, cell->count);
}

char *
iso_sheet_to_csv (const IsoSheet *sheet)
{
  GString *csv = g_string_new (NULL);
  guint columns = iso_sheet_n_columns (sheet);

  for (guint row = 0; row < iso_sheet_n_rows (sheet); row++)
    {
      for (guint column = 0; column < columns; column++)
        {
          append_cell (csv, iso_sheet_cell (sheet, row, column));
          g_string_append_c (csv, column + 1 < columns ? ',' : '\n');
        }
    }
  return g_string_free (csv, FALSE);
}
