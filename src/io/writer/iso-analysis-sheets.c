/* iso-analysis-sheets.c - the numbers of an analysis, one a row, and its wells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-analysis-sheets.h"

#include "writer/iso-json-values.h"

#include <math.h>

/* Which rows of the fit's table are being written. */
typedef struct
{
  IsoSheet    *sheet;
  const char  *sample;
  const char  *curve;
  const char  *experiment;   /* "all", or the name of one */
} FitRows;

static void
add_fit_row (const FitRows *rows, const char *quantity, double level, const IsoEstimate *estimate, double se,
             const IsoEstimate *wald, const IsoUnit *unit)
{
  iso_sheet_add_text (rows->sheet, rows->sample);
  iso_sheet_add_text (rows->sheet, rows->curve);
  iso_sheet_add_text (rows->sheet, rows->experiment);
  iso_sheet_add_text (rows->sheet, quantity);
  iso_sheet_add_number (rows->sheet, level);
  iso_sheet_add_text (rows->sheet, unit != NULL ? unit->symbol : NULL);
  iso_sheet_add_number (rows->sheet, iso_dose_in_unit (unit, estimate->value));
  iso_sheet_add_number (rows->sheet, unit != NULL ? iso_unit_from_inside (unit, se) : se);
  iso_sheet_add_number (rows->sheet, iso_dose_in_unit (unit, estimate->lower));
  iso_sheet_add_number (rows->sheet, iso_dose_in_unit (unit, estimate->upper));
  iso_sheet_add_text (rows->sheet, iso_status_word (estimate->status));
  iso_sheet_add_text (rows->sheet, iso_status_word (estimate->interval_status));
  iso_sheet_add_text (rows->sheet, estimate->method);
  iso_sheet_add_number (rows->sheet, wald != NULL ? iso_dose_in_unit (unit, wald->lower) : NAN);
  iso_sheet_add_number (rows->sheet, wald != NULL ? iso_dose_in_unit (unit, wald->upper) : NAN);
  iso_sheet_end_row (rows->sheet);
}

/* `wald` (nullable): the parameters with Wald's intervals. */
static void
add_fit (const FitRows *rows, const IsoCurveFit *fit, const IsoEstimate *wald, const IsoMedianEffect *effect, const IsoUnit *unit)
{
  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      if (fit->model == NULL ? i >= ISO_PARAMETER_EXTRA : !iso_curve_model_uses (fit->model, (IsoParameter) i))
        continue;
      add_fit_row (rows, iso_parameter_word ((IsoParameter) i), NAN, &fit->parameters[i], fit->se[i],
                   wald != NULL ? &wald[i] : NULL, iso_parameter_is_dose ((IsoParameter) i) ? unit : NULL);
    }
  add_fit_row (rows, "Dm", NAN, &effect->dm, NAN, NULL, unit);
  add_fit_row (rows, "m", NAN, &effect->m, NAN, NULL, NULL);
}

static void
add_arm (IsoSheet *sheet, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  g_autofree char *name = iso_arm_name (analysis, arm);
  FitRows rows = { sheet, iso_experiment_sample (experiment, arm->sample), name, "all" };

  add_fit (&rows, &arm->fit, arm->wald, &arm->median_effect, arm->unit);
  for (guint i = 0; i < arm->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, i);

      add_fit_row (&rows, dose->kind == ISO_EFFECT_RELATIVE ? "dose_relative" : "dose_absolute", dose->level,
                   &dose->dose, NAN, &dose->wald, arm->unit);
    }
  for (guint r = 0; r < arm->n_runs; r++)
    {
      rows.experiment = iso_experiment_run (experiment, arm->runs[r]);
      add_fit (&rows, &arm->run_fits[r], NULL, &arm->run_median_effects[r], arm->unit);
    }
}

