/* test-iso-design.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "dosing/iso-design.h"
#include "iso-test.h"

#define NM 1e-9
#define UM 1e-6

static const double multiples[] = { 0.25, 0.5, 1, 2, 4 };
static const double ic50[] = { 50 * NM, 2 * UM, 1 * UM };
static const guint drugs[] = { 0, 1, 2 };

static void
add_singles (IsoDesign *design, guint n_drugs)
{
  for (guint drug = 0; drug < n_drugs; drug++)
    {
      double doses[5];

      for (guint i = 0; i < 5; i++)
        doses[i] = multiples[i] * ic50[drug];
      g_assert_true (iso_design_add_series (design, drug, doses, 5, NULL));
    }
}

static IsoDesign *
new_ray_design (void)
{
  IsoDesign *design = iso_design_new (2);

  add_singles (design, 2);
  g_assert_true (iso_design_add_ray (design, drugs, 2, ic50, multiples, 5, NULL));
  iso_design_finish (design);
  return design;
}

static const IsoTreatment *
get (const IsoDesign *design, guint index)
{
  return &g_array_index (design->treatments, IsoTreatment, index);
}

/* 50 nM and 2 µM at a quarter to four times: 12.5/25/50/100/200 nM with 0.5/1/2/4/8 µM, 1:40. */
static void
test_ray (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();

  g_assert_cmpuint (design->treatments->len, ==, 15);
  g_assert_cmpuint (design->levels[0]->len, ==, 5);
  g_assert_cmpuint (design->levels[1]->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      iso_assert_close (get (design, 10 + i)->doses[0], 12.5 * NM * (1 << i), 1e-14);
      iso_assert_close (get (design, 10 + i)->doses[1] / get (design, 10 + i)->doses[0], 40, 1e-14);
      g_assert_cmpuint (get (design, 10 + i)->levels[0], ==, i + 1);
      g_assert_cmpuint (get (design, 10 + i)->levels[1], ==, i + 1);
      g_assert_cmpuint (get (design, i)->levels[1], ==, 0);
    }
}

/* Two conventions: both IC50s in full, or half of each. */
static void
test_bases (void)
{
  const double shares[] = { 0.25, 0.75 };
  double bases[2];

  iso_ray_bases (ic50, NULL, 2, bases);
  iso_assert_close (bases[0], 50 * NM, 1e-15);
  iso_ray_bases (ic50, shares, 2, bases);
  iso_assert_close (bases[0], 12.5 * NM, 1e-15);
  iso_assert_close (bases[1], 1.5 * UM, 1e-15);
}

/* 5 by 5 doses are a 6 by 6 with its vehicle well left to the controls; its margins are the single agents, once. */
static void
test_matrix (void)
{
  g_autoptr (IsoDesign) design = iso_design_new (2);
  const double one[] = { 200 * NM, 12.5 * NM, 25 * NM, 50 * NM, 100 * NM };   /* in any order */
  const double other[] = { 0.5 * UM, 1 * UM, 2 * UM, 4 * UM, 8 * UM };
  const double *doses[] = { one, other };
  const guint n[] = { 5, 5 };
  guint margins[2] = { 0, 0 };

  add_singles (design, 2);
  g_assert_true (iso_design_add_matrix (design, drugs, 2, doses, n, ISO_MATRIX_FULL, NULL));
  iso_design_finish (design);
  g_assert_cmpuint (design->treatments->len, ==, 35);
  for (guint i = 0; i < 35; i++)
    {
      margins[0] += get (design, i)->levels[1] == 0;
      margins[1] += get (design, i)->levels[0] == 0;
    }
  g_assert_cmpuint (margins[0], ==, 5);
  g_assert_cmpuint (margins[1], ==, 5);
}

static guint
count_matrix (guint n_drugs, guint levels, IsoMatrixShape shape)
{
  g_autoptr (IsoDesign) design = iso_design_new (n_drugs);
  double series[10];
  const double *doses[] = { series, series, series };
  const guint n[] = { levels, levels, levels };

  for (guint i = 0; i < levels; i++)
    series[i] = (i + 1) * UM;
  g_assert_true (iso_design_add_matrix (design, drugs, n_drugs, doses, n, shape, NULL));
  return design->treatments->len;
}

/* By hand: a triangle of 4 by 4 has pairs with i + j <= 4: 6; a band has 4 + 3 + 3 = 10; margins are 8. Three drugs of 2: 3 * 3 * 3 - 1. */
static void
test_shapes (void)
{
  g_assert_cmpuint (count_matrix (2, 4, ISO_MATRIX_FULL), ==, 24);
  g_assert_cmpuint (count_matrix (2, 4, ISO_MATRIX_TRIANGLE), ==, 14);
  g_assert_cmpuint (count_matrix (2, 4, ISO_MATRIX_BAND), ==, 18);
  g_assert_cmpuint (count_matrix (3, 2, ISO_MATRIX_FULL), ==, 26);
}

