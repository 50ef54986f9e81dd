/* iso-dosing-check.c - what comes of a plan when it is carried out, and what is to be said about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-number.h"
#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>

#define ML 1e6
#define SLACK 1.01   /* of a cap, for rounded volumes */

/* Tubes and bottles of a lab. */
static const double capacities[] = { 1.5 * ML, 2 * ML, 5 * ML, 15 * ML, 50 * ML, 100 * ML, 250 * ML, 500 * ML, 1000 * ML };

typedef struct
{
  double volume;
  double drugs[ISO_MAX_DRUGS];         /* concentration times nL */
  double vehicle[ISO_MAX_SOLVENTS];    /* nL */
} Liquid;

static void
say (IsoDosingPlan *plan, const char *code, const char *sentence, const char *first, const char *second, const char *third, const char *fourth)
{
  g_ptr_array_add (plan->messages, iso_message_new (code, NULL, sentence, first, second, third, fourth, NULL));
}

static gboolean
is_endless (const IsoVessel *vessel)
{
  return vessel->kind <= ISO_VESSEL_POISON;
}

/* What `volume` of a vessel holds. */
static Liquid
draw (const IsoVessel *vessel, const Liquid *in, double volume)
{
  Liquid out = { .volume = volume };

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      out.drugs[i] = is_endless (vessel) ? vessel->doses[i] * volume : in->volume > 0 ? in->drugs[i] * volume / in->volume : 0;
      out.vehicle[i] = is_endless (vessel) ? 0 : in->volume > 0 ? in->vehicle[i] * volume / in->volume : 0;
    }
  if (is_endless (vessel) && vessel->solvent >= 0)
    out.vehicle[vessel->solvent] = volume;
  return out;
}

static void
pour (Liquid *into, const Liquid *what, double sign)
{
  into->volume += sign * what->volume;
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      into->drugs[i] += sign * what->drugs[i];
      into->vehicle[i] += sign * what->vehicle[i];
    }
}

/* Carries the list out; sets how much each vessel holds at most and what is taken of endless ones. */
static Liquid *
carry_out (IsoDosingPlan *plan, gboolean wanted)
{
  Liquid *liquids = g_new0 (Liquid, plan->vessels->len);

  for (guint i = 0; i < plan->vessels->len; i++)
    iso_dosing_vessel (plan, i)->start = iso_dosing_vessel (plan, i)->made = 0;
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);
      IsoVessel *from = iso_dosing_vessel (plan, transfer->from), *to = iso_dosing_vessel (plan, transfer->to);
      Liquid drawn = draw (from, &liquids[transfer->from], wanted ? transfer->wanted : transfer->volume);

      if (is_endless (from))
        from->start += drawn.volume;
      else
        pour (&liquids[transfer->from], &drawn, -1);
      pour (&liquids[transfer->to], &drawn, 1);
      to->made = MAX (to->made, liquids[transfer->to].volume);
    }
  return liquids;
}

static void
set_capacities (IsoDosingPlan *plan)
{
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      IsoVessel *vessel = iso_dosing_vessel (plan, i);
      g_autofree char *volume = iso_amount_volume (vessel->made);

      if (is_endless (vessel) || vessel->kind >= ISO_VESSEL_MOTHER)
        continue;
      for (guint k = G_N_ELEMENTS (capacities); k-- > 0;)
        {
          if (vessel->made <= capacities[k])
            vessel->capacity = capacities[k];
        }
      if (vessel->capacity > 0)
        continue;
      plan->feasible = FALSE;
      say (plan, "vessel-size", N_("{1} would hold {2}, more than the largest bottle (1 L). Plan fewer plates at once, or dilute in smaller "
                                   "steps."), vessel->name, volume, NULL, NULL);
    }
}

/* ---- doses ---- */

