/* iso-bench-needs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-bench-needs.h"

#include "dosing/iso-amount.h"
#include "iso-bench-text.h"
#include "iso-user-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define REAGENT_OVERAGE 0.1
#define ALIKE 0.99   /* vehicle from here on is the same in all wells */

static void
free_fact (gpointer data)
{
  IsoBenchFact *fact = data;

  g_free (fact->name);
  g_free (fact->value);
  g_free (fact->note);
  g_free (fact);
}

/* Takes the texts. */
static void
add (GPtrArray *facts, char *name, char *value, char *note)
{
  IsoBenchFact *fact = g_new0 (IsoBenchFact, 1);

  *fact = (IsoBenchFact) { iso_sentence_tie (name), value, note != NULL ? iso_sentence_tie (note) : NULL, NULL };
  g_ptr_array_add (facts, fact);
}

static char *
name_vessel (const IsoVessel *vessel)
{
  switch (vessel->kind)
    {
    case ISO_VESSEL_MEDIUM:
      return g_strdup (_("Medium"));
    case ISO_VESSEL_CELLS:
      return g_strdup (_("Cells"));
    case ISO_VESSEL_POISON:
      return g_strdup (_("Positive control"));
    case ISO_VESSEL_STOCK:
    case ISO_VESSEL_VEHICLE:
    case ISO_VESSEL_INTERMEDIATE:
    case ISO_VESSEL_DILUENT:
    case ISO_VESSEL_TUBE:
    case ISO_VESSEL_MOTHER:
    case ISO_VESSEL_WELL:
    default:
      return g_strdup (vessel->name);
    }
}

static char *
describe_lot (const IsoOutline *outline, const IsoVessel *vessel)
{
  const IsoBottle *bottle;

  if (vessel->kind != ISO_VESSEL_STOCK || vessel->drug < 0)
    return NULL;
  bottle = &g_array_index (outline->drugs, IsoOutlineDrug, vessel->drug).bottle;
  return *bottle->lot != '\0' ? g_strdup_printf (_("lot %s"), bottle->lot) : NULL;
}

static void
add_seeding (GPtrArray *facts, const IsoSeeding *seeding)
{
  g_autofree char *culture = iso_bench_shown (iso_amount_volume (seeding->culture));
  g_autofree char *medium = iso_bench_shown (iso_amount_volume (MAX (seeding->medium, 0)));
  g_autofree char *density = iso_user_number (seeding->density);

  if (isnan (seeding->volume))
    return;
  add (facts, g_strdup (_("Cell suspension")), iso_bench_shown (iso_amount_volume (seeding->volume)),
       g_strdup_printf (_("%s of culture and %s of medium: %s living cells per mL"), culture, medium, density));
}

/* Medium in the free wells at the edges: as much as the others hold. */
static void
add_edge (GPtrArray *facts, const IsoOutline *outline, const IsoDosingPlan *dosing)
{
  guint n = iso_plan_count_edge (&outline->dosing, dosing, outline->plating.ring);

  if (n > 0)
    add (facts, g_strdup (_("Medium for the edge")), iso_bench_shown (iso_amount_volume (n * dosing->well_volume)),
         g_strdup_printf (ngettext ("%u free well", "%u free wells", n), n));
}

static void
add_reagents (GPtrArray *facts, const IsoOutline *outline, const IsoDosingPlan *dosing)
{
  double before = dosing->well_volume;
  guint used, seeded;

  iso_plan_count_wells (dosing, &used, &seeded);
  for (guint i = 0; i < outline->dosing.n_reagents; i++)
    {
      const IsoReagent *reagent = &outline->dosing.reagents[i];
      IsoReagentNeed need;
      char *note = NULL;

      iso_reagent_plan (reagent, used, before, REAGENT_OVERAGE, 0, &need);
      if (!isnan (need.mass))
        {
          g_autofree char *mass = iso_user_number (1000 * need.mass);
          g_autofree char *final = iso_user_number (need.final);

          note = g_strdup_printf (_("weigh %s mg; %s mg/mL in the well"), mass, final);
        }
      add (facts, g_strdup (reagent->name), iso_bench_shown (iso_amount_volume (need.volume)), note);
      before = (reagent->removes ? 0 : before) + reagent->volume;
    }
}

static void
add_tips (GPtrArray *facts, const IsoOutline *outline, const IsoDosingPlan *dosing)
{
  g_autofree guint *tips = g_new0 (guint, MAX (outline->dosing.n_pipettes, 1));

  iso_tips_count (&outline->dosing, dosing, tips);
  for (guint i = 0; i < outline->dosing.n_pipettes; i++)
    {
      if (tips[i] > 0)
        add (facts, g_strdup_printf (_("Tips for %s"), outline->dosing.pipettes[i].name), g_strdup_printf ("%u", tips[i]), NULL);
    }
}

GPtrArray *
iso_bench_needs (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (free_fact);
  const IsoDosingPlan *dosing = plan->plans->pdata[0];

  for (guint i = 0; i < dosing->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (dosing, i);

      if (vessel->start > 0)
        add (facts, name_vessel (vessel), iso_bench_shown (iso_amount_volume (vessel->start)), describe_lot (outline, vessel));
    }
  add_seeding (facts, &plan->seeding);
  add_edge (facts, outline, dosing);
  add_reagents (facts, outline, dosing);
  add_tips (facts, outline, dosing);
  return facts;
}

static void
add_vehicle (GPtrArray *facts, const IsoOutline *outline, const IsoDosingPlan *dosing)
{
  for (guint i = 0; i < outline->dosing.n_solvents; i++)
    {
      g_autofree char *least = iso_bench_shown (iso_amount_percent (dosing->vehicle_least[i]));
      g_autofree char *most = iso_bench_shown (iso_amount_percent (dosing->vehicle_most[i]));
      gboolean alike = dosing->vehicle_least[i] >= ALIKE * dosing->vehicle_most[i];

      add (facts, g_strdup (outline->dosing.solvents[i].name), alike ? g_steal_pointer (&most) : g_strdup_printf (_("%s to %s"), least, most),
           g_strdup (alike ? _("the same in all wells with a compound or vehicle") : _("not the same in all wells")));
    }
}

GPtrArray *
iso_bench_wells (const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func (free_fact);
  const IsoDosingPlan *dosing = plan->plans->pdata[0];
  IsoBenchFact *drift;
  g_autofree char *each = iso_bench_shown (iso_amount_percent (outline->dosing.pipetting_cv));

  if (dosing->transfers->len == 0)
    return facts;
  add (facts, g_strdup (_("A well holds at last")), iso_bench_shown (iso_amount_volume (dosing->well_volume)), NULL);
  add_vehicle (facts, outline, dosing);
  add (facts, g_strdup (_("Doses off by more than 5 %")), g_strdup_printf ("%u", dosing->n_drifted[0]),
       g_strdup_printf (_("%u of them more than 10 %%; results use what is achieved"), dosing->n_drifted[1]));
  drift = facts->pdata[facts->len - 1];
  drift->code = dosing->n_drifted[1] > 0 ? "drift-red" : "drift-amber";
  if (outline->dosing.method != ISO_DOSING_DISPENSED)
    add (facts, g_strdup (_("Uncertainty of a dose")), iso_bench_shown (iso_amount_percent (dosing->cv_most)),
         g_strdup_printf (_("at most, with errors of %s (CV) in every transfer"), each));
  return facts;
}
