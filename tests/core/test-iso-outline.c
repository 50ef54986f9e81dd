/* test-iso-outline.c - the plan of plates that stand already is the plan of the design that placed them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-outline.h"
#include "iso-test.h"
#include "plan-maker.h"

#include <string.h>

static const double multiples[] = { 0.25, 0.5, 1, 2, 4 };
static const double ic50[] = { 50 * NM, 2 * UM };
static const guint drugs[] = { 0, 1 };

/* What a person says besides the doses: ixazomib and lenalidomide in DMSO, cells counted. */
static IsoOutline *
new_outline (guint samples, gboolean mother)
{
  IsoOutline *outline = iso_outline_new ();
  static const char *const names[] = { "Ixazomib citrate", "Lenalidomide" };

  iso_outline_add_solvent (outline, "DMSO");
  for (guint i = 0; i < 2; i++)
    {
      IsoOutlineDrug *drug = iso_outline_add_drug (outline, names[i], iso_unit_find ("nM"));

      drug->stock = 10 * MM;
      drug->ic50 = ic50[i];
      outline->dosing.drugs[i] = (IsoDosingDrug) { names[i], ISO_DIMENSION_MOLAR, 10 * MM, 0, 0 };
    }
  outline->dosing.n_drugs = 2;
  outline->dosing.mother = mother;
  outline->cells_per_well = 20000;
  outline->cell_count = 1.25e6;
  outline->viability = 0.85;
  outline->plating.samples = samples;
  outline->plating.runs = 2;
  outline->plating.controls[ISO_ROLE_VEHICLE] = 7;
  outline->plating.controls[ISO_ROLE_BLANK] = 3;
  outline->plating.controls[ISO_ROLE_POSITIVE_CONTROL] = 3;
  return outline;
}

static void
add_design (IsoOutline *outline)
{
  outline->design = iso_design_new (2);
  for (guint i = 0; i < 2; i++)
    {
      double doses[G_N_ELEMENTS (multiples)];

      for (guint k = 0; k < G_N_ELEMENTS (multiples); k++)
        doses[k] = multiples[k] * ic50[i];
      g_assert_true (iso_design_add_series (outline->design, i, doses, G_N_ELEMENTS (multiples), NULL));
    }
  g_assert_true (iso_design_add_ray (outline->design, drugs, 2, ic50, multiples, G_N_ELEMENTS (multiples), NULL));
  iso_design_finish (outline->design);
}

/* The plates as they are before anything was planned: what was asked for, and no more. */
static GPtrArray *
take_layouts (const IsoOutlinePlan *plan, GArray *runs)
{
  GPtrArray *layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);

  for (guint i = 0; i < plan->layouts->len; i++)
    {
      IsoLayout *layout = iso_layout_copy (plan->layouts->pdata[i]);
      guint run = (guint) g_ascii_strtoull (strrchr (layout->experiment, ' '), NULL, 10) - 1;

      for (guint k = 0; k < layout->format->wells; k++)
        {
          for (guint j = 0; j < layout->wells[k].n_doses; j++)
            layout->wells[k].doses[j].planned = layout->wells[k].doses[j].achieved = NAN;
        }
      g_ptr_array_add (layouts, layout);
      g_array_append_val (runs, run);
    }
  return layouts;
}

static void
compare_messages (const GPtrArray *one, const GPtrArray *other)
{
  g_assert_cmpuint (one->len, ==, other->len);
  for (guint i = 0; i < one->len; i++)
    {
      g_autofree char *text = iso_message_to_string (one->pdata[i]);
      g_autofree char *same = iso_message_to_string (other->pdata[i]);

      g_assert_cmpstr (text, ==, same);
    }
}

static void
compare_dosing (const IsoDosingPlan *one, const IsoDosingPlan *other)
{
  g_assert_cmpuint (one->transfers->len, ==, other->transfers->len);
  for (guint i = 0; i < one->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (one, i), *same = iso_dosing_transfer (other, i);

      g_assert_cmpuint (transfer->step, ==, same->step);
      g_assert_cmpuint (transfer->part, ==, same->part);
      g_assert_cmpuint (transfer->from, ==, same->from);
      g_assert_cmpuint (transfer->to, ==, same->to);
      g_assert_cmpfloat (transfer->wanted, ==, same->wanted);
      g_assert_cmpfloat (transfer->volume, ==, same->volume);
    }
  g_assert_cmpuint (one->vessels->len, ==, other->vessels->len);
  for (guint i = 0; i < one->vessels->len; i++)
    {
      g_assert_cmpstr (iso_dosing_vessel (one, i)->name, ==, iso_dosing_vessel (other, i)->name);
      g_assert_cmpfloat (iso_dosing_vessel (one, i)->made, ==, iso_dosing_vessel (other, i)->made);
    }
  g_assert_cmpint (one->feasible, ==, other->feasible);
  compare_messages (one->messages, other->messages);
}

