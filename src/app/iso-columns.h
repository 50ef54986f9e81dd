/* iso-columns.h - two widgets beside each other where there is room for both, else one below the other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ISO_TYPE_COLUMNS (iso_columns_get_type ())
G_DECLARE_FINAL_TYPE (IsoColumns, iso_columns, ISO, COLUMNS, GtkWidget)

/* Adds a widget behind the others; there is room for two. */
void iso_columns_append (IsoColumns *self, GtkWidget *child);

G_END_DECLS
