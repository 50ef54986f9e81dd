/* iso-earlier-source.h - IC50s of an earlier experiment to choose from: of this project, or of another file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-earlier.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A curve of a drug alone. */
typedef struct
{
  char   *value;    /* "42.1 nM"; a dash without one */
  char   *detail;   /* "35 to 51.2 nM; MM.1S, name of the source": interval, or why there is none, and where it comes from */
  double  ic50;     /* in the inside unit; NaN if it has none */
} IsoEarlierChoice;

/* Those of a drug, by its name in whatever case, whose doses are of the same kind as its unit; none for a NULL analysis. GPtrArray of
 * IsoEarlierChoice, to be unreffed. */
GPtrArray   *iso_earlier_list (const IsoAnalysis *analysis, const char *source, const char *drug, const IsoUnit *unit);

/* Reads another project, as it was saved last, and analyses it, in a worker. Errors: those of opening; NO_DATA: nothing was measured;
 * UNSUPPORTED for a file that is not on this computer. */
void         iso_earlier_load_async  (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
IsoAnalysis *iso_earlier_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
