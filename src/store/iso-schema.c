/* iso-schema.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "iso-schema.h"

#include <stdio.h>
#include <string.h>
#include <glib/gstdio.h>

/* Inside tables have no rowids, so that a row that was removed and came back stands where it stood; no uniqueness besides their
 * key, since a swap could not be undone; and keys to others are checked at the end of an edit and act on nothing. Places count
 * from 1, as people read them: row 3, column 5 is C5. */
#define REFERENCES(table) " REFERENCES " table " DEFERRABLE INITIALLY DEFERRED"

static const char version_1[] =
  "CREATE TABLE experiment (id TEXT NOT NULL PRIMARY KEY, title TEXT NOT NULL, note TEXT NOT NULL, response TEXT NOT NULL,"
  " scale TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE drug (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL)"
  " STRICT, WITHOUT ROWID;"

  "CREATE TABLE sample (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE run (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  /* wells: 0 for a list, which holds the rows of a table, numbered, in column 1 */
  "CREATE TABLE plate (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL,"
  " run TEXT NOT NULL" REFERENCES ("run") ", wells INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE well (plate TEXT NOT NULL" REFERENCES ("plate") ", row INTEGER NOT NULL, column INTEGER NOT NULL,"
  " role TEXT NOT NULL, sample TEXT" REFERENCES ("sample") ", replicate INTEGER NOT NULL,"
  " PRIMARY KEY (plate, row, column)) STRICT, WITHOUT ROWID;"

  /* mol/L or g/L, as the unit of the drug says. */
  "CREATE TABLE dose (plate TEXT NOT NULL, row INTEGER NOT NULL, column INTEGER NOT NULL,"
  " drug TEXT NOT NULL" REFERENCES ("drug") ", requested REAL, planned REAL, achieved REAL,"
  " PRIMARY KEY (plate, row, column, drug),"
  " FOREIGN KEY (plate, row, column)" REFERENCES ("well") ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE exclusion (plate TEXT NOT NULL, row INTEGER NOT NULL, column INTEGER NOT NULL, reason TEXT NOT NULL,"
  " PRIMARY KEY (plate, row, column),"
  " FOREIGN KEY (plate, row, column)" REFERENCES ("well") ") STRICT, WITHOUT ROWID;"

  /* purpose: signal, or reference (subtracted well by well) */
  "CREATE TABLE link (plate TEXT NOT NULL" REFERENCES ("plate") ", purpose TEXT NOT NULL,"
  " read TEXT NOT NULL" REFERENCES ("read") ", PRIMARY KEY (plate, purpose)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE figure (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL)"
  " STRICT, WITHOUT ROWID;"

  "CREATE TABLE figure_setting (figure TEXT NOT NULL" REFERENCES ("figure") ", name TEXT NOT NULL, value TEXT NOT NULL,"
  " PRIMARY KEY (figure, name)) STRICT, WITHOUT ROWID;"

  /* Outside: what only accumulates. The key of a source is the SHA-256 of its bytes, that of a read says source, reader, version,
   * plate and place. */
  "CREATE TABLE source (sha256 TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;"

  "CREATE TABLE read (id TEXT NOT NULL PRIMARY KEY, source TEXT NOT NULL" REFERENCES ("source") ", reader TEXT NOT NULL,"
  " version INTEGER NOT NULL, plate INTEGER NOT NULL, plate_name TEXT NOT NULL, barcode TEXT, wells INTEGER NOT NULL,"
  " position INTEGER NOT NULL, label TEXT NOT NULL, calculated INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE reading (read TEXT NOT NULL" REFERENCES ("read") ", row INTEGER NOT NULL, column INTEGER NOT NULL, value REAL,"
  " flag TEXT NOT NULL, token TEXT, line INTEGER NOT NULL, PRIMARY KEY (read, row, column)) STRICT, WITHOUT ROWID;"

  "CREATE TABLE result (input TEXT NOT NULL, program TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL,"
  " PRIMARY KEY (input, program, kind)) STRICT, WITHOUT ROWID;"

  /* at: UTC, milliseconds */
  "CREATE TABLE history (seq INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, target INTEGER, verb TEXT NOT NULL, args TEXT NOT NULL,"
  " at INTEGER NOT NULL, zone TEXT NOT NULL, who TEXT NOT NULL, schema INTEGER NOT NULL, changeset BLOB) STRICT;";

/* What is needed to prepare an experiment. */
static const char version_2[] =
  /* used: 1 for the bottle of its drug that is in use. concentration: mol/L or g/L, as the unit on its label says; form_weight and
   * active_weight: g/mol; expiry: 2027-03-31 */
  "CREATE TABLE stock (id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, drug TEXT NOT NULL" REFERENCES ("drug") ","
  " used INTEGER NOT NULL, form_name TEXT NOT NULL, form_weight REAL, active_weight REAL, active_per_form REAL NOT NULL,"
  " purity REAL NOT NULL, solvent TEXT NOT NULL, concentration REAL NOT NULL, unit TEXT NOT NULL, lot TEXT NOT NULL,"
  " supplier TEXT NOT NULL, expiry TEXT NOT NULL, in_spite TEXT NOT NULL, thaws INTEGER NOT NULL) STRICT, WITHOUT ROWID;"

  /* count: per mL; viability: 0 to 1 */
  "CREATE TABLE cells (sample TEXT NOT NULL PRIMARY KEY" REFERENCES ("sample") ", passage TEXT NOT NULL, per_well REAL, count REAL,"
  " viability REAL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE preparation (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

  "CREATE TABLE drug_preparation (drug TEXT NOT NULL" REFERENCES ("drug") ", name TEXT NOT NULL, value TEXT NOT NULL,"
  " PRIMARY KEY (drug, name)) STRICT, WITHOUT ROWID;";

/* read_on: the day on which the plates of an experiment are to be read, 2027-03-31; "" if nobody said. Rows that were there do not hold a
 * new column until they are written, and a session of SQLite 3.40 takes the value before their first change for NULL: such a change could
 * not be undone. */
static const char version_3[] =
  "ALTER TABLE run ADD COLUMN read_on TEXT NOT NULL DEFAULT '';"
  "UPDATE run SET read_on = '';";

static const IsoSchemaStep steps[] = {
  { version_1, NULL },
  { version_2, NULL },
  { version_3, NULL },
};

static const char *const inside[] = {
  "experiment", "drug", "sample", "run", "plate", "well", "dose", "exclusion", "link", "setting", "figure", "figure_setting",
  "stock", "cells", "preparation", "drug_preparation", NULL,
};

const IsoSchema iso_schema = { steps, G_N_ELEMENTS (steps), inside };

/* Where SQLite's file header has what we look at: https://www.sqlite.org/fileformat.html, section 1.3 */
#define HEADER_SIZE 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_PAGE_SIZE 16
#define HEADER_PAGES 28
#define HEADER_VERSION 60
#define HEADER_APPLICATION_ID 68

static gboolean
run_step (const IsoSchemaStep *step, IsoDb *db, GError **error)
{
  return iso_db_execute (db, step->sql, error) && (step->move == NULL || step->move (db, error));
}

static gboolean
set_version (IsoDb *db, guint version, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %u", version);

  return iso_db_execute (db, sql, error);
}

/* All schema objects in a fixed order, a line each. */
static char *
list_objects (IsoDb *db, GError **error)
{
  g_autoptr (IsoStatement) objects = iso_db_query (db, error, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name",
                                                   NULL);
  GString *list = g_string_new (NULL);
  GError *problem = NULL;

  if (objects == NULL)
    {
      g_string_free (list, TRUE);
      return NULL;
    }
  while (iso_statement_next (objects, &problem))
    {
      for (int i = 0; i < 4; i++)
        {
          const char *text = iso_statement_text (objects, i);

          g_string_append_printf (list, "%s\x1f", text != NULL ? text : "");
        }
      g_string_append_c (list, '\n');
    }
  if (problem == NULL)
    return g_string_free (list, FALSE);
  g_string_free (list, TRUE);
  g_propagate_error (error, problem);
  return NULL;
}

/* What a file of this version holds, made in memory. */
static char *
list_expected (const IsoSchema *schema, guint version, GError **error)
{
  g_autoptr (IsoDb) db = iso_db_open (NULL, "", ISO_DB_CREATE, error);

  if (db == NULL)
    return NULL;
  for (guint i = 0; i < version; i++)
    {
      if (!run_step (&schema->steps[i], db, error))
        return NULL;
    }
  return list_objects (db, error);
}

static gboolean
refuse (const char *name, IsoErrorCode code, GError **error, const char *sentence)
{
  iso_error_set (error, code, &(IsoPlace) { .file = (char *) name }, sentence, NULL);
  return FALSE;
}

static gboolean
refuse_new (const char *name, GError **error)
{
  return refuse (name, ISO_ERROR_TOO_NEW, error,
                 N_("This project was saved by a newer version of Isobole. Open it with that version, or update this one."));
}

static gboolean
refuse_foreign (const char *name, GError **error)
{
  return refuse (name, ISO_ERROR_UNSUPPORTED, error, N_("This file is no Isobole project."));
}

static gboolean
refuse_damaged (const char *name, GError **error)
{
  return refuse (name, ISO_ERROR_CORRUPT, error,
                 N_("This project is damaged or not whole. Open a copy from before; if there is none, ask for help with this file."));
}

static guint32
get_number (const guint8 *header, gsize at, gsize size)
{
  guint32 value = 0;

  for (gsize i = 0; i < size; i++)
    value = value << 8 | header[at + i];
  return value;
}

static gboolean
check_header (const IsoSchema *schema, const guint8 *header, guint64 file_size, const char *name, GError **error)
{
  guint64 page_size = get_number (header, HEADER_PAGE_SIZE, 2);
  guint64 pages = get_number (header, HEADER_PAGES, 4);
  guint32 version = get_number (header, HEADER_VERSION, 4);

  if (memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) != 0
      || get_number (header, HEADER_APPLICATION_ID, 4) != ISO_SCHEMA_APPLICATION_ID)
    return refuse_foreign (name, error);
  if (version > schema->version)
    return refuse_new (name, error);
  if (page_size == 1)
    page_size = 65536;
  if (page_size < 512 || file_size != pages * page_size)
    return refuse_damaged (name, error);
  return TRUE;
}

