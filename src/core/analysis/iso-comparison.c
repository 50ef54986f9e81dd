/* iso-comparison.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-comparison.h"

#include "analysis/iso-arm.h"

#include <math.h>

static void
clear_comparison (gpointer data)
{
  g_array_unref (((IsoComparison *) data)->folds);
}

/* The ratio that has no value, with the limit that is known. */
static IsoEstimate
make_limit (double at_least, double at_most, IsoStatus status)
{
  IsoEstimate ratio = iso_estimate_none (status);

  if (at_least > 0 && isfinite (at_least))
    {
      ratio.status = ratio.interval_status = ISO_STATUS_ABOVE_RANGE;
      ratio.lower = at_least;
      ratio.method = "bound";
    }
  else if (isfinite (at_most) && at_most > 0)
    {
      ratio.status = ratio.interval_status = ISO_STATUS_BELOW_RANGE;
      ratio.upper = at_most;
      ratio.method = "bound";
    }
  return ratio;
}

static double
get_control (const IsoAnalysis *analysis, const IsoCurveFit *fit)
{
  return analysis->dataset->experiment->response == ISO_RESPONSE_RAW ? fit->parameters[ISO_PARAMETER_UPPER].value : 1;
}

/* Two arms as curves, and the others that they share a parameter with. */
typedef struct
{
  IsoComparedCurve       curves[2];
  IsoCurveFit            held[2];
  const IsoCommonCurves *common;       /* NULL where they share nothing with each other */
  guint                  indices[2];   /* among them */
} Pair;

static IsoEstimate
compare_within (const IsoAnalysis *analysis, const Pair *pair, IsoFoldChange *fold)
{
  const IsoComparedCurve *curves = pair->curves;
  const double levels[2] = { fold->level, fold->level };
  const double controls[2] = { get_control (analysis, curves[0].fit), get_control (analysis, curves[1].fit) };
  IsoDoseRatio ratio;

  iso_common_curves_compare_doses (pair->common, pair->indices, curves, levels, fold->kind, controls, &ratio);
  fold->delta = ratio.delta;
  fold->fieller = ratio.fieller;
  fold->p = ratio.p;
  if (!isfinite (ratio.profile.value))
    return make_limit (ratio.at_least, ratio.at_most, ratio.profile.status);
  return analysis->settings.interval == ISO_INTERVAL_WALD ? ratio.wald : ratio.profile;
}

/* Runs in which both were tested, as places in `runs` of each. */
static guint
find_common_runs (const IsoArm *const arms[2], guint *one, guint *two)
{
  guint n = 0;

  for (guint i = 0; i < arms[0]->n_runs; i++)
    for (guint k = 0; k < arms[1]->n_runs; k++)
      {
        if (arms[0]->runs[i] != arms[1]->runs[k])
          continue;
        one[n] = i;
        two[n++] = k;
      }
  return n;
}

/* The geometric mean of runs, or what their limits leave of it. */
static IsoEstimate
compare_between (const IsoArm *const arms[2], guint effect, const guint *one, const guint *two, guint n, double level)
{
  g_autofree double *ratios = g_new (double, n + 1);
  double least = 0, most = 0;
  IsoStatus status = ISO_STATUS_OK;
  gboolean all = TRUE;

  for (guint r = 0; r < n; r++)
    {
      const IsoEstimate doses[2] = {
        g_array_index (arms[0]->effect_doses, IsoEffectDose, effect).run_doses[one[r]],
        g_array_index (arms[1]->effect_doses, IsoEffectDose, effect).run_doses[two[r]],
      };
      const IsoCurveFit *const fits[2] = { &arms[0]->run_fits[one[r]], &arms[1]->run_fits[two[r]] };
      double at_least, at_most;

      ratios[r] = doses[0].value / doses[1].value;
      all = all && isfinite (ratios[r]);
      for (guint i = 0; i < 2; i++)
        {
          if (status == ISO_STATUS_OK || !isfinite (doses[i].value))
            status = doses[i].status;
        }
      iso_dose_ratio_bounds (doses, fits, &at_least, &at_most);
      least += log (at_least) / n;
      most += log (at_most) / n;
    }
  return all ? iso_estimate_between_runs (ratios, n, TRUE, level, status) : make_limit (exp (least), exp (most), status);
}

