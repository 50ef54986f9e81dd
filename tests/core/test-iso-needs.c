/* test-iso-needs.c - worked by hand, with the numbers in the comments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-needs.h"
#include "iso-test.h"
#include "plan-maker.h"

#include <string.h>

/* 20,000 cells in 100 µL are 200,000 a mL. 57 wells, 15 % more, 1 mL in the trough: 57 * 0.1 * 1.15 + 1 = 7.555 mL with 1.511 million cells. Of a
 * culture of 1.25 million a mL, 94 % alive: 1.286 mL, and 6.269 mL of medium. */
static void
test_seeding (void)
{
  IsoSeeding seeding;
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  iso_seeding_plan (57, 100 * UL, 20000, 0.15, 1 * ML, 1.25e6, 0.94, &seeding);
  iso_assert_close (seeding.volume, 7.555 * ML, 1e-9);
  iso_assert_close (seeding.density, 2e5, 1e-12);
  iso_assert_close (seeding.cells, 1.511e6, 1e-4);
  iso_assert_close (seeding.culture, 1.286 * ML, 1e-3);
  iso_assert_close (seeding.medium, 6.269 * ML, 1e-4);
  iso_assert_close (seeding.culture + seeding.medium, seeding.volume, 1e-12);
  iso_seeding_warn (&seeding, 0.94, NAN, messages);
  g_assert_cmpuint (messages->len, ==, 0);
  iso_seeding_warn (&seeding, 0.85, 1 * ML, messages);
  g_assert_cmpuint (messages->len, ==, 2);
  iso_seeding_plan (57, 100 * UL, 20000, 0.15, 1 * ML, 1e5, 0.94, &seeding);
  g_assert_cmpfloat (seeding.medium, <, 0);
  g_ptr_array_set_size (messages, 0);
  iso_seeding_warn (&seeding, 0.94, NAN, messages);
  g_assert_cmpstr (((IsoMessage *) messages->pdata[0])->code, ==, "culture-thin");
}

/* 60 wells, 10 % more. MTT 1.32 mL = 6.6 mg, 5 * 20 / 220 = 0.4545 mg/mL; solubiliser 9.9 mL; CellTiter-Glo 6.6 mL. */
static void
test_reagents (void)
{
  const IsoReagent mtt = { "MTT", 20 * UL, FALSE, 5 };
  const IsoReagent solubiliser = { "DMSO", 150 * UL, TRUE, NAN };
  const IsoReagent glow = { "CellTiter-Glo", 100 * UL, FALSE, NAN };
  IsoReagentNeed need;

  iso_reagent_plan (&mtt, 60, 200 * UL, 0.1, 0, &need);
  iso_assert_close (need.volume, 1.32 * ML, 1e-12);
  iso_assert_close (need.mass, 6.6e-3, 1e-12);
  iso_assert_close (need.final, 5.0 * 20 / 220, 1e-12);
  iso_reagent_plan (&solubiliser, 60, 220 * UL, 0.1, 0, &need);
  iso_assert_close (need.volume, 9.9 * ML, 1e-12);
  g_assert_true (isnan (need.mass));
  iso_reagent_plan (&glow, 60, 200 * UL, 0.1, 0, &need);
  iso_assert_close (need.volume, 6.6 * ML, 1e-12);
}

/* The ray: 60 wells are filled twice with 100 µL. Seeding takes cells and medium: 2 tips. Additions: 15 tubes, diluent, medium and poison: 18. */
static void
test_counts (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = iso_dosing_plan_new (&settings, plates, NULL);
  guint used, seeded, tips[8], to_wells;

  g_assert_cmpuint (settings.n_pipettes, <=, 8);
  iso_plan_count_wells (plan, &used, &seeded);
  g_assert_cmpuint (used, ==, 60);
  g_assert_cmpuint (seeded, ==, 57);
  iso_tips_count (&settings, plan, tips);
  g_assert_cmpstr (settings.pipettes[3].name, ==, "P200");
  to_wells = 2 + 18;
  g_assert_cmpuint (tips[3], ==, to_wells + 2);   /* and 98 and 23.4 µL of DMSO */
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/needs/seeding", test_seeding);
  g_test_add_func ("/needs/reagents", test_reagents);
  g_test_add_func ("/needs/counts", test_counts);
  return g_test_run ();
}
