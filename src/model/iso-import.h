/* iso-import.h - files on their way into a project: read in a worker, taken as one edit by the main thread
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-choices.h"
#include "iso-question.h"

#include "reader/iso-source.h"

G_BEGIN_DECLS

typedef struct
{
  IsoSource     *source;
  IsoExperiment *experiment;   /* of a table of responses */
  IsoReadout    *readout;      /* of a reader's export */
} IsoImportFile;

/* What was read. A file that is a layout has neither experiment nor readout. */
typedef struct
{
  GArray        *files;      /* of IsoImportFile */
  GPtrArray     *readouts;   /* of IsoReadout, borrowed from the files */
  IsoExperiment *layout;     /* what the layouts' indices mean */
  GPtrArray     *layouts;    /* of IsoLayout */
  GArray        *pairs;      /* of IsoTablePair; NULL without layouts */
} IsoImport;

/* A table of responses; several of them; exports of readers; exports with their layouts. Which is which is told by what they hold.
 * Called from a worker. NULL, and either a question or an error. */
IsoImport *iso_import_read (GPtrArray *paths, const IsoImportChoices *choices, IsoQuestion **question, GError **error);
void       iso_import_free (IsoImport *import);

/* "a.csv, b.txt", to be freed. */
char      *iso_import_list_names (const IsoImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoImport, iso_import_free)

G_END_DECLS
