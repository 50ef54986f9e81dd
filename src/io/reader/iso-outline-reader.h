/* iso-outline-reader.h - a design as one small text: drugs and their stocks, arms, plate, volumes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"
#include "reader/iso-source.h"

G_BEGIN_DECLS

#define ISO_OUTLINE_SCHEMA "isobole/design/1"

/* What is known of the IC50 of a drug that the design does not give, in the unit's inside unit; NaN for nothing. */
typedef double (*IsoIc50Func) (const char *drug, const IsoUnit *unit, gpointer data);

/* `find_ic50` may be NULL. What may stand in it is told by iso_outline_help (). Errors name the place and the line: SYNTAX, RANGE, UNITS, NO_DATA. */
IsoOutline *iso_outline_read_json (IsoSource *source, IsoIc50Func find_ic50, gpointer data, GError **error);

/* The format with an example, in English, for people. Static. */
const char *iso_outline_help (void);

G_END_DECLS
