/* iso-line-choice.h - how the lines of median effect of a project are fitted: through the effects themselves, or through logarithms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_LINE_CHOICE (iso_line_choice_get_type ())
G_DECLARE_FINAL_TYPE (IsoLineChoice, iso_line_choice, ISO, LINE_CHOICE, AdwBin)

void iso_line_choice_set_project (IsoLineChoice *self, IsoProject *project);   /* once */

G_END_DECLS
