/* test-iso-resample.c - resampled scores against the delta method, order statistics and the textbook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "synergy/iso-resample.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "iso-test.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#define N_LEVELS 4
#define N_RESAMPLES 300
#define V1 0.7
#define V2 0.6

static const double doses[N_LEVELS] = { 0.5, 1, 2, 4 };

/* Every well of drug 1 leaves 70 %, of drug 2 60 %, of both 50 %; controls shared by all. */
static void
begin (IsoResampling *resampling, IsoDoseGrid *grid, double *effects, guint *wells, guint *groups, double *vehicle_se, double *blank_se)
{
  const guint n[] = { N_LEVELS, N_LEVELS };
  const double *both[] = { doses, doses };
  guint levels[ISO_MAX_DRUGS] = { 0 };

  iso_dose_grid_init (grid, 2, n, both);
  for (levels[0] = 0; levels[0] <= N_LEVELS; levels[0]++)
    for (levels[1] = levels[0] == 0; levels[1] <= N_LEVELS; levels[1]++)
      iso_dose_grid_add (grid, levels);
  for (gsize c = 0; c < grid->n_cells; c++)
    {
      gboolean one = grid->levels[c][0] > 0, two = grid->levels[c][1] > 0;

      effects[c] = 1 - (one && two ? 0.5 : one ? V1 : V2);
      wells[c] = 3;
      groups[c] = 0;
    }
  *vehicle_se = *blank_se = 0;
  *resampling = (IsoResampling) { .wells = wells, .groups = groups, .n_groups = 1, .vehicle_se = vehicle_se, .blank_se = blank_se,
                                  .n_resamples = N_RESAMPLES, .seed = 7, .n_threads = 1 };
  resampling->input = (IsoReferenceInput) { .grid = grid, .effects = effects, .end_low = 0, .end_high = 1 };
  for (guint j = 0; j < ISO_MAX_DRUGS; j++)
    {
      iso_dose_effect_init (&resampling->input.agents[j], NAN, NAN, NAN, NAN);
      resampling->input.agents[j].status = ISO_STATUS_UNDEFINED;
    }
}

static void
describe (const IsoResampling *resampling, const char *id, double df, IsoResampled *resampled)
{
  const IsoDoseGrid *grid = resampling->input.grid;
  g_autofree double *scores = iso_resample_scores (resampling);
  g_autofree gboolean *used = g_new (gboolean, grid->n_cells);
  guint which = 0;

  while (strcmp (iso_reference_nth (which)->id, id) != 0)
    which++;
  for (gsize c = 0; c < grid->n_cells; c++)
    used[c] = iso_dose_grid_count (grid, c) == 2;
  iso_resampled_init (resampled, scores + which * grid->n_cells, ISO_RESAMPLE_SLOTS * grid->n_cells, resampling->n_resamples, grid->n_cells,
                      NULL, used, df, 7);
}

/* var (v12 - v1 v2) = s^2 / n (1 + v2^2 + v1^2); the mean shares its singles within rows and columns. */
static void
test_wells (void)
{
  IsoDoseGrid grid;
  IsoResampling resampling;
  IsoResampled resampled;
  double effects[64], vehicle_se, blank_se;
  guint wells[64], groups[64];
  double variance = 0.04 * 0.04 / 3;

  begin (&resampling, &grid, effects, wells, groups, &vehicle_se, &blank_se);
  resampling.sd = 0.04;
  describe (&resampling, "bliss", 40, &resampled);
  for (gsize c = 0; c < grid.n_cells; c++)
    {
      if (iso_dose_grid_count (&grid, c) == 2)
        iso_assert_close (resampled.se[c], 100 * sqrt (variance * (1 + V1 * V1 + V2 * V2)), 0.12);
      else
        g_assert_true (isnan (resampled.se[c]));
    }
  iso_assert_close (resampled.mean_se, 100 * sqrt (variance * (1.0 / 16 + V1 * V1 / 4 + V2 * V2 / 4)), 0.12);
  iso_resampled_clear (&resampled);
  iso_dose_grid_clear (&grid);
}

