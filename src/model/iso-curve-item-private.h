/* iso-curve-item-private.h - making rows of the table of curves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-curve-item.h"

G_BEGIN_DECLS

/* Where a number stands among the others. */
typedef enum
{
  ISO_CURVE_RANK_LESS,
  ISO_CURVE_RANK_NUMBER,
  ISO_CURVE_RANK_MORE,
  ISO_CURVE_RANK_NONE,
} IsoCurveRank;

typedef struct
{
  char         *text;       /* (owned) */
  char         *interval;   /* (owned) (nullable) */
  char         *note;       /* (owned) (nullable) */
  char         *exact;      /* (owned) relation where there is one, value, lower, upper between tabs */
  IsoCurveRank  rank;
  double        value;      /* to sort by; NaN for RANK_NONE */
} IsoCurveNumber;

struct _IsoCurveItem
{
  GObject parent_instance;

  guint           arm;
  gboolean        growth;                         /* a curve of growth rates */
  char           *texts[ISO_N_CURVE_COLUMNS];     /* (owned) (nullable) of columns without a number */
  IsoCurveNumber  numbers[ISO_N_CURVE_COLUMNS];
  char           *quantity;                       /* (owned) what the dose is */
  char           *unit;                           /* (owned) of the dose */
  const char     *status;                         /* the word of its standing */
  IsoDimension    dimension;
  guint           n_experiments;
  GArray         *observations;                   /* (owned) of guint */
};

void iso_curve_number_take     (IsoCurveNumber *number, const IsoEstimate *estimate, const IsoUnit *unit);

/* "=" before a number, "" before none; or that it lies beyond the doses of an arm. */
void iso_curve_number_relate   (IsoCurveNumber *number);
void iso_curve_number_censor   (IsoCurveNumber *number, IsoCurveRank side, const IsoArm *arm);

/* A row with the names of its arm. */
IsoCurveItem *iso_curve_item_begin (const IsoAnalysis *analysis, guint arm);

/* One curve of the analysis' growth; NULL if it is of no arm. */
IsoCurveItem *iso_curve_item_new_growth (const IsoAnalysis *analysis, guint index);

/* The same as iso_curve_items_to_tsv () where they are growth rates. */
char *iso_growth_items_to_tsv (GListModel *items);

/* A tab or the end of a line in a name would begin another cell. */
void iso_curve_tsv_append (GString *tsv, const char *text);

G_END_DECLS
