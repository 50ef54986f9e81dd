/* iso-outline-content.h - the plates that follow from an outline, as the contents of a project
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* Drugs, samples, runs and plates with the three doses of every well. What a well gets three times the same is one number in the text. */
IsoContent *iso_outline_content (const IsoOutline *outline, const IsoOutlinePlan *plan);

G_END_DECLS
