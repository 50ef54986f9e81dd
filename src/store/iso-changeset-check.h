/* iso-changeset-check.h - whether bytes are a changeset, before SQLite is asked to follow them
 *
 * SQLite's session extension trusts the form of a changeset: version 3.40 never returns from inverting the single byte 'T'. A project
 * from a stranger may hold anything.
 *
 * The form, from the comments of sqlite3session.c: a table is 'T', the number of columns as a varint, a byte a column (0: no part of
 * the key), the name and a zero; then its changes: operation, a flag, and one record (insert, delete) or two (update: old, new). A
 * value is a type from 0 (not given) to 5 (null), with 8 bytes (integer, real), or a varint and that many bytes (text, blob).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE if the bytes are whole, name only tables of `inside`, and every change says what it must: inserts and deletes all values,
 * updates the old key, and both or neither of every other value. */
gboolean iso_changeset_is_sound (GBytes *changeset, const char *const *inside);

G_END_DECLS
