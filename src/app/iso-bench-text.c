/* iso-bench-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-text.h"

#include "base/iso-typed-number.h"
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

gboolean
iso_bench_number (const char *text, const char *refusal, double *value, GError **error)
{
  *value = NAN;
  return *text == '\0' || iso_typed_number (text, iso_user_decimal (), refusal, value, NULL, error);
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
      if (*n == most || !iso_bench_number (parts[i], NULL, &numbers[*n], NULL) || !(numbers[*n] > 0))
        return FALSE;
      ++*n;
    }
  return TRUE;
}

char *
iso_bench_plain (const char *text, GError **error)
{
  double value;

  return iso_bench_number (text, NULL, &value, error) ? iso_number_format_exact (value) : NULL;
}

char *
iso_bench_amount (const char *text, const char *unit, GError **error)
{
  const char *own;
  g_autofree char *number = iso_typed_number_split (text, &own);
  g_autofree char *exact = NULL;
  double value;

  if (*number == '\0')
    return g_strdup (text);
  if (!iso_bench_number (number, NULL, &value, error))
    return NULL;
  exact = iso_number_format_exact (value);
  return g_strdup_printf ("%s %s", exact, *own != '\0' ? own : unit);
}

char *
iso_bench_share (const char *text, GError **error)
{
  const char *sign;
  g_autofree char *number = iso_typed_number_split (text, &sign);
  double value;

  if (*number == '\0' || (*sign != '\0' && strcmp (sign, "%") != 0))
    return g_strdup (text);
  return iso_bench_number (number, NULL, &value, error) ? iso_number_format (value / 100, 15) : NULL;
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
    g_ptr_array_add (parts, iso_sentence_tie (g_strdup_printf (_("%s %% alive"), alive)));
  if (*cells->passage != '\0')
    g_ptr_array_add (parts, g_strdup_printf (_("passage %s"), cells->passage));
  return iso_user_list (parts);
}
