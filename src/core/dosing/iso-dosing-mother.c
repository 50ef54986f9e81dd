/* iso-dosing-mother.c - plates of mixes in their places, filled once and stamped onto all plates with the same map
 *
 * They keep a layout at random without the single tip that it asks for otherwise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dosing-private.h"

#include "plate/iso-layout-rules.h"

#include <math.h>

#define MOTHER_STEP 1e3   /* nL: what goes into a well is a multiple of it */

static gboolean
is_alike (const IsoLayout *one, const IsoLayout *other)
{
  if (one->format != other->format)
    return FALSE;
  for (guint i = 0; i < one->format->wells; i++)
    {
      IsoLayoutWell well = other->wells[i];

      well.sample = one->wells[i].sample;
      if (!iso_layout_well_same (&one->wells[i], &well))
        return FALSE;
    }
  return TRUE;
}

guint
iso_dosing_first_alike (const GPtrArray *layouts, guint index)
{
  guint first = 0;

  while (first < index && !is_alike (layouts->pdata[first], layouts->pdata[index]))
    first++;
  return first;
}

double
iso_dosing_share (const IsoDosingSettings *settings, guint stamps)
{
  return settings->mother ? iso_dilution_keep (stamps, settings->add_volume, settings->overage, settings->mother_dead, MOTHER_STEP)
                          : settings->add_volume;
}

static guint
find_mother (const IsoDosingPlan *plan, guint addition, guint layout)
{
  guint mother = 0;

  while (mother < plan->mothers->len && (g_array_index (plan->mothers, IsoMother, mother).layout != layout
                                         || g_array_index (plan->mothers, IsoMother, mother).part != addition))
    mother++;
  return mother;
}

static void
count_stamps (IsoDosingPlan *plan, guint addition)
{
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      guint layout = iso_dosing_first_alike (plan->layouts, i), mother = find_mother (plan, addition, layout);

      if (mother == plan->mothers->len)
        {
          IsoMother made = { .name = g_strdup_printf ("Mother %u", mother + 1), .layout = layout, .part = addition };

          g_array_append_val (plan->mothers, made);
        }
      g_array_index (plan->mothers, IsoMother, mother).stamps++;
    }
}

static guint
add_well (const IsoDosingSettings *settings, IsoDosingPlan *plan, guint mother, guint from, IsoWell place)
{
  char name[ISO_WELL_NAME_SIZE];
  guint well = iso_dosing_add_vessel (plan, ISO_VESSEL_MOTHER, g_strdup (iso_well_name (place, name)), -1, -1);
  IsoVessel *vessel = iso_dosing_vessel (plan, well);
  const IsoMother *of = &g_array_index (plan->mothers, IsoMother, mother);

  vessel->plate = mother;
  vessel->well = place;
  vessel->dead = settings->mother_dead;
  vessel->capacity = settings->mother_capacity;
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    vessel->doses[i] = iso_dosing_vessel (plan, from)->doses[i];
  iso_dosing_add_transfer (settings, plan, ISO_STEP_MOTHER, of->part, from, well, iso_dosing_share (settings, of->stamps), 0);
  return well;
}

/* Fills one mother plate; returns its vessels by place, to be freed. */
static guint *
fill (const IsoDosingSettings *settings, IsoDosingPlan *plan, guint mother, IsoChooseFunc choose, gconstpointer data)
{
  const IsoMother *of = &g_array_index (plan->mothers, IsoMother, mother);
  const IsoLayout *layout = plan->layouts->pdata[of->layout];
  guint *wells = g_new0 (guint, layout->format->wells);

  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].role != ISO_ROLE_EMPTY)
        wells[i] = add_well (settings, plan, mother, choose (data, of->part, &layout->wells[i]), iso_plate_format_well (layout->format, i));
    }
  return wells;
}

void
iso_dosing_stamp (const IsoDosingSettings *settings, IsoDosingPlan *plan, guint addition, IsoChooseFunc choose, gconstpointer data)
{
  guint first = plan->mothers->len;

  count_stamps (plan, addition);
  for (guint mother = first; mother < plan->mothers->len; mother++)
    {
      g_autofree guint *wells = fill (settings, plan, mother, choose, data);

      for (guint i = 0; i < plan->layouts->len; i++)
        {
          const IsoLayout *layout = plan->layouts->pdata[i];

          if (iso_dosing_first_alike (plan->layouts, i) != g_array_index (plan->mothers, IsoMother, mother).layout)
            continue;
          for (guint j = 0; j < layout->format->wells; j++)
            {
              if (layout->wells[j].role != ISO_ROLE_EMPTY)
                iso_dosing_add_transfer (settings, plan, ISO_STEP_ADD, addition, wells[j], iso_dosing_find_well (plan, i, j),
                                         settings->add_volume, 0);
            }
        }
    }
}
