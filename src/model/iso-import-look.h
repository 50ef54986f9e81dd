/* iso-import-look.h - what files seem to be, and what was read from them, before anything of it is taken
 *
 * Inside model only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-import-plan.h"
#include "iso-import.h"

#include "reader/iso-reader.h"

G_BEGIN_DECLS

/* A file, and how a person wants it to be read. */
typedef struct
{
  GFile                *file;        /* (owned) */
  IsoSource            *source;      /* (owned) (nullable) its bytes, once it was read */
  const IsoReader      *reader;      /* (nullable) NULL: the surest */
  IsoImportSeparator    separator;
  IsoImportDecimal      decimal;
  gboolean              turned;
  guint                 wells;       /* of its plates; 0: as it looks */
  IsoReadPick           pick;        /* of kinetics and spectra */
} IsoImportRequest;

/* How far the worker is; whoever looks uses the atomic functions. */
typedef struct
{
  int done;
  int total;
} IsoImportProgress;

typedef struct
{
  IsoImport *import;         /* (owned) what could be read */
  GPtrArray *sights;         /* (owned) of IsoImportSight, one a request */
  GError    *layout_error;   /* (owned) (nullable) of a table beside exports that is no layout */
} IsoImportLook;

void           iso_import_request_init  (IsoImportRequest *request, GFile *file);
void           iso_import_request_copy  (const IsoImportRequest *request, IsoImportRequest *copy);
void           iso_import_request_clear (IsoImportRequest *request);

/* The sight says what was asked for. */
void           iso_import_sight_take    (IsoImportSight *sight, const IsoImportRequest *request);

/* In a worker. Files that cannot be read have their error in their sight. In place of a folder stand the files in it, and in the folders
 * in it, by name; hidden ones are left out. NULL if it was cancelled. */
IsoImportLook *iso_import_look_new  (GArray *requests, IsoImportProgress *progress, GCancellable *cancellable);
void           iso_import_look_free (IsoImportLook *look);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoImportLook, iso_import_look_free)

G_END_DECLS
