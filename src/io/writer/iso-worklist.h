/* iso-worklist.h - plans as robots read them
 *
 * Each writer is one entry of a table. What a format cannot carry is refused with the reason, never left out in silence:
 * droplet machines take drops of stock, pipetting machines take tubes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"
#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;       /* "echo" */
  const char *name;     /* to be translated */
  const char *ending;   /* of its files: "csv" */
  gboolean    drops;    /* for drops of stock; otherwise for pipetted volumes */
  gboolean    both;     /* for people: of any plan */

  /* The whole text, to be freed. Errors: UNSUPPORTED, RANGE, TOO_LARGE. */
  char     *(*write) (const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error);
} IsoWorklist;

const IsoWorklist *iso_worklist_find (const char *id);    /* NULL if there is none */
const IsoWorklist *iso_worklist_nth  (guint index);       /* NULL past the last */

/* Writes a plan with this writer. Errors: UNSUPPORTED if the plan is of the other kind (drops, pipetted volumes), or not feasible; those of
 * the writer. */
char *iso_worklist_write (const IsoWorklist *worklist, const IsoDosingPlan *plan, const IsoDosingSettings *settings, GError **error);

/* Where liquids stand on a robot: tubes of a plan, one after the other down the columns of racks of 24 (4 x 6), or of source plates of 384 wells
 * for drops. `n` counts tubes from 0. */
typedef struct
{
  guint   rack;    /* from 1 */
  IsoWell well;
} IsoRackPlace;

IsoRackPlace iso_worklist_place (guint n, guint rows, guint columns);

/* The vessels that a robot takes from, in the order of their places: for pipetted volumes tubes and diluents, medium and
 * cells; for drops stocks, intermediates and vehicles. GArray of guint, vessel indices. */
GArray *iso_worklist_sources (const IsoDosingPlan *plan, gboolean drops);

G_END_DECLS
