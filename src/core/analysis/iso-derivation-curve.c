/* iso-derivation-curve.c - where the dose of an effect comes from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-derivation-steps.h"

#include <math.h>
#include <string.h>

/* 1 for a response that stands as it is, else 100: it is shown in %. */
static double
get_scale (const IsoAnalysis *analysis)
{
  return analysis->dataset->experiment->response == ISO_RESPONSE_RAW ? 1 : 100;
}

static gboolean
is_log_logistic (const IsoCurveFit *fit)
{
  return fit->model != NULL && g_str_has_prefix (fit->model->id, "LL.") && strcmp (fit->model->id, "LL.5") != 0
         && isfinite (fit->parameters[ISO_PARAMETER_SCALE].value) && isfinite (fit->parameters[ISO_PARAMETER_LOWER].value);
}

static void
add_parameters (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm)
{
  double scale = get_scale (analysis);
  const IsoEstimate *parameters = arm->fit.parameters;
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FACT, scale == 1 ? N_("Fitted: lower {1}, upper {2}, EC50 {3}, Hill slope {4}.")
                                                                  : N_("Fitted: lower {1} %, upper {2} %, EC50 {3}, Hill slope {4}."));

  iso_step_number (step, scale * parameters[ISO_PARAMETER_LOWER].value, NULL);
  iso_step_number (step, scale * parameters[ISO_PARAMETER_UPPER].value, NULL);
  iso_step_number (step, parameters[ISO_PARAMETER_SCALE].value, arm->unit);
  iso_step_number (step, parameters[ISO_PARAMETER_HILL].value, NULL);
}

/* The dose at which the curve through all runs has the response that is asked. */
static void
add_solution (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm, const IsoEffectDose *dose)
{
  const IsoEstimate *parameters = arm->fit.parameters;
  double scale = get_scale (analysis), lower = parameters[ISO_PARAMETER_LOWER].value, upper = parameters[ISO_PARAMETER_UPPER].value;
  double control = scale == 1 ? upper : 1;
  double response = dose->kind == ISO_EFFECT_RELATIVE ? upper - dose->level * (upper - lower) : control * (1 - dose->level);
  IsoStep *step;

  iso_steps_add (steps, ISO_STEP_FORMULA, N_("response = lower + (upper − lower) / (1 + (dose / EC50)^slope)"));
  add_parameters (steps, analysis, arm);
  iso_steps_add (steps, ISO_STEP_FORMULA, N_("dose = EC50 · ((upper − lower) / (response − lower) − 1)^(1 / slope)"));
  step = iso_steps_add (steps, ISO_STEP_FORMULA, N_("{1} · (({2} − {3}) / ({4} − {3}) − 1)^(1 / {5}) = {6}"));
  iso_step_number (step, parameters[ISO_PARAMETER_SCALE].value, arm->unit);
  iso_step_number (step, scale * upper, NULL);
  iso_step_number (step, scale * lower, NULL);
  iso_step_number (step, scale * response, NULL);
  iso_step_number (step, parameters[ISO_PARAMETER_HILL].value, NULL);
  iso_step_number (step, dose->pooled.value, arm->unit);
}

static void
add_runs (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm, const IsoEffectDose *dose)
{
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FACT, N_("Each experiment has a curve of its own. The value is the geometric mean of {1}:"));

  iso_step_count (step, dose->n_runs);
  for (guint i = 0; i < arm->n_runs; i++)
    {
      gboolean known = isfinite (dose->run_doses[i].value);

      step = iso_steps_add (steps, ISO_STEP_FACT, known ? N_("{1}: {2}") : N_("{1}: none. {2}"));
      iso_step_text (step, iso_experiment_run (analysis->dataset->experiment, arm->runs[i]));
      if (known)
        iso_step_number (step, dose->run_doses[i].value, arm->unit);
      else
        iso_step_sentence (step, iso_status_explanation (dose->run_doses[i].status));
    }
}

