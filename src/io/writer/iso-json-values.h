/* iso-json-values.h - the small values that all results share, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "writer/iso-json.h"

G_BEGIN_DECLS

/* A dose in a unit as a person wrote it: the shortest number that gives the same dose inside. NULL unit: as it is. */
double iso_dose_in_unit (const IsoUnit *unit, double inside);

/* { value, lower, upper, status, interval_status, method }; a dose in `unit`, or a plain number for NULL. */
void iso_json_add_estimate (IsoJson *json, const char *name, const IsoEstimate *estimate, const IsoUnit *unit);

/* The members of an estimate into an object that is open. */
void iso_json_put_estimate (IsoJson *json, const IsoEstimate *estimate, const IsoUnit *unit);

/* [ { code, place, text } ] from a list of IsoMessage; NULL gives an empty list. */
void iso_json_add_messages (IsoJson *json, const char *name, const GPtrArray *messages);
void iso_json_add_message  (IsoJson *json, const char *name, const IsoMessage *message);

/* Indices into "wells". */
void iso_json_add_wells (IsoJson *json, const guint *observations, guint n);

/* What every result begins with, into the open object: schema, program, input, settings, plates. `program` is name and
 * version. */
void iso_json_put_head  (IsoJson *json, const char *schema, const char *program, const IsoAnalysis *analysis);

/* "curves" and "combinations", the results themselves. */
void iso_json_put_curves       (IsoJson *json, const IsoAnalysis *analysis);
void iso_json_put_combinations (IsoJson *json, const IsoAnalysis *analysis);

/* "most_telling_wells" of one of them. */
void iso_json_add_telling      (IsoJson *json, const IsoAnalysis *analysis, guint combination);

/* "surfaces" of one of them. */
void iso_json_add_compusyn     (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination);
void iso_json_put_polygonogram (IsoJson *json, const IsoAnalysis *analysis);
void iso_json_add_surfaces     (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination);

/* "comparisons": every two samples that had the same drug alone. */
void iso_json_put_comparisons  (IsoJson *json, const IsoAnalysis *analysis);

/* "wells": every well with its place, response and viability; their ids are what points refer to. */
void iso_json_put_observations (IsoJson *json, const IsoAnalysis *analysis);

/* The names and units of an arm's or combination's drugs. */
void iso_json_put_drugs (IsoJson *json, const IsoAnalysis *analysis, const guint *drugs, guint n_drugs);

/* Doses of drugs, each in its own unit: "doses": [1, 40]. */
void iso_json_add_doses (IsoJson *json, const char *name, const IsoAnalysis *analysis, const guint *drugs,
                         guint n_drugs, const double *doses);

G_END_DECLS
