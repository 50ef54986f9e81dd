/* iso-bench-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-text.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

char *
iso_bench_shown (char *text)
{
  char *shown = iso_user_amount (text);

  g_free (text);
  return shown;
}

/* "1.250.000" or "1,250,000": two groups or more, of three digits. One alone may be a decimal sign. */
static gboolean
is_grouped (const char *text, char sign)
{
  guint groups = 0, digits = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == sign && ((groups == 0 && digits > 0 && digits <= 3) || (groups > 0 && digits == 3)))
        {
          groups++;
          digits = 0;
        }
      else if (g_ascii_isdigit (*text))
        digits++;
      else
        return FALSE;
    }
  return groups > 1 && digits == 3;
}

static void
ungroup (GString *digits)
{
  for (const char *sign = ".,"; *sign != '\0'; sign++)
    {
      const char text[] = { *sign, '\0' };

      if (is_grouped (digits->str, *sign))
        g_string_replace (digits, text, "", 0);
    }
}

gboolean
iso_bench_number (const char *text, double *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        g_string_append_unichar (digits, g_utf8_get_char (at));
    }
  ungroup (digits);
  *value = NAN;
  return digits->len == 0 || iso_number_parse (digits->str, ISO_DECIMAL_POINT, value) || iso_number_parse (digits->str, ISO_DECIMAL_COMMA, value);
}

gboolean
iso_bench_numbers (const char *text, double *numbers, guint most, guint *n)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ;:/", -1);

  *n = 0;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);

      if (length > 0 && parts[i][length - 1] == ',')
        parts[i][length - 1] = '\0';
      if (*parts[i] == '\0')
        continue;
      if (*n == most || !iso_bench_number (parts[i], &numbers[*n]) || !(numbers[*n] > 0))
        return FALSE;
      ++*n;
    }
  return TRUE;
}

/* Where the number at the begin of a text ends. */
static gsize
number_length (const char *text)
{
  return strspn (text, "0123456789.,+-eE");
}

/* Past blanks of any width: numbers are shown with one that does not break before their unit. */
static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

char *
iso_bench_amount (const char *text, const char *unit)
{
  g_autofree char *number = g_strndup (text, number_length (text));
  const char *rest = text + strlen (number);
  double value;

  if (*number == '\0' || !iso_bench_number (number, &value))
    return g_strdup (text);
  g_strdelimit (number, ",", '.');
  rest = skip_blanks (rest);
  return g_strdup_printf ("%s %s", number, *rest != '\0' ? rest : unit);
}

char *
iso_bench_share (const char *text)
{
  g_autofree char *number = g_strndup (text, number_length (text));
  const char *rest = text + strlen (number);
  double value;

  rest = skip_blanks (rest);
  if (*number == '\0' || (*rest != '\0' && strcmp (rest, "%") != 0) || !iso_bench_number (number, &value))
    return g_strdup (text);
  return iso_number_format (value / 100, 15);
}

char *
iso_bench_percent (const char *value)
{
  double share;

  return iso_number_parse (value, ISO_DECIMAL_POINT, &share) ? iso_bench_shown (iso_amount_percent (share)) : g_strdup (value);
}

char *
iso_bench_describe_bottle (const IsoBottle *bottle)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *strength = iso_bench_shown (iso_amount_concentration (bottle->concentration, bottle->unit->dimension));

  /* Translators: how strong a stock is, and in what: “10 mM in DMSO”. */
  g_ptr_array_add (parts, g_strdup_printf (_("%s in %s"), strength, bottle->solvent));
  if (*bottle->form_name != '\0')
    g_ptr_array_add (parts, g_strdup (bottle->form_name));
  if (*bottle->lot != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("lot %s"), bottle->lot));
  if (*bottle->expiry != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("expires %s"), bottle->expiry));
  return iso_user_list (parts);
}

char *
iso_bench_describe_cells (const IsoCells *cells)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *each = iso_user_number (cells->per_well);
  g_autofree char *count = iso_user_number (cells->count);
  g_autofree char *alive = iso_user_number (100 * cells->viability);

  if (!isnan (cells->per_well))
    g_ptr_array_add (parts, g_strdup_printf (_("%s a well"), each));
  if (!isnan (cells->count))
    g_ptr_array_add (parts, g_strdup_printf (_("%s per mL"), count));
  if (!isnan (cells->viability))
    g_ptr_array_add (parts, g_strdup_printf (_("%s %% alive"), alive));
  if (*cells->passage != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("passage %s"), cells->passage));
  return iso_user_list (parts);
}
