/* iso-plate-match.h - which of the plates that are known already were read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-readout.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  gboolean    waits;   /* nothing was read from it yet */
} IsoKnownPlate;

/* A plate that was read, and the known one that it is. */
typedef struct
{
  const IsoReadout *readout;
  guint             index;   /* of the plate in it */
  guint             plate;   /* index of the known one */
} IsoPlateMatch;

typedef enum
{
  ISO_PLATES_MATCHED,
  ISO_PLATES_NONE_KNOWN,   /* there are no plates to choose from */
  ISO_PLATES_SEVERAL,      /* one is named, and several were read */
  ISO_PLATES_NO_SUCH,      /* the one that is named is not there */
  ISO_PLATES_SAME,         /* several that were read would be the same one */
  ISO_PLATES_UNCLEAR,
} IsoPlateMatching;

/* Finds the plates of the readouts (of IsoReadout) among the known ones: the one that is called `name`, if that is not NULL; else each
 * by its name, number, barcode or file, and if none is found so, by order, where as many wait as were read. `matches` becomes a GArray
 * of IsoPlateMatch, one a plate that was read, whose `plate` means something after ISO_PLATES_MATCHED. For ISO_PLATES_SAME, `same` is
 * the known plate. */
IsoPlateMatching iso_plates_match (const GPtrArray *readouts, const IsoKnownPlate *plates, guint n, const char *name, GArray **matches,
                                   guint *same);

G_END_DECLS