IsoSheet *
iso_analysis_fit_sheet (const IsoAnalysis *analysis)
{
  IsoSheet *sheet = iso_sheet_new ("Curves", "sample", "curve", "experiment", "quantity", "level", "unit", "value", "se", "lower",
                                   "upper", "status", "interval_status", "method", "wald_lower", "wald_upper", NULL);

  for (guint i = 0; i < analysis->arms->len; i++)
    add_arm (sheet, analysis, iso_analysis_arm (analysis, i));
  return sheet;
}

/* Where a number of a combination belongs: a point that was measured, a level on a ray, or all of it. */
typedef struct
{
  IsoSheet             *sheet;
  const IsoAnalysis    *analysis;
  const IsoCombination *combination;
  const char           *name;
  const char           *place;    /* "point", "level", "all" */
  const char           *ratio;    /* NULL off the rays */
  double                fa;
  const double         *doses;    /* NULL for "all" */
} SynergyRows;

static void
add_synergy_row (const SynergyRows *rows, const char *quantity, const char *drug, const IsoEstimate *estimate)
{
  const IsoExperiment *experiment = rows->analysis->dataset->experiment;

  iso_sheet_add_text (rows->sheet, iso_experiment_sample (experiment, rows->combination->sample));
  iso_sheet_add_text (rows->sheet, rows->name);
  iso_sheet_add_text (rows->sheet, rows->place);
  iso_sheet_add_text (rows->sheet, rows->ratio);
  iso_sheet_add_number (rows->sheet, rows->fa);
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      gboolean given = rows->doses != NULL && j < rows->combination->n_drugs;
      const IsoUnit *unit = given ? iso_experiment_drug (experiment, rows->combination->drugs[j])->unit : NULL;

      iso_sheet_add_number (rows->sheet, given ? iso_dose_in_unit (unit, rows->doses[j]) : NAN);
      iso_sheet_add_text (rows->sheet, given ? unit->symbol : NULL);
    }
  iso_sheet_add_text (rows->sheet, quantity);
  iso_sheet_add_text (rows->sheet, drug);
  iso_sheet_add_number (rows->sheet, estimate->value);
  iso_sheet_add_number (rows->sheet, estimate->lower);
  iso_sheet_add_number (rows->sheet, estimate->upper);
  iso_sheet_add_text (rows->sheet, iso_status_word (estimate->status));
  iso_sheet_add_text (rows->sheet, iso_status_word (estimate->interval_status));
  iso_sheet_add_text (rows->sheet, estimate->method);
  iso_sheet_end_row (rows->sheet);
}

static void
add_index (const SynergyRows *rows, const IsoCombinationIndex *index)
{
  const IsoExperiment *experiment = rows->analysis->dataset->experiment;
  IsoEstimate historical = iso_estimate_none (index->ci.status);

  historical.value = index->ci_nonexclusive;
  add_synergy_row (rows, "ci", NULL, &index->ci);
  add_synergy_row (rows, "ci_nonexclusive_historical", NULL, &historical);
  for (guint j = 0; j < index->n_drugs; j++)
    add_synergy_row (rows, "dri", iso_experiment_drug (experiment, rows->combination->drugs[j])->name, &index->dri[j]);
}

static char *
ray_name (const IsoAnalysis *analysis, const IsoCombination *combination, int ray)
{
  if (ray < 0)
    return NULL;
  return iso_arm_name (analysis, iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, ray).arm));
}

/* Where the design gives none there is no row. */
static void
add_p (const SynergyRows *rows, const char *id, const char *kind, double p)
{
  g_autofree char *name = g_strconcat (id, "_", kind, NULL);
  IsoEstimate estimate = iso_estimate_none (ISO_STATUS_OK);

  estimate.value = p;
  if (isfinite (p))
    add_synergy_row (rows, name, NULL, &estimate);
}

