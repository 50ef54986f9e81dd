/* iso-isobole.h - the line of additive dose pairs for one effect level (Loewe additivity)
 *
 *   d1 / Dx1 + d2 / Dx2 = 1
 *
 * Where a drug cannot reach the level alone, no amount of it replaces the other by that equation: its Dx is endless, and the
 * line runs parallel to its axis.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_ISOBOLE_POINTS 33

typedef struct
{
  double d1;
  double d2;
} IsoDosePair;

/* Fills `line` with ISO_ISOBOLE_POINTS pairs from the axis of drug 1 to that of drug 2; NaN for a Dx that is not reached, then
 * the line runs up to `limit` of that drug. Returns how many; 0 if neither drug reaches the level. */
guint iso_isobole_line (double dx1, double dx2, double limit1, double limit2, IsoDosePair line[ISO_ISOBOLE_POINTS]);

G_END_DECLS
