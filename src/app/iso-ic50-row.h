/* iso-ic50-row.h - a compound of a design: whether it is in it, and its IC50, typed or picked from an experiment
 *
 * # Accessibility
 * The row is called by the compound; its subtitle says where the IC50 comes from, with its interval.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_IC50_ROW (iso_ic50_row_get_type ())
G_DECLARE_FINAL_TYPE (IsoIc50Row, iso_ic50_row, ISO, IC50_ROW, AdwActionRow)

/* Signals: "changed"; "ask-file": another project is wanted to pick from. */
GtkWidget     *iso_ic50_row_new        (IsoProjectDrug *drug, gboolean chosen);

gboolean       iso_ic50_row_get_chosen (IsoIc50Row *self);
const IsoUnit *iso_ic50_row_get_unit   (IsoIc50Row *self);   /* of the compound's doses; NULL if it has none */
double         iso_ic50_row_get_ic50   (IsoIc50Row *self);   /* in the inside unit; NaN if none can be read */

/* What can be picked: GPtrArray of IsoEarlierChoice, which is taken. With `pick`, the first that has a value is picked unless
 * something is typed already. */
void           iso_ic50_row_offer      (IsoIc50Row *self, GPtrArray *choices, gboolean pick);

/* Types it, as a person would. */
void           iso_ic50_row_type       (IsoIc50Row *self, const char *text);

G_END_DECLS
