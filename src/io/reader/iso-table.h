/* iso-table.h - a table of responses, one observation a row, to an experiment
 *
 * Columns in any order: sample, drug1 dose1 unit1, drug2 dose2 unit2, ..., response, experiment, replicate, plate,
 * well, role. Doses may also stand in columns that are named after their drug ("ixazomib (nM)"). The long and the
 * matrix form of SynergyFinder are read too. Lines "# title: ..." and "# note: ..." above the header become the
 * experiment's title and note.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-experiment.h"
#include "reader/iso-source.h"
#include "reader/iso-table-response.h"
#include "reader/iso-table-row.h"

G_BEGIN_DECLS

/* Raised when the same table would give other values. */
#define ISO_TABLE_VERSION 1

/* Errors, with file, line and column: those of iso_text_new (); SYNTAX, RANGE and UNITS for what cannot be; NO_DATA
 * without responses; CORRUPT for wells that stand twice, or a last row that stops early; and the questions of
 * iso_table_response_settle (). */
IsoExperiment *iso_table_read (const IsoSource *source, const IsoTableOptions *options, GError **error);

/* The text of the source, by the lab's own format where one fits. Errors: as iso_text_new (). */
IsoText *iso_table_take_text (const IsoSource *source, const IsoTableOptions *options, GPtrArray *messages, GError **error);

/* The row of the headers: the first that has two known headers or more, else the first that is not empty. Takes title
 * and note from the lines above it; `experiment` may be NULL. */
guint iso_table_find_header (const IsoText *text, IsoExperiment *experiment);

/* A column of wells, and beside it numbers of which nobody knows what they are, and nothing else that is known: TRUE, and the headers of both,
 * borrowed. */
gboolean iso_table_is_nameless (const IsoText *text, const char **wells, const char **numbers);

/* SYNTAX and a reason if the text cannot be read on from its last row, which a cut-off file leaves incomplete. */
gboolean iso_table_check_end (const IsoTableRows *rows, GError **error);

G_END_DECLS
