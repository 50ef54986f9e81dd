/* iso-check.h - whether a project is whole and agrees with itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-history.h"

G_BEGIN_DECLS

/* Looks at everything that the tables cannot forbid: pages and indices, keys that lead nowhere, names that stand twice, bytes of sources
 * that are not those of their key, steps of the history that are damaged, results that were kept of data or settings that are others
 * now (where none was kept, none is missing). GPtrArray of IsoMessage, empty if all is well; codes
 * "damaged-page", "lost-key", "same-name", "changed-source", "damaged-step", "stale-result". NULL and an error if it cannot look. */
GPtrArray *iso_check_project (IsoStore *store, GError **error);

G_END_DECLS
