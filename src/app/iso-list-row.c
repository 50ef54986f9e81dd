/* iso-list-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-list-row.h"

#define POINTED "pointed"

static GQuark
get_quark (void)
{
  return g_quark_from_static_string ("iso-list-row");
}

/* The row around a widget within the list; NULL if there is none. */
static GtkWidget *
find_row (GtkWidget *widget, GtkWidget *list)
{
  while (widget != NULL && widget != list && g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    widget = gtk_widget_get_parent (widget);
  return widget != list ? widget : NULL;
}

/* The cells stand in the row, and in each of them what the factory made. */
static guint
get_position (GtkWidget *row)
{
  for (GtkWidget *widget = row; widget != NULL; widget = gtk_widget_get_first_child (widget))
    {
      GtkListItem *list_item = g_object_get_qdata (G_OBJECT (widget), get_quark ());

      if (list_item != NULL)
        return gtk_list_item_get_position (list_item);
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
light (GtkWidget *row, gboolean pointed)
{
  if (pointed)
    gtk_widget_add_css_class (row, POINTED);
  else
    gtk_widget_remove_css_class (row, POINTED);
}

/* A row that shows another item now is not the one that was lit. */
void
iso_list_row_bind (GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item), *row = find_row (child, NULL);

  g_object_set_qdata_full (G_OBJECT (child), get_quark (), g_object_ref (list_item), g_object_unref);
  if (row != NULL)
    light (row, FALSE);
}

guint
iso_list_row_at (GtkWidget *list, double x, double y)
{
  GtkWidget *row = find_row (gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT), list);

  return row != NULL ? get_position (row) : GTK_INVALID_LIST_POSITION;
}

void
iso_list_row_light (GtkWidget *list, const GtkBitset *positions)
{
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      guint position = g_str_equal (gtk_widget_get_css_name (child), "row") ? get_position (child) : GTK_INVALID_LIST_POSITION;

      if (position != GTK_INVALID_LIST_POSITION)
        light (child, gtk_bitset_contains (positions, position));
      else
        iso_list_row_light (child, positions);
    }
}
