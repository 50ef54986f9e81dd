/* iso-resample.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-resample.h"

#include "base/iso-random.h"
#include "curve/iso-curve-refit.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* Streams of their own, beyond those of resamples. */
#define CHI_STREAM (G_GUINT64_CONSTANT (1) << 40)

/* Beyond, the noise is as good as known, and GSL no longer finds the quantile. */
#define LARGE_DF 1e4

#define DEFINED_SHARE 0.9
#define CHUNK 16

/* The curves through what was measured, from which all others start. */
typedef struct
{
  const IsoResampling *resampling;
  IsoCurveFit          agents[ISO_MAX_DRUGS];
  IsoCurveFit         *lines;
  double              *fitted;       /* effects of the drugs alone on their curves; NaN elsewhere */
  double              *expected;     /* by ZIP */
  IsoCurveFit         *null_lines;   /* through that */
  double              *scores;
} Work;

/* --- one resample --------------------------------------------------------------------------------------------------------- */

/* One draw of all errors. */
typedef struct
{
  double *noise;     /* of each cell's mean */
  double *vehicle;   /* of each group's controls */
  double *blank;
} Errors;

static double
draw_control (double se, IsoRandom *random)
{
  double z = iso_random_normal (random);

  return isfinite (se) ? se * z : 0;
}

static void
draw_errors (const IsoResampling *resampling, guint index, Errors *errors)
{
  const IsoDoseGrid *grid = resampling->input.grid;
  IsoRandom random;

  iso_random_init (&random, resampling->seed, index);
  for (guint g = 0; g < resampling->n_groups; g++)
    {
      errors->vehicle[g] = draw_control (resampling->vehicle_se[g], &random);
      errors->blank[g] = draw_control (resampling->blank_se[g], &random);
    }
  for (gsize c = 0; c < grid->n_cells; c++)
    errors->noise[c] = resampling->wells[c] > 0 ? resampling->sd / sqrt (resampling->wells[c]) * iso_random_normal (&random) : NAN;
}

/* A signal that is v of the way from blank to vehicle, and the way from a blank to a vehicle that are both a little off. */
static void
add_errors (const IsoResampling *resampling, const Errors *errors, const double *around, double *effects)
{
  for (gsize c = 0; c < resampling->input.grid->n_cells; c++)
    {
      guint group = resampling->groups[c];
      double vehicle = group < resampling->n_groups ? errors->vehicle[group] : 0;
      double blank = group < resampling->n_groups ? errors->blank[group] : 0;

      effects[c] = 1 - (1 - around[c] + errors->noise[c] - blank) / (1 + vehicle - blank);
    }
}

/* As iso-arm-fit.c fits a run: the same weights and the same loss. */
static void
fit_agent (const IsoResampling *resampling, const double *effects, guint drug, const IsoCurveFit *near, IsoCurveFit *fit)
{
  const IsoDoseGrid *grid = resampling->input.grid;
  const IsoCurveSettings *settings = &resampling->curves[drug];
  guint most = grid->n_levels[drug] + 1;
  g_autofree double *numbers = g_new (double, 4 * most);
  g_autofree guint *counts = g_new (guint, most);
  double *doses = numbers, *viability = numbers + most, *spreads = numbers + 2 * most, *weights = numbers + 3 * most;
  gsize n = 0;

  for (guint level = 1; level <= grid->n_levels[drug]; level++)
    {
      gssize cell = iso_dose_grid_find_single (grid, drug, level);

      if (cell < 0 || isnan (effects[cell]))
        continue;
      doses[n] = grid->doses[drug][level - 1];
      spreads[n] = resampling->spreads != NULL ? resampling->spreads[cell] : NAN;
      counts[n] = resampling->wells[cell];
      viability[n++] = 1 - effects[cell];
    }
  iso_curve_weights (resampling->weighting, viability, spreads, counts, n, weights);
  if (resampling->loss != ISO_LOSS_SQUARES)
    iso_curve_fit_robust (settings, resampling->loss, doses, viability, weights, n, fit);
  else if (near != NULL)
    iso_curve_refit (settings, doses, viability, weights, n, near, fit);
  else
    iso_curve_fit (settings, doses, viability, weights, n, fit);
}

static void
fit_agents (const Work *work, const double *effects, IsoReferenceInput *input)
{
  IsoCurveFit fit;

  for (guint j = 0; j < input->grid->n_drugs; j++)
    {
      if (input->agents[j].status != ISO_STATUS_OK)
        continue;
      fit_agent (work->resampling, effects, j, &work->agents[j], &fit);
      iso_dose_effect_from_fit (&input->agents[j], &fit);
    }
}

