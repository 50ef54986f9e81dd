/* iso-load.h - from the files a person opened to one analysed experiment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-question.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray   *paths;      /* of char *: a table, or a reader's file and its layout */
  IsoResponse  response;   /* UNKNOWN: as the table says */
  IsoScale     scale;
} IsoLoadRequest;

/* Reads, normalises and analyses; called from a worker thread. Returns NULL and either a question or an error. `cancel` is
 * polled; the error is then CANCELLED. */
IsoAnalysis *iso_load (const IsoLoadRequest *request, const int *cancel, IsoProgress progress, gpointer progress_data,
                       IsoQuestion **question, GError **error);

G_END_DECLS
