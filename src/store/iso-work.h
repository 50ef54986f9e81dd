/* iso-work.h - the work copy: where edits are kept from the moment they are made, and how they get into the person's own file
 *
 * The person's file is never edited in place. Opening copies it to a folder of its own below `root`, named by the SHA-256 of its URI
 * and held by a lock; every edit is committed there. Saving writes a clean copy and puts it in place of the file at once. What a
 * crash left in the folder is found when the file is opened the next time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

G_BEGIN_DECLS

typedef struct _IsoWork IsoWork;

typedef enum
{
  ISO_WORK_OPENED,      /* from the person's file */
  ISO_WORK_RECOVERED,   /* with edits that were never saved */
  ISO_WORK_DAMAGED,     /* from the person's file; edits that were not saved could not be read, and are kept in the folder */
} IsoWorkState;

/* What is the same for all projects of a program. */
typedef struct
{
  const IsoSchema *schema;
  const char      *root;    /* folder for work copies; made if it is not there */
} IsoWorkPlace;

/* The folder for work copies that all programs of this person share, to be freed. */
char     *iso_work_find_root (void);

/* What is known of a file besides what it holds. */
typedef enum
{
  ISO_WORK_QUIET,
  ISO_WORK_ELSEWHERE,   /* another program has it open */
  ISO_WORK_UNSAVED,     /* its work copy has edits that were never saved */
} IsoWorkTrace;

/* Looks without opening the project; for those who only read the file. */
IsoWorkTrace iso_work_look (const IsoWorkPlace *place, const char *path, const char *uri);

/* `path` is the file, `uri` its name to the outside. Errors: BUSY (open elsewhere), those of iso_schema_check_file () and
 * iso_schema_verify (), IO. */
IsoWork  *iso_work_open   (const IsoWorkPlace *place, const char *path, const char *uri, const IsoStamp *stamp, IsoWorkState *state,
                           GError **error);

/* A new, empty project that will be saved to `path`, where nothing may be yet (RANGE). */
IsoWork  *iso_work_create (const IsoWorkPlace *place, const char *path, const char *uri, GError **error);

/* A work copy that nobody has open and that holds edits which were never saved: after a crash, of a project without a file, too. */
typedef struct
{
  char  *uri;
  char  *path;
  char  *title;     /* of the experiment; "" without one */
  gint64 changed;   /* last edit: UTC, milliseconds; 0 if unknown */
} IsoWorkLeft;

/* All of them, the newest first: GPtrArray of IsoWorkLeft. iso_work_open () with path and uri goes on with one. */
GPtrArray *iso_work_list_left (const IsoWorkPlace *place);

/* Throws the work copy of a file away, and the edits in it that were never saved. The file stays as it is. Errors: BUSY (open
 * elsewhere). */
gboolean   iso_work_discard   (const IsoWorkPlace *place, const char *path, const char *uri, GError **error);

/* Ends the work and throws the work copy away, with what was not saved. */
void      iso_work_close  (IsoWork *work);

/* Ends the work and leaves the work copy, to be recovered when the file is opened next. */
void      iso_work_leave  (IsoWork *work);

IsoStore   *iso_work_store       (IsoWork *work);
const char *iso_work_path        (const IsoWork *work);
const char *iso_work_folder      (const IsoWork *work);
gboolean    iso_work_is_modified (const IsoWork *work);   /* since it was opened or saved */

/* Whether somebody else wrote the file since. */
gboolean  iso_work_is_file_changed (const IsoWork *work);

/* To the person's file. Without `overwrite`, a file that somebody else wrote since is left alone: BUSY. */
gboolean  iso_work_save   (IsoWork *work, gboolean overwrite, GError **error);

/* To another file, which is replaced if it is there; the work goes on with that one, its history whole, and the old file stays as it
 * was saved last. The store is a new one then: iso_work_store () is to be asked again, and the watch to be set. Errors: BUSY (the
 * other file is open elsewhere), RANGE (it has unsaved edits of its own), and those of saving; all is as before then. */
gboolean  iso_work_save_as (IsoWork *work, const char *path, const char *uri, GError **error);

/* A copy elsewhere; the work goes on with its own file. Without history also without the sources and readings that no plate is
 * linked to, and without results: a file that travels does not carry what was deleted. */
gboolean  iso_work_export (IsoWork *work, const char *path, gboolean with_history, GError **error);

G_END_DECLS