static void
score (const IsoReference *reference, const IsoReferenceInput *input, IsoExpectation *cells, double *scores)
{
  reference->expect (input, cells);
  for (gsize c = 0; c < input->grid->n_cells; c++)
    scores[c] = iso_expectation_score (&cells[c]);
}

static void
resample_once (const Work *work, guint index, double *scores)
{
  const IsoResampling *resampling = work->resampling;
  gsize n_cells = resampling->input.grid->n_cells;
  g_autofree double *numbers = g_new (double, 3 * n_cells + 2 * resampling->n_groups + 1);
  g_autofree IsoExpectation *cells = g_new (IsoExpectation, n_cells + 1);
  double *measured = numbers, *fitted = numbers + n_cells;
  Errors errors = { numbers + 2 * n_cells, numbers + 3 * n_cells, numbers + 3 * n_cells + resampling->n_groups };
  IsoReferenceInput input = resampling->input;

  draw_errors (resampling, index, &errors);
  add_errors (resampling, &errors, resampling->input.effects, measured);
  add_errors (resampling, &errors, work->fitted, fitted);
  fit_agents (work, fitted, &input);
  input.keep_lines = NULL;
  input.near_lines = work->lines;
  input.effects = measured;
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    score (iso_reference_nth (k), &input, cells, scores + k * n_cells);
  add_errors (resampling, &errors, work->expected, fitted);
  input.near_lines = work->null_lines;
  input.effects = fitted;
  score (iso_reference_find ("zip"), &input, cells, scores + ISO_RESAMPLE_ZIP_NULL * n_cells);
}

static gboolean
is_cancelled (const IsoResampling *resampling)
{
  return resampling->cancel != NULL && g_atomic_int_get (resampling->cancel) != 0;
}

/* A few resamples, each into its own place. */
static void
resample_chunk_cb (gpointer data, gpointer user_data)
{
  const Work *work = user_data;
  guint first = CHUNK * (GPOINTER_TO_UINT (data) - 1);
  guint last = MIN (first + CHUNK, work->resampling->n_resamples);
  gsize stride = ISO_RESAMPLE_SLOTS * work->resampling->input.grid->n_cells;

  for (guint i = first; i < last && !is_cancelled (work->resampling); i++)
    resample_once (work, i, work->scores + i * stride);
}

/* The curves through what was measured, and those through the surface that ZIP expects. */
static void
begin_work (const IsoResampling *resampling, Work *work)
{
  const IsoDoseGrid *grid = resampling->input.grid;
  gsize n_lines = grid->n_cells * grid->n_drugs + 1;
  g_autofree IsoExpectation *cells = g_new (IsoExpectation, grid->n_cells + 1);
  IsoReferenceInput input = resampling->input;

  *work = (Work) { .resampling = resampling, .lines = g_new0 (IsoCurveFit, n_lines), .null_lines = g_new0 (IsoCurveFit, n_lines),
                   .fitted = g_new (double, grid->n_cells + 1), .expected = g_new (double, grid->n_cells + 1) };
  input.near_lines = NULL;
  input.keep_lines = work->lines;
  iso_reference_find ("zip")->expect (&input, cells);
  for (gsize c = 0; c < grid->n_cells; c++)
    {
      work->fitted[c] = work->expected[c] = iso_dose_grid_count (grid, c) > 1 ? cells[c].expected : input.effects[c];
      for (guint j = 0; j < grid->n_drugs; j++)
        {
          if (grid->levels[c][j] > 0 && iso_dose_grid_count (grid, c) == 1 && input.agents[j].status == ISO_STATUS_OK)
            work->fitted[c] = work->expected[c] = iso_dose_effect_value (&input.agents[j], iso_dose_grid_dose (grid, c, j));
        }
    }
  for (guint j = 0; j < grid->n_drugs; j++)
    {
      if (input.agents[j].status == ISO_STATUS_OK)
        fit_agent (resampling, work->fitted, j, NULL, &work->agents[j]);
    }
  input.keep_lines = work->null_lines;
  input.effects = work->expected;
  iso_reference_find ("zip")->expect (&input, cells);
}

static void
end_work (Work *work)
{
  g_free (work->lines);
  g_free (work->null_lines);
  g_free (work->fitted);
  g_free (work->expected);
}

