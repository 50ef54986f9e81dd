/* reference-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reference-table.h"

#include "iso-test.h"

#include <string.h>

/* Commas between, quotes around what a comma is in; no quotes within quotes in these files. */
static char **
split_row (const char *line)
{
  GPtrArray *cells = g_ptr_array_new ();
  GString *cell = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = line; ; p++)
    {
      if (*p == '"')
        {
          quoted = !quoted;
        }
      else if (*p == '\0' || (*p == ',' && !quoted))
        {
          g_ptr_array_add (cells, g_strdup (cell->str));
          g_string_truncate (cell, 0);
          if (*p == '\0')
            break;
        }
      else if (*p != '\r')
        {
          g_string_append_c (cell, *p);
        }
    }
  g_string_free (cell, TRUE);
  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_free (cells, FALSE);
}

ReferenceTable *
reference_table_load (const char *relative)
{
  g_autofree char *path = iso_test_reference (relative);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  ReferenceTable *table;

  if (path == NULL)
    return NULL;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  table = g_new0 (ReferenceTable, 1);
  table->header = split_row (lines[0]);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0')
        g_ptr_array_add (table->rows, split_row (lines[i]));
    }
  return table;
}

void
reference_table_free (ReferenceTable *table)
{
  g_strfreev (table->header);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

const char *
reference_table_get (const ReferenceTable *table, guint row, const char *column)
{
  g_assert_cmpuint (row, <, table->rows->len);
  for (guint i = 0; table->header[i] != NULL; i++)
    {
      if (strcmp (table->header[i], column) == 0)
        return ((char **) g_ptr_array_index (table->rows, row))[i];
    }
  g_error ("no column %s", column);
}

double
reference_table_number (const ReferenceTable *table, guint row, const char *column)
{
  const char *text = reference_table_get (table, row, column);

  return strcmp (text, "NA") == 0 || *text == '\0' ? NAN : g_ascii_strtod (text, NULL);
}

int
reference_table_find (const ReferenceTable *table, guint from, const char *column, const char *text)
{
  for (guint row = from; row < table->rows->len; row++)
    {
      if (strcmp (reference_table_get (table, row, column), text) == 0)
        return (int) row;
    }
  return -1;
}
