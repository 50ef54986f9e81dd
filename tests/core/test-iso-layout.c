/* test-iso-layout.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "plate/iso-layout.h"

/* The words stand in files: they never change. */
static void
test_role_words (void)
{
  static const char *const words[ISO_N_ROLES] = {
    "empty", "treated", "vehicle", "untreated", "blank", "compound blank", "positive control", "time zero",
  };

  for (guint i = 0; i < ISO_N_ROLES; i++)
    {
      IsoRole role = ISO_N_ROLES;

      g_assert_cmpstr (iso_role_word ((IsoRole) i), ==, words[i]);
      g_assert_true (iso_role_parse (words[i], &role));
      g_assert_cmpint (role, ==, i);
      g_assert_true (iso_role_parse (iso_role_name ((IsoRole) i), &role));
      g_assert_cmpint (role, ==, i);
    }
}

static void
test_role_parse (void)
{
  static const struct
  {
    const char *text;
    IsoRole     role;
  } cases[] = {
    { "DMSO", ISO_ROLE_VEHICLE }, { "control", ISO_ROLE_VEHICLE }, { "Negative Control", ISO_ROLE_VEHICLE },
    { "vehicle_control", ISO_ROLE_VEHICLE }, { "medium", ISO_ROLE_BLANK }, { "No-Cells", ISO_ROLE_BLANK },
    { "positive-control", ISO_ROLE_POSITIVE_CONTROL }, { "POS", ISO_ROLE_POSITIVE_CONTROL }, { "t0", ISO_ROLE_TIME_ZERO },
    { "T 0", ISO_ROLE_TIME_ZERO }, { "Time-Zero", ISO_ROLE_TIME_ZERO }, { "compound_blank", ISO_ROLE_COMPOUND_BLANK },
    { "sample", ISO_ROLE_TREATED }, { "cells only", ISO_ROLE_UNTREATED }, { "None", ISO_ROLE_EMPTY },
  };
  static const char *const none[] = { "", " ", "--", "banana", "cont", "posi", "dmso1", "対照" };
  IsoRole role = ISO_N_ROLES;

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_false (iso_role_parse (none[i], &role));
  g_assert_cmpint (role, ==, ISO_N_ROLES);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (iso_role_parse (cases[i].text, &role));
      g_assert_cmpint (role, ==, cases[i].role);
    }
}

static void
test_layout (void)
{
  g_autoptr (IsoLayout) layout = iso_layout_new ("P1", "run 1", iso_plate_format_find (96));
  g_autoptr (IsoLayout) copy = NULL;
  IsoLayoutWell *well = iso_layout_well (layout, (IsoWell) { 7, 11 });

  g_assert_true (well == &layout->wells[95]);
  g_assert_cmpint (well->role, ==, ISO_ROLE_EMPTY);
  g_assert_cmpint (well->sample, ==, -1);
  g_assert_cmpuint (well->n_doses, ==, 0);
  g_assert_null (iso_layout_well (layout, (IsoWell) { 8, 0 }));
  g_assert_null (iso_layout_well (layout, (IsoWell) { 0, 12 }));

  *well = (IsoLayoutWell) { .role = ISO_ROLE_TREATED, .sample = 2, .n_doses = 1, .doses = { { 1, 3e-8, 2.9e-8, 2.8e-8 } }, .replicate = 3 };
  copy = iso_layout_copy (layout);
  well->role = ISO_ROLE_BLANK;
  well = iso_layout_well (copy, (IsoWell) { 7, 11 });
  g_assert_cmpstr (copy->plate, ==, "P1");
  g_assert_cmpstr (copy->experiment, ==, "run 1");
  g_assert_cmpint (well->role, ==, ISO_ROLE_TREATED);
  g_assert_cmpint (well->sample, ==, 2);
  g_assert_cmpfloat (well->doses[0].achieved, ==, 2.8e-8);
  g_assert_cmpuint (well->replicate, ==, 3);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/layout/role-words", test_role_words);
  g_test_add_func ("/layout/role-parse", test_role_parse);
  g_test_add_func ("/layout/layout", test_layout);
  return g_test_run ();
}
