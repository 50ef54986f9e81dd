/* iso-bench-text.h - amounts as a person types them, and as they are kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-bottle.h"
#include "dosing/iso-cells.h"

G_BEGIN_DECLS

/* "100", "100,5 ul" as "100 µL", "100.5 ul"; a text that begins with no number is left as it is, to be refused elsewhere. All texts are to be
 * freed. NULL with an error of iso_typed_number (). */
char *iso_bench_amount  (const char *text, const char *unit, GError **error);

/* An amount as core writes it, in the numbers of the locale, to be read and to be typed over. Takes the text. */
char *iso_bench_shown   (char *text);

/* "1250,5" as "1250.5"; "" stays. */
char *iso_bench_plain   (const char *text, GError **error);

/* "20 %", "20" as "0.2"; the same otherwise. */
char *iso_bench_share   (const char *text, GError **error);

/* "0.2" as "20 %". */
char *iso_bench_percent (const char *value);

/* A number that was typed, as iso_typed_number () has it in the decimal sign of the locale; "" is NaN. */
gboolean iso_bench_number (const char *text, const char *refusal, double *value, GError **error);

/* "0.25 0.5 1" or "1:40": up to `most` numbers above zero, with blanks, semicolons, colons or strokes between; a comma is a decimal sign
 * unless a blank follows. FALSE if it is something else. */
gboolean iso_bench_numbers (const char *text, double *numbers, guint most, guint *n);

/* "10 mM in DMSO, lot 7, expires 2027-03-31". */
char *iso_bench_describe_bottle (const IsoBottle *bottle);

/* "20,000 a well, 1.25 million per mL, 94 % alive, passage 12"; what is not known is left out. "" for nothing. */
char *iso_bench_describe_cells  (const IsoCells *cells);

G_END_DECLS
