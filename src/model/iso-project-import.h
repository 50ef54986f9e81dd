/* iso-project-import.h - an errand of a project: to bring what stands in files into it
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import.h"
#include "iso-project.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray        *paths;      /* (owned) of char * */
  IsoImportChoices  choices;    /* its texts are owned */
  char             *database;   /* (owned) the work copy */
  IsoImport        *import;     /* (owned) (nullable) what the worker read */
  IsoQuestion      *question;   /* (owned) (nullable) or what it has to ask */
} IsoProjectImport;

/* NULL choices: as the files say. */
IsoProjectImport *iso_project_import_new  (GFile *const *files, guint n, const IsoImportChoices *choices);
void              iso_project_import_free (IsoProjectImport *job);

/* In the worker: reads everything, and writes what only accumulates by a connection of its own. */
void              iso_project_import_read (IsoProjectImport *job, GError **error);

/* In the main thread: the rest, as one edit. */
gboolean          iso_project_import_take (IsoProject *self, IsoProjectImport *job, GError **error);

G_END_DECLS
