/* iso-dosing.c - beginning and end of a plan: its settings, the vessels it always has, and its parts in order
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>
#include <string.h>

#define UL 1e3

static const char *const harmless[] = { "water", "pbs", "medium", "saline" };

static void
clear_vessel_cb (gpointer data)
{
  g_free (((IsoVessel *) data)->name);
}

static void
clear_mother_cb (gpointer data)
{
  g_free (((IsoMother *) data)->name);
}

static gboolean
refuse (GError **error, IsoErrorCode code, const char *sentence, const char *argument)
{
  iso_error_set (error, code, NULL, sentence, argument, NULL);
  return FALSE;
}

static gboolean
check_settings (const IsoDosingSettings *settings, GError **error)
{
  if (settings->n_drugs == 0 || settings->n_drugs > ISO_MAX_DRUGS)
    return refuse (error, ISO_ERROR_UNSUPPORTED, N_("A plan has one to three drugs. Plan the others by themselves."), NULL);
  if (!(settings->seed_volume > 0) || (!(settings->add_volume > 0) && settings->method != ISO_DOSING_DISPENSED)
      || !(settings->well_capacity > 0) || !(settings->least > 0) || !(settings->preferred >= settings->least)
      || !(settings->pipetting_cv >= 0) || !(settings->pipetting_bias >= 0)
      || !(settings->enlarge >= 1) || !(settings->overage >= 0) || !(settings->bulk_overage >= 0) || !(settings->dead_volume >= 0))
    return refuse (error, ISO_ERROR_RANGE, N_("Volumes of a plan are above zero, and its preferred transfer is at least the least one. Correct "
                                              "them."), NULL);
  if (settings->method == ISO_DOSING_DISPENSED && !(settings->droplet > 0))
    return refuse (error, ISO_ERROR_RANGE, N_("A dispenser has droplets of a size above zero, such as 2.5 nL. Correct it."), NULL);
  if (settings->mother && settings->method == ISO_DOSING_DISPENSED)
    return refuse (error, ISO_ERROR_UNSUPPORTED, N_("A dispenser gives its drops to the plates themselves, so there is no mother plate. Leave it "
                                                    "out, or plan tubes."), NULL);
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[i];

      if (!(drug->delay >= 0 && drug->delay < 10000) || (drug->delay > 0 && settings->method != ISO_DOSING_SEPARATE))
        return refuse (error, ISO_ERROR_UNSUPPORTED, N_("{1} is to be added later than the first drug, which takes an addition of its own. Plan "
                                                        "with the method “separate”."), drug->name);
      if (!(drug->stock > 0 && isfinite (drug->stock)) || drug->solvent >= settings->n_solvents
          || !(drug->intermediate >= 0 && drug->intermediate < drug->stock))
        return refuse (error, ISO_ERROR_RANGE,
                       N_("{1} needs a stock with a strength above zero in a known solvent, and an intermediate is weaker than it. Correct them."),
                       drug->name);
    }
  return TRUE;
}

static gboolean
check_layouts (const IsoDosingSettings *settings, const GPtrArray *layouts, GError **error)
{
  guint treated = 0;

  for (guint i = 0; i < layouts->len; i++)
    {
      const IsoLayout *layout = layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          const IsoLayoutWell *well = &layout->wells[j];

          treated += well->n_doses > 0;
          for (guint k = 0; k < well->n_doses; k++)
            {
              if (well->doses[k].drug >= settings->n_drugs || !(well->doses[k].requested > 0 && isfinite (well->doses[k].requested)))
                return refuse (error, ISO_ERROR_RANGE, N_("{1} has a dose that is not above zero, or of a drug without a stock. Correct the map."),
                               layout->plate);
            }
        }
    }
  return treated > 0 || refuse (error, ISO_ERROR_NO_DATA, N_("No well of these plates gets a drug. Fill in doses first."), NULL);
}

/* Things that are bought or stored, then the wells. */
static void
add_vessels (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  iso_dosing_add_vessel (plan, ISO_VESSEL_MEDIUM, g_strdup (""), -1, -1);
  iso_dosing_add_vessel (plan, ISO_VESSEL_CELLS, g_strdup (""), -1, -1);
  iso_dosing_add_vessel (plan, ISO_VESSEL_POISON, g_strdup (""), -1, -1);
  for (guint i = 0; i < settings->n_solvents; i++)
    iso_dosing_add_vessel (plan, ISO_VESSEL_VEHICLE, g_strdup (settings->solvents[i].name), -1, (int) i);
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[i];
      g_autofree char *strength = iso_amount_concentration (drug->stock, drug->dimension);
      guint stock = iso_dosing_add_vessel (plan, ISO_VESSEL_STOCK, g_strdup_printf ("%s %s", drug->name, strength), (int) i,
                                           (int) drug->solvent);

      iso_dosing_vessel (plan, stock)->doses[i] = drug->stock;
    }
  plan->first_well = plan->vessels->len;
  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          char name[ISO_WELL_NAME_SIZE];
          IsoWell place = iso_plate_format_well (layout->format, j);
          guint well = iso_dosing_add_vessel (plan, ISO_VESSEL_WELL, g_strdup (iso_well_name (place, name)), -1, -1);

          iso_dosing_vessel (plan, well)->plate = i;
          iso_dosing_vessel (plan, well)->well = place;
          iso_dosing_vessel (plan, well)->capacity = settings->well_capacity;
        }
    }
}

