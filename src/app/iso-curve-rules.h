/* iso-curve-rules.h - which curve is fitted: the model, and what holds its ends
 *
 * The choices are settings of the project, and each is one edit that can be undone.
 *
 * # Accessibility
 * Three drop-downs, each with a name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "iso-project.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ISO_TYPE_CURVE_RULES (iso_curve_rules_get_type ())
G_DECLARE_FINAL_TYPE (IsoCurveRules, iso_curve_rules, ISO, CURVE_RULES, AdwBin)

void iso_curve_rules_set_project (IsoCurveRules *self, IsoProject *project);   /* once */

G_END_DECLS