double *
iso_resample_scores (const IsoResampling *resampling)
{
  guint n_threads = resampling->n_threads > 0 ? resampling->n_threads : g_get_num_processors ();
  GThreadPool *pool;
  Work work;

  begin_work (resampling, &work);
  work.scores = g_new (double, (gsize) resampling->n_resamples * ISO_RESAMPLE_SLOTS * resampling->input.grid->n_cells + 1);
  pool = g_thread_pool_new (resample_chunk_cb, &work, (int) MIN (n_threads, 256), FALSE, NULL);
  for (guint i = 0; i * CHUNK < resampling->n_resamples; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  end_work (&work);
  if (is_cancelled (resampling))
    g_clear_pointer (&work.scores, g_free);
  return work.scores;
}

/* --- what they say -------------------------------------------------------------------------------------------------------- */

/* Mean and SD of a score over the resamples that have it. */
static gboolean
describe_score (const double *scores, gsize stride, guint n, double *mean, double *sd)
{
  double sum = 0, squares = 0;
  guint found = 0;

  for (guint i = 0; i < n; i++)
    {
      if (isnan (scores[i * stride]))
        continue;
      sum += scores[i * stride];
      found++;
    }
  *mean = sum / found;
  for (guint i = 0; i < n; i++)
    {
      double difference = scores[i * stride] - *mean;

      squares += isnan (difference) ? 0 : difference * difference;
    }
  *sd = sqrt (squares / (found - 1.0));
  return found >= 2 && found >= DEFINED_SHARE * n && *sd > 0;
}

/* Over the scores that count and that this resample has. */
static double
average (const double *scores, gsize m, const gboolean *used)
{
  double sum = 0;
  gsize n = 0;

  for (gsize c = 0; c < m; c++)
    {
      if (!used[c] || isnan (scores[c]))
        continue;
      sum += scores[c];
      n++;
    }
  return n > 0 ? sum / (double) n : NAN;
}

void
iso_resampled_init (IsoResampled *resampled, const double *scores, gsize stride, guint n, gsize m, const double *centre,
                    const gboolean *used, double df, guint64 seed)
{
  g_autofree double *means = g_new (double, m + 1);
  g_autofree double *overall = g_new (double, n + 1);
  double middle;
  IsoRandom random;

  *resampled = (IsoResampled) { .n = n, .m = m, .se = g_new (double, m + 1), .bias = g_new (double, m + 1),
                                .largest = g_new0 (double, n + 1) };
  for (gsize c = 0; c < m; c++)
    {
      if (!used[c] || !describe_score (scores + c, stride, n, &means[c], &resampled->se[c]))
        resampled->se[c] = NAN;
      resampled->bias[c] = isnan (resampled->se[c]) ? NAN : means[c] - (centre != NULL ? centre[c] : 0);
    }
  for (guint i = 0; i < n; i++)
    overall[i] = average (scores + i * stride, m, used);
  if (!describe_score (overall, 1, n, &middle, &resampled->mean_se))
    resampled->mean_se = NAN;
  resampled->mean_bias = middle - (centre != NULL ? average (centre, m, used) : 0);

  /* The noise is itself known with df degrees of freedom: a chi-square by inversion makes the deviations t. */
  iso_random_init (&random, seed, CHI_STREAM);
  for (guint i = 0; i < n; i++)
    {
      double share = iso_random_uniform (&random) * (1 - 1e-12) + 5e-13;
      double chi = df < LARGE_DF ? gsl_cdf_chisq_Pinv (share, df) : df;

      for (gsize c = 0; c < m; c++)
        {
          double deviation = fabs (scores[i * stride + c] - means[c]) / resampled->se[c] / sqrt (chi / df);

          if (deviation > resampled->largest[i])
            resampled->largest[i] = deviation;
        }
    }
}

void
iso_resampled_clear (IsoResampled *resampled)
{
  g_free (resampled->se);
  g_free (resampled->bias);
  g_free (resampled->largest);
}

double
iso_resampled_family_p (const IsoResampled *resampled, double t)
{
  guint above = 0;

  if (isnan (t) || resampled->n == 0)
    return NAN;
  for (guint i = 0; i < resampled->n; i++)
    above += resampled->largest[i] >= fabs (t);
  return (1.0 + above) / (1.0 + resampled->n);
}

typedef struct
{
  double p;
  gsize  place;
} Ranked;

static int
compare_ranked (const void *a, const void *b)
{
  const Ranked *one = a, *two = b;

  if (one->p != two->p)
    return one->p < two->p ? -1 : 1;
  return one->place < two->place ? -1 : one->place > two->place;
}

void
iso_false_discovery (const double *p, gsize n, double *q)
{
  g_autofree Ranked *ranked = g_new (Ranked, n + 1);
  double least = 1;
  gsize found = 0;

  for (gsize i = 0; i < n; i++)
    {
      q[i] = NAN;
      if (!isnan (p[i]))
        ranked[found++] = (Ranked) { p[i], i };
    }
  qsort (ranked, found, sizeof *ranked, compare_ranked);
  for (gsize i = found; i-- > 0;)
    {
      least = MIN (least, ranked[i].p * (double) found / (double) (i + 1));
      q[ranked[i].place] = least;
    }
}
