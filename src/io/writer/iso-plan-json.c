/* iso-plan-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-plan-json.h"

#include "writer/iso-json.h"

#include <math.h>

static const char *const vessel_words[] = {
  "stock", "vehicle", "medium", "cells", "positive control", "intermediate", "diluent", "tube", "mother", "well",
};

static const char *const step_words[] = { "intermediate", "diluent", "tube", "mother", "seed", "add" };

static void
add_dose (IsoJson *json, const char *name, const IsoOutlineDrug *drug, double inside)
{
  iso_json_add_number (json, name, iso_unit_from_inside (drug->unit, inside));
}

static void
add_messages (IsoJson *json, const GPtrArray *messages)
{
  iso_json_begin_array (json, "messages");
  for (guint i = 0; i < messages->len; i++)
    {
      const IsoMessage *message = messages->pdata[i];
      g_autofree char *text = iso_message_to_string (message);

      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "code", message->code);
      iso_json_add_string (json, "text", text);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_well (IsoJson *json, const IsoOutline *outline, const IsoLayout *layout, guint index)
{
  const IsoLayoutWell *well = &layout->wells[index];
  char name[ISO_WELL_NAME_SIZE];

  iso_json_begin_line_object (json, NULL);
  iso_json_add_string (json, "well", iso_well_name (iso_plate_format_well (layout->format, index), name));
  iso_json_add_string (json, "role", iso_role_word (well->role));
  if (well->sample >= 0)
    iso_json_add_string (json, "sample", outline->samples->pdata[well->sample]);
  iso_json_begin_line_array (json, "doses");
  for (guint i = 0; i < well->n_doses; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, well->doses[i].drug);

      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "drug", drug->name);
      iso_json_add_string (json, "unit", drug->unit->symbol);
      add_dose (json, "requested", drug, well->doses[i].requested);
      add_dose (json, "planned", drug, well->doses[i].planned);
      add_dose (json, "achieved", drug, well->doses[i].achieved);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_add_count (json, "replicate", well->replicate);
  iso_json_end_object (json);
}

static void
add_rules (IsoJson *json, const IsoOutline *outline, const IsoOutlinePlan *plan, guint plate)
{
  iso_json_begin_array (json, "rules");
  for (guint i = 0; i < plan->findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (plan->findings, IsoRuleFinding, i);

      if (finding->plate != plate)
        continue;
      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "rule", iso_layout_rule_word (finding->rule));
      iso_json_add_boolean (json, "kept", finding->kept);
      if (outline->reasons->pdata[finding->rule] != NULL)
        iso_json_add_string (json, "off", outline->reasons->pdata[finding->rule]);
      iso_json_begin_line_array (json, "wells");
      for (guint k = 0; k < finding->wells->len; k++)
        {
          char name[ISO_WELL_NAME_SIZE];

          iso_json_add_string (json, NULL, iso_well_name (g_array_index (finding->wells, IsoWell, k), name));
        }
      iso_json_end_array (json);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

/* Where the map came from. */
static void
add_solution (IsoJson *json, const IsoOutline *outline, const IsoOutlinePlan *plan, guint plate)
{
  const IsoLayoutSolution *solution = &g_array_index (plan->solutions, IsoLayoutSolution, plate);

  iso_json_begin_line_object (json, "layout");
  iso_json_add_string (json, "mode", iso_layout_mode_word (outline->layout.mode));
  iso_json_add_count (json, "seed", outline->layout.seed);
  iso_json_add_count (json, "stream", plate + 1);
  iso_json_add_count (json, "solver", ISO_LAYOUT_SOLVER_VERSION);
  iso_json_add_count (json, "broken", solution->broken);
  iso_json_add_count (json, "swaps", solution->swaps);
  iso_json_add_count (json, "score", solution->score);
  iso_json_end_object (json);
}

static void
add_plates (IsoJson *json, const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  iso_json_begin_array (json, "plates");
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "name", layout->plate);
      iso_json_add_string (json, "run", layout->experiment);
      iso_json_add_count (json, "format", layout->format->wells);
      if (i < plan->solutions->len)
        add_solution (json, outline, plan, i);
      add_rules (json, outline, plan, i);
      iso_json_begin_array (json, "wells");
      for (guint k = 0; k < layout->format->wells; k++)
        {
          if (layout->wells[k].role != ISO_ROLE_EMPTY)
            add_well (json, outline, layout, k);
        }
      iso_json_end_array (json);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

