/* iso-read-pick.h - one read of a kinetic or a spectrum
 *
 * The reads of a series differ in their time or their wavelength. What is wanted of them is one of them, the largest value of each well,
 * or how fast the values rise.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_PICK_ALL,       /* leaves the series as it is */
  ISO_PICK_NEAREST,   /* to a time or a wavelength; the earlier or shorter of two */
  ISO_PICK_FIRST,
  ISO_PICK_LAST,
  ISO_PICK_MAXIMUM,   /* of each well over the series; beyond the range if any of its readings is */
  ISO_PICK_SLOPE,     /* of each well over the whole time, by least squares, per hour */
} IsoPickHow;

typedef struct
{
  IsoPickHow how;
  double     time;         /* of ISO_PICK_NEAREST: seconds, for kinetics; NaN leaves them */
  double     wavelength;   /* of ISO_PICK_NEAREST: nm, for spectra; NaN leaves them */
} IsoReadPick;

/* Replaces the reads of each series by the one picked, at the place of the first of them; other reads stay. A maximum or a slope is a
 * calculated read, "562, maximum" or "562, slope per hour"; its readings have the line of the reading that was largest, or of the first.
 * A slope needs two times with numbers; a well without them, or with a reading beyond the range, is missing. Slopes are made of kinetics
 * with known times only; other series then stay as they are. Returns how many series were replaced. */
guint iso_readout_pick (IsoReadout *readout, const IsoReadPick *pick);

G_END_DECLS
