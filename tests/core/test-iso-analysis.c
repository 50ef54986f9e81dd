/* test-iso-analysis.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "analysis/iso-analysis.h"

#include "experiment-maker.h"
#include "iso-test.h"

#include <string.h>

static const IsoCombinationIndex *
get_level (const IsoCombination *combination, guint ray, guint level)
{
  return &g_array_index (g_array_index (combination->rays, IsoRay, ray).levels, IsoCombinationIndex, level);
}

static void
test_finds_arms_and_cells (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.1, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination;
  g_autofree char *name = NULL;

  g_assert_cmpuint (analysis->arms->len, ==, 3);
  g_assert_cmpuint (iso_analysis_arm (analysis, 0)->n_drugs, ==, 1);
  g_assert_cmpuint (iso_analysis_arm (analysis, 2)->n_drugs, ==, 2);
  g_assert_cmpuint (iso_analysis_arm (analysis, 2)->points->len, ==, 15);
  g_assert_cmpuint (iso_analysis_arm (analysis, 2)->n_runs, ==, 3);
  name = iso_arm_name (analysis, iso_analysis_arm (analysis, 2));
  g_assert_cmpstr (name, ==, "A + B 1:40");
  g_assert_cmpuint (analysis->combinations->len, ==, 1);
  combination = iso_analysis_combination (analysis, 0);
  g_assert_cmpuint (combination->cells->len, ==, 5);
  g_assert_cmpuint (combination->rays->len, ==, 1);
  g_assert_false (combination->is_matrix);
}

/* Every number can name its wells: each observation that counts belongs to exactly one point of its arm. */
static void
test_points_name_their_wells (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (4, 2, 0, 1, TRUE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  g_autofree guint *seen = g_new0 (guint, experiment->records->len);

  for (guint a = 0; a < analysis->arms->len; a++)
    {
      const IsoArm *arm = iso_analysis_arm (analysis, a);

      if (arm->n_drugs > 1)
        continue;
      for (guint i = 0; i < arm->points->len; i++)
        {
          const IsoPoint *point = &g_array_index (arm->points, IsoPoint, i);

          for (guint k = 0; k < point->n; k++)
            seen[point->observations[k]]++;
        }
    }
  for (guint c = 0; c < iso_analysis_combination (analysis, 0)->cells->len; c++)
    {
      const IsoCell *cell = &g_array_index (iso_analysis_combination (analysis, 0)->cells, IsoCell, c);

      for (guint k = 0; k < cell->n; k++)
        seen[cell->observations[k]]++;
    }
  for (guint i = 0; i < experiment->records->len; i++)
    g_assert_cmpuint (seen[i], ==, 1);
}

/* A mixture made additive has CI 1 at every level, in every run; twice as potent, CI 0.5. */
static void
test_combination_index (void)
{
  for (double gain = 1; gain <= 2; gain++)
    {
      g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.2, gain, FALSE);
      g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
      const IsoCombination *combination = iso_analysis_combination (analysis, 0);

      for (guint level = 0; level < 3; level++)
        {
          const IsoCombinationIndex *index = get_level (combination, 0, level);

          iso_assert_close (index->ci.value, 1 / gain, 1e-9);
          g_assert_cmpstr (index->ci.method, ==, "experiments");
          iso_assert_close (index->ci.upper, 1 / gain, 1e-9);
        }
      g_assert_cmpint (combination->verdict.kind, ==, gain == 1 ? ISO_VERDICT_ADDITIVE : ISO_VERDICT_SYNERGISTIC);
      g_assert_nonnull (combination->verdict.reason);
    }
}

/* Without noise the index alone decides: within 0.8 to 1.25 is additive. */
static void
test_equivalence_band (void)
{
  static const struct { double gain; IsoVerdictKind kind; } rows[] = {
    { 0.7, ISO_VERDICT_ANTAGONISTIC }, { 0.78, ISO_VERDICT_ANTAGONISTIC }, { 0.82, ISO_VERDICT_ADDITIVE },
    { 1.2, ISO_VERDICT_ADDITIVE }, { 1.28, ISO_VERDICT_SYNERGISTIC },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0, rows[i].gain, FALSE);
      g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);

      g_assert_cmpint (iso_analysis_combination (analysis, 0)->verdict.kind, ==, rows[i].kind);
    }
}

