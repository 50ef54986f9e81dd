/* iso-typed-number.h - numbers as people type them into a field, with the signs between thousands that they are used to
 *
 * A dose must not become a thousand times another. "1,250" is 1.25 for one person and 1250 for the next: where the text and the decimal sign
 * of the person's locale do not tell which, the number is refused with both readings.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "base/iso-number.h"

G_BEGIN_DECLS

/* Reads all of a text as one finite number. `own` is the decimal sign that the program shows this person, and is always taken for one. The
 * other sign is one too ("0,5" among points), unless it parts off exactly one group of three digits. Blanks of any width, apostrophes, and
 * points or commas that stand more than once or before the decimal sign part thousands, in groups of three only. A true minus is a minus.
 *
 * Errors, at `place` (may be NULL) and with `value` left alone: SYNTAX with the sentence `refusal`, in which {1} is the text (NULL: a
 * general one), if it is no number; SYNTAX with both readings if it is two. */
gboolean iso_typed_number (const char *text, IsoDecimal own, const char *refusal, double *value, const IsoPlace *place,
                           GError **error);

/* The number at the beginning of "10 nM", to be freed, and where its unit begins, or the end. Blanks belong to a number between digits only. */
char *iso_typed_number_split (const char *text, const char **unit);

G_END_DECLS