/* A common factor of all viabilities: d (v12 - v1 v2) = (v12 - 2 v1 v2) d ln factor, and the mean is no surer than a cell. */
static void
test_controls (void)
{
  IsoDoseGrid grid;
  IsoResampling resampling;
  IsoResampled resampled;
  double effects[64], vehicle_se, blank_se;
  guint wells[64], groups[64];

  begin (&resampling, &grid, effects, wells, groups, &vehicle_se, &blank_se);
  vehicle_se = 0.02;
  resampling.sd = 1e-9;
  describe (&resampling, "bliss", 40, &resampled);
  iso_assert_close (resampled.mean_se, 100 * 0.02 * fabs (0.5 - 2 * V1 * V2), 0.12);
  iso_assert_close (resampled.se[grid.n_cells - 1], resampled.mean_se, 1e-3);
  iso_resampled_clear (&resampled);
  iso_dose_grid_clear (&grid);
}

/* A blank that is off moves what is dead and leaves the vehicle alone: d v = -(1 - v) d blank, and HSA's excess is v2 - v12. */
static void
test_blanks (void)
{
  IsoDoseGrid grid;
  IsoResampling resampling;
  IsoResampled resampled;
  double effects[64], vehicle_se, blank_se;
  guint wells[64], groups[64];

  begin (&resampling, &grid, effects, wells, groups, &vehicle_se, &blank_se);
  blank_se = 0.02;
  resampling.sd = 1e-9;
  describe (&resampling, "hsa", 40, &resampled);
  iso_assert_close (resampled.mean_se, 100 * 0.02 * (V2 - 0.5), 0.12);
  iso_resampled_clear (&resampled);
  describe (&resampling, "bliss", 40, &resampled);
  iso_assert_close (resampled.mean_se, 100 * 0.02 * (0.5 - V2 * (1 - V1) - V1 * (1 - V2)), 0.12);
  iso_resampled_clear (&resampled);
  iso_dose_grid_clear (&grid);
}

static void
test_threads_change_nothing (void)
{
  IsoDoseGrid grid;
  IsoResampling resampling;
  double effects[64], vehicle_se, blank_se;
  guint wells[64], groups[64];
  g_autofree double *one = NULL, *four = NULL, *other = NULL;
  gsize n;
  int cancel = 1;

  begin (&resampling, &grid, effects, wells, groups, &vehicle_se, &blank_se);
  resampling.sd = 0.03;
  vehicle_se = 0.01;
  resampling.n_resamples = 50;
  for (guint j = 0; j < 2; j++)
    {
      iso_dose_effect_init (&resampling.input.agents[j], 0, 1, 1, 2);
      iso_curve_settings_init (&resampling.curves[j], iso_curve_model_find ("LL.2"));
    }
  n = resampling.n_resamples * ISO_RESAMPLE_SLOTS * grid.n_cells;
  one = iso_resample_scores (&resampling);
  resampling.n_threads = 4;
  four = iso_resample_scores (&resampling);
  g_assert_cmpmem (one, n * sizeof (double), four, n * sizeof (double));
  resampling.seed = 8;
  other = iso_resample_scores (&resampling);
  g_assert_cmpint (memcmp (one, other, n * sizeof (double)), !=, 0);
  resampling.cancel = &cancel;
  g_assert_null (iso_resample_scores (&resampling));
  iso_dose_grid_clear (&grid);
}

