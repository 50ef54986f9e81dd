/* iso-outline.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-outline.h"

#include <math.h>
#include <string.h>

#define TROUGH_DEAD 1e6   /* nL that stay in the trough cells are seeded from */

static void
clear_drug_cb (gpointer data)
{
  IsoOutlineDrug *drug = data;

  g_free (drug->name);
  iso_bottle_clear (&drug->bottle);
}

static void
warn_of_forms (const IsoOutline *outline, GPtrArray *messages)
{
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);
      const IsoBottle *bottle = &drug->bottle;

      iso_form_warn (&bottle->form, *bottle->form_name != '\0' ? bottle->form_name : drug->name, iso_bottle_by_weight (bottle), messages);
    }
}

static gboolean
make_layouts (const IsoOutline *outline, IsoOutlinePlan *plan, GArray *runs, GError **error)
{
  g_autoptr (GPtrArray) contents = iso_plating_fill (outline->design, &outline->plating, error);
  g_autoptr (GArray) placings = g_array_new (FALSE, TRUE, sizeof (IsoPlacing));

  for (guint i = 0; contents != NULL && i < contents->len; i++)
    {
      const IsoPlateContent *content = contents->pdata[i];
      g_autofree char *name = g_strdup_printf ("Plate %u", i + 1);
      g_autofree char *run = g_strdup_printf ("Experiment %u", content->run + 1);
      IsoPlacing placing = { content, iso_layout_new (name, run, outline->plating.format), outline->lost, i + 1, { 0, 0, 0 } };

      g_ptr_array_add (plan->layouts, placing.layout);
      g_array_append_val (runs, content->run);
      g_array_append_val (placings, placing);
    }
  if (contents == NULL || !iso_placing_solve (placings, &outline->layout, outline->dosing.mother, NULL, NULL, error))
    return FALSE;
  for (guint i = 0; i < placings->len; i++)
    g_array_append_val (plan->solutions, g_array_index (placings, IsoPlacing, i).solution);
  return TRUE;
}

/* One dosing plan for each run; the layouts then are those of the plans. `runs` tells the run of each layout. */
static gboolean
make_plans (const IsoOutline *outline, IsoOutlinePlan *plan, const guint *runs, GError **error)
{
  for (guint run = 0; run < outline->plating.runs; run++)
    {
      g_autoptr (GPtrArray) layouts = g_ptr_array_new ();
      IsoDosingPlan *dosing;
      guint next = 0;

      for (guint i = 0; i < plan->layouts->len; i++)
        {
          if (runs[i] == run)
            g_ptr_array_add (layouts, plan->layouts->pdata[i]);
        }
      dosing = iso_dosing_plan_new (&outline->dosing, layouts, error);
      if (dosing == NULL)
        return FALSE;
      g_ptr_array_add (plan->plans, dosing);
      for (guint i = 0; i < plan->layouts->len; i++)
        {
          IsoLayout *layout = plan->layouts->pdata[i];

          if (runs[i] == run)
            memcpy (layout->wells, ((IsoLayout *) dosing->layouts->pdata[next++])->wells, layout->format->wells * sizeof *layout->wells);
        }
    }
  return TRUE;
}

static void
count_cells (const IsoOutline *outline, IsoOutlinePlan *plan)
{
  guint used, seeded;

  plan->seeding.volume = NAN;
  if (isnan (outline->cells_per_well) || isnan (outline->cell_count) || isnan (outline->viability))
    return;
  iso_plan_count_wells (plan->plans->pdata[0], &used, &seeded);
  iso_seeding_plan (seeded, outline->dosing.seed_volume, outline->cells_per_well, outline->dosing.overage, TROUGH_DEAD, outline->cell_count,
                    outline->viability, &plan->seeding);
  iso_seeding_warn (&plan->seeding, outline->viability, NAN, plan->messages);
}

/* Rules that are broken though they are on, one message each. */
static void
tell_broken_rules (const IsoOutline *outline, IsoOutlinePlan *plan)
{
  guint broken[ISO_N_LAYOUT_RULES] = { 0 };

  for (guint i = 0; i < plan->findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (plan->findings, IsoRuleFinding, i);

      broken[finding->rule] += !finding->kept;
    }
  for (guint rule = 0; rule < ISO_N_LAYOUT_RULES; rule++)
    {
      const char *word = iso_layout_rule_word ((IsoLayoutRule) rule);
      g_autofree char *plates = g_strdup_printf ("%u", broken[rule]);

      if (broken[rule] > 0 && (outline->layout.off >> rule & 1) == 0)
        g_ptr_array_add (plan->messages, iso_message_new ("rule-broken", NULL,
                                                          broken[rule] == 1 ? N_("One plate does not keep the rule “{2}”.")
                                                                            : N_("{1} plates do not keep the rule “{2}”."), plates, word, NULL));
    }
}

