/* bench-synergy.c - every reference model and every surface on one matrix, 1,000 resamples, and small matrices in batch
 *
 * In each resample both single agents, and for ZIP every row and column twice (around what was measured, and around what it expects), are
 * fitted anew: from one start, the curve through what was measured, and from the best of a coarse grid where that does not end well.
 * Surfaces are fitted from 80 starts, once more without interaction, and their limits found by profile, of MuSyC with slopes calibrated by
 * 99 draws. Percentiles of resamples are no limits of theirs (they hold 86 of 95 %: tests/slow/test-surface-nulls.c), so the program makes
 * none; what 1,000 would take is timed beside: every response drawn anew around the fitted surface, which is then found again from where
 * it was, from there without interaction, and from where each interaction ends. Seconds are of the wall; in brackets, of all processors
 * together, which tell more on a machine that has other things to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-resample.h"
#include "synergy/iso-surface-descent.h"

#include "analysis/iso-analysis.h"
#include "base/iso-random.h"
#include "iso-test.h"

#include <stdio.h>
#include <time.h>

#define LARGE 10
#define SMALL 6
#define MATRICES 1000
#define RESAMPLES 1000
#define BOOTSTRAPS 100

typedef struct
{
  IsoDoseGrid   grid;
  double       *effects;
  guint        *wells;
  guint        *groups;
  IsoResampling resampling;
} Matrix;

static double
seconds (gint64 since)
{
  return (g_get_monotonic_time () - since) / 1e6;
}

static double
work (clock_t since)
{
  return (double) (clock () - since) / CLOCKS_PER_SEC;
}

/* Two Bliss-independent drugs, half of them levelling off, with 3 % noise. */
static void
make_matrix (Matrix *matrix, guint n, guint64 seed)
{
  double doses[LARGE];
  const double *both[] = { doses, doses };
  const guint levels_of[] = { n, n };
  guint levels[ISO_MAX_DRUGS] = { 0 };
  IsoDoseEffect truth[2];
  IsoRandom random;

  iso_random_init (&random, seed, 1);
  for (guint i = 0; i < n; i++)
    doses[i] = 0.1 * pow (1000, (double) i / (n - 1));
  for (guint j = 0; j < 2; j++)
    iso_dose_effect_init (&truth[j], 0, 1 - 0.5 * iso_random_uniform (&random), 0.8 + iso_random_uniform (&random),
                          1 + 10 * iso_random_uniform (&random));
  iso_dose_grid_init (&matrix->grid, 2, levels_of, both);
  for (levels[0] = 0; levels[0] <= n; levels[0]++)
    for (levels[1] = levels[0] == 0; levels[1] <= n; levels[1]++)
      iso_dose_grid_add (&matrix->grid, levels);
  matrix->effects = g_new (double, matrix->grid.n_cells);
  matrix->wells = g_new (guint, matrix->grid.n_cells);
  matrix->groups = g_new0 (guint, matrix->grid.n_cells);
  for (gsize c = 0; c < matrix->grid.n_cells; c++)
    {
      double left = 1;

      for (guint j = 0; j < 2; j++)
        left *= 1 - iso_dose_effect_value (&truth[j], iso_dose_grid_dose (&matrix->grid, c, j));
      matrix->effects[c] = 1 - left + 0.03 * iso_random_normal (&random);
      matrix->wells[c] = 1;
    }
  matrix->resampling = (IsoResampling) { .wells = matrix->wells, .groups = matrix->groups, .sd = 0.03, .seed = seed };
  matrix->resampling.input = (IsoReferenceInput) { .grid = &matrix->grid, .effects = matrix->effects, .end_low = 0, .end_high = 1 };
}

static void
clear_matrix (Matrix *matrix)
{
  iso_dose_grid_clear (&matrix->grid);
  g_free (matrix->effects);
  g_free (matrix->wells);
  g_free (matrix->groups);
}

