/* iso-project-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-project-list.h"

#include <string.h>

struct _IsoProjectList
{
  GObject parent_instance;

  GPtrArray  *items;   /* (owned) of IsoProjectItem */
  GHashTable *table;   /* (owned) id -> item, both of the items */
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (IsoProjectList, iso_project_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static int
compare_cb (gconstpointer first, gconstpointer second)
{
  IsoProjectItem *one = *(IsoProjectItem *const *) first;
  IsoProjectItem *two = *(IsoProjectItem *const *) second;
  gint64 difference = iso_project_item_get_position (one) - iso_project_item_get_position (two);

  if (difference != 0)
    return difference < 0 ? -1 : 1;
  return strcmp (iso_project_item_get_id (one), iso_project_item_get_id (two));
}

/* Puts `items` in place of what there is. */
static void
replace (IsoProjectList *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = self->items;
  guint shorter = MIN (old->len, items->len);
  guint same_before = 0, same_behind = 0;

  self->items = items;
  while (same_before < shorter && old->pdata[same_before] == items->pdata[same_before])
    same_before++;
  while (same_behind < shorter - same_before
         && old->pdata[old->len - 1 - same_behind] == items->pdata[items->len - 1 - same_behind])
    same_behind++;
  if (same_before < old->len || same_before < items->len)
    g_list_model_items_changed (G_LIST_MODEL (self), same_before, old->len - same_before - same_behind,
                                items->len - same_before - same_behind);
}

static GType
get_item_type (GListModel *model)
{
  return ISO_TYPE_PROJECT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ISO_PROJECT_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = ISO_PROJECT_LIST (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
iso_project_list_finalize (GObject *object)
{
  IsoProjectList *self = ISO_PROJECT_LIST (object);

  g_hash_table_unref (self->table);
  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (iso_project_list_parent_class)->finalize (object);
}

static void
iso_project_list_class_init (IsoProjectListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = iso_project_list_finalize;
}

static void
iso_project_list_init (IsoProjectList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->table = g_hash_table_new (g_str_hash, g_str_equal);
}

IsoProjectList *
iso_project_list_new (void)
{
  return g_object_new (ISO_TYPE_PROJECT_LIST, NULL);
}

IsoProjectItem *
iso_project_list_find (IsoProjectList *self, const char *id)
{
  g_return_val_if_fail (ISO_IS_PROJECT_LIST (self), NULL);
  return g_hash_table_lookup (self->table, id);
}

void
iso_project_list_update (IsoProjectList *self, GPtrArray *added, GPtrArray *removed)
{
  GPtrArray *items;

  g_return_if_fail (ISO_IS_PROJECT_LIST (self));

  items = g_ptr_array_new_full (self->items->len + added->len, g_object_unref);
  for (guint i = 0; i < removed->len; i++)
    g_hash_table_remove (self->table, iso_project_item_get_id (g_ptr_array_index (removed, i)));
  for (guint i = 0; i < self->items->len; i++)
    {
      IsoProjectItem *item = g_ptr_array_index (self->items, i);

      if (g_hash_table_contains (self->table, iso_project_item_get_id (item)))
        g_ptr_array_add (items, g_object_ref (item));
    }
  for (guint i = 0; i < added->len; i++)
    {
      IsoProjectItem *item = g_ptr_array_index (added, i);

      g_hash_table_insert (self->table, (char *) iso_project_item_get_id (item), item);
      g_ptr_array_add (items, g_object_ref (item));
    }
  g_ptr_array_sort (items, compare_cb);
  replace (self, items);
}

void
iso_project_list_clear (IsoProjectList *self)
{
  g_return_if_fail (ISO_IS_PROJECT_LIST (self));

  g_hash_table_remove_all (self->table);
  replace (self, g_ptr_array_new_with_free_func (g_object_unref));
}
