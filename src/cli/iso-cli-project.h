/* iso-cli-project.h - a project on the command line: read as it was saved, or edited and saved
 *
 * Edits go through a work copy in the folder that the desktop program uses too, so that the two see each other. Reading takes a
 * copy of its own and leaves that folder alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-cli-options.h"
#include "iso-work.h"

G_BEGIN_DECLS

typedef struct _IsoCliProject IsoCliProject;

/* Whether the file says that it is a project, be it damaged or of a newer version. */
gboolean iso_cli_is_project (const char *path);

/* The project that a verb was given: its first file. With `alone`, its only one. NULL and an error: SYNTAX. */
const char    *iso_cli_get_project (const IsoCliOptions *options, gboolean alone, GError **error);

/* The project as its file has it. That it is open elsewhere, or has edits that were never saved, is told on standard error. */
IsoCliProject *iso_cli_project_read   (const char *path, GError **error);

/* To be edited. Errors: BUSY if it is open elsewhere, or has edits that were never saved and --unsaved does not say what becomes of
 * them; those of iso_work_open (). */
IsoCliProject *iso_cli_project_edit   (const IsoCliOptions *options, const char *path, GError **error);

/* A new one; nothing may be there yet. */
IsoCliProject *iso_cli_project_create (const char *path, GError **error);

IsoStore       *iso_cli_project_store (IsoCliProject *project);
const IsoStamp *iso_cli_project_stamp (const IsoCliProject *project);   /* now, here, by whoever runs the program */
gboolean        iso_cli_project_save  (IsoCliProject *project, GError **error);

/* What was not saved is gone, but for edits of an earlier time that --unsaved keep kept. */
void            iso_cli_project_close (IsoCliProject *project);

/* A UUID, to be freed; an IsoIdFunc. */
char           *iso_cli_new_id (gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoCliProject, iso_cli_project_close)

G_END_DECLS
