/* iso-plate-format.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "plate/iso-plate-format.h"

static const IsoPlateFormat formats[] = {
  { 6, 2, 3 }, { 12, 3, 4 }, { 24, 4, 6 }, { 48, 6, 8 }, { 96, 8, 12 }, { 384, 16, 24 }, { 1536, 32, 48 },
};

const IsoPlateFormat *
iso_plate_format_find (guint wells)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (formats[i].wells == wells)
        return &formats[i];
    }
  return NULL;
}

const IsoPlateFormat *
iso_plate_format_holding (guint rows, guint columns)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (formats[i].rows >= rows && formats[i].columns >= columns)
        return &formats[i];
    }
  return NULL;
}

const IsoPlateFormat *
iso_plate_format_nth (guint index)
{
  return index < G_N_ELEMENTS (formats) ? &formats[index] : NULL;
}