static void
fit_agents (Matrix *matrix)
{
  for (guint j = 0; j < 2; j++)
    {
      IsoCurveSettings *settings = &matrix->resampling.curves[j];
      double doses[LARGE], viability[LARGE];
      IsoCurveFit fit;
      gsize n = matrix->grid.n_levels[j];

      iso_curve_settings_init (settings, iso_curve_model_find ("LL.4"));
      settings->fixed[ISO_PARAMETER_UPPER] = 1;
      settings->low[ISO_PARAMETER_LOWER] = 0;
      settings->high[ISO_PARAMETER_LOWER] = 1;
      for (guint i = 0; i < n; i++)
        {
          doses[i] = matrix->grid.doses[j][i];
          viability[i] = 1 - matrix->effects[iso_dose_grid_find_single (&matrix->grid, j, i + 1)];
        }
      iso_curve_fit (settings, doses, viability, NULL, n, &fit);
      iso_dose_effect_from_fit (&matrix->resampling.input.agents[j], &fit);
    }
}

static void
time_models (void)
{
  Matrix matrix;

  make_matrix (&matrix, LARGE, 1);
  fit_agents (&matrix);
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      g_autofree IsoExpectation *cells = g_new (IsoExpectation, matrix.grid.n_cells);
      guint rounds = 20;
      gint64 begin = g_get_monotonic_time ();

      for (guint i = 0; i < rounds; i++)
        iso_reference_nth (k)->expect (&matrix.resampling.input, cells);
      printf ("# 10 x 10, %s: %.3f ms\n", iso_reference_nth (k)->id, 1000 * seconds (begin) / rounds);
    }
  clear_matrix (&matrix);
}

static void
time_resamples (void)
{
  Matrix matrix;
  g_autofree double *scores = NULL;
  clock_t worked;
  gint64 begin;

  make_matrix (&matrix, LARGE, 1);
  fit_agents (&matrix);
  matrix.resampling.n_resamples = RESAMPLES;
  begin = g_get_monotonic_time ();
  worked = clock ();
  scores = iso_resample_scores (&matrix.resampling);
  printf ("# 10 x 10, all reference models, %u resamples, on %u processors: %.2f s [%.2f s]\n", RESAMPLES, g_get_num_processors (),
          seconds (begin), work (worked));
  clear_matrix (&matrix);
}

static void
take_points (const Matrix *matrix, double doses[2][256], double *viability, IsoSurfaceData *data)
{
  for (gsize c = 0; c < matrix->grid.n_cells; c++)
    {
      for (guint j = 0; j < 2; j++)
        doses[j][c] = iso_dose_grid_dose (&matrix->grid, c, j);
      viability[data->n++] = 1 - matrix->effects[c];
    }
}

static void
set_ends (const IsoSurfaceModel *model, IsoSurfaceSettings *settings)
{
  iso_surface_settings_init (settings, model);
  settings->fixed[ISO_SURFACE_E0] = 1;
  settings->end_low = 0;
  settings->end_high = 1;
}

/* A surface whose refits to resampled responses are timed. */
typedef struct
{
  const IsoSurfaceProblem *problem;
  const IsoSurfaceFit     *fit;
  guint                    descents;   /* of each */
} Refits;

/* One resample: every response anew around the fitted surface, and the surface through them. */
static void
refit_cb (gpointer data, gpointer user_data)
{
  Refits *refits = user_data;
  const IsoSurfaceFit *fit = refits->fit;
  IsoSurfaceProblem problem = *refits->problem;
  IsoSurfaceData again = *problem.data;
  g_autofree double *drawn = g_new (double, again.n);
  IsoSurfacePoint best;
  IsoRandom random;
  guint descents;

  iso_random_init (&random, GPOINTER_TO_UINT (data), 2);
  for (gsize i = 0; i < again.n; i++)
    drawn[i] = iso_surface_fit_value (fit, again.d1[i], again.d2[i]) + sqrt (fit->rss / fit->df) * iso_random_normal (&random);
  again.responses = drawn;
  problem.data = &again;
  descents = iso_surface_refit (&problem, fit->inside, &best);
  if (GPOINTER_TO_UINT (data) == 1)
    refits->descents = descents;
}

