/* iso-plate-map.h - a plate of the project as core sees plates: drugs and samples by their place in the experiment
 *
 * Edits that are only thought of, a preview, can be laid over it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-plate-look.h"
#include "iso-project.h"

G_BEGIN_DECLS

typedef struct
{
  IsoLayout   *layout;     /* n_drugs, n_samples: places in the lists of the project */
  guint        n_drugs;
  guint        n_samples;
  gboolean    *excluded;   /* for each well */
  IsoPlateKey *key;
} IsoPlateMap;

/* NULL for a list. `preview` holds `n` wells. */
IsoPlateMap *iso_plate_map_new  (IsoProject *project, IsoProjectPlate *plate, const IsoWellEdit *preview, guint n);
void             iso_plate_map_free (IsoPlateMap *map);

/* The place of an item in its list; -1 if it is not there. */
int iso_plate_map_index (IsoProject *project, IsoEntity entity, const char *id);

/* A well as it is, as an edit that would change nothing. Its texts are the project's. */
void iso_plate_map_get_edit (IsoProjectPlate *plate, guint well, IsoWellEdit *edit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPlateMap, iso_plate_map_free)

G_END_DECLS
