/* iso-stock-table.h - bottles of drugs as a table: CSV, TSV or a workbook
 *
 * One bottle a line; headers in any order, whatever the case, with blanks or underscores:
 *
 *   drug              by name; needed
 *   concentration     as on the label; needed. "10 mM", or a number beside the column "unit"
 *   unit              "mM", "mg/mL"
 *   dose unit         "nM": of the drug's doses, should the project lack the drug
 *   used              yes or no: this one of the drug's bottles is in use
 *   form              "ixazomib citrate"
 *   form weight, active weight    g/mol
 *   active per form   1 if it is not said
 *   purity            0.98, or 98 %; 1 if it is not said
 *   solvent           DMSO if it is not said
 *   lot, supplier, in spite
 *   expiry            2027-03-31
 *   thaws             how often it was thawed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-bottle.h"
#include "reader/iso-source.h"

G_BEGIN_DECLS

/* The headers, in the order in which they are written; NULL past the last. */
const char *iso_stock_table_header (guint index);

/* GPtrArray of IsoBottleRow. Columns that are not known are told in `messages`, and left out. Errors, with line and column: SYNTAX, RANGE,
 * UNITS, NO_DATA, and those of iso_text_new (). */
GPtrArray  *iso_stock_table_read   (const IsoSource *source, GPtrArray *messages, GError **error);

G_END_DECLS