static double
time_refits (const IsoSurfaceSettings *settings, const IsoSurfaceData *data, const IsoSurfaceFit *fit, guint n, guint *descents)
{
  IsoSurfaceProblem problem;
  IsoSurfaceDoses doses;
  Refits refits = { &problem, fit, 0 };
  double theta[ISO_SURFACE_MAX];
  gint64 begin = g_get_monotonic_time ();
  GThreadPool *pool = g_thread_pool_new (refit_cb, &refits, (int) g_get_num_processors (), FALSE, NULL);

  g_assert_true (iso_surface_begin (settings, data, &problem, theta));
  iso_surface_doses_init (&doses, data);
  problem.doses = &doses;
  for (guint i = 0; i < n; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  iso_surface_doses_clear (&doses);
  *descents = refits.descents;
  return seconds (begin);
}

/* Each surface by itself: found, its limits, and what it takes to find it again in each of 1,000 resamples. */
static void
time_surfaces (void)
{
  double doses[2][256], viability[256], all[3] = { 0 };
  IsoSurfaceData data = { 0, doses[0], doses[1], viability, NULL };
  Matrix matrix;

  make_matrix (&matrix, LARGE, 1);
  take_points (&matrix, doses, viability, &data);
  printf ("# 10 x 10, seconds      found from %u starts   intervals            %u refits, %u processors, descents of each\n",
          ISO_SURFACE_STARTS, RESAMPLES, g_get_num_processors ());
  for (guint k = 0; k < ISO_N_SURFACES; k++)
    {
      const IsoSurfaceModel *model = iso_surface_nth (k);
      g_autofree char *intervals = NULL;
      IsoSurfaceSettings settings;
      double took[3];
      gint64 begin;
      IsoSurfaceFit fit;
      guint descents;

      set_ends (model, &settings);
      settings.profile = FALSE;
      begin = g_get_monotonic_time ();
      iso_surface_fit (&settings, &data, &fit);
      took[0] = seconds (begin);
      settings.profile = TRUE;
      begin = g_get_monotonic_time ();
      iso_surface_fit (&settings, &data, &fit);
      took[1] = MAX (0, seconds (begin) - took[0]);
      took[2] = time_refits (&settings, &data, &fit, RESAMPLES, &descents);
      intervals = model->n_draws > 0 ? g_strdup_printf ("profile, %u draws", model->n_draws) : g_strdup ("profile");
      printf ("# %-16s %7.3f, %2u at the best   %.3f %-19s   %.2f, %u\n", model->id, took[0], fit.n_best, took[1], intervals, took[2],
              descents);
      for (guint i = 0; i < G_N_ELEMENTS (all); i++)
        all[i] += took[i];
    }
  printf ("# %-16s %7.3f                  %.3f                       %.2f\n", "all surfaces", all[0], all[1], all[2]);
  clear_matrix (&matrix);
}

static IsoExperiment *
make_experiment (const Matrix *matrix)
{
  IsoExperiment *experiment = iso_experiment_new ();
  guint run = iso_experiment_add_run (experiment, "1");

  iso_experiment_add_sample (experiment, "cells");
  iso_experiment_add_drug (experiment, "A", iso_unit_find ("nM"));
  iso_experiment_add_drug (experiment, "B", iso_unit_find ("nM"));
  iso_experiment_add_source (experiment, "made");
  experiment->response = ISO_RESPONSE_VIABILITY;
  experiment->scale = ISO_SCALE_FRACTION;
  for (gsize c = 0; c < matrix->grid.n_cells; c++)
    {
      IsoRecord record = {
        .role = ISO_ROLE_TREATED, .run = run, .plate = -1, .well = -1, .response = 1 - matrix->effects[c],
        .line = experiment->records->len + 2,
      };

      for (guint j = 0; j < 2; j++)
        {
          double dose = iso_unit_to_inside (iso_unit_find ("nM"), iso_dose_grid_dose (&matrix->grid, c, j));

          if (dose > 0)
            record.doses[record.n_doses++] = (IsoDose) { j, dose, dose, dose };
        }
      g_array_append_val (experiment->records, record);
    }
  return experiment;
}

/* All of it, as the program does it: curves, reference models, resamples, surfaces and their limits. */
static void
time_whole (void)
{
  g_autoptr (IsoAnalysis) analysis = NULL;
  IsoAnalysisSettings settings;
  IsoDataset *dataset;
  Matrix matrix;
  clock_t worked;
  gint64 begin;

  make_matrix (&matrix, LARGE, 1);
  dataset = iso_dataset_new (make_experiment (&matrix), ISO_LOCATION_AUTO, NULL);
  g_assert_nonnull (dataset);
  iso_analysis_settings_init (&settings);
  settings.n_resamples = RESAMPLES;
  settings.surfaces = (1u << ISO_N_SURFACES) - 1;
  begin = g_get_monotonic_time ();
  worked = clock ();
  analysis = iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
  printf ("# 10 x 10, the whole analysis, %u resamples, %u surfaces, on %u processors: %.2f s [%.2f s]\n", RESAMPLES, ISO_N_SURFACES,
          g_get_num_processors (), seconds (begin), work (worked));
  g_assert_cmpuint (g_array_index (analysis->combinations, IsoCombination, 0).surfaces->len, ==, ISO_N_SURFACES);
  clear_matrix (&matrix);
}

/* As others do it: 100 bootstraps of MuSyC. */
static void
time_bootstraps (void)
{
  double doses[2][256], viability[256];
  IsoSurfaceData data = { 0, doses[0], doses[1], viability, NULL };
  IsoSurfaceSettings settings;
  IsoSurfaceFit fit;
  Matrix matrix;
  guint descents;
  double took;

  make_matrix (&matrix, LARGE, 1);
  take_points (&matrix, doses, viability, &data);
  set_ends (iso_surface_find ("musyc"), &settings);
  settings.profile = FALSE;
  iso_surface_fit (&settings, &data, &fit);
  took = time_refits (&settings, &data, &fit, BOOTSTRAPS, &descents);
  printf ("# 10 x 10, musyc, %u bootstraps of %u descents each, %u processors: %.2f s\n", BOOTSTRAPS, descents, g_get_num_processors (), took);
  clear_matrix (&matrix);
}

static void
time_batch (void)
{
  g_autofree Matrix *matrices = g_new (Matrix, MATRICES);
  g_autofree IsoExpectation *cells = g_new (IsoExpectation, (SMALL + 1) * (SMALL + 1));
  clock_t worked;
  gint64 begin;

  for (guint i = 0; i < MATRICES; i++)
    make_matrix (&matrices[i], SMALL, i + 1);
  begin = g_get_monotonic_time ();
  worked = clock ();
  for (guint i = 0; i < MATRICES; i++)
    {
      fit_agents (&matrices[i]);
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        iso_reference_nth (k)->expect (&matrices[i].resampling.input, cells);
    }
  printf ("# 6 x 6, all models, single agents fitted, one processor: %.0f matrices a second [%.0f]\n", MATRICES / seconds (begin),
          MATRICES / work (worked));
  for (guint i = 0; i < MATRICES; i++)
    clear_matrix (&matrices[i]);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/synergy/models", time_models);
  g_test_add_func ("/synergy/resamples", time_resamples);
  g_test_add_func ("/synergy/surfaces", time_surfaces);
  g_test_add_func ("/synergy/whole", time_whole);
  g_test_add_func ("/synergy/bootstraps", time_bootstraps);
  g_test_add_func ("/synergy/batch", time_batch);
  return g_test_run ();
}
