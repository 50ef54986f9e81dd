/* iso-dilution.h - the arithmetic of diluting: factors, tubes, limits, errors
 *
 * Volumes are in nL, concentrations in any one unit, vehicle as a fraction (0.001 is 0.1 %).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* By how much stronger a solution must be that is added as `added` to a well which then holds `total`: 2 for 100 onto
 * 100 µL, 4 for each of two drugs of 50 onto 100 µL. */
double iso_dilution_prefactor (double added, double total);

/* How many levels of this factor span a range of this ratio: 4 for 125 by fives. */
guint  iso_dilution_levels (double ratio, double factor);

/* What a tube must be left with: wells * volume, with overage (0.2 is 20 %), and the dead volume, rounded up to `step`. */
double iso_dilution_keep (guint wells, double volume, double overage, double dead, double step);

/* A serial dilution of `n` tubes whose concentrations fall by `factors[i - 1]` from tube i - 1 to tube i, of which each
 * keeps `keep[i]`. For one factor F throughout, and one K: each tube but the first gets K of diluent, T = K / (F - 1) is
 * carried on, the first is made as K + T, and the last ends with K + T. Fills `carried[i]`, what goes into tube i from the
 * one before (0 for the first), and `made[i]`, what tube i holds before anything is taken out of it. */
void   iso_dilution_series (guint n, const double *factors, const double *keep, double *carried, double *made);

/* The strongest dose in the well that a stock allows under a cap of vehicle: 5 µM of 10 mM at 0.05 %. */
double iso_dilution_ceiling (double stock, double cap);

/* Relative error of the k-th dilution. At random: CVs of first tube, transfer and diluent add up by their squares. By bias: each step
 * multiplies by nearly 1 + (1 - 1/F)(transfer - diluent). */
double iso_dilution_random_error (double first_cv, double transfer_cv, double diluent_cv, double factor, guint k);
double iso_dilution_bias         (double transfer_error, double diluent_error, double factor, guint k);

/* To a multiple of `step`, half away from zero: what a pipette or a droplet can do. A step of 0 changes nothing. */
double iso_dilution_round    (double volume, double step);
double iso_dilution_round_up (double volume, double step);   /* a hair above a multiple counts as the multiple */

/* A pipette, and what it can do. */
typedef struct
{
  const char *name;      /* "P20" */
  double      least;     /* nL */
  double      most;
  double      step;
} IsoPipette;

/* The lab's usual set, from small to large: P2, P10, P20, P200, P1000. Static. */
const IsoPipette *iso_pipettes_default (guint *n);

typedef enum
{
  ISO_TRANSFER_FINE,
  ISO_TRANSFER_SMALL,      /* below 10 % of the pipette's range, or its smallest: amber */
  ISO_TRANSFER_TOO_SMALL,  /* under the hard limit: red */
} IsoTransferGrade;

/* How to pipette a volume: the smallest pipette that holds it, in `parts` equal parts if even the largest does not. */
typedef struct
{
  const IsoPipette *pipette;
  guint             parts;
  double            volume;   /* of all parts together, after rounding to the pipette's step */
  IsoTransferGrade  grade;
} IsoPipetting;

void iso_pipetting_choose (const IsoPipette *pipettes, guint n, double volume, double least, IsoPipetting *pipetting);

G_END_DECLS
