/* iso-well.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-well.h"

#include <string.h>

int
iso_row_parse (const char *text, gboolean bmg)
{
  gsize length = strlen (text);
  int row;

  if (length == 1 && g_ascii_isalpha (text[0]))
    {
      if (bmg && g_ascii_islower (text[0]))
        return text[0] <= 'f' ? 26 + text[0] - 'a' : -1;
      return g_ascii_toupper (text[0]) - 'A';
    }
  if (length == 2 && g_ascii_toupper (text[0]) == 'A' && g_ascii_isalpha (text[1]))
    {
      row = 26 + g_ascii_toupper (text[1]) - 'A';
      return row < ISO_MAX_ROWS ? row : -1;
    }
  return -1;
}

const char *
iso_row_name (guint row, char name[ISO_WELL_NAME_SIZE])
{
  if (row < 26)
    g_snprintf (name, ISO_WELL_NAME_SIZE, "%c", (char) ('A' + row));
  else
    g_snprintf (name, ISO_WELL_NAME_SIZE, "A%c", (char) ('A' + (row - 26) % 26));
  return name;
}

gboolean
iso_well_parse (const char *text, IsoWell *well)
{
  char letters[3] = { 0 };
  gsize n = 0;
  guint64 column = 0;
  gsize digits = 0;
  int row;

  while (g_ascii_isspace (*text))
    text++;
  for (; g_ascii_isalpha (*text); text++)
    {
      if (n == 2)
        return FALSE;
      letters[n++] = *text;
    }
  while (*text == ' ' || *text == ':' || *text == '-')
    text++;
  for (; g_ascii_isdigit (*text); text++)
    {
      if (++digits > 3)
        return FALSE;
      column = column * 10 + (guint64) (*text - '0');
    }
  while (g_ascii_isspace (*text))
    text++;

  row = n > 0 ? iso_row_parse (letters, FALSE) : -1;
  if (*text != '\0' || row < 0 || column < 1 || column > ISO_MAX_COLUMNS)
    return FALSE;
  well->row = (guint8) row;
  well->column = (guint8) (column - 1);
  return TRUE;
}

const char *
iso_well_name (IsoWell well, char name[ISO_WELL_NAME_SIZE])
{
  char row[ISO_WELL_NAME_SIZE];

  g_snprintf (name, ISO_WELL_NAME_SIZE, "%s%u", iso_row_name (well.row, row), (guint) well.column % 1000 + 1);
  return name;
}
