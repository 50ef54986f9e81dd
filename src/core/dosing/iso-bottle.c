/* iso-bottle.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-bottle.h"

#include <math.h>
#include <string.h>

/* Where the texts are. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (IsoBottle, form_name), G_STRUCT_OFFSET (IsoBottle, solvent), G_STRUCT_OFFSET (IsoBottle, lot),
  G_STRUCT_OFFSET (IsoBottle, supplier), G_STRUCT_OFFSET (IsoBottle, expiry), G_STRUCT_OFFSET (IsoBottle, in_spite),
};

static const char *
get_text (const IsoBottle *bottle, gsize i)
{
  return G_STRUCT_MEMBER (char *, bottle, texts[i]);
}

static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* All of it a number. */
static guint
read_part (const char *text, gsize length)
{
  guint value = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return 0;
      value = 10 * value + (guint) (text[i] - '0');
    }
  return value;
}

void
iso_bottle_init (IsoBottle *bottle)
{
  memset (bottle, 0, sizeof *bottle);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, bottle, texts[i]) = g_strdup (texts[i] == G_STRUCT_OFFSET (IsoBottle, solvent) ? "DMSO" : "");
  iso_form_init (&bottle->form);
  bottle->unit = iso_unit_find ("mM");
  bottle->concentration = NAN;
}

void
iso_bottle_copy (const IsoBottle *bottle, IsoBottle *copy)
{
  *copy = *bottle;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    G_STRUCT_MEMBER (char *, copy, texts[i]) = g_strdup (get_text (bottle, i));
}

void
iso_bottle_clear (IsoBottle *bottle)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (&G_STRUCT_MEMBER (char *, bottle, texts[i]), g_free);
}

gboolean
iso_bottle_equal (const IsoBottle *one, const IsoBottle *two)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (g_strcmp0 (get_text (one, i), get_text (two, i)) != 0)
        return FALSE;
    }
  return one->unit == two->unit && one->thaws == two->thaws && is_same (one->concentration, two->concentration)
         && is_same (one->form.form_weight, two->form.form_weight) && is_same (one->form.active_weight, two->form.active_weight)
         && is_same (one->form.active_per_form, two->form.active_per_form) && is_same (one->form.purity, two->form.purity);
}

gboolean
iso_bottle_strength (const IsoBottle *bottle, IsoDimension dimension, double *inside, GError **error)
{
  return iso_stock_concentration (&bottle->form, iso_unit_from_inside (bottle->unit, bottle->concentration), bottle->unit, dimension, inside,
                                  error);
}

gboolean
iso_bottle_by_weight (const IsoBottle *bottle)
{
  return bottle->unit->dimension == ISO_DIMENSION_MASS_CONCENTRATION;
}

gboolean
iso_bottle_check (const IsoBottle *bottle, GError **error)
{
  double inside;

  /* In its own kind, any concentration can be had. */
  if (!iso_bottle_strength (bottle, bottle->unit->dimension, &inside, error))
    return FALSE;
  if (bottle->solvent[strspn (bottle->solvent, " \t")] == '\0')
    {
      iso_error_set (error, ISO_ERROR_RANGE, NULL, N_("A stock is dissolved in something. Write its solvent, such as DMSO or water."), NULL);
      return FALSE;
    }
  if (*bottle->expiry != '\0' && !iso_day_check (bottle->expiry, error))
    return FALSE;
  return TRUE;
}

IsoBottleRow *
iso_bottle_row_new (void)
{
  IsoBottleRow *row = g_new0 (IsoBottleRow, 1);

  row->drug = g_strdup ("");
  iso_bottle_init (&row->bottle);
  return row;
}

void
iso_bottle_row_free (IsoBottleRow *row)
{
  g_free (row->drug);
  iso_bottle_clear (&row->bottle);
  g_free (row);
}

gboolean
iso_day_is_valid (const char *day)
{
  return strlen (day) == strlen ("2027-03-31") && day[4] == '-' && day[7] == '-'
         && g_date_valid_dmy ((GDateDay) read_part (day + 8, 2), (GDateMonth) read_part (day + 5, 2), (GDateYear) read_part (day, 4));
}

gboolean
iso_day_check (const char *day, GError **error)
{
  if (!iso_day_is_valid (day))
    iso_error_set (error, ISO_ERROR_SYNTAX, NULL, N_("“{1}” is no day. Write year, month and day: 2027-03-31."), day, NULL);
  return iso_day_is_valid (day);
}
