/* iso-xls.h - old Excel workbooks (.xls, BIFF) as text
 *
 * All sheets in their order, one below the other, as iso-workbook.h gives them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Errors: CORRUPT (damaged, encrypted), TOO_LARGE, NO_DATA (no cell in any sheet). */
IsoText *iso_xls_read (const IsoSource *source, GError **error);

G_END_DECLS
