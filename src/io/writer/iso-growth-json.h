/* iso-growth-json.h - curves of growth rates as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "analysis/iso-growth.h"
#include "writer/iso-json.h"

G_BEGIN_DECLS

/* An array of curves (of IsoGrowthCurve, may be NULL) into the object that is open. */
void  iso_json_add_growth (IsoJson *json, const char *name, const IsoExperiment *experiment, const GPtrArray *curves);

/* They alone, schema isobole/growth/1. `program` is name and version. */
char *iso_growth_json     (const IsoDataset *dataset, const GPtrArray *curves, const char *program);

G_END_DECLS