static void
test_fixed (void)
{
  g_autoptr (IsoDesign) design = iso_design_new (2);
  const double doses[] = { 1 * UM, 3 * UM };

  g_assert_true (iso_design_add_fixed (design, 1, doses, 2, 0, 20 * NM, NULL));
  iso_design_finish (design);
  g_assert_cmpuint (design->treatments->len, ==, 3);
  iso_assert_close (get (design, 0)->doses[0], 20 * NM, 1e-15);
  g_assert_cmpfloat (get (design, 0)->doses[1], ==, 0);
  iso_assert_close (get (design, 2)->doses[1], 3 * UM, 1e-15);
  iso_assert_close (get (design, 2)->doses[0], 20 * NM, 1e-15);
}

static void
test_three_drugs (void)
{
  g_autoptr (IsoDesign) design = iso_design_new (3);

  add_singles (design, 3);
  g_assert_true (iso_design_add_ray (design, drugs, 3, ic50, multiples, 5, NULL));
  g_assert_true (iso_design_add_ray (design, drugs + 1, 2, ic50 + 1, multiples, 5, NULL));
  iso_design_finish (design);
  g_assert_cmpuint (design->treatments->len, ==, 25);
  g_assert_cmpuint (get (design, 17)->levels[2], ==, 3);
}

