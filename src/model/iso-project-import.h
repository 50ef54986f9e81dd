/* iso-project-import.h - an errand of a project: to bring what stands in files into it
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import.h"
#include "iso-project.h"

#include "iso-edit-base.h"

G_BEGIN_DECLS

/* Where a plate that was read goes: to one that is there, or to a new one. */
typedef struct
{
  const IsoReadout *readout;      /* of the import */
  guint             index;        /* of the plate in it */
  char             *plate;        /* (owned) (nullable) id of the one that is there */
  IsoLayout        *layout;       /* (owned) (nullable) what stands on the new one */
  IsoExperiment    *experiment;   /* (owned) (nullable) what the layout's indices mean */
  char             *read;         /* (owned) label */
  char             *reference;    /* (owned) (nullable) label of the read that is subtracted */
} IsoImportLink;

typedef struct
{
  GPtrArray        *paths;      /* (owned) of char * */
  IsoImportChoices  choices;    /* its texts are owned */
  char             *database;   /* (owned) the work copy */
  IsoImport        *import;     /* (owned) (nullable) what the worker read */
  GArray           *links;      /* (owned) (nullable) of IsoImportLink; NULL: the plates are found by name or order */
  gboolean          again;      /* something that was read before gives way */
  GArray           *known;      /* (owned) (nullable) the plates that were there before */
  IsoQuestion      *question;   /* (owned) (nullable) or what it has to ask */
} IsoProjectImport;

/* NULL choices: as the files say. */
IsoProjectImport *iso_project_import_new  (GFile *const *files, guint n, const IsoImportChoices *choices);

/* Of files that were read already; its links are to be filled in. */
IsoProjectImport *iso_project_import_new_links (IsoImport *import);
void              iso_project_import_free (IsoProjectImport *job);

/* Sends the errand, which is taken; iso_project_import_finish () has the answer. */
void              iso_project_import_send (IsoProject *self, IsoProjectImport *job, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer data);

/* The day on which a read of the project was measured, as its file says; to be freed. NULL if it does not, or a worker is at the project. */
char             *iso_project_dup_day (IsoProject *self, const char *read);

/* In the worker: reads everything that was not read yet, and writes what only accumulates by a connection of its own. */
void              iso_project_import_read (IsoProjectImport *job, GError **error);

/* In the main thread: what the edit has to know of the project. */
void              iso_project_import_prepare (IsoProject *self, IsoProjectImport *job);

/* In the worker, which has the work copy for itself: the rest, as one edit. `progress` is asked after each plate, and may give up: CANCELLED.
 * FALSE without an error: it has a question. */
gboolean          iso_project_import_write (IsoProjectImport *job, const IsoEditMaker *maker, IsoStepFunc progress, gpointer data, GError **error);

/* In the main thread: what was found while it was read. */
void              iso_project_import_tell (IsoProject *self, const IsoProjectImport *job);

G_END_DECLS
