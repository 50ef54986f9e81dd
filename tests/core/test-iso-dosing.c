/* test-iso-dosing.c - plans against numbers worked out by hand, and against a bench of other code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "base/iso-random.h"
#include "dosing/iso-design.h"
#include "iso-test.h"
#include "plan-maker.h"

#include <math.h>
#include <string.h>

static IsoDosingPlan *
make_plan (const IsoDosingSettings *settings, const GPtrArray *plates)
{
  g_autoptr (GError) error = NULL;
  IsoDosingPlan *plan = iso_dosing_plan_new (settings, plates, &error);

  g_assert_no_error (error);
  return plan;
}

/* The ray in triplicate, 100 µL onto 100 µL. Worked by hand: K = 3 * 100 * 1.2 + 40 = 400 µL, T = 400, first tubes of 800 µL. Lenalidomide 10 mM
 * to 16 µM: 1.28 µL. Ixazomib 10 mM to 400 nM would be 0.032 µL: 2 + 98 µL to 200 µM, of which 1.60 µL. Together 0.36 % in the tube, 0.18 % in
 * the well, topped up elsewhere; 12 * 400 + (9 * 100 * 1.2 + 40) = 5.92 mL of diluent, 6.51 with 10 % more, with 23.4 µL of DMSO. */
static void
test_ray (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);

  check_plan (plan, &settings);
  iso_assert_close (plan->prefactor, 2, 1e-15);
  iso_assert_close (find_volume (plan, "Ixazomib 10 mM", "Ixazomib 200 µM"), 2 * UL, 1e-12);
  iso_assert_close (find_volume (plan, "DMSO", "Ixazomib 200 µM"), 98 * UL, 1e-12);
  /* 1: both drugs, 2: ixazomib, 3: lenalidomide */
  iso_assert_close (find_vessel (plan, "1a")->made, 800 * UL, 1e-3);
  iso_assert_close (find_volume (plan, "Lenalidomide 10 mM", "1a"), 1.28 * UL, 1e-12);
  iso_assert_close (find_volume (plan, "Ixazomib 200 µM", "1a"), 1.60 * UL, 1e-12);
  g_assert_true (isnan (find_volume (plan, "DMSO", "1a")));
  iso_assert_close (find_volume (plan, "Ixazomib 200 µM", "2a"), 1.60 * UL, 1e-12);
  iso_assert_close (find_volume (plan, "DMSO", "2a"), 1.28 * UL, 1e-9);
  iso_assert_close (find_volume (plan, "Lenalidomide 10 mM", "3a"), 1.28 * UL, 1e-12);
  iso_assert_close (find_volume (plan, "DMSO", "3a"), 1.60 * UL, 1e-9);
  for (guint i = 0; i < 4; i++)
    {
      const char from[] = { '1', (char) ('a' + i), '\0' }, to[] = { '1', (char) ('b' + i), '\0' };

      iso_assert_close (find_volume (plan, from, to), 400 * UL, 1e-9);
      iso_assert_close (find_volume (plan, "V", to), 400 * UL, 1e-9);
    }
  iso_assert_close (find_vessel (plan, "V")->made, 6.512 * ML, 2e-3);
  iso_assert_close (find_volume (plan, "DMSO", "V"), 23.44 * UL, 1e-3);
  iso_assert_close (plan->vehicle_most[0], 0.0018, 2e-3);
  iso_assert_close (plan->vehicle_least[0], 0.0018, 2e-2);
  g_assert_nonnull (find_message (plan, "vehicle-amber"));
  g_assert_nonnull (find_message (plan, "prefactor"));
  g_assert_null (find_message (plan, "vehicle-falls"));
  g_assert_null (find_message (plan, "drift-amber"));
}

/* The ratio along the ray stays 1:40 but for rounding, whatever the tube. */
static void
test_ratio (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);
  const IsoLayout *layout = plan->layouts->pdata[0];
  guint n = 0;

  for (guint i = 0; i < 96; i++)
    {
      if (layout->wells[i].n_doses != 2)
        continue;
      iso_assert_close (layout->wells[i].doses[1].achieved / layout->wells[i].doses[0].achieved, 40, 1e-9);
      iso_assert_close (layout->wells[i].doses[0].achieved, layout->wells[i].doses[0].requested, 5e-3);
      n++;
    }
  g_assert_cmpuint (n, ==, 15);
}

