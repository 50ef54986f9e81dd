/* iso-import.h - files on their way into a project: read in a worker, taken as one edit by the main thread
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-choices.h"
#include "iso-question.h"

#include "reader/iso-table-row.h"
#include "reader/iso-text.h"

G_BEGIN_DECLS

typedef struct
{
  IsoSource     *source;
  IsoExperiment *experiment;   /* of a table of responses */
  IsoReadout    *readout;      /* of a reader's export */
  char          *read_on;      /* (nullable) the day on which it says that it was read */
} IsoImportFile;

/* What was read. A file that is a layout has neither experiment nor readout. */
typedef struct
{
  gatomicrefcount references;
  GArray        *files;      /* of IsoImportFile */
  GPtrArray     *readouts;   /* of IsoReadout, borrowed from the files */
  IsoExperiment *layout;     /* what the layouts' indices mean */
  GPtrArray     *layouts;    /* of IsoLayout */
  GPtrArray     *planned;    /* of char *, one a layout: what a plate without a name is called; NULL unless they come without readings */
  GArray        *pairs;      /* of IsoTablePair; NULL without layouts */
} IsoImport;

/* A table of responses; several of them; exports of readers; exports with their layouts. Which is which is told by what they hold.
 * Called from a worker. NULL, and either a question or an error. */
IsoImport *iso_import_read (GPtrArray *paths, const IsoImportChoices *choices, IsoQuestion **question, GError **error);

/* Counted by reference, and not changed any more once it is shared between threads. */
IsoImport *iso_import_ref   (IsoImport *import);
void       iso_import_unref (IsoImport *import);

/* The steps of it, for those who look at the files one by one. A source has the name of the file and not its folder. Of layouts, only
 * `files`, `layout` and `layouts` are used. */
IsoImport *iso_import_new          (void);
IsoSource *iso_import_load_source  (const char *path, GError **error);
gboolean   iso_import_is_export    (const IsoText *text);
gboolean   iso_import_read_layouts (IsoImport *import, const IsoTableOptions *options, GError **error);

/* "a.csv, b.txt", to be freed. */
char      *iso_import_list_names (const IsoImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoImport, iso_import_unref)

G_END_DECLS
