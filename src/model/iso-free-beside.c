/* iso-free-beside.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-free-beside.h"

typedef struct
{
  gpointer       data;
  GDestroyNotify free;
} Rest;

static void
free_cb (gpointer data, gpointer unused)
{
  Rest *rest = data;

  rest->free (rest->data);
  g_free (rest);
}

/* One after the other, so that the other processors are left to what somebody waits for. */
static GThreadPool *
get_pool (void)
{
  static gsize pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, (gsize) g_thread_pool_new (free_cb, NULL, 1, FALSE, NULL));
  return (GThreadPool *) pool;
}

void
iso_free_beside (gpointer data, GDestroyNotify free)
{
  Rest *rest;

  if (data == NULL)
    return;
  rest = g_new (Rest, 1);
  *rest = (Rest) { data, free };
  g_thread_pool_push (get_pool (), rest, NULL);
}