static void
set_doses (IsoDosingPlan *plan, const Liquid *planned, const Liquid *achieved)
{
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          guint vessel = iso_dosing_find_well (plan, i, j);

          for (guint k = 0; k < layout->wells[j].n_doses; k++)
            {
              IsoDose *dose = &layout->wells[j].doses[k];

              dose->planned = planned[vessel].drugs[dose->drug] / planned[vessel].volume;
              dose->achieved = achieved[vessel].drugs[dose->drug] / achieved[vessel].volume;
            }
        }
    }
}

/* What drifted most, and how many did. */
static void
check_drift (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  double worst = 0;
  g_autofree char *amber = NULL;
  g_autofree char *red = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *where = NULL;
  guint lost = 0;

  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          for (guint k = 0; k < layout->wells[j].n_doses; k++)
            {
              const IsoDose *dose = &layout->wells[j].doses[k];
              double drift = fabs (dose->achieved / dose->requested - 1);

              plan->n_drifted[0] += drift > ISO_DRIFT_AMBER;
              plan->n_drifted[1] += drift > ISO_DRIFT_RED;
              lost += dose->achieved == 0;
              if (drift > worst)
                {
                  g_autofree char *aim = iso_amount_concentration (dose->requested, settings->drugs[dose->drug].dimension);
                  g_autofree char *got = iso_amount_concentration (dose->achieved, settings->drugs[dose->drug].dimension);

                  worst = drift;
                  g_free (where);
                  where = g_strdup_printf ("%s %s → %s", settings->drugs[dose->drug].name, aim, got);
                }
            }
        }
    }
  if (plan->n_drifted[0] == 0)
    return;
  amber = g_strdup_printf ("%u", plan->n_drifted[0]);
  red = g_strdup_printf ("%u", plan->n_drifted[1]);
  percent = iso_amount_percent (worst);
  say (plan, plan->n_drifted[1] > 0 ? "drift-red" : "drift-amber",
       N_("{1} doses are more than 5 % away from what was asked for, {2} of them more than 10 %; the farthest is {3} ({4}). Results use what is "
          "achieved."), amber, red, percent, where);
  if (lost > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", lost);
      g_autofree char *droplet = iso_amount_volume (settings->droplet);

      plan->feasible = FALSE;
      say (plan, "lost-dose", N_("{1} doses are lost: they ask less than half a droplet of {2}. Give them from an intermediate that is weaker than "
                                 "the stock."), count, droplet, NULL, NULL);
    }
}

/* ---- transfers ---- */

static gboolean
is_top_up (const IsoDosingPlan *plan, const IsoTransfer *transfer)
{
  return iso_dosing_vessel (plan, transfer->from)->kind == ISO_VESSEL_VEHICLE;
}

static void
check_transfers (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  const IsoTransfer *smallest = NULL;
  guint n_small = 0;

  for (guint i = 0; i < plan->transfers->len && settings->method != ISO_DOSING_DISPENSED; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (transfer->wanted >= settings->least * (1 - ISO_SAME_DOSE))
        continue;
      n_small++;
      if (smallest == NULL || transfer->wanted < smallest->wanted)
        smallest = transfer;
      plan->feasible &= is_top_up (plan, transfer);
    }
  if (smallest != NULL)
    {
      g_autofree char *count = g_strdup_printf ("%u", n_small);
      g_autofree char *volume = iso_amount_volume (smallest->wanted);
      g_autofree char *least = iso_amount_volume (settings->least);

      say (plan, "small-transfer", N_("{1} transfers are smaller than {3}; the smallest is {2} of {4}. Make larger volumes, or dilute in "
                                      "vehicle first."),
           count, volume, least, iso_dosing_vessel (plan, smallest->from)->name);
    }
}

/* ---- vehicle ---- */

static gboolean
has_vehicle (IsoRole role)
{
  return role == ISO_ROLE_TREATED || role == ISO_ROLE_VEHICLE || role == ISO_ROLE_COMPOUND_BLANK;
}