static void
seed (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  guint medium = iso_dosing_find_vessel (plan, ISO_VESSEL_MEDIUM, -1, -1), cells = iso_dosing_find_vessel (plan, ISO_VESSEL_CELLS, -1, -1);

  for (guint i = 0; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          IsoRole role = layout->wells[j].role;

          if (role != ISO_ROLE_EMPTY)
            iso_dosing_add_transfer (settings, plan, ISO_STEP_SEED, 0,
                                     role == ISO_ROLE_BLANK || role == ISO_ROLE_COMPOUND_BLANK ? medium : cells,
                                     iso_dosing_find_well (plan, i, j), settings->seed_volume, 0);
        }
    }
}

/* A stock must be a good deal stronger than what is made of it. */
static gboolean
is_strong_enough (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autoptr (GArray) groups = iso_dosing_groups (settings, plan->layouts);
  double factor = iso_dosing_factor (settings), doses[ISO_MAX_DRUGS] = { 0 };
  gboolean enough = TRUE;

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *targets = g_array_index (groups, IsoDosingGroup, i).targets;

      for (guint j = 0; j < targets->len; j++)
        {
          for (guint k = 0; k < ISO_MAX_DRUGS; k++)
            doses[k] = MAX (doses[k], g_array_index (targets, IsoDosingTarget, j).doses[k]);
        }
    }
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[i];
      double strength = drug->intermediate > 0 && settings->method != ISO_DOSING_DISPENSED ? drug->intermediate : drug->stock;
      g_autofree char *dose = iso_amount_concentration (doses[i], drug->dimension);
      g_autofree char *stock = iso_amount_concentration (strength, drug->dimension);
      g_autofree char *ceiling = iso_amount_concentration (iso_dilution_ceiling (strength, settings->solvents[drug->solvent].red),
                                                           drug->dimension);
      g_autofree char *cap = iso_amount_percent (settings->solvents[drug->solvent].red);

      if (doses[i] * factor < strength / 2)
        continue;
      enough = FALSE;
      g_ptr_array_add (plan->messages,
                       iso_message_new ("stock-weak", NULL,
                                        N_("{1} cannot be given at {2}: what it is taken from holds {3}, and with at most {4} of its solvent in a "
                                           "well the strongest dose is {5}. Make a stronger stock, or take lower doses."),
                                        drug->name, dose, stock, cap, ceiling, NULL));
    }
  return enough;
}

void
iso_solvent_init (IsoSolvent *solvent, const char *name)
{
  *solvent = (IsoSolvent) { .name = name, .amber = 0.001, .red = 0.005 };
  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      if (g_ascii_strcasecmp (name, harmless[i]) == 0)
        solvent->amber = solvent->red = 1;
    }
}

void
iso_dosing_settings_init (IsoDosingSettings *settings)
{
  *settings = (IsoDosingSettings) {
    .method = ISO_DOSING_PREMIXED,
    .seed_volume = 100 * UL,
    .add_volume = 100 * UL,
    .well_capacity = 360 * UL,
    .mother_dead = 20 * UL,
    .mother_capacity = 2000 * UL,
    .matched = TRUE,
    .overage = 0.2,
    .bulk_overage = 0.1,
    .dead_volume = 40 * UL,
    .keep_step = 10 * UL,
    .enlarge = 1,
    .least = 1 * UL,
    .preferred = 1.5 * UL,
    .pipetting_cv = 0.02,
    .pipetting_bias = 0.03,
    .most_error = 0.1,
    .droplet = 2.5,
  };
  settings->pipettes = iso_pipettes_default (&settings->n_pipettes);
}

