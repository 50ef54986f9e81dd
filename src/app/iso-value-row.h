/* iso-value-row.h - one value with its name, that a person types: a row of a list
 *
 *     title               [ value ]
 *     hint, or why it was refused
 *
 * What is typed is taken with Enter, or when the focus goes elsewhere. What is refused on Enter stays there to be mended; who goes
 * elsewhere finds the old value again, and so does Escape.
 *
 * # Accessibility
 * The entry says the title as its name, and the hint, or why it was refused, as its description.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_VALUE_ROW (iso_value_row_get_type ())
G_DECLARE_FINAL_TYPE (IsoValueRow, iso_value_row, ISO, VALUE_ROW, AdwActionRow)

/* Takes what was typed as the value of `key`; FALSE with an error if it is none. */
typedef gboolean (*IsoValueFunc) (gpointer owner, const char *key, const char *text, GError **error);

/* `hint` may be NULL. `owner` is not kept: it holds the row, or lives longer. */
GtkWidget  *iso_value_row_new      (const char *title, const char *hint, const char *key, IsoValueFunc take, gpointer owner);

/* What stands there now, as it is kept. A value that is being typed is left alone. */
void        iso_value_row_show     (IsoValueRow *self, const char *text);

/* For values of many words. */
void        iso_value_row_set_wide (IsoValueRow *self);

const char *iso_value_row_get_key  (IsoValueRow *self);

/* Types it, as a person would, and Enter. */
void        iso_value_row_type     (IsoValueRow *self, const char *text);

G_END_DECLS
