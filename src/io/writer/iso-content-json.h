/* iso-content-json.h - a whole project as one text that people can read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "base/iso-error.h"

G_BEGIN_DECLS

#define ISO_CONTENT_SCHEMA "isobole/project/"

/* 2: stocks, cells and preparation. 3: days of runs. A text without them says less, which older versions read. */
#define ISO_CONTENT_VERSION 3

/* iso_content_read_json () gives the same values back, bit for bit; the same values give the same text. A dose is a number in the
 * drug's unit if that number leads back to the very same dose, and { "inside": number } otherwise. To be freed. `file` is what messages
 * call the project. Errors: CORRUPT (text that is not UTF-8), TOO_LARGE (larger
 * than ISO_SOURCE_MAX_BYTES, which could not be read again). */
char *iso_content_write_json (const IsoContent *content, const char *file, GError **error);

G_END_DECLS
