/* iso-compusyn-json.c - what CompuSyn says of a combination, and the polygonogram of all pairs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-json-values.h"

#include <math.h>

static const IsoDrug *
get_drug (const IsoAnalysis *analysis, const IsoCombination *combination, guint j)
{
  return iso_experiment_drug (analysis->dataset->experiment, combination->drugs[j]);
}

static void
add_effect (IsoJson *json, const char *name, const IsoMedianEffect *effect, const IsoUnit *unit)
{
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "name", name);
  iso_json_add_string (json, "unit", unit->symbol);
  iso_json_add_number (json, "Dm", iso_dose_in_unit (unit, effect->dm.value));
  iso_json_add_number (json, "m", effect->m.value);
  iso_json_add_number (json, "r", effect->r);
  iso_json_add_count (json, "n", effect->n);
  iso_json_end_object (json);
}

static void
add_index (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoCompusynIndex *index)
{
  const IsoCompusynGrade *grade = iso_compusyn_grade (index->ci);

  iso_json_begin_object (json, NULL);
  iso_json_add_number (json, "fa", index->fa);
  iso_json_add_doses (json, "doses", analysis, combination->drugs, combination->n_drugs, index->doses);
  iso_json_add_number (json, "ci", index->ci);
  iso_json_add_number (json, "ci_nonexclusive", index->ci_nonexclusive);
  iso_json_add_string (json, "grade", grade != NULL ? grade->symbol : NULL);
  iso_json_add_doses (json, "dx", analysis, combination->drugs, combination->n_drugs, index->dx);
  iso_json_begin_array (json, "dri");
  for (guint j = 0; j < combination->n_drugs; j++)
    iso_json_add_number (json, NULL, index->dri[j]);
  iso_json_end_array (json);
  iso_json_end_object (json);
}

void
iso_json_add_compusyn (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  const IsoCompusyn *compusyn = &combination->compusyn;

  iso_json_begin_object (json, "as_compusyn_computes_it");
  iso_json_begin_array (json, "median_effect");
  for (guint j = 0; j < combination->n_drugs && compusyn->n_points > 0; j++)
    add_effect (json, get_drug (analysis, combination, j)->name, &compusyn->singles[j], get_drug (analysis, combination, j)->unit);
  for (guint i = 0; i < compusyn->n_rays; i++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, i).arm);
      g_autofree char *ratio = iso_arm_name (analysis, arm);

      add_effect (json, ratio, &compusyn->rays[i].effect, arm->unit);
    }
  iso_json_end_array (json);
  iso_json_begin_array (json, "points");
  for (guint i = 0; i < compusyn->n_points; i++)
    add_index (json, analysis, combination, &compusyn->points[i]);
  iso_json_end_array (json);
  iso_json_begin_array (json, "levels");
  for (guint i = 0; i < compusyn->n_rays; i++)
    {
      iso_json_begin_array (json, NULL);
      for (guint k = 0; k < ISO_COMPUSYN_LEVELS; k++)
        add_index (json, analysis, combination, &compusyn->rays[i].levels[k]);
      iso_json_end_array (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

static void
add_pair (IsoJson *json, const IsoAnalysis *analysis, const IsoPolygonPair *pair)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, pair->combination);
  g_autofree char *ratio = NULL;

  if (pair->ray >= 0)
    ratio = iso_arm_name (analysis, iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, pair->ray).arm));
  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", iso_experiment_sample (analysis->dataset->experiment, combination->sample));
  iso_json_begin_array (json, "drugs");
  for (guint j = 0; j < 2; j++)
    iso_json_add_string (json, NULL, get_drug (analysis, combination, j)->name);
  iso_json_end_array (json);
  iso_json_add_string (json, "ratio", ratio);
  iso_json_add_number (json, "fa", pair->fa);
  iso_json_add_estimate (json, "ci", &pair->ci, NULL);
  iso_json_add_string (json, "grade", pair->grade != NULL ? pair->grade->symbol : NULL);
  iso_json_add_string (json, "grade_name", pair->grade != NULL ? pair->grade->name : NULL);
  iso_json_end_object (json);
}

void
iso_json_put_polygonogram (IsoJson *json, const IsoAnalysis *analysis)
{
  iso_json_begin_array (json, "polygonogram");
  for (guint level = 0; level < analysis->settings.n_effect_levels; level++)
    {
      g_autoptr (GArray) pairs = iso_polygonogram_make (analysis, level);

      for (guint i = 0; i < pairs->len; i++)
        add_pair (json, analysis, &g_array_index (pairs, IsoPolygonPair, i));
    }
  iso_json_end_array (json);
}