static void
compare_wells (const IsoLayout *one, const IsoLayout *other)
{
  g_assert_cmpstr (one->plate, ==, other->plate);
  g_assert_cmpstr (one->experiment, ==, other->experiment);
  for (guint i = 0; i < one->format->wells; i++)
    {
      const IsoLayoutWell *well = &one->wells[i], *same = &other->wells[i];

      g_assert_true (iso_layout_well_same (well, same));
      for (guint k = 0; k < well->n_doses; k++)
        {
          g_assert_cmpfloat (well->doses[k].planned, ==, same->doses[k].planned);
          g_assert_cmpfloat (well->doses[k].achieved, ==, same->doses[k].achieved);
        }
    }
}

static void
compare_plans (const IsoOutlinePlan *one, const IsoOutlinePlan *other)
{
  g_assert_cmpuint (one->plans->len, ==, other->plans->len);
  for (guint i = 0; i < one->plans->len; i++)
    compare_dosing (one->plans->pdata[i], other->plans->pdata[i]);
  g_assert_cmpuint (one->layouts->len, ==, other->layouts->len);
  for (guint i = 0; i < one->layouts->len; i++)
    compare_wells (one->layouts->pdata[i], other->layouts->pdata[i]);
  g_assert_cmpuint (one->findings->len, ==, other->findings->len);
  for (guint i = 0; i < one->findings->len; i++)
    {
      const IsoRuleFinding *finding = &g_array_index (one->findings, IsoRuleFinding, i);
      const IsoRuleFinding *same = &g_array_index (other->findings, IsoRuleFinding, i);

      g_assert_cmpuint (finding->rule, ==, same->rule);
      g_assert_cmpuint (finding->plate, ==, same->plate);
      g_assert_cmpint (finding->kept, ==, same->kept);
    }
  compare_messages (one->messages, other->messages);
  g_assert_cmpfloat (one->seeding.culture, ==, other->seeding.culture);
  g_assert_cmpuint (one->count.treatments, ==, other->count.treatments);
  g_assert_cmpuint (one->count.wells, ==, other->count.wells);
  g_assert_cmpuint (one->count.plates, ==, other->count.plates);
  g_assert_cmpuint (one->count.wanted, ==, other->count.wanted);
}

/* Two runs, of one sample, or of two from one mother plate. Seven vehicle wells break a rule, the salt and the culture give warnings. */
static void
test_same (gconstpointer data)
{
  gboolean mother = GPOINTER_TO_INT (data);
  g_autoptr (IsoOutline) designed = new_outline (mother ? 2 : 1, mother);
  g_autoptr (IsoOutline) given = new_outline (mother ? 2 : 1, mother);
  g_autoptr (GError) error = NULL;
  g_autoptr (IsoOutlinePlan) one = NULL;
  g_autoptr (IsoOutlinePlan) other = NULL;
  g_autoptr (GPtrArray) layouts = NULL;
  g_autoptr (GArray) runs = g_array_new (FALSE, FALSE, sizeof (guint));

  add_design (designed);
  one = iso_outline_plan (designed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->layouts->len, ==, mother ? 4 : 2);
  g_assert_cmpuint (one->messages->len, >=, 2);
  layouts = take_layouts (one, runs);
  other = iso_outline_plan_layouts (given, layouts, (const guint *) (void *) runs->data, &error);
  g_assert_no_error (error);
  compare_plans (one, other);
  g_assert_cmpuint (other->solutions->len, ==, 0);
  g_assert_cmpuint (given->design->levels[1]->len, ==, 5);
  g_assert_cmpfloat (g_array_index (given->design->levels[1], double, 4), ==, 4 * ic50[1]);
  g_assert_cmpuint (given->plating.runs, ==, 2);
}

static void
refuse (GPtrArray *layouts, int code)
{
  g_autoptr (IsoOutline) outline = new_outline (1, FALSE);
  g_autoptr (GError) error = NULL;
  const guint runs[] = { 0, 1 };

  g_assert_null (iso_outline_plan_layouts (outline, layouts, runs, &error));
  g_assert_error (error, ISO_ERROR, code);
}

static void
test_refused (void)
{
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
  IsoLayout *layout;

  refuse (layouts, ISO_ERROR_NO_DATA);
  layout = iso_layout_new ("Plate 1", "Experiment 1", iso_plate_format_find (96));
  g_ptr_array_add (layouts, layout);
  refuse (layouts, ISO_ERROR_NO_DATA);
  layout->wells[14] = (IsoLayoutWell) { .role = ISO_ROLE_TREATED, .n_doses = 1, .doses = { { 2, 1 * UM, NAN, NAN } } };
  refuse (layouts, ISO_ERROR_RANGE);
  layout->wells[14].doses[0] = (IsoDose) { 0, NAN, NAN, NAN };
  refuse (layouts, ISO_ERROR_RANGE);
  layout->wells[14].doses[0].requested = 1 * UM;
  g_ptr_array_add (layouts, iso_layout_new ("Plate 2", "Experiment 2", iso_plate_format_find (96)));
  refuse (layouts, ISO_ERROR_NO_DATA);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_data_func ("/outline/same", GINT_TO_POINTER (FALSE), test_same);
  g_test_add_data_func ("/outline/same-mother", GINT_TO_POINTER (TRUE), test_same);
  g_test_add_func ("/outline/refused", test_refused);
  return g_test_run ();
}
