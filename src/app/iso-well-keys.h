/* iso-well-keys.h - the keys that mean the same wherever wells are selected
 *
 * Delete asks why and excludes them, Shift+Delete restores them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In the class_init of a widget that is shown in a window of the program. */
void iso_well_keys_bind (GtkWidgetClass *widget_class);

G_END_DECLS
