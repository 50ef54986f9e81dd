/* iso-score.c - reference models over the cells of a combination, and the verdict
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-arm.h"
#include "analysis/iso-combine.h"
#include "base/iso-number.h"
#include "base/iso-statistics.h"

#include <math.h>

/* Within these a combination counts as additive. */
#define ADDITIVE_CI_LOW 0.8
#define ADDITIVE_CI_HIGH 1.25
#define ADDITIVE_SCORE 5.0
#define RUNS_FOR_A_VERDICT 3

/* Mean, SD and number of wells at one dose in one run. */
typedef struct
{
  double mean;
  double sd;
  guint  n;
} Wells;

static Wells
get_single_wells (const IsoDataset *dataset, int sample, guint drug, guint level, guint run)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < dataset->observations->len; i++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, i);

      if (iso_observation_counts (observation) && observation->sample == sample && observation->run == run
          && observation->n_doses == 1 && observation->doses[0].drug == drug && observation->doses[0].level == level)
        {
          double fa = 1 - observation->viability;

          g_array_append_val (values, fa);
        }
    }
  return (Wells) { iso_mean ((double *) (void *) values->data, values->len),
                   iso_sd ((double *) (void *) values->data, values->len), values->len };
}

static Wells
get_cell_wells (const IsoDataset *dataset, const IsoCell *cell, guint run)
{
  g_autofree double *values = g_new (double, cell->n + 1);
  guint n = 0;

  for (guint k = 0; k < cell->n; k++)
    {
      const IsoObservation *observation = iso_dataset_observation (dataset, cell->observations[k]);

      if (observation->run == run)
        values[n++] = 1 - observation->viability;
    }
  return (Wells) { iso_mean (values, n), iso_sd (values, n), n };
}

/* One run's score with its expected effect; NaN if something was not measured in that run. The variance is that of the wells. */
static double
score_run (const IsoCombination *combination, const IsoDataset *dataset, const IsoCell *cell, const IsoReference *reference,
           guint run, double *expected, double *variance, double *df)
{
  Wells observed = get_cell_wells (dataset, cell, run);
  double fa[ISO_MAX_DRUGS], gradient[ISO_MAX_DRUGS], parts[ISO_MAX_DRUGS + 1], squares = 0;
  Wells singles[ISO_MAX_DRUGS];

  *expected = *variance = *df = NAN;
  if (observed.n == 0)
    return NAN;
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      singles[j] = get_single_wells (dataset, combination->sample, combination->drugs[j], cell->levels[j], run);
      if (singles[j].n == 0)
        return NAN;
      fa[j] = singles[j].mean;
    }
  *expected = reference->expected (fa, combination->n_drugs);
  reference->gradient (fa, combination->n_drugs, gradient);

  /* Welch-Satterthwaite over the parts. */
  parts[0] = observed.sd * observed.sd / observed.n;
  *variance = parts[0];
  squares = parts[0] * parts[0] / (observed.n - 1);
  for (guint j = 0; j < combination->n_drugs; j++)
    {
      parts[j + 1] = gradient[j] * gradient[j] * singles[j].sd * singles[j].sd / singles[j].n;
      *variance += parts[j + 1];
      if (parts[j + 1] > 0)
        squares += parts[j + 1] * parts[j + 1] / (singles[j].n - 1);
    }
  *df = *variance * *variance / squares;
  return 100 * (observed.mean - *expected);
}

static void
score_cell (const IsoCombination *combination, const IsoDataset *dataset, IsoCell *cell, guint which, double level, double *run_scores)
{
  const IsoReference *reference = iso_reference_nth (which);
  guint n_runs = dataset->experiment->runs->len, found = 0;
  g_autofree double *values = g_new (double, n_runs + 1);
  double expected_sum = 0, variance = NAN, df = NAN;
  IsoCellScore *score = &cell->scores[which];

  for (guint run = 0; run < n_runs; run++)
    {
      double expected;

      run_scores[run] = score_run (combination, dataset, cell, reference, run, &expected, &variance, &df);
      if (isnan (run_scores[run]))
        continue;
      values[found++] = run_scores[run];
      expected_sum += expected;
      if (cell->n_runs == 1)
        break;
    }
  score->expected = found > 0 ? expected_sum / found : NAN;
  score->score = iso_estimate_between_runs (values, found, FALSE, level, found > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED);
  if (found == 1 && cell->n_runs == 1)
    {
      double half = 100 * iso_t_quantile (level, df) * sqrt (variance);

      if (isfinite (half))
        {
          score->score.lower = values[0] - half;
          score->score.upper = values[0] + half;
          score->score.interval_status = ISO_STATUS_OK;
          score->score.method = "replicates";
        }
    }
}

