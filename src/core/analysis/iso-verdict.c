/* iso-verdict.c - synergistic, additive, antagonistic, or not decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-combine.h"
#include "base/iso-number.h"

#include <math.h>

#define RUNS_FOR_A_VERDICT 3

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
decide (IsoVerdict *verdict, IsoVerdictKind kind, const char *code, const char *sentence, const char *const *arguments)
{
  verdict->kind = kind;
  verdict->reason = iso_message_newv (code, NULL, sentence, arguments);
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
      return N_("The interval of the combination index between experiments, {2} to {3}, lies within {4} to {5} at fa {1}.");
    case ISO_VERDICT_NOT_DECIDED:
    default:
      return N_("The interval of the combination index between experiments, {2} to {3}, includes 1 at fa {1} and leaves {4} to {5}.");
    }
}

static const IsoCombinationIndex *
find_level (const IsoCombination *combination, guint ray, guint level)
{
  const GArray *levels = g_array_index (combination->rays, IsoRay, ray).levels;

  return level < levels->len ? &g_array_index (levels, IsoCombinationIndex, level) : NULL;
}

static void
decide_by_index (IsoVerdict *verdict, IsoVerdictKind kind, const IsoCombinationIndex *index, const IsoAnalysisSettings *settings)
{
  g_autofree char *fa = iso_number_format (index->fa, 3);
  g_autofree char *lower = iso_number_format (index->ci.lower, 3), *upper = iso_number_format (index->ci.upper, 3);
  g_autofree char *low = iso_number_format_exact (settings->ci_low), *high = iso_number_format_exact (settings->ci_high);
  const char *const arguments[] = { fa, lower, upper, low, high, NULL };

  verdict->fa = index->fa;
  decide (verdict, kind, "combination-index", get_ci_sentence (kind), arguments);
}

/* FALSE if some ray has no index between runs, measured within the tested doses, at this level. */
static gboolean
judge_level (IsoCombination *combination, const IsoAnalysisSettings *settings, guint level)
{
  IsoVerdictKind kind = ISO_VERDICT_NOT_DECIDED;
  const IsoCombinationIndex *index = NULL;

  for (guint r = 0; r < combination->rays->len; r++)
    {
      IsoVerdictKind other;

      index = find_level (combination, r, level);
      if (index == NULL || index->ci.status != ISO_STATUS_OK || g_strcmp0 (index->ci.method, "experiments") != 0)
        return FALSE;
      other = judge_interval (&index->ci, 1, settings->ci_low, settings->ci_high, FALSE);
      if (r > 0 && other != kind)
        {
          decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "rays-differ",
                  N_("The rays of this combination differ in their combination index."), NULL);
          return TRUE;
        }
      kind = other;
    }
  decide_by_index (&combination->verdict, kind, index, settings);
  return TRUE;
}

static void
judge_by_rays (IsoCombination *combination, const IsoAnalysisSettings *settings)
{
  const IsoEstimate *bliss = &combination->score_means[0];
  IsoVerdictKind by_score = judge_interval (bliss, 0, -settings->score_band, settings->score_band, TRUE);

  for (guint level = 0; level < settings->n_effect_levels; level++)
    {
      if (!judge_level (combination, settings, level))
        continue;
      if ((combination->verdict.kind == ISO_VERDICT_SYNERGISTIC && by_score == ISO_VERDICT_ANTAGONISTIC)
          || (combination->verdict.kind == ISO_VERDICT_ANTAGONISTIC && by_score == ISO_VERDICT_SYNERGISTIC))
        {
          iso_message_free (combination->verdict.reason);
          decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "models-differ",
                  N_("The combination index and Bliss independence point in opposite directions."), NULL);
        }
      return;
    }
  decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "nothing-measured",
          N_("At no effect level was the combination index measured within the tested doses."), NULL);
}

static void
judge_by_score (IsoCombination *combination, const IsoAnalysisSettings *settings)
{
  const IsoEstimate *bliss = &combination->score_means[0];
  IsoVerdictKind kind = judge_interval (bliss, 0, -settings->score_band, settings->score_band, TRUE);
  g_autofree char *lower = iso_number_format (bliss->lower, 3), *upper = iso_number_format (bliss->upper, 3);
  g_autofree char *band = iso_number_format_exact (settings->score_band);
  const char *const arguments[] = { lower, upper, band, NULL };

  if (isnan (bliss->lower))
    {
      decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "nothing-measured",
              N_("There is neither a fixed-ratio series nor a Bliss score to judge by."), NULL);
      return;
    }
  decide (&combination->verdict, kind, "bliss",
          N_("Judged by the mean Bliss score over the matrix, whose interval between experiments is {1} to {2}; up to {3} on either side "
             "of 0 is as good as additive."),
          arguments);
}

void
iso_combination_judge (IsoCombination *combination, const IsoAnalysisSettings *settings)
{
  combination->verdict.fa = settings->n_effect_levels > 0 ? settings->effect_levels[0] : NAN;
  if (combination->n_runs < RUNS_FOR_A_VERDICT)
    {
      g_autofree char *count = g_strdup_printf ("%u", combination->n_runs);
      const char *const arguments[] = { count, NULL };

      decide (&combination->verdict, ISO_VERDICT_NOT_DECIDED, "too-few-runs",
              N_("A verdict needs three or more independent experiments; there are {1}."), arguments);
    }
  else if (combination->is_matrix || combination->rays->len == 0)
    {
      judge_by_score (combination, settings);
    }
  else
    {
      judge_by_rays (combination, settings);
    }
}
