/* test-iso-score.c - where the intervals and p-values of scores come from, and inputs that are not as they should be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"

#include "base/iso-random.h"
#include "base/iso-statistics.h"
#include "experiment-maker.h"
#include "iso-test.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

#define N 4

static guint
find_reference (const char *id)
{
  guint index = 0;

  while (strcmp (iso_reference_nth (index)->id, id) != 0)
    index++;
  return index;
}

/* A matrix of Bliss-independent drugs with noise; `wells` replicates in each of `n_runs` runs. */
static IsoExperiment *
make_matrix (guint n_runs, guint wells, double noise, double excess)
{
  IsoExperiment *experiment = make_experiment ();
  IsoRandom random;

  iso_random_init (&random, 11, 1);
  for (guint run = 0; run < n_runs; run++)
    {
      g_autofree char *name = g_strdup_printf ("run %u", run + 1);

      for (guint i = 0; i <= N; i++)
        for (guint j = i == 0; j <= N; j++)
          for (guint k = 0; k < wells; k++)
            {
              double a = i > 0 ? 12.5 * pow (2, i) : 0, b = j > 0 ? 0.5 * pow (2, j) : 0;
              double viability = (a > 0 ? make_viability (a, 50, 1.3) : 1) * (b > 0 ? make_viability (b, 2, 1.3) : 1);

              make_record (experiment, ISO_ROLE_TREATED, name, NULL, NULL, a, b,
                           viability - (i > 0 && j > 0 ? excess : 0) + noise * iso_random_normal (&random));
            }
    }
  return experiment;
}

static guint surfaces;   /* that analyse () fits */

static IsoAnalysis *
analyse (IsoExperiment *experiment, guint n_resamples)
{
  g_autoptr (GError) error = NULL;
  IsoDataset *dataset = iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error);
  IsoAnalysisSettings settings;

  g_assert_no_error (error);
  iso_analysis_settings_init (&settings);
  settings.n_resamples = n_resamples;
  settings.surfaces = surfaces;
  return iso_analysis_run (dataset, &settings, NULL, NULL, NULL);
}

static const IsoCell *
get_cell (const IsoCombination *combination, guint i)
{
  return &g_array_index (combination->cells, IsoCell, i);
}

static void
assert_no_p (const IsoCombination *combination)
{
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      g_assert_true (isnan (combination->score_tests[k].mean_p) && isnan (combination->score_tests[k].largest_p));
      for (guint c = 0; c < combination->cells->len; c++)
        {
          const IsoCellScore *score = &get_cell (combination, c)->scores[k];

          g_assert_true (isnan (score->p) && isnan (score->p_family) && isnan (score->q) && isnan (score->score.lower));
          g_assert_cmpint (score->score.interval_status, !=, ISO_STATUS_OK);
        }
    }
}

static void
test_replicates (void)
{
  g_autoptr (IsoExperiment) experiment = make_matrix (1, 3, 0.03, 0.15);
  g_autoptr (IsoAnalysis) analysis = analyse (experiment, 200);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  g_assert_cmpstr (combination->noise_method, ==, "replicates");
  iso_assert_close (combination->noise_df, 2 * 24, 0);
  iso_assert_close (combination->noise_sd, 0.03, 0.3);
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      const IsoEstimate *mean = &combination->score_means[k];

      g_assert_cmpstr (mean->method, ==, "replicates");
      g_assert_cmpfloat (mean->lower, <, mean->value);
      if (iso_reference_nth (k)->expect == iso_reference_find ("bliss")->expect)
        g_assert_cmpfloat (combination->score_tests[k].mean_p, <, 1e-4);
    }
  for (guint c = 0; c < combination->cells->len; c++)
    {
      const IsoCellScore *score = &get_cell (combination, c)->scores[0];
      double se = (score->score.upper - score->score.lower) / 2 / iso_t_quantile (0.95, 48);
      double centre = (score->score.upper + score->score.lower) / 2;

      /* Interval and test stand around the same value, which is the score but for its bias, here that of chance alone. */
      iso_assert_close (score->p, 2 * gsl_cdf_tdist_Q (fabs (centre / se), 48), 1e-9);
      g_assert_cmpfloat (fabs (centre - score->score.value), <, 4 * se / sqrt (200));
      g_assert_cmpfloat (score->q, >=, score->p);
    }
}