/* Diluted in plain medium, DMSO would run 0.18, 0.09, 0.045, 0.0225, 0.011 %. */
static void
test_falling_vehicle (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autofree double *found = NULL;
  guint well;

  settings.matched = FALSE;
  plan = make_plan (&settings, plates);
  found = carry_out_plan (plan, &settings);
  well = plan->first_well;
  for (guint i = 0; i < 96; i++)
    {
      const IsoLayoutWell *content = &((IsoLayout *) plan->layouts->pdata[0])->wells[i];

      if (content->n_doses == 2)
        iso_assert_close (found[(well + i) * 5 + 4], 0.0018 * content->doses[1].requested / (8 * UM), 1e-2);
    }
  g_assert_nonnull (find_message (plan, "vehicle-falls"));
}

/* Under a cap of 0.1 % the remedy holds every limit at once: first tubes of 1.6 mL, lenalidomide 1.28 µL of 20 mM, ixazomib 1.60 µL of
 * 400 µM, 0.09 % in the well. A 20 mM stock alone would ask 0.64 µL. */
static void
test_remedy (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);

  g_assert_cmpuint (plan->remedies->len, >=, 2);
  for (guint i = 0; i < plan->remedies->len; i++)
    {
      const IsoDosingRemedy *remedy = &g_array_index (plan->remedies, IsoDosingRemedy, i);
      IsoDosingSettings other = settings;
      g_autoptr (IsoDosingPlan) better = NULL;

      iso_dosing_apply (remedy, &other);
      better = make_plan (&other, plates);
      check_plan (better, &other);
      g_assert_null (find_message (better, "vehicle-amber"));
      g_assert_null (find_message (better, "small-transfer"));
      g_assert_cmpfloat (better->vehicle_most[0], <=, 0.00101);
      iso_assert_close (better->vehicle_most[0], remedy->vehicle, 5e-3);
      for (guint k = 0; k < better->transfers->len; k++)
        g_assert_cmpfloat (iso_dosing_transfer (better, k)->wanted, >=, 1 * UL * (1 - 1e-9));
      if (i > 0)
        continue;
      iso_assert_close (find_vessel (better, "1a")->made, 1.6 * ML, 1e-3);
      iso_assert_close (find_volume (better, "Lenalidomide 20 mM", "1a"), 1.28 * UL, 1e-9);
      iso_assert_close (find_volume (better, "Ixazomib 400 µM", "1a"), 1.60 * UL, 1e-9);
      iso_assert_close (remedy->vehicle, 0.0009, 1e-9);
    }
}

/* What cannot be brought below a cap is said, with nothing offered. */
static void
test_no_remedy (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;

  settings.solvents[0].amber = 1e-5;
  plan = make_plan (&settings, plates);
  g_assert_cmpuint (plan->remedies->len, ==, 0);
  g_assert_nonnull (find_message (plan, "no-remedy"));
}

/* A 6 by 6 matrix on three plates, 50 + 50 onto 100 µL: four times as strong; 6 * 3 * 50 * 1.1 + 60 = 1050 µL a level, first tubes of
 * 2100 µL; 8.40 µL of 200 µM to 800 nM, 6.72 µL of 10 mM to 32 µM; DMSO 0.10 + 0.08 %. */
static void
test_matrix (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_matrix_plates (3);
  g_autoptr (IsoDosingPlan) plan = NULL;

  settings.method = ISO_DOSING_SEPARATE;
  settings.add_volume = 50 * UL;
  settings.overage = 0.1;
  settings.dead_volume = 60 * UL;
  settings.drugs[0].intermediate = 200 * UM;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  iso_assert_close (plan->prefactor, 4, 1e-15);
  iso_assert_close (find_vessel (plan, "1a")->made, 2100 * UL, 1e-3);
  iso_assert_close (find_volume (plan, "1a", "1b"), 1050 * UL, 1e-9);
  iso_assert_close (find_vessel (plan, "1a")->doses[0], 800 * NM, 1e-12);
  iso_assert_close (find_vessel (plan, "2a")->doses[1], 32 * UM, 1e-12);
  iso_assert_close (find_volume (plan, "Ixazomib 200 µM", "1a"), 8.40 * UL, 1e-9);
  iso_assert_close (find_volume (plan, "Lenalidomide 10 mM", "2a"), 6.72 * UL, 1e-9);
  iso_assert_close (plan->vehicle_most[0], 0.0018, 2e-3);
}

