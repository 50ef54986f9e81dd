/* iso-tooltip.h - a tooltip that is made when somebody asks for it
 *
 * Setting the text of a tooltip asks the display where the pointer is, and waits for the answer: too slow for what changes with every edit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        iso_tooltip_set (GtkWidget *widget, const char *text);   /* (nullable) copied; none without text */
const char *iso_tooltip_get (GtkWidget *widget);                     /* (nullable) of the widget */

G_END_DECLS
