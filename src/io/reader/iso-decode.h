/* iso-decode.h - bytes of a text file to UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-text.h"

G_BEGIN_DECLS

/* By byte order mark; without one UTF-8 if all of it is valid, UTF-16 if every second byte is zero, else Windows-1252.
 * Bytes without a meaning become U+FFFD, no-break spaces become spaces, NULs U+FFFD. The caller frees the text. */
char *iso_decode (GBytes *bytes, IsoEncoding *encoding);

G_END_DECLS
