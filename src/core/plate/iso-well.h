/* iso-well.h - a place on a plate
 *
 * Rows are A to Z and AA to AF, columns 1 to 48. Inside the program both count from 0.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ISO_MAX_ROWS 32
#define ISO_MAX_COLUMNS 48

typedef struct
{
  guint8 row;
  guint8 column;
} IsoWell;

/* Room for "AF48" and its end. */
#define ISO_WELL_NAME_SIZE 8

/* Reads "C5", "c05", "C 5", "C:5", "AA12". FALSE if it is no well of a 1,536-well plate. */
gboolean iso_well_parse (const char *text, IsoWell *well);

/* Writes "C5" into `name` and returns it. */
const char *iso_well_name (IsoWell well, char name[ISO_WELL_NAME_SIZE]);

/* Reads a row label "A" to "AF"; lower case "a" to "f" on its own means AA to AF when `bmg` is set (the habit of one reader
 * program), otherwise A to F. Returns -1 if it is none. */
int         iso_row_parse (const char *text, gboolean bmg);
const char *iso_row_name  (guint row, char name[ISO_WELL_NAME_SIZE]);

G_END_DECLS
