/* iso-score.c - reference models over the cells of a combination, run by run
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-score.h"

#include "analysis/iso-arm.h"
#include "base/iso-statistics.h"

#include <math.h>
#include <string.h>

/* --- the grid ------------------------------------------------------------------------------------------------------------- */

/* Levels of the dataset count from 0, those of a grid from 1. */
gboolean
iso_scoring_get_levels (const IsoScoring *scoring, const IsoObservation *observation, guint levels[ISO_MAX_DRUGS])
{
  const IsoCombination *combination = scoring->combination;
  guint found = 0;

  memset (levels, 0, ISO_MAX_DRUGS * sizeof *levels);
  if (!iso_observation_counts (observation) || observation->sample != combination->sample)
    return FALSE;
  for (guint i = 0; i < observation->n_doses; i++)
    {
      for (guint j = 0; j < combination->n_drugs; j++)
        {
          if (combination->drugs[j] != observation->doses[i].drug)
            continue;
          levels[j] = observation->doses[i].level + 1;
          found++;
        }
    }
  return found > 0 && found == observation->n_doses;
}

static void
make_grid (IsoScoring *scoring)
{
  const IsoDataset *dataset = scoring->dataset;
  guint n_levels[ISO_MAX_DRUGS] = { 0 }, levels[ISO_MAX_DRUGS];
  const double *doses[ISO_MAX_DRUGS] = { NULL };

  for (guint j = 0; j < scoring->combination->n_drugs; j++)
    {
      n_levels[j] = (guint) dataset->levels[scoring->combination->drugs[j]].n;
      doses[j] = dataset->levels[scoring->combination->drugs[j]].doses;
    }
  iso_dose_grid_init (&scoring->grid, scoring->combination->n_drugs, n_levels, doses);
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      if (iso_scoring_get_levels (scoring, iso_dataset_observation (dataset, i), levels))
        iso_dose_grid_add (&scoring->grid, levels);
    }
}

/* Means and SDs in two passes, so that equal wells have an SD of exactly zero. */
static void
fill_effects (IsoScoring *scoring)
{
  const IsoDataset *dataset = scoring->dataset;
  gsize n = scoring->n_runs * scoring->grid.n_cells;
  g_autofree gssize *places = g_new (gssize, dataset->observations->len + 1);
  guint levels[ISO_MAX_DRUGS];

  scoring->effects = g_new0 (double, n + 1);
  scoring->spreads = g_new0 (double, n + 1);
  scoring->wells = g_new0 (guint, n + 1);
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      places[i] = -1;
      if (!iso_scoring_get_levels (scoring, observation, levels))
        continue;
      places[i] = (gssize) (observation->run * scoring->grid.n_cells) + iso_dose_grid_find (&scoring->grid, levels);
      scoring->effects[places[i]] += 1 - observation->viability;
      scoring->wells[places[i]]++;
    }
  for (gsize i = 0; i < n; i++)
    scoring->effects[i] = scoring->wells[i] > 0 ? scoring->effects[i] / scoring->wells[i] : NAN;
  for (guint i = 0; i < dataset->observations->len; i++)
    {
      if (places[i] >= 0)
        {
          double difference = 1 - iso_dataset_observation (dataset, i)->viability - scoring->effects[places[i]];

          scoring->spreads[places[i]] += difference * difference;
        }
    }
  for (gsize i = 0; i < n; i++)
    scoring->spreads[i] = scoring->wells[i] > 1 ? sqrt (scoring->spreads[i] / (scoring->wells[i] - 1)) : NAN;
}

static void
find_places (IsoScoring *scoring)
{
  const GArray *cells = scoring->combination->cells;

  scoring->places = g_new (gssize, cells->len + 1);
  for (guint c = 0; c < cells->len; c++)
    {
      guint levels[ISO_MAX_DRUGS] = { 0 };

      for (guint j = 0; j < scoring->combination->n_drugs; j++)
        levels[j] = g_array_index (cells, IsoCell, c).levels[j] + 1;
      scoring->places[c] = iso_dose_grid_find (&scoring->grid, levels);
    }
}

/* --- models --------------------------------------------------------------------------------------------------------------- */

static void
get_agent (const IsoScoring *scoring, guint drug, guint run, IsoDoseEffect *agent)
{
  int index = scoring->combination->singles[drug];
  const IsoArm *arm = index >= 0 ? &g_array_index (scoring->arms, IsoArm, index) : NULL;

  iso_dose_effect_init (agent, NAN, NAN, NAN, NAN);
  agent->status = ISO_STATUS_UNDEFINED;
  for (guint r = 0; arm != NULL && r < arm->n_runs; r++)
    {
      if (arm->runs[r] == run)
        iso_dose_effect_from_fit (agent, &arm->run_fits[r]);
    }
}

