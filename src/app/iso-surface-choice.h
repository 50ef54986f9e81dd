/* iso-surface-choice.h - which parametric surfaces are fitted to the combinations of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_SURFACE_CHOICE (iso_surface_choice_get_type ())
G_DECLARE_FINAL_TYPE (IsoSurfaceChoice, iso_surface_choice, ISO, SURFACE_CHOICE, AdwBin)

void iso_surface_choice_set_project (IsoSurfaceChoice *self, IsoProject *project);   /* once */

G_END_DECLS