static IsoAnalysis *
analyse_in_bands (IsoExperiment *experiment, double low, double high, double score)
{
  IsoAnalysisSettings settings;

  iso_analysis_settings_init (&settings);
  settings.ci_low = low;
  settings.ci_high = high;
  settings.score_band = score;
  return iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL), &settings, NULL, NULL, NULL);
}

/* Another band, another verdict, a reason with that band in it, and another result; the same band, the same result. */
static void
test_band_is_a_setting (void)
{
  static const struct { double gain, low, high; IsoVerdictKind kind; const char *says; } rows[] = {
    { 1.2, 0.9, 1.25, ISO_VERDICT_SYNERGISTIC, "below 1" },     { 1.28, 0.75, 1.25, ISO_VERDICT_ADDITIVE, "within 0.75 to 1.25" },
    { 0.78, 0.8, 1.5, ISO_VERDICT_ADDITIVE, "within 0.8 to 1.5" }, { 0.82, 0.8, 1.0625, ISO_VERDICT_ANTAGONISTIC, "above 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0, rows[i].gain, FALSE);
      g_autoptr (IsoAnalysis) own = make_analysis (experiment, 1);
      g_autoptr (IsoAnalysis) same = analyse_in_bands (experiment, 0.8, 1.25, 5);
      g_autoptr (IsoAnalysis) analysis = analyse_in_bands (experiment, rows[i].low, rows[i].high, 5);
      const IsoVerdict *verdict = &iso_analysis_combination (analysis, 0)->verdict;
      g_autofree char *reason = iso_message_to_string (verdict->reason);

      g_assert_cmpint (verdict->kind, ==, rows[i].kind);
      g_assert_cmpint (iso_analysis_combination (own, 0)->verdict.kind, !=, rows[i].kind);
      g_assert_nonnull (strstr (reason, rows[i].says));
      g_assert_cmpstr (same->input_hash, ==, own->input_hash);
      g_assert_cmpstr (analysis->input_hash, !=, own->input_hash);
    }
}

/* A matrix is additive as soon as the band holds the interval of its mean score. */
static void
test_score_band_is_a_setting (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.2, 2, TRUE);
  g_autoptr (IsoAnalysis) own = make_analysis (experiment, 1);
  const IsoEstimate *bliss = &iso_analysis_combination (own, 0)->score_means[0];
  double far = MAX (fabs (bliss->lower), fabs (bliss->upper));

  g_assert_true (iso_analysis_combination (own, 0)->is_matrix);
  for (guint within = 0; within < 2; within++)
    {
      g_autoptr (IsoAnalysis) analysis = analyse_in_bands (experiment, 0.8, 1.25, within ? ceil (far) : floor (far));
      const IsoVerdict *verdict = &iso_analysis_combination (analysis, 0)->verdict;
      g_autofree char *reason = iso_message_to_string (verdict->reason);
      g_autofree char *band = g_strdup_printf ("up to %d on either side", (int) (within ? ceil (far) : floor (far)));

      g_assert_cmpint (verdict->kind == ISO_VERDICT_ADDITIVE, ==, within == 1);
      g_assert_cmpstr (verdict->reason->code, ==, "bliss");
      g_assert_nonnull (strstr (reason, band));
      g_assert_cmpstr (analysis->input_hash, !=, own->input_hash);
    }
}

static void
test_one_run_decides_nothing (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 1, 0, 4, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  g_assert_cmpint (combination->verdict.kind, ==, ISO_VERDICT_NOT_DECIDED);
  g_assert_cmpstr (combination->verdict.reason->code, ==, "too-few-runs");
  g_assert_cmpstr (get_level (combination, 0, 0)->ci.method, ==, "nonlinear");
}

