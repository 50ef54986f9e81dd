/* iso-plot-fixture.h - experiments made of formulas, analysed, for the tests of figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-figure-kind.h"
#include "iso-figure-write.h"
#include "iso-test.h"

G_BEGIN_DECLS

#define FIXTURE_DRUGS 3
#define FIXTURE_DOSES 8

typedef struct
{
  guint       runs;
  guint       replicates;
  guint       drugs;                     /* tested alone */
  const char *names[FIXTURE_DRUGS];
  const char *units[FIXTURE_DRUGS];
  double      ic50[FIXTURE_DRUGS];       /* in the drug's unit */
  double      top[FIXTURE_DRUGS];        /* highest dose alone; halved or as `step` says from there */
  double      plateau[FIXTURE_DRUGS];    /* largest effect */
  double      hill;
  double      step;                      /* between doses */
  guint       doses;                     /* 1 to FIXTURE_DOSES */
  double      potentiation;              /* doses of a combination count so much more: above 1 is synergy */
  guint       ray_drugs;                 /* 0: no ray; 2 or 3 drugs at the ratio of their tops */
  gboolean    matrix;                    /* of the first two drugs, `doses` by `doses` */
  double      noise;                     /* SD of a well, of 1 */
  double      run_spread;                /* SD of ln IC50 between runs */
  const char *sample;
  const char *note;
  gboolean    raw;                       /* responses as they stand */
  gboolean    all_nan;                   /* every reading is an overflow */
  guint       surfaces;                  /* as in the settings */
  gboolean  (*exclude) (IsoRecord *record);   /* TRUE: the well is excluded; it may change the reading. NULL: none is */
} Fixture;

/* Ixazomib and lenalidomide, three runs, a ray at the ratio of the tops, mild noise. */
void fixture_init (Fixture *fixture);

IsoAnalysis *fixture_analyse (const Fixture *fixture);

/* Builds a figure and, with ISOBOLE_PICTURES in the environment, leaves it there as NAME.png for a person to look at.
 * */
IsoFigure *fixture_build (const IsoAnalysis *analysis, const char *kind, const IsoFigureSubject *subject,
                          const char *style,
                          double width_mm, double height_mm, const char *name);
void       fixture_save  (const IsoFigure *figure, const char *style, const char *name);

/* What must hold for every figure: a size, a sentence, words without NaN, a table whose rows are whole, marks within
 * it. */
void fixture_check (const IsoFigure *figure);

G_END_DECLS