static gboolean
has_waiting_changes (const char *path, const char *ending)
{
  g_autofree char *beside = g_strconcat (path, ending, NULL);
  GStatBuf info;

  return g_stat (beside, &info) == 0 && info.st_size > 0;
}

gboolean
iso_schema_check_file (const IsoSchema *schema, const char *path, const char *name, GError **error)
{
  guint8 header[HEADER_SIZE];
  FILE *file = g_fopen (path, "rb");
  GStatBuf info;
  gsize n;

  if (file == NULL || g_stat (path, &info) != 0)
    {
      g_clear_pointer (&file, fclose);
      return refuse (name, ISO_ERROR_IO, error, N_("The project cannot be read. Check that it is there and that you may read it."));
    }
  n = fread (header, 1, sizeof header, file);
  fclose (file);
  if (n < sizeof header)
    return refuse_foreign (name, error);
  if (has_waiting_changes (path, "-wal") || has_waiting_changes (path, "-journal"))
    return refuse (name, ISO_ERROR_BUSY, error,
                   N_("Another program has changes to this project that are not in the file yet. Close the project there first."));
  return check_header (schema, header, (guint64) info.st_size, name, error);
}

gboolean
iso_schema_create (const IsoSchema *schema, IsoDb *db, GError **error)
{
  g_autofree char *identify = g_strdup_printf ("PRAGMA application_id = %d", ISO_SCHEMA_APPLICATION_ID);

  if (!iso_db_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < schema->version; i++)
    {
      if (!run_step (&schema->steps[i], db, error))
        {
          iso_db_execute (db, "ROLLBACK", NULL);
          return FALSE;
        }
    }
  return iso_db_execute (db, identify, error) && set_version (db, schema->version, error) && iso_db_execute (db, "COMMIT", error);
}