/* The single agents of a matrix get what the same doses get in combination: their margins are the singles. */
static void
test_margins (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_matrix_plates (1);
  g_autoptr (IsoDosingPlan) plan = NULL;
  double alone[6] = { 0 };

  settings.method = ISO_DOSING_SEPARATE;
  settings.add_volume = 50 * UL;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  for (guint pass = 0; pass < 2; pass++)
    {
      const IsoLayout *layout = plan->layouts->pdata[0];

      for (guint i = 0; i < 96; i++)
        {
          const IsoLayoutWell *well = &layout->wells[i];
          guint level;

          if (well->n_doses == 0 || well->doses[0].drug != 0)
            continue;
          level = (guint) round (log2 (well->doses[0].requested / (12.5 * NM)));
          if (pass == 0 && well->n_doses == 1)
            alone[level] = well->doses[0].achieved;
          else if (pass == 1)
            iso_assert_close (well->doses[0].achieved, alone[level], 1e-12);
        }
    }
}

static double
drop (const IsoDosingPlan *plan, guint well, const char *from)
{
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (transfer->to == plan->first_well + well && strcmp (iso_dosing_vessel (plan, transfer->from)->name, from) == 0)
        return transfer->volume;
    }
  return 0;
}

/* Droplets of 2.5 nL into 200 µL, ixazomib 1 mM and lenalidomide 10 mM: 40 + 160 nL at the top, vehicle up to 200 nL: 0/100/150/175/187.5 with
 * both, 160/180/190/195/197.5 for ixazomib, 40/120/160/180/190 for lenalidomide. */
static void
test_droplets (void)
{
  static const double backfill[3][5] = {
    { 160, 180, 190, 195, 197.5 }, { 40, 120, 160, 180, 190 }, { 0, 100, 150, 175, 187.5 },
  };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;
  const IsoLayout *layout;

  settings.method = ISO_DOSING_DISPENSED;
  settings.seed_volume = 200 * UL;
  settings.drugs[0].stock = 1 * MM;
  plan = make_plan (&settings, plates);
  g_assert_true (plan->feasible);
  layout = plan->layouts->pdata[0];
  for (guint i = 0; i < 96; i++)
    {
      const IsoLayoutWell *well = &layout->wells[i];
      guint arm, level;

      if (well->n_doses == 0)
        continue;
      arm = well->n_doses == 2 ? 2 : well->doses[0].drug;
      level = 4 - (guint) round (log2 (well->doses[0].requested / (well->doses[0].drug == 0 ? 12.5 * NM : 0.5 * UM)));
      iso_assert_close (drop (plan, i, "DMSO"), backfill[arm][level], 1e-9);
      if (arm != 1)
        iso_assert_close (drop (plan, i, "Ixazomib 1 mM"), 40 / pow (2, level), 1e-9);
      if (arm != 0)
        iso_assert_close (drop (plan, i, "Lenalidomide 10 mM"), 160 / pow (2, level), 1e-9);
      if (well->doses[0].drug == 0 && level == 0)   /* 40 nL in 200.2 µL: 199.8 nM */
        iso_assert_close (well->doses[0].achieved, 199.8 * NM, 1e-4);
    }
  iso_assert_close (plan->vehicle_most[0], 0.001, 2e-3);
  iso_assert_close (plan->vehicle_least[0], 0.001, 2e-3);
}

