/* iso-needs.h - what an experiment uses up: cells, medium, reagents, tips
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

/* A suspension to seed from, made of a culture. Volumes in nL, cells per mL. */
typedef struct
{
  double volume;       /* of the suspension */
  double density;      /* living cells per mL of it */
  double cells;        /* living cells in it */
  double culture;      /* volume of culture to take */
  double medium;       /* to add; negative if the culture is too thin and must be concentrated */
} IsoSeeding;

/* `wells` of `volume` with so many living cells each, with overage and the dead volume of the trough; the culture was counted as `count` cells per
 * mL, a share of `viability` of them alive. */
void iso_seeding_plan (guint wells, double volume, double cells_per_well, double overage, double dead, double count, double viability,
                       IsoSeeding *seeding);

/* What is to be said of it: too thin, too many dead (below 90 %), more than the `available` nL of culture (NaN: not known). */
void iso_seeding_warn (const IsoSeeding *seeding, double viability, double available, GPtrArray *messages);

/* nL of a reagent, g of what is weighed for it, and its g/L in a well that held `before` nL: 1.32 mL, 6.6 mg and 0.4545 mg/mL for 60 wells of
 * 20 µL at 5 mg/mL with 10 % more, onto 200 µL. NaN where its strength is not known. */
typedef struct
{
  double volume;
  double mass;
  double final;
} IsoReagentNeed;

void iso_reagent_plan (const IsoReagent *reagent, guint wells, double before, double overage, double dead, IsoReagentNeed *need);

/* Tips of each pipette (in the settings' order) when every transfer between tubes takes a new one, and wells that get the same
 * liquid in one step share one. */
void iso_tips_count (const IsoDosingSettings *settings, const IsoDosingPlan *plan, guint *tips);

/* Wells that are in use on all plates of a plan, and those among them with cells. */
void iso_plan_count_wells (const IsoDosingPlan *plan, guint *used, guint *seeded);

/* Wells without contents in the edge rings, two at the most, which get medium if the settings say so; 0 if they do not. */
guint iso_plan_count_edge (const IsoDosingSettings *settings, const IsoDosingPlan *plan, guint ring);

G_END_DECLS
