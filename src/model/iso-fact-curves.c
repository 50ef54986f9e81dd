/* iso-fact-curves.c - what stands beside curves: one against another, and how much they slow growth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "iso-fact-private.h"

#include "iso-user-text.h"

#include "analysis/iso-comparison.h"
#include "analysis/iso-growth.h"

#include <glib/gi18n.h>
#include <math.h>

static char *
describe_sharing (const IsoCurveSharing *sharing)
{
  g_autofree char *f = iso_user_number (sharing->f), *df1 = iso_user_number (sharing->df1), *df2 = iso_user_number (sharing->df2);
  g_autofree char *shared = iso_user_number (sharing->aicc), *separate = iso_user_number (sharing->separate_aicc);
  const char *better = sharing->aicc < sharing->separate_aicc ? _("AICc prefers what is shared.") : _("AICc prefers two of their own.");

  /* Translators: the F test of the extra sum of squares with its degrees of freedom, and Akaike's criterion of both. */
  return g_strdup_printf (_("Chance of such a difference if they are the same: F %s with %s and %s degrees of freedom; AICc %s shared, %s of "
                            "their own. %s"), f, df1, df2, shared, separate, better);
}

static void
add_sharing (GListStore *store, const char *section, const char *name, const IsoCurveSharing *sharing)
{
  if (sharing->status == ISO_STATUS_OK && isfinite (sharing->p))
    iso_facts_add_number (store, section, name, sharing->p, NULL, describe_sharing (sharing));
}

void
iso_facts_of_comparison (GListStore *list, const IsoAnalysis *analysis, guint arm, guint reference)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);
  g_autofree char *one = iso_arm_name (analysis, iso_analysis_arm (analysis, arm));
  g_autofree char *other = iso_arm_name (analysis, iso_analysis_arm (analysis, reference));
  const IsoExperiment *experiment = analysis->dataset->experiment;
  g_autofree char *section = g_strdup_printf (_("%s, %s against %s, %s"), one,
                                              iso_experiment_sample (experiment, iso_analysis_arm (analysis, arm)->sample), other,
                                              iso_experiment_sample (experiment, iso_analysis_arm (analysis, reference)->sample));
  IsoComparison comparison;

  if (!iso_analysis_compare_arms (analysis, arm, reference, &comparison))
    {
      iso_facts_add_text (store, section, _("Ratio of doses"), g_strdup ("–"),
                          g_strdup (_("The doses are of different kinds and cannot be compared.")));
      iso_facts_replace (list, store);
      return;
    }
  for (guint i = 0; i < comparison.folds->len; i++)
    {
      const IsoFoldChange *fold = &g_array_index (comparison.folds, IsoFoldChange, i);
      const IsoEffectDose dose = { .level = fold->level, .kind = fold->kind };
      g_autofree char *effect = iso_facts_name_effect_dose (&dose);
      g_autofree char *name = g_strdup_printf (_("Ratio of %s"), effect);

      iso_facts_add_estimate (store, section, name, &fold->ratio, NULL, NULL);
    }
  if (comparison.tested)
    {
      add_sharing (store, _("The same?"), _("One curve for both, p"), &comparison.one_curve);
      for (IsoParameter p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
        {
          g_autofree char *name = g_strdup_printf (_("%s in common, p"), gettext (iso_parameter_name (p)));

          add_sharing (store, _("The same?"), name, &comparison.shared[p]);
        }
    }
  else
    iso_facts_add_text (store, _("The same?"), _("Tests"), g_strdup ("–"),
              g_strdup (_("With several experiments the ratio between them decides; their wells are never pooled for a test.")));
  iso_comparison_clear (&comparison);
  iso_facts_replace (list, store);
}

/* --- growth --------------------------------------------------------------------------------------------------------------- */

