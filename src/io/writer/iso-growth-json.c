/* iso-growth-json.c - "isobole/growth/1", and the same curves in an analysis
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-growth-json.h"

#include "writer/iso-json-values.h"

#include <math.h>

static void
put_curve (IsoJson *json, const IsoExperiment *experiment, const IsoGrowthCurve *curve)
{
  const IsoGrowthMetrics *metrics = &curve->metrics;
  const IsoDrug *drug = iso_experiment_drug (experiment, curve->drug);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", iso_experiment_sample (experiment, curve->sample));
  iso_json_add_string (json, "drug", drug->name);
  iso_json_add_string (json, "experiment", iso_experiment_run (experiment, curve->run));
  iso_json_add_string (json, "unit", drug->unit->symbol);
  iso_json_add_count (json, "n", curve->rates->len);
  iso_json_add_number (json, "doublings", curve->doublings);
  iso_json_add_boolean (json, "flat", metrics->flat);
  iso_json_add_number (json, "flat_p", metrics->flat_p);
  iso_json_add_estimate (json, "gr50", &metrics->gr50, drug->unit);
  iso_json_add_estimate (json, "gec50", &metrics->gec50, drug->unit);
  iso_json_add_estimate (json, "gr_inf", &metrics->gr_inf, NULL);
  iso_json_add_number (json, "hill", metrics->flat ? NAN : metrics->fit.values[ISO_PARAMETER_HILL]);
  iso_json_add_number (json, "gr_max", metrics->gr_max);
  iso_json_add_number (json, "gr_aoc", metrics->aoc);
  iso_json_end_object (json);
}

void
iso_json_add_growth (IsoJson *json, const char *name, const IsoExperiment *experiment, const GPtrArray *curves)
{
  iso_json_begin_array (json, name);
  for (guint i = 0; curves != NULL && i < curves->len; i++)
    put_curve (json, experiment, g_ptr_array_index (curves, i));
  iso_json_end_array (json);
}

char *
iso_growth_json (const IsoDataset *dataset, const GPtrArray *curves, const char *program)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "schema", "isobole/growth/1");
  iso_json_add_string (json, "program", program);
  iso_json_add_growth (json, "curves", dataset->experiment, curves);
  iso_json_end_object (json);
  return iso_json_finish (json);
}
