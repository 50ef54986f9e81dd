/* iso-outline.h - what a person writes down before an experiment, and the plates and liquids that follow from it
 *
 * The whole chain in one value: stocks, doses, plates, rules, volumes. It is filled by a reader of design files or by hand, and
 * iso_outline_plan () does the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-bottle.h"
#include "dosing/iso-design.h"
#include "dosing/iso-dosing.h"
#include "dosing/iso-needs.h"
#include "dosing/iso-placing.h"
#include "plate/iso-layout-solver.h"

G_BEGIN_DECLS

typedef struct
{
  char          *name;
  const IsoUnit *unit;        /* of doses */
  IsoBottle      bottle;      /* what its doses are made from */
  double         stock;       /* of what acts in it: inside unit of the doses' dimension */
  double         ic50;        /* NaN if not given */
} IsoOutlineDrug;

typedef struct
{
  char              *title;
  GArray            *drugs;      /* of IsoOutlineDrug */
  GPtrArray         *samples;    /* of char * */
  GPtrArray         *solvents;   /* of char *: what the settings' solvents are named by */
  GPtrArray         *reagents;   /* of char *: likewise */
  GArray            *pipettes;   /* of IsoPipette: what the settings point into */
  IsoDesign         *design;
  IsoPlating         plating;
  IsoLayoutSettings  layout;     /* its `lost` points into the outline; its stream is set for each plate */
  GPtrArray         *reasons;    /* of char *: why a rule is off, for each rule; NULL where it is on */
  GArray            *maps;       /* of IsoMapRecord: how plates that stand already came about */
  guint8             lost[ISO_MAX_ROWS * ISO_MAX_COLUMNS];   /* row-major in the plate's format */
  IsoDosingSettings  dosing;
  double             cells_per_well;   /* NaN: not given, and so the two that follow */
  double             cell_count;       /* per mL of the culture */
  double             viability;        /* 0 to 1 */
} IsoOutline;

typedef struct
{
  IsoPlatingCount  count;
  GPtrArray       *layouts;     /* of IsoLayout, all runs, with planned and achieved doses */
  GArray          *solutions;   /* of IsoLayoutSolution, for each layout; empty where layouts were given */
  GArray          *findings;    /* of IsoRuleFinding; those of rules that are off are there, too */
  GPtrArray       *plans;       /* of IsoDosingPlan: one for each run; its layouts are those of the run */
  IsoSeeding       seeding;     /* of a run; volume NaN if the cells are not given */
  GPtrArray       *messages;    /* of IsoMessage: of forms, plating, layout, cells; each dosing plan has its own, the same for every run */
} IsoOutlinePlan;

IsoOutline     *iso_outline_new  (void);   /* one run, three replicates, 96 wells, a free edge, seed 1 */
void            iso_outline_free (IsoOutline *outline);

/* One more drug, with a bottle of which nothing is known; it moves when the next is added. */
IsoOutlineDrug *iso_outline_add_drug (IsoOutline *outline, const char *name, const IsoUnit *unit);

/* Returns the index of the solvent, added with the house's caps if it is new; -1 if there are three others already. */
int             iso_outline_add_solvent (IsoOutline *outline, const char *name);

/* Lots that have expired on a day, "2026-11-21": refused with RANGE where there is no reason to use them in spite of it; with one it is
 * said. */
gboolean        iso_outline_check_lots (const IsoOutline *outline, const char *day, GPtrArray *messages, GError **error);

/* Plates "Plate 1", "Plate 2", ... of runs "Experiment 1", ... With mother plates the samples of a run share their maps, and the rule
 * that patterns differ is off. Errors: those of iso_plating_fill (), iso_layout_solve () and
 * iso_dosing_plan_new (). */
IsoOutlinePlan *iso_outline_plan      (IsoOutline *outline, GError **error);

/* The same of plates that stand already, as a project holds them: nothing is placed anew, and the rules judge what is there. `runs` tells
 * the run of each layout, from 0; every run up to the highest must have a well to treat. The outline's design, number of runs and plate
 * format become those of the layouts; the count tells what is there. Errors: NO_DATA (no plate), RANGE (a dose of a drug that is not in the
 * outline, or not above zero), those of iso_dosing_plan_new (). */
IsoOutlinePlan *iso_outline_plan_layouts (IsoOutline *outline, const GPtrArray *layouts, const guint *runs, GError **error);
void            iso_outline_plan_free (IsoOutlinePlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoOutline, iso_outline_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoOutlinePlan, iso_outline_plan_free)

G_END_DECLS
