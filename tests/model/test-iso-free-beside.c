/* test-iso-free-beside.c - all is freed, one after the other, and not by the thread that asks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-test.h"

#include "iso-free-beside.h"

#define N 100

static GThread *asking;
static int n_freed;   /* atomic */

static void
free_cb (gpointer data)
{
  g_assert_true (g_thread_self () != asking);
  g_assert_cmpint (GPOINTER_TO_INT (data), ==, g_atomic_int_get (&n_freed) + 1);
  g_atomic_int_inc (&n_freed);
}

static void
test_all (void)
{
  asking = g_thread_self ();
  iso_free_beside (NULL, free_cb);
  for (int i = 1; i <= N; i++)
    iso_free_beside (GINT_TO_POINTER (i), free_cb);
  while (g_atomic_int_get (&n_freed) < N)
    g_usleep (100);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/free-beside/all", test_all);
  return g_test_run ();
}