guint
iso_dosing_add_vessel (IsoDosingPlan *plan, IsoVesselKind kind, char *name, int drug, int solvent)
{
  IsoVessel vessel = { .kind = kind, .name = name, .drug = drug, .solvent = solvent };

  g_array_append_val (plan->vessels, vessel);
  return plan->vessels->len - 1;
}

void
iso_dosing_add_transfer (const IsoDosingSettings *settings, IsoDosingPlan *plan, IsoTransferKind step, guint part, guint from, guint to,
                         double volume, double fixed_step)
{
  IsoTransfer transfer = { .step = step, .part = part, .from = from, .to = to, .wanted = volume };
  IsoPipetting pipetting;

  if (fixed_step > 0)
    {
      transfer.volume = iso_dilution_round (volume, fixed_step);
    }
  else
    {
      iso_pipetting_choose (settings->pipettes, settings->n_pipettes, volume, settings->least, &pipetting);
      transfer.volume = pipetting.volume;
    }
  g_array_append_val (plan->transfers, transfer);
}

guint
iso_dosing_find_vessel (const IsoDosingPlan *plan, IsoVesselKind kind, int drug, int solvent)
{
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);

      if (vessel->kind == kind && (drug < 0 || vessel->drug == drug) && (solvent < 0 || vessel->solvent == solvent))
        return i;
    }
  g_return_val_if_reached (0);
}

guint
iso_dosing_find_well (const IsoDosingPlan *plan, guint plate, guint index)
{
  guint vessel = plan->first_well + index;

  for (guint i = 0; i < plate; i++)
    vessel += ((const IsoLayout *) plan->layouts->pdata[i])->format->wells;
  return vessel;
}

IsoDosingPlan *
iso_dosing_plan_new (const IsoDosingSettings *settings, const GPtrArray *layouts, GError **error)
{
  g_autoptr (IsoDosingPlan) plan = NULL;

  if (!check_settings (settings, error) || !check_layouts (settings, layouts, error))
    return NULL;
  plan = g_new0 (IsoDosingPlan, 1);
  plan->feasible = TRUE;
  plan->vessels = g_array_new (FALSE, TRUE, sizeof (IsoVessel));
  g_array_set_clear_func (plan->vessels, clear_vessel_cb);
  plan->transfers = g_array_new (FALSE, FALSE, sizeof (IsoTransfer));
  plan->layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  plan->mothers = g_array_new (FALSE, FALSE, sizeof (IsoMother));
  g_array_set_clear_func (plan->mothers, clear_mother_cb);
  plan->remedies = g_array_new (FALSE, FALSE, sizeof (IsoDosingRemedy));
  plan->messages = iso_message_list_new ();
  for (guint i = 0; i < layouts->len; i++)
    g_ptr_array_add (plan->layouts, iso_layout_copy (layouts->pdata[i]));
  plan->well_volume = iso_dosing_well_volume (settings);
  plan->prefactor = iso_dosing_factor (settings);
  add_vessels (settings, plan);
  if (!is_strong_enough (settings, plan))
    {
      plan->feasible = FALSE;
      return g_steal_pointer (&plan);
    }
  seed (settings, plan);
  if (settings->method == ISO_DOSING_DISPENSED)
    iso_dosing_dispense (settings, plan);
  else
    iso_dosing_build (settings, plan);
  iso_dosing_check (settings, plan);
  iso_dosing_find_errors (settings, plan);
  iso_dosing_find_remedies (settings, plan);
  return g_steal_pointer (&plan);
}

void
iso_dosing_order (const IsoDosingSettings *settings, guint order[ISO_MAX_DRUGS])
{
  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      guint place = i;

      for (; place > 0 && i < settings->n_drugs && settings->drugs[order[place - 1]].delay > settings->drugs[i].delay; place--)
        order[place] = order[place - 1];
      order[place] = i;
    }
}

double
iso_dosing_early_factor (const IsoDosingSettings *settings, guint drug)
{
  double volume = iso_dosing_well_volume (settings), later = 0;

  for (guint i = 0; i < settings->n_drugs && settings->method == ISO_DOSING_SEPARATE; i++)
    later += settings->drugs[i].delay > settings->drugs[drug].delay ? settings->add_volume : 0;
  return volume / (volume - later);
}

void
iso_dosing_plan_free (IsoDosingPlan *plan)
{
  g_array_unref (plan->vessels);
  g_array_unref (plan->transfers);
  g_ptr_array_unref (plan->layouts);
  g_array_unref (plan->mothers);
  g_array_unref (plan->remedies);
  g_ptr_array_unref (plan->messages);
  g_free (plan);
}
