/* iso-stock-sheet.h - the bottles of a project as a sheet, which iso_stock_table_read () reads again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "writer/iso-sheet.h"

G_BEGIN_DECLS

/* To be freed. */
IsoSheet *iso_stock_sheet (const IsoContent *content);

G_END_DECLS