/* The score in percentage points, and the effect that the model expects, in percent. */
static void
add_score (const SynergyRows *rows, const char *id, const IsoCellScore *score)
{
  IsoEstimate expected = iso_estimate_none (score->score.status);
  g_autofree char *name = g_strconcat (id, "_expected", NULL);

  expected.value = 100 * score->expected;
  add_synergy_row (rows, id, NULL, &score->score);
  add_synergy_row (rows, name, NULL, &expected);
  add_p (rows, id, "p", score->p);
  add_p (rows, id, "p_family", score->p_family);
  add_p (rows, id, "q", score->q);
}

static void
add_cells (SynergyRows *rows)
{
  rows->place = "point";
  for (guint i = 0; i < rows->combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (rows->combination->cells, IsoCell, i);
      g_autofree char *ratio = ray_name (rows->analysis, rows->combination, cell->ray);

      rows->ratio = ratio;
      rows->fa = cell->fa;
      rows->doses = cell->doses;
      add_index (rows, &cell->index);
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        add_score (rows, iso_reference_nth (k)->id, &cell->scores[k]);
    }
}

static void
add_levels (SynergyRows *rows)
{
  rows->place = "level";
  for (guint i = 0; i < rows->combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (rows->combination->rays, IsoRay, i);
      g_autofree char *ratio = ray_name (rows->analysis, rows->combination, (int) i);

      rows->ratio = ratio;
      for (guint k = 0; k < ray->levels->len; k++)
        {
          const IsoCombinationIndex *index = &g_array_index (ray->levels, IsoCombinationIndex, k);

          rows->fa = index->fa;
          rows->doses = index->doses;
          add_index (rows, index);
        }
    }
}

/* Midpoints are in the drug's unit, which stands in the name. */
static void
add_surface (const SynergyRows *rows, const IsoSurfaceResult *result)
{
  const IsoExperiment *experiment = rows->analysis->dataset->experiment;
  g_autofree char *beta = g_strconcat (result->model->id, "_beta", NULL);
  g_autofree char *achievable = g_strconcat (result->model->id, "_achievable_efficacy", NULL);

  for (guint p = 0; p < result->model->n; p++)
    {
      IsoEstimate estimate = result->parameters[p];
      g_autofree char *name = g_strconcat (result->model->id, "_", result->model->parameters[p]->id, NULL);

      if (p == ISO_SURFACE_C1 || p == ISO_SURFACE_C2)
        {
          const IsoUnit *unit = iso_experiment_drug (experiment, rows->combination->drugs[p - ISO_SURFACE_C1])->unit;
          g_autofree char *with_unit = g_strdup_printf ("%s [%s]", name, unit->symbol);

          estimate.value = iso_dose_in_unit (unit, estimate.value);
          estimate.lower = iso_dose_in_unit (unit, estimate.lower);
          estimate.upper = iso_dose_in_unit (unit, estimate.upper);
          add_synergy_row (rows, with_unit, NULL, &estimate);
          continue;
        }
      add_synergy_row (rows, name, NULL, &estimate);
    }
  if (result->beta.status == ISO_STATUS_OK)
    add_synergy_row (rows, beta, NULL, &result->beta);
  if (result->achievable.status == ISO_STATUS_OK)
    add_synergy_row (rows, achievable, NULL, &result->achievable);
  add_p (rows, result->model->id, "p_no_interaction", result->fit.null_p);
}

IsoSheet *
iso_analysis_synergy_sheet (const IsoAnalysis *analysis)
{
  IsoSheet *sheet =
    iso_sheet_new ("Combinations", "sample", "combination", "place", "ratio", "fa", "dose1", "unit1", "dose2", "unit2", "dose3", "unit3",
                 "quantity", "drug", "value", "lower", "upper", "status", "interval_status", "method", NULL);

  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);
      g_autofree char *name = iso_combination_name (analysis, combination);
      SynergyRows rows = { sheet, analysis, combination, name, NULL, NULL, NAN, NULL };

      add_cells (&rows);
      add_levels (&rows);
      rows.place = "all";
      rows.ratio = NULL;
      rows.fa = NAN;
      rows.doses = NULL;
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        {
          add_synergy_row (&rows, iso_reference_nth (k)->id, NULL, &combination->score_means[k]);
          add_p (&rows, iso_reference_nth (k)->id, "p_mean", combination->score_tests[k].mean_p);
          add_p (&rows, iso_reference_nth (k)->id, "p_largest", combination->score_tests[k].largest_p);
        }
      for (guint k = 0; k < combination->surfaces->len; k++)
        add_surface (&rows, &g_array_index (combination->surfaces, IsoSurfaceResult, k));
    }
  return sheet;
}

