/* iso-popup-menu.h - a menu at a place of a widget
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the menu with its corner at a place of the widget. `popover` is made when it is needed first; its owner presents it when the widget
 * is given its size, and unparents it before the widget goes. */
void iso_popup_menu_show (GtkWidget **popover, GtkWidget *widget, GMenuModel *menu, double x, double y);

G_END_DECLS
