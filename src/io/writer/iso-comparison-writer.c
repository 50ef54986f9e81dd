/* iso-comparison-writer.c - two samples beside each other, as JSON and as rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-comparison.h"
#include "writer/iso-analysis-sheets.h"
#include "writer/iso-json-values.h"

#include <math.h>

static const char *
name_sample (const IsoAnalysis *analysis, guint arm)
{
  return iso_experiment_sample (analysis->dataset->experiment, iso_analysis_arm (analysis, arm)->sample);
}

static const char *
name_kind (const IsoFoldChange *fold)
{
  return fold->kind == ISO_EFFECT_RELATIVE ? "relative" : "absolute";
}

/* Doses in the unit of the first of the two. */
static void
add_common_values (IsoJson *json, const IsoCurveSharing *sharing, const IsoUnit *unit)
{
  iso_json_begin_object (json, "in_common");
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      if (isfinite (sharing->values[p]))
        iso_json_add_estimate (json, iso_parameter_word (p), &sharing->parameters[0][p], iso_parameter_is_dose (p) ? unit : NULL);
    }
  iso_json_end_object (json);
}

static void
add_sharing (IsoJson *json, const char *name, const IsoAnalysis *analysis, const IsoComparison *comparison, const IsoCurveSharing *sharing)
{
  if (!comparison->tested)
    {
      iso_json_add_string (json, name, NULL);
      return;
    }
  iso_json_begin_object (json, name);
  iso_json_add_string (json, "status", iso_status_word (sharing->status));
  iso_json_add_number (json, "f", sharing->f);
  iso_json_add_number (json, "df1", sharing->df1);
  iso_json_add_number (json, "df2", sharing->df2);
  iso_json_add_number (json, "p", sharing->p);
  iso_json_add_number (json, "aicc", sharing->aicc);
  iso_json_add_number (json, "separate_aicc", sharing->separate_aicc);
  add_common_values (json, sharing, iso_analysis_arm (analysis, comparison->arm)->unit);
  iso_json_end_object (json);
}

static void
add_comparison (IsoJson *json, const IsoAnalysis *analysis, const IsoComparison *comparison)
{
  g_autofree char *name = iso_arm_name (analysis, iso_analysis_arm (analysis, comparison->arm));

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "drug", name);
  iso_json_add_string (json, "sample", name_sample (analysis, comparison->arm));
  iso_json_add_string (json, "reference", name_sample (analysis, comparison->reference));
  iso_json_begin_array (json, "ratios");
  for (guint i = 0; i < comparison->folds->len; i++)
    {
      const IsoFoldChange *fold = &g_array_index (comparison->folds, IsoFoldChange, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "level", fold->level);
      iso_json_add_string (json, "kind", name_kind (fold));
      iso_json_put_estimate (json, &fold->ratio, NULL);
      iso_json_add_count (json, "n_experiments", fold->n_runs);
      iso_json_add_estimate (json, "delta", &fold->delta, NULL);
      iso_json_add_estimate (json, "fieller", &fold->fieller, NULL);
      iso_json_add_number (json, "p", fold->p);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  add_sharing (json, "one_curve", analysis, comparison, &comparison->one_curve);
  iso_json_begin_object (json, "shared");
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    add_sharing (json, iso_parameter_word (p), analysis, comparison, &comparison->shared[p]);
  iso_json_end_object (json);
  iso_json_end_object (json);
}

void
iso_json_put_comparisons (IsoJson *json, const IsoAnalysis *analysis)
{
  g_autoptr (GArray) comparisons = iso_analysis_compare (analysis);

  iso_json_begin_array (json, "comparisons");
  for (guint i = 0; i < comparisons->len; i++)
    add_comparison (json, analysis, &g_array_index (comparisons, IsoComparison, i));
  iso_json_end_array (json);
}

static void
add_rows (IsoSheet *sheet, const IsoAnalysis *analysis, const IsoComparison *comparison)
{
  g_autofree char *name = iso_arm_name (analysis, iso_analysis_arm (analysis, comparison->arm));

  for (guint i = 0; i < comparison->folds->len; i++)
    {
      const IsoFoldChange *fold = &g_array_index (comparison->folds, IsoFoldChange, i);

      iso_sheet_add_text (sheet, name);
      iso_sheet_add_text (sheet, name_sample (analysis, comparison->arm));
      iso_sheet_add_text (sheet, name_sample (analysis, comparison->reference));
      iso_sheet_add_text (sheet, name_kind (fold));
      iso_sheet_add_number (sheet, fold->level);
      iso_sheet_add_number (sheet, fold->ratio.value);
      iso_sheet_add_number (sheet, fold->ratio.lower);
      iso_sheet_add_number (sheet, fold->ratio.upper);
      iso_sheet_add_text (sheet, iso_status_word (fold->ratio.status));
      iso_sheet_add_text (sheet, iso_status_word (fold->ratio.interval_status));
      iso_sheet_add_text (sheet, fold->ratio.method);
      iso_sheet_add_count (sheet, fold->n_runs);
      iso_sheet_end_row (sheet);
    }
}

char *
iso_analysis_compare_csv (const IsoAnalysis *analysis)
{
  g_autoptr (GArray) comparisons = iso_analysis_compare (analysis);
  g_autoptr (IsoSheet) sheet = iso_sheet_new ("Comparisons", "curve", "sample", "reference", "kind", "level", "ratio", "lower", "upper",
                                              "status", "interval_status", "method", "experiments", NULL);

  for (guint i = 0; i < comparisons->len; i++)
    add_rows (sheet, analysis, &g_array_index (comparisons, IsoComparison, i));
  return iso_sheet_to_csv (sheet);
}
