/* iso-amount.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

#define DIGITS 4
#define HAIR 1e-9

/* The largest of the units, from large to small, in which the number is 1 or more. */
static char *
format (double inside, const char *const *symbols, guint digits)
{
  const IsoUnit *unit = NULL;
  g_autofree char *number = NULL;

  for (guint i = 0; symbols[i] != NULL; i++)
    {
      unit = iso_unit_find (symbols[i]);
      if (fabs (iso_unit_from_inside (unit, inside)) >= 1 - HAIR)
        break;
    }
  number = iso_number_format (iso_unit_from_inside (unit, inside), digits);
  return g_strdup_printf ("%s %s", number, unit->symbol);
}

/* "10 mM": where the number ends. */
static gsize
number_length (const char *text)
{
  gsize length = 0;

  while (g_ascii_isdigit (text[length]) || text[length] == '.' || text[length] == '-' || text[length] == '+'
         || ((text[length] == 'e' || text[length] == 'E') && (g_ascii_isdigit (text[length + 1]) || text[length + 1] == '-')))
    length++;
  return length;
}

char *
iso_amount_volume (double nl)
{
  static const char *const symbols[] = { "mL", "µL", NULL };
  static const char *const small[] = { "nL", NULL };

  return format (nl, fabs (nl) < 500 ? small : symbols, nl >= 1e6 || nl < 1e3 ? 3 : DIGITS);
}

char *
iso_amount_concentration (double inside, IsoDimension dimension)
{
  static const char *const molar[] = { "M", "mM", "µM", "nM", "pM", NULL };
  static const char *const mass[] = { "mg/mL", "µg/mL", "ng/mL", NULL };
  static const char *const plain[] = { "", NULL };

  return format (inside, dimension == ISO_DIMENSION_MOLAR ? molar : dimension == ISO_DIMENSION_MASS_CONCENTRATION ? mass : plain, DIGITS);
}

char *
iso_amount_percent (double fraction)
{
  g_autofree char *number = iso_number_format (100 * fraction, 2);

  return g_strdup_printf ("%s %%", number);
}

gboolean
iso_amount_parse (const char *text, double *typed, const IsoUnit **unit)
{
  const char *start = text + strspn (text, " ");
  gsize length = number_length (start);
  g_autofree char *number = g_strndup (start, length);

  *unit = start[length] != '\0' ? iso_unit_find (start + length) : NULL;
  return *unit != NULL && (*unit)->dimension != ISO_DIMENSION_UNKNOWN && iso_number_parse (number, ISO_DECIMAL_POINT, typed);
}
