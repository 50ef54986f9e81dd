/* iso-project-left.h - work that was left unsaved: by a crash, or by a person who went without saving
 *
 * Properties, all read-only: "title" (never empty), "path" (of the file that it belongs to, for people; NULL for an untitled one),
 * "changed" (last edit: UTC, milliseconds; 0 if unknown).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_LEFT (iso_project_left_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectLeft, iso_project_left, ISO, PROJECT_LEFT, GObject)

const char *iso_project_left_get_title   (IsoProjectLeft *self);
const char *iso_project_left_get_path    (IsoProjectLeft *self);
gint64      iso_project_left_get_changed (IsoProjectLeft *self);

/* Looks for all that nobody has open, the newest first: a list of IsoProjectLeft. Work copies without a file that were never touched
 * are cleared away by the way. */
void        iso_project_list_left_async     (IsoProject *project, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
GListModel *iso_project_list_left_finish    (IsoProject *project, GAsyncResult *result, GError **error);

/* Goes on with it in a project that has nothing open: it is recovered then. Errors: as opening. */
void        iso_project_open_left_async     (IsoProject *project, IsoProjectLeft *left, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer data);
gboolean    iso_project_open_left_finish    (IsoProject *project, GAsyncResult *result, GError **error);

/* Throws it away; the file that it belongs to stays as it is. Errors: BUSY. */
void        iso_project_discard_left_async  (IsoProject *project, IsoProjectLeft *left, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer data);
gboolean    iso_project_discard_left_finish (IsoProject *project, GAsyncResult *result, GError **error);

G_END_DECLS
