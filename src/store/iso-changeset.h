/* iso-changeset.h - what a recorder saw: collect, invert, count, apply
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

G_BEGIN_DECLS

typedef sqlite3_session IsoRecorder;

/* Records the inside tables from now on. */
IsoRecorder *iso_recorder_new  (const IsoSchema *schema, IsoDb *db, GError **error);
void         iso_recorder_free (IsoRecorder *recorder);

/* Everything since, one change a row; an empty GBytes if nothing changed. */
GBytes      *iso_recorder_collect (IsoRecorder *recorder, IsoDb *db, GError **error);

/* Errors: CORRUPT if it is no changeset. */
GBytes     *iso_changeset_invert (GBytes *changeset, IsoDb *db, GError **error);
gboolean    iso_changeset_count  (GBytes *changeset, IsoDb *db, guint *count, GError **error);

/* Asked every now and then while changes are made, `done` of `all`; TRUE: give up. */
typedef gboolean (*IsoApplyFunc) (guint done, guint all, gpointer data);

/* Applies the changes to the inside tables of the open transaction, and counts what really changed. Errors: CORRUPT if a row is not
 * as the changeset says, if a key leads nowhere afterwards, or if the counts differ; the caller rolls back. CANCELLED if
 * `watch` (may be NULL) gave up. `count` (may be NULL) is how many rows changed. */
gboolean    iso_changeset_apply  (GBytes *changeset, const IsoSchema *schema, IsoDb *db, IsoApplyFunc watch, gpointer data, guint *count,
                                  GError **error);

/* The error of a changeset that does not belong to these tables. Returns FALSE. */
gboolean    iso_changeset_refuse (IsoDb *db, GError **error);

/* Tells every changed row. */
void        iso_changeset_tell   (GBytes *changeset, IsoChangeFunc changed, gpointer data);

/* The same with all values. */
void        iso_changeset_read   (GBytes *changeset, IsoChangedRowFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoRecorder, iso_recorder_free)

G_END_DECLS
