/* iso-power.h - what a design can see: simulated experiments with a known interaction, judged as real ones are
 *
 * Two drugs of equal potency and slope, at doses around their midpoint or beside it, each alone and together: at the same doses (a ray)
 * or in all pairs (a matrix). Every run has a potency of its own, and every well a normal error of viability.
 *   ray      the mixture needs `ci` times the dose that would be additive; seen if the interval of the combination index at half the effect
 *            lies below 1 (above, for an index above 1)
 *   matrix   the mean effect is `excess` more than Bliss independence expects, most where half of the cells would live; seen if the
 *            interval of the mean excess lies above 0 (below)
 * Intervals are those of the analysis: between runs where there are two or more; with one, that of lines through the effects, or that of
 * the replicates' SD carried to the mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean matrix;
  guint    n_doses;     /* of each drug */
  double   step;        /* from dose to dose: 2 */
  double   middle;      /* the doses' geometric middle over the midpoint: 1 */
  guint    n_wells;     /* at each dose set, in each run */
  guint    n_runs;
  double   slope;       /* Hill: 1 */
  double   noise;       /* SD of one well's viability, 1 = vehicle: 0.05 */
  double   spread;      /* SD of ln potency between runs, of each drug and of the mixture by itself: 0.1 */
  double   ci;          /* of a ray */
  double   excess;      /* of a matrix, a fraction */
  double   level;       /* of the interval: 0.95 */
  guint    n_simulations;
  guint64  seed;
} IsoPowerDesign;

#define ISO_POWER_MOST_DOSES 24
#define ISO_POWER_MOST_RUNS 30
#define ISO_POWER_MOST_WELLS 30

void iso_power_design_init (IsoPowerDesign *design);

typedef struct
{
  guint  seen;
  guint  n;          /* simulations that gave an interval */
  double power;      /* seen / n_simulations */
  double lower;      /* Wilson's 95 % interval of it */
  double upper;
  double estimate;   /* mean of the estimates: of the index on the logarithm, of the excess as a fraction */
  double width;      /* mean width of the interval; upper / lower for an index */
} IsoPower;

void iso_power_compute (const IsoPowerDesign *design, IsoPower *power);

/* The fewest runs (two or more), or wells of each dose set, with which the power is at least `goal`; 0 if ISO_POWER_MOST_RUNS or WELLS do not do. */
guint iso_power_runs_needed  (const IsoPowerDesign *design, double goal);
guint iso_power_wells_needed (const IsoPowerDesign *design, double goal);

G_END_DECLS
