/* iso-settings-reader.h - a file of settings of an analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "reader/iso-source.h"

G_BEGIN_DECLS

/* Name to text, as iso_analysis_settings_set () takes them; NULL for null. An object of JSON with names and values of that vocabulary,
 * texts, numbers, true, false, lists and objects alike; or one that has such an object as its member "settings", as every result
 * has and every project as text may have. Each is checked. Errors, with the line: SYNTAX, RANGE. */
GHashTable *iso_settings_read_json (IsoSource *source, GError **error);

G_END_DECLS
