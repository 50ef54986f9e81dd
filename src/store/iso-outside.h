/* iso-outside.h - what only accumulates in a project: imported files and what readers found in them
 *
 * These rows are keyed by their content, never changed, and outside of history: history holds the link from a plate to a read.
 * They may be written by another thread over a connection of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-db.h"
#include "plate/iso-readout.h"

G_BEGIN_DECLS

/* The reader of reads that iso_edit_add_experiment () made: rows of a table, which have a plate only if the table names one. */
#define ISO_TABLE_READER "table"

/* The key of a read: the same file, read by the same version of the same reader, gives the same key. To be freed. */
char    *iso_outside_read_id (const IsoReadout *readout, guint plate, guint read);

/* Writes the bytes of the file and all its reads, in one commit; what is there already stays. The readout's sha256 is that of the
 * bytes. */
gboolean iso_outside_add (IsoDb *db, const IsoReadout *readout, GBytes *bytes, GError **error);

/* Results that are kept. `input` is the hash that the result carries, and with the program's name and version its key; `content` is
 * JSON. What was found while a file was read is one too; its input is the SHA-256 of the file. */
#define ISO_RESULT_ANALYSIS "analysis"
#define ISO_RESULT_FINDINGS "findings"

/* `changed` says whether the project holds another text than before. */
gboolean iso_outside_keep_result (IsoDb *db, const char *input, const char *program, const char *kind, const char *content,
                                  gboolean *changed, GError **error);

/* The member "read_on" of what was found while the file of a read was imported: the day on which its plates were read, to be freed. NULL
 * if that is not known. */
char    *iso_outside_dup_day (IsoDb *db, const char *read);

G_END_DECLS
