/* iso-number.h - numbers as people and instruments write them
 *
 * The one parser and the one formatter. Neither looks at the locale: files are the same everywhere, and what is shown on
 * screen is localised above.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_DECIMAL_POINT,   /* 1.5 */
  ISO_DECIMAL_COMMA,   /* 1,5 */
} IsoDecimal;

/* Reads all of `text` (blanks around it are allowed) as one finite number. Thousands separators, hexadecimal, "inf" and
 * "nan" are not numbers. Returns FALSE and leaves `value` alone otherwise. */
gboolean iso_number_parse (const char *text, IsoDecimal decimal, double *value);

/* TRUE for "0,5" and "-12,25e-3": a number if, and only if, the comma is the decimal sign. */
gboolean iso_number_has_decimal_comma (const char *text);

/* For people: `digits` significant digits, no trailing zeros beyond them, an exponent only below 1e-4 and from 1e7 on.
 * NaN gives an en dash. */
char *iso_number_format (double value, guint digits);

/* The same for what was measured or estimated, where zeros count: 1 with three digits is "1.00". Zero itself is "0". */
char *iso_number_format_measured (double value, guint digits);

/* For files: 17 significant digits at the most, the shortest that reads back as the same number. NaN gives "". */
char *iso_number_format_exact (double value);

G_END_DECLS
