/* iso-index-note.h - what the interval of an index rests on, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/iso-status.h"

G_BEGIN_DECLS

/* A sentence, to be translated, about an index or a reduction; NULL where the interval is none of one experiment. */
const char *iso_index_note (const IsoEstimate *estimate);

G_END_DECLS
