/* iso-curve-item.h - one fitted curve as a row of a table
 *
 * It holds copies of all that it shows, and stays good when the analysis that it was made of is gone; its observations are numbered as
 * in that analysis.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ISO_CURVE_COLUMN_SAMPLE,
  ISO_CURVE_COLUMN_COMPOUND,
  ISO_CURVE_COLUMN_WELLS,
  ISO_CURVE_COLUMN_EXPERIMENTS,   /* how many; of growth rates, which */
  ISO_CURVE_COLUMN_MODEL,         /* its short name; the note says the long one */
  ISO_CURVE_COLUMN_DOSE,          /* of half the effect: IC50, or EC50 where the response has no scale; GR50 */
  ISO_CURVE_COLUMN_GR_MAX,
  ISO_CURVE_COLUMN_GR_AOC,
  ISO_CURVE_COLUMN_GEC50,
  ISO_CURVE_COLUMN_HILL,
  ISO_CURVE_COLUMN_LOWER,         /* lower plateau; GRinf */
  ISO_CURVE_COLUMN_UPPER,         /* upper plateau */
  ISO_CURVE_COLUMN_REMARKS,       /* what is to be said of the fit */
} IsoCurveColumn;
#define ISO_N_CURVE_COLUMNS (ISO_CURVE_COLUMN_REMARKS + 1)

#define ISO_TYPE_CURVE_ITEM (iso_curve_item_get_type ())
G_DECLARE_FINAL_TYPE (IsoCurveItem, iso_curve_item, ISO, CURVE_ITEM, GObject)

/* For the user, in Header Capitals. The caller frees it. */
char       *iso_curve_column_dup_title (IsoCurveColumn column, const IsoAnalysis *analysis);

/* FALSE for a column that says the same of every curve, as that of an upper plateau which is held, or has nothing to say: growth rates and
 * viabilities have columns of their own. */
gboolean    iso_curve_column_is_told (IsoCurveColumn column, const IsoAnalysis *analysis);

/* What stands in a column, for the user; "" for nothing. */
const char *iso_curve_item_get_text (IsoCurveItem *self, IsoCurveColumn column);

/* What stands below it: the interval, or as a `reason` sentences, such as why there is none. NULL for nothing. */
const char *iso_curve_item_get_detail (IsoCurveItem *self, IsoCurveColumn column, gboolean *reason);

/* What to know about the number besides, a sentence; NULL for nothing. */
const char *iso_curve_item_get_note (IsoCurveItem *self, IsoCurveColumn column);

/* For sorting: names as people order them, numbers by value, then those of which only "more than" is known, then those that are not
 * known. "Less than" stands before all numbers. Doses in g/L stand after those in mol/L. */
int         iso_curve_item_compare (IsoCurveItem *self, IsoCurveItem *other, IsoCurveColumn column);

/* What it is called among the others: curves of the next analysis that are called the same are the same. The caller frees it. */
char       *iso_curve_item_dup_key (IsoCurveItem *self);

/* The index of its arm in the analysis that it was made of. */
guint        iso_curve_item_get_arm (IsoCurveItem *self);

/* The wells of the curve: indices into the dataset's observations. */
const guint *iso_curve_item_get_observations (IsoCurveItem *self, guint *n);

/* The position in a list of IsoSubject of one that the curve belongs to: `current` if that is one. G_MAXUINT without any. */
guint       iso_curve_item_find_treatment (IsoCurveItem *self, const IsoAnalysis *analysis, GListModel *treatments, guint current);

/* Replaces what is in `store`, a list of IsoCurveItem: the analysis' arms, or, where curves are looked at as growth rates, those of each
 * experiment. `analysis` may be NULL. */
void        iso_curve_items_fill (GListStore *store, const IsoAnalysis *analysis);

/* A table for spreadsheets: tabs between, a header first, numbers with all digits and a point. The relation is "=", ">" or "<"; empty
 * without a value. The caller frees it. */
char       *iso_curve_items_to_tsv (GListModel *items);

G_END_DECLS
