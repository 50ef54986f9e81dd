/* iso-list-row.h - which row of a list or a column view the pointer is on
 *
 * GTK 4.8 does not say it. What its factory binds is remembered with the widget that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In "bind" of each factory; the item is forgotten with the next one. */
void iso_list_row_bind (GtkListItem *list_item);

/* The position of the row at a place of the list; GTK_INVALID_LIST_POSITION beside all rows. */
guint iso_list_row_at (GtkWidget *list, double x, double y);

G_END_DECLS