/* Single wells and no controls: the distance of the single agents from their curves is all there is. */
static void
test_residuals (void)
{
  g_autoptr (IsoExperiment) experiment = make_matrix (1, 1, 0.03, 0);
  g_autoptr (IsoAnalysis) analysis = analyse (experiment, 100);
  g_autoptr (IsoAnalysis) without = analyse (experiment, 0);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  const IsoCurveFit *one = &iso_analysis_arm (analysis, 0)->fit, *two = &iso_analysis_arm (analysis, 1)->fit;
  /* A plateau that ended at its limit took no degree of freedom. */
  double df = one->df + two->df + (one->values[ISO_PARAMETER_LOWER] <= 0) + (two->values[ISO_PARAMETER_LOWER] <= 0);

  if (df >= 3)
    {
      g_assert_cmpstr (combination->noise_method, ==, "residuals");
      iso_assert_close (combination->noise_sd, sqrt ((one->rss + two->rss) / df), 1e-12);
      iso_assert_close (combination->noise_df, df, 1e-15);
    }
  else
    {
      g_assert_null (combination->noise_method);
      assert_no_p (combination);
    }
  assert_no_p (iso_analysis_combination (without, 0));
}

/* Exact numbers, one well each: no noise to be seen, so no interval and no p, and every score is there. */
static void
test_nothing_to_judge_by (void)
{
  g_autoptr (IsoExperiment) experiment = make_matrix (1, 1, 0, 0.1);
  g_autoptr (IsoAnalysis) analysis = analyse (experiment, 100);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  iso_assert_close (combination->score_means[0].value, 10, 1e-9);
  if (combination->noise_method == NULL)
    assert_no_p (combination);
  else
    g_assert_cmpfloat (combination->noise_sd, <, 1e-6);
}

/* Three runs: Student's t over them, by hand, and Bonferroni over the cells. */
static void
test_runs (void)
{
  g_autoptr (IsoExperiment) experiment = make_matrix (3, 2, 0.03, 0.1);
  g_autoptr (IsoAnalysis) analysis = analyse (experiment, 100);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  g_assert_cmpstr (combination->noise_method, ==, "experiments");
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      double least = 1;

      for (guint c = 0; c < combination->cells->len; c++)
        {
          const IsoCellScore *score = &get_cell (combination, c)->scores[k];
          double se = (score->score.upper - score->score.lower) / 2 / iso_t_quantile (0.95, 2);

          if (score->n_runs < 3)
            continue;
          iso_assert_close (score->p, 2 * gsl_cdf_tdist_Q (fabs (score->score.value / se), 2), 1e-9);
          least = MIN (least, score->p);
        }
      g_assert_cmpfloat (combination->score_tests[k].largest_p, >=, least);
      g_assert_cmpfloat (combination->score_tests[k].largest_p, <=, 16 * least + 1e-12);
    }
}

/* --- inputs that are not as they should be ---------------------------------------------------------------------------------------- */

/* Every number is finite or has a status that says why not. */
static void
assert_sound (const IsoAnalysis *analysis)
{
  for (guint i = 0; i < analysis->combinations->len; i++)
    {
      const IsoCombination *combination = iso_analysis_combination (analysis, i);

      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        {
          g_assert_cmpint (isfinite (combination->score_means[k].value), ==, combination->score_means[k].status == ISO_STATUS_OK);
          g_assert_cmpint (combination->score_cells[k] > 0, ==, isfinite (combination->score_means[k].value));
          for (guint c = 0; c < combination->cells->len; c++)
            {
              const IsoCellScore *score = &get_cell (combination, c)->scores[k];

              g_assert_cmpint (isfinite (score->score.value), ==, score->score.status == ISO_STATUS_OK);
              g_assert_cmpint (isfinite (score->expected), ==, score->score.status == ISO_STATUS_OK);
              g_assert_cmpint (isfinite (score->score.lower), ==, score->score.interval_status == ISO_STATUS_OK);
            }
        }
    }
}

typedef struct
{
  double a, b, viability;
} Well;

static IsoAnalysis *
analyse_wells (gboolean (*change) (guint i, guint j, Well *well))
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();

  for (guint i = 0; i <= N; i++)
    for (guint j = i == 0; j <= N; j++)
      for (guint k = 0; k < 2; k++)
        {
          Well well = { i > 0 ? 12.5 * pow (2, i) : 0, j > 0 ? 0.5 * pow (2, j) : 0, 1 };

          well.viability = (i > 0 ? make_viability (well.a, 50, 1.3) : 1) * (j > 0 ? make_viability (well.b, 2, 1.3) : 1)
                           + (k == 0 ? 0.01 : -0.01);
          if (change (i, j, &well))
            make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, well.a, well.b, well.viability);
        }
  return analyse (experiment, 50);
}

