/* iso-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-layout.h"

#include "base/iso-message.h"

#include <string.h>

static const struct
{
  const char *word;
  const char *name;
  const char *others;   /* other spellings, folded, between blanks */
} roles[ISO_N_ROLES] = {
  [ISO_ROLE_EMPTY] = { "empty", N_("Empty"), " unused none notused " },
  [ISO_ROLE_TREATED] = { "treated", N_("Treated"), " treatment drug compound sample test " },
  [ISO_ROLE_VEHICLE] = { "vehicle", N_("Vehicle"), " dmso solvent vehiclecontrol control negativecontrol negcontrol neg " },
  [ISO_ROLE_UNTREATED] = { "untreated", N_("Untreated"), " cells cellsonly untreatedcontrol mediumcells " },
  [ISO_ROLE_BLANK] = { "blank", N_("Blank"), " medium media background mediumonly nocells " },
  [ISO_ROLE_COMPOUND_BLANK] = { "compound blank", N_("Compound blank"), " drugblank compoundonly " },
  [ISO_ROLE_POSITIVE_CONTROL] = { "positive control", N_("Positive control"), " kill killcontrol positive poscontrol pos " },
  [ISO_ROLE_TIME_ZERO] = { "time zero", N_("Time zero"), " time0 t0 timezero " },
};

const char *
iso_role_word (IsoRole role)
{
  g_return_val_if_fail ((guint) role < ISO_N_ROLES, "empty");
  return roles[role].word;
}

const char *
iso_role_name (IsoRole role)
{
  g_return_val_if_fail ((guint) role < ISO_N_ROLES, "");
  return roles[role].name;
}

static char *
fold (const char *text)
{
  GString *folded = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (g_ascii_isalnum (*text))
        g_string_append_c (folded, g_ascii_tolower (*text));
    }
  return g_string_free (folded, FALSE);
}

gboolean
iso_role_parse (const char *text, IsoRole *role)
{
  g_autofree char *folded = fold (text);
  g_autofree char *between = g_strdup_printf (" %s ", folded);

  if (*folded == '\0')
    return FALSE;
  for (guint i = 0; i < ISO_N_ROLES; i++)
    {
      g_autofree char *word = fold (roles[i].word);

      if (strcmp (folded, word) == 0 || strstr (roles[i].others, between) != NULL)
        {
          *role = (IsoRole) i;
          return TRUE;
        }
    }
  return FALSE;
}

IsoLayout *
iso_layout_new (const char *plate, const char *experiment, const IsoPlateFormat *format)
{
  IsoLayout *layout = g_new0 (IsoLayout, 1);

  layout->plate = g_strdup (plate);
  layout->experiment = g_strdup (experiment);
  layout->format = format;
  layout->wells = g_new0 (IsoLayoutWell, format->wells);
  for (guint i = 0; i < format->wells; i++)
    layout->wells[i].sample = -1;
  return layout;
}

IsoLayout *
iso_layout_copy (const IsoLayout *layout)
{
  IsoLayout *copy = iso_layout_new (layout->plate, layout->experiment, layout->format);

  memcpy (copy->wells, layout->wells, layout->format->wells * sizeof *copy->wells);
  return copy;
}

void
iso_layout_free (IsoLayout *layout)
{
  g_free (layout->plate);
  g_free (layout->experiment);
  g_free (layout->wells);
  g_free (layout);
}

IsoLayoutWell *
iso_layout_well (IsoLayout *layout, IsoWell well)
{
  if (!iso_plate_format_has (layout->format, well))
    return NULL;
  return &layout->wells[iso_plate_format_index (layout->format, well)];
}
