/* iso-well-code.h - a few letters for what a well gets, for maps on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dosing/iso-dosing.h"

G_BEGIN_DECLS

/* "V" vehicle, "U" untreated, "B" blank, "P" positive control, "T" time zero, "" empty. */
const char *iso_role_code (IsoRole role);

/* For each well of a plate of the plan: the tube it gets ("1a"), two where drugs are added one by one ("1a 2c", "-" for none), the number of
 * its treatment where drops are dispensed, the code of its role otherwise. Ended by NULL, to be freed with
 * g_strfreev (). */
char **iso_well_codes (const IsoDosingPlan *plan, guint plate);

G_END_DECLS
