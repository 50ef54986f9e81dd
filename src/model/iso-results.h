/* iso-results.h - the numbers of an analysis in a file: everything as a workbook, or one table a file as text, or all of it as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-analyser.h"

G_BEGIN_DECLS

/* Waits for an analysis that is under way. A name that ends in ".csv" gets the curves as comma-separated values; combinations and wells
 * go beside it, to NAME-combinations.csv and NAME-wells.csv, unless there are such files already: nothing is replaced that nobody asked
 * about. One that ends in ".json" gets what "isobole-cli analyze --format json" writes of the same project, every other name its workbook:
 * byte for byte.
 * Errors: NO_DATA without an analysis; BUSY if the last one was stopped; UNSUPPORTED if another file is in the way; those of writing. */
void     iso_results_export_async  (IsoAnalyser *analyser, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer data);
gboolean iso_results_export_finish (IsoAnalyser *analyser, GAsyncResult *result, GError **error);

G_END_DECLS
