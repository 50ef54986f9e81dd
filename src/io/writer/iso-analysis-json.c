/* iso-analysis-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-analysis-json.h"

#include "writer/iso-growth-json.h"
#include "writer/iso-json-values.h"

typedef void (*PutFunc) (IsoJson *json, const IsoAnalysis *analysis);

/* `first` and `second` (nullable) put what lies between head and wells. */
static char *
write_result (const IsoAnalysis *analysis, const char *schema, const char *program, PutFunc first, PutFunc second)
{
  IsoJson *json = iso_json_new ();

  iso_json_begin_object (json, NULL);
  iso_json_put_head (json, schema, program, analysis);
  first (json, analysis);
  if (second != NULL)
    second (json, analysis);
  iso_json_put_observations (json, analysis);
  iso_json_end_object (json);
  return iso_json_finish (json);
}

char *
iso_analysis_fit_json (const IsoAnalysis *analysis, const char *program)
{
  return write_result (analysis, "isobole/fit/1", program, iso_json_put_curves, NULL);
}

char *
iso_analysis_compare_json (const IsoAnalysis *analysis, const char *program)
{
  return write_result (analysis, "isobole/fit/1", program, iso_json_put_curves, iso_json_put_comparisons);
}

char *
iso_analysis_synergy_json (const IsoAnalysis *analysis, const char *program)
{
  return write_result (analysis, "isobole/synergy/1", program, iso_json_put_combinations, NULL);
}

static void
put_growth_and_combinations (IsoJson *json, const IsoAnalysis *analysis)
{
  iso_json_add_growth (json, "growth", analysis->dataset->experiment, analysis->growth);
  iso_json_put_combinations (json, analysis);
}

char *
iso_analysis_json (const IsoAnalysis *analysis, const char *program)
{
  return write_result (analysis, "isobole/analysis/1", program, iso_json_put_curves, put_growth_and_combinations);
}
