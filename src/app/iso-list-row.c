/* iso-list-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-list-row.h"

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("iso-list-row");
}

void
iso_list_row_bind (GtkListItem *list_item)
{
  g_object_set_qdata_full (G_OBJECT (gtk_list_item_get_child (list_item)), get_quark (), g_object_ref (list_item), g_object_unref);
}

/* The row is around the cells; the pointer may be between two of them. */
guint
iso_list_row_at (GtkWidget *list, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != list && g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    widget = gtk_widget_get_parent (widget);
  if (widget == list)
    return GTK_INVALID_LIST_POSITION;
  for (; widget != NULL; widget = gtk_widget_get_first_child (widget))
    {
      GtkListItem *list_item = g_object_get_qdata (G_OBJECT (widget), get_quark ());

      if (list_item != NULL)
        return gtk_list_item_get_position (list_item);
    }
  return GTK_INVALID_LIST_POSITION;
}
