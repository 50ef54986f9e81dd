/* iso-plan-json.h - a plan as JSON (schema isobole/plan/1): plates, vessels, transfers, needs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* `program` names what wrote it. To be freed. Volumes are in nL, doses in each drug's unit. */
char *iso_plan_json (const IsoOutline *outline, const IsoOutlinePlan *plan, const char *program);

G_END_DECLS
