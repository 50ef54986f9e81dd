/* iso-drop-down.h - choices whose words may be longer than there is room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The closed drop-down shows as much of what is chosen as fits, at most so many characters; its list shows all. Its items are strings,
 * or it has an expression that gives their words. */
void iso_drop_down_shorten (GtkDropDown *drop_down, int characters);

/* The same as GTK's, and the names stay short: newer GTK takes its own factory again with an expression. */
void iso_drop_down_set_expression (GtkDropDown *drop_down, GtkExpression *expression);

G_END_DECLS
