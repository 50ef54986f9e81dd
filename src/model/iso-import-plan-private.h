/* iso-import-plan-private.h - what the files of IsoImportPlan share
 *
 * iso-import-plan.c         the plan, and the reading of its files
 * iso-import-plan-ask.c     what it knows
 * iso-import-plan-choose.c  what a person chooses, however often the files are read
 * iso-import-plan-take.c    whether it can be taken, and taking it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-plates.h"

G_BEGIN_DECLS

struct _IsoImportPlan
{
  GObject parent_instance;

  IsoProject    *project;       /* (owned) */
  GArray        *requests;      /* (owned) of IsoImportRequest */
  IsoImportLook *look;          /* (owned) (nullable) what was read last */
  GPtrArray     *plates;        /* (owned) of IsoImportPlate: borrow from the look */
  GCancellable  *reading;       /* (owned) (nullable) while a worker reads */
  GCancellable  *noticing;      /* (owned) (nullable) while a worker looks at what was read */
  IsoImportProgress *progress;  /* (owned) counted by reference, of the last reading */
  guint          ticking;       /* source: tells of the progress */
  GHashTable    *reads;         /* (owned) what a person chose for a plate, by its place: a label */
  GHashTable    *references;    /* (owned) the same; "" for none */
  GHashTable    *targets;       /* (owned) the same: a target as a text */
  GHashTable    *runs;          /* (owned) the same */
  GError        *problem;       /* (owned) (nullable) */
};

/* What is chosen for the plates changed: where they go, and what is to be said of that. */
void            iso_import_plan_update         (IsoImportPlan *self);

/* What a person chose for a plate before counts again. */
void            iso_import_plan_apply_kept     (IsoImportPlan *self, IsoImportPlate *plate);

void            iso_import_plan_update_problem (IsoImportPlan *self);

G_END_DECLS
