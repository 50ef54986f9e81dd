/* iso-setting-choice.h - one setting of a project's analysis, beside the figure that hangs on it
 *
 * Which setting is said once by its property "setting": "surfaces" (which parametric surfaces are fitted: checks behind a button),
 * "median_effect" (how the lines of median effect are fitted) or "measure" (what curves are looked at as): drop-downs; "ci_band" and
 * "score_band" (what counts as additive): numbers, which are taken when they have not changed for a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_SETTING_CHOICE (iso_setting_choice_get_type ())
G_DECLARE_FINAL_TYPE (IsoSettingChoice, iso_setting_choice, ISO, SETTING_CHOICE, AdwBin)

void iso_setting_choice_set_project (IsoSettingChoice *self, IsoProject *project);   /* once */

G_END_DECLS
