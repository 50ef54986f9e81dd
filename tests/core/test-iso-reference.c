/* test-iso-reference.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-reference.h"

#include "iso-test.h"

static void
test_values (void)
{
  double two[] = { 0.5, 0.4 }, three[] = { 0.2, 0.5, 0.1 };

  iso_assert_close (iso_reference_find ("bliss")->expected (two, 2), 0.7, 1e-15);
  iso_assert_close (iso_reference_find ("bliss")->expected (three, 3), 1 - 0.8 * 0.5 * 0.9, 1e-15);
  iso_assert_close (iso_reference_find ("hsa")->expected (two, 2), 0.5, 0);
  iso_assert_close (iso_reference_find ("hsa")->expected (three, 3), 0.5, 0);
  g_assert_null (iso_reference_find ("none"));
}

/* Differences against the stated derivatives, away from ties. */
static void
test_gradients (void)
{
  double fa[] = { 0.3, 0.62, 0.15 };

  for (guint i = 0; iso_reference_nth (i) != NULL; i++)
    {
      const IsoReference *reference = iso_reference_nth (i);
      double gradient[3];

      reference->gradient (fa, 3, gradient);
      for (guint j = 0; j < 3; j++)
        {
          double moved[] = { fa[0], fa[1], fa[2] };

          moved[j] += 1e-7;
          g_assert_cmpfloat_with_epsilon ((reference->expected (moved, 3) - reference->expected (fa, 3)) / 1e-7, gradient[j], 1e-6);
        }
    }
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/reference/values", test_values);
  g_test_add_func ("/reference/gradients", test_gradients);
  return g_test_run ();
}
