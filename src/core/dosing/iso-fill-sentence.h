/* iso-fill-sentence.h - a fill as a sentence: "8 steps, 1:3 from 10 µM, down, 3 replicates"
 *
 * The parts may stand in any order, between commas or blanks. A part is one of
 *
 *   8 steps             how many doses, also levels, points
 *   1:3                 each dose is a third of the one before; 3:1 rises
 *   from 10 µM          the first dose; the unit may be left out, it is the drug's own then
 *   to 30 nM            the last; one of steps, factor and last dose may be left out
 *   by 5 µM             a linear series, to or by: "5 steps, linear, from 20 µM to 4 µM"
 *   at 10 3 1 0 µM      these doses
 *   Ixazomib            the drug, before or after its dose; the chosen one if none is named
 *   + 10 µM Lenalidomide    a second, third drug in the same wells, by the same factor: a fixed ratio
 *   down, up, across, back; snake; interleaved
 *   3 replicates        without it as many as there is room for
 *   x                   between two series: a checkerboard, the first across, the second down; with zero
 *
 * Words are English, and also those of the translation that is handed in, where a list of them stands between bars.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-unit.h"
#include "dosing/iso-fill.h"

G_BEGIN_DECLS

typedef struct
{
  const char    *name;
  const IsoUnit *unit;
} IsoFillDrug;

/* One series, as it was typed; doses are in the unit beside them. */
typedef struct
{
  guint          n_drugs;
  guint          drugs[ISO_MAX_DRUGS];
  double         from[ISO_MAX_DRUGS];
  const IsoUnit *units[ISO_MAX_DRUGS];
  IsoSeriesKind  kind;
  guint          n;
  double         change;      /* as in IsoDoseSeries, in the first drug's unit */
  GArray        *list;        /* of double; NULL if it is a series */
} IsoFillSeries;

typedef struct
{
  guint            n_series;   /* 1 or 2 */
  IsoFillSeries    series[2];
  gboolean         with_zero;
  IsoFillDirection direction;
  IsoFillDirection second;
  IsoFillOrder     order;
  guint            replicates;   /* 0: not said */
} IsoFillSentence;

/* Such as gettext (); NULL: English. */
typedef const char *(*IsoFillTranslate) (const char *text);

/* `chosen` is the drug that is meant where none is named. Errors: SYNTAX, RANGE, UNITS; their place has the column of what is meant, in
 * characters from 1. */
gboolean iso_fill_sentence_parse  (const char *text, const IsoFillDrug *drugs, guint n_drugs, guint chosen, IsoFillTranslate translate,
                                   IsoFillSentence *sentence, GError **error);

/* The sentence in its usual form; reading it gives the same again. `names`: say which drugs even if it is one. */
char    *iso_fill_sentence_format (const IsoFillSentence *sentence, const IsoFillDrug *drugs, gboolean names, IsoFillTranslate translate);

/* Works out the doses. Errors: RANGE. */
gboolean iso_fill_sentence_resolve (const IsoFillSentence *sentence, IsoFill *fill, GError **error);

void     iso_fill_sentence_clear  (IsoFillSentence *sentence);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IsoFillSentence, iso_fill_sentence_clear)

G_END_DECLS