static gboolean
drop_cells (guint i, guint j, Well *well)
{
  return (i * 7 + j * 3) % 4 != 1 || i == 0 || j == 0;
}

static gboolean
drop_single_dose (guint i, guint j, Well *well)
{
  return !(i == 2 && j == 0);
}

static gboolean
drop_drug (guint i, guint j, Well *well)
{
  return !(i > 0 && j == 0);
}

static gboolean
move_last_digit (guint i, guint j, Well *well)
{
  if (i % 2 == 1 && j > 0)
    well->a = nextafter (well->a, 1e9);
  return TRUE;
}

static gboolean
take_effect (guint i, guint j, Well *well)
{
  well->viability = j > 0 ? make_viability (well->b, 2, 1.3) : 1;
  return TRUE;
}

static gboolean
kill_plate (guint i, guint j, Well *well)
{
  well->viability = 0;
  return TRUE;
}

static gboolean
go_outside (guint i, guint j, Well *well)
{
  if (i == N && j == N)
    well->viability = -0.08;
  if (i + j == 1)
    well->viability = 1.12;
  return TRUE;
}

static void
test_missing_cells (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (drop_cells);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  assert_sound (analysis);
  g_assert_cmpuint (combination->cells->len, <, 16);
  g_assert_cmpuint (combination->score_cells[0], ==, combination->cells->len);
  g_assert_cmpfloat (fabs (combination->score_means[0].value), <, 1e-3);
}

static void
test_missing_single (void)
{
  g_autoptr (IsoAnalysis) dose = analyse_wells (drop_single_dose);
  g_autoptr (IsoAnalysis) drug = analyse_wells (drop_drug);
  const IsoCombination *combination = iso_analysis_combination (dose, 0);

  assert_sound (dose);
  g_assert_cmpuint (combination->score_cells[0], ==, 12);
  g_assert_cmpuint (combination->score_cells[find_reference ("loewe")], >, 8);
  combination = iso_analysis_combination (drug, 0);
  assert_sound (drug);
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      g_assert_cmpuint (combination->score_cells[k], ==, 0);
      if (k > 0)
        g_assert_nonnull (combination->consensus[k].note);
    }
  g_assert_cmpstr (((IsoMessage *) g_ptr_array_index (combination->messages, 0))->code, ==, "single-missing");
}

/* Doses that differ in the last digit are one dose. */
static void
test_last_digit (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (move_last_digit);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  assert_sound (analysis);
  g_assert_cmpuint (combination->cells->len, ==, 16);
  g_assert_cmpuint (combination->score_cells[0], ==, 16);
}

static void
test_no_effect (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (take_effect);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  assert_sound (analysis);
  g_assert_cmpfloat (fabs (combination->score_means[0].value), <, 1e-9);
  g_assert_cmpfloat (fabs (combination->score_means[1].value), <, 1e-9);
  /* No dose of a drug without effect is worth the other. */
  g_assert_cmpuint (combination->score_cells[find_reference ("loewe")], ==, 0);
}

static void
test_dead_plate (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (kill_plate);

  assert_sound (analysis);
  iso_assert_close (iso_analysis_combination (analysis, 0)->score_means[0].value, 0, 1e-12);
  g_assert_cmpint (iso_analysis_combination (analysis, 0)->verdict.kind, ==, ISO_VERDICT_NOT_DECIDED);
}

static void
test_outside_the_range (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (go_outside);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  assert_sound (analysis);
  g_assert_cmpuint (combination->score_cells[0], ==, 16);
  /* Nothing is clipped: the last cell's fraction affected is 1.08. */
  iso_assert_close (get_cell (combination, 15)->fa, 1.08, 1e-12);
}

/* The first drug alone zigzags, by far more than its wells differ. */
static gboolean
zigzag (guint i, guint j, Well *well)
{
  if (j == 0)
    well->viability += i % 2 == 0 ? 0.25 : -0.25;
  return TRUE;
}

/* Each alone makes cells grow, which a curve that begins at 100 % cannot follow. */
static gboolean
let_grow (guint i, guint j, Well *well)
{
  if (i == 0 || j == 0)
    well->viability = 1.08;
  return TRUE;
}

/* Where the score of a model that rests on curves parts from Bliss, which rests on wells, it says why. */
static void
assert_parts (gboolean (*change) (guint i, guint j, Well *well), const char *code)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (change);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);
  guint n = 0;

  for (guint k = 1; k < ISO_N_REFERENCES; k++)
    {
      const IsoMessage *note = combination->consensus[k].note;

      g_test_message ("%s: %s", iso_reference_nth (k)->id, note != NULL ? note->code : "-");
      n += iso_reference_nth (k)->curves && note != NULL && strcmp (note->code, code) == 0;
    }
  g_assert_cmpuint (n, >, 0);
}

