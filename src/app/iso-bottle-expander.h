/* iso-bottle-expander.h - one bottle of a compound, as a row that opens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_BOTTLE_EXPANDER (iso_bottle_expander_get_type ())
G_DECLARE_FINAL_TYPE (IsoBottleExpander, iso_bottle_expander, ISO, BOTTLE_EXPANDER, AdwExpanderRow)

GtkWidget       *iso_bottle_expander_new           (IsoProject *project, IsoProjectStock *stock);
IsoProjectStock *iso_bottle_expander_get_stock     (IsoBottleExpander *self);

/* Follows what the project knows now. */
void             iso_bottle_expander_update        (IsoBottleExpander *self);

GtkWidget       *iso_bottle_expander_get_value_row (IsoBottleExpander *self, const char *key);

/* Sets a value of a bottle (see IsoStockGroup) as it was typed. Errors: SYNTAX, UNITS. */
gboolean         iso_bottle_expander_set_value     (IsoBottle *bottle, const char *key, const char *text, GError **error);

G_END_DECLS
