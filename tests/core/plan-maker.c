/* plan-maker.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plan-maker.h"

#include "iso-test.h"
#include "layout-judge.h"

#include <string.h>

#define N_THINGS 8   /* three drugs' stocks, three vehicles, and everything else twice */

IsoDosingSettings
make_settings (void)
{
  IsoDosingSettings settings;

  iso_dosing_settings_init (&settings);
  settings.n_solvents = 1;
  iso_solvent_init (&settings.solvents[0], "DMSO");
  settings.n_drugs = 2;
  settings.drugs[0] = (IsoDosingDrug) { "Ixazomib", ISO_DIMENSION_MOLAR, 10 * MM, 0, 0 };
  settings.drugs[1] = (IsoDosingDrug) { "Lenalidomide", ISO_DIMENSION_MOLAR, 10 * MM, 0, 0 };
  return settings;
}

static GPtrArray *
new_plates (guint n, const GArray *contents)
{
  GPtrArray *plates = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Plate %u", i + 1);
      IsoLayout *layout = iso_layout_new (name, "1", iso_plate_format_find (96));

      for (guint j = 0; j < contents->len; j++)
        layout->wells[(j / 10 + 1) * 12 + j % 10 + 1] = g_array_index (contents, IsoLayoutWell, j);
      g_ptr_array_add (plates, layout);
    }
  return plates;
}

GPtrArray *
make_ray_plates (void)
{
  g_autoptr (GArray) contents = make_sixty ();

  return new_plates (1, contents);
}

GPtrArray *
make_matrix_plates (guint n)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));

  for (guint i = 0; i < 60; i++)
    {
      IsoLayoutWell well = { .role = i < 35 ? ISO_ROLE_TREATED : i < 54 ? ISO_ROLE_VEHICLE : i < 57 ? ISO_ROLE_POSITIVE_CONTROL : ISO_ROLE_BLANK };
      guint row = (i + 1) / 6, column = (i + 1) % 6;
      double one = row > 0 ? 200 * NM * pow (2, row - 5.0) : 0, other = column > 0 ? 8 * UM * pow (2, column - 5.0) : 0;

      if (i < 35 && one > 0)
        well.doses[well.n_doses++] = (IsoDose) { 0, one, one, one };
      if (i < 35 && other > 0)
        well.doses[well.n_doses++] = (IsoDose) { 1, other, other, other };
      g_array_append_val (contents, well);
    }
  return new_plates (n, contents);
}

GPtrArray *
make_single_plate (guint drug, const double *doses, guint n)
{
  g_autoptr (GArray) contents = g_array_new (FALSE, FALSE, sizeof (IsoLayoutWell));
  IsoLayoutWell vehicle = { .role = ISO_ROLE_VEHICLE };

  for (guint i = 0; i < n; i++)
    {
      IsoLayoutWell well = { .role = ISO_ROLE_TREATED, .n_doses = 1, .doses = { { drug, doses[i], doses[i], doses[i] } } };

      g_array_append_val (contents, well);
    }
  g_array_append_val (contents, vehicle);
  return new_plates (1, contents);
}

/* Which pure thing an endless vessel gives. */
static guint
thing_of (const IsoVessel *vessel)
{
  return vessel->kind == ISO_VESSEL_STOCK ? (guint) vessel->drug : vessel->kind == ISO_VESSEL_VEHICLE ? 3 + (guint) vessel->solvent : 6;
}

double *
carry_out_plan (const IsoDosingPlan *plan, const IsoDosingSettings *settings)
{
  guint n = plan->vessels->len;
  g_autofree double *heaps = g_new0 (double, n * N_THINGS);
  double *found = g_new0 (double, n * 5);

  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);
      const IsoVessel *from = iso_dosing_vessel (plan, transfer->from);
      double *source = &heaps[transfer->from * N_THINGS], *target = &heaps[transfer->to * N_THINGS], there = 0;

      if (from->kind <= ISO_VESSEL_POISON)
        {
          target[thing_of (from)] += transfer->volume;
          continue;
        }
      for (guint k = 0; k < N_THINGS; k++)
        there += source[k];
      g_assert_cmpfloat (transfer->volume, <=, there + 1e-6);
      for (guint k = 0; k < N_THINGS && there > 0; k++)
        {
          double share = source[k] * (transfer->volume / there);

          source[k] -= share;
          target[k] += share;
        }
    }
  for (guint i = 0; i < n; i++)
    {
      double volume = 0, vehicle = 0;

      for (guint k = 0; k < N_THINGS; k++)
        volume += heaps[i * N_THINGS + k];
      for (guint k = 0; k < 6; k++)   /* stocks are vehicle with a little drug */
        vehicle += heaps[i * N_THINGS + k];
      for (guint k = 0; k < settings->n_drugs && volume > 0; k++)
        found[i * 5 + k] = heaps[i * N_THINGS + k] * settings->drugs[k].stock / volume;
      found[i * 5 + 3] = volume;
      found[i * 5 + 4] = volume > 0 ? vehicle / volume : 0;
    }
  return found;
}

/* No negative volume (in carry_out_plan ()); what is left in a tube is its dead volume at least; nothing holds more than its vessel; what
 * was taken of each bought thing is what the plan says is needed, and all of it is somewhere; every well has what the layouts say
 * was achieved, and planned and achieved are what was requested but for rounding. */
void
check_plan (const IsoDosingPlan *plan, const IsoDosingSettings *settings)
{
  g_autofree double *found = carry_out_plan (plan, settings);
  double in = 0, out = 0;

  g_assert_true (plan->feasible);
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      const IsoVessel *vessel = iso_dosing_vessel (plan, i);

      out += found[i * 5 + 3];
      in += vessel->start;
      if (vessel->kind == ISO_VESSEL_TUBE || vessel->kind == ISO_VESSEL_DILUENT || vessel->kind == ISO_VESSEL_MOTHER)
        g_assert_cmpfloat (found[i * 5 + 3], >=, vessel->dead * 0.99);
      if (vessel->kind > ISO_VESSEL_POISON)
        g_assert_cmpfloat (vessel->made, <=, vessel->capacity);
    }
  iso_assert_close (in, out, 1e-9);
  for (guint i = 0, well = plan->first_well; i < plan->layouts->len; i++)
    {
      const IsoLayout *layout = plan->layouts->pdata[i];

      for (guint j = 0; j < layout->format->wells; j++, well++)
        {
          for (guint k = 0; k < layout->wells[j].n_doses; k++)
            {
              const IsoDose *dose = &layout->wells[j].doses[k];

              iso_assert_close (dose->achieved, found[well * 5 + dose->drug], 1e-9);
              iso_assert_close (dose->planned, dose->requested, 2e-3);
            }
        }
    }
}

const IsoMessage *
find_message (const IsoDosingPlan *plan, const char *code)
{
  for (guint i = 0; i < plan->messages->len; i++)
    {
      if (strcmp (((IsoMessage *) plan->messages->pdata[i])->code, code) == 0)
        return plan->messages->pdata[i];
    }
  return NULL;
}

const IsoVessel *
find_vessel (const IsoDosingPlan *plan, const char *name)
{
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      if (strcmp (iso_dosing_vessel (plan, i)->name, name) == 0)
        return iso_dosing_vessel (plan, i);
    }
  g_error ("no vessel %s", name);
}

double
find_volume (const IsoDosingPlan *plan, const char *from, const char *to)
{
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (strcmp (iso_dosing_vessel (plan, transfer->from)->name, from) == 0
          && strcmp (iso_dosing_vessel (plan, transfer->to)->name, to) == 0)
        return transfer->wanted;
    }
  return NAN;
}