/* As a person chooses; both stand on the same points, which have no noise but 4 %. */
static void
test_linear_median_effect (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 1, 0, 4, FALSE);
  g_autoptr (GError) error = NULL;
  IsoAnalysisSettings settings;
  g_autoptr (IsoAnalysis) linear = NULL;
  g_autoptr (IsoAnalysis) curved = make_analysis (experiment, 1);
  const IsoArm *one, *other;

  iso_analysis_settings_init (&settings);
  settings.linear_median_effect = TRUE;
  linear = iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, &error), &settings, NULL, NULL, NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (get_level (iso_analysis_combination (linear, 0), 0, 0)->ci.method, ==, "lee-kong");
  one = iso_analysis_arm (linear, 0);
  other = iso_analysis_arm (curved, 0);
  g_assert_false (one->median_effect.of_effect);
  g_assert_true (other->median_effect.of_effect);
  iso_assert_close (other->median_effect.dm.value, one->median_effect.dm.value, 0.05);
}

/* Runs whose Dm differ by e^0.3 either side: the IC50 is their geometric mean, the interval Student's on two degrees of freedom. */
static void
test_effect_dose_between_runs (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (7, 3, 0.3, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoEffectDose *ic50 = &g_array_index (iso_analysis_arm (analysis, 0)->effect_doses, IsoEffectDose, 1);

  g_assert_cmpint (ic50->kind, ==, ISO_EFFECT_ABSOLUTE);
  iso_assert_close (ic50->dose.value, 50e-9, 1e-6);
  iso_assert_close (log (ic50->dose.upper / ic50->dose.value), iso_t_quantile (0.95, 2) * 0.3 / sqrt (3), 1e-5);
  g_assert_cmpuint (ic50->n_runs, ==, 3);
}

/* Bliss is zero where the pairs were made independent, and the ray's own cells stand out. */
static void
test_matrix (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.1, 1, TRUE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  g_assert_true (combination->is_matrix);
  g_assert_cmpuint (combination->cells->len, ==, 25);
  g_assert_cmpuint (combination->rays->len, ==, 1);
  for (guint i = 0; i < 25; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      if (cell->ray < 0)
        {
          g_assert_cmpfloat (fabs (cell->scores[0].score.value), <, 1e-9);
          g_assert_cmpfloat (cell->scores[1].score.value, >, 0);
        }
    }
  g_assert_cmpuint (combination->score_cells[0], ==, 25);
}

static guint
find_reference (const char *id)
{
  guint index = 0;

  while (strcmp (iso_reference_nth (index)->id, id) != 0)
    index++;
  return index;
}

/* Along the ray the pairs add up as one drug, off it they are independent: each model finds its own and says where the others part. */
static void
test_all_models (void)
{
  static const char *const additive[] = { "loewe", "loewe_harbron", "loewe_generalised", "schindler" };
  g_autoptr (IsoExperiment) experiment = make_combination (5, 3, 0.1, 1, TRUE);
  g_autoptr (IsoAnalysis) analysis = make_analysis (experiment, 1);
  const IsoCombination *combination = iso_analysis_combination (analysis, 0);

  for (guint i = 0; i < 25; i++)
    {
      const IsoCell *cell = &g_array_index (combination->cells, IsoCell, i);

      for (guint k = 0; k < G_N_ELEMENTS (additive) && cell->ray >= 0; k++)
        g_assert_cmpfloat (fabs (cell->scores[find_reference (additive[k])].score.value), <, 1e-3);
      for (guint k = 0; k < ISO_N_REFERENCES; k++)
        g_assert_cmpfloat (fabs (cell->scores[k].score.value - 100 * (cell->scores[k].observed - cell->scores[k].expected)), <, 1e-9);
    }
  for (guint k = 0; k < ISO_N_REFERENCES; k++)
    {
      g_assert_cmpuint (combination->score_cells[k], ==, 25);
      g_assert_cmpuint (combination->consensus[k].n_shared, ==, 25);
      g_assert_cmpfloat (fabs (combination->consensus[k].shared_mean - combination->score_means[k].value), <, 1e-9);
      g_assert_cmpstr (combination->score_means[k].method, ==, "experiments");
    }
  g_assert_null (combination->consensus[0].note);
  g_assert_cmpstr (combination->consensus[find_reference ("hsa")].note->code, ==, "other-null");
}

/* The rays of a design without singles at the same doses: Bliss from wells is undefined, from curves it is there, and ZIP says what it
 * needs. */
static void
test_fitted_singles (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();

  for (guint i = 0; i < 6; i++)
    {
      double a = 6.25 * pow (2, i), b = 0.25 * pow (2, i);

      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, a, 0, make_viability (a, 50, 1.3));
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, b, make_viability (b, 2, 1.3));
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0.7 * a, 0.7 * b,
                   make_viability (0.7 * a, 50, 1.3) * make_viability (0.7 * b, 2, 1.3));
    }
  for (guint fitted = 0; fitted < 2; fitted++)
    {
      g_autoptr (IsoAnalysis) analysis = NULL;
      const IsoCombination *combination;
      IsoAnalysisSettings settings;

      iso_analysis_settings_init (&settings);
      settings.fitted_singles = fitted == 1;
      analysis = iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL), &settings, NULL, NULL, NULL);
      combination = iso_analysis_combination (analysis, 0);
      g_assert_cmpuint (combination->score_cells[0], ==, fitted ? 6 : 0);
      if (fitted)
        g_assert_cmpfloat (fabs (combination->score_means[0].value), <, 1e-3);
      else
        g_assert_true (isnan (combination->score_means[0].value));
      g_assert_cmpuint (combination->score_cells[find_reference ("loewe")], ==, 6);
      g_assert_cmpuint (combination->score_cells[find_reference ("zip")], ==, 0);
      g_assert_cmpint (g_array_index (combination->cells, IsoCell, 0).scores[find_reference ("zip")].score.status, ==,
                       ISO_STATUS_TOO_FEW_POINTS);
      g_assert_nonnull (strstr (combination->consensus[find_reference ("zip")].note->sentence, "needs a matrix"));
    }
}

