/* iso-plate-summary.h - what a plate holds, how good its controls are, and what to look at
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* Which observations are whose, for the summaries of all plates of an analysis. */
typedef struct _IsoPlateIndex IsoPlateIndex;

IsoPlateIndex *iso_plate_index_new  (const IsoAnalysis *analysis);
void           iso_plate_index_free (IsoPlateIndex *index);

/* All texts are for the user, and NULL where there is nothing to say. */
typedef struct
{
  guint n_wells;      /* that are used for something, excluded or not */
  char *run;          /* names of the independent experiments on it */
  char *content;      /* "Vehicle 9, Blank 3, Treated 48" */
  char *z_prime;      /* "Z′ 0.71 (n 9 and 3)" */
  char *quality;      /* "CV 4.2 % (n 9), S/B 12 (n 9 and 3)" */
  char *warnings;     /* a sentence a line */
  guint n_warnings;
} IsoPlateSummary;

void iso_plate_summary_init  (IsoPlateSummary *summary, const IsoAnalysis *analysis, const IsoPlateIndex *index, guint plate);
void iso_plate_summary_clear (IsoPlateSummary *summary);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoPlateIndex, iso_plate_index_free)

G_END_DECLS
