/* iso-figure-design.h - the map of a plate as it is planned, for paper and files
 *
 * Wells are drawn as on screen (iso-plate-look.h), with the letters and numbers of their codes if asked to; the caption says what the
 * codes mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-figure.h"
#include "iso-plate-look.h"
#include "base/iso-unit.h"

G_BEGIN_DECLS

typedef struct
{
  const char    *name;
  const IsoUnit *unit;
} IsoDesignDrug;

typedef struct
{
  const IsoLayout    *layout;       /* its title is the name of the plate */
  const gboolean     *excluded;     /* for each well; NULL: none */
  const IsoDesignDrug *drugs;       /* by the indices of the layout */
  guint               n_drugs;
  const char *const  *samples;
  guint               n_samples;
  IsoPlateLayer       layer;
  guint               drug;         /* of ISO_LAYER_DOSE */
  gboolean            codes;
  const char         *note;         /* below; may be NULL */
} IsoDesignMap;

/* Width and height in points; a height of 0 takes the one that suits. Never NULL; keeps nothing of the map. */
IsoFigure *iso_figure_of_design (const IsoDesignMap *map, const IsoFigureStyle *style, double width_pt, double height_pt);

G_END_DECLS
