/* test-iso-preparation.c - how an experiment is prepared, as names and texts: there and back, and what is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-outline-content.h"
#include "dosing/iso-preparation.h"
#include "iso-test.h"

#include <math.h>
#include <string.h>

/* Another value of each, as it is told again. */
static const struct
{
  const char *name, *value;
} others[] = {
  { "method", "separate" },
  { "direct", "yes" },
  { "matched", "no" },
  { "seed", "50 µL" },
  { "add", "25.5 µL" },
  { "capacity", "1.2 mL" },
  { "suspension", "yes" },
  { "reagents", "MTT=20 µL@5 mg/mL; a = b=150 µL, removes" },
  { "mother", "yes" },
  { "mother capacity", "1 mL" },
  { "mother dead", "30 µL" },
  { "caps", "DMSO=0.2:1" },
  { "overage", "0.25" },
  { "bulk overage", "0.15" },
  { "dead", "65 µL" },
  { "step", "5 µL" },
  { "least", "500 nL" },
  { "enlarge", "1.5" },
  { "pipettes", "P20, P200, P1000" },
  { "error", "0.03" },
  { "bias", "0.01" },
  { "most error", "0.2" },
  { "droplet", "25 nL" },
  { "backfill", "100 nL" },
  { "edge medium", "yes" },
  { "rules off", "columns=8-channel pipette; edge=ring = medium, all of it" },
  { "maps", "p1=random, ring 1, seed 42, stream 1, score 1234, solver 2, without columns edge; p2=ordered, ring 0, seed 1, stream 2, score 9,"
            " solver 2" },
};

static IsoOutline *
new_outline (void)
{
  IsoOutline *outline = iso_outline_new ();

  iso_outline_add_drug (outline, "Ixazomib", iso_unit_find ("nM"));
  iso_outline_add_solvent (outline, "DMSO");
  return outline;
}

/* The texts of all, a line each. */
static char *
describe (const IsoOutline *outline)
{
  GString *text = g_string_new (NULL);
  const char *name;

  for (guint i = 0; (name = iso_preparation_nth (i)) != NULL; i++)
    {
      g_autofree char *value = iso_preparation_get (outline, name);

      g_string_append_printf (text, "%s: %s\n", name, value);
    }
  for (guint i = 0; (name = iso_preparation_drug_nth (i)) != NULL; i++)
    {
      g_autofree char *value = iso_preparation_get_drug (outline, 0, name);

      g_string_append_printf (text, "%s: %s\n", name, value);
    }
  return g_string_free (text, FALSE);
}

/* That two descriptions differ in one line. */
static void
assert_one_differs (const char *one, const char *two)
{
  g_auto (GStrv) first = g_strsplit (one, "\n", -1);
  g_auto (GStrv) second = g_strsplit (two, "\n", -1);
  guint n = 0;

  for (guint i = 0; first[i] != NULL; i++)
    n += strcmp (first[i], second[i]) != 0;
  g_assert_cmpuint (n, ==, 1);
}

static void
test_every_name (void)
{
  g_autoptr (IsoOutline) outline = new_outline ();
  g_autofree char *before = describe (outline);
  g_autofree char *after = NULL;
  guint n = 0;

  while (iso_preparation_nth (n) != NULL)
    n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (others));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *usual = iso_preparation_get (outline, others[i].name);
      g_autofree char *value = NULL;
      g_autofree char *again = NULL;
      g_autofree char *whole = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (iso_preparation_is (others[i].name));
      g_assert_cmpstr (usual, !=, others[i].value);
      iso_preparation_set (outline, others[i].name, others[i].value, NULL, &error);
      g_assert_no_error (error);
      value = iso_preparation_get (outline, others[i].name);
      g_assert_cmpstr (value, ==, others[i].value);
      whole = describe (outline);
      assert_one_differs (before, whole);
      iso_preparation_set (outline, others[i].name, NULL, NULL, &error);
      g_assert_no_error (error);
      again = iso_preparation_get (outline, others[i].name);
      g_assert_cmpstr (again, ==, usual);
    }
  after = describe (outline);
  g_assert_cmpstr (before, ==, after);
}

