/* iso-table-counts.h - a table of counts: so many affected of so many, by dose
 *
 * Beside the columns of every table (sample, drug, dose, unit) it has one of those affected ("affected", "dead", "responders", "events",
 * "killed") and one of all ("total", "exposed", "tested").
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-source.h"
#include "reader/iso-table-row.h"

G_BEGIN_DECLS

/* One drug on one sample; rows without drug stand with every drug of the sample. Doses are in the inside unit. */
typedef struct
{
  char          *sample;
  char          *drug;
  const IsoUnit *unit;
  GArray        *doses;      /* of double, as the next two */
  GArray        *affected;
  GArray        *totals;
} IsoCountCurve;

gboolean   iso_table_has_counts (const IsoText *text);

/* GPtrArray of IsoCountCurve. Errors, with file, line and column: those of iso_table_row_read (); RANGE where more are affected than
 * there are, or a count is no whole number; NO_DATA without a dose; UNSUPPORTED for two drugs in one row. */
GPtrArray *iso_table_counts_read (const IsoSource *source, const IsoTableOptions *options, GError **error);

G_END_DECLS