static void
test_refused (void)
{
  g_autoptr (IsoDesign) design = iso_design_new (2);
  const guint twice[] = { 1, 1 };
  const double bad[] = { 1, 0 };
  const double negative[] = { -1 };
  const double *doses[] = { bad, multiples };
  const guint n[] = { 2, 2 };
  g_autoptr (GError) error = NULL;

  g_assert_false (iso_design_add_ray (design, twice, 2, ic50, multiples, 5, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_design_add_series (design, 2, multiples, 5, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_design_add_series (design, 0, multiples, 0, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
  g_clear_error (&error);
  g_assert_false (iso_design_add_matrix (design, drugs, 2, doses, n, ISO_MATRIX_FULL, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_clear_error (&error);
  g_assert_false (iso_design_add_fixed (design, 0, multiples, 5, 1, negative[0], &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_RANGE);
  g_assert_cmpuint (design->treatments->len, ==, 0);
}

static IsoPlating
new_plating (void)
{
  IsoPlating plating = { .format = iso_plate_format_find (96), .ring = 1, .replicates = 3, .samples = 1, .runs = 1 };

  plating.controls[ISO_ROLE_VEHICLE] = 9;
  plating.controls[ISO_ROLE_POSITIVE_CONTROL] = 3;
  plating.controls[ISO_ROLE_BLANK] = 3;
  return plating;
}

static IsoPlatingCount
count (const IsoDesign *design, const IsoPlating *plating)
{
  IsoPlatingCount counted;

  g_assert_true (iso_plating_count (design, plating, &counted, NULL));
  return counted;
}

/* 5 levels of two singles and a ray in triplicate, 9 + 3 + 3: the inner 6 by 10 exactly. */
static void
test_sixty (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();
  IsoPlating plating = new_plating ();
  IsoPlatingCount counted = count (design, &plating);
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  g_assert_cmpuint (counted.usable, ==, 60);
  g_assert_cmpuint (counted.wanted, ==, 60);
  g_assert_cmpuint (counted.plates, ==, 1);
  g_assert_cmpuint (counted.wells, ==, 60);
  g_assert_true (counted.whole);
  iso_plating_suggest (design, &plating, messages);
  g_assert_cmpuint (messages->len, ==, 0);
  plating.runs = 3;
  plating.samples = 2;
  g_assert_cmpuint (count (design, &plating).plates, ==, 6);
  plating.lost = 1;
  g_assert_false (count (design, &plating).whole);
}

static const char *
suggested (const GPtrArray *messages, const char *code)
{
  for (guint i = 0; i < messages->len; i++)
    {
      const IsoMessage *message = messages->pdata[i];

      if (g_str_equal (message->code, code))
        return message->arguments[0];
    }
  return NULL;
}

/* 7 by 7 with its zero row and column: 48 treatments and 8 + 3 + 3 controls ask 62 wells of 60. */
static void
test_alternatives (void)
{
  g_autoptr (IsoDesign) design = iso_design_new (2);
  IsoPlating plating = new_plating ();
  const double series[] = { 1, 2, 3, 4, 5, 6 };
  const double *doses[] = { series, series };
  const guint n[] = { 6, 6 };
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  plating.replicates = 1;
  plating.controls[ISO_ROLE_VEHICLE] = 8;
  g_assert_true (iso_design_add_matrix (design, drugs, 2, doses, n, ISO_MATRIX_FULL, NULL));
  g_assert_cmpuint (design->treatments->len, ==, 48);
  g_assert_cmpuint (count (design, &plating).wanted, ==, 62);
  g_assert_cmpuint (count (design, &plating).plates, ==, 2);
  iso_plating_suggest (design, &plating, messages);
  g_assert_null (suggested (messages, "fewer-replicates"));
  g_assert_cmpstr (suggested (messages, "use-edge"), ==, "0");
  g_assert_cmpstr (suggested (messages, "larger-plate"), ==, "384");
  g_assert_cmpstr (suggested (messages, "fewer-treatments"), ==, "46");
  g_assert_cmpstr (suggested (messages, "spread-treatments"), ==, "2");
}

/* What a suggestion promises is so. */
static void
test_alternatives_hold (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();
  IsoPlating plating = new_plating ();
  g_autoptr (GPtrArray) messages = iso_message_list_new ();

  plating.replicates = 7;
  plating.ring = 1;
  iso_plating_suggest (design, &plating, messages);
  plating.replicates = (guint) g_ascii_strtoull (suggested (messages, "fewer-replicates"), NULL, 10);
  g_assert_cmpuint (plating.replicates, ==, 3);
  g_assert_true (count (design, &plating).whole);
  plating.replicates = 7;
  g_assert_null (suggested (messages, "use-edge"));   /* 105 + 15 is more than 96 */
  g_assert_cmpstr (suggested (messages, "spread-replicates"), ==, "3");
  g_assert_cmpuint (count (design, &plating).plates, ==, 3);
}

static void
count_content (const IsoPlateContent *content, guint roles[ISO_N_ROLES])
{
  for (guint i = 0; i < ISO_N_ROLES; i++)
    roles[i] = 0;
  for (guint i = 0; i < content->wells->len; i++)
    roles[g_array_index (content->wells, IsoLayoutWell, i).role]++;
}

/* Plates are filled evenly, each with all its controls: not full, full, and six wells on the last. */
static void
test_fill_evenly (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();
  IsoPlating plating = new_plating ();
  g_autoptr (GPtrArray) contents = NULL;
  guint treated = 0;

  plating.replicates = 7;
  plating.samples = 2;
  contents = iso_plating_fill (design, &plating, NULL);
  g_assert_cmpuint (contents->len, ==, 6);
  for (guint i = 0; i < contents->len; i++)
    {
      const IsoPlateContent *content = contents->pdata[i];
      guint roles[ISO_N_ROLES];

      count_content (content, roles);
      treated += roles[ISO_ROLE_TREATED];
      g_assert_cmpint (content->sample, ==, (int) (i / 3));
      g_assert_cmpuint (roles[ISO_ROLE_TREATED], ==, i % 3 == 0 ? 45 : 30);
      g_assert_cmpuint (roles[ISO_ROLE_VEHICLE], ==, 9);
      g_assert_cmpuint (roles[ISO_ROLE_BLANK], ==, 3);
    }
  g_assert_cmpuint (treated, ==, 2 * 7 * 15);
}

/* Samples side by side: their own vehicle wells, common blanks. */
static void
test_together (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();
  IsoPlating plating = new_plating ();
  g_autoptr (GPtrArray) contents = NULL;
  guint roles[ISO_N_ROLES];

  plating.format = iso_plate_format_find (384);
  plating.samples = 4;
  plating.together = TRUE;
  g_assert_true (count (design, &plating).together);
  contents = iso_plating_fill (design, &plating, NULL);
  g_assert_cmpuint (contents->len, ==, 1);
  count_content (contents->pdata[0], roles);
  g_assert_cmpuint (roles[ISO_ROLE_TREATED], ==, 180);
  g_assert_cmpuint (roles[ISO_ROLE_VEHICLE], ==, 36);
  g_assert_cmpuint (roles[ISO_ROLE_BLANK], ==, 3);
  plating.format = iso_plate_format_find (96);
  g_assert_false (count (design, &plating).together);
  g_assert_cmpuint (count (design, &plating).plates, ==, 4);
}

static void
test_no_room (void)
{
  g_autoptr (IsoDesign) design = new_ray_design ();
  IsoPlating plating = new_plating ();
  IsoPlatingCount counted;
  g_autoptr (GError) error = NULL;

  plating.controls[ISO_ROLE_VEHICLE] = 60;
  g_assert_false (iso_plating_count (design, &plating, &counted, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
  g_clear_error (&error);
  plating = new_plating ();
  plating.ring = 4;
  g_assert_null (iso_plating_fill (design, &plating, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_TOO_LARGE);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/design/ray", test_ray);
  g_test_add_func ("/design/bases", test_bases);
  g_test_add_func ("/design/matrix", test_matrix);
  g_test_add_func ("/design/shapes", test_shapes);
  g_test_add_func ("/design/fixed", test_fixed);
  g_test_add_func ("/design/three-drugs", test_three_drugs);
  g_test_add_func ("/design/refused", test_refused);
  g_test_add_func ("/design/sixty", test_sixty);
  g_test_add_func ("/design/alternatives", test_alternatives);
  g_test_add_func ("/design/alternatives-hold", test_alternatives_hold);
  g_test_add_func ("/design/fill-evenly", test_fill_evenly);
  g_test_add_func ("/design/together", test_together);
  g_test_add_func ("/design/no-room", test_no_room);
  return g_test_run ();
}
