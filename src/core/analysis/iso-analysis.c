/* iso-analysis.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"

#include "analysis/iso-arm.h"
#include "analysis/iso-combine.h"
#include "base/iso-number.h"

#include <math.h>
#include <string.h>

typedef struct
{
  IsoAnalysis *analysis;
  const int   *cancel;
  IsoSharing  *sharing;    /* NULL until the curves that share a parameter are known */
  IsoProgress  progress;
  gpointer     progress_data;
  GMutex       lock;
  guint        done;
} Work;

void
iso_analysis_settings_init (IsoAnalysisSettings *settings)
{
  static const double levels[] = { 0.5, 0.75, 0.9, 0.95 };

  memset (settings, 0, sizeof *settings);
  settings->model = iso_curve_model_nth (0);
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      settings->fixed[p] = NAN;
      settings->low[p] = -INFINITY;
      settings->high[p] = INFINITY;
    }
  settings->se = ISO_SE_OBSERVED;
  settings->level = 0.95;
  settings->ci_low = 0.8;
  settings->ci_high = 1.25;
  settings->score_band = 5;
  settings->n_resamples = 500;
  settings->seed = 1;
  settings->n_effect_levels = G_N_ELEMENTS (levels);
  memcpy (settings->effect_levels, levels, sizeof levels);
}

/* --- what the result was made from ---------------------------------------------------------------------------------------- */

static void
hash_double (GChecksum *sum, double value)
{
  g_autofree char *text = iso_number_format_exact (value);

  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
hash_text (GChecksum *sum, const char *text)
{
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
hash_integer (GChecksum *sum, int value)
{
  hash_double (sum, value);
}

/* Only where they are not the program's own: results that projects kept before there were these settings stay what they are. */
static void
hash_bands (GChecksum *sum, const IsoAnalysisSettings *settings)
{
  IsoAnalysisSettings own;

  iso_analysis_settings_init (&own);
  if (settings->ci_low == own.ci_low && settings->ci_high == own.ci_high && settings->score_band == own.score_band)
    return;
  hash_text (sum, "bands");
  hash_double (sum, settings->ci_low);
  hash_double (sum, settings->ci_high);
  hash_double (sum, settings->score_band);
}

static void
hash_observation (GChecksum *sum, const IsoObservation *observation)
{
  hash_text (sum, iso_role_word (observation->role));
  hash_integer (sum, observation->sample);
  hash_integer (sum, (int) observation->run);
  hash_integer (sum, observation->plate);
  hash_text (sum, iso_status_word (observation->status));
  hash_double (sum, observation->raw);
  hash_double (sum, observation->viability);
  for (guint j = 0; j < observation->n_doses; j++)
    {
      hash_integer (sum, (int) observation->doses[j].drug);
      hash_double (sum, observation->doses[j].dose);
    }
}

char *
iso_analysis_hash (const IsoDataset *dataset, const IsoAnalysisSettings *settings)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < dataset->experiment->drugs->len; i++)
    {
      hash_text (sum, iso_experiment_drug (dataset->experiment, i)->name);
      hash_text (sum, iso_experiment_drug (dataset->experiment, i)->unit->symbol);
    }
  for (guint i = 0; i < dataset->experiment->samples->len; i++)
    hash_text (sum, iso_experiment_sample (dataset->experiment, (int) i));
  for (guint i = 0; i < dataset->experiment->runs->len; i++)
    hash_text (sum, iso_experiment_run (dataset->experiment, i));
  for (guint i = 0; i < dataset->experiment->plates->len; i++)
    hash_text (sum, iso_experiment_plate (dataset->experiment, (int) i)->name);
  hash_integer (sum, (int) dataset->experiment->response);
  hash_integer (sum, (int) dataset->location);
  for (guint i = 0; i < dataset->observations->len; i++)
    hash_observation (sum, iso_dataset_observation (dataset, i));
  hash_text (sum, settings->model != NULL ? settings->model->id : "auto");
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    hash_double (sum, settings->fixed[p]);
  for (guint p = 0; p < ISO_CURVE_N_PARAMETERS; p++)
    {
      hash_double (sum, isfinite (settings->low[p]) ? settings->low[p] : NAN);
      hash_double (sum, isfinite (settings->high[p]) ? settings->high[p] : NAN);
    }
  hash_integer (sum, (int) settings->weighting);
  hash_integer (sum, (int) settings->loss);
  hash_integer (sum, settings->free_upper);
  if (settings->shared != 0)
    hash_integer (sum, (int) settings->shared);
  hash_integer (sum, (int) settings->se);
  hash_integer (sum, (int) settings->interval);
  hash_double (sum, settings->level);
  hash_integer (sum, settings->linear_median_effect);
  hash_integer (sum, settings->fitted_singles);
  hash_double (sum, settings->n_resamples);
  hash_double (sum, (double) settings->seed);
  hash_integer (sum, (int) settings->surfaces);
  for (guint i = 0; i < settings->n_effect_levels; i++)
    hash_double (sum, settings->effect_levels[i]);
  hash_bands (sum, settings);
  return g_strdup (g_checksum_get_string (sum));
}

/* --- running ------------------------------------------------------------------------------------------------------------- */

static gboolean
is_cancelled (const Work *work)
{
  return work->cancel != NULL && g_atomic_int_get (work->cancel) != 0;
}

