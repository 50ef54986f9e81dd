/* iso-analysis-csv.c - the numbers of an analysis, one a row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "writer/iso-analysis-json.h"

#include "writer/iso-csv.h"
#include "writer/iso-json-values.h"

#include <math.h>

/* Which rows of the fit's table are being written. */
typedef struct
{
  IsoCsv      *csv;
  const char  *sample;
  const char  *curve;
  const char  *experiment;   /* "all", or the name of one */
} FitRows;

static void
add_fit_row (const FitRows *rows, const char *quantity, double level, const IsoEstimate *estimate, double se,
             const IsoEstimate *wald, const IsoUnit *unit)
{
  iso_csv_add_string (rows->csv, rows->sample);
  iso_csv_add_string (rows->csv, rows->curve);
  iso_csv_add_string (rows->csv, rows->experiment);
  iso_csv_add_string (rows->csv, quantity);
  iso_csv_add_number (rows->csv, level);
  iso_csv_add_string (rows->csv, unit != NULL ? unit->symbol : NULL);
  iso_csv_add_number (rows->csv, iso_dose_in_unit (unit, estimate->value));
  iso_csv_add_number (rows->csv, unit != NULL ? iso_unit_from_inside (unit, se) : se);
  iso_csv_add_number (rows->csv, iso_dose_in_unit (unit, estimate->lower));
  iso_csv_add_number (rows->csv, iso_dose_in_unit (unit, estimate->upper));
  iso_csv_add_string (rows->csv, iso_status_word (estimate->status));
  iso_csv_add_string (rows->csv, iso_status_word (estimate->interval_status));
  iso_csv_add_string (rows->csv, estimate->method);
  iso_csv_add_number (rows->csv, wald != NULL ? iso_dose_in_unit (unit, wald->lower) : NAN);
  iso_csv_add_number (rows->csv, wald != NULL ? iso_dose_in_unit (unit, wald->upper) : NAN);
  iso_csv_end_row (rows->csv);
}

/* `wald` (nullable): the parameters with Wald's intervals. */
static void
add_fit (const FitRows *rows, const IsoCurveFit *fit, const IsoEstimate *wald, const IsoMedianEffect *effect, const IsoUnit *unit)
{
  for (guint i = 0; i < ISO_CURVE_N_PARAMETERS; i++)
    {
      if (fit->model == NULL ? i == ISO_PARAMETER_EXTRA : !iso_curve_model_uses (fit->model, (IsoParameter) i))
        continue;
      add_fit_row (rows, iso_parameter_word ((IsoParameter) i), NAN, &fit->parameters[i], fit->se[i],
                   wald != NULL ? &wald[i] : NULL, i == ISO_PARAMETER_SCALE ? unit : NULL);
    }
  add_fit_row (rows, "Dm", NAN, &effect->dm, NAN, NULL, unit);
  add_fit_row (rows, "m", NAN, &effect->m, NAN, NULL, NULL);
}

static void
add_arm (IsoCsv *csv, const IsoAnalysis *analysis, const IsoArm *arm)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  g_autofree char *name = iso_arm_name (analysis, arm);
  FitRows rows = { csv, iso_experiment_sample (experiment, arm->sample), name, "all" };

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

char *
iso_analysis_fit_csv (const IsoAnalysis *analysis)
{
  IsoCsv *csv = iso_csv_new ("sample", "curve", "experiment", "quantity", "level", "unit", "value", "se", "lower",
                             "upper", "status", "interval_status", "method", "wald_lower", "wald_upper", NULL);

  for (guint i = 0; i < analysis->arms->len; i++)
    add_arm (csv, analysis, iso_analysis_arm (analysis, i));
  return iso_csv_finish (csv);
}

/* Where a number of a combination belongs: a point that was measured, a level on a ray, or all of it. */
typedef struct
{
  IsoCsv               *csv;
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

  iso_csv_add_string (rows->csv, iso_experiment_sample (experiment, rows->combination->sample));
  iso_csv_add_string (rows->csv, rows->name);
  iso_csv_add_string (rows->csv, rows->place);
  iso_csv_add_string (rows->csv, rows->ratio);
  iso_csv_add_number (rows->csv, rows->fa);
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      gboolean given = rows->doses != NULL && j < rows->combination->n_drugs;
      const IsoUnit *unit = given ? iso_experiment_drug (experiment, rows->combination->drugs[j])->unit : NULL;

      iso_csv_add_number (rows->csv, given ? iso_dose_in_unit (unit, rows->doses[j]) : NAN);
      iso_csv_add_string (rows->csv, given ? unit->symbol : NULL);
    }
  iso_csv_add_string (rows->csv, quantity);
  iso_csv_add_string (rows->csv, drug);
  iso_csv_add_number (rows->csv, estimate->value);
  iso_csv_add_number (rows->csv, estimate->lower);
  iso_csv_add_number (rows->csv, estimate->upper);
  iso_csv_add_string (rows->csv, iso_status_word (estimate->status));
  iso_csv_add_string (rows->csv, iso_status_word (estimate->interval_status));
  iso_csv_add_string (rows->csv, estimate->method);
  iso_csv_end_row (rows->csv);
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

/* The score in percentage points, and the effect that the model expects, in percent. */
static void
add_score (const SynergyRows *rows, const char *id, const IsoCellScore *score)
{
  IsoEstimate expected = iso_estimate_none (score->score.status);
  g_autofree char *name = g_strconcat (id, "_expected", NULL);

  expected.value = 100 * score->expected;
  add_synergy_row (rows, id, NULL, &score->score);
  add_synergy_row (rows, name, NULL, &expected);
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

char *
iso_analysis_synergy_csv (const IsoAnalysis *analysis)
{
  IsoCsv *csv =
    iso_csv_new ("sample", "combination", "place", "ratio", "fa", "dose1", "unit1", "dose2", "unit2", "dose3", "unit3",
                 "quantity", "drug", "value", "lower", "upper", "status", "interval_status", "method", NULL);

  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);
      g_autofree char *name = iso_combination_name (analysis, combination);
      SynergyRows rows = { csv, analysis, combination, name, NULL, NULL, NAN, NULL };

      add_cells (&rows);
      add_levels (&rows);
      rows.place = "all";
      rows.ratio = NULL;
      rows.fa = NAN;
      rows.doses = NULL;
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        add_synergy_row (&rows, iso_reference_nth (k)->id, NULL, &combination->score_means[k]);
    }
  return iso_csv_finish (csv);
}
