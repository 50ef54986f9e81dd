/* iso-synergy-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-telling.h"
#include "writer/iso-json-values.h"

#include <math.h>

#define TELLING 8   /* wells to add */

static const IsoArm *
ray_arm (const IsoAnalysis *analysis, const IsoCombination *combination, guint ray)
{
  return iso_analysis_arm (analysis, g_array_index (combination->rays, IsoRay, ray).arm);
}

static const IsoUnit *
drug_unit (const IsoAnalysis *analysis, guint drug)
{
  return iso_experiment_drug (analysis->dataset->experiment, drug)->unit;
}

static void
put_median_effect (IsoJson *json, const IsoMedianEffect *effect, const IsoUnit *unit)
{
  iso_json_add_string (json, "status", iso_status_word (effect->status));
  iso_json_add_string (json, "fit", effect->of_effect ? "nonlinear" : "linear");
  iso_json_add_estimate (json, "Dm", &effect->dm, unit);
  iso_json_add_estimate (json, "m", &effect->m, NULL);
  iso_json_add_number (json, "r", effect->r);
  iso_json_add_count (json, "n", effect->n);
  iso_json_add_count (json, "excluded", effect->excluded);
}

static void
add_shares (IsoJson *json, const char *name, const IsoArm *arm)
{
  iso_json_begin_array (json, name);
  for (guint j = 0; j < arm->n_drugs; j++)
    iso_json_add_number (json, NULL, arm->shares[j]);
  iso_json_end_array (json);
}

static void
add_median_effect (IsoJson *json, const IsoAnalysis *analysis, const IsoArm *arm)
{
  g_autofree char *name = iso_arm_name (analysis, arm);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, arm->n_drugs == 1 ? "drug" : "ratio", name);
  if (arm->n_drugs > 1)
    add_shares (json, "shares", arm);
  iso_json_add_string (json, "unit", arm->unit->symbol);
  put_median_effect (json, &arm->median_effect, arm->unit);
  iso_json_add_number (json, "max_effect", arm->max_effect);
  iso_json_add_number (json, "lowest_dose", iso_dose_in_unit (arm->unit, arm->lowest_dose));
  iso_json_add_number (json, "highest_dose", iso_dose_in_unit (arm->unit, arm->highest_dose));
  iso_json_begin_array (json, "experiments");
  for (guint r = 0; r < arm->n_runs; r++)
    {
      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "experiment", iso_experiment_run (analysis->dataset->experiment, arm->runs[r]));
      put_median_effect (json, &arm->run_median_effects[r], arm->unit);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

static void
add_median_effects (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  iso_json_begin_array (json, "median_effect");
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      if (combination->singles[j] >= 0)
        add_median_effect (json, analysis, iso_analysis_arm (analysis, (guint) combination->singles[j]));
    }
  for (guint i = 0; i < combination->rays->len; i++)
    add_median_effect (json, analysis, ray_arm (analysis, combination, i));
  iso_json_end_array (json);
}

/* The interval by resampling beside Lee and Kong's; null between experiments. */
static void
add_resampled (IsoJson *json, const IsoEstimate *drawn)
{
  iso_json_begin_object (json, "resampled");
  iso_json_add_number (json, "lower", drawn->lower);
  iso_json_add_number (json, "upper", drawn->upper);
  iso_json_add_string (json, "status", iso_status_word (drawn->interval_status));
  iso_json_end_object (json);
}

