/* iso-bench-needs.h - the numbers of a plan in words: what is needed, and what the wells get
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value;   /* with its unit */
  char *note;    /* NULL without one */
  const char *code;   /* of the notice that knows its wells; NULL for none */
} IsoBenchFact;

/* Of the first run of the plan: GPtrArray of IsoBenchFact, to be unreffed. */
GPtrArray *iso_bench_needs (const IsoOutline *outline, const IsoOutlinePlan *plan);
GPtrArray *iso_bench_wells (const IsoOutline *outline, const IsoOutlinePlan *plan);

G_END_DECLS