static char *
name_growth (const IsoAnalysis *analysis, const IsoGrowthCurve *curve)
{
  const IsoExperiment *experiment = analysis->dataset->experiment;
  const char *drug = iso_experiment_drug (experiment, curve->drug)->name, *sample = iso_experiment_sample (experiment, curve->sample);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) drug);
  if (*sample != '\0')
    g_ptr_array_add (parts, (gpointer) sample);
  if (iso_dataset_count_runs (analysis->dataset) > 1)
    g_ptr_array_add (parts, (gpointer) iso_experiment_run (experiment, curve->run));
  return iso_user_list (parts);
}

static void
add_growth (GListStore *store, const char *section, const IsoAnalysis *analysis, guint index)
{
  const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, index);
  const IsoGrowthMetrics *metrics = &curve->metrics;
  const IsoUnit *unit = iso_experiment_drug (analysis->dataset->experiment, curve->drug)->unit;
  g_autofree char *p = iso_user_number (metrics->flat_p);
  char *mean = metrics->flat && isfinite (metrics->flat_p)
                 ? iso_sentence_fill (_("No dose made a difference (F test, p {1}): the mean of all."), (const char *const []) { p, NULL }) : NULL;

  iso_facts_add_estimate (store, section, _("GR50, half the growth"), &metrics->gr50, unit, NULL);
  iso_facts_set_topic (store, (IsoTopic) { .kind = ISO_TOPIC_GROWTH, .item = index });
  iso_facts_add_estimate (store, section, _("GEC50, half way"), &metrics->gec50, unit, NULL);
  iso_facts_add_estimate (store, section, _("GRinf, at endless dose"), &metrics->gr_inf, NULL, mean);
  iso_facts_add_number (store, section, _("GRmax, at the highest doses"), metrics->gr_max, NULL,
                        isfinite (metrics->gr_max) ? g_strdup (_("The smaller mean of the two highest doses, which has no interval.")) : NULL);
  iso_facts_add_number (store, section, _("GR_AOC, over the curve"), metrics->aoc, NULL,
                        isfinite (metrics->aoc) ? g_strdup (_("The mean of 1 − GR over the tested range, which has no interval.")) : NULL);
  iso_facts_add_number (store, section, _("Doublings without drug"), curve->doublings, NULL, NULL);
}

static gboolean
is_asked (const IsoAnalysis *analysis, const IsoGrowthCurve *curve, const guint *arms, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (arms[i] < analysis->arms->len && iso_arm_has_growth (iso_analysis_arm (analysis, arms[i]), curve))
        return TRUE;
    }
  return n == 0;
}

void
iso_facts_add_growth (GListStore *store, const IsoAnalysis *analysis, guint arm)
{
  for (guint i = 0; iso_analysis_shows_growth (analysis) && i < analysis->growth->len; i++)
    {
      const IsoGrowthCurve *curve = g_ptr_array_index (analysis->growth, i);
      g_autofree char *name = name_growth (analysis, curve);
      g_autofree char *section = g_strdup_printf (_("Growth rate, %s"), name);

      if (iso_arm_has_growth (iso_analysis_arm (analysis, arm), curve))
        add_growth (store, section, analysis, i);
    }
}

char *
iso_facts_of_growth (GListStore *list, const IsoAnalysis *analysis, const guint *arms, guint n)
{
  g_autoptr (GListStore) store = g_list_store_new (ISO_TYPE_FACT);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL;
  char *reason = NULL;

  for (guint i = 0; analysis->growth != NULL && i < analysis->growth->len; i++)
    {
      g_autofree char *section = name_growth (analysis, g_ptr_array_index (analysis->growth, i));

      if (is_asked (analysis, g_ptr_array_index (analysis->growth, i), arms, n))
        add_growth (store, section, analysis, i);
    }
  if (analysis->growth == NULL)
    none = iso_dataset_growth (analysis->dataset, analysis->settings.level, &error);
  if (error != NULL)
    reason = iso_error_to_user_text (error);
  else if (g_list_model_get_n_items (G_LIST_MODEL (store)) == 0)
    reason = g_strdup (_("Growth rates are those of drugs alone: select the curve of one in the table."));
  iso_facts_replace (list, store);
  return reason;
}