static void
test_why_scores_part (void)
{
  assert_parts (zigzag, "poor-single-fit");
  assert_parts (let_grow, "outside-range");
}

/* Three wells here, one there: means by cell, and noise from those that have two or more. */
static gboolean
keep_all (guint i, guint j, Well *well)
{
  return TRUE;
}

/* No well without a drug: what is given as viability needs none, a signal has no 100 % and is refused. */
static void
test_no_zero_dose (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_wells (keep_all);
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (GError) error = NULL;

  assert_sound (analysis);
  g_assert_cmpuint (iso_analysis_combination (analysis, 0)->score_cells[0], ==, 16);
  g_assert_true (isfinite (iso_analysis_combination (analysis, 0)->score_tests[0].mean_p));
  experiment->response = ISO_RESPONSE_SIGNAL;
  for (guint i = 0; i <= N; i++)
    for (guint j = i == 0; j <= N; j++)
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 25 * i, j, 1000 - 100 * i - 50 * j);
  g_assert_null (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error));
  g_assert_error (error, ISO_ERROR, ISO_ERROR_NO_DATA);
}

static void
test_unequal_replicates (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;

  for (guint i = 0; i <= N; i++)
    for (guint j = i == 0; j <= N; j++)
      for (guint k = 0; k <= (i + j) % 3; k++)
        make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, i > 0 ? 12.5 * pow (2, i) : 0, j > 0 ? 0.5 * pow (2, j) : 0,
                     0.9 - 0.1 * MAX (i, j) + 0.02 * ((double) k - (i + j) % 3 / 2.0));
  analysis = analyse (experiment, 50);
  assert_sound (analysis);
  g_assert_cmpstr (iso_analysis_combination (analysis, 0)->noise_method, ==, "replicates");
}

/* Surfaces of the same inputs: a number is finite or has a status, and what has no effect has no interaction either. */
static void
test_surfaces (void)
{
  gboolean (*const changes[]) (guint i, guint j, Well *well) = { drop_cells, drop_drug, take_effect, kill_plate, go_outside };

  surfaces = 1u << 1 | 1u << 3 | 1u << 6 | 1u << 7;
  for (gsize k = 0; k < G_N_ELEMENTS (changes); k++)
    {
      g_autoptr (IsoAnalysis) analysis = analyse_wells (changes[k]);
      const GArray *results = iso_analysis_combination (analysis, 0)->surfaces;

      g_assert_cmpuint (results->len, ==, 4);
      for (guint i = 0; i < results->len; i++)
        {
          const IsoSurfaceResult *result = &g_array_index (results, IsoSurfaceResult, i);

          for (guint p = 0; p < result->model->n; p++)
            {
              const IsoEstimate *estimate = &result->parameters[p];

              g_assert_cmpint (isfinite (estimate->value), ==, isfinite (result->fit.rss));
              g_assert_true (!isinf (estimate->lower) && !isinf (estimate->upper));
              if (isfinite (estimate->lower) && isfinite (estimate->upper))
                g_assert_cmpfloat (estimate->lower, <=, estimate->upper);
            }
          g_assert_true (isnan (result->fit.null_p) || (result->fit.null_p >= 0 && result->fit.null_p <= 1));
        }
    }
  surfaces = 0;
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/score/replicates", test_replicates);
  g_test_add_func ("/score/residuals", test_residuals);
  g_test_add_func ("/score/nothing-to-judge-by", test_nothing_to_judge_by);
  g_test_add_func ("/score/runs", test_runs);
  g_test_add_func ("/score/missing-cells", test_missing_cells);
  g_test_add_func ("/score/missing-single", test_missing_single);
  g_test_add_func ("/score/last-digit", test_last_digit);
  g_test_add_func ("/score/no-effect", test_no_effect);
  g_test_add_func ("/score/dead-plate", test_dead_plate);
  g_test_add_func ("/score/outside-the-range", test_outside_the_range);
  g_test_add_func ("/score/no-zero-dose", test_no_zero_dose);
  g_test_add_func ("/score/why-scores-part", test_why_scores_part);
  g_test_add_func ("/score/unequal-replicates", test_unequal_replicates);
  g_test_add_func ("/score/surfaces", test_surfaces);
  return g_test_run ();
}
