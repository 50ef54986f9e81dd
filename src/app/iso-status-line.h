/* iso-status-line.h - the foot of the window: what was used, what was found, what is running
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-analyser.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_STATUS_LINE (iso_status_line_get_type ())
G_DECLARE_FINAL_TYPE (IsoStatusLine, iso_status_line, ISO, STATUS_LINE, AdwBin)

void iso_status_line_set_analyser (IsoStatusLine *self, IsoAnalyser *analyser);

G_END_DECLS
