/* iso-dosing-series.c - which tubes a map asks for, and what the first of each series is made from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-dosing-private.h"

#include <math.h>
#include <string.h>

#define LEAST_FACTOR 1.2   /* nearer doses are not diluted one from the other: it would take too much */

/* What people dilute by in one step. */
static const double dilutions[] = { 2, 4, 5, 10, 20, 25, 40, 50, 100 };

static void
clear_series_cb (gpointer data)
{
  IsoDosingSeries *series = data;

  g_array_unref (series->targets);
  g_free (series->factors);
  g_free (series->keep);
  g_free (series->carried);
  g_free (series->made);
}

static void
clear_group_cb (gpointer data)
{
  IsoDosingGroup *group = data;

  g_array_unref (group->targets);
  g_array_unref (group->series);
}

static IsoDosingGroup *
add_group (GArray *groups)
{
  IsoDosingGroup *group;

  g_array_set_size (groups, groups->len + 1);
  group = &g_array_index (groups, IsoDosingGroup, groups->len - 1);
  group->targets = g_array_new (FALSE, TRUE, sizeof (IsoDosingTarget));
  group->series = g_array_new (FALSE, TRUE, sizeof (IsoDosingSeries));
  g_array_set_clear_func (group->series, clear_series_cb);
  return group;
}

static gboolean
is_same (double one, double other)
{
  return fabs (one - other) <= ISO_SAME_DOSE * MAX (one, other);
}

static void
count_target (IsoDosingGroup *group, const double doses[ISO_MAX_DRUGS], double volume)
{
  IsoDosingTarget target = { .volume = volume };

  if (doses[0] == 0 && doses[1] == 0 && doses[2] == 0)
    {
      group->plain += volume;
      return;
    }
  for (guint i = 0; i < group->targets->len; i++)
    {
      IsoDosingTarget *other = &g_array_index (group->targets, IsoDosingTarget, i);

      if (is_same (other->doses[0], doses[0]) && is_same (other->doses[1], doses[1]) && is_same (other->doses[2], doses[2]))
        {
          other->volume += volume;
          return;
        }
    }
  memcpy (target.doses, doses, sizeof target.doses);
  g_array_append_val (group->targets, target);
}

static void
count_well (const IsoDosingSettings *settings, GArray *groups, const IsoLayoutWell *well, double volume)
{
  double doses[ISO_MAX_DRUGS] = { 0 };

  if (well->role != ISO_ROLE_TREATED && well->role != ISO_ROLE_VEHICLE && well->role != ISO_ROLE_COMPOUND_BLANK)
    return;
  for (guint i = 0; i < well->n_doses; i++)
    doses[well->doses[i].drug] = well->doses[i].requested;
  if (settings->method != ISO_DOSING_SEPARATE)
    {
      count_target (&g_array_index (groups, IsoDosingGroup, 0), doses, volume);
      return;
    }
  for (guint drug = 0; drug < settings->n_drugs; drug++)
    {
      double alone[ISO_MAX_DRUGS] = { 0 };

      alone[drug] = doses[drug];
      count_target (&g_array_index (groups, IsoDosingGroup, drug), alone, volume);
    }
}

/* How much stronger one target is than another of the same ratio; NaN if the ratio differs. */
static double
strength_ratio (const IsoDosingTarget *one, const IsoDosingTarget *other)
{
  double ratio = NAN;

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      if ((one->doses[i] > 0) != (other->doses[i] > 0))
        return NAN;
      if (one->doses[i] == 0)
        continue;
      if (!isnan (ratio) && !is_same (one->doses[i] / other->doses[i], ratio))
        return NAN;
      ratio = one->doses[i] / other->doses[i];
    }
  return ratio;
}

static int
compare_targets_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const GArray *targets = data;
  const IsoDosingTarget *one = &g_array_index (targets, IsoDosingTarget, *(const guint *) a);
  const IsoDosingTarget *other = &g_array_index (targets, IsoDosingTarget, *(const guint *) b);

  for (guint i = 0; i < ISO_MAX_DRUGS; i++)
    {
      if (one->doses[i] != other->doses[i])
        return one->doses[i] > other->doses[i] ? -1 : 1;
    }
  return 0;
}

/* From the strongest target down: each goes to the series whose last tube it can be diluted from, or begins one. */
static void
make_series (const IsoDosingSettings *settings, IsoDosingGroup *group)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < group->targets->len; i++)
    g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_targets_cb, group->targets);
  for (guint i = 0; i < order->len; i++)
    {
      guint index = g_array_index (order, guint, i);
      const IsoDosingTarget *target = &g_array_index (group->targets, IsoDosingTarget, index);
      IsoDosingSeries *found = NULL;

      for (guint j = 0; j < group->series->len && found == NULL && !settings->direct; j++)
        {
          IsoDosingSeries *series = &g_array_index (group->series, IsoDosingSeries, j);
          guint last = g_array_index (series->targets, guint, series->targets->len - 1);

          if (strength_ratio (&g_array_index (group->targets, IsoDosingTarget, last), target) >= LEAST_FACTOR)
            found = series;
        }
      if (found == NULL)
        {
          g_array_set_size (group->series, group->series->len + 1);
          found = &g_array_index (group->series, IsoDosingSeries, group->series->len - 1);
          found->targets = g_array_new (FALSE, FALSE, sizeof (guint));
        }
      g_array_append_val (found->targets, index);
    }
}

