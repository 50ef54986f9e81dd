/* iso-source.h - the bytes of one file as they were when it was read, and their fingerprint
 *
 * A source never changes. It is counted by reference, and may be shared between threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

G_BEGIN_DECLS

#define ISO_SOURCE_MAX_BYTES ((gsize) 256 * 1024 * 1024)

typedef struct _IsoSource IsoSource;

/* Reads a named file. `path` is a file name in the system's encoding; messages show it as the person gave it. Errors,
 * all with the file as their place: IO (not there, not readable, changed while it was read), UNSUPPORTED (a folder, a
 * device), NO_DATA (empty), TOO_LARGE (more than ISO_SOURCE_MAX_BYTES; nothing of it is read). */
IsoSource  *iso_source_load (const char *path, GError **error);

/* From memory: pasted text, tests. Errors: NO_DATA, TOO_LARGE. */
IsoSource  *iso_source_new  (const char *name, GBytes *bytes, GError **error);

IsoSource  *iso_source_ref   (IsoSource *source);
void        iso_source_unref (IsoSource *source);

const char *iso_source_name   (const IsoSource *source);   /* for people, in UTF-8 */
GBytes     *iso_source_bytes  (const IsoSource *source);   /* owned by the source */
const char *iso_source_sha256 (const IsoSource *source);   /* of the bytes, 64 hexadecimal digits */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IsoSource, iso_source_unref)

G_END_DECLS
