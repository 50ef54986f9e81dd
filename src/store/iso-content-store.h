/* iso-content-store.h - all that a project holds as plain values, and a project made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "iso-history.h"

G_BEGIN_DECLS

/* Everything but the history, in one consistent view. Errors: CORRUPT for words, places or keys that cannot be, and those of SQLite. */
IsoContent *iso_content_load (IsoStore *store, GError **error);

/* Only what a person planned: without files, what was read from them and results, which can be large. */
IsoContent *iso_content_load_planned (IsoStore *store, GError **error);

/* Writes all of it into a project that is empty (RANGE otherwise), in one commit. This is what its history begins with: no undo goes
 * behind it. Errors: RANGE, and those of SQLite; the project is empty then. */
gboolean    iso_content_fill (IsoStore *store, const IsoContent *content, GError **error);

G_END_DECLS