static void
set_volumes (const IsoDosingSettings *settings, const IsoDosingGroup *group, IsoDosingSeries *series)
{
  guint n = series->targets->len;
  g_autofree const IsoDosingTarget **targets = g_new (const IsoDosingTarget *, n);

  series->factors = g_new0 (double, n);
  series->keep = g_new0 (double, n);
  series->carried = g_new0 (double, n);
  series->made = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    {
      targets[i] = &g_array_index (group->targets, IsoDosingTarget, g_array_index (series->targets, guint, i));
      series->keep[i] = iso_dilution_keep (1, targets[i]->volume, settings->overage, settings->dead_volume, settings->keep_step);
      if (i > 0)
        series->factors[i - 1] = strength_ratio (targets[i - 1], targets[i]);
    }
  iso_dilution_series (n, series->factors, series->keep, series->carried, series->made);
  series->made[0] *= settings->enlarge;
}

/* How far the stock is to be diluted in vehicle so that the first tube takes enough of it to pipette: not at all if it does. */
static double
choose_dilution (const IsoDosingSettings *settings, const IsoDosingDrug *drug, double tube, double volume)
{
  double whole = 1;

  if (drug->intermediate > 0)
    return drug->stock / drug->intermediate;
  if (tube * volume / drug->stock >= settings->least * (1 - ISO_SAME_DOSE))
    return 1;
  for (;; whole *= 100)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (dilutions); i++)
        {
          if (tube * volume / drug->stock * whole * dilutions[i] >= settings->preferred * (1 - ISO_SAME_DOSE))
            return whole * dilutions[i];
        }
    }
}

static void
choose_sources (const IsoDosingSettings *settings, IsoDosingGroup *group, IsoDosingSeries *series)
{
  const IsoDosingTarget *first = &g_array_index (group->targets, IsoDosingTarget, g_array_index (series->targets, guint, 0));
  double vehicle[ISO_MAX_SOLVENTS] = { 0 };

  for (guint i = 0; i < settings->n_drugs; i++)
    {
      const IsoDosingDrug *drug = &settings->drugs[i];
      double tube = first->doses[i] * iso_dosing_factor (settings);

      series->dilution[i] = 1;
      if (tube == 0)
        continue;
      series->dilution[i] = choose_dilution (settings, drug, tube, series->made[0]);
      series->volumes[i] = tube * series->made[0] * series->dilution[i] / drug->stock;
      vehicle[drug->solvent] += series->volumes[i] / series->made[0];
    }
  for (guint i = 0; i < settings->n_solvents; i++)
    group->vehicle[i] = MAX (group->vehicle[i], vehicle[i]);
}

/* How many layouts have the same map. */
static guint
count_alike (const GPtrArray *layouts, guint index)
{
  guint n = 0;

  for (guint i = 0; i < layouts->len; i++)
    n += iso_dosing_first_alike (layouts, i) == iso_dosing_first_alike (layouts, index);
  return n;
}

double
iso_dosing_well_volume (const IsoDosingSettings *settings)
{
  guint additions = settings->method == ISO_DOSING_SEPARATE ? settings->n_drugs : settings->method == ISO_DOSING_PREMIXED ? 1 : 0;

  return settings->seed_volume + additions * settings->add_volume;
}

double
iso_dosing_factor (const IsoDosingSettings *settings)
{
  return settings->method == ISO_DOSING_DISPENSED ? 1 : iso_dilution_prefactor (settings->add_volume, iso_dosing_well_volume (settings));
}

double
iso_dosing_group_vehicle (const IsoDosingSettings *settings, const GArray *groups, guint solvent)
{
  double sum = 0;

  for (guint i = 0; i < groups->len; i++)
    sum += g_array_index (groups, IsoDosingGroup, i).vehicle[solvent];
  return sum / iso_dosing_factor (settings);
}

GArray *
iso_dosing_groups (const IsoDosingSettings *settings, const GPtrArray *layouts)
{
  GArray *groups = g_array_new (FALSE, TRUE, sizeof (IsoDosingGroup));
  guint n = settings->method == ISO_DOSING_SEPARATE ? settings->n_drugs : 1;

  g_array_set_clear_func (groups, clear_group_cb);
  for (guint i = 0; i < n; i++)
    add_group (groups);
  for (guint i = 0; i < layouts->len; i++)
    {
      const IsoLayout *layout = layouts->pdata[i];

      if (settings->mother && iso_dosing_first_alike (layouts, i) != i)
        continue;
      for (guint j = 0; j < layout->format->wells; j++)
        count_well (settings, groups, &layout->wells[j], iso_dosing_share (settings, count_alike (layouts, i)));
    }
  for (guint i = 0; i < n; i++)
    {
      IsoDosingGroup *group = &g_array_index (groups, IsoDosingGroup, i);

      make_series (settings, group);
      for (guint j = 0; j < group->series->len; j++)
        {
          set_volumes (settings, group, &g_array_index (group->series, IsoDosingSeries, j));
          choose_sources (settings, group, &g_array_index (group->series, IsoDosingSeries, j));
        }
    }
  return groups;
}
