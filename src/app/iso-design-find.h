/* iso-design-find.h - wells that a person looks for, and wells that a person should look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

/* Wells by what is asked: a place ("C5", "B2:D4"), a role, a dose ("> 2 µM", "ixa <= 10 nM"), or any part of what a well says ("ixa",
 * "excluded", "MM.1S"). GArray of guint, ascending; empty if there is none. */
GArray *iso_design_find (IsoProject *project, IsoProjectPlate *plate, const char *query);

/* Something that is missing or contradicts itself. */
typedef struct
{
  char    *text;    /* a sentence */
  GArray  *wells;   /* of guint; empty if it is about the plate */
  gboolean wrong;   /* these wells cannot be meant so; else something is missing elsewhere */
} IsoDesignFinding;

/* GPtrArray of IsoDesignFinding. */
GPtrArray *iso_design_check (IsoProject *project, IsoProjectPlate *plate);

/* "60 treated, 9 vehicle, 3 blank, 24 unused". */
char      *iso_design_count (IsoProjectPlate *plate);

G_END_DECLS