/* Half-logs: 15.8 nM of 1 mM asks 3.16 nL and gets 2.5, -20.9 %; 3.16 nM asks 0.63 nL and is lost. Nothing of that passes in silence. */
static void
test_lost_doses (void)
{
  const double doses[] = { 15.8 * NM, 3.16 * NM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_single_plate (0, doses, 2);
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autoptr (IsoDosingPlan) better = NULL;
  const IsoLayout *layout;

  settings.method = ISO_DOSING_DISPENSED;
  settings.seed_volume = 200 * UL;
  settings.drugs[0].stock = 1 * MM;
  plan = make_plan (&settings, plates);
  layout = plan->layouts->pdata[0];
  iso_assert_close (layout->wells[13].doses[0].achieved / layout->wells[13].doses[0].requested - 1, -0.209, 1e-3);
  g_assert_cmpfloat (layout->wells[14].doses[0].achieved, ==, 0);
  g_assert_cmpuint (plan->n_drifted[0], ==, 2);
  g_assert_cmpuint (plan->n_drifted[1], ==, 2);
  g_assert_false (plan->feasible);
  g_assert_nonnull (find_message (plan, "drift-red"));
  g_assert_nonnull (find_message (plan, "lost-dose"));

  settings.drugs[0].intermediate = 20 * UM;
  better = make_plan (&settings, plates);
  g_assert_true (better->feasible);
  g_assert_cmpuint (better->n_drifted[0], ==, 0);
  check_plan (better, &settings);
}

static void
test_backfill (void)
{
  const double doses[] = { 200 * NM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_single_plate (0, doses, 1);
  g_autoptr (IsoDosingPlan) plan = NULL;

  settings.method = ISO_DOSING_DISPENSED;
  settings.seed_volume = 200 * UL;
  settings.drugs[0].stock = 1 * MM;
  settings.backfill = 30;
  plan = make_plan (&settings, plates);
  g_assert_false (plan->feasible);
  g_assert_nonnull (find_message (plan, "backfill"));
}

/* Every dose from stock or from an intermediate in vehicle, none from the one before. */
static void
test_direct (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;

  settings.direct = TRUE;
  settings.enlarge = 2;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (iso_dosing_vessel (plan, transfer->to)->kind == ISO_VESSEL_TUBE)
        g_assert_cmpint (iso_dosing_vessel (plan, transfer->from)->kind, !=, ISO_VESSEL_TUBE);
    }
}

/* Two solvents have a level each. */
static void
test_two_solvents (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;

  settings.n_solvents = 2;
  iso_solvent_init (&settings.solvents[1], "Ethanol");
  settings.drugs[1].solvent = 1;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  iso_assert_close (plan->vehicle_most[0], 0.0010, 1e-2);
  iso_assert_close (plan->vehicle_most[1], 0.0008, 1e-2);
  iso_assert_close (find_volume (plan, "Ethanol", "2a"), 1.28 * UL, 1e-9);
  iso_assert_close (find_volume (plan, "DMSO", "3a"), 1.60 * UL, 1e-9);
}

/* A stock 200,000 times as strong takes two intermediates, one from the other. */
static void
test_two_intermediates (void)
{
  const double doses[] = { 5 * NM, 2.5 * NM, 1 * NM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_single_plate (0, doses, 3);
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);
  guint n = 0;

  check_plan (plan, &settings);
  for (guint i = 0; i < plan->vessels->len; i++)
    n += iso_dosing_vessel (plan, i)->kind == ISO_VESSEL_INTERMEDIATE;
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (find_message (plan, "small-transfer"));
}

/* 100 µM in the well is 1 % of a 10 mM stock; with 0.5 % the most is 50 µM. */
static void
test_weak_stock (void)
{
  const double doses[] = { 100 * UM }, hopeless[] = { 4 * MM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_single_plate (0, doses, 1);
  g_autoptr (GPtrArray) others = make_single_plate (0, hopeless, 1);
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);
  g_autoptr (IsoDosingPlan) none = make_plan (&settings, others);

  g_assert_false (plan->feasible);
  g_assert_nonnull (find_message (plan, "vehicle-red"));
  g_assert_false (none->feasible);
  g_assert_cmpstr (find_message (none, "stock-weak")->arguments[4], ==, "50 µM");
  g_assert_cmpuint (none->transfers->len, ==, 0);
}

/* 200 µL in the well, 20 µL of MTT, medium off, 150 µL: fits, but takes floating cells along. Without taking it off, 370 µL overflow a
 * well of 360. 200 µL of CellTiter-Glo onto 200 overflow too; 50 + 50 + 100 fit. */
static void
test_reading (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) removed = NULL;
  g_autoptr (IsoDosingPlan) in_place = NULL;
  g_autoptr (IsoDosingPlan) glow = NULL;

  settings.suspension = TRUE;
  settings.n_reagents = 2;
  settings.reagents[0] = (IsoReagent) { "MTT", 20 * UL, FALSE, 5 };
  settings.reagents[1] = (IsoReagent) { "DMSO", 150 * UL, TRUE, NAN };
  removed = make_plan (&settings, plates);
  g_assert_true (removed->feasible);
  g_assert_nonnull (find_message (removed, "suspension"));
  g_assert_null (find_message (removed, "overflow"));

  settings.reagents[1] = (IsoReagent) { "SDS", 150 * UL, FALSE, NAN };
  in_place = make_plan (&settings, plates);
  g_assert_false (in_place->feasible);
  g_assert_null (find_message (in_place, "suspension"));
  g_assert_cmpstr (find_message (in_place, "overflow")->arguments[1], ==, "370 µL");

  settings.n_reagents = 1;
  settings.reagents[0] = (IsoReagent) { "CellTiter-Glo", 200 * UL, FALSE, NAN };
  glow = make_plan (&settings, plates);
  g_assert_cmpstr (find_message (glow, "overflow")->arguments[1], ==, "400 µL");
  g_assert_cmpstr (find_message (glow, "overflow")->arguments[3], ==, "50 µL");
  g_assert_cmpstr (find_message (glow, "overflow")->arguments[4], ==, "50 µL");
}

