/* iso-normalise.h - from a reader's numbers to viability, with the quality of the controls that made it
 *
 *   viability = (x - blank) / (vehicle - blank)
 *
 * where blank and vehicle are the location (median or mean) of the control wells of the same plate.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_LOCATION_AUTO,     /* median from five control wells on, mean below */
  ISO_LOCATION_MEDIAN,
  ISO_LOCATION_MEAN,
} IsoLocation;

/* n values of one kind of control. Figures without enough values are NaN. */
typedef struct
{
  gsize  n;
  double location;
  double mean;
  double sd;       /* sample SD */
  double cv;       /* 100 sd / mean, % */
  double se;       /* standard error of the location: sd / sqrt (n) for the mean, sqrt (pi / 2) times it for the median */
} IsoControl;

void iso_control_compute (const double *values, gsize n, IsoLocation location, IsoControl *control);

/* The control wells against each other.
 * Z' = 1 - 3 (sd_n + sd_p) / |mean_n - mean_p|   (Zhang, Chung & Oldenburg 1999, J Biomol Screen 4:67); two or more wells of both.
 * S/B = mean_n / mean_p; one or more wells of both. NaN otherwise, and Z' also where blanks that stand for the positive control lie above. */
typedef struct
{
  IsoControl vehicle;
  IsoControl untreated;
  IsoControl blank;
  IsoControl positive;
  double     z_prime;
  double     signal_to_background;
  gboolean   against_blank;   /* no positive control: blanks stood in for it */
} IsoPlateQuality;

/* Fills Z' and S/B from the four controls. */
void iso_plate_quality_compute (IsoPlateQuality *quality);

G_END_DECLS
