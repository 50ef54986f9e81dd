/* iso-dosing-remedy.c - what would help when the wells get too much vehicle
 *
 * Larger first tubes take larger, and so fewer diluted, volumes of stock; stronger stocks bring less vehicle. Both are tried
 * together, since one alone often runs into the least volume that can be pipetted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>
#include <string.h>

#define LARGEST_TUBE 50e6   /* nL */
#define MOST_OFFERED 3

static const double enlargements[] = { 1, 2, 4, 8 };
static const double strengths[] = { 1, 2, 5 };

static gboolean
is_kept (const IsoDosingSettings *settings, const GPtrArray *layouts, double vehicle[ISO_MAX_SOLVENTS], double *tube)
{
  g_autoptr (GArray) groups = iso_dosing_groups (settings, layouts);
  gboolean kept = TRUE;

  for (guint i = 0; i < settings->n_solvents; i++)
    {
      vehicle[i] = iso_dosing_group_vehicle (settings, groups, i);
      kept &= vehicle[i] <= settings->solvents[i].amber * (1 + ISO_SAME_DOSE);
    }
  *tube = 0;
  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *series = g_array_index (groups, IsoDosingGroup, i).series;

      for (guint j = 0; j < series->len; j++)
        *tube = MAX (*tube, g_array_index (series, IsoDosingSeries, j).made[0]);
    }
  return kept && *tube <= LARGEST_TUBE;
}

/* Something that is offered already asks for no more than this, of anything. */
static gboolean
is_offered (const GArray *remedies, const IsoDosingRemedy *remedy)
{
  for (guint i = 0; i < remedies->len; i++)
    {
      const IsoDosingRemedy *other = &g_array_index (remedies, IsoDosingRemedy, i);
      gboolean less = other->enlarge <= remedy->enlarge;

      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        less &= other->stocks[j] <= remedy->stocks[j];
      if (less)
        return TRUE;
    }
  return FALSE;
}

static void
tell (const IsoDosingSettings *settings, IsoDosingPlan *plan, const IsoDosingRemedy *remedy, double tube)
{
  g_autofree char *volume = iso_amount_volume (tube);
  g_autofree char *vehicle = iso_amount_percent (remedy->vehicle);
  g_autoptr (GString) stocks = g_string_new (NULL);
  gboolean larger = remedy->enlarge > settings->enlarge;

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      g_autofree char *strength = iso_amount_concentration (remedy->stocks[i], settings->drugs[i].dimension);

      if (remedy->stocks[i] > settings->drugs[i].stock)
        g_string_append_printf (stocks, "%s%s %s", stocks->len > 0 ? ", " : "", settings->drugs[i].name, strength);
    }
  g_ptr_array_add (plan->messages,
                   iso_message_new ("remedy", NULL,
                                    stocks->len == 0 ? N_("With first tubes of {1} the wells get {2}.")
                                    : larger         ? N_("With first tubes of {1} and stronger stocks ({3}) the wells get {2}.")
                                                     : N_("With stronger stocks ({3}) the wells get {2}."),
                                    volume, vehicle, stocks->str, NULL));
}

/* All that ask for this many changes: a larger tube is as many as it was doubled, a stronger stock is one. */
static void
try_changes (const IsoDosingSettings *settings, IsoDosingPlan *plan, guint solvent, guint changes)
{
  guint n = 1;

  for (guint i = 0; i < settings->n_drugs; i++)
    n *= G_N_ELEMENTS (strengths);
  for (guint e = 0; e < G_N_ELEMENTS (enlargements); e++)
    {
      for (guint code = 0; code < n && plan->remedies->len < MOST_OFFERED; code++)
        {
          IsoDosingSettings tried = *settings;
          IsoDosingRemedy remedy = { .enlarge = settings->enlarge * enlargements[e] };
          double vehicle[ISO_MAX_SOLVENTS], tube;
          guint rest = code, asked = e;

          for (guint i = 0; i < settings->n_drugs; i++, rest /= G_N_ELEMENTS (strengths))
            {
              remedy.stocks[i] = settings->drugs[i].stock * strengths[rest % G_N_ELEMENTS (strengths)];
              asked += rest % G_N_ELEMENTS (strengths) > 0;
            }
          iso_dosing_apply (&remedy, &tried);
          if (asked != changes || is_offered (plan->remedies, &remedy) || !is_kept (&tried, plan->layouts, vehicle, &tube))
            continue;
          remedy.vehicle = vehicle[solvent];
          g_array_append_val (plan->remedies, remedy);
          tell (settings, plan, &remedy, tube);
        }
    }
}

void
iso_dosing_apply (const IsoDosingRemedy *remedy, IsoDosingSettings *settings)
{
  settings->enlarge = remedy->enlarge;
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      settings->drugs[i].stock = remedy->stocks[i];
      settings->drugs[i].intermediate = 0;
    }
}

void
iso_dosing_find_remedies (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  guint solvent = 0;

  if (settings->method == ISO_DOSING_DISPENSED)
    return;
  while (solvent < settings->n_solvents && plan->vehicle_most[solvent] <= settings->solvents[solvent].amber * 1.01)
    solvent++;
  if (solvent == settings->n_solvents)
    return;
  for (guint changes = 0; changes <= G_N_ELEMENTS (enlargements) - 1 + settings->n_drugs; changes++)
    try_changes (settings, plan, solvent, changes);
  if (plan->remedies->len == 0)
    {
      g_autofree char *cap = iso_amount_percent (settings->solvents[solvent].amber);

      g_ptr_array_add (plan->messages,
                       iso_message_new ("no-remedy", NULL,
                                        N_("Neither larger tubes nor stocks five times as strong bring {1} below {2}. Take lower doses, or allow "
                                           "more of it."), settings->solvents[solvent].name, cap, NULL));
    }
}
