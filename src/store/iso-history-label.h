/* iso-history-label.h - the steps of a history in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

G_BEGIN_DECLS

/* What an edit does, as a sentence whose holes are its arguments, to be translated: "Add the compound “{1}”". NULL for a verb that is
 * not known. */
const char *iso_history_label    (const char *verb, const char *const *args);

/* The same for a row of any kind, with its arguments: "Undo step {1}". Its code is the verb. Never NULL. */
IsoMessage *iso_history_describe (const IsoHistoryRow *row);

G_END_DECLS
