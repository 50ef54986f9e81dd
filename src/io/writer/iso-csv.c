/* iso-csv.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-csv.h"

#include "base/iso-number.h"

#include <stdarg.h>
#include <string.h>

struct _IsoCsv
{
  GString *text;
  guint    n_columns;
  guint    column;
};

static void
begin_cell (IsoCsv *csv)
{
  if (csv->column++ > 0)
    g_string_append_c (csv->text, ',');
}

IsoCsv *
iso_csv_new (const char *first_header, ...)
{
  IsoCsv *csv = g_new0 (IsoCsv, 1);
  va_list headers;

  csv->text = g_string_new (NULL);
  va_start (headers, first_header);
  for (const char *header = first_header; header != NULL; header = va_arg (headers, const char *))
    iso_csv_add_string (csv, header);
  va_end (headers);
  csv->n_columns = csv->column;
  iso_csv_end_row (csv);
  return csv;
}

char *
iso_csv_finish (IsoCsv *csv)
{
  char *text = g_string_free (csv->text, FALSE);

  g_free (csv);
  return text;
}

void
iso_csv_add_string (IsoCsv *csv, const char *value)
{
  begin_cell (csv);
  if (value == NULL)
    return;
  if (strpbrk (value, ",\"\r\n") == NULL && *value != ' ' && (*value == '\0' || value[strlen (value) - 1] != ' '))
    {
      g_string_append (csv->text, value);
      return;
    }
  g_string_append_c (csv->text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"')
        g_string_append_c (csv->text, '"');
      g_string_append_c (csv->text, *value);
    }
  g_string_append_c (csv->text, '"');
}

void
iso_csv_add_number (IsoCsv *csv, double value)
{
  g_autofree char *text = iso_number_format_exact (value);

  begin_cell (csv);
  g_string_append (csv->text, text);
}

void
iso_csv_add_count (IsoCsv *csv, guint64 value)
{
  begin_cell (csv);
  g_string_append_printf (csv->text, "%" G_GUINT64_FORMAT, value);
}

void
iso_csv_end_row (IsoCsv *csv)
{
  g_return_if_fail (csv->column == csv->n_columns);
  csv->column = 0;
  g_string_append_c (csv->text, '\n');
}
