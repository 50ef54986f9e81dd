/* iso-compound.h - one stream of a compound file, the container of old Office documents
 *
 * [MS-CFB]: sectors in chains, a table of the chains, a directory, and a second, smaller kind of sector for short streams. Nothing that a
 * file says of itself is used before it is checked; chains that do not end are cut off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The bytes of the stream of this name (ASCII, without regard to case); NULL if the file is broken or has none. */
GByteArray *iso_compound_read (const guint8 *bytes, gsize size, const char *name);

G_END_DECLS
