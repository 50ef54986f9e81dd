/* iso-list-update.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-list-update.h"

void
iso_list_update (GListStore *list, const GPtrArray *items, GEqualFunc is_same)
{
  guint before = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (old == NULL || !is_same (old, items->pdata[i]))
        g_list_store_splice (list, i, old != NULL, &items->pdata[i], 1);
    }
  if (before > items->len)
    g_list_store_splice (list, items->len, before - items->len, NULL, 0);
}