static void
test_controls (void)
{
  const double doses[] = { 1 * UM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) rays = make_ray_plates ();
  g_autoptr (GPtrArray) single = make_single_plate (0, doses, 1);
  g_autoptr (IsoDosingPlan) one = make_plan (&settings, rays);
  g_autoptr (IsoDosingPlan) other = NULL;

  g_assert_nonnull (find_message (one, "no-untreated"));
  g_assert_null (find_message (one, "no-blank"));
  ((IsoLayout *) single->pdata[0])->wells[14].role = ISO_ROLE_EMPTY;
  other = make_plan (&settings, single);
  g_assert_nonnull (find_message (other, "no-vehicle"));
  g_assert_nonnull (find_message (other, "no-blank"));
}

static void
test_refused (void)
{
  const double doses[] = { 1 * UM };
  g_autoptr (GPtrArray) plates = make_single_plate (1, doses, 1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  IsoDosingSettings settings = make_settings (), bad = settings;
  g_autoptr (GError) error = NULL;

  g_assert_null (iso_dosing_plan_new (&settings, none, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  g_clear_error (&error);
  bad.n_drugs = 1;
  g_assert_null (iso_dosing_plan_new (&bad, plates, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  bad = settings;
  bad.drugs[1].stock = 0;
  g_assert_null (iso_dosing_plan_new (&bad, plates, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  bad = settings;
  bad.add_volume = 0;
  g_assert_null (iso_dosing_plan_new (&bad, plates, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  bad = settings;
  bad.n_drugs = 4;
  g_assert_null (iso_dosing_plan_new (&bad, plates, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
}

/* Tube after tube the error grows as iso_dilution_random_error () says, from that of the first. */
static void
test_errors (void)
{
  const double doses[] = { 8 * UM, 4 * UM, 2 * UM, 1 * UM, 0.5 * UM };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_single_plate (1, doses, 5);
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);
  double first = find_vessel (plan, "1a")->cv[1];

  g_assert_cmpfloat (first, >, 0.01);
  for (guint k = 1; k < 5; k++)
    {
      const char name[] = { '1', (char) ('a' + k), '\0' };

      iso_assert_close (find_vessel (plan, name)->cv[1], iso_dilution_random_error (first, 0.02, 0.02, 2, k), 1e-9);
    }
  iso_assert_close (plan->cv_most, sqrt (pow (iso_dilution_random_error (first, 0.02, 0.02, 2, 4), 2) + 2 * pow (0.5 * 0.02, 2)), 1e-9);
  g_assert_null (find_message (plan, "error-grows"));
}

/* The errors found by formula are those of carrying the plan out with pipettes that err. */
static void
test_errors_by_chance (void)
{
  enum { N = 3000 };
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = make_plan (&settings, plates);
  g_autofree double *exact = g_new (double, plan->transfers->len);
  double sum = 0, squares = 0;
  IsoRandom random;
  guint well = plan->first_well;

  iso_random_init (&random, 20261121, 9);
  while (!(iso_dosing_vessel (plan, well)->cv[0] >= plan->cv_most))
    well++;
  for (guint i = 0; i < plan->transfers->len; i++)
    exact[i] = iso_dosing_transfer (plan, i)->volume;
  for (guint round = 0; round < N; round++)
    {
      g_autofree double *found = NULL;

      for (guint i = 0; i < plan->transfers->len; i++)
        iso_dosing_transfer (plan, i)->volume = exact[i] * (1 + 0.02 * iso_random_normal (&random));
      found = carry_out_plan (plan, &settings);
      sum += found[well * 5];
      squares += found[well * 5] * found[well * 5];
    }
  sum /= N;
  /* The SD of an SD from 3,000 is 1.3 % of it; and squares of errors are left out of the formula. */
  iso_assert_close (sqrt (squares / N - sum * sum) / sum, plan->cv_most, 0.05);
}

/* Eight half-log steps down with a pipette that carries 3 % too much: each of seven multiplies by 1.03 F / (1.03 + F - 1). */
static void
test_bias (void)
{
  double doses[8];
  IsoDosingSettings settings = make_settings ();
  double factor = sqrt (10), step = 1.03 * factor / (1.03 + factor - 1);
  g_autoptr (GPtrArray) plates = NULL;
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autoptr (IsoDosingPlan) direct = NULL;

  for (guint i = 0; i < 8; i++)
    doses[i] = 8 * UM / pow (factor, i);
  plates = make_single_plate (1, doses, 8);
  plan = make_plan (&settings, plates);
  iso_assert_close (plan->bias_most, pow (step, 7) - 1, 2e-3);
  g_assert_nonnull (find_message (plan, "error-grows"));
  settings.direct = TRUE;
  direct = make_plan (&settings, plates);
  iso_assert_close (direct->bias_most, 0, 1e-12);
  g_assert_null (find_message (direct, "error-grows"));
}

/* Three plates of one map: each well of the mother holds 3 * 100 * 1.2 + 20 = 380 µL, and every well gets what it gets without. */
static void
test_mother (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_matrix_plates (3);
  g_autoptr (GPtrArray) one = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autoptr (IsoDosingPlan) full = NULL;
  g_autoptr (IsoDosingPlan) lonely = NULL;

  settings.mother = TRUE;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  g_assert_cmpuint (plan->mothers->len, ==, 1);
  g_assert_cmpuint (g_array_index (plan->mothers, IsoMother, 0).stamps, ==, 3);
  iso_assert_close (iso_dosing_share (&settings, 3), 380 * UL, 1e-12);
  g_assert_null (find_message (plan, "mother-once"));
  for (guint i = 0; i < plan->vessels->len; i++)
    {
      if (iso_dosing_vessel (plan, i)->kind == ISO_VESSEL_MOTHER)
        iso_assert_close (iso_dosing_vessel (plan, i)->made, 380 * UL, 1e-12);
    }
  settings.mother_capacity = 300 * UL;
  full = make_plan (&settings, plates);
  g_assert_false (full->feasible);
  g_assert_nonnull (find_message (full, "mother-full"));
  lonely = make_plan (&settings, one);
  g_assert_nonnull (find_message (lonely, "mother-once"));
}

/* Lenalidomide first, into 150 of 200 µL in the end; ixazomib a day later. */
static void
test_delay (void)
{
  IsoDosingSettings settings = make_settings ();
  g_autoptr (GPtrArray) plates = make_ray_plates ();
  g_autoptr (IsoDosingPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  gboolean begun = FALSE;

  settings.drugs[0].delay = 24;
  g_assert_null (iso_dosing_plan_new (&settings, plates, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNSUPPORTED);
  settings.method = ISO_DOSING_SEPARATE;
  settings.add_volume = 50 * UL;
  plan = make_plan (&settings, plates);
  check_plan (plan, &settings);
  iso_assert_close (iso_dosing_early_factor (&settings, 1), 200.0 / 150, 1e-12);
  iso_assert_close (iso_dosing_early_factor (&settings, 0), 1, 1e-12);
  g_assert_nonnull (find_message (plan, "early"));
  for (guint i = 0; i < plan->transfers->len; i++)
    {
      const IsoTransfer *transfer = iso_dosing_transfer (plan, i);

      if (transfer->step != ISO_STEP_ADD)
        continue;
      begun |= transfer->part == 0;
      g_assert_cmpuint (transfer->part, ==, begun ? 0 : 1);
      if (iso_dosing_vessel (plan, transfer->from)->kind == ISO_VESSEL_POISON)
        g_assert_false (begun);
    }
  g_assert_true (begun);
}

/* Designs by chance: whatever is feasible keeps to everything that check_plan () asks. */
static void
test_by_chance (void)
{
  IsoRandom random;
  guint feasible = 0;

  iso_random_init (&random, 20261121, 8);
  for (guint round = 0; round < 150; round++)
    {
      IsoDosingSettings settings = make_settings ();
      g_autoptr (IsoDesign) design = iso_design_new (2);
      double series[2][6], factor = 1.5 + 3 * iso_random_uniform (&random);
      const double *doses[] = { series[0], series[1] };
      const guint drugs[] = { 0, 1 };
      guint n = 2 + iso_random_below (&random, 5);
      const guint counts[] = { n, n };
      IsoPlating plating = { .format = iso_plate_format_find (384), .replicates = 1 + iso_random_below (&random, 3), .samples = 1, .runs = 1 };
      g_autoptr (GPtrArray) contents = NULL;
      g_autoptr (GPtrArray) plates = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_layout_free);
      g_autoptr (IsoDosingPlan) plan = NULL;

      for (guint i = 0; i < n; i++)
        {
          series[0][i] = (10 + 500 * iso_random_uniform (&random)) * NM;
          series[1][i] = 4 * UM / pow (factor, i);
        }
      g_assert_true (iso_design_add_series (design, 0, series[0], n, NULL));
      if (iso_random_below (&random, 2) == 0)
        g_assert_true (iso_design_add_matrix (design, drugs, 2, doses, counts, ISO_MATRIX_FULL, NULL));
      else
        g_assert_true (iso_design_add_fixed (design, 1, series[1], n, 0, series[0][0], NULL));
      iso_design_finish (design);
      plating.controls[ISO_ROLE_VEHICLE] = 8;
      contents = iso_plating_fill (design, &plating, NULL);
      g_assert_nonnull (contents);
      for (guint i = 0; i < contents->len; i++)
        {
          const GArray *wells = ((IsoPlateContent *) contents->pdata[i])->wells;
          IsoLayout *layout = iso_layout_new ("P", "", plating.format);

          memcpy (layout->wells, wells->data, wells->len * sizeof (IsoLayoutWell));
          g_ptr_array_add (plates, layout);
        }
      settings.method = iso_random_below (&random, 2) == 0 ? ISO_DOSING_PREMIXED : ISO_DOSING_SEPARATE;
      settings.direct = iso_random_below (&random, 3) == 0;
      settings.matched = iso_random_below (&random, 4) != 0;
      settings.mother = iso_random_below (&random, 4) == 0;
      settings.add_volume = (20 + iso_random_below (&random, 80)) * UL;
      settings.solvents[0].red = 0.02;
      plan = make_plan (&settings, plates);
      if (!plan->feasible)
        continue;
      feasible++;
      check_plan (plan, &settings);
    }
  g_test_message ("%u of 150 feasible", feasible);
  g_assert_cmpuint (feasible, >=, 100);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/dosing/ray", test_ray);
  g_test_add_func ("/dosing/ratio", test_ratio);
  g_test_add_func ("/dosing/falling-vehicle", test_falling_vehicle);
  g_test_add_func ("/dosing/remedy", test_remedy);
  g_test_add_func ("/dosing/no-remedy", test_no_remedy);
  g_test_add_func ("/dosing/matrix", test_matrix);
  g_test_add_func ("/dosing/margins", test_margins);
  g_test_add_func ("/dosing/droplets", test_droplets);
  g_test_add_func ("/dosing/lost-doses", test_lost_doses);
  g_test_add_func ("/dosing/backfill", test_backfill);
  g_test_add_func ("/dosing/direct", test_direct);
  g_test_add_func ("/dosing/two-solvents", test_two_solvents);
  g_test_add_func ("/dosing/two-intermediates", test_two_intermediates);
  g_test_add_func ("/dosing/weak-stock", test_weak_stock);
  g_test_add_func ("/dosing/reading", test_reading);
  g_test_add_func ("/dosing/controls", test_controls);
  g_test_add_func ("/dosing/errors", test_errors);
  g_test_add_func ("/dosing/errors-by-chance", test_errors_by_chance);
  g_test_add_func ("/dosing/bias", test_bias);
  g_test_add_func ("/dosing/mother", test_mother);
  g_test_add_func ("/dosing/delay", test_delay);
  g_test_add_func ("/dosing/refused", test_refused);
  g_test_add_func ("/dosing/by-chance", test_by_chance);
  return g_test_run ();
}
