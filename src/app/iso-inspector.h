/* iso-inspector.h - the numbers of what is selected
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_INSPECTOR (iso_inspector_get_type ())
G_DECLARE_FINAL_TYPE (IsoInspector, iso_inspector, ISO, INSPECTOR, AdwBin)

void iso_inspector_set_view (IsoInspector *self, IsoView *view);

G_END_DECLS
