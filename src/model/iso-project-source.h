/* iso-project-source.h - what was imported into a project: the files, and what was read from them
 *
 * Both never change; a project gets new ones, and loses none. All properties are read-only.
 *
 * IsoProjectSource: "sha256" (of the bytes, its key), "name", "reader" (id; "table" for a table of responses), "size" (bytes), "at"
 * (when it was imported first: UTC, milliseconds; 0 if the history does not say).
 *
 * IsoProjectRead: "id", "source" (sha256), "source-name", "reader", "label", "plate-name", "wells" (of the plate, 0 if the file does
 * not say), "readings" (how many), "calculated" (by the instrument's program).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-lookup.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define ISO_TYPE_PROJECT_SOURCE (iso_project_source_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectSource, iso_project_source, ISO, PROJECT_SOURCE, GObject)

#define ISO_TYPE_PROJECT_READ (iso_project_read_get_type ())
G_DECLARE_FINAL_TYPE (IsoProjectRead, iso_project_read, ISO, PROJECT_READ, GObject)

/* For the project. Those it lacks are made, the others stay the same objects; lists of IsoProjectSource (by name) and IsoProjectRead
 * (by source, plate and position), of IsoProjectStep, and arrays of IsoSourceRow and IsoReadRow. */
void        iso_project_sources_fill (GListStore *sources, GListStore *reads, GListModel *history, const GPtrArray *source_rows,
                                      const GPtrArray *read_rows);

const char *iso_project_source_get_sha256 (IsoProjectSource *self);
const char *iso_project_source_get_name   (IsoProjectSource *self);
const char *iso_project_source_get_reader (IsoProjectSource *self);
gint64      iso_project_source_get_size   (IsoProjectSource *self);
gint64      iso_project_source_get_at     (IsoProjectSource *self);

const char *iso_project_read_get_id          (IsoProjectRead *self);
const char *iso_project_read_get_source      (IsoProjectRead *self);
const char *iso_project_read_get_source_name (IsoProjectRead *self);
const char *iso_project_read_get_reader      (IsoProjectRead *self);
const char *iso_project_read_get_label       (IsoProjectRead *self);
const char *iso_project_read_get_plate_name  (IsoProjectRead *self);
guint       iso_project_read_get_wells       (IsoProjectRead *self);
guint       iso_project_read_get_readings    (IsoProjectRead *self);
gboolean    iso_project_read_get_calculated  (IsoProjectRead *self);

G_END_DECLS
