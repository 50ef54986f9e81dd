/* iso-planner.h - the liquids of an open project's plates, which follow every edit
 *
 * Plans the plates of one run: tubes, transfers, achieved doses, needs. Follows the project, see iso-follower.h.
 *
 * Properties, all read-only: "plan" (pointer to the IsoOutlinePlan; notify is the moment to drop what was made of the old one), "error"
 * (pointer: why there is no plan).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"
#include "iso-follower.h"

G_BEGIN_DECLS

#define ISO_TYPE_PLANNER (iso_planner_get_type ())
G_DECLARE_FINAL_TYPE (IsoPlanner, iso_planner, ISO, PLANNER, IsoFollower)

/* Follows the project through openings and closings. */
IsoPlanner *iso_planner_new (IsoProject *project);

IsoProject *iso_planner_get_project (IsoPlanner *self);

/* The run whose plates are planned, by its id; NULL, or one that is not there: the first with a plate that has wells to treat. */
void        iso_planner_set_run     (IsoPlanner *self, const char *run);

/* Stops what is under way; the last plan stays, stale, until the next edit. */
void        iso_planner_cancel      (IsoPlanner *self);

const IsoOutline     *iso_planner_get_outline (IsoPlanner *self);   /* NULL without a plan, and so the next two */
const IsoOutlinePlan *iso_planner_get_plan    (IsoPlanner *self);
const IsoDosingPlan  *iso_planner_get_dosing  (IsoPlanner *self);   /* of the run */
const GError         *iso_planner_get_error   (IsoPlanner *self);
gboolean              iso_planner_get_busy    (IsoPlanner *self);
gboolean              iso_planner_get_stale   (IsoPlanner *self);

/* The plate of the project that a layout of the plan is, and the run that was planned; by their ids. NULL if there is none. */
const char           *iso_planner_get_plate   (IsoPlanner *self, guint layout);
const char           *iso_planner_get_run     (IsoPlanner *self);

/* Something to be said of the plan, and where it is. */
typedef enum
{
  ISO_NOTICE_NOTE,
  ISO_NOTICE_LOOK,   /* to be thought about */
  ISO_NOTICE_STOP,   /* stands in the way */
} IsoNoticeWeight;

typedef struct
{
  IsoNoticeWeight weight;
  char           *text;     /* translated */
  const char     *code;     /* of its message, or the word of its rule */
  int             remedy;   /* index of the plan's remedy that it offers; -1 for none */
  int             plate;    /* index of the layout whose wells it speaks of; -1 for none */
  GArray         *wells;    /* of guint, row by row from 0; those of the first plate that has any */
} IsoPlanNotice;

/* What stands in the way first. GPtrArray of IsoPlanNotice, to be unreffed. */
GPtrArray *iso_plan_notices (const IsoOutline *outline, const IsoOutlinePlan *plan);

/* Everything else that can be written of a plan: lists for robots and people, see io's worklists. */
guint       iso_planner_n_lists         (void);
const char *iso_planner_get_list_name   (guint index);   /* to be translated */
const char *iso_planner_get_list_ending (guint index);
gboolean    iso_planner_list_fits       (IsoPlanner *self, guint index);   /* it is for such plans */
char       *iso_planner_write_list      (IsoPlanner *self, guint index, GError **error);

G_END_DECLS
