/* test-store-property.c - the history of a project over thousands of edits and many seeds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "store-property.h"

static void
test_back_and_forth (void)
{
  for (guint64 seed = 100; seed < 110; seed++)
    store_property_back_and_forth (seed, 1000);
}

static void
test_any_order (void)
{
  for (guint64 seed = 100; seed < 120; seed++)
    store_property_any_order (seed, 600);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/store/back-and-forth", test_back_and_forth);
  g_test_add_func ("/store/any-order", test_any_order);
  return g_test_run ();
}