/* Each arm is a slot of its own, so the order in which threads come does not matter. */
static void
fit_arm_cb (gpointer data, gpointer user_data)
{
  Work *work = user_data;
  IsoAnalysis *analysis = work->analysis;
  IsoArm *arm = &g_array_index (analysis->arms, IsoArm, GPOINTER_TO_UINT (data) - 1);

  if (is_cancelled (work))
    iso_arm_cancel (arm);
  else if (work->sharing == NULL)
    iso_arm_fit (arm, analysis->dataset, &analysis->settings);
  if (!is_cancelled (work) && (analysis->settings.shared == 0 || work->sharing != NULL))
    iso_arm_finish (arm, analysis->dataset, &analysis->settings, work->sharing);

  g_mutex_lock (&work->lock);
  work->done++;
  if (work->progress != NULL)
    work->progress ((double) work->done / (double) ((analysis->settings.shared != 0 ? 2 : 1) * analysis->arms->len), work->progress_data);
  g_mutex_unlock (&work->lock);
}

static void
fit_arms (Work *work)
{
  IsoAnalysis *analysis = work->analysis;
  guint n_threads = analysis->settings.n_threads > 0 ? analysis->settings.n_threads : g_get_num_processors ();
  GThreadPool *pool = g_thread_pool_new (fit_arm_cb, work, (int) MIN (n_threads, 256), FALSE, NULL);

  for (guint i = 0; i < analysis->arms->len; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

static void
clear_analysis (gpointer data)
{
  IsoAnalysis *analysis = data;

  g_array_unref (analysis->combinations);
  g_array_unref (analysis->arms);
  g_clear_pointer (&analysis->growth, g_ptr_array_unref);
  iso_dataset_free (analysis->dataset);
  g_free (analysis->input_hash);
}

IsoAnalysis *
iso_analysis_run (IsoDataset *dataset, const IsoAnalysisSettings *settings, const int *cancel, IsoProgress progress,
                  gpointer progress_data)
{
  IsoAnalysis *analysis = g_atomic_rc_box_new0 (IsoAnalysis);
  Work work = { .analysis = analysis, .cancel = cancel, .progress = progress, .progress_data = progress_data };

  analysis->dataset = dataset;
  analysis->settings = *settings;
  analysis->input_hash = iso_analysis_hash (dataset, settings);
  analysis->arms = iso_arms_find (dataset);
  g_mutex_init (&work.lock);
  fit_arms (&work);
  if (settings->shared != 0 && !is_cancelled (&work))
    {
      work.sharing = iso_arms_share (analysis->arms, dataset, settings);
      fit_arms (&work);
      iso_sharing_free (work.sharing);
    }
  g_mutex_clear (&work.lock);
  analysis->combinations = iso_combinations_make (dataset, analysis->arms, settings, cancel);
  analysis->growth = iso_dataset_growth (dataset, settings->level, NULL);
  analysis->cancelled = is_cancelled (&work);
  return analysis;
}

IsoAnalysis *
iso_analysis_ref (const IsoAnalysis *analysis)
{
  return g_atomic_rc_box_acquire ((IsoAnalysis *) analysis);
}

void
iso_analysis_unref (IsoAnalysis *analysis)
{
  g_atomic_rc_box_release_full (analysis, clear_analysis);
}

/* --- growth --------------------------------------------------------------------------------------------------------------- */

gboolean
iso_arm_has_growth (const IsoArm *arm, const IsoGrowthCurve *curve)
{
  return arm->n_drugs == 1 && arm->drugs[0] == curve->drug && arm->sample == curve->sample;
}

gboolean
iso_analysis_shows_growth (const IsoAnalysis *analysis)
{
  return analysis->settings.measure == ISO_MEASURE_GROWTH_RATE && analysis->growth != NULL;
}

/* --- names ---------------------------------------------------------------------------------------------------------------- */

static char *
join_drugs (const IsoAnalysis *analysis, const guint *drugs, guint n_drugs)
{
  GString *name = g_string_new (NULL);

  for (guint j = 0; j < n_drugs; j++)
    g_string_append_printf (name, "%s%s", j > 0 ? " + " : "", iso_experiment_drug (analysis->dataset->experiment, drugs[j])->name);
  return g_string_free (name, FALSE);
}

char *
iso_arm_name (const IsoAnalysis *analysis, const IsoArm *arm)
{
  g_autofree char *drugs = join_drugs (analysis, arm->drugs, arm->n_drugs);
  GString *name = g_string_new (drugs);
  double smallest = arm->shares[0];

  if (arm->n_drugs == 1)
    return g_string_free (name, FALSE);
  for (guint j = 1; j < arm->n_drugs; j++)
    smallest = MIN (smallest, arm->shares[j]);
  for (guint j = 0; j < arm->n_drugs; j++)
    {
      g_autofree char *part = iso_number_format (arm->shares[j] / smallest, 3);

      g_string_append_printf (name, "%s%s", j > 0 ? ":" : " ", part);
    }
  return g_string_free (name, FALSE);
}

char *
iso_combination_name (const IsoAnalysis *analysis, const IsoCombination *combination)
{
  return join_drugs (analysis, combination->drugs, combination->n_drugs);
}