/* Plates stamped from one mother plate have one map, so the rule cannot hold. */
static void
allow_equal_maps (IsoOutline *outline)
{
  if (!outline->dosing.mother || (outline->layout.off >> ISO_RULE_PATTERN & 1) != 0)
    return;
  outline->layout.off |= 1u << ISO_RULE_PATTERN;
  outline->reasons->pdata[ISO_RULE_PATTERN] = g_strdup ("mother plate");
}

static IsoOutlinePlan *
begin_plan (IsoOutline *outline)
{
  IsoOutlinePlan *plan = g_new0 (IsoOutlinePlan, 1);

  plan->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  plan->solutions = g_array_new (FALSE, FALSE, sizeof (IsoLayoutSolution));
  plan->plans = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_dosing_plan_free);
  plan->messages = iso_message_list_new ();
  allow_equal_maps (outline);
  warn_of_forms (outline, plan->messages);
  return plan;
}

/* What follows from layouts, wherever they come from. */
static gboolean
end_plan (const IsoOutline *outline, IsoOutlinePlan *plan, const guint *runs, GError **error)
{
  plan->findings = iso_layout_check (plan->layouts, outline->plating.ring);
  tell_broken_rules (outline, plan);
  if (!make_plans (outline, plan, runs, error))
    return FALSE;
  count_cells (outline, plan);
  return TRUE;
}

/* What is there, in the words of what is designed. */
static void
count_layouts (const IsoOutline *outline, IsoOutlinePlan *plan)
{
  plan->count = (IsoPlatingCount) { .treatments = outline->design->treatments->len, .plates = plan->layouts->len, .whole = TRUE };
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];
      guint filled = 0;

      for (guint k = 0; k < layout->format->wells; k++)
        filled += layout->wells[k].role != ISO_ROLE_EMPTY;
      plan->count.usable = MAX (plan->count.usable, layout->format->wells);
      plan->count.wanted = MAX (plan->count.wanted, filled);
      plan->count.wells += filled;
    }
}

IsoOutline *
iso_outline_new (void)
{
  IsoOutline *outline = g_new0 (IsoOutline, 1);

  outline->title = g_strdup ("");
  outline->drugs = g_array_new (FALSE, TRUE, sizeof (IsoOutlineDrug));
  g_array_set_clear_func (outline->drugs, clear_drug_cb);
  outline->samples = g_ptr_array_new_with_free_func (g_free);
  outline->solvents = g_ptr_array_new_with_free_func (g_free);
  outline->reagents = g_ptr_array_new_with_free_func (g_free);
  outline->reasons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_size (outline->reasons, ISO_N_LAYOUT_RULES);
  outline->maps = iso_map_records_new ();
  outline->plating = (IsoPlating) { .format = iso_plate_format_find (96), .ring = 1, .replicates = 3, .samples = 1, .runs = 1 };
  outline->layout = (IsoLayoutSettings) { .ring = 1, .seed = 1 };
  iso_dosing_settings_init (&outline->dosing);
  outline->pipettes = g_array_new (FALSE, FALSE, sizeof (IsoPipette));
  outline->cells_per_well = outline->cell_count = outline->viability = NAN;
  return outline;
}

void
iso_outline_free (IsoOutline *outline)
{
  g_free (outline->title);
  g_array_unref (outline->drugs);
  g_ptr_array_unref (outline->samples);
  g_ptr_array_unref (outline->solvents);
  g_ptr_array_unref (outline->reagents);
  g_array_unref (outline->pipettes);
  g_ptr_array_unref (outline->reasons);
  g_array_unref (outline->maps);
  g_clear_pointer (&outline->design, iso_design_free);
  g_free (outline);
}

