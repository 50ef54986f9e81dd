/* iso-plate-notice.h - what a person should be told before the readings of a plate are taken
 *
 * Wells that were treated alike read alike, and so do neighbouring doses. If they agree much better when the plate is turned by 180 degrees,
 * it stood the wrong way round; if they agree much better when the readings of two plates change places, the plates were swapped. Readings
 * count by their ranks, so that neither the unit nor a few odd wells matter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"
#include "plate/iso-readout.h"

G_BEGIN_DECLS

/* FALSE if the layout looks much the same when it is turned, or has too few wells that are alike: then a turned plate cannot be noticed. */
gboolean iso_plate_can_tell_turned (const IsoLayout *layout);

/* TRUE if the readings fit the layout much better turned than as they stand. */
gboolean iso_plate_seems_turned  (const IsoLayout *layout, const IsoRead *read);

/* TRUE if each read fits the other's layout much better than its own. Always FALSE for layouts that are alike. */
gboolean iso_plate_seem_swapped (const IsoLayout *first, const IsoRead *first_read, const IsoLayout *second, const IsoRead *second_read);

/* TRUE if all readings are the same: one plate under two names. */
gboolean iso_plate_same_readings (const IsoRead *first, const IsoRead *second);

/* Findings about one plate, as a list of IsoMessage that the caller owns: "turned", "saturated" (readings beyond the range), "blank-above-vehicle",
 * "viability-not-signal" (the vehicle is at 1 or at 100 already, so the numbers are no signal). `name` is how the plate is called. */
GPtrArray *iso_plate_notice (const IsoLayout *layout, const IsoRead *read, const char *name);

G_END_DECLS
