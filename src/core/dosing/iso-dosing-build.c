/* iso-dosing-build.c - the transfers of a plan with tubes: intermediates, diluents, series, seeding, additions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-amount.h"
#include "dosing/iso-dosing-private.h"

#include <math.h>
#include <string.h>

#define MOST_IN_ONE_STEP 100.0   /* stronger dilutions of a stock take a second intermediate */

static const double one_two_five[] = { 1, 2, 5 };

typedef struct
{
  const IsoDosingSettings *settings;
  IsoDosingPlan           *plan;
  GArray                  *groups;
  guint                    medium;
  guint                    diluents[ISO_MAX_DRUGS];   /* of each group; the medium where none is needed */
  guint                    controls[ISO_MAX_DRUGS];   /* what vehicle wells get */
  guint                    order[ISO_MAX_DRUGS];      /* of additions */
} Build;

/* 1, 2, 5, 10, 20, 50, ... µL: the next that is enough. */
static double
round_to_series (double nl)
{
  for (double decade = 1000;; decade *= 10)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (one_two_five); i++)
        {
          if (decade * one_two_five[i] >= nl * (1 - ISO_SAME_DOSE))
            return decade * one_two_five[i];
        }
    }
}

static IsoDosingGroup *
get_group (const Build *build, guint index)
{
  return &g_array_index (build->groups, IsoDosingGroup, index);
}

/* The series in the order of their tubes' names, with one call each. */
typedef void (*SeriesFunc) (Build *build, guint group, IsoDosingSeries *series, guint number);

static void
each_series (Build *build, SeriesFunc call)
{
  guint number = 0;

  for (guint i = 0; i < build->groups->len; i++)
    {
      for (guint j = 0; j < get_group (build, i)->series->len; j++)
        call (build, i, &g_array_index (get_group (build, i)->series, IsoDosingSeries, j), number++);
    }
}

/* ---- intermediates ---- */

/* How much of a drug diluted so far all first tubes take. */
static double
sum_intermediate (const Build *build, guint drug, double dilution)
{
  double sum = 0;

  for (guint i = 0; i < build->groups->len; i++)
    {
      for (guint j = 0; j < get_group (build, i)->series->len; j++)
        {
          const IsoDosingSeries *series = &g_array_index (get_group (build, i)->series, IsoDosingSeries, j);

          if (series->volumes[drug] > 0 && fabs (series->dilution[drug] - dilution) < ISO_SAME_DOSE)
            sum += series->volumes[drug];
        }
    }
  return sum;
}

static guint
find_intermediate (const Build *build, guint drug, double dilution)
{
  double strength = build->settings->drugs[drug].stock / dilution;

  if (dilution <= 1 + ISO_SAME_DOSE)
    return iso_dosing_find_vessel (build->plan, ISO_VESSEL_STOCK, (int) drug, -1);
  for (guint i = 0; i < build->plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (build->plan, i);

      if (vessel->kind == ISO_VESSEL_INTERMEDIATE && fabs (vessel->doses[drug] / strength - 1) < ISO_SAME_DOSE)
        return i;
    }
  return G_MAXUINT;
}

/* Makes an intermediate of at least `need`, after the one before it where one step is not enough. Tells what it is. */
static guint
make_intermediate (Build *build, guint drug, double dilution, double need)
{
  const IsoDosingDrug *of = &build->settings->drugs[drug];
  double step = MIN (dilution, MOST_IN_ONE_STEP), taken, volume;
  g_autofree char *strength = iso_amount_concentration (of->stock / dilution, of->dimension);
  guint from, vehicle, made = find_intermediate (build, drug, dilution);
  IsoVessel *vessel;

  if (made != G_MAXUINT)
    return made;
  taken = round_to_series (MAX (build->settings->preferred, (need + build->settings->dead_volume / 2) / step));
  volume = taken * step;
  from = dilution > MOST_IN_ONE_STEP + ISO_SAME_DOSE ? make_intermediate (build, drug, dilution / step, taken)
                                                     : iso_dosing_find_vessel (build->plan, ISO_VESSEL_STOCK, (int) drug, -1);
  vehicle = iso_dosing_find_vessel (build->plan, ISO_VESSEL_VEHICLE, -1, (int) of->solvent);
  made = iso_dosing_add_vessel (build->plan, ISO_VESSEL_INTERMEDIATE, g_strdup_printf ("%s %s", of->name, strength), -1, (int) of->solvent);
  vessel = iso_dosing_vessel (build->plan, made);
  vessel->doses[drug] = of->stock / dilution;
  iso_dosing_add_transfer (build->settings, build->plan, ISO_STEP_INTERMEDIATE, made, vehicle, made, volume - taken, 0);
  iso_dosing_add_transfer (build->settings, build->plan, ISO_STEP_INTERMEDIATE, made, from, made, taken, 0);
  return made;
}