void
iso_scoring_get_input (const IsoScoring *scoring, guint run, IsoReferenceInput *input)
{
  *input = (IsoReferenceInput) { .grid = &scoring->grid, .effects = scoring->effects + run * scoring->grid.n_cells,
                                 .fitted = scoring->settings->fitted_singles, .end_low = 0, .end_high = 1 };
  for (guint j = 0; j < scoring->grid.n_drugs; j++)
    get_agent (scoring, j, run, &input->agents[j]);
}

static void
expect_all (IsoScoring *scoring)
{
  scoring->expected = g_new (IsoExpectation, ISO_N_REFERENCES * scoring->n_runs * scoring->grid.n_cells + 1);
  for (guint run = 0; run < scoring->n_runs; run++)
    {
      IsoReferenceInput input;

      iso_scoring_get_input (scoring, run, &input);
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        iso_reference_nth (k)->expect (&input, iso_scoring_expected (scoring, k, run));
    }
}

/* --- cells and means ------------------------------------------------------------------------------------------------------ */

/* Between runs, over those in which the cell and what it needs were measured. */
static void
score_cell (const IsoScoring *scoring, guint which, guint c)
{
  IsoCellScore *score = &g_array_index (scoring->combination->cells, IsoCell, c).scores[which];
  g_autofree double *values = g_new (double, scoring->n_runs + 1);
  IsoStatus status = ISO_STATUS_UNDEFINED;
  double expected = 0, observed = 0;
  guint found = 0;

  for (guint run = 0; run < scoring->n_runs; run++)
    {
      const IsoExpectation *expectation = &iso_scoring_expected (scoring, which, run)[scoring->places[c]];

      if (isnan (scoring->effects[run * scoring->grid.n_cells + scoring->places[c]]))
        continue;
      status = expectation->status;
      if (expectation->status != ISO_STATUS_OK)
        continue;
      values[found++] = iso_expectation_score (expectation);
      expected += expectation->expected;
      observed += expectation->observed;
    }
  score->n_runs = found;
  score->expected = found > 0 ? expected / found : NAN;
  score->observed = found > 0 ? observed / found : NAN;
  score->score = iso_estimate_between_runs (values, found, FALSE, scoring->settings->level,
                                            found > 0 ? ISO_STATUS_OK : status);
}

/* The mean over the cells that have a score, run by run, then between runs. */
static void
average_scores (const IsoScoring *scoring, guint which)
{
  IsoCombination *combination = scoring->combination;
  g_autofree double *means = g_new0 (double, scoring->n_runs + 1);
  guint found = 0, most = 0;

  for (guint run = 0; run < scoring->n_runs; run++)
    {
      double sum = 0;
      guint n = 0;

      for (guint c = 0; c < combination->cells->len; c++)
        {
          double score = iso_expectation_score (&iso_scoring_expected (scoring, which, run)[scoring->places[c]]);

          if (isnan (score))
            continue;
          sum += score;
          n++;
        }
      if (n > 0)
        means[found++] = sum / n;
      most = MAX (most, n);
    }
  combination->score_cells[which] = most;
  combination->score_runs[which] = found;
  combination->score_means[which] = iso_estimate_between_runs (means, found, FALSE, scoring->settings->level,
                                                               found > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED);
}

/* --- why some cells have no score ----------------------------------------------------------------------------------------- */

static const struct
{
  IsoStatus   status;
  const char *some;
  const char *all;
} gaps[] = {
  { ISO_STATUS_UNDEFINED, N_("{1} is defined in {2} of {3} cells; the others lack a single agent at the same dose."),
    N_("No cell has its single agents at the same doses, or they act in opposite directions.") },
  { ISO_STATUS_NOT_REACHED,
    N_("{1} is defined in {2} of {3} cells; in the others the doses do more than the weaker drug can alone at any dose."),
    N_("In every cell the doses do more than the weaker drug can alone at any dose.") },
  { ISO_STATUS_TOO_FEW_POINTS,
    N_("{1} is defined in {2} of {3} cells; the others stand in a row or column with fewer than three doses."),
    N_("No cell stands in a row and a column with three doses or more: this score needs a matrix.") },
};