/* The bottles that doses are made from. */
static void
add_stocks (IsoJson *json, const IsoOutline *outline)
{
  iso_json_begin_array (json, "stocks");
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);
      const IsoBottle *bottle = &drug->bottle;

      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "drug", drug->name);
      iso_json_add_string (json, "form", bottle->form_name);
      iso_json_add_number (json, "concentration", iso_unit_from_inside (bottle->unit, bottle->concentration));
      iso_json_add_string (json, "unit", bottle->unit->symbol);
      iso_json_add_string (json, "solvent", bottle->solvent);
      iso_json_add_string (json, "lot", bottle->lot);
      iso_json_add_string (json, "supplier", bottle->supplier);
      iso_json_add_string (json, "expiry", bottle->expiry);
      iso_json_add_string (json, "in spite", bottle->in_spite);
      iso_json_add_count (json, "thaws", bottle->thaws);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_vessels (IsoJson *json, const IsoOutline *outline, const IsoDosingPlan *plan)
{
  iso_json_begin_array (json, "vessels");
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);

      if (vessel->start == 0 && vessel->made == 0)
        continue;
      iso_json_begin_line_object (json, NULL);
      iso_json_add_count (json, "id", i);
      iso_json_add_string (json, "kind", vessel_words[vessel->kind]);
      iso_json_add_string (json, "name", vessel->name);
      if (vessel->kind == ISO_VESSEL_WELL)
        iso_json_add_string (json, "plate", ((IsoLayout *) plan->layouts->pdata[vessel->plate])->plate);
      if (vessel->kind == ISO_VESSEL_MOTHER)
        iso_json_add_string (json, "plate", g_array_index (plan->mothers, IsoMother, vessel->plate).name);
      if (vessel->start > 0)
        iso_json_add_number (json, "needed", vessel->start);
      if (vessel->made > 0)
        iso_json_add_number (json, "made", vessel->made);
      if (vessel->capacity > 0)
        iso_json_add_number (json, "capacity", vessel->capacity);
      for (guint k = 0; k < outline->drugs->len; k++)
        {
          const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, k);

          if (vessel->doses[k] > 0)
            add_dose (json, drug->name, drug, vessel->doses[k]);
        }
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_dosing (IsoJson *json, const IsoOutline *outline, const IsoDosingPlan *plan)
{
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "run", ((IsoLayout *) plan->layouts->pdata[0])->experiment);
  iso_json_add_boolean (json, "feasible", plan->feasible);
  iso_json_add_number (json, "prefactor", plan->prefactor);
  iso_json_add_number (json, "well_volume", plan->well_volume);
  iso_json_begin_array (json, "vehicle");
  for (guint i = 0; i < outline->dosing.n_solvents; i++)
    {
      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "name", outline->dosing.solvents[i].name);
      iso_json_add_number (json, "most", plan->vehicle_most[i]);
      iso_json_add_number (json, "least", plan->vehicle_least[i]);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  add_vessels (json, outline, plan);
  iso_json_begin_array (json, "transfers");
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "step", step_words[transfer->step]);
      iso_json_add_count (json, "from", transfer->from);
      iso_json_add_count (json, "to", transfer->to);
      iso_json_add_number (json, "wanted", transfer->wanted);
      iso_json_add_number (json, "volume", transfer->volume);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  add_messages (json, plan->messages);
  iso_json_end_object (json);
}

static void
add_needs (IsoJson *json, const IsoOutline *outline, const IsoOutlinePlan *plan)
{
  double before = ((IsoDosingPlan *) plan->plans->pdata[0])->well_volume;
  guint used, seeded;

  iso_plan_count_wells (plan->plans->pdata[0], &used, &seeded);
  iso_json_begin_object (json, "needs");
  if (!isnan (plan->seeding.volume))
    {
      iso_json_begin_line_object (json, "cells");
      iso_json_add_number (json, "suspension", plan->seeding.volume);
      iso_json_add_number (json, "density", plan->seeding.density);
      iso_json_add_number (json, "culture", plan->seeding.culture);
      iso_json_add_number (json, "medium", plan->seeding.medium);
      iso_json_end_object (json);
    }
  iso_json_begin_array (json, "reagents");
  for (guint i = 0; i < outline->dosing.n_reagents; i++)
    {
      const IsoReagent *reagent = &outline->dosing.reagents[i];
      IsoReagentNeed need;

      iso_reagent_plan (reagent, used, before, 0.1, 0, &need);
      iso_json_begin_line_object (json, NULL);
      iso_json_add_string (json, "name", reagent->name);
      iso_json_add_number (json, "volume", need.volume);
      iso_json_add_number (json, "mass", need.mass);
      iso_json_add_number (json, "final", need.final);
      iso_json_end_object (json);
      before = (reagent->removes ? 0 : before) + reagent->volume;
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

char *
iso_plan_json (const IsoOutline *outline, const IsoOutlinePlan *plan, const char *program)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/plan/1");
  iso_json_add_string (json, "program", program);
  iso_json_add_string (json, "title", outline->title);
  iso_json_add_count (json, "treatments", plan->count.treatments);
  iso_json_add_count (json, "wells", plan->count.wells);
  add_stocks (json, outline);
  add_plates (json, outline, plan);
  iso_json_begin_array (json, "dosing");
  for (guint i = 0; i < plan->plans->len; i++)
    add_dosing (json, outline, plan->plans->pdata[i]);
  iso_json_end_array (json);
  add_needs (json, outline, plan);
  add_messages (json, plan->messages);
  iso_json_end_object (json);
  return iso_json_finish (json);
}
