/* iso-compusyn.h - median effect, combination index and dose-reduction index as CompuSyn computes them
 *
 * To see where an old number came from, and nothing else rests on it: one median-effect line through the means of all experiments, a Dx
 * for every level however far outside the tested doses it lies and whether the drug reaches the effect or not, no intervals. The levels
 * are fa 0.05, 0.10, ... 0.95 and 0.97. Chou & Talalay 1984, Adv Enzyme Regul 22:27; Chou & Martin 2005, CompuSyn; the words and signs
 * for what an index means are those of Chou 2006, Pharmacol Rev 58:621, table 4.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "plate/iso-layout.h"
#include "synergy/iso-median-effect.h"

G_BEGIN_DECLS

#define ISO_COMPUSYN_LEVELS 20

double iso_compusyn_level (guint i);   /* fa */

/* NaN where a line does not rise or fa is not between 0 and 1. */
typedef struct
{
  double fa;
  double doses[ISO_MAX_DRUGS];
  double dx[ISO_MAX_DRUGS];
  double dri[ISO_MAX_DRUGS];
  double ci;                     /* mutually exclusive */
  double ci_nonexclusive;        /* all products of D / Dx added */
} IsoCompusynIndex;

/* At observed doses, each above zero. */
void iso_compusyn_at_point (const IsoMedianEffect *singles, guint n_drugs, const double *doses, double fa, IsoCompusynIndex *index);

/* Along a constant ratio: the doses are those of the mixture's line, `shares` of its dose. */
void iso_compusyn_at_level (const IsoMedianEffect *singles, guint n_drugs, const IsoMedianEffect *mixture, const double *shares, double fa,
                            IsoCompusynIndex *index);

typedef struct
{
  double      above;    /* the CI that it begins at */
  const char *symbol;   /* "+++" */
  const char *name;     /* "Synergism": to be translated */
} IsoCompusynGrade;

/* NULL without an index. */
const IsoCompusynGrade *iso_compusyn_grade (double ci);

G_END_DECLS
