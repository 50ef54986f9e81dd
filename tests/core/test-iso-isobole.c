/* test-iso-isobole.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-isobole.h"

#include "iso-test.h"

static void
test_straight (void)
{
  IsoDosePair line[ISO_ISOBOLE_POINTS];
  guint n = iso_isobole_line (10, 4, 100, 100, line);

  g_assert_cmpuint (n, ==, ISO_ISOBOLE_POINTS);
  iso_assert_close (line[0].d1, 10, 0);
  iso_assert_close (line[n - 1].d2, 4, 0);
  for (guint i = 0; i < n; i++)
    iso_assert_close (line[i].d1 / 10 + line[i].d2 / 4, 1, 1e-15);
}

static void
test_parallel (void)
{
  IsoDosePair line[ISO_ISOBOLE_POINTS];
  guint n = iso_isobole_line (10, NAN, 100, 8, line);

  g_assert_cmpuint (n, ==, ISO_ISOBOLE_POINTS);
  for (guint i = 0; i < n; i++)
    iso_assert_close (line[i].d1, 10, 0);
  iso_assert_close (line[n - 1].d2, 8, 0);
  n = iso_isobole_line (NAN, 4, 100, 8, line);
  for (guint i = 0; i < n; i++)
    iso_assert_close (line[i].d2, 4, 0);
  iso_assert_close (line[0].d1, 100, 0);
}

static void
test_neither (void)
{
  IsoDosePair line[ISO_ISOBOLE_POINTS];

  g_assert_cmpuint (iso_isobole_line (NAN, NAN, 1, 1, line), ==, 0);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/isobole/straight", test_straight);
  g_test_add_func ("/isobole/parallel", test_parallel);
  g_test_add_func ("/isobole/neither", test_neither);
  return g_test_run ();
}