/* The mean over the cells that have a score in every run, run by run, then between runs. */
static IsoEstimate
average_scores (const double *scores, guint n_cells, guint n_runs, double level, guint *used)
{
  g_autofree double *means = g_new0 (double, n_runs + 1);
  guint found = 0;

  *used = 0;
  for (guint run = 0; run < n_runs; run++)
    {
      double sum = 0;
      guint n = 0;

      for (guint c = 0; c < n_cells; c++)
        {
          double score = scores[c * n_runs + run];

          if (isnan (score))
            continue;
          sum += score;
          n++;
        }
      if (n > 0)
        means[found++] = sum / n;
      *used = MAX (*used, n);
    }
  return iso_estimate_between_runs (means, found, FALSE, level, found > 0 ? ISO_STATUS_OK : ISO_STATUS_UNDEFINED);
}

void
iso_combination_score (IsoCombination *combination, const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  guint n_runs = dataset->experiment->runs->len, n_cells = combination->cells->len;
  g_autofree double *scores = g_new (double, (gsize) n_cells * n_runs + 1);

  for (guint which = 0; which < ISO_N_REFERENCES; which++)
    {
      for (guint i = 0; i < n_cells * n_runs; i++)
        scores[i] = NAN;
      for (guint c = 0; c < n_cells; c++)
        score_cell (combination, dataset, &g_array_index (combination->cells, IsoCell, c), which, settings->level,
                    &scores[c * n_runs]);
      combination->score_means[which] = average_scores (scores, n_cells, n_runs, settings->level,
                                                        &combination->score_cells[which]);
      if (combination->score_cells[which] < n_cells)
        {
          g_autofree char *k = g_strdup_printf ("%u", combination->score_cells[which]);
          g_autofree char *n = g_strdup_printf ("%u", n_cells);

          g_ptr_array_add (combination->messages,
                           iso_message_new ("score-undefined", NULL,
                                            N_("{1} is defined in {2} of {3} cells; the others lack a single agent at the same dose."),
                                            iso_reference_nth (which)->name, k, n, NULL));
        }
    }
}

/* --- verdict -------------------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *word;
  const char *name;
} verdicts[] = {
  [ISO_VERDICT_NOT_DECIDED] = { "not-decided", N_("Not decided") },
  [ISO_VERDICT_SYNERGISTIC] = { "synergistic", N_("Synergistic") },
  [ISO_VERDICT_ADDITIVE] = { "additive", N_("Additive") },
  [ISO_VERDICT_ANTAGONISTIC] = { "antagonistic", N_("Antagonistic") },
};

const char *
iso_verdict_word (IsoVerdictKind kind)
{
  return verdicts[kind].word;
}

const char *
iso_verdict_name (IsoVerdictKind kind)
{
  return verdicts[kind].name;
}

static IsoVerdictKind
judge_interval (const IsoEstimate *estimate, double null, double low, double high, gboolean above_is_synergy)
{
  if (isnan (estimate->lower) || isnan (estimate->upper))
    return ISO_VERDICT_NOT_DECIDED;
  if (estimate->lower >= low && estimate->upper <= high)
    return ISO_VERDICT_ADDITIVE;
  if (estimate->lower > null)
    return above_is_synergy ? ISO_VERDICT_SYNERGISTIC : ISO_VERDICT_ANTAGONISTIC;
  if (estimate->upper < null)
    return above_is_synergy ? ISO_VERDICT_ANTAGONISTIC : ISO_VERDICT_SYNERGISTIC;
  return ISO_VERDICT_NOT_DECIDED;
}

static void
decide (IsoVerdict *verdict, IsoVerdictKind kind, const char *code, const char *sentence, const char *first, const char *second,
        const char *third)
{
  verdict->kind = kind;
  verdict->reason = iso_message_new (code, NULL, sentence, first, second, third, NULL);
}

static const char *
get_ci_sentence (IsoVerdictKind kind)
{
  switch (kind)
    {
    case ISO_VERDICT_SYNERGISTIC:
      return N_("The interval of the combination index between experiments, {2} to {3}, lies below 1 at fa {1}.");
    case ISO_VERDICT_ANTAGONISTIC:
      return N_("The interval of the combination index between experiments, {2} to {3}, lies above 1 at fa {1}.");
    case ISO_VERDICT_ADDITIVE:
      return N_("The interval of the combination index between experiments, {2} to {3}, lies within 0.8 to 1.25 at fa {1}.");
    case ISO_VERDICT_NOT_DECIDED:
    default:
      return N_("The interval of the combination index between experiments, {2} to {3}, includes 1 at fa {1} and leaves 0.8 to 1.25.");
    }
}

static const IsoCombinationIndex *
find_level (const IsoCombination *combination, guint ray, guint level)
{
  const GArray *levels = g_array_index (combination->rays, IsoRay, ray).levels;

  return level < levels->len ? &g_array_index (levels, IsoCombinationIndex, level) : NULL;
}

/* FALSE if some ray has no index between runs, measured within the tested doses, at this level. */
static gboolean
judge_level (IsoCombination *combination, guint level)
{
  IsoVerdictKind kind = ISO_VERDICT_NOT_DECIDED;
  const IsoCombinationIndex *index = NULL;
  g_autofree char *fa = NULL, *lower = NULL, *upper = NULL;

  for (guint r = 0; r < combination->rays->len; r++)
    {
      IsoVerdictKind other;

      index = find_level (combination, r, level);
      if (index == NULL || index->ci.status != ISO_STATUS_OK || g_strcmp0 (index->ci.method, "experiments") != 0)
        return FALSE;
      other = judge_interval (&index->ci, 1, ADDITIVE_CI_LOW, ADDITIVE_CI_HIGH, FALSE);
      if (r > 0 && other != kind)
        {
          decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "rays-differ",
                  N_("The rays of this combination differ in their combination index."), NULL, NULL, NULL);
          return TRUE;
        }
      kind = other;
    }
  combination->verdict.fa = index->fa;
  fa = iso_number_format (index->fa, 3);
  lower = iso_number_format (index->ci.lower, 3);
  upper = iso_number_format (index->ci.upper, 3);
  decide (&combination->verdict, kind, "combination-index", get_ci_sentence (kind), fa, lower, upper);
  return TRUE;
}

