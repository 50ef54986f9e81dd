/* iso-unit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-unit.h"

#include <math.h>
#include <string.h>

#define UP(symbol, ascii, dimension, n)   { symbol, ascii, dimension, n, 1.0 / (n) }
#define DOWN(symbol, ascii, dimension, n) { symbol, ascii, dimension, 1.0 / (n), n }

static const IsoUnit unknown = UP ("", "", ISO_DIMENSION_UNKNOWN, 1.0);

static const IsoUnit units[] = {
  DOWN ("fM", "fM", ISO_DIMENSION_MOLAR, 1e15),
  DOWN ("pM", "pM", ISO_DIMENSION_MOLAR, 1e12),
  DOWN ("nM", "nM", ISO_DIMENSION_MOLAR, 1e9),
  DOWN ("µM", "uM", ISO_DIMENSION_MOLAR, 1e6),
  DOWN ("mM", "mM", ISO_DIMENSION_MOLAR, 1e3),
  UP ("M", "M", ISO_DIMENSION_MOLAR, 1.0),
  DOWN ("nmol/L", "nmol/L", ISO_DIMENSION_MOLAR, 1e9),
  DOWN ("µmol/L", "umol/L", ISO_DIMENSION_MOLAR, 1e6),
  DOWN ("mmol/L", "mmol/L", ISO_DIMENSION_MOLAR, 1e3),
  UP ("mol/L", "mol/L", ISO_DIMENSION_MOLAR, 1.0),
  DOWN ("pg/mL", "pg/mL", ISO_DIMENSION_MASS_CONCENTRATION, 1e9),
  DOWN ("ng/mL", "ng/mL", ISO_DIMENSION_MASS_CONCENTRATION, 1e6),
  DOWN ("µg/mL", "ug/mL", ISO_DIMENSION_MASS_CONCENTRATION, 1e3),
  UP ("mg/mL", "mg/mL", ISO_DIMENSION_MASS_CONCENTRATION, 1.0),
  DOWN ("ng/L", "ng/L", ISO_DIMENSION_MASS_CONCENTRATION, 1e9),
  DOWN ("µg/L", "ug/L", ISO_DIMENSION_MASS_CONCENTRATION, 1e6),
  DOWN ("mg/L", "mg/L", ISO_DIMENSION_MASS_CONCENTRATION, 1e3),
  UP ("g/L", "g/L", ISO_DIMENSION_MASS_CONCENTRATION, 1.0),
  DOWN ("pL", "pL", ISO_DIMENSION_VOLUME, 1e3),
  UP ("nL", "nL", ISO_DIMENSION_VOLUME, 1.0),
  UP ("µL", "uL", ISO_DIMENSION_VOLUME, 1e3),
  UP ("mL", "mL", ISO_DIMENSION_VOLUME, 1e6),
  UP ("L", "L", ISO_DIMENSION_VOLUME, 1e9),
  DOWN ("ng", "ng", ISO_DIMENSION_MASS, 1e9),
  DOWN ("µg", "ug", ISO_DIMENSION_MASS, 1e6),
  DOWN ("mg", "mg", ISO_DIMENSION_MASS, 1e3),
  UP ("g", "g", ISO_DIMENSION_MASS, 1.0),
};

/* Greek mu U+03BC and micro sign U+00B5 are written u; blanks go. */
static char *
to_ascii (const char *text)
{
  GString *ascii = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strncmp (p, "\xc2\xb5", 2) == 0 || strncmp (p, "\xce\xbc", 2) == 0)
        {
          g_string_append_c (ascii, 'u');
          p++;
        }
      else if (!g_ascii_isspace (*p))
        {
          g_string_append_c (ascii, *p);
        }
    }
  return g_string_free (ascii, FALSE);
}

const IsoUnit *
iso_unit_unknown (void)
{
  return &unknown;
}

const IsoUnit *
iso_unit_find (const char *text)
{
  g_autofree char *ascii = NULL;

  if (text == NULL)
    return &unknown;
  ascii = to_ascii (text);
  if (*ascii == '\0')
    return &unknown;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strcmp (ascii, units[i].ascii) == 0)
        return &units[i];
    }

  /* "um", "NM", "ml": people are careless with case where it cannot be misread. A first m or M can be, and so can "mm". */
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gboolean misread = g_ascii_tolower (ascii[0]) == 'm' && (ascii[0] != units[i].ascii[0] || strcmp (ascii, "mm") == 0);

      if (strlen (ascii) > 1 && !misread && g_ascii_strcasecmp (ascii, units[i].ascii) == 0)
        return &units[i];
    }
  return NULL;
}

double
iso_unit_to_inside (const IsoUnit *unit, double value)
{
  return unit->factor >= 1.0 ? value * unit->factor : value / unit->per;
}

double
iso_unit_from_inside (const IsoUnit *unit, double value)
{
  double typed = unit->factor >= 1.0 ? value / unit->factor : value * unit->per;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double rounded;

  if (typed == value)
    return value;
  /* Most doses have a few decimals, and need not be written and read. */
  rounded = round (typed * 1e6) / 1e6;
  if (fabs (rounded) < 1e8 && iso_unit_to_inside (unit, rounded) == value)
    return rounded;
  /* 30 nM came in as 30; it goes out as 30 and not as 30.000000000000004. */
  rounded = g_ascii_strtod (g_ascii_formatd (buffer, sizeof buffer, "%.15g", typed), NULL);
  return iso_unit_to_inside (unit, rounded) == value ? rounded : typed;
}

const char *
iso_unit_list (void)
{
  return "pM, nM, µM, mM, M, ng/mL, µg/mL, mg/mL";
}
