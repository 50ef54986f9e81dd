/* test-layout-seeds.c - a thousand seeds of the 60-well design, and a hundred of a 384-well one: every map keeps every rule
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"
#include "layout-judge.h"
#include "plate/iso-layout-solver.h"

#define ALLOWED_US 50000   /* on the average, sanitizers and other work on the machine included */

static void
run_seeds (const GArray *contents, guint wells, guint seeds, gint64 allowed)
{
  guint most_swaps = 0, late = 0;
  gint64 longest = 0, all = 0;

  for (guint64 seed = 1; seed <= seeds; seed++)
    {
      g_autoptr (IsoLayout) layout = iso_layout_new ("", "", iso_plate_format_find (wells));
      IsoLayoutSettings settings = { .ring = 1, .seed = seed, .stream = 1 };
      gint64 before = g_get_monotonic_time (), taken;
      g_autofree char *wrong = NULL;
      IsoLayoutSolution solution;

      g_assert_true (iso_layout_solve (layout, contents, &settings, NULL, &solution, NULL));
      taken = g_get_monotonic_time () - before;
      all += taken;
      longest = MAX (longest, taken);
      late += taken > allowed;
      most_swaps = MAX (most_swaps, solution.swaps);
      wrong = judge_layout (layout, 1);
      g_assert_cmpstr (wrong, ==, "");
      g_assert_cmpuint (solution.broken, ==, 0);
    }
  g_test_message ("%u maps of %u wells: %u swaps at the most; %u µs each, %u µs at the most, %u over %u µs", seeds, wells, most_swaps,
                  (guint) (all / seeds), (guint) longest, late, (guint) allowed);
  g_assert_cmpint (all / seeds, <, allowed);
}

static void
test_sixty (void)
{
  g_autoptr (GArray) contents = make_sixty ();

  run_seeds (contents, 96, 1000, ALLOWED_US);
}

static void
test_384 (void)
{
  g_autoptr (GArray) contents = make_contents (80, 3, 32, 8);

  run_seeds (contents, 384, 100, 10 * ALLOWED_US);
}

int
main (int argc, char *argv[])
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/layout-seeds/sixty", test_sixty);
  g_test_add_func ("/layout-seeds/384", test_384);
  return g_test_run ();
}