static gboolean
run_missing_steps (const IsoSchema *schema, IsoDb *db, guint from, gint64 at, const char *zone, const char *who, GError **error)
{
  for (guint i = from; i < schema->version; i++)
    {
      if (!run_step (&schema->steps[i], db, error))
        return FALSE;
    }
  return set_version (db, schema->version, error)
         && iso_db_run (db, error, "INSERT INTO history (kind, target, verb, args, at, zone, who, schema, changeset)"
                        " VALUES ('migrate', NULL, 'migrate', '', ?, ?, ?, ?, NULL)", "ltti", at, zone, who, (int) schema->version);
}

gboolean
iso_schema_migrate (const IsoSchema *schema, IsoDb *db, gint64 at, const char *zone, const char *who, gboolean *migrated, GError **error)
{
  gint64 version;

  *migrated = FALSE;
  if (!iso_schema_get_version (db, &version, error))
    return FALSE;
  if (version >= schema->version)
    return TRUE;
  if (!iso_db_execute (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!run_missing_steps (schema, db, (guint) version, at, zone, who, error) || !iso_db_execute (db, "COMMIT", error))
    {
      iso_db_execute (db, "ROLLBACK", NULL);
      return FALSE;
    }
  *migrated = TRUE;
  return TRUE;
}

gboolean
iso_schema_get_version (IsoDb *db, gint64 *version, GError **error)
{
  return iso_db_get (db, version, 0, error, "PRAGMA user_version", NULL);
}

static gboolean
check_sound (IsoDb *db, GError **error)
{
  g_autoptr (IsoStatement) check = iso_db_query (db, error, "PRAGMA quick_check (1)", NULL);
  GError *problem = NULL;
  gboolean sound;

  if (check == NULL)
    return FALSE;
  sound = iso_statement_next (check, &problem) && g_strcmp0 (iso_statement_text (check, 0), "ok") == 0;
  if (problem != NULL)
    g_propagate_error (error, problem);
  else if (!sound)
    refuse_damaged (iso_db_name (db), error);
  return sound;
}

gboolean
iso_schema_verify (const IsoSchema *schema, IsoDb *db, GError **error)
{
  g_autofree char *objects = NULL;
  g_autofree char *expected = NULL;
  gint64 version, application;

  if (!iso_db_get (db, &application, 0, error, "PRAGMA application_id", NULL) || !iso_schema_get_version (db, &version, error))
    return FALSE;
  if (application != ISO_SCHEMA_APPLICATION_ID)
    return refuse_foreign (iso_db_name (db), error);
  if (version > schema->version)
    return refuse_new (iso_db_name (db), error);
  if (version < 0 || (version == 0 && schema->version > 0))
    return refuse_damaged (iso_db_name (db), error);

  objects = list_objects (db, error);
  if (objects == NULL)
    return FALSE;
  expected = list_expected (schema, (guint) version, error);
  if (expected == NULL)
    return FALSE;
  if (strcmp (objects, expected) != 0)
    return refuse (iso_db_name (db), ISO_ERROR_UNSUPPORTED, error,
                   N_("This project holds tables, views or triggers that Isobole did not make; it is not opened. "
                      "Remove them with the program that added them, or open a copy from before."));
  return check_sound (db, error);
}

gboolean
iso_schema_is_inside (const IsoSchema *schema, const char *table)
{
  return g_strv_contains (schema->inside, table);
}
