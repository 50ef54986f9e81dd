/* iso-reference.h - what a combination would do if its drugs did not interact
 *
 *   bliss               1 - (1 - fa_1) (1 - fa_2) ...                           Bliss 1939, Ann Appl Biol 26:585
 *   hsa                 max (fa_1, fa_2, ...)                                   the highest single agent
 *   loewe               the y with sum d_j / f_j^-1 (y) = 1                     Loewe 1953; Berenbaum 1989, Pharmacol Rev 41:93
 *   loewe_harbron       the same, a drug that cannot reach y counting nothing   Harbron 2010, Stat Med 29:2746
 *   loewe_generalised   one occupancy for all drugs                             Van der Borght 2017, Sci Rep 7:17935
 *   zip                 Bliss of the fitted curves, against curves fitted       Yadav 2015, Comput Struct Biotechnol J 13:504
 *                       through the rows and columns of the matrix
 *   schindler           Hill equation of the mixture                            Schindler 2017, Theory Biosci 136:115
 *
 * Each is computed for all cells of a grid at once; score = 100 (observed effect - expected effect): positive is synergy. Where the
 * curves are those of the same drug twice, all of the Loewe family give the curve itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "synergy/iso-dose-effect.h"
#include "synergy/iso-dose-grid.h"

G_BEGIN_DECLS

typedef struct
{
  const IsoDoseGrid *grid;
  const double      *effects;                  /* of each cell; NaN where not measured */
  IsoDoseEffect      agents[ISO_MAX_DRUGS];    /* each drug's curve alone, or the status why there is none */
  gboolean           fitted;                   /* Bliss and HSA, and where ZIP's curves start: from the curves, not from the wells */
  double             end_low;                  /* limits of the end effect of the curves that ZIP fits; infinite where none */
  double             end_high;
  IsoCurveFit       *keep_lines;               /* NULL, or room for n_cells × n_drugs fits: ZIP leaves its curves here, by first cell */
  const IsoCurveFit *near_lines;               /* NULL, or what was kept for much the same effects: where ZIP's fits start */
} IsoReferenceInput;

/* Of one cell. Single agents and the empty cell are their own expectation. */
typedef struct
{
  double    expected;   /* NaN unless status is OK */
  double    observed;   /* what it is compared with: the measured effect, or what ZIP's curves make of it */
  IsoStatus status;     /* UNDEFINED: a single agent was not measured at that dose; NOT_REACHED: no root, because the doses do more than
                           the weaker drug can; TOO_FEW_POINTS: no curve through this row or column; that of an agent's fit */
} IsoExpectation;

typedef struct
{
  const char *id;       /* "bliss": for options and files */
  const char *name;     /* "Bliss independence": to be translated */
  const char *brief;    /* "Bliss": where there is little room; to be translated */
  const char *null;     /* what it takes for no interaction: a sentence, to be translated */
  gboolean    curves;   /* needs the agents' curves even where single agents were measured */
  void      (*expect) (const IsoReferenceInput *input, IsoExpectation *cells);   /* n_cells of the grid */
} IsoReference;

#define ISO_N_REFERENCES 7

const IsoReference *iso_reference_nth  (guint index);      /* NULL past the last */
const IsoReference *iso_reference_find (const char *id);

/* Whether an argument of a finding is the name of a model, which is translated, and not one that a person gave. */
gboolean iso_reference_is_name (const char *text);

/* 100 (observed - expected); NaN where either is not known. */
double iso_expectation_score (const IsoExpectation *expectation);

G_END_DECLS
