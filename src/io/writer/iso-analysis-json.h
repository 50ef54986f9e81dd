/* iso-analysis-json.h - an analysis as JSON: schemas isobole/fit/1, isobole/synergy/1, and isobole/analysis/1 for both
 *
 * The same analysis gives the same bytes. What is missing is null beside a status that says why. `isobole-cli help
 * schema` explains every member.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"

G_BEGIN_DECLS

/* Curves, effect doses and median-effect lines of every arm. `program` is name and version of the writing program. */
char *iso_analysis_fit_json     (const IsoAnalysis *analysis, const char *program);

/* The same with "comparisons": see analysis/iso-comparison.h. */
char *iso_analysis_compare_json (const IsoAnalysis *analysis, const char *program);

/* Combination indices, isoboles, reference models and verdict of every combination. */
char *iso_analysis_synergy_json (const IsoAnalysis *analysis, const char *program);

/* Both in one, and growth rates where there are some. */
char *iso_analysis_json         (const IsoAnalysis *analysis, const char *program);

G_END_DECLS
