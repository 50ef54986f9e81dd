/* iso-number.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

/* The end of a number that starts at p, or NULL: [+-] digits [point digits] [e [+-] digits]. */
static const char *
scan_number (const char *p, char point, gboolean *has_point)
{
  gsize digits = 0;

  *has_point = FALSE;
  if (*p == '+' || *p == '-')
    p++;
  for (; g_ascii_isdigit (*p); p++)
    digits++;
  if (*p == point)
    {
      *has_point = TRUE;
      for (p++; g_ascii_isdigit (*p); p++)
        digits++;
    }
  if (digits == 0)
    return NULL;
  if (*p == 'e' || *p == 'E')
    {
      const char *q = p + 1;

      if (*q == '+' || *q == '-')
        q++;
      if (!g_ascii_isdigit (*q))
        return NULL;
      while (g_ascii_isdigit (*q))
        q++;
      p = q;
    }
  return p;
}

gboolean
iso_number_parse (const char *text, IsoDecimal decimal, double *value)
{
  char point = decimal == ISO_DECIMAL_COMMA ? ',' : '.';
  g_autofree char *copy = NULL;
  const char *end;
  gboolean has_point;
  double read;

  while (g_ascii_isspace (*text))
    text++;
  end = scan_number (text, point, &has_point);
  if (end == NULL || end[strspn (end, " \t\r\n\f\v")] != '\0')
    return FALSE;

  copy = g_strndup (text, (gsize) (end - text));
  if (has_point)
    *strchr (copy, point) = '.';
  read = g_ascii_strtod (copy, NULL);
  if (!isfinite (read))
    return FALSE;
  *value = read;
  return TRUE;
}

gboolean
iso_number_has_decimal_comma (const char *text)
{
  double value;

  return strchr (text, ',') != NULL && iso_number_parse (text, ISO_DECIMAL_COMMA, &value);
}

static void
strip_zeros (char *text)
{
  char *end = text + strlen (text);

  if (strchr (text, '.') == NULL)
    return;
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
}

/* "1.234" and a power of ten as "1234", "12.34" or "0.001234". */
static char *
write_plain (const char *digits, int power)
{
  GString *text = g_string_new (NULL);
  gboolean minus = *digits == '-';
  int place = 0;

  for (const char *p = digits + minus; *p != '\0'; p++)
    if (*p != '.')
      g_string_append_c (text, *p);
  for (place = power; place < 0; place++)
    g_string_prepend_c (text, '0');
  while (text->len < (gsize) place + 1)
    g_string_append_c (text, '0');
  if (text->len > (gsize) place + 1)
    g_string_insert_c (text, place + 1, '.');
  if (minus)
    g_string_prepend_c (text, '-');
  return g_string_free (text, FALSE);
}

static char *
format_digits (double value, guint digits, gboolean zeros)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[16];
  char *exponent;
  int power;

  digits = CLAMP (digits, 1, 17);
  if (isnan (value))
    return g_strdup ("–");
  if (isinf (value))
    return g_strdup (value > 0 ? "∞" : "−∞");
  if (value == 0)
    return g_strdup ("0");

  /* Round first: 9.999 with three digits is 10, which has another number of decimals. */
  g_snprintf (format, sizeof format, "%%.%ue", digits - 1);
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  exponent = strchr (buffer, 'e');
  power = (int) g_ascii_strtoll (exponent + 1, NULL, 10);
  *exponent = '\0';
  if (!zeros)
    strip_zeros (buffer);
  return power < -4 || power >= 7 ? g_strdup_printf ("%se%d", buffer, power) : write_plain (buffer, power);
}

char *
iso_number_format (double value, guint digits)
{
  return format_digits (value, digits, FALSE);
}

char *
iso_number_format_measured (double value, guint digits)
{
  return format_digits (value, digits, TRUE);
}

char *
iso_number_format_exact (double value)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (!isfinite (value))
    return g_strdup ("");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  return g_strdup (buffer);
}
