/* iso-combination-index.h - combination index and dose-reduction index, with intervals
 *
 *   CI = sum_j D_j / Dx_j            mutually exclusive (the default)
 *   CI = t1 + t2 + t1 t2             mutually non-exclusive, t_j = D_j / Dx_j; three drugs: all pair products and the triple one.
 *                                    Historical: shown, and never part of a verdict.
 *   DRI_j = Dx_j / D_j
 *
 * Chou & Talalay 1984; Chou 2006, Pharmacol Rev 58:621. Intervals, by the delta method on the logarithm:
 *   lines through logarithms   Lee & Kong 2009, Stat Biopharm Res 1:4; method "lee-kong". It takes the errors of ln (fa / fu) for equal at
 *                              all doses. Of noise on viability 95 % intervals hold the truth in 84 to 95 %, the fewer the higher the effect
 *   lines through effects      the same variances from the fit of fa itself, with one residual variance for all lines; method "nonlinear".
 *                              Noise on viability: 94 to 96 % (iso-median-effect.h). An observed effect's own error is taken to the index
 *                              as it stands, so that its interval is not of equal length on both sides, and may be open
 * Neither knows that a drug's curve may not be one of median effect.
 *
 * A drug whose plateau lies below the effect level has no Dx: NOT_REACHED. It counts with the highest dose X that was
 * tested, of which is known that it does not suffice: CI < d1 / Dx1 + d2 / X, and DRI2 > X / d2. The estimate then has no
 * value and one limit, with the method "bound".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"
#include "synergy/iso-median-effect.h"

G_BEGIN_DECLS

/* A single agent as the index needs it. */
typedef struct
{
  const IsoMedianEffect *effect;
  double                 max_effect;     /* the largest effect the agent can have, upper limit; 1 if not known to be less */
  double                 lowest_dose;    /* tested */
  double                 highest_dose;
} IsoSingleAgent;

typedef struct
{
  double      fa;
  guint       n_drugs;
  double      doses[ISO_MAX_DRUGS];      /* in the combination */
  double      dx[ISO_MAX_DRUGS];         /* alone, for the same effect; NaN if not reached */
  IsoStatus   dx_status[ISO_MAX_DRUGS];  /* OK, EXTRAPOLATED, NOT_REACHED, ... */
  IsoEstimate ci;
  double      ci_nonexclusive;           /* NaN unless every Dx is known */
  IsoEstimate dri[ISO_MAX_DRUGS];
  IsoEstimate ci_drawn;                  /* the same with the interval by resampling; UNDEFINED where that was not asked for, */
  IsoEstimate dri_drawn[ISO_MAX_DRUGS];  /*   or has nothing to draw from. See iso-index-draws.h */
  double      factor;                    /* how far outside its tested doses the farthest used Dx lies: Dx / top or bottom / Dx; 1 within */
} IsoCombinationIndex;

/* At an observed point: doses given (each above zero), fa measured. */
void iso_combination_index_at_point (const IsoSingleAgent *singles, guint n_drugs, const double *doses, double fa, double level,
                                     IsoCombinationIndex *index);

/* At an effect level along a ray: the doses come from the ray's own line; `shares` are each drug's part of the ray's dose. */
void iso_combination_index_at_level (const IsoSingleAgent *singles, guint n_drugs, const IsoSingleAgent *ray, const double *shares,
                                     double fa, double level, IsoCombinationIndex *index);

/* Nothing known of any of it but the effect. */
void iso_combination_index_begin (IsoCombinationIndex *index, guint n_drugs, double fa);

/* Dx of a single agent with its status, and by how much it lies outside the tested doses (1 within). */
double iso_single_agent_dose (const IsoSingleAgent *single, double fa, IsoStatus *status, double *factor);

G_END_DECLS