IsoOutlineDrug *
iso_outline_add_drug (IsoOutline *outline, const char *name, const IsoUnit *unit)
{
  IsoOutlineDrug *drug;

  g_array_set_size (outline->drugs, outline->drugs->len + 1);
  drug = &g_array_index (outline->drugs, IsoOutlineDrug, outline->drugs->len - 1);
  drug->name = g_strdup (name);
  drug->unit = unit;
  drug->stock = drug->ic50 = NAN;
  iso_bottle_init (&drug->bottle);
  return drug;
}

int
iso_outline_add_solvent (IsoOutline *outline, const char *name)
{
  for (guint i = 0; i < outline->solvents->len; i++)
    {
      if (strcmp (outline->solvents->pdata[i], name) == 0)
        return (int) i;
    }
  if (outline->solvents->len == ISO_MAX_SOLVENTS)
    return -1;
  g_ptr_array_add (outline->solvents, g_strdup (name));
  outline->dosing.n_solvents = outline->solvents->len;
  iso_solvent_init (&outline->dosing.solvents[outline->solvents->len - 1], outline->solvents->pdata[outline->solvents->len - 1]);
  return (int) outline->solvents->len - 1;
}

gboolean
iso_outline_check_lots (const IsoOutline *outline, const char *day, GPtrArray *messages, GError **error)
{
  for (guint i = 0; i < outline->drugs->len; i++)
    {
      const IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, i);
      const IsoBottle *bottle = &drug->bottle;

      if (*bottle->expiry == '\0' || strcmp (bottle->expiry, day) >= 0)
        continue;
      if (*bottle->in_spite == '\0')
        {
          iso_error_set (error, ISO_ERROR_RANGE, NULL,
                         *bottle->lot != '\0' ? N_("Lot {2} of {1} expired on {3}. Take another one, or write down why it is used in spite of "
                                                   "that.")
                                              : N_("The stock of {1} expired on {3}. Take another one, or write down why it is used in spite of "
                                                   "that."), drug->name, bottle->lot, bottle->expiry, NULL);
          return FALSE;
        }
      g_ptr_array_add (messages, iso_message_new ("lot-expired", NULL,
                                                  *bottle->lot != '\0' ? N_("Lot {2} of {1} expired on {3} and is used in spite of it: {4}")
                                                                       : N_("The stock of {1} expired on {3} and is used in spite of it: {4}"),
                                                  drug->name, bottle->lot, bottle->expiry, bottle->in_spite, NULL));
    }
  return TRUE;
}

IsoOutlinePlan *
iso_outline_plan (IsoOutline *outline, GError **error)
{
  g_autoptr (IsoOutlinePlan) plan = begin_plan (outline);
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (guint));

  if (!iso_plating_count (outline->design, &outline->plating, &plan->count, error) || !make_layouts (outline, plan, runs, error))
    return NULL;
  iso_plating_suggest (outline->design, &outline->plating, plan->messages);
  return end_plan (outline, plan, (const guint *) (void *) runs->data, error) ? g_steal_pointer (&plan) : NULL;
}

IsoOutlinePlan *
iso_outline_plan_layouts (IsoOutline *outline, const GPtrArray *layouts, const guint *runs, GError **error)
{
  g_autoptr (IsoOutlinePlan) plan = begin_plan (outline);
  guint n_runs = 0;

  for (guint i = 0; i < layouts->len; i++)
    {
      const IsoLayout *layout = layouts->pdata[i];

      g_ptr_array_add (plan->layouts, iso_layout_copy (layout));
      n_runs = MAX (n_runs, runs[i] + 1);
      if (i == 0)
        outline->plating.format = layout->format;
    }
  if (n_runs == 0)
    {
      iso_error_set (error, ISO_ERROR_NO_DATA, NULL, N_("There is no plate yet. Add one, and fill in doses."), NULL);
      return NULL;
    }
  outline->plating.runs = n_runs;
  g_clear_pointer (&outline->design, iso_design_free);
  outline->design = iso_design_new_from_layouts (layouts, outline->drugs->len, error);
  if (outline->design == NULL)
    return NULL;
  count_layouts (outline, plan);
  return end_plan (outline, plan, runs, error) ? g_steal_pointer (&plan) : NULL;
}

void
iso_outline_plan_free (IsoOutlinePlan *plan)
{
  g_ptr_array_unref (plan->layouts);
  g_array_unref (plan->solutions);
  g_clear_pointer (&plan->findings, g_array_unref);
  g_ptr_array_unref (plan->plans);
  g_ptr_array_unref (plan->messages);
  g_free (plan);
}
