/* iso-popup-menu.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-popup-menu.h"

void
iso_popup_menu_show (GtkWidget **popover, GtkWidget *widget, GMenuModel *menu, double x, double y)
{
  if (*popover == NULL)
    {
      *popover = gtk_popover_menu_new_from_model (menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (*popover), FALSE);
      gtk_widget_set_halign (*popover, GTK_ALIGN_START);
      gtk_widget_set_parent (*popover, widget);
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (*popover), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (*popover));
}
