/* iso-project-errand.h - what a project sends a worker for, and what it brings
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project-import.h"
#include "iso-project-private.h"

G_BEGIN_DECLS

typedef enum
{
  ISO_ERRAND_OPEN,
  ISO_ERRAND_CREATE,
  ISO_ERRAND_SAVE,
  ISO_ERRAND_SAVE_AS,
  ISO_ERRAND_EXPORT,
  ISO_ERRAND_IMPORT,     /* reads, and then becomes ISO_ERRAND_WRITE */
  ISO_ERRAND_WRITE,
  ISO_ERRAND_STEP,
  ISO_ERRAND_LOOK,
} IsoProjectErrandKind;

typedef struct
{
  IsoProjectErrandKind kind;
  IsoProject          *project;       /* (owned) the worker does not touch it */
  GTask               *answer;        /* (owned) (nullable) */
  GCancellable        *cancellable;   /* (owned) (nullable) */
  GFile               *file;          /* (owned) (nullable) */
  char                *path;          /* (owned) (nullable) */
  char                *uri;           /* (owned) (nullable) */
  char                *root;          /* (owned) */
  char                *zone;          /* (owned) */
  char                *who;           /* (owned) */
  gint64               at;
  gboolean             flag;          /* overwrite; with history */
  GBytes              *text;          /* (owned) (nullable) of a new project */
  IsoProjectImport    *import;        /* (owned) (nullable) */
  IsoHistoryKind       step;          /* undo, redo or restore */
  gint64               seq;           /* of a restore */
  int                  permille;      /* atomic: how far a step or an import is */
  IsoWork             *work;          /* the project's, or the one that was opened */
  IsoWorkState         state;
  IsoProjectContents  *contents;      /* (owned) (nullable) */
  gboolean             changed;
  IsoProjectChanges   *changes;       /* (owned) (nullable) what the worker changed in the project */
  GError              *error;         /* (owned) (nullable) */
} IsoProjectErrand;

/* `answer` (nullable) is taken; its cancellable is the errand's. */
IsoProjectErrand *iso_project_errand_new  (IsoProject *self, IsoProjectErrandKind kind, GFile *file, GTask *answer);
void              iso_project_errand_free (IsoProjectErrand *errand);

/* Now, or when the worker has looked, or what was open is closed. Takes the errand. */
void              iso_project_errand_run  (IsoProject *self, IsoProjectErrand *errand);

/* The answer to what cannot be: `sentence` about the file (nullable). Takes the task. */
void              iso_project_errand_refuse (GTask *task, IsoErrorCode code, GFile *file, const char *sentence);

/* In any thread: TRUE, and the errand has the error, if nobody wants it any more. */
gboolean          iso_project_errand_check (IsoProjectErrand *errand);

/* In the worker: all of it, but what only the main thread may do. */
void              iso_project_errand_work (IsoProjectErrand *errand);

G_END_DECLS
