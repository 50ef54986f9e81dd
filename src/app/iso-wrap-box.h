/* iso-wrap-box.h - a bar whose widgets go on in another line where there is no room for them
 *
 * Widgets have their natural width; those that expand share what is left of their line, also an empty box that
 * keeps others apart. A widget that is wider than the bar has a line
 * of its own, and is made as narrow as it can be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ISO_TYPE_WRAP_BOX (iso_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (IsoWrapBox, iso_wrap_box, ISO, WRAP_BOX, GtkWidget)

/* Adds a widget behind the others. */
void iso_wrap_box_append (IsoWrapBox *self, GtkWidget *child);

G_END_DECLS