static void
add_folds (const IsoAnalysis *analysis, const IsoArm *const arms[2], const Pair *pair, IsoComparison *comparison)
{
  guint most = MIN (arms[0]->n_runs, arms[1]->n_runs);
  g_autofree guint *one = g_new (guint, most + 1);
  g_autofree guint *two = g_new (guint, most + 1);
  guint n = find_common_runs (arms, one, two);

  for (guint i = 0; i < arms[0]->effect_doses->len && i < arms[1]->effect_doses->len; i++)
    {
      const IsoEffectDose *dose = &g_array_index (arms[0]->effect_doses, IsoEffectDose, i);
      IsoFoldChange fold = { .level = dose->level, .kind = dose->kind, .ratio = iso_estimate_none (ISO_STATUS_TOO_FEW_POINTS), .n_runs = n,
                             .delta = iso_estimate_none (ISO_STATUS_UNDEFINED), .fieller = iso_estimate_none (ISO_STATUS_UNDEFINED), .p = NAN };

      if (comparison->tested)
        fold.ratio = compare_within (analysis, pair, &fold);
      else if (n > 0)
        fold.ratio = compare_between (arms, i, one, two, n, analysis->settings.level);
      g_array_append_val (comparison->folds, fold);
    }
}

/* What an arm shares with others than the second is held where it is. */
static void
take_pair (const IsoAnalysis *analysis, const IsoArm *const arms[2], const IsoSharing *sharing, Pair *pair)
{
  pair->common = sharing != NULL ? iso_sharing_find (sharing, arms, pair->indices) : NULL;
  for (guint i = 0; i < 2; i++)
    {
      iso_arm_take_curve (arms[i], analysis->dataset, &analysis->settings, &pair->curves[i]);
      if (pair->common == NULL)
        iso_arm_hold_shared (arms[i], analysis->dataset, &pair->curves[i], &pair->held[i]);
    }
}

static void
compare_arms (const IsoAnalysis *analysis, const IsoSharing *sharing, IsoComparison *comparison)
{
  const IsoArm *const arms[2] = { iso_analysis_arm (analysis, comparison->arm), iso_analysis_arm (analysis, comparison->reference) };
  Pair pair = { .common = NULL };

  comparison->folds = g_array_new (FALSE, FALSE, sizeof (IsoFoldChange));
  comparison->tested = arms[0]->n_runs == 1 && arms[1]->n_runs == 1;
  if (comparison->tested)
    take_pair (analysis, arms, sharing, &pair);
  add_folds (analysis, arms, &pair, comparison);
  if (!comparison->tested)
    return;
  iso_common_curves_share (pair.common, pair.indices, pair.curves, ISO_SHARE_ALL, &comparison->one_curve);
  for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    iso_common_curves_share (pair.common, pair.indices, pair.curves, ISO_SHARE (p), &comparison->shared[p]);
  for (guint i = 0; i < 2; i++)
    iso_arm_clear_curve (&pair.curves[i]);
}

static IsoSharing *
share_again (const IsoAnalysis *analysis)
{
  return analysis->settings.shared != 0 ? iso_arms_share_again (analysis->arms, analysis->dataset, &analysis->settings) : NULL;
}

gboolean
iso_analysis_compare_arms (const IsoAnalysis *analysis, guint arm, guint reference, IsoComparison *comparison)
{
  const IsoArm *one, *other;
  IsoSharing *sharing;

  *comparison = (IsoComparison) { .arm = arm, .reference = reference };
  if (arm >= analysis->arms->len || reference >= analysis->arms->len)
    return FALSE;
  one = iso_analysis_arm (analysis, arm);
  other = iso_analysis_arm (analysis, reference);
  if (one->unit->dimension != other->unit->dimension || one->first_dose_only || other->first_dose_only)
    return FALSE;
  sharing = share_again (analysis);
  compare_arms (analysis, sharing, comparison);
  g_clear_pointer (&sharing, iso_sharing_free);
  return TRUE;
}

void
iso_comparison_clear (IsoComparison *comparison)
{
  clear_comparison (comparison);
}

GArray *
iso_analysis_compare (const IsoAnalysis *analysis)
{
  GArray *comparisons = g_array_new (FALSE, TRUE, sizeof (IsoComparison));
  IsoSharing *sharing = share_again (analysis);

  g_array_set_clear_func (comparisons, clear_comparison);
  for (guint i = 0; i < analysis->arms->len; i++)
    for (guint k = i + 1; k < analysis->arms->len; k++)
      {
        const IsoArm *first = iso_analysis_arm (analysis, i), *second = iso_analysis_arm (analysis, k);
        IsoComparison comparison = { .arm = k, .reference = i };

        if (first->n_drugs != 1 || second->n_drugs != 1 || first->drugs[0] != second->drugs[0] || first->sample == second->sample)
          continue;
        compare_arms (analysis, sharing, &comparison);
        g_array_append_val (comparisons, comparison);
      }
  g_clear_pointer (&sharing, iso_sharing_free);
  return comparisons;
}
