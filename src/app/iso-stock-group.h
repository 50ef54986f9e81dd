/* iso-stock-group.h - the bottles of all compounds: what stands on their labels, which is in use, and what is to be said of them
 *
 * Actions: "bottles.copy" copies them as a table, "bottles.paste" adds those of the clipboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_STOCK_GROUP (iso_stock_group_get_type ())
G_DECLARE_FINAL_TYPE (IsoStockGroup, iso_stock_group, ISO, STOCK_GROUP, AdwBin)

/* `project` may be NULL. */
void       iso_stock_group_set_project (IsoStockGroup *self, IsoProject *project);

/* Adds a bottle of a compound, by its id; `text` is its strength and, if it is not DMSO, its solvent: "10 mM", "5 mg/mL in water". */
gboolean   iso_stock_group_add         (IsoStockGroup *self, const char *drug, const char *text, GError **error);

/* All bottles as a table with tabs (to be freed), and bottles of such a table, or one with commas, into the project: one edit. Errors:
 * those of iso_project_import_stocks (). */
char      *iso_stock_group_dup_text    (IsoStockGroup *self);
gboolean   iso_stock_group_paste_text  (IsoStockGroup *self, const char *text, GError **error);

/* The row of a bottle (from 0), whole, or for one of its values: "concentration", "solvent", "form-name", "form-weight", "active-weight",
 * "active-per-form", "purity", "lot", "supplier", "expiry", "in-spite", "thaws". For tests. */
GtkWidget *iso_stock_group_get_row     (IsoStockGroup *self, guint bottle, const char *key);

G_END_DECLS