static void
make_intermediates (Build *build, guint group, IsoDosingSeries *series, guint number)
{
  (void) group;
  (void) number;
  for (guint drug = 0; drug < build->settings->n_drugs; drug++)
    {
      if (series->volumes[drug] > 0 && series->dilution[drug] > 1 + ISO_SAME_DOSE)
        make_intermediate (build, drug, series->dilution[drug], sum_intermediate (build, drug, series->dilution[drug]));
    }
}

/* ---- diluents ---- */

static gboolean
has_vehicle (const IsoDosingGroup *group)
{
  return group->vehicle[0] + group->vehicle[1] + group->vehicle[2] > 0;
}

/* Medium with the vehicle of the group's first tubes. */
static guint
make_diluent (Build *build, const IsoDosingGroup *group, char *name, double volume)
{
  const IsoDosingSettings *settings = build->settings;
  guint made = iso_dosing_add_vessel (build->plan, ISO_VESSEL_DILUENT, name, -1, -1);
  double medium = volume;

  iso_dosing_vessel (build->plan, made)->dead = settings->dead_volume;
  for (guint i = 0; i < settings->n_solvents; i++)
    medium -= group->vehicle[i] * volume;
  iso_dosing_add_transfer (settings, build->plan, ISO_STEP_DILUENT, made, build->medium, made, medium, 0);
  for (guint i = 0; i < settings->n_solvents; i++)
    {
      if (group->vehicle[i] > 0)
        iso_dosing_add_transfer (settings, build->plan, ISO_STEP_DILUENT, made,
                                 iso_dosing_find_vessel (build->plan, ISO_VESSEL_VEHICLE, -1, (int) i), made, group->vehicle[i] * volume, 0);
    }
  return made;
}

static double
sum_diluent (const IsoDosingGroup *group)
{
  double sum = 0;

  for (guint i = 0; i < group->series->len; i++)
    {
      const IsoDosingSeries *series = &g_array_index (group->series, IsoDosingSeries, i);

      for (guint k = 1; k < series->targets->len; k++)
        sum += series->made[k] - series->carried[k];
    }
  return sum;
}

static void
make_diluents (Build *build)
{
  const IsoDosingSettings *settings = build->settings;

  for (guint i = 0; i < build->groups->len; i++)
    {
      const IsoDosingGroup *group = get_group (build, i);
      double for_wells = group->plain > 0 ? iso_dilution_keep (1, group->plain, settings->overage, settings->dead_volume, settings->keep_step) : 0;
      double volume = settings->matched ? sum_diluent (group) + for_wells : for_wells;
      char *name = build->groups->len > 1 ? g_strdup_printf ("V%c", 'a' + i) : g_strdup ("V");

      build->diluents[i] = build->controls[i] = build->medium;
      if (!has_vehicle (group) || volume <= 0)
        {
          g_free (name);
          continue;
        }
      build->controls[i] = make_diluent (build, group, name, volume * (1 + settings->bulk_overage));
      if (settings->matched)
        build->diluents[i] = build->controls[i];
    }
}

/* ---- tubes ---- */

/* Medium, vehicle to the level of the group, and the drugs. */
static void
make_first_tube (Build *build, const IsoDosingGroup *group, const IsoDosingSeries *series, guint tube)
{
  const IsoDosingSettings *settings = build->settings;
  double vehicle[ISO_MAX_SOLVENTS] = { 0 }, medium = series->made[0];

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      vehicle[settings->drugs[i].solvent] += series->volumes[i];
      medium -= series->volumes[i];
    }
  for (guint i = 0; i < settings->n_solvents; i++)
    {
      vehicle[i] = settings->matched ? group->vehicle[i] * series->made[0] - vehicle[i] : 0;
      vehicle[i] = vehicle[i] < ISO_SAME_DOSE * series->made[0] ? 0 : vehicle[i];
      medium -= vehicle[i];
    }
  iso_dosing_add_transfer (settings, build->plan, ISO_STEP_TUBE, tube, build->medium, tube, medium, 0);
  for (guint i = 0; i < settings->n_solvents; i++)
    {
      if (vehicle[i] > 0)
        iso_dosing_add_transfer (settings, build->plan, ISO_STEP_TUBE, tube,
                                 iso_dosing_find_vessel (build->plan, ISO_VESSEL_VEHICLE, -1, (int) i), tube, vehicle[i], 0);
    }
  for (guint i = 0; i < settings->n_drugs; i++)
    {
      if (series->volumes[i] > 0)
        iso_dosing_add_transfer (settings, build->plan, ISO_STEP_TUBE, tube, find_intermediate (build, i, series->dilution[i]), tube,
                                 series->volumes[i], 0);
    }
}