/* ci, dx and dri of a point or a level, into the open object. */
static void
put_index (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination,
           const IsoCombinationIndex *index)
{
  iso_json_begin_object (json, "ci");
  iso_json_put_estimate (json, &index->ci, NULL);
  iso_json_add_number (json, "factor", index->factor);
  add_resampled (json, &index->ci_drawn);
  iso_json_end_object (json);
  iso_json_add_number (json, "ci_nonexclusive_historical", index->ci_nonexclusive);
  iso_json_begin_array (json, "dx");
  for (guint j = 0; j < index->n_drugs; j++)
    {
      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "value", iso_dose_in_unit (drug_unit (analysis, combination->drugs[j]), index->dx[j]));
      iso_json_add_string (json, "status", iso_status_word (index->dx_status[j]));
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_begin_array (json, "dri");
  for (guint j = 0; j < index->n_drugs; j++)
    {
      iso_json_begin_object (json, NULL);
      iso_json_put_estimate (json, &index->dri[j], NULL);
      add_resampled (json, &index->dri_drawn[j]);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

/* The index of each experiment by itself; these are what the mean between experiments is made of. */
static void
add_run_indices (IsoJson *json, const IsoAnalysis *analysis, const GArray *runs, guint level)
{
  iso_json_begin_array (json, "experiments");
  for (guint i = 0; i < runs->len; i++)
    {
      const IsoRunIndex *own = &g_array_index (runs, IsoRunIndex, i);

      if (own->level != level)
        continue;
      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "experiment", iso_experiment_run (analysis->dataset->experiment, own->run));
      iso_json_add_number (json, "fa", own->index.fa);
      iso_json_add_estimate (json, "ci", &own->index.ci, NULL);
      iso_json_begin_array (json, "dri");
      for (guint j = 0; j < own->index.n_drugs; j++)
        iso_json_add_estimate (json, NULL, &own->index.dri[j], NULL);
      iso_json_end_array (json);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_points (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  iso_json_begin_array (json, "points");
  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);
      g_autofree char *ratio =
        cell->ray >= 0 ? iso_arm_name (analysis, ray_arm (analysis, combination, (guint) cell->ray)) : NULL;

      iso_json_begin_object (json, NULL);
      iso_json_add_doses (json, "doses", analysis, combination->drugs, combination->n_drugs, cell->doses);
      iso_json_add_string (json, "ratio", ratio);
      iso_json_add_number (json, "fa", cell->fa);
      iso_json_add_number (json, "fa_sd", cell->fa_sd);
      iso_json_add_count (json, "n", cell->n);
      iso_json_add_count (json, "n_experiments", cell->n_runs);
      put_index (json, analysis, combination, &cell->index);
      add_run_indices (json, analysis, cell->run_indices, 0);
      iso_json_add_wells (json, cell->observations, cell->n);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_additivity (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, guint ray, guint level)
{
  const GArray *tests = g_array_index (combination->rays, IsoRay, ray).additivity;
  const IsoUnit *unit = ray_arm (analysis, combination, ray)->unit;
  const IsoAdditivityTest *test;

  if (level >= tests->len)
    return;
  test = &g_array_index (tests, IsoAdditivityTest, level);
  iso_json_begin_object (json, "additivity_test");
  iso_json_add_string (json, "method", "tallarida");
  iso_json_add_string (json, "status", iso_status_word (test->status));
  iso_json_add_string (json, "unit", unit->symbol);
  iso_json_add_number (json, "additive", iso_dose_in_unit (unit, test->additive));
  iso_json_add_number (json, "additive_se", iso_dose_in_unit (unit, test->additive_se));
  iso_json_add_number (json, "mixture", iso_dose_in_unit (unit, test->mixture));
  iso_json_add_number (json, "mixture_se", iso_dose_in_unit (unit, test->mixture_se));
  iso_json_add_number (json, "t", test->t);
  iso_json_add_number (json, "df", test->df);
  iso_json_add_number (json, "p", test->p);
  iso_json_end_object (json);
}

static void
add_effect_levels (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  iso_json_begin_array (json, "effect_levels");
  for (guint i = 0; i < combination->rays->len; i++)
    {
      const IsoRay *ray = &g_array_index (combination->rays, IsoRay, i);
      g_autofree char *ratio = iso_arm_name (analysis, ray_arm (analysis, combination, i));

      for (guint k = 0; k < ray->levels->len; k++)
        {
          const IsoCombinationIndex *index = &g_array_index (ray->levels, IsoCombinationIndex, k);

          iso_json_begin_object (json, NULL);
          iso_json_add_number (json, "fa", index->fa);
          iso_json_add_string (json, "ratio", ratio);
          iso_json_add_doses (json, "doses", analysis, combination->drugs, combination->n_drugs, index->doses);
          put_index (json, analysis, combination, index);
          add_additivity (json, analysis, combination, i, k);
          add_run_indices (json, analysis, ray->run_indices, k);
          iso_json_end_object (json);
        }
    }
  iso_json_end_array (json);
}

static void
add_pair (IsoJson *json, const char *name, const IsoAnalysis *analysis, const IsoCombination *combination,
          const IsoDosePair *pair)
{
  const double doses[2] = { pair->d1, pair->d2 };

  iso_json_add_doses (json, name, analysis, combination->drugs, 2, doses);
}

/* Doses as shares of the dose that does as much alone: the normalised isobologram, where additivity runs from 1 to 1. */
static void
add_normalised (IsoJson *json, const IsoIsobole *isobole, const IsoDosePair *doses)
{
  const double pair[2] = { doses->d1 / isobole->dx[0].value, doses->d2 / isobole->dx[1].value };

  iso_json_begin_array (json, "normalised");
  for (guint j = 0; j < 2; j++)
    iso_json_add_number (json, NULL, pair[j]);
  iso_json_end_array (json);
}

static void
add_isobole_points (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination,
                    const IsoIsobole *isobole)
{
  iso_json_begin_array (json, "points");
  for (guint i = 0; i < isobole->points->len; i++)
    {
      const IsoIsobolePoint *point = &g_array_index (isobole->points, IsoIsobolePoint, i);
      const IsoArm *arm = ray_arm (analysis, combination, point->ray);
      g_autofree char *ratio = iso_arm_name (analysis, arm);
      const IsoDosePair lower = { point->total.lower * arm->shares[0], point->total.lower * arm->shares[1] };
      const IsoDosePair upper = { point->total.upper * arm->shares[0], point->total.upper * arm->shares[1] };

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "ratio", ratio);
      add_pair (json, "doses", analysis, combination, &point->doses);
      add_pair (json, "lower", analysis, combination, &lower);
      add_pair (json, "upper", analysis, combination, &upper);
      add_normalised (json, isobole, &point->doses);
      iso_json_add_string (json, "unit", arm->unit->symbol);
      iso_json_add_estimate (json, "total", &point->total, arm->unit);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_line (IsoJson *json, const char *name, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoDosePair *line,
          guint n)
{
  iso_json_begin_array (json, name);
  for (guint k = 0; k < n; k++)
    add_pair (json, NULL, analysis, combination, &line[k]);
  iso_json_end_array (json);
}

static void
add_measured (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, const IsoIsobole *isobole)
{
  iso_json_begin_array (json, "measured");
  for (guint i = 0; i < isobole->measured->len; i++)
    {
      const IsoIsoboleCrossing *crossing = &g_array_index (isobole->measured, IsoIsoboleCrossing, i);

      iso_json_begin_object (json, NULL);
      add_pair (json, "doses", analysis, combination, &crossing->doses);
      add_normalised (json, isobole, &crossing->doses);
      iso_json_add_string (json, "along",
                           iso_experiment_drug (analysis->dataset->experiment, combination->drugs[crossing->along])->name);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_isoboles (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  iso_json_begin_array (json, "isoboles");
  for (guint i = 0; i < combination->isoboles->len; i++)
    {
      const IsoIsobole *isobole = &g_array_index (combination->isoboles, IsoIsobole, i);

      iso_json_begin_object (json, NULL);
      iso_json_add_number (json, "fa", isobole->fa);
      iso_json_begin_array (json, "dx");
      for (guint j = 0; j < 2; j++)
        iso_json_add_estimate (json, NULL, &isobole->dx[j], drug_unit (analysis, combination->drugs[j]));
      iso_json_end_array (json);
      add_line (json, "line", analysis, combination, isobole->line, isobole->n_line);
      add_line (json, "line_lower", analysis, combination, isobole->lower, isobole->n_line);
      add_line (json, "line_upper", analysis, combination, isobole->upper, isobole->n_line);
      add_measured (json, analysis, combination, isobole);
      add_isobole_points (json, analysis, combination, isobole);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_consensus (IsoJson *json, const IsoConsensus *consensus)
{
  iso_json_add_number (json, "shared_mean", consensus->shared_mean);
  iso_json_add_count (json, "n_shared", consensus->n_shared);
  if (consensus->note != NULL)
    iso_json_add_message (json, "note", consensus->note);
  else
    iso_json_add_string (json, "note", NULL);
}

/* Percent inhibition throughout, so that score = observed - expected. */
static void
add_reference (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination, guint reference)
{
  iso_json_begin_object (json, iso_reference_nth (reference)->id);
  iso_json_add_estimate (json, "mean", &combination->score_means[reference], NULL);
  iso_json_add_count (json, "n_cells", combination->score_cells[reference]);
  iso_json_add_number (json, "p_mean", combination->score_tests[reference].mean_p);
  iso_json_add_number (json, "p_largest", combination->score_tests[reference].largest_p);
  add_consensus (json, &combination->consensus[reference]);
  iso_json_begin_array (json, "cells");
  for (guint i = 0; i < combination->cells->len; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);
      const IsoCellScore *score = &cell->scores[reference];

      iso_json_begin_object (json, NULL);
      iso_json_add_doses (json, "doses", analysis, combination->drugs, combination->n_drugs, cell->doses);
      iso_json_add_number (json, "observed", 100 * (isfinite (score->observed) ? score->observed : cell->fa));
      iso_json_add_number (json, "expected", 100 * score->expected);
      iso_json_add_number (json, "score", score->score.value);
      iso_json_add_number (json, "lower", score->score.lower);
      iso_json_add_number (json, "upper", score->score.upper);
      iso_json_add_number (json, "p", score->p);
      iso_json_add_number (json, "p_family", score->p_family);
      iso_json_add_number (json, "q", score->q);
      iso_json_add_string (json, "status", iso_status_word (score->score.status));
      iso_json_add_string (json, "interval_status", iso_status_word (score->score.interval_status));
      iso_json_add_string (json, "method", score->score.method);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
  iso_json_end_object (json);
}

/* What synergyfinder 3.7.3 prints for the mean of the experiments; never part of a verdict. */
static void
add_parity (IsoJson *json, const IsoAnalysis *analysis, const IsoCombination *combination)
{
  const IsoParity *parity = &combination->parity;

  iso_json_begin_object (json, "as_synergyfinder_computes_it");
  iso_json_add_number (json, "zip", parity->means.zip);
  iso_json_add_number (json, "hsa", parity->means.hsa);
  iso_json_add_number (json, "bliss", parity->means.bliss);
  iso_json_add_number (json, "loewe", parity->means.loewe);
  for (guint j = 0; j < 2; j++)
    {
      static const char *const ic50[] = { "ic50_1", "ic50_2" }, *const ri[] = { "ri_1", "ri_2" }, *const css[] = { "css1_ic502", "css2_ic501" };

      iso_json_add_number (json, ic50[j], iso_dose_in_unit (drug_unit (analysis, combination->drugs[j]), parity->ic50[j]));
      iso_json_add_number (json, ri[j], parity->sensitivity[j]);
      iso_json_add_number (json, css[j], parity->css[j]);
    }
  iso_json_add_number (json, "css", parity->css_mean);
  iso_json_add_number (json, "s_sum", parity->s_sum);
  iso_json_add_number (json, "s_max", parity->s_max);
  iso_json_end_object (json);
}

static void
add_verdict (IsoJson *json, const IsoVerdict *verdict)
{
  iso_json_begin_object (json, "verdict");
  iso_json_add_string (json, "word", iso_verdict_word (verdict->kind));
  iso_json_add_string (json, "model", "combination index, mutually exclusive");
  iso_json_add_number (json, "fa", verdict->fa);
  if (verdict->reason != NULL)
    iso_json_add_message (json, "reason", verdict->reason);
  else
    iso_json_add_string (json, "reason", NULL);
  iso_json_end_object (json);
}

/* One well after the other, each where it takes most from the standard error within an experiment. */
void
iso_json_add_telling (IsoJson *json, const IsoAnalysis *analysis, guint number)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);
  g_autoptr (GArray) places = iso_telling_doses_find (analysis, number, TELLING);

  iso_json_begin_array (json, "most_telling_wells");
  for (guint i = 0; i < places->len; i++)
    {
      const IsoTellingDose *place = &g_array_index (places, IsoTellingDose, i);
      g_autofree char *ratio = place->ray >= 0 ? iso_arm_name (analysis, ray_arm (analysis, combination, (guint) place->ray)) : NULL;

      iso_json_begin_object (json, NULL);
      iso_json_add_string (json, "for", place->ray >= 0 ? "ci" : "mean_excess_bliss");
      iso_json_add_string (json, "ratio", ratio);
      iso_json_add_doses (json, "doses", analysis, combination->drugs, combination->n_drugs, place->doses);
      iso_json_add_number (json, "standard_error_left", place->left);
      iso_json_end_object (json);
    }
  iso_json_end_array (json);
}

static void
add_combination (IsoJson *json, const IsoAnalysis *analysis, guint number)
{
  const IsoCombination *combination = iso_analysis_combination (analysis, number);

  iso_json_begin_object (json, NULL);
  iso_json_add_string (json, "sample", iso_experiment_sample (analysis->dataset->experiment, combination->sample));
  iso_json_put_drugs (json, analysis, combination->drugs, combination->n_drugs);
  iso_json_add_boolean (json, "is_matrix", combination->is_matrix);
  add_verdict (json, &combination->verdict);
  add_median_effects (json, analysis, combination);
  add_points (json, analysis, combination);
  add_effect_levels (json, analysis, combination);
  add_isoboles (json, analysis, combination);
  iso_json_begin_object (json, "noise");
  iso_json_add_string (json, "method", combination->noise_method);
  iso_json_add_number (json, "sd", 100 * combination->noise_sd);
  iso_json_add_number (json, "df", combination->noise_df > 0 ? combination->noise_df : NAN);
  iso_json_end_object (json);
  iso_json_begin_object (json, "reference");
  for (guint i = 0; i < ISO_N_REFERENCES; i++)
    add_reference (json, analysis, combination, i);
  iso_json_end_object (json);
  iso_json_add_surfaces (json, analysis, combination);
  if (combination->has_parity)
    add_parity (json, analysis, combination);
  if (combination->compusyn.n_points > 0)
    iso_json_add_compusyn (json, analysis, combination);
  iso_json_add_telling (json, analysis, number);
  iso_json_add_messages (json, "messages", combination->messages);
  iso_json_end_object (json);
}

void
iso_json_put_combinations (IsoJson *json, const IsoAnalysis *analysis)
{
  iso_json_begin_array (json, "combinations");
  for (guint i = 0; i < analysis->combinations->len; i++)
    add_combination (json, analysis, i);
  iso_json_end_array (json);
  iso_json_put_polygonogram (json, analysis);
}
