/* iso-analysis-sheets.h - an analysis as rows, for a spreadsheet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "writer/iso-sheet.h"

G_BEGIN_DECLS

/* Curves, effect doses and median-effect lines of every arm, one quantity a row. */
IsoSheet *iso_analysis_fit_sheet     (const IsoAnalysis *analysis);

/* The ratio of the doses of every two samples that had the same drug alone. To be freed. */
char     *iso_analysis_compare_csv   (const IsoAnalysis *analysis);

/* Combination indices and scores of every combination, one quantity a row. */
IsoSheet *iso_analysis_synergy_sheet (const IsoAnalysis *analysis);

/* The same as comma-separated values, to be freed. */
char     *iso_analysis_fit_csv       (const IsoAnalysis *analysis);
char     *iso_analysis_synergy_csv   (const IsoAnalysis *analysis);

/* Every well with its place, doses, response and viability, and the line of the file that it was read from. */
IsoSheet *iso_analysis_wells_sheet   (const IsoAnalysis *analysis);

/* Growth rate inhibition, a curve (GPtrArray of IsoGrowthCurve) a row. */
IsoSheet *iso_growth_sheet           (const IsoDataset *dataset, const GPtrArray *curves);

/* All of them that there is something in, for one workbook: GPtrArray of IsoSheet. */
GPtrArray *iso_analysis_sheets       (const IsoAnalysis *analysis);

G_END_DECLS
