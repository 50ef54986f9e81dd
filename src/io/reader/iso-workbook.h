/* iso-workbook.h - Excel workbooks (.xlsx) as text
 *
 * Office Open XML, ECMA-376 part 1 (transitional and strict): all sheets in their order, one below the other. Numbers come as they are
 * stored, dates as "2026-03-14", times and durations as "27:30:00", as the number format of their cell says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* Errors: CORRUPT (no sound archive, a part missing or broken), TOO_LARGE, NO_DATA (no cell in any sheet). */
IsoText *iso_workbook_read (const IsoSource *source, GError **error);

G_END_DECLS
