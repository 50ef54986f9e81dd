/* iso-inspector.h - the numbers of what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-derivation.h"
#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_INSPECTOR (iso_inspector_get_type ())
G_DECLARE_FINAL_TYPE (IsoInspector, iso_inspector, ISO, INSPECTOR, AdwBin)

void iso_inspector_set_view (IsoInspector *self, IsoView *view);

/* Says where a number comes from, in the place of the numbers, until the person goes back. `topic` NONE: where the mean of the
 * observations comes from. FALSE, and nothing happens, if there is no answer. */
gboolean iso_inspector_ask (IsoInspector *self, const IsoTopic *topic, const guint *observations, guint n);

G_END_DECLS