/* Single agents are fitted with the weights of the settings: their spread is that of weighted fits drawn here. */
static void
test_weights (void)
{
  IsoDoseGrid grid;
  IsoResampling resampling;
  IsoResampled plain, weighted;
  IsoCurveSettings settings;
  IsoRandom random;
  double effects[64], vehicle_se, blank_se, squares[2] = { 0 }, sums[2] = { 0 };
  guint wells[64], groups[64];
  gsize last;

  begin (&resampling, &grid, effects, wells, groups, &vehicle_se, &blank_se);
  iso_curve_settings_init (&settings, iso_curve_model_find ("LL.2"));
  for (guint j = 0; j < 2; j++)
    {
      iso_dose_effect_init (&resampling.input.agents[j], 0, 1, 1.5, 1);
      resampling.curves[j] = settings;
    }
  for (gsize c = 0; c < grid.n_cells; c++)
    {
      wells[c] = 1;
      if (iso_dose_grid_count (&grid, c) == 1)
        effects[c] = iso_dose_effect_value (&resampling.input.agents[0], doses[grid.levels[c][0] + grid.levels[c][1] - 1]);
    }
  resampling.sd = 0.03;
  resampling.input.fitted = TRUE;
  resampling.n_resamples = 1000;
  describe (&resampling, "hsa", 40, &plain);
  resampling.weighting = ISO_WEIGHTS_BY_SQUARE;
  describe (&resampling, "hsa", 40, &weighted);

  /* Of the highest single agent at the highest doses: the larger of two curves, and the noise of the cell. */
  iso_random_init (&random, 99, 1);
  for (guint i = 0; i < 1000; i++)
    {
      for (guint kind = 0; kind < 2; kind++)
        {
          double best = 0, score;

          for (guint drug = 0; drug < 2; drug++)
            {
              double viability[N_LEVELS], weights[N_LEVELS];
              IsoDoseEffect curve;
              IsoCurveFit fit;

              for (guint k = 0; k < N_LEVELS; k++)
                {
                  viability[k] = 1 - iso_dose_effect_value (&resampling.input.agents[0], doses[k]) + 0.03 * iso_random_normal (&random);
                  weights[k] = kind == 0 ? 1 : 1 / (viability[k] * viability[k]);
                }
              iso_curve_fit (&settings, doses, viability, weights, N_LEVELS, &fit);
              iso_dose_effect_from_fit (&curve, &fit);
              best = MAX (best, iso_dose_effect_value (&curve, doses[N_LEVELS - 1]));
            }
          score = 100 * (0.03 * iso_random_normal (&random) - best);
          sums[kind] += score / 1000;
          squares[kind] += score * score / 1000;
        }
    }
  last = grid.n_cells - 1;
  iso_assert_close (plain.se[last], sqrt (squares[0] - sums[0] * sums[0]), 0.1);
  iso_assert_close (weighted.se[last], sqrt (squares[1] - sums[1] * sums[1]), 0.1);
  g_assert_cmpfloat (fabs (plain.se[last] - weighted.se[last]), >, 0.01 * plain.se[last]);
  iso_resampled_clear (&plain);
  iso_resampled_clear (&weighted);
  iso_dose_grid_clear (&grid);
}

/* The largest of m independent t variables that share their noise is about Sidak's for many degrees of freedom. */
static void
test_family (void)
{
  enum { M = 20, N = 4000 };
  g_autofree double *scores = g_new (double, M * N);
  gboolean used[M];
  IsoResampled resampled;
  IsoRandom random;

  iso_random_init (&random, 3, 1);
  for (guint i = 0; i < M * N; i++)
    scores[i] = 5 + 2 * iso_random_normal (&random);
  for (guint c = 0; c < M; c++)
    used[c] = TRUE;
  iso_resampled_init (&resampled, scores, M, N, M, NULL, used, 1e6, 3);
  for (double t = 2; t < 4; t += 0.5)
    {
      double sidak = 1 - pow (1 - 2 * gsl_cdf_ugaussian_Q (t), M);

      g_assert_cmpfloat (fabs (iso_resampled_family_p (&resampled, t) - sidak), <, 4 * sqrt (sidak * (1 - sidak) / N) + 1e-4);
    }
  g_assert_cmpfloat (iso_resampled_family_p (&resampled, -3), ==, iso_resampled_family_p (&resampled, 3));
  iso_assert_close (resampled.se[3], 2, 0.04);
  iso_assert_close (resampled.mean_se, 2 / sqrt (M), 0.04);
  g_assert_true (isnan (iso_resampled_family_p (&resampled, NAN)));
  iso_resampled_clear (&resampled);

  /* One score whose noise is known with 4 degrees of freedom is Student's. */
  iso_resampled_init (&resampled, scores, M, N, 1, NULL, used, 4, 3);
  g_assert_cmpfloat (fabs (iso_resampled_family_p (&resampled, iso_t_quantile (0.95, 4)) - 0.05), <, 0.015);
  iso_resampled_clear (&resampled);
}

/* By hand: 0.01, 0.02, 0.03, 0.5 of four tests. */
static void
test_false_discovery (void)
{
  const double p[] = { 0.5, 0.03, NAN, 0.01, 0.02 };
  double q[5];

  iso_false_discovery (p, 5, q);
  iso_assert_close (q[0], 0.5, 1e-15);
  iso_assert_close (q[1], 0.04, 1e-15);
  g_assert_true (isnan (q[2]));
  iso_assert_close (q[3], 0.04, 1e-15);
  iso_assert_close (q[4], 0.04, 1e-15);
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/resample/wells", test_wells);
  g_test_add_func ("/resample/controls", test_controls);
  g_test_add_func ("/resample/blanks", test_blanks);
  g_test_add_func ("/resample/threads-change-nothing", test_threads_change_nothing);
  g_test_add_func ("/resample/weights", test_weights);
  g_test_add_func ("/resample/family", test_family);
  g_test_add_func ("/resample/false-discovery", test_false_discovery);
  return g_test_run ();
}