static void
measure_vehicle (const IsoDosingSettings *settings, IsoDosingPlan *plan, const Liquid *liquids)
{
  for (guint k = 0; k < settings->n_solvents; k++)
    {
      plan->vehicle_most[k] = 0;
      plan->vehicle_least[k] = 1;
      for (guint i = 0; i < plan->layouts->len; i++)
        {
          const IsoLayout *layout = plan->layouts->pdata[i];

          for (guint j = 0; j < layout->format->wells; j++)
            {
              const Liquid *liquid = &liquids[iso_dosing_find_well (plan, i, j)];
              double fraction = liquid->vehicle[k] / liquid->volume;

              if (!has_vehicle (layout->wells[j].role))
                continue;
              plan->vehicle_most[k] = MAX (plan->vehicle_most[k], fraction);
              plan->vehicle_least[k] = MIN (plan->vehicle_least[k], fraction);
            }
        }
    }
}

static void
check_vehicle (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  for (guint k = 0; k < settings->n_solvents; k++)
    {
      const IsoSolvent *solvent = &settings->solvents[k];
      gboolean red = plan->vehicle_most[k] > solvent->red * SLACK, amber = plan->vehicle_most[k] > solvent->amber * SLACK;
      g_autofree char *most = iso_amount_percent (plan->vehicle_most[k]);
      g_autofree char *least = iso_amount_percent (plan->vehicle_least[k]);
      g_autofree char *cap = iso_amount_percent (red ? solvent->red : solvent->amber);

      if (amber)
        say (plan, red ? "vehicle-red" : "vehicle-amber",
             red ? N_("The wells get {1} of {2}, more than the {3} that is allowed.")
                 : N_("The wells get {1} of {2}, more than {3}: some cells answer to that. See what would lower it."),
             most, solvent->name, cap, NULL);
      plan->feasible &= !red;
      if (solvent->amber < 1 && plan->vehicle_least[k] < 0.9 * plan->vehicle_most[k])
        say (plan, "vehicle-falls",
             N_("{1} differs between the wells, from {2} to {3}, so its effect cannot be told from that of the dose. Dilute in medium that holds "
                "as much of it as the first tube."), solvent->name, least, most, NULL);
    }
}

/* ---- what the guides forget ---- */

static void
check_controls (IsoDosingPlan *plan)
{
  guint counts[ISO_N_ROLES] = { 0 };

  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        counts[layout->wells[j].role]++;
    }
  if (counts[ISO_ROLE_VEHICLE] == 0)
    say (plan, "no-vehicle", N_("No well gets the vehicle alone, so nothing says what 100 % is. Add 8 wells a plate or more."), NULL, NULL, NULL,
         NULL);
  else if (counts[ISO_ROLE_UNTREATED] == 0)
    say (plan, "no-untreated", N_("No well stays untreated, so the effect of the vehicle itself cannot be seen. Vehicle and untreated wells are "
                                  "two different controls."), NULL, NULL, NULL, NULL);
  if (counts[ISO_ROLE_BLANK] == 0)
    say (plan, "no-blank", N_("No well is without cells, so nothing says what 0 % is. Add 3 wells a plate or more."), NULL, NULL, NULL, NULL);
}

static void
check_prefactor (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autofree char *factor = iso_number_format (plan->prefactor, 3);
  g_autofree char *added = iso_amount_volume (settings->add_volume);
  g_autofree char *volume = iso_amount_volume (plan->well_volume);

  if (settings->method != ISO_DOSING_DISPENSED)
    say (plan, "prefactor", N_("The tubes are {1} times as strong as the wells: {2} of a tube go into a well that then holds {3}."), factor, added,
         volume, NULL);
}

