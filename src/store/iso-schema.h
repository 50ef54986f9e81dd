/* iso-schema.h - the tables of a project, how they came to be, and whether a file has just these
 *
 * A schema is a list of steps. A new project runs all of them on an empty file, an older one those it lacks, so that the same
 * version always has the same text, and a stranger's table, view or trigger is seen by comparing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-db.h"

G_BEGIN_DECLS

#define ISO_SCHEMA_APPLICATION_ID 0x49736f62   /* "Isob" */

typedef struct
{
  const char *sql;                                   /* what the step makes */
  gboolean  (*move) (IsoDb *db, GError **error);     /* (nullable) what it does with what is there */
} IsoSchemaStep;

typedef struct
{
  const IsoSchemaStep *steps;      /* step i leads from version i to version i + 1 */
  guint                version;    /* how many steps there are */
  const char *const   *inside;     /* names of the tables that history watches, ended by NULL */
} IsoSchema;

/* Version 2: with stocks, cells and how an experiment is prepared. */
extern const IsoSchema iso_schema;

/* Makes the tables in an empty file. */
gboolean iso_schema_create (const IsoSchema *schema, IsoDb *db, GError **error);

/* Runs the steps that the file lacks, and writes the floor below which history is not applied; all in one transaction. Sets `migrated`
 * if there was anything to do. `at`, `zone`, `who` are for the row in the history. */
gboolean iso_schema_migrate (const IsoSchema *schema, IsoDb *db, gint64 at, const char *zone, const char *who, gboolean *migrated,
                             GError **error);

/* Looks at the first bytes, without SQLite. Errors: UNSUPPORTED (no project), TOO_NEW, CORRUPT (too short, not whole pages), BUSY
 * (another SQLite program has changes beside the file), IO. */
gboolean iso_schema_check_file (const IsoSchema *schema, const char *path, const char *name, GError **error);

/* Everything a stranger's file must be: ours, not newer, no schema object but ours, sound. Errors: UNSUPPORTED, TOO_NEW, CORRUPT. */
gboolean iso_schema_verify (const IsoSchema *schema, IsoDb *db, GError **error);

gboolean iso_schema_get_version (IsoDb *db, gint64 *version, GError **error);
gboolean iso_schema_is_inside (const IsoSchema *schema, const char *table);

G_END_DECLS