const char *
iso_score_explain_gap (const IsoCombination *combination, guint reference, gboolean all)
{
  guint counts[ISO_N_STATUSES] = { 0 };
  IsoStatus most = ISO_STATUS_UNDEFINED;

  for (guint c = 0; c < combination->cells->len; c++)
    counts[g_array_index (combination->cells, IsoCell, c).scores[reference].score.status]++;
  for (guint status = 1; status < ISO_N_STATUSES; status++)
    {
      if (counts[status] > counts[most])
        most = (IsoStatus) status;
    }
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    {
      if (gaps[i].status == most)
        return all ? gaps[i].all : gaps[i].some;
    }
  return all ? N_("A single agent has no curve.")
             : N_("{1} is defined in {2} of {3} cells; for the others a single agent has no curve.");
}

static void
tell_gaps (const IsoScoring *scoring, guint which)
{
  IsoCombination *combination = scoring->combination;
  g_autofree char *k = g_strdup_printf ("%u", combination->score_cells[which]);
  g_autofree char *n = g_strdup_printf ("%u", combination->cells->len);

  if (combination->score_cells[which] >= combination->cells->len || combination->score_cells[which] == 0)
    return;
  g_ptr_array_add (combination->messages,
                   iso_message_new ("score-undefined", NULL, iso_score_explain_gap (combination, which, FALSE),
                                    iso_reference_nth (which)->name, k, n, NULL));
}

/* --- over all runs ---------------------------------------------------------------------------------------------------------- */

/* The mean effect of wells without a drug; 0 where they are what all others are measured against. */
static double
get_untreated (const IsoScoring *scoring)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < scoring->dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (scoring->dataset, i);

      if (observation->status != ISO_STATUS_OK || observation->n_doses > 0 || isnan (observation->viability)
          || (observation->role != ISO_ROLE_VEHICLE && observation->role != ISO_ROLE_UNTREATED)
          || (observation->sample >= 0 && observation->sample != scoring->combination->sample))
        continue;
      sum += 1 - observation->viability;
      n++;
    }
  return n > 0 && scoring->dataset->experiment->response != ISO_RESPONSE_SIGNAL ? sum / n : 0;
}

/* What the matrix of means says by itself: where it crosses the effect levels, and the scores that another program prints of it. */
static void
look_at_means (const IsoScoring *scoring)
{
  IsoCombination *combination = scoring->combination;
  gsize n_cells = scoring->grid.n_cells;
  g_autofree double *means = g_new0 (double, n_cells + 1);
  double units[2];

  if (combination->n_drugs != 2)
    return;
  for (gsize c = 0; c < n_cells; c++)
    {
      guint found = 0;

      for (guint run = 0; run < scoring->n_runs; run++)
        {
          if (isnan (scoring->effects[run * n_cells + c]))
            continue;
          means[c] += scoring->effects[run * n_cells + c];
          found++;
        }
      means[c] = found > 0 ? means[c] / found : NAN;
    }
  for (guint i = 0; i < combination->isoboles->len; i++)
    {
      IsoIsobole *isobole = &g_array_index (combination->isoboles, IsoIsobole, i);

      g_array_unref (isobole->measured);
      isobole->measured = iso_isobole_measured (&scoring->grid, means, isobole->fa);
    }
  for (guint j = 0; j < 2; j++)
    units[j] = iso_unit_from_inside (iso_experiment_drug (scoring->dataset->experiment, combination->drugs[j])->unit, 1);
  combination->has_parity =
    combination->is_matrix && iso_parity_compute (&scoring->grid, means, get_untreated (scoring), units, &combination->parity);
}

void
iso_combination_score (IsoCombination *combination, const IsoDataset *dataset, const GArray *arms,
                       const IsoAnalysisSettings *settings, const int *cancel)
{
  IsoScoring scoring = { .dataset = dataset, .settings = settings, .combination = combination, .arms = arms,
                         .n_runs = dataset->experiment->runs->len };

  make_grid (&scoring);
  fill_effects (&scoring);
  find_places (&scoring);
  expect_all (&scoring);
  for (guint which = 0; which < ISO_N_REFERENCES; which++)
    {
      for (guint c = 0; c < combination->cells->len; c++)
        score_cell (&scoring, which, c);
      average_scores (&scoring, which);
      tell_gaps (&scoring, which);
    }
  look_at_means (&scoring);
  iso_combination_compare (&scoring);
  iso_combination_test (&scoring, cancel);
  iso_combination_fit_surfaces (&scoring, cancel);
  iso_dose_grid_clear (&scoring.grid);
  g_free (scoring.places);
  g_free (scoring.effects);
  g_free (scoring.spreads);
  g_free (scoring.wells);
  g_free (scoring.expected);
}
