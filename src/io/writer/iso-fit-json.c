/* iso-fit-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-json-values.h"

#include <math.h>

/* A parameter keeps the unit of the response, but for scale, which is a dose. */
static void
add_wald (IsoJson *json, const IsoEstimate *wald, const IsoUnit *unit)
{
  iso_json_begin_object (json, "wald");
  iso_json_add_number (json, "lower", iso_dose_in_unit (unit, wald->lower));
  iso_json_add_number (json, "upper", iso_dose_in_unit (unit, wald->upper));
  iso_json_end_object (json);
}

static void
add_parameters (IsoJson *json, const IsoCurveFit *fit, const IsoEstimate *wald, const IsoUnit *unit)
{
  iso_json_begin_object (json, "parameters");
  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      const IsoUnit *own = iso_parameter_is_dose ((IsoParameter) i) ? unit : NULL;

      if (fit->model == NULL ? i >= ISO_PARAMETER_EXTRA : !iso_curve_model_uses (fit->model, (IsoParameter) i))
        continue;
      iso_json_begin_object (json, iso_parameter_word ((IsoParameter) i));
      iso_json_put_estimate (json, &fit->parameters[i], own);
      iso_json_add_number (json, "se", own != NULL ? iso_unit_from_inside (own, fit->se[i]) : fit->se[i]);
      iso_json_add_boolean (json, "fixed", fit->fixed[i]);
      iso_json_add_boolean (json, "shared", (fit->shared & ISO_SHARE (i)) != 0);
      if (wald != NULL && !fit->fixed[i])
        add_wald (json, &wald[i], own);
      iso_json_end_object (json);
    }
  iso_json_end_object (json);
}

static void
put_fit (IsoJson *json, const IsoCurveFit *fit, const IsoEstimate *wald, const IsoUnit *unit)
{
  iso_json_add_string (json, "model", fit->model != NULL ? fit->model->id : NULL);
  iso_json_add_string (json, "status", iso_status_word (fit->status));
  iso_json_add_count (json, "n", fit->n);
  add_parameters (json, fit, wald, unit);
  iso_json_add_number (json, "rss", fit->rss);
  iso_json_add_number (json, "df", fit->df);
  iso_json_add_number (json, "aicc", fit->aicc);
  iso_json_begin_object (json, "lack_of_fit");
  iso_json_add_number (json, "f", fit->lack_of_fit_f);
  iso_json_add_number (json, "df1", fit->lack_of_fit_df1);
  iso_json_add_number (json, "df2", fit->lack_of_fit_df2);
  iso_json_add_number (json, "p", fit->lack_of_fit_p);
  iso_json_end_object (json);
}

static void
add_choice (IsoJson *json, const IsoArm *arm)
{
  iso_json_begin_array (json, "candidates");
  for (guint i = 0; i < arm->n_candidates; i++)
    {
      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "model", arm->candidates[i].model->id);
      iso_json_add_number (json, "aicc", arm->candidates[i].aicc);
      iso_json_add_number (json, "weight", arm->candidates[i].weight);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_begin_object (json, "runs_test");
  iso_json_add_count (json, "runs", arm->residual_runs);
  iso_json_add_number (json, "p", arm->runs_p);
  iso_json_end_object (json);
}

/* null where the curve shares nothing. */
static void
add_sharing (IsoJson *json, const IsoArm *arm)
{
  const IsoCommonTest *test = &arm->common;

  if (test->status != ISO_STATUS_OK)
    {
      iso_json_add_string (json, "shared", NULL);
      return;
    }
  iso_json_begin_object (json, "shared");
  iso_json_add_string (json, "parameter", iso_parameter_word (test->parameter));
  iso_json_add_count (json, "n_curves", test->n_curves);
  iso_json_add_number (json, "rss", test->rss);
  iso_json_add_number (json, "separate_rss", test->separate_rss);
  iso_json_add_number (json, "df", arm->fit.variance_df);
  iso_json_add_number (json, "f", test->f);
  iso_json_add_number (json, "df1", test->df1);
  iso_json_add_number (json, "df2", test->df2);
  iso_json_add_number (json, "p", test->p);
  iso_json_end_object (json);
}

