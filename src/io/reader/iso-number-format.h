/* iso-number-format.h - which number formats of a workbook make a date or a time of a number, and what they make of it
 *
 * ECMA-376 part 1, 18.8.30 (numFmt) and 18.17.4 (dates and times).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_MOMENT_NONE,       /* a plain number */
  ISO_MOMENT_DATE,
  ISO_MOMENT_TIME,       /* of a day, or elapsed */
  ISO_MOMENT_DATE_TIME,
} IsoMoment;

IsoMoment iso_number_format_builtin (guint id);
IsoMoment iso_number_format_moment  (const char *code);

/* "2026-03-14", "27:30:00", "2026-03-14 08:05:00"; milliseconds only if there are any. `days` counts from the end of 1899, or from
 * 1904 on. NULL for NONE and for what is no date. */
char     *iso_moment_to_string      (IsoMoment moment, double days, gboolean from_1904);

G_END_DECLS
