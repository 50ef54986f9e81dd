/* iso-user-text.h - numbers and sentences as the user's language and locale have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-derivation.h"
#include "curve/iso-curve-common.h"
#include "base/iso-error.h"
#include "base/iso-number.h"
#include "base/iso-status.h"
#include "base/iso-unit.h"

G_BEGIN_DECLS

/* Three significant digits with the locale's decimal sign and a true minus; an en dash for NaN. The caller frees all results. */
char *iso_user_number (double value);

/* The same with all three of them, for what was measured or estimated: "1.00". */
char *iso_user_measured (double value);

/* The decimal sign of the locale, as numbers are shown and typed. */
IsoDecimal iso_user_decimal (void);

/* An amount as core writes it, "1.28 µL" or "0.18 %", with the locale's decimal sign; a text that is none stays as it is. */
char *iso_user_amount (const char *text);

/* A dose, given in the inside unit, in the unit the person typed: "42.1 nM". */
char *iso_user_dose (double value, const IsoUnit *unit);

/* "one, two, three". `parts` holds strings; "" for none. */
char *iso_user_list (GPtrArray *parts);

/* An estimate in the words of a table: what to show as the number, as its interval, and why either is missing or to be taken
 * with care. Parts that do not apply are NULL. */
typedef struct
{
  char *value;      /* "42.1 nM", "> 3.2", "–" */
  char *interval;   /* "35 to 51.2 nM"; NULL without one */
  char *note;       /* a sentence: the reason of a missing value or interval, or a warning */
  char *exact;      /* value, lower and upper limit with all digits, between tabs; empty where unknown */
} IsoEstimateText;

/* `unit` is NULL for a number without one. */
void iso_estimate_text_init  (IsoEstimateText *text, const IsoEstimate *estimate, const IsoUnit *unit);
void iso_estimate_text_clear (IsoEstimateText *text);

/* The translated, filled sentence of a finding, and of an error of whatever domain. */
char *iso_message_to_user_text (const IsoMessage *message);
char *iso_error_to_user_text   (const GError *error);

/* One step of a derivation. The caller frees it. */
char *iso_step_to_user_text (const IsoStep *step);

/* That a parameter stands for so many curves. The caller frees it. */
char *iso_sharing_to_user_text (const IsoCommonTest *common);

/* "file.csv, line 3, well C5", translated; NULL if no part of the place is known. */
char *iso_place_to_user_text (const IsoPlace *place);

/* The place of an error; NULL if it names none. */
char *iso_error_to_user_place (const GError *error);

G_END_DECLS