/* What the curve has in common with others, and what it would cost to let go. */
static void
add_sharing (GArray *steps, const IsoCommonTest *test)
{
  static const char *const sentences[] = {
    [ISO_PARAMETER_HILL] = N_("{1} curves have one Hill slope, and one scatter of their points: intervals come from all of them."),
    [ISO_PARAMETER_LOWER] = N_("{1} curves have one lower limit, and one scatter of their points: intervals come from all of them."),
    [ISO_PARAMETER_UPPER] = N_("{1} curves have one upper limit, and one scatter of their points: intervals come from all of them."),
  };
  IsoStep *step = iso_steps_add (steps, ISO_STEP_FACT, sentences[test->parameter]);

  iso_step_count (step, test->n_curves);
  if (!isfinite (test->p))
    return;
  step = iso_steps_add (steps, ISO_STEP_FACT, test->p < 0.05
                                                ? N_("A value for each curve would fit better (extra sum of squares, F {1}, p {2}).")
                                                : N_("A value for each curve would fit no better (extra sum of squares, F {1}, p {2})."));
  iso_step_number (step, test->f, NULL);
  iso_step_number (step, test->p, NULL);
}

void
iso_steps_fit (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoCurveFit *fit = &arm->fit;
  IsoStep *step;

  if (fit->model == NULL)
    return;
  step = iso_steps_add (steps, ISO_STEP_FACT, N_("Model: {1}, {2} points, {3} free parameters."));
  iso_step_sentence (step, fit->model->name);
  iso_step_count (step, (guint) fit->n);
  iso_step_count (step, fit->n_free);
  if (isfinite (fit->rss) && fit->df > 0)
    {
      step = iso_steps_add (steps, ISO_STEP_FACT, get_scale (analysis) == 1 ? N_("The points lie {1} from the curve (residual SD).")
                                                                            : N_("The points lie {1} % from the curve (residual SD)."));
      iso_step_number (step, get_scale (analysis) * sqrt (fit->rss / fit->df), NULL);
    }
  if (arm->common.status == ISO_STATUS_OK)
    add_sharing (steps, &arm->common);
  if (fit->status != ISO_STATUS_OK)
    iso_step_sentence (iso_steps_add (steps, ISO_STEP_FACT, N_("The fit: {1}")), iso_status_explanation (fit->status));
  if (isfinite (fit->lack_of_fit_p))
    {
      step = iso_steps_add (steps, ISO_STEP_FACT, fit->lack_of_fit_p < 0.05
                                                    ? N_("The curve misses the means by more than the replicates vary (lack of fit, p {1}).")
                                                    : N_("The curve misses the means by no more than the replicates vary (lack of fit, p {1})."));
      iso_step_number (step, fit->lack_of_fit_p, NULL);
    }
  if (isfinite (arm->runs_p) && arm->runs_p < 0.05)
    iso_step_number (iso_steps_add (steps, ISO_STEP_FACT, N_("Points above and below the curve do not take turns (runs test, p {1}).")),
                     arm->runs_p, NULL);
}

static void
add_points (GArray *steps, const IsoAnalysis *analysis, const IsoArm *arm)
{
  g_autoptr (GArray) wells = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < arm->points->len; i++)
    {
      const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

      g_array_append_vals (wells, point->observations, point->n);
    }
  iso_steps_readings (steps, analysis, N_("Readings that the curve goes through"), (const guint *) (gpointer) wells->data, wells->len);
}

void
iso_derive_effect_dose (GArray *steps, const IsoAnalysis *analysis, guint index, guint item)
{
  const IsoArm *arm = iso_analysis_arm (analysis, index);
  const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, item);
  g_autofree char *name = iso_arm_name (analysis, arm);
  gboolean known = isfinite (dose->dose.value);
  IsoStep *step;

  step = iso_steps_add (steps, ISO_STEP_QUESTION, dose->kind == ISO_EFFECT_RELATIVE
                                                    ? known ? N_("Why is the EC{1} of {2} {3}?") : N_("Why has {2} no EC{1}?")
                                                    : known ? N_("Why is the IC{1} of {2} {3}?") : N_("Why has {2} no IC{1}?"));
  iso_step_percent (step, dose->level);
  iso_step_text (step, name);
  iso_step_number (step, dose->dose.value, arm->unit);
  iso_steps_estimate (steps, &dose->dose, arm->unit);
  if (arm->n_runs > 1)
    add_runs (steps, analysis, arm, dose);
  iso_steps_add (steps, ISO_STEP_HEADING, arm->n_runs > 1 ? N_("The curve through all experiments") : N_("The curve"));
  if (is_log_logistic (&arm->fit) && isfinite (dose->pooled.value))
    add_solution (steps, analysis, arm, dose);
  else if (is_log_logistic (&arm->fit))
    add_parameters (steps, analysis, arm);
  iso_steps_fit (steps, analysis, arm);
  add_points (steps, analysis, arm);
}
