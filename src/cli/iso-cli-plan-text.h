/* iso-cli-plan-text.h - a plan as text that a person reads in a terminal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* Maps, rules, tubes, needs and what is to be said. To be freed. */
char *iso_cli_plan_text (const IsoOutline *outline, const IsoOutlinePlan *plan);

G_END_DECLS
