/* iso-scroll-start.h - tables that are wider than their place begin where reading begins
 *
 * From right to left GTK 4.8 shows the left end of what is too wide, which is then the last column.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `table` is what a scrolled window scrolls. Stays at its beginning, also as it grows, until it is scrolled away from it. */
void iso_scroll_from_start (GtkWidget *table);

G_END_DECLS