static void
add_effect_doses (IsoJson *json, const IsoArm *arm)
{
  iso_json_begin_array (json, "effect_doses");
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "level", dose->level);
      iso_json_add_string (json, "kind", dose->kind == ISO_EFFECT_RELATIVE ? "relative" : "absolute");
      iso_json_put_estimate (json, &dose->dose, arm->unit);
      iso_json_add_count (json, "n_experiments", dose->n_runs);
      iso_json_add_estimate (json, "pooled", &dose->pooled, arm->unit);
      add_wald (json, &dose->wald, arm->unit);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_run_effect_doses (IsoJson *json, const IsoArm *arm, guint run)
{
  iso_json_begin_array (json, "effect_doses");
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "level", dose->level);
      iso_json_add_string (json, "kind", dose->kind == ISO_EFFECT_RELATIVE ? "relative" : "absolute");
      iso_json_put_estimate (json, &dose->run_doses[run], arm->unit);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_runs (IsoJson *json, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;

  iso_json_begin_array (json, "experiments");
  for (guint r = 0; r < arm->n_runs; r++)
    {
      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "experiment", iso_experiment_run (experiment, arm->runs[r]));
      put_fit (json, &arm->run_fits[r], NULL, arm->unit);
      add_run_effect_doses (json, arm, r);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_points (IsoJson *json, const IsoAnalysis *analysis, const IsoArm *arm)
{
  iso_json_begin_array (json, "points");
  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "experiment", iso_experiment_run (analysis->dataset->experiment, point->run));
      iso_json_add_number (json, "dose", iso_dose_in_unit (arm->unit, point->dose));
      iso_json_add_doses (json, "doses", analysis, arm->drugs, arm->n_drugs, point->doses);
      iso_json_add_number (json, "response", point->viability);
      iso_json_add_number (json, "sd", point->n > 1 ? point->sd : NAN);
      iso_json_add_count (json, "n", point->n);
      iso_json_add_wells (json, point->observations, point->n);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_curve (IsoJson *json, const IsoAnalysis *analysis, const IsoArm *arm)
{
  g_autofree char *name = iso_arm_name (analysis, arm);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", iso_experiment_sample (analysis->dataset->experiment, arm->sample));
  iso_json_add_string (json, "drug", name);
  iso_json_put_drugs (json, analysis, arm->drugs, arm->n_drugs);
  iso_json_begin_array (json, "shares");
  for (guint j = 0; j < arm->n_drugs; j++)
    iso_json_add_number (json, NULL, arm->shares[j]);
  iso_json_end_array (json);
  iso_json_add_string (json, "unit", arm->unit->symbol);
  iso_json_add_boolean (json, "dose_is_of_first_drug", arm->first_dose_only);
  put_fit (json, &arm->fit, arm->wald, arm->unit);
  add_choice (json, arm);
  add_sharing (json, arm);
  add_effect_doses (json, arm);
  iso_json_add_number (json, "auc", arm->mean_effect);
  iso_json_add_number (json, "max_effect", arm->max_effect);
  iso_json_add_number (json, "lowest_dose", iso_dose_in_unit (arm->unit, arm->lowest_dose));
  iso_json_add_number (json, "highest_dose", iso_dose_in_unit (arm->unit, arm->highest_dose));
  add_runs (json, analysis, arm);
  add_points (json, analysis, arm);
  iso_json_add_messages (json, "messages", arm->messages);
  iso_json_end_object (json);
}

void
iso_json_put_curves (IsoJson *json, const IsoAnalysis *analysis)
{
  iso_json_begin_array (json, "curves");
  for (guint i = 0; i < analysis->arms->len; i++)
    add_curve (json, analysis, iso_analysis_arm (analysis, i));
  iso_json_end_array (json);
}
