/* iso-excluded-list.h - the excluded wells of the plate that is shown, and excluded rows of tables: which, why, and a way back
 *
 * Without any it is not to be seen.
 *
 * # Accessibility
 * Each row says well, reason and value; its button says which well it restores.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_EXCLUDED_LIST (iso_excluded_list_get_type ())
G_DECLARE_FINAL_TYPE (IsoExcludedList, iso_excluded_list, ISO, EXCLUDED_LIST, AdwBin)

void iso_excluded_list_set_view (IsoExcludedList *self, IsoView *view);   /* once */

G_END_DECLS
