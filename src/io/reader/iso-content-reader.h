/* iso-content-reader.h - a whole project from one text, as a program or a person wrote it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "reader/iso-source.h"

G_BEGIN_DECLS

/* Reads what iso_content_write_json () writes, and texts by hand: ids may be left out (they are made from kind, name and place), drugs,
 * samples and runs are meant by id or by name, a plate without a run belongs to the first. Errors name the place and the line: SYNTAX
 * (not JSON, something missing, unknown or of the wrong kind), RANGE (what cannot be, or leads nowhere), UNITS, TOO_LARGE, TOO_NEW,
 * CORRUPT (bytes of a file that are not those of its sha256). */
IsoContent *iso_content_read_json (IsoSource *source, GError **error);

G_END_DECLS
