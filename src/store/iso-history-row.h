/* iso-history-row.h - how a row of the history is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

G_BEGIN_DECLS

/* FALSE, and `kind` left alone, for a word that is none. */
gboolean iso_history_parse_kind (const char *word, IsoHistoryKind *kind);

/* The arguments of a row as its one text, to be freed. */
char    *iso_history_join_args  (const char *const *args);

G_END_DECLS