static void
judge_by_rays (IsoCombination *combination, const IsoAnalysisSettings *settings)
{
  const IsoEstimate *bliss = &combination->score_means[0];
  IsoVerdictKind by_score = judge_interval (bliss, 0, -ADDITIVE_SCORE, ADDITIVE_SCORE, TRUE);

  for (guint level = 0; level < settings->n_effect_levels; level++)
    {
      if (!judge_level (combination, level))
        continue;
      if ((combination->verdict.kind == ISO_VERDICT_SYNERGISTIC && by_score == ISO_VERDICT_ANTAGONISTIC)
          || (combination->verdict.kind == ISO_VERDICT_ANTAGONISTIC && by_score == ISO_VERDICT_SYNERGISTIC))
        {
          iso_message_free (combination->verdict.reason);
          decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "models-differ",
                  N_("The combination index and Bliss independence point in opposite directions."), NULL, NULL, NULL);
        }
      return;
    }
  decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "nothing-measured",
          N_("At no effect level was the combination index measured within the tested doses."), NULL, NULL, NULL);
}

static void
judge_by_score (IsoCombination *combination)
{
  const IsoEstimate *bliss = &combination->score_means[0];
  IsoVerdictKind kind = judge_interval (bliss, 0, -ADDITIVE_SCORE, ADDITIVE_SCORE, TRUE);
  g_autofree char *lower = NULL, *upper = NULL;

  if (isnan (bliss->lower))
    {
      decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "nothing-measured",
              N_("There is neither a fixed-ratio series nor a Bliss score to judge by."), NULL, NULL, NULL);
      return;
    }
  lower = iso_number_format (bliss->lower, 3);
  upper = iso_number_format (bliss->upper, 3);
  decide (&combination->verdict, kind, "bliss",
          N_("Judged by the mean Bliss score over the matrix, whose interval between experiments is {1} to {2}."), lower, upper, NULL);
}

void
iso_combination_judge (IsoCombination *combination, const IsoAnalysisSettings *settings, guint n_runs)
{
  combination->verdict.fa = settings->n_effect_levels > 0 ? settings->effect_levels[0] : NAN;
  if (n_runs < RUNS_FOR_A_VERDICT)
    {
      g_autofree char *count = g_strdup_printf ("%u", n_runs);

      decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "too-few-runs",
              N_("A verdict needs three or more independent experiments; there are {1}."), count, NULL, NULL);
    }
  else if (combination->is_matrix || combination->rays->len == 0)
    {
      judge_by_score (combination);
    }
  else
    {
      judge_by_rays (combination, settings);
    }
}