/* They mean what the settings mean. */
static void
test_values (void)
{
  g_autoptr (IsoOutline) outline = new_outline ();
  const IsoDosingSettings *dosing = &outline->dosing;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_true (iso_preparation_set (outline, others[i].name, others[i].value, NULL, NULL));
  g_assert_cmpint (dosing->method, ==, ISO_DOSING_SEPARATE);
  g_assert_true (dosing->direct && dosing->suspension && dosing->mother && !dosing->matched);
  g_assert_cmpfloat (dosing->add_volume, ==, 25500);
  g_assert_cmpfloat (dosing->well_capacity, ==, 1.2e6);
  g_assert_cmpfloat (dosing->least, ==, 500);
  g_assert_cmpfloat (dosing->preferred, ==, 750);
  iso_assert_close (dosing->solvents[0].amber, 0.002, 1e-15);
  iso_assert_close (dosing->solvents[0].red, 0.01, 1e-15);
  g_assert_cmpuint (dosing->n_pipettes, ==, 3);
  g_assert_cmpstr (dosing->pipettes[0].name, ==, "P20");
  g_assert_cmpuint (dosing->n_reagents, ==, 2);
  g_assert_cmpstr (dosing->reagents[0].name, ==, "MTT");
  g_assert_cmpfloat (dosing->reagents[0].strength, ==, 5);
  g_assert_cmpstr (dosing->reagents[1].name, ==, "a = b");
  g_assert_true (isnan (dosing->reagents[1].strength) && dosing->reagents[1].removes && !dosing->reagents[0].removes);
}

