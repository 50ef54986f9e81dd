/* iso-read-date.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-read-date.h"

#include <string.h>

#define HEAD_ROWS 60   /* in which the day stands, if it does */

/* One to four digits; moves behind them. */
static gboolean
take_number (const char **text, guint *number, guint *digits)
{
  *number = 0;
  for (*digits = 0; g_ascii_isdigit (**text) && *digits < 5; (*digits)++)
    *number = *number * 10 + (guint) (*(*text)++ - '0');
  return *digits > 0 && *digits < 5;
}

/* A name of a month, in English, whole or its first three letters; moves behind it. */
static gboolean
take_month (const char **text, guint *month)
{
  static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (*text, names[i], 3) == 0)
      {
        *month = i + 1;
        while (g_ascii_isalpha (**text))
          (*text)++;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_between (char c)
{
  return c != '\0' && strchr ("/.- ", c) != NULL;
}

static void
skip_between (const char **text)
{
  while (**text != '\0' && strchr ("/.-, ", **text) != NULL)
    (*text)++;
}

static gboolean
settle (IsoReadDate *date, guint year, guint month, guint day, gboolean certain)
{
  gboolean swapped = !certain && month > 12;

  *date = (IsoReadDate) { year, swapped ? day : month, swapped ? month : day, certain || month > 12 || day > 12 || month == day };
  if (date->year >= 1900 && date->year < 2200 && date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= 31)
    return TRUE;
  *date = (IsoReadDate) { 0 };
  return FALSE;
}

/* "12 May 2024", "May 12, 2024". */
static gboolean
parse_named (const char *text, IsoReadDate *date)
{
  guint month, day, year, digits;
  gboolean first = take_month (&text, &month);

  if (first)
    skip_between (&text);
  if (!take_number (&text, &day, &digits))
    return FALSE;
  skip_between (&text);
  if (!first && !take_month (&text, &month))
    return FALSE;
  skip_between (&text);
  return take_number (&text, &year, &digits) && digits == 4 && settle (date, year, month, day, TRUE);
}

gboolean
iso_read_date_parse (const char *text, IsoReadDate *date)
{
  guint numbers[3], digits[3];
  const char *p = text + strspn (text, " '");
  char between;

  *date = (IsoReadDate) { 0 };
  if (parse_named (p, date))
    return TRUE;
  if (!take_number (&p, &numbers[0], &digits[0]) || !is_between (*p))
    return FALSE;
  between = *p++;
  if (!take_number (&p, &numbers[1], &digits[1]) || digits[1] > 2 || *p++ != between || !take_number (&p, &numbers[2], &digits[2]))
    return FALSE;
  if (digits[0] == 4 && digits[2] <= 2)
    return settle (date, numbers[0], numbers[1], numbers[2], TRUE);
  if (digits[2] != 4 || digits[0] > 2)
    return FALSE;
  /* With points the day comes first. */
  if (between == '.')
    return settle (date, numbers[2], numbers[1], numbers[0], TRUE);
  return settle (date, numbers[2], numbers[0], numbers[1], FALSE);
}

/* What stands behind a label that tells of the day of reading: "" for the cells to the right; NULL for another cell. */
static const char *
get_behind_label (const char *cell)
{
  static const char *const labels[] = { "date", "measured on", "measurement date", "date/time", "date of measurement", "start time", "datum" };
  const char *colon = strchr (cell, ':');
  gsize length = colon != NULL ? (gsize) (colon - cell) : strlen (cell);

  while (length > 0 && cell[length - 1] == ' ')
    length--;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strlen (labels[i]) == length && g_ascii_strncasecmp (cell, labels[i], length) == 0)
      return colon != NULL ? colon + 1 : "";
  return NULL;
}

static gboolean
find_beside (const IsoText *text, guint row, guint column, const char *behind, IsoReadDate *date)
{
  if (iso_read_date_parse (behind, date))
    return TRUE;
  for (guint c = column + 1; c < iso_text_used (text, row); c++)
    if (*iso_text_cell (text, row, c) != '\0')
      return iso_read_date_parse (iso_text_cell (text, row, c), date);
  return FALSE;
}

gboolean
iso_read_date_find (const IsoText *text, IsoReadDate *date)
{
  guint n = MIN (iso_text_n_rows (text), HEAD_ROWS);

  *date = (IsoReadDate) { 0 };
  for (guint row = 0; row < n; row++)
    for (guint c = 0; c < iso_text_used (text, row); c++)
      {
        const char *behind = get_behind_label (iso_text_cell (text, row, c));

        if (behind != NULL
            && (find_beside (text, row, c, behind, date) || (row + 1 < n && iso_read_date_parse (iso_text_cell (text, row + 1, c), date))))
          return TRUE;
      }
  return FALSE;
}

gboolean
iso_read_date_differ (const IsoReadDate *one, const IsoReadDate *other)
{
  gboolean same = one->month == other->month && one->day == other->day;
  gboolean crossed = one->certain != other->certain && one->month == other->day && one->day == other->month;

  return one->year != 0 && other->year != 0 && (one->year != other->year || !(same || crossed));
}

char *
iso_read_date_text (const IsoReadDate *date)
{
  return date->certain ? g_strdup_printf ("%04u-%02u-%02u", date->year, date->month, date->day)
                       : g_strdup_printf ("%u/%u/%u", date->month, date->day, date->year);
}