/* A drug that levels off at 55 % has no dose for 75 %: the isobole runs parallel to its axis, CI is bounded, nothing is NaN in silence. */
static void
test_plateau (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;
  const IsoCombination *combination;
  const IsoIsobole *isobole;

  for (guint i = 0; i < 7; i++)
    {
      double a = 6.25 * pow (2, i), b = 0.25 * pow (2, i);
      double wobble = i % 2 ? 0.004 : -0.004;

      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, a, 0, make_viability (a, 50, 1.3) + wobble);
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, 0, b, 0.45 + 0.55 * make_viability (b, 0.8, 1.5) - wobble);
      make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, a, b, make_viability (a, 20, 1.3) + wobble);
    }
  analysis = make_analysis (experiment, 1);
  g_assert_cmpfloat (iso_analysis_arm (analysis, 1)->max_effect, <, 0.7);
  combination = iso_analysis_combination (analysis, 0);
  g_assert_cmpint (get_level (combination, 0, 1)->ci.status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_true (isfinite (get_level (combination, 0, 1)->ci.upper));
  isobole = &g_array_index (combination->isoboles, IsoIsobole, 1);
  g_assert_cmpint (isobole->dx[1].status, ==, ISO_STATUS_NOT_REACHED);
  g_assert_cmpuint (isobole->n_line, >, 2);
  iso_assert_close (isobole->line[0].d1, isobole->line[isobole->n_line - 1].d1, 0);
  iso_assert_close (isobole->line[isobole->n_line - 1].d2, 16e-6, 1e-12);
}

/* Wells without drug are the curve's points at dose 0 when the response is fitted as it stands. */
static void
test_raw_keeps_dose_zero (void)
{
  g_autoptr (IsoExperiment) experiment = make_experiment ();
  g_autoptr (IsoAnalysis) analysis = NULL;

  experiment->response = ISO_RESPONSE_RAW;
  make_record (experiment, ISO_ROLE_VEHICLE, "1", NULL, NULL, 0, 0, 7.9);
  make_record (experiment, ISO_ROLE_VEHICLE, "1", NULL, NULL, 0, 0, 8.1);
  for (guint i = 0; i < 8; i++)
    make_record (experiment, ISO_ROLE_TREATED, "1", NULL, NULL, pow (2, i), 0, 1 + 7 * make_viability (pow (2, i), 10, 2));
  analysis = make_analysis (experiment, 1);
  g_assert_cmpuint (iso_analysis_arm (analysis, 0)->points->len, ==, 10);
  g_assert_cmpfloat_with_epsilon (iso_analysis_arm (analysis, 0)->fit.parameters[ISO_PARAMETER_LOWER].value, 1, 0.05);
  g_assert_cmpuint (analysis->combinations->len, ==, 0);
}

