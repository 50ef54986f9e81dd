/* iso-project-stock.h - a bottle of a drug of an open project
 *
 * The same object stands for the same bottle as long as the project is open, through every edit, undo and redo. It is changed by
 * the project alone; whoever shows it listens to its properties.
 *
 * Properties, all read-only: "id", "drug" (id), "used" (of all bottles of its drug, this one is in use), and what the bottle says, as it
 * is shown: "form-name", "concentration" ("10 mM"), "solvent", "lot", "supplier", "expiry" ("2027-03-31", "" if not known), "in-spite",
 * "thaws" (uint).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-lookup.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_STOCK (iso_project_stock_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectStock, iso_project_stock, ISO, PROJECT_STOCK, GObject)

IsoProjectStock *iso_project_stock_new  (const IsoStockRow *row);

/* Makes the object what the row says. */
void             iso_project_stock_take (IsoProjectStock *self, const IsoStockRow *row);

const char      *iso_project_stock_get_id     (IsoProjectStock *self);
const char      *iso_project_stock_get_drug   (IsoProjectStock *self);
gboolean         iso_project_stock_get_used   (IsoProjectStock *self);
const IsoBottle *iso_project_stock_get_bottle (IsoProjectStock *self);

/* Whether it is past its day on a day, "2026-11-21". */
gboolean         iso_project_stock_is_expired (IsoProjectStock *self, const char *day);

G_END_DECLS
