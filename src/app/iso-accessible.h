/* iso-accessible.h - what widgets do not tell those who listen, unless they are asked to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The focus is in the text inside an entry, which does not know what the entry is called. */
void iso_accessible_name_editable (GtkEditable *editable, const char *name);

/* The lists inside rows that open, and inside groups without a title, which nobody names: each says `name`. */
void iso_accessible_name_lists (GtkWidget *widget, const char *name);

G_END_DECLS