static int
compare_analyses (const IsoAnalysis *one, const IsoAnalysis *two)
{
  int differ = strcmp (one->input_hash, two->input_hash);

  for (guint a = 0; a < one->arms->len; a++)
    differ |= memcmp (&iso_analysis_arm (one, a)->fit, &iso_analysis_arm (two, a)->fit, sizeof (IsoCurveFit));
  for (guint i = 0; i < iso_analysis_combination (one, 0)->cells->len; i++)
    differ |= memcmp (&g_array_index (iso_analysis_combination (one, 0)->cells, IsoCell, i).index,
                      &g_array_index (iso_analysis_combination (two, 0)->cells, IsoCell, i).index, sizeof (IsoCombinationIndex));
  return differ;
}

static void
test_threads_do_not_matter (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, 3, 0.2, 1.7, TRUE);
  g_autoptr (IsoAnalysis) one = make_analysis (experiment, 1);
  g_autoptr (IsoAnalysis) two = make_analysis (experiment, 2);
  g_autoptr (IsoAnalysis) eight = make_analysis (experiment, 8);

  g_assert_cmpint (compare_analyses (one, two), ==, 0);
  g_assert_cmpint (compare_analyses (one, eight), ==, 0);
}

static void
test_hash_follows_input (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 1, 0, 1, FALSE);
  g_autoptr (IsoExperiment) other = make_combination (5, 1, 0, 1, FALSE);
  g_autoptr (IsoAnalysis) one = make_analysis (experiment, 1);
  g_autoptr (IsoAnalysis) two = NULL;

  g_array_index (other->records, IsoRecord, 3).response += 1e-12;
  two = make_analysis (other, 1);
  g_assert_cmpstr (one->input_hash, !=, two->input_hash);
}

static void
test_cancelled (void)
{
  g_autoptr (IsoExperiment) experiment = make_combination (5, 2, 0, 1, FALSE);
  g_autoptr (IsoAnalysis) analysis = NULL;
  IsoAnalysisSettings settings;
  int cancel = 1;

  iso_analysis_settings_init (&settings);
  analysis = iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL), &settings, &cancel, NULL, NULL);
  g_assert_true (analysis->cancelled);
  g_assert_cmpint (iso_analysis_arm (analysis, 0)->fit.status, ==, ISO_STATUS_CANCELLED);
}

static IsoAnalysis *
analyse_shared (guint n_runs, IsoParameter parameter, guint n_threads)
{
  g_autoptr (IsoExperiment) experiment = make_combination (6, n_runs, 0.2, 1, FALSE);
  IsoAnalysisSettings settings;

  for (guint i = 0; i < experiment->records->len; i++)
    g_array_index (experiment->records, IsoRecord, i).response *= 1 + 0.02 * ((int) (i * 7 % 5) - 2);
  iso_analysis_settings_init (&settings);
  settings.shared = ISO_SHARE (parameter);
  settings.n_threads = n_threads;
  return iso_analysis_run (iso_dataset_new (experiment, ISO_LOCATION_AUTO, NULL), &settings, NULL, NULL, NULL);
}

