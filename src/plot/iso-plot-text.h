/* iso-plot-text.h - the words and numbers that figures say
 *
 * This room has no translations of its own: a program that has hands its translating function in, once, before the first figure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"
#include "base/iso-unit.h"

G_BEGIN_DECLS

/* Such as gettext (). NULL: English. Not thread-safe: called at the start of a program. */
void iso_plot_set_translator (const char *(*translate) (const char *sentence));

/* The translated sentence with its holes filled by the strings that follow, NULL-ended. The caller frees it. */
char *iso_plot_text (const char *sentence, ...) G_GNUC_NULL_TERMINATED;

/* A finding as a translated sentence. */
char *iso_plot_message (const IsoMessage *message);

/* For people: three significant digits, powers of ten as "1.2 × 10⁻⁵". NaN gives an en dash. */
char *iso_plot_number (double value);

/* A dose, given in the inside unit, in `unit` and with it: "42 nM"; only the number for the unknown unit. */
char *iso_plot_dose (double inside, const IsoUnit *unit);

/* "42 nM (35 to 51)"; "> 8 µM" for a bound; "42 nM" and, in `reason` (may be NULL, to be freed), why it has no interval; the
 * status in words when there is no value. `scale` multiplies all three numbers first, `symbol` ("nM", "%", "") follows them. */
char *iso_plot_estimate (const IsoEstimate *estimate, double scale, const char *symbol);
char *iso_plot_dose_estimate (const IsoEstimate *estimate, const IsoUnit *unit);

G_END_DECLS