static void
test_drug (void)
{
  g_autoptr (IsoOutline) outline = new_outline ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (iso_preparation_set_drug (outline, 0, "delay", "24", NULL, NULL));
  g_assert_true (iso_preparation_set_drug (outline, 0, "intermediate", "200 µM", NULL, NULL));
  g_assert_cmpfloat (outline->dosing.drugs[0].delay, ==, 24);
  iso_assert_close (outline->dosing.drugs[0].intermediate, 2e-4, 1e-15);
  text = iso_preparation_get_drug (outline, 0, "intermediate");
  g_assert_cmpstr (text, ==, "200000 nM");
  g_assert_false (iso_preparation_set_drug (outline, 0, "intermediate", "2 mg/mL", NULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_UNITS);
  iso_assert_close (outline->dosing.drugs[0].intermediate, 2e-4, 1e-15);
  g_assert_true (iso_preparation_set_drug (outline, 0, "intermediate", "", NULL, NULL));
  g_assert_cmpfloat (outline->dosing.drugs[0].intermediate, ==, 0);
}

/* Nothing is changed by what is refused, and the place is told. */
static void
test_refused (void)
{
  static const struct
  {
    const char  *name, *value;
    IsoErrorCode code;
  } cases[] = {
    { "colour", "red", ISO_ERROR_SYNTAX },        { "method", "", ISO_ERROR_SYNTAX },         { "direct", "1", ISO_ERROR_SYNTAX },
    { "seed", "-1 µL", ISO_ERROR_UNITS },         { "seed", "1 mM", ISO_ERROR_UNITS },        { "least", "1", ISO_ERROR_UNITS },
    { "overage", "20 %", ISO_ERROR_RANGE },       { "overage", "0,2", ISO_ERROR_RANGE },      { "enlarge", "0.5", ISO_ERROR_RANGE },
    { "error", "nan", ISO_ERROR_RANGE },          { "caps", "DMSO", ISO_ERROR_SYNTAX },       { "caps", "DMSO=0.1", ISO_ERROR_SYNTAX },
    { "caps", "=0.1:0.5", ISO_ERROR_SYNTAX },     { "caps", "DMSO=0.5:0.1", ISO_ERROR_SYNTAX }, { "caps", "DMSO=1:101", ISO_ERROR_SYNTAX },
    { "reagents", "MTT=x", ISO_ERROR_UNITS },     { "reagents", "MTT=1 µL@1 µL", ISO_ERROR_UNITS },
    { "reagents", "MTT=1 µL, stays", ISO_ERROR_SYNTAX },
    { "reagents", "a=1 µL;b=1 µL;c=1 µL;d=1 µL;e=1 µL", ISO_ERROR_TOO_LARGE },
    { "pipettes", "", ISO_ERROR_SYNTAX },         { "pipettes", "P20, P20", ISO_ERROR_SYNTAX },
  };
  g_autoptr (IsoOutline) outline = new_outline ();
  g_autofree char *before = describe (outline);
  const IsoPlace place = { .file = (char *) "here" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_false (iso_preparation_set (outline, cases[i].name, cases[i].value, &place, &error));
      g_assert_error (error, ISO_ERROR, (int) cases[i].code);
      g_assert_cmpstr (iso_error_get_message (error)->place.file, ==, "here");
      after = describe (outline);
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_null (iso_preparation_get (outline, "colour"));
}

/* The record of a plate that was laid out by an outline as it usually is. */
static void
assert_made_by (const IsoOutline *outline, const char *plate, const IsoLayoutSolution *solution)
{
  const IsoMapRecord *record = iso_map_records_find (outline->maps, plate);

  g_assert_nonnull (record);
  g_assert_cmpuint (record->mode, ==, ISO_LAYOUT_RANDOM);
  g_assert_cmpuint (record->ring, ==, 1);
  g_assert_cmpuint (record->seed, ==, 1);
  g_assert_cmpuint (record->stream, ==, 1);
  g_assert_cmpuint (record->off, ==, 1u << ISO_RULE_COLUMNS);
  g_assert_cmpuint (record->version, ==, ISO_LAYOUT_SOLVER_VERSION);
  g_assert_cmpuint (record->score, ==, solution->score);
}

/* From an outline to contents and back: the same preparation. */
static void
test_contents (void)
{
  g_autoptr (IsoOutline) outline = new_outline ();
  g_autoptr (IsoOutline) again = NULL;
  g_autoptr (IsoOutlinePlan) plan = NULL;
  g_autoptr (IsoContent) content = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  const double doses[] = { 1e-8, 2e-8 };
  IsoOutlineDrug *drug = &g_array_index (outline->drugs, IsoOutlineDrug, 0);

  drug->bottle.concentration = drug->stock = 0.01;
  outline->dosing.n_drugs = 1;
  outline->dosing.drugs[0] = (IsoDosingDrug) { drug->name, ISO_DIMENSION_MOLAR, 0.01, 0, 2e-4, 0 };
  g_ptr_array_add (outline->samples, g_strdup ("MM.1S"));
  outline->design = iso_design_new (1);
  g_assert_true (iso_design_add_series (outline->design, 0, doses, 2, NULL));
  iso_design_finish (outline->design);
  outline->plating.controls[ISO_ROLE_VEHICLE] = 8;
  outline->cells_per_well = 20000;
  outline->cell_count = 1e6;
  outline->viability = 0.94;
  g_assert_true (iso_preparation_set (outline, "overage", "0.25", NULL, NULL));
  g_assert_true (iso_preparation_set (outline, "caps", "DMSO=0.3:2", NULL, NULL));
  g_assert_true (iso_preparation_set (outline, "reagents", "MTT=20 µL", NULL, NULL));
  g_assert_true (iso_preparation_set (outline, "rules off", "columns=8-channel pipette", NULL, NULL));
  plan = iso_outline_plan (outline, &error);
  g_assert_no_error (error);
  content = iso_outline_content (outline, plan);
  again = iso_outline_from_content (content, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->maps->len, ==, 1);
  assert_made_by (again, g_array_index (content->plates, IsoContentPlate, 0).id, &g_array_index (plan->solutions, IsoLayoutSolution, 0));
  iso_map_records_put (outline->maps, &g_array_index (again->maps, IsoMapRecord, 0));
  before = describe (outline);
  after = describe (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (again->layout.off, ==, 1u << ISO_RULE_COLUMNS);
  g_assert_cmpfloat (again->cells_per_well, ==, 20000);
  g_assert_cmpfloat (again->viability, ==, 0.94);
  g_assert_cmpuint (again->plating.ring, ==, 1);
  g_assert_true (iso_bottle_equal (&g_array_index (again->drugs, IsoOutlineDrug, 0).bottle, &drug->bottle));
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/preparation/every-name", test_every_name);
  g_test_add_func ("/preparation/values", test_values);
  g_test_add_func ("/preparation/drug", test_drug);
  g_test_add_func ("/preparation/refused", test_refused);
  g_test_add_func ("/preparation/contents", test_contents);
  return g_test_run ();
}
