/* iso-axis-ticks.h - round numbers for axes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure-parts.h"

G_BEGIN_DECLS

/* Appends at most `most` labelled ticks within low to high, at 1, 2, 2.5 or 5 times a power of ten. With `percent`, 25
 * and 50 come before other steps. Labels have the decimals of the step. At least one tick, whatever the numbers. */
void iso_ticks_linear (double low, double high, guint most, gboolean percent, GArray *ticks);

/* Appends at most `most` labelled decades within low to high, and minor ticks at 2 to 9 times them if `minor`. Where
 * three decades or fewer lie inside, 1-2-5 steps are labelled instead if there is room, and linear ones where there is
 * not one decade. Decades are "0.1", "1", "10" while all of them lie in 0.001 to 10 000, else "10⁴". */
void iso_ticks_log (double low, double high, guint most, gboolean minor, GArray *ticks);

G_END_DECLS
