/* iso-surface-json.c - parametric surfaces as JSON, with points to draw them by
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-json-values.h"

#include <math.h>

/* Doses a side: none, then from the lowest to the highest in equal steps of the logarithm. */
#define SIDE 17

static const IsoUnit *
get_unit (const IsoAnalysis *analysis, const IsoCombination *combination, guint drug)
{
  return iso_experiment_drug (analysis->dataset->experiment, combination->drugs[drug])->unit;
}

static double
get_dose (const IsoAnalysis *analysis, const IsoCombination *combination, guint drug, guint i)
{
  const IsoArm *arm = iso_analysis_arm (analysis, (guint) combination->singles[drug]);

  return i == 0 ? 0 : arm->lowest_dose * pow (arm->highest_dose / arm->lowest_dose, (i - 1.0) / (SIDE - 2));
}

static void
add_points (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoSurfaceFit *fit)
{
  iso_json_begin_array (json, "surface");
  for (guint k = 0; k < SIDE * SIDE && combination->singles[0] >= 0 && combination->singles[1] >= 0 && isfinite (fit->rss); k++)
    {
      double doses[2] = { get_dose (analysis, combination, 0, k / SIDE), get_dose (analysis, combination, 1, k % SIDE) };

      iso_json_begin_array (json, NULL);
      for (guint j = 0; j < 2; j++)
        iso_json_add_number (json, NULL, iso_dose_in_unit (get_unit (analysis, combination, j), doses[j]));
      iso_json_add_number (json, NULL, iso_surface_fit_value (fit, doses[0], doses[1]));
      iso_json_end_array (json);
    }
  iso_json_end_array (json);
}

static void
add_parameter (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoSurfaceResult *result, guint p)
{
  const IsoSurfaceParameter *parameter = result->model->parameters[p];
  const IsoUnit *unit = p == ISO_SURFACE_C1 || p == ISO_SURFACE_C2 ? get_unit (analysis, combination, p - ISO_SURFACE_C1) : NULL;
  gboolean fixed = result->fit.held[p] && result->fit.parameters[p].status == ISO_STATUS_OK;

  iso_json_begin_object (json, parameter->id);
  iso_json_put_estimate (json, &result->parameters[p], unit);
  iso_json_add_boolean (json, "fixed", fixed);
  iso_json_add_number (json, "null", parameter->null);
  iso_json_end_object (json);
}

static void
add_surface (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoSurfaceResult *result)
{
  const IsoSurfaceFit *fit = &result->fit;

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "model", result->model->id);
  iso_json_add_string (json, "status", iso_status_word (fit->status));
  iso_json_add_count (json, "n", fit->n);
  iso_json_add_count (json, "n_free", fit->n_free);
  iso_json_add_number (json, "rss", fit->rss);
  iso_json_add_number (json, "df", fit->df);
  iso_json_add_number (json, "aicc", fit->aicc);
  iso_json_add_count (json, "n_experiments", result->n_runs);
  iso_json_begin_object (json, "parameters");
  for (guint p = 0; p < result->model->n; p++)
    add_parameter (json, analysis, combination, result, p);
  iso_json_end_object (json);
  iso_json_add_estimate (json, "beta", &result->beta, NULL);
  iso_json_add_estimate (json, "achievable_efficacy", &result->achievable, NULL);
  iso_json_begin_object (json, "no_interaction");
  iso_json_add_number (json, "rss", fit->null_rss);
  iso_json_add_number (json, "f", fit->null_f);
  iso_json_add_number (json, "df1", fit->null_df);
  iso_json_add_number (json, "df2", fit->df);
  iso_json_add_number (json, "p", fit->null_p);
  iso_json_end_object (json);
  iso_json_add_count (json, "starts", fit->n_starts);
  iso_json_add_count (json, "starts_at_best", fit->n_best);
  add_points (json, analysis, combination, fit);
  iso_json_end_object (json);
}

void
iso_json_add_surfaces (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  iso_json_begin_array (json, "surfaces");
  for (guint i = 0; i < combination->surfaces->len; i++)
    add_surface (json, analysis, combination, &g_array_index (combination->surfaces, IsoSurfaceResult, i));
  iso_json_end_array (json);
}
