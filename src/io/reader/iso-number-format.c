/* iso-number-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "reader/iso-number-format.h"

#include <math.h>
#include <string.h>

#define MS_PER_DAY G_GINT64_CONSTANT (86400000)

/* Serial day 0, as days of the proleptic calendar that GDate counts (1 January of the year 1 is 1). Day 60 is a 29 February 1900 that
 * never was, so days before it are one off; nobody's plate is that old. */
#define DAY_0_OF_1900 693594u
#define DAY_0_OF_1904 695056u
#define LAST_DAY 2958465   /* 31 December 9999 */

IsoMoment
iso_number_format_builtin (guint id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    return ISO_MOMENT_DATE;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return ISO_MOMENT_TIME;
  return id == 22 ? ISO_MOMENT_DATE_TIME : ISO_MOMENT_NONE;
}

/* Behind a quoted text, an escaped character, or a bracket other than [h], [m] and [s]. */
static const char *
skip (const char *p)
{
  const char *end;

  if (*p == '\\' || *p == '_' || *p == '*')
    return p[1] != '\0' ? p + 2 : p + 1;
  if (*p == '"')
    {
      end = strchr (p + 1, '"');
      return end != NULL ? end + 1 : p + strlen (p);
    }
  end = *p == '[' && strchr ("hms", g_ascii_tolower (p[1])) == NULL ? strchr (p, ']') : NULL;
  return end != NULL ? end + 1 : p;
}

IsoMoment
iso_number_format_moment (const char *code)
{
  gboolean date = FALSE;
  gboolean time = FALSE;
  gboolean month_or_minute = FALSE;

  for (const char *p = code; *p != '\0' && *p != ';';)
    {
      const char *next = skip (p);

      if (next != p)
        {
          p = next;
          continue;
        }
      if (g_ascii_strncasecmp (p, "general", 7) == 0)
        return ISO_MOMENT_NONE;
      date |= strchr ("yYdD", *p) != NULL;
      time |= strchr ("hHsS", *p) != NULL;
      month_or_minute |= *p == 'm' || *p == 'M';
      p++;
    }
  if (date && time)
    return ISO_MOMENT_DATE_TIME;
  if (time)
    return ISO_MOMENT_TIME;
  return date || month_or_minute ? ISO_MOMENT_DATE : ISO_MOMENT_NONE;
}

static void
append_time (GString *text, int width, gint64 ms)
{
  g_string_append_printf (text, "%0*d:%02d:%02d", width, (int) (ms / 3600000), (int) (ms / 60000 % 60), (int) (ms / 1000 % 60));
  if (ms % 1000 != 0)
    g_string_append_printf (text, ".%03d", (int) (ms % 1000));
}

char *
iso_moment_to_string (IsoMoment moment, double days, gboolean from_1904)
{
  GString *text;
  gint64 ms;
  GDate date;

  if (moment == ISO_MOMENT_NONE || !(days >= 0 && days < LAST_DAY))
    return NULL;
  ms = llround (days * (double) MS_PER_DAY);
  text = g_string_new (NULL);
  if (moment != ISO_MOMENT_TIME)
    {
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) (ms / MS_PER_DAY) + (from_1904 ? DAY_0_OF_1904 : DAY_0_OF_1900));
      g_string_append_printf (text, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
    }
  if (moment == ISO_MOMENT_DATE_TIME)
    append_time (g_string_append_c (text, ' '), 2, ms % MS_PER_DAY);
  if (moment == ISO_MOMENT_TIME)
    append_time (text, 1, ms);
  return g_string_free (text, FALSE);
}