/* "1a", "1b" for the first series: no name that a well could have. */
static char *
name_tube (guint series, guint tube)
{
  return tube < 26 ? g_strdup_printf ("%u%c", series + 1, 'a' + tube) : g_strdup_printf ("%u.%u", series + 1, tube + 1);
}

static void
make_tubes (Build *build, guint group_index, IsoDosingSeries *series, guint number)
{
  IsoDosingGroup *group = get_group (build, group_index);
  guint before = 0;

  for (guint k = 0; k < series->targets->len; k++)
    {
      IsoDosingTarget *target = &g_array_index (group->targets, IsoDosingTarget, g_array_index (series->targets, guint, k));
      guint tube = iso_dosing_add_vessel (build->plan, ISO_VESSEL_TUBE, name_tube (number, k), -1, -1);

      target->vessel = tube;
      iso_dosing_vessel (build->plan, tube)->dead = build->settings->dead_volume;
      for (guint i = 0; i < ISO_MAX_DRUGS; i++)
        iso_dosing_vessel (build->plan, tube)->doses[i] = target->doses[i] * iso_dosing_factor (build->settings);
      if (k == 0)
        {
          make_first_tube (build, group, series, tube);
        }
      else
        {
          iso_dosing_add_transfer (build->settings, build->plan, ISO_STEP_TUBE, tube, build->diluents[group_index], tube,
                                   series->made[k] - series->carried[k], 0);
          iso_dosing_add_transfer (build->settings, build->plan, ISO_STEP_TUBE, tube, before, tube, series->carried[k], 0);
        }
      before = tube;
    }
}

/* ---- wells ---- */

static guint
find_tube (const Build *build, guint group_index, const IsoLayoutWell *well)
{
  const IsoDosingGroup *group = get_group (build, group_index);
  double doses[ISO_MAX_DRUGS] = { 0 };

  for (guint i = 0; i < well->n_doses; i++)
    {
      if (build->groups->len == 1 || well->doses[i].drug == group_index)
        doses[well->doses[i].drug] = well->doses[i].requested;
    }
  for (guint i = 0; i < group->targets->len; i++)
    {
      const IsoDosingTarget *target = &g_array_index (group->targets, IsoDosingTarget, i);
      gboolean same = TRUE;

      for (guint j = 0; j < ISO_MAX_DRUGS; j++)
        same &= fabs (target->doses[j] - doses[j]) <= ISO_SAME_DOSE * MAX (target->doses[j], doses[j]);
      if (same)
        return target->vessel;
    }
  return build->controls[group_index];
}

static guint
choose_addition (gconstpointer data, guint group, const IsoLayoutWell *well)
{
  const Build *build = data;

  switch (well->role)
    {
    case ISO_ROLE_TREATED:
    case ISO_ROLE_COMPOUND_BLANK:
    case ISO_ROLE_VEHICLE:
      return find_tube (build, group, well);
    case ISO_ROLE_POSITIVE_CONTROL:
      return group == build->order[0] ? iso_dosing_find_vessel (build->plan, ISO_VESSEL_POISON, -1, -1) : build->medium;
    case ISO_ROLE_UNTREATED:
    case ISO_ROLE_BLANK:
    case ISO_ROLE_TIME_ZERO:
    case ISO_ROLE_EMPTY:
    default:
      return build->medium;
    }
}

static void
fill_wells (Build *build, guint addition)
{
  const IsoDosingSettings *settings = build->settings;

  for (guint i = 0; i < build->plan->layouts->len; i++)
    {
      const IsoLayout *layout = build->plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++)
        {
          if (layout->wells[j].role == ISO_ROLE_EMPTY)
            continue;
          iso_dosing_add_transfer (settings, build->plan, ISO_STEP_ADD, addition, choose_addition (build, addition, &layout->wells[j]),
                                   iso_dosing_find_well (build->plan, i, j), settings->add_volume, 0);
        }
    }
}

static void
make_additions (Build *build)
{
  iso_dosing_order (build->settings, build->order);
  for (guint i = 0; i < build->groups->len; i++)
    {
      if (build->settings->mother)
        iso_dosing_stamp (build->settings, build->plan, build->order[i], choose_addition, build);
      else
        fill_wells (build, build->order[i]);
    }
}

void
iso_dosing_build (const IsoDosingSettings *settings, IsoDosingPlan *plan)
{
  g_autoptr (GArray) groups = iso_dosing_groups (settings, plan->layouts);
  Build build = { .settings = settings, .plan = plan, .groups = groups };

  build.medium = iso_dosing_find_vessel (plan, ISO_VESSEL_MEDIUM, -1, -1);
  each_series (&build, make_intermediates);
  make_diluents (&build);
  each_series (&build, make_tubes);
  make_additions (&build);
}