/* One upper limit of all curves, and of the curves of each experiment; free, with profile intervals, whatever the number of threads. */
static void
test_shared_upper (void)
{
  for (guint n_runs = 1; n_runs <= 2; n_runs++)
    {
      g_autoptr (IsoAnalysis) analysis = analyse_shared (n_runs, ISO_PARAMETER_UPPER, 1);
      g_autoptr (IsoAnalysis) again = analyse_shared (n_runs, ISO_PARAMETER_UPPER, 3);
      const IsoArm *first = iso_analysis_arm (analysis, 0);

      g_assert_cmpuint (analysis->arms->len, ==, 3);
      for (guint i = 0; i < 3; i++)
        {
          const IsoArm *arm = iso_analysis_arm (analysis, i), *other = iso_analysis_arm (again, i);
          const IsoEstimate *upper = &arm->fit.parameters[ISO_PARAMETER_UPPER];
          const IsoEffectDose *dose = &g_array_index (arm->effect_doses, IsoEffectDose, 1);

          g_assert_cmpfloat (upper->value, ==, first->fit.parameters[ISO_PARAMETER_UPPER].value);
          g_assert_cmpfloat (upper->value, !=, 1);
          g_assert_cmpstr (upper->method, ==, "profile");
          iso_assert_close (upper->upper, first->fit.parameters[ISO_PARAMETER_UPPER].upper, 1e-4);
          g_assert_false (arm->fit.fixed[ISO_PARAMETER_UPPER]);
          g_assert_cmpuint (arm->common.n_curves, ==, 3);
          g_assert_cmpstr (dose->pooled.method, ==, "profile");
          g_assert_cmpfloat (dose->pooled.lower, <, dose->pooled.value);
          for (guint r = 0; r < n_runs; r++)
            g_assert_cmpfloat (arm->run_fits[r].values[ISO_PARAMETER_UPPER], ==, first->run_fits[r].values[ISO_PARAMETER_UPPER]);
          g_assert_cmpmem (&arm->fit.values, sizeof arm->fit.values, &other->fit.values, sizeof other->fit.values);
          g_assert_cmpfloat (dose->pooled.upper, ==, g_array_index (other->effect_doses, IsoEffectDose, 1).pooled.upper);
        }
      if (n_runs == 2)
        g_assert_cmpfloat (first->run_fits[0].values[ISO_PARAMETER_UPPER], !=, first->run_fits[1].values[ISO_PARAMETER_UPPER]);
    }
}

/* A slope belongs to a drug: with one sample there is nobody to share it with, and the curve says so. */
static void
test_shared_hill (void)
{
  g_autoptr (IsoAnalysis) analysis = analyse_shared (1, ISO_PARAMETER_HILL, 1);
  const IsoArm *arm = iso_analysis_arm (analysis, 0);

  g_assert_cmpint (arm->common.status, ==, ISO_STATUS_UNDEFINED);
  g_assert_cmpuint (arm->fit.shared, ==, 0);
  g_assert_true (arm->fit.fixed[ISO_PARAMETER_UPPER]);
  g_assert_cmpstr (((const IsoMessage *) g_ptr_array_index (arm->messages, 0))->code, ==, "share-alone");
}

int
main (int argc, char **argv)
{
  iso_test_init (&argc, &argv);
  g_test_add_func ("/analysis/finds-arms-and-cells", test_finds_arms_and_cells);
  g_test_add_func ("/analysis/points-name-their-wells", test_points_name_their_wells);
  g_test_add_func ("/analysis/combination-index", test_combination_index);
  g_test_add_func ("/analysis/equivalence-band", test_equivalence_band);
  g_test_add_func ("/analysis/one-run-decides-nothing", test_one_run_decides_nothing);
  g_test_add_func ("/analysis/effect-dose-between-runs", test_effect_dose_between_runs);
  g_test_add_func ("/analysis/matrix", test_matrix);
  g_test_add_func ("/analysis/all-models", test_all_models);
  g_test_add_func ("/analysis/linear-median-effect", test_linear_median_effect);
  g_test_add_func ("/analysis/band-is-a-setting", test_band_is_a_setting);
  g_test_add_func ("/analysis/score-band-is-a-setting", test_score_band_is_a_setting);
  g_test_add_func ("/analysis/fitted-singles", test_fitted_singles);
  g_test_add_func ("/analysis/plateau", test_plateau);
  g_test_add_func ("/analysis/raw-keeps-dose-zero", test_raw_keeps_dose_zero);
  g_test_add_func ("/analysis/threads-do-not-matter", test_threads_do_not_matter);
  g_test_add_func ("/analysis/hash-follows-input", test_hash_follows_input);
  g_test_add_func ("/analysis/cancelled", test_cancelled);
  g_test_add_func ("/analysis/shared-upper", test_shared_upper);
  g_test_add_func ("/analysis/shared-hill", test_shared_hill);
  return g_test_run ();
}
