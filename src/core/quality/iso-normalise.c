/* iso-normalise.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "quality/iso-normalise.h"

#include "base/iso-statistics.h"

#include <math.h>

/* From this many control wells on, one bad well no longer moves the median and the median is the safer location. */
#define WELLS_FOR_MEDIAN 5

void
iso_control_compute (const double *values, gsize n, IsoLocation location, IsoControl *control)
{
  gboolean median = location == ISO_LOCATION_MEDIAN || (location == ISO_LOCATION_AUTO && n >= WELLS_FOR_MEDIAN);

  control->n = n;
  control->mean = iso_mean (values, n);
  control->sd = iso_sd (values, n);
  control->location = median ? iso_median (values, n) : control->mean;
  control->cv = control->mean != 0 ? 100 * control->sd / control->mean : NAN;
  control->se = n > 1 ? control->sd / sqrt ((double) n) : NAN;
  if (median && n > 2)
    control->se *= sqrt (G_PI_2);
}

void
iso_plate_quality_compute (IsoPlateQuality *quality)
{
  const IsoControl *high = &quality->vehicle;
  const IsoControl *low = &quality->positive;
  double distance;

  quality->against_blank = quality->positive.n == 0;
  if (quality->against_blank)
    low = &quality->blank;

  quality->z_prime = NAN;
  quality->signal_to_background = NAN;
  if (high->n == 0 || low->n == 0)
    return;
  if (low->mean > 0)
    quality->signal_to_background = high->mean / low->mean;
  /* Blanks above the cells are no window that an effect could be seen in, however far they are away. */
  distance = quality->against_blank ? high->mean - low->mean : fabs (high->mean - low->mean);
  if (high->n > 1 && low->n > 1 && distance > 0)
    quality->z_prime = 1 - 3 * (high->sd + low->sd) / distance;
}
