/* iso-fill.h - where the doses of a series, a ray or a checkerboard stand on a plate
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dose-series.h"
#include "plate/iso-layout.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_FILL_DOWN,
  ISO_FILL_UP,
  ISO_FILL_ACROSS,   /* to the right */
  ISO_FILL_BACK,     /* to the left */
} IsoFillDirection;

typedef enum
{
  ISO_FILL_LINES,         /* line after line, each from its beginning */
  ISO_FILL_SNAKE,         /* every second line backwards */
  ISO_FILL_INTERLEAVED,   /* every second well of a line (every fourth on 1,536), then those in between: the tips of a multichannel
                             pipette are 9 mm apart whatever the plate */
} IsoFillOrder;

/* The doses that stand together in one axis of a fill: one drug, or several at a fixed ratio. */
typedef struct
{
  guint   n_steps;
  guint   n_drugs;
  guint   drugs[ISO_MAX_DRUGS];   /* indices into the experiment's drugs */
  double *doses[ISO_MAX_DRUGS];   /* (owned) n_steps each; 0: without the drug */
} IsoFillAxis;

typedef struct
{
  guint            n_axes;       /* 1: a series or ray; 2: a checkerboard, the first axis in its direction, the second across it */
  IsoFillAxis      axes[2];
  gboolean         with_zero;    /* checkerboard: a last step without the drug on both axes */
  IsoFillDirection direction;
  IsoFillDirection second;       /* of the second axis */
  IsoFillOrder     order;        /* of a series */
  guint            replicates;   /* 0: as many as there is room for */
} IsoFill;

/* What comes into a well. No dose at all: vehicle. */
typedef struct
{
  IsoWell well;
  guint   step;         /* from 0, on the first axis */
  guint   other;        /* on the second */
  guint   replicate;    /* from 1 */
  guint   n_doses;
  guint   drugs[ISO_MAX_DRUGS];
  double  doses[ISO_MAX_DRUGS];
} IsoFillWell;

void iso_fill_clear (IsoFill *fill);

/* Places the fill on `wells` (those that are selected, in any order). One well alone is where the fill begins: it takes what it needs to
 * the right and below. A series stands whole on its line (column for down and up) where a line is long enough; the next replicate takes
 * the rest of the line if it fits there, else the next line. A checkerboard needs whole blocks.
 * Returns GArray of IsoFillWell in the order of pipetting. Error RANGE: more wells are needed than there are; what is missing is said. */
GArray *iso_fill_place (const IsoFill *fill, const IsoPlateFormat *format, const IsoWell *wells, guint n, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoFill, iso_fill_clear)

G_END_DECLS
