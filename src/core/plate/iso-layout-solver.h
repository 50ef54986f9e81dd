/* iso-layout-solver.h - finding places for the contents of a plate: by chance under rules, in blocks, or in order
 *
 * The same contents, settings and seed give the same map on every machine, in whatever order the contents are told (unless that order
 * is to be kept): chance is PCG32, and everything that is compared is a whole number. The map is what counts; the seed tells where it
 * came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "plate/iso-layout-rules.h"

G_BEGIN_DECLS

#define ISO_LAYOUT_SOLVER_VERSION 2   /* goes up when the same seed would give another map */

typedef enum
{
  ISO_LAYOUT_RANDOM,
  ISO_LAYOUT_ROW_BLOCKS,      /* each replicate of everything in rows of its own, by chance inside them */
  ISO_LAYOUT_COLUMN_BLOCKS,
  ISO_LAYOUT_QUARTERS,
  ISO_LAYOUT_ORDERED,         /* down the columns in the order of the contents, replicates together: for multichannel pipettes */
} IsoLayoutMode;

const char *iso_layout_mode_word  (IsoLayoutMode mode);   /* "random", "row-blocks", "column-blocks", "quarters", "ordered" */
gboolean    iso_layout_mode_parse (const char *text, IsoLayoutMode *mode);

typedef struct
{
  IsoLayoutMode  mode;
  guint          ring;      /* edge rings that stay free */
  guint          off;       /* rules that do not count: bits 1 << IsoLayoutRule */
  const guint8  *lost;      /* (nullable) for each well of the plate: not 0 if it cannot be used */
  guint64        seed;
  guint64        stream;    /* tells the plates of one experiment apart */
  const int     *cancel;    /* (nullable) not 0, set from another thread: give up */
} IsoLayoutSettings;

typedef struct
{
  guint   broken;    /* how often a rule is broken; 0 when all are kept. Always 0 for ORDERED, which looks at no rule */
  guint   swaps;     /* that were tried until then */
  guint64 score;     /* what is left of nearness of replicates and of dose running along the plate; less is better */
} IsoLayoutSolution;

/* Places `contents` (of IsoLayoutWell) on `layout`, whose wells are overwritten; wells without contents become empty. `others` (of
 * IsoLayout, nullable) are plates whose control patterns it must differ from. A map that keeps not all rules is
 * given, too: `solution` says so, iso_layout_check () says where. Errors: TOO_LARGE if there are more contents than places, CANCELLED. */
gboolean iso_layout_solve (IsoLayout *layout, const GArray *contents, const IsoLayoutSettings *settings, const GPtrArray *others,
                           IsoLayoutSolution *solution, GError **error);

G_END_DECLS
