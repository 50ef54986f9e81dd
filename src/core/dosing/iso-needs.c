/* iso-needs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-needs.h"

#include "base/iso-number.h"
#include "dosing/iso-amount.h"

#include <math.h>

#define NL_PER_ML 1e6
#define GOOD_VIABILITY 0.9
#define MOST_EDGE_RINGS 2   /* that get medium: a plate that is nearly empty has more free ones */

void
iso_seeding_plan (guint wells, double volume, double cells_per_well, double overage, double dead, double count, double viability,
                  IsoSeeding *seeding)
{
  seeding->volume = wells * volume * (1 + overage) + dead;
  seeding->density = cells_per_well / (volume / NL_PER_ML);
  seeding->cells = seeding->volume / NL_PER_ML * seeding->density;
  seeding->culture = seeding->cells / (count * viability) * NL_PER_ML;
  seeding->medium = seeding->volume - seeding->culture;
}

void
iso_seeding_warn (const IsoSeeding *seeding, double viability, double available, GPtrArray *messages)
{
  g_autofree char *culture = iso_amount_volume (seeding->culture);
  g_autofree char *volume = iso_amount_volume (seeding->volume);
  g_autofree char *there = isnan (available) ? NULL : iso_amount_volume (available);
  g_autofree char *percent = iso_number_format (100 * viability, 3);

  if (seeding->medium < 0)
    g_ptr_array_add (messages, iso_message_new ("culture-thin", NULL,
                                                N_("The culture is too thin: {1} of it are needed for {2} of suspension. Spin it down and take it "
                                                   "up in less."), culture, volume, NULL));
  if (viability < GOOD_VIABILITY)
    g_ptr_array_add (messages, iso_message_new ("viability-low", NULL,
                                                N_("Only {1} % of the cells are alive. Below 90 % results are those of a sick culture."), percent,
                                                NULL));
  if (there != NULL && seeding->culture > available)
    g_ptr_array_add (messages, iso_message_new ("culture-short", NULL,
                                                N_("{1} of culture are needed, and there are {2}. Grow more, or plan fewer wells."), culture, there,
                                                NULL));
}

void
iso_reagent_plan (const IsoReagent *reagent, guint wells, double before, double overage, double dead, IsoReagentNeed *need)
{
  need->volume = wells * reagent->volume * (1 + overage) + dead;
  need->mass = reagent->strength * need->volume / 1e9;   /* g/L times L */
  need->final = reagent->strength * reagent->volume / (reagent->volume + (reagent->removes ? 0 : before));
}

static guint
pipette_of (const IsoDosingSettings *settings, double volume, guint *parts)
{
  IsoPipetting pipetting;

  iso_pipetting_choose (settings->pipettes, settings->n_pipettes, volume, settings->least, &pipetting);
  *parts = pipetting.parts;
  return (guint) (pipetting.pipette - settings->pipettes);
}

void
iso_tips_count (const IsoDosingSettings *settings, const IsoDosingPlan *plan, guint *tips)
{
  g_autoptr (GHashTable) shared = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autofree gint64 *keys = g_new (gint64, MAX (plan->transfers->len, 1));

  for (guint i = 0; i < settings->n_pipettes; i++)
    tips[i] = 0;
  for (guint i = 0; i < plan->transfers->len && settings->method != ISO_DOSING_DISPENSED; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);
      guint parts, pipette = pipette_of (settings, transfer->wanted, &parts);

      /* Into wells: one tip for a liquid and a plate. */
      keys[i] = ((gint64) transfer->from << 32) | (iso_dosing_vessel (plan, transfer->to)->plate << 8) | (transfer->part & 127) << 1
                | (transfer->step == ISO_STEP_SEED);
      if (transfer->step >= ISO_STEP_MOTHER)
        tips[pipette] += g_hash_table_add (shared, &keys[i]);
      else
        tips[pipette]++;
    }
}

void
iso_plan_count_wells (const IsoDosingPlan *plan, guint *used, guint *seeded)
{
  *used = *seeded = 0;
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          IsoRole role = layout->wells[j].role;

          *used += role != ISO_ROLE_EMPTY;
          *seeded += role != ISO_ROLE_EMPTY && role != ISO_ROLE_BLANK && role != ISO_ROLE_COMPOUND_BLANK;
        }
    }
}

guint
iso_plan_count_edge (const IsoDosingSettings *settings, const IsoDosingPlan *plan, guint ring)
{
  guint n = 0;

  ring = MIN (ring, MOST_EDGE_RINGS);
  for (guint i = 0; settings->edge_medium && i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          IsoWell well = iso_plate_format_well (layout->format, j);
          gboolean at_edge = well.row < ring || well.column < ring || well.row + ring >= layout->format->rows
                             || well.column + ring >= layout->format->columns;

          n += at_edge && layout->wells[j].role == ISO_ROLE_EMPTY;
        }
    }
  return n;
}