static void
add_well (IsoSheet *sheet, const IsoExperiment *experiment, const IsoObservation *observation)
{
  const IsoRecord *record = &g_array_index (experiment->records, IsoRecord, observation->record);
  const IsoPlate *plate = iso_experiment_plate (experiment, record->plate);
  char name[ISO_WELL_NAME_SIZE];

  iso_sheet_add_text (sheet, iso_experiment_run (experiment, record->run));
  iso_sheet_add_text (sheet, plate != NULL ? plate->name : NULL);
  iso_sheet_add_text (sheet, iso_record_well_name (record->well, name));
  iso_sheet_add_text (sheet, iso_role_word (record->role));
  iso_sheet_add_text (sheet, iso_experiment_sample (experiment, record->sample));
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      const IsoDrug *drug = j < record->n_doses ? iso_experiment_drug (experiment, record->doses[j].drug) : NULL;

      iso_sheet_add_text (sheet, drug != NULL ? drug->name : NULL);
      iso_sheet_add_number (sheet, drug != NULL ? iso_dose_in_unit (drug->unit, record->doses[j].achieved) : NAN);
      iso_sheet_add_text (sheet, drug != NULL ? drug->unit->symbol : NULL);
    }
  iso_sheet_add_number (sheet, observation->raw);
  iso_sheet_add_text (sheet, iso_reading_flag_word (record->flag));
  iso_sheet_add_number (sheet, observation->viability);
  iso_sheet_add_text (sheet, iso_status_word (observation->status));
  iso_sheet_add_text (sheet, g_ptr_array_index (experiment->sources, record->source));
  if (record->line > 0)
    iso_sheet_add_count (sheet, record->line);
  else
    iso_sheet_add_text (sheet, NULL);
  iso_sheet_end_row (sheet);
}

IsoSheet *
iso_analysis_wells_sheet (const IsoAnalysis *analysis)
{
  IsoSheet *sheet = iso_sheet_new ("Wells", "experiment", "plate", "well", "role", "sample", "drug1", "dose1", "unit1", "drug2", "dose2",
                                   "unit2", "drug3", "dose3", "unit3", "response", "flag", "viability", "status", "file", "line", NULL);

  for (guint i = 0; i < analysis->dataset->observations->len; i++)
    add_well (sheet, analysis->dataset->experiment, iso_dataset_observation (analysis->dataset, i));
  return sheet;
}

GPtrArray *
iso_analysis_sheets (const IsoAnalysis *analysis)
{
  GPtrArray *sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) iso_sheet_free);

  g_ptr_array_add (sheets, iso_analysis_fit_sheet (analysis));
  if (analysis->growth != NULL)
    g_ptr_array_add (sheets, iso_growth_sheet (analysis->dataset, analysis->growth));
  if (analysis->combinations->len > 0)
    g_ptr_array_add (sheets, iso_analysis_synergy_sheet (analysis));
  g_ptr_array_add (sheets, iso_analysis_wells_sheet (analysis));
  return sheets;
}

char *
iso_analysis_fit_csv (const IsoAnalysis *analysis)
{
  g_autoptr (IsoSheet) sheet = iso_analysis_fit_sheet (analysis);

  return iso_sheet_to_csv (sheet);
}

char *
iso_analysis_synergy_csv (const IsoAnalysis *analysis)
{
  g_autoptr (IsoSheet) sheet = iso_analysis_synergy_sheet (analysis);

  return iso_sheet_to_csv (sheet);
}
