/* iso-placing.h - laying out the plates of an experiment, one after the other, and the record of how each came about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-design.h"
#include "plate/iso-layout-solver.h"

G_BEGIN_DECLS

/* One plate. */
typedef struct
{
  const IsoPlateContent *content;
  IsoLayout             *layout;     /* its wells are overwritten */
  const guint8          *lost;       /* (nullable) for each well: not 0 if it cannot be used */
  guint64                stream;
  IsoLayoutSolution      solution;   /* is filled */
} IsoPlacing;

/* Places all plates (of IsoPlacing) in their order, each unlike those before it, and unlike `others` (of IsoLayout, nullable). `lost` and
 * `stream` of the settings do not count. `twins`: plates of one run that differ in their sample only share a map. `cancel` (nullable, atomic)
 * ends it early. Errors: those of iso_layout_solve (), CANCELLED. */
gboolean iso_placing_solve (GArray *placings, const IsoLayoutSettings *settings, gboolean twins, const GPtrArray *others, const int *cancel,
                            GError **error);

/* How the map of a plate came about. The map is what counts: this tells where it came from. */
typedef struct
{
  char         *plate;     /* id */
  IsoLayoutMode mode;
  guint         ring;
  guint         off;       /* rules that did not count */
  guint         version;   /* of the solver */
  guint64       seed;
  guint64       stream;
  guint64       score;
} IsoMapRecord;

/* GArray of IsoMapRecord, to be unreffed. */
GArray             *iso_map_records_new    (void);
const IsoMapRecord *iso_map_records_find   (const GArray *records, const char *plate);   /* NULL: none */

/* In place of the one of its plate; the plate's id is copied. */
void                iso_map_records_put    (GArray *records, const IsoMapRecord *record);

/* "ID=random, ring 1, seed 42, stream 1, score 1234, solver 2, without columns edge; ...": to be freed. */
char               *iso_map_records_format (const GArray *records);

/* Reads them again; NULL, with SYNTAX, if it is no such text. */
GArray             *iso_map_records_parse  (const char *text, const IsoPlace *place, GError **error);

G_END_DECLS
