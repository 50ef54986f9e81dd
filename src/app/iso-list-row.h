/* iso-list-row.h - the rows of a list or a column view: which one the pointer is on, and which ones its relatives are
 *
 * GTK 4.8 knows neither. What its factory binds is remembered with the widget that shows it.
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

/* Those of the rows that are shown get the style class "pointed", and no others. */
void iso_list_row_light (GtkWidget *list, const GtkBitset *positions);

G_END_DECLS
