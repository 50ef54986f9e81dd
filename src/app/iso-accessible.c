/* iso-accessible.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-accessible.h"

#include <adwaita.h>

void
iso_accessible_name_editable (GtkEditable *editable, const char *name)
{
  GtkEditable *text = gtk_editable_get_delegate (editable);
  g_autoptr (GList) labels = gtk_widget_list_mnemonic_labels (GTK_WIDGET (editable));

  /* What another widget names would be named twice. */
  if (labels == NULL && !ADW_IS_PREFERENCES_ROW (editable))
    gtk_accessible_update_property (GTK_ACCESSIBLE (editable), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
iso_accessible_name_lists (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_BOX (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    iso_accessible_name_lists (child, name);
}
