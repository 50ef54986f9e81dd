/* iso-plot-text.h - the words and numbers that figures say
 *
 * This room has no translations of its own: a program that has hands its translating function in, once, before the
 * first figure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"
#include "base/iso-unit.h"

G_BEGIN_DECLS

/* Such as gettext (). NULL: English. Not thread-safe: called at the start of a program. */
void iso_plot_set_translator (const char *(*translate) (const char *sentence));

/* Whether what follows writes a decimal comma, in this thread. Figures for screens do so while they are built, where people write
 * 1,5; all that is exported has a point. */
void iso_plot_set_comma (gboolean comma);

/* A number with that sign, in place. */
char *iso_plot_decimal (char *number);

/* The translated sentence with its holes filled by the strings that follow, NULL-ended. The caller frees it. */
char *iso_plot_text (const char *sentence, ...) G_GNUC_NULL_TERMINATED;

/* A finding as a translated sentence. */
char *iso_plot_message (const IsoMessage *message);

/* For people: three significant digits, powers of ten as "1.2 × 10⁻⁵". NaN gives an en dash. */
char *iso_plot_number (double value);

/* A dose, given in the inside unit, in `unit` and with it: "42 nM"; only the number for the unknown unit. */
char *iso_plot_dose (double inside, const IsoUnit *unit);

/* "42 nM (35 to 51)"; "more than 8 µM" for a bound; the status in words when there is neither value nor bound. `scale`
 * multiplies the numbers first; `symbol` ("%", "") follows them. */
char *iso_plot_estimate (const IsoEstimate *estimate, double scale, const char *symbol);
char *iso_plot_dose_estimate (const IsoEstimate *estimate, const IsoUnit *unit);

/* "not reached", "too few points": a status as part of a line. */
char *iso_plot_status (IsoStatus status);

/* "10⁻⁵". */
char *iso_plot_power_of_ten (int exponent);

/* "Dose (nM)"; only the name without a symbol. */
char *iso_plot_with_unit (const char *name, const char *symbol);

G_END_DECLS
