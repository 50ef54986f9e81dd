/* iso-parity.h - the scores that other programs print, computed the way they do: to see where an old number came from
 *
 * As synergyfinder 3.7.3 computes them: percent inhibition throughout, log-logistic curves with four free parameters through the dose 0 as
 * well; HSA and Bliss from the wells; ZIP with curves whose start is the well without the line's own drug; Loewe from a grid of 100
 * effects between the lowest start and the highest end of the two curves, the one whose sum of doses is nearest to 1, and where the
 * measured effect lies beyond both curves the larger effect of one drug at the two doses added up. Means are over all combinations.
 * The curves here are the best ones; where synergyfinder's stopped elsewhere its numbers differ.
 *
 * RI is the mean of a drug's curve (without dose 0) over log dose; CSS that of one drug's curve while the other is given at its "IC50",
 * which is the scale of that one's curve, or its top dose. S is what CSS has over the sum of both RI, or over the larger. Malyutina et
 * al. 2019, PLoS Comput Biol 15:e1006752.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-dose-grid.h"

G_BEGIN_DECLS

typedef struct
{
  double zip;
  double hsa;
  double bliss;
  double loewe;
} IsoParityScores;

typedef struct
{
  IsoParityScores *cells;        /* of each cell of the grid, percentage points; NaN where it lacks a single agent; 0 for single agents */
  IsoParityScores  means;
  double           ic50[2];      /* scale of the drug's curve, at most its top dose */
  double           sensitivity[2];   /* RI, percent */
  double           css[2];       /* of drug 1 with drug 2 at its IC50, and the other way */
  double           css_mean;
  double           s_sum;        /* css_mean less the sum of both RI */
  double           s_max;        /* less the larger */
} IsoParity;

/* `effects`: fractions affected of each cell, NaN where not measured; `untreated` that without a drug, 0 where the controls are its
 * measure; `units`: each drug's number of typed units in one of the grid's, because doses are added up as numbers. Two drugs. FALSE if a
 * drug alone was given at fewer than four doses. */
gboolean iso_parity_compute (const IsoDoseGrid *grid, const double *effects, double untreated, const double units[2],
                             IsoParity *parity);
void     iso_parity_clear   (IsoParity *parity);

G_END_DECLS
