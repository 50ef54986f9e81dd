/* iso-dosing-dispense.c - droplets of stock into full wells, and vehicle to the same volume everywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>

typedef struct
{
  const IsoDosingSettings *settings;
  IsoDosingPlan           *plan;
  guint                    sources[ISO_MAX_DRUGS][2];   /* stock, and the intermediate that is there, or the stock again */
} Dispense;

static double
get_strength (const Dispense *dispense, guint drug, guint which)
{
  return iso_dosing_vessel (dispense->plan, dispense->sources[drug][which])->doses[drug];
}

static double
rounding_error (const Dispense *dispense, double volume)
{
  return fabs (iso_dilution_round (volume, dispense->settings->droplet) / volume - 1);
}

/* Stock where droplets are fine enough for it, the intermediate where they are not. */
static guint
choose_source (const Dispense *dispense, guint drug, double dose)
{
  double volume = dispense->settings->seed_volume;
  double strong = rounding_error (dispense, dose * volume / get_strength (dispense, drug, 0));
  double weak = rounding_error (dispense, dose * volume / get_strength (dispense, drug, 1));

  return strong <= ISO_DRIFT_AMBER || strong <= weak ? 0 : 1;
}

/* A second source, if the settings name one, made once for all plates. */
static void
add_sources (Dispense *dispense)
{
  const IsoDosingSettings *settings = dispense->settings;

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[i];
      guint stock = iso_dosing_find_vessel (dispense->plan, ISO_VESSEL_STOCK, (int) i, -1);

      dispense->sources[i][0] = dispense->sources[i][1] = stock;
      if (drug->intermediate > 0)
        {
          g_autofree char *strength = iso_amount_concentration (drug->intermediate, drug->dimension);
          double dilution = drug->stock / drug->intermediate, volume = settings->preferred * dilution;
          guint vehicle = iso_dosing_find_vessel (dispense->plan, ISO_VESSEL_VEHICLE, -1, (int) drug->solvent);
          guint made = iso_dosing_add_vessel (dispense->plan, ISO_VESSEL_INTERMEDIATE, g_strdup_printf ("%s %s", drug->name, strength), -1,
                                              (int) drug->solvent);

          iso_dosing_vessel (dispense->plan, made)->doses[i] = drug->intermediate;
          iso_dosing_add_transfer (settings, dispense->plan, ISO_STEP_INTERMEDIATE, made, vehicle, made, volume - settings->preferred, 0);
          iso_dosing_add_transfer (settings, dispense->plan, ISO_STEP_INTERMEDIATE, made, stock, made, settings->preferred, 0);
          dispense->sources[i][1] = made;
        }
    }
}

static gboolean
gets_vehicle (const IsoLayoutWell *well)
{
  return well->role == ISO_ROLE_TREATED || well->role == ISO_ROLE_VEHICLE || well->role == ISO_ROLE_COMPOUND_BLANK;
}

/* Volumes of each drug in a well, wanted; vehicle by solvent, as dispensed. */
static void
find_volumes (const Dispense *dispense, const IsoLayoutWell *well, double wanted[ISO_MAX_DRUGS], double vehicle[ISO_MAX_SOLVENTS])
{
  const IsoDosingSettings *settings = dispense->settings;

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    wanted[i] = vehicle[i] = 0;
  for (guint i = 0; i < well->n_doses; i++)
    {
      guint drug = well->doses[i].drug;
      double dose = well->doses[i].requested;

      wanted[drug] = dose * settings->seed_volume / get_strength (dispense, drug, choose_source (dispense, drug, dose));
      vehicle[settings->drugs[drug].solvent] += iso_dilution_round (wanted[drug], settings->droplet);
    }
}

static void
find_level (const Dispense *dispense, const IsoLayout *layout, double level[ISO_MAX_SOLVENTS])
{
  for (guint i = 0; i < ISO_MAX_SOLVENTS; i++)
    level[i] = i < dispense->settings->n_solvents ? dispense->settings->backfill : 0;
  for (guint i = 0; i < layout->format->wells && dispense->settings->backfill == 0; i++)
    {
      double wanted[ISO_MAX_DRUGS], vehicle[ISO_MAX_SOLVENTS];

      find_volumes (dispense, &layout->wells[i], wanted, vehicle);
      for (guint j = 0; j < ISO_MAX_SOLVENTS; j++)
        level[j] = MAX (level[j], vehicle[j]);
    }
}

/* FALSE if there is more vehicle in it than the level that was asked for. */
static gboolean
fill_well (const Dispense *dispense, guint plate, guint index, const double level[ISO_MAX_SOLVENTS])
{
  const IsoDosingSettings *settings = dispense->settings;
  const IsoLayout *layout = dispense->plan->layouts->pdata[plate];
  const IsoLayoutWell *well = &layout->wells[index];
  guint to = iso_dosing_find_well (dispense->plan, plate, index);
  double wanted[ISO_MAX_DRUGS], vehicle[ISO_MAX_SOLVENTS];
  gboolean fits = TRUE;

  find_volumes (dispense, well, wanted, vehicle);
  for (guint i = 0; i < well->n_doses; i++)
    {
      guint drug = well->doses[i].drug;
      guint source = dispense->sources[drug][choose_source (dispense, drug, well->doses[i].requested)];

      iso_dosing_add_transfer (settings, dispense->plan, ISO_STEP_ADD, drug, source, to, wanted[drug], settings->droplet);
    }
  for (guint i = 0; i < settings->n_solvents && gets_vehicle (well); i++)
    {
      double rest = level[i] - vehicle[i];

      fits &= rest > -ISO_SAME_DOSE;
      if (rest > ISO_SAME_DOSE)
        iso_dosing_add_transfer (settings, dispense->plan, ISO_STEP_ADD, settings->n_drugs + i,
                                 iso_dosing_find_vessel (dispense->plan, ISO_VESSEL_VEHICLE, -1, (int) i), to, rest, settings->droplet);
    }
  return fits;
}

static void
fill_plate (const Dispense *dispense, guint plate)
{
  const IsoLayout *layout = dispense->plan->layouts->pdata[plate];
  double level[ISO_MAX_SOLVENTS];
  guint over = 0;

  find_level (dispense, layout, level);
  for (guint i = 0; i < layout->format->wells; i++)
    {
      if (layout->wells[i].role != ISO_ROLE_EMPTY)
        over += !fill_well (dispense, plate, i, level);
    }
  if (over > 0)
    {
      g_autofree char *wells = g_strdup_printf ("%u", over);
      g_autofree char *volume = iso_amount_volume (dispense->settings->backfill);

      dispense->plan->feasible = FALSE;
      g_ptr_array_add (dispense->plan->messages,
                       iso_message_new ("backfill", NULL,
                                        N_("{1} wells of {2} hold more vehicle than {3} already. Fill up to the most of the plate, or take a "
                                           "stronger stock."), wells, layout->plate, volume, NULL));
    }
}

void
iso_dosing_dispense (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  Dispense dispense = { .settings = settings, .plan = plan };

  add_sources (&dispense);
  for (guint i = 0; i < plan->layouts->len; i++)
    fill_plate (&dispense, i);
}