/* The most a well holds through read-out, with `scale` times the volumes before it. */
static double
find_fullest (const IsoDosingSettings *settings, const IsoDosingPlan *plan, double scale, guint *at)
{
  double volume = plan->well_volume * scale, most = volume;

  *at = 0;
  for (guint i = 0; i < settings->n_reagents; i++)
    {
      volume = (settings->reagents[i].removes ? 0 : volume) + settings->reagents[i].volume;
      if (volume > most)
        {
          most = volume;
          *at = i + 1;
        }
    }
  return most;
}

static void
check_overflow (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  guint at, half;
  double most = find_fullest (settings, plan, 1, &at);
  g_autofree char *volume = iso_amount_volume (most);
  g_autofree char *capacity = iso_amount_volume (settings->well_capacity);
  g_autofree char *seed = iso_amount_volume (settings->seed_volume / 2);
  g_autofree char *add = iso_amount_volume (settings->add_volume / 2);

  if (most <= settings->well_capacity)
    return;
  plan->feasible = FALSE;
  if (at > 0 && settings->method != ISO_DOSING_DISPENSED && find_fullest (settings, plan, 0.5, &half) <= settings->well_capacity)
    {
      g_ptr_array_add (plan->messages,
                       iso_message_new ("overflow", NULL,
                                        N_("With {1} a well would hold {2}, and it takes {3}. Seed {4} and add {5} instead, and everything fits."),
                                        settings->reagents[at - 1].name, volume, capacity, seed, add, NULL));
      return;
    }
  say (plan, "overflow", N_("A well would hold {1}, and it takes {2}. Take smaller volumes, or a plate with deeper wells."), volume, capacity, NULL,
       NULL);
}

/* Drugs that come one after the other meet a well that is not full yet. */
static void
check_sequence (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      double factor = iso_dosing_early_factor (settings, i);
      g_autofree char *times = iso_number_format (factor, 3);

      if (factor > 1)
        say (plan, "early", N_("{1} is added before other drugs: until they come the well holds less, and the dose is {2} times what is planned."),
             settings->drugs[i].name, times, NULL, NULL);
    }
}

static void
check_mothers (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  double most = 0;

  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);

      if (vessel->kind == ISO_VESSEL_MOTHER)
        most = MAX (most, vessel->made);
    }
  if (most > settings->mother_capacity)
    {
      g_autofree char *volume = iso_amount_volume (most);
      g_autofree char *capacity = iso_amount_volume (settings->mother_capacity);

      plan->feasible = FALSE;
      say (plan, "mother-full", N_("A well of the mother plate would hold {1}, and it takes {2}. Stamp fewer plates from it, or take a deeper one."),
           volume, capacity, NULL, NULL);
    }
  if (settings->mother && plan->mothers->len == plan->layouts->len * (settings->method == ISO_DOSING_SEPARATE ? settings->n_drugs : 1))
    say (plan, "mother-once", N_("Each mother plate is stamped onto one plate only, since no two plates have the same map. Adding from the tubes "
                                 "takes less."), NULL, NULL, NULL, NULL);
}

static void
check_suspension (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  for (guint i = 0; i < settings->n_reagents && settings->suspension; i++)
    {
      if (settings->reagents[i].removes)
        say (plan, "suspension", N_("Taking off the medium before {1} takes cells in suspension with it. Spin the plate first, or take a reagent "
                                    "that dissolves in place."), settings->reagents[i].name, NULL, NULL, NULL);
    }
}

void
iso_dosing_check (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autofree Liquid *planned = carry_out (plan, TRUE);
  g_autofree Liquid *achieved = carry_out (plan, FALSE);

  set_capacities (plan);
  set_doses (plan, planned, achieved);
  check_prefactor (settings, plan);
  measure_vehicle (settings, plan, achieved);
  check_vehicle (settings, plan);
  check_transfers (settings, plan);
  check_drift (settings, plan);
  check_controls (plan);
  check_overflow (settings, plan);
  check_suspension (settings, plan);
  check_sequence (settings, plan);
  check_mothers (settings, plan);
}
