/* iso-json-scan.h - a strict look at JSON before it is made into values
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-error.h"

G_BEGIN_DECLS

#define ISO_JSON_MAX_DEPTH 32
#define ISO_JSON_MAX_VALUES 20000000

/* Everything that makes a text something else than JSON: bytes that are no UTF-8, what stands outside of strings, broken strings and
 * escapes, brackets that do not match, depth, names that stand twice, a second value behind the first. FALSE and an error with file and
 * line. */
gboolean iso_json_scan (const char *text, gsize size, const char *file, GError **error);

/* The line where the value of this path begins ("plates[2].name"); 0 if it is not there. The text is one that was scanned. */
guint    iso_json_find_line (const char *text, gsize size, const char *path);

G_END_DECLS
