/* iso-list-update.h - a list that is computed anew, and what of it is new
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes `list` hold `items` (of GObject). An item that is the same as what stands at its place leaves that there, so that nobody who looks at the
 * list has to look again. */
void iso_list_update (GListStore *list, const GPtrArray *items, GEqualFunc is_same);

G_END_DECLS
