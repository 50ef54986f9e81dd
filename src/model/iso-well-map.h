/* iso-well-map.h - from the wells of a project's plate to the observations of its analysis, and back
 *
 * The plates of an analysis have the names that those of the project had when it was made. Wells are numbered row by row, as in
 * IsoProjectPlate; for a list (the rows of a table) they are its rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-analysis.h"
#include "iso-project.h"

G_BEGIN_DECLS

/* Ascending: GArray of guint. `analysis` and `plate` may be NULL: there are none. */
GArray *iso_wells_to_observations (const IsoAnalysis *analysis, IsoProjectPlate *plate, const guint *wells, guint n);

/* Those that are on this plate, ascending: GArray of guint. */
GArray *iso_observations_to_wells (const IsoAnalysis *analysis, IsoProjectPlate *plate, const guint *observations, guint n);

/* The plate of an observation by its name; NULL if it is on none. */
const char *iso_observation_plate (const IsoAnalysis *analysis, guint observation);

/* The plate of the project on which an observation stands, and its well there; NULL if it is on none. `analysis` may be NULL. */
IsoProjectPlate *iso_observation_find_well (const IsoAnalysis *analysis, IsoProject *project, guint observation, guint *well);

/* What stays the same of an observation from one analysis to the next: its plate and well, or its file and line. To be freed. */
char *iso_observation_key (const IsoAnalysis *analysis, guint observation);

G_END_DECLS
