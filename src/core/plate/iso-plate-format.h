/* iso-plate-format.h - the sizes that plates come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-well.h"

G_BEGIN_DECLS

typedef struct
{
  guint wells;
  guint rows;
  guint columns;
} IsoPlateFormat;

/* 6, 12, 24, 48, 96, 384 or 1,536 wells; NULL for another number. Static. */
const IsoPlateFormat *iso_plate_format_find (guint wells);

/* The smallest format that has this many rows and columns; NULL if none has. */
const IsoPlateFormat *iso_plate_format_holding (guint rows, guint columns);

/* All formats from small to large, ended by NULL when `index` is past the last. */
const IsoPlateFormat *iso_plate_format_nth (guint index);

static inline gboolean
iso_plate_format_has (const IsoPlateFormat *format, IsoWell well)
{
  return well.row < format->rows && well.column < format->columns;
}

/* The place of a well in row-major order, and back. */
static inline guint
iso_plate_format_index (const IsoPlateFormat *format, IsoWell well)
{
  return well.row * format->columns + well.column;
}

static inline IsoWell
iso_plate_format_well (const IsoPlateFormat *format, guint index)
{
  return (IsoWell) { (guint8) (index / format->columns), (guint8) (index % format->columns) };
}

G_END_DECLS
