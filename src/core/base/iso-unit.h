/* iso-unit.h - units of doses, volumes and masses
 *
 * Inside the program a concentration is mol/L or g/L, a volume nL, a mass g. Beside each number stands the unit the person
 * typed. A table whose dose unit is not known keeps its numbers as they are, in ISO_DIMENSION_UNKNOWN.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_DIMENSION_UNKNOWN,             /* doses without a unit: only ratios have a meaning */
  ISO_DIMENSION_MOLAR,               /* mol/L */
  ISO_DIMENSION_MASS_CONCENTRATION,  /* g/L */
  ISO_DIMENSION_VOLUME,              /* nL */
  ISO_DIMENSION_MASS,                /* g */
} IsoDimension;

typedef struct
{
  const char   *symbol;      /* as shown and written: "µM", with U+00B5 */
  const char   *ascii;       /* "uM" */
  IsoDimension  dimension;
  double        factor;      /* one of it in the inside unit of its dimension */
  double        per;         /* its inverse; exactly one of factor and per is a whole number, and conversions use that one */
} IsoUnit;

/* Finds a unit by what a person wrote; µ, μ and u are one letter, case counts otherwise ("M" is not "m").
 * NULL or "" gives the unknown unit; what is not a unit gives NULL. */
const IsoUnit *iso_unit_find (const char *text);
const IsoUnit *iso_unit_unknown (void);

/* To the inside unit and back. What a person typed, in up to 15 digits, comes back as the same number. */
double iso_unit_to_inside   (const IsoUnit *unit, double value);
double iso_unit_from_inside (const IsoUnit *unit, double value);

/* The symbols a person may type, for messages: "fM, pM, nM, µM, mM, M, ...". Static. */
const char *iso_unit_list (void);

G_END_DECLS
