/* iso-preparation-lists.c - reagents, caps and pipettes as one text each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-preparation-private.h"

#include "base/iso-number.h"

#include <math.h>
#include <string.h>

static gboolean
fail (const char *value, const char *sentence, const IsoPlace *place, GError **error)
{
  iso_error_set (error, ISO_ERROR_SYNTAX, place, sentence, value, NULL);
  return FALSE;
}

/* "NAME=REST": cuts the part there; REST, or NULL. A name may hold a sign of equality. */
static char *
cut (char *part)
{
  char *sign = strrchr (part, '=');

  if (sign == NULL)
    return NULL;
  *sign = '\0';
  g_strstrip (part);
  return *part != '\0' ? g_strstrip (sign + 1) : NULL;
}

/* ---- reagents ---- */

static void
append_reagent (GString *text, const IsoReagent *reagent)
{
  g_autofree char *volume = iso_preparation_volume (reagent->volume);
  g_autofree char *strength = iso_number_format_exact (reagent->strength);

  g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "; " : "", reagent->name, volume);
  if (!isnan (reagent->strength))
    g_string_append_printf (text, "@%s mg/mL", strength);
  if (reagent->removes)
    g_string_append (text, ", removes");
}

/* "MTT=20 µL@5 mg/mL, removes"; the name stays where it is. */
static gboolean
take_reagent (char *part, const char *name, IsoReagent *reagent, const IsoPlace *place, GError **error)
{
  char *rest = cut (part);
  char *removes = rest != NULL ? strchr (rest, ',') : NULL;
  char *strength = rest != NULL ? strchr (rest, '@') : NULL;

  *reagent = (IsoReagent) { .name = part, .strength = NAN };
  if (rest == NULL || (removes != NULL && strcmp (g_strstrip (removes + 1), "removes") != 0))
    return fail (part, N_("“{1}” is no reagent. Write a name, a volume, and what belongs to it: MTT=20 µL@5 mg/mL or DMSO=150 µL, removes."),
                 place, error);
  reagent->removes = removes != NULL;
  if (removes != NULL)
    *removes = '\0';
  if (strength != NULL)
    *strength++ = '\0';
  return iso_preparation_take_amount (name, rest, ISO_DIMENSION_VOLUME, &reagent->volume, place, error)
         && (strength == NULL
             || iso_preparation_take_amount (name, strength, ISO_DIMENSION_MASS_CONCENTRATION, &reagent->strength, place, error));
}

char *
iso_preparation_get_reagents (const IsoOutline *outline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outline->dosing.n_reagents; i++)
    append_reagent (text, &outline->dosing.reagents[i]);
  return g_string_free (text, FALSE);
}

gboolean
iso_preparation_set_reagents (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  IsoReagent reagents[ISO_MAX_REAGENTS];
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (n == ISO_MAX_REAGENTS)
        {
          iso_error_set (error, ISO_ERROR_TOO_LARGE, place, N_("A plan has four reagents at the most."), NULL);
          return FALSE;
        }
      if (!take_reagent (parts[i], name, &reagents[n++], place, error))
        return FALSE;
    }
  g_ptr_array_set_size (outline->reagents, 0);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (outline->reagents, g_strdup (reagents[i].name));
      outline->dosing.reagents[i] = reagents[i];
      outline->dosing.reagents[i].name = outline->reagents->pdata[i];
    }
  outline->dosing.n_reagents = n;
  return TRUE;
}

/* ---- caps ---- */

/* Of solvents whose caps are not the house's. */
char *
iso_preparation_get_caps (const IsoOutline *outline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outline->dosing.n_solvents; i++)
    {
      const IsoSolvent *solvent = &outline->dosing.solvents[i];
      g_autofree char *amber = iso_number_format_exact (100 * solvent->amber);
      g_autofree char *red = iso_number_format_exact (100 * solvent->red);
      IsoSolvent house;

      iso_solvent_init (&house, solvent->name);
      if (house.amber != solvent->amber || house.red != solvent->red)
        g_string_append_printf (text, "%s%s=%s:%s", text->len > 0 ? "; " : "", solvent->name, amber, red);
    }
  return g_string_free (text, FALSE);
}

static gboolean
take_caps (char *part, double caps[2])
{
  char *rest = cut (part);
  g_auto (GStrv) sides = g_strsplit (rest != NULL ? rest : "", ":", -1);

  return g_strv_length (sides) == 2 && iso_number_parse (sides[0], ISO_DECIMAL_POINT, &caps[0])
         && iso_number_parse (sides[1], ISO_DECIMAL_POINT, &caps[1]) && caps[0] > 0 && caps[1] >= caps[0] && caps[1] <= 100;
}

gboolean
iso_preparation_set_caps (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", -1);
  IsoSolvent solvents[ISO_MAX_SOLVENTS];

  (void) name;
  for (guint i = 0; i < outline->dosing.n_solvents; i++)
    iso_solvent_init (&solvents[i], outline->dosing.solvents[i].name);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *whole = g_strdup (parts[i]);
      double caps[2];

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      if (!take_caps (parts[i], caps))
        return fail (whole, N_("“{1}” caps no solvent. Write its name, the per cent of the well to think about, and those not to exceed: "
                               "DMSO=0.1:0.5."), place, error);
      for (guint k = 0; k < outline->dosing.n_solvents; k++)
        {
          if (strcmp (solvents[k].name, parts[i]) == 0)
            {
              solvents[k].amber = caps[0] / 100;
              solvents[k].red = caps[1] / 100;
            }
        }
    }
  memcpy (outline->dosing.solvents, solvents, outline->dosing.n_solvents * sizeof *solvents);
  return TRUE;
}

/* ---- pipettes ---- */

char *
iso_preparation_get_pipettes (const IsoOutline *outline)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < outline->dosing.n_pipettes; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", outline->dosing.pipettes[i].name);
  return g_string_free (text, FALSE);
}

/* Those of the usual set, in its order, whatever the order of the names. */
gboolean
iso_preparation_set_pipettes (IsoOutline *outline, const char *name, const char *value, const IsoPlace *place, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (value, ",", -1);
  guint n, found = 0;
  const IsoPipette *usual = iso_pipettes_default (&n);
  g_autoptr (GArray) pipettes = g_array_new (FALSE, FALSE, sizeof (IsoPipette));

  (void) name;
  for (guint i = 0; parts[i] != NULL; i++)
    g_strstrip (parts[i]);
  for (guint i = 0; i < n; i++)
    {
      if (!g_strv_contains ((const char *const *) parts, usual[i].name))
        continue;
      g_array_append_val (pipettes, usual[i]);
      found++;
    }
  if (found == 0 || found != g_strv_length (parts))
    return fail (value, N_("“{1}” are no pipettes. Write those that are there, of P2, P10, P20, P200 and P1000: P20, P200, P1000."), place,
                 error);
  g_array_set_size (outline->pipettes, 0);
  g_array_append_vals (outline->pipettes, pipettes->data, pipettes->len);
  outline->dosing.pipettes = (const IsoPipette *) (gpointer) outline->pipettes->data;
  outline->dosing.n_pipettes = pipettes->len;
  return TRUE;
}
