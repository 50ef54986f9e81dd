/* iso-table-response.h - what the numbers of a table are, and whether they can be that
 *
 * Viability and inhibition look alike until someone says which it is. Nothing is guessed here: where header and person
 * leave it open, the answer is a question that shows what each reading would mean, and where the numbers contradict
 * what was said, it is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-table-row.h"

G_BEGIN_DECLS

/* Sets response and scale of an experiment whose records are complete. `response` and `scale` are what the header says,
 * `column` is the header itself, `place` where it stands. Errors, all UNITS: a question, or a contradiction. */
gboolean iso_table_response_settle (IsoExperiment *experiment, const IsoTableOptions *options, const char *column,
                                    IsoResponse response, IsoScale scale, const IsoPlace *place, GError **error);

typedef enum
{
  ISO_TABLE_ASKS_NOTHING,
  ISO_TABLE_ASKS_RESPONSE,
  ISO_TABLE_ASKS_SCALE,
  ISO_TABLE_ASKS_DECIMAL,
} IsoTableAsks;

/* What an error of reading a table asks the person to say. */
IsoTableAsks iso_table_error_asks (const GError *error);

G_END_DECLS
