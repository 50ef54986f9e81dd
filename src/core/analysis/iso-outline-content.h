/* iso-outline-content.h - the plates that follow from an outline, as the contents of a project, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-content.h"
#include "dosing/iso-outline.h"

G_BEGIN_DECLS

/* Drugs with their bottles, samples with their cells, runs, plates with the three doses of every well, and how it is prepared. What a
 * well gets three times the same is one number in the text. */
IsoContent *iso_outline_content (const IsoOutline *outline, const IsoOutlinePlan *plan);

/* What is needed to prepare the plates of a project, for iso_outline_plan_layouts (): the drugs that stand on them, each with the bottle that
 * is in use, samples, cells where all samples on them have the same, and how it is prepared. Lists are no plates. Errors: NO_DATA (no well has a
 * drug; a drug has no bottle, or none in use), UNITS (doses without a unit; a bottle by mass for doses by amount whose weight is not
 * known), UNSUPPORTED (more than three drugs, or three solvents), and those of iso_preparation_set (). */
IsoOutline *iso_outline_from_content (const IsoContent *content, GError **error);

/* The plates of that outline (GPtrArray of IsoLayout), and the run of each, from 0 (GArray of guint, which is filled). Doses that were
 * never requested are requested as they were given. */
GPtrArray  *iso_outline_content_layouts (const IsoOutline *outline, const IsoContent *content, GArray *runs);

/* Both, and iso_outline_plan_layouts (). */
IsoOutlinePlan *iso_outline_plan_content (IsoOutline *outline, const IsoContent *content, GError **error);

G_END_DECLS
